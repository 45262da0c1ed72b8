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
LAW = settings(deadline=None)  # how long an example takes proves nothing

# What load lets through: neither controls nor bidirectional marks; a field of one line holds no line end.
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
    """The events of a calendar, in its order; what a property holds depends on its name."""
    return list(Calendar.from_ical(content).walk("VEVENT"))


def ids(content: bytes) -> list[str]:
    """The meetings that a calendar holds, in its order."""
    return [event["UID"].split("@")[0] for event in events(content)]


def only_event(record: Meeting, **changes: Any) -> Any:
    """The one event of a bureau with that meeting."""
    (event,) = events(bureau_calendar(bureau(meetings=[record], **changes)))
    return event


def unfolded(content: bytes) -> list[str]:
    """Content lines as RFC 5545 3.1 joins them."""
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_a_confirmed_meeting_is_written_to_the_letter() -> None:
    """A calendar holds its name, the zone, and for each meeting time, place, agenda, address and a stable id."""
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


def test_every_status_has_its_word() -> None:
    """A tentative meeting is tentative, a cancelled one stays and says so, all others are confirmed."""
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


def test_a_rescheduled_meeting_moves_the_event_it_was() -> None:
    """A moved meeting keeps its id, has the new time and a higher sequence, and says when it was to be."""
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


# A life: the status of each step, and the day that it is then set for.
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
    """Every way on from there to an end; moved twice at most."""
    following = MAY_FOLLOW[path[-1]]
    if not following:
        yield path
    for status in following:
        if status is not MeetingStatus.RESCHEDULED or path.count(status) < MOST_MOVES:
            yield from lives((*path, status))


LIVES = tuple(lives((MeetingStatus.TENTATIVE,)))


def record_at(life: tuple[MeetingStatus, ...], step: int) -> Meeting:
    """The file after so many changes, as the staff page says to make them: one revision each, an id for ever."""
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
    """At each step one event of the same UID with a higher SEQUENCE, on its new day, in its state, never gone."""
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


def test_the_lives_are_all_there() -> None:
    """Held as planned, moved once or twice and then held or cancelled, cancelled at once: each is tried."""
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


def test_calendars_hold_the_meetings_of_their_own() -> None:
    """An area's calendar has its meetings, a station's those of its areas, the bureau's all; by id."""
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
    """The bureau, each station and area, whether they have a meeting or not, and each meeting to come."""
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
    """RFC 5545 3.6 asks for a component at least; without a meeting the time zone is one."""
    content = area_calendar(bureau(), "gulou-a")
    assert [component.name for component in Calendar.from_ical(content).subcomponents] == ["VTIMEZONE"]


@LAW
@example(place="\\N", agenda=["a\\N"], note="\\N", name="\\N")
@example(place="\\n", agenda=["\\\\n", "\\;\\,", ",;:\"=^'"], note="BEGIN:VEVENT", name="%2C&amp;")
@given(place=LINE, agenda=st.lists(LINE, max_size=4), note=LINE, name=LINE)
def test_any_text_comes_back_as_it_was(place: str, agenda: list[str], note: str, name: str) -> None:
    """Whatever staff write is read back equal, on lines of at most 75 octets that end in CRLF."""
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
    """The content lines of a meeting's place, as they stand in the file."""
    content = bureau_calendar(bureau(meetings=[meeting(date="2026-10-20", place=place)]))
    first, *others = content[content.index(b"LOCATION:") :].split(b"\r\n")
    return [first, *itertools.takewhile(lambda line: line.startswith(b" "), others)]


@pytest.mark.parametrize("letter", ["a", "é", "汉", "𠀀"])
def test_a_long_line_is_folded_at_75_octets(letter: str) -> None:
    """RFC 5545 3.1: each line but the last is as long as whole characters allow, its leading space included."""
    *full, last = lines_of_place(letter * 200)
    assert all(75 - len(letter.encode()) < len(line) <= 75 for line in full)
    assert 1 < len(last) <= 75


def test_a_line_of_75_octets_is_not_folded() -> None:
    """One octet more begins a line of its own."""
    assert lines_of_place("a" * 66) == [b"LOCATION:" + b"a" * 66]
    assert lines_of_place("a" * 67) == [b"LOCATION:" + b"a" * 66, b" a"]
    assert lines_of_place("a" * 141)[1:] == [b" " + b"a" * 74, b" a"]


DAY = dt.date(2026, 11, 24)


@pytest.mark.parametrize("date", ["2026-11-24", "2026-12-03", "2029-01-01"])
@pytest.mark.parametrize("revision", [0, 3, 10_000])
def test_no_stamp_is_in_the_future(date: str, revision: int) -> None:
    """An event was written by the day of the build, however far ahead its meeting is and however often it moved."""
    record = meeting(date=date, status=CONFIRMED, revision=revision)
    event = only_event(record, as_of=DAY)
    assert event["DTSTAMP"].dt.date() <= DAY


def test_a_meeting_to_come_looks_unchanged_every_day() -> None:
    """Its event has the same bytes in the builds of different days, before its day and after it."""
    record = meeting(date="2026-12-03", status=CONFIRMED)
    days = [DAY, DAY + dt.timedelta(days=1), dt.date(2026, 12, 3), dt.date(2027, 2, 1)]
    assert len({bureau_calendar(bureau(meetings=[record], as_of=day)) for day in days}) == 1


def test_a_meeting_to_come_can_be_added_alone() -> None:
    """With a reminder a day before, as the very event of the feeds, and nothing that makes it a feed."""
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
    """What was, what was called off and what waits for its result is no date to add."""
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


def test_a_name_that_two_communities_have_stands_behind_its_station() -> None:
    """In an event and as a calendar's name; a former community counts too, a name of its own stands alone."""
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
    """The same meetings in any order are the same bytes."""
    areas = [area("gulou-a"), area("ximen-a", "ximen")]
    stations = [station("gulou"), station("ximen")]
    usual = bureau(stations=stations, areas=areas, meetings=[meeting(*given) for given in sorted(order)])
    other = bureau(stations=stations[::-1], areas=areas[::-1], meetings=[meeting(*given) for given in order])
    assert calendars(usual) == calendars(other)
