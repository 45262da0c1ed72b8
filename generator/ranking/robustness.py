"""How far a rank can be relied on: other weights, chance, and another mean (OECD/JRC handbook, steps 6 and 7).

Drop each scored item in turn, halve its weight, and raise it by half. A station is clearly better than another if its
score is higher each time, by more than `MARGIN`. In the geometric mean a strength does not offset a weakness.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final, TypeAlias

from generator.model.policy import IndicatorId
from generator.ranking.chance import UNIT, variance_of
from generator.ranking.results import Robustness, StationMonthResult
from generator.ranking.scoring import rounded, weighted_mean

# In halves of the policy's weight: dropped, halved, unchanged (2), raised by half (3).
VARIATIONS: Final = (0, 1, 3)
AS_IT_IS: Final = 2
# In tenths of a standard deviation; fitted to the first twelve published months (RELIABILITY.md), tested on the others.
MARGIN: Final = 11

# A score [tenths of a point] and its variance under one weighting.
Estimate: TypeAlias = tuple[int, int]


def robustness(results: Sequence[StationMonthResult], margin: int = MARGIN) -> Mapping[str, Robustness]:
    """By station, for the scored stations of one peer group; every result must have a score."""
    items = sorted({item.id for result in results for item in result.items if item.score is not None})
    weightings = [{}, *({item: factor} for item, factor in itertools.product(items, VARIATIONS))]
    estimates = {result.station: _estimates(result, weightings) for result in results}
    better: dict[str, list[str]] = {station: [] for station in sorted(estimates)}
    worse: dict[str, list[str]] = {station: [] for station in better}
    for one, other in itertools.permutations(better, 2):
        if _is_clearly_better(estimates[one], estimates[other], margin):
            better[other].append(one)
            worse[one].append(other)
    geometric_ranks = competition_ranks({result.station: geometric_score(result) for result in results})
    return {
        station: Robustness(
            better=tuple(better[station]),
            worse=tuple(sorted(worse[station])),
            peers=len(results),
            geometric_rank=geometric_ranks[station],
        )
        for station in estimates
    }


def _is_clearly_better(one: Sequence[Estimate], other: Sequence[Estimate], margin: int) -> bool:
    """Squares are compared, so that no root has to be taken: gap > margin · √(sum of the variances)."""
    return all(
        score > than and (score - than) ** 2 * UNIT > margin**2 * (variance + its)
        for (score, variance), (than, its) in zip(one, other, strict=True)
    )


def _estimates(
    result: StationMonthResult, weightings: Iterable[Mapping[IndicatorId, int]]
) -> Sequence[Estimate]:
    """The score and its variance under each weighting; a station left without any item keeps those it has."""
    items = [
        (item.id, item.rule.weight, item.score, variance_of(item))
        for item in result.items
        if item.score is not None
    ]
    found: list[Estimate] = []
    for halves in weightings:
        shares = [(weight * halves.get(id_, AS_IT_IS), score, own) for id_, weight, score, own in items]
        whole = sum(share for share, _, _ in shares)
        mean = weighted_mean([(share, score.numerator, score.denominator) for share, score, _ in shares])
        if mean is None:
            found.append(found[0])
        else:
            variance = sum(share**2 * own for share, _, own in shares) // whole**2
            found.append((int(rounded(mean) * 10), variance))
    return found


def competition_ranks(scores: Mapping[str, Decimal]) -> Mapping[str, int]:
    """Standard competition ranking: one more than the number of better scores."""
    places: dict[Decimal, int] = {}
    for place, score in enumerate(sorted(scores.values(), reverse=True), start=1):
        places.setdefault(score, place)
    return {station: places[score] for station, score in scores.items()}


def geometric_score(result: StationMonthResult) -> Decimal:
    """The weighted geometric mean of the items [0–100], to one decimal, halves up.

    Exact: estimate the root in floating point, then correct it by comparing exact fractions.
    """
    weighted = [(item.rule.weight, item.score) for item in result.items if item.score is not None]
    divisor = math.gcd(*(weight for weight, _ in weighted))
    degree = sum(weight for weight, _ in weighted) // divisor
    product = math.prod((score ** (weight // divisor) for weight, score in weighted), start=Fraction(1))
    tenths = round(10 * math.exp(_log(product) / degree)) if product else 0
    while Fraction(2 * tenths + 1, 20) ** degree <= product:
        tenths += 1
    while tenths and Fraction(2 * tenths - 1, 20) ** degree > product:
        tenths -= 1
    return Decimal(tenths).scaleb(-1)


def _log(value: Fraction) -> float:
    """Take the logarithms separately: either integer may exceed the range of a float."""
    return math.log(value.numerator) - math.log(value.denominator)
