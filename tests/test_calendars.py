"""Tests of the calendars (.ics) that residents subscribe to."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from generator.feeds.calendars import calendars
from generator.load.files import UNSAFE_CHARACTER
from generator.model.absence import is_nothing, shows_something
from generator.model.bureau import Site
from generator.model.meeting import Meeting, MeetingStatus
from generator.model.public import PublicBureau
from tests.bureaus import area, bureau, info, meeting, station

CONFIRMED = MeetingStatus.CONFIRMED
LAW = settings(deadline=None)  # a slow example is no failure

# The characters that load accepts: no controls, no bidirectional marks, and no line end in a field of one line.
CHARACTERS = st.characters(codec="utf-8").filter(lambda character: not UNSAFE_CHARACTER.match(character))
LINE = st.text(CHARACTERS.filter(lambda c: c not in "\r\n"), min_size=1, max_size=200).filter(
    lambda text: text.strip() == text and shows_something(text) and not is_nothing(text)
)


def area_calendar(world: PublicBureau, id_: str) -> bytes:
    """One area's calendar."""
    return calendars(world)[f"meetings/areas/{id_}.ics"]


def station_calendar(world: PublicBureau, id_: str) -> bytes:
    """One station's calendar."""
    return calendars(world)[f"meetings/stations/{id_}.ics"]


def bureau_calendar(world: PublicBureau) -> bytes:
    """The bureau's calendar."""
    return calendars(world)["meetings/all.ics"]


def events(content: bytes) -> list[Any]:
    """The events of a calendar, in order. The type of a property depends on its name."""
    return list(Calendar.from_ical(content).walk("VEVENT"))


def ids(content: bytes) -> list[str]:
    """The ids of a calendar's meetings, in order."""
    return [event["UID"].split("@")[0] for event in events(content)]


def only_event(record: Meeting, **changes: Any) -> Any:
    """The only event of a bureau with this meeting."""
    (event,) = events(bureau_calendar(bureau(meetings=[record], **changes)))
    return event


def unfolded(content: bytes) -> list[str]:
    """The content lines, unfolded as in RFC 5545 3.1."""
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_a_confirmed_meeting_gives_exactly_these_lines() -> None:
    """A calendar has a name, the time zone, and for each meeting its time, place, agenda, URL and a stable id."""
    record = meeting(
        date="2026-10-20", status=MeetingStatus.CONFIRMED, revision=2, agenda=("报告治安工作", "听取意见")
    )
    site = info(site=Site(name="公开网", address="https://jingwu.example/"))
    assert unfolded(area_calendar(bureau(meetings=[record], info=site), "gulou-a")) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//jingwu//社区警务公开网//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "NAME:gulou-a社区群众代表会",
        "X-WR-CALNAME:gulou-a社区群众代表会",
        "X-WR-TIMEZONE:Asia/Shanghai",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        "X-PUBLISHED-TTL:P1D",
        "BEGIN:VTIMEZONE",
        "TZID:Asia/Shanghai",
        "BEGIN:STANDARD",
        "DTSTART:19910915T000000",
        "TZOFFSETFROM:+0800",
        "TZOFFSETTO:+0800",
        "TZNAME:CST",
        "END:STANDARD",
        "END:VTIMEZONE",
        "BEGIN:VEVENT",
        "UID:gulou-a-2026-10-20@420700.jingwu",
        "SEQUENCE:2",
        "DTSTAMP:20020101T000002Z",
        "DTSTART;TZID=Asia/Shanghai:20261020T190000",
        "DTEND;TZID=Asia/Shanghai:20261020T200000",
        "STATUS:CONFIRMED",
        "SUMMARY:gulou-a社区群众代表会",
        "LOCATION:社区会议室",
        "CATEGORIES:社区群众代表会",
        "DESCRIPTION:议程：\\n1. 报告治安工作\\n2. 听取意见",
        "URL:https://jingwu.example/meetings/gulou-a-2026-10-20/",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_every_status_has_its_event_status() -> None:
    """A tentative meeting is TENTATIVE, a cancelled one stays as CANCELLED, all others are CONFIRMED."""
    records = [
        meeting("gulou-a", f"2026-10-{20 + at}", status=status, previous_date=previous)
        for at, (status, previous) in enumerate(
            [
                (MeetingStatus.TENTATIVE, None),
                (MeetingStatus.CONFIRMED, None),
                (MeetingStatus.HELD, None),
                (MeetingStatus.CANCELLED, None),
                (MeetingStatus.RESCHEDULED, "2026-10-30"),
            ]
        )
    ]
    found = events(bureau_calendar(bureau(meetings=records)))
    assert [(event["UID"][:18], event["STATUS"], event["SUMMARY"]) for event in found] == [
        ("gulou-a-2026-10-20", "TENTATIVE", "gulou-a社区群众代表会"),
        ("gulou-a-2026-10-21", "CONFIRMED", "gulou-a社区群众代表会"),
        ("gulou-a-2026-10-22", "CONFIRMED", "gulou-a社区群众代表会"),
        ("gulou-a-2026-10-23", "CANCELLED", "【已取消】gulou-a社区群众代表会"),
        ("gulou-a-2026-10-30", "CONFIRMED", "gulou-a社区群众代表会"),
    ]


def test_a_rescheduled_meeting_moves_its_event() -> None:
    """A moved meeting keeps its id, gets the new time and a higher sequence, and names its original date."""
    before = only_event(meeting(date="2026-10-20", status=MeetingStatus.CONFIRMED))
    after = only_event(
        meeting(
            date="2026-10-27",
            previous_date="2026-10-20",
            status=MeetingStatus.RESCHEDULED,
            status_note="会场停电",
            revision=1,
        )
    )
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["DTSTAMP"].dt > before["DTSTAMP"].dt
    assert after["DTSTART"].dt.replace(tzinfo=None) == dt.datetime(2026, 10, 27, 19, 0)  # noqa: DTZ001
    assert after["DTSTART"].dt.utcoffset() == dt.timedelta(hours=8)
    assert after["DESCRIPTION"] == "原定2026年10月20日，改到2026年10月27日。\n说明：会场停电"


# The statuses that may follow each status of a meeting.
MAY_FOLLOW = {
    MeetingStatus.TENTATIVE: (MeetingStatus.CONFIRMED, MeetingStatus.RESCHEDULED, MeetingStatus.CANCELLED),
    MeetingStatus.CONFIRMED: (MeetingStatus.HELD, MeetingStatus.RESCHEDULED, MeetingStatus.CANCELLED),
    MeetingStatus.RESCHEDULED: (
        MeetingStatus.CONFIRMED,
        MeetingStatus.HELD,
        MeetingStatus.RESCHEDULED,
        MeetingStatus.CANCELLED,
    ),
    MeetingStatus.HELD: (),
    MeetingStatus.CANCELLED: (),
}
MOST_MOVES = 2
LIFE_STATUS = {
    MeetingStatus.TENTATIVE: "TENTATIVE",
    MeetingStatus.CONFIRMED: "CONFIRMED",
    MeetingStatus.RESCHEDULED: "CONFIRMED",
    MeetingStatus.HELD: "CONFIRMED",
    MeetingStatus.CANCELLED: "CANCELLED",
}


def lives(path: tuple[MeetingStatus, ...]) -> Iterator[tuple[MeetingStatus, ...]]:
    """Every continuation of `path` to a final status, with at most two moves."""
    following = MAY_FOLLOW[path[-1]]
    if not following:
        yield path
    for status in following:
        if status is not MeetingStatus.RESCHEDULED or path.count(status) < MOST_MOVES:
            yield from lives((*path, status))


LIVES = tuple(lives((MeetingStatus.TENTATIVE,)))


def record_at(life: tuple[MeetingStatus, ...], step: int) -> Meeting:
    """The record at a step of its life, edited as the staff page says: one revision for each step, one id."""
    first = dt.date(2026, 10, 20)
    moves = life[: step + 1].count(MeetingStatus.RESCHEDULED)
    return meeting(
        date=f"{first + dt.timedelta(days=7 * moves)}",
        previous_date=f"{first}" if moves else None,
        status=life[step],
        revision=step,
    )


@pytest.mark.parametrize("life", LIVES, ids="-".join)
def test_every_life_of_a_meeting_reaches_its_subscribers(life: tuple[MeetingStatus, ...]) -> None:
    """Each step gives one event with the same UID, a higher SEQUENCE, the new date and the new status."""
    steps = [record_at(life, step) for step in range(len(life))]
    found = [only_event(record) for record in steps]
    assert {event["UID"] for event in found} == {"gulou-a-2026-10-20@420700.jingwu"}
    assert [event["SEQUENCE"] for event in found] == list(range(len(life)))
    assert all(later["DTSTAMP"].dt > earlier["DTSTAMP"].dt for earlier, later in pairwise(found))
    assert [event["STATUS"] for event in found] == [LIFE_STATUS[status] for status in life]
    assert [event["DTSTART"].dt.date() for event in found] == [record.date for record in steps]
    for record, event in zip(steps, found, strict=True):
        assert event["SUMMARY"].startswith("【已取消】") == (record.status is MeetingStatus.CANCELLED)
        assert ("原定2026年10月20日" in event.get("DESCRIPTION", "")) == (record.date != record.first_date)


def test_the_lives_cover_every_path() -> None:
    """The paths include: held as planned, moved once or twice, cancelled after a move, cancelled at once."""
    held, cancelled = MeetingStatus.HELD, MeetingStatus.CANCELLED
    tentative, moved = MeetingStatus.TENTATIVE, MeetingStatus.RESCHEDULED
    expected = {
        (tentative, CONFIRMED, held),
        (tentative, CONFIRMED, moved, held),
        (tentative, CONFIRMED, moved, moved, cancelled),
        (tentative, moved, cancelled),
        (tentative, moved, CONFIRMED, moved, held),
        (tentative, cancelled),
    }
    assert expected <= set(LIVES)
    assert len(LIVES) == len(set(LIVES)) == 27


def test_a_meeting_that_does_not_change_stays_the_same_bytes() -> None:
    """Neither the day of the build nor other meetings change a calendar."""
    ours = meeting("gulou-a", "2026-10-20", status=MeetingStatus.CONFIRMED)
    other = meeting("gulou-b", "2026-10-21", status=MeetingStatus.CONFIRMED)
    areas = [area("gulou-a"), area("gulou-b")]
    today = bureau(areas=areas, meetings=[ours])
    later = bureau(areas=areas, meetings=[other, ours], as_of=dt.date(2027, 3, 1))
    assert area_calendar(today, "gulou-a") == area_calendar(later, "gulou-a")


def test_each_calendar_holds_its_own_meetings() -> None:
    """An area's calendar has its meetings, a station's those of its areas, the bureau's all, in order of id."""
    records = [meeting(a, d) for d in ("2026-08-02", "2026-05-01") for a in ("ximen-a", "gulou-b", "gulou-a")]
    world = bureau(
        stations=[station("gulou"), station("ximen"), station("empty")],
        areas=[area("gulou-a"), area("gulou-b"), area("ximen-a", "ximen")],
        meetings=records,
    )
    found = {
        "bureau": ids(bureau_calendar(world)),
        "gulou": ids(station_calendar(world, "gulou")),
        "ximen-a": ids(area_calendar(world, "ximen-a")),
        "empty": ids(station_calendar(world, "empty")),
    }
    gulou = ["gulou-a-2026-05-01", "gulou-a-2026-08-02", "gulou-b-2026-05-01", "gulou-b-2026-08-02"]
    ximen = ["ximen-a-2026-05-01", "ximen-a-2026-08-02"]
    assert found == {"bureau": gulou + ximen, "gulou": gulou, "ximen-a": ximen, "empty": []}


def test_every_calendar_has_its_path() -> None:
    """The bureau, each station and each area have a calendar, even without a meeting; so has each upcoming meeting."""
    world = bureau(
        stations=[station("gulou"), station("ximen")],
        areas=[area("gulou-a"), area("gulou-b"), area("ximen-a", "ximen")],
        meetings=[meeting("gulou-a", "2026-12-01", status=MeetingStatus.CONFIRMED), meeting("ximen-a")],
        as_of=DAY,
    )
    assert calendars(world).keys() == {
        "meetings/all.ics",
        "meetings/stations/gulou.ics",
        "meetings/stations/ximen.ics",
        "meetings/areas/gulou-a.ics",
        "meetings/areas/gulou-b.ics",
        "meetings/areas/ximen-a.ics",
        "meetings/gulou-a-2026-12-01.ics",
    }


def test_an_empty_calendar_is_valid() -> None:
    """RFC 5545 3.6 requires at least one component; without a meeting it is the time zone."""
    content = area_calendar(bureau(), "gulou-a")
    assert [component.name for component in Calendar.from_ical(content).subcomponents] == ["VTIMEZONE"]


@LAW
@example(place="\\N", agenda=["a\\N"], note="\\N", name="\\N")
@example(place="\\n", agenda=["\\\\n", "\\;\\,", ",;:\"=^'"], note="BEGIN:VEVENT", name="%2C&amp;")
@given(place=LINE, agenda=st.lists(LINE, max_size=4), note=LINE, name=LINE)
def test_any_text_survives_a_round_trip(place: str, agenda: list[str], note: str, name: str) -> None:
    """Any text is read back unchanged, from lines of at most 75 octets that end in CRLF."""
    record = meeting(
        date="2026-10-20", status=MeetingStatus.CANCELLED, place=place, agenda=agenda, status_note=note
    )
    content = bureau_calendar(bureau(meetings=[record], areas=[area(name=name)]))
    (event,) = events(content)
    topics = [f"{number}. {topic}" for number, topic in enumerate(agenda, start=1)]
    assert event["LOCATION"] == place
    assert event["SUMMARY"] == f"【已取消】{name}群众代表会"
    assert event["DESCRIPTION"] == "\n".join([f"说明：{note}", *(["议程：", *topics] if topics else [])])
    assert content.endswith(b"END:VCALENDAR\r\n")
    lines = content.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert [line.decode().encode() for line in lines] == lines, "no character is cut in two"
    assert b"\n" not in content.replace(b"\r\n", b"")


def lines_of_place(place: str) -> list[bytes]:
    """The content lines of a meeting's place, as in the file."""
    content = bureau_calendar(bureau(meetings=[meeting(date="2026-10-20", place=place)]))
    first, *others = content[content.index(b"LOCATION:") :].split(b"\r\n")
    return [first, *itertools.takewhile(lambda line: line.startswith(b" "), others)]


@pytest.mark.parametrize("letter", ["a", "é", "汉", "𠀀"])
def test_a_long_line_is_folded_at_75_octets(letter: str) -> None:
    """RFC 5545 3.1: each line but the last holds as many whole characters as fit, with its leading space counted."""
    *full, last = lines_of_place(letter * 200)
    assert all(75 - len(letter.encode()) < len(line) <= 75 for line in full)
    assert 1 < len(last) <= 75


def test_a_line_of_75_octets_is_not_folded() -> None:
    """The 76th octet starts a new line."""
    assert lines_of_place("a" * 66) == [b"LOCATION:" + b"a" * 66]
    assert lines_of_place("a" * 67) == [b"LOCATION:" + b"a" * 66, b" a"]
    assert lines_of_place("a" * 141)[1:] == [b" " + b"a" * 74, b" a"]


DAY = dt.date(2026, 11, 24)


@pytest.mark.parametrize("date", ["2026-11-24", "2026-12-03", "2029-01-01"])
@pytest.mark.parametrize("revision", [0, 3, 10_000])
def test_no_stamp_is_in_the_future(date: str, revision: int) -> None:
    """DTSTAMP is not after the day of the build, however late the meeting is and however often it moved."""
    record = meeting(date=date, status=CONFIRMED, revision=revision)
    event = only_event(record, as_of=DAY)
    assert event["DTSTAMP"].dt.date() <= DAY


def test_a_meeting_to_come_looks_unchanged_every_day() -> None:
    """An event has the same bytes on every day of build, before and after the meeting."""
    record = meeting(date="2026-12-03", status=CONFIRMED)
    days = [DAY, DAY + dt.timedelta(days=1), dt.date(2026, 12, 3), dt.date(2027, 2, 1)]
    assert len({bureau_calendar(bureau(meetings=[record], as_of=day)) for day in days}) == 1


def test_a_meeting_to_come_can_be_added_alone() -> None:
    """The copy has the feed's event and a reminder a day before, and no property of a feed."""
    ours = meeting(date="2026-12-03", status=CONFIRMED, revision=1)
    other = meeting(date="2026-12-10", status=CONFIRMED)
    world = bureau(meetings=[ours, other], as_of=DAY)
    alone = calendars(world)[f"meetings/{ours.id}.ics"]
    (event,) = events(alone)
    (reminder,) = event.walk("VALARM")
    assert (reminder["ACTION"], reminder["TRIGGER"].dt) == ("DISPLAY", -dt.timedelta(days=1))
    assert reminder["DESCRIPTION"] == "明天开社区群众代表会"
    (same,) = [one for one in events(bureau_calendar(world)) if one["UID"] == event["UID"]]
    assert dict(event.property_items(recursive=False)) == dict(same.property_items(recursive=False))
    assert not {"NAME", "X-WR-CALNAME", "REFRESH-INTERVAL"} & set(Calendar.from_ical(alone))
    assert not [one for one in events(bureau_calendar(world)) if one.walk("VALARM")]


def test_only_meetings_to_come_can_be_added() -> None:
    """A meeting that is past, held or cancelled has no file of its own."""
    states = {
        "2026-11-23": MeetingStatus.CONFIRMED,
        "2026-11-24": MeetingStatus.CONFIRMED,
        "2026-11-22": MeetingStatus.HELD,
        "2026-12-01": MeetingStatus.CANCELLED,
        "2026-12-02": MeetingStatus.TENTATIVE,
    }
    records = [meeting(date=date, status=status) for date, status in states.items()]
    found = [path for path in calendars(bureau(meetings=records, as_of=DAY)) if path.count("/") == 1]
    assert found[1:] == ["meetings/gulou-a-2026-11-24.ics", "meetings/gulou-a-2026-12-02.ics"]


def test_a_shared_community_name_follows_its_stations_name() -> None:
    """The station's name precedes a shared name in an event and a calendar's name; a unique name has no prefix."""
    areas = [
        area("gulou-a", name="新建社区"),
        area("gulou-b", name="滨湖社区"),
        area("ximen-a", "ximen", name="新建社区"),
    ]
    world = bureau(
        stations=[station("gulou"), station("ximen")],
        areas=areas,
        meetings=[meeting(a.id) for a in areas],
    )
    assert [event["SUMMARY"] for event in events(bureau_calendar(world))] == [
        "gulou派出所新建社区群众代表会",
        "滨湖社区群众代表会",
        "ximen派出所新建社区群众代表会",
    ]
    assert Calendar.from_ical(area_calendar(world, "ximen-a"))["NAME"] == "ximen派出所新建社区群众代表会"


@LAW
@given(st.permutations([("gulou-a", "2026-05-01"), ("gulou-a", "2026-08-01"), ("ximen-a", "2026-06-01")]))
def test_the_order_of_the_records_does_not_matter(order: list[tuple[str, str]]) -> None:
    """Records in any order give the same bytes."""
    areas = [area("gulou-a"), area("ximen-a", "ximen")]
    stations = [station("gulou"), station("ximen")]
    usual = bureau(stations=stations, areas=areas, meetings=[meeting(*given) for given in sorted(order)])
    other = bureau(stations=stations[::-1], areas=areas[::-1], meetings=[meeting(*given) for given in order])
    assert calendars(usual) == calendars(other)
