"""The scores over the months: a station's own, item by item too, and the bureau's middle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from generator.model.months import months_ending_with
from generator.model.policy import IndicatorId
from generator.pages.charts import Bounds, Box, LineChart, Point, scale_of
from generator.ranking.results import MonthRanking, StationMonthResult
from generator.wording import month_label

DRAWN: Final = 24
FULL: Final = Fraction(100)
SMALL: Final = Box(height=148)


@dataclass(frozen=True, kw_only=True)
class ItemTrends:
    """The scored items, a small picture each; `rows` are the table of all: a month and its texts in their order."""

    charts: tuple[LineChart, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def drawn_months(months: Sequence[str]) -> tuple[str, ...]:
    """The last 24 months of the calendar, from the first of `months` (ascending) on, those without a result too."""
    if not months:
        return ()
    return tuple(month for month in reversed(months_ending_with(months[-1], DRAWN)) if month >= months[0])


def station_trend(station: str, months: Sequence[tuple[str, StationMonthResult]]) -> LineChart | None:
    """A station's score over the months, with gaps where it was not scored; None without any score."""
    scores = {month: Fraction(result.score) for month, result in months if result.score is not None}
    drawn = drawn_months([month for month, _ in months])
    if scores.keys().isdisjoint(drawn):
        return None
    return LineChart(
        id=f"trend-{station}",
        title="各月得分",
        unit="分",
        points=tuple(_point(month, scores.get(month), "未计分") for month in drawn),
        ends=scale_of([scores[month] for month in drawn if month in scores], ceiling=FULL),
    )


def _point(month: str, score: Fraction | None, otherwise: str) -> Point:
    """The score of a month; `otherwise` says why there is none."""
    return Point(label=month_label(month), value=score, said=otherwise if score is None else None)


def item_trends(station: str, months: Sequence[tuple[str, StationMonthResult]]) -> ItemTrends | None:
    """The items that the latest month scores, with gaps where one has no score; None before the second month."""
    results = dict(months)
    drawn = drawn_months(list(results))
    ids = [item.id for item in months[-1][1].items if item.rule.scored] if len(drawn) > 1 else []
    if not ids:
        return None
    scores = {id_: [_item_score(results.get(month), id_) for month in drawn] for id_ in ids}
    every = [score for found in scores.values() for score, _ in found if score is not None]
    bounds = scale_of(every, ceiling=FULL)
    charts = tuple(_item_trend(station, id_, drawn, scores[id_], bounds) for id_ in ids)
    texts = zip(*([text for _, text in chart.rows] for chart in charts), strict=True)
    labels = [month_label(month) for month in drawn]
    return ItemTrends(charts=charts, rows=tuple(zip(labels, texts, strict=True)))


def _item_trend(
    station: str,
    id_: IndicatorId,
    drawn: Sequence[str],
    scores: Sequence[tuple[Fraction | None, str]],
    bounds: Bounds,
) -> LineChart:
    """On the scale of all items, since they stand side by side."""
    return LineChart(
        id=f"{id_.value}-{station}",
        title=id_.label,
        unit="分",
        points=tuple(_point(month, score, why) for month, (score, why) in zip(drawn, scores, strict=True)),
        ends=bounds,
        box=SMALL,
    )


def _item_score(result: StationMonthResult | None, id_: IndicatorId) -> tuple[Fraction | None, str]:
    """The score; where there is none the text says why."""
    if result is None:
        return None, "未公布"
    item = result.item(id_)
    if item is not None and item.score is not None:
        return item.score, ""
    is_missing = item is not None and any(measure.missing for measure in item.measures)
    return None, "未报" if is_missing else "不计"


def bureau_trend(rankings: Mapping[str, MonthRanking]) -> LineChart:
    """The middle station's score month by month: a median is not moved by one station that fails to report."""
    points = [(month, _middle(rankings.get(month))) for month in drawn_months(list(rankings))]
    known = [value for _, value in points if value is not None]
    return LineChart(
        id="trend",
        title="全市派出所得分的中位数",
        unit="分",
        points=tuple(
            _point(month, value, "没有得分" if month in rankings else "未公布") for month, value in points
        ),
        ends=scale_of(known, ceiling=FULL),
    )


def _middle(ranking: MonthRanking | None) -> Fraction | None:
    """The median; None for a month without a score, or that was not published."""
    ordered = sorted(
        Fraction(result.score)
        for result in (ranking.results if ranking is not None else ())
        if result.score is not None
    )
    if not ordered:
        return None
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
