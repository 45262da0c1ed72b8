"""Make demonstration projects public: their small counts are protected like those of the reports."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal

from generator.model.brand import INCIDENTS, Brand
from generator.model.months import months_ending_with
from generator.model.public import PublicCount, Suppressed
from generator.model.public_brand import PublicBrand, PublicReading
from generator.privacy.allowing import allowed


def public_brand(brand: Brand, cases: Mapping[str, PublicCount], below: int) -> PublicBrand:
    """Publish a project; `cases` are the community's public cases by month, where reported."""
    if brand.kind.is_without_figures:
        return allowed(PublicBrand, brand, baseline=None, target=None, series=())
    small = below if brand.is_counted else 0
    of_cases = cases if brand.unit == INCIDENTS else {}
    series, before = [], None
    for reading in brand.series:
        counted = [of_cases[month] for month in _months(before, reading.month) if month in of_cases]
        series.append(PublicReading(month=reading.month, value=_shown(reading.value, counted, small)))
        before = reading.month
    baseline = None if brand.baseline is None else _shown(brand.baseline, (), small)
    return allowed(PublicBrand, brand, baseline=baseline, series=tuple(series))


def _months(before: str | None, month: str) -> tuple[str, ...]:
    """The months that a reading counts: those since the reading before; of the first one its own."""
    if before is None:
        return (month,)
    apart = 12 * (int(month[:4]) - int(before[:4])) + int(month[5:]) - int(before[5:])
    return months_ending_with(month, apart)


def _shown(value: Decimal, cases: Collection[PublicCount], below: int) -> Decimal | Suppressed:
    """Hide a small count, and any count that is part of hidden cases: it would bound them from below.

    Its bound depends on the cases alone, so that it does not distinguish a large from a small one.
    """
    hidden = any(isinstance(count, Suppressed) for count in cases)
    if not value or not (value < below or hidden):
        return value
    least = (
        sum(count.below if isinstance(count, Suppressed) else count for count in cases) if hidden else below
    )
    bound = max(least, int(value) + 1)
    return Suppressed(below=-(-bound // below) * below)
