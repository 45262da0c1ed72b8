"""What became of the opinions raised at meetings (听取批评意见, 方案四(三)): of an area, a station, the bureau.

Everything is as of the bureau's day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.kept import Kept
from generator.model.meeting import Meeting, Opinion, OpinionStatus
from generator.model.public import PublicBureau


@dataclass(frozen=True, kw_only=True)
class RaisedOpinion:
    """An opinion with the meeting that raised it; `overdue` if unanswered after its due date."""

    opinion: Opinion
    meeting: Meeting
    station: str
    overdue: bool


@dataclass(frozen=True, kw_only=True)
class OpinionLedger:
    """Opinions, those of the latest meeting first. `counts` has every state; `overdue` and `closed` are counts."""

    opinions: tuple[RaisedOpinion, ...]
    counts: Mapping[OpinionStatus, int]
    overdue: int
    closed: int


@dataclass(frozen=True, kw_only=True)
class OpinionLedgers:
    """The bureau's, and that of every station and area by id, those without an opinion too."""

    bureau: OpinionLedger
    by_station: Mapping[str, OpinionLedger]
    by_area: Mapping[str, OpinionLedger]


def opinion_ledgers(bureau: PublicBureau, kept: Kept | None = None) -> OpinionLedgers:
    """Every opinion on record, as of the bureau's day."""
    station_of = {area.id: area.station for area in bureau.areas.values()}
    arguments = (bureau.as_of, bureau.meetings, tuple(sorted(bureau.stations)), station_of)
    return (kept or Kept()).of("opinion ledgers", _ledgers, *arguments)


def _ledgers(
    as_of: dt.date, meetings: Mapping[str, Meeting], stations: tuple[str, ...], station_of: Mapping[str, str]
) -> OpinionLedgers:
    raised = _raised(as_of, meetings.values(), station_of)
    by_station: dict[str, list[RaisedOpinion]] = {station: [] for station in stations}
    by_area: dict[str, list[RaisedOpinion]] = {area: [] for area in sorted(station_of)}
    for one in raised:
        by_station[one.station].append(one)
        by_area[one.meeting.area].append(one)
    return OpinionLedgers(
        bureau=_ledger(raised),
        by_station={station: _ledger(own) for station, own in by_station.items()},
        by_area={area: _ledger(own) for area, own in by_area.items()},
    )


def _raised(
    as_of: dt.date, meetings: Iterable[Meeting], station_of: Mapping[str, str]
) -> list[RaisedOpinion]:
    newest_first = sorted(meetings, key=lambda m: (m.date, m.starts, m.id), reverse=True)
    return [
        RaisedOpinion(
            opinion=opinion,
            meeting=meeting,
            station=station_of[meeting.area],
            overdue=not opinion.status.is_closed and opinion.due < as_of,
        )
        for meeting in newest_first
        if meeting.area in station_of
        for opinion in meeting.opinions
    ]


def _ledger(opinions: Iterable[RaisedOpinion]) -> OpinionLedger:
    listed = tuple(opinions)
    states = [raised.opinion.status for raised in listed]
    return OpinionLedger(
        opinions=listed,
        counts={state: states.count(state) for state in OpinionStatus},
        overdue=sum(raised.overdue for raised in listed),
        closed=sum(state.is_closed for state in states),
    )
