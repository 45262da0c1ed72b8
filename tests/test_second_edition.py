"""The second edition of the method: what each part counts, and that silence and smallness never pay."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.area import AreaKind, EarlierKind, Headcount, Population
from generator.model.meeting import Meeting, OpinionStatus, Representatives
from generator.model.months import months_ending_with
from generator.model.policy import PartId
from generator.model.public import AnsweredShare, PublicBureau, PublicReport, PublicRow
from generator.model.public_prevention import PublicPrevention
from generator.model.report import OnSiteReason
from generator.model.station import EarlierGroup, StationKind
from generator.privacy.answered import AnsweredMonth, share_of
from generator.privacy.publishing import publish
from generator.ranking import monthly_ranking, ranking_by_month
from generator.ranking.frozen import cell_text, measure_in
from generator.ranking.results import PartState, StationMonthResult
from generator.ranking.year import YearRanking, year_ranking
from tests.bureaus import (
    AS_OF,
    MONTH,
    area,
    bureau,
    day,
    facilities,
    kept,
    meeting,
    policy_2,
    report,
    row,
    safe_place,
    standards,
    station,
    tenure,
)
from tests.drawn_bureaus import LAW, bureaus, rebuilt
from tests.manipulations import published_of
from tests.small_sites import ezhou
from tests.test_ranking_laws import (
    IMPROVED,
    OF_CASES,
    parts_of,
    with_areas,
    with_meetings,
    with_posts,
    with_rows,
)

EDITION_2: Final = policy_2(since="2026-01-01")
SHARE: Final = AnsweredShare(percent=88, base=420)


def world_of(**changes: Any) -> PublicBureau:
    """A bureau ranked by the second edition, whose station answered 88 of 100 in time."""
    usual: dict[str, Any] = {
        "reports": [report()],
        "policy": EDITION_2,
        "answered": {(MONTH, "gulou"): SHARE},
    }
    return bureau(**(usual | changes))


def result_in(world: PublicBureau, station_id: str = "gulou") -> StationMonthResult:
    """The station's result of the usual month."""
    result = monthly_ranking(world, MONTH).result(station_id)
    assert result is not None
    return result


def share(world: PublicBureau, part: PartId) -> tuple[int, int, PartState]:
    """The numbers of a part and its state."""
    found = parts_of(result_in(world))[part]
    return found.measure.attained, found.measure.due, found.state


# Requests answered in time

COUNTS: Final = st.integers(0, 60).flatmap(
    lambda due: st.builds(
        AnsweredMonth,
        due=st.just(due),
        on_time=st.integers(0, due),
        told=st.just(due),
        full=st.sampled_from([True]),
        lone=st.booleans(),
    )
)
MONTHS: Final = st.lists(COUNTS, min_size=1, max_size=12)


def percent(months: Sequence[AnsweredMonth]) -> int:
    """The percent; below any other without a request."""
    found = share_of(months)
    return -1 if found is None or found.percent is None else found.percent


@given(MONTHS, st.integers(0, 11), st.booleans())
def test_one_more_in_time_never_lowers_the_share_and_one_more_late_never_raises_it(
    months: list[AnsweredMonth], at: int, is_in_time: bool
) -> None:
    """One more request in time gives at least the share before, one more late request at most."""
    own = months[at % len(months)]
    more = dataclasses.replace(own, due=own.due + 1, on_time=own.on_time + is_in_time)
    after = [*months[: at % len(months)], more, *months[at % len(months) + 1 :]]
    if share_of(months) is None:
        return
    assert percent(after) >= percent(months) if is_in_time else percent(after) <= percent(months)


@given(MONTHS, st.integers(0, 11))
def test_a_silent_month_never_raises_the_share(months: list[AnsweredMonth], at: int) -> None:
    """A month that is not reported, of at most as many requests as another one, never raises the share."""
    own = months[at % len(months)]
    rest = [*months[: at % len(months)], *months[at % len(months) + 1 :]]
    if own.due > max((month.due for month in rest), default=0):
        return
    silent = dataclasses.replace(own, full=False)
    assert percent([*rest, silent]) <= percent(months)


@pytest.mark.parametrize(
    ("on_time", "due", "expected"),
    [(36, 40, 90), (34, 40, 85), (4, 40, 10), (5, 40, 15), (7, 40, 20), (2, 3, 70), (0, 0, None)],
)
def test_small_numbers_are_scored_in_order(on_time: int, due: int, expected: int | None) -> None:
    """36 of 40 is more than 34, 5 of 40 more than 4, to fives; below ten the percent is rounded to tens."""
    found = share_of([AnsweredMonth(due=due, on_time=on_time, told=due, full=True)])
    assert (found and found.percent) == expected
    assert found is None or found.base == due // 10 * 10


def test_the_share_is_scored_with_its_base() -> None:
    """The part scores the percent; its cell carries the base and is read back unchanged."""
    found = parts_of(result_in(world_of()))[PartId.ANSWERED_ON_TIME]
    assert (found.measure.attained, found.measure.due, found.measure.base) == (88, 100, 420)
    assert cell_text(found.measure) == "88/100@420"
    assert measure_in("88/100@420") == found.measure


def test_no_request_in_twelve_months_is_not_reported() -> None:
    """A station without a request in all the months has not reported the part; its weight goes nowhere."""
    assert share(world_of(answered={}), PartId.ANSWERED_ON_TIME) == (0, 100, PartState.NOT_REPORTED)
    assert result_in(world_of(answered={})).score is None


def test_before_twelve_months_no_share_is_due() -> None:
    """A station that has had fewer months has no percent, and is scored without it."""
    early = AnsweredShare(percent=None, base=420)
    assert share(world_of(answered={(MONTH, "gulou"): early}), PartId.ANSWERED_ON_TIME) == (
        0,
        0,
        PartState.NOT_APPLICABLE,
    )
    assert result_in(world_of(answered={(MONTH, "gulou"): early})).score is not None


def test_the_gate_gives_no_percent_before_twelve_months() -> None:
    """The percent of a month, or of a few, would tell hidden counts: the first is that of the twelfth month."""
    shares = publish(ezhou().bureau, dt.date(2026, 11, 24)).answered
    early = {month for (month, _), found in shares.items() if found.percent is None}
    assert (min(shares)[0], max(early)) == ("2024-11", "2025-09")
    assert early.isdisjoint(month for (month, _), found in shares.items() if found.percent is not None)


def test_a_community_without_the_months_requests_is_missing() -> None:
    """Whoever does not report the month's requests has not reported the part, whatever the months before say."""
    silent = row(services_accepted=None, services_on_time=None)
    found = share(world_of(reports=[report(rows=[silent])]), PartId.ANSWERED_ON_TIME)
    assert found == (88, 100, PartState.NOT_REPORTED)


# Officers and promises


def test_officers_are_required_day_by_day() -> None:
    """A community that falls below the second officer's step on the last day still needed two before."""
    people = Population(
        actual=6000,
        as_of=day("2026-09-30"),
        earlier=(Headcount(actual=9000, as_of=day("2026-01-01")),),
    )
    world = world_of(areas=[area(population=people, tenures=(tenure(),))])
    assert share(world, PartId.OFFICER_DAYS) == (30, 59, PartState.OK)


def test_a_kind_counts_for_its_days() -> None:
    """A community that is rural for one day needs one officer on that day alone."""
    kinds = (EarlierKind(kind=AreaKind.URBAN, until=day("2026-09-29")),)
    people = Population(actual=9000, as_of=day("2026-01-01"))
    own = area(kind=AreaKind.RURAL, earlier_kinds=kinds, population=people, tenures=(tenure(), tenure()))
    assert share(world_of(areas=[own]), PartId.OFFICER_DAYS) == (59, 59, PartState.OK)


def test_a_week_of_no_day_counts_only_with_a_reason() -> None:
    """A week without a day kept is a work record only with a reason from the list."""
    days = {**kept(days=0), "2026-W36": 1}
    plain = row(on_site_days=days)
    told = row(on_site_days=days, on_site_reasons={"2026-W37": OnSiteReason.FLOOD})
    assert share(world_of(reports=[report(rows=[plain])]), PartId.WORK_RECORDS)[0] == 1
    assert share(world_of(reports=[report(rows=[told])]), PartId.WORK_RECORDS)[0] == 2


# Places and meetings


def test_an_estate_counts_once_and_only_with_enough_homes() -> None:
    """Two titles of one estate are one; an estate known to be small is none, one of unknown size counts."""
    two = policy_2(standards=standards(safe_places=2, title_homes=50))

    def attained(*places: Any) -> int:
        own = area(prevention=PublicPrevention(safe_places=places))
        return share(world_of(areas=[own], policy=two), PartId.SAFE_PLACES)[0]

    one = safe_place()
    assert attained(one, one) == 1
    assert attained(one, one.model_copy(update={"name": "南湖小区"})) == 2
    assert attained(one.model_copy(update={"homes": 49})) == 0
    assert attained(one.model_copy(update={"homes": 50})) == 1


MET: Final[dict[str, Any]] = {
    "starts": "09:00",
    "ends": "09:30",
    "representatives": Representatives(total=30, present=15),
}


@pytest.mark.parametrize(
    ("changes", "counts"),
    [
        ({}, True),
        ({"ends": "09:29"}, False),
        ({"ends": None}, False),
        ({"representatives": Representatives(total=30, present=14)}, False),
        ({"representatives": Representatives(total=30)}, False),
        ({"representatives": Representatives(total=0, present=0)}, False),
        ({"representatives": None}, False),
    ],
)
def test_a_meeting_counts_only_if_it_was_one(changes: dict[str, Any], counts: bool) -> None:
    """A meeting counts with its least minutes and half of the representatives; what is not recorded does not."""
    world = world_of(meetings=[meeting(date="2026-09-15", **(MET | changes))])
    assert share(world, PartId.MEETING_IN_CYCLE)[:2] == (int(counts), 1)


def test_minutes_count_over_the_cycle_and_a_community_without_a_meeting_owes_some() -> None:
    """Minutes due in three months count together; who met lately owes none yet, who never met owes one."""
    early = meeting("gulou-a", "2026-07-20", **MET)
    late = meeting("gulou-b", "2026-09-29", **MET)
    areas = [area("gulou-a"), area("gulou-b"), area("gulou-c")]
    rows = [row(each.id) for each in areas]
    world = world_of(areas=areas, reports=[report(rows=rows)], meetings=[early, late])
    assert share(world, PartId.MINUTES_ON_TIME) == (1, 2, PartState.OK)
    unknown = early.model_copy(update={"minutes": None})
    world = world_of(areas=areas, reports=[report(rows=rows)], meetings=[unknown, late])
    assert share(world, PartId.MINUTES_ON_TIME) == (0, 2, PartState.OK)


@pytest.mark.parametrize("unsaid", [{"representatives": None}, {"ends": None}])
def test_late_minutes_are_owed_by_a_meeting_that_does_not_count(unsaid: dict[str, Any]) -> None:
    """Leaving out who came, or when it ended, does not spare the late minutes; in time they give nothing."""
    kept = meeting(date="2026-08-10", **MET)
    late = meeting(date="2026-09-10", **(MET | {"minutes": None}))
    for other in (late, late.model_copy(update=unsaid)):
        assert share(world_of(meetings=[kept, other]), PartId.MINUTES_ON_TIME) == (1, 2, PartState.OK)
    short = meeting(date="2026-09-10", **(MET | unsaid))
    assert share(world_of(meetings=[kept, short]), PartId.MINUTES_ON_TIME) == (1, 1, PartState.OK)


# Groups


def test_one_silent_station_does_not_unrank_the_others() -> None:
    """Of four stations of a group one reports nothing: the other three are ranked."""
    names = ("s1", "s2", "s3", "s4")
    answered = {(MONTH, name): SHARE for name in names}
    world = bureau(
        stations=[station(name) for name in names],
        reports=[report(name) for name in names[:3]],
        policy=EDITION_2,
        answered=answered,
    )
    (group,) = monthly_ranking(world, MONTH).groups
    assert [(result.station, result.rank) for result in group.ranked] == [("s1", 1), ("s2", 1), ("s3", 1)]
    assert [result.station for result in group.unranked] == ["s4"]


@pytest.mark.parametrize(
    ("until", "group"),
    [
        ("2025-12-31", StationKind.RURAL),
        ("2026-01-01", StationKind.URBAN),
        ("2026-01-31", StationKind.URBAN),
        ("2026-08-31", StationKind.URBAN),
    ],
)
def test_a_new_group_counts_from_the_next_year(until: str, group: StationKind) -> None:
    """A station that changes its group after 1 January is ranked in the old one until the year ends."""
    moved = station(
        peer_group=StationKind.RURAL,
        earlier_groups=(EarlierGroup(peer_group=StationKind.URBAN, until=day(until)),),
    )
    (found,) = monthly_ranking(world_of(stations=[moved]), MONTH).groups
    assert found.kind is group


def test_too_few_residents_give_no_rate() -> None:
    """Below the method's number of residents there is no rate per 10,000."""
    floor = policy_2(standards=standards(least_residents=500))
    few = area(population=Population(actual=499, as_of=AS_OF))
    assert result_in(world_of(areas=[few], policy=floor)).safety.rate is None
    many = area(population=Population(actual=500, as_of=AS_OF))
    assert result_in(world_of(areas=[many], policy=floor)).safety.rate is not None


# Laws

QUARTER: Final = ("2026-07", "2026-08", "2026-09")


def by_edition_2(world: PublicBureau) -> PublicBureau:
    """The same bureau ranked by the second edition, with what each station answered taken from its rows."""
    answered = {}
    for name in world.stations:
        for month in QUARTER:
            known = [_answered(world, name, one) for one in months_ending_with(month, 12) if one in QUARTER]
            found = share_of([one for one in known if one is not None])
            if found is not None:
                answered[month, name] = found
    return PublicBureau(dataclasses.replace(world, policy=EDITION_2, answered=answered))


def _answered(world: PublicBureau, name: str, month: str) -> AnsweredMonth | None:
    areas = [each.id for each in world.areas_of(name) if each.exists_all_of(month)]
    if not areas:
        return None
    filed = world.reports.get((month, name))
    rows = [filed.rows.get(each) if filed else None for each in areas]
    known = [each for each in rows if each is not None and each.services_on_time is not None]
    due = sum(each.services_accepted for each in known if isinstance(each.services_accepted, int))
    on_time = sum(each.services_on_time for each in known if isinstance(each.services_on_time, int))
    raised = [
        o
        for held in world.meetings.values()
        if held.area in areas
        for o in held.opinions
        if f"{o.due:%Y-%m}" == month
    ]
    closed = sum(o.closed_on is not None and o.closed_on <= o.due for o in raised)
    return AnsweredMonth(
        due=due + len(raised),
        on_time=min(on_time, due) + closed,
        told=due + len(raised),
        full=len(known) == len(rows),
    )


def year_of(world: PublicBureau) -> YearRanking:
    """The year by the drawn months."""
    rankings = ranking_by_month(world, QUARTER)
    return year_ranking([published_of(month, found, EDITION_2) for month, found in rankings.items()])


@LAW
@given(bureaus(QUARTER), st.sampled_from(sorted(IMPROVED)))
def test_more_done_never_lowers_a_score(world: PublicBureau, name: str) -> None:
    """One more officer, day, service, answer in time or anything else lowers no month and no year of any station."""
    part, improve = IMPROVED[name]
    honest, better = by_edition_2(world), by_edition_2(improve(world))
    for before, after in (
        (monthly_ranking(honest, MONTH), monthly_ranking(better, MONTH)),
        (year_of(honest), year_of(better)),
    ):
        for result in before.results:
            now = after.result(result.station)
            assert now is not None
            old, new = parts_of(result)[part].attainment, parts_of(now)[part].attainment
            # A part that was 0 may cease to apply: late minutes of a meeting that does not count, once in time.
            assert not old or (new is not None and new >= old)
            assert result.score is None or (now.score is not None and now.score >= result.score)


def unanswered(found: Meeting) -> Meeting:
    """The meeting, with no opinion closed."""
    opinions = [
        each.model_copy(update={"status": OpinionStatus.OPEN, "closed_on": None}) for each in found.opinions
    ]
    return found.model_copy(update={"opinions": tuple(opinions)})


# Every field of a row, by what leaving it out may cost; services are left out as a whole.
_SCORED: Final = ("on_site_days", "on_site_reasons", "patrol_shifts", "talks", "ledgers", "charts")
# Not told by a report: which weeks have an entry in the work records (tests/test_work_records.py).
_RECORDED: Final = ("work_weeks",)
_SHOWN: Final = ("calls", "cases", "disputes", "mediated")
_SERVICES: Final = ("services_accepted", "services_on_time")
# What else clerks report, left out. An opinion or a whole meeting that was public is missed by W337 instead.
_LEFT_OUT: Final[Mapping[str, Callable[[PublicBureau], PublicBureau]]] = {
    "post": with_areas(lambda a: dataclasses.replace(a, post=None)),
    "services of the post": with_posts(lambda p: p.model_copy(update={"services": ()})),
    "facilities": with_posts(lambda p: p.model_copy(update={"facilities": facilities(0)})),
    "committee": with_areas(lambda a: dataclasses.replace(a, committee=None)),
    "safe places": with_areas(lambda a: dataclasses.replace(a, prevention=None)),
    "minutes": with_meetings(lambda m: m.model_copy(update={"minutes": None})),
    "end of the meeting": with_meetings(lambda m: m.model_copy(update={"ends": None})),
    "representatives": with_meetings(lambda m: m.model_copy(update={"representatives": None})),
    "day of the opinion's answer": with_meetings(unanswered),
}


def less_told(world: PublicBureau, name: str, month: str) -> PublicBureau:
    """Every station leaves out a field of its rows in the month, or its report."""

    def left_out(found: PublicReport) -> PublicReport:
        rows = [_without(each, name) for each in found.rows.values()]
        return report(found.station, found.month, rows, filed_on=str(found.filed_on))

    def arrange(records: list[Any]) -> list[Any]:
        told = []
        for record in records:
            is_meant = isinstance(record, PublicReport) and record.month == month
            if not is_meant:
                told.append(record)
            elif name != "report":
                told.append(left_out(record))
        return told

    return rebuilt(world, arrange)


def _without(found: PublicRow, name: str) -> PublicRow:
    if name == "services":
        return dataclasses.replace(found, services_accepted=None, services_on_time=None)
    if name == "{}":
        return dataclasses.replace(found, on_site_days={})
    nothing: dict[str, Any] = {name: None}
    return dataclasses.replace(found, **nothing)


_SILENCES: Final = (*_SCORED, *_SHOWN, "services", "{}", "report")


@LAW
@given(bureaus(QUARTER), st.sampled_from((*_SILENCES, *_LEFT_OUT)), st.sampled_from(QUARTER))
def test_less_reported_never_raises_a_score(world: PublicBureau, name: str, month: str) -> None:
    """Whoever leaves out a figure or a report in a month, or a record, gains neither in a month nor in the year.

    By the first edition not in the month. For requests, unless the month had more of them than any other one that was
    reported (test of the share above).
    """
    told = _LEFT_OUT[name](world) if name in _LEFT_OUT else less_told(world, name, month)
    honest, silent = by_edition_2(world), by_edition_2(told)
    for before, after in (
        (monthly_ranking(world, MONTH), monthly_ranking(told, MONTH)),
        (monthly_ranking(honest, MONTH), monthly_ranking(silent, MONTH)),
        (year_of(honest), year_of(silent)),
    ):
        for result in before.results:
            now = after.result(result.station)
            assert now is not None
            if name in ("services", "report") and _is_record(world, result.station, month):
                continue
            assert now.score is None or (result.score is not None and now.score <= result.score)


@LAW
@given(bureaus(QUARTER), st.sampled_from(_SHOWN), st.integers(0, 99))
def test_what_is_only_shown_moves_no_score(world: PublicBureau, name: str, number: int) -> None:
    """Any number of calls, cases, disputes and mediations gives the same scores by both editions."""
    changes: dict[str, Any] = {name: number}
    other = with_rows(lambda found: dataclasses.replace(found, **changes))(world)
    for before, after in (
        (monthly_ranking(world, MONTH), monthly_ranking(other, MONTH)),
        (monthly_ranking(by_edition_2(world), MONTH), monthly_ranking(by_edition_2(other), MONTH)),
        (year_of(by_edition_2(world)), year_of(by_edition_2(other))),
    ):
        assert [one.score for one in before.results] == [one.score for one in after.results]


def _is_record(world: PublicBureau, name: str, month: str) -> bool:
    """Had the month more requests than every other one that was reported in full?"""
    found = {one: _answered(world, name, one) for one in QUARTER}
    own = found.pop(month)
    others = max((one.due for one in found.values() if one is not None and one.full), default=0)
    return own is not None and own.due > others


def test_every_scored_part_is_tried() -> None:
    """The law of improvements covers every part but those of cases, the laws of silence every field of a row."""
    assert {part for part, _ in IMPROVED.values()} == set(PartId) - OF_CASES
    fields = {field.name for field in dataclasses.fields(PublicRow)} - {"area"}
    assert fields == {*_SCORED, *_RECORDED, *_SHOWN, *_SERVICES}
