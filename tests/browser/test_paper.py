"""Printed pages: A4, without the elements that only a screen can use."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from tests.browser.kinds import COMMUNITIES, SHEETS, Kind

A4_WIDTH: Final = 794  # px, at 96 to the inch
COMMUNITY: Final = Kind(name="community", pattern=COMMUNITIES, says=("社区民警</span>",))


@pytest.fixture
def paper(page: Page) -> Page:
    """A page in print media, as wide as A4."""
    page.set_viewport_size({"width": A4_WIDTH, "height": 1123})
    page.emulate_media(media="print")
    return page


def sheets(page: Page) -> int:
    """Number of A4 sheets that the page prints on, counted in its PDF."""
    return len(re.findall(rb"/Type\s*/Page[^s]", page.pdf(prefer_css_page_size=True)))


def expect_only_the_content(page: Page) -> None:
    for furniture in (
        ".jw-finder",
        ".jw-nav",
        ".jw-menu",
        ".jw-footer",
        ".jw-crumbs",
        ".jw-call",
        ".jw-skip",
    ):
        for element in page.locator(furniture).all():
            expect(element).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= A4_WIDTH


def test_a_stations_roster_is_one_sheet(paper: Page, site_url: str) -> None:
    """A station's roster prints on one sheet, with bureau, station, day, phone and the sample notice."""
    paper.goto(site_url + "officers/gulou/")
    expect_only_the_content(paper)
    seen = paper.locator(".jw-sheet").inner_text()
    for word in ("鄂州市公安局", "古楼派出所", "年11月24日在岗", "派出所电话", "110", "示例数据"):
        assert word in seen
    for once in (".jw-header", ".jw-main > .jw-banner", "h1"):
        expect(paper.locator(once)).to_be_hidden()
    assert sheets(paper) == 1


def test_a_community_fits_three_sheets(paper: Page, site_url: str, ezhou_site: Path) -> None:
    """A community prints on at most three sheets; the site's name and the officer's phone are on the first."""
    paper.goto(site_url + COMMUNITY.address(ezhou_site))
    expect_only_the_content(paper)
    assert 1 <= sheets(paper) <= 3
    expect(paper.locator(".jw-brand__site")).to_be_visible()
    # A PDF names the target of each link on its pages.
    first = paper.pdf(prefer_css_page_size=True, page_ranges="1").decode("latin-1")
    for shown in (".jw-brand", ".jw-answer__phone a"):
        assert f"/URI ({paper.locator(shown).first.evaluate('link => link.href')})" in first, shown


def test_the_report_back_sheet_has_room_to_write(paper: Page, site_url: str, ezhou_site: Path) -> None:
    """The list for reporting back prints on one sheet with an empty column to write in; a screen hides the column."""
    kind = Kind(name="report back", pattern=SHEETS, says=('<td class="jw-blank">',))
    paper.goto(site_url + kind.address(ezhou_site))
    expect_only_the_content(paper)
    blank = paper.locator("td.jw-blank").first
    box = blank.bounding_box()
    assert box is not None
    assert box["width"] > A4_WIDTH / 4
    assert box["height"] > 60
    assert sheets(paper) == 1
    paper.emulate_media(media="screen")
    expect(blank).to_be_hidden()


def test_a_protected_number_prints_as_an_outline(paper: Page, site_url: str, ezhou_site: Path) -> None:
    """In print a protected number is an outlined range, and an exact number is a filled bar."""
    kind = Kind(name="protected number", pattern=COMMUNITIES, says=("jw-range",))
    paper.goto(site_url + kind.address(ezhou_site))
    style = "mark => { const s = getComputedStyle(mark); return [s.fill === 'none', s.stroke === 'none']; }"
    assert paper.locator(".jw-range").first.evaluate(style) == [True, False]
    assert paper.locator(".jw-bar").first.evaluate(style) == [False, True]
