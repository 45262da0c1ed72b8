"""The stations' monthly reports: figures that agree with each other, with the omissions of real reports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from random import Random
from typing import Any, Final

from generator.founding.places import Request
from generator.founding.texts import filled, merged, words
from generator.model.area import Area
from generator.model.brand import Brand, Reading
from generator.model.months import first_day, next_month, thursday_of, weeks_of_month
from generator.model.officer import Role
from generator.model.report import Report

# How often a station of each habit does its duty [%].
_DILIGENCE: Final = (90, 80, 66, 48, 96, 100)
# A hard half-year that some stations had, in months before the day.
_HARD_MONTHS: Final = range(7, 13)
# The scheme's minimum for an officer without a timetable [days a week].
_LEAST_DAYS: Final = 3


def reports_of(station: str, at: int, areas: Sequence[Area], request: Request) -> Iterator[Report]:
    """Yield every report that the station filed by the day; some were never filed. `at`: its index in the list."""
    for back, month in enumerate(request.reported, start=1):
        random = request.random("report", station, month)
        has_hard_time = back in _HARD_MONTHS and at % 10 == 0
        days = random.randint(5, 8) if has_hard_time or (at + 2 * back) % 9 == 0 else random.randint(0, 4)
        filed = first_day(next_month(month)) + dt.timedelta(days=days)
        diligence = 0 if has_hard_time else _DILIGENCE[at % len(_DILIGENCE)]
        rows = [_row(area, month, diligence, random) for area in areas]
        if (at + 3 * back) % 29 == 0:
            forgotten = words("reports")["forgotten"]
            rows[back % len(rows)] = merged(rows[back % len(rows)], forgotten[(at + back) % len(forgotten)])
        if filed <= request.as_of and (at + 4 * back) % 31:
            yield Report.model_validate({"station": station, "month": month, "filed_on": filed, "rows": rows})


def _row(area: Area, month: str, diligence: int, random: Random) -> dict[str, Any]:
    row = words("reports")["row"]
    for lapse in words("reports")["lapses"]:
        if random.randrange(100) >= diligence:
            row = merged(row, lapse)
    days, reasons = {}, {}
    for week in weeks_of_month(month):
        promised = _promised(area, week, Role.COMMUNITY_OFFICER, Role.ACTING)
        is_short = promised > 0 and random.randrange(100) >= diligence
        # Occasionally a week that fell short has no work record either.
        if not is_short or random.randrange(5):
            days[week] = random.randrange(promised) if is_short else promised
            if days[week] < _promised(area, week, Role.COMMUNITY_OFFICER) and random.randrange(5):
                reasons[week] = random.choice(words("reports")["reasons"])
    known = {"area": area.id, "on_site_days": days, "on_site_reasons": reasons or None}
    row = filled(row, first_day(month), random, requests=random.randint(5, 15))
    return {**known, **row}


def _promised(area: Area, week: str, *roles: Role) -> int:
    """The days promised in the week by the officers in post; 0 if there are none."""
    present = [officer for officer in area.officers_on(thursday_of(week)) if officer.role in roles]
    timetables = (len(officer.on_site.days) for officer in present if officer.on_site)
    return max((_LEAST_DAYS, *timetables)) if present else 0


def within_the_cases(areas: Iterable[Area], reports: Iterable[Report]) -> Iterator[Area]:
    """The areas, with the cases that a project counts cut to those that the community reported for the month."""
    cases = {(report.month, row.area): row.cases for report in reports for row in report.rows}

    def cut(area: Area, reading: Reading) -> Reading:
        reported = cases.get((reading.month, area.id))
        most = reading.value if reported is None else Decimal(reported)
        return reading.model_copy(update={"value": min(reading.value, most)})

    def within(area: Area, brand: Brand) -> Brand:
        series = tuple(cut(area, reading) for reading in brand.series)
        return brand.model_copy(update={"series": series}) if brand.unit == "起" else brand

    for area in areas:
        brands = tuple(within(area, brand) for brand in area.brands)
        yield area if brands == area.brands else area.model_copy(update={"brands": brands})
