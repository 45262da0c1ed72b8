"""What each published number says of the counts: linear statements, by the rules of the method."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from tools.disclosure.published import CASES, Cell, Key, Published
from tools.disclosure.reading import Bound

# The second counts a part of the first.
PAIRS: Final = (("disputes", "mediated"), ("services_accepted", "services_on_time"))
_MOST: Final = 10**9
_FEW: Final = 10  # requests; a share of fewer is rounded to tens
Interval: TypeAlias = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Sum:
    """A statement on counts: their sum, each times its factor, is between both ends. `source` says where it stands."""

    terms: Mapping[Key, int]
    low: int
    high: int
    source: str


def statements(found: Published, bounds: Mapping[Key, Interval]) -> Iterator[Sum]:
    """Each statement once; earlier ones are believed first."""
    yield from _pairs(bounds)
    seen = set()
    for one in (*_of_totals(found), *_of_cells(found, bounds), *_of_readings(found)):
        content = (frozenset(one.terms.items()), one.low, one.high)
        if content not in seen:
            seen.add(content)
            yield one


def _sum(found: Published, keys: Iterable[Key], ends: Interval, source: str) -> Iterator[Sum]:
    """The statement, if all its counts were reported."""
    terms = dict.fromkeys(keys, 1)
    if all(found.counts.get(key) is not None for key in terms):
        yield Sum(terms=terms, low=ends[0], high=ends[1], source=source)


def _pairs(bounds: Mapping[Key, Interval]) -> Iterator[Sum]:
    for whole, part in PAIRS:
        for key in bounds:
            of = key._replace(item=part)
            if key.item == whole and of in bounds:
                yield Sum(terms={key: 1, of: -1}, low=0, high=_MOST, source="part of a whole")


def _of_totals(found: Published) -> Iterator[Sum]:
    for total in found.totals:
        if total.value is not None:
            ends = (
                (1, total.value.below - 1) if isinstance(total.value, Bound) else (total.value, total.value)
            )
            keys = [
                Key(area, total.month, total.item)
                for area in found.areas.get((total.station, total.month), ())
            ]
            yield from _sum(found, keys, ends, "station's total")


def _of_cells(found: Published, bounds: Mapping[Key, Interval]) -> Iterator[Sum]:
    for cell in found.cells:
        if cell.part == CASES:
            yield from _cases(found, cell)
        elif cell.edition == 1:
            yield from _answered(found, cell)
        else:
            yield from _shares(found, cell, bounds)


def _answered(found: Published, cell: Cell) -> Iterator[Sum]:
    """Requests accepted and settled in time: what is published counts opinions too, which are public one by one."""
    months = [(month, found.areas.get((cell.station, month), ())) for month in cell.months]
    of = [(area, month) for month, areas in months for area in areas if cell.area in (None, area)]
    for at, (item, number) in enumerate(zip(reversed(PAIRS[1]), cell.told, strict=True)):
        others = [found.opinions.get((cell.area or cell.station, month), (0, 0))[at] for month in cell.months]
        left = number - sum(others)
        yield from _sum(found, [Key(area, month, item) for area, month in of], (left, left), cell.source)


def _cases(found: Published, cell: Cell) -> Iterator[Sum]:
    """A sum of cases over a year counts the months that every community reported."""
    full = []
    for month in cell.months:
        areas = found.areas.get((cell.station, month), ())
        keys = [Key(area, month, "cases") for area in areas]
        is_full = {*found.owing_in(cell.station, month)} <= {*areas}
        if keys and is_full and all(found.counts.get(key) is not None for key in keys):
            full.append(keys)
    if cell.reported in (None, len(full)):
        keys = [key for of_month in full for key in of_month if cell.area in (None, key.area)]
        yield from _sum(found, keys, (cell.told[0], cell.told[0]), cell.source)


def _of_readings(found: Published) -> Iterator[Sum]:
    for reading in found.readings:
        least = 1 if isinstance(reading.value, Bound) else reading.value
        if least is not None:
            keys = [Key(reading.area, month, "cases") for month in reading.months]
            yield from _sum(found, keys, (least, _MOST), "project's count")


@dataclass(frozen=True, kw_only=True)
class _Month:
    """A station's month: its communities, its opinions in time and due; `due` bounds requests and opinions together.

    `due` is None if a community did not report.
    """

    keys: tuple[Key, ...]
    opinions: Interval
    due: Interval | None


def _shares(found: Published, cell: Cell, bounds: Mapping[Key, Interval]) -> Iterator[Sum]:
    """Of the second edition: p percent of d requests, t of them in time; (2p - s)·d <= 200·t < (2p + s)·d.

    The percent is rounded to steps of s, halves up.

    A month that a community did not report counts as the largest of the others, with nothing in time. Nothing is said
    of a window with a month that was not published, since its requests count too.
    """
    first = min((month for _, month in found.areas), default="")
    window = [month for month in cell.months if first <= month]
    months = [one for one in (_month(found, cell.station, month, bounds) for month in window) if one.keys]
    full = [one for one in months if one.due is not None]
    if not full or not found.ranked.issuperset(window):
        return
    silent = len(months) - len(full)
    largest = [silent * max(one.due[end] for one in full if one.due) for end in (0, 1)]
    step = _step(cell.told[0], months, sum(one.due[0] for one in full if one.due) + largest[0])
    closed, due = (sum(one.opinions[at] for one in full) for at in (0, 1))
    for side, more in ((-1, largest[0]), (1, largest[1])):
        factor = 2 * cell.told[0] + side * step
        terms = {key: -factor for one in full for key in one.keys}
        terms |= {key._replace(item=PAIRS[1][1]): 200 for key in terms}
        known = 200 * closed - factor * (due + more)
        ends = (-known, _MOST) if side < 0 else (-_MOST, -known - 1)
        yield Sum(terms=terms, low=ends[0], high=ends[1], source=f"{cell.source}, share")


def _month(found: Published, station: str, month: str, bounds: Mapping[Key, Interval]) -> _Month:
    keys = tuple(Key(area, month, PAIRS[1][0]) for area in found.owing_in(station, month))
    opinions = [found.opinions.get((key.area, month), (0, 0)) for key in keys]
    closed, due = (sum(one[at] for one in opinions) for at in (0, 1))
    ends = [bounds.get(key) for key in keys]
    known = [one for one in ends if one is not None]
    is_full = len(known) == len(ends) and all(key._replace(item=PAIRS[1][1]) in bounds for key in keys)
    total = (due + sum(one[0] for one in known), due + sum(one[1] for one in known))
    return _Month(keys=keys, opinions=(closed, due), due=total if is_full else None)


def _step(percent: int, months: list[_Month], least: int) -> int:
    """The coarsest step that the number may be rounded to; `least` is the smallest possible number of requests."""
    usual = _FEW if any(len(one.keys) == 1 for one in months) else _FEW // 2
    return usual if least >= _FEW or percent % _FEW else _FEW
