"""One browser for the session, its network closed: what a page asks of another host is stopped and told."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.serving import served
from tests.browser.watching import Watched, watched_page


@pytest.fixture(scope="session")
def site_url(ezhou_site: Path) -> Iterator[str]:
    """The home page of Ezhou's sample site below its sub-path."""
    with served(ezhou_site) as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, site_url: str) -> Iterator[Page]:
    """A blank page, 1280 px wide, in China; the test fails when the page complained."""
    with watched_page(browser, site_url) as watched:
        yield watched.page
        assert watched.complaints == []


@pytest.fixture(scope="module")
def watched_home(browser: Browser, site_url: str) -> Iterator[Watched]:
    """The home page, opened once for all tests of a module."""
    with watched_page(browser, site_url) as watched:
        watched.page.goto(site_url)
        yield watched
        assert watched.complaints == []


@pytest.fixture(scope="session")
def finder_entries(ezhou_site: Path) -> list[dict[str, Any]]:
    """The finder's index as the site offers it; its keys are explained in finding.js."""
    index: dict[str, list[dict[str, Any]]] = json.loads((ezhou_site / "assets/finder.json").read_bytes())
    return index["entries"]
