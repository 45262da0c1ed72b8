"""主要治安情况 over the months: a line between the station's own control limits."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final, TypeAlias

from generator.pages.charts import ORDINARY, Bounds, Box, ChartMark, LineChart, Point
from generator.pages.ranking.trends import drawn_months
from generator.ranking.limits import ControlLimits, Side, control_limits, full_rate
from generator.ranking.results import Safety, StationMonthResult
from generator.ranking.safety import SIGMAS
from generator.wording import decimal_text, month_label, month_text

# From one label to the next; above and below, there is room for one beyond the outermost line.
LABEL_GAP: Final = 17
LABELLED: Final = Box(
    height=220, left=10, right=90, top=ORDINARY.top + LABEL_GAP, bottom=ORDINARY.bottom + LABEL_GAP
)


@dataclass(frozen=True, kw_only=True)
class ControlLine:
    """The centre line or a limit; its label stands beside its end, away from the labels of the others."""

    y: Fraction
    label_y: Fraction
    text: str
    is_centre: bool


@dataclass(frozen=True, kw_only=True)
class ControlChart:
    """A line among control lines; `beyond` are the points outside the limits.

    `verdict` says which months these are, `arithmetic` what the limits come from.
    """

    line: LineChart
    lines: tuple[ControlLine, ...]
    beyond: tuple[ChartMark, ...]
    description: str
    verdict: str
    arithmetic: str


@dataclass(frozen=True, kw_only=True)
class CaseRate:
    """The rate over `period` months: `control` once there are limits, else `line`; neither below two points."""

    period: int
    line: LineChart | None
    control: ControlChart | None
    has_gaps: bool


# By month of the calendar, None where there is no full rate; the first is none of these.
Rates: TypeAlias = Mapping[str, Decimal | None]


def case_rate(station: str, months: Sequence[tuple[str, StationMonthResult]]) -> CaseRate | None:
    """A station's rate wherever its whole period is reported, and what may be called chance; None without months."""
    if not months:
        return None
    known = {month: result.safety for month, result in months}
    rates, period = _drawn(known), months[-1][1].safety.months
    if sum(rate is not None for rate in rates.values()) <= 1:
        return CaseRate(period=period, line=None, control=None, has_gaps=False)
    limits = control_limits(known)
    return CaseRate(
        period=period,
        line=None if limits else _line(station, rates, _texts(rates, known, limits)),
        control=_control_chart(station, rates, known, limits) if limits else None,
        has_gaps=None in rates.values(),
    )


def _drawn(known: Mapping[str, Safety]) -> Rates:
    rates = [
        (month, full_rate(known[month]) if month in known else None) for month in drawn_months(list(known))
    ]
    return dict(itertools.dropwhile(lambda entry: entry[1] is None, rates))


def _texts(rates: Rates, known: Mapping[str, Safety], limits: ControlLimits | None) -> list[str]:
    return [_text(rate, known.get(month), limits) for month, rate in rates.items()]


def _text(rate: Decimal | None, safety: Safety | None, limits: ControlLimits | None) -> str:
    """The rate, and on which side of the limits it lies; or why there is none."""
    if rate is not None:
        side = limits.side(rate) if limits else None
        return (f"{side.label} " if side else "") + decimal_text(rate)
    if safety is None:
        return "未报"
    return "数目过小" if safety.cases is None else f"不满{safety.months}个月"


def _line(
    station: str,
    rates: Rates,
    texts: Sequence[str],
    *,
    bounds: Bounds | None = None,
    box: Box = ORDINARY,
) -> LineChart:
    return LineChart(
        id=f"safety-{station}",
        title="案件",
        unit="起/万人",
        points=tuple(
            Point(label=month_label(month), value=None if rate is None else Fraction(rate), said=text)
            for (month, rate), text in zip(rates.items(), texts, strict=True)
        ),
        ends=bounds,
        box=box,
    )


def _control_chart(
    station: str, rates: Rates, known: Mapping[str, Safety], limits: ControlLimits
) -> ControlChart:
    """As far as the limits and the points reach: from zero, the limits of a large station would be one line."""
    points = [rate for rate in rates.values() if rate is not None]
    values = [limits.lower, limits.upper, *points]
    bounds = Fraction(min(values)), Fraction(max(values))
    line = _line(station, rates, _texts(rates, known, limits), bounds=bounds, box=LABELLED)
    verdict = _verdict(rates, limits)
    return ControlChart(
        line=line,
        lines=_control_lines(limits, bounds),
        beyond=tuple(mark for mark, rate in zip(line.marks, points, strict=True) if limits.side(rate)),
        description=f"平均每万人{decimal_text(limits.centre)}起，上限{decimal_text(limits.upper)}，"
        f"下限{decimal_text(limits.lower)}。{verdict}全部数字见下表。",
        verdict=verdict,
        arithmetic=_arithmetic(limits, next(iter(known.values())).months),
    )


def _control_lines(limits: ControlLimits, bounds: Bounds) -> tuple[ControlLine, ...]:
    centre = LABELLED.y(Fraction(limits.centre), bounds)
    upper, lower = (LABELLED.y(Fraction(limit), bounds) for limit in (limits.upper, limits.lower))
    return (
        _control_line("上限", limits.upper, upper, min(upper, centre - LABEL_GAP)),
        _control_line("平均", limits.centre, centre, centre, is_centre=True),
        _control_line("下限", limits.lower, lower, max(lower, centre + LABEL_GAP)),
    )


def _control_line(
    title: str, value: Decimal, y: Fraction, label_y: Fraction, *, is_centre: bool = False
) -> ControlLine:
    return ControlLine(
        y=y,
        label_y=label_y,
        text=f"{title} {decimal_text(value)}",
        is_centre=is_centre,
    )


def _verdict(rates: Rates, limits: ControlLimits) -> str:
    """Months that follow each other on one side are named by the first and the last."""
    runs = []
    sides = ((month, None if rate is None else limits.side(rate)) for month, rate in rates.items())
    for side, run in itertools.groupby(sides, key=lambda entry: entry[1]):
        if side is not None:
            runs.append(_run_text([month for month, _ in run], side))
    return f"在控制限以外的月份：{'；'.join(runs)}。" if runs else "图上各月都在两条控制限之间。"


def _run_text(months: Sequence[str], side: Side) -> str:
    first, last = month_text(months[0]), month_text(months[-1])
    return (first if first == last else f"{first}至{last}") + side.label


def _arithmetic(limits: ControlLimits, period: int) -> str:
    sums = "，".join(f"到{month_text(month)}的{period}个月{cases}起" for month, cases in limits.sums)
    mean = decimal_text(Fraction(sum(cases for _, cases in limits.sums), 2))
    return (
        f"{sums}，平均{mean}起；加上、减去{mean}的平方根的{SIGMAS}倍，就是上限和下限（不低于0）；"
        f"再按人口{limits.residents:,}折成每万人。"
    )
