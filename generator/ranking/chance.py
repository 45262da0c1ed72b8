"""How far chance alone may move a score by the next month: a beta-binomial for each part (Jeffreys prior).

Variances are integers [billionths of a squared point], rounded down, so that every machine finds the same ranks.
"""

from __future__ import annotations

from typing import Final

from generator.facts.measure import Measure
from generator.model.policy import PartId
from generator.ranking.results import Item, counts

UNIT: Final = 10**9
# How things stand on the month's last day: all of them are looked at, so no chance is in them. From month to month they
# vary by under a fifth of what a binomial would (`python -m benchmarks.rank_intervals`); the other parts by about it.
STANDING: Final = frozenset(
    {
        PartId.POST_IN_USE,
        PartId.POST_FACILITIES,
        PartId.CONTACT_VERIFIED,
        PartId.COMMITTEE,
        PartId.SAFE_PLACES,
        PartId.SERVICES_OFFERED,
    }
)


def variance_of(item: Item) -> int:
    """The variance of an item's score: the parts that count, each by the square of its share of the weight."""
    counted = [
        (part.weight, part.id, measure)
        for part, measure in zip(item.rule.parts, item.measures, strict=True)
        if counts(part.id, measure)
    ]
    whole = sum(weight for weight, _, _ in counted)
    variances = (weight**2 * predictive(measure) for weight, part, measure in counted if part not in STANDING)
    return sum(variances) // whole**2 if whole else 0


def predictive(measure: Measure) -> int:
    """The variance of next month's share [0–100] of as many events as were due, given this month's.

    A share of a stated base counts as that many events.
    x of n attained: p = (x + ½)/(n + 1), variance = p(1 − p)/n · (2n + 1)/(n + 2).
    """
    n = measure.due if measure.base is None else max(measure.base, 1)
    x = measure.attained * n // measure.due
    return 100**2 * UNIT * (2 * x + 1) * (2 * (n - x) + 1) * (2 * n + 1) // (4 * (n + 1) ** 2 * n * (n + 2))
