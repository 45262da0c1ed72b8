"""The monthly ranking of stations (通报排名, 方案四(五)): how far each attains the published standard.

Stages: station_month (what a station's month is scored from), one room for each of the six items,
scoring (parts, items, score, band), order (ranks, peer groups, change).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from generator.kept import Kept
from generator.model.months import last_day, previous_month
from generator.model.policy import Policy
from generator.model.public import PublicBureau
from generator.model.station import StationKind
from generator.ranking.order import rank_group
from generator.ranking.results import (
    GroupRanking,
    Item,
    MonthRanking,
    Part,
    PartState,
    Safety,
    StationMonthResult,
)
from generator.ranking.scoring import score_station
from generator.ranking.station_month import (
    MonthDates,
    StationRecords,
    month_dates,
    station_month,
    station_records,
)

__all__ = [
    "GroupRanking",
    "Item",
    "MonthRanking",
    "Part",
    "PartState",
    "Safety",
    "StationMonthResult",
    "monthly_ranking",
    "months_to_publish",
    "ranking_by_month",
]


def months_to_publish(bureau: PublicBureau) -> tuple[str, ...]:
    """Months that are over and have a report, ascending."""
    months = {month for month, _ in bureau.reports}
    return tuple(sorted(month for month in months if last_day(month) < bureau.as_of))


def monthly_ranking(bureau: PublicBureau, month: str) -> MonthRanking:
    """One month's ranking, with the change against the month before."""
    return ranking_by_month(bureau, (month,))[month]


def ranking_by_month(
    bureau: PublicBureau, months: Iterable[str], kept: Kept | None = None
) -> Mapping[str, MonthRanking]:
    """Each of the months, ascending; every month, also as the one before another, is scored once.

    `kept` spares the stations whose own records are as they were: a score depends on nothing else.
    """
    wanted = sorted(set(months))
    needed = sorted({*wanted, *map(previous_month, wanted)})
    keep, policy, stations = kept or Kept(), bureau.policy, station_records(bureau)
    dates = {month: month_dates(month, policy.standards) for month in needed}
    scored = [(own, keep.of(("scores", own.station.id), _scores, own, dates, policy)) for own in stations]
    rankings: dict[str, MonthRanking] = {}
    for month in needed:
        results = [(own, scores[month]) for own, scores in scored]
        rankings[month] = _month(policy, results, month, rankings.get(previous_month(month)), keep)
    return {month: rankings[month] for month in wanted}


def _scores(
    own: StationRecords, dates: Mapping[str, MonthDates], policy: Policy
) -> Mapping[str, StationMonthResult]:
    return {
        month: score_station(station_month(own, days, policy.standards), policy.ranking)
        for month, days in dates.items()
    }


def _month(
    policy: Policy,
    scored: Sequence[tuple[StationRecords, StationMonthResult]],
    month: str,
    before: MonthRanking | None,
    kept: Kept,
) -> MonthRanking:
    results: dict[StationKind, list[StationMonthResult]] = {kind: [] for kind in StationKind}
    for own, result in scored:
        results[own.station.peer_group].append(result)
    minimum = policy.standards.peer_minimum.value
    earlier = {result.station: result for result in before.results} if before is not None else {}
    return MonthRanking(
        month=month,
        groups=tuple(
            kept.of(
                ("group", month, kind),
                rank_group,
                kind,
                members,
                minimum,
                {member.station: earlier.get(member.station) for member in members},
            )
            for kind, members in results.items()
            if members
        ),
        reported=sum(month in own.reports for own, _ in scored),
        stations=len(scored),
    )
