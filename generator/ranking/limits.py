"""Control limits of 主要治安情况: how far chance alone moves a station's cases of twelve months.

Each station is compared with its own earlier cases, never with another station.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from generator.model.months import months_ending_with
from generator.model.values import Labelled
from generator.ranking.results import Safety
from generator.ranking.safety import RATE_BASE, SIGMAS
from generator.ranking.scoring import rounded

_TENTHS: Final = 10 * RATE_BASE


class Side(Labelled):
    """The limit that a rate exceeds."""

    ABOVE = "above", "高于上限"
    BELOW = "below", "低于下限"


@dataclass(frozen=True, kw_only=True)
class ControlLimits:
    """The centre line and the limits [cases per 10,000 residents], to one decimal, and their inputs.

    `sums` gives the last month and the cases of two full periods without a common month, the earlier first; `residents`
    belongs to the later.
    """

    lower: Decimal
    centre: Decimal
    upper: Decimal
    sums: tuple[tuple[str, int], tuple[str, int]]
    residents: int

    def side(self, rate: Decimal) -> Side | None:
        """Compare a rate with the limits, all as printed to one decimal; None within the limits or on one."""
        if rate > self.upper:
            return Side.ABOVE
        return Side.BELOW if rate < self.lower else None


def full_rate(safety: Safety) -> Decimal | None:
    """The rolling rate to one decimal; None unless every month of it was reported and none is withheld."""
    is_full = safety.months_reported == safety.months
    return rounded(safety.rate) if is_full and safety.rate is not None else None


def control_limits(months: Mapping[str, Safety]) -> ControlLimits | None:
    """Compute limits from the latest month with a full rate and the month one period before; None if either lacks one.

    A Shewhart chart for counts (c chart: D. C. Montgomery, Introduction to Statistical Quality Control, on charts for
    nonconformities). Independent rare events have a Poisson distribution, whose variance is its mean c, so c ± 3√c
    contains all but a few in a thousand; the lower limit is at least zero. Here c is the mean of the two sums. D. J.
    Spiegelhalter proposes such limits instead of ranks for institutions (Funnel plots for comparing institutional
    performance, Statistics in Medicine 24, 2005, 1185–1202).

    Rolling sums share months, so points beyond a limit come in runs. Each of the two sums contributes half of the
    centre, so the limits signal too rarely rather than too often.
    """
    full = {month: safety for month, safety in months.items() if full_rate(safety) is not None}
    if not full:
        return None
    last = max(full)
    later = full[last]
    before = months_ending_with(last, later.months + 1)[-1]
    earlier = full.get(before)
    if earlier is None or earlier.cases is None or later.cases is None:
        return None
    both = earlier.cases + later.cases
    lower, upper = _limits(both, later.residents)
    return ControlLimits(
        lower=lower,
        centre=rounded(Fraction(both * RATE_BASE, 2 * later.residents)),
        upper=upper,
        sums=((before, earlier.cases), (last, later.cases)),
        residents=later.residents,
    )


def _limits(both: int, residents: int) -> tuple[Decimal, Decimal]:
    """c ± 3√c per 10,000 residents, where c is half of `both`; rounded once, halves up.

    In tenths, with the half added for rounding, the limits are (whole ± √square) / 2·residents. Rounding the root to an
    integer, down for the upper and up for the lower limit, does not change the floor of the quotient.
    """
    whole = _TENTHS * both + residents
    square = 2 * SIGMAS**2 * both * _TENTHS**2
    root = math.isqrt(square)
    root_up = root if root * root == square else root + 1
    lower, upper = (whole - root_up) // (2 * residents), (whole + root) // (2 * residents)
    return Decimal(max(lower, 0)).scaleb(-1), Decimal(upper).scaleb(-1)
