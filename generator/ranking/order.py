"""Scores -> ranks within peer groups: 1, 2, 2, 4; small groups listed; change against the month before."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from generator.model.station import StationKind
from generator.ranking.results import GroupRanking, StationMonthResult
from generator.ranking.robustness import robustness


def rank_group(
    kind: StationKind,
    results: Iterable[StationMonthResult],
    minimum: int,
    before: Mapping[str, StationMonthResult | None],
) -> GroupRanking:
    """One peer group, with changes against the month `before` where known.

    Inside a tie stations stand by id, which means nothing.
    """
    by_id = sorted(results, key=lambda result: result.station)
    scored = [result for result in by_id if result.score is not None]
    unranked = tuple(result for result in by_id if result.score is None)
    if scored and len(scored) < minimum:
        listed = tuple(_placed(result, None, False, before.get(result.station)) for result in scored)
        reason = f"本组能排名的派出所只有 {len(scored)} 个，少于 {minimum} 个，只列出，不排名"
        return GroupRanking(kind=kind, ranked=(), listed=listed, unranked=unranked, reason=reason)
    return GroupRanking(kind=kind, ranked=_ranked(scored, before), listed=(), unranked=unranked, reason=None)


def _ranked(
    scored: Sequence[StationMonthResult], before: Mapping[str, StationMonthResult | None]
) -> tuple[StationMonthResult, ...]:
    shared_by = Counter(result.score for result in scored)
    ranks = _ranks([result.score for result in scored if result.score is not None])
    robust = robustness(scored)
    placed = [
        dataclasses.replace(
            _placed(result, ranks[result.score], shared_by[result.score] > 1, before.get(result.station)),
            robustness=robust[result.station],
        )
        for result in scored
        if result.score is not None
    ]
    return tuple(sorted(placed, key=lambda result: (result.rank, result.station)))


def _ranks(scores: Iterable[Decimal]) -> Mapping[Decimal, int]:
    """Standard competition ranking: one more than the number of better scores."""
    ranks: dict[Decimal, int] = {}
    for place, score in enumerate(sorted(scores, reverse=True), start=1):
        ranks.setdefault(score, place)
    return ranks


def _placed(
    result: StationMonthResult, rank: int | None, tied: bool, before: StationMonthResult | None
) -> StationMonthResult:
    change_score = change_rank = None
    if before is not None and before.score is not None and result.score is not None:
        change_score = result.score - before.score
    if before is not None and before.rank is not None and rank is not None:
        change_rank = rank - before.rank
    return dataclasses.replace(
        result, rank=rank, tied=tied, change_score=change_score, change_rank=change_rank
    )
