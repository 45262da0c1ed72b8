"""How stations are supervised (督导, 方案四(五)): what they have to mend, and each sub-bureau's part of a ranking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.model.follow_up import FollowUp
from generator.model.public import PublicBureau
from generator.model.station import SubBureau
from generator.ranking.results import Ranking, StationMonthResult, Tier


@dataclass(frozen=True, kw_only=True)
class Mending:
    """What a station was told to mend, whether that is past its day today, and whether the station is closed."""

    station: str
    name: str
    told: FollowUp
    is_overdue: bool
    is_closed: bool


def mendings(bureau: PublicBureau, period: str | None, station: str | None = None) -> tuple[Mending, ...]:
    """What was ordered after a month, or a year and its months (None: whenever), of all stations or of one."""
    return tuple(
        Mending(
            station=id_,
            name=one.name,
            told=told,
            is_overdue=told.is_overdue(bureau.as_of) and id_ in bureau.standing_stations,
            is_closed=id_ not in bureau.standing_stations,
        )
        for id_, one in bureau.stations.items()
        for told in one.follow_ups
        if told.after.startswith(period or "") and station in (None, id_)
    )


@dataclass(frozen=True, kw_only=True)
class SubBureauStanding:
    """The results of a sub-bureau's stations, as they belong today; None are the stations directly under the bureau."""

    sub_bureau: SubBureau | None
    results: tuple[StationMonthResult, ...]
    has_ranks: bool

    @property
    def scored(self) -> int:
        """How many of its stations have a score."""
        return sum(result.score is not None for result in self.results)

    @property
    def tiers(self) -> Mapping[Tier, int]:
        """How many of its ranked stations are in each third of their peer groups."""
        found = [one.robustness.tier for one in self.results if one.robustness is not None]
        return {tier: found.count(tier) for tier in Tier} if found and self.has_ranks else {}


def sub_bureau_standings(bureau: PublicBureau, ranking: Ranking) -> tuple[SubBureauStanding, ...]:
    """One for each sub-bureau with a station in the ranking, in id order; none if there are no sub-bureaus."""
    every: list[SubBureau | None] = [*bureau.sub_bureaus.values(), None]
    found = []
    for one in every if bureau.sub_bureaus else []:
        own = {id_ for id_, station in bureau.stations.items() if station.sub_bureau == (one and one.id)}
        results = tuple(result for result in ranking.results if result.station in own)
        if results:
            found.append(SubBureauStanding(sub_bureau=one, results=results, has_ranks=not ranking.is_banded))
    return tuple(found)
