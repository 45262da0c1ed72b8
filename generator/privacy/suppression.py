"""Suppress small counts by community, and other counts that would reveal them.

A station's totals are exact, so a single hidden count follows by subtraction. Then the smallest other count is hidden
too (the cover), and both show the same bound, so that nobody sees which is the small one. It is judged by what a reader
infers from a pair (whole, part) and both totals together. Where nothing covers, the totals themselves are hidden.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from generator.memo import remembered
from generator.model.public import PublicCount, PublicCounts, PublicReport, PublicRow, Suppressed
from generator.model.report import Report
from generator.privacy.allowing import allowed, names_of
from generator.privacy.inference import Totals, inferred

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
    totals = _totals(columns, shown, below) if complete else dict.fromkeys(ITEMS)
    return allowed(
        PublicReport,
        report,
        rows={
            row.area: allowed(PublicRow, row, work_weeks=None, **dict(zip(ITEMS, said, strict=True)))
            for row, said in zip(rows, counts, strict=True)
        },
        totals=PublicCounts(**totals),
    )


def _totals(
    columns: Mapping[str, Column], shown: Mapping[str, PublicColumn], below: int
) -> dict[str, PublicCount | None]:
    """The sums of fully reported columns; suppressed where hidden counts would follow.

    First where they reveal counts of their own column; then of a pair the part's, and only if it must be the whole's.
    """
    totals: dict[str, PublicCount | None] = {
        item: None if None in column else _sum(column) for item, column in columns.items()
    }
    for item, column in columns.items():
        if totals[item] is not None and _follow_from_their_sum(
            _counts(column, _hidden_in(shown[item])), below
        ):
            totals[item] = _bound(shown[item])
    for pair in _PAIRS:
        for item in reversed(pair):
            is_exact = isinstance(totals[item], int) and _hidden_in(shown[item])
            if is_exact and any(_revealed_by(pair, shown, totals)):
                totals[item] = _bound(shown[item])
    return totals


def _bound(shown: PublicColumn) -> Suppressed:
    return Suppressed(below=sum(count.below for count in shown if isinstance(count, Suppressed)))


def _sum(column: Column) -> int:
    return sum(count or 0 for count in column)


def protected(columns: Mapping[str, Column], below: int) -> dict[str, PublicColumn]:
    """The counts by item as they may be shown, in the same order. Covers of equal size are all hidden."""
    return _public(columns, _hidden(columns, below), below)


def _public(columns: Mapping[str, Column], hidden: Hidden, below: int) -> dict[str, PublicColumn]:
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
    while covers := _covers(columns, hidden, below):
        for item, at in covers:
            hidden[item].add(at)
            partner = _PARTNERS.get(item, item)
            if partner in columns and columns[partner][at]:
                hidden[partner].add(at)
    return hidden


def _covers(columns: Mapping[str, Column], hidden: Hidden, below: int) -> Sequence[tuple[str, int]]:
    """Find the counts to hide next, for what a column alone reveals, then for what only a pair reveals.

    Each time all remaining counts of the smallest size: one left of two equal counts would bound the other.
    """
    alone = [item for item in columns if _follow_from_their_sum(_counts(columns[item], hidden[item]), below)]
    if covers := [cover for item in alone for cover in _smallest(item, columns, hidden)]:
        return covers
    shown = _public(columns, hidden, below)
    totals = {item: _sum(column) for item, column in columns.items()}
    for pair in _PAIRS:
        for item in _revealed_by(pair, shown, totals) if columns.keys() >= {*pair} else ():
            covers = _smallest(item, columns, hidden) or _smallest(_PARTNERS[item], columns, hidden)
            if covers and item not in alone:
                return covers
    return ()


def _smallest(item: str, columns: Mapping[str, Column], hidden: Hidden) -> list[tuple[str, int]]:
    left = {at: count for at, count in enumerate(columns[item]) if count and at not in hidden[item]}
    least = min(left.values(), default=0)
    return [(item, at) for at, count in left.items() if count == least]


def _counts(column: Column, positions: Iterable[int]) -> list[int]:
    return [column[at] or 0 for at in positions]


def _follow_from_their_sum(counts: Sequence[int], below: int) -> bool:
    """Do the counts follow from their sum: a single one, or small ones that are all minimal or maximal (1 + 1 = 2)?"""
    if len(counts) <= 1:
        return len(counts) == 1
    return max(counts) < below and sum(counts) in (len(counts), len(counts) * (below - 1))


def _revealed_by(
    pair: tuple[str, str], shown: Mapping[str, PublicColumn], totals: Mapping[str, PublicCount | None]
) -> Iterator[str]:
    """The part, the whole, or both, if a hidden count of theirs follows from the pair's shown counts and totals."""
    whole, part = (shown[item] for item in pair)
    if not _hidden_in(whole) and not _hidden_in(part):
        return
    told = [total if isinstance(total := totals[item], int) else None for item in pair]
    found = inferred(whole, part, Totals(*told))
    for item, ends in ((pair[1], found.parts), (pair[0], found.wholes)):
        if any(ends[at][0] == ends[at][1] for at in _hidden_in(shown[item])):
            yield item


def _hidden_in(shown: PublicColumn) -> list[int]:
    """The positions of the hidden counts."""
    return [at for at, count in enumerate(shown) if isinstance(count, Suppressed)]


def _shown(column: Column, hidden: set[int], below: int, bounding: Column) -> PublicColumn:
    if not hidden:
        return column
    counts = [max(column[at] or 0, bounding[at] or 0) for at in hidden]
    # A bound above the sum reveals nothing beyond the total.
    suppressed = Suppressed(below=below if max(counts) < below else (sum(counts) // below + 1) * below)
    return tuple([suppressed if at in hidden else count for at, count in enumerate(column)])
