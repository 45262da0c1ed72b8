"""Charts of scores over the last 24 months, in total and by item, with gaps where there is no score."""

from __future__ import annotations

from fractions import Fraction

from generator.facts.measure import Measure
from generator.model.months import months_ending_with
from generator.model.policy import IndicatorId, PartId
from generator.pages.charts import LineChart
from generator.pages.ranking.trends import drawn_months, item_trends, station_trend
from generator.ranking.results import Item, Safety, StationMonthResult
from generator.ranking.scoring import rounded
from tests.bureaus import indicator

SAFETY = Safety(cases=0, residents=1, months_reported=0, months=12, rate=None, is_unstable=True)
ATTAINED = Measure(attained=1, due=1)
MISSING = Measure(attained=0, due=1, missing=("gulou-a",))
NOT_DUE = Measure(attained=0, due=0)


def item(id_: IndicatorId, part: PartId, score: int | None, measure: Measure) -> Item:
    """An item with one part; 主要治安情况 is not scored."""
    rule = indicator(id_.value, {part.value: 1}, 0 if id_ is IndicatorId.SAFETY else 50)
    return Item(rule=rule, measures=(measure,), score=None if score is None else Fraction(score))


def result(talks: int | None, charts: int | None, why: Measure = MISSING) -> StationMonthResult:
    """A result of two scored items and one that is not; `why` is the measure of an item without a score."""
    score = None if talks is None or charts is None else rounded(Fraction(talks + charts, 2))
    items = (
        item(IndicatorId.PREVENTION, PartId.TALKS, talks, why if talks is None else ATTAINED),
        item(IndicatorId.STANDARDS, PartId.CHARTS, charts, why if charts is None else ATTAINED),
        item(IndicatorId.SAFETY, PartId.CASE_RATE, None, ATTAINED),
    )
    return StationMonthResult(station="gulou", items=items, safety=SAFETY, score=score)


def test_each_scored_item_has_a_line_with_its_gaps() -> None:
    """Each scored item has a line with gaps, and its table says why a month has no score."""
    found = item_trends(
        "gulou",
        [
            ("2026-01", result(100, 80)),
            ("2026-02", result(0, 80)),
            ("2026-03", result(None, 80)),
            ("2026-05", result(50, None, NOT_DUE)),
        ],
    )
    talks, charts = found
    assert (talks.title, charts.title, talks.unit) == ("管防工作", "规范化进展", "分")
    assert [
        (one.label, one.text, other.text) for one, other in zip(*(c.points for c in found), strict=True)
    ] == [
        ("26年1月", "100", "80"),
        ("26年2月", "0", "80"),
        ("26年3月", "未报", "80"),
        ("26年4月", "未公布", "未公布"),
        ("26年5月", "50", "不计"),
    ]
    # From 34 to 350 in four steps of 79; 100 is at 14, 0 at 148 - 26 = 122, 50 between them.
    assert places(talks) == [[(34, 14), (113, 122)], [(350, 68)]]
    # On the same scale, from zero because of the other chart: 80 is a fifth of 108 below the top.
    assert places(charts) == [[(34, 35.6), (113, 35.6), (192, 35.6)]]
    assert talks.rules == charts.rules


def places(chart: LineChart) -> list[list[tuple[float, float]]]:
    """Positions of the dots of each run."""
    return [[(float(mark.x), float(mark.y)) for mark in run] for run in chart.runs]


def test_every_chart_has_its_own_id() -> None:
    """Each chart has its own id, which its title and description use."""
    months = [("2026-01", result(100, 80)), ("2026-02", result(90, 80))]
    found, whole = item_trends("gulou", months), station_trend("gulou", months)
    assert whole is not None
    assert len({whole.id, *(chart.id for chart in found)}) == 3


def test_only_the_last_24_months_are_drawn() -> None:
    """Only the last 24 months are drawn, in total and by item."""
    three_years = [(month, result(90, 80)) for month in months_ending_with("2026-10", 36)[::-1]]
    items, whole = item_trends("gulou", three_years), station_trend("gulou", three_years)
    assert whole is not None
    for rows in (items[0].rows, whole.rows):
        assert (rows[0][0], rows[-1][0], len(rows)) == ("24年11月", "26年10月", 24)


def test_a_score_that_is_older_than_what_is_drawn_draws_nothing() -> None:
    """A station without a score in the last 24 months has no chart."""
    unscored = [(month, result(None, None)) for month in months_ending_with("2026-10", 24)[::-1]]
    assert station_trend("gulou", [("2024-10", result(90, 80)), *unscored]) is None


def test_months_without_a_result_keep_their_place() -> None:
    """Months without a result keep their place between the first and the last one."""
    assert drawn_months([]) == ()
    assert drawn_months(["2026-10"]) == ("2026-10",)
    assert drawn_months(["2025-12", "2026-03"]) == ("2025-12", "2026-01", "2026-02", "2026-03")


def test_a_single_month_is_no_line() -> None:
    """One month alone is not drawn."""
    assert item_trends("gulou", []) == ()
    assert item_trends("gulou", [("2026-10", result(90, 80))]) == ()


def test_what_the_latest_month_does_not_score_is_not_drawn() -> None:
    """An item that the latest month does not score is not drawn."""
    found = item_trends("gulou", [("2026-09", result(90, 80)), ("2026-10", result(90, 80))])
    assert [chart.title for chart in found] == ["管防工作", "规范化进展"]
