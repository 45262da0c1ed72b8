"""管防工作: committee, patrols, safe places, talks (方案二(一), 四(二)); never arrests, fines or quotas."""

from __future__ import annotations

from generator.ranking.measure import Measure, areas_where, reported
from generator.ranking.station_month import StationMonth


def committee(month: StationMonth) -> Measure:
    """Areas whose committee has its director and at least one member."""
    day, committees = month.dates.last, (area.committee for area in month.areas)
    return areas_where(month, (c is not None and c.works_on(day) for c in committees))


def patrols(month: StationMonth) -> Measure:
    """Areas with the month's patrol shifts."""
    least = month.standards.patrol_shifts.value
    return reported(month, 1, lambda row: row.patrol_shifts, lambda shifts: int(shifts >= least))


def safe_places(month: StationMonth) -> Measure:
    """Estates and villages whose title is valid on the month's last day, up to each area's target."""
    target, day = month.standards.safe_places.value, month.dates.last
    listed = [area.prevention.safe_places if area.prevention is not None else () for area in month.areas]
    valid = [sum(place.awarded_on <= day <= place.expires_on for place in places) for places in listed]
    return Measure(attained=sum(min(target, count) for count in valid), due=target * len(listed))


def talks(month: StationMonth) -> Measure:
    """Areas with the month's prevention talks."""
    least = month.standards.talks.value
    return reported(month, 1, lambda row: row.talks, lambda held: int(held >= least))
