"""The rollout as tables: each area's five 到位, the steps of every round, the acceptances."""

from __future__ import annotations

from typing import Final, NamedTuple

from generator.feeds.tables import Column, Dataset, Table
from generator.model.rollout import Acceptance, Cycle, Milestone
from generator.progress import AreaGoal, AreaProgress, Progress
from generator.progress.steps import StepProgress

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


class _Step(NamedTuple):
    cycle: Cycle
    progress: StepProgress
    step: Milestone


_STEPS: Final = Table[_Step](
    "每行一轮建设的一个步骤",
    Column("cycle", "轮次编号", str, lambda row: row.cycle.id),
    Column("cycle_title", "轮次", str, lambda row: row.cycle.title),
    Column("id", "步骤编号", str, lambda row: row.step.id),
    Column("title", "步骤", str, lambda row: row.step.title),
    Column("original", "方案原文", str, lambda row: row.step.original),
    Column("starts", "开始", str, lambda row: row.step.starts),
    Column("ends", "截止", str, lambda row: row.step.ends),
    Column("state", "状态", str, lambda row: row.progress.state),
    Column("days_late", "晚 [天]", int, lambda row: row.progress.days_late),
    Column("done_on", "完成", str, lambda row: row.step.done_on),
    Column("evidence", "依据", str, lambda row: row.step.evidence),
    Column("clause", "方案条目", str, lambda row: row.step.clause),
    Column("interpretation", "本站解释", str, lambda row: row.step.interpretation),
)


_ACCEPTANCE: Final = Table[tuple[Cycle, Acceptance]](
    "每行一次验收",
    Column("cycle", "轮次编号", str, lambda row: row[0].id),
    Column("area", "社区编号", str, lambda row: row[1].area),
    Column("station", "派出所编号", str, lambda row: row[1].station),
    Column("result", "结果", str, lambda row: row[1].result),
    Column("on", "日期", str, lambda row: row[1].on),
    Column("evidence", "依据", str, lambda row: row[1].evidence),
)


def progress_datasets(progress: Progress) -> tuple[Dataset, ...]:
    """Three tables; an acceptance that names neither area nor station is the bureau's."""
    areas = (area for station in progress.stations for area in station.areas)
    cycles = progress.cycles
    return (
        _STATES.of(
            "progress",
            "五个到位",
            ((progress.month, area, goal) for area in areas for goal in area.goals),
        ),
        _STEPS.of(
            "milestones",
            "建设步骤",
            (_Step(cycle.cycle, one, one.step) for cycle in cycles for one in cycle.steps),
        ),
        _ACCEPTANCE.of(
            "acceptance",
            "检查验收",
            ((cycle.cycle, made) for cycle in cycles for made in cycle.acceptance),
        ),
    )
