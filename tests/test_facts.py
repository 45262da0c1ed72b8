"""Tests of the facts of a community's month, on which ranking, pages and checks depend."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from generator.facts.area_month import AreaMonth, CountedMonth, Filing, areas_in
from generator.facts.measure import Measure, total
from generator.facts.meetings import days_held, held_after, is_held_by, met_between
from generator.facts.officers import community_officers, officer_days, promised_days
from generator.facts.upkeep import charts, ledgers, officer_days_filled, on_site, work_records
from generator.model.area import AreaKind, EarlierKind, Headcount, Population
from generator.model.meeting import MeetingStatus
from generator.model.officer import Officer, Role
from generator.model.public import PublicArea, PublicRow
from generator.model.report import Chart, Ledger, OnSiteReason
from tests.bureaus import area, day, meeting, on_site_on, policy, policy_2, report, row, standards, tenure

MONTH = "2026-09"
WEEKS = ("2026-W36", "2026-W37", "2026-W38", "2026-W39")


def month(name: str = MONTH, **numbers: int) -> CountedMonth:
    """The month under a policy with these standards."""
    return CountedMonth(name=name, policy=policy(standards=standards(**numbers)))


def in_month(
    found: PublicArea | None = None, reported: PublicRow | None = None, *, filed_on: str | None = "2026-10-05"
) -> AreaMonth:
    """A community's September with `reported` as its row; without `filed_on` its station has no report."""
    rows = [reported] if reported is not None else []
    filed = report(rows=rows, filed_on=filed_on) if filed_on is not None else None
    return AreaMonth(area=found or area(), month=month(), report=filed)


# Officers


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2026-09-10", None, True),
        ("2026-09-11", None, False),
        ("2026-01-01", "2026-09-10", True),
        ("2026-01-01", "2026-09-09", False),
    ],
)
def test_the_first_and_the_last_day_in_post_count(since: str, until: str | None, expected: bool) -> None:
    """An officer is in post on both the first and the last day."""
    own = tenure(since, until)
    assert community_officers((own,), day("2026-09-10")) == ((own,) if expected else ())


def test_only_community_officers_are_in_post() -> None:
    """Acting and auxiliary officers do not count; tenures and named officers are filtered alike."""
    own, acting = tenure(), tenure(role=Role.ACTING)
    auxiliary = tenure(role=Role.AUXILIARY)
    assert community_officers((acting, own, auxiliary), day("2026-09-10")) == (own,)
    named = Officer(name="王明", role=Role.COMMUNITY_OFFICER, badge="012345", phone="0711-0000111")
    assert community_officers((named,), day("2026-09-10")) == (named,)


@pytest.mark.parametrize(
    ("promises", "expected"), [((), 3), ((None,), 3), ((2,), 3), ((4, None), 4), ((4, 5), 5)]
)
def test_the_largest_promise_counts_and_at_least_the_standard(
    promises: tuple[int | None, ...], expected: int
) -> None:
    """In the first edition the promise is the standard if there is no officer, no timetable or a smaller promise."""
    times = [tenure(promised=days) for days in promises]
    assert promised_days(times, day("2026-09-10"), policy(), None) == expected


@pytest.mark.parametrize(
    ("promises", "expected"),
    [
        ((), 3),
        ((None,), 3),
        (("周一",), 3),
        (("周一 周二 周三", "周三 周四 周五"), 5),
        (("周一 周二 周三", "周一 周二 周三"), 3),
    ],
)
def test_in_the_second_edition_all_days_that_residents_are_shown_are_promised(
    promises: tuple[str | None, ...], expected: int
) -> None:
    """Two officers promise the weekdays of both together, at least the standard."""
    times = [tenure(on_site=on_site_on(*days.split()) if days else None) for days in promises]
    assert promised_days(times, day("2026-09-10"), policy_2(), None) == expected


@pytest.mark.parametrize(("set_up", "expected"), [(None, 5), ("2026-03-01", 4), ("2026-07-01", 3)])
def test_in_the_second_edition_a_promise_does_not_shrink_within_the_year(
    set_up: str | None, expected: int
) -> None:
    """What was promised on 1 January, or on the community's first day, stays promised until the year ends."""
    times = [
        tenure("2025-01-01", "2026-02-28", promised=5),
        tenure("2026-03-01", "2026-06-30", promised=4),
        tenure("2026-07-01", promised=3),
    ]
    first = day(set_up) if set_up else None
    assert promised_days(times, day("2026-09-10"), policy_2(), first) == expected


@pytest.mark.parametrize(
    ("times", "required", "expected"),
    [
        ((), 1, 0),
        ((("2020-01-01", None),), 1, 30),
        ((("2020-01-01", None),), 2, 30),
        ((("2020-01-01", None), ("2020-01-01", None)), 1, 30),
        ((("2020-01-01", None), ("2026-09-21", None)), 2, 40),
        ((("2026-09-01", "2026-09-10"), ("2026-09-10", "2026-09-12")), 1, 12),
        ((("2026-09-01", "2026-09-10"), ("2026-09-10", "2026-09-12")), 2, 13),
        ((("2026-08-01", "2026-08-31"), ("2026-10-01", None)), 1, 0),
        ((("2026-09-30", "2026-09-30"),), 1, 1),
    ],
)
def test_officer_days_are_counted_day_by_day(
    times: tuple[tuple[str, str | None], ...], required: int, expected: int
) -> None:
    """Each day counts up to the required number, so a surplus on one day does not fill another."""
    found = [tenure(since, until) for since, until in times]
    days = officer_days(found, lambda _: required, (), day("2026-09-01"), day("2026-09-30"))
    assert days == (expected, 30 * required)


def test_the_requirement_may_change_within_the_month() -> None:
    """Two officers needed from the 21st on: one who is there all month fills 30 of 40 days."""
    found = officer_days(
        [tenure()],
        lambda on: 2 if on >= day("2026-09-21") else 1,
        [day("2026-09-21"), day("2026-12-01")],
        day("2026-09-01"),
        day("2026-09-30"),
    )
    assert found == (30, 40)


# Meetings


def test_only_a_meeting_held_by_the_day_counts() -> None:
    """A meeting held today counts; a future or cancelled one does not."""
    held = meeting("gulou-a", "2026-09-10")
    assert is_held_by(held, day("2026-09-10"))
    assert not is_held_by(held, day("2026-09-09"))
    assert not is_held_by(meeting("gulou-a", "2026-09-10", status=MeetingStatus.CANCELLED), day("2026-09-11"))


def test_communities_with_a_meeting_in_a_cycle() -> None:
    """A cycle includes its first and last day."""
    records = [
        meeting("gulou-a", "2026-07-31"),
        meeting("gulou-b", "2026-08-01"),
        meeting("gulou-c", "2026-09-30"),
        meeting("gulou-d", "2026-10-01"),
        meeting("gulou-e", "2026-09-10", status=MeetingStatus.CONFIRMED),
    ]
    assert met_between(records, day("2026-08-01"), day("2026-09-30")) == {"gulou-b", "gulou-c"}


def test_meetings_held_after_a_meeting() -> None:
    """Later meetings of the same community are listed by date."""
    first, second = meeting("gulou-a", "2026-03-01"), meeting("gulou-a", "2026-06-01")
    third, other = meeting("gulou-a", "2026-09-01"), meeting("gulou-b", "2026-08-01")
    days = days_held([third, other, second, first], day("2026-08-31"))
    assert days == {
        "gulou-a": [day("2026-03-01"), day("2026-06-01")],
        "gulou-b": [day("2026-08-01")],
    }
    assert held_after(days, first) == [day("2026-06-01")]
    assert held_after(days, second) == []
    assert held_after(days, meeting("gulou-c", "2026-01-01")) == ()


# A month


def test_a_policy_determines_the_periods_of_a_month() -> None:
    """Weeks belong to the month of their Thursday; cycle and rolling months end with it; reports are due after it."""
    found = month(meeting_cycle=3, rolling_months=2, report_due_day=5)
    assert (found.first, found.last) == (day("2026-09-01"), day("2026-09-30"))
    assert found.weeks == WEEKS
    assert found.rolling == ("2026-09", "2026-08")
    assert found.cycle_begins == day("2026-07-01")
    assert found.report_due == day("2026-10-05")
    assert month("2027-01", report_due_day=31).report_due == day("2027-02-28")
    assert month("2026-01", meeting_cycle=12).cycle_begins == day("2025-02-01")


def test_a_community_counts_from_its_first_whole_month_to_its_last() -> None:
    """A community set up or dissolved within the month is not counted; communities are in order of id."""
    listed = [
        area("gulou-e", until=day("2026-09-30")),
        area("gulou-d", until=day("2026-09-29")),
        area("gulou-c", since=day("2026-09-02")),
        area("gulou-b", since=day("2026-09-01")),
        area("gulou-a"),
    ]
    found = areas_in(listed, month(), {})
    assert [own.area.id for own in found] == ["gulou-a", "gulou-b", "gulou-e"]
    assert {own.report for own in found} == {None}


def test_a_community_gets_its_own_stations_report() -> None:
    """The report of another station is not used, and the month is the given one."""
    counted, own_report, other = month(), report(), report("xishan")
    (found,) = areas_in([area()], counted, {"xishan": other, "gulou": own_report})
    assert found.month is counted
    assert found.report is own_report


def test_a_month_is_counted_as_of_its_last_day() -> None:
    """Later changes of residents, kind and officers do not affect the month."""
    found = area(
        population=Population(
            actual=9000,
            as_of=day("2026-10-01"),
            earlier=(Headcount(actual=5000, as_of=day("2026-01-01")),),
        ),
        tenures=(tenure("2026-10-01"), tenure(until="2026-09-30")),
    )
    own = in_month(found)
    assert (own.residents, own.required, own.in_post) == (5000, 1, 1)
    later = AreaMonth(area=found, month=month("2026-10"), report=None)
    assert (later.residents, later.required, later.in_post) == (9000, 2, 1)
    was_rural = area(
        population=Population(actual=9000, permanent=9000, as_of=day("2026-01-01")),
        earlier_kinds=(EarlierKind(kind=AreaKind.RURAL, until=day("2026-09-30")),),
    )
    assert in_month(was_rural).required == 1


@pytest.mark.parametrize(
    ("filed_on", "has_row", "expected"),
    [
        ("2026-10-05", True, Filing.ON_TIME),
        ("2026-10-06", True, Filing.LATE),
        ("2026-10-05", False, Filing.NOT_FILED),
        (None, False, Filing.NOT_FILED),
    ],
)
def test_a_row_is_on_time_late_or_not_filed(filed_on: str | None, has_row: bool, expected: Filing) -> None:
    """A report on its due day is on time; without a row nothing was filed for the community."""
    assert in_month(reported=row() if has_row else None, filed_on=filed_on).filing is expected


# What was kept up


def test_an_unreported_figure_is_missing_and_not_zero() -> None:
    """A missing figure or row names the community; an empty list was reported."""
    left_out = in_month(reported=row(charts=None, ledgers=(), on_site_days=None))
    assert charts(left_out) == Measure(attained=0, due=9, missing=("gulou-a",))
    assert ledgers(left_out) == Measure(attained=0, due=4)
    assert work_records(left_out) == Measure(attained=0, due=4, missing=("gulou-a",))
    assert on_site(left_out) == Measure(attained=0, due=12, missing=("gulou-a",))
    assert charts(in_month()).missing == ("gulou-a",)
    assert ledgers(in_month()) == Measure(attained=0, due=4, missing=("gulou-a",))


def test_a_surplus_does_not_fill_a_gap() -> None:
    """Charts, ledgers and days of a week count up to what is due; a week of another month does not count."""
    listed: dict[str, Any] = {
        "charts": (Chart.SHOPS, Chart.FIREARMS),
        "ledgers": tuple(Ledger),
        "on_site_days": {"2026-W36": 0, "2026-W37": 7, "2026-W38": 2, "2026-W40": 3},
    }
    own = in_month(area(tenures=(tenure(promised=4),)), row(**listed))
    assert own.recorded_weeks == WEEKS[:3]
    assert on_site(own) == Measure(attained=0 + 4 + 2 + 0, due=4 * 4)
    assert work_records(own) == Measure(attained=3, due=4)
    assert charts(own) == Measure(attained=2, due=9)
    few = AreaMonth(area=own.area, month=month(ledgers=2), report=own.report)
    assert ledgers(few) == Measure(attained=2, due=2)


@pytest.mark.parametrize(
    ("edition", "entries", "days", "reasons", "expected"),
    [
        (1, None, {"2026-W36": 3, "2026-W37": 0}, {}, WEEKS[:2]),
        (1, ("2026-W38",), {"2026-W36": 3, "2026-W37": 0}, {"2026-W37"}, WEEKS[2:3]),
        (1, (), {"2026-W36": 3}, {}, ()),
        (1, ("2026-W37", "2026-W40"), None, {}, WEEKS[1:2]),
        (2, None, {"2026-W36": 3, "2026-W37": 0, "2026-W38": 0}, {"2026-W38"}, (WEEKS[0], WEEKS[2])),
        (
            2,
            ("2026-W39",),
            {"2026-W36": 3, "2026-W37": 0, "2026-W38": 1},
            {"2026-W37", "2026-W38"},
            WEEKS[1::2],
        ),
    ],
)
def test_a_station_that_keeps_work_records_has_one_in_the_weeks_with_an_entry(
    edition: int,
    entries: tuple[str, ...] | None,
    days: dict[str, int] | None,
    reasons: set[str],
    expected: tuple[str, ...],
) -> None:
    """Without such records the reported weeks count; in the second edition a reason stands for a week without a day."""
    told = dict.fromkeys(sorted(reasons), OnSiteReason.LEAVE) or None
    own = in_month(reported=row(on_site_days=days, on_site_reasons=told, work_weeks=entries))
    policies = {1: own.month.policy, 2: policy_2()}
    own = replace(own, month=CountedMonth(name=own.month.name, policy=policies[edition]))
    assert own.recorded_weeks == expected
    assert work_records(own) == Measure(attained=len(expected), due=4)


def test_a_weeks_promise_comes_from_officers_in_post_on_thursday() -> None:
    """An officer who leaves before Thursday, 10 September, promises nothing for that week, so the standard applies."""
    on_wednesday = tenure(until="2026-09-09", on_site=on_site_on("周一", "周二", "周三", "周四", "周五"))
    own = in_month(area(tenures=(on_wednesday,)))
    assert own.officers_in("2026-W36") == (on_wednesday,)
    assert own.officers_in("2026-W37") == ()
    assert [own.promised_in(week) for week in WEEKS] == [5, 3, 3, 3]


def test_officer_days_due_follow_the_standard() -> None:
    """With two officers required and one in post, half of the days are filled."""
    crowded = area(population=Population(actual=9000, as_of=day("2026-01-01")))
    assert officer_days_filled(in_month(crowded)) == Measure(attained=30, due=60)


def test_measures_add_up() -> None:
    """The sum lists missing communities in order; the sum of no measures is nothing of nothing."""
    one, other = Measure(attained=1, due=2, missing=("b",)), Measure(attained=3, due=3, missing=("a",))
    assert total((one, other)) == Measure(attained=4, due=5, missing=("b", "a"))
    assert total(()) == Measure(attained=0, due=0)
    assert (one.is_full, other.is_full) == (False, True)
