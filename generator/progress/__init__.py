"""The rollout: the five 到位 of every area as of the bureau's day, the rounds with their steps (方案二(进度)).

Stages: conditions (one area, one condition), goals (in place if all their conditions are), counts, steps.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from generator.model.public import PublicArea, PublicBureau
from generator.model.rollout import Acceptance, ConditionId, Cycle, Goal, GoalId
from generator.model.station import Station
from generator.progress.conditions import Finding, State, Yardstick, findings_of, yardstick_of
from generator.progress.steps import CycleProgress, Trial, cycle_progress

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class AreaGoal:
    """One goal in one area: what is lacking and what is unknown, in words. If both occur, the state is LACKING."""

    goal: GoalId
    state: State
    lacking: tuple[str, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AreaProgress:
    """An area, by id: its goals in the order of the data, and the finding on every condition."""

    area: str
    station: str
    goals: tuple[AreaGoal, ...]
    findings: Mapping[ConditionId, Finding]

    @property
    def is_complete(self) -> bool:
        """Are all five in place?"""
        return all(goal.state is State.IN_PLACE for goal in self.goals)


@dataclass(frozen=True, kw_only=True)
class GoalCount:
    """One goal: how many areas are in each state [areas]."""

    goal: GoalId
    in_place: int
    lacking: int
    unknown: int


@dataclass(frozen=True, kw_only=True)
class StationProgress:
    """A station with its areas by id; `complete` are those with all five in place [areas]."""

    station: Station
    areas: tuple[AreaProgress, ...]
    counts: tuple[GoalCount, ...]
    complete: int


@dataclass(frozen=True, kw_only=True)
class Progress:
    """The bureau: stations by id, rounds in the file's order. `month` is the last published, None without any."""

    as_of: dt.date
    month: str | None
    goals: tuple[Goal, ...]
    stations: tuple[StationProgress, ...]
    counts: tuple[GoalCount, ...]
    areas: int
    complete: int
    cycles: tuple[CycleProgress, ...]

    @cached_property
    def accepted(self) -> Mapping[str, tuple[tuple[Cycle, Acceptance], ...]]:
        """By area, its acceptances in the rounds that are not archived, the latest first."""
        running = (one for one in self.cycles if not one.cycle.archive)
        made = [(one.cycle, made) for one in running for made in one.acceptance]
        made.sort(key=lambda pair: pair[1].on, reverse=True)
        return _by_area((one.area, (cycle, one)) for cycle, one in made)

    @cached_property
    def trials(self) -> Mapping[str, tuple[tuple[Cycle, Trial], ...]]:
        """By area, where it was a pilot, in the order of the rounds."""
        return _by_area((one.pilot.area, (cycle.cycle, one)) for cycle in self.cycles for one in cycle.trials)

    @cached_property
    def by_area(self) -> Mapping[str, AreaProgress]:
        """Each area of today."""
        return {area.area: area for station in self.stations for area in station.areas}

    def areas_that_are(self, state: State, condition: ConditionId) -> int:
        """How many areas are in that state of the condition."""
        return sum(
            area.findings[condition].state is state for station in self.stations for area in station.areas
        )


def _by_area(found: Iterable[tuple[str | None, T]]) -> Mapping[str, tuple[T, ...]]:
    """What names an area, in the given order."""
    own: dict[str, list[T]] = defaultdict(list)
    for area, one in found:
        if area is not None:
            own[area].append(one)
    return {area: tuple(listed) for area, listed in own.items()}


def progress(bureau: PublicBureau) -> Progress:
    """Every area's goals, their counts by station and for the bureau, and every round, as of the bureau's day."""
    goals, yardstick = bureau.milestones.goals, yardstick_of(bureau)
    areas = [_area_progress(area, goals, yardstick) for _, area in sorted(bureau.areas.items())]
    return Progress(
        as_of=bureau.as_of,
        month=yardstick.month,
        goals=goals,
        stations=tuple(
            StationProgress(station=station, areas=own, counts=_counts(own, goals), complete=_complete(own))
            for id_, station in sorted(bureau.standing_stations.items())
            for own in [tuple(area for area in areas if area.station == id_)]
        ),
        counts=_counts(areas, goals),
        areas=len(areas),
        complete=_complete(areas),
        cycles=tuple(
            cycle_progress(cycle, bureau.as_of, bureau.every_area) for cycle in bureau.milestones.cycles
        ),
    )


def _area_progress(area: PublicArea, goals: Iterable[Goal], yardstick: Yardstick) -> AreaProgress:
    findings = findings_of(yardstick, area)
    told = tuple(_area_goal(goal, findings) for goal in goals)
    return AreaProgress(area=area.id, station=area.station, goals=told, findings=findings)


def _area_goal(goal: Goal, findings: Mapping[ConditionId, Finding]) -> AreaGoal:
    """One goal in one area; equal words for two conditions are listed once."""
    told = [findings[condition] for condition in goal.conditions]
    lacking, unknown = (
        tuple(dict.fromkeys(finding.words for finding in told if finding.state is state))
        for state in (State.LACKING, State.UNKNOWN)
    )
    state = State.LACKING if lacking else State.UNKNOWN if unknown else State.IN_PLACE
    return AreaGoal(goal=goal.id, state=state, lacking=lacking, unknown=unknown)


def _counts(areas: Sequence[AreaProgress], goals: Sequence[Goal]) -> tuple[GoalCount, ...]:
    states = [[area.goals[at].state for area in areas] for at in range(len(goals))]
    return tuple(
        GoalCount(
            goal=goal.id,
            in_place=found.count(State.IN_PLACE),
            lacking=found.count(State.LACKING),
            unknown=found.count(State.UNKNOWN),
        )
        for goal, found in zip(goals, states, strict=True)
    )


def _complete(areas: Iterable[AreaProgress]) -> int:
    return sum(area.is_complete for area in areas)
