"""The monthly ranking: one case by hand, then rules for single parts, gaps, order and withheld counts."""

from __future__ import annotations

import dataclasses
import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.area import Population, Verified
from generator.model.meeting import Meeting, MeetingStatus, Minutes
from generator.model.officer import Role
from generator.model.policy import IndicatorId, PartId
from generator.model.post import PostStatus
from generator.model.public import PublicArea, PublicBureau, PublicReport, PublicRow, Suppressed
from generator.model.public_prevention import PublicPrevention
from generator.model.report import Chart, Ledger, Report
from generator.model.station import Station, StationKind
from generator.privacy.suppression import public_report
from generator.ranking import monthly_ranking, months_to_rank, ranking_by_month
from generator.ranking.results import Part, PartState, RankChange, Safety, StationMonthResult
from generator.ranking.scoring import rounded
from tests.bureaus import (
    AS_OF,
    MONTH,
    SERVICES,
    area,
    bureau,
    committee,
    day,
    facilities,
    kept,
    meeting,
    opinion,
    policy,
    post,
    ranking_rules,
    report,
    row,
    safe_place,
    standards,
    station,
    tenure,
    totals,
)
from tests.drawn_bureaus import LAW, rebuilt


def result_of(world: PublicBureau, station_id: str = "gulou", month: str = MONTH) -> StationMonthResult:
    """A station's month."""
    found = monthly_ranking(world, month).result(station_id)
    assert found is not None
    return found


def parts_of(result: StationMonthResult) -> dict[PartId, Part]:
    """A result's parts by id."""
    return {part.id: part for item in result.items for part in item.parts}


def share(world: PublicBureau, part: PartId, month: str = MONTH) -> tuple[int, int, PartState]:
    """Attained, due and state of one part at gulou."""
    found = parts_of(result_of(world, month=month))[part]
    return found.measure.attained, found.measure.due, found.state


def perfect(**changes: Any) -> PublicBureau:
    """A bureau of one station that attains everything in the month."""
    return bureau(**({"reports": [report()], "meetings": [meeting()]} | changes))


# One month by hand


def two_areas() -> tuple[PublicArea, PublicArea]:
    """Area a has 7,000 residents and requires two officers, area b 5,000 and one."""
    first = area(
        "gulou-a",
        population=Population(actual=7000, as_of=day("2026-06-30")),
        tenures=(tenure("2020-01-01"), tenure("2026-09-11", promised=5)),
        post=post(facilities=facilities(3)),
        verified=Verified(on=day("2026-07-02"), by="派出所"),
        prevention=PublicPrevention(safe_places=(safe_place(), safe_place())),
    )
    second = area(
        "gulou-b",
        tenures=(tenure("2020-01-01", "2026-09-15", promised=4), tenure("2026-09-16", role=Role.ACTING)),
        post=post(status=PostStatus.CLOSED, status_since="2026-09-30", services=SERVICES[:4]),
        verified=Verified(on=day("2026-07-01"), by="派出所"),
        committee=committee(has_director=False),
        prevention=PublicPrevention(safe_places=(safe_place("2026-01-01", "2026-09-29"),)),
    )
    return first, second


def two_rows() -> tuple[PublicRow, PublicRow]:
    """September 2026 has the weeks W36 to W39, with the Thursdays 3, 10, 17 and 24."""
    first = row(
        "gulou-a",
        on_site_days={"2026-W36": 7, "2026-W37": 2, "2026-W38": 4, "2026-W39": 5},
        patrol_shifts=1,
        talks=3,
        cases=3,
        services_accepted=20,
        services_on_time=19,
    )
    second = row(
        "gulou-b",
        on_site_days={"2026-W36": 4, "2026-W37": 1, "2026-W38": 0},
        patrol_shifts=0,
        talks=1,
        cases=4,
        services_accepted=10,
        services_on_time=8,
        charts=tuple(Chart)[:6],
        ledgers=tuple(Ledger)[:3],
    )
    return first, second


def three_meetings() -> tuple[Meeting, ...]:
    """Minutes are due after 10 days: the first on 10 July, the second on 4 September in time, the third late."""
    opinions = (
        opinion("o1", due="2026-09-01", closed_on="2026-09-01"),
        opinion("o2", due="2026-09-20", closed_on="2026-09-21"),
        opinion("o3", due="2026-09-30"),
        opinion("o4", due="2026-10-01", closed_on="2026-09-02"),
    )
    in_time = Minutes(published_on=day("2026-09-04"), text="纪要")
    late = Minutes(published_on=day("2026-09-26"), text="纪要")
    return (
        meeting("gulou-b", "2026-06-30", minutes=None),
        meeting("gulou-a", "2026-08-25", minutes=in_time, opinions=opinions),
        meeting("gulou-a", "2026-09-15", minutes=late),
    )


def by_hand() -> PublicBureau:
    """The station of the case by hand; its report was a day late, and August had 9 cases."""
    august = report(month="2026-08", rows=[row("gulou-a", cases=5), row("gulou-b", cases=4)])
    september = report(rows=two_rows(), filed_on="2026-10-06")
    return bureau(areas=two_areas(), reports=[august, september], meetings=three_meetings())


def test_one_month_by_hand_to_the_last_digit() -> None:
    """The score of one month is the one worked out here: parts to items to the weighted mean.

    officers    65/90: a 10 days x 1 + 20 x 2 = 50 of 60, b 15 of 30, an acting officer does not count;
                19/30: a promises 3+3+5+5, keeps min(7,3)+2+4+5 = 14 of 16; b promises 4+4, then the standard 3+3,
                keeps 4+1+0+0 = 5 of 14. (65/90 + 19/30) / 2 = 610/9 %
    posts       1/2 in use (b closed on the last day), 7/8 facilities, 1/2 verified since 2 July (90 days):
                40 x 1/2 + 40 x 7/8 + 20 x 1/2 = 65 %
    prevention  1/2 committees, 1/2 patrols, 1/2 safe places (a's second does not help b), 2/2 talks: 125/2 %
    services    11/14 offered; (27 + 1) of (30 + 3) in time: (11/14 + 28/33) / 2 = 18875/231 %
    standards   15/18 charts, 7/8 ledgers, 7/8 weeks, 0/1 report, 1/2 areas met since July, 1/2 minutes:
                (250/3 + 175/2 + 175/2 + 0 + 50 + 50) / 6 = 1075/18 %
    total       (93940 + 90090 + 86625 + 113250 + 82775) / 1386 / 5 = 466680/6930 = 67.341... -> 67.3
    """
    result = result_of(by_hand())
    assert {
        id_.value: (part.measure.attained, part.measure.due) for id_, part in parts_of(result).items()
    } == {
        "officer_days": (65, 90),
        "on_site": (19, 30),
        "post_in_use": (1, 2),
        "post_facilities": (7, 8),
        "contact_verified": (1, 2),
        "committee": (1, 2),
        "patrols": (1, 2),
        "safe_places": (1, 2),
        "talks": (2, 2),
        "services_offered": (11, 14),
        "answered_on_time": (28, 33),
        "charts": (15, 18),
        "ledgers": (7, 8),
        "work_records": (7, 8),
        "report_on_time": (0, 1),
        "meeting_in_cycle": (1, 2),
        "minutes_on_time": (1, 2),
        "case_rate": (16, 12000),
    }
    assert {item.id: item.score for item in result.items} == {
        IndicatorId.OFFICERS: Fraction(610, 9),
        IndicatorId.POSTS: Fraction(65),
        IndicatorId.PREVENTION: Fraction(125, 2),
        IndicatorId.SERVICES: Fraction(18875, 231),
        IndicatorId.STANDARDS: Fraction(1075, 18),
        IndicatorId.SAFETY: None,
    }
    assert (result.score, result.band and result.band.title) == (Decimal("67.3"), "待改进")
    assert result.safety == Safety(
        cases=16, residents=12000, months_reported=2, months=12, rate=Fraction(40, 3), is_unstable=True
    )


def test_attaining_everything_scores_100() -> None:
    """A station that attains everything scores 100."""
    result = result_of(perfect())
    assert (result.score, result.band and result.band.title, result.reasons) == (Decimal("100.0"), "好", ())


# Single parts


@pytest.mark.parametrize(
    ("tenures", "days"),
    [
        ((), 0),
        ((tenure("2026-09-01", "2026-09-30"),), 30),
        ((tenure("2026-09-30"),), 1),
        ((tenure("2020-01-01", "2026-09-01"),), 1),
        ((tenure("2026-10-01"), tenure("2020-01-01", "2026-08-31")), 0),
        ((tenure("2026-09-01", "2026-09-10"), tenure("2026-09-21")), 20),
        ((tenure(), tenure(), tenure()), 30),
        ((tenure("2026-09-01", "2026-09-20"), tenure("2026-09-11", seconded=True)), 30),
        ((tenure(role=Role.AUXILIARY), tenure(role=Role.ACTING)), 0),
    ],
    ids=["none", "month", "last", "first", "outside", "gap", "surplus", "overlap", "others"],
)
def test_days_in_post_count_up_to_the_officers_required(tenures: tuple[Any, ...], days: int) -> None:
    """First and last day in post count, at most the required officers at once, and only community officers."""
    world = perfect(areas=[area(tenures=tenures)])
    assert share(world, PartId.OFFICER_DAYS) == (days, 30, PartState.OK)


def test_one_officer_where_two_are_required_is_half() -> None:
    """Required days are counted per officer: one of two, all month, is 30 of 60."""
    world = perfect(areas=[area(population=Population(actual=7000, as_of=AS_OF))])
    assert share(world, PartId.OFFICER_DAYS) == (30, 60, PartState.OK)


def test_a_surplus_over_a_standard_does_not_count() -> None:
    """One area's surplus over a standard does not fill another's gap."""
    areas = [area("gulou-a"), area("gulou-b", post=post(facilities=facilities(0), services=()))]
    rows = [row("gulou-a"), row("gulou-b", charts=(), ledgers=())]
    less = policy(standards=standards(basic_charts=5, ledgers=2, facilities=3, services=4))
    world = perfect(areas=areas, reports=[report(rows=rows)], policy=less)
    assert share(world, PartId.CHARTS) == (5, 10, PartState.OK)
    assert share(world, PartId.LEDGERS) == (2, 4, PartState.OK)
    assert share(world, PartId.POST_FACILITIES) == (3, 6, PartState.OK)
    assert share(world, PartId.SERVICES_OFFERED) == (4, 8, PartState.OK)


def test_a_committee_needs_its_director_and_a_member() -> None:
    """A committee counts only with a director and a member."""
    found = [committee(), committee(has_director=False), committee(members=0), committee(members=1), None]
    areas = [area(f"gulou-{at}", committee=each) for at, each in enumerate(found)]
    assert share(perfect(areas=areas), PartId.COMMITTEE) == (2, 5, PartState.OK)


def test_a_rate_on_fewer_cases_than_the_stated_base_is_unstable() -> None:
    """A rate on fewer than twenty cases in twelve months is unstable; older cases do not count."""

    def is_unstable(cases: int) -> bool:
        old = report(month="2025-09", rows=[row(month="2025-09", cases=50)])
        return result_of(perfect(reports=[old, report(rows=[row(cases=cases)])])).safety.is_unstable

    assert (is_unstable(19), is_unstable(20)) == (True, False)


def test_a_week_without_an_officer_still_owes_the_standard() -> None:
    """A week without an officer owes the standard's days."""
    world = perfect(areas=[area(tenures=())], reports=[report(rows=[row(on_site_days={"2026-W36": 0})])])
    assert share(world, PartId.ON_SITE) == (0, 12, PartState.OK)
    assert share(world, PartId.WORK_RECORDS) == (1, 4, PartState.OK)


def test_days_of_no_week_are_not_reported() -> None:
    """A row whose on-site days name no week reported none: neither days kept nor work records are known."""
    world = perfect(reports=[report(rows=[row(on_site_days={})])])
    assert share(world, PartId.ON_SITE)[2] is PartState.NOT_REPORTED
    assert share(world, PartId.WORK_RECORDS)[2] is PartState.NOT_REPORTED


def test_a_promise_under_the_standard_is_raised_to_it() -> None:
    """A promise below the standard is raised to it; of two officers the larger promise counts."""
    low = perfect(areas=[area(tenures=(tenure(promised=1),))])
    both = perfect(areas=[area(tenures=(tenure(promised=5), tenure(promised=4)))])
    assert share(low, PartId.ON_SITE) == (12, 12, PartState.OK)
    assert share(both, PartId.ON_SITE) == (12, 20, PartState.OK)


def test_weeks_of_another_month_do_not_count() -> None:
    """A week belongs to the month of its Thursday."""
    days = {**kept(), "2026-W35": 7, "2026-W40": 7}
    world = perfect(reports=[report(rows=[row(on_site_days=days)])])
    assert share(world, PartId.ON_SITE) == (12, 12, PartState.OK)
    assert share(world, PartId.WORK_RECORDS) == (4, 4, PartState.OK)


def test_a_post_counts_by_the_state_of_the_last_day() -> None:
    """A post counts by its state on the month's last day."""
    closing = perfect(areas=[area(post=post(status=PostStatus.CLOSED, status_since="2026-10-01"))])
    opening = perfect(areas=[area(post=post(opened="2026-10-01"))])
    without = perfect(areas=[area(post=None)])
    assert share(closing, PartId.POST_IN_USE) == (1, 1, PartState.OK)
    assert share(opening, PartId.POST_IN_USE) == (0, 1, PartState.OK)
    assert [share(without, part)[0] for part in (PartId.POST_IN_USE, PartId.POST_FACILITIES)] == [0, 0]
    assert share(without, PartId.SERVICES_OFFERED) == (0, 7, PartState.OK)


@pytest.mark.parametrize(
    ("number", "filed_on", "on_time"),
    [
        (5, "2026-10-05", 1),
        (5, "2026-10-06", 0),
        (31, "2026-10-31", 1),
        (31, "2026-11-01", 0),
    ],
)
def test_a_report_is_due_by_its_day_of_the_next_month(number: int, filed_on: str, on_time: int) -> None:
    """A report is in time up to its due day, which is at most the next month's last day."""
    rules = policy(standards=standards(report_due_day=number))
    world = perfect(policy=rules, reports=[report(filed_on=filed_on)])
    assert share(world, PartId.REPORT_ON_TIME) == (on_time, 1, PartState.OK)


@pytest.mark.parametrize(
    ("date", "status", "met"),
    [
        ("2026-07-01", MeetingStatus.HELD, 1),
        ("2026-09-30", MeetingStatus.HELD, 1),
        ("2026-06-30", MeetingStatus.HELD, 0),
        ("2026-10-01", MeetingStatus.HELD, 0),
        ("2026-09-10", MeetingStatus.CONFIRMED, 0),
        ("2026-09-10", MeetingStatus.CANCELLED, 0),
    ],
)
def test_a_meeting_counts_in_the_cycle_that_ends_with_the_month(
    date: str, status: MeetingStatus, met: int
) -> None:
    """A meeting counts if it was held in the three months that end with this one."""
    assert share(perfect(meetings=[meeting(date=date, status=status)]), PartId.MEETING_IN_CYCLE) == (
        met,
        1,
        PartState.OK,
    )


def test_what_was_not_due_is_not_applicable_and_leaves_its_weight() -> None:
    """A part for which nothing was due is not applicable, and its item is the mean of the other parts."""
    quiet = report(rows=[row(services_accepted=0, services_on_time=0)])
    world = perfect(
        reports=[quiet],
        meetings=[meeting(date="2026-07-10")],
        areas=[area(post=post(services=SERVICES[:1]))],
    )
    result = result_of(world)
    assert share(world, PartId.ANSWERED_ON_TIME) == (0, 0, PartState.NOT_APPLICABLE)
    assert share(world, PartId.MINUTES_ON_TIME) == (0, 0, PartState.NOT_APPLICABLE)
    services, norms = result.item(IndicatorId.SERVICES), result.item(IndicatorId.STANDARDS)
    assert services is not None
    assert norms is not None
    assert (services.score, norms.score) == (Fraction(100, 7), Fraction(100))
    assert result.score == Decimal("82.9")


def test_withheld_counts_of_rows_do_not_touch_the_exact_total() -> None:
    """Counts withheld by community leave the station's exact total and count as reported."""
    few = Suppressed(below=5)
    withheld = row(services_accepted=few, services_on_time=few, cases=few)
    exact = totals([row(services_accepted=24, services_on_time=23, cases=21)])
    world = perfect(reports=[report(rows=[withheld], summed=exact)])
    assert share(world, PartId.ANSWERED_ON_TIME) == (23, 24, PartState.OK)
    assert share(world, PartId.CASE_RATE) == (21, 5000, PartState.OK)


@pytest.mark.parametrize(("accepted", "state"), [(17, PartState.TOO_SMALL), (18, PartState.OK)])
def test_a_share_of_fewer_than_twenty_events_is_shown_and_not_counted(
    accepted: int, state: PartState
) -> None:
    """A share of fewer than twenty events, requests and opinions together, is shown but not scored."""
    raised = (opinion("o1", due="2026-09-30"), opinion("o2", due="2026-09-01", closed_on="2026-09-01"))
    world = perfect(
        areas=[area(post=post(services=SERVICES[:5]))],
        reports=[report(rows=[row(services_accepted=accepted, services_on_time=accepted)])],
        meetings=[meeting(opinions=raised)],
    )
    item = result_of(world).item(IndicatorId.SERVICES)
    assert item is not None
    assert share(world, PartId.ANSWERED_ON_TIME) == (accepted + 1, accepted + 2, state)
    counted = (Fraction(500, 7) + Fraction(1900, 20)) / 2
    assert item.score == (counted if state is PartState.OK else Fraction(500, 7))


# Unreported figures


REPORTED: dict[str, tuple[PartId, ...]] = {
    "on_site_days": (PartId.ON_SITE, PartId.WORK_RECORDS),
    "services_accepted": (PartId.ANSWERED_ON_TIME,),
    "services_on_time": (PartId.ANSWERED_ON_TIME,),
    "patrol_shifts": (PartId.PATROLS,),
    "talks": (PartId.TALKS,),
    "ledgers": (PartId.LEDGERS,),
    "charts": (PartId.CHARTS,),
}


@pytest.mark.parametrize("name", REPORTED)
def test_what_was_not_reported_leaves_the_station_without_a_score(name: str) -> None:
    """An unreported figure leaves the station without a score, and the reason names part and community."""
    unreported: dict[str, Any] = {name: None}
    rows = [row("gulou-a"), row("gulou-b", **unreported)]
    world = perfect(areas=[area("gulou-a"), area("gulou-b")], reports=[report(rows=rows)])
    result = result_of(world)
    missing = {
        id_: part.missing for id_, part in parts_of(result).items() if part.state is PartState.NOT_REPORTED
    }
    assert missing == dict.fromkeys(REPORTED[name], ("gulou-b",))
    assert (result.score, result.rank, result.band) == (None, None, None)
    assert result.reasons == tuple(f"“{part.label}”未报送：gulou-b社区" for part in REPORTED[name])


def test_cases_that_were_not_reported_are_shown_as_missing_but_cost_no_score() -> None:
    """Unreported cases are shown as missing and cost no score, because 主要治安情况 is not scored."""
    world = perfect(reports=[report(rows=[row(cases=None)])])
    result = result_of(world)
    assert parts_of(result)[PartId.CASE_RATE].missing == ("gulou-a",)
    assert (result.score, result.reasons) == (Decimal("100.0"), ())
    assert result.safety == Safety(
        cases=0, residents=5000, months_reported=0, months=12, rate=None, is_unstable=True
    )


def test_a_missing_row_is_missing_in_every_reported_part() -> None:
    """A community that the report leaves out is missing in every part that needs its row."""
    world = perfect(areas=[area("gulou-a"), area("gulou-b")])
    result = result_of(world)
    from_rows = {part for parts in REPORTED.values() for part in parts} | {PartId.CASE_RATE}
    assert {id_ for id_, part in parts_of(result).items() if part.missing == ("gulou-b",)} == from_rows
    assert result.score is None


def test_a_station_without_a_report_or_without_areas_says_so() -> None:
    """A station without a report, or without areas, has no score and one reason."""
    world = perfect(stations=[station("gulou"), station("ximen")], areas=[area("gulou-a")], reports=[])
    assert result_of(world).reasons == ("本月未报送月报",)
    assert parts_of(result_of(world))[PartId.REPORT_ON_TIME].state is PartState.NOT_REPORTED
    assert result_of(world, "ximen").reasons == ("没有所辖社区",)


def test_a_station_for_which_nothing_was_due_has_no_score() -> None:
    """A station without any applicable part has no score."""
    rules = ranking_rules(officers=0, posts=0, prevention=0, standards=0, services=20)
    quiet = [row(services_accepted=0, services_on_time=0)]
    nothing = policy(ranking=rules, standards=standards(services=0))
    result = result_of(perfect(policy=nothing, reports=[report(rows=quiet)]))
    assert (result.score, result.reasons) == (None, ("本月没有适用的项目",))


# Order


def with_shifts(id_: str, kind: StationKind, late: bool, patrols: int) -> tuple[Station, PublicReport]:
    """A station that scores 100, less 10/3 for a late report, less 5 without patrols."""
    filed_on = "2026-10-09" if late else None
    return station(id_, peer_group=kind), report(
        id_, rows=[row(f"{id_}-a", patrol_shifts=patrols)], filed_on=filed_on
    )


def ranked_world(*chosen: tuple[str, StationKind, bool, int]) -> PublicBureau:
    """A bureau of those stations, each with one area that met in the month."""
    pairs = [with_shifts(*each) for each in chosen]
    stations, reports = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    meetings = [meeting(f"{each.id}-a") for each in stations]
    return bureau(stations=stations, reports=reports, meetings=meetings)


def test_equal_scores_share_a_rank_and_the_next_is_skipped() -> None:
    """Equal scores share a rank in the order of ids, and the next rank is skipped: 1, 2, 2, 4."""
    urban = StationKind.URBAN
    best, tied, worst = (urban, False, 9), (urban, True, 1), (urban, True, 0)
    everyone = ranked_world(("d", *best), ("c", *tied), ("b", *tied), ("a", *worst), ("e", *best))
    silent = everyone.reports[MONTH, "e"]
    world = rebuilt(everyone, lambda records: [each for each in records if each != silent])
    (group,) = monthly_ranking(world, MONTH).groups
    assert [(r.station, r.rank, r.tied, str(r.score)) for r in group.ranked] == [
        ("d", 1, False, "100.0"),
        ("b", 2, True, "96.7"),
        ("c", 2, True, "96.7"),
        ("a", 4, False, "91.7"),
    ]
    assert [result.station for result in group.unranked] == ["e"]
    assert (group.listed, group.reason) == ((), None)


def test_a_small_group_is_listed_and_not_ranked() -> None:
    """A group of fewer than four scored stations is listed by id without ranks, and gives the reason."""
    urban, town = StationKind.URBAN, StationKind.TOWN
    cities = [(f"u{number}", urban, False, 1) for number in range(4)]
    world = ranked_world(*cities, ("t2", town, True, 0), ("t1", town, True, 1))
    ranking = monthly_ranking(world, MONTH)
    assert [(group.kind, len(group.ranked), len(group.listed)) for group in ranking.groups] == [
        (urban, 4, 0),
        (town, 0, 2),
    ]
    assert [(r.station, r.rank, str(r.score)) for r in ranking.groups[1].listed] == [
        ("t1", None, "96.7"),
        ("t2", None, "91.7"),
    ]
    assert ranking.groups[1].reason == "本组能排名的派出所只有 2 个，少于 4 个，只列出，不排名"
    assert (ranking.reported, ranking.stations) == (6, 6)


def test_a_silent_station_may_leave_its_group_too_small() -> None:
    """By the first edition only stations with a score count towards the least size of a group."""
    names = ("a", "b", "c", "d")
    world = bureau(stations=[station(name) for name in names], reports=[report(name) for name in names[:3]])
    (group,) = monthly_ranking(world, MONTH).groups
    assert [[result.station for result in own] for own in (group.ranked, group.listed, group.unranked)] == [
        [], ["a", "b", "c"], ["d"],
    ]  # fmt: skip
    assert group.reason == "本组能排名的派出所只有 3 个，少于 4 个，只列出，不排名"


def test_change_is_against_the_month_before() -> None:
    """Changes of score and rank are relative to the month before, and missing where it has none."""
    urban = StationKind.URBAN
    names = ("a", "b", "c", "d")
    now = ranked_world(*((name, urban, name == "b", 1) for name in names))
    before = [
        report(name, "2026-08", [row(f"{name}-a", "2026-08", patrol_shifts=int(name != "a"))])
        for name in ("a", "b", "c", "d")
    ]
    meetings = [meeting(f"{name}-a", date) for name in names for date in ("2026-08-10", "2026-09-10")]
    world = bureau(
        stations=now.stations.values(), reports=[*now.reports.values(), *before], meetings=meetings
    )
    rankings = ranking_by_month(world, ("2026-09", "2026-08"))
    (group,) = rankings["2026-09"].groups
    assert [(r.station, r.rank, r.change_score, r.change_rank) for r in group.ranked] == [
        ("a", 1, Decimal("5.0"), RankChange(before=4, now=1, among=4, best=1, worst=4)),
        ("c", 1, Decimal("0.0"), RankChange(before=1, now=1, among=4, best=1, worst=4)),
        ("d", 1, Decimal("0.0"), RankChange(before=1, now=1, among=4, best=1, worst=4)),
        ("b", 4, Decimal("-3.3"), RankChange(before=1, now=4, among=4, best=1, worst=4)),
    ]
    assert {(r.change_score, r.change_rank) for r in rankings["2026-08"].results} == {(None, None)}
    assert monthly_ranking(world, "2026-09") == rankings["2026-09"]
    assert list(rankings) == ["2026-08", "2026-09"]


def test_an_item_that_the_policy_does_not_publish_is_none() -> None:
    """A station has the items of its policy and no other."""
    rules = ranking_rules()
    scored = rules.model_copy(update={"indicators": rules.indicators[:-1]})
    found = result_of(perfect(policy=policy(ranking=scored)))
    assert [item and item.id for item in map(found.item, IndicatorId)] == [*list(IndicatorId)[:-1], None]


def test_a_station_that_is_not_ranked_with_the_others_has_no_result() -> None:
    """A ranking knows the stations and groups of its month and no other."""
    found = monthly_ranking(perfect(), MONTH)
    assert found.result("gulou") is not None
    assert found.result("huarong") is None
    assert found.ranked(StationKind.TOWN) == ()


def test_months_to_rank_are_over_and_have_a_report() -> None:
    """A month is ranked once it is over and has a report."""
    reports = [report(month=month) for month in ("2026-10", "2026-09", "2025-12")]
    assert months_to_rank(bureau(reports=reports)) == ("2025-12", "2026-09")
    assert months_to_rank(bureau(reports=reports, as_of=dt.date(2026, 10, 31))) == ("2025-12", "2026-09")
    assert months_to_rank(bureau(reports=reports, as_of=dt.date(2026, 11, 1)))[-1] == "2026-10"


@pytest.mark.parametrize(
    ("exact", "shown"),
    [
        (Fraction(1799, 20), "90.0"),
        (Fraction(899499, 10000), "89.9"),
        (Fraction(200, 3), "66.7"),
        (Fraction(0), "0.0"),
        (Fraction(100), "100.0"),
        (Fraction(1, 20), "0.1"),
    ],
)
def test_a_score_is_rounded_once_halves_up(exact: Fraction, shown: str) -> None:
    """A score is rounded once, halves up: 89.95 is 90.0, 89.9499 is 89.9."""
    assert str(rounded(exact)) == shown


# Withheld counts


def lone_services(accepted: int, on_time: int, offered: int = 7) -> StationMonthResult:
    """The result of a station with one community, its services protected as privacy requires."""
    filed = Report.model_validate(
        {
            "station": "gulou",
            "month": MONTH,
            "filed_on": "2026-10-01",
            "rows": [{"area": "gulou-a", "services": {"accepted": str(accepted), "on_time": str(on_time)}}],
        }
    )
    summed = public_report(filed, frozenset({"gulou-a"}), below=5).totals
    world = perfect(areas=[area(post=post(services=SERVICES[:offered]))], reports=[report(summed=summed)])
    return result_of(world)


def services_of(result: StationMonthResult) -> tuple[PartState, Fraction | None]:
    """State of the part that may be withheld, and its item's score."""
    item = result.item(IndicatorId.SERVICES)
    assert item is not None
    return parts_of(result)[PartId.ANSWERED_ON_TIME].state, item.score


@LAW
@given(st.integers(1, 40), st.integers(0, 39), st.integers(0, 7))
def test_one_more_answer_in_time_never_lowers_a_score_while_the_part_counts(
    accepted: int, on_time: int, offered: int
) -> None:
    """Between two counted numbers of a lone community, more answers in time never lower the score.

    The law cannot hold across a withheld part: that part must not move the score, or the score would reveal it,
    so the score there is the other part's, which may be higher or lower.
    """
    fewer = lone_services(accepted, min(on_time, accepted - 1), offered)
    for answered in range(min(on_time, accepted - 1) + 1, accepted + 1):
        more = lone_services(accepted, answered, offered)
        if services_of(more)[0] is services_of(fewer)[0] is PartState.OK:
            assert fewer.score is not None
            assert more.score is not None
            assert more.score >= fewer.score


def test_a_withheld_part_leaves_its_weight_and_moves_no_score() -> None:
    """A withheld part gives its weight to the other parts: all counts from 1 to 4 late give the same score."""
    assert {late: services_of(lone_services(30, 30 - late, offered=7)) for late in range(6)} == {
        0: (PartState.OK, Fraction(100)),
        **dict.fromkeys(range(1, 5), (PartState.TOO_SMALL, Fraction(100))),
        5: (PartState.OK, Fraction(275, 3)),
    }
    assert services_of(lone_services(30, 26, offered=0)) == (PartState.TOO_SMALL, Fraction(0))
    assert services_of(lone_services(30, 25, offered=0)) == (PartState.OK, Fraction(125, 3))


def test_a_month_of_few_cases_withholds_every_sum_it_is_in() -> None:
    """A month with few cases withholds every twelve-month sum that contains it, because two sums would reveal it."""
    few = dataclasses.replace(totals([row()]), cases=Suppressed(below=5))
    reports = [report(month="2025-10", summed=few), report(month="2026-08"), report(month="2026-09")]
    world = perfect(reports=[*reports, report(month="2026-10")], as_of=day("2026-11-12"))
    withheld, known = result_of(world, month="2026-09"), result_of(world, month="2026-10")
    assert withheld.safety == Safety(
        cases=None, residents=5000, months_reported=3, months=12, rate=None, is_unstable=True
    )
    assert parts_of(withheld)[PartId.CASE_RATE].state is PartState.TOO_SMALL
    assert (known.safety.cases, known.safety.months_reported) == (18, 3)


SURPLUS = st.fixed_dictionaries(
    {
        "officers": st.integers(1, 4),
        "days": st.integers(3, 7),
        "places": st.integers(1, 3),
        "more": st.integers(1, 50),
    }
)


@LAW
@given(SURPLUS)
def test_a_surplus_in_one_area_hides_no_gap_in_another(surplus: dict[str, int]) -> None:
    """An area's surplus over the standard changes nothing about another area's gap."""

    def result(officers: int, days: int, places: int, more: int) -> StationMonthResult:
        rich = area(
            "gulou-a",
            tenures=(tenure(),) * officers,
            post=post(services=(*SERVICES, *(f"more-{n}" for n in range(more)))),
            prevention=PublicPrevention(safe_places=(safe_place(),) * places),
        )
        poor = area("gulou-b", tenures=(), post=None, committee=None, prevention=None)
        nothing = row(
            "gulou-b", on_site_days={"2026-W30": 0}, patrol_shifts=0, talks=0, ledgers=(), charts=()
        )
        rows = [row("gulou-a", on_site_days=kept(days=days), patrol_shifts=more, talks=more), nothing]
        meetings = [meeting("gulou-a", f"2026-09-{25 + n}") for n in range(places)]
        return result_of(bureau(areas=[rich, poor], reports=[report(rows=rows)], meetings=meetings))

    plain = result(officers=1, days=3, places=1, more=1)
    assert result(**surplus) == plain
    halves = {id_.value for id_, part in parts_of(plain).items() if part.attainment == 50}
    assert halves == {
        *("officer_days", "on_site", "post_in_use", "post_facilities", "committee", "patrols", "safe_places"),
        *("talks", "services_offered", "charts", "ledgers", "work_records", "meeting_in_cycle"),
    }


def test_a_new_community_counts_from_its_first_whole_month() -> None:
    """A new community counts from its first whole month, and is missing there without a row."""
    old = bureau(areas=[area("gulou-a")], reports=[report(month=MONTH)])
    before = result_of(old, "gulou")
    for since, same in ((None, False), (dt.date(2026, 9, 1), False), (dt.date(2026, 9, 2), True)):
        new = bureau(areas=[area("gulou-a"), area("gulou-b", since=since)], reports=[report(month=MONTH)])
        found = result_of(new, "gulou")
        assert (found.score == before.score and found.score is not None) is same
        assert ("gulou-b" in str(found.items)) is not same
