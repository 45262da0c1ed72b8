"""What may be public of prevention (方案四(二)): part of the allow-list of model/public.py.

Headcounts by age and schooling are never here, only the step in which a share of a large group lies.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from generator.model.composition import Trait
from generator.model.prevention import Fund, PatrolKind, SafePlace, Volunteers, standing_places
from generator.model.values import Labelled


@dataclass(frozen=True, kw_only=True)
class PublicPatrol:
    """A patrol team."""

    kind: PatrolKind
    members: int
    shift: str


@dataclass(frozen=True, kw_only=True)
class PublicPrevention:
    """群防群治 of a community."""

    patrols: tuple[PublicPatrol, ...] = ()
    safe_places: tuple[SafePlace, ...] = ()
    volunteers: Volunteers | None = None
    funds: tuple[Fund, ...] = ()

    def standing_places(self, as_of: dt.date) -> tuple[SafePlace, ...]:
        """Titles without those that a later award of the same place took over."""
        return standing_places(self.safe_places, as_of)


class GroupKind(Labelled):
    """Whose composition it is."""

    COMMITTEE = "committee", "治保会委员"
    PATROLS = "patrols", "巡逻队员"


@dataclass(frozen=True, kw_only=True)
class Share:
    """Of a band, between which bounds its share of the group lies [%]; `below` is not reached, unless it is 100."""

    band: str
    at_least: int
    below: int


@dataclass(frozen=True, kw_only=True)
class PublicComposition:
    """A group by one trait, of one community or of `areas` of a station together; `shares` is None where not told.

    No community is in two groups of the same kind and trait, so that no share follows from two others.
    """

    group: GroupKind
    trait: Trait
    station: str
    areas: tuple[str, ...]
    members: int
    shares: tuple[Share, ...] | None
