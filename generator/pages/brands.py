"""Demonstration projects (示范社区) by the seven kinds of 方案四(四)."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import ClassVar

from generator.model.brand import BrandKind
from generator.model.months import months_ending_with
from generator.model.public import PublicArea, PublicBureau
from generator.model.station import Station
from generator.pages.charts import LineChart, Point
from generator.pages.page import Page, written_page
from generator.wording import decimal_text, month_label


@dataclass(frozen=True, kw_only=True)
class Brands:
    """The projects; `areas` are those that have one. Kinds without a project are shown as empty."""

    template: ClassVar[str] = "brands.html"
    as_of: dt.date
    areas: tuple[PublicArea, ...]
    stations: Mapping[str, Station]

    @property
    def kinds(self) -> tuple[tuple[BrandKind, tuple[PublicArea, ...]], ...]:
        """The seven kinds with their areas."""
        return tuple(
            (kind, tuple(area for area in self.areas if area.brand and area.brand.kind is kind))
            for kind in BrandKind
        )

    @property
    def expired(self) -> int:
        """The number of demonstrations that have expired."""
        return sum(area.brand is not None and area.brand.has_expired(self.as_of) for area in self.areas)


def brand_pages(bureau: PublicBureau) -> tuple[Page, ...]:
    """The page of demonstration projects."""
    areas = tuple(area for area in bureau.areas.values() if area.brand)
    return (written_page("brands/", Brands(as_of=bureau.as_of, areas=areas, stations=bureau.stations)),)


def brand_chart(area: PublicArea) -> LineChart | None:
    """An area's project over its readings; None for fewer than two."""
    brand = area.brand
    if brand is None or len(brand.series) <= 1:
        return None
    values = {reading.month: reading.value for reading in brand.series}
    return LineChart(
        id=f"brand-{area.id}",
        title=brand.measure or brand.title,
        unit=brand.unit or "",
        points=tuple(
            Point(
                label=month_label(month), value=Fraction(values[month]), said=decimal_text(values[month], 2)
            )
            if month in values
            else Point(label=month_label(month), value=None, said="没有数")
            for month in _steps(list(values))
        ),
        target=None if brand.target is None else Fraction(brand.target),
    )


def _steps(months: Sequence[str]) -> tuple[str, ...]:
    """The months from first to last at the interval of the readings (monthly, quarterly), including gaps."""
    apart = [later - month for month, later in pairwise(12 * int(m[:4]) + int(m[5:]) for m in months)]
    every = months_ending_with(months[-1], sum(apart) + 1)
    return tuple(reversed(every[:: math.gcd(*apart)]))
