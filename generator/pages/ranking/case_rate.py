"""主要治安情况 over the months: a line between the station's own control limits."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Final

from generator.pages.charts import ORDINARY, Box, ChartMark, LineChart, Point
from generator.pages.ranking.trends import drawn_months
from generator.ranking.limits import ControlLimits, Side, control_limits, full_rate
from generator.ranking.results import Safety, StationMonthResult
from generator.ranking.safety import SIGMAS
from generator.wording import decimal_text, month_label, month_text

# The distance between two labels; the margins leave room for one label beyond the outermost line.
LABEL_GAP: Final = 17
LABELLED: Final = Box(
    height=220, left=10, right=90, top=ORDINARY.top + LABEL_GAP, bottom=ORDINARY.bottom + LABEL_GAP
)


@dataclass(frozen=True, kw_only=True)
class ControlLine:
    """The centre line or a limit; its label is beside its end, shifted so that labels do not overlap."""

    y: Fraction
    label_y: Fraction
    text: str
    is_centre: bool


@dataclass(frozen=True, kw_only=True)
class CaseRate:
    """A station's rate over `period` months, by drawn month; None where nothing was published.

    The first month has a full rate. `limits` is None until they can be computed.
    """

    sigmas: ClassVar[int] = SIGMAS
    station: str
    period: int
    months: Mapping[str, Safety | None]
    limits: ControlLimits | None

    @property
    def rates(self) -> Mapping[str, Decimal | None]:
        """The full rate by month; None where the period is not fully known."""
        return {month: full_rate(known) if known else None for month, known in self.months.items()}

    @property
    def points(self) -> tuple[Decimal, ...]:
        """The known rates."""
        return tuple(rate for rate in self.rates.values() if rate is not None)

    @property
    def has_gaps(self) -> bool:
        """Is the line interrupted by a month without a full rate?"""
        return len(self.points) > 1 and None in self.rates.values()

    @property
    def line(self) -> LineChart | None:
        """The chart, None below two rates. From zero, the limits of a large station would merge into one line."""
        if len(self.points) <= 1:
            return None
        limits = self.limits
        ends = [
            Fraction(value) for value in (*self.points, *((limits.lower, limits.upper) if limits else ()))
        ]
        return LineChart(
            id=f"safety-{self.station}",
            title="案件",
            unit="起/万人",
            points=tuple(self._point(month, rate) for month, rate in self.rates.items()),
            ends=(min(ends), max(ends)) if limits else None,
            box=LABELLED if limits else ORDINARY,
        )

    def _point(self, month: str, rate: Decimal | None) -> Point:
        """The rate with the limit that it exceeds, or why there is no rate."""
        safety, side = self.months[month], self._side(rate)
        if rate is not None:
            said = (f"{side.label} " if side else "") + decimal_text(rate)
        elif safety is None:
            said = "未报"
        else:
            said = "数目过小" if safety.cases is None else f"不满{safety.months}个月"
        return Point(label=month_label(month), value=None if rate is None else Fraction(rate), said=said)

    def _side(self, rate: Decimal | None) -> Side | None:
        return self.limits.side(rate) if self.limits and rate is not None else None

    @property
    def beyond(self) -> tuple[ChartMark, ...]:
        """The points outside the limits."""
        marks = self.line.marks if self.line else ()
        return tuple(mark for mark, rate in zip(marks, self.points, strict=False) if self._side(rate))

    @property
    def lines(self) -> tuple[ControlLine, ...]:
        """The upper limit, the centre line and the lower limit, in this order."""
        limits, line = self.limits, self.line
        if limits is None or line is None:
            return ()
        values = {"上限": limits.upper, "平均": limits.centre, "下限": limits.lower}
        upper, centre, lower = (line.y(Fraction(value)) for value in values.values())
        labels = (min(upper, centre - LABEL_GAP), centre, max(lower, centre + LABEL_GAP))
        return tuple(
            ControlLine(y=y, label_y=label, text=f"{title} {decimal_text(value)}", is_centre=title == "平均")
            for (title, value), y, label in zip(values.items(), (upper, centre, lower), labels, strict=True)
        )

    @property
    def verdict(self) -> str:
        """The months outside the limits, in Chinese; consecutive months on one side are given as first to last."""
        runs, rates = [], self.rates
        for side, run in itertools.groupby(rates, key=lambda month: self._side(rates[month])):
            first, *others = run
            until = f"至{month_text(others[-1])}" if others else ""
            if side is not None:
                runs.append(f"{month_text(first)}{until}{side.label}")
        return f"在控制限以外的月份：{'；'.join(runs)}。" if runs else "图上各月都在两条控制限之间。"

    @property
    def mean(self) -> Fraction:
        """The mean of the two sums behind the limits; 0 without limits."""
        return Fraction(sum(cases for _, cases in self.limits.sums), 2) if self.limits else Fraction(0)


def case_rate(station: str, months: Sequence[tuple[str, StationMonthResult]]) -> CaseRate | None:
    """A station's rate in every month with a full period, and its limits; None without months."""
    if not months:
        return None
    known = {month: result.safety for month, result in months}
    drawn = {month: known.get(month) for month in drawn_months(list(known))}
    begun = dict(
        itertools.dropwhile(lambda entry: not entry[1] or full_rate(entry[1]) is None, drawn.items())
    )
    found = CaseRate(
        station=station, period=months[-1][1].safety.months, months=begun, limits=control_limits(known)
    )
    return found if len(found.points) > 1 else dataclasses.replace(found, limits=None)
