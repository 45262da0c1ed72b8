"""Differences between two rankings of one month: a revision and the one before, or a release and today's data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.facts.measure import Measure
from generator.model.policy import PartId
from generator.ranking.results import MonthRanking, StationMonthResult


@dataclass(frozen=True, kw_only=True)
class PartDifference:
    """A part with changed numbers; None where a ranking lacks the part."""

    part: PartId
    before: Measure | None
    now: Measure | None


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A station with changed figures; None where a ranking lacks the station."""

    station: str
    before: StationMonthResult | None
    now: StationMonthResult | None
    parts: tuple[PartDifference, ...]

    @property
    def is_rank_alone(self) -> bool:
        """Did only the rank change, because of other stations' figures?"""
        before, now = (None if result is None else result.score for result in (self.before, self.now))
        return not self.parts and before == now


def differences(before: MonthRanking, now: MonthRanking) -> tuple[Difference, ...]:
    """The stations that differ in score, rank or any number, ordered by id."""
    old_results = {result.station: result for result in before.results}
    new_results = {result.station: result for result in now.results}
    return tuple(
        Difference(station=station, before=old, now=new, parts=tuple(_parts(old, new)))
        for station in sorted(old_results | new_results)
        for old, new in [(old_results.get(station), new_results.get(station))]
        if _figures(old) != _figures(new)
    )


def _figures(result: StationMonthResult | None) -> object:
    """The published figures of a station, without the change against the month before and the reasons.

    Both follow from the figures, and reasons name communities, which may have been renamed since.
    """
    if result is None:
        return None
    measures = [(item.id, item.measures) for item in result.items]
    return result.score, result.rank, result.safety, measures


def _parts(before: StationMonthResult | None, now: StationMonthResult | None) -> Iterator[PartDifference]:
    old, new = ({part.id: part.measure for part in one.parts} if one else {} for one in (before, now))
    for part in old | new:
        if old.get(part) != new.get(part):
            yield PartDifference(part=part, before=old.get(part), now=new.get(part))
