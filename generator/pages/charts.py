"""Geometry of the small pictures; the templates draw them as SVG, with the same numbers in a table beneath."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from generator.model.public import Suppressed
from generator.pages.wording import decimal_text

WIDTH, HEIGHT = 360, 140
LEFT, RIGHT, TOP, BOTTOM = 34, 10, 14, 26
# How high a protected count is drawn: its bound would look like a value.
STUB = Fraction(10)


@dataclass(frozen=True, kw_only=True)
class Box:
    """How high a picture is, and the margins that its labels need; its width is always the same."""

    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT
    top: int = TOP
    bottom: int = BOTTOM

    def x(self, at: int, count: int) -> Fraction:
        """Where the step of that index stands among `count`."""
        return self.left + Fraction((WIDTH - self.left - self.right) * at, max(count - 1, 1))

    def y(self, value: Fraction, bounds: tuple[Fraction, Fraction]) -> Fraction:
        """Where a value stands between the bounds."""
        low, high = bounds
        spread = high - low or Fraction(1)
        base = self.height - self.bottom
        return base - (value - low) * (base - self.top) / spread


ORDINARY = Box()


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A bar or a point, in the units of the picture; `kind` is a CSS class suffix: value, small, gap."""

    x: str
    y: str
    width: str
    height: str
    kind: str
    label: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A horizontal line with its number."""

    y: str
    text: str


@dataclass(frozen=True, kw_only=True)
class BarChart:
    """Bars over labelled steps. `rows` are the same numbers for the table: label, value in words."""

    id: str
    title: str
    description: str
    marks: tuple[Mark, ...]
    rules: tuple[Rule, ...]
    rows: tuple[tuple[str, str], ...]
    unit: str


@dataclass(frozen=True, kw_only=True)
class LineChart:
    """A line with gaps where nothing is known: one SVG path for each unbroken run."""

    id: str
    title: str
    description: str
    paths: tuple[str, ...]
    marks: tuple[Mark, ...]
    rules: tuple[Rule, ...]
    target: Rule | None
    rows: tuple[tuple[str, str], ...]
    unit: str
    height: int


def bar_chart(
    id: str, title: str, unit: str, points: Sequence[tuple[str, int | Suppressed | None]]
) -> BarChart:
    """Counts by step. A protected count is drawn as an outline of its bound, a missing one as a gap."""
    known = [
        point.below if isinstance(point, Suppressed) else point for _, point in points if point is not None
    ]
    top = _round_top(max(known, default=1))
    step = Fraction(WIDTH - LEFT - RIGHT, max(len(points), 1))
    marks = []
    for at, (label, point) in enumerate(points):
        kind = "gap" if point is None else "small" if isinstance(point, Suppressed) else "value"
        height = STUB if isinstance(point, Suppressed) else _height(point or 0, top)
        marks.append(
            Mark(
                x=_n(LEFT + step * at + step / 6),
                y=_n(HEIGHT - BOTTOM - height),
                width=_n(step * 2 / 3),
                height=_n(height),
                kind=kind,
                label=label,
                text="未报" if point is None else str(point),
            )
        )
    rows = tuple((mark.label, mark.text) for mark in marks)
    return BarChart(
        id=id,
        title=title,
        description=_summary(title, unit, rows),
        marks=tuple(marks),
        rules=_rules((Fraction(0), Fraction(top)), ORDINARY),
        rows=rows,
        unit=unit,
    )


def line_chart(
    id: str,
    title: str,
    unit: str,
    points: Sequence[tuple[str, Fraction | None]],
    *,
    bounds: tuple[Fraction, Fraction] | None = None,
    target: Fraction | None = None,
    text: Sequence[str] = (),
    box: Box = ORDINARY,
) -> LineChart:
    """Values by step, between `bounds` or from zero to a round top; `text` are the values in words."""
    values = [value for _, value in points if value is not None] + ([target] if target is not None else [])
    bounds = bounds or (
        min([Fraction(0), *values]),
        Fraction(_round_top(max(values, default=Fraction(1)))),
    )
    words = text or [("未报" if value is None else _n(value)) for _, value in points]
    marks = []
    runs: list[list[str]] = [[]]
    for at, (label, value) in enumerate(points):
        if value is None:
            runs.append([])
            continue
        x, y = _n(box.x(at, len(points))), _n(box.y(value, bounds))
        runs[-1].append(f"{x},{y}")
        marks.append(Mark(x=x, y=y, width="0", height="0", kind="value", label=label, text=words[at]))
    rows = tuple((label, words[at]) for at, (label, _) in enumerate(points))
    return LineChart(
        id=id,
        title=title,
        description=_summary(title, unit, rows),
        paths=tuple(" ".join(run) for run in runs if len(run) > 1),
        marks=tuple(marks),
        rules=_rules(bounds, box),
        target=None if target is None else Rule(y=_n(box.y(target, bounds)), text=f"目标 {_n(target)}"),
        rows=rows,
        unit=unit,
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


def _round_top(value: int | Fraction) -> int:
    """The next of 1, 2, 5 × 10ⁿ (at least 5, so that a single case does not look like a flood)."""
    top = 5
    for factor in (2, 2, Fraction(5, 2)) * 10:
        if top >= value:
            break
        top = int(top * factor)
    return top


def _height(value: int, top: int) -> Fraction:
    return Fraction(value * (HEIGHT - TOP - BOTTOM), top)


def _rules(bounds: tuple[Fraction, Fraction], box: Box) -> tuple[Rule, ...]:
    low, high = bounds
    return tuple(Rule(y=_n(box.y(value, bounds)), text=_n(value)) for value in (low, (low + high) / 2, high))


def _n(value: Fraction | int) -> str:
    """A number as SVG and people read it: at most one decimal."""
    return decimal_text(Fraction(value) if isinstance(value, int) else value)
