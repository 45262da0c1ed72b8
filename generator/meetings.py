"""The schedule of the residents' representative meetings (方案四(三)).

Everything is as of the bureau's day; every meeting is in exactly one of upcoming, cancelled and past.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.facts.area_month import CountedMonth
from generator.facts.meetings import by_time, met_between
from generator.memo import remembered
from generator.model.meeting import Meeting, MeetingStatus
from generator.model.months import month_of
from generator.model.public import PublicBureau


@dataclass(frozen=True, kw_only=True)
class ScheduleEntry:
    """A meeting on a day of a month. `moved_to` is the new date if this is the day that it was first set for."""

    date: dt.date
    meeting: Meeting
    moved_to: dt.date | None


@dataclass(frozen=True, kw_only=True)
class AreaMeetings:
    """An area's meetings: upcoming and cancelled ascending, past descending.

    `cancelled` are those that were set for today or later.
    """

    area: str
    upcoming: tuple[Meeting, ...]
    cancelled: tuple[Meeting, ...]
    past: tuple[Meeting, ...]
    met_in_cycle: bool

    @property
    def next(self) -> Meeting | None:
        """The first upcoming meeting; None without one."""
        return next(iter(self.upcoming), None)

    @property
    def coming(self) -> tuple[Meeting, ...]:
        """Upcoming and cancelled ones together, ascending."""
        return tuple(sorted((*self.upcoming, *self.cancelled), key=by_time))


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """The bureau's meetings: upcoming ascending, by month (yyyy-mm), by area.

    `not_met` are the areas of today, by id, that held no meeting in the cycle that ends with this month.
    """

    upcoming: tuple[Meeting, ...]
    by_month: Mapping[str, tuple[ScheduleEntry, ...]]
    by_area: Mapping[str, AreaMeetings]
    not_met: tuple[str, ...]

    @property
    def days(self) -> Mapping[dt.date, int]:
        """The number of upcoming meetings by day, ascending."""
        return Counter(meeting.date for meeting in self.upcoming)


def schedule(bureau: PublicBureau) -> Schedule:
    """All meetings in order, as of the bureau's day."""
    begins = CountedMonth(name=month_of(bureau.as_of), policy=bureau.policy).cycle_begins
    areas = tuple(sorted(bureau.every_area)), frozenset(bureau.areas)
    arguments = (bureau.as_of, begins, bureau.meetings, *areas)
    return _schedule(*arguments)


@remembered()
def _schedule(
    as_of: dt.date,
    cycle_begins: dt.date,
    meetings: Mapping[str, Meeting],
    areas: tuple[str, ...],
    of_today: frozenset[str],
) -> Schedule:
    ordered = sorted(meetings.values(), key=by_time)
    met = met_between(ordered, cycle_begins, as_of)
    own: dict[str, list[Meeting]] = {area: [] for area in areas}
    for meeting in ordered:
        own.setdefault(meeting.area, []).append(meeting)
    return Schedule(
        upcoming=tuple(meeting for meeting in ordered if meeting.is_upcoming_on(as_of)),
        by_month=_by_month(ordered),
        by_area={area: _area_meetings(area, own[area], as_of, met=area in met) for area in areas},
        not_met=tuple(area for area in areas if area in of_today and area not in met),
    )


def _by_month(ordered: Iterable[Meeting]) -> Mapping[str, tuple[ScheduleEntry, ...]]:
    """Months ascending; a rescheduled meeting is listed on its old day too, so that nobody comes in vain."""
    entries: dict[str, list[ScheduleEntry]] = defaultdict(list)
    for meeting in ordered:
        entries[month_of(meeting.date)].append(
            ScheduleEntry(date=meeting.date, meeting=meeting, moved_to=None)
        )
        if meeting.previous_date is not None:
            old = ScheduleEntry(date=meeting.previous_date, meeting=meeting, moved_to=meeting.date)
            entries[month_of(old.date)].append(old)
    return {
        month: tuple(sorted(entries[month], key=lambda e: (e.date, e.meeting.starts, e.meeting.id)))
        for month in sorted(entries)
    }


def _area_meetings(area: str, ordered: Sequence[Meeting], day: dt.date, *, met: bool) -> AreaMeetings:
    upcoming = tuple(meeting for meeting in ordered if meeting.is_upcoming_on(day))
    cancelled = tuple(m for m in ordered if m.date >= day and m.status is MeetingStatus.CANCELLED)
    return AreaMeetings(
        area=area,
        upcoming=upcoming,
        cancelled=cancelled,
        past=tuple(m for m in reversed(ordered) if m not in upcoming and m not in cancelled),
        met_in_cycle=met,
    )
