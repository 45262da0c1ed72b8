"""Links inside the site: what an address means, and which lead nowhere."""

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
def test_an_address_means_a_file_and_an_anchor(address: str, target: tuple[str, str]) -> None:
    """As a browser resolves it on a/b/; what leads above the site or to the domain's root is no file of it."""
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
def test_addresses_outside_of_the_site_mean_nothing_here(address: str) -> None:
    """They are not this site's to check."""
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


def test_whole_links_are_no_problem() -> None:
    """Files, pages and anchors that exist, and everything outside."""
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
    """What is wrong, on which page, and in which file it is mended."""
    assert broken(address, "../") == [
        Problem(
            code="E503",
            place=Place(path="data/b.yml"),
            message=f"页面 a/b/index.html 的链接“{address}”不通:{found}。",
            hint="请改正链接,或补上它指向的页面。",
        )
    ]
