"""The opinions as tables: each with what became of it, and what they come to by community, station and bureau."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.feeds.tables import Column, Dataset, table
from generator.memo import remembered
from generator.model.meeting import OpinionStatus
from generator.opinions import OpinionLedger, OpinionLedgers, OpinionStatistics


@remembered()
def opinions_dataset(ledger: OpinionLedger) -> Dataset:
    """One row for each opinion."""
    return table(
        "opinions",
        "群众意见",
        "每行一条意见及办理情况",
        ledger.opinions,
        Column("meeting", "会议编号", str, lambda raised: raised.meeting.id),
        Column("area", "社区编号", str, lambda raised: raised.meeting.area),
        Column("station", "派出所编号", str, lambda raised: raised.station),
        Column("id", "编号", str, lambda raised: raised.opinion.id),
        Column("raised_on", "提出日期", str, lambda raised: raised.meeting.date),
        Column("text", "意见", str, lambda raised: raised.opinion.text),
        Column("owner", "承办", str, lambda raised: raised.opinion.owner),
        Column("due", "答复期限", str, lambda raised: raised.opinion.due),
        Column("status", "状态", str, lambda raised: raised.opinion.status),
        Column("state", "状态(文字)", str, lambda raised: raised.opinion.status.label),
        Column("overdue", "逾期", bool, lambda raised: raised.is_overdue),
        Column("outcome", "结果", str, lambda raised: raised.opinion.outcome),
        Column("closed_on", "办结日期", str, lambda raised: raised.opinion.closed_on),
        Column("days_taken", "从提出到答复 [天]", int, lambda raised: raised.taken),
        Column("days_waiting", "没有答复的已等 [天]", int, lambda raised: raised.waiting),
        Column("days_late", "超过期限 [天]", int, lambda raised: raised.late),
        Column(
            "read_back_on", "回报日期", tuple, lambda raised: tuple(map(str, raised.opinion.read_back_on))
        ),
        Column("to_read_back", "下次会上回报", bool, lambda raised: raised.to_read_back),
    )


@remembered()
def statistics_dataset(
    ledgers: OpinionLedgers, areas: Mapping[str, str], stations: Mapping[str, str]
) -> Dataset:
    """One row for the bureau, each station and each community; `areas` and `stations` are their names by id."""
    return table(
        "opinion_statistics",
        "群众意见统计",
        "每行全市、一个派出所或一个社区的意见:办得怎样,用了多久",
        _levels(ledgers, areas, stations),
        Column("level", "层级", str, lambda row: row[0]),
        Column("id", "编号", str, lambda row: row[1]),
        Column("name", "名称", str, lambda row: row[2]),
        Column("total", "意见", int, lambda row: row[3].total),
        Column("open", "待办", int, lambda row: row[3].counts[OpinionStatus.OPEN]),
        Column("in_progress", "办理中", int, lambda row: row[3].counts[OpinionStatus.IN_PROGRESS]),
        Column("overdue", "其中逾期", int, lambda row: row[3].overdue),
        Column("done", "已办结", int, lambda row: row[3].counts[OpinionStatus.DONE]),
        Column("declined", "不能采纳", int, lambda row: row[3].counts[OpinionStatus.DECLINED]),
        Column("transferred", "已转交", int, lambda row: row[3].counts[OpinionStatus.TRANSFERRED]),
        Column("answered_late", "答复晚于期限", int, lambda row: row[3].answered_late),
        Column("median_days", "一半答复在几天以内(中位数) [天]", int, lambda row: row[3].half),
        Column(
            "ninetieth_days", "九成答复在几天以内(第 90 百分位数) [天]", int, lambda row: row[3].nine_tenths
        ),
        Column("each_days", "答复不足 5 条时各用的天数", tuple, lambda row: _each(row[3])),
        Column("oldest_days", "没有答复的最久已等 [天]", int, lambda row: row[3].oldest),
        Column("to_read_back", "下次会上要回报", int, lambda row: row[3].to_read_back),
        Column("followed", "后来又开过会的", int, lambda row: row[3].followed),
        Column("read_next", "其中在紧接着的会上回报的", int, lambda row: row[3].read_next),
    )


def _levels(
    ledgers: OpinionLedgers, areas: Mapping[str, str], stations: Mapping[str, str]
) -> Iterator[tuple[str, str | None, str | None, OpinionStatistics]]:
    """Level, id, name, and what the opinions come to."""
    yield "bureau", None, None, ledgers.bureau.statistics
    for id_, ledger in ledgers.by_station.items():
        yield "station", id_, stations[id_], ledger.statistics
    for id_, ledger in ledgers.by_area.items():
        yield "area", id_, areas[id_], ledger.statistics


def _each(statistics: OpinionStatistics) -> tuple[str, ...]:
    return tuple(map(str, statistics.taken)) if statistics.half is None else ()
