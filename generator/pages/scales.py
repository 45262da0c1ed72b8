"""The scale of a picture: so that a change is seen, and little does not look like much."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from fractions import Fraction
from typing import Final, TypeAlias

from generator.wording import decimal_text

# The ends of a scale, in any power of ten: their halves are round too.
_TOPS: Final = tuple(Fraction(tenths, 10) for tenths in (10, 12, 16, 20, 30, 40, 60, 80, 100))
# How far a scale may reach, and the steps at which it may begin, in any power of ten.
_SPANS: Final = ((1, Fraction(1, 5)), (2, Fraction(1, 2)), (4, Fraction(1)), (5, Fraction(1)))
# So that a single case does not look like a flood.
LEAST_TOP: Final = Fraction(6)

# The ends of a scale; where the lower one is above zero, the picture shows zero beneath a break.
Bounds: TypeAlias = tuple[Fraction, Fraction]


def scale_of(values: Iterable[Fraction], *, ceiling: Fraction | None = None) -> Bounds:
    """From zero to a round top; where all values lie in the upper half of that, between round ends around them.

    These are never nearer than a fifth of the top, so that little does not look like much; `ceiling` is the most
    that a value can be. Pictures that stand side by side are given one scale for the values of all.
    """
    found = list(values)
    low, high = min(found, default=Fraction(0)), max(found, default=Fraction(0))
    least = LEAST_TOP if all(value.denominator == 1 for value in found) else Fraction(0)
    top = ceiling or max(round_top(high), least)
    if 2 * low < top:
        return min(Fraction(0), low), top
    for span, step in _spans(top / 5):
        if span >= top:
            break
        start = ((low + high - span) / 2) // step * step
        if start + span > top == ceiling:
            start = top - span
        if start <= low and high <= start + span:
            return start, start + span
    return Fraction(0), top


def round_top(value: Fraction) -> Fraction:
    """The next round number, of which half is round too; 1 for nothing."""
    if value <= 0:
        return Fraction(1)
    decade = _decade(value)
    return next(top * decade for top in _TOPS if top * decade >= value)


def _spans(least: Fraction) -> Iterable[tuple[Fraction, Fraction]]:
    """1, 2, 5 times any power of ten from `least` on, each with the step at which it may begin."""
    decade = _decade(least)
    for power in itertools.count():
        for digits, step in _SPANS:
            if digits * decade * 10**power >= least:
                yield digits * decade * 10**power, step * decade * 10**power


def _decade(value: Fraction) -> Fraction:
    """The power of ten at or below a value above zero."""
    decade = Fraction(1)
    while decade * 10 <= value:
        decade *= 10
    while decade > value:
        decade /= 10
    return decade


def scale_text(bounds: Bounds) -> str:
    """纵轴从 80 到 100; nothing where the scale begins at zero, as one expects."""
    low, high = bounds
    return f"纵轴从 {decimal_text(low, 2)} 到 {decimal_text(high, 2)}" if low > 0 else ""
