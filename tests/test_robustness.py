"""The rank interval and the geometric mean: how far a rank depends on the method."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from generator.model.policy import IndicatorId, IndicatorRule
from generator.model.station import StationKind
from generator.ranking.order import rank_group
from generator.ranking.results import Item, Safety, StationMonthResult
from generator.ranking.robustness import geometric_score, robustness
from generator.ranking.scoring import rounded, total_score
from tests.bureaus import indicator

SAFETY = Safety(cases=0, residents=1, months_reported=0, months=12, rate=None, is_unstable=True)
SCORED = [id_ for id_ in IndicatorId if id_ is not IndicatorId.SAFETY]
SCORES = st.fractions(min_value=0, max_value=100, max_denominator=60)


def rule(id_: IndicatorId, weight: int) -> IndicatorRule:
    return indicator(id_.value, {"talks": 1}, weight)


def result(
    station: str, scores: list[Fraction | None], weights: list[int] | None = None
) -> StationMonthResult:
    """A station with those item scores; its own score is their weighted mean, rounded once."""
    items = tuple(
        Item(rule=rule(id_, weight), measures=(), score=score)
        for id_, score, weight in zip(SCORED, scores, weights or [20] * len(scores), strict=False)
    )
    exact = total_score(items)
    return StationMonthResult(
        station=station, items=items, safety=SAFETY, score=None if exact is None else rounded(exact)
    )


def test_a_hand_computed_group() -> None:
    """Three stations with two items of equal weight have the intervals that are worked out here.

    a: 100, 40 -> 70.0; b: 60, 60 -> 60.0; c: 10, 100 -> 55.0. As published: a 1, b 2, c 3.
    First item dropped:  a 40, b 60, c 100 -> c 1, b 2, a 3.   Second dropped: a 100, b 60, c 10 -> a 1, b 2, c 3.
    First halved:  a (50+40)/1.5 = 60.0, b 60.0, c (5+100)/1.5 = 70.0 -> c 1, a and b 2.
    First times 1.5: a 190/2.5 = 76.0, b 60.0, c 115/2.5 = 46.0.
    Second halved: a 120/1.5 = 80.0, b 60.0, c 60/1.5 = 40.0.  Second times 1.5: a 160/2.5 = 64.0, b 60.0,
    c 160/2.5 = 64.0 -> a and c 1, b 3.
    Geometric: a √4000 = 63.2, b 60.0, c √1000 = 31.6.
    """
    group = [
        result("a", [Fraction(100), Fraction(40)]),
        result("b", [Fraction(60), Fraction(60)]),
        result("c", [Fraction(10), Fraction(100)]),
    ]
    found = robustness(group)
    assert {id_: (r.best, r.worst) for id_, r in found.items()} == {"a": (1, 3), "b": (2, 3), "c": (1, 3)}
    assert [geometric_score(each) for each in group] == [Decimal("63.2"), Decimal("60.0"), Decimal("31.6")]
    assert {id_: r.geometric_rank for id_, r in found.items()} == {"a": 1, "b": 2, "c": 3}


GROUPS = st.lists(
    st.lists(st.none() | SCORES, min_size=5, max_size=5).filter(
        lambda scores: any(s is not None for s in scores)
    ),
    min_size=1,
    max_size=6,
)


@given(GROUPS)
def test_the_interval_holds_the_rank(groups: list[list[Fraction | None]]) -> None:
    """The published rank lies in its interval, and the interval within the group."""
    ranked = rank_group(
        StationKind.URBAN, [result(f"s{n}", scores) for n, scores in enumerate(groups)], 1, None
    ).ranked
    for found in ranked:
        assert found.robustness is not None
        assert found.rank is not None
        assert 1 <= found.robustness.best <= found.rank <= found.robustness.worst <= len(ranked)


@given(GROUPS)
def test_the_order_of_the_stations_never_matters(groups: list[list[Fraction | None]]) -> None:
    """Intervals do not depend on the order of the stations."""
    results = [result(f"s{n}", scores) for n, scores in enumerate(groups)]
    assert robustness(results) == robustness(results[::-1])


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


def test_a_stations_only_item_cannot_be_dropped() -> None:
    """A station's only applicable item cannot be dropped, so it counts in every scenario."""
    group = [result("a", [Fraction(90)]), result("b", [Fraction(80), Fraction(70)])]
    assert robustness(group)["a"].best == robustness(group)["a"].worst == 1
