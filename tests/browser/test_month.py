"""A month's meetings: a list on a phone, a calendar from 700 px on, with the same links."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.watching import watched_page

MONTH: Final = "meetings/2026-12/"
# Each visible day: date, left edge, top, number of links, whether its weekday is visible.
DAYS: Final = """() => [...document.querySelectorAll('.jw-month__day')].filter((e) => e.checkVisibility()).map((e) => {
  const box = e.getBoundingClientRect();
  const full = e.querySelectorAll('.jw-month__full');
  return { date: e.dataset.date, left: Math.round(box.left), top: Math.round(box.top + scrollY),
    meetings: e.querySelectorAll('a').length, saysWeekday: full[1].getBoundingClientRect().width > 2 };
})"""
LINKS: Final = "() => [...document.querySelectorAll('.jw-month a')].map((e) => e.getAttribute('href'))"
COLUMNS: Final = 7


def days_at(page: Page, site_url: str, width: int) -> list[dict[str, Any]]:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(site_url + MONTH)
    found: list[dict[str, Any]] = page.evaluate(DAYS)
    return found


def test_calendar_links_are_large_enough_for_touch(browser: Browser, site_url: str) -> None:
    """On a touch screen every link of the calendar is at least 44 px high."""
    with watched_page(
        browser, site_url, viewport={"width": 1024, "height": 800}, has_touch=True, is_mobile=True
    ) as watched:
        watched.page.goto(site_url + MONTH)
        assert watched.page.evaluate("matchMedia('(pointer: coarse)').matches")
        heights = "all => all.map((e) => e.getBoundingClientRect().height)"
        assert min(watched.page.eval_on_selector_all(".jw-month a", heights)) >= 44


@pytest.mark.parametrize("width", [320, 360, 699])
def test_on_a_phone_the_month_is_a_list(page: Page, site_url: str, width: int) -> None:
    """On a phone the month lists only the days with meetings, one below the other, each with its weekday."""
    page.clock.set_fixed_time("2026-11-24T10:00:00+08:00")
    days = days_at(page, site_url, width)
    assert days
    assert {day["left"] for day in days} == {days[0]["left"]}
    assert [day["top"] for day in days] == sorted({day["top"] for day in days})
    assert all(day["meetings"] and day["saysWeekday"] for day in days)
    expect(page.locator(".jw-month__week")).to_be_hidden()


@pytest.mark.parametrize("width", [700, 1280])
def test_on_a_wide_screen_the_month_is_a_calendar(page: Page, site_url: str, width: int) -> None:
    """On a wide screen the month shows all days in seven columns, Mondays first, below the weekdays' names."""
    days = days_at(page, site_url, width)
    lefts = sorted({day["left"] for day in days})
    assert len(days) == 31
    assert len(lefts) == COLUMNS
    # 1 December 2026 is a Tuesday.
    assert [lefts.index(day["left"]) for day in days] == [(1 + at) % COLUMNS for at in range(31)]
    rows = [day["top"] for day in days]
    assert [at for at in range(1, 31) if rows[at] > rows[at - 1]] == [6, 13, 20, 27]
    assert not any(day["saysWeekday"] for day in days)
    heads = page.locator(".jw-month__week > span")
    expect(heads).to_have_text(["周一", "周二", "周三", "周四", "周五", "周六", "周日"])
    edges = [round(heads.nth(at).bounding_box()["x"]) for at in range(COLUMNS)]  # type: ignore[index]
    assert all(abs(edge - left) <= 1 for edge, left in zip(edges, lefts, strict=True))


def test_nothing_is_cut_off_in_the_narrowest_calendar(page: Page, site_url: str) -> None:
    """At 700 px every meeting stays inside its day."""
    days_at(page, site_url, 700)
    outside = """() => [...document.querySelectorAll('.jw-month__day')].flatMap((day) => {
      const right = day.getBoundingClientRect().right;
      return [...day.querySelectorAll('a, .jw-tag, .jw-month__moved')]
        .filter((e) => e.getBoundingClientRect().right > right + 0.5).map((e) => e.textContent);
    })"""
    assert page.evaluate(outside) == []


def test_list_and_calendar_have_the_same_links(page: Page, site_url: str) -> None:
    """The list and the calendar contain the same links."""
    days_at(page, site_url, 360)
    narrow = page.evaluate(LINKS)
    days_at(page, site_url, 1280)
    assert narrow == page.evaluate(LINKS)
    assert len(narrow) > 10


@pytest.mark.parametrize("width", [360, 1280])
def test_the_month_by_keyboard(page: Page, site_url: str, width: int) -> None:
    """Tab visits the meetings in order and nothing between them, and Enter opens one."""
    days_at(page, site_url, width)
    links = page.locator(".jw-month a")
    page.locator(".jw-pager a").nth(0).focus()
    page.locator(".jw-pager a").nth(1).focus()
    for at in range(links.count()):
        page.keyboard.press("Tab")
        expect(links.nth(at)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".jw-pager a").nth(2)).to_be_focused()
    links.nth(0).focus()
    target = links.nth(0).evaluate("(e) => e.href")
    page.keyboard.press("Enter")
    page.wait_for_url(target)
    expect(page.get_by_role("heading", level=1)).to_contain_text("群众代表会")


def test_the_list_contains_today_even_without_a_meeting(page: Page, site_url: str) -> None:
    """On a phone the list contains today even without a meeting, with 没有会."""
    page.clock.set_fixed_time("2026-12-05T10:00:00+08:00")
    days_at(page, site_url, 360)
    today = page.locator(".jw-today")
    expect(today).to_have_attribute("data-date", "2026-12-05")
    expect(today).to_be_visible()
    expect(today).to_have_text("12月5日（周六）没有会 今天")


def test_the_month_without_script(browser: Browser, site_url: str, ezhou_site: Path) -> None:
    """Without JavaScript the month shows what was cancelled and where a meeting was moved."""
    with watched_page(browser, site_url, java_script_enabled=False) as watched:
        watched.page.goto(site_url + MONTH)
        cancelled = watched.page.locator(".jw-month li:has(> .jw-tag--bad) > a.jw-cancelled").first
        expect(cancelled).to_be_visible()
        assert "line-through" in cancelled.evaluate("(e) => getComputedStyle(e).textDecorationLine")
        expect(watched.page.get_by_text("改到").first).to_be_visible()
    assert (ezhou_site / MONTH / "index.html").is_file()
