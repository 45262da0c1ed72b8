"""The attacker's integer program: a variable for each count, constraints from everything published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tools.disclosure.published import Key, Published
from tools.disclosure.reading import Bound
from tools.disclosure.statements import Interval, Sum, statements


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
    reduced = (_reduced(one, bounds, free) for one in statements(found, bounds))
    return _parts(free, [one for one in reduced if one is not None])


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
