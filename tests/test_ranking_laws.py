"""Laws of the monthly ranking for any records: order, independence, improvement, ranks, intervals."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.area import Verified
from generator.model.meeting import Meeting, Minutes, OpinionStatus
from generator.model.months import first_day, next_month
from generator.model.policy import PartId
from generator.model.post import Post, PostStatus
from generator.model.public import PublicArea, PublicBureau, PublicReport, PublicRow
from generator.model.public_prevention import PublicPrevention
from generator.model.report import Chart, Ledger
from generator.model.station import Station
from generator.ranking import monthly_ranking
from generator.ranking.results import Part, StationMonthResult
from tests.bureaus import (
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
    post,
    report,
    row,
    safe_place,
    tenure,
)
from tests.drawn_bureaus import ENOUGH, LAW, bureaus, rebuilt

# Only shown, or scored by another policy: see test_cases_in_limits.
OF_CASES: Final = {PartId.CASE_RATE, PartId.CASES_IN_LIMITS}


def parts_of(result: StationMonthResult) -> dict[PartId, Part]:
    """A result's parts by id."""
    return {part.id: part for item in result.items for part in item.parts}


@LAW
@given(bureaus(), st.randoms(use_true_random=False))
def test_the_order_of_the_records_does_not_matter(world: PublicBureau, random: Any) -> None:
    """The ranking does not depend on the order of the records."""

    def shuffled(records: list[Any]) -> list[Any]:
        random.shuffle(records)
        return records

    assert monthly_ranking(rebuilt(world, shuffled), MONTH) == monthly_ranking(world, MONTH)


@LAW
@given(bureaus())
def test_a_score_depends_on_the_stations_own_records_only(world: PublicBureau) -> None:
    """A station's own result, apart from rank and interval, is the same without the other stations."""
    for result in monthly_ranking(world, MONTH).results:
        own = {area_.id for area_ in world.areas_of(result.station)}

        def is_own(
            record: Any, station_id: str = result.station, areas: frozenset[str] = frozenset(own)
        ) -> bool:
            if isinstance(record, Station):
                return record.id == station_id
            return record.area in areas if isinstance(record, Meeting) else record.station == station_id

        ranking = monthly_ranking(rebuilt(world, lambda records: filter(is_own, records)), MONTH)
        (alone,) = ranking.results
        assert (
            dataclasses.replace(
                alone,
                rank=result.rank,
                peers=result.peers,
                tied=result.tied,
                robustness=result.robustness,
            )
            == result
        )


@LAW
@given(bureaus())
def test_every_station_is_listed_once_and_ranks_count_better_scores(world: PublicBureau) -> None:
    """Every station is ranked, listed or unranked, and a rank is one more than the number of better scores."""
    ranking = monthly_ranking(world, MONTH)
    assert sorted(result.station for result in ranking.results) == sorted(world.stations)
    for group in ranking.groups:
        scores = [result.score for result in group.ranked if result.score is not None]
        assert scores == sorted(scores, reverse=True)
        for result in group.ranked:
            assert result.score is not None
            assert result.rank == 1 + sum(score > result.score for score in scores)
            assert result.tied == (scores.count(result.score) > 1)
        assert all(result.rank is None and result.score is not None for result in group.listed)
        assert all(result.score is None and result.reasons for result in group.unranked)
        assert len(group.ranked) == 0 or len(group.ranked) >= 4


@LAW
@given(bureaus())
def test_an_interval_holds_its_rank(world: PublicBureau) -> None:
    """A published rank lies in its interval under other weights; a station without a rank has no interval."""
    for group in monthly_ranking(world, MONTH).groups:
        for result in group.ranked:
            assert result.robustness is not None
            assert result.rank is not None
            interval = result.robustness
            assert 1 <= interval.best <= result.rank <= interval.worst <= len(group.ranked)
        assert all(result.robustness is None for result in (*group.listed, *group.unranked))


@LAW
@given(bureaus())
def test_scores_lie_between_0_and_100(world: PublicBureau) -> None:
    """Every score, item and part lies between 0 and 100."""
    for result in monthly_ranking(world, MONTH).results:
        values = [result.score, *(item.score for item in result.items)]
        values += [part.attainment for part in parts_of(result).values()]
        assert all(0 <= value <= 100 for value in values if value is not None)


# Improvement, part by part


def with_areas(change: Callable[[PublicArea], PublicArea]) -> Callable[[PublicBureau], PublicBureau]:
    """The bureau with each area changed."""
    return lambda world: rebuilt(world, lambda records: [_changed(r, PublicArea, change) for r in records])


def with_posts(change: Callable[[Post], Post]) -> Callable[[PublicBureau], PublicBureau]:
    """The bureau with each existing post changed."""
    return with_areas(
        lambda found: found if found.post is None else dataclasses.replace(found, post=change(found.post))
    )


def with_rows(change: Callable[[PublicRow], PublicRow]) -> Callable[[PublicBureau], PublicBureau]:
    """The bureau with each row changed, and the totals with them."""

    def better(found: PublicReport) -> PublicReport:
        rows = [change(each) for each in found.rows.values()]
        return report(found.station, found.month, rows, filed_on=str(found.filed_on))

    return lambda world: rebuilt(world, lambda records: [_changed(r, PublicReport, better) for r in records])


def with_meetings(change: Callable[[Meeting], Meeting]) -> Callable[[PublicBureau], PublicBureau]:
    """The bureau with each meeting changed."""
    return lambda world: rebuilt(world, lambda records: [_changed(r, Meeting, change) for r in records])


def _changed(record: Any, kind: type[Any], change: Callable[[Any], Any]) -> Any:
    return change(record) if isinstance(record, kind) else record


def with_a_meeting_more(world: PublicBureau) -> PublicBureau:
    """Every area meets once more, on 28 September, with minutes due in October."""
    more = [meeting(area_id, "2026-09-28", representatives=ENOUGH) for area_id in world.areas]
    return bureau(
        stations=world.stations.values(),
        areas=world.areas.values(),
        reports=world.reports.values(),
        meetings=[*world.meetings.values(), *more],
    )


def reported_in_time(found: PublicReport) -> PublicReport:
    """The report, filed on its due day."""
    return dataclasses.replace(found, filed_on=first_day(next_month(found.month)).replace(day=5))


def verified_again(found: PublicArea) -> PublicArea:
    """The area, verified on 30 September as well."""
    before = (found.verified.on, *found.verified.earlier)
    return dataclasses.replace(found, verified=Verified(on=day("2026-09-30"), by="派出所", earlier=before))


def minuted_in_time(found: Meeting) -> Meeting:
    """The meeting, with minutes on its own day."""
    return found.model_copy(update={"minutes": Minutes(published_on=found.date, text="纪要")})


def answered_in_time(found: Meeting) -> Meeting:
    """The meeting, with every opinion answered on its due day."""
    opinions = [
        each.model_copy(update={"status": OpinionStatus.DONE, "outcome": "已修好", "closed_on": each.due})
        for each in found.opinions
    ]
    return found.model_copy(update={"opinions": tuple(opinions)})


def one_more(found: PublicRow, name: str, week: str) -> PublicRow:
    """The row with one more of the named figure; an unreported figure stays unreported."""
    value: Any = getattr(found, name)
    if value is None:
        return found
    if name == "on_site_days":
        value = {**value, week: min(7, value.get(week, 0) + 1)}
    elif name in ("ledgers", "charts"):
        every = list(Ledger) if name == "ledgers" else list(Chart)
        value = (*value, *[each for each in every if each not in value][:1])
    else:
        value += 1
    return dataclasses.replace(found, **{name: value})


def recorded(found: PublicRow) -> PublicRow:
    """The row with a work record in every week and the same days."""
    return dataclasses.replace(found, on_site_days={**kept(days=0), **(found.on_site_days or {})})


WEEK: Final = "2026-W38"
IMPROVED: Final[Mapping[str, tuple[PartId, Callable[[PublicBureau], PublicBureau]]]] = {
    "an officer more": (
        PartId.OFFICER_DAYS,
        with_areas(lambda a: dataclasses.replace(a, tenures=(*a.tenures, tenure()))),
    ),
    "a day more": (PartId.ON_SITE, with_rows(lambda r: one_more(r, "on_site_days", WEEK))),
    "the post opened": (
        PartId.POST_IN_USE,
        with_posts(lambda p: p.model_copy(update={"status": PostStatus.OPEN, "status_since": None})),
    ),
    "a facility more": (
        PartId.POST_FACILITIES,
        with_posts(
            lambda p: p.model_copy(update={"facilities": facilities(min(4, p.facilities.present + 1))})
        ),
    ),
    "verified": (
        PartId.CONTACT_VERIFIED,
        with_areas(verified_again),
    ),
    "a committee": (PartId.COMMITTEE, with_areas(lambda a: dataclasses.replace(a, committee=committee()))),
    "a shift more": (PartId.PATROLS, with_rows(lambda r: one_more(r, "patrol_shifts", WEEK))),
    "a safe place more": (
        PartId.SAFE_PLACES,
        with_areas(
            lambda a: dataclasses.replace(
                a,
                prevention=PublicPrevention(
                    safe_places=(*(a.prevention.safe_places if a.prevention else ()), safe_place())
                ),
            )
        ),
    ),
    "a talk more": (PartId.TALKS, with_rows(lambda r: one_more(r, "talks", WEEK))),
    "a service more": (
        PartId.SERVICES_OFFERED,
        with_posts(lambda p: p.model_copy(update={"services": SERVICES[: len(p.services) + 1]})),
    ),
    "a request more in time": (
        PartId.ANSWERED_ON_TIME,
        with_rows(lambda r: one_more(r, "services_on_time", WEEK)),
    ),
    "opinions in time": (PartId.ANSWERED_ON_TIME, with_meetings(answered_in_time)),
    "a chart more": (PartId.CHARTS, with_rows(lambda r: one_more(r, "charts", WEEK))),
    "a ledger more": (PartId.LEDGERS, with_rows(lambda r: one_more(r, "ledgers", WEEK))),
    "a record of every week": (PartId.WORK_RECORDS, with_rows(recorded)),
    "the report in time": (
        PartId.REPORT_ON_TIME,
        lambda world: rebuilt(
            world, lambda records: [_changed(r, PublicReport, reported_in_time) for r in records]
        ),
    ),
    "a meeting more": (PartId.MEETING_IN_CYCLE, with_a_meeting_more),
    "minutes in time": (PartId.MINUTES_ON_TIME, with_meetings(minuted_in_time)),
}


def test_every_scored_part_can_be_improved() -> None:
    """The law covers every scored part."""
    assert {part for part, _ in IMPROVED.values()} == set(PartId) - OF_CASES


@pytest.mark.parametrize("name", IMPROVED)
def test_an_improvement_is_worth_something(name: str) -> None:
    """An improvement of any part with a gap raises the part and the score."""
    part, improve = IMPROVED[name]
    gaps = area(
        tenures=(),
        post=post(
            facilities=facilities(1), services=SERVICES[:1], status="repair", status_since="2026-01-01"
        ),
        verified=Verified(on=day("2026-01-01"), by="派出所"),
        committee=None,
        prevention=None,
    )
    poor = row(
        on_site_days={WEEK: 1},
        patrol_shifts=0,
        talks=0,
        services_accepted=30,
        services_on_time=0,
        ledgers=(),
        charts=(),
    )
    met = "2026-06-01" if part is PartId.MEETING_IN_CYCLE else "2026-09-15"
    raised = meeting(date=met, minutes=None, opinions=(opinion(),))
    world = bureau(areas=[gaps], reports=[report(rows=[poor], filed_on="2026-10-09")], meetings=[raised])
    before, after = (monthly_ranking(each, MONTH).results[0] for each in (world, improve(world)))
    assert parts_of(after)[part].measure.attained > parts_of(before)[part].measure.attained
    assert before.score is not None
    assert after.score is not None
    assert after.score > before.score


@LAW
@given(bureaus(), st.sampled_from(sorted(IMPROVED)))
def test_more_of_a_numerator_never_lowers_a_score(world: PublicBureau, name: str) -> None:
    """One more officer, day, service, answer in time or anything else never lowers a score.

    All totals are known here; for withheld ones see the law in test_ranking.py.
    """
    part, improve = IMPROVED[name]
    before, after = monthly_ranking(world, MONTH), monthly_ranking(improve(world), MONTH)
    for result in before.results:
        now = after.result(result.station)
        assert now is not None
        assert parts_of(now)[part].measure.attained >= parts_of(result)[part].measure.attained
        assert result.score is None or (now.score is not None and now.score >= result.score)
