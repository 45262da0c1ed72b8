"""The year's end by rule: conditions for commendation, reasons to follow up, reviewed projects."""

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
    """The year's end of gulou after twelve such months, of which `final` are final."""
    months = [
        month_of(f"2025-{at:02d}", {"gulou": parts}, final=at <= final, rules=rules) for at in range(1, 13)
    ]
    (end,) = year_end(year_ranking(months), {"gulou"} if with_project else set())
    return end


def test_a_station_that_meets_every_condition_is_a_candidate() -> None:
    """A station that meets every condition is a candidate and is not followed up."""
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
    """Each condition alone can fail, and the station is then no candidate."""
    end = end_of(**({"parts": GOOD} | changes))
    assert [condition for condition, holds in end.conditions.items() if not holds] == [lacking]
    assert not end.is_candidate


def test_a_high_mean_does_not_hide_a_low_item() -> None:
    """An item below its bound fails its condition even with a sufficient score."""
    lenient = year_policy(year=year_rules(commend_at_least=75))
    end = end_of({"on_site": (100, 100), "services_offered": (59, 100)}, rules=lenient)
    assert end.conditions[Condition.SCORE]
    assert not end.conditions[Condition.ITEMS]
    assert (end.low_score, end.low_items, end.is_followed_up) == (False, (IndicatorId.SERVICES,), True)


def test_rounded_values_decide() -> None:
    """Rounded values are compared with the bounds: 89.95 reaches 90, 89.94 does not."""
    lenient = year_policy(year=year_rules(commend_at_least=80))
    reach = end_of({"on_site": (8995, 10_000), "services_offered": (8995, 10_000)})
    miss = end_of({"on_site": (8994, 10_000), "services_offered": (8994, 10_000)})
    item = end_of({"on_site": (1, 1), "services_offered": (5995, 10_000)}, rules=lenient)
    low = end_of({"on_site": (1, 1), "services_offered": (5994, 10_000)}, rules=lenient)
    assert [end.conditions[Condition.SCORE] for end in (reach, miss)] == [True, False]
    assert [end.conditions[Condition.ITEMS] for end in (item, low)] == [True, False]
    assert [end.low_items for end in (item, low)] == [(), (IndicatorId.SERVICES,)]


def test_a_month_without_a_score_is_no_final_month() -> None:
    """A final month without a score does not count: ten of twelve are enough, nine are not."""
    months = [*twelve(GOOD)]
    lacking: dict[str, Mapping[str, Part]] = {"gulou": {**GOOD, "on_site": MISSING}}
    months[:2] = [month_of("2025-01", lacking), month_of("2025-02", lacking)]
    (ten,) = year_end(year_ranking(months), {"gulou"})
    months[2] = month_of("2025-03", lacking)
    (nine,) = year_end(year_ranking(months), {"gulou"})
    assert (ten.is_candidate, ten.lacking) == (True, None)
    assert (nine.conditions[Condition.MONTHS], nine.is_followed_up, nine.lacking) == (False, True, 3)


def test_a_station_without_a_score_meets_no_condition_on_it() -> None:
    """A station without a score meets no condition on scores; its reported items may still be low."""
    end = end_of({"on_site": MISSING, "services_offered": (1, 2)})
    assert not end.conditions[Condition.SCORE]
    assert not end.conditions[Condition.ITEMS]
    assert (end.low_score, end.low_items, end.lacking) == (False, (IndicatorId.SERVICES,), 12)


def test_a_low_score_is_followed_up() -> None:
    """A score below the bound is followed up, one at the bound is not."""
    assert end_of({"on_site": (599, 1000)}).low_score
    assert not end_of({"on_site": (600, 1000)}).low_score


# Demonstration projects


def with_brands(*brands: Brand | None, **changes: Any) -> PublicBureau:
    """A bureau with one area of gulou for each of the brands; None is an area without one."""
    areas = [area(f"gulou-{at}", brands=(brand,) if brand else ()) for at, brand in enumerate(brands)]
    return bureau(**({"stations": [station()], "areas": areas} | changes))


def brand(**changes: Any) -> Brand:
    """A named project, reviewed in 2025 and valid for two years."""
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
        ({"until": "2025-12-31"}, True),
        ({"until": "2025-12-30"}, False),
    ],
)
def test_a_project_has_to_be_named_reviewed_and_valid_at_the_years_end(
    changes: dict[str, Any], passes: bool
) -> None:
    """A project passes if it is named, reviewed by the year's end and valid on 31 December."""
    assert projects_passed(with_brands(None, brand(**changes)), "2025") == (
        {"gulou": ("gulou-1",)} if passes else {}
    )


def test_the_review_decides_which_projects_passed() -> None:
    """A published review decides which projects passed, whatever their records say later."""
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
