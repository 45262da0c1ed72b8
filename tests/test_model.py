"""What records derive from themselves: calendar arithmetic, times in post, standards, opening, names."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from generator.model.area import AreaKind, Population
from generator.model.months import (
    first_day,
    last_day,
    month_of_week,
    next_month,
    previous_month,
    thursday_of,
    week_of,
    weeks_of_month,
)
from generator.model.naming import ListedName
from generator.model.officer import Officer, Role, Vacancy
from generator.model.policy import StaffingRule
from generator.model.post import Facilities, Post

DAYS: Final = st.dates(dt.date(1950, 1, 1), dt.date(2099, 12, 31))


def month_of(day: dt.date) -> str:
    """The calendar month of a day."""
    return f"{day:%Y-%m}"


@pytest.mark.parametrize(
    ("month", "weeks"),
    [
        pytest.param(
            "2026-01", ("2026-W01", "2026-W02", "2026-W03", "2026-W04", "2026-W05"), id="begins in 2025"
        ),
        pytest.param(
            "2026-12", ("2026-W49", "2026-W50", "2026-W51", "2026-W52", "2026-W53"), id="has a week 53"
        ),
        pytest.param(
            "2027-01", ("2027-W01", "2027-W02", "2027-W03", "2027-W04"), id="begins in week 53 of 2026"
        ),
        pytest.param(
            "2024-12", ("2024-W49", "2024-W50", "2024-W51", "2024-W52"), id="ends in week 1 of 2025"
        ),
        pytest.param("2015-02", ("2015-W06", "2015-W07", "2015-W08", "2015-W09"), id="28 days"),
    ],
)
def test_a_month_has_the_weeks_whose_thursday_it_has(month: str, weeks: tuple[str, ...]) -> None:
    """A month has the weeks whose Thursday is in it, also at the turn of a year and with 53 weeks."""
    assert weeks_of_month(month) == weeks


@given(DAYS)
def test_every_week_counts_for_one_month(day: dt.date) -> None:
    """Every week belongs to its own month and not to a neighbour; a month has four or five weeks."""
    week = week_of(day)
    month = month_of_week(week)
    assert -3 <= (thursday_of(week) - day).days <= 3
    neighbours = (*weeks_of_month(previous_month(month)), *weeks_of_month(next_month(month)))
    assert week in weeks_of_month(month)
    assert week not in neighbours
    assert len(weeks_of_month(month)) in (4, 5)


@given(DAYS)
def test_months_follow_each_other_without_a_gap(day: dt.date) -> None:
    """The day after a month's last day is the next month's first, and the month before the next is the month itself."""
    month = month_of(day)
    assert first_day(month) <= day <= last_day(month)
    assert last_day(month) + dt.timedelta(days=1) == first_day(next_month(month))
    assert previous_month(next_month(month)) == next_month(previous_month(month)) == month


def test_december_is_followed_by_january() -> None:
    """The year changes between December and January."""
    assert (next_month("2026-12"), previous_month("2027-01")) == ("2027-01", "2026-12")


def officer(since: dt.date, until: dt.date | None = None) -> Officer:
    """A community officer with this time in post."""
    return Officer(
        name="王建国",
        badge="004217",
        role=Role.COMMUNITY_OFFICER,
        phone="0711-0000217",
        since=since,
        until=until,
    )


def test_an_officer_is_in_post_from_the_first_day_to_the_last() -> None:
    """An officer is in post on the first and last day and between, without a last day indefinitely."""
    since, until = dt.date(2026, 3, 1), dt.date(2026, 3, 31)
    days = [since - dt.timedelta(days=1), since, until, until + dt.timedelta(days=1)]
    assert [officer(since, until).in_post_on(day) for day in days] == [False, True, True, False]
    assert [officer(since).in_post_on(day) for day in days] == [False, True, True, True]
    assert officer(since, since).in_post_on(since)


def test_a_vacancy_covers_its_first_and_last_day() -> None:
    """A vacancy covers its first and its last day."""
    vacancy = Vacancy(since=dt.date(2026, 3, 1), until=dt.date(2026, 3, 2), reason="选配中")
    days = [dt.date(2026, 2, 28), dt.date(2026, 3, 1), dt.date(2026, 3, 2), dt.date(2026, 3, 3)]
    assert [vacancy.covers(day) for day in days] == [False, True, True, False]


def rule(*steps: tuple[int, int]) -> StaffingRule:
    """A staffing rule with the given (over, officers)."""
    return StaffingRule.model_validate(
        {
            "kind": "urban",
            "basis": "actual",
            "clause": "一(社区设置)",
            "steps": [{"over": str(over), "officers": str(officers)} for over, officers in steps],
        }
    )


@pytest.mark.parametrize(
    ("residents", "required"), [(0, 1), (5000, 1), (6500, 1), (6501, 2), (8000, 2), (9500, 2), (9501, 3)]
)
def test_a_step_applies_above_its_bound(residents: int, required: int) -> None:
    """At its bound the lower step still applies; an area without residents needs the first step's officers."""
    population = Population(actual=residents, as_of=dt.date(2026, 9, 30))
    assert rule((0, 1), (6500, 2), (9500, 3)).required(population) == required


def test_actual_residents_go_before_permanent_ones() -> None:
    """The residents are 实有人口 where it is known, else 常住人口."""
    day = dt.date(2026, 9, 30)
    assert Population(actual=7000, permanent=5000, as_of=day).residents == 7000
    assert Population(permanent=5000, as_of=day).residents == 5000
    assert Population(actual=0, permanent=5000, as_of=day).residents == 0


@pytest.mark.parametrize("steps", [[(1, 1)], [(0, 1), (0, 2)], [(0, 1), (900, 2), (800, 3)]])
def test_steps_begin_at_zero_and_rise(steps: list[tuple[int, int]]) -> None:
    """Steps that do not begin at zero or do not rise are refused."""
    with pytest.raises(ValueError, match="档次没有从 0 开始由低到高排列"):
        rule(*steps)


def post(**changed: Any) -> Post:
    """A post in use since 2024-03-01."""
    facilities = Facilities(
        unified_sign=True, unified_rules=True, office_equipment=False, communications=True
    )
    standing = {
        "name": "官柳社区警务室",
        "address": "滨湖路 18 号",
        "phone": "0711-0000218",
        "opened": "2024-03-01",
        "facilities": facilities,
        "status": "open",
    }
    return Post.model_validate({**standing, **changed})


@pytest.mark.parametrize(
    ("changed", "in_use"),
    [
        pytest.param({}, [False, True, True, True, True], id="open"),
        pytest.param({"opened": None}, [False] * 5, id="never opened"),
        pytest.param({"status": "planned"}, [False] * 5, id="planned"),
        pytest.param(
            {"status": "repair", "status_since": "2026-05-01"}, [False, True, True, False, False], id="repair"
        ),
        pytest.param(
            {"status": "closed", "status_since": "2026-05-01"}, [False, True, True, False, False], id="closed"
        ),
        pytest.param({"status_since": "2026-05-01"}, [False, True, True, True, True], id="open again"),
    ],
)
def test_a_post_is_in_use_from_its_opening_to_its_closing(
    changed: dict[str, Any], in_use: list[bool]
) -> None:
    """A post is in use from its opening day until the day before its repair or closing."""
    days = [(2024, 2, 29), (2024, 3, 1), (2026, 4, 30), (2026, 5, 1), (2026, 6, 1)]
    assert [post(**changed).is_in_use_on(dt.date(*day)) for day in days] == in_use


def test_a_post_counts_the_facilities_it_has() -> None:
    """The post has three of the four facilities that the scheme requires."""
    assert post().facilities.present == 3


def test_every_kind_has_a_label() -> None:
    """Every kind of community has a Chinese label apart from its value."""
    assert [(kind.value, kind.label) for kind in AreaKind] == [
        ("urban", "城区社区"),
        ("town", "集镇社区"),
        ("rural", "农村警务区"),
    ]


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("铁道部住宅区第二、二社区居委会", True),
        ("新村1、2社区", True),
        ("一、二村", True),
        ("官柳社区、古楼社区", False),
        ("3、5栋", False),
        ("第一、第二社区", False),
    ],
)
def test_a_place_named_after_two_numbers_is_one(name: str, is_one: bool) -> None:
    """第二、三社区 is a single community; other names or buildings joined by 、 are several."""
    try:
        taken = TypeAdapter(ListedName).validate_python(name)
    except ValidationError:
        taken = ""
    assert (taken == name) is is_one
