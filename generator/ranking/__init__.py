"""The monthly ranking of stations (通报排名, 方案四(五)): how far each attains the published standard.

Two ways to a month: from today's records (monthly_ranking), and as it was published (published_months).
Stages of the first: station_month (what a station's month is scored from), one room for each of the six items,
scoring (parts, items, score, band), order (ranks, peer groups, change).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from generator.kept import Kept
from generator.model.months import last_day, previous_month
from generator.model.policy import PartId, Policy
from generator.model.public import PublicBureau
from generator.model.release import ReleaseRow, Revision
from generator.model.station import StationKind
from generator.ranking.differences import Difference, PartDifference, differences
from generator.ranking.frozen import as_released, contradictions, freeze, parts_of, standing_in
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
    "contradictions",
    "differences",
    "freeze",
    "monthly_ranking",
    "months_to_rank",
    "parts_of",
    "policy_of_month",
    "published_month",
    "published_months",
    "ranking_by_month",
]


PublishedRow: TypeAlias = tuple[tuple[PartId, ...], ReleaseRow]


def months_to_rank(bureau: PublicBureau) -> tuple[str, ...]:
    """Months that are over and have a report, ascending."""
    months = {month for month, _ in bureau.reports}
    return tuple(sorted(month for month in months if last_day(month) < bureau.as_of))


def monthly_ranking(bureau: PublicBureau, month: str, released: Revision | None = None) -> MonthRanking:
    """One month's ranking from today's records, with the change against the month before.

    With `released`, whose policy must be known, the standing facts are those that it published.
    """
    revisions = {month: released} if released is not None else {}
    return ranking_by_month(bureau, (month,), revisions)[month]


def ranking_by_month(
    bureau: PublicBureau,
    months: Iterable[str],
    released: Mapping[str, Revision] | None = None,
    kept: Kept | None = None,
) -> Mapping[str, MonthRanking]:
    """Each of the months, ascending; every month, also as the one before another, is scored once.

    A month in `released` keeps the policy and the standing facts of its revision. `kept` spares the stations whose
    own records are as they were: a score depends on nothing else.
    """
    wanted = sorted(set(months))
    needed = sorted({*wanted, *map(previous_month, wanted)})
    keep, revisions = kept or Kept(), released or {}
    policies = {month: _policy_of(bureau, month, revisions.get(month)) for month in needed}
    published = {month: _rows(revisions.get(month)) for month in needed}
    results: dict[str, list[tuple[StationRecords, StationMonthResult]]] = {month: [] for month in needed}
    for policy in dict.fromkeys(policies.values()):
        own_months = [month for month in needed if policies[month] is policy]
        dates = {month: month_dates(month, policy.standards) for month in own_months}
        for own in station_records(bureau, policy, keep):
            rows = {month: published[month].get(own.station.id) for month in own_months}
            scores = keep.of(("scores", policy.version, own.station.id), _scores, own, dates, policy, rows)
            for month, result in scores.items():
                if rows[month] is not None or not published[month] or _was_there(own, dates[month]):
                    results[month].append((own, result))
    rankings: dict[str, MonthRanking] = {}
    for month in needed:
        before = rankings.get(previous_month(month))
        groups = {station: row.group for station, (_, row) in published[month].items()}
        rankings[month] = _month(policies[month], results[month], month, groups, before, keep)
    return {month: rankings[month] for month in wanted}


def _policy_of(bureau: PublicBureau, month: str, released: Revision | None) -> Policy:
    if released is None:
        return policy_of_month(bureau, month)
    return next(policy for policy in bureau.policies if policy.version == released.policy)


def _rows(released: Revision | None) -> Mapping[str, PublishedRow]:
    """The published rows by station, each with the order of its numbers."""
    return {row.station: (released.parts, row) for row in released.rows} if released is not None else {}


def _was_there(own: StationRecords, dates: MonthDates) -> bool:
    """Had the station an area or a report then? One set up later has no place in a month released without it."""
    return bool(own.since_before(dates.first).areas) or dates.month in own.reports


def _scores(
    own: StationRecords,
    dates: Mapping[str, MonthDates],
    policy: Policy,
    rows: Mapping[str, PublishedRow | None],
) -> Mapping[str, StationMonthResult]:
    return {month: _score(own, days, policy, rows[month]) for month, days in dates.items()}


def _score(
    own: StationRecords,
    dates: MonthDates,
    policy: Policy,
    released: PublishedRow | None,
) -> StationMonthResult:
    if released is None:
        return score_station(station_month(own, dates, policy.standards), policy.ranking)
    parts, row = released
    then = as_released(own, row, parts, dates, policy)
    return score_station(
        station_month(then, dates, policy.standards), policy.ranking, standing_in(row, parts)
    )


def _month(
    policy: Policy,
    scored: Sequence[tuple[StationRecords, StationMonthResult]],
    month: str,
    groups: Mapping[str, StationKind],
    before: MonthRanking | None,
    kept: Kept,
) -> MonthRanking:
    results: dict[StationKind, list[StationMonthResult]] = {kind: [] for kind in StationKind}
    for own, result in scored:
        results[groups.get(own.station.id, own.station.peer_group)].append(result)
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
