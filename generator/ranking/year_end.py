"""The year end by rule (年终总结, 方案四(五)): candidates for commendation, and stations to follow up.

The rule decides nothing: decisions are recorded in the year's review.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from generator.model.policy import IndicatorId
from generator.model.public import PublicBureau
from generator.model.standards import YearRules
from generator.model.values import Labelled
from generator.ranking.results import StationMonthResult
from generator.ranking.scoring import rounded
from generator.ranking.year import StationYear, YearRanking


class Condition(Labelled):
    """The conditions that a candidate for commendation has to meet."""

    SCORE = "score", "合计得分"
    ITEMS = "items", "最低的一项"
    MONTHS = "months", "正式月份"
    PROJECT = "project", "示范项目"


@dataclass(frozen=True, kw_only=True)
class StationYearEnd:
    """One station: the conditions it meets, and what the rule says to follow up.

    `low_items` are below the bound for items; `lacking` counts months not reported in full, None if few enough.
    """

    station: str
    conditions: Mapping[Condition, bool]
    low_score: bool
    low_items: tuple[IndicatorId, ...]
    lacking: int | None

    @property
    def is_candidate(self) -> bool:
        """Does it meet every condition?"""
        return all(self.conditions.values())

    @property
    def is_followed_up(self) -> bool:
        """Is there anything to follow up?"""
        return self.low_score or bool(self.low_items) or self.lacking is not None


def last_day_of(year: str) -> dt.date:
    """31 December."""
    return dt.date(int(year), 12, 31)


def projects_passed(bureau: PublicBureau, year: str) -> Mapping[str, tuple[str, ...]]:
    """By station: ids of its areas whose demonstration project passed review, sorted.

    Taken from the year's review if it names them; else from today's records: reviewed by the year's end, and still
    valid on its last day.
    """
    review = bureau.year_reviews.get(year)
    named = review.projects if review is not None else None
    passed: dict[str, list[str]] = {}
    for area in bureau.every_area.values():
        by_records = any(brand.has_passed(last_day_of(year)) for brand in area.brands)
        if by_records if named is None else area.id in named:
            passed.setdefault(area.station, []).append(area.id)
    return {station: tuple(sorted(areas)) for station, areas in passed.items()}


def year_end(ranking: YearRanking, with_project: Collection[str]) -> tuple[StationYearEnd, ...]:
    """Every station, in the ranking's order; `with_project` are the stations with a project that passed review."""
    rules = ranking.policy.year
    return tuple(
        _station(result, ranking.stations[result.station], rules, has_project=result.station in with_project)
        for result in ranking.results
    )


def _station(
    result: StationMonthResult, year: StationYear, rules: YearRules, *, has_project: bool
) -> StationYearEnd:
    """Compare scores as rounded for the page. Without a total score the item condition is not met."""
    score = result.score
    shown = {item.id: rounded(item.score) for item in result.items if item.score is not None}
    return StationYearEnd(
        station=result.station,
        conditions={
            Condition.SCORE: score is not None and score >= rules.commend_at_least.value,
            Condition.ITEMS: score is not None
            and all(item >= rules.no_item_below.value for item in shown.values()),
            Condition.MONTHS: year.final >= rules.final_months.value,
            Condition.PROJECT: has_project,
        },
        low_score=score is not None and score < rules.follow_up_below.value,
        low_items=tuple(id_ for id_, item in shown.items() if item < rules.follow_up_item_below.value),
        lacking=year.lacking if year.lacking > rules.missing_at_most.value else None,
    )
