"""Suppress small counts by community, and other counts that would reveal them.

A station's totals are exact, so a single hidden count follows by subtraction. Then the smallest other count
is hidden too (the cover), and both show the same bound, so that nobody sees which is the small one. Without
another count for the item there is no cover: then the total itself is hidden. Not covered: what other months tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

from generator.memo import remembered
from generator.model.public import PublicCount, PublicCounts, PublicReport, PublicRow, Suppressed
from generator.model.report import Report
from generator.privacy.allowing import allowed, names_of

Column: TypeAlias = tuple[int | None, ...]
PublicColumn: TypeAlias = "tuple[PublicCount | None, ...]"
Hidden: TypeAlias = Mapping[str, set[int]]

ITEMS: Final = tuple(names_of(PublicCounts))
# The second counts a part of the first, so showing one of them bounds the other.
_PAIRS: Final = (("disputes", "mediated"), ("services_accepted", "services_on_time"))
_PARTNERS: Final = {**dict(_PAIRS), **{part: whole for whole, part in _PAIRS}}


@remembered("report.month", "report.station")
def public_report(report: Report, areas: frozenset[str], below: int) -> PublicReport:
    """A station's month; `areas` are all its communities. Counts from 1 to `below` - 1 are hidden."""
    rows = tuple({row.area: row for row in report.rows}.values())
    columns: dict[str, Column] = {item: tuple([getattr(row, item) for row in rows]) for item in ITEMS}
    shown = protected(columns, below)
    counts = zip(*(shown[item] for item in ITEMS), strict=True)
    complete = areas <= {row.area for row in rows}
    totals = {item: _total(columns[item], shown[item], below) if complete else None for item in ITEMS}
    return allowed(
        PublicReport,
        report,
        rows={
            row.area: allowed(PublicRow, row, **dict(zip(ITEMS, said, strict=True)))
            for row, said in zip(rows, counts, strict=True)
        },
        totals=PublicCounts(**totals),
    )


def _total(column: Column, shown: PublicColumn, below: int) -> PublicCount | None:
    """The sum of a column; suppressed if the hidden counts would follow from it."""
    reported = [count for count in column if count is not None]
    if len(reported) < len(column):
        return None
    bounds = [public.below for public in shown if isinstance(public, Suppressed)]
    hidden = [count for count, public in zip(reported, shown, strict=True) if isinstance(public, Suppressed)]
    if hidden and _follow_from_their_sum(hidden, below):
        return Suppressed(below=sum(bounds))
    return sum(reported)


def protected(columns: Mapping[str, Column], below: int) -> dict[str, PublicColumn]:
    """The counts by item as they may be shown, in the same order. Covers of equal size are all hidden."""
    hidden = _hidden(columns, below)
    # In a lone pair the part takes the bound of the whole: its own would distinguish a small part from a small rest.
    wholes = {part: columns[whole] for whole, part in _lone_pairs(columns)}
    return {
        item: _shown(column, hidden[item], below, wholes.get(item, column))
        for item, column in columns.items()
    }


def _lone_pairs(columns: Mapping[str, Column]) -> Iterator[tuple[str, str]]:
    """Pairs that only one community has: its counts equal the station's."""
    for whole, part in _PAIRS:
        if whole in columns and part in columns and sum(bool(count) for count in columns[whole]) == 1:
            yield whole, part


def _hidden(columns: Mapping[str, Column], below: int) -> Hidden:
    """Positions of the hidden counts by item: small ones, their covers, the partners of covers.

    Of a lone pair also the part that leaves a small rest (28 of 30 in time: 2 were late).
    """
    hidden = {
        item: {at for at, count in enumerate(column) if count and count < below}
        for item, column in columns.items()
    }
    for whole, part in _lone_pairs(columns):
        for at, (all_, some) in enumerate(zip(columns[whole], columns[part], strict=True)):
            if all_ and some and 0 < all_ - some < below:
                hidden[part].add(at)
    while covers := [*_covers(columns, hidden, below)]:
        for item, at in covers:
            hidden[item].add(at)
            partner = _PARTNERS.get(item, item)
            if partner in columns and columns[partner][at]:
                hidden[partner].add(at)
    return hidden


def _covers(columns: Mapping[str, Column], hidden: Hidden, below: int) -> Iterator[tuple[str, int]]:
    """All remaining counts of the smallest size: one left of two equal counts would bound the other."""
    for item, column in columns.items():
        positions = hidden[item]
        if positions and _follow_from_their_sum([column[at] or 0 for at in positions], below):
            smallest = min(
                (count for at, count in enumerate(column) if count and at not in positions), default=0
            )
            yield from ((item, at) for at, count in enumerate(column) if count and count == smallest)


def _follow_from_their_sum(counts: list[int], below: int) -> bool:
    """Do the counts follow from their sum: a single one, or small ones that are all minimal or maximal (1 + 1 = 2)?"""
    if len(counts) == 1:
        return True
    return max(counts) < below and sum(counts) in (len(counts), len(counts) * (below - 1))


def _shown(column: Column, hidden: set[int], below: int, bounding: Column) -> PublicColumn:
    if not hidden:
        return column
    counts = [max(column[at] or 0, bounding[at] or 0) for at in hidden]
    # A bound above the sum reveals nothing beyond the total.
    suppressed = Suppressed(below=below if max(counts) < below else (sum(counts) // below + 1) * below)
    return tuple([suppressed if at in hidden else count for at, count in enumerate(column)])
