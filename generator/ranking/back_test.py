"""Test rank ranges against what came: how often one month's range held the next month's rank."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.model.months import next_month
from generator.ranking.results import GroupRanking, MonthRanking, StationMonthResult


@dataclass(frozen=True, kw_only=True)
class BackTest:
    """Of so many `cases` (a station ranked in two consecutive months), how many ranges `held` the next month's rank.

    `places` is the sum of the ranges' widths: 2–5 has four places.
    """

    cases: int
    held: int
    places: int


def back_test(rankings: Iterable[MonthRanking]) -> BackTest:
    """Test the ranges as published, ascending by month, against the ranks as published."""
    held = [
        (before.robustness.best <= now.rank <= before.robustness.worst, before.robustness)
        for pair in pairs_of_groups(rankings)
        for before, now in stations_in_both(*pair)
        if before.robustness is not None and now.rank is not None
    ]
    return BackTest(
        cases=len(held),
        held=sum(is_held for is_held, _ in held),
        places=sum(found.worst - found.best + 1 for _, found in held),
    )


def pairs_of_groups(rankings: Iterable[MonthRanking]) -> Iterator[tuple[GroupRanking, GroupRanking]]:
    """Each peer group of a month with the same group of the next one."""
    for before, now in itertools.pairwise(rankings):
        if now.month == next_month(before.month):
            groups = {group.kind: group for group in now.groups}
            yield from ((group, groups[group.kind]) for group in before.groups if group.kind in groups)


def stations_in_both(
    before: GroupRanking, now: GroupRanking
) -> Sequence[tuple[StationMonthResult, StationMonthResult]]:
    """The results of every station that both rank."""
    later = {result.station: result for result in now.ranked}
    return [(result, later[result.station]) for result in before.ranked if result.station in later]
