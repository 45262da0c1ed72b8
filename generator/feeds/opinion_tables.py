"""The opinions as tables: each with its outcome, and statistics of the bureau, stations and communities."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from operator import attrgetter
from typing import Final, NamedTuple

from generator.feeds.tables import Column, Dataset, Table, fields
from generator.model.meeting import Opinion, OpinionStatus
from generator.opinions import OpinionLedgers, OpinionStatistics, RaisedOpinion

_OPINIONS: Final = Table[RaisedOpinion](
    "每行一条意见及办理情况",
    Column("meeting", "会议编号", str, lambda raised: raised.meeting.id),
    Column("area", "社区编号", str, lambda raised: raised.meeting.area),
    Column("station", "期限那个月的派出所编号", str, lambda raised: raised.station),
    *fields(Opinion, "id", attrgetter("opinion")),
    Column("raised_on", "提出日期", str, lambda raised: raised.meeting.date),
    *fields(Opinion, "text owner due status", attrgetter("opinion")),
    Column("state", "状态(文字)", str, lambda raised: raised.opinion.status.label),
    Column("overdue", "逾期", bool, lambda raised: raised.is_overdue),
    *fields(Opinion, "outcome closed_on", attrgetter("opinion")),
    Column("days_taken", "从提出到答复 [天]", int, lambda raised: raised.taken),
    Column("days_waiting", "没有答复的已等 [天]", int, lambda raised: raised.waiting),
    Column("days_late", "超过期限 [天]", int, lambda raised: raised.late),
    Column("read_back_on", "回报日期", tuple, lambda raised: tuple(map(str, raised.opinion.read_back_on))),
    Column("to_read_back", "下次会上回报", bool, lambda raised: raised.to_read_back),
)


class _Level(NamedTuple):
    """The bureau, a station or a community, and the statistics of its opinions."""

    level: str
    id: str | None
    name: str | None
    statistics: OpinionStatistics


_STATISTICS: Final = Table[_Level](
    "每行全市、一个派出所或一个社区的意见:办得怎样,用了多久",
    Column("level", "层级", str, lambda row: row.level),
    Column("id", "编号", str, lambda row: row.id),
    Column("name", "名称", str, lambda row: row.name),
    Column("total", "意见", int, lambda row: row.statistics.total),
    Column("open", "待办", int, lambda row: row.statistics.counts[OpinionStatus.OPEN]),
    Column("in_progress", "办理中", int, lambda row: row.statistics.counts[OpinionStatus.IN_PROGRESS]),
    Column("overdue", "其中逾期", int, lambda row: row.statistics.overdue),
    Column("done", "已办结", int, lambda row: row.statistics.counts[OpinionStatus.DONE]),
    Column("declined", "不能采纳", int, lambda row: row.statistics.counts[OpinionStatus.DECLINED]),
    Column("transferred", "已转交", int, lambda row: row.statistics.counts[OpinionStatus.TRANSFERRED]),
    Column("answered_late", "答复晚于期限", int, lambda row: row.statistics.answered_late),
    Column("median_days", "一半答复在几天以内(中位数) [天]", int, lambda row: row.statistics.half),
    Column(
        "ninetieth_days",
        "九成答复在几天以内(第 90 百分位数) [天]",
        int,
        lambda row: row.statistics.nine_tenths,
    ),
    Column("each_days", "答复不足 5 条时各用的天数", tuple, lambda row: _each(row.statistics)),
    Column("oldest_days", "没有答复的最久已等 [天]", int, lambda row: row.statistics.oldest),
    Column("to_read_back", "下次会上要回报", int, lambda row: row.statistics.to_read_back),
    Column("followed", "后来又开过会的", int, lambda row: row.statistics.followed),
    Column("read_next", "其中在紧接着的会上回报的", int, lambda row: row.statistics.read_next),
)


def opinion_datasets(
    ledgers: OpinionLedgers, areas: Mapping[str, str], stations: Mapping[str, str]
) -> tuple[Dataset, ...]:
    """Two tables; `areas` and `stations` are their names by id."""
    return (
        _OPINIONS.of("opinions", "群众意见", ledgers.bureau.opinions),
        _STATISTICS.of("opinion_statistics", "群众意见统计", _levels(ledgers, areas, stations)),
    )


def _levels(
    ledgers: OpinionLedgers, areas: Mapping[str, str], stations: Mapping[str, str]
) -> Iterator[_Level]:
    yield _Level("bureau", None, None, ledgers.bureau.statistics)
    for id_, ledger in ledgers.by_station.items():
        yield _Level("station", id_, stations[id_], ledger.statistics)
    for id_, ledger in ledgers.by_area.items():
        yield _Level("area", id_, areas[id_], ledger.statistics)


def _each(statistics: OpinionStatistics) -> tuple[str, ...]:
    return tuple(map(str, statistics.taken)) if statistics.half is None else ()
