"""Tests of what became of the opinions that representatives raised."""

from __future__ import annotations

from generator.model.meeting import OpinionStatus
from generator.opinions import OpinionLedger, RaisedOpinion, opinion_ledgers
from tests.bureaus import area, bureau, meeting, opinion, station


def test_opinions_are_counted_by_state_and_overdue_after_their_day() -> None:
    """On its due day an opinion is not overdue, the day after it is, unless it was answered."""
    opinions = (
        opinion("o1", due="2026-10-12"),
        opinion("o2", due="2026-10-11", status=OpinionStatus.IN_PROGRESS),
        opinion("o3", due="2026-09-15", closed_on="2026-09-30"),
        opinion("o4", due="2026-09-15", closed_on="2026-09-14", status=OpinionStatus.TRANSFERRED),
    )
    record = meeting("gulou-a", "2026-09-10", opinions=opinions)
    raised = tuple(
        RaisedOpinion(opinion=each, meeting=record, station="gulou", overdue=each.id == "o2")
        for each in opinions
    )
    expected = OpinionLedger(
        opinions=raised,
        counts={
            OpinionStatus.OPEN: 1,
            OpinionStatus.IN_PROGRESS: 1,
            OpinionStatus.DONE: 1,
            OpinionStatus.DECLINED: 0,
            OpinionStatus.TRANSFERRED: 1,
        },
        overdue=1,
        closed=2,
    )
    found = opinion_ledgers(bureau(meetings=[record]))
    assert (found.bureau, found.by_area["gulou-a"]) == (expected, expected)


def test_opinions_belong_to_their_area_and_station_newest_first() -> None:
    """The latest meeting's opinions come first; each stands with its own area and station."""
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

    def names(ledger: OpinionLedger) -> list[str]:
        return [f"{raised.meeting.area} {raised.opinion.id}" for raised in ledger.opinions]

    assert names(found.bureau) == ["gulou-b o1", "ximen-a o1", "gulou-a o1", "gulou-a o2"]
    assert [raised.station for raised in found.bureau.opinions] == ["gulou", "ximen", "gulou", "gulou"]
    assert names(found.by_area["gulou-b"]) == ["gulou-b o1"]


def test_who_raised_nothing_has_an_empty_ledger() -> None:
    """Every station and every area has its ledger, with nothing in it."""
    found = opinion_ledgers(bureau())
    assert list(found.by_station) == ["gulou"]
    assert list(found.by_area) == ["gulou-a"]
    assert [
        ledger.opinions for ledger in (found.bureau, *found.by_station.values(), *found.by_area.values())
    ] == [
        (),
        (),
        (),
    ]
