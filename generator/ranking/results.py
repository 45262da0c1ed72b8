"""The results of a ranking: parts, items, stations, peer groups. Exact fractions until the score is rounded once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from generator.facts.measure import Measure
from generator.model.policy import Band, IndicatorId, IndicatorRule, PartId, PartRule
from generator.model.station import StationKind
from generator.model.values import Labelled

# Begins what a reason says of a part that spot checks did not confirm; a release keeps the reason alone.
SELDOM_CONFIRMED = "最近 12 个月核实了"


class PartState(StrEnum):
    """Whether a part counts; the values are the letters of the published table."""

    OK = "ok"
    NOT_APPLICABLE = "z"
    NOT_REPORTED = "x"
    TOO_SMALL = "u"


def counts(part: PartId, measure: Measure) -> bool:
    """Does the part count? Not if nothing was due or it is unreported, withheld or few; a case rate never counts."""
    is_known = measure.due > 0 and not measure.missing and not measure.withheld
    return is_known and not measure.few and part is not PartId.CASE_RATE


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of an item: its rule in the policy and its measure."""

    rule: PartRule
    measure: Measure

    @property
    def id(self) -> PartId:
        """The id of the part."""
        return self.rule.id

    @property
    def state(self) -> PartState:
        """Not reported takes precedence over not applicable, since what is unknown may have been due."""
        if self.measure.missing:
            return PartState.NOT_REPORTED
        if self.measure.withheld or self.measure.few:
            return PartState.TOO_SMALL
        return PartState.OK if self.measure.due else PartState.NOT_APPLICABLE

    @property
    def missing(self) -> tuple[str, ...]:
        """Ids of the areas that did not report it, in id order."""
        return self.measure.missing

    @property
    def numerator(self) -> Fraction | None:
        """The attained number; None if withheld or if an area did not report, since a partial sum would mislead."""
        return Fraction(self.measure.attained) if self._is_known else None

    @property
    def denominator(self) -> Fraction | None:
        """The number due in all areas; None where the numerator is None."""
        return Fraction(self.measure.due) if self._is_known else None

    @property
    def _is_known(self) -> bool:
        """A case rate with some months unreported is still known: it states how many months it covers."""
        is_whole = not self.measure.missing or (self.id is PartId.CASE_RATE and self.measure.attained > 0)
        return is_whole and not self.measure.withheld

    @property
    def attainment(self) -> Fraction | None:
        """The attained share of the standard [0–100]; None unless the part counts."""
        return (
            Fraction(100 * self.measure.attained, self.measure.due) if counts(self.id, self.measure) else None
        )


@dataclass(frozen=True, kw_only=True)
class Item:
    """One of the published items. `score` [0–100] is None if the item is not scored, not due or not reported.

    `measures` follow the order of the rule's parts.
    """

    rule: IndicatorRule
    measures: tuple[Measure, ...]
    score: Fraction | None

    @property
    def id(self) -> IndicatorId:
        """The id of the item."""
        return self.rule.id

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts, in the policy's order."""
        pairs = zip(self.rule.parts, self.measures, strict=True)
        return tuple(Part(rule=rule, measure=measure) for rule, measure in pairs)


@dataclass(frozen=True, kw_only=True)
class Safety:
    """主要治安情况, shown and never scored: cases of the rolling months over residents.

    `months_reported` of `months` have a figure. `cases` is None if a month contains a small count of one area. `rate`
    [cases per 10,000 residents] is None if cases, months or residents are unknown. `is_unstable` (flag u): the count is
    unknown or below the stated base.
    """

    cases: int | None
    residents: int
    months_reported: int
    months: int
    rate: Fraction | None
    is_unstable: bool


class Tier(Labelled):
    """A part of a peer group, coarse enough that chance and weights do not decide who is in it."""

    FRONT = "front", "前段"
    MIDDLE = "middle", "中段"
    BACK = "back", "后段"


@dataclass(frozen=True, kw_only=True)
class Robustness:
    """What a rank is worth. `geometric_rank` is the rank by the geometric mean.

    `better` and `worse` are the stations that clearly are, whatever the weights and beyond chance, by id; the others of
    the `peers` cannot be told apart from this one.
    """

    better: tuple[str, ...]
    worse: tuple[str, ...]
    peers: int
    geometric_rank: int

    @property
    def best(self) -> int:
        """The rank if nobody but the clearly better ones were ahead."""
        return 1 + len(self.better)

    @property
    def worst(self) -> int:
        """The rank if everybody but the clearly worse ones were ahead."""
        return self.peers - len(self.worse)

    @property
    def tier(self) -> Tier:
        """Where the range lies: in the first half of the group, in the second, or across its middle."""
        if 2 * self.worst <= self.peers:
            return Tier.FRONT
        return Tier.BACK if 2 * self.best > self.peers + 1 else Tier.MIDDLE

    def among(self, stations: Collection[str]) -> tuple[int, int]:
        """The best and the worst rank among some of the peers."""
        better, worse = (sum(one in stations for one in ids) for ids in (self.better, self.worse))
        return 1 + better, len(stations) - worse


@dataclass(frozen=True, kw_only=True)
class RankChange:
    """A station's rank in the month before and now, among the stations that its group ranked in both months.

    A station that joins or leaves the ranking therefore does not change another's. `best` and `worst` are the range of
    the month before, among the same stations.
    """

    before: int
    now: int
    among: int
    best: int
    worst: int

    @property
    def is_clear(self) -> bool:
        """Has it left last month's range, so that it is more than chance and weights?"""
        return not self.best <= self.now <= self.worst

    @property
    def places(self) -> int:
        """Negative is better."""
        return self.now - self.before


@dataclass(frozen=True, kw_only=True)
class StationMonthResult:
    """A station's month. `score` is rounded once; `rank` is its rank among the `peers` that its group ranks.

    `tied`: the rank is shared. Changes are against the month before, in points (positive is better) and ranks.
    `robustness` is None without a rank. `reasons` says in Chinese why there is no score; else empty.
    """

    station: str
    items: tuple[Item, ...]
    safety: Safety
    score: Decimal | None
    rank: int | None = None
    peers: int | None = None
    tied: bool = False
    band: Band | None = None
    change_score: Decimal | None = None
    change_rank: RankChange | None = None
    robustness: Robustness | None = None
    reasons: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts of every item, in the policy's order."""
        return tuple(part for item in self.items for part in item.parts)

    @property
    def scored_parts(self) -> tuple[Part, ...]:
        """The parts of the scored items."""
        return tuple(part for item in self.items if item.rule.scored for part in item.parts)

    @property
    def owes(self) -> bool:
        """Was anything due but the report? A station without a community owes nothing, though it is asked for one."""
        return self.score is not None or any(
            part.measure.due or part.missing or part.measure.withheld
            for part in self.scored_parts
            if part.id is not PartId.REPORT_ON_TIME
        )

    @property
    def is_doubted(self) -> bool:
        """Did spot checks confirm too little of a part?"""
        return any(SELDOM_CONFIRMED in reason for reason in self.reasons)

    def item(self, id_: IndicatorId) -> Item | None:
        """The item with that id; None if the policy does not publish it."""
        return next((item for item in self.items if item.id is id_), None)


@dataclass(frozen=True, kw_only=True)
class GroupRanking:
    """A peer group: `ranked` by rank, then id. Below the minimum size, `listed` by id, with the `reason` in Chinese."""

    kind: StationKind
    ranked: tuple[StationMonthResult, ...]
    listed: tuple[StationMonthResult, ...]
    unranked: tuple[StationMonthResult, ...]
    reason: str | None

    @property
    def tiers(self) -> Mapping[Tier, tuple[StationMonthResult, ...]]:
        """The ranked stations by tier, front first; a tier without a station is left out."""
        found: dict[Tier, list[StationMonthResult]] = {tier: [] for tier in Tier}
        for result in self.ranked:
            if result.robustness is not None:
                found[result.robustness.tier].append(result)
        return {tier: tuple(own) for tier, own in found.items() if own}

    @property
    def members(self) -> tuple[StationMonthResult, ...]:
        """All stations of the group: ranked, listed, unranked."""
        return self.ranked + self.listed + self.unranked


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """The peer groups of a month or a year that have stations, in the order urban, town, rural.

    `is_banded`: published without ranks; every station with a score is listed, by band and id.
    """

    groups: tuple[GroupRanking, ...]
    is_banded: bool = False

    @property
    def results(self) -> tuple[StationMonthResult, ...]:
        """All stations, group by group."""
        return tuple(result for group in self.groups for result in group.members)

    def result(self, station: str) -> StationMonthResult | None:
        """The station's result; None if it is not in the ranking."""
        return next((result for result in self.results if result.station == station), None)


@dataclass(frozen=True, kw_only=True)
class MonthRanking(Ranking):
    """One month's ranking; `reported` counts those of its `stations` that filed a report."""

    month: str
    reported: int
    stations: int

    def ranked(self, kind: StationKind) -> tuple[StationMonthResult, ...]:
        """The ranked stations of a peer group; empty if there is no such group."""
        return next((group.ranked for group in self.groups if group.kind is kind), ())
