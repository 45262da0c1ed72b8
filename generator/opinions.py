"""The outcome of the opinions raised at meetings (听取批评意见, 方案四(三)), by area, by station, and in the bureau.

Everything is as of the bureau's day. Days run from the meeting at which an opinion was raised to its answer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from generator.facts.meetings import by_time, days_held, held_after
from generator.memo import remembered
from generator.model.meeting import Meeting, Opinion, OpinionStatus
from generator.model.months import month_of
from generator.model.public import PublicArea, PublicBureau

# With fewer answers a percentile says no more than the days themselves, but seems to.
LEAST_ANSWERS: Final = 5
_HALF, _NINE_TENTHS = 50, 90


@dataclass(frozen=True, kw_only=True)
class RaisedOpinion:
    """An opinion with the meeting that raised it, and the station that answers for the month in which it is due.

    `taken` [days] until the answer, None without one; `waiting` [days] until today, None with an answer; `late`
    [days] from the due date to the answer, or to today without one. `to_read_back`: it has no answer, or its answer
    has not been read back. `read_next`: was it read back at the next meeting held? None if there was none.
    """

    opinion: Opinion
    meeting: Meeting
    station: str
    taken: int | None
    waiting: int | None
    late: int
    to_read_back: bool
    read_next: bool | None

    @property
    def is_overdue(self) -> bool:
        """Is it unanswered after its due date?"""
        return self.waiting is not None and self.late > 0


@dataclass(frozen=True, kw_only=True)
class OpinionStatistics:
    """Counts of opinions. `taken` [days] has one entry for each answer, ascending; `oldest` [days] is the longest wait.

    `followed` were raised at a meeting after which another was held; `read_next` of them were read back there.
    """

    counts: Mapping[OpinionStatus, int]
    overdue: int
    answered_late: int
    taken: tuple[int, ...]
    oldest: int | None
    to_read_back: int
    followed: int
    read_next: int

    @property
    def total(self) -> int:
        """All that were raised."""
        return sum(self.counts.values())

    @property
    def answered(self) -> int:
        """Done, declined or transferred."""
        return len(self.taken)

    @property
    def waiting(self) -> int:
        """Without an answer, overdue or not."""
        return self.total - self.answered

    @property
    def half(self) -> int | None:
        """Days within which half of the answers came, the median; None with too few answers."""
        return nearest_rank(self.taken, _HALF) if self.answered >= LEAST_ANSWERS else None

    @property
    def nine_tenths(self) -> int | None:
        """The same for nine in ten, the 90th percentile."""
        return nearest_rank(self.taken, _NINE_TENTHS) if self.answered >= LEAST_ANSWERS else None


@dataclass(frozen=True, kw_only=True)
class OpinionLedger:
    """Opinions, those of the latest meeting first, and their statistics."""

    opinions: tuple[RaisedOpinion, ...]
    statistics: OpinionStatistics

    @property
    def earliest_first(self) -> tuple[RaisedOpinion, ...]:
        """The opinions, those of the earliest meeting first."""
        return tuple(sorted(self.opinions, key=lambda raised: by_time(raised.meeting)))

    @property
    def waiting(self) -> tuple[RaisedOpinion, ...]:
        """The opinions without an answer, those of the earliest meeting first."""
        return tuple(raised for raised in self.earliest_first if raised.waiting is not None)

    @property
    def answers(self) -> tuple[RaisedOpinion, ...]:
        """The opinions with an answer, the latest answer first."""
        answered = (raised for raised in self.opinions if raised.waiting is None)
        return tuple(sorted(answered, key=attrgetter("opinion.closed_on"), reverse=True))

    @property
    def last_change(self) -> dt.date | None:
        """The day on which an opinion was last raised, answered or read back; None without an opinion."""
        days = [
            day
            for raised in self.opinions
            for day in (raised.meeting.date, raised.opinion.closed_on, *raised.opinion.read_back_on)
            if day is not None
        ]
        return max(days, default=None)


@dataclass(frozen=True, kw_only=True)
class OpinionLedgers:
    """The ledgers of the bureau, and of every station and area by id, including those without an opinion."""

    bureau: OpinionLedger
    by_station: Mapping[str, OpinionLedger]
    by_area: Mapping[str, OpinionLedger]


def opinion_ledgers(bureau: PublicBureau) -> OpinionLedgers:
    """Every opinion on record, as of the bureau's day."""
    arguments = (bureau.as_of, bureau.meetings, tuple(sorted(bureau.stations)), bureau.every_area)
    return _ledgers(*arguments)


def nearest_rank(ascending: Sequence[int], percent: int) -> int:
    """The nearest-rank percentile of at least one value; 0 < percent <= 100.

    It is always one of the values, so “half within 18 days” is literally true.
    """
    return ascending[-(-len(ascending) * percent // 100) - 1]


@remembered()
def _ledgers(
    as_of: dt.date,
    meetings: Mapping[str, Meeting],
    stations: tuple[str, ...],
    areas: Mapping[str, PublicArea],
) -> OpinionLedgers:
    raised = _raised(as_of, meetings.values(), areas)
    by_station: dict[str, list[RaisedOpinion]] = {station: [] for station in stations}
    by_area: dict[str, list[RaisedOpinion]] = {area: [] for area in sorted(areas)}
    for one in raised:
        by_station[one.station].append(one)
        by_area[one.meeting.area].append(one)
    return OpinionLedgers(
        bureau=_ledger(raised),
        by_station={station: _ledger(own) for station, own in by_station.items()},
        by_area={area: _ledger(own) for area, own in by_area.items()},
    )


def _raised(
    as_of: dt.date, meetings: Collection[Meeting], areas: Mapping[str, PublicArea]
) -> list[RaisedOpinion]:
    days = days_held(meetings, as_of)
    return [
        _raised_at(meeting, opinion, areas[meeting.area], held_after(days, meeting), as_of)
        for meeting in sorted(meetings, key=by_time, reverse=True)
        if meeting.area in areas
        for opinion in meeting.opinions
    ]


def _raised_at(
    meeting: Meeting, opinion: Opinion, area: PublicArea, later: Sequence[dt.date], as_of: dt.date
) -> RaisedOpinion:
    """`later` are the days of the meetings that the area has held since, ascending."""
    answered, read = opinion.closed_on, opinion.read_back_on
    days = ((answered or as_of) - meeting.date).days
    return RaisedOpinion(
        opinion=opinion,
        meeting=meeting,
        station=area.station_in(month_of(opinion.due)),
        taken=days if answered else None,
        waiting=None if answered else days,
        late=max(0, ((answered or as_of) - opinion.due).days),
        to_read_back=answered is None or not any(day >= answered for day in read),
        read_next=later[0] in read if later else None,
    )


def _ledger(opinions: Iterable[RaisedOpinion]) -> OpinionLedger:
    listed = tuple(opinions)
    states = [raised.opinion.status for raised in listed]
    return OpinionLedger(
        opinions=listed,
        statistics=OpinionStatistics(
            counts={state: states.count(state) for state in OpinionStatus},
            overdue=sum(raised.is_overdue for raised in listed),
            answered_late=sum(raised.taken is not None and raised.late > 0 for raised in listed),
            taken=tuple(sorted(raised.taken for raised in listed if raised.taken is not None)),
            oldest=max((raised.waiting for raised in listed if raised.waiting is not None), default=None),
            to_read_back=sum(raised.to_read_back for raised in listed),
            followed=sum(raised.read_next is not None for raised in listed),
            read_next=sum(raised.read_next is True for raised in listed),
        ),
    )
