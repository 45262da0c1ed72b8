"""The scores over the months: a station's own, item by item too, and the bureau's middle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from generator.model.months import months_ending_with
from generator.model.policy import IndicatorId
from generator.pages.charts import Box, LineChart, line_chart
from generator.pages.wording import decimal_text, short_month
from generator.ranking.results import MonthRanking, StationMonthResult

DRAWN: Final = 24
SCALE: Final = (Fraction(0), Fraction(100))
SMALL: Final = Box(height=104)


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


def step_label(month: str) -> str:
    """26年10月."""
    return f"{month[2:4]}年{short_month(month)}"


def station_trend(station: str, months: Sequence[tuple[str, StationMonthResult]]) -> LineChart | None:
    """A station's score over the months, with gaps where it was not scored; None without any score."""
    scores = {month: Fraction(result.score) for month, result in months if result.score is not None}
    drawn = drawn_months([month for month, _ in months])
    if scores.keys().isdisjoint(drawn):
        return None
    return line_chart(
        f"trend-{station}",
        "各月得分",
        "分",
        [(step_label(month), scores.get(month)) for month in drawn],
        bounds=SCALE,
        text=[decimal_text(scores[month]) if month in scores else "未计分" for month in drawn],
    )


def item_trends(station: str, months: Sequence[tuple[str, StationMonthResult]]) -> ItemTrends | None:
    """The items that the latest month scores, with gaps where one has no score; None before the second month."""
    results = dict(months)
    drawn = drawn_months(list(results))
    ids = [item.id for item in months[-1][1].items if item.rule.scored] if len(drawn) > 1 else []
    if not ids:
        return None
    charts = tuple(_item_trend(station, id_, drawn, results) for id_ in ids)
    texts = zip(*([text for _, text in chart.rows] for chart in charts), strict=True)
    labels = [step_label(month) for month in drawn]
    return ItemTrends(charts=charts, rows=tuple(zip(labels, texts, strict=True)))


def _item_trend(
    station: str, id_: IndicatorId, drawn: Sequence[str], results: Mapping[str, StationMonthResult]
) -> LineChart:
    scores = [_item_score(results.get(month), id_) for month in drawn]
    return line_chart(
        f"{id_.value}-{station}",
        id_.label,
        "分",
        [(step_label(month), score) for month, (score, _) in zip(drawn, scores, strict=True)],
        bounds=SCALE,
        text=[text for _, text in scores],
        box=SMALL,
    )


def _item_score(result: StationMonthResult | None, id_: IndicatorId) -> tuple[Fraction | None, str]:
    """The score and its text; where there is none the text says why."""
    if result is None:
        return None, "未报"
    item = result.item(id_)
    if item is not None and item.score is not None:
        return item.score, decimal_text(item.score)
    is_missing = item is not None and any(measure.missing for measure in item.measures)
    return None, "未报" if is_missing else "不计"


def bureau_trend(rankings: Mapping[str, MonthRanking]) -> LineChart:
    """The middle station's score month by month: a median is not moved by one station that fails to report."""
    points = []
    for month, ranking in rankings.items():
        scores = sorted(
            Fraction(result.score)
            for group in ranking.groups
            for result in group.members
            if result.score is not None
        )
        points.append((step_label(month), _median(scores)))
    return line_chart(
        "trend",
        "全市派出所得分的中位数",
        "分",
        points,
        bounds=SCALE,
        text=["—" if value is None else decimal_text(value) for _, value in points],
    )


def _median(ordered: list[Fraction]) -> Fraction | None:
    if not ordered:
        return None
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
