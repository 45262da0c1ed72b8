"""Tests of the bridge between two months' scores, by hand and as a law: the parts' points add up to the change."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction as F  # noqa: N817 -- the sums are read as they would be written
from typing import TypeAlias

from hypothesis import given
from hypothesis import strategies as st

from generator.facts.measure import Measure
from generator.model.policy import PartId, Policy
from generator.ranking.bridge import Bridge, bridge
from generator.ranking.results import StationMonthResult
from generator.ranking.scoring import items_of, result_of, total_score
from tests.test_robustness import SAFETY
from tests.years import MISSING, WITHHELD, few, year_policy

Part: TypeAlias = "tuple[int, int] | Measure"

USUAL = year_policy()  # officers: on_site; services: services_offered 50, answered_on_time 50; 20 each
NOT_DUE = Measure(attained=0, due=0)


def month(
    on_site: Part, offered: Part, answered: Part = NOT_DUE, *, method: Policy = USUAL
) -> StationMonthResult:
    given_ = {
        PartId.ON_SITE: on_site,
        PartId.SERVICES_OFFERED: offered,
        PartId.ANSWERED_ON_TIME: answered,
        PartId.CASE_RATE: NOT_DUE,
    }
    measures = {
        part: found if isinstance(found, Measure) else Measure(attained=found[0], due=found[1])
        for part, found in given_.items()
    }
    items = items_of(method.ranking, measures)
    reasons = tuple(f"“{part}”未报送" for part, found in measures.items() if found.missing)
    return result_of("gulou", items, SAFETY, reasons, method.ranking)


def points(found: Bridge) -> Mapping[str, F | None]:
    return {step.part.value: step.points for step in found.steps}


def test_two_parts_moved() -> None:
    """Each part's points are its weight in the score times its change.

    Weights: on_site 1/2, offered 1/4, answered 1/4.
    Before: 90/100, 7/7, 18/20 -> 45 + 25 + 22.5 = 92.5. Now: 60/100, 7/7, 20/20 -> 30 + 25 + 25 = 80.
    on_site: 1/2 x (60 - 90) = -15; answered: 1/4 x (100 - 90) = +2.5; together -12.5 = 80 - 92.5.
    """
    found = bridge(month((90, 100), (7, 7), (18, 20)), month((60, 100), (7, 7), (20, 20)))
    assert points(found) == {"on_site": F(-15), "answered_on_time": F(5, 2)}
    assert list(points(found)) == ["on_site", "answered_on_time"]
    assert found.unchanged == (PartId.SERVICES_OFFERED,)
    assert found.change == F(-25, 2)
    assert found.strongest == found.steps[0]
    assert not any(step.reweighed for step in found.steps)


def test_a_part_that_no_longer_counts_passes_its_weight_on() -> None:
    """A part for which nothing is due leaves the score; it does not count as 0.

    Before: on_site 80/100 (1/2), offered 5/5 (1/4), answered 12/20 (1/4) -> 40 + 25 + 15 = 80.
    Now no request was to be answered: on_site 80/100 (1/2), offered 5/5 (1/2) -> 90. The mean of both is 85.
    answered left: -1/4 x (60 - 85) = +6.25; offered weighs 1/4 more: 1/4 x (100 - 85) = +3.75; together +10.
    """
    found = bridge(month((80, 100), (5, 5), (12, 20)), month((80, 100), (5, 5)))
    assert points(found) == {"answered_on_time": F(25, 4), "services_offered": F(15, 4)}
    assert found.change == F(10)
    assert {step.part.value for step in found.steps if step.reweighed} == points(found).keys()


def test_a_part_whose_numbers_changed_without_effect_comes_last() -> None:
    """100/100 became 80/80, and `answered` has too few requests to count in either month: both have 0 points."""
    before, now = month((100, 100), (3, 5), few(3, 4)), month((80, 80), (4, 5), few(1, 2))
    assert points(bridge(before, now)) == {
        "services_offered": F(1, 2) * 20,
        "on_site": F(0),
        "answered_on_time": F(0),
    }


def test_equal_months_have_no_steps() -> None:
    """Equal months have no steps and no strongest part."""
    same = month((9, 10), (3, 5), (20, 20))
    found = bridge(same, same)
    assert (found.steps, found.change, found.strongest) == ((), F(0), None)


def test_no_points_are_given_unless_both_months_have_a_score() -> None:
    """If either month has no score, the steps have no points."""
    scored, unscored = month((90, 100), (5, 5), (20, 20)), month(MISSING, (4, 5), (20, 20))
    for before, now in ((scored, unscored), (unscored, scored)):
        found = bridge(before, now)
        assert points(found) == {"on_site": None, "services_offered": None}
        assert (found.change, found.strongest) == (None, None)


def test_the_points_add_up_after_a_change_of_method() -> None:
    """A part that only the later method has gets 1/4 x (100 - mean); the mean of 90 and 95 is 92.5."""
    lean = year_policy({"services_offered": 1})
    before, now = month((80, 100), (5, 5), method=lean), month((80, 100), (5, 5), (20, 20))
    found = bridge(before, now)
    assert found.change == 0
    assert points(found) == {"services_offered": F(-1, 4) * F(10), "answered_on_time": F(1, 4) * F(10)}
    assert [step.before is None for step in found.steps] == [False, True]


SHARES = st.tuples(st.integers(0, 30), st.integers(1, 30)).map(lambda pair: (min(pair), max(pair)))
PARTS = st.one_of(SHARES, st.just(NOT_DUE), st.just(WITHHELD), st.builds(few, st.just(1), st.integers(1, 9)))
METHODS = st.sampled_from([USUAL, year_policy({"services_offered": 70, "answered_on_time": 30})])
MONTHS = st.builds(month, PARTS | st.just(MISSING), PARTS, PARTS, method=METHODS)


@given(MONTHS, MONTHS)
def test_the_points_add_up_to_the_change_of_the_exact_score(
    before: StationMonthResult, now: StationMonthResult
) -> None:
    """The law holds for any weights and any parts that count or do not, and each part is named once."""
    found = bridge(before, now)
    named = [*(step.part for step in found.steps), *found.unchanged]
    assert sorted(named) == sorted({PartId.ON_SITE, PartId.SERVICES_OFFERED, PartId.ANSWERED_ON_TIME})
    if before.score is None or now.score is None:
        assert found.change is None
        assert not any(points(found).values())
        return
    first, last = total_score(before.items), total_score(now.items)
    assert first is not None
    assert last is not None
    assert sum((step.points or F(0)) for step in found.steps) == found.change == last - first
    effects = [step.effect for step in found.steps]
    assert effects == sorted(effects, reverse=True)
    if found.change:
        assert found.strongest is not None
        assert (found.strongest.points or 0) * found.change > 0


@given(MONTHS, MONTHS)
def test_swapping_the_months_negates_the_points(before: StationMonthResult, now: StationMonthResult) -> None:
    """The points do not depend on which month is the base."""
    there, back = points(bridge(before, now)), points(bridge(now, before))
    assert {part: -value if value is not None else None for part, value in back.items()} == there
