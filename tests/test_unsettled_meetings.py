"""Tentative meetings without an end or a place: on pages, in calendars, in the plan."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import icalendar
import pytest
from pydantic import ValidationError

from generator.build.planning import meeting_text, plan_meetings
from generator.feeds.calendars import calendars
from generator.load import load
from generator.model.meeting import Meeting, MeetingStatus
from generator.model.meeting_rule import MeetingRule
from generator.wording import meeting_rule_text
from tests.bureaus import area, bureau, meeting
from tests.small_sites import AS_OF, BINHU, bureau_in, edit, pages_of

UNSETTLED: dict[str, Any] = {"ends": None, "place": None}


@pytest.fixture(scope="module")
def site(content: Path) -> Mapping[str, str]:
    """A site with a coming, a held and a cancelled meeting, all without end and place."""
    meetings = [
        meeting(date="2026-11-19", status=MeetingStatus.TENTATIVE, **UNSETTLED),
        meeting(date="2026-09-10", **UNSETTLED),
        meeting(
            date="2026-10-20", status=MeetingStatus.CANCELLED, status_note="停电", revision=1, **UNSETTLED
        ),
    ]
    rule = MeetingRule.model_validate({"every": "month", "week": "3", "weekday": "周四", "starts": "19:00"})
    return pages_of(bureau(areas=[area("gulou-a", meeting_rule=rule)], meetings=meetings), content)


def text_of(html: str) -> str:
    """The text without markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_a_meetings_page_says_what_is_not_known(site: Mapping[str, str]) -> None:
    """A meeting's page says that its end and place are open, or not recorded for a held one."""
    coming = site["meetings/gulou-a-2026-11-19/index.html"]
    assert "11月19日（周四） 19:00 开始，什么时候结束还没有定" in text_of(coming)
    assert "<dt>地点</dt><dd>地点待定</dd>" in coming
    assert 'data-ends="2026-11-19 24:00"' in coming
    assert "<dt>地点</dt><dd>地点没有登记</dd>" in site["meetings/gulou-a-2026-09-10/index.html"]


@pytest.mark.parametrize(
    "path", ["", "meetings/", "meetings/stations/gulou/", "communities/gulou-a/", "stations/gulou/"]
)
def test_lists_say_when_it_begins_and_that_the_place_is_open(site: Mapping[str, str], path: str) -> None:
    """Every list of meetings shows when one begins and that its place is open."""
    said = text_of(site[f"{path}index.html"])
    assert "19:00 开始" in said
    assert "地点待定" in said
    assert "None" not in said


def test_the_month_shows_the_beginning_alone(site: Mapping[str, str]) -> None:
    """The month shows only the beginning."""
    assert re.search(r'<span class="jw-keep">19:00</span>', site["meetings/2026-11/index.html"])


def test_a_calendar_leaves_out_what_is_not_known() -> None:
    """Without end and place a calendar event has neither DTEND nor LOCATION, as RFC 5545 allows."""
    world = bureau(meetings=[meeting(date="2026-11-19", status=MeetingStatus.TENTATIVE, **UNSETTLED)])
    (event,) = icalendar.Calendar.from_ical(calendars(world)["meetings/all.ics"]).walk("VEVENT")
    assert event["DTSTART"].to_ical() == b"20261119T190000"
    assert event["STATUS"] == "TENTATIVE"
    assert "DTEND" not in event
    assert "LOCATION" not in event


@pytest.mark.parametrize("status", [MeetingStatus.CONFIRMED, MeetingStatus.RESCHEDULED])
@pytest.mark.parametrize("missing", ["ends", "place"])
def test_a_meeting_that_is_announced_has_an_end_and_a_place(status: MeetingStatus, missing: str) -> None:
    """A confirmed or rescheduled meeting needs an end and a place."""
    changes: dict[str, Any] = {"status": status, "previous_date": "2026-11-12", missing: None}
    with pytest.raises(ValidationError, match=rf"却没有.*\({missing}\)"):
        meeting(date="2026-11-19", **changes)


def test_a_rule_without_an_end_or_a_place_is_planned(tmp_path: Path) -> None:
    """A rule without end and place plans a tentative meeting without them, and the file says so."""
    root = bureau_in(tmp_path)
    text = (root / BINHU).read_text("utf-8")
    rule = text[text.index("meeting_rule:") :]
    bare = "".join(line for line in rule.splitlines(keepends=True) if not re.match(r"  (ends|place):", line))
    edit(root, BINHU, rule, bare)
    (planned,) = plan_meetings(root, "2027-Q1", AS_OF).plan.planned
    written = meeting_text(planned.meeting)
    assert "# ends、place 还没有定:补上以后才能改成 confirmed。" in written
    assert not re.search(r"^(ends|place):", written, re.MULTILINE)
    found = load(root).bureau.meetings[planned.meeting.id]
    assert isinstance(found, Meeting)
    assert (found.status, found.ends, found.place) == (MeetingStatus.TENTATIVE, None, None)


def test_a_rule_says_when_it_begins() -> None:
    """A rule without an end says when the meeting begins."""
    rule = MeetingRule.model_validate({"every": "month", "week": "3", "weekday": "周四", "starts": "19:00"})
    assert meeting_rule_text(rule) == "每月第3个周四 19:00 开始"
