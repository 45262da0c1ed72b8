"""The site by keyboard alone."""

from __future__ import annotations

from typing import Final

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.watching import watched_page

# Mark the focused element as met. Null once round the page, "" if it shows a focus ring, else its HTML.
MEET: Final = """() => {
  const focused = document.activeElement;
  if (focused === document.body || focused.dataset.met) return null;
  focused.dataset.met = '1';
  const style = getComputedStyle(focused);
  const ringed = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  return ringed ? '' : focused.outerHTML;
}"""
# Visible controls that never had the focus.
NOT_MET: Final = """() => [...document.querySelectorAll('a[href], button, summary, input, [tabindex="0"]')]
  .filter((e) => e.checkVisibility() && !e.dataset.met && e.tabIndex >= 0)
  .map((e) => e.outerHTML.slice(0, 80))"""


def test_the_skip_link_comes_first(page: Page, site_url: str) -> None:
    """The first press of Tab focuses the skip link, and Enter moves the focus to the main text."""
    page.goto(site_url + "services/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="跳到正文")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_the_menu_opens_and_closes_with_enter(browser: Browser, site_url: str) -> None:
    """On a phone Enter opens and closes 菜单, and its links can be followed."""
    with watched_page(browser, site_url, viewport={"width": 360, "height": 800}) as watched:
        page = watched.page
        page.goto(site_url + "services/")
        tab = page.locator(".jw-tabs").get_by_role("link", name="派出所")
        expect(tab).to_be_hidden()
        page.locator(".jw-menu > summary").focus()
        page.keyboard.press("Enter")
        expect(tab).to_be_visible()
        page.keyboard.press("Enter")
        expect(tab).to_be_hidden()
        page.keyboard.press("Enter")
        tab.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(site_url + "stations/")
        assert watched.complaints == []


@pytest.mark.parametrize("address", ["", "services/", "ranking/", "meetings/", "meetings/stations/gulou/"])
def test_every_control_is_reached_and_seen(page: Page, site_url: str, address: str) -> None:
    """Tab reaches every visible control, and each shows a focus ring, on a phone and at a desk."""
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(site_url + address)
        page.keyboard.press("Tab")
        while (unmarked := page.evaluate(MEET)) is not None:
            assert unmarked == ""
            page.keyboard.press("Tab")
        assert page.evaluate(NOT_MET) == []
