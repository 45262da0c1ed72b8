"""A demonstration project as the public may see it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from generator.model.brand import BrandKind, BrandStage, Demonstration, EarlierReview
from generator.model.public import Suppressed


@dataclass(frozen=True, kw_only=True)
class PublicReading:
    """A project's figure in one month; protected like the counts of reports."""

    month: str
    value: Decimal | Suppressed


@dataclass(frozen=True, kw_only=True)
class PublicBrand(Demonstration):
    """A demonstration project; without figures where they count supervised persons or weapons."""

    kind: BrandKind
    title: str
    stage: BrandStage
    problem: str
    measures: tuple[str, ...]
    measure: str | None
    unit: str | None
    baseline: Decimal | Suppressed | None
    target: Decimal | None
    series: tuple[PublicReading, ...]
    reviewed_on: dt.date | None
    expires_on: dt.date | None
    earlier: tuple[EarlierReview, ...]
