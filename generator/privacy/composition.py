"""Composition by age and schooling: which groups are large enough, and the steps in which their shares lie.

A reader knows a group's size, that its headcounts add up to it, and this module. Whatever is shown or withheld leaves
five values for every headcount. So shares are cut to steps, and not told where the steps give one away: exactly
20, 20 and 60 % add up to 100 by their lower bounds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from generator.model.area import Area
from generator.model.composition import Composition, Trait, bands_of
from generator.model.public_prevention import GroupKind, PublicComposition, Share
from generator.model.standards import Standards

_WHOLE: Final = 100  # percent
_SPREAD: Final = 5  # values; with steps of a size that model/standards.py allows, "not told" leaves as many


@dataclass(frozen=True, kw_only=True)
class _Group:
    """Headcounts of a community's committee, or of its patrol teams together; of several communities when pooled."""

    station: str
    areas: tuple[str, ...]
    counts: tuple[int, ...]

    @property
    def members(self) -> int:
        return sum(self.counts)


def public_compositions(
    areas: Iterable[Area], standards: Standards, as_of: dt.date
) -> tuple[PublicComposition, ...]:
    """Every group of the communities that stand on that day; none unless the policy sets both numbers.

    A community that is large enough stands alone; the others of a station are pooled. In order of kind and trait.
    """
    if standards.composition_base is None or standards.composition_step is None:
        return ()
    least, step = standards.composition_base.value, standards.composition_step.value
    standing = [area for area in areas if area.exists_on(as_of)]
    return tuple(
        PublicComposition(
            group=kind,
            trait=trait,
            station=group.station,
            areas=group.areas,
            members=group.members,
            shares=_shares(trait, group.counts, least, step),
        )
        for kind in GroupKind
        for trait in Trait
        for group in _pooled(_groups(standing, kind, trait, as_of), least)
    )


def _groups(areas: Iterable[Area], kind: GroupKind, trait: Trait, as_of: dt.date) -> Iterator[_Group]:
    """The groups of single communities whose headcounts are on record by that day."""
    for area in areas:
        found = [one.of(trait) for one in _compositions(area, kind) if one.as_of <= as_of]
        told = [counts for counts in found if counts is not None]
        if told:
            counts = tuple(map(sum, zip(*told, strict=True)))
            yield _Group(station=area.station_on(as_of), areas=(area.id,), counts=counts)


def _compositions(area: Area, kind: GroupKind) -> Iterator[Composition]:
    if kind is GroupKind.COMMITTEE:
        listed = [area.committee.composition] if area.committee is not None else []
    else:
        listed = [patrol.composition for patrol in area.prevention.patrols] if area.prevention else []
    yield from (one for one in listed if one is not None)


def _pooled(groups: Iterable[_Group], least: int) -> Iterator[_Group]:
    """Large groups alone, then by station the others together; nobody is in two of them."""
    small: dict[str, list[_Group]] = {}
    for group in groups:
        if group.members >= least:
            yield group
        else:
            small.setdefault(group.station, []).append(group)
    for station, pooled in sorted(small.items()):
        counts = tuple(map(sum, zip(*(one.counts for one in pooled), strict=True)))
        areas = tuple(id_ for one in pooled for id_ in one.areas)
        yield _Group(station=station, areas=areas, counts=counts)


def _shares(trait: Trait, counts: Sequence[int], least: int, step: int) -> tuple[Share, ...] | None:
    steps = shown_steps(counts, least, step)
    if steps is None:
        return None
    return tuple(
        Share(band=band, at_least=low, below=min(low + step, _WHOLE))
        for band, low in zip(bands_of(trait), steps, strict=True)
    )


def shown_steps(counts: Sequence[int], least: int, step: int) -> tuple[int, ...] | None:
    """The lower bound of each share [%]; None for a small group, or if a headcount has fewer than five values."""
    members = sum(counts)
    if members < least:
        return None
    top = (_WHOLE - 1) // step * step
    lows = tuple(min(_WHOLE * count // members // step * step, top) for count in counts)
    ends = [_ends(low, step, members) for low in lows]
    least_of_all, most_of_all = (sum(end) for end in zip(*ends, strict=True))
    for first, last in ends:
        least_here = max(first, members - (most_of_all - last))
        most_here = min(last, members - (least_of_all - first))
        if most_here - least_here + 1 < _SPREAD:
            return None
    return lows


def _ends(low: int, step: int, members: int) -> tuple[int, int]:
    """The fewest and the most people that a share in this step may be."""
    first = -(-members * low // _WHOLE)
    below = low + step
    last = members if below >= _WHOLE else -(-members * below // _WHOLE) - 1
    return first, last
