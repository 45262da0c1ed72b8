"""How much a phone loads before it shows a community's page."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Final

from playwright.sync_api import Page

from tests.browser.kinds import KINDS

MOST: Final = 60_000


def test_a_communitys_page_loads_in_60_kb(page: Page, site_url: str, ezhou_site: Path) -> None:
    """Page, styles, scripts and images up to the load event, each gzipped, are at most 60 KB."""
    kind = next(kind for kind in KINDS if kind.name == "officer and auxiliary")
    loaded: list[str] = []
    page.on("requestfinished", lambda request: loaded.append(request.url))
    page.goto(site_url + kind.address(ezhou_site), wait_until="load")
    sizes = {url: len(gzip.compress(page.request.get(url).body(), 6)) for url in loaded}
    assert any(url.endswith("finder.js") for url in sizes)
    assert sum(sizes.values()) <= MOST, sizes
