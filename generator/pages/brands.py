"""Demonstration projects (示范社区) by the seven kinds of 方案四(四)."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import ClassVar, TypedDict

from generator.model.brand import BrandKind, BrandStage
from generator.model.months import months_ending_with
from generator.model.public import PublicArea, PublicBureau, Suppressed
from generator.model.public_brand import Attainment, PublicBrand
from generator.model.station import Station
from generator.model.terms import Terms
from generator.pages.charts import BarChart, LineChart, Point
from generator.pages.page import Page, written_page
from generator.wording import decimal_text, month_label


@dataclass(frozen=True, kw_only=True)
class Brands:
    """The projects; `areas` are those that have one. Kinds without a project are shown as empty."""

    template: ClassVar[str] = "brands.html"
    as_of: dt.date
    terms: Terms
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

    @property
    def named(self) -> Mapping[Attainment, int]:
        """How many of the named projects have reached their target, by their last public figure."""
        brands = [area.brand for area in self.areas if area.brand]
        found = [one.attainment for one in brands if one.stage is BrandStage.DEMONSTRATION]
        return {each: found.count(each) for each in Attainment if each in found}


def brand_pages(bureau: PublicBureau) -> tuple[Page, ...]:
    """The page of demonstration projects."""
    areas = tuple(area for area in bureau.areas.values() if area.brand)
    view = Brands(as_of=bureau.as_of, terms=bureau.terms, areas=areas, stations=bureau.stations)
    return (written_page("brands/", view),)


def brand_chart(area: PublicArea) -> LineChart | None:
    """An area's project over its readings; None for fewer than two, or if one is protected."""
    brand = area.brand
    if brand is None or len(brand.series) <= 1 or _is_protected(brand):
        return None
    target = None if brand.target is None else Fraction(brand.target)
    return LineChart(**_drawn(area.id, brand), target=target)


def brand_bars(area: PublicArea) -> BarChart | None:
    """The same as bars, with ranges for protected counts; None if no reading is protected."""
    brand = area.brand
    if brand is None or len(brand.series) <= 1 or not _is_protected(brand):
        return None
    return BarChart(**_drawn(area.id, brand))


def _is_protected(brand: PublicBrand) -> bool:
    return any(isinstance(reading.value, Suppressed) for reading in brand.series)


class _Drawn(TypedDict):
    id: str
    title: str
    unit: str
    points: tuple[Point, ...]


def _drawn(area: str, brand: PublicBrand) -> _Drawn:
    values = {reading.month: reading.value for reading in brand.series}
    return {
        "id": f"brand-{area}",
        "title": brand.measure or brand.title,
        "unit": brand.unit or "",
        "points": tuple(_point(month, values.get(month)) for month in _steps(list(values))),
    }


def _point(month: str, value: Decimal | Suppressed | None) -> Point:
    label = month_label(month)
    if value is None:
        return Point(label=label, value=None, said="没有数")
    if isinstance(value, Suppressed):
        return Point(label=label, value=value)
    return Point(label=label, value=Fraction(value), said=decimal_text(value, 2))


def _steps(months: Sequence[str]) -> tuple[str, ...]:
    """The months from first to last at the interval of the readings (monthly, quarterly), including gaps."""
    apart = [later - month for month, later in pairwise(12 * int(m[:4]) + int(m[5:]) for m in months)]
    every = months_ending_with(months[-1], sum(apart) + 1)
    return tuple(reversed(every[:: math.gcd(*apart)]))
