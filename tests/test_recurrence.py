"""Dates by a community's meeting rule, moved around days off, and the plan of a quarter."""

from __future__ import annotations

import calendar
import dataclasses
import datetime as dt
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from pydantic import ValidationError

from generator.model.meeting import MeetingStatus
from generator.model.meeting_rule import Every, MeetingRule, Week
from generator.model.months import months_of_quarter, quarter_of
from generator.model.reference import Holiday, Holidays, HolidayYear
from generator.model.values import WEEKDAYS, Weekday
from generator.recurrence import (
    NotPlanned,
    Proposal,
    date_by_rule,
    moved_note,
    plan_quarter,
    proposals,
)
from tests.bureaus import area, bureau, meeting

NOTHING_OFF = Holidays(years=())
SPRING_2026 = tuple(dt.date(2026, 2, day) for day in range(15, 24))


def off(*holidays: dt.date, name: str = "节日", workdays: Iterable[dt.date] = ()) -> Holidays:
    """Holidays, and weekends on which people work, of one year."""
    year = HolidayYear(
        year=next(iter((*holidays, *workdays))).year,
        source="通知",
        holidays=tuple(Holiday(date=day, name=name) for day in holidays),
        workdays=tuple(workdays),
    )
    return Holidays(years=(year,))


def rule(**changes: Any) -> MeetingRule:
    """The rule 每季度第2个月第3个周四 19:00–20:30, with changes; None removes a key."""
    fields = {
        "every": "quarter",
        "month": "2",
        "week": "3",
        "weekday": "周四",
        "starts": "19:00",
        "ends": "20:30",
        "place": "居委会二楼",
    }
    return MeetingRule.model_validate(
        {key: value for key, value in (fields | changes).items() if value is not None}
    )


def monthly(**changes: Any) -> MeetingRule:
    return rule(every="month", month=None, **changes)


@st.composite
def rules(draw: st.DrawFn) -> MeetingRule:
    every = draw(st.sampled_from(Every))
    month = None if every is Every.MONTH else draw(st.integers(1, every.months))
    return rule(
        every=every, month=month, week=draw(st.sampled_from(Week)), weekday=draw(st.sampled_from(Weekday))
    )


QUARTERS = st.builds(lambda year, number: f"{year}-Q{number}", st.integers(1950, 2099), st.integers(1, 4))


def bounds_of(rule: MeetingRule, quarter: str, by_rule: dt.date) -> tuple[dt.date, dt.date]:
    """First and last day to which a date may move, computed without the product's months."""
    first_month = 3 * int(quarter[-1]) - 2
    months = [by_rule.month] if rule.every is Every.MONTH else [*range(first_month, first_month + 3)]
    last = calendar.monthrange(by_rule.year, months[-1])[1]
    return dt.date(by_rule.year, months[0], 1), dt.date(by_rule.year, months[-1], last)


@st.composite
def cases(draw: st.DrawFn) -> tuple[MeetingRule, str, Holidays]:
    """A rule, a quarter, and days off that often fall on the rule's own weekday."""
    drawn, quarter = draw(rules()), draw(QUARTERS)
    months = [(int(month[:4]), int(month[5:])) for month in months_of_quarter(quarter)]
    days = [dt.date(*month, day) for month in months for day in range(1, calendar.monthrange(*month)[1] + 1)]
    own = [day for day in days if WEEKDAYS[day.weekday()] == drawn.weekday]
    holidays = draw(st.sets(st.sampled_from(own)) | st.sets(st.sampled_from(days)))
    workdays = draw(st.sets(st.sampled_from(own), max_size=3)) - holidays
    return drawn, quarter, off(*holidays, workdays=workdays) if holidays or workdays else NOTHING_OFF


def suits(drawn: MeetingRule, day: dt.date, holidays: Holidays) -> bool:
    weekend = drawn.weekday in ("周六", "周日")
    return day not in holidays.names and not (weekend and day in holidays.workdays)


@given(cases())
def test_a_proposed_date_is_right_whatever_is_off(case: tuple[MeetingRule, str, Holidays]) -> None:
    """A proposed date has the rule's weekday, stays in its quarter or month, and is no holiday or working weekend."""
    drawn, quarter, holidays = case
    for proposal in proposals(drawn, quarter, holidays):
        if proposal.date is not None:
            first, last = bounds_of(drawn, quarter, proposal.by_rule)
            assert WEEKDAYS[proposal.date.weekday()] == drawn.weekday
            assert quarter_of(proposal.date) == quarter
            assert first <= proposal.date <= last
            assert suits(drawn, proposal.date, holidays)


@given(cases())
def test_the_nearest_date_is_taken_the_later_of_two(case: tuple[MeetingRule, str, Holidays]) -> None:
    """A date moves to the nearest suitable day of its weekday, the later of two, and is missing only without one."""
    drawn, quarter, holidays = case
    for proposal in proposals(drawn, quarter, holidays):
        first, last = bounds_of(drawn, quarter, proposal.by_rule)
        span = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
        free = [
            day for day in span if WEEKDAYS[day.weekday()] == drawn.weekday and suits(drawn, day, holidays)
        ]
        nearest = min(
            free, key=lambda day: (abs(day - proposal.by_rule), day < proposal.by_rule), default=None
        )
        assert proposal.date == nearest
        assert (proposal.obstacle is None) == suits(drawn, proposal.by_rule, holidays)


@given(rules(), QUARTERS)
def test_without_days_off_the_rule_alone_decides(drawn: MeetingRule, quarter: str) -> None:
    """Without days off the date is the n-th or last such weekday of the month."""
    for proposal in proposals(drawn, quarter, NOTHING_OFF):
        year, month = proposal.by_rule.year, proposal.by_rule.month
        column = WEEKDAYS.index(drawn.weekday)
        days = [week[column] for week in calendar.monthcalendar(year, month) if week[column]]
        at = -1 if drawn.week is Week.LAST else int(drawn.week) - 1
        assert proposal == Proposal(
            by_rule=dt.date(year, month, days[at]), obstacle=None, date=dt.date(year, month, days[at])
        )


@given(rules(), st.integers(1950, 2099))
def test_a_year_has_as_many_dates_as_the_rule_has_cycles(drawn: MeetingRule, year: int) -> None:
    """A year has twelve, four or two dates, one for each cycle, in ascending order."""
    dates = [each.date for n in "1234" for each in proposals(drawn, f"{year}-Q{n}", NOTHING_OFF) if each.date]
    cycles = {(day.month - 1) // drawn.every.months for day in dates}
    assert len(dates) == len(cycles) == 12 // drawn.every.months
    assert dates == sorted(dates)
    assert {day.year for day in dates} == {year}


@pytest.mark.parametrize(
    ("changes", "month", "expected"),
    [
        ({"week": "last", "weekday": "周四"}, "2024-02", "2024-02-29"),
        ({"week": "last", "weekday": "周二"}, "2028-02", "2028-02-29"),
        ({"week": "last", "weekday": "周日"}, "2027-02", "2027-02-28"),
        ({"week": "1", "weekday": "周五"}, "2027-01", "2027-01-01"),
        ({"week": "last", "weekday": "周四"}, "2026-12", "2026-12-31"),
        ({"week": "4", "weekday": "周六"}, "2026-08", "2026-08-22"),
        ({"week": "last", "weekday": "周六"}, "2026-08", "2026-08-29"),
        ({"week": "last", "weekday": "周一"}, "2100-02", "2100-02-22"),
    ],
)
def test_leap_days_and_the_ends_of_a_year(changes: dict[str, str], month: str, expected: str) -> None:
    """Dates are right on leap days, on New Year's Day and on 31 December, and 2100 is no leap year."""
    assert date_by_rule(monthly(**changes), month) == dt.date.fromisoformat(expected)


def holidays_of_2026() -> Holidays:
    """春节 of 2026, from Sunday 15 to Monday 23 February, with work on Saturdays 14 and 28 February."""
    return off(*SPRING_2026, name="春节", workdays=(dt.date(2026, 2, 14), dt.date(2026, 2, 28)))


@pytest.mark.parametrize(
    ("changes", "by_rule", "obstacle", "expected"),
    [
        ({"weekday": "周四"}, "2026-02-19", "春节放假", "2026-02-26"),
        ({"weekday": "周一"}, "2026-02-16", "春节放假", "2026-02-09"),
        ({"weekday": "周六", "week": "2"}, "2026-02-14", "调休上班", "2026-02-07"),
        ({"weekday": "周六", "week": "last"}, "2026-02-28", "调休上班", "2026-03-07"),
        ({"weekday": "周二", "week": "2"}, "2026-02-10", None, "2026-02-10"),
    ],
)
def test_spring_festival(changes: dict[str, str], by_rule: str, obstacle: str | None, expected: str) -> None:
    """A date on a day off moves one week later, or one week earlier where that is off too."""
    (found,) = proposals(rule(**changes), "2026-Q1", holidays_of_2026())
    assert found == Proposal(
        by_rule=dt.date.fromisoformat(by_rule), obstacle=obstacle, date=dt.date.fromisoformat(expected)
    )


def test_a_date_never_leaves_its_quarter_or_month() -> None:
    """A date never leaves its quarter, a monthly one never its month, and is missing if every such day is off."""
    new_year = off(dt.date(2026, 12, 31))
    (found,) = proposals(rule(month="3", week="last"), "2026-Q4", new_year)
    assert found.date == dt.date(2026, 12, 24)
    all_off = off(*(dt.date(2026, 2, day) for day in range(1, 29)))
    found_monthly = proposals(monthly(), "2026-Q1", all_off)
    assert [each.date for each in found_monthly] == [dt.date(2026, 1, 15), None, dt.date(2026, 3, 19)]


def test_a_moved_date_gives_its_reason() -> None:
    """A moved date has a sentence that says why, other dates have none."""
    (moved,) = proposals(rule(), "2026-Q1", holidays_of_2026())
    assert moved_note(moved) == "按惯例是2月19日，因春节放假改到这一天"
    assert moved_note(dataclasses.replace(moved, obstacle=None)) is None


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"ends": "19:00"}, "结束时间不晚于开始时间"),
        ({"every": "month"}, "每月都开,却写了第几个月"),
        ({"month": None}, "每季度开一次,却没有写在第几个月"),
        ({"month": "4"}, "每季度只有 3 个月,没有第 4 个月"),
        ({"week": "5"}, "Input should be"),
        ({"every": "half_year", "month": "7"}, "less than or equal to 6"),
    ],
)
def test_a_rule_that_contradicts_itself_is_refused(changes: dict[str, Any], found: str) -> None:
    """A contradictory rule is refused when it is read."""
    with pytest.raises(ValidationError, match=found):
        rule(**changes)


def planned_and_not(world: Any, quarter: str) -> tuple[list[str], list[tuple[str, NotPlanned]]]:
    """Ids of the new meetings, and areas without one with the reason."""
    plan = plan_quarter(world, quarter)
    return [each.meeting.id for each in plan.planned], [(each.area.id, each.why) for each in plan.unplanned]


def test_a_new_meeting_is_tentative_and_as_the_rule_says() -> None:
    """A planned meeting is tentative, with the rule's hours and place, the scheme's agenda and why it moved."""
    holidays = Holidays(
        years=(
            HolidayYear(
                year=2027, source="通知", holidays=(Holiday(date=dt.date(2027, 2, 18), name="春节"),)
            ),
        )
    )
    (planned,) = plan_quarter(bureau(areas=[area(meeting_rule=rule())], holidays=holidays), "2027-Q1").planned
    assert planned.meeting == meeting(
        date="2027-02-25",
        starts="19:00",
        ends="20:30",
        place="居委会二楼",
        status=MeetingStatus.TENTATIVE,
        status_note="按惯例是2月18日，因春节放假改到这一天",
        agenda=(
            "社区民警报告社区治安工作，答复上次的意见",
            "听取群众代表的批评和意见",
            "部署下一阶段的治安防范工作",
        ),
    )


def test_a_community_with_a_meeting_in_its_cycle_gets_none() -> None:
    """A community with a meeting in the cycle gets no other, even if that one was cancelled or moved."""
    records = [
        meeting("gulou-a", "2027-03-31", status=MeetingStatus.CONFIRMED),
        meeting("gulou-b", "2027-04-06", status=MeetingStatus.RESCHEDULED, previous_date="2027-03-30"),
        meeting("gulou-c", "2027-02-18", status=MeetingStatus.CANCELLED),
        meeting("gulou-d", "2026-12-31", status=MeetingStatus.CONFIRMED),
    ]
    areas = [area(f"gulou-{letter}", meeting_rule=rule()) for letter in "abcd"]
    world = bureau(areas=areas, meetings=records)
    assert planned_and_not(world, "2027-Q1") == (
        ["gulou-d-2027-02-18"],
        [
            ("gulou-a", NotPlanned.HAS_ONE),
            ("gulou-b", NotPlanned.HAS_ONE),
            ("gulou-c", NotPlanned.CANCELLED),
        ],
    )
    assert planned_and_not(world, "2027-Q2")[1] == [("gulou-b", NotPlanned.HAS_ONE)]


def test_areas_without_a_date_are_listed_with_the_reason() -> None:
    """An area without a date is listed with its reason."""
    off = [Holiday(date=dt.date(2027, 2, day), name="假") for day in range(1, 29)]
    world = bureau(
        areas=[
            area("gulou-a"),
            area("gulou-b", meeting_rule=rule(every="half_year", month="5")),
            area("gulou-c", meeting_rule=rule(), since=dt.date(2027, 6, 1)),
            area("gulou-d", meeting_rule=monthly()),
            area("gulou-e", meeting_rule=rule(), until=dt.date(2027, 1, 3)),
        ],
        holidays=Holidays(years=(HolidayYear(year=2027, source="通知", holidays=tuple(off)),)),
    )
    assert planned_and_not(world, "2027-Q1") == (
        ["gulou-d-2027-01-21", "gulou-d-2027-03-18"],
        [
            ("gulou-a", NotPlanned.NO_RULE),
            ("gulou-b", NotPlanned.NOT_DUE),
            ("gulou-c", NotPlanned.NOT_YET),
            ("gulou-d", NotPlanned.NO_DAY),
            ("gulou-e", NotPlanned.OVER),
        ],
    )
    without_rule = bureau(meetings=[meeting(date="2027-01-08", status=MeetingStatus.CONFIRMED)])
    assert planned_and_not(without_rule, "2027-Q1")[1] == [("gulou-a", NotPlanned.HAS_ONE)]


def test_nothing_is_planned_for_a_day_that_is_over() -> None:
    """In the current quarter only dates from today on are planned."""
    areas = [area("gulou-a", meeting_rule=monthly())]
    planned, unplanned = planned_and_not(bureau(areas=areas, as_of=dt.date(2026, 11, 19)), "2026-Q4")
    assert planned == ["gulou-a-2026-11-19", "gulou-a-2026-12-17"]
    assert unplanned == [("gulou-a", NotPlanned.PAST)]


@example(drawn=[monthly(week="last", weekday="周日")], quarter="2028-Q1")
@given(drawn=st.lists(rules(), max_size=5), quarter=QUARTERS)
def test_planning_again_adds_nothing(drawn: list[MeetingRule], quarter: str) -> None:
    """Planning again adds nothing, and planned meetings are unique and in order."""
    assume(quarter > "2026-Q4")
    areas = [area(f"gulou-{at}", meeting_rule=each) for at, each in enumerate(drawn)]
    first = plan_quarter(bureau(areas=areas), quarter)
    meetings = [each.meeting for each in first.planned]
    assert [each.id for each in meetings] == sorted({each.id for each in meetings})
    again = plan_quarter(bureau(areas=areas, meetings=meetings), quarter)
    assert again.planned == ()
    assert {each.why for each in again.unplanned} <= {NotPlanned.HAS_ONE, NotPlanned.NOT_DUE}
