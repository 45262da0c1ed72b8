"""图表、台帐和月报: the items that each community kept up in the latest published month, as a matrix.

A number is shown only if it is public elsewhere (人口); for key population and firearms only the flag is known.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from generator.completeness import Completeness, StationCompleteness
from generator.facts.area_month import AreaMonth, Filing
from generator.model.public import PublicArea, PublicBureau
from generator.model.report import Chart, Ledger
from generator.model.terms import Terms
from generator.pages.by_station import Section, StationGroup, grouped, part_pages
from generator.pages.links import Link, month_report_link
from generator.pages.page import Page, written_page
from generator.wording import dated, number

_SECTION: Final = Section(
    url="work-records/",
    title="图表、台帐和月报",
    told="每个社区的图表、台帐、工作纪实和月报，哪些到位，哪些还缺",
)
_FILED: Final = {Filing.ON_TIME: "√", Filing.LATE: "×", Filing.NOT_FILED: "–"}


@dataclass(frozen=True, kw_only=True)
class RecordCell:
    """One item of one community, as a sign with a word. `figure` is the public number that belongs to it."""

    title: str
    text: str
    is_gap: bool
    figure: str | None = None


@dataclass(frozen=True, kw_only=True)
class ItemLine:
    """One item over the whole bureau: communities that kept it up, that reported it, that did not report it."""

    title: str
    group: str | None
    kept: int
    of: int
    unreported: int


@dataclass(frozen=True, kw_only=True)
class WorkRecords:
    """The month in figures, by item and by station; None before any was published.

    `recording` are the stations that keep work records of it.
    """

    template: ClassVar[str] = "work_records.html"
    found: Completeness | None
    groups: tuple[StationGroup[StationCompleteness], ...]
    recording: frozenset[str]
    terms: Terms

    @property
    def items(self) -> Iterator[ItemLine]:
        """Charts, ledgers, work records, report."""
        stations = self.found.stations if self.found else ()
        areas = [area for station in stations for area in station.areas]
        weeks = len(self.found.month.weeks) if self.found else 0
        for chart in Chart:
            yield _item(chart.label, "图表", [None if a.charts is None else chart in a.charts for a in areas])
        for ledger in Ledger:
            kept = [None if a.ledgers is None else ledger in a.ledgers for a in areas]
            yield _item(ledger.label, "台帐", kept)
        whole = [None if area.recorded_weeks is None else len(area.recorded_weeks) == weeks for area in areas]
        yield _item("每周都有工作纪实", None, whole)
        yield _item("月报按时", None, [area.filing is Filing.ON_TIME for area in areas])

    @property
    def due_on(self) -> str:
        """The day by which the month had to be reported."""
        return self._dated(self.found.month.report_due) if self.found else ""

    def summary(self, station: StationCompleteness) -> str:
        """A station's matrix in a line."""
        if not station.areas:
            return "还没有登记社区"
        if station.filed_on is None:
            return f"{len(station.areas)} 个社区，没有报月报"
        filing = "月报按时" if station.total.on_time else f"月报晚报（{self._dated(station.filed_on)}）"
        return f"{len(station.areas)} 个社区：{kept_up(station)}，{filing}"

    def _dated(self, day: dt.date) -> str:
        return dated(day, as_of=self.found.month.first).text if self.found else ""


@dataclass(frozen=True, kw_only=True)
class StationWorkRecords:
    """The matrix of a station's communities. `report` is the page of its monthly report, if the month has one."""

    template: ClassVar[str] = "work_records_station.html"
    found: StationCompleteness
    month: str
    report: Link | None
    terms: Terms

    @property
    def heads(self) -> tuple[str, ...]:
        """The items of the matrix, in order."""
        return (*(item.label for item in (*Chart, *Ledger)), "工作纪实", "月报")

    def cells(self, area: AreaMonth) -> Iterator[RecordCell]:
        """A community's row of the matrix, in the order of the items."""
        figures = public_figures(area.area)
        for chart in Chart:
            yield _flag(chart, area.charts, figures.get(chart))
        for ledger in Ledger:
            yield _flag(ledger, area.ledgers, None)
        yield _weeks(area.recorded_weeks, len(area.month.weeks))
        is_late = area.filing is not Filing.ON_TIME
        yield RecordCell(title="月报", text=f"{_FILED[area.filing]} {area.filing.label}", is_gap=is_late)


def work_record_pages(bureau: PublicBureau, found: Completeness | None) -> tuple[Page, ...]:
    """The bureau's page, and the matrix of each station."""
    month = found.month.name if found is not None else ""
    released = {row.station for row in bureau.releases[month].latest.rows} if found is not None else set()
    stations = {one.station.id: one for one in found.stations} if found is not None else {}
    view = WorkRecords(
        found=found,
        groups=grouped(bureau, stations),
        recording=frozenset(station for of, station in bureau.work_records if of == month),
        terms=bureau.terms,
    )
    parts = (
        StationWorkRecords(
            found=one,
            month=month,
            report=month_report_link(month, id_, one.station.name) if id_ in released else None,
            terms=bureau.terms,
        )
        for id_, one in stations.items()
    )
    return (
        written_page(_SECTION.url, view),
        *part_pages(_SECTION, ((part.found.station, part) for part in parts)),
    )


def kept_up(found: StationCompleteness) -> str:
    """图表 36/36，台帐没有报，工作纪实 25/25 周（1 个社区没有报全）: over the communities that reported the item."""
    total = found.total
    said = []
    for title, unit, one in (
        ("图表", "", total.charts),
        ("台帐", "", total.ledgers),
        ("工作纪实", " 周", total.weeks),
    ):
        known = total.areas - len(one.missing)
        said.append(
            f"{title} {one.attained}/{one.due * known // total.areas}{unit}" if known else f"{title}没有报"
        )
    lacking = f"（{total.unreported} 个社区没有报全）" if total.unreported else ""
    return "，".join(said) + lacking


def public_figures(area: PublicArea) -> Mapping[Chart, str]:
    """The charts with a number that is public in the community's own record, with that number."""
    population = area.population
    permanent = (
        f"{number(population.permanent)} 人"
        if population.permanent is not None
        else f"实有 {number(population.residents)} 人"
    )
    figures = {} if population.not_counted else {Chart.PERMANENT_POPULATION: permanent}
    if population.temporary is not None:
        figures[Chart.TEMPORARY_POPULATION] = f"{number(population.temporary)} 人"
    if area.institutions is not None:
        figures[Chart.INSTITUTIONS] = f"{number(area.institutions)} 家"
    if area.shops is not None:
        figures[Chart.SHOPS] = f"{number(area.shops)} 家"
    return figures


def _item(title: str, group: str | None, kept: list[bool | None]) -> ItemLine:
    known = [one for one in kept if one is not None]
    return ItemLine(
        title=title, group=group, kept=sum(known), of=len(known), unreported=len(kept) - len(known)
    )


def _flag(
    item: Chart | Ledger, kept: tuple[Chart, ...] | tuple[Ledger, ...] | None, figure: str | None
) -> RecordCell:
    text = "– 未报" if kept is None else "√ 有" if item in kept else "× 缺"
    is_gap = kept is None or item not in kept
    return RecordCell(title=item.label, text=text, is_gap=is_gap, figure=figure)


def _weeks(kept: tuple[str, ...] | None, whole: int) -> RecordCell:
    if kept is None:
        return RecordCell(title="工作纪实", text="– 未报", is_gap=True)
    sign = "√" if len(kept) == whole else "×"
    return RecordCell(title="工作纪实", text=f"{sign} {len(kept)}/{whole} 周", is_gap=len(kept) < whole)
