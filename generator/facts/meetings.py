"""Which meetings were held, and which communities met."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from generator.model.meeting import Meeting, MeetingStatus
from generator.model.standards import Standards


def by_time(meeting: Meeting) -> tuple[dt.date, dt.time, str]:
    """The key that sorts meetings by day and hour."""
    return meeting.date, meeting.starts, meeting.id


def is_held_by(meeting: Meeting, day: dt.date) -> bool:
    """Had it been held by the end of that day?"""
    return meeting.status is MeetingStatus.HELD and meeting.date <= day


def met_between(meetings: Iterable[Meeting], first: dt.date, last: dt.date) -> frozenset[str]:
    """The communities that held a meeting from `first` to `last`."""
    return frozenset(
        meeting.area for meeting in meetings if first <= meeting.date and is_held_by(meeting, last)
    )


def counts_as_meeting(meeting: Meeting, standards: Standards) -> bool:
    """Was it long enough, and did enough representatives come? What was not recorded is not enough."""
    shortest, share = standards.meeting_minutes, standards.meeting_share
    if shortest is not None and minutes_of(meeting) < shortest.value:
        return False
    if share is None:
        return True
    came = meeting.representatives
    if came is None or not came.present:
        return False
    return 100 * came.present >= share.value * came.total


def minutes_of(meeting: Meeting) -> int:
    """How long it took [minutes]; 0 where no end is recorded."""
    if meeting.ends is None:
        return 0
    begins, ends = ((at.hour * 60 + at.minute) for at in (meeting.starts, meeting.ends))
    return ends - begins


def days_held(meetings: Iterable[Meeting], until: dt.date) -> Mapping[str, Sequence[dt.date]]:
    """By community: the days of meetings held up to `until`, ascending; a community without one is absent."""
    days: dict[str, list[dt.date]] = defaultdict(list)
    for meeting in sorted(meetings, key=by_time):
        if is_held_by(meeting, until):
            days[meeting.area].append(meeting.date)
    return dict(days)


def held_after(days: Mapping[str, Sequence[dt.date]], meeting: Meeting) -> Sequence[dt.date]:
    """The days in `days`, a result of `days_held`, on which the meeting's community met after it."""
    own = days.get(meeting.area, ())
    return own[bisect_right(own, meeting.date) :]
