r"""Meetings -> iCalendar (RFC 5545): feeds of an area, a station or the bureau, and files of single meetings.

The same records give the same bytes on any day. A meeting is serialised once, however many calendars contain it.
The icalendar library takes half a millisecond a meeting and misreads a literal \\N, so that only tests use it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from generator.memo import remembered
from generator.model.bureau import BureauInfo
from generator.model.meeting import Meeting, MeetingStatus
from generator.model.public import PublicBureau

EVERY_MEETING: Final = "meetings/all.ics"
_ZONE: Final = "Asia/Shanghai"
# Records have no time of writing, and the build's day would make every event look changed each day. So a stamp is this
# time, before any meeting, plus a second for each revision; it is never later than the build.
_FIRST_STAMP: Final = dt.datetime(2002, 1, 1, tzinfo=dt.UTC)
# In this order, since the other escapes contain a backslash themselves.
_ESCAPES: Final = (("\\", "\\\\"), ("\r\n", "\n"), ("\r", "\n"), ("\n", "\\n"), (";", "\\;"), (",", "\\,"))
_MAX_OCTETS: Final = 75  # of a content line, RFC 5545 3.1
_CONTINUATION: Final = range(0x80, 0xC0)  # octets inside a UTF-8 character
_STATUS: Final[Mapping[MeetingStatus, str]] = {
    MeetingStatus.TENTATIVE: "TENTATIVE",
    MeetingStatus.CONFIRMED: "CONFIRMED",
    MeetingStatus.HELD: "CONFIRMED",
    MeetingStatus.CANCELLED: "CANCELLED",
    MeetingStatus.RESCHEDULED: "CONFIRMED",
}
# China's offset has not changed since 1991; written out, so that the bytes depend on no time zone database.
_ZONE_LINES: Final = (
    "BEGIN:VTIMEZONE",
    f"TZID:{_ZONE}",
    "BEGIN:STANDARD",
    "DTSTART:19910915T000000",
    "TZOFFSETFROM:+0800",
    "TZOFFSETTO:+0800",
    "TZNAME:CST",
    "END:STANDARD",
    "END:VTIMEZONE",
)
_REMINDER: Final = (
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    "DESCRIPTION:明天开社区群众代表会",
    "TRIGGER:-P1D",
    "END:VALARM",
)
_END_OF_EVENT: Final = b"END:VEVENT\r\n"


def calendars(bureau: PublicBureau) -> Mapping[str, bytes]:
    """Every calendar by its path: of the bureau, each station, each area, and each upcoming meeting.

    Calendars without a meeting are included, so that a subscription never breaks. Meetings are in id order. The file
    of a single meeting has a reminder: it is a copy, which later changes do not reach.
    """
    areas, names = bureau.every_area, _names(bureau)
    titles = {EVERY_MEETING: f"{bureau.info.city}社区群众代表会"}
    titles |= {
        f"meetings/stations/{id_}.ics": f"{station.name}社区群众代表会"
        for id_, station in bureau.stations.items()
    }
    titles |= {f"meetings/areas/{id_}.ics": f"{name}群众代表会" for id_, name in names.items()}
    events: dict[str, list[bytes]] = {path: [] for path in titles}
    alone: dict[str, bytes] = {}
    for id_, meeting in sorted(bureau.meetings.items()):
        area = areas[meeting.area]
        is_past = any(meeting.date <= one.until for one in area.earlier_names)
        name = area.name_on(meeting.date) if is_past else names[area.id]
        event = _event(meeting, name, bureau.info)
        station = area.station_on(meeting.date)
        of_station, of_area = f"meetings/stations/{station}.ics", f"meetings/areas/{area.id}.ics"
        for path in (EVERY_MEETING, of_station, of_area):
            events[path].append(event)
        if meeting.is_upcoming_on(bureau.as_of):
            alone[f"meetings/{id_}.ics"] = _alone(event)
    return {path: _feed(title, events[path]) for path, title in titles.items()} | alone


def _names(bureau: PublicBureau) -> Mapping[str, str]:
    """Every area's name by id, prefixed with its station's name if another area has the same name."""
    areas = bureau.every_area
    bearers = Counter(area.name for area in areas.values())
    return {
        id_: area.name if bearers[area.name] == 1 else bureau.stations[area.station].name + area.name
        for id_, area in areas.items()
    }


@remembered("meeting.id")
def _event(meeting: Meeting, area_name: str, info: BureauInfo) -> bytes:
    """The event, without properties that are not known yet.

    The stamp depends on the revision alone, so that an unchanged meeting never looks changed.
    """
    address, date = info.site.address, meeting.date
    mark = "【已取消】" if meeting.status is MeetingStatus.CANCELLED else ""
    properties = {
        "UID": f"{meeting.id}@{info.code}.jingwu",
        "SEQUENCE": meeting.revision,
        "DTSTAMP": f"{_time(_FIRST_STAMP + dt.timedelta(seconds=meeting.revision))}Z",
        f"DTSTART;TZID={_ZONE}": _time(dt.datetime.combine(date, meeting.starts)),
        f"DTEND;TZID={_ZONE}": meeting.ends and _time(dt.datetime.combine(date, meeting.ends)),
        "STATUS": _STATUS[meeting.status],
        "SUMMARY": _text(f"{mark}{area_name}群众代表会"),
        "LOCATION": meeting.place and _text(meeting.place),
        "CATEGORIES": "社区群众代表会",
        "DESCRIPTION": _text(_description(meeting)) or None,
        "URL": address and f"{address}meetings/{meeting.id}/",
    }
    known = (f"{name}:{value}" for name, value in properties.items() if value is not None)
    return _content(["BEGIN:VEVENT", *known, "END:VEVENT"])


def _description(meeting: Meeting) -> str:
    lines = []
    if meeting.previous_date is not None:
        old, new = meeting.previous_date, meeting.date
        lines.append(f"原定{old.year}年{old.month}月{old.day}日，改到{new.year}年{new.month}月{new.day}日。")
    if meeting.status_note is not None:
        lines.append(f"说明：{meeting.status_note}")
    if meeting.agenda:
        lines.append("议程：")
        lines.extend(f"{number}. {topic}" for number, topic in enumerate(meeting.agenda, start=1))
    return "\n".join(lines)


def _feed(name: str, events: Iterable[bytes]) -> bytes:
    """A calendar to subscribe to, which programs fetch again every day."""
    return _file(
        (
            f"NAME:{_text(name)}",
            f"X-WR-CALNAME:{_text(name)}",
            f"X-WR-TIMEZONE:{_ZONE}",
            "REFRESH-INTERVAL;VALUE=DURATION:P1D",
            "X-PUBLISHED-TTL:P1D",
        ),
        events,
    )


@remembered("event")
def _alone(event: bytes) -> bytes:
    """A calendar of this event alone, with a reminder on the day before."""
    reminder = _content(_REMINDER)
    return _file((), [event.removesuffix(_END_OF_EVENT) + reminder + _END_OF_EVENT])


def _file(about: Iterable[str], events: Iterable[bytes]) -> bytes:
    """A calendar with these events; the time zone makes an empty one valid."""
    head = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//jingwu//社区警务公开网//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        *about,
        *_ZONE_LINES,
    )
    return _content(head) + b"".join(events) + _content(["END:VCALENDAR"])


def _text(text: str) -> str:
    """Escape a TEXT value, RFC 5545 3.3.11."""
    for plain, escaped in _ESCAPES:
        text = text.replace(plain, escaped)
    return text


def _time(moment: dt.datetime) -> str:
    return f"{moment:%Y%m%dT%H%M%S}"


def _content(lines: Iterable[str]) -> bytes:
    """Content lines, folded, each with its CRLF."""
    return b"".join(_folded(line.encode()) + b"\r\n" for line in lines)


def _folded(line: bytes) -> bytes:
    """Fold to at most 75 octets a line, including the space of a continuation; never inside a character."""
    pieces, begins, room = [], 0, _MAX_OCTETS
    while len(line) - begins > room:
        ends = begins + room
        while line[ends] in _CONTINUATION:
            ends -= 1
        pieces.append(line[begins:ends])
        begins, room = ends, _MAX_OCTETS - 1
    return b"\r\n ".join([*pieces, line[begins:]])
