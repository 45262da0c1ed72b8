"""Basic charts, ledgers, work records and the monthly report (方案二(五)): what was up to date, by community.

What the charts and ledgers contain is unknown here: a report only states which of them are up to date.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from generator.facts.area_month import AreaMonth, CountedMonth, Filing, areas_in
from generator.facts.measure import Measure, total
from generator.facts.upkeep import charts, ledgers, work_records
from generator.model.public import PublicBureau
from generator.model.station import Station


@dataclass(frozen=True, kw_only=True)
class CompletenessSum:
    """Totals of communities as the ranking counts them; `complete` lack nothing, `unreported` left an item out.

    A community without a row left every item out.
    """

    areas: int
    charts: Measure
    ledgers: Measure
    weeks: Measure
    on_time: int
    complete: int

    @property
    def unreported(self) -> int:
        """Communities that left an item out."""
        return len({*self.charts.missing, *self.ledgers.missing, *self.weeks.missing})


@dataclass(frozen=True, kw_only=True)
class StationCompleteness:
    """A station with its communities by id; `filed_on` is None if it did not report."""

    station: Station
    areas: tuple[AreaMonth, ...]
    total: CompletenessSum
    filed_on: dt.date | None


@dataclass(frozen=True, kw_only=True)
class Completeness:
    """The latest published month, and its stations by id."""

    month: CountedMonth
    stations: tuple[StationCompleteness, ...]
    total: CompletenessSum


def completeness(bureau: PublicBureau) -> Completeness | None:
    """What was up to date in the latest published month; None before any was published."""
    name = max(bureau.releases, default=None)
    if name is None:
        return None
    month = CountedMonth(name=name, policy=bureau.policy_for(name))
    reports = bureau.reports_of(name)
    areas = areas_in(bureau.every_area.values(), month, reports)
    return Completeness(
        month=month,
        stations=tuple(
            StationCompleteness(
                station=station,
                areas=own,
                total=_sum(own),
                filed_on=report.filed_on if report is not None else None,
            )
            for id_, station in sorted(bureau.stations.items())
            if station.exists_on(month.last)
            for report in [reports.get(id_)]
            for own in [tuple(one for one in areas if one.station == id_)]
        ),
        total=_sum(areas),
    )


def _sum(areas: Sequence[AreaMonth]) -> CompletenessSum:
    of_charts, of_ledgers, of_weeks = (
        [part(own) for own in areas] for part in (charts, ledgers, work_records)
    )
    on_time = [own.filing is Filing.ON_TIME for own in areas]
    checked = zip(on_time, of_charts, of_ledgers, of_weeks, strict=True)
    return CompletenessSum(
        areas=len(areas),
        charts=total(of_charts),
        ledgers=total(of_ledgers),
        weeks=total(of_weeks),
        on_time=sum(on_time),
        complete=sum(is_on_time and all(one.is_full for one in own) for is_on_time, *own in checked),
    )
