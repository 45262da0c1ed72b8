"""All stations of a month as dots on one scale, a row for each peer group, over the bands of the policy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import ClassVar, Final, TypeAlias

from generator.model.policy import Band
from generator.model.station import StationKind
from generator.pages.charts import BREAK, Bounds, Box, ChartMark, scale_of, scale_text
from generator.ranking.results import MonthRanking
from generator.wording import decimal_text

_ROW: Final = 50
_RADIUS: Final = 4

# A group, the y of the baseline of its dots, and the dots.
DotRow: TypeAlias = tuple[StationKind, int, tuple[ChartMark, ...]]


@dataclass(frozen=True, kw_only=True)
class Zone:
    """A band of the policy as a span of the scale; every other one is shaded."""

    title: str
    x: Fraction
    width: Fraction
    is_shaded: bool


@dataclass(frozen=True, kw_only=True)
class DotPlot:
    """The chart; the tables below contain its numbers. `groups` are the score and name of each scored station."""

    id: ClassVar[str] = "dots"
    title: ClassVar[str] = "各派出所得分的分布"
    groups: Mapping[StationKind, tuple[tuple[Decimal, str], ...]]
    bands: tuple[Band, ...]
    bounds: Bounds

    @property
    def description(self) -> str:
        """The lowest and the highest score as a text alternative."""
        scores = [score for members in self.groups.values() for score, _ in members]
        return (
            f"{len(scores)}个派出所，最低{min(scores):.1f}分，最高{max(scores):.1f}分；各所得分见下面的表。"
        )

    @property
    def box(self) -> Box:
        """The size, with room for the names of the bands above and the numbers of the scale below."""
        return Box(height=50 + _ROW * len(self.groups), left=46, right=18, top=26, bottom=24)

    @property
    def scale(self) -> str:
        """横轴从 80 到 100; empty if the scale begins at zero."""
        return scale_text(self.bounds).replace("纵", "横")

    @property
    def is_broken(self) -> bool:
        """Does the scale begin above zero?"""
        return self.bounds[0] > 0

    @property
    def marks(self) -> tuple[tuple[Fraction, str], ...]:
        """The labelled marks: the quarters of a full scale; zero, both ends and the middle of a broken one."""
        low, high = self.bounds
        zero = [(Fraction(self.box.left), "0")] if self.is_broken else []
        parts = 2 if self.is_broken else 4
        values = [low + (high - low) * part / parts for part in range(parts + 1)]
        return (*zero, *((self.x(value), decimal_text(value)) for value in values))

    @property
    def zones(self) -> tuple[Zone, ...]:
        """The bands from low to high, clipped to the scale."""
        low, high = self.bounds
        bands = self.bands[::-1]
        edges = [*(Fraction(band.at_least) for band in bands), Fraction(100)]
        places = [self.x(min(max(edge, low), high)) for edge in edges]
        return tuple(
            Zone(title=band.title, x=begins, width=ends - begins, is_shaded=at % 2 == 1)
            for at, (band, (begins, ends)) in enumerate(zip(bands, pairwise(places), strict=True))
            if begins < ends
        )

    @property
    def rows(self) -> tuple[DotRow, ...]:
        """The rows; dots in the same place are stacked, so that none hides another."""
        return tuple(self._row(kind, at) for at, kind in enumerate(self.groups))

    def _row(self, kind: StationKind, at: int) -> DotRow:
        line = self.box.top + _ROW * (at + 1) - 12
        members = sorted(self.groups[kind])
        places = [int(self.x(score) - self.box.left) // (2 * _RADIUS) for score, _ in members]
        tallest = max(Counter(places).values(), default=1)
        # Compress a high stack rather than let it overlap the row above.
        step = min(Fraction(2 * _RADIUS), Fraction(_ROW - 4 * _RADIUS, max(1, tallest - 1)))
        dots = (
            ChartMark(label=f"{name} {decimal_text(score)}", x=self.x(score), y=line - step * below)
            for (score, name), below in zip(
                members, (places[:at].count(place) for at, place in enumerate(places)), strict=True
            )
        )
        return kind, line, tuple(dots)

    def x(self, score: Fraction | Decimal) -> Fraction:
        """The x of a score."""
        low, high = self.bounds
        begins = self.box.left + (BREAK if low > 0 else 0)
        return begins + (Fraction(score) - low) * (self.box.edge - begins) / (high - low)


def dot_plot(ranking: MonthRanking, bands: tuple[Band, ...], names: Mapping[str, str]) -> DotPlot | None:
    """The chart of the scored stations; None if there are none."""
    groups = {
        group.kind: tuple((own.score, names[own.station]) for own in group.members if own.score is not None)
        for group in ranking.groups
    }
    scores = [Fraction(score) for members in groups.values() for score, _ in members]
    bounds = scale_of(scores, ceiling=Fraction(100))
    return DotPlot(groups=groups, bands=bands, bounds=bounds) if scores else None
