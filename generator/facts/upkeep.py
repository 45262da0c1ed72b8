"""What one community achieved in a month: officers in post, promised days kept, charts, ledgers and work records.

Each measure is capped at what is due, so that a surplus in one community or week cannot hide a gap in another.
"""

from __future__ import annotations

from generator.facts.area_month import AreaMonth
from generator.facts.measure import Measure
from generator.facts.officers import officer_days


def kept(own: AreaMonth, attained: int | None, due: int) -> Measure:
    """The measure, capped at what is due; `attained` is None if it was not reported."""
    if attained is None:
        return Measure(attained=0, due=due, missing=(own.area.id,))
    return Measure(attained=min(attained, due), due=due)


def officer_days_filled(own: AreaMonth) -> Measure:
    """Officer days in post, of the officer days required."""
    times, first, last = own.area.tenures, own.month.first, own.month.last
    filled, due = officer_days(times, own.required_on, own.required_changes, first, last)
    return Measure(attained=filled, due=due)


def on_site(own: AreaMonth) -> Measure:
    """Days kept in the community of the days promised, week by week."""
    days = own.on_site_days or {}
    promised = {week: own.promised_in(week) for week in own.month.weeks}
    return Measure(
        attained=sum(min(due, days.get(week, 0)) for week, due in promised.items()),
        due=sum(promised.values()),
        missing=(own.area.id,) if own.on_site_days is None else (),
    )


def charts(own: AreaMonth) -> Measure:
    """Basic charts that were up to date."""
    attained = len(own.charts) if own.charts is not None else None
    return kept(own, attained, own.month.standards.basic_charts.value)


def ledgers(own: AreaMonth) -> Measure:
    """Ledgers that were up to date."""
    attained = len(own.ledgers) if own.ledgers is not None else None
    return kept(own, attained, own.month.standards.ledgers.value)


def work_records(own: AreaMonth) -> Measure:
    """Weeks with a work record, of the month's weeks."""
    weeks = own.recorded_weeks
    return kept(own, len(weeks) if weeks is not None else None, len(own.month.weeks))
