"""A demonstration project as the public may see it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from generator.model.brand import INCIDENTS, BrandKind, BrandStage, Demonstration, EarlierReview
from generator.model.public import Suppressed
from generator.model.values import Labelled


class Attainment(Labelled):
    """How a project's last figure compares with its own target."""

    REACHED = "reached", "达到目标"
    SHORT = "short", "还没有达到目标"
    UNTOLD = "untold", "数目小，看不出达到没有"


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
    since: dt.date | None
    until: dt.date | None
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

    @property
    def attainment(self) -> Attainment | None:
        """Whether the last public figure reaches the target; None without one of the two, or if its direction is open.

        Cases are to become fewer; any other figure is to move from the baseline towards the target.
        """
        if self.target is None or not self.series:
            return None
        last = self.series[-1].value
        if self.unit == INCIDENTS:
            is_fewer = True
        elif isinstance(self.baseline, Decimal) and self.baseline != self.target:
            is_fewer = self.target < self.baseline
        else:
            return None
        least, most = (Decimal(0), Decimal(last.below - 1)) if isinstance(last, Suppressed) else (last, last)
        reached = (
            (most <= self.target, least > self.target)
            if is_fewer
            else (
                least >= self.target,
                most < self.target,
            )
        )
        return Attainment.REACHED if reached[0] else Attainment.SHORT if reached[1] else Attainment.UNTOLD
