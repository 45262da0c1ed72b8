"""What became of the opinions that representatives raised; the arithmetic is written out beside each test."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.meeting import Meeting, MeetingStatus, Opinion, OpinionStatus
from generator.opinions import (
    LEAST_ANSWERS,
    OpinionLedger,
    OpinionLedgers,
    OpinionStatistics,
    RaisedOpinion,
    nearest_rank,
    opinion_ledgers,
)
from tests.bureaus import AS_OF, area, bureau, day, meeting, opinion, station

NOTHING = OpinionStatistics(
    counts=dict.fromkeys(OpinionStatus, 0),
    overdue=0,
    answered_late=0,
    taken=(),
    oldest=None,
    to_read_back=0,
    followed=0,
    read_next=0,
)


def answered(id_: str, closed_on: str, *read: str, **changes: Any) -> Opinion:
    """An opinion answered on `closed_on` and read back on the days of `read`."""
    known = opinion(id_, closed_on=closed_on, **changes)
    return known.model_copy(update={"read_back_on": tuple(map(day, read))})


def ledger_of(*meetings: Meeting, areas: tuple[str, ...] = ("gulou-a",)) -> OpinionLedger:
    """The bureau's ledger on 2026-10-12."""
    return opinion_ledgers(bureau(areas=[area(id_) for id_ in areas], meetings=meetings)).bureau


def test_days_run_from_the_meeting_to_the_answer() -> None:
    """Days count from the meeting to the answer, or to today: 20 to 30 September, 20 + 12 = 32 to 12 October."""
    record = meeting(
        "gulou-a",
        "2026-09-10",
        opinions=(
            answered("o1", "2026-09-30", due="2026-10-10"),
            answered("o2", "2026-09-10", due="2026-10-10"),
            opinion("o3", due="2026-10-12"),
        ),
    )
    assert ledger_of(record).opinions == (
        RaisedOpinion(
            opinion=record.opinions[0],
            meeting=record,
            station="gulou",
            taken=20,
            waiting=None,
            late=0,
            to_read_back=True,
            read_next=None,
        ),
        RaisedOpinion(
            opinion=record.opinions[1],
            meeting=record,
            station="gulou",
            taken=0,
            waiting=None,
            late=0,
            to_read_back=True,
            read_next=None,
        ),
        RaisedOpinion(
            opinion=record.opinions[2],
            meeting=record,
            station="gulou",
            taken=None,
            waiting=32,
            late=0,
            to_read_back=True,
            read_next=None,
        ),
    )


@pytest.mark.parametrize(
    ("due", "closed_on", "late", "is_overdue"),
    [
        ("2026-10-12", None, 0, False),
        ("2026-10-11", None, 1, True),
        ("2026-09-20", "2026-09-20", 0, False),
        ("2026-09-20", "2026-09-30", 10, False),
    ],
)
def test_an_opinion_is_late_from_the_day_after_it_was_due(
    due: str, closed_on: str | None, late: int, is_overdue: bool
) -> None:
    """An opinion is late from the day after its due day; a late answer stays late but is not overdue."""
    (found,) = ledger_of(meeting(opinions=(opinion(due=due, closed_on=closed_on),))).opinions
    assert (found.late, found.is_overdue) == (late, is_overdue)


def test_statistics_of_an_area_by_hand() -> None:
    """The statistics of one community are those worked out here from its two meetings.

    Answers of the first (1 July): 11 July, 10 days; 21 July, 20 days; 31 July, 30 days, one after its due day;
    20 July, 19 days; 9 September, 30 + 31 + 9 = 70 days, late. Ascending 10 19 20 30 70: the median of five is the
    third (5 * 50 % = 2.5, so 3), the ninth decile the fifth (4.5, so 5). Waiting: one from 1 July, 30 + 31 + 30 + 12
    = 103 days; two from 3 October, 9 days, one of them overdue since the 11th.
    """
    first = meeting(
        "gulou-a",
        "2026-07-01",
        opinions=(
            answered("o1", "2026-07-11", "2026-10-03", due="2026-07-31"),
            answered("o2", "2026-07-21", "2026-10-03", due="2026-07-31", status=OpinionStatus.DECLINED),
            answered("o3", "2026-07-31", due="2026-07-30"),
            answered("o4", "2026-07-20", "2026-10-03", due="2026-07-31", status=OpinionStatus.TRANSFERRED),
            answered("o5", "2026-09-09", "2026-10-03", due="2026-07-31"),
            opinion("o6", due="2026-12-31", status=OpinionStatus.IN_PROGRESS).model_copy(
                update={"read_back_on": (day("2026-10-03"),)}
            ),
        ),
    )
    second = meeting(
        "gulou-a", "2026-10-03", opinions=(opinion("o1", due="2026-10-10"), opinion("o2", due="2026-11-02"))
    )
    found = ledger_of(first, second).statistics
    assert found == OpinionStatistics(
        counts={
            OpinionStatus.OPEN: 2,
            OpinionStatus.IN_PROGRESS: 1,
            OpinionStatus.DONE: 3,
            OpinionStatus.DECLINED: 1,
            OpinionStatus.TRANSFERRED: 1,
        },
        overdue=1,
        answered_late=2,
        taken=(10, 19, 20, 30, 70),
        oldest=103,
        to_read_back=4,  # o3 was never read back, o6 has no answer yet, and the two of October
        followed=6,
        read_next=5,
    )
    assert (found.total, found.answered, found.waiting) == (8, 5, 3)
    assert (found.half, found.nine_tenths) == (20, 70)


@pytest.mark.parametrize(
    ("values", "half", "nine_tenths"),
    [
        ((7,), 7, 7),  # 0.5 and 0.9, so the first
        ((1, 2), 1, 2),  # 1.0 exactly, the first; 1.8, so the second
        ((4, 4, 4, 9), 4, 9),  # 2.0, the second; 3.6, so the fourth
        (tuple(range(1, 11)), 5, 9),  # 5.0, the fifth; 9.0, the ninth
        (tuple(range(1, 12)), 6, 10),  # 5.5, so the sixth; 9.9, so the tenth
        (
            (0, 0, 0, 0, 0, 0, 0, 0, 0, 365),
            0,
            0,
        ),  # both hide one long wait in ten, which `oldest` would show
    ],
)
def test_percentiles_are_by_nearest_rank(values: tuple[int, ...], half: int, nine_tenths: int) -> None:
    """A percentile p of n ascending values is the one at n * p / 100, rounded up."""
    assert (nearest_rank(values, 50), nearest_rank(values, 90)) == (half, nine_tenths)


def test_few_answers_have_no_percentile() -> None:
    """Four answers have no percentiles, five have."""

    def found(count: int) -> OpinionStatistics:
        days = [answered(f"o{n}", f"2026-09-{10 + n}") for n in range(1, count + 1)]
        return ledger_of(meeting(opinions=tuple(days))).statistics

    assert (found(4).taken, found(4).half, found(4).nine_tenths) == ((1, 2, 3, 4), None, None)
    assert (found(5).half, found(5).nine_tenths) == (3, 5)


@pytest.mark.parametrize(
    ("closed_on", "read", "to_read_back", "read_next"),
    [
        (None, (), True, False),
        (None, ("2026-04-01",), True, True),  # progress was read back, the answer was not
        ("2026-03-01", (), True, False),
        ("2026-03-01", ("2026-04-01",), False, True),
        ("2026-03-01", ("2026-07-01",), False, False),
        ("2026-05-01", ("2026-04-01",), True, True),
        ("2026-05-01", ("2026-04-01", "2026-07-01"), False, True),
        ("2026-04-01", ("2026-04-01",), False, True),  # answered and read back on one day
    ],
)
def test_an_opinion_is_read_back_until_its_answer_was(
    closed_on: str | None, read: tuple[str, ...], to_read_back: bool, read_next: bool
) -> None:
    """An opinion is to be read back until its answer was, at a meeting that its own community held."""
    said = opinion(closed_on=closed_on, due="2026-02-01").model_copy(
        update={"read_back_on": tuple(map(day, read))}
    )
    (found,) = ledger_of(
        meeting(date="2026-01-02", opinions=(said,)),
        meeting(date="2026-02-01", status=MeetingStatus.CANCELLED),
        meeting("gulou-b", date="2026-03-01"),
        meeting(date="2026-04-01"),
        meeting(date="2026-07-01"),
        meeting(date="2026-12-01", status=MeetingStatus.CONFIRMED),
        areas=("gulou-a", "gulou-b"),
    ).opinions
    assert (found.to_read_back, found.read_next) == (to_read_back, read_next)


def test_opinions_belong_to_their_area_and_station_newest_first() -> None:
    """Ledgers of bureau, station and area contain their own opinions, those of the latest meeting first."""
    world = bureau(
        stations=[station("gulou"), station("ximen")],
        areas=[area("gulou-a"), area("gulou-b"), area("ximen-a", "ximen")],
        meetings=[
            meeting("gulou-a", "2026-05-01", opinions=(opinion("o1"), opinion("o2"))),
            meeting("ximen-a", "2026-06-01", opinions=(opinion("o1"),)),
            meeting("gulou-b", "2026-07-01", opinions=(opinion("o1"),)),
        ],
    )
    found = opinion_ledgers(world)
    assert names(found.bureau) == ["gulou-b o1", "ximen-a o1", "gulou-a o1", "gulou-a o2"]
    assert [f"{raised.meeting.area} {raised.opinion.id}" for raised in found.bureau.earliest_first] == [
        "gulou-a o1",
        "gulou-a o2",
        "ximen-a o1",
        "gulou-b o1",
    ]
    assert [raised.station for raised in found.bureau.opinions] == ["gulou", "ximen", "gulou", "gulou"]
    assert {id_: names(ledger) for id_, ledger in found.by_station.items()} == {
        "gulou": ["gulou-b o1", "gulou-a o1", "gulou-a o2"],
        "ximen": ["ximen-a o1"],
    }
    assert names(found.by_area["gulou-b"]) == ["gulou-b o1"]


def names(ledger: OpinionLedger) -> list[str]:
    """Community and id of each opinion, in order."""
    return [f"{raised.meeting.area} {raised.opinion.id}" for raised in ledger.opinions]


def test_no_opinions_give_an_empty_ledger() -> None:
    """Stations and areas without opinions have an empty ledger."""
    empty = OpinionLedger(opinions=(), statistics=NOTHING)
    assert opinion_ledgers(bureau()) == OpinionLedgers(
        bureau=empty, by_station={"gulou": empty}, by_area={"gulou-a": empty}
    )


@st.composite
def opinions(draw: st.DrawFn, held: dt.date) -> tuple[Opinion, ...]:
    """Up to six opinions of a meeting, in any state as of the day."""
    found = []
    for number in range(draw(st.integers(0, 6))):
        due = draw(st.dates(held, held + dt.timedelta(days=90)))
        closed = draw(st.none() | st.dates(held, AS_OF))
        closed_states = [OpinionStatus.DONE, OpinionStatus.DECLINED, OpinionStatus.TRANSFERRED]
        states = closed_states if closed else [OpinionStatus.OPEN, OpinionStatus.IN_PROGRESS]
        said = opinion(f"o{number}", f"{due}", f"{closed}" if closed else None, draw(st.sampled_from(states)))
        read = draw(st.lists(st.dates(held, AS_OF), max_size=2))
        found.append(said.model_copy(update={"read_back_on": tuple(read)}))
    return tuple(found)


@st.composite
def held_meetings(draw: st.DrawFn) -> list[Meeting]:
    """Meetings of three communities of two stations, with opinions."""
    where = st.sampled_from(["gulou-a", "gulou-b", "ximen-a"])
    days = st.dates(AS_OF - dt.timedelta(days=400), AS_OF)
    slots = draw(st.lists(st.tuples(where, days), max_size=6, unique=True))
    return [meeting(area_id, f"{held}", opinions=draw(opinions(held))) for area_id, held in slots]


def ledgers_of(records: list[Meeting]) -> OpinionLedgers:
    """The ledgers of a bureau of two stations and three communities."""
    return opinion_ledgers(
        bureau(
            stations=[station("gulou"), station("ximen")],
            areas=[area("gulou-a"), area("gulou-b"), area("ximen-a", "ximen")],
            meetings=records,
        )
    )


@given(held_meetings(), st.randoms(use_true_random=False))
def test_the_order_of_the_records_does_not_matter(records: list[Meeting], random: Any) -> None:
    """Ledgers do not depend on the order of the records."""
    shuffled = list(records)
    random.shuffle(shuffled)
    assert ledgers_of(shuffled) == ledgers_of(records)


@given(held_meetings())
def test_counts_add_up(records: list[Meeting]) -> None:
    """Every opinion is in one state, communities add up to their station and stations to the bureau."""
    found = ledgers_of(records)
    for ledger in (found.bureau, *found.by_station.values(), *found.by_area.values()):
        statistics = ledger.statistics
        assert len(ledger.opinions) == statistics.total == statistics.answered + statistics.waiting
        assert 0 <= statistics.overdue <= statistics.waiting <= statistics.to_read_back <= statistics.total
        assert statistics.answered_late <= statistics.answered
        assert statistics.read_next <= statistics.followed <= statistics.total
        assert (statistics.oldest is None) == (statistics.waiting == 0)
    for whole, parts in (
        (found.bureau, list(found.by_station.values())),
        (found.by_station["gulou"], [found.by_area["gulou-a"], found.by_area["gulou-b"]]),
    ):
        assert sorted(names(whole)) == sorted(name for part in parts for name in names(part))
        assert list(whole.statistics.taken) == sorted(
            days for part in parts for days in part.statistics.taken
        )
        assert whole.statistics.overdue == sum(part.statistics.overdue for part in parts)


@given(st.lists(st.integers(0, 500), min_size=1), st.integers(1, 100))
def test_a_percentile_is_one_of_the_values(values: list[int], percent: int) -> None:
    """At least so many percent of the values do not exceed the percentile, and fewer do not exceed a smaller one."""
    ascending = sorted(values)
    found = nearest_rank(ascending, percent)
    assert found in values
    assert 100 * sum(value <= found for value in values) >= percent * len(values)
    assert all(
        100 * sum(value <= smaller for value in values) < percent * len(values)
        for smaller in values
        if smaller < found
    )


@given(held_meetings())
def test_the_median_is_at_most_the_ninth_decile(records: list[Meeting]) -> None:
    """The median is at most the ninth decile; both are missing for fewer than five answers, and only then."""
    statistics = ledgers_of(records).bureau.statistics
    if statistics.half is None or statistics.nine_tenths is None:
        assert statistics.half is statistics.nine_tenths
        assert statistics.answered < LEAST_ANSWERS
    else:
        assert statistics.taken[0] <= statistics.half <= statistics.nine_tenths <= statistics.taken[-1]
