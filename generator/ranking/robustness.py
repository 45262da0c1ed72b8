"""How far a rank depends on the method: other weights, and another mean (OECD/JRC handbook, steps 6 and 7).

Drop each scored item in turn, halve its weight, and raise it by half; the interval spans the resulting ranks. In the
geometric mean a strength does not offset a weakness, so a rank that falls under it hides a weakness.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from generator.model.policy import IndicatorId
from generator.ranking.results import Robustness, StationMonthResult
from generator.ranking.scoring import rounded, weighted_mean

# In halves of the policy's weight: dropped, halved, unchanged (2), raised by half (3).
VARIATIONS: Final = (0, 1, 3)
AS_IT_IS: Final = 2


def robustness(results: Sequence[StationMonthResult]) -> Mapping[str, Robustness]:
    """By station, for the scored stations of one peer group; every result must have a score."""
    items = sorted({item.id for result in results for item in result.items if item.score is not None})
    scenarios = [{}, *({item: factor} for item, factor in itertools.product(items, VARIATIONS))]
    ranks = [competition_ranks(_scores(results, scenario)) for scenario in scenarios]
    geometric_ranks = competition_ranks({result.station: geometric_score(result) for result in results})
    return {
        result.station: Robustness(
            best=min(found[result.station] for found in ranks),
            worst=max(found[result.station] for found in ranks),
            geometric_rank=geometric_ranks[result.station],
        )
        for result in results
    }


def _scores(
    results: Iterable[StationMonthResult], halves: Mapping[IndicatorId, int]
) -> Mapping[str, Decimal]:
    """Scores under varied weights; a station left without any item keeps its score."""
    scores = {}
    for result in results:
        shares = [
            (item.rule.weight * halves.get(item.id, AS_IT_IS), item.score.numerator, item.score.denominator)
            for item in result.items
            if item.score is not None
        ]
        varied = weighted_mean([share for share in shares if share[0]])
        assert result.score is not None
        scores[result.station] = result.score if varied is None else rounded(varied)
    return scores


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
