"""What pages say about the present minute, at given instants and in any time zone."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.kinds import COMMUNITIES, Kind
from tests.browser.watching import watched_page

CHINA: Final = dt.timezone(dt.timedelta(hours=8))
WEEKDAYS_AND_EXCEPTIONS: Final = Kind(
    name="open on weekdays, with a day closed",
    pattern=COMMUNITIES,
    says=('data-hours="1,2,3,4,5 08:30-17:30" data-exceptions="2026-12-31 08:30-12:00;2027-01-01 closed"',),
)
WEEKDAYS_ALONE: Final = Kind(
    name="open on weekdays, with no word of holidays",
    pattern=COMMUNITIES,
    says=('data-hours="1,2,3,4,5 08:30-17:30" data-holidays=',),
)
MONDAYS: Final = Kind(
    name="Monday, Wednesday, Friday", pattern=COMMUNITIES, says=('data-onsite="1,3,5 09:00-17:00"',)
)


def china(day: str, time: str) -> dt.datetime:
    return dt.datetime.combine(dt.date.fromisoformat(day), dt.time.fromisoformat(time), CHINA)


@pytest.fixture
def at(page: Page, site_url: str, ezhou_site: Path) -> Callable[[Kind, dt.datetime], Page]:
    """Open a page of a kind with the device's clock fixed at an instant."""

    def open_at(kind: Kind, instant: dt.datetime) -> Page:
        page.clock.set_fixed_time(instant)
        page.route("**/communities/*/", still_valid)
        page.goto(site_url + kind.address(ezhou_site))
        return page

    return open_at


def still_valid(route: Route) -> None:
    """Serve the page without its last valid day, because these tests ask for later days."""
    found = route.fetch()
    route.fulfill(response=found, body=re.sub(r'data-valid-until="[^"]*"', "", found.text()))


@pytest.mark.parametrize(
    ("day", "time", "said"),
    [
        ("2026-11-24", "08:29", "现在关闭，今天 8:30 开放"),
        ("2026-11-24", "08:30", "开放中，至 17:30"),
        ("2026-11-24", "17:29", "开放中，至 17:30"),
        ("2026-11-24", "17:30", "现在关闭，明天（周三）8:30 开放"),
        ("2026-11-27", "18:00", "现在关闭，11月30日（周一）8:30 开放"),
        ("2026-11-28", "10:00", "今天不开放，11月30日（周一）8:30 开放"),
        ("2026-12-31", "11:00", "开放中，至 12:00"),
        ("2026-12-31", "14:00", "现在关闭，2027年1月4日（周一）8:30 开放"),
        ("2027-01-01", "10:00", "今天不开放，1月4日（周一）8:30 开放"),
    ],
)
def test_opening_hours_now(at: Callable[[Kind, dt.datetime], Page], day: str, time: str, said: str) -> None:
    """A post counts as open from the first minute to before the last; exceptions go before the week's hours."""
    page = at(WEEKDAYS_AND_EXCEPTIONS, china(day, time))
    expect(page.locator(".jw-now[data-says=hours]").first).to_have_text(said)


@pytest.mark.parametrize(
    ("day", "time", "said"),
    [
        ("2026-12-31", "10:00", "开放中，至 17:30"),
        ("2026-12-31", "18:00", "现在关闭，2027年1月4日（周一）8:30 开放"),
        ("2027-01-01", "10:00", "今天放假，不一定开放，请先打电话"),
        ("2027-01-01", "23:00", "今天放假，不一定开放，请先打电话"),
        ("2027-01-04", "10:00", "开放中，至 17:30"),
    ],
)
def test_nobody_is_sent_to_a_post_on_a_holiday(
    at: Callable[[Kind, dt.datetime], Page], day: str, time: str, said: str
) -> None:
    """On a holiday a post without its own rule claims neither open nor closed, and announces no opening."""
    page = at(WEEKDAYS_ALONE, china(day, time))
    expect(page.locator(".jw-now[data-says=hours]").first).to_have_text(said)


@pytest.mark.parametrize(
    ("day", "time", "said"),
    [
        ("2026-11-23", "08:00", "今天在社区 9:00–17:00"),
        ("2026-11-23", "16:59", "今天在社区 9:00–17:00"),
        ("2026-11-23", "17:00", "下次：11月25日（周三）9:00"),
        ("2026-11-24", "10:00", "下次：明天（周三）9:00"),
        ("2026-11-27", "18:00", "下次：11月30日（周一）9:00"),
        ("2026-12-30", "18:00", "下次：2027年1月4日（周一）9:00"),
        ("2027-01-01", "10:00", "下次：1月4日（周一）9:00"),
    ],
)
def test_the_officer_in_the_community(
    at: Callable[[Kind, dt.datetime], Page], day: str, time: str, said: str
) -> None:
    """Until the last minute of a day in the community the page says 今天, then the next day, never a holiday."""
    page = at(MONDAYS, china(day, time))
    expect(page.locator('[data-onsite="1,3,5 09:00-17:00"] .jw-now').first).to_have_text(said)


@pytest.mark.parametrize(
    "zone", ["America/Los_Angeles", "Pacific/Kiritimati", "Europe/London", "Asia/Kathmandu"]
)
def test_the_zone_of_the_device_does_not_matter(
    browser: Browser, site_url: str, ezhou_site: Path, zone: str
) -> None:
    """Hours follow China's clock in every time zone of the device."""
    with watched_page(browser, site_url, timezone_id=zone) as watched:
        watched.page.clock.set_fixed_time(china("2026-11-30", "00:10"))
        watched.page.goto(site_url + WEEKDAYS_AND_EXCEPTIONS.address(ezhou_site))
        said = watched.page.locator(".jw-now[data-says=hours]").first
        expect(said).to_have_text("现在关闭，今天 8:30 开放")
        assert watched.complaints == []


def test_an_old_site_claims_nothing_of_today(page: Page, site_url: str, ezhou_site: Path) -> None:
    """A site past its last valid day says that it may be outdated instead of hours and officers."""
    for day, is_old in (("2026-12-08", False), ("2026-12-09", True)):
        page.clock.set_fixed_time(china(day, "10:00"))
        page.goto(site_url + WEEKDAYS_AND_EXCEPTIONS.address(ezhou_site))
        said = page.locator(".jw-now[data-says=hours]").first
        expect(said).to_have_text("信息可能已过时，请先打电话" if is_old else "开放中，至 17:30")
        expect(page.locator("[data-stale]").first).to_be_visible(visible=is_old)
        expect(page.get_by_text("本页是11月24日（周二）的信息。")).to_be_visible()


def test_today_is_marked_in_the_month(page: Page, site_url: str) -> None:
    """A month's meetings mark exactly one day as today, by China's calendar."""
    page.clock.set_fixed_time(china("2026-11-16", "00:30"))
    page.goto(site_url + "meetings/2026-11/")
    today = page.locator(".jw-today")
    expect(today).to_have_count(1)
    expect(today).to_have_attribute("data-date", "2026-11-16")
    expect(today.get_by_role("heading")).to_have_text("11月16日（周一） 今天")


def ends_of(page: Page, box: str) -> list[str]:
    """When the visible meetings of a box end, in order; meetings in its list of past ones do not count."""
    found: list[str] = page.locator(f"{box} [data-ends]").evaluate_all(
        "all => all.filter((e) => e.checkVisibility() && !e.closest('[data-over]')).map((e) => e.dataset.ends)"
    )
    return found


def test_past_meetings_leave_the_home_page(page: Page, site_url: str) -> None:
    """At its end a meeting leaves the home page's list of five, and the next one moves up."""
    page.clock.set_fixed_time(china("2026-11-24", "08:00"))
    page.goto(site_url)
    before = ends_of(page, "[data-coming='5']")
    assert len(before) == 5
    day, time = before[0].split()
    last_minute = china(day, time) - dt.timedelta(minutes=1)
    page.clock.set_fixed_time(last_minute)
    page.reload()
    assert ends_of(page, "[data-coming='5']") == before
    page.clock.set_fixed_time(china(day, time))
    page.reload()
    after = ends_of(page, "[data-coming='5']")
    over = before.count(before[0])
    assert after[: 5 - over] == before[over:]
    assert len(after) == 5
    assert all(end > before[0] for end in after)


def test_past_meetings_move_to_the_end_of_the_overview(page: Page, site_url: str) -> None:
    """Past meetings move to a list of their own, newest first, marked 会期已过 and no longer 已确定."""
    page.clock.set_fixed_time(china("2026-11-26", "23:00"))
    page.goto(site_url + "meetings/")
    over = page.locator("[data-over] > li")
    ends = over.evaluate_all("all => all.map((e) => e.dataset.ends)")
    assert ends
    assert ends == sorted(ends, reverse=True)
    assert max(ends) < "2026-11-26 23:00" < min(ends_of(page, "[data-coming='10']"))
    expect(page.get_by_role("heading", name="会期已过")).to_be_visible()
    expect(over.first.locator("[data-says=ends]")).to_have_text("会期已过")
    expect(over.first.get_by_text("已确定")).to_be_hidden()
    expect(page.locator("[data-none]")).to_be_hidden()
    page.clock.set_fixed_time(china("2030-01-01", "00:00"))
    page.reload()
    assert ends_of(page, "[data-coming='10']") == []
    expect(page.locator("[data-none]")).to_be_visible()


def test_the_next_meeting_of_a_community_moves_on(page: Page, site_url: str, ezhou_site: Path) -> None:
    """When a community's next meeting is over, the page shows the one after it and lists it with the past ones."""
    kind = Kind(
        name="two meetings set", pattern=COMMUNITIES, says=('<span data-ends="2026-12', '" hidden><a')
    )
    page.clock.set_fixed_time(china("2026-11-24", "08:00"))
    page.goto(site_url + kind.address(ezhou_site))
    (first,) = ends_of(page, "dd")
    page.clock.set_fixed_time(china(*first.split()))
    page.reload()
    (second,) = ends_of(page, "dd")
    assert second > first
    past = page.locator("#meetings ~ [data-over] > li").first
    expect(past).to_have_attribute("data-ends", first)
    expect(past.locator("[data-says=ends]")).to_have_text("会期已过")


def test_a_meetings_own_page_says_that_it_is_over(page: Page, site_url: str, ezhou_site: Path) -> None:
    """The page of a past meeting shows 会期已过 in place of 已确定."""
    kind = Kind(
        name="confirmed", pattern="meetings/*-2026-12-*/index.html", says=(">已确定</span>", "data-ends")
    )
    address = kind.address(ezhou_site)
    page.clock.set_fixed_time(china("2026-11-24", "08:00"))
    page.goto(site_url + address)
    expect(page.locator(".jw-head .jw-tag")).to_have_text("已确定")
    page.clock.set_fixed_time(china("2027-02-01", "08:00"))
    page.reload()
    expect(page.locator(".jw-head .jw-tag:visible")).to_have_text("会期已过")


def test_without_script_lists_name_their_day(browser: Browser, site_url: str) -> None:
    """Without JavaScript the page lists its five meetings, marks none as over and names the day of the list."""
    with watched_page(browser, site_url, java_script_enabled=False) as watched:
        watched.page.goto(site_url)
        assert len(ends_of(watched.page, "[data-coming='5']")) == 5
        expect(watched.page.get_by_text("本页是11月24日（周二）的信息。")).to_be_visible()
        expect(watched.page.locator("[data-none]")).to_be_hidden()
        watched.page.goto(site_url + "meetings/")
        expect(watched.page.get_by_role("heading", name="会期已过")).to_be_hidden()
