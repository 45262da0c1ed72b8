"""Rendering: escaped and strict about names; digests that change exactly when a page does."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar

import jinja2
import pytest

from generator.frame import cut
from generator.model.public import Suppressed
from generator.pages.links import Link
from generator.pages.page import Page
from generator.render import (
    Rendered,
    Templates,
    frame_digest,
    page_digest,
    page_values,
    references,
    render,
)

FRAME = cut("x/", "content/x.md", "<title>⟦title⟧</title><h1>⟦site_name⟧</h1>⟦main⟧")


@dataclass(frozen=True, kw_only=True)
class Note:
    """A view for these tests."""

    template: ClassVar[str] = "note.html"
    text: str
    link: Link | None = None
    count: Any = None


@pytest.fixture
def templates(tmp_path: Path) -> Templates:
    """A folder with one template."""
    (tmp_path / "note.html").write_text('<p title="{{ view.text }}">{{ view.text }}</p>{{ root }}', "utf-8")
    return Templates(tmp_path)


def page(**changes: Any) -> Page:
    fields: dict[str, Any] = {
        "url": "a/b/",
        "frame": "x/",
        "origin": "data/a.yml",
        "texts": {"title": "甲"},
        "blocks": {"main": Note(text="乙")},
    }
    return Page(**(fields | changes))


def test_a_page_is_its_frame_with_texts_and_blocks(templates: Templates) -> None:
    """Texts and site values fill their slots, and a block is its template's output for the view."""
    assert render(page(), FRAME, {"site_name": "网"}, templates) == Rendered(
        html='<title>甲</title><h1>网</h1><p title="乙">乙</p>../../'.encode(), references=frozenset()
    )


def test_texts_and_views_are_escaped(templates: Templates) -> None:
    """Markup in a record is escaped on the page, in attributes too."""
    values = page_values(page(texts={"title": '<&">'}, blocks={"main": Note(text="<&\"'>")}), templates)
    assert values == {
        "title": "&lt;&amp;&#34;&gt;",
        "main": '<p title="&lt;&amp;&#34;&#39;&gt;">&lt;&amp;&#34;&#39;&gt;</p>../../',
    }


def test_a_name_that_the_view_does_not_have_is_an_error(tmp_path: Path) -> None:
    """A misspelt name in a template is an error, never an empty place on a page."""
    (tmp_path / "note.html").write_text("{{ view.txet }}", "utf-8")
    with pytest.raises(jinja2.UndefinedError):
        Templates(tmp_path).block(Note(text="x"), "./")


@pytest.mark.parametrize("climbing", ["../secret.html", "parts/../../secret.html"])
def test_a_template_outside_its_folder_is_refused(tmp_path: Path, climbing: str) -> None:
    """A template can be neither rendered nor included from outside the folder."""
    (tmp_path / "secret.html").write_text("secret", "utf-8")
    folder = tmp_path / "templates"
    (folder / "parts").mkdir(parents=True)
    (folder / "note.html").write_text(f'{{% include "{climbing}" %}}', "utf-8")
    with pytest.raises(jinja2.TemplateNotFound):
        Templates(folder).block(Note(text="x"), "./")


def test_references_are_the_addresses_of_a_page_unescaped() -> None:
    """References are the unescaped values of href, src and data-index, in any element."""
    html = (
        '<a href="a/?x=1&amp;y=2">href="no"</a><img src="b.jpg" alt="src">'
        '<div data-index="c.json" data-href="no"></div><use href="#d"/>'
    )
    assert references(html) == {"a/?x=1&y=2", "b.jpg", "c.json", "#d"}


def digest(of: Page, templates: Templates, frame: str = "f") -> str:
    return page_digest(of, frame, templates)


@pytest.mark.parametrize(
    "changed",
    [
        page(url="a/c/"),
        page(texts={"title": "丙"}),
        page(texts={}),
        page(blocks={"main": Note(text="丙")}),
        page(blocks={"more": Note(text="乙")}),
        page(blocks={"main": Note(text="乙", link=Link(url="x/", text="y"))}),
        page(blocks={"main": Note(text="乙", count=4)}),
    ],
    ids=["url", "text", "no-text", "view", "slot", "nested", "number"],
)
def test_whatever_changes_a_page_changes_its_digest(changed: Page, templates: Templates) -> None:
    """Every change of a page changes its digest."""
    assert digest(changed, templates) != digest(page(), templates)


def test_a_protected_count_and_a_number_have_different_digests(templates: Templates) -> None:
    """“<5”, 5 and no count give different digests."""
    of_count = [
        digest(page(blocks={"main": Note(text="", count=c)}), templates)
        for c in (Suppressed(below=5), 5, None)
    ]
    assert len(set(of_count)) == 3


def test_equal_pages_have_equal_digests_wherever_they_come_from(templates: Templates) -> None:
    """A page's digest depends neither on its record's file nor on the order of its slots."""
    two = {"main": Note(text="乙"), "more": Note(text="丙")}
    turned = dict(reversed(list(two.items())))
    assert digest(page(origin="data/b.yml"), templates) == digest(page(), templates)
    assert page_values(page(blocks=turned), templates) == page_values(page(blocks=two), templates)


def test_digests_follow_frame_site_and_templates(tmp_path: Path, templates: Templates) -> None:
    """Digests change with the theme's frame, the site's values and the templates."""
    other = replace(FRAME, literals=(*FRAME.literals[:-1], "<footer>"))
    frames = {
        frame_digest(FRAME, {"a": "1"}),
        frame_digest(other, {"a": "1"}),
        frame_digest(FRAME, {"a": "2"}),
    }
    (tmp_path / "_parts.html").write_text("{# new #}", "utf-8")
    assert len(frames) == 3
    assert digest(page(), Templates(tmp_path)) != digest(page(), templates)
    assert digest(page(), templates, "g") != digest(page(), templates, "f")


@pytest.mark.parametrize(
    ("url", "file", "root"),
    [
        ("", "index.html", "./"),
        ("404.html", "404.html", "./"),
        ("data/", "data/index.html", "../"),
        ("meetings/2026-10/", "meetings/2026-10/index.html", "../../"),
    ],
)
def test_a_page_knows_its_file_and_the_way_to_the_root(url: str, file: str, root: str) -> None:
    """A page's links go through a relative path to the root, so that the site works below any path."""
    assert (page(url=url).file, page(url=url).root) == (file, root)


def test_a_full_disk_beside_the_templates_stops_no_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Compiled templates are kept for speed alone."""
    (tmp_path / "note.html").write_text("{{ view.text }}", "utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("jinja2.bccache.tempfile.NamedTemporaryFile", refuse)
    assert Templates(tmp_path).block(Note(text="是"), "./") == "是"
