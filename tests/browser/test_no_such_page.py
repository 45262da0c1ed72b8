"""An address that does not exist, at any depth below the sub-path."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.watching import Watched, watched_page


def open_missing(watched: Watched, address: str) -> Page:
    response = watched.page.goto(address)
    assert response is not None
    assert response.status == HTTPStatus.NOT_FOUND
    return watched.page


@pytest.mark.parametrize("missing", ["nothing", "nothing/", "communities/old/", "a/b/c/d/"])
def test_a_missing_page_leads_back(browser: Browser, site_url: str, missing: str) -> None:
    """It is styled, says so in words, and its links lead into the site; nothing but 404s is logged."""
    with watched_page(browser, site_url) as watched:
        page = open_missing(watched, site_url + missing)
        expect(page.get_by_role("heading", level=1)).to_have_text("页面不存在")
        hrefs: list[str] = page.locator("a[data-to]").evaluate_all("all => all.map((link) => link.href)")
        assert hrefs == [
            site_url,
            site_url,
            *(site_url + to for to in ("communities/", "stations/", "services/")),
        ]
        expect(page.locator(".jw-header__bar")).to_have_css("background-color", "rgb(11, 61, 145)")
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280
        assert [said for said in watched.complaints if "404" not in said and "MIME" not in said] == []
        page.locator("main a").first.click()
        page.wait_for_url(site_url)


def test_a_missing_page_reads_without_script(browser: Browser, site_url: str, ezhou_site: Path) -> None:
    """Without script it has no link that breaks, and 110 can be pressed."""
    with watched_page(browser, site_url, java_script_enabled=False) as watched:
        page = open_missing(watched, site_url + "a/b/")
        expect(page.locator("a[href]")).to_have_count(1)
        expect(page.get_by_role("link", name="110")).to_be_visible()
    assert "style=" not in (ezhou_site / "404.html").read_text(encoding="utf-8")
