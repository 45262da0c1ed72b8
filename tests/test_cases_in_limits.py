"""Tests of scoring 主要治安情况: only growth beyond chance counts, after two full years, never the case count."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Final

import pytest
from pydantic import ValidationError

from generator.feeds.ranking_tables import ranking_dataset
from generator.feeds.table_files import csv_bytes
from generator.model.months import months_ending_with
from generator.model.policy import IndicatorId, PartId, RankingRules
from generator.model.public import PublicBureau, Suppressed
from generator.ranking import monthly_ranking
from generator.ranking.published import published_months
from generator.ranking.results import Item
from tests.bureaus import MONTH, bureau, indicator, meeting, policy, ranking_rules, released, report, row
from tests.test_recompute import recompute

MONTHS: Final = months_ending_with(MONTH, 24)  # newest first
SCORED: Final = {"case_rate": 1, "cases_in_limits": 1}


def rules(parts: dict[str, int] = SCORED) -> RankingRules:
    """The usual indicators, with a weight of 20 for the sixth."""
    usual = ranking_rules()
    items = [item for item in usual.indicators if item.id is not IndicatorId.SAFETY]
    return usual.model_copy(update={"indicators": (*items, indicator("safety", parts, 20))})


def world(earlier: int, later: int, months: int = 24) -> PublicBureau:
    """A station with cases only in the last month of each of two years."""
    cases = {MONTHS[0]: later, MONTHS[12]: earlier}
    return bureau(
        policy=policy(ranking=rules(), since="2020-01-01"),
        reports=[
            report(month=month, rows=[row(month=month, cases=cases.get(month, 0))])
            for month in MONTHS[:months]
        ],
        meetings=[meeting()],
    )


def safety_of(found: PublicBureau) -> Item:
    result = monthly_ranking(found, MONTH).result("gulou")
    assert result is not None
    return next(item for item in result.items if item.id is IndicatorId.SAFETY)


@pytest.mark.parametrize(
    ("earlier", "later", "score"),
    [
        # The squared growth against 18 times the sum: 46² = 2116 of 2124, 47² = 2209 of 2142.
        (36, 82, 100),
        (36, 83, 0),
        (0, 18, 100),  # 18² = 18 x 18: a growth on the limit is within it
        (0, 19, 0),
        (84, 36, 100),  # a decrease never costs points
        (60, 60, 100),
        (0, 0, 100),
    ],
)
def test_only_growth_beyond_chance_costs_points(earlier: int, later: int, score: int) -> None:
    """The score is 100 or 0, and an unchanged count scores as much as none."""
    assert safety_of(world(earlier, later)).score == score


@pytest.mark.parametrize("months", [1, 12, 23])
def test_the_item_is_not_due_before_two_years_are_known(months: int) -> None:
    """The item has no score, and its weight goes to the others: the total equals the total without it."""
    young = world(0, 90, months)
    assert safety_of(young).score is None
    usual = bureau(
        policy=policy(ranking=ranking_rules(), since="2020-01-01"),
        reports=young.reports.values(),
        meetings=young.meetings.values(),
    )
    (own,), (without,) = monthly_ranking(young, MONTH).results, monthly_ranking(usual, MONTH).results
    assert own.score == without.score is not None


def test_a_suppressed_month_leaves_the_item_without_a_score() -> None:
    """A score of 0 or 100 would reveal something of a suppressed count."""
    found = world(0, 90)
    withheld = dataclasses.replace(found.reports[MONTHS[5], "gulou"].totals, cases=Suppressed(below=5))
    hidden = report(month=MONTHS[5], rows=[row(month=MONTHS[5])], summed=withheld)
    reports = [hidden if each.month == MONTHS[5] else each for each in found.reports.values()]
    again = bureau(policy=found.policy, reports=reports, meetings=found.meetings.values())
    assert safety_of(again).score is None


def test_the_number_of_cases_is_never_scored() -> None:
    """A policy that scores case_rate alone is refused; beside cases_in_limits it has no attainment."""
    with pytest.raises(ValidationError, match="案件发生不能计分"):
        indicator("safety", {"case_rate": 1}, 20)
    parts = {part.id: part for part in safety_of(world(60, 66)).parts}
    assert parts[PartId.CASE_RATE].attainment is None
    assert parts[PartId.CASES_IN_LIMITS].attainment == 100


@pytest.mark.parametrize(("earlier", "later"), [(60, 66), (10, 90)])
def test_a_reader_can_recompute_the_score(tmp_path: Path, earlier: int, later: int) -> None:
    """tools/recompute.py gets the same score from the published table."""
    found = released(world(earlier, later))
    published = published_months(found)[MONTH]
    file = tmp_path / "month.csv"
    file.write_bytes(csv_bytes(ranking_dataset(found.station_names, published, 0)))
    done = recompute(file)
    assert (done.returncode, "一致" in done.stdout) == (0, True), done.stdout
    wrong = file.read_text("utf-8-sig").replace(",cases_in_limits,", ",case_rate,")
    file.write_text(wrong, "utf-8")
    assert recompute(file).returncode == int((earlier, later) == (10, 90))
