"""The scores over the months: a station's own, and the bureau's middle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from generator.pages.charts import LineChart, line_chart
from generator.pages.wording import decimal_text, short_month
from generator.ranking.results import MonthRanking, StationMonthResult


def station_trend(station: str, months: Sequence[tuple[str, StationMonthResult]]) -> LineChart | None:
    """A station's score over the months, with gaps where it was not scored; None without any score."""
    points = [
        (f"{month[2:4]}年{short_month(month)}", None if result.score is None else Fraction(result.score))
        for month, result in months
    ]
    if all(value is None for _, value in points):
        return None
    return line_chart(
        f"trend-{station}",
        "各月得分",
        "分",
        points,
        bounds=(Fraction(0), Fraction(100)),
        text=["未计分" if value is None else decimal_text(value) for _, value in points],
    )


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
        points.append((f"{month[2:4]}年{short_month(month)}", _median(scores)))
    return line_chart(
        "trend",
        "全市派出所得分的中位数",
        "分",
        points,
        bounds=(Fraction(0), Fraction(100)),
        text=["—" if value is None else decimal_text(value) for _, value in points],
    )


def _median(ordered: list[Fraction]) -> Fraction | None:
    if not ordered:
        return None
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
