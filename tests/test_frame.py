"""Tests of frames: a themed page cut at its slots, and the contract that stamping changes nothing."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape
from mkdocs.commands.build import build as engine_build
from mkdocs.config import load_config

from generator.build.tree import ComposedSite, engine_output
from generator.frame import SLOT, Frame, cut, slot_problems
from generator.pages.page import Page
from generator.problems import Place, Problem
from generator.render import Templates, page_values, render
from tests.small_sites import REPOSITORY, site_of, with_own_content

HOSTILE = (
    "<b>&amp; \"双\" '单' {{ 7*7 }} {% x %} `c` *i* [l](x) ⟦main⟧ ⟦title⟧ # --- \\ : | </title></script>"
)
INDEX = "communities/"
KINDS = (
    "communities/_community/",
    "parts/_part/",
    "parts/deep/_part/",
    "stations/_station/",
    "ranking/_month/",
    "ranking/station/_month/",
    "work-records/station/_month/",
    "ranking/method/_version/",
    "ranking/_year/",
    "meetings/_month/",
    "meetings/_meeting/",
    "meetings/stations/_station/",
    "meetings/opinions/_area/",
    "meetings/opinions/stations/_station/",
    "meetings/report-back/_area/",
    "sub-bureaus/_sub-bureau/",
    "targets/_station/",
    "policy/_document/",
)


def written_in(source: str, texts: Mapping[str, str], blocks: Mapping[str, str]) -> str:
    """The Markdown source with slots replaced: YAML strings in the front matter, HTML blocks in the body."""
    _, matter, body = source.split("---\n", 2)

    def text(line: str) -> str:
        key, _, value = line.partition(": ")
        slot = SLOT.fullmatch(value)
        return (
            f"{key}: {json.dumps(texts[slot[1]], ensure_ascii=False)}" if slot and slot[1] in texts else line
        )

    lines = "\n".join(text(line) for line in matter.splitlines())
    return f"---\n{lines}\n---\n" + SLOT.sub(lambda slot: blocks.get(slot[1], slot[0]), body)


def engine_pages(root: Path, folder: Path, sources: Mapping[str, str]) -> Mapping[str, str]:
    """The pages that MkDocs renders from these sources and the product's own, by path."""
    with_own_content(root)
    for path, source in sources.items():
        file = root / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source, "utf-8")
    logging.getLogger("mkdocs").setLevel(logging.ERROR)  # the pages need not be in the navigation
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(folder), plugins=[])
    engine_build(config)
    logging.getLogger("mkdocs").setLevel(logging.NOTSET)
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*.html")}


def one_of_each(site: ComposedSite) -> list[Page]:
    """For every kind the first page, unchanged, and the last with hostile texts; also an index page."""
    pages = []
    for kind in KINDS:
        of_kind = [page for page in site.pages if page.frame == kind.replace("/deep", "")]
        assert of_kind, kind
        # The frame of the stations' parts stands apart from the sections of their pages; links are of the same depth.
        of_kind = [replace(_at_home(page, kind.rpartition("_")[0]), frame=kind) for page in of_kind]
        last = of_kind[-1]
        other = f"{last.url.removesuffix('/')}-other/"  # a bureau may have only one page of a kind
        pages += [of_kind[0], replace(last, url=other, texts=dict.fromkeys(last.texts, HOSTILE))]
    return [*pages, next(page for page in site.pages if page.url == INDEX)]


def _at_home(page: Page, folder: str) -> Page:
    return page if page.url.startswith(folder) else replace(page, url=f"{folder}{page.url.split('/')[-2]}/")


def site_values(site: ComposedSite, templates: Templates) -> dict[str, str]:
    texts = {name: str(escape(text)) for name, text in site.texts.items()}
    return texts | {name: templates.block(view, "") for name, view in site.blocks.items()}


def test_a_stamped_page_equals_the_page_that_mkdocs_renders(
    root: Path, content: Path, tmp_path: Path
) -> None:
    """For every kind, stamping gives the same bytes as values written into the Markdown source."""
    site, templates, frames = (
        site_of(root),
        Templates(),
        engine_output(content, REPOSITORY / "content").frames,
    )
    pages, of_site = one_of_each(site), site_values(site, templates)
    sources = {}
    for page in pages:
        values = page_values(page, templates)
        blocks = {name: values[name] for name in page.blocks}
        source = Path(frames[page.frame].source).relative_to("content")
        target = source if page.url == page.frame else Path(page.url.removesuffix("/") + ".md")
        sources[target.as_posix()] = written_in(
            (REPOSITORY / "content" / source).read_text("utf-8"), page.texts, blocks
        )
    rendered = engine_pages(tmp_path / "written", tmp_path / "engine", sources)
    for page in pages:
        expected = cut(page.url, "", rendered[page.file]).stamp(
            of_site | {"main": "⟦main⟧", "title": "⟦title⟧"}
        )
        stamped = render(page, frames[page.frame], of_site, templates).html.decode()
        assert stamped == expected, page.url


def test_the_contract_covers_every_kind(content: Path) -> None:
    """Every kind of page is tested in the contract above."""
    assert sorted(
        url for url, frame in engine_output(content, REPOSITORY / "content").frames.items() if frame.is_kind
    ) == sorted(KINDS)


@given(
    st.lists(st.text(alphabet="ab⟦⟧_<é社", max_size=8)), st.lists(st.sampled_from(["main", "title", "a_b"]))
)
def test_cutting_and_stamping_lose_nothing(literals: list[str], slots: list[str]) -> None:
    """Filling each slot with its own name restores the page."""
    html = "".join(
        literal + (f"⟦{slots[at % len(slots)]}⟧" if slots else "") for at, literal in enumerate(literals)
    )
    frame = cut("x/", "", html)
    assert frame.stamp({slot: f"⟦{slot}⟧" for slot in frame.slots}) == html


def test_a_value_is_never_read_again_for_slots() -> None:
    """A value that looks like a slot is not filled again."""
    frame = cut("x/", "", "<p>⟦title⟧</p>⟦main⟧")
    assert frame.stamp({"title": "⟦main⟧", "main": "⟦title⟧"}) == "<p>⟦main⟧</p>⟦title⟧"


def test_a_slot_without_a_value_cannot_be_stamped() -> None:
    """A missing value raises KeyError instead of leaving a hole in the page."""
    with pytest.raises(KeyError):
        cut("x/", "", "⟦main⟧").stamp({})


def frame_of(url: str) -> Frame:
    return Frame(url=url, source="", literals=("", ""), slots=("main",))


def test_a_frame_is_a_kind_if_its_name_begins_with_an_underscore() -> None:
    """`_community.md` is stamped for many records; a page in a folder with such a name is not."""
    assert [frame_of(url).is_kind for url in ("a/_b/", "_b/", "a/b/", "_a/b/", "", "404.html")] == [
        True, True, False, False, False, False,
    ]  # fmt: skip


def test_unfilled_slots_and_unplaced_content_are_problems() -> None:
    """Each problem names the Markdown file, since such content would vanish from the page silently."""
    problems = slot_problems(
        cut("a/_b/", "content/a/_b.md", "⟦main⟧⟦maim⟧⟦site_name⟧"),
        frozenset({"main", "site_name"}),
        frozenset({"main", "more"}),
        "a/x/",
    )
    assert problems == [
        Problem(
            code="E501",
            place=Place(path="content/a/_b.md"),
            message="空位 ⟦maim⟧ 在页面 a/x/ 上没有内容可填。",
            hint="请删去这个空位,或核对拼写。",
        ),
        Problem(
            code="E501",
            place=Place(path="content/a/_b.md"),
            message="页面 a/x/ 的内容“more”没有空位可放。",
            hint='请在正文里补上一行 <div class="jw-slot">⟦more⟧</div>。',
        ),
    ]
