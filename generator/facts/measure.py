"""A numerator over a denominator: of one community, or summed over several, before a policy weights it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Measure:
    """What was attained of what was due; `missing` are the communities that did not report it, by id.

    `withheld`: the numbers would reveal a small count of one community; they are unknown here, and both 0.
    `few`: so few events that their share is mostly chance; shown, never counted.
    `base`: of how many events a share of 100 was taken, rounded down; None if the numbers are the events themselves.
    """

    attained: int
    due: int
    missing: tuple[str, ...] = ()
    withheld: bool = False
    few: bool = False
    base: int | None = None

    @property
    def is_full(self) -> bool:
        """Was everything attained that was due?"""
        return self.attained == self.due


def total(measures: Iterable[Measure]) -> Measure:
    """Add up the measures of several communities, in their order; none may be `withheld` or `few`."""
    listed = tuple(measures)
    return Measure(
        attained=sum(measure.attained for measure in listed),
        due=sum(measure.due for measure in listed),
        missing=tuple(area for measure in listed for area in measure.missing),
    )
