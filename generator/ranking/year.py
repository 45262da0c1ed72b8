"""Rank a year so far: sum each part's numerators and denominators over the published months, then score like a month.

Scores and ranks are never averaged. The first edition of the method leaves out a month in which a part is unreported or
withheld. The second counts it as not done: whatever else stood for it, leaving out a month worse than that would pay.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.facts.measure import Measure
from generator.memo import remembered
from generator.model.policy import PartId, Policy
from generator.model.release import ReleaseStatus
from generator.model.station import StationKind
from generator.ranking.order import rank_groups
from generator.ranking.published import PublishedMonth
from generator.ranking.results import Item, Ranking, StationMonthResult
from generator.ranking.scoring import items_of, result_of, total_score


@dataclass(frozen=True, kw_only=True)
class PartMonths:
    """How many months were summed for a part, and how many were left out as missing or withheld."""

    added: int
    missing: int
    withheld: int


@dataclass(frozen=True, kw_only=True)
class StationYear:
    """Counts of a station's months: those in which it `owed` anything; of these, the `counted` with a score.

    `final` counts the final ones of `counted`. `lacking` counts the owed months with something unreported, `doubted`
    those that spot checks left without a score.
    """

    owed: int
    counted: int
    final: int
    lacking: int
    doubted: int
    parts: Mapping[PartId, PartMonths]


@dataclass(frozen=True, kw_only=True)
class YearRanking(Ranking):
    """A calendar year's published `months`, ascending, ranked by the method of the last of them.

    A station is in the peer group in which it was last published; `stations` are by id. A result's `safety` is that of
    the station's last month, which already covers a year.
    """

    year: str
    months: tuple[PublishedMonth, ...]
    policy: Policy
    stations: Mapping[str, StationYear]


def year_rankings(published: Mapping[str, PublishedMonth]) -> Mapping[str, YearRanking]:
    """Rank every year that has a published month, ascending."""
    by_year: dict[str, list[PublishedMonth]] = {}
    for month in sorted(published):
        by_year.setdefault(month[:4], []).append(published[month])
    return {year: _of_year(year, tuple(months)) for year, months in by_year.items()}


@remembered("year")
def _of_year(year: str, months: tuple[PublishedMonth, ...]) -> YearRanking:
    assert all(month.month.startswith(year) for month in months)
    return year_ranking(months)


def year_ranking(months: Sequence[PublishedMonth]) -> YearRanking:
    """Rank one year from the latest revisions of its months, given in any order.

    If the method changed within the year, the last month's applies, and a part that an earlier version lacks is summed
    over the months that have it. Raises ValueError for no month, or months of two years.
    """
    ordered = tuple(sorted(months, key=lambda month: month.month))
    years = {month.month[:4] for month in ordered}
    if len(years) != 1:
        raise ValueError(f"months of one year are wanted, not of {len(years)}")
    policy = ordered[-1].latest.policy
    stations: dict[str, StationYear] = {}
    placed: list[tuple[StationKind, StationMonthResult]] = []
    own = [(month.status, {result.station: result for result in month.ranking.results}) for month in ordered]
    for station, kind in _groups(ordered).items():
        every = [(status, results[station]) for status, results in own if station in results]
        stations[station], result = _station(station, every, policy)
        placed.append((kind, result))
    return YearRanking(
        year=years.pop(),
        months=ordered,
        policy=policy,
        groups=rank_groups(placed, policy, None),
        stations=stations,
    )


def _groups(months: Sequence[PublishedMonth]) -> Mapping[str, StationKind]:
    """Every station, ordered by id, with its group in the last month that lists it."""
    found = {
        result.station: group.kind
        for month in months
        for group in month.ranking.groups
        for result in group.members
    }
    return dict(sorted(found.items()))


def _station(
    station: str, every: Sequence[tuple[ReleaseStatus, StationMonthResult]], policy: Policy
) -> tuple[StationYear, StationMonthResult]:
    """The station's year from its months, ascending, and its result without a rank."""
    owed = [(status, own) for status, own in every if own.owes]
    counted = [status for status, own in owed if own.score is not None]
    last = every[-1][1]
    measures = _measures([own for _, own in owed], last, policy.ranking.parts)
    year = StationYear(
        owed=len(owed),
        counted=len(counted),
        final=sum(status is ReleaseStatus.FINAL for status in counted),
        lacking=sum(any(part.missing for part in own.scored_parts) for _, own in owed),
        doubted=sum(own.is_doubted for _, own in owed),
        parts={part: _part_months(found) for part, found in measures.items()},
    )
    items = items_of(policy.ranking, {part: _pooled(part, found, policy) for part, found in measures.items()})
    reasons = tuple(_reasons(year, items, policy.year.missing_at_most.value))
    return year, result_of(station, items, last.safety, reasons, policy.ranking)


def _measures(
    results: Sequence[StationMonthResult], last: StationMonthResult, parts: Sequence[PartId]
) -> Mapping[PartId, Sequence[Measure]]:
    """The measures to sum for each part; for the case rate only the last month's, which covers a rolling year."""
    by_part: dict[PartId, list[Measure]] = {part: [] for part in parts}
    for result in results:
        for part in result.parts:
            by_part.get(part.id, []).append(part.measure)
    if PartId.CASE_RATE in by_part:
        by_part[PartId.CASE_RATE] = [part.measure for part in last.parts if part.id is PartId.CASE_RATE]
    if PartId.REPORT_ON_TIME in by_part:
        # A missing report counts as late, so that never sending it is not better than sending it late.
        came = [dataclasses.replace(measure, missing=()) for measure in by_part[PartId.REPORT_ON_TIME]]
        by_part[PartId.REPORT_ON_TIME] = came
    return by_part


def _pooled(part: PartId, measures: Sequence[Measure], policy: Policy) -> Measure:
    if policy.edition == 1 or part is PartId.CASE_RATE:
        return pooled(measures, policy.standards.unstable_base.value)
    # Every month's share already covers the months before it.
    latest = measures[-1:] if part is PartId.ANSWERED_ON_TIME else measures
    return pooled_as_due(latest, is_reported=any(not measure.missing for measure in measures))


def pooled_as_due(measures: Sequence[Measure], *, is_reported: bool) -> Measure:
    """Sum the months, what was not reported as not done; missing if no month was `is_reported` in full."""
    areas = {area for found in measures for area in found.missing}
    return Measure(
        attained=sum(measure.attained for measure in measures),
        due=sum(measure.due for measure in measures),
        missing=() if is_reported else tuple(sorted(areas)),
        base=measures[-1].base if measures else None,
    )


def pooled(measures: Sequence[Measure], base: int) -> Measure:
    """Sum the known months. Withheld if nothing else was due; missing if no month was reported.

    Parts of few events are summed first, and only the sum is compared with the stated base.
    `base`: the number of events below which a share is mostly chance.
    """
    if len(measures) == 1:
        return measures[0]
    reported = [measure for measure in measures if not measure.missing]
    known = [measure for measure in reported if not measure.withheld]
    due = sum(measure.due for measure in known)
    return Measure(
        attained=sum(measure.attained for measure in known),
        due=due,
        missing=() if reported else tuple(sorted({area for found in measures for area in found.missing})),
        withheld=not due and len(known) < len(reported),
        few=due < base and any(measure.few for measure in known),
    )


def _part_months(measures: Sequence[Measure]) -> PartMonths:
    missing = sum(bool(measure.missing) for measure in measures)
    withheld = sum(measure.withheld and not measure.missing for measure in measures)
    return PartMonths(added=len(measures) - missing - withheld, missing=missing, withheld=withheld)


def _reasons(year: StationYear, items: Sequence[Item], allowed: int) -> list[str]:
    """Why the station has no score, in Chinese."""
    if not year.owed:
        return ["没有能计分的月份"]
    if year.lacking == year.owed:
        return ["没有一个月报全"]
    reasons = [
        f"“{part.id.label}”没有一个月报全"
        for item in items
        if item.rule.scored
        for part in item.parts
        if part.missing
    ]
    if year.lacking > allowed:
        reasons.insert(0, f"{year.owed}个月里有{year.lacking}个月没有报全，超过{allowed}个月")
    if not reasons and total_score(items) is None:
        reasons.append("没有适用的项目")
    return reasons
