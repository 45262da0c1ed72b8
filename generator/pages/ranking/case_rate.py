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
class CaseRate:
    """A station's rate over `period` months, by drawn month, None where nothing was published.

    The first month has a full rate. `limits` are None until they can be known.
    """

    sigmas: ClassVar[int] = SIGMAS
    station: str
    period: int
    months: Mapping[str, Safety | None]
    limits: ControlLimits | None

    @property
    def rates(self) -> Mapping[str, Decimal | None]:
        """By month, None where the period is not fully known."""
        return {month: full_rate(known) if known else None for month, known in self.months.items()}

    @property
    def points(self) -> tuple[Decimal, ...]:
        """The rates that are known."""
        return tuple(rate for rate in self.rates.values() if rate is not None)

    @property
    def has_gaps(self) -> bool:
        """Is the line broken by a month without a full rate?"""
        return len(self.points) > 1 and None in self.rates.values()

    @property
    def line(self) -> LineChart | None:
        """As far as limits and points reach: from zero, a large station's limits would be one line. None below two."""
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
        """The rate, and on which side of the limits it lies; or why there is none."""
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
        """The limits and the centre line between them, from the top."""
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
        """The months outside the limits; those that follow each other on one side by the first and the last."""
        runs, rates = [], self.rates
        for side, run in itertools.groupby(rates, key=lambda month: self._side(rates[month])):
            first, *others = run
            until = f"至{month_text(others[-1])}" if others else ""
            if side is not None:
                runs.append(f"{month_text(first)}{until}{side.label}")
        return f"在控制限以外的月份：{'；'.join(runs)}。" if runs else "图上各月都在两条控制限之间。"

    @property
    def mean(self) -> Fraction:
        """That of the two sums which the limits come from."""
        return Fraction(sum(cases for _, cases in self.limits.sums), 2) if self.limits else Fraction(0)


def case_rate(station: str, months: Sequence[tuple[str, StationMonthResult]]) -> CaseRate | None:
    """A station's rate wherever its whole period is reported, and what may be called chance; None without months."""
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
