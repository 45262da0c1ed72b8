"""All stations of a month as dots on one scale, a row for each peer group, over the bands of the policy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from generator.model.policy import Band
from generator.pages.charts import BREAK, Bounds, scale_of, scale_text
from generator.ranking.results import MonthRanking
from generator.wording import decimal_text

LEFT: Final = 46
WIDTH: Final = 296
TOP: Final = 26
ROW: Final = 50
FOOT: Final = 24
RADIUS: Final = 4


@dataclass(frozen=True, kw_only=True)
class Zone:
    """A band of the policy as a span of the scale; every other one is shaded."""

    x: str
    width: str
    middle: str
    title: str
    is_shaded: bool


@dataclass(frozen=True, kw_only=True)
class Dot:
    """One station; `text` is said when it is pointed at."""

    x: str
    y: str
    text: str


@dataclass(frozen=True, kw_only=True)
class DotRow:
    """A peer group: its name, the line it stands on, its dots."""

    title: str
    y: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True, kw_only=True)
class DotPlot:
    """The picture; its numbers are the table beneath. `broken` is where the scale leaves out what is below its end."""

    title: str
    scale: str
    description: str
    height: int
    broken: str | None
    zones: tuple[Zone, ...]
    rows: tuple[DotRow, ...]
    marks: tuple[tuple[str, str], ...]


def dot_plot(ranking: MonthRanking, bands: Sequence[Band], names: Mapping[str, str]) -> DotPlot | None:
    """Scored stations only; None where there are none. Equal places are stacked, so that no dot hides another."""
    groups = [
        (group.kind.label, [(names[r.station], r.score) for r in group.members if r.score is not None])
        for group in ranking.groups
    ]
    scores = [score for _, members in groups for _, score in members]
    if not scores:
        return None
    bounds = scale_of(map(Fraction, scores), ceiling=Fraction(100))
    rows = tuple(
        _row(label, [(name, Fraction(score)) for name, score in members], at, bounds)
        for at, (label, members) in enumerate(groups)
    )
    return DotPlot(
        title="各派出所得分的分布",
        scale=scale_text(bounds).replace("纵", "横"),
        description=f"{len(scores)}个派出所，最低{min(scores):.1f}分，最高{max(scores):.1f}分；各所得分见下面的表。",
        height=TOP + ROW * len(rows) + FOOT,
        broken=str(LEFT) if bounds[0] > 0 else None,
        zones=_zones(bands, bounds),
        rows=rows,
        marks=_marks(bounds),
    )


def _marks(bounds: Bounds) -> tuple[tuple[str, str], ...]:
    """The quarters of the whole scale; zero, both ends and the middle of a broken one."""
    low, high = bounds
    zero = [(str(LEFT), "0")] if low > 0 else []
    parts = 2 if zero else 4
    values = [low + (high - low) * part / parts for part in range(parts + 1)]
    return (*zero, *((_x(value, bounds), decimal_text(value)) for value in values))


def _row(label: str, members: Sequence[tuple[str, Fraction]], at: int, bounds: Bounds) -> DotRow:
    line = TOP + ROW * (at + 1) - 12
    ordered = sorted(members, key=lambda member: (member[1], member[0]))
    places = [int(_place(score, bounds)) // (2 * RADIUS) for _, score in ordered]
    tallest = max(Counter(places).values(), default=1)
    # A high stack is pressed together rather than let into the row above.
    step = min(Fraction(2 * RADIUS), Fraction(ROW - 4 * RADIUS, max(1, tallest - 1)))
    dots = []
    for at_place, ((name, score), place) in enumerate(zip(ordered, places, strict=True)):
        height = places[:at_place].count(place)
        y = decimal_text(line - step * height, 2)
        dots.append(Dot(x=_x(score, bounds), y=y, text=f"{name} {decimal_text(score)}"))
    return DotRow(title=label, y=str(line), dots=tuple(dots))


def _zones(bands: Sequence[Band], bounds: Bounds) -> tuple[Zone, ...]:
    """From low to high, as far as the scale shows them."""
    edges = [*(Fraction(band.at_least) for band in reversed(bands)), Fraction(100)]
    zones = []
    for at, (band, low, high) in enumerate(zip(reversed(bands), edges, edges[1:], strict=False)):
        begins, ends = (_place(min(max(edge, bounds[0]), bounds[1]), bounds) for edge in (low, high))
        if begins < ends:
            zones.append(
                Zone(
                    x=decimal_text(LEFT + begins),
                    width=decimal_text(ends - begins),
                    middle=decimal_text(LEFT + (begins + ends) / 2),
                    title=band.title,
                    is_shaded=at % 2 == 1,
                )
            )
    return tuple(zones)


def _place(score: Fraction, bounds: Bounds) -> Fraction:
    """How far from the left."""
    low, high = bounds
    left = BREAK if low > 0 else 0
    return left + (score - low) * (WIDTH - left) / (high - low)


def _x(score: Fraction, bounds: Bounds) -> str:
    return decimal_text(LEFT + _place(score, bounds))
