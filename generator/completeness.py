"""Basic charts, ledgers, work records and the monthly report (方案二(五)): what was kept up, by community.

Of what the charts and ledgers hold nothing is known here: that each is up to date is all a report says.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from generator.model.months import day_of_month, next_month, weeks_of_month
from generator.model.policy import Standards
from generator.model.public import PublicArea, PublicBureau, PublicReport, PublicRow
from generator.model.report import Chart, Ledger
from generator.model.station import Station
from generator.model.values import Labelled


class Filing(Labelled):
    """Whether the monthly report of a community came in time."""

    ON_TIME = "on_time", "按时"
    LATE = "late", "晚报"
    NOT_FILED = "not_filed", "未报"


@dataclass(frozen=True, kw_only=True)
class AreaCompleteness:
    """One community in the month. None was not reported; `weeks` are those with a work record, in order."""

    area: PublicArea
    charts: frozenset[Chart] | None
    ledgers: frozenset[Ledger] | None
    weeks: tuple[str, ...] | None
    filing: Filing


@dataclass(frozen=True, kw_only=True)
class CompletenessSum:
    """Communities added up, each counted as the ranking counts it; `unreported` left an item out or have no row."""

    areas: int
    charts: int
    charts_due: int
    ledgers: int
    ledgers_due: int
    weeks: int
    weeks_due: int
    on_time: int
    complete: int
    unreported: int


@dataclass(frozen=True, kw_only=True)
class StationCompleteness:
    """A station with its communities by id; `filed_on` None where it did not report."""

    station: Station
    areas: tuple[AreaCompleteness, ...]
    total: CompletenessSum
    filed_on: dt.date | None


@dataclass(frozen=True, kw_only=True)
class Completeness:
    """The latest published month: stations by id, the weeks that count for it, the day its reports were due."""

    month: str
    weeks: tuple[str, ...]
    due_on: dt.date
    stations: tuple[StationCompleteness, ...]
    total: CompletenessSum


def completeness(bureau: PublicBureau) -> Completeness | None:
    """What was up to date in the latest published month; None before any was published."""
    month = max(bureau.releases, default=None)
    if month is None:
        return None
    standards = bureau.policy_for(month).standards
    due_on = day_of_month(next_month(month), standards.report_due_day.value)
    there: dict[str, list[PublicArea]] = {id_: [] for id_ in bureau.stations}
    for _, area in sorted(bureau.every_area.items()):
        if area.exists_all_of(month):
            there[area.station].append(area)
    stations = tuple(
        _station(station, there[id_], bureau.reports.get((month, id_)), month, standards, due_on)
        for id_, station in sorted(bureau.stations.items())
    )
    return Completeness(
        month=month,
        weeks=weeks_of_month(month),
        due_on=due_on,
        stations=stations,
        total=_sum((area for found in stations for area in found.areas), standards, month),
    )


def _station(
    station: Station,
    there: Iterable[PublicArea],
    report: PublicReport | None,
    month: str,
    standards: Standards,
    due_on: dt.date,
) -> StationCompleteness:
    areas = tuple(_area(area, report, weeks_of_month(month), due_on) for area in there)
    return StationCompleteness(
        station=station,
        areas=areas,
        total=_sum(areas, standards, month),
        filed_on=report.filed_on if report is not None else None,
    )


def _area(
    area: PublicArea, report: PublicReport | None, weeks: tuple[str, ...], due_on: dt.date
) -> AreaCompleteness:
    row = report.rows.get(area.id) if report is not None else None
    days = row.on_site_days if row is not None else None
    return AreaCompleteness(
        area=area,
        charts=frozenset(row.charts) if row is not None and row.charts is not None else None,
        ledgers=frozenset(row.ledgers) if row is not None and row.ledgers is not None else None,
        weeks=tuple(week for week in weeks if week in days) if days is not None else None,
        filing=_filing(report, row, due_on),
    )


def _filing(report: PublicReport | None, row: PublicRow | None, due_on: dt.date) -> Filing:
    if report is None or row is None:
        return Filing.NOT_FILED
    return Filing.ON_TIME if report.filed_on <= due_on else Filing.LATE


def _sum(areas: Iterable[AreaCompleteness], standards: Standards, month: str) -> CompletenessSum:
    listed = tuple(areas)
    charts_due, ledgers_due = standards.basic_charts.value, standards.ledgers.value
    weeks_due = len(weeks_of_month(month))
    charts = [min(len(found.charts or ()), charts_due) for found in listed]
    ledgers = [min(len(found.ledgers or ()), ledgers_due) for found in listed]
    weeks = [len(found.weeks or ()) for found in listed]
    on_time = [found.filing is Filing.ON_TIME for found in listed]
    whole = (charts_due, ledgers_due, weeks_due, True)
    return CompletenessSum(
        areas=len(listed),
        charts=sum(charts),
        charts_due=charts_due * len(listed),
        ledgers=sum(ledgers),
        ledgers_due=ledgers_due * len(listed),
        weeks=sum(weeks),
        weeks_due=weeks_due * len(listed),
        on_time=sum(on_time),
        complete=sum(all_ == whole for all_ in zip(charts, ledgers, weeks, on_time, strict=True)),
        unreported=sum(None in (found.charts, found.ledgers, found.weeks) for found in listed),
    )
