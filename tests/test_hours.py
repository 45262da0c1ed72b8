"""Tests of hours that end at midnight or on the next day: how they are written, shown and compared."""

from __future__ import annotations

import datetime as dt

import pytest
from pydantic import TypeAdapter, ValidationError

from generator.model.hours import END_OF_DAY, Hours, Span
from generator.model.post import OpeningException, OpeningHours
from generator.model.values import Weekday
from generator.wording import days_text, opening_code, opening_text, span

SPAN: TypeAdapter[Hours] = TypeAdapter(Span)


@pytest.mark.parametrize(
    ("written", "begins", "ends", "text"),
    [
        ("09:00-17:30", 540, 1050, "9:00–17:30"),
        ("00:00-24:00", 0, 1440, "24 小时"),
        ("18:00-24:00", 1080, 1440, "18:00–24:00"),
        ("18:00-00:00", 1080, 1440, "18:00–24:00"),
        ("18:00-02:00", 1080, 1560, "18:00–次日 2:00"),
        ("00:00-06:00", 0, 360, "0:00–6:00"),
        ("00:30-00:00", 30, 1440, "0:30–24:00"),
        ("23:59-00:01", 1439, 1441, "23:59–次日 0:01"),
    ],
)
def test_hours_end_with_the_day_or_on_the_next(written: str, begins: int, ends: int, text: str) -> None:
    """Hours that close before they open end on the next day; 24:00 is the end of the same day."""
    hours = SPAN.validate_python(written)
    assert (hours.begins, hours.ends) == (begins, ends)
    assert str(hours) == written
    assert span(hours.opens, hours.closes) == text


@pytest.mark.parametrize(
    "written", ["09:00-09:00", "24:00-24:00", "24:00-06:00", "09:00-24:01", "09:00-25:00"]
)
def test_impossible_hours_are_refused(written: str) -> None:
    """Hours cannot begin at 24:00, end after 24:00 or be empty."""
    with pytest.raises(ValidationError):
        SPAN.validate_python(written)


def test_a_posts_hours_may_be_a_night_or_a_whole_day() -> None:
    """Such hours may be weekly or for a single day, and page and script get the same hours."""
    weekly = [
        OpeningHours.model_validate({"days": ["周一", "周二"], "opens": "00:00", "closes": "24:00"}),
        OpeningHours.model_validate({"days": ["周六"], "opens": "18:00", "closes": "02:00"}),
    ]
    assert opening_text(weekly) == "周一、周二 24 小时；周六 18:00–次日 2:00"
    assert days_text(Weekday) == "每天"
    assert opening_code(weekly) == "1,2 00:00-24:00;6 18:00-02:00"
    one = OpeningException.model_validate({"date": "2026-12-31", "opens": "18:00", "closes": "02:00"})
    assert one.hours == Hours(opens=dt.time(18), closes=dt.time(2))
    assert Hours(opens=dt.time(0), closes=END_OF_DAY).is_all_day
