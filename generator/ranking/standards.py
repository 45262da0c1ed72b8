"""规范化进展: charts, ledgers, work records, report (方案二(五)); the representatives' meeting (四(三))."""

from __future__ import annotations

import datetime as dt

from generator.ranking.measure import Measure, areas_where, reported
from generator.ranking.station_month import StationMonth


def charts(month: StationMonth) -> Measure:
    """Basic charts that are up to date."""
    return reported(month, month.standards.basic_charts.value, lambda row: row.charts, len)


def ledgers(month: StationMonth) -> Measure:
    """Ledgers that are up to date."""
    return reported(month, month.standards.ledgers.value, lambda row: row.ledgers, len)


def work_records(month: StationMonth) -> Measure:
    """Weeks with a work record: those that the report lists, even with no day kept."""
    weeks = month.dates.thursdays.keys()
    return reported(month, len(weeks), lambda row: row.on_site_days, lambda days: len(weeks & days.keys()))


def report_on_time(month: StationMonth) -> Measure:
    """Was the month's report filed by its day of the next month?"""
    if month.report is None:
        return Measure(attained=0, due=1, missing=tuple(area.id for area in month.areas))
    return Measure(attained=int(month.report.filed_on <= month.dates.report_due), due=1)


def meeting_in_cycle(month: StationMonth) -> Measure:
    """Areas that held a meeting in the cycle that ends with the month."""
    met = frozenset().union(*(month.records.met.get(earlier, ()) for earlier in month.dates.cycle))
    return areas_where(month, (area.id in met for area in month.areas))


def minutes_on_time(month: StationMonth) -> Measure:
    """Minutes published in time, of the meetings whose minutes fell due in the month."""
    allowed = dt.timedelta(days=month.standards.minutes_days.value)
    due = month.records.minutes_due.get(month.dates.month, ())
    published = sum(m.minutes is not None and m.minutes.published_on <= m.date + allowed for m in due)
    return Measure(attained=published, due=len(due))
