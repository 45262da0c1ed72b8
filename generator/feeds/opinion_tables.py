"""The opinions as tables: each with what became of it, and what they come to by community, station and bureau."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.feeds.tables import Cell, Dataset, table
from generator.memo import remembered
from generator.model.meeting import OpinionStatus
from generator.opinions import OpinionLedger, OpinionLedgers, OpinionStatistics


@remembered()
def opinions_dataset(ledger: OpinionLedger) -> Dataset:
    """One row for each opinion."""
    rows = (
        (
            raised.meeting.id, raised.meeting.area, raised.station, o.id, raised.meeting.date.isoformat(), o.text,
            o.owner, o.due.isoformat(), o.status.value, o.status.label, raised.is_overdue, o.outcome,
            o.closed_on.isoformat() if o.closed_on else None, raised.taken, raised.waiting, raised.late,
            tuple(day.isoformat() for day in o.read_back_on), raised.to_read_back,
        )
        for raised in ledger.opinions
        for o in [raised.opinion]
    )  # fmt: skip
    return table(
        "opinions", "群众意见", "每行一条意见及办理情况", rows,
        meeting="会议编号", area="社区编号", station="派出所编号", id="编号", raised_on="提出日期", text="意见",
        owner="承办", due="答复期限", status="状态", state="状态(文字)", overdue="逾期|boolean", outcome="结果",
        closed_on="办结日期", days_taken="从提出到答复 [天]|integer", days_waiting="没有答复的已等 [天]|integer",
        days_late="超过期限 [天]|integer", read_back_on="回报日期|array", to_read_back="下次会上回报|boolean",
    )  # fmt: skip


@remembered()
def statistics_dataset(
    ledgers: OpinionLedgers, areas: Mapping[str, str], stations: Mapping[str, str]
) -> Dataset:
    """One row for the bureau, each station and each community; `areas` and `stations` are their names by id."""
    return table(
        "opinion_statistics",
        "群众意见统计",
        "每行全市、一个派出所或一个社区的意见:办得怎样,用了多久",
        _rows(ledgers, areas, stations),
        level="层级",
        id="编号",
        name="名称",
        total="意见|integer",
        open="待办|integer",
        in_progress="办理中|integer",
        overdue="其中逾期|integer",
        done="已办结|integer",
        declined="不能采纳|integer",
        transferred="已转交|integer",
        answered_late="答复晚于期限|integer",
        median_days="一半答复在几天以内(中位数) [天]|integer",
        ninetieth_days="九成答复在几天以内(第 90 百分位数) [天]|integer",
        each_days="答复不足 5 条时各用的天数|array",
        oldest_days="没有答复的最久已等 [天]|integer",
        to_read_back="下次会上要回报|integer",
        followed="后来又开过会的|integer",
        read_next="其中在紧接着的会上回报的|integer",
    )


def _rows(
    ledgers: OpinionLedgers, areas: Mapping[str, str], stations: Mapping[str, str]
) -> Iterator[tuple[Cell, ...]]:
    yield "bureau", None, None, *_cells(ledgers.bureau.statistics)
    for station, ledger in ledgers.by_station.items():
        yield "station", station, stations[station], *_cells(ledger.statistics)
    for area, ledger in ledgers.by_area.items():
        yield "area", area, areas[area], *_cells(ledger.statistics)


def _cells(statistics: OpinionStatistics) -> tuple[Cell, ...]:
    counts = statistics.counts
    few = statistics.half is None
    return (
        statistics.total,
        counts[OpinionStatus.OPEN],
        counts[OpinionStatus.IN_PROGRESS],
        statistics.overdue,
        counts[OpinionStatus.DONE],
        counts[OpinionStatus.DECLINED],
        counts[OpinionStatus.TRANSFERRED],
        statistics.answered_late,
        statistics.half,
        statistics.nine_tenths,
        tuple(map(str, statistics.taken)) if few else (),
        statistics.oldest,
        statistics.to_read_back,
        statistics.followed,
        statistics.read_next,
    )
