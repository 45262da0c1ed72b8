"""The scores over the months: a station's own, also by item, and the bureau's median."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from statistics import median
from typing import Final

from generator.model.months import months_ending_with
from generator.model.policy import IndicatorId
from generator.pages.charts import Bounds, Box, LineChart, Point, scale_of
from generator.ranking.results import MonthRanking, StationMonthResult
from generator.wording import month_label

_DRAWN: Final = 24
_SMALL: Final = Box(height=148)


def drawn_months(months: Sequence[str]) -> tuple[str, ...]:
    """The last 24 calendar months since the first of `months` (ascending), including those without a result."""
    if not months:
        return ()
    return tuple(month for month in reversed(months_ending_with(months[-1], _DRAWN)) if month >= months[0])


def _point(month: str, score: Fraction | None, otherwise: str) -> Point:
    """The score of a month; `otherwise` says why there is none."""
    return Point(label=month_label(month), value=score, said=otherwise if score is None else None)


def _scale(points: Iterable[Point]) -> Bounds:
    return scale_of((point.exact for point in points if point.exact is not None), ceiling=Fraction(100))


def station_trend(station: str, months: Sequence[tuple[str, StationMonthResult]]) -> LineChart | None:
    """A station's score over the months, with gaps where it was not scored; None without any score."""
    scores = {month: Fraction(result.score) for month, result in months if result.score is not None}
    drawn = drawn_months([month for month, _ in months])
    points = tuple(_point(month, scores.get(month), "未计分") for month in drawn)
    if scores.keys().isdisjoint(drawn):
        return None
    return LineChart(id=f"trend-{station}", title="各月得分", unit="分", points=points, ends=_scale(points))


def item_trends(station: str, months: Sequence[tuple[str, StationMonthResult]]) -> tuple[LineChart, ...]:
    """The items that the latest month scores, all on one scale; none before the second month."""
    results = dict(months)
    drawn = drawn_months(list(results))
    scored = [item.id for item in months[-1][1].items if item.rule.scored] if drawn[1:] else []
    points = {id_: tuple(_item_point(month, results.get(month), id_) for month in drawn) for id_ in scored}
    ends = _scale(itertools.chain(*points.values()))
    return tuple(
        LineChart(
            id=f"{id_.value}-{station}", title=id_.label, unit="分", points=found, ends=ends, box=_SMALL
        )
        for id_, found in points.items()
    )


def _item_point(month: str, result: StationMonthResult | None, id_: IndicatorId) -> Point:
    """The item's score, or why there is none."""
    if result is None:
        return _point(month, None, "未公布")
    item = result.item(id_)
    is_missing = item is not None and any(measure.missing for measure in item.measures)
    return _point(month, item.score if item is not None else None, "未报" if is_missing else "不计")


def bureau_trend(rankings: Mapping[str, MonthRanking]) -> LineChart:
    """The median score month by month, since one station that fails to report does not change it."""
    points = tuple(
        _point(month, _middle(rankings.get(month)), "没有得分" if month in rankings else "未公布")
        for month in drawn_months(list(rankings))
    )
    return LineChart(
        id="trend", title="全市派出所得分的中位数", unit="分", points=points, ends=_scale(points)
    )


def _middle(ranking: MonthRanking | None) -> Fraction | None:
    """The median; None for an unpublished month, or one without a score."""
    results = ranking.results if ranking is not None else ()
    scores = [Fraction(result.score) for result in results if result.score is not None]
    return median(scores) if scores else None
