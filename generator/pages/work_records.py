"""图表、台帐和月报: which of them each community kept up in the latest published month, as a matrix.

Numbers stand only beside what is public as a number (人口); of key population and firearms the flag alone is known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from generator.completeness import Completeness, StationCompleteness
from generator.facts.area_month import AreaMonth, CountedMonth, Filing
from generator.model.public import PublicArea
from generator.model.report import Chart, Ledger
from generator.pages.links import Link, area_link, month_link, station_link
from generator.pages.page import Page, written_page
from generator.wording import ClauseLink, clause_link, dated, month_text, number, percent


@dataclass(frozen=True, kw_only=True)
class RecordCell:
    """One item of one community, sign and word. `figure` is the public number that belongs to it."""

    title: str
    text: str
    figure: str | None
    is_gap: bool


@dataclass(frozen=True, kw_only=True)
class AreaRow:
    """A community's row; `summary` says it in two phrases: charts, ledgers."""

    area: Link
    summary: tuple[str, str]
    cells: tuple[RecordCell, ...]


@dataclass(frozen=True, kw_only=True)
class StationFold:
    """A station's matrix, folded under `summary`."""

    id: str
    station: Link
    summary: str
    rows: tuple[AreaRow, ...]


@dataclass(frozen=True, kw_only=True)
class ItemLine:
    """One item over the whole bureau: communities that kept it up of those that reported it, their share, the others.

    The share is cut to one decimal.
    """

    title: str
    group: str
    kept: int
    of: int
    share: str
    unreported: int


@dataclass(frozen=True, kw_only=True)
class WorkRecords:
    """The month in figures, by item and by station; `month` None before any was published."""

    template: ClassVar[str] = "work_records.html"
    month: Link | None
    areas: int
    complete: int
    unreported: int
    due_on: str
    heads: tuple[str, ...]
    items: tuple[ItemLine, ...]
    stations: tuple[StationFold, ...]
    clause: ClauseLink


def work_record_pages(completeness: Completeness | None) -> tuple[Page, ...]:
    """The page of the matrix."""
    view = _view(completeness) if completeness is not None else _empty()
    page = written_page("work-records/", view)
    return (page,)


def records_sentences(completeness: Completeness | None) -> Mapping[str, str]:
    """What a station's own page says of it, by id: 2026年10月：图表 43/45，台帐 20/20，工作纪实 25/25 周."""
    if completeness is None:
        return {}
    month = month_text(completeness.month.name)
    return {
        one.station.id: f"{month}：{_figures(one) if one.filed_on is not None else '没有报月报'}"
        for one in completeness.stations
        if one.areas
    }


def _empty() -> WorkRecords:
    return WorkRecords(
        month=None,
        areas=0,
        complete=0,
        unreported=0,
        due_on="",
        heads=(),
        items=(),
        stations=(),
        clause=clause_link("二(五)"),
    )


def _view(completeness: Completeness) -> WorkRecords:
    total = completeness.total
    return WorkRecords(
        month=month_link(completeness.month.name),
        areas=total.areas,
        complete=total.complete,
        unreported=total.unreported,
        due_on=dated(completeness.month.report_due, as_of=completeness.month.first).text,
        heads=(*(item.label for item in (*Chart, *Ledger)), "工作纪实", "月报"),
        items=_items(completeness),
        stations=tuple(_station(station, completeness.month) for station in completeness.stations),
        clause=clause_link("二(五)"),
    )


def _items(completeness: Completeness) -> tuple[ItemLine, ...]:
    areas = [area for station in completeness.stations for area in station.areas]
    whole = len(completeness.month.weeks)
    charts = [area.charts for area in areas if area.charts is not None]
    ledgers = [area.ledgers for area in areas if area.ledgers is not None]
    weeks = [area.recorded_weeks for area in areas if area.recorded_weeks is not None]
    kept = (
        *((chart.label, "图表", sum(chart in own for own in charts), len(charts)) for chart in Chart),
        *((ledger.label, "台帐", sum(ledger in own for own in ledgers), len(ledgers)) for ledger in Ledger),
        ("每周都有工作纪实", "纪实", sum(len(own) == whole for own in weeks), len(weeks)),
        ("月报按时", "月报", sum(area.filing is Filing.ON_TIME for area in areas), len(areas)),
    )
    return tuple(
        ItemLine(
            title=title,
            group=group,
            kept=count,
            of=known,
            share=percent(count, known),
            unreported=len(areas) - known,
        )
        for title, group, count, known in kept
    )


def _station(found: StationCompleteness, month: CountedMonth) -> StationFold:
    return StationFold(
        id=found.station.id,
        station=station_link(found.station.id, found.station.name),
        summary=_summary(found, month),
        rows=tuple(_row(area) for area in found.areas),
    )


def _summary(found: StationCompleteness, month: CountedMonth) -> str:
    if not found.areas:
        return "还没有登记社区"
    if found.filed_on is None:
        return f"{len(found.areas)} 个社区，没有报月报"
    filing = (
        "月报按时" if found.total.on_time else f"月报晚报（{dated(found.filed_on, as_of=month.first).text}）"
    )
    return f"{len(found.areas)} 个社区：{_figures(found)}，{filing}"


def _figures(found: StationCompleteness) -> str:
    """图表 36/36，台帐没有报，工作纪实 25/25 周（1 个社区没有报全）: of the communities that reported the item."""
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


def _row(found: AreaMonth) -> AreaRow:
    figures = public_figures(found.area)
    return AreaRow(
        area=area_link(found.area.id, found.area.name),
        summary=(_of(len(Chart), "张图表", found.charts), _of(len(Ledger), "本台帐", found.ledgers)),
        cells=(
            *(_flag(chart, found.charts, figures.get(chart)) for chart in Chart),
            *(_flag(ledger, found.ledgers, None) for ledger in Ledger),
            _weeks(found.recorded_weeks, len(found.month.weeks)),
            _filing(found.filing),
        ),
    )


def _of(whole: int, unit: str, kept: tuple[Chart, ...] | tuple[Ledger, ...] | None) -> str:
    """9 张图表齐 7."""
    return f"{whole} {unit}{'没有报' if kept is None else f'齐 {len(kept)}'}"


def public_figures(area: PublicArea) -> Mapping[Chart, str]:
    """The charts whose number is public in the community's own record; no other has one."""
    population = area.population
    permanent = (
        f"{number(population.permanent)} 人"
        if population.permanent is not None
        else f"实有 {number(population.residents)} 人"
    )
    figures = {Chart.PERMANENT_POPULATION: permanent}
    if population.temporary is not None:
        figures[Chart.TEMPORARY_POPULATION] = f"{number(population.temporary)} 人"
    if area.institutions is not None:
        figures[Chart.INSTITUTIONS] = f"{number(area.institutions)} 家"
    if area.shops is not None:
        figures[Chart.SHOPS] = f"{number(area.shops)} 家"
    return figures


def _flag(
    item: Chart | Ledger, kept: tuple[Chart, ...] | tuple[Ledger, ...] | None, figure: str | None
) -> RecordCell:
    if kept is None:
        return RecordCell(title=item.label, text="– 未报", figure=figure, is_gap=True)
    is_kept = item in kept
    return RecordCell(title=item.label, text="√ 有" if is_kept else "× 缺", figure=figure, is_gap=not is_kept)


def _weeks(kept: tuple[str, ...] | None, whole: int) -> RecordCell:
    if kept is None:
        return RecordCell(title="工作纪实", text="– 未报", figure=None, is_gap=True)
    sign = "√" if len(kept) == whole else "×"
    return RecordCell(
        title="工作纪实", text=f"{sign} {len(kept)}/{whole} 周", figure=None, is_gap=len(kept) < whole
    )


def _filing(filing: Filing) -> RecordCell:
    sign = {Filing.ON_TIME: "√", Filing.LATE: "×", Filing.NOT_FILED: "–"}[filing]
    return RecordCell(
        title="月报", text=f"{sign} {filing.label}", figure=None, is_gap=filing is not Filing.ON_TIME
    )
