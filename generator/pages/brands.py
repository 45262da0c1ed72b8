"""Demonstration projects (示范社区) by the seven kinds of 方案四(四)."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import ClassVar

from generator.memo import remembered
from generator.model.brand import BrandKind, BrandStage
from generator.model.months import months_ending_with
from generator.model.public import PublicArea, PublicBureau
from generator.pages.charts import LineChart, Point
from generator.pages.links import Link, area_link
from generator.pages.page import Page, written_page
from generator.wording import When, decimal_text, month_label, when_known


@dataclass(frozen=True, kw_only=True)
class BrandBlock:
    """One project: what troubled people, what is done, where it stands."""

    area: Link
    station: str
    kind: str
    title: str
    stage: str
    is_withdrawn: bool
    is_expired: bool
    problem: str
    measures: tuple[str, ...]
    measure: str | None
    baseline: str | None
    latest: str | None
    target: str | None
    chart: LineChart | None
    reviewed_on: When | None
    expires_on: When | None
    figures_withheld: bool


@dataclass(frozen=True, kw_only=True)
class BrandGroup:
    """All projects of one kind; empty groups are shown and said to be empty."""

    id: str
    title: str
    demonstrations: int
    brands: tuple[BrandBlock, ...]


@dataclass(frozen=True, kw_only=True)
class Brands:
    """The seven kinds. `total` is without those `withdrawn`."""

    template: ClassVar[str] = "brands.html"
    groups: tuple[BrandGroup, ...]
    total: int
    demonstrations: int
    expired: int
    withdrawn: int


# privacy/publishing.py removes the figures of these kinds; the page says why.
_WITHHELD = (BrandKind.KEY_POPULATION, BrandKind.FIREARMS)


def brand_pages(bureau: PublicBureau) -> tuple[Page, ...]:
    """The page of demonstration projects."""
    stations = bureau.stations
    groups = []
    for kind in BrandKind:
        blocks = tuple(
            brand_block(area, bureau.as_of, stations[area.station].name)
            for area in bureau.areas.values()
            if area.brand and area.brand.kind is kind
        )
        groups.append(
            BrandGroup(
                id=kind.value.replace("_", "-"),
                title=kind.label,
                demonstrations=sum(
                    block.stage == BrandStage.DEMONSTRATION.label and not block.is_expired for block in blocks
                ),
                brands=blocks,
            )
        )
    view = Brands(
        groups=tuple(groups),
        total=sum(not brand.is_withdrawn for group in groups for brand in group.brands),
        demonstrations=sum(group.demonstrations for group in groups),
        expired=sum(block.is_expired for group in groups for block in group.brands),
        withdrawn=sum(block.is_withdrawn for group in groups for block in group.brands),
    )
    return (written_page("brands/", view),)


@remembered("area.id")
def brand_block(area: PublicArea, as_of: dt.date, station: str = "") -> BrandBlock:
    """The project of an area that has one."""
    brand = area.brand
    assert brand is not None
    unit = brand.unit or ""
    named = brand.stage is BrandStage.DEMONSTRATION
    expired = named and brand.expires_on is not None and brand.expires_on < as_of
    series = brand.series
    return BrandBlock(
        area=area_link(area.id, area.name),
        station=station,
        kind=brand.kind.label,
        title=brand.title,
        stage=brand.stage.label,
        is_withdrawn=brand.stage is BrandStage.WITHDRAWN,
        is_expired=expired,
        problem=brand.problem,
        measures=brand.measures,
        measure=brand.measure,
        baseline=_amount(brand.baseline, unit),
        latest=_amount(series[-1].value, unit) if series else None,
        target=_amount(brand.target, unit),
        chart=_chart(area) if len(series) > 1 else None,
        reviewed_on=when_known(brand.reviewed_on, as_of=as_of),
        expires_on=when_known(brand.expires_on, as_of=as_of),
        figures_withheld=brand.kind in _WITHHELD,
    )


def _amount(value: Decimal | None, unit: str) -> str | None:
    return None if value is None else f"{decimal_text(value, 2)} {unit}".strip()


def _chart(area: PublicArea) -> LineChart:
    brand = area.brand
    assert brand is not None
    values = {reading.month: Fraction(reading.value) for reading in brand.series}
    months = _steps(list(values))
    return LineChart(
        id=f"brand-{area.id}",
        title=brand.measure or brand.title,
        unit=brand.unit or "",
        points=tuple(
            Point(
                label=month_label(month),
                value=values.get(month),
                said=decimal_text(values[month], 2) if month in values else "没有数",
            )
            for month in months
        ),
        target=None if brand.target is None else Fraction(brand.target),
    )


def _steps(months: Sequence[str]) -> tuple[str, ...]:
    """From the first month to the last by the rhythm of the readings: monthly, quarterly; those without one too."""
    apart = [later - month for month, later in pairwise(12 * int(m[:4]) + int(m[5:]) for m in months)]
    every = months_ending_with(months[-1], sum(apart) + 1)
    return tuple(reversed(every[:: math.gcd(*apart)]))
