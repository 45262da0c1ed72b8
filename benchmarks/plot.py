"""A plot as SVG: panels side by side, both axes logarithmic, a line for each series with its name at the end."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Final

_WIDTH: Final = 400
_HEIGHT: Final = 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 48, 62, 28, 40
_COLOURS: Final = ("#0b3d91", "#b3410f", "#5a6572")
_STYLE: Final = "font: 12px sans-serif; fill: #1f2933"


@dataclass(frozen=True, kw_only=True)
class Series:
    """A named line; points in order of x, all above 0."""

    name: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, kw_only=True)
class Axis:
    """A logarithmic axis from one value to another, on pixels."""

    values: tuple[float, float]
    pixels: tuple[float, float]

    def at(self, value: float) -> float:
        """Where a value lies."""
        low, high = map(math.log10, self.values)
        share = (math.log10(value) - low) / (high - low)
        return self.pixels[0] + share * (self.pixels[1] - self.pixels[0])

    def ticks(self) -> list[float]:
        """The powers of ten within, and their doubles and fivefolds."""
        low, high = (math.floor(math.log10(value)) for value in self.values)
        steps = [factor * 10.0**power for power in range(low, high + 1) for factor in (1, 2, 5)]
        return [step for step in steps if self.values[0] <= step <= self.values[1]]


def plotted(panels: Mapping[str, Sequence[Series]], across: str) -> str:
    """The panels by title; `across` names the axis that all share."""
    width = _WIDTH * len(panels)
    drawn = "\n".join(
        f'<g transform="translate({_WIDTH * at} 0)">\n{chr(10).join(_panel(title, series, across))}\n</g>'
        for at, (title, series) in enumerate(panels.items())
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {_HEIGHT}" width="{width}" height="{_HEIGHT}" '
        f'role="img" style="{_STYLE}">\n<title>{escape(", ".join(panels))} / {escape(across)}</title>\n'
        f'<rect width="100%" height="100%" fill="#ffffff"/>\n{drawn}\n</svg>\n'
    )


def _panel(title: str, lines: Sequence[Series], across: str) -> Iterator[str]:
    xs = [x for series in lines for x, _ in series.points]
    ys = [y for series in lines for _, y in series.points]
    right, bottom = _WIDTH - _RIGHT, _HEIGHT - _BOTTOM
    x_axis = Axis(values=(min(xs) / 1.1, max(xs) * 1.1), pixels=(_LEFT, right))
    y_axis = Axis(values=(min(ys) / 1.3, max(ys) * 1.3), pixels=(bottom, _TOP))
    yield f'<text x="{_LEFT}" y="16" font-weight="bold">{escape(title)}</text>'
    for tick in x_axis.ticks():
        x = x_axis.at(tick)
        yield f'<path d="M{x:.1f} {_TOP}V{bottom}" stroke="#e3e7eb"/>'
        yield f'<text x="{x:.1f}" y="{bottom + 16}" text-anchor="middle">{tick:,g}</text>'
    for tick in y_axis.ticks():
        y = y_axis.at(tick)
        yield f'<path d="M{_LEFT} {y:.1f}H{right}" stroke="#e3e7eb"/>'
        yield f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{tick:,g}</text>'
    yield f'<text x="{(_LEFT + right) / 2}" y="{_HEIGHT - 6}" text-anchor="middle">{escape(across)}</text>'
    ends = _apart([y_axis.at(series.points[-1][1]) for series in lines])
    for series, colour, end in zip(lines, _COLOURS, ends, strict=False):
        places = [(x_axis.at(x), y_axis.at(y)) for x, y in series.points]
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
        yield f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
        yield from (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in places)
        yield f'<text x="{right + 6}" y="{end + 4:.1f}" style="fill: {colour}">{escape(series.name)}</text>'


def _apart(heights: Sequence[float], least: float = 14) -> list[float]:
    """The heights moved down just so far that no label covers another."""
    order = sorted(range(len(heights)), key=heights.__getitem__)
    placed = dict.fromkeys(order[:1], heights[order[0]]) if order else {}
    for above, at in pairwise(order):
        placed[at] = max(heights[at], placed[above] + least)
    return [placed[at] for at in range(len(heights))]
