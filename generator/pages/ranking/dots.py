"""All stations of a month as dots on one scale, a row for each peer group, over the bands of the policy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from generator.model.policy import Band
from generator.pages.wording import decimal_text
from generator.ranking.results import MonthRanking

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
    """The picture; its numbers are the table beneath."""

    title: str
    description: str
    height: int
    zones: tuple[Zone, ...]
    rows: tuple[DotRow, ...]
    marks: tuple[tuple[str, str], ...]


def dot_plot(ranking: MonthRanking, bands: Sequence[Band], names: dict[str, str]) -> DotPlot | None:
    """Scored stations only; None where there are none. Equal places are stacked, so that no dot hides another."""
    groups = [
        (group.kind.label, [(names[r.station], r.score) for r in group.members if r.score is not None])
        for group in ranking.groups
    ]
    scores = [score for _, members in groups for _, score in members]
    if not scores:
        return None
    rows = tuple(
        _row(label, [(name, Fraction(score)) for name, score in members], at)
        for at, (label, members) in enumerate(groups)
    )
    return DotPlot(
        title="各派出所得分的分布",
        description=f"{len(scores)}个派出所，最低{min(scores):.1f}分，最高{max(scores):.1f}分；各所得分见下面的表。",
        height=TOP + ROW * len(rows) + FOOT,
        zones=_zones(bands),
        rows=rows,
        marks=tuple((_x(Fraction(value)), str(value)) for value in (0, 25, 50, 75, 100)),
    )


def _row(label: str, members: Sequence[tuple[str, Fraction]], at: int) -> DotRow:
    line = TOP + ROW * (at + 1) - 12
    ordered = sorted(members, key=lambda member: (member[1], member[0]))
    places = [int(score * WIDTH / 100) // (2 * RADIUS) for _, score in ordered]
    tallest = max(Counter(places).values(), default=1)
    # A high stack is pressed together rather than let into the row above.
    step = min(Fraction(2 * RADIUS), Fraction(ROW - 4 * RADIUS, max(1, tallest - 1)))
    dots = []
    for at_place, ((name, score), place) in enumerate(zip(ordered, places, strict=True)):
        height = places[:at_place].count(place)
        y = decimal_text(line - step * height, 2)
        dots.append(Dot(x=_x(score), y=y, text=f"{name} {decimal_text(score)}"))
    return DotRow(title=label, y=str(line), dots=tuple(dots))


def _zones(bands: Sequence[Band]) -> tuple[Zone, ...]:
    """From low to high."""
    bounds = [*(Fraction(band.at_least) for band in reversed(bands)), Fraction(100)]
    return tuple(
        Zone(
            x=_x(low),
            width=decimal_text((high - low) * WIDTH / 100),
            middle=_x((low + high) / 2),
            title=band.title,
            is_shaded=at % 2 == 1,
        )
        for at, (band, low, high) in enumerate(zip(reversed(bands), bounds, bounds[1:], strict=False))
    )


def _x(score: Fraction) -> str:
    return decimal_text(LEFT + score * WIDTH / 100)
