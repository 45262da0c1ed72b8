"""社区民警到位: officers in post (方案二(三)); days in the community, kept as promised (二(四))."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

from generator.model.officer import promised_days
from generator.ranking.measure import Measure
from generator.ranking.station_month import OfficerSpan, StationMonth


def officer_days(month: StationMonth) -> Measure:
    """Days that the officers required were in post, of all officer days required."""
    first, after = month.dates.first.toordinal(), month.dates.last.toordinal() + 1
    areas = zip(month.records.officers, month.levels, strict=True)
    return Measure(
        attained=sum(_days_in_post(officers, level.required, first, after) for officers, level in areas),
        due=sum(level.required for level in month.levels) * (after - first),
    )


def _days_in_post(officers: Sequence[OfficerSpan], required: int, first: int, after: int) -> int:
    """Officer days in [first, after), each day up to the number required; by spans between changes."""
    spans = [
        (max(first, officer.begins), min(after, officer.ends))
        for officer in officers
        if officer.begins < after and first < officer.ends
    ]
    if len(spans) == 1:  # nearly always
        return spans[0][1] - spans[0][0]
    changes = sorted({day for span in spans for day in span})
    return sum(
        (later - day) * min(required, sum(begins <= day < ends for begins, ends in spans))
        for day, later in itertools.pairwise(changes)
    )


def on_site(month: StationMonth) -> Measure:
    """Days kept in the community of the days promised, week by week; a surplus in one week fills no other."""
    standard, thursdays = month.standards.on_site_days.value, month.dates.thursdays
    attained = due = 0
    for officers, row in zip(month.records.officers, month.rows, strict=True):
        days: Mapping[str, int] = (row.on_site_days if row is not None else None) or {}
        for week, thursday in thursdays.items():
            in_post = (officer.promised for officer in officers if officer.begins <= thursday < officer.ends)
            promised = promised_days(in_post, standard)
            due += promised
            attained += min(promised, days.get(week, 0))
    return Measure(attained=attained, due=due, missing=month.areas_without(lambda row: row.on_site_days))
