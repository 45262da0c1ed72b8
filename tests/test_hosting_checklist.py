"""deploy/CHECKLIST.md: complete, with tests that exist; and what it says of scripts and of the policy."""

from __future__ import annotations

import ast
import re
from typing import Final

from tests.small_sites import REPOSITORY
from tests.web_servers import DEPLOY, HEADERS

CHECKLIST: Final = (DEPLOY / "CHECKLIST.md").read_text("utf-8")
TESTS: Final = REPOSITORY / "tests"
SCRIPTS: Final = sorted((REPOSITORY / "generator").rglob("*.js"))
# How many requirements each section of ASVS 5.0.0 V3 has.
SECTIONS: Final = {1: 1, 2: 3, 3: 5, 4: 8, 5: 8, 6: 1, 7: 5}
RULES: Final = (
    *("content-security-policy", "cookies", "cross-origin-resource-sharing", "cross-origin-resource-policy"),
    *("redirection", "referrer-policy", "strict-transport-security", "subresource-integrity"),
    *("x-content-type-options", "x-frame-options"),
)


def test_every_requirement_has_a_test_that_exists() -> None:
    """No requirement and no rule is left out, and each names functions that are in the named files."""
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in CHECKLIST.splitlines()
        if line[:1] == "|"
    ]
    rows = [row for row in rows if re.fullmatch(r"3\.[0-9]\.[0-9]|[a-z-]{3,}", row[0]) and row[0] != "rule"]
    asked = [f"3.{section}.{number + 1}" for section, most in SECTIONS.items() for number in range(most)]
    rows = [row for row in rows if set(row[0]) != {"-"}]
    assert [row[0] for row in rows] == [*asked, *RULES]
    for name, *_, proof in rows:
        named = re.findall(r"`([a-z_/]+\.py)(?:::([a-z_]+))?`", proof)
        assert named, name
        for file, function in named:
            tree = ast.parse((TESTS / file).read_text("utf-8"))
            functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
            assert not function or function in functions, (name, file, function)


def test_the_headers_are_explained() -> None:
    """What is sent with every answer stands in the file that the checklist and the README name."""
    text = (DEPLOY / "nginx/headers.conf").read_text("utf-8")
    assert {name for name in HEADERS if f"add_header {name} " not in text} == set()
    assert "nginx/headers.conf" in CHECKLIST
    assert "headers.conf" in (REPOSITORY / "README.md").read_text("utf-8")


def test_the_policy_is_the_strictest_of_the_observatory() -> None:
    """`default-src 'none'`, nothing unsafe, no scheme but data: for pictures, no form, no frame."""
    policy = dict(part.strip().split(" ", 1) for part in HEADERS["Content-Security-Policy"].split(";"))
    own = {f"{kind}-src" for kind in ("script", "style", "font", "connect")}
    assert {name for name, value in policy.items() if value == "'self'"} == own
    assert policy.pop("img-src") == "'self' data:"
    assert {name for name, value in policy.items() if value == "'none'"} == {
        *("default-src", "object-src", "base-uri", "form-action", "frame-ancestors"),
    }
    assert "unsafe" not in str(policy)


def test_scripts_write_text_and_keep_nothing() -> None:
    """No script writes markup, runs text, keeps or sends anything, or talks to other windows."""
    refused = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|postMessage|\.cookie\b|"
        r"localStorage|sessionStorage|indexedDB|sendBeacon|XMLHttpRequest|WebSocket|window\.open|\bopener\b"
    )
    assert len(SCRIPTS) > 10
    assert {
        path.name: found[0] for path in SCRIPTS if (found := refused.search(path.read_text("utf-8")))
    } == {}


def test_scripts_share_only_their_own_names() -> None:
    """Every script is one strict function, and what it leaves to others begins with Jingwu."""
    for path in SCRIPTS:
        text = path.read_text("utf-8")
        assert "'use strict';" in text, path.name
        outside = re.sub(r"(?m)^( |\}|/|\*|\(|$|'use strict').*$", "", text).strip()
        assert outside == "", (path.name, outside)
        assert all(name.startswith("Jingwu") for name in re.findall(r"window\.(\w+) = ", text)), path.name
