"""The bars of a table's column start at the same place, so that they can be compared."""

from __future__ import annotations

from typing import Final

import pytest
from playwright.sync_api import Page

# Left edges of a table's bars, relative to their cells.
LEFTS: Final = """() => [...document.querySelectorAll('table')].map((table) =>
  [...table.querySelectorAll('.jw-meter')].map((bar) => {
    const cell = bar.closest('td').getBoundingClientRect();
    return Math.round(bar.getBoundingClientRect().left - cell.left);
  })).filter((bars) => bars.length > 1)"""


@pytest.mark.parametrize("path", ["on-site/", "ranking/2026-10/", "ranking/2026/", "coverage/"])
def test_bars_start_at_the_same_place(page: Page, site_url: str, path: str) -> None:
    """Bars start at the same place whatever the length of the number before them: 100%, 98.8% or 76%."""
    page.goto(site_url + path)
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        tables = page.evaluate(LEFTS)
        assert tables
        assert [set(bars) for bars in tables] == [{bars[0]} for bars in tables]
