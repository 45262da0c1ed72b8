"""A numerator over a denominator, summed over a station's areas, before the policy weighs it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from generator.model.public import PublicRow
from generator.ranking.station_month import StationMonth

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Measure:
    """What was attained of what was due; `missing` are the areas that did not report it, by id.

    Where `withheld`, the numbers would give away a small count of one area: they are not known here, and both 0.
    `few`: so few events that their share is mostly chance; shown, never counted.
    """

    attained: int
    due: int
    missing: tuple[str, ...] = ()
    withheld: bool = False
    few: bool = False


def areas_where(month: StationMonth, holds: Iterable[bool]) -> Measure:
    """How many of the station's areas meet a condition."""
    return Measure(attained=sum(holds), due=len(month.rows))


def reported(
    month: StationMonth, due: int, value: Callable[[PublicRow], T | None], attained: Callable[[T], int]
) -> Measure:
    """What each area's row says, capped at what is due of each, so that a surplus cannot hide a gap."""
    values = [value(row) if row is not None else None for row in month.rows]
    known = [found for found in values if found is not None]
    return Measure(
        attained=sum(min(attained(found), due) for found in known),
        due=due * len(values),
        missing=month.areas_without(value) if len(known) < len(values) else (),
    )
