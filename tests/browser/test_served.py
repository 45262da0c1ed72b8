"""The site in Chromium from nginx with deploy/nginx: its headers take nothing from the pages."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.kinds import KINDS
from tests.browser.watching import watched_page
from tests.web_servers import nginx

SHEETS: Final = "[...document.styleSheets].filter((sheet) => sheet.cssRules.length).length"


@pytest.mark.parametrize("width", [360, 1280])
def test_every_kind_of_page_works_as_it_is_hosted(
    width: int, browser: Browser, ezhou_site: Path, tmp_path: Path
) -> None:
    """With all headers every kind of page loads its look and scripts, answers a question, and breaks no policy."""
    with nginx(tmp_path, ezhou_site) as port:
        url = f"http://127.0.0.1:{port}/"
        size = {"width": width, "height": 800}
        with watched_page(browser, url, viewport=size) as watched:
            for kind in KINDS:
                answer = watched.page.goto(url + kind.address(ezhou_site))
                assert answer
                assert answer.headers["content-security-policy"], kind.name
                assert watched.page.evaluate(SHEETS) == 2, kind.name
            watched.page.goto(url)
            watched.page.get_by_role("combobox").fill("滨湖")
            expect(watched.page.get_by_role("option").first).to_be_visible()
            assert watched.complaints == []
            watched.page.goto(f"{url}no/such/page/")
            expect(watched.page.get_by_role("combobox")).to_be_visible()
            assert [one for one in watched.complaints if "404" not in one] == []
