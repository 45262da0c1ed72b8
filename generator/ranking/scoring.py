"""Combine parts into items, and items into the station's score and band: weighted means, exact, rounded once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from generator.facts.confirmation import confirmed_by_part, in_window, is_doubtful
from generator.facts.measure import Measure
from generator.model.policy import IndicatorRule, PartId, RankingRules
from generator.ranking.parts import measures_of
from generator.ranking.results import SELDOM_CONFIRMED, Item, Safety, StationMonthResult, counts
from generator.ranking.safety import safety_in
from generator.ranking.station_month import StationMonth

NOTHING_APPLIES: Final = "本月没有适用的项目"
# The edition of the method from which on a station is not ranked while what it declares is not confirmed.
_DOUBT_UNRANKS: Final = 2


def score_station(own: StationMonth) -> StationMonthResult:
    """Score a station's month from its own records alone, without rank or change."""
    rules = own.month.policy.ranking
    items = items_of(rules, measures_of(own))
    return result_of(own.records.station.id, items, safety_in(own), _reasons(own, items), rules)


def result_of(
    station: str, items: tuple[Item, ...], shown: Safety, reasons: tuple[str, ...], rules: RankingRules
) -> StationMonthResult:
    """Score the items and choose the band, the highest whose lower bound the rounded score reaches.

    Score and band are None if there are `reasons` or no item has a score.
    """
    exact = total_score(items) if not reasons else None
    if exact is None:
        reasons = reasons or (NOTHING_APPLIES,)
    score = rounded(exact) if exact is not None else None
    return StationMonthResult(
        station=station,
        items=items,
        safety=shown,
        score=score,
        band=rules.band_of(score) if score is not None else None,
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


def _reasons(own: StationMonth, items: Sequence[Item]) -> tuple[str, ...]:
    """Why the station has no score, in Chinese."""
    if not own.areas:
        return ("没有所辖社区",)
    if own.report is None:
        return ("本月未报送月报",)
    names = {each.area.id: each.area.name for each in own.areas}
    scored = [part for item in items if item.rule.scored for part in item.parts]
    return (
        *(
            f"“{part.id.label}”未报送：{'、'.join(names[area] for area in part.missing)}"
            for part in scored
            if part.missing
        ),
        *_doubts(own, [part.id for part in scored]),
    )


def _doubts(own: StationMonth, parts: Sequence[PartId]) -> Iterator[str]:
    """The parts whose confirmation over twelve months falls under the policy's share; from the second edition on."""
    share = own.month.standards.audit_share
    if share is None or own.month.policy.ranking.edition < _DOUBT_UNRANKS:
        return
    confirmed = confirmed_by_part(in_window(own.records.observations, own.month.name))
    for part in parts:
        if part in confirmed and is_doubtful(confirmed[part], own.month.standards):
            seen = confirmed[part]
            yield f"“{part.label}”{SELDOM_CONFIRMED} {seen.due} 次，属实 {seen.attained} 次，低于 {share.value}%"


def total_score(items: Iterable[Item]) -> Fraction | None:
    """The weighted mean of the scored items [0–100]; None if none has a score."""
    scores = [(item.rule.weight, item.score) for item in items if item.score is not None]
    return weighted_mean([(weight, score.numerator, score.denominator) for weight, score in scores])


def weighted_mean(shares: Iterable[tuple[int, int, int]]) -> Fraction | None:
    """The weighted mean of (weight, numerator, denominator); None if there are none.

    The weight of an absent share is spread over the rest. Integers with one reduction at the end are as exact as adding
    fractions, and several times as fast.
    """
    numerator, denominator, weights = 0, 1, 0
    for weight, attained, due in shares:
        numerator = numerator * due + weight * attained * denominator
        denominator *= due
        weights += weight
    return Fraction(numerator, denominator * weights) if weights else None


def rounded(score: Fraction) -> Decimal:
    """Round to one decimal, halves up, from the exact fraction, to avoid binary errors."""
    tenths = (20 * score.numerator + score.denominator) // (2 * score.denominator)
    return Decimal(tenths).scaleb(-1)
