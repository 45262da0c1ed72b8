"""The monthly ranking of stations (通报排名, 方案四(五)): how far each attains the published standard.

Two ways to a month: from today's records (monthly_ranking), and as it was published (published_months).
Stages of the first: station_month (what a station's month is scored from), one room for each of the six items,
scoring (parts, items, score, band), order (ranks, peer groups, change).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from generator.memo import remembered
from generator.model.months import last_day, previous_month
from generator.model.policy import Policy
from generator.model.public import PublicBureau
from generator.model.station import StationKind
from generator.ranking.differences import Difference, PartDifference, differences
from generator.ranking.frozen import contradictions, differing_areas, freeze, parts_of
from generator.ranking.order import rank_group
from generator.ranking.published import (
    PublishedMonth,
    PublishedRevision,
    policy_of_month,
    published_month,
    published_months,
)
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
    area_records,
    month_dates,
    station_month,
    station_records,
)

__all__ = [
    "Difference",
    "GroupRanking",
    "Item",
    "MonthRanking",
    "Part",
    "PartDifference",
    "PartState",
    "PublishedMonth",
    "PublishedRevision",
    "Safety",
    "StationMonthResult",
    "StationRecords",
    "area_records",
    "contradictions",
    "differences",
    "differing_areas",
    "freeze",
    "monthly_ranking",
    "months_to_rank",
    "parts_of",
    "policy_of_month",
    "published_month",
    "published_months",
    "ranking_by_month",
]


def months_to_rank(bureau: PublicBureau) -> tuple[str, ...]:
    """Months that are over and have a report, ascending."""
    months = {month for month, _ in bureau.reports}
    return tuple(sorted(month for month in months if last_day(month) < bureau.as_of))


def monthly_ranking(bureau: PublicBureau, month: str) -> MonthRanking:
    """One month's ranking from today's records, with the change against the month before."""
    return ranking_by_month(bureau, (month,))[month]


def ranking_by_month(bureau: PublicBureau, months: Iterable[str]) -> Mapping[str, MonthRanking]:
    """Each of the months, ascending, from what the records say of its end; every month is scored once.

    A score depends on its station's own records alone.
    """
    wanted = sorted(set(months))
    needed = sorted({*wanted, *map(previous_month, wanted)})
    policies = {month: bureau.policy_for(month) for month in needed}
    results: dict[str, list[tuple[StationRecords, StationMonthResult]]] = {month: [] for month in needed}
    for policy in dict.fromkeys(policies.values()):
        own_months = [month for month in needed if policies[month] is policy]
        dates = {month: month_dates(month, policy.standards) for month in own_months}
        for own in station_records(bureau, policy):
            scores = _scores(own, dates, policy)
            for month, result in scores.items():
                results[month].append((own, result))
    rankings: dict[str, MonthRanking] = {}
    for month in needed:
        before = rankings.get(previous_month(month))
        rankings[month] = _month(policies[month], results[month], month, before)
    return {month: rankings[month] for month in wanted}


@remembered("policy.version", "own.station.id")
def _scores(
    own: StationRecords, dates: Mapping[str, MonthDates], policy: Policy
) -> Mapping[str, StationMonthResult]:
    """The months in which the station was there."""
    return {
        month: score_station(station_month(own, days, policy.standards), policy.ranking)
        for month, days in dates.items()
        if own.station.exists_on(days.last)
    }


@remembered("month")
def _month(
    policy: Policy,
    scored: Sequence[tuple[StationRecords, StationMonthResult]],
    month: str,
    before: MonthRanking | None,
) -> MonthRanking:
    results: dict[StationKind, list[StationMonthResult]] = {kind: [] for kind in StationKind}
    for own, result in scored:
        results[own.station.peer_group_on(last_day(month))].append(result)
    minimum = policy.standards.peer_minimum.value
    return MonthRanking(
        month=month,
        groups=tuple(
            rank_group(kind, members, minimum, before) for kind, members in results.items() if members
        ),
        reported=sum(month in own.reports for own, _ in scored),
        stations=len(scored),
    )
