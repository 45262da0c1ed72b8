"""The rollout as tables: each area's five 到位, the steps of every round, the acceptances."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.feeds.tables import Cell, Column, Dataset
from generator.progress import CycleProgress, Progress

_STATES = (
    Column(key="area", title="社区编号"),
    Column(key="station", title="派出所编号"),
    Column(key="goal", title="到位"),
    Column(key="goal_title", title="到位名称"),
    Column(key="state", title="状态"),
    Column(key="lacking", title="差什么", types=("array",)),
    Column(key="unknown", title="没有报什么", types=("array",)),
    Column(key="month", title="月报数字的月份"),
)
_STEPS = (
    Column(key="cycle", title="轮次编号"),
    Column(key="cycle_title", title="轮次"),
    Column(key="id", title="步骤编号"),
    Column(key="title", title="步骤"),
    Column(key="original", title="方案原文"),
    Column(key="starts", title="开始"),
    Column(key="ends", title="截止"),
    Column(key="state", title="状态"),
    Column(key="days_late", title="晚 [天]", types=("integer",)),
    Column(key="done_on", title="完成"),
    Column(key="evidence", title="依据"),
    Column(key="clause", title="方案条目"),
    Column(key="interpretation", title="本站解释"),
)
_ACCEPTANCE = (
    Column(key="cycle", title="轮次编号"),
    Column(key="area", title="社区编号"),
    Column(key="station", title="派出所编号"),
    Column(key="result", title="结果"),
    Column(key="on", title="日期"),
    Column(key="evidence", title="依据"),
)


def progress_datasets(progress: Progress) -> tuple[Dataset, ...]:
    """Three tables; an acceptance that names neither area nor station is the bureau's."""
    return (
        Dataset(
            id="progress",
            title="五个到位",
            what="每行一个社区的一个到位",
            columns=_STATES,
            rows=tuple(_states(progress)),
        ),
        Dataset(
            id="milestones",
            title="建设步骤",
            what="每行一轮建设的一个步骤",
            columns=_STEPS,
            rows=tuple(_steps(progress.cycles)),
        ),
        Dataset(
            id="acceptance",
            title="检查验收",
            what="每行一次验收",
            columns=_ACCEPTANCE,
            rows=tuple(_acceptance(progress.cycles)),
        ),
    )


def _states(progress: Progress) -> Iterator[tuple[Cell, ...]]:
    for station in progress.stations:
        for one in station.areas:
            for goal in one.goals:
                yield (
                    one.area.id, station.station.id, goal.goal.value, goal.goal.label, goal.state.value,
                    goal.lacking, goal.unknown, progress.month,
                )  # fmt: skip


def _steps(cycles: Iterable[CycleProgress]) -> Iterator[tuple[Cell, ...]]:
    for cycle in cycles:
        for one in cycle.steps:
            step = one.step
            yield (
                cycle.cycle.id, cycle.cycle.title, step.id, step.title, step.original, step.starts.isoformat(),
                step.ends.isoformat(), one.state.value, one.days_late,
                step.done_on.isoformat() if step.done_on else None, step.evidence, step.clause, step.interpretation,
            )  # fmt: skip


def _acceptance(cycles: Iterable[CycleProgress]) -> Iterator[tuple[Cell, ...]]:
    for cycle in cycles:
        for made in cycle.acceptance:
            yield (
                cycle.cycle.id, made.area, made.station, made.result.value, made.on.isoformat(), made.evidence,
            )  # fmt: skip
