"""Meetings -> iCalendar (RFC 5545), to subscribe to for an area, a station or the whole bureau.

The same records give the same bytes on any day. A meeting is serialised once, however many calendars hold it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from icalendar import Calendar, Event, Timezone, TimezoneStandard, vDuration

from generator.model.bureau import BureauInfo
from generator.model.meeting import Meeting, MeetingStatus
from generator.model.public import PublicBureau

_ZONE: Final = "Asia/Shanghai"
_OFFSET: Final = dt.timedelta(hours=8)
_REFRESH: Final = dt.timedelta(days=1)
_STATUS: Final[Mapping[MeetingStatus, str]] = {
    MeetingStatus.TENTATIVE: "TENTATIVE",
    MeetingStatus.CONFIRMED: "CONFIRMED",
    MeetingStatus.HELD: "CONFIRMED",
    MeetingStatus.CANCELLED: "CANCELLED",
    MeetingStatus.RESCHEDULED: "CONFIRMED",
}


@dataclass(frozen=True, kw_only=True)
class Calendars:
    """All calendars of a bureau, as files: one for it, one for each station and each area, by id."""

    bureau: bytes
    stations: Mapping[str, bytes]
    areas: Mapping[str, bytes]


def calendars(bureau: PublicBureau) -> Calendars:
    """Every calendar; those without a meeting too, so that a subscription never breaks."""
    events = _events(bureau, bureau.meetings.values())
    return Calendars(
        bureau=_of_bureau(bureau, events),
        stations={station: _of_station(bureau, station, events) for station in bureau.stations},
        areas={area: _of_area(bureau, area, events) for area in bureau.areas},
    )


def area_calendar(bureau: PublicBureau, area_id: str) -> bytes:
    """The meetings of one area."""
    return _of_area(bureau, area_id, _events(bureau, _meetings_of(bureau, {area_id})))


def station_calendar(bureau: PublicBureau, station_id: str) -> bytes:
    """The meetings of a station's areas."""
    areas = {area.id for area in bureau.areas_of(station_id)}
    return _of_station(bureau, station_id, _events(bureau, _meetings_of(bureau, areas)))


def bureau_calendar(bureau: PublicBureau) -> bytes:
    """All meetings."""
    return _of_bureau(bureau, _events(bureau, bureau.meetings.values()))


def _of_bureau(bureau: PublicBureau, events: Mapping[str, bytes]) -> bytes:
    return _file(f"{bureau.info.city}社区群众代表会", events.values())


def _of_station(bureau: PublicBureau, station: str, events: Mapping[str, bytes]) -> bytes:
    areas = {area.id for area in bureau.areas_of(station)}
    listed = (events[m.id] for m in _meetings_of(bureau, areas))
    return _file(f"{bureau.stations[station].name}社区群众代表会", listed)


def _of_area(bureau: PublicBureau, area: str, events: Mapping[str, bytes]) -> bytes:
    listed = (events[m.id] for m in _meetings_of(bureau, {area}))
    return _file(f"{bureau.areas[area].name}群众代表会", listed)


def _meetings_of(bureau: PublicBureau, areas: set[str]) -> list[Meeting]:
    return [meeting for _, meeting in sorted(bureau.meetings.items()) if meeting.area in areas]


def _events(bureau: PublicBureau, meetings: Iterable[Meeting]) -> Mapping[str, bytes]:
    in_order = sorted(meetings, key=lambda meeting: meeting.id)
    return {meeting.id: _event(meeting, bureau.areas[meeting.area].name, bureau.info) for meeting in in_order}


def _event(meeting: Meeting, area_name: str, info: BureauInfo) -> bytes:
    event = Event()
    zone = {"TZID": _ZONE}
    event.add("UID", f"{meeting.id}@{info.code}.jingwu")
    event.add("SEQUENCE", meeting.revision)
    event.add("DTSTAMP", _stamp(meeting))
    event.add("DTSTART", dt.datetime.combine(meeting.date, meeting.starts), parameters=zone)
    event.add("DTEND", dt.datetime.combine(meeting.date, meeting.ends), parameters=zone)
    event.add("STATUS", _STATUS[meeting.status])
    event.add("SUMMARY", _summary(meeting, area_name))
    event.add("LOCATION", meeting.place)
    event.add("CATEGORIES", ["社区群众代表会"])
    if description := _description(meeting):
        event.add("DESCRIPTION", description)
    if info.site.address is not None:
        event.add("URL", f"{info.site.address}meetings/{meeting.id}/")
    content: bytes = event.to_ical()
    return content


def _stamp(meeting: Meeting) -> dt.datetime:
    """Moves with the revision alone: neither a build nor a day makes an unchanged meeting look changed."""
    first = dt.datetime.combine(meeting.first_date, dt.time(), tzinfo=dt.UTC)
    return first + dt.timedelta(minutes=meeting.revision)


def _summary(meeting: Meeting, area_name: str) -> str:
    mark = "【已取消】" if meeting.status is MeetingStatus.CANCELLED else ""
    return f"{mark}{area_name}群众代表会"


def _description(meeting: Meeting) -> str:
    lines = []
    if meeting.previous_date is not None:
        old, new = meeting.previous_date, meeting.date
        lines.append(f"原定{old.year}年{old.month}月{old.day}日,改到{new.year}年{new.month}月{new.day}日。")
    if meeting.status_note is not None:
        lines.append(f"说明:{meeting.status_note}")
    if meeting.agenda:
        lines.append("议程:")
        lines.extend(f"{number}. {topic}" for number, topic in enumerate(meeting.agenda, start=1))
    return "\n".join(lines)


def _file(name: str, events: Iterable[bytes]) -> bytes:
    """Events between the head and the end of a calendar; the time zone makes an empty one valid."""
    calendar = Calendar()
    calendar.add("PRODID", "-//jingwu//社区警务公开网//ZH")
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", "PUBLISH")
    calendar.add("NAME", name)
    calendar.add("X-WR-CALNAME", name)
    calendar.add("X-WR-TIMEZONE", _ZONE)
    calendar.add("REFRESH-INTERVAL", _REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vDuration(_REFRESH))  # Outlook's word for the same
    calendar.add_component(_zone())
    head: bytes = calendar.to_ical()
    end = b"END:VCALENDAR\r\n"
    return head.removesuffix(end) + b"".join(events) + end


def _zone() -> Timezone:
    """China keeps one offset since 1991; written out, so that the bytes depend on no time zone database."""
    standard = TimezoneStandard()
    standard.add("DTSTART", dt.datetime(1991, 9, 15))  # noqa: DTZ001 (a zone's own start is local by definition)
    standard.add("TZOFFSETFROM", _OFFSET)
    standard.add("TZOFFSETTO", _OFFSET)
    standard.add("TZNAME", "CST")
    zone = Timezone()
    zone.add("TZID", _ZONE)
    zone.add_component(standard)
    return zone
