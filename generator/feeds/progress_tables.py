"""The rollout as tables: each area's five 到位, the steps of every round, the acceptances."""

from __future__ import annotations

from generator.feeds.tables import Column, Dataset, table
from generator.progress import Progress


def progress_datasets(progress: Progress) -> tuple[Dataset, ...]:
    """Three tables; an acceptance that names neither area nor station is the bureau's."""
    return _states(progress), _steps(progress), _acceptance(progress)


def _states(progress: Progress) -> Dataset:
    return table(
        "progress",
        "五个到位",
        "每行一个社区的一个到位",
        ((area.area, goal) for station in progress.stations for area in station.areas for goal in area.goals),
        Column("area", "社区编号", str, lambda row: row[0].id),
        Column("station", "派出所编号", str, lambda row: row[0].station),
        Column("goal", "到位", str, lambda row: row[1].goal),
        Column("goal_title", "到位名称", str, lambda row: row[1].goal.label),
        Column("state", "状态", str, lambda row: row[1].state),
        Column("lacking", "差什么", tuple, lambda row: row[1].lacking),
        Column("unknown", "没有报什么", tuple, lambda row: row[1].unknown),
        Column("month", "月报数字的月份", str, lambda _: progress.month),
    )


def _steps(progress: Progress) -> Dataset:
    return table(
        "milestones",
        "建设步骤",
        "每行一轮建设的一个步骤",
        ((cycle.cycle, one, one.step) for cycle in progress.cycles for one in cycle.steps),
        Column("cycle", "轮次编号", str, lambda row: row[0].id),
        Column("cycle_title", "轮次", str, lambda row: row[0].title),
        Column("id", "步骤编号", str, lambda row: row[2].id),
        Column("title", "步骤", str, lambda row: row[2].title),
        Column("original", "方案原文", str, lambda row: row[2].original),
        Column("starts", "开始", str, lambda row: row[2].starts),
        Column("ends", "截止", str, lambda row: row[2].ends),
        Column("state", "状态", str, lambda row: row[1].state),
        Column("days_late", "晚 [天]", int, lambda row: row[1].days_late),
        Column("done_on", "完成", str, lambda row: row[2].done_on),
        Column("evidence", "依据", str, lambda row: row[2].evidence),
        Column("clause", "方案条目", str, lambda row: row[2].clause),
        Column("interpretation", "本站解释", str, lambda row: row[2].interpretation),
    )


def _acceptance(progress: Progress) -> Dataset:
    return table(
        "acceptance",
        "检查验收",
        "每行一次验收",
        ((cycle.cycle, made) for cycle in progress.cycles for made in cycle.acceptance),
        Column("cycle", "轮次编号", str, lambda row: row[0].id),
        Column("area", "社区编号", str, lambda row: row[1].area),
        Column("station", "派出所编号", str, lambda row: row[1].station),
        Column("result", "结果", str, lambda row: row[1].result),
        Column("on", "日期", str, lambda row: row[1].on),
        Column("evidence", "依据", str, lambda row: row[1].evidence),
    )
