"""Tests of links inside the site: which file an address refers to, and which links are broken."""

from __future__ import annotations

import pytest

from generator.build.links import broken_links, ids_of, resolve, targets_of
from generator.problems import Place, Problem

FILES = {
    "index.html": '<h1 id="top">',
    "a/index.html": '<h1 id="top"><h2 class="x" id="two">',
    "a/b/index.html": "",
    "a/b.ics": "",
    "a/空 格.csv": "",
}


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("", ("a/b/index.html", "")),
        ("#two", ("a/b/index.html", "two")),
        ("./", ("a/b/index.html", "")),
        (".", ("a/b/index.html", "")),
        ("../", ("a/index.html", "")),
        ("..", ("a/index.html", "")),
        ("../#two", ("a/index.html", "two")),
        ("../../", ("index.html", "")),
        ("../../?q=1#top", ("index.html", "top")),
        ("../b.ics", ("a/b.ics", "")),
        ("../%E7%A9%BA%20%E6%A0%BC.csv", ("a/空 格.csv", "")),
        ("../../../", ("../index.html", "")),
        ("../../../a/", ("../a/index.html", "")),
        ("/a/", ("/a/", "")),
        ("c", ("a/b/c", "")),
    ],
)
def test_an_address_resolves_to_a_file_and_an_anchor(address: str, target: tuple[str, str]) -> None:
    """An address resolves as in a browser at a/b/; one above the site or at the domain's root is no file of it."""
    assert resolve("a/b/index.html", address) == target


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/",
        "HTTP://x/",
        "tel:110",
        "mailto:a@b.c",
        "//cdn.example/x.js",
        "data:image/png;base64,",
    ],
)
def test_external_addresses_are_not_resolved(address: str) -> None:
    """External links are not checked."""
    assert resolve("a/index.html", address) is None


def broken(*addresses: str) -> list[Problem]:
    return list(
        broken_links(
            "a/b/index.html",
            "data/b.yml",
            targets_of("a/b/index.html", addresses),
            frozenset(FILES),
            lambda path: ids_of(FILES[path]),
        )
    )


def test_working_links_are_no_problem() -> None:
    """Links to existing files, pages and anchors, and external links, give no problem."""
    assert broken("../", "../#two", "../../#top", "../b.ics", "../b.ics#x", "tel:110", "", "#") == []


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("../c/", "站内没有 a/c/index.html"),
        ("../#three", "a/index.html 里没有位置“three”"),
        ("#two", "a/b/index.html 里没有位置“two”"),
        ("../../../", "站内没有 ../index.html"),
        ("/a/", "站内没有 /a/"),
        ("../b", "站内没有 a/b"),
    ],
    ids=["page", "anchor", "own-anchor", "above-the-root", "absolute", "no-slash"],
)
def test_a_broken_link_is_named_with_page_and_origin(address: str, found: str) -> None:
    """The problem says what is wrong, on which page, and in which file to fix it."""
    assert broken(address, "../") == [
        Problem(
            code="E503",
            place=Place(path="data/b.yml"),
            message=f"页面 a/b/index.html 的链接“{address}”不通:{found}。",
            hint="请改正链接,或补上它指向的页面。",
        )
    ]
