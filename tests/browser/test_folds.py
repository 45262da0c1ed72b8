"""Folded sections: their content fits the page, and a link to an address inside opens them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_long_names import CARDS
from tests.browser.test_pages import RUNNING_OVER, SCROLLED, SCROLLING

OPENING = "document.querySelectorAll('details.jw-details').forEach((fold) => { fold.open = true; })"


@pytest.mark.parametrize("address", ["on-site/", "coverage/", "work-records/"])
def test_folded_tables_fit(page: Page, site_url: str, address: str) -> None:
    """Unfolded tables show all columns at 1280 px, and on a phone no card overflows."""
    page.goto(site_url + address)
    page.evaluate(OPENING)
    for width in (320, 360):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(SCROLLING) == []
        assert page.evaluate(SCROLLED, CARDS) == []
        assert page.evaluate(RUNNING_OVER) == []
    page.set_viewport_size({"width": 1280, "height": 800})
    assert page.evaluate(SCROLLED, "table") == []


@pytest.mark.parametrize(
    "address",
    [
        "officers/#gulou",
        "communities/#gulou",
        "work-records/#gulou",
        "on-site/#gulou",
        "coverage/#checks-gulou",
    ],
)
def test_a_bookmark_of_a_stations_place_still_leads_there(page: Page, site_url: str, address: str) -> None:
    """An address with the station's anchor shows the station's line, and that leads to its page."""
    page.goto(site_url + address)
    line = page.locator(f"[id='{address.partition('#')[2]}']")
    expect(line).to_be_in_viewport()
    line.get_by_role("link").first.click()
    expect(page.locator("h1")).to_contain_text("古楼派出所")
