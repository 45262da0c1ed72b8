"""A meeting as lists show it, wherever they do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from generator.meetings import is_upcoming
from generator.model.hours import END_OF_DAY, written
from generator.model.meeting import Meeting, MeetingStatus
from generator.model.public import PublicArea, PublicBureau
from generator.model.station import Station
from generator.pages.links import Link, area_link, station_link
from generator.wording import When, clock, starting, when, when_known


@dataclass(frozen=True, kw_only=True)
class MeetingLine:
    """A meeting in a list. `tone` is the tag's: ok, warn, bad, plain.

    `ends` is the minute in China when one that is to come will be over, for now.js: 2026-12-08 16:00;
    without a known end it is over with its day. `until` is None there.
    `calendar` is the file with which one that is to come is added to a calendar.
    """

    url: str
    area: Link
    station: Link
    date: When
    starts: str
    until: str | None
    hours: str
    ends: str | None
    place: str
    status: str
    tone: str
    is_cancelled: bool
    is_tentative: bool
    is_unclear: bool
    previous: When | None
    moved_to: When | None
    note: str | None
    agenda: tuple[str, ...]
    calendar: str | None


_TONES = {
    MeetingStatus.TENTATIVE: "plain",
    MeetingStatus.CONFIRMED: "ok",
    MeetingStatus.HELD: "plain",
    MeetingStatus.CANCELLED: "bad",
    MeetingStatus.RESCHEDULED: "warn",
}


@dataclass(frozen=True, kw_only=True)
class Host:
    """Whose meetings they are."""

    area: Link
    station: Link


def host_of(area: PublicArea, station: Station) -> Host:
    """The community and its station, as links."""
    return Host(
        area=area_link(area.id, area.name),
        station=station_link(station.id, station.name),
    )


def hosts_of(bureau: PublicBureau) -> Mapping[str, Host]:
    """Every area's, by its id."""
    return {area.id: host_of(area, bureau.stations[area.station]) for area in bureau.every_area.values()}


def meeting_line(as_of: dt.date, meeting: Meeting, host: Host) -> MeetingLine:
    """The meeting as lists show it."""
    open_ended = meeting.status not in (MeetingStatus.HELD, MeetingStatus.CANCELLED)
    stale = open_ended and meeting.date < as_of
    return MeetingLine(
        url=f"meetings/{meeting.id}/",
        area=host.area,
        station=host.station,
        date=when(meeting.date, as_of=as_of),
        starts=clock(meeting.starts),
        until=clock(meeting.ends) if meeting.ends else None,
        hours=starting(meeting.starts, meeting.ends),
        ends=f"{meeting.date} {written(meeting.ends or END_OF_DAY)}" if open_ended and not stale else None,
        place=meeting.place or ("地点待定" if open_ended else "地点没有登记"),
        status="结果待补" if stale else meeting.status.label,
        tone="warn" if stale else _TONES[meeting.status],
        is_cancelled=meeting.status is MeetingStatus.CANCELLED,
        is_tentative=meeting.status is MeetingStatus.TENTATIVE and not stale,
        is_unclear=stale,
        previous=when_known(meeting.previous_date, as_of=as_of),
        moved_to=None,
        note=meeting.status_note,
        agenda=meeting.agenda,
        calendar=f"meetings/{meeting.id}.ics" if is_upcoming(meeting, as_of) else None,
    )
