"""The attacker's integer program: a variable for each count, constraints from everything published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from tools.disclosure.published import Bound, Key, Published, Working, months_since

# The second counts a part of the first.
PAIRS: Final = (("disputes", "mediated"), ("services_accepted", "services_on_time"))
_MOST: Final = 10**6
Interval: TypeAlias = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Sum:
    """A statement on counts: their sum, each times its factor, is between both ends. `source` says where it stands."""

    terms: Mapping[Key, int]
    low: int
    high: int
    source: str


@dataclass(frozen=True, kw_only=True)
class Block:
    """Counts that statements tie to one another, and to no others."""

    bounds: Mapping[Key, Interval]
    sums: tuple[Sum, ...]


def blocks(found: Published) -> list[Block]:
    """The program, cut into independent parts; counts that are written out are substituted."""
    bounds = {
        key: (1, count.below - 1) if isinstance(count, Bound) else (count, count)
        for key, count in found.counts.items()
        if count is not None
    }
    free = {key: interval for key, interval in bounds.items() if interval[0] < interval[1]}
    statements = (_reduced(one, bounds, free) for one in _statements(found, bounds))
    return _parts(free, [one for one in statements if one is not None])


def _statements(found: Published, bounds: Mapping[Key, Interval]) -> Iterator[Sum]:
    yield from _pairs(bounds)
    for working in found.workings:
        yield from _answered(found, working)
        yield from _rolling(found, working)
    for reading in found.readings:
        least = 1 if isinstance(reading.value, Bound) else reading.value
        if least is not None:
            keys = [Key(reading.area, month, "cases") for month in reading.months]
            yield from _sum(found, keys, (least, _MOST), "project's count")


def _sum(found: Published, keys: Sequence[Key], ends: Interval, source: str) -> Iterator[Sum]:
    """The statement, if all its counts were reported."""
    if all(found.counts.get(key) is not None for key in keys):
        yield Sum(terms=dict.fromkeys(keys, 1), low=ends[0], high=ends[1], source=source)


def _pairs(bounds: Mapping[Key, Interval]) -> Iterator[Sum]:
    for whole, part in PAIRS:
        for key in bounds:
            of = key._replace(item=part)
            if key.item == whole and of in bounds:
                yield Sum(terms={key: 1, of: -1}, low=0, high=_MOST, source="part of a whole")


def _answered(found: Published, working: Working) -> Iterator[Sum]:
    """Requests accepted and settled in time: what is published counts opinions too, which are public one by one."""
    areas = found.areas.get((working.station, working.month), ())
    stated: list[tuple[tuple[str, ...], str, Interval, str]]
    stated = [((area,), area, cell, "community's cell") for area, cell in working.answered_by_area.items()]
    if working.answered is not None:
        stated.append((areas, working.station, working.answered, "station's total"))
    for of, who, told, source in stated:
        opinions = found.opinions.get((who, working.month), (0, 0))
        for item, number, others in zip(reversed(PAIRS[1]), told, opinions, strict=True):
            keys = [Key(area, working.month, item) for area in of]
            yield from _sum(found, keys, (number - others, number - others), source)


def _rolling(found: Published, working: Working) -> Iterator[Sum]:
    """Sums of cases over a year, of the months that every community reported."""
    window = months_since(f"{int(working.month[:4]) - 1}{working.month[4:]}", working.month)
    full = {}
    for month in window:
        keys = [Key(area, month, "cases") for area in found.areas.get((working.station, month), ())]
        if keys and all(found.counts.get(key) is not None for key in keys):
            full[month] = keys
    if working.rolling is not None and working.rolling[0] == len(full):
        keys = [key for of_month in full.values() for key in of_month]
        yield from _sum(found, keys, (working.rolling[1], working.rolling[1]), "station's rolling sum")
    for area, (cases, _) in working.cases_by_area.items():
        keys = [key for of_month in full.values() for key in of_month if key.area == area]
        yield from _sum(found, keys, (cases, cases), "community's rolling sum")


def _reduced(one: Sum, bounds: Mapping[Key, Interval], free: Mapping[Key, Interval]) -> Sum | None:
    """The statement on its unknown counts; None if it has none, or says no more than their bounds."""
    known = sum(factor * bounds[key][0] for key, factor in one.terms.items() if key not in free)
    terms = {key: factor for key, factor in one.terms.items() if key in free}
    low, high = one.low - known, one.high - known
    ends = [sorted((factor * free[key][0], factor * free[key][1])) for key, factor in terms.items()]
    if not terms or (low <= sum(end[0] for end in ends) and sum(end[1] for end in ends) <= high):
        return None
    return Sum(terms=terms, low=low, high=high, source=one.source)


def _parts(free: Mapping[Key, Interval], sums: Iterable[Sum]) -> list[Block]:
    """Union the counts that a statement ties."""
    parent = {key: key for key in free}

    def root(key: Key) -> Key:
        while parent[key] != key:
            parent[key] = key = parent[parent[key]]
        return key

    listed = list(sums)
    for one in listed:
        first, *others = one.terms
        for other in others:
            parent[root(other)] = root(first)
    members: dict[Key, dict[Key, Interval]] = defaultdict(dict)
    for key, interval in free.items():
        members[root(key)][key] = interval
    tied: dict[Key, list[Sum]] = defaultdict(list)
    for one in listed:
        tied[root(next(iter(one.terms)))].append(one)
    return [Block(bounds=own, sums=tuple(tied[key])) for key, own in members.items()]
