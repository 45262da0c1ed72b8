"""The five 到位 station by station and area by area."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from generator.model.rollout import GoalId
from generator.pages.links import Link, area_link, station_link
from generator.pages.progress.mark import StateMark
from generator.progress import AreaGoal, AreaProgress, StationProgress
from generator.progress.conditions import State


@dataclass(frozen=True, kw_only=True)
class GoalCell:
    """One goal in one area; `words` say what is lacking, then what is not known."""

    title: str
    mark: StateMark
    words: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AreaProgressLine:
    """An area with its five cells."""

    area: Link
    cells: tuple[GoalCell, ...]


@dataclass(frozen=True, kw_only=True)
class StationProgressBlock:
    """A station: how many of its areas have all five in place, and each of them, then area by area."""

    link: Link
    counts: tuple[tuple[str, int], ...]
    areas: tuple[AreaProgressLine, ...]


# Beside a mark that says whether it is in place.
_GOALS: Final[Mapping[GoalId, str]] = {
    GoalId.POSTS: "警务室",
    GoalId.OFFICERS: "警力",
    GoalId.STANDARDS: "规范化",
    GoalId.WORK: "工作",
    GoalId.SERVICES: "服务",
}
_STATES: Final[Mapping[State, tuple[str, str]]] = {
    State.IN_PLACE: ("√", "ok"),
    State.LACKING: ("×", "warn"),
    State.UNKNOWN: ("？", "plain"),
}


def station_block(station: StationProgress) -> StationProgressBlock:
    """The station; its summary first."""
    return StationProgressBlock(
        link=station_link(station.station.id, station.station.name),
        counts=(
            ("五项全到位", station.complete),
            *((_GOALS[count.goal], count.in_place) for count in station.counts),
        ),
        areas=tuple(_area_line(area) for area in station.areas),
    )


def _area_line(area: AreaProgress) -> AreaProgressLine:
    return AreaProgressLine(
        area=area_link(area.area.id, area.area.name),
        cells=tuple(_cell(goal) for goal in area.goals),
    )


def _cell(goal: AreaGoal) -> GoalCell:
    sign, tone = _STATES[goal.state]
    return GoalCell(
        title=_GOALS[goal.goal],
        mark=StateMark(sign=sign, word=goal.state.label, tone=tone),
        words=(*goal.lacking, *goal.unknown),
    )
