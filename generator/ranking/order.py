"""Rank scores within peer groups (1, 2, 2, 4), list groups that are too small, compare with the month before."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from generator.model.policy import Policy
from generator.model.station import StationKind
from generator.ranking.results import GroupRanking, MonthRanking, RankChange, StationMonthResult
from generator.ranking.robustness import competition_ranks, robustness


def rank_groups(
    placed: Iterable[tuple[StationKind, StationMonthResult]], policy: Policy, before: MonthRanking | None
) -> tuple[GroupRanking, ...]:
    """Rank each peer group that has stations, in the order urban, town, rural."""
    members: dict[StationKind, list[StationMonthResult]] = {kind: [] for kind in StationKind}
    for kind, result in placed:
        members[kind].append(result)
    return tuple(rank_group(kind, own, policy, before) for kind, own in members.items() if own)


def rank_group(
    kind: StationKind,
    results: Iterable[StationMonthResult],
    policy: Policy,
    before: MonthRanking | None,
) -> GroupRanking:
    """Rank one peer group, with changes against the month `before` if there is one.

    Tied stations are ordered by id, which has no meaning. A group is large enough by its stations with a score; from
    the second edition of the method on by those that owe anything, so that a silent one does not unrank the others.
    """
    earlier = {result.station: result for result in before.results} if before is not None else {}
    by_id = sorted(
        (_changed(result, earlier.get(result.station)) for result in results),
        key=lambda result: result.station,
    )
    scored = [result for result in by_id if result.score is not None]
    unranked = tuple(result for result in by_id if result.score is None)
    minimum = policy.standards.peer_minimum.value
    size = len(scored) if policy.edition == 1 else sum(result.owes for result in by_id)
    if scored and size < minimum:
        able = "能" if policy.edition == 1 else "应"
        reason = f"本组{able}排名的派出所只有 {size} 个，少于 {minimum} 个，只列出，不排名"
        return GroupRanking(kind=kind, ranked=(), listed=tuple(scored), unranked=unranked, reason=reason)
    ranked = _ranked(scored, before.ranked(kind) if before is not None else ())
    return GroupRanking(kind=kind, ranked=ranked, listed=(), unranked=unranked, reason=None)


def _ranked(
    scored: Sequence[StationMonthResult], before: Sequence[StationMonthResult]
) -> tuple[StationMonthResult, ...]:
    scores = _scores(scored)
    shared_by, ranks = Counter(scores.values()), competition_ranks(scores)
    changes = rank_changes(before, scored)
    robust = robustness(scored)
    placed = [
        dataclasses.replace(
            result,
            rank=ranks[result.station],
            peers=len(scored),
            tied=shared_by[scores[result.station]] > 1,
            change_rank=changes.get(result.station),
            robustness=robust[result.station],
        )
        for result in scored
    ]
    return tuple(sorted(placed, key=lambda result: (result.rank, result.station)))


def rank_changes(
    before: Sequence[StationMonthResult], now: Iterable[StationMonthResult]
) -> Mapping[str, RankChange]:
    """By station: its ranks in both months, counted only among the stations with a score in both.

    `before` is a peer group as ranked, each with its range.
    """
    old, new = _scores(before), _scores(now)
    both = old.keys() & new.keys()
    old_ranks, new_ranks = (competition_ranks({id_: one[id_] for id_ in both}) for one in (old, new))
    ranges = {found.station: found.robustness.among(both) for found in before if found.robustness is not None}
    return {
        id_: RankChange(
            before=old_ranks[id_],
            now=new_ranks[id_],
            among=len(both),
            best=ranges[id_][0],
            worst=ranges[id_][1],
        )
        for id_ in both
    }


def _scores(results: Iterable[StationMonthResult]) -> Mapping[str, Decimal]:
    return {result.station: result.score for result in results if result.score is not None}


def _changed(result: StationMonthResult, before: StationMonthResult | None) -> StationMonthResult:
    """Add the change of score; it applies across groups too, since a score is not relative to other stations."""
    if before is None or before.score is None or result.score is None:
        return result
    return dataclasses.replace(result, change_score=result.score - before.score)
