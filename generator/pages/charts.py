"""Geometry of the small pictures; the templates draw them as SVG, with the same numbers in a table beneath."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from generator.model.public import Suppressed
from generator.pages.scales import LEAST_TOP, Bounds, round_top, scale_of, scale_text
from generator.wording import decimal_text

WIDTH, HEIGHT = 360, 160
LEFT, RIGHT, TOP, BOTTOM = 34, 10, 14, 26
# Between zero and the scale's lower end, where the scale is broken; a number fits beside each.
BREAK: Final = 22


@dataclass(frozen=True, kw_only=True)
class Box:
    """How high a picture is, and the margins that its labels need; its width is always the same."""

    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT
    top: int = TOP
    bottom: int = BOTTOM

    @property
    def base(self) -> int:
        """Where zero stands, or the lower end of what goes below it."""
        return self.height - self.bottom

    def x(self, at: int, count: int) -> Fraction:
        """Where the step of that index stands among `count`."""
        return self.left + Fraction((WIDTH - self.left - self.right) * at, max(count - 1, 1))

    def y(self, value: Fraction, bounds: Bounds) -> Fraction:
        """Where a value stands between the bounds."""
        low, high = bounds
        spread = high - low or Fraction(1)
        base = self.base - (BREAK if low > 0 else 0)
        return base - (value - low) * (base - self.top) / spread

    def broken_at(self, bounds: Bounds) -> str | None:
        """The sign of a break on the axis, as a path; None where the scale reaches zero."""
        if bounds[0] <= 0:
            return None
        return f"M{self.left} {self.base}v-7l-5-2 10-4-5-2v-7"


ORDINARY = Box()


@dataclass(frozen=True, kw_only=True)
class ChartMark:
    """A bar or a point, in the units of the picture."""

    x: str
    y: str
    width: str
    height: str
    label: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A horizontal line with its number."""

    y: str
    text: str


@dataclass(frozen=True, kw_only=True)
class BarChart:
    """Bars from zero over labelled steps. `rows` are the same numbers for the table: label, value in words.

    A protected count is no bar: `ranges` are paths from the least to the most that it may be. `zeros` and `gaps` are
    the middles of the steps that had none, and of those that were not reported.
    """

    id: str
    title: str
    description: str
    marks: tuple[ChartMark, ...]
    ranges: tuple[str, ...]
    zeros: tuple[str, ...]
    gaps: tuple[str, ...]
    rules: tuple[Rule, ...]
    rows: tuple[tuple[str, str], ...]
    unit: str
    height: int


@dataclass(frozen=True, kw_only=True)
class LineChart:
    """A line with gaps where nothing is known: one SVG path for each unbroken run.

    `broken` is the sign of a break in the scale between zero, the first rule, and the second; `unit` then says so.
    """

    id: str
    title: str
    description: str
    paths: tuple[str, ...]
    marks: tuple[ChartMark, ...]
    rules: tuple[Rule, ...]
    broken: str | None
    target: Rule | None
    rows: tuple[tuple[str, str], ...]
    unit: str
    scale: str
    height: int


def bar_chart(
    id: str, title: str, unit: str, points: Sequence[tuple[str, int | Suppressed | None]]
) -> BarChart:
    """Counts by step, from zero, as high as the highest or the highest bound."""
    known = [
        point.below if isinstance(point, Suppressed) else point for _, point in points if point is not None
    ]
    top = max(round_top(Fraction(max(known, default=0))), LEAST_TOP)
    bounds = Fraction(0), top
    step = Fraction(WIDTH - LEFT - RIGHT, max(len(points), 1))
    marks, ranges, zeros, gaps = [], [], [], []
    for at, (label, point) in enumerate(points):
        begins, middle = LEFT + step * at + step / 6, _n(LEFT + step * at + step / 2)
        if point is None:
            gaps.append(middle)
        elif isinstance(point, Suppressed):
            ranges.append(_range(begins, step * 2 / 3, point, bounds))
        elif point == 0:
            zeros.append(middle)
        else:
            y = ORDINARY.y(Fraction(point), bounds)
            marks.append(
                ChartMark(
                    x=_n(begins),
                    y=_n(y),
                    width=_n(step * 2 / 3),
                    height=_n(ORDINARY.base - y),
                    label=label,
                    text=str(point),
                )
            )
    rows = tuple((label, "未报" if point is None else str(point)) for label, point in points)
    return BarChart(
        id=id,
        title=title,
        description=_summary(title, unit, rows),
        marks=tuple(marks),
        ranges=tuple(ranges),
        zeros=tuple(zeros),
        gaps=tuple(gaps),
        rules=_rules(bounds, ORDINARY),
        rows=rows,
        unit=unit,
        height=HEIGHT,
    )


def _range(x: Fraction, width: Fraction, count: Suppressed, bounds: Bounds) -> str:
    """From 1 to one below the bound: a stroke between two bars, at the heights of these counts."""
    low, high = (ORDINARY.y(Fraction(value), bounds) for value in (1, count.below - 1))
    half = _n(width / 2)
    return f"M{_n(x)} {_n(high)}h{_n(width)}m-{half} 0V{_n(low)}m-{half} 0h{_n(width)}"


def line_chart(
    id: str,
    title: str,
    unit: str,
    points: Sequence[tuple[str, Fraction | None]],
    *,
    bounds: Bounds | None = None,
    target: Fraction | None = None,
    text: Sequence[str] = (),
    box: Box = ORDINARY,
) -> LineChart:
    """Values by step, between `bounds` or on the scale that shows them best; `text` are the values in words."""
    values = [value for _, value in points if value is not None] + ([target] if target is not None else [])
    bounds = bounds or scale_of(values)
    words = text or [("未报" if value is None else _n(value)) for _, value in points]
    marks = []
    runs: list[list[str]] = [[]]
    for at, (label, value) in enumerate(points):
        if value is None:
            runs.append([])
            continue
        x, y = _n(box.x(at, len(points))), _n(box.y(value, bounds))
        runs[-1].append(f"{x},{y}")
        marks.append(ChartMark(x=x, y=y, width="0", height="0", label=label, text=words[at]))
    rows = tuple((label, words[at]) for at, (label, _) in enumerate(points))
    return LineChart(
        id=id,
        title=title,
        description=_summary(title, unit, rows),
        paths=tuple(" ".join(run) for run in runs if len(run) > 1),
        marks=tuple(marks),
        rules=_rules(bounds, box),
        broken=box.broken_at(bounds),
        target=None if target is None else Rule(y=_n(box.y(target, bounds)), text=f"目标 {_n(target)}"),
        rows=rows,
        unit=unit,
        scale=scale_text(bounds),
        height=box.height,
    )


def meter_width(value: Fraction, *, full: int = 100) -> str:
    """The width of a bar for a value between 0 and 100, in the units of a picture that is `full` wide."""
    return decimal_text(max(Fraction(0), min(value, Fraction(100))) * Fraction(full, 100))


def _summary(title: str, unit: str, rows: Sequence[tuple[str, str]]) -> str:
    if not rows:
        return f"{title}：还没有数据。"
    (first, low), (last, high) = rows[0], rows[-1]
    return f"{title}（{unit}）:{first} {low}，{last} {high}；全部数字见下表。"


def _rules(bounds: Bounds, box: Box) -> tuple[Rule, ...]:
    """Zero first where the scale does not reach it, then both ends and the middle."""
    low, high = bounds
    zero = (Rule(y=_n(Fraction(box.base)), text="0"),) if low > 0 else ()
    return (
        *zero,
        *(
            Rule(y=_n(box.y(value, bounds)), text=decimal_text(value, 2))
            for value in (low, (low + high) / 2, high)
        ),
    )


def _n(value: Fraction | int) -> str:
    """A number as SVG and people read it: at most one decimal."""
    return decimal_text(Fraction(value) if isinstance(value, int) else value)
