"""The page for addresses that do not exist, at any depth below the sub-path."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.serving import SUB_PATH, served
from tests.browser.watching import Watched, watched_page
from tests.small_sites import edit, published

ADDRESS: Final = "https://jingwu.example/jiangzhou/"
DEEP: Final = "a/" * 40  # deeper than the page searches for the home page


def open_missing(watched: Watched, address: str) -> Page:
    response = watched.page.goto(address)
    assert response is not None
    assert response.status == HTTPStatus.NOT_FOUND
    return watched.page


def assert_leads_back(watched: Watched, site_url: str, missing: str) -> None:
    """Assert that the page has its style and heading, links into the site, and logs nothing but its own 404s."""
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


@pytest.mark.parametrize(
    "missing",
    ["nothing", "nothing/", "communities/old/", "a/b/c/d/", "a/b/c/d/e/f/g/h/i", "a/" * 12, "a/" * 31 + "b"],
)
def test_a_missing_page_leads_back(browser: Browser, site_url: str, missing: str) -> None:
    """A missing page links into the site from every usual depth."""
    with watched_page(browser, site_url) as watched:
        assert_leads_back(watched, site_url, missing)


@pytest.mark.parametrize(
    ("address", "sub_path"),
    [(f"https://jingwu.example{SUB_PATH}", SUB_PATH), (None, "/")],
    ids=["configured", "host-root"],
)
def test_a_missing_page_at_any_depth_finds_the_configured_site(
    browser: Browser, root: Path, content: Path, out: Path, address: str | None, sub_path: str
) -> None:
    """At any depth the page finds the site below its configured address, or at the host's root without one."""
    edit(root, "data/bureau.yml", f"  address: {ADDRESS}\n", f"  address: {address}\n" if address else "")
    published(root, content, out)
    with served(out, sub_path) as site_url, watched_page(browser, site_url) as watched:
        assert_leads_back(watched, site_url, DEEP)


@pytest.mark.parametrize("script", [False, True], ids=["without-script", "with-script"])
@pytest.mark.parametrize("address", [ADDRESS, None], ids=["address", "no-address"])
def test_a_missing_page_always_has_a_way_home(
    browser: Browser, root: Path, content: Path, out: Path, address: str | None, script: bool
) -> None:
    """Where no script finds the site, the home link is the configured address or the host's root."""
    if address is None:
        edit(root, "data/bureau.yml", f"  address: {ADDRESS}\n", "")
    published(root, content, out)
    with (
        served(out) as site_url,
        watched_page(browser, site_url, java_script_enabled=script) as watched,
    ):
        page = open_missing(watched, site_url + DEEP)
        links = [
            (link.inner_text(), link.get_attribute("href")) for link in page.locator("main a[href]").all()
        ]
        assert links == [("首页：输入小区、门牌或姓名查找", address or "/")]


def test_a_missing_page_reads_without_script(browser: Browser, site_url: str, ezhou_site: Path) -> None:
    """Without script the page has no broken link, and 110 can be called."""
    with watched_page(browser, site_url, java_script_enabled=False) as watched:
        page = open_missing(watched, site_url + "a/b/")
        hrefs = {link.get_attribute("href") for link in page.locator("a[href]").all()}
        assert hrefs == {"tel:110", "https://jingwu.example/"}
        expect(page.get_by_role("link", name="110")).to_be_visible()
    assert "style=" not in (ezhou_site / "404.html").read_text(encoding="utf-8")


def test_a_missing_page_has_the_finder(browser: Browser, site_url: str) -> None:
    """The finder works on a missing page and leads to the page that was meant."""
    with watched_page(browser, site_url) as watched:
        page = open_missing(watched, site_url + "communities/old/")
        page.get_by_role("combobox").fill("官柳路18号")
        page.get_by_role("option").first.click()
        page.wait_for_url(site_url + "communities/gulou-beimen/")
