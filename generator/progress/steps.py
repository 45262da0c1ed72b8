"""The state of each step of a round, its pilots, and the round's acceptances (方案二(进度))."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from generator.model.area import AreaKind
from generator.model.public import PublicArea
from generator.model.rollout import Acceptance, Cycle, Milestone, Pilot
from generator.model.values import Labelled


class StepState(Labelled):
    """The state of a step on a day. In an archived round a step without a date is unrecorded, not overdue."""

    DONE = "done", "完成"
    UNDER_WAY = "under_way", "进行中"
    OVERDUE = "overdue", "逾期"
    AHEAD = "ahead", "未到"
    UNRECORDED = "unrecorded", "没有留下记录"


@dataclass(frozen=True, kw_only=True)
class StepProgress:
    """A step; `days_late` [days] from its last day until it was done, or until today if it is overdue; else 0."""

    step: Milestone
    state: StepState
    days_late: int


@dataclass(frozen=True, kw_only=True)
class Trial:
    """A pilot with its step and what kind of area it was when the step began; None if nobody knows which area."""

    step: Milestone
    pilot: Pilot
    kind: AreaKind | None


@dataclass(frozen=True, kw_only=True)
class CycleProgress:
    """A round with its steps in the file's order; acceptances the latest first."""

    cycle: Cycle
    steps: tuple[StepProgress, ...]
    trials: tuple[Trial, ...]
    acceptance: tuple[Acceptance, ...]


def cycle_progress(cycle: Cycle, day: dt.date, areas: Mapping[str, PublicArea]) -> CycleProgress:
    """The round as of that day; `areas` are all that a pilot may name."""
    return CycleProgress(
        cycle=cycle,
        steps=tuple(_step(step, cycle, day) for step in cycle.milestones),
        trials=tuple(
            Trial(
                step=step,
                pilot=pilot,
                kind=areas[pilot.area].kind_on(step.starts) if pilot.area is not None else None,
            )
            for step in cycle.milestones
            for pilot in step.pilots
        ),
        acceptance=tuple(sorted(cycle.acceptance, key=lambda made: made.on, reverse=True)),
    )


def _step(step: Milestone, cycle: Cycle, day: dt.date) -> StepProgress:
    state = _state(step, cycle, day)
    until = step.done_on if step.done_on is not None else day
    is_late = state in (StepState.DONE, StepState.OVERDUE) and until > step.ends
    return StepProgress(step=step, state=state, days_late=(until - step.ends).days if is_late else 0)


def _state(step: Milestone, cycle: Cycle, day: dt.date) -> StepState:
    if step.done_on is not None:
        return StepState.DONE
    if cycle.archive:
        return StepState.UNRECORDED
    if day > step.ends:
        return StepState.OVERDUE
    return StepState.UNDER_WAY if day >= step.starts else StepState.AHEAD
