"""Demonstration projects (示范社区) by the seven kinds of 方案四(四)."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import ClassVar, Final, TypedDict

from generator.model.brand import BrandKind, BrandStage
from generator.model.examination import Criterion, Examination
from generator.model.months import months_ending_with
from generator.model.public import PublicArea, PublicBureau, Suppressed
from generator.model.public_brand import Attainment, PublicBrand
from generator.model.station import Station
from generator.model.terms import Terms
from generator.model.year_review import YearReview
from generator.pages.by_station import Section, StationGroup, grouped, part_pages
from generator.pages.charts import BarChart, LineChart, Point
from generator.pages.links import Link, year_link
from generator.pages.page import Page, written_page
from generator.wording import decimal_text, month_label


@dataclass(frozen=True, kw_only=True)
class Project:
    """A community's project; `number` counts the community's, in the record's order, from 1.

    `examined` are its examinations at years' ends, each with a link to the year.
    """

    area: PublicArea
    number: int
    brand: PublicBrand
    examined: tuple[tuple[Link, Examination], ...]

    @property
    def chart(self) -> LineChart | None:
        """Its readings over time; None for fewer than two, or if one is protected."""
        if len(self.brand.series) <= 1 or _is_protected(self.brand):
            return None
        target = None if self.brand.target is None else Fraction(self.brand.target)
        return LineChart(**self._drawn, target=target)

    @property
    def bars(self) -> BarChart | None:
        """The same as bars, with ranges for protected counts; None if no reading is protected."""
        if len(self.brand.series) <= 1 or not _is_protected(self.brand):
            return None
        return BarChart(**self._drawn)

    @property
    def _drawn(self) -> _Drawn:
        values = {reading.month: reading.value for reading in self.brand.series}
        return {
            "id": f"brand-{self.area.id}-{self.number}",
            "title": self.brand.measure or self.brand.title,
            "unit": self.brand.unit or "",
            "points": tuple(_point(month, values.get(month)) for month in _steps(list(values))),
        }


def projects_of(area: PublicArea, reviews: Iterable[YearReview] = ()) -> tuple[Project, ...]:
    """An area's projects, present and past, with what these years' reviews say of them."""
    examined = [(year_link(review.year), one) for review in reviews for one in review.examinations]
    return tuple(
        Project(
            area=area,
            number=at,
            brand=brand,
            examined=tuple((link, one) for link, one in examined if one.is_of(area.id, brand)),
        )
        for at, brand in enumerate(area.brands, 1)
    )


_SECTION: Final = Section(url="brands/", title="示范社区", told="各社区的示范社区项目")


@dataclass(frozen=True, kw_only=True)
class Block:
    """How far the projects of one kind in one place are: named and valid, on the way, named and expired."""

    named: int
    building: int
    expired: int


@dataclass(frozen=True, kw_only=True)
class StationBrands:
    """The projects of some communities; a station's own page."""

    template: ClassVar[str] = "brands_station.html"
    as_of: dt.date
    terms: Terms
    projects: tuple[Project, ...]

    @property
    def running(self) -> tuple[Project, ...]:
        """The projects that are not over."""
        return tuple(one for one in self.projects if not one.brand.is_over(self.as_of))

    @property
    def kinds(self) -> Mapping[BrandKind, tuple[Project, ...]]:
        """The projects of the seven kinds, those that are over last; empty for kinds without a project."""
        ordered = sorted(self.projects, key=lambda one: one.brand.is_over(self.as_of))
        return {kind: tuple(one for one in ordered if one.brand.kind is kind) for kind in BrandKind}

    @property
    def named(self) -> Mapping[Attainment, int]:
        """How many of the named projects have reached their target, by their last public figure."""
        brands = [one.brand for one in self.running if one.brand.stage is BrandStage.DEMONSTRATION]
        found = [brand.attainment for brand in brands]
        return {each: found.count(each) for each in Attainment if each in found}

    @property
    def blocks(self) -> Mapping[BrandKind, Block]:
        """The kinds of projects that run (板块)."""
        found = {}
        for kind in BrandKind:
            brands = [one.brand for one in self.running if one.brand.kind is kind]
            named = sum(brand.stage is BrandStage.DEMONSTRATION for brand in brands)
            expired = sum(brand.has_expired(self.as_of) for brand in brands)
            if brands:
                found[kind] = Block(named=named - expired, building=len(brands) - named, expired=expired)
        return found


@dataclass(frozen=True, kw_only=True)
class Brands:
    """The projects of the bureau, and where each kind runs; `criteria` are those of this year's end."""

    template: ClassVar[str] = "brands.html"
    total: StationBrands
    groups: tuple[StationGroup[StationBrands], ...]
    stations_without: tuple[Station, ...]
    criteria: tuple[Criterion, ...]


def brand_pages(bureau: PublicBureau) -> tuple[Page, ...]:
    """The page of demonstration projects, and a page for each station that has any."""
    found = {id_: _brands(bureau, bureau.areas_of(id_)) for id_ in bureau.standing_stations}
    stations = {id_: own for id_, own in found.items() if own.projects}
    view = Brands(
        total=_brands(bureau, tuple(bureau.areas.values())),
        groups=grouped(bureau, stations),
        stations_without=tuple(bureau.stations[id_] for id_, own in found.items() if not own.running),
        criteria=tuple(one for one in bureau.examination.criteria if one.is_used_in(f"{bureau.as_of.year}")),
    )
    parts = ((bureau.stations[id_], own) for id_, own in stations.items())
    return (written_page(_SECTION.url, view), *part_pages(_SECTION, parts))


def _brands(bureau: PublicBureau, areas: tuple[PublicArea, ...]) -> StationBrands:
    return StationBrands(
        as_of=bureau.as_of,
        terms=bureau.terms,
        projects=tuple(project for area in areas for project in projects_of(area)),
    )


def _is_protected(brand: PublicBrand) -> bool:
    return any(isinstance(reading.value, Suppressed) for reading in brand.series)


class _Drawn(TypedDict):
    id: str
    title: str
    unit: str
    points: tuple[Point, ...]


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
