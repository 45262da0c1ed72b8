"""The small pictures: their geometry and their scale. Templates draw them as SVG, with the same numbers in a table.

A scale shows a change, and does not make little look like much.
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

# Between zero and the scale's lower end, where the scale is broken; a number fits beside each.
BREAK: Final = 22
# The ends of a scale, in any power of ten: their halves are round too.
_TOPS: Final = tuple(Fraction(tenths, 10) for tenths in (10, 12, 16, 20, 30, 40, 60, 80, 100))
# How far a scale may reach, and the steps at which it may begin, in any power of ten.
_SPANS: Final = ((1, Fraction(1, 5)), (2, Fraction(1, 2)), (4, Fraction(1)), (5, Fraction(1)))
# So that a single case does not look like a flood.
_LEAST_TOP: Final = Fraction(6)

# The ends of a scale; where the lower one is above zero, the picture shows zero beneath a break.
Bounds: TypeAlias = tuple[Fraction, Fraction]


@dataclass(frozen=True, kw_only=True)
class Box:
    """The size of a picture, and the margins that its labels need."""

    width: int = 360
    height: int = 160
    left: int = 34
    right: int = 10
    top: int = 14
    bottom: int = 26

    @property
    def edge(self) -> int:
        """Where its lines end on the right."""
        return self.width - self.right

    @property
    def base(self) -> int:
        """Where zero stands, or the lower end of what goes below it."""
        return self.height - self.bottom

    def x(self, at: int, count: int) -> Fraction:
        """Where the step of that index stands among `count`."""
        return self.left + Fraction((self.edge - self.left) * at, max(count - 1, 1))

    def y(self, value: Fraction, bounds: Bounds) -> Fraction:
        """Where a value stands between the bounds."""
        low, high = bounds
        spread = high - low or Fraction(1)
        base = self.base - (BREAK if low > 0 else 0)
        return base - (value - low) * (base - self.top) / spread


ORDINARY: Final = Box()


@dataclass(frozen=True, kw_only=True)
class Point:
    """One step of a picture: its label and value; `said` is the value in words where a plain number is not."""

    label: str
    value: Fraction | int | Suppressed | None
    said: str | None = None

    @property
    def exact(self) -> Fraction | None:
        """The value where it is a number, not protected and not unknown."""
        return Fraction(self.value) if isinstance(self.value, int | Fraction) else None

    @property
    def text(self) -> str:
        """The value as the table gives it."""
        if self.said is not None or self.value is None:
            return self.said or "未报"
        return str(self.value) if self.exact is None else decimal_text(self.exact)


@dataclass(frozen=True, kw_only=True)
class ChartMark:
    """A dot, in the units of the picture."""

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
    """What bars and lines share. `points` are the numbers of the table too."""

    id: str
    title: str
    unit: str
    points: tuple[Point, ...]
    box: Box = field(default=ORDINARY)

    @property
    @abstractmethod
    def bounds(self) -> Bounds:
        """The ends of its scale."""

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """Label and value in words."""
        return tuple((point.label, point.text) for point in self.points)

    @property
    def description(self) -> str:
        """Its first and last number, for those who do not see it."""
        if not self.points:
            return f"{self.title}：还没有数据。"
        (first, low), (last, high) = self.rows[0], self.rows[-1]
        return f"{self.title}（{self.unit}）:{first} {low}，{last} {high}；全部数字见下表。"

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Zero first where the scale does not reach it, then both ends and the middle."""
        bounds = low, high = self.bounds
        zero = (Rule(y=Fraction(self.box.base), text="0"),) if low > 0 else ()
        marked = (low, (low + high) / 2, high)
        return (*zero, *(Rule(y=self.box.y(end, bounds), text=decimal_text(end, 2)) for end in marked))

    def y(self, value: Fraction) -> Fraction:
        """Where a value stands."""
        return self.box.y(value, self.bounds)


@dataclass(frozen=True, kw_only=True)
class BarStep:
    """One step of a bar chart: its left end and its middle, and from where to where its bar or range goes."""

    point: Point
    x: Fraction
    middle: Fraction
    low: Fraction
    high: Fraction


@dataclass(frozen=True, kw_only=True)
class BarChart(Picture):
    """Bars from zero, as high as the highest count or the highest bound.

    A protected count is no bar: its range goes from 1 to one below the bound.
    """

    @property
    def bounds(self) -> Bounds:
        """From zero."""
        counts = [one.value.below if isinstance(one.value, Suppressed) else one.value for one in self.points]
        top = max((Fraction(count) for count in counts if count is not None), default=Fraction(0))
        return Fraction(0), max(round_top(top), _LEAST_TOP)

    @property
    def step(self) -> Fraction:
        """The room of a bar; two thirds of it are the bar."""
        return Fraction(self.box.edge - self.box.left, max(len(self.points), 1))

    @property
    def columns(self) -> tuple[BarStep, ...]:
        """One for each step."""
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
    """A line with gaps where nothing is known, between the `ends` given or on the scale that shows it best."""

    ends: Bounds | None = None
    target: Fraction | None = None

    @property
    def bounds(self) -> Bounds:
        """The target is in sight too."""
        values = (*(point.exact for point in self.points), self.target)
        return self.ends or scale_of(value for value in values if value is not None)

    @property
    def runs(self) -> tuple[tuple[ChartMark, ...], ...]:
        """Its dots, a line through those of each run."""
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
        """The sign of a break on the axis, as a path; None where the scale reaches zero."""
        return f"M{self.box.left} {self.box.base}v-7l-5-2 10-4-5-2v-7" if self.bounds[0] > 0 else None

    @property
    def target_rule(self) -> Rule | None:
        """The line of the target."""
        if self.target is None:
            return None
        return Rule(y=self.y(self.target), text=f"目标 {decimal_text(self.target)}")

    @property
    def scale(self) -> str:
        """The ends of its scale in words."""
        return scale_text(self.bounds)


def scale_of(values: Iterable[Fraction], *, ceiling: Fraction | None = None) -> Bounds:
    """From zero to a round top; where all values lie in the upper half of that, between round ends around them.

    These are never nearer than a fifth of the top, so that little does not look like much; `ceiling` is the most
    that a value can be. Pictures that stand side by side are given one scale for the values of all.
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
    """The next round number, of which half is round too; 1 for nothing."""
    if value <= 0:
        return Fraction(1)
    decade = _decade(value)
    return next(top * decade for top in _TOPS if top * decade >= value)


def _spans(least: Fraction) -> Iterable[tuple[Fraction, Fraction]]:
    """1, 2, 5 times any power of ten from `least` on, each with the step at which it may begin."""
    decade = _decade(least)
    for power in itertools.count():
        for digits, step in _SPANS:
            if digits * decade * 10**power >= least:
                yield digits * decade * 10**power, step * decade * 10**power


def _decade(value: Fraction) -> Fraction:
    """The power of ten at or below a value above zero."""
    decade = Fraction(1)
    while decade * 10 <= value:
        decade *= 10
    while decade > value:
        decade /= 10
    return decade


def scale_text(bounds: Bounds) -> str:
    """纵轴从 80 到 100; nothing where the scale begins at zero, as one expects."""
    low, high = bounds
    return f"纵轴从 {decimal_text(low, 2)} 到 {decimal_text(high, 2)}" if low > 0 else ""
