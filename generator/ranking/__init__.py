"""The monthly ranking of stations (通报排名, 方案四(五)): how far each attains the published standard.

A month's ranking is computed from today's records (monthly_ranking) or read as published (published_months).
Stages of the computation: station_month (the records of a station's month), parts (measure each part), scoring (items,
score, band), order (ranks, peer groups, change).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from generator.facts.area_month import CountedMonth
from generator.memo import remembered
from generator.model.months import last_day, previous_month
from generator.model.public import PublicBureau
from generator.model.station import Station, StationKind
from generator.ranking.order import rank_groups
from generator.ranking.results import MonthRanking, StationMonthResult
from generator.ranking.scoring import score_station
from generator.ranking.station_month import StationRecords, station_records


def months_to_rank(bureau: PublicBureau) -> tuple[str, ...]:
    """The past months for which any station filed a report, ascending."""
    months = {month for month, _ in bureau.reports}
    return tuple(sorted(month for month in months if last_day(month) < bureau.as_of))


def monthly_ranking(bureau: PublicBureau, month: str) -> MonthRanking:
    """Rank one month from today's records, with the change against the month before."""
    return ranking_by_month(bureau, (month,))[month]


def ranking_by_month(bureau: PublicBureau, months: Iterable[str]) -> Mapping[str, MonthRanking]:
    """Rank each of the months, ascending, from the records as of its last day.

    A score depends on its station's own records alone, so every month is scored once.
    """
    wanted = sorted(set(months))
    needed = tuple(
        CountedMonth(name=name, policy=bureau.policy_for(name))
        for name in sorted({*wanted, *map(previous_month, wanted)})
    )
    scored = [(own, _scores(own, needed)) for own in station_records(bureau).values()]
    rankings: dict[str, MonthRanking] = {}
    for month in needed:
        here = [(own, scores[month.name]) for own, scores in scored if month.name in scores]
        placed = tuple((_group(own.station, month), result) for own, result in here)
        reported = sum(month.name in own.reports for own, _ in here)
        rankings[month.name] = _ranking(month, placed, reported, rankings.get(previous_month(month.name)))
    return {name: rankings[name] for name in wanted}


@remembered("own.station.id")
def _scores(own: StationRecords, months: tuple[CountedMonth, ...]) -> Mapping[str, StationMonthResult]:
    """The station's results, only for months on whose last day it existed."""
    return {
        month.name: score_station(own.in_month(month))
        for month in months
        if own.station.exists_on(month.last)
    }


@remembered("month.name")
def _ranking(
    month: CountedMonth,
    placed: Sequence[tuple[StationKind, StationMonthResult]],
    reported: int,
    before: MonthRanking | None,
) -> MonthRanking:
    groups = rank_groups(placed, month.policy, before)
    return MonthRanking(month=month.name, groups=groups, reported=reported, stations=len(placed))


def _group(station: Station, month: CountedMonth) -> StationKind:
    """The station's group: in the first edition that of the month's last day.

    In the second that of 1 January, or of its own first day if that is later: a change counts from the next year on.
    """
    if month.policy.edition == 1:
        return station.peer_group_on(month.last)
    return station.peer_group_on(
        max(month.first.replace(month=1), station.since or month.first.replace(month=1))
    )
