"""Folded sections: their content fits the page, and a link to an address inside opens them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_long_names import CARDS
from tests.browser.test_pages import RUNNING_OVER, SCROLLED, SCROLLING

OPENING = "document.querySelectorAll('details.jw-details').forEach((fold) => { fold.open = true; })"


@pytest.mark.parametrize("address", ["on-site/", "work-records/"])
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


def test_a_stations_link_opens_its_own_section(page: Page, site_url: str) -> None:
    """The link on a station's page opens that station's section and no other."""
    page.goto(site_url + "stations/gulou/")
    page.get_by_role("link", name="看每个社区", exact=True).click()
    expect(page.locator("#gulou")).to_be_visible()
    assert page.locator("details.jw-details[open]").count() == 1
