"""The monthly ranking of stations (通报排名, 方案四(五)): how far each attains the published standard.

Stages: station_month (what a station's month is scored from), one room for each of the six items,
scoring (parts, items, score, band), order (ranks, peer groups, change).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

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
from generator.ranking.station_month import StationRecords, month_dates, station_month, station_records

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


def ranking_by_month(bureau: PublicBureau, months: Iterable[str]) -> Mapping[str, MonthRanking]:
    """Each of the months, ascending; every month, also as the one before another, is scored once."""
    wanted = sorted(set(months))
    stations = station_records(bureau)
    scored: dict[str, MonthRanking] = {}
    for month in sorted({*wanted, *map(previous_month, wanted)}):
        scored[month] = _month(bureau.policy, stations, month, scored.get(previous_month(month)))
    return {month: scored[month] for month in wanted}


def _month(
    policy: Policy, stations: Sequence[StationRecords], month: str, before: MonthRanking | None
) -> MonthRanking:
    dates = month_dates(month, policy.standards)
    results: dict[StationKind, list[StationMonthResult]] = {kind: [] for kind in StationKind}
    for records in stations:
        own = station_month(records, dates, policy.standards)
        results[records.station.peer_group].append(score_station(own, policy.ranking))
    minimum = policy.standards.peer_minimum.value
    earlier = {result.station: result for result in before.results} if before is not None else {}
    return MonthRanking(
        month=month,
        groups=tuple(rank_group(kind, members, minimum, earlier) for kind, members in results.items() if members),
        reported=sum(month in records.reports for records in stations),
        stations=len(stations),
    )
