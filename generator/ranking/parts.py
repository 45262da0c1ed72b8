"""Measure each part of the six items: per community and then summed, or for the station as a whole.

Everything is measured as of the month's last day, whatever has changed since; never arrests, fines or quotas.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Final

from generator.facts.area_month import AreaMonth
from generator.facts.measure import Measure, total
from generator.facts.meetings import met_between
from generator.facts.upkeep import charts, kept, ledgers, officer_days_filled, on_site, work_records
from generator.model.policy import PartId
from generator.model.public import Suppressed
from generator.ranking import second_edition
from generator.ranking.safety import case_rate, cases_in_limits
from generator.ranking.station_month import StationMonth


def post_in_use(own: AreaMonth) -> Measure:
    """Was the police post in use (方案二(二))?"""
    post = own.area.post
    return kept(own, int(post is not None and post.is_in_use_on(own.month.last)), 1)


def post_facilities(own: AreaMonth) -> Measure:
    """Facilities present, of those that the scheme requires of each post (方案二(二))."""
    post = own.area.post
    present = post.facilities_on(own.month.last) if post is not None else 0
    return kept(own, present, own.month.standards.facilities.value)


def contact_verified(own: AreaMonth) -> Measure:
    """Was the contact data verified recently enough?"""
    last = own.area.verified.last_by(own.month.last)
    oldest = own.month.last - dt.timedelta(days=own.month.standards.verification_days.value)
    return kept(own, int(last is not None and last >= oldest), 1)


def committee(own: AreaMonth) -> Measure:
    """Did the committee have a director and at least one member (方案二(一))?"""
    found = own.area.committee
    return kept(own, int(found is not None and found.works_on(own.month.last)), 1)


def patrols(own: AreaMonth) -> Measure:
    """Did the community reach the month's required patrol shifts (方案四(二))?"""
    shifts = own.row.patrol_shifts if own.row is not None else None
    return _at_least(own, shifts, own.month.standards.patrol_shifts.value)


def talks(own: AreaMonth) -> Measure:
    """Did the community reach the month's required prevention talks (方案四(二))?"""
    held = own.row.talks if own.row is not None else None
    return _at_least(own, held, own.month.standards.talks.value)


def _at_least(own: AreaMonth, reported: int | None, least: int) -> Measure:
    return kept(own, int(reported >= least) if reported is not None else None, 1)


def safe_places(own: AreaMonth) -> Measure:
    """Estates and villages with a valid title, up to the target (方案四(二))."""
    places = own.area.prevention.safe_places if own.area.prevention is not None else ()
    valid = sum(place.awarded_on <= own.month.last <= place.expires_on for place in places)
    return kept(own, valid, own.month.standards.safe_places.value)


def services_offered(own: AreaMonth) -> Measure:
    """Services offered at the post, of those that the scheme names (方案三(三))."""
    post = own.area.post
    offered = len(post.services_on(own.month.last)) if post is not None else 0
    return kept(own, offered, own.month.standards.services.value)


def answered_on_time(own: StationMonth) -> Measure:
    """Service requests of the month and opinions due in it that were answered in time (方案三(三), 四(三)).

    Requests are counted from the report's totals; the rows, whose counts may be withheld, only show who did not report.
    A withheld total is never scored: a score to one decimal would reveal 3 of 4.
    """
    totals = own.report.totals if own.report is not None else None
    accepted = (totals.services_accepted if totals is not None else None) or 0
    on_time = (totals.services_on_time if totals is not None else None) or 0
    missing = tuple(
        each.area.id
        for each in own.areas
        if each.row is None or None in (each.row.services_accepted, each.row.services_on_time)
    )
    if isinstance(accepted, Suppressed) or isinstance(on_time, Suppressed):
        return Measure(attained=0, due=0, missing=missing, withheld=True)
    opinions = own.opinions_due
    closed = sum(opinion.closed_on is not None and opinion.closed_on <= opinion.due for opinion in opinions)
    due = accepted + len(opinions)
    return Measure(
        attained=min(on_time, accepted) + closed,
        due=due,
        missing=missing,
        few=0 < due < own.month.standards.unstable_base.value,
    )


def report_on_time(own: StationMonth) -> Measure:
    """Was the month's report filed by the due day of the next month (方案二(五))?"""
    if own.report is None:
        return Measure(attained=0, due=1, missing=tuple(each.area.id for each in own.areas))
    return Measure(attained=int(own.report.filed_on <= own.month.report_due), due=1)


def meeting_in_cycle(own: StationMonth) -> Measure:
    """Communities that held a meeting in the cycle ending with the month (方案四(三))."""
    met = met_between(own.held, own.month.cycle_begins, own.month.last)
    return Measure(attained=sum(each.area.id in met for each in own.areas), due=len(own.areas))


def minutes_on_time(own: StationMonth) -> Measure:
    """Minutes published in time, of those due in the month (方案四(三))."""
    first, last = own.month.first, own.month.last
    allowed = dt.timedelta(days=own.month.standards.minutes_days.value)
    due = [held for held in own.held if first <= held.date + allowed <= last]
    published = sum(m.minutes is not None and m.minutes.published_on <= m.date + allowed for m in due)
    return Measure(attained=published, due=len(due))


_OF_AREAS: Final[Mapping[PartId, Callable[[AreaMonth], Measure]]] = {
    PartId.OFFICER_DAYS: officer_days_filled,
    PartId.ON_SITE: on_site,
    PartId.POST_IN_USE: post_in_use,
    PartId.POST_FACILITIES: post_facilities,
    PartId.CONTACT_VERIFIED: contact_verified,
    PartId.COMMITTEE: committee,
    PartId.PATROLS: patrols,
    PartId.SAFE_PLACES: safe_places,
    PartId.TALKS: talks,
    PartId.SERVICES_OFFERED: services_offered,
    PartId.CHARTS: charts,
    PartId.LEDGERS: ledgers,
    PartId.WORK_RECORDS: work_records,
}
_OF_STATIONS: Final[Mapping[PartId, Callable[[StationMonth], Measure]]] = {
    PartId.ANSWERED_ON_TIME: answered_on_time,
    PartId.REPORT_ON_TIME: report_on_time,
    PartId.MEETING_IN_CYCLE: meeting_in_cycle,
    PartId.MINUTES_ON_TIME: minutes_on_time,
    PartId.CASE_RATE: case_rate,
    PartId.CASES_IN_LIMITS: cases_in_limits,
}

# Where the second edition measures in another way than the first.
_OF_AREAS_2: Final[Mapping[PartId, Callable[[AreaMonth], Measure]]] = {
    PartId.SAFE_PLACES: second_edition.safe_places,
}
_OF_STATIONS_2: Final[Mapping[PartId, Callable[[StationMonth], Measure]]] = {
    PartId.ANSWERED_ON_TIME: second_edition.answered_on_time,
    PartId.MEETING_IN_CYCLE: second_edition.meeting_in_cycle,
    PartId.MINUTES_ON_TIME: second_edition.minutes_on_time,
}
# By edition: what is measured for each community, and what for the station as a whole.
_EDITIONS: Final = {
    1: (_OF_AREAS, _OF_STATIONS),
    2: ({**_OF_AREAS, **_OF_AREAS_2}, {**_OF_STATIONS, **_OF_STATIONS_2}),
}


def measures_of(own: StationMonth) -> Mapping[PartId, Measure]:
    """Measure every part of the month's method from the station's records, by the edition of that method."""
    return {part: _measure_of(part, own) for part in own.month.policy.ranking.parts}


def _measure_of(part: PartId, own: StationMonth) -> Measure:
    of_areas, of_stations = _EDITIONS[own.month.policy.ranking.edition]
    if part in of_areas:
        return total(of_areas[part](each) for each in own.areas)
    return of_stations[part](own)
