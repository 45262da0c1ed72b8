"""The small charts: geometry and scale. Templates draw them as SVG, with the same numbers in a table.

A scale shows a change without exaggerating it.
"""

from __future__ import annotations

import itertools
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final, TypeAlias

from generator.model.public import Suppressed
from generator.wording import decimal_text

# The gap between zero and the lower end of a broken scale; a label fits beside each.
BREAK: Final = 22
# Round upper ends of a scale, times any power of ten; their halves are round too.
_TOPS: Final = tuple(Fraction(tenths, 10) for tenths in (10, 12, 16, 20, 30, 40, 60, 80, 100))
# The spans of a broken scale and the steps at which it may begin, times any power of ten.
_SPANS: Final = ((1, Fraction(1, 5)), (2, Fraction(1, 2)), (4, Fraction(1)), (5, Fraction(1)))
# A single case must not look like a flood.
_LEAST_TOP: Final = Fraction(6)

# Both ends of a scale; if the lower one is above zero, the chart shows zero below a break.
Bounds: TypeAlias = tuple[Fraction, Fraction]


@dataclass(frozen=True, kw_only=True)
class Box:
    """The size of a chart, and the margins for its labels."""

    width: int = 360
    height: int = 160
    left: int = 34
    right: int = 10
    top: int = 14
    bottom: int = 26

    @property
    def edge(self) -> int:
        """The x of the right end of its lines."""
        return self.width - self.right

    @property
    def base(self) -> int:
        """The y of the lowest mark: zero, or the lower end of a scale that goes below it."""
        return self.height - self.bottom

    def x(self, at: int, count: int) -> Fraction:
        """The x of step `at` among `count`."""
        return self.left + Fraction((self.edge - self.left) * at, max(count - 1, 1))

    def y(self, value: Fraction, bounds: Bounds) -> Fraction:
        """The y of a value between the bounds."""
        low, high = bounds
        spread = high - low or Fraction(1)
        base = self.base - (BREAK if low > 0 else 0)
        return base - (value - low) * (base - self.top) / spread


ORDINARY: Final = Box()


@dataclass(frozen=True, kw_only=True)
class Point:
    """One step of a chart: its label and value; `said` replaces the number as text."""

    label: str
    value: Fraction | int | Suppressed | None
    said: str | None = None

    @property
    def exact(self) -> Fraction | None:
        """The value as a number; None if protected or unknown."""
        return Fraction(self.value) if isinstance(self.value, int | Fraction) else None

    @property
    def text(self) -> str:
        """The value as the table shows it."""
        if self.said is not None or self.value is None:
            return self.said or "未报"
        return str(self.value) if self.exact is None else decimal_text(self.exact)


@dataclass(frozen=True, kw_only=True)
class ChartMark:
    """A dot, in the units of the chart."""

    label: str
    x: Fraction
    y: Fraction


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A horizontal line with its number."""

    y: Fraction
    text: str


@dataclass(frozen=True, kw_only=True)
class Picture(ABC):
    """The common part of bar and line charts. `points` are also the rows of the table."""

    id: str
    title: str
    unit: str
    points: tuple[Point, ...]
    box: Box = field(default=ORDINARY)

    @property
    @abstractmethod
    def bounds(self) -> Bounds:
        """Both ends of the scale."""

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """Each label with its value as text."""
        return tuple((point.label, point.text) for point in self.points)

    @property
    def description(self) -> str:
        """The first and last number as a text alternative."""
        if not self.points:
            return f"{self.title}：还没有数据。"
        (first, low), (last, high) = self.rows[0], self.rows[-1]
        return f"{self.title}（{self.unit}）:{first} {low}，{last} {high}；全部数字见下表。"

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Both ends and the middle, after zero if the scale is broken."""
        bounds = low, high = self.bounds
        zero = (Rule(y=Fraction(self.box.base), text="0"),) if low > 0 else ()
        marked = (low, (low + high) / 2, high)
        return (*zero, *(Rule(y=self.box.y(end, bounds), text=decimal_text(end, 2)) for end in marked))

    def y(self, value: Fraction) -> Fraction:
        """The y of a value."""
        return self.box.y(value, self.bounds)


@dataclass(frozen=True, kw_only=True)
class BarStep:
    """One step of a bar chart: the x of its bar and of its middle, the y of both ends of the bar or range."""

    point: Point
    x: Fraction
    middle: Fraction
    low: Fraction
    high: Fraction


@dataclass(frozen=True, kw_only=True)
class BarChart(Picture):
    """Bars on a scale from zero to the highest count or bound.

    A protected count has no bar but a range from 1 to one below its bound.
    """

    @property
    def bounds(self) -> Bounds:
        """From zero to a round number."""
        counts = [one.value.below if isinstance(one.value, Suppressed) else one.value for one in self.points]
        top = max((Fraction(count) for count in counts if count is not None), default=Fraction(0))
        return Fraction(0), max(round_top(top), _LEAST_TOP)

    @property
    def step(self) -> Fraction:
        """The width of a step; the bar takes two thirds of it."""
        return Fraction(self.box.edge - self.box.left, max(len(self.points), 1))

    @property
    def columns(self) -> tuple[BarStep, ...]:
        """The bars, one for each step."""
        bounds, step, columns = self.bounds, self.step, []
        for at, point in enumerate(self.points):
            value, begins = point.value, self.box.left + step * at
            ends = (1, value.below - 1) if isinstance(value, Suppressed) else (0, value or 0)
            low, high = (self.box.y(Fraction(end), bounds) for end in ends)
            columns.append(
                BarStep(point=point, x=begins + step / 6, middle=begins + step / 2, low=low, high=high)
            )
        return tuple(columns)


@dataclass(frozen=True, kw_only=True)
class LineChart(Picture):
    """A line with gaps where values are unknown, between the given `ends` or on a scale fitted to the values."""

    ends: Bounds | None = None
    target: Fraction | None = None

    @property
    def bounds(self) -> Bounds:
        """The scale includes the target."""
        values = (*(point.exact for point in self.points), self.target)
        return self.ends or scale_of(value for value in values if value is not None)

    @property
    def runs(self) -> tuple[tuple[ChartMark, ...], ...]:
        """The dots, grouped into runs without a gap; each run is one line."""
        bounds, count = self.bounds, len(self.points)
        steps = itertools.groupby(enumerate(self.points), key=lambda step: step[1].exact is None)
        return tuple(
            tuple(
                ChartMark(label=point.label, x=self.box.x(at, count), y=self.box.y(point.exact, bounds))
                for at, point in run
                if point.exact is not None
            )
            for is_gap, run in steps
            if not is_gap
        )

    @property
    def marks(self) -> tuple[ChartMark, ...]:
        """All dots."""
        return tuple(itertools.chain.from_iterable(self.runs))

    @property
    def broken(self) -> str | None:
        """The break of the axis as an SVG path; None if the scale reaches zero."""
        return f"M{self.box.left} {self.box.base}v-7l-5-2 10-4-5-2v-7" if self.bounds[0] > 0 else None

    @property
    def target_rule(self) -> Rule | None:
        """The line of the target; None without one."""
        if self.target is None:
            return None
        return Rule(y=self.y(self.target), text=f"目标 {decimal_text(self.target)}")

    @property
    def scale(self) -> str:
        """Both ends of the scale in words; empty if it begins at zero."""
        return scale_text(self.bounds)


def scale_of(values: Iterable[Fraction], *, ceiling: Fraction | None = None) -> Bounds:
    """From zero to a round top; if all values lie in its upper half, round ends around them.

    Such ends span at least a fifth of the top, so that a small change does not look large. `ceiling` is the maximum
    possible value. Charts shown side by side share one scale for all their values.
    """
    found = list(values)
    low, high = min(found, default=Fraction(0)), max(found, default=Fraction(0))
    least = _LEAST_TOP if all(value.denominator == 1 for value in found) else Fraction(0)
    top = ceiling or max(round_top(high), least)
    if 2 * low < top:
        return min(Fraction(0), low), top
    for span, step in _spans(top / 5):
        if span >= top:
            break
        start = ((low + high - span) / 2) // step * step
        if start + span > top == ceiling:
            start = top - span
        if start <= low and high <= start + span:
            return start, start + span
    return Fraction(0), top


def round_top(value: Fraction) -> Fraction:
    """The next round number whose half is round too; 1 for zero or less."""
    if value <= 0:
        return Fraction(1)
    decade = _decade(value)
    return next(top * decade for top in _TOPS if top * decade >= value)


def _spans(least: Fraction) -> Iterable[tuple[Fraction, Fraction]]:
    """Every span from `least` on, ascending, with the step at which a scale of it may begin."""
    decade = _decade(least)
    for power in itertools.count():
        for digits, step in _SPANS:
            if digits * decade * 10**power >= least:
                yield digits * decade * 10**power, step * decade * 10**power


def _decade(value: Fraction) -> Fraction:
    """The power of ten at or below a positive value."""
    decade = Fraction(1)
    while decade * 10 <= value:
        decade *= 10
    while decade > value:
        decade /= 10
    return decade


def scale_text(bounds: Bounds) -> str:
    """纵轴从 80 到 100; empty if the scale begins at zero, as readers expect."""
    low, high = bounds
    return f"纵轴从 {decimal_text(low, 2)} 到 {decimal_text(high, 2)}" if low > 0 else ""
