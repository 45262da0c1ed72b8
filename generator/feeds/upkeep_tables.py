"""Two tables of what the stations owe week by week and month by month: the on-site promise, charts and records."""

from __future__ import annotations

import datetime as dt
from typing import Final

from generator.completeness import AreaCompleteness, Completeness
from generator.feeds.tables import Cell, Column, Dataset
from generator.memo import remembered
from generator.model.months import thursday_of
from generator.model.report import Chart, Ledger
from generator.promise import Promises

_WEEKS: Final = (
    Column(key="week", title="ISO 周次"),
    Column(key="monday", title="周一的日期"),
    Column(key="area", title="社区编号"),
    Column(key="station", title="派出所编号"),
    Column(key="state", title="状态"),
    Column(key="promised", title="承诺 [天]", types=("integer",)),
    Column(key="days", title="报的天数 [天]", types=("integer",)),
    Column(key="kept", title="计入兑现 [天]", types=("integer",)),
    Column(key="reason", title="原因"),
    Column(key="vacant", title="社区民警空缺", types=("boolean",)),
)
_BEFORE: Final = (
    Column(key="month", title="月份"),
    Column(key="area", title="社区编号"),
    Column(key="station", title="派出所编号"),
)
_AFTER: Final = (
    Column(key="work_records", title="有工作纪实 [周]", types=("integer",)),
    Column(key="weeks", title="本月的周数", types=("integer",)),
    Column(key="filing", title="月报"),
    Column(key="permanent", title="常住人口 [人]", types=("integer",)),
    Column(key="actual", title="实有人口 [人]", types=("integer",)),
    Column(key="temporary", title="暂住人口 [人]", types=("integer",)),
    Column(key="population_as_of", title="人口统计日期"),
    Column(key="institutions", title="机关企事业单位 [个]", types=("integer",)),
    Column(key="shops", title="门店商场 [个]", types=("integer",)),
)


@remembered()
def on_site_dataset(promises: Promises) -> Dataset:
    """The last twelve published weeks, oldest first, every community in each; where the days do not count, no days."""
    rows = (
        (
            week.week, str(thursday_of(week.week) - dt.timedelta(days=3)), id_, promise.area.station,
            week.state.value, week.promised, week.days, week.kept if week.counts else None,
            week.reason.value if week.reason is not None else None, week.vacant,
        )
        for at in range(len(promises.weeks))
        for id_, promise in promises.by_area.items()
        for week in [promise.weeks[at]]
    )  # fmt: skip
    return Dataset(
        id="on_site",
        title="驻社区承诺",
        what="每行一个社区的一周:承诺几天、报了几天、为什么少了",
        columns=_WEEKS,
        rows=tuple(rows),
    )


@remembered()
def work_records_dataset(completeness: Completeness | None) -> Dataset:
    """The latest published month; a flag is null where the community did not report the item."""
    flags = (
        *(Column(key=f"chart_{chart}", title=f"{chart.label}图表", types=("boolean",)) for chart in Chart),
        *(
            Column(key=f"ledger_{ledger}", title=f"{ledger.label}台帐", types=("boolean",))
            for ledger in Ledger
        ),
    )
    rows = (
        _row(completeness, area)
        for station in (completeness.stations if completeness is not None else ())
        for area in station.areas
        if completeness is not None
    )
    return Dataset(
        id="work_records",
        title="图表、台帐和月报",
        what="每行一个社区在最近公布的一个月:哪些图表、台帐更新到位,几周有工作纪实,月报是否按时",
        columns=(*_BEFORE, *flags, *_AFTER),
        rows=tuple(rows),
    )


def _row(completeness: Completeness, found: AreaCompleteness) -> tuple[Cell, ...]:
    population = found.area.population
    return (
        completeness.month,
        found.area.id,
        found.area.station,
        *(chart in found.charts if found.charts is not None else None for chart in Chart),
        *(ledger in found.ledgers if found.ledgers is not None else None for ledger in Ledger),
        len(found.weeks) if found.weeks is not None else None,
        len(completeness.weeks),
        found.filing.value,
        population.permanent,
        population.actual,
        population.temporary,
        population.as_of.isoformat(),
        found.area.institutions,
        found.area.shops,
    )
