"""What now.js writes into single elements at given instants: nights, whole days, uncertain days, outdated pages."""

from __future__ import annotations

import datetime as dt
from typing import Final

import pytest
from playwright.sync_api import Browser, Page

from tests.small_sites import REPOSITORY

SCRIPT: Final = REPOSITORY / "generator/theme/assets/jingwu/now.js"
CHINA: Final = dt.timezone(dt.timedelta(hours=8))
NIGHTS: Final = 'data-hours="1,2 00:00-24:00;6 18:00-02:00"'
WEEK: Final = 'data-hours="1,2,3,4,5 08:30-17:30"'
OCTOBER: Final = 'data-holidays="2026-10-05;2026-10-06;2026-10-07" data-workdays="2026-10-10"'


def said(page: Page, element: str, when: str, around: str = "") -> str | None:
    """The text in the element at `when` in China; `element` is its attributes, `around` is further HTML."""
    page.clock.set_fixed_time(dt.datetime.fromisoformat(when).replace(tzinfo=CHINA))
    page.set_content(f"<p><span id=one {element}></span></p>{around}")
    page.add_script_tag(path=SCRIPT)
    return page.locator("#one .jw-now").text_content() if page.locator("#one .jw-now").count() else None


@pytest.mark.parametrize(
    ("when", "text"),
    [
        ("2026-11-30 00:00", "开放中，至 次日 24:00"),
        ("2026-11-30 23:59", "开放中，至 次日 24:00"),
        ("2026-12-01 12:00", "开放中，至 24:00"),
        ("2026-12-01 23:59", "开放中，至 24:00"),
        ("2026-12-02 00:00", "今天不开放，12月5日（周六）18:00 开放"),
        ("2026-12-05 17:59", "现在关闭，今天 18:00 开放"),
        ("2026-12-05 18:00", "开放中，至 次日 2:00"),
        ("2026-12-05 23:59", "开放中，至 次日 2:00"),
        ("2026-12-06 00:00", "开放中，至 2:00"),
        ("2026-12-06 01:59", "开放中，至 2:00"),
        ("2026-12-06 02:00", "现在关闭，明天（周一）0:00 开放"),
    ],
)
def test_a_night_counts_until_its_end_after_midnight(page: Page, when: str, text: str) -> None:
    """Hours that pass midnight count as open until their last minute on the next day."""
    assert said(page, NIGHTS, when) == text


@pytest.mark.parametrize("when", ["2026-12-01 00:00", "2026-12-05 23:59", "2026-12-31 23:59"])
def test_an_always_open_post_shows_no_closing_time(page: Page, when: str) -> None:
    """A post that is always open shows no closing time."""
    assert said(page, 'data-hours="1,2,3,4,5,6,7 00:00-24:00"', when) == "开放中，24 小时"


def test_a_day_that_is_closed_does_not_end_the_night_before(page: Page) -> None:
    """A closed day ends no night that began the day before, and no night begins on it."""
    closed = 'data-hours="1,2,3,4,5,6,7 20:00-04:00" data-exceptions="2026-12-05 closed"'
    assert said(page, closed, "2026-12-05 03:00") == "开放中，至 4:00"
    assert said(page, closed, "2026-12-05 21:00") == "现在关闭，明天（周日）20:00 开放"
    assert said(page, closed, "2026-12-06 03:00") == "现在关闭，今天 20:00 开放"


@pytest.mark.parametrize(
    ("when", "text"),
    [
        ("2026-10-07 10:00", "今天放假，不一定开放，请先打电话"),
        ("2026-10-09 10:00", "开放中，至 17:30"),
        ("2026-10-09 18:00", "现在关闭，10月12日（周一）8:30 开放；明天（周六）调休上班，请先打电话"),
        ("2026-10-10 10:00", "今天调休上班，不一定照周末，请先打电话"),
        ("2026-10-11 10:00", "今天不开放，明天（周一）8:30 开放"),
    ],
)
def test_a_working_weekend_claims_neither_open_nor_closed(page: Page, when: str, text: str) -> None:
    """On a weekend that is a working day, a post without its own rule claims neither open nor closed."""
    assert said(page, f"{WEEK} {OCTOBER}", when) == text


def test_a_posts_own_rule_decides_on_a_working_weekend(page: Page) -> None:
    """A post's own exception decides on a moved working day, and so do hours that are equal on all days."""
    own = f'{WEEK} {OCTOBER} data-exceptions="2026-10-10 09:00-12:00"'
    assert said(page, own, "2026-10-10 10:00") == "开放中，至 12:00"
    daily = 'data-hours="1,2,3,4,5,6,7 09:00-18:00"'
    assert said(page, f"{daily} {OCTOBER}", "2026-10-10 10:00") == "开放中，至 18:00"


@pytest.mark.parametrize(
    ("days", "when", "text"),
    [
        ("1,3,5", "2026-10-10 10:00", "今天调休上班，不一定照周末，请先打电话"),
        ("2,4,6", "2026-10-10 10:00", "今天调休上班，不一定照周末，请先打电话"),
        ("1,3,5", "2026-10-09 18:00", "下次：10月12日（周一）9:00；明天（周六）调休上班，请先打电话"),
        ("1,3,5", "2026-12-31 18:00", "下次：明天（周五）9:00"),
        ("1,3", "2026-12-31 18:00", "下次：2027年1月4日（周一）9:00"),
    ],
)
def test_no_officer_is_called_absent_on_a_working_weekend(
    page: Page, days: str, when: str, text: str
) -> None:
    """On a weekend that is a working day, nothing says that the officer is absent."""
    assert said(page, f'data-onsite="{days} 09:00-17:00" {OCTOBER}', when) == text


def test_an_officers_night_in_the_community(page: Page) -> None:
    """An officer's night counts until its end after midnight; then the next date is named."""
    night = 'data-onsite="6 20:00-02:00"'
    assert said(page, night, "2026-12-05 10:00") == "今天在社区 20:00–次日 2:00"
    assert said(page, night, "2026-12-06 01:59") == "今天在社区 0:00–2:00"
    assert said(page, night, "2026-12-06 02:00") == "下次：12月12日（周六）20:00"


STALE: Final = '<p data-valid-until="2026-12-08"><b id=old data-stale hidden>信息可能已过时</b></p>'


@pytest.mark.parametrize("element", [WEEK, 'data-onsite="2,3 09:00-17:00"'])
def test_an_outdated_page_claims_nothing_of_today(page: Page, element: str) -> None:
    """After its last valid day a page says that it may be outdated, and claims nothing of today."""
    on_time = said(page, element, "2026-12-08 09:30", STALE)
    assert on_time is not None
    assert "过时" not in on_time
    assert page.locator("#old").is_hidden()
    assert said(page, element, "2026-12-09 09:30", STALE) == "信息可能已过时，请先打电话"
    assert page.locator("#old").is_visible()


@pytest.mark.parametrize("zone", ["America/New_York", "Europe/London", "Pacific/Apia"])
def test_nights_follow_chinas_clock(browser: Browser, zone: str) -> None:
    """Hours follow China's clock, even when the device's own clock changes that night."""
    abroad = browser.new_page(timezone_id=zone)
    assert said(abroad, NIGHTS, "2026-03-08 01:30") == "开放中，至 2:00"
    assert said(abroad, NIGHTS, "2026-03-29 01:30") == "开放中，至 2:00"
    assert said(abroad, NIGHTS, "2026-11-01 02:00") == "现在关闭，明天（周一）0:00 开放"
    abroad.close()
