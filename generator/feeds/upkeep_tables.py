"""Two tables of what stations owe: the on-site promise by week, charts and records by month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from generator.completeness import Completeness
from generator.facts.area_month import AreaMonth, CountedMonth, areas_in
from generator.feeds.tables import Column, Dataset, Table, fields, number_of
from generator.model.area import Area, Population
from generator.model.months import month_of_week, thursday_of
from generator.model.public import PublicBureau
from generator.model.report import Chart, Ledger
from generator.promise import PromisedWeek, promised_week

_ON_SITE: Final = Table[tuple[AreaMonth, PromisedWeek]](
    "每行一个社区在公布的月份里的一周:承诺几天、报了几天、为什么少了",
    Column("week", "ISO 周次", str, lambda row: row[1].week),
    Column("month", "算在哪个月(看星期四)", str, lambda row: month_of_week(row[1].week)),
    Column("monday", "周一的日期", str, lambda row: thursday_of(row[1].week) - dt.timedelta(days=3)),
    Column("area", "社区编号", str, lambda row: row[0].area.id),
    Column("station", "派出所编号", str, lambda row: row[0].area.station),
    Column("state", "状态", str, lambda row: row[1].state),
    Column("promised", "承诺 [天]", int, lambda row: row[1].promised),
    Column("days", "报的天数 [天]", int, lambda row: row[1].days),
    Column("kept", "计入兑现 [天]", int, lambda row: row[1].kept if row[1].counts else None),
    Column("reason", "原因", str, lambda row: row[1].reason),
    Column("vacant", "社区民警空缺", bool, lambda row: row[1].vacant),
    Column("entries", "这一周记了工作纪实;这个月没有记的所为空", bool, lambda row: _has_entries(*row)),
)


def _has_entries(own: AreaMonth, promised: PromisedWeek) -> bool | None:
    weeks = own.row.work_weeks if own.row is not None else None
    return None if weeks is None else promised.week in weeks


def _flag(key: str, title: str, item: Chart | Ledger) -> Column[AreaMonth]:
    def is_up_to_date(own: AreaMonth) -> bool | None:
        items: tuple[Chart | Ledger, ...] | None = own.charts if isinstance(item, Chart) else own.ledgers
        return None if items is None else item in items

    return Column(key, title, bool, is_up_to_date)


_WORK_RECORDS: Final = Table[AreaMonth](
    "每行一个社区在最近公布的一个月:哪些图表、台帐更新到位,几周有工作纪实,月报是否按时",
    Column("month", "月份", str, lambda own: own.month.name),
    Column("area", "社区编号", str, lambda own: own.area.id),
    Column("station", "派出所编号", str, lambda own: own.area.station),
    *(_flag(f"chart_{chart}", f"{chart.label}图表", chart) for chart in Chart),
    *(_flag(f"ledger_{ledger}", f"{ledger.label}台帐", ledger) for ledger in Ledger),
    Column("work_records", "有工作纪实 [周]", int, lambda own: number_of(own.recorded_weeks)),
    Column("weeks", "本月的周数", int, lambda own: len(own.month.weeks)),
    Column("filing", "月报", str, lambda own: own.filing),
    *fields(Population, "permanent actual temporary", lambda own: own.area.population),
    Column("population_as_of", "人口统计日期", str, lambda own: own.area.population.as_of),
    *fields(Area, "institutions shops", lambda own: own.area),
)


def on_site_dataset(bureau: PublicBureau) -> Dataset:
    """The weeks of all published months, oldest first, each with the communities that counted in its month."""
    return _ON_SITE.of("on_site", "驻社区承诺", _published_weeks(bureau))


def _published_weeks(bureau: PublicBureau) -> Iterator[tuple[AreaMonth, PromisedWeek]]:
    for name in sorted(bureau.releases):
        month = CountedMonth(name=name, policy=bureau.policy_for(name))
        own = areas_in(bureau.every_area.values(), month, bureau.reports_of(name))
        for week in month.weeks:
            yield from ((each, promised_week(each, week, is_published=True)) for each in own)


def work_records_dataset(completeness: Completeness | None) -> Dataset:
    """The latest published month; a flag is null where the community did not report the item."""
    stations = completeness.stations if completeness is not None else ()
    rows = (own for station in stations for own in station.areas)
    return _WORK_RECORDS.of("work_records", "图表、台帐和月报", rows)
