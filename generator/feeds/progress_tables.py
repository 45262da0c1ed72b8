"""The rollout as tables: each area's five 到位, the steps and pilots of every round, the acceptances."""

from __future__ import annotations

from operator import itemgetter
from typing import Final

from generator.feeds.tables import Column, Dataset, Table, fields
from generator.model.rollout import Acceptance, Cycle, GoalId, Milestone, Pilot
from generator.progress import AreaGoal, AreaProgress, Progress
from generator.progress.steps import StepProgress, Trial

_STATES: Final = Table[tuple[str | None, AreaProgress, AreaGoal]](
    "每行一个社区的一个到位",
    Column("area", "社区编号", str, lambda row: row[1].area),
    Column("station", "派出所编号", str, lambda row: row[1].station),
    Column("goal", "到位", str, lambda row: row[2].goal),
    Column("goal_title", "到位名称", str, lambda row: row[2].goal.label),
    Column("state", "状态", str, lambda row: row[2].state),
    Column("lacking", "差什么", tuple, lambda row: row[2].lacking),
    Column("unknown", "没有报什么", tuple, lambda row: row[2].unknown),
    Column("month", "月报数字的月份", str, lambda row: row[0]),
)


_STEPS: Final = Table[tuple[Cycle, StepProgress]](
    "每行一轮建设的一个步骤",
    Column("cycle", "轮次编号", str, lambda row: row[0].id),
    Column("cycle_title", "轮次", str, lambda row: row[0].title),
    *fields(Milestone, "id title", lambda row: row[1].step, id="步骤编号"),
    *fields(Milestone, "original starts ends", lambda row: row[1].step, original="文件原文"),
    Column("state", "状态", str, lambda row: row[1].state),
    Column("days_late", "晚 [天]", int, lambda row: row[1].days_late),
    *fields(Milestone, "done_on evidence clause interpretation", lambda row: row[1].step, clause="文件条目"),
)


_PILOTS: Final = Table[tuple[Cycle, Trial]](
    "每行一个试点;空的是文件没有写、也没有留下记录",
    Column("cycle", "轮次编号", str, lambda row: row[0].id),
    *fields(Milestone, "id starts ends", lambda row: row[1].step, id="步骤编号"),
    *fields(Pilot, "place area", lambda row: row[1].pilot, area="社区编号"),
    Column("kind", "类别", str, lambda row: row[1].kind),
    *fields(Pilot, "found", lambda row: row[1].pilot),
)


def _result(goal: GoalId) -> Column[tuple[Cycle, Acceptance]]:
    def result(row: tuple[Cycle, Acceptance]) -> str | None:
        found = row[1].result_of(goal)
        return found.result if found is not None else None

    return Column(goal.value, goal.label, str, result)


_ACCEPTANCE: Final = Table[tuple[Cycle, Acceptance]](
    "每行一次验收",
    Column("cycle", "轮次编号", str, lambda row: row[0].id),
    *fields(Acceptance, "area station", itemgetter(1), area="社区编号", station="派出所编号"),
    *fields(Acceptance, "result on evidence", itemgetter(1)),
    *map(_result, GoalId),
    Column("found", "查到什么", tuple, lambda row: tuple(one.found for one in row[1].goals if one.found)),
    *fields(Acceptance, "again_by", itemgetter(1)),
)


def progress_datasets(progress: Progress) -> tuple[Dataset, ...]:
    """Four tables; an acceptance that names neither area nor station is the bureau's."""
    areas = (area for station in progress.stations for area in station.areas)
    states = ((progress.month, area, goal) for area in areas for goal in area.goals)
    steps = ((cycle.cycle, step) for cycle in progress.cycles for step in cycle.steps)
    trials = ((cycle.cycle, trial) for cycle in progress.cycles for trial in cycle.trials)
    acceptances = ((cycle.cycle, made) for cycle in progress.cycles for made in cycle.acceptance)
    return (
        _STATES.of("progress", "五个到位", states),
        _STEPS.of("milestones", "建设步骤", steps),
        _PILOTS.of("pilots", "试点", trials),
        _ACCEPTANCE.of("acceptance", "检查验收", acceptances),
    )
