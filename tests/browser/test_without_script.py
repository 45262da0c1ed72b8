"""Without JavaScript a resident still finds everything needed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.kinds import KINDS
from tests.browser.watching import watched_page


@pytest.fixture
def plain(browser: Browser, site_url: str) -> Iterator[Page]:
    """A blank page of a browser without JavaScript."""
    with watched_page(browser, site_url, java_script_enabled=False) as watched:
        yield watched.page
        assert watched.complaints == []


def test_the_home_page_leads_to_the_stations(plain: Page, site_url: str, ezhou_site: Path) -> None:
    """Without the finder, the home page leads to the list of stations, and each to its communities and officers."""
    plain.goto(site_url)
    expect(plain.get_by_role("combobox")).to_have_count(0)
    link = plain.get_by_role("link", name="按派出所查找社区和民警")
    assert link.get_attribute("href") == "communities/"
    stations = sorted(path.parent.name for path in (ezhou_site / "stations").glob("*/index.html"))
    link.click()
    lines = plain.locator("li[id]")
    assert sorted(line.get_attribute("id") or "" for line in lines.all()) == stations
    lines.last.get_by_role("link").first.click()
    expect(plain.locator("#areas")).to_be_in_viewport()
    expect(plain.locator("[aria-labelledby=areas] a[href^='tel:']").first).to_be_visible()


def test_a_community_is_complete(plain: Page, site_url: str, ezhou_site: Path) -> None:
    """The page of a community shows badge, phone, days in the community and the post's hours."""
    kind = next(kind for kind in KINDS if kind.name == "officer")
    plain.goto(site_url + kind.address(ezhou_site))
    answer = plain.locator(".jw-answer").first
    expect(answer).to_contain_text("警号")
    expect(answer).to_contain_text("在社区")
    phone = answer.locator(".jw-answer__phone a")
    assert phone.get_attribute("href") == "tel:" + phone.inner_text().replace("-", "")
    expect(plain.locator(".jw-hours").first).to_be_visible()
    expect(plain.locator(".jw-now")).to_have_count(0)
    expect(plain.locator(".jw-header").get_by_role("link", name="找民警").first).to_be_visible()


def test_the_menu_opens(browser: Browser, site_url: str) -> None:
    """菜单 opens on a phone without script."""
    with watched_page(
        browser, site_url, java_script_enabled=False, viewport={"width": 360, "height": 800}
    ) as watched:
        page = watched.page
        page.goto(site_url + "services/")
        page.locator(".jw-menu > summary").click()
        page.locator(".jw-tabs").get_by_role("link", name="派出所").click()
        page.wait_for_url(site_url + "stations/")
