"""The engine's stylesheet is shipped without what no page can match."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.build.styles import classes_in, without_unused
from generator.render import TEMPLATES

USED = frozenset({"a", "b"})


@pytest.mark.parametrize(
    ("css", "kept"),
    [
        ("p{x:1}.a{x:2}.c{x:3}", "p{x:1}.a{x:2}"),
        (".c,.a .b,.a .c{x:1}", ".a .b{x:1}"),
        (".a:not(.c):is(.d,.e p){x:1}", ".a:not(.c):is(.d,.e p){x:1}"),
        ("@media print{.c{x:1}.a{x:2}}@media screen{.c{x:1}}", "@media print{.a{x:2}}"),
        ('@charset "UTF-8";.a{content:"}.c{"}.c{x:1}', '@charset "UTF-8";.a{content:"}.c{"}'),
        (":root{--u:1;--v:2;--w:var(--u)}.a{x:var(--v)}", ":root{--v:2;}.a{x:var(--v)}"),
        ("@font-face{x:1}@keyframes k{to{x:1}}", "@font-face{x:1}@keyframes k{to{x:1}}"),
        (".a:hover>p+.md-\\:x{x:1}/*c*/.b{x:1}", ".b{x:1}"),
    ],
)
def test_rules_that_nothing_matches_are_left_out(css: str, kept: str) -> None:
    """A rule stays if some selector needs only classes in use, a custom property if it is used."""
    assert without_unused(css, USED) == kept


def test_templates_have_only_classes_of_our_own() -> None:
    """The classes in use are read from the frames, so a record's block may have none of the engine's."""
    written = {
        word for file in Path(TEMPLATES).glob("*.html") for word in classes_in(file.read_text("utf-8"))
    }
    assert "jw-table" in written
    assert {word for word in written if word.startswith("md-")} == set()
