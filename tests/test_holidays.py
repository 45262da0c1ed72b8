"""假期安排: what a post's page says beforehand, and what it leaves to a call."""

from __future__ import annotations

from typing import Any, Final

import pytest

from generator.model.post import Post
from generator.model.public import setting_of
from generator.model.reference import Holidays
from generator.pages.holidays import HolidayNotice, holiday_notice
from generator.pages.page import validity_of
from generator.pages.people import post_card
from generator.wording import date_range
from tests.bureaus import bureau, day, policy, post

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


def notice(as_of: str, *exceptions: Any) -> HolidayNotice | None:
    """Of a post with those exceptions on that day."""
    setting = setting_of(bureau(as_of=day(as_of), holidays=OFF))
    return holiday_notice(setting, post(exceptions=exceptions))


@pytest.mark.parametrize(
    ("as_of", "days"),
    [
        ("2026-08-01", None),
        ("2026-08-25", ("9月20日（周日）调休上班，不一定照周末",)),
        ("2026-09-01", ("10月1日至7日国庆节放假", "9月20日（周日）调休上班，不一定照周末")),
        ("2026-10-04", ("10月1日至7日国庆节放假", "10月10日（周六）调休上班，不一定照周末")),
        ("2026-10-08", ("10月10日（周六）调休上班，不一定照周末",)),
        ("2026-10-11", None),
        ("2026-12-10", ("2026年12月31日至2027年1月1日元旦放假",)),
        ("2027-01-01", ("2026年12月31日至2027年1月1日元旦放假",)),
        ("2027-01-02", None),
    ],
)
def test_the_next_holiday_stands_there_beforehand(as_of: str, days: tuple[str, ...] | None) -> None:
    """A month ahead and until it is over, with the weekends on which people work; no earlier, no later."""
    found = notice(as_of)
    assert (found and found.days) == days
    assert found is None or (found.known, found.to_ask) == ((), "这些日子")


def test_what_the_post_says_of_the_days_is_repeated_there_and_the_rest_is_asked_for() -> None:
    """Its exceptions stand word for word; the numbers are named only for days of which it says nothing."""
    found = notice("2026-09-25", CLOSED)
    assert found is not None
    assert found.known == ("10月1日（周四） 不开放（值班在派出所）",)
    assert found.to_ask == "其他日子"
    every = ({"date": f"2026-10-{n:02d}", "opens": "09:00", "closes": "12:00"} for n in (*range(1, 8), 10))
    whole = notice("2026-09-25", *every)
    assert whole is not None
    assert (len(whole.known), whole.to_ask) == (8, None)
    assert whole.known[-1] == "10月10日（周六） 9:00–12:00"


def test_an_exception_is_not_said_twice() -> None:
    """One of the holiday stands in the notice, another day's in the list."""
    later = {"date": "2026-10-20", "closed": "true"}
    setting = setting_of(bureau(as_of=day("2026-09-25"), holidays=OFF))
    card = post_card(Post.model_validate(post(exceptions=(CLOSED, later))), setting)
    assert card.exceptions == ("10月20日（周二） 不开放",)
    assert card.exceptions_code == "2026-10-01 closed;2026-10-20 closed"


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
    """Whichever of the two is the current one."""
    assert date_range(day(first), day(last), year=year) == text


def test_a_page_is_valid_for_the_policys_number_of_days() -> None:
    """Counted from the day that it is as of."""
    setting = setting_of(bureau(as_of=day("2026-12-20"), policy=policy(valid_days="10")))
    found = validity_of(setting)
    assert (found.as_of.text, found.until) == ("12月20日（周日）", "2026-12-30")
