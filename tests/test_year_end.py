"""The year's end by rule: every condition for commendation alone, every reason to follow up, and reviewed projects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from generator.model.brand import Brand
from generator.model.policy import IndicatorId, Policy
from generator.model.public import PublicBureau
from generator.model.year_review import YearReview
from generator.ranking.year import year_ranking
from generator.ranking.year_end import Condition, StationYearEnd, projects_passed, year_end
from tests.bureaus import area, bureau, station, year_rules
from tests.years import MISSING, Part, month_of, twelve, year_policy

GOOD: Mapping[str, Part] = {"on_site": (95, 100), "services_offered": (95, 100)}


def end_of(
    parts: Mapping[str, Part], *, final: int = 12, with_project: bool = True, rules: Policy | None = None
) -> StationYearEnd:
    """Gulou's year of twelve such months."""
    months = [
        month_of(f"2025-{at:02d}", {"gulou": parts}, final=at <= final, rules=rules) for at in range(1, 13)
    ]
    (end,) = year_end(year_ranking(months), {"gulou"} if with_project else set())
    return end


def test_who_meets_every_condition_is_a_candidate() -> None:
    """And is not to be followed up."""
    end = end_of(GOOD)
    assert (end.is_candidate, end.is_followed_up) == (True, False)
    assert set(end.conditions) == set(Condition)


@pytest.mark.parametrize(
    ("lacking", "changes"),
    [
        (Condition.SCORE, {"parts": {"on_site": (80, 100), "services_offered": (95, 100)}}),  # 87.5
        (Condition.MONTHS, {"final": 9}),
        (Condition.PROJECT, {"with_project": False}),
    ],
)
def test_each_condition_alone_is_enough_to_miss(lacking: Condition, changes: dict[str, Any]) -> None:
    """The page says which."""
    end = end_of(**({"parts": GOOD} | changes))
    assert [condition for condition, holds in end.conditions.items() if not holds] == [lacking]
    assert not end.is_candidate


def test_a_high_mean_does_not_hide_a_low_item() -> None:
    """59 under a bound of 60, with a score that would do."""
    lenient = year_policy(year=year_rules(commend_at_least=75))
    end = end_of({"on_site": (100, 100), "services_offered": (59, 100)}, rules=lenient)
    assert end.conditions[Condition.SCORE]
    assert not end.conditions[Condition.ITEMS]
    assert (end.low_score, end.low_items, end.is_followed_up) == (False, (IndicatorId.SERVICES,), True)


def test_what_a_reader_sees_decides() -> None:
    """89.95 is shown as 90.0 and reaches it, 59.95 as an item 60.0; 89.94 and 59.94 do not."""
    lenient = year_policy(year=year_rules(commend_at_least=80))
    reach = end_of({"on_site": (8995, 10_000), "services_offered": (8995, 10_000)})
    miss = end_of({"on_site": (8994, 10_000), "services_offered": (8994, 10_000)})
    item = end_of({"on_site": (1, 1), "services_offered": (5995, 10_000)}, rules=lenient)
    low = end_of({"on_site": (1, 1), "services_offered": (5994, 10_000)}, rules=lenient)
    assert [end.conditions[Condition.SCORE] for end in (reach, miss)] == [True, False]
    assert [end.conditions[Condition.ITEMS] for end in (item, low)] == [True, False]
    assert [end.low_items for end in (item, low)] == [(), (IndicatorId.SERVICES,)]


def test_a_month_without_a_score_is_no_final_month() -> None:
    """Ten of twelve do, nine do not, though all twelve are final."""
    months = [*twelve(GOOD)]
    lacking: dict[str, Mapping[str, Part]] = {"gulou": {**GOOD, "on_site": MISSING}}
    months[:2] = [month_of("2025-01", lacking), month_of("2025-02", lacking)]
    (ten,) = year_end(year_ranking(months), {"gulou"})
    months[2] = month_of("2025-03", lacking)
    (nine,) = year_end(year_ranking(months), {"gulou"})
    assert (ten.is_candidate, ten.lacking) == (True, None)
    assert (nine.conditions[Condition.MONTHS], nine.is_followed_up, nine.lacking) == (False, True, 3)


def test_who_has_no_score_meets_nothing_that_rests_on_it() -> None:
    """What was reported still shows a low item; nothing is made up of what was not."""
    end = end_of({"on_site": MISSING, "services_offered": (1, 2)})
    assert not end.conditions[Condition.SCORE]
    assert not end.conditions[Condition.ITEMS]
    assert (end.low_score, end.low_items, end.lacking) == (False, (IndicatorId.SERVICES,), 12)


def test_a_low_score_is_followed_up() -> None:
    """From the bound on, not at it."""
    assert end_of({"on_site": (599, 1000)}).low_score
    assert not end_of({"on_site": (600, 1000)}).low_score


# Demonstration projects


def with_brands(*brands: Brand | None, **changes: Any) -> PublicBureau:
    """Gulou with an area for each of them."""
    areas = [area(f"gulou-{at}", brand=brand) for at, brand in enumerate(brands)]
    return bureau(**({"stations": [station()], "areas": areas} | changes))


def brand(**changes: Any) -> Brand:
    """Named, reviewed in 2025, valid for two years."""
    fields: dict[str, Any] = {
        "kind": "theft_free",
        "title": "无盗社区",
        "stage": "demonstration",
        "problem": "电动车被盗",
        "reviewed_on": "2025-12-01",
        "expires_on": "2027-11-30",
    }
    return Brand.model_validate(fields | changes)


@pytest.mark.parametrize(
    ("changes", "passes"),
    [
        ({}, True),
        ({"reviewed_on": "2024-03-01", "expires_on": "2025-12-31"}, True),
        ({"reviewed_on": "2024-03-01", "expires_on": "2025-12-30"}, False),
        ({"reviewed_on": "2026-01-01"}, False),
        ({"stage": "review"}, False),
        ({"stage": "withdrawn"}, False),
    ],
)
def test_a_project_has_to_be_named_reviewed_and_valid_at_the_years_end(
    changes: dict[str, Any], passes: bool
) -> None:
    """Reviewed within the year or before, and not expired on 31 December."""
    assert projects_passed(with_brands(None, brand(**changes)), "2025") == (
        {"gulou": ("gulou-1",)} if passes else {}
    )


def test_what_the_review_says_of_projects_stands() -> None:
    """The areas' records go on changing after a year is closed; the review does not."""
    review = YearReview.model_validate(
        {"year": "2025", "published_on": "2026-03-02", "projects": ["gulou-0"], "outcomes": []}
    )
    later = with_brands(brand(stage="withdrawn"), brand(), year_reviews=[review])
    assert projects_passed(later, "2025") == {"gulou": ("gulou-0",)}
    assert projects_passed(later, "2026") == {"gulou": ("gulou-1",)}
    none = review.model_copy(update={"projects": ()})
    assert projects_passed(with_brands(brand(), year_reviews=[none]), "2025") == {}
    silent = review.model_copy(update={"projects": None})
    assert projects_passed(with_brands(brand(), year_reviews=[silent]), "2025") == {"gulou": ("gulou-0",)}
