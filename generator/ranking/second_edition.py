"""The parts that the second edition of the method measures in another way (2027-1), so that silence never pays.

Beside these, facts/ counts officers day by day, promised days as residents are shown them, and work records only of
weeks with a day kept or a reason; ranking/year.py counts what was not reported as not done.
"""

from __future__ import annotations

import datetime as dt

from generator.facts.area_month import AreaMonth
from generator.facts.measure import Measure
from generator.facts.meetings import counts_as_meeting, met_between
from generator.facts.upkeep import kept
from generator.model.meeting import Meeting
from generator.model.prevention import SafePlace
from generator.ranking.station_month import StationMonth
from generator.text.comparing import comparable


def safe_places(own: AreaMonth) -> Measure:
    """Different estates and villages with a valid title, up to the target (方案四(二)).

    An estate counts once, however often it was awarded; one known to have too few homes does not count.
    """
    places = own.area.prevention.safe_places if own.area.prevention is not None else ()
    valid = {comparable(place.name) for place in places if _is_valid(place, own)}
    return kept(own, len(valid), own.month.standards.safe_places.value)


def _is_valid(place: SafePlace, own: AreaMonth) -> bool:
    least = own.month.standards.title_homes
    is_large = least is None or place.homes is None or place.homes >= least.value
    return is_large and place.awarded_on <= own.month.last <= place.expires_on


def answered_on_time(own: StationMonth) -> Measure:
    """The share of requests and opinions answered in time, of the months that end with this one (方案三(三), 四(三)).

    Worked out by privacy/answered.py from exact counts and rounded to a whole percent: one more answered in time never
    lowers it, one more answered late never raises it, and no small count decides whether it counts. Without a request
    in all these months it is not reported, since services can always be asked for. Before the station has had that many
    months nothing is due. A community without the month's counts did not report it.
    """
    share = own.records.answered.get(own.month.name)
    missing = tuple(
        each.area.id
        for each in own.areas
        if share is None
        or each.row is None
        or None in (each.row.services_accepted, each.row.services_on_time)
    )
    if share is None:
        return Measure(attained=0, due=100 if missing else 0, missing=missing)
    if share.percent is None:
        return Measure(attained=0, due=0, missing=missing)
    return Measure(attained=share.percent, due=100, missing=missing, base=share.base)


def meeting_in_cycle(own: StationMonth) -> Measure:
    """Communities that held a meeting in the cycle ending with the month, long enough and attended (方案四(三))."""
    met = met_between(_counted(own), own.month.cycle_begins, own.month.last)
    return Measure(attained=sum(each.area.id in met for each in own.areas), due=len(own.areas))


def minutes_on_time(own: StationMonth) -> Measure:
    """Minutes published in time, of those that fell due in the cycle ending with the month (方案四(三)).

    A community that neither met nor owed minutes in the cycle owes one that it lacks. A meeting whose minutes are not
    due yet owes none. One that does not count owes late minutes all the same, or it would pay not to say who came.
    """
    first, last = own.month.cycle_begins, own.month.last
    allowed = dt.timedelta(days=own.month.standards.minutes_days.value)
    counted = _counted(own)
    fell_due = [held for held in _held(own) if first <= held.date + allowed <= last]
    in_time = {m.id for m in fell_due if m.minutes and m.minutes.published_on <= m.date + allowed}
    due = [held for held in fell_due if held in counted or held.id not in in_time]
    heard = {held.area for held in due} | met_between(counted, first, last)
    silent = sum(each.area.id not in heard for each in own.areas)
    return Measure(attained=sum(held.id in in_time for held in due), due=len(due) + silent)


def _held(own: StationMonth) -> list[Meeting]:
    """The meetings of the month's communities."""
    areas = {each.area.id for each in own.areas}
    return [held for held in own.held if held.area in areas]


def _counted(own: StationMonth) -> list[Meeting]:
    """Those that count as such."""
    return [held for held in _held(own) if counts_as_meeting(held, own.month.standards)]
