"""Infer the hidden counts of a station's month from what is shown, exactly and in closed form.

A community's pair (whole, part) lies within bounds on whole, part and rest = whole - part. Such bounds, also summed
over communities, are totally unimodular: every integer between the ends that follow from them is possible.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple, TypeAlias

from generator.model.public import PublicCount

_BOUNDLESS: Final = 10**12
PublicColumn: TypeAlias = "Sequence[PublicCount | None]"
# The least and the greatest possible value.
Ends: TypeAlias = tuple[int, int]


class Totals(NamedTuple):
    """The totals that a reader knows, over the communities that reported; None if unknown."""

    whole: int | None
    part: int | None


class Inferred(NamedTuple):
    """What is possible for each community, in order."""

    wholes: Sequence[Ends]
    parts: Sequence[Ends]


def inferred(wholes: PublicColumn, parts: PublicColumn, totals: Totals) -> Inferred:
    """What follows from all shown counts and the totals; unreported counts (None) are in no total."""
    columns: list[list[Ends]] = [[], [], []]
    for whole, part in zip(wholes, parts, strict=True):
        closed = _closed(_ends(whole), _ends(part), (0, _BOUNDLESS))
        for column, ends in zip(columns, closed, strict=True):
            column.append(ends)
    counted = ([count is not None for count in wholes], [count is not None for count in parts])
    both = totals if counted[0] == counted[1] else Totals(None, None)
    rest = None if both.whole is None or both.part is None else both.whole - both.part
    left = (
        _left_over(columns[0], counted[0], totals.whole),
        _left_over(columns[1], counted[1], totals.part),
        _left_over(columns[2], counted[0], rest),
    )
    found = [_closed(*ends) for ends in zip(*left, strict=True)]
    return Inferred([whole for whole, _, _ in found], [part for _, part, _ in found])


def _ends(count: PublicCount | None) -> Ends:
    if isinstance(count, int):
        return count, count
    return (0, _BOUNDLESS) if count is None else (1, count.below - 1)


def _closed(whole: Ends, part: Ends, rest: Ends) -> tuple[Ends, Ends, Ends]:
    """Tighten each by whole = part + rest."""
    return (
        (max(whole[0], part[0] + rest[0]), min(whole[1], part[1] + rest[1])),
        (max(part[0], whole[0] - rest[1]), min(part[1], whole[1] - rest[0])),
        (max(rest[0], whole[0] - part[1]), min(rest[1], whole[1] - part[0])),
    )


def _left_over(column: list[Ends], counted: Sequence[bool], total: int | None) -> list[Ends]:
    """What the sums of all others leave of the total."""
    if total is None:
        return column
    low = sum(ends[0] for ends, counts in zip(column, counted, strict=True) if counts)
    high = sum(ends[1] for ends, counts in zip(column, counted, strict=True) if counts)
    return [
        (max(ends[0], total - high + ends[1]), min(ends[1], total - low + ends[0])) if counts else ends
        for ends, counts in zip(column, counted, strict=True)
    ]
