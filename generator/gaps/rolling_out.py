"""Gaps in the rollout: its steps, the five 到位, the pilots, the acceptances of the current round."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gaps.today import Today, some
from generator.model.rollout import AcceptanceResult
from generator.progress.steps import StepState


def step_gaps(today: Today) -> Iterator[str]:
    """Steps that are overdue."""
    states = [step.state for cycle in today.progress.cycles for step in cycle.steps]
    yield from some(states.count(StepState.OVERDUE), "个步骤逾期")


def goal_gaps(today: Today) -> Iterator[str]:
    """Communities that do not meet all five goals."""
    yield from some(today.progress.areas - today.progress.complete, "个社区没有五项全部到位")


def pilot_gaps(today: Today) -> Iterator[str]:
    """Pilots that nobody can name."""
    cycles = today.progress.cycles
    unnamed = sum(trial.pilot.area is None for cycle in cycles for trial in cycle.trials)
    yield from some(unnamed, "个试点没有留下是哪个社区")


def acceptance_gaps(today: Today) -> Iterator[str]:
    """Acceptances of the current round; of each community the last counts."""
    progress = today.progress
    if all(cycle.cycle.archive for cycle in progress.cycles):
        yield "没有登记正在进行的一轮建设"
        return
    last = [progress.accepted[area][0][1] for area in progress.by_area if area in progress.accepted]
    yield from some(progress.areas - len(last), "个社区这一轮还没有验收")
    failed = sum(made.result is AcceptanceResult.FAILED for made in last)
    yield from some(failed, "个社区最近一次验收不合格")
    unheld = sum(not made.goals for made in last)
    yield from some(unheld, "个社区的验收没有逐项的结果")
