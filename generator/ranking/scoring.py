"""Parts -> items -> the station's score and band: weighted means, exact, rounded once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from generator.model.policy import Band, IndicatorRule, PartId, RankingRules
from generator.ranking import officers, posts, prevention, safety, services, standards
from generator.ranking.measure import Measure
from generator.ranking.results import Item, Safety, StationMonthResult, counts
from generator.ranking.station_month import StationMonth

MEASURES: Final[Mapping[PartId, Callable[[StationMonth], Measure]]] = {
    PartId.OFFICER_DAYS: officers.officer_days,
    PartId.ON_SITE: officers.on_site,
    PartId.POST_IN_USE: posts.post_in_use,
    PartId.POST_FACILITIES: posts.post_facilities,
    PartId.CONTACT_VERIFIED: posts.contact_verified,
    PartId.COMMITTEE: prevention.committee,
    PartId.PATROLS: prevention.patrols,
    PartId.SAFE_PLACES: prevention.safe_places,
    PartId.TALKS: prevention.talks,
    PartId.SERVICES_OFFERED: services.services_offered,
    PartId.ANSWERED_ON_TIME: services.answered_on_time,
    PartId.CHARTS: standards.charts,
    PartId.LEDGERS: standards.ledgers,
    PartId.WORK_RECORDS: standards.work_records,
    PartId.REPORT_ON_TIME: standards.report_on_time,
    PartId.MEETING_IN_CYCLE: standards.meeting_in_cycle,
    PartId.MINUTES_ON_TIME: standards.minutes_on_time,
    PartId.CASE_RATE: safety.case_rate,
    PartId.CASES_IN_LIMITS: safety.cases_in_limits,
}
NOTHING_APPLIES: Final = "本月没有适用的项目"


def measures_of(month: StationMonth, rules: RankingRules) -> Mapping[PartId, Measure]:
    """Every part of the rules, measured from the station's records."""
    return {part.id: MEASURES[part.id](month) for rule in rules.indicators for part in rule.parts}


def score_station(month: StationMonth, rules: RankingRules) -> StationMonthResult:
    """A station's month from its own records alone, without rank or change."""
    items = items_of(rules, measures_of(month, rules))
    return result_of(month.records.station.id, items, safety.safety(month), _reasons(month, items), rules)


def result_of(
    station: str, items: tuple[Item, ...], shown: Safety, reasons: tuple[str, ...], rules: RankingRules
) -> StationMonthResult:
    """The score and band of the items; none where there are `reasons` against it."""
    exact = total_score(items) if not reasons else None
    if exact is None:
        reasons = reasons or (NOTHING_APPLIES,)
    score = rounded(exact) if exact is not None else None
    return StationMonthResult(
        station=station,
        items=items,
        safety=shown,
        score=score,
        band=band_of(score, rules.bands) if score is not None else None,
        reasons=reasons,
    )


def items_of(rules: RankingRules, measures: Mapping[PartId, Measure]) -> tuple[Item, ...]:
    """The published items, in the rules' order."""
    return tuple(_item(rule, tuple(measures[part.id] for part in rule.parts)) for rule in rules.indicators)


def _item(rule: IndicatorRule, measures: tuple[Measure, ...]) -> Item:
    if not rule.scored or any(measure.missing for measure in measures):
        return Item(rule=rule, measures=measures, score=None)
    shares = [
        (part.weight, 100 * measure.attained, measure.due)
        for part, measure in zip(rule.parts, measures, strict=True)
        if counts(part.id, measure)
    ]
    return Item(rule=rule, measures=measures, score=weighted_mean(shares))


def _reasons(month: StationMonth, items: Sequence[Item]) -> tuple[str, ...]:
    """Why the station has no score, in Chinese."""
    if not month.areas:
        return ("没有所辖社区",)
    if month.report is None:
        return ("本月未报送月报",)
    unreported = [
        (part.id.label, measure.missing)
        for item in items
        if item.rule.scored
        for part, measure in zip(item.rule.parts, item.measures, strict=True)
        if measure.missing
    ]
    return tuple(f"“{label}”未报送：{month.names(missing)}" for label, missing in unreported)


def total_score(items: Iterable[Item]) -> Fraction | None:
    """The weighted mean of the scored items [0–100]; None where none has a score."""
    scores = [(item.rule.weight, item.score) for item in items if item.score is not None]
    return weighted_mean([(weight, score.numerator, score.denominator) for weight, score in scores])


def weighted_mean(shares: Iterable[tuple[int, int, int]]) -> Fraction | None:
    """The mean of (weight, numerator, denominator); None where there is none.

    Since what is absent is left out, its weight is spread over the rest. In integers with one reduction at the
    end: as exact as adding fractions, and several times as fast.
    """
    numerator, denominator, weights = 0, 1, 0
    for weight, attained, due in shares:
        numerator = numerator * due + weight * attained * denominator
        denominator *= due
        weights += weight
    return Fraction(numerator, denominator * weights) if weights else None


def rounded(score: Fraction) -> Decimal:
    """To one decimal, halves up; from the exact fraction, so that no binary error comes between."""
    tenths = (20 * score.numerator + score.denominator) // (2 * score.denominator)
    return Decimal(tenths).scaleb(-1)


def band_of(score: Decimal, bands: Sequence[Band]) -> Band:
    """The highest band whose lower bound the rounded score reaches."""
    return next(band for band in bands if score >= band.at_least)
