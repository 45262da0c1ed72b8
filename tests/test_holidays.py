"""Tests of 假期安排: what a post's page announces, and when it says to call."""

from __future__ import annotations

import re
from typing import Any, Final

import pytest

from generator.model.public import setting_of
from generator.model.reference import Holidays
from generator.pages.posts import PostToday
from generator.render import Templates
from generator.wording import date_range
from tests.bureaus import bureau, day, policy, post, station

OFF: Final = Holidays.model_validate(
    {
        "years": [
            {
                "year": "2026",
                "source": "通知",
                "holidays": [
                    *({"date": f"2026-10-0{n}", "name": "国庆节"} for n in range(1, 8)),
                    {"date": "2026-12-31", "name": "元旦"},
                ],
                "workdays": ["2026-09-20", "2026-10-10"],
            },
            {"year": "2027", "source": "未公布", "holidays": [{"date": "2027-01-01", "name": "元旦"}]},
        ]
    }
)
CLOSED: Final = {"date": "2026-10-01", "closed": "true", "note": "值班在派出所"}


def notice(as_of: str, *exceptions: Any) -> PostToday:
    """A post with these exceptions, as of that day."""
    setting = setting_of(bureau(as_of=day(as_of), holidays=OFF))
    return PostToday(post=post(exceptions=exceptions), setting=setting)


def told(found: PostToday) -> tuple[str, ...]:
    """The lines of the page's announcement."""
    macros = Templates()._environment.get_template("_posts.html").module
    html = str(macros.special_days(found, station()))  # type: ignore[attr-defined]
    return tuple(re.sub("<[^>]+>", "", line) for line in html.split("</dd>") if line.strip())


ASK: Final = "警务室开不开，请先打电话 0711-0000111；派出所 0711-0000110（24 小时）"


@pytest.mark.parametrize(
    ("as_of", "days"),
    [
        ("2026-08-01", ()),
        ("2026-08-25", ("9月20日（周日）调休上班，不一定照周末",)),
        ("2026-09-01", ("10月1日至7日国庆节放假", "9月20日（周日）调休上班，不一定照周末")),
        ("2026-10-04", ("10月1日至7日国庆节放假", "10月10日（周六）调休上班，不一定照周末")),
        ("2026-10-08", ("10月10日（周六）调休上班，不一定照周末",)),
        ("2026-10-11", ()),
        ("2026-12-10", ("2026年12月31日至2027年1月1日元旦放假",)),
        ("2027-01-01", ("2026年12月31日至2027年1月1日元旦放假",)),
        ("2027-01-02", ()),
    ],
)
def test_the_next_holiday_is_announced(as_of: str, days: tuple[str, ...]) -> None:
    """It is announced from a month before until its last day, with its working weekends."""
    found = notice(as_of)
    assert bool(found.special_days) == bool(days)
    assert told(found) == ((*days, f"这些日子{ASK}") if days else ())


def test_the_announcement_has_exceptions_and_a_phone_for_other_days() -> None:
    """The post's exceptions are shown, and phone numbers only if some days have no exception."""
    assert told(notice("2026-09-25", CLOSED))[2:] == (
        "警务室 10月1日（周四） 不开放（值班在派出所）",
        f"其他日子{ASK}",
    )
    every = ({"date": f"2026-10-{n:02d}", "opens": "09:00", "closes": "12:00"} for n in (*range(1, 8), 10))
    whole = told(notice("2026-09-25", *every))
    assert len(whole) == 2 + 8
    assert whole[-1] == "警务室 10月10日（周六） 9:00–12:00"


def test_an_exception_is_shown_once() -> None:
    """An exception on an announced day is in the announcement, any other in the list."""
    found = notice("2026-09-25", CLOSED, {"date": "2026-10-20", "closed": "true"})
    assert [str(one.date) for one in found.announced] == ["2026-10-01"]
    assert [str(one.date) for one in found.other_exceptions] == ["2026-10-20"]
    assert found.exceptions_code == "2026-10-01 closed;2026-10-20 closed"


@pytest.mark.parametrize(
    ("first", "last", "year", "text"),
    [
        ("2026-10-01", "2026-10-07", 2026, "10月1日至7日"),
        ("2026-09-28", "2026-10-04", 2026, "9月28日至10月4日"),
        ("2026-10-01", "2026-10-01", 2026, "10月1日"),
        ("2025-10-01", "2025-10-07", 2026, "2025年10月1日至7日"),
        ("2025-10-01", "2025-10-01", 2026, "2025年10月1日"),
        ("2026-12-28", "2027-01-03", 2026, "2026年12月28日至2027年1月3日"),
        ("2026-12-28", "2027-01-03", 2027, "2026年12月28日至2027年1月3日"),
        ("2024-12-28", "2025-01-03", 2026, "2024年12月28日至2025年1月3日"),
    ],
)
def test_a_range_over_new_year_shows_both_years(first: str, last: str, year: int, text: str) -> None:
    """Both years are shown, whichever is the current one."""
    assert date_range(day(first), day(last), year=year) == text


def test_a_page_is_valid_for_the_policys_number_of_days() -> None:
    """The days are counted from the day of the build."""
    setting = setting_of(bureau(as_of=day("2026-12-20"), policy=policy(valid_days="10")))
    assert setting.valid_until == day("2026-12-30")
