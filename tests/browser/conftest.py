"""One browser for the session, cut off from the network: a request to another host is blocked and recorded."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.serving import served
from tests.browser.watching import Watched, chromium, watched_page
from tools.sweep.asking import add_scripts


@pytest.fixture(scope="session")
def site_url(ezhou_site: Path) -> Iterator[str]:
    """The home page of Ezhou's sample site below its sub-path."""
    with served(ezhou_site) as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser, site_url: str) -> Iterator[Page]:
    """A blank page, 1280 px wide, set to China; the test fails when the page logged a complaint."""
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


@pytest.fixture
def finding(browser: Browser) -> Iterator[Page]:
    """A blank page that has loaded the finder's scripts in the order of the site's pages."""
    page = browser.new_page()
    add_scripts(page)
    yield page
    page.close()


@pytest.fixture(scope="session")
def finder_entries(ezhou_site: Path) -> list[dict[str, Any]]:
    """The finder index's entry of each community and station, under the keys that tests read.

    u address, n name, o officers, k other names, x badges and addresses, p phone, r [[street, from, to, parity]].
    """
    index = json.loads((ezhou_site / "assets/finder.json").read_bytes())
    areas = [
        {
            "u": f"communities/{row['u']}/",
            "n": row["n"],
            "o": "、".join(row.get("o", ())),
            "k": [*row.get("w", ()), *(cover[0] for kind in "re" for cover in row.get(kind, ()))],
            "x": [*row.get("b", ()), row.get("a", "")],
            "p": row["p"],
            "r": row.get("r", []),
        }
        for row in index["areas"]
    ]
    stations = [
        {
            "u": f"stations/{row['u']}/", "n": row["n"], "o": "", "k": [index["towns"][row["t"]][1]],
            "x": [row["a"]], "p": row["p"], "r": [],
        }
        for row in index["stations"]
    ]  # fmt: skip
    return [*areas, *stations]
