"""The schedule of the residents' representative meetings."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.meetings import ScheduleEntry, schedule
from generator.model.meeting import Meeting, MeetingStatus
from tests.bureaus import AS_OF, area, bureau, meeting, policy, standards

LAW = settings(deadline=None)  # an example's duration proves nothing

CONFIRMED = MeetingStatus.CONFIRMED


def ids(meetings: tuple[Meeting, ...]) -> list[str]:
    """Ids of the meetings, in their order."""
    return [meeting.id for meeting in meetings]


def test_upcoming_ascends_from_today_and_past_descends() -> None:
    """Today's meetings are upcoming unless held; upcoming ones ascend by day, hour and id, past ones descend."""
    records = [
        meeting("gulou-a", "2026-10-11", status=CONFIRMED),
        meeting("gulou-a", "2026-10-12", status=CONFIRMED),
        meeting("gulou-b", "2026-10-12", status=MeetingStatus.TENTATIVE, starts="9:00"),
        meeting("gulou-c", "2026-10-12", status=CONFIRMED),
        meeting("gulou-d", "2026-10-12"),
        meeting("gulou-a", "2026-11-01", status=MeetingStatus.RESCHEDULED, previous_date="2026-10-01"),
        meeting("gulou-a", "2026-07-01"),
        meeting("gulou-a", "2026-10-20", status=MeetingStatus.CANCELLED),
        meeting("gulou-a", "2026-08-20", status=MeetingStatus.CANCELLED),
    ]
    found = schedule(bureau(areas=[area(f"gulou-{letter}") for letter in "abcd"], meetings=records))
    assert ids(found.upcoming) == [
        "gulou-b-2026-10-12",
        "gulou-a-2026-10-12",
        "gulou-c-2026-10-12",
        "gulou-a-2026-10-01",
    ]
    gulou_a = found.by_area["gulou-a"]
    assert ids(gulou_a.upcoming) == ["gulou-a-2026-10-12", "gulou-a-2026-10-01"]
    assert ids(gulou_a.cancelled) == ["gulou-a-2026-10-20"]
    assert ids(gulou_a.past) == ["gulou-a-2026-10-11", "gulou-a-2026-08-20", "gulou-a-2026-07-01"]
    assert ids(found.by_area["gulou-d"].past) == ["gulou-d-2026-10-12"]


def test_a_moved_meeting_is_on_both_its_days() -> None:
    """A moved meeting has an entry on both days, and the one on the old day names the new day."""
    moved = meeting("gulou-a", "2026-11-03", status=MeetingStatus.RESCHEDULED, previous_date="2026-10-20")
    other = meeting("gulou-b", "2026-10-21", status=CONFIRMED)
    found = schedule(bureau(areas=[area("gulou-a"), area("gulou-b")], meetings=[other, moved]))
    old, new = dt.date(2026, 10, 20), dt.date(2026, 11, 3)
    assert found.by_month == {
        "2026-10": (
            ScheduleEntry(date=old, meeting=moved, moved_to=new),
            ScheduleEntry(date=dt.date(2026, 10, 21), meeting=other, moved_to=None),
        ),
        "2026-11": (ScheduleEntry(date=new, meeting=moved, moved_to=None),),
    }
    assert list(found.by_month) == ["2026-10", "2026-11"]


def test_each_area_has_its_next_and_its_past_meetings() -> None:
    """Every area has a schedule, those without a meeting too."""
    records = [
        meeting("gulou-a", "2026-12-01", status=MeetingStatus.TENTATIVE),
        meeting("gulou-a", "2026-11-01", status=CONFIRMED),
        meeting("gulou-a", "2026-03-01"),
        meeting("gulou-a", "2026-06-01"),
    ]
    found = schedule(bureau(areas=[area("gulou-b"), area("gulou-a")], meetings=records)).by_area
    assert list(found) == ["gulou-a", "gulou-b"]
    assert found["gulou-a"].next == records[1]
    assert ids(found["gulou-a"].upcoming) == ["gulou-a-2026-11-01", "gulou-a-2026-12-01"]
    assert ids(found["gulou-a"].past) == ["gulou-a-2026-06-01", "gulou-a-2026-03-01"]
    assert (found["gulou-b"].next, found["gulou-b"].upcoming, found["gulou-b"].past) == (None, (), ())


def test_areas_that_have_not_met_in_the_cycle_are_named() -> None:
    """An area is named unless it held a meeting, by today, in the months of the cycle that ends with this month."""
    records = [
        meeting("gulou-a", "2026-08-01"),
        meeting("gulou-b", "2026-07-31"),
        meeting("gulou-c", "2026-10-12"),
        meeting("gulou-d", "2026-10-02", status=CONFIRMED),
        meeting("gulou-e", "2026-10-13"),
    ]
    areas = [area(f"gulou-{letter}") for letter in "fedcba"]
    found = schedule(bureau(areas=areas, meetings=records))
    assert found.not_met == ("gulou-b", "gulou-d", "gulou-e", "gulou-f")
    yearly = bureau(areas=areas, meetings=records, policy=policy(standards=standards(meeting_cycle=12)))
    assert schedule(yearly).not_met == ("gulou-d", "gulou-e", "gulou-f")


def test_a_bureau_without_meetings_has_an_empty_schedule() -> None:
    """Without meetings the schedule is empty, and no area has met."""
    found = schedule(bureau())
    assert (found.upcoming, found.by_month) == ((), {})
    assert found.not_met == ("gulou-a",)


DAYS = st.dates(AS_OF - dt.timedelta(days=200), AS_OF + dt.timedelta(days=200)).map(str)
MEETINGS = st.lists(
    st.tuples(
        st.sampled_from(["gulou-a", "gulou-b"]),
        DAYS,
        st.sampled_from([status for status in MeetingStatus if status is not MeetingStatus.RESCHEDULED]),
    ),
    max_size=8,
    unique_by=lambda drawn: drawn[:2],
)


@LAW
@given(MEETINGS, st.randoms(use_true_random=False))
def test_each_meeting_is_listed_exactly_once(
    drawn: list[tuple[str, str, MeetingStatus]], random: Any
) -> None:
    """Each meeting is in exactly one list of its area, whatever the order of the records."""
    records = [meeting(where, when, status=status) for where, when, status in drawn]
    areas = [area("gulou-a"), area("gulou-b")]
    found = schedule(bureau(areas=areas, meetings=records))
    random.shuffle(records)
    assert schedule(bureau(areas=areas[::-1], meetings=records)) == found
    everything = sorted(record.id for record in records)
    assert set(found.upcoming) == {each for own in found.by_area.values() for each in own.upcoming}
    assert sorted(entry.meeting.id for listed in found.by_month.values() for entry in listed) == everything
    by_area = [each.upcoming + each.cancelled + each.past for each in found.by_area.values()]
    assert sorted(id_ for listed in by_area for id_ in ids(listed)) == everything
