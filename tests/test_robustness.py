"""Rank ranges: how far a rank depends on weights and on chance; and the geometric mean."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Sequence
from fractions import Fraction
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.facts.measure import Measure
from generator.model.policy import IndicatorId, IndicatorRule
from generator.model.station import StationKind
from generator.ranking.chance import UNIT, predictive, variance_of
from generator.ranking.order import rank_group
from generator.ranking.results import GroupRanking, Item, Robustness, Safety, StationMonthResult, Tier
from generator.ranking.robustness import MARGIN, geometric_score, robustness
from generator.ranking.scoring import rounded, total_score
from tests.bureaus import indicator, policy, standards
from tests.drawn_bureaus import LAW

ANY_SIZE = policy(standards=standards(peer_minimum=1))

SAFETY = Safety(cases=0, residents=1, months_reported=0, months=12, rate=None, is_unstable=True)
SCORED = [id_ for id_ in IndicatorId if id_ is not IndicatorId.SAFETY]
SCORES = st.fractions(min_value=0, max_value=100, max_denominator=60)


# So many events that chance is next to nothing: ranges then depend on the weights alone.
CERTAIN = 10**12


@cache
def rule(id_: IndicatorId, weight: int, part: str = "talks") -> IndicatorRule:
    return indicator(id_.value, {part: 1}, weight)


def measure_of(score: Fraction | None, due: int) -> Measure:
    """About `due` events whose share is exactly the score."""
    if score is None:
        return Measure(attained=0, due=0)
    share = score / 100
    times = max(1, due // share.denominator)
    return Measure(attained=share.numerator * times, due=share.denominator * times)


def result(
    station: str,
    scores: Sequence[Fraction | None],
    weights: list[int] | None = None,
    due: int = CERTAIN,
    part: str = "talks",
) -> StationMonthResult:
    """A station with those item scores, each of one part; its own score is their weighted mean, rounded once."""
    items = tuple(
        Item(rule=rule(id_, weight, part), measures=(measure_of(score, due),), score=score)
        for id_, score, weight in zip(SCORED, scores, weights or [20] * len(scores), strict=False)
    )
    exact = total_score(items)
    return StationMonthResult(
        station=station, items=items, safety=SAFETY, score=None if exact is None else rounded(exact)
    )


def ranges(group: Sequence[StationMonthResult]) -> dict[str, tuple[int, int]]:
    return {station: (found.best, found.worst) for station, found in robustness(group).items()}


def test_a_hand_computed_group() -> None:
    """Four stations with two items of equal weight, and next to no chance, have the ranges that are worked out here.

    a: 100, 40 -> 70.0; b: 60, 60 -> 60.0; c: 10, 100 -> 55.0; d: 5, 30 -> 17.5.
    Without the first item c 100, b 60, a 40, d 30; without the second a 100, b 60, c 10, d 5: of a, b and c each is
    once ahead of each, and all are always ahead of d.
    Geometric: a √4000 = 63.2, b 60.0, c √1000 = 31.6, d √150 = 12.2.
    """
    scores = {"a": (100, 40), "b": (60, 60), "c": (10, 100), "d": (5, 30)}
    group = [result(name, [Fraction(one), Fraction(other)]) for name, (one, other) in scores.items()]
    assert ranges(group) == {"a": (1, 3), "b": (1, 3), "c": (1, 3), "d": (4, 4)}
    assert robustness(group)["d"].better == ("a", "b", "c")
    assert [str(geometric_score(each)) for each in group] == ["63.2", "60.0", "31.6", "12.2"]
    assert [found.geometric_rank for found in robustness(group).values()] == [1, 2, 3, 4]


def test_variance_of_chance_is_the_hand_computed_one() -> None:
    """The variance is p(1 − p)/n · (2n + 1)/(n + 2), weighted by the square of the share of the parts that count.

    3 of 4: p = 3.5/5, 0.7·0.3/4·9/6 = 0.07875; 1 of 1: p = 0.75, 0.75·0.25/1·3/3 = 0.1875. Weights 3 and 1, a third
    part not due: 0.07875·9/16 + 0.1875·1/16 = 0.056015625, in squared points 560.15625.
    """
    assert predictive(Measure(attained=3, due=4)) == 10**4 * UNIT * 7875 // 100000
    assert predictive(Measure(attained=1, due=1)) == 10**4 * UNIT * 1875 // 10000
    # 1 of 6: p = 1.5/7, p(1 − p)/6 · 13/8 = 0.04559948979… The rest is cut off, so that every machine has the same.
    assert predictive(Measure(attained=1, due=6)) == 455_994_897_959
    # A share of a stated base varies like that many events.
    assert predictive(Measure(attained=90, due=100, base=400)) == predictive(Measure(attained=360, due=400))
    parts = {"patrols": 3, "talks": 1, "charts": 5, "committee": 7}
    measures = [Measure(attained=attained, due=due) for attained, due in ((3, 4), (1, 1), (0, 0), (0, 0))]
    own = indicator("prevention", parts, 20)
    assert variance_of(Item(rule=own, measures=tuple(measures), score=Fraction(1))) == 560_156_250_000
    standing = (*measures[:3], Measure(attained=1, due=2))
    assert variance_of(Item(rule=own, measures=standing, score=Fraction(1))) == (
        (predictive(measures[0]) * 9 + predictive(measures[1])) // 11**2
    )


def test_a_lead_of_few_events_is_chance_and_of_many_is_not() -> None:
    """3 of 4 against 2 of 4 cannot be told apart; 300 of 400 against 200 of 400 can."""
    few, many = (
        [result("a", [Fraction(75)], due=due), result("b", [Fraction(50)], due=due)] for due in (4, 400)
    )
    assert ranges(few) == {"a": (1, 2), "b": (1, 2)}
    assert ranges(many) == {"a": (1, 1), "b": (2, 2)}


def test_how_things_stand_at_the_months_end_is_no_chance() -> None:
    """3 of 4 posts in use are more than 2 of 4: all of them were looked at."""
    found = [
        result(name, [Fraction(score)], due=4, part="post_in_use") for name, score in (("a", 75), ("b", 50))
    ]
    assert ranges(found) == {"a": (1, 1), "b": (2, 2)}


GROUPS = st.lists(
    st.lists(st.none() | SCORES, min_size=5, max_size=5).filter(
        lambda scores: any(s is not None for s in scores)
    ),
    min_size=1,
    max_size=6,
)


DUE = st.sampled_from((1, 4, 30, 400, CERTAIN))


def group_of(scores: list[list[Fraction | None]], due: int) -> list[StationMonthResult]:
    return [result(f"s{number}", own, due=due) for number, own in enumerate(scores)]


def placed(group: Sequence[StationMonthResult]) -> GroupRanking:
    return rank_group(StationKind.URBAN, group, ANY_SIZE, None)


@LAW
@given(GROUPS, DUE)
def test_the_range_holds_the_rank(scores: list[list[Fraction | None]], due: int) -> None:
    """The published rank lies in its range, and the range within the group."""
    ranked = placed(group_of(scores, due)).ranked
    for found in ranked:
        assert found.robustness is not None
        assert found.rank is not None
        assert 1 <= found.robustness.best <= found.rank <= found.robustness.worst <= len(ranked)


@LAW
@given(GROUPS, DUE)
def test_the_order_of_the_stations_never_matters(scores: list[list[Fraction | None]], due: int) -> None:
    """Ranges do not depend on the order of the stations."""
    group = group_of(scores, due)
    assert robustness(group) == robustness(group[::-1])


def times(found: StationMonthResult, factor: int) -> StationMonthResult:
    """The station with every number so many times as large."""
    items = tuple(
        dataclasses.replace(
            item,
            measures=tuple(
                Measure(attained=factor * own.attained, due=factor * own.due) for own in item.measures
            ),
        )
        for item in found.items
    )
    return dataclasses.replace(found, items=items)


@LAW
@given(GROUPS, DUE, st.integers(2, 50))
def test_more_of_the_same_never_widens_a_range(
    scores: list[list[Fraction | None]], due: int, factor: int
) -> None:
    """The same shares of more events tell at least the same stations apart."""
    group = group_of(scores, due)
    before, after = robustness(group), robustness([times(found, factor) for found in group])
    for station, found in before.items():
        assert set(found.better) <= set(after[station].better)
        assert set(found.worse) <= set(after[station].worse)


def clearly_better(one: StationMonthResult, other: StationMonthResult) -> bool:
    """The method page's rule, worked out with fractions and without the program's own steps."""
    factors = (Fraction(0), Fraction(1, 2), Fraction(3, 2))
    weightings = [(None, Fraction(1)), *itertools.product(SCORED, factors)]
    for item, factor in weightings:
        scores = []
        for found in (one, other):
            own = {each.id: each for each in found.items if each.score is not None}
            usual = {id_: Fraction(each.rule.weight) for id_, each in own.items()}
            weights = {id_: usual[id_] * (factor if id_ is item else 1) for id_ in own}
            weights = weights if any(weights.values()) else usual
            whole = sum(weights.values(), Fraction(0))
            mean = variance = Fraction(0)
            for id_, each in own.items():
                (measure,), share = each.measures, weights[id_] / whole
                n, p = measure.due, Fraction(2 * measure.attained + 1, 2 * measure.due + 2)
                assert each.score is not None
                mean += share * each.score
                variance += share**2 * 10000 * p * (1 - p) / n * Fraction(2 * n + 1, n + 2)
            scores.append((rounded(mean), variance))
        (high, its), (low, other_variance) = scores
        gap = Fraction(high - low)
        if gap <= 0 or gap**2 <= Fraction(MARGIN, 10) ** 2 * (its + other_variance):
            return False
    return True


@LAW
@given(GROUPS, st.sampled_from((1, 4, 30, 400)))
def test_a_range_follows_from_the_rule_of_the_method_page(
    scores: list[list[Fraction | None]], due: int
) -> None:
    """Who is clearly better than whom follows from the rule as the method page states it."""
    group = group_of(scores, due)
    found = robustness(group)
    for one in group:
        better = [other.station for other in group if clearly_better(other, one)]
        worse = [other.station for other in group if clearly_better(one, other)]
        assert (list(found[one.station].better), list(found[one.station].worse)) == (better, worse)


def test_nobody_is_told_apart_in_a_tie_or_alone() -> None:
    """Stations with equal scores share the whole range and the middle, whatever is known of them; so does one alone."""
    tied = placed([result(name, [Fraction(50)], due=due) for name, due in (("a", 2), ("b", 900), ("c", 6))])
    assert [(r.robustness.best, r.robustness.worst) for r in tied.ranked if r.robustness] == [(1, 3)] * 3
    assert list(tied.tiers) == [Tier.MIDDLE]
    alone = placed([result("a", [Fraction(100)])])
    assert [(found.best, found.worst, found.tier) for r in alone.ranked if (found := r.robustness)] == [
        (1, 1, Tier.MIDDLE)
    ]


def test_a_tier_is_the_half_in_which_the_range_lies() -> None:
    """Front: wholly in the first half of the group; back: in the second; the middle place is in neither."""

    def tier(best: int, worst: int, peers: int) -> str:
        names = [str(number) for number in range(peers)]
        return Robustness(
            better=tuple(names[: best - 1]), worse=tuple(names[worst:]), peers=peers, geometric_rank=1
        ).tier.value

    assert [tier(1, 2, 4), tier(1, 3, 4), tier(2, 3, 4), tier(3, 4, 4), tier(2, 4, 4)] == [
        "front", "middle", "middle", "back", "middle",
    ]  # fmt: skip
    assert [tier(1, 2, 5), tier(3, 3, 5), tier(1, 3, 5), tier(3, 5, 5), tier(4, 5, 5)] == [
        "front", "middle", "middle", "middle", "back",
    ]  # fmt: skip


@given(st.lists(SCORES, min_size=1, max_size=5), st.lists(st.integers(1, 100), min_size=5, max_size=5))
def test_the_geometric_mean_never_exceeds_the_arithmetic(scores: list[Fraction], weights: list[int]) -> None:
    """The geometric mean never exceeds the arithmetic; equal items have equal means, a zero item gives zero."""
    found = result("a", list(scores), weights)
    assert found.score is not None
    assert geometric_score(found) <= found.score
    if len(set(scores)) == 1:
        assert geometric_score(found) == found.score
    if 0 in scores:
        assert geometric_score(found) == 0


@pytest.mark.parametrize(
    ("score", "mean"),
    [
        (Fraction(1001, 20), "50.1"),
        (Fraction(1003, 20), "50.2"),
        (Fraction(1003, 20) - Fraction(1, 10**20), "50.1"),
        (Fraction(1, 20), "0.1"),
        (Fraction(1, 21), "0.0"),
    ],
)
def test_the_geometric_mean_is_rounded_from_its_exact_value(score: Fraction, mean: str) -> None:
    """Halves go up, and what lies below a half by less than a float can tell does not."""
    assert str(geometric_score(result("a", [score]))) == mean
    assert str(geometric_score(result("a", [score, score], [30, 20]))) == mean


def test_a_stations_only_item_cannot_be_dropped() -> None:
    """A station's only applicable item cannot be dropped, so it counts in every scenario."""
    group = [result("a", [Fraction(90)]), result("b", [Fraction(80), Fraction(70)])]
    assert ranges(group) == {"a": (1, 1), "b": (2, 2)}
