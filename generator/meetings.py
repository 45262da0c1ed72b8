"""The schedule of the residents' representative meetings (方案四(三)).

Everything is as of the bureau's day; every meeting is in exactly one of upcoming, cancelled and past.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.memo import remembered
from generator.model.meeting import Meeting, MeetingStatus
from generator.model.months import first_day, previous_month
from generator.model.public import PublicBureau

_AHEAD = (MeetingStatus.TENTATIVE, MeetingStatus.CONFIRMED, MeetingStatus.RESCHEDULED)


@dataclass(frozen=True, kw_only=True)
class ScheduleEntry:
    """A meeting on a day of a month. `moved_to` is the new date where this is the day it was first set for."""

    date: dt.date
    meeting: Meeting
    moved_to: dt.date | None


@dataclass(frozen=True, kw_only=True)
class AreaMeetings:
    """An area's meetings: the next one, all upcoming and cancelled ascending, past descending."""

    area: str
    next: Meeting | None
    upcoming: tuple[Meeting, ...]
    cancelled: tuple[Meeting, ...]
    past: tuple[Meeting, ...]
    met_in_cycle: bool


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """The bureau's meetings: upcoming and cancelled ascending, past descending, by month (yyyy-mm), by area.

    `cancelled` are those that were set for today or later. `not_met` are the areas of today, by id, without a meeting
    held since `cycle_begins`, the first day of the cycle that ends with this month.
    """

    as_of: dt.date
    upcoming: tuple[Meeting, ...]
    cancelled: tuple[Meeting, ...]
    past: tuple[Meeting, ...]
    by_month: Mapping[str, tuple[ScheduleEntry, ...]]
    by_area: Mapping[str, AreaMeetings]
    cycle_begins: dt.date
    not_met: tuple[str, ...]


def schedule(bureau: PublicBureau) -> Schedule:
    """All meetings in order, as of the bureau's day."""
    cycle = bureau.policy.standards.meeting_cycle.value
    areas = tuple(sorted(bureau.every_area)), frozenset(bureau.areas)
    arguments = (bureau.as_of, cycle, bureau.meetings, *areas)
    return _schedule(*arguments)


@remembered()
def _schedule(
    as_of: dt.date,
    cycle: int,
    meetings: Mapping[str, Meeting],
    areas: tuple[str, ...],
    of_today: frozenset[str],
) -> Schedule:
    ordered = sorted(meetings.values(), key=_by_time)
    begins = _cycle_begins(as_of, cycle)
    by_area = _by_area(as_of, areas, ordered, begins)
    return Schedule(
        as_of=as_of,
        upcoming=tuple(m for m in ordered if is_upcoming(m, as_of)),
        cancelled=tuple(m for m in ordered if _is_cancelled_ahead(m, as_of)),
        past=tuple(m for m in reversed(ordered) if _is_past(m, as_of)),
        by_month=_by_month(ordered),
        by_area=by_area,
        cycle_begins=begins,
        not_met=tuple(
            area for area, meetings in by_area.items() if area in of_today and not meetings.met_in_cycle
        ),
    )


def is_upcoming(meeting: Meeting, day: dt.date) -> bool:
    """Is it still to come on that day, today included?"""
    return meeting.date >= day and meeting.status in _AHEAD


def _is_cancelled_ahead(meeting: Meeting, day: dt.date) -> bool:
    return meeting.date >= day and meeting.status is MeetingStatus.CANCELLED


def _is_past(meeting: Meeting, day: dt.date) -> bool:
    return not is_upcoming(meeting, day) and not _is_cancelled_ahead(meeting, day)


def _by_time(meeting: Meeting) -> tuple[dt.date, dt.time, str]:
    return meeting.date, meeting.starts, meeting.id


def _cycle_begins(as_of: dt.date, cycle: int) -> dt.date:
    month = f"{as_of:%Y-%m}"
    for _ in range(cycle - 1):
        month = previous_month(month)
    return first_day(month)


def _by_month(ordered: Iterable[Meeting]) -> Mapping[str, tuple[ScheduleEntry, ...]]:
    """Months ascending; a rescheduled meeting stands on its old day too, so that nobody waits in vain."""
    entries: dict[str, list[ScheduleEntry]] = defaultdict(list)
    for meeting in ordered:
        entries[f"{meeting.date:%Y-%m}"].append(
            ScheduleEntry(date=meeting.date, meeting=meeting, moved_to=None)
        )
        if meeting.previous_date is not None:
            old = ScheduleEntry(date=meeting.previous_date, meeting=meeting, moved_to=meeting.date)
            entries[f"{old.date:%Y-%m}"].append(old)
    return {
        month: tuple(sorted(entries[month], key=lambda e: (e.date, e.meeting.starts, e.meeting.id)))
        for month in sorted(entries)
    }


def _by_area(
    as_of: dt.date,
    areas: Sequence[str],
    ordered: Sequence[Meeting],
    begins: dt.date,
) -> Mapping[str, AreaMeetings]:
    """Every area by id, those without a meeting too."""
    meetings: dict[str, list[Meeting]] = {area: [] for area in areas}
    for meeting in ordered:
        meetings.setdefault(meeting.area, []).append(meeting)
    return {area: _area_meetings(area, meetings[area], as_of, begins) for area in areas}


def _area_meetings(area: str, ordered: Sequence[Meeting], day: dt.date, begins: dt.date) -> AreaMeetings:
    upcoming = tuple(m for m in ordered if is_upcoming(m, day))
    return AreaMeetings(
        area=area,
        next=upcoming[0] if upcoming else None,
        upcoming=upcoming,
        cancelled=tuple(m for m in ordered if _is_cancelled_ahead(m, day)),
        past=tuple(m for m in reversed(ordered) if _is_past(m, day)),
        met_in_cycle=any(m.status is MeetingStatus.HELD and begins <= m.date <= day for m in ordered),
    )
