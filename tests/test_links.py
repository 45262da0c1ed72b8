"""Tests of links inside the site: which file an address refers to, and which links are broken."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator.build.links import broken_links, ids_of, resolve
from generator.build.tree import ComposedSite, EngineOutput, assemble, engine_output
from generator.deploy import Deployment
from generator.deploy.trees import write_tree
from generator.problems import Place, Problem, ProblemsFound
from tests.small_sites import REPOSITORY, site_of

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
            sorted(addresses),
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


@pytest.fixture
def standing(root: Path, content: Path, tmp_path: Path) -> tuple[ComposedSite, EngineOutput, Deployment]:
    """A site with its frames, and its deployment, whose links were checked."""
    site, engine = site_of(root), engine_output(content, REPOSITORY / "content")
    tree = assemble(site, engine, None)
    write_tree(tmp_path / "standing", tree.files, tmp_path)
    found = dict.fromkeys(tree.files, "")
    return site, engine, Deployment(folder=tmp_path / "standing", pages=tree.pages, found=found)


def messages(site: ComposedSite, engine: EngineOutput, before: Deployment) -> list[str]:
    with pytest.raises(ProblemsFound) as raised:
        assemble(site, engine, before)
    return [f"{problem.code} {problem.message}" for problem in raised.value.problems]


def test_pages_that_stay_as_they_were_do_not_link_to_a_page_that_goes(
    standing: tuple[ComposedSite, EngineOutput, Deployment],
) -> None:
    """A page that is taken over is checked again as soon as anything is gone."""
    site, engine, before = standing
    assert assemble(site, engine, before).rendered == 0
    gone = next(page for page in site.pages if page.frame == "communities/_community/")
    fewer = replace(site, pages=tuple(page for page in site.pages if page is not gone))
    said = messages(fewer, engine, before)
    assert len({one.split("的链接")[0] for one in said}) > 1, "several pages link to a community"
    assert all(f"站内没有 {gone.file}" in one for one in said)


def test_pages_that_stay_as_they_were_do_not_link_to_an_anchor_that_goes(
    standing: tuple[ComposedSite, EngineOutput, Deployment],
) -> None:
    """Only the page with the anchor is another; the link to it is on a page that is taken over."""
    site, engine, before = standing
    links = (
        (resolve(file, address), file)
        for file, noted in before.pages.items()
        for address in noted["addresses"].split("\n")
        if "#" in address
    )
    path, anchor, file = next(
        (*target, file)
        for target, file in links
        if target is not None
        and target[0] != file
        and target[0].removesuffix("index.html") in engine.frames
        and f'id="{target[1]}"' in "".join(engine.frames[target[0].removesuffix("index.html")].literals)
    )
    frame = engine.frames[path.removesuffix("index.html")]
    without = tuple(text.replace(f'id="{anchor}"', 'id="renamed"') for text in frame.literals)
    frames = {**engine.frames, frame.url: replace(frame, literals=without)}
    said = messages(site, replace(engine, frames=frames), before)
    assert any(f"页面 {file} 的链接" in one and f"{path} 里没有位置“{anchor}”" in one for one in said)
