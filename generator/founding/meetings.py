"""The meetings of residents' representatives: every area once a quarter, with realistic exceptions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any, Final

from generator.founding.places import Request
from generator.founding.texts import filled, reference, words
from generator.model.area import Area, AreaKind
from generator.model.meeting import Meeting
from generator.model.meeting_rule import MeetingRule
from generator.model.months import first_day, months_ending_with, next_month, quarter_of
from generator.model.reference import Holidays
from generator.recurrence import moved_note, proposals

# The latest day of the courses, relative to the request's day [days].
_COURSES: Final = {"past": -40, "recent": 0, "soon": 45, "far": 1000}


@cache
def _off() -> Holidays:
    holidays: Holidays = reference("holidays", Holidays)
    return holidays


@dataclass(frozen=True, kw_only=True)
class Host:
    """An area that holds meetings, and its index in the list."""

    area: Area
    at: int
    station: str
    request: Request

    def meetings(self) -> Iterator[Meeting]:
        """Yield the meetings, earliest first; opinions are read back at later meetings."""
        random, table = self.request.random("meetings", self.area.id), words("meetings")
        # An area without a recorded rule still meets by one.
        rule = self.area.meeting_rule or MeetingRule.model_validate(table["unwritten_rule"])
        usual = {"starts": rule.starts, "ends": rule.ends, "place": rule.place, "agenda": table["agenda"]}
        records = []
        for number, day, note in self._planned(rule):
            known = {
                "id": f"{self.area.id}-{day}",
                "area": self.area.id,
                "date": f"{day}",
                "status_note": note,
            }
            records.append(usual | known | self._course(day, number, random))
        held = [record for record in records if record["status"] == "held"]
        days = [dt.date.fromisoformat(record["date"]) for record in held]
        for at, record in enumerate(held):
            record.update(self._outcome(days[at], random))
            record["opinions"] = list(self._opinions(days[at], days[at + 1 :], random))
        return (Meeting.model_validate(record) for record in records)

    def _planned(self, rule: MeetingRule) -> Iterator[tuple[int, dt.date, str | None]]:
        """Yield quarter number, day and note, from the quarter before the first month to the one after the day."""
        last = next_month(next_month(next_month(f"{self.request.as_of:%Y-%m}")))
        months = months_ending_with(last, self.request.months + 7)[::-1]
        for number, quarter in enumerate(dict.fromkeys(quarter_of(first_day(month)) for month in months)):
            for proposal in proposals(rule, quarter, _off()):
                if proposal.date is not None:
                    yield number, proposal.date, moved_note(proposal)

    def _course(self, day: dt.date, number: int, random: Random) -> dict[str, Any]:
        """The course of the meeting planned for the day, in the quarter of that number."""
        ahead = (day - self.request.as_of).days
        courses = words("meetings")["courses"][next(one for one, end in _COURSES.items() if ahead <= end)]
        places = (self.at - int(one["at"]) - number * int(one["moves"]) for one in courses)
        hits = (one for one, place in zip(courses, places, strict=True) if place % int(one["every"]) == 0)
        course = next(hits)
        about = {key: value for key, value in course.items() if key not in ("every", "at", "moves")}
        weeks_later = (day + dt.timedelta(weeks=weeks) for weeks in (1, 2, 3))
        later = next(one for one in weeks_later if not _off().obstacle(one))
        changes: dict[str, Any] = filled(about, self.request.as_of, random, day=day, later=later)
        return changes

    def _outcome(self, day: dt.date, random: Random) -> dict[str, Any]:
        """The record of a held meeting; its minutes are sometimes late, pending or never published."""
        fate = random.choice(("late", "never", *("soon",) * 10))
        published = day + dt.timedelta(days=random.randint(3, 10) + (30 if fate == "late" else 0))
        record = filled(words("meetings")["held"], self.request.as_of, random, published=published)
        if fate == "never" or published > self.request.as_of:
            del record["minutes"]
        officers = [one for one in self.area.officers_on(day) if one.role.is_police]
        return {**record, "reporting_officer": officers[0].badge if officers else None}

    def _opinions(self, held: dt.date, later: Sequence[dt.date], random: Random) -> Iterator[dict[str, Any]]:
        """Yield up to four opinions as of the day; most are answered in time and then read back once more."""
        table, as_of = words("meetings"), self.request.as_of
        places = "in_villages" if self.area.kind is AreaKind.RURAL else "in_towns"
        raised = random.sample([*table["anywhere"], *table[places]], random.randint(0, 4))
        for number, concern in enumerate(raised, start=1):
            is_late = random.randrange(10) == 0
            closed = held + dt.timedelta(days=random.randint(34, 55) if is_late else random.randint(4, 30))
            may_linger = held > as_of - dt.timedelta(days=120)
            is_open = closed > as_of or (may_linger and random.randrange(8) == 0)
            told = [day for day in later if random.randrange(25)]
            until = next((day for day in told if day >= closed and not is_open), as_of)
            opinion = {
                "id": f"o{number}",
                "text": concern["text"],
                "owner": self.station,
                "due": held + dt.timedelta(days=30),
                "read_back_on": [day for day in told if day <= until],
            }
            # Most are settled.
            answers = ("done", "done", "done", "declined", "transferred")
            answer = random.choice([answer for answer in answers if answer in concern])
            closing = {"status": answer, "outcome": concern[answer], "closed_on": closed}
            yield opinion | ({"status": random.choice(("open", "in_progress"))} if is_open else closing)
