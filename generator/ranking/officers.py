"""社区民警到位: officers in post (方案二(三)); days in the community, kept as promised (二(四))."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

from generator.model.officer import promised_days
from generator.ranking.measure import Measure
from generator.ranking.station_month import AreaStaffing, StationMonth


def officer_days(month: StationMonth) -> Measure:
    """Days that the officers required were in post, of all officer days required."""
    first, after = month.dates.first.toordinal(), month.dates.last.toordinal() + 1
    areas = month.records.staffing
    return Measure(
        attained=sum(_days_in_post(area, first, after) for area in areas),
        due=sum(area.required for area in areas) * (after - first),
    )


def _days_in_post(area: AreaStaffing, first: int, after: int) -> int:
    """Officer days in [first, after), each day up to the number required; by spans between changes."""
    spans = [
        (max(first, officer.begins), min(after, officer.ends))
        for officer in area.officers
        if officer.begins < after and first < officer.ends
    ]
    if len(spans) == 1:  # nearly always
        return spans[0][1] - spans[0][0]
    changes = sorted({day for span in spans for day in span})
    return sum(
        (later - day) * min(area.required, sum(begins <= day < ends for begins, ends in spans))
        for day, later in itertools.pairwise(changes)
    )


def on_site(month: StationMonth) -> Measure:
    """Days kept in the community of the days promised, week by week; a surplus in one week fills no other."""
    standard, thursdays = month.standards.on_site_days.value, month.dates.thursdays
    attained = due = 0
    for area, row in zip(month.records.staffing, month.rows, strict=True):
        days: Mapping[str, int] = (row.on_site_days if row is not None else None) or {}
        for week, thursday in thursdays.items():
            promised = promised_on(area, thursday, standard)
            due += promised
            attained += min(promised, days.get(week, 0))
    return Measure(attained=attained, due=due, missing=month.areas_without(lambda row: row.on_site_days))


def promised_on(area: AreaStaffing, thursday: int, standard: int) -> int:
    """Days promised for the week of that Thursday, as an ordinal [days]; those of a published month as they were."""
    if area.promised is not None:
        return area.promised
    in_post = (officer.promised for officer in area.officers if officer.begins <= thursday < officer.ends)
    return promised_days(in_post, standard)
