"""What real life contains: which case falls to which area. Fixed shares, so every case is there in any longer list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from generator.model.station import StationKind
from tools.sample.towns import Territory, Town


class Staffing(StrEnum):
    """How the area's post of community officer is filled."""

    STEADY = "steady"
    MOVED = "moved"
    VACANT = "vacant"
    COVERED = "covered"
    SECONDED = "seconded"
    SUCCEEDED = "succeeded"
    WAS_VACANT = "was_vacant"


class PostCase(StrEnum):
    """What is special about the area's police post."""

    ORDINARY = "ordinary"
    REPAIR = "repair"
    PLANNED = "planned"
    LACKING = "lacking"
    STALE = "stale"
    FEW_SERVICES = "few_services"


class PreventionCase(StrEnum):
    """What is special about the committee and the prevention system."""

    ORDINARY = "ordinary"
    NO_DIRECTOR = "no_director"
    NAMED_DIRECTOR = "named_director"
    NO_COMMITTEE = "no_committee"
    EXPIRED = "expired"
    NO_SAFE_PLACE = "no_safe_place"


@dataclass(frozen=True, kw_only=True)
class Case:
    """What befalls one area; `index` counts areas in code order."""

    index: int
    exemplary: bool
    staffing: Staffing
    post: PostCase
    prevention: PreventionCase

    def falls(self, one_in: int, offset: int) -> bool:
        """Does a case that befalls one area in so many befall this one? Never a model station's."""
        return not self.exemplary and self.index % one_in == offset


# Neighbours of a special case are steady: a move or a cover needs one next to it.
_STAFFING: Final = {
    1: Staffing.MOVED,
    4: Staffing.COVERED,
    7: Staffing.SECONDED,
    10: Staffing.VACANT,
    13: Staffing.SUCCEEDED,
    16: Staffing.WAS_VACANT,
}
_STAFFING_CYCLE: Final = 19
_POST: Final = {
    2: PostCase.REPAIR,
    5: PostCase.LACKING,
    8: PostCase.STALE,
    11: PostCase.PLANNED,
    13: PostCase.FEW_SERVICES,
    15: PostCase.STALE,
    17: PostCase.LACKING,
}
_POST_CYCLE: Final = 18
_PREVENTION: Final = {
    0: PreventionCase.NAMED_DIRECTOR,
    3: PreventionCase.NO_DIRECTOR,
    6: PreventionCase.EXPIRED,
    9: PreventionCase.NO_SAFE_PLACE,
    12: PreventionCase.NAMED_DIRECTOR,
    14: PreventionCase.NO_COMMITTEE,
}
_PREVENTION_CYCLE: Final = 17


def model_stations(towns: Sequence[Town]) -> tuple[str, ...]:
    """Two stations of each peer group that keep to everything, so that they tie; none in a group of under four."""
    chosen = []
    for kind in StationKind:
        group = [town.id for town in towns if town.kind is kind]
        if len(group) >= 4:
            chosen += [group[1], group[3]]
    return tuple(chosen)


def cases_of(territories: Sequence[Territory], models: Sequence[str]) -> Mapping[str, Case]:
    """Each area's case, by id."""
    return {
        territory.id: _case(index, territory.town.id in models) for index, territory in enumerate(territories)
    }


def _case(index: int, exemplary: bool) -> Case:
    if exemplary:
        return Case(
            index=index,
            exemplary=True,
            staffing=Staffing.STEADY,
            post=PostCase.ORDINARY,
            prevention=PreventionCase.ORDINARY,
        )
    return Case(
        index=index,
        exemplary=False,
        staffing=_STAFFING.get(index % _STAFFING_CYCLE, Staffing.STEADY),
        post=_POST.get(index % _POST_CYCLE, PostCase.ORDINARY),
        prevention=_PREVENTION.get(index % _PREVENTION_CYCLE, PreventionCase.ORDINARY),
    )
