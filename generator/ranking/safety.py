"""主要治安情况: cases of the rolling months over residents; shown, never scored: few are mostly chance."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from generator.ranking.measure import Measure
from generator.ranking.results import Safety
from generator.ranking.station_month import StationMonth

_RATE_BASE: Final = 10_000  # the unit of the rate, per 万 residents; no number of the scheme


def case_rate(month: StationMonth) -> Measure:
    """Cases of the rolling months over residents; areas without a figure this month are named."""
    return Measure(
        attained=sum(_cases(month)),
        due=month.records.residents,
        missing=month.areas_without(lambda row: row.cases),
    )


def safety(month: StationMonth) -> Safety:
    """What is shown; a month in which an area did not report is left out, never counted as none."""
    counts, residents = _cases(month), month.records.residents
    cases = sum(counts)
    return Safety(
        cases=cases,
        residents=residents,
        months_reported=len(counts),
        months=len(month.dates.rolling),
        rate=Fraction(cases * _RATE_BASE, residents) if counts and residents else None,
        is_unstable=cases < month.standards.unstable_base.value,
    )


def _cases(month: StationMonth) -> list[int]:
    cases = month.records.cases
    return [cases[rolling] for rolling in month.dates.rolling if rolling in cases]
