"""主要治安情况: cases of the rolling months over residents; shown, not scored, since small counts are mostly chance.

A policy may score only whether cases grew by more than chance explains, once two full periods are known.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from generator.facts.measure import Measure
from generator.model.months import months_ending_with
from generator.model.public import PublicCount, Suppressed
from generator.model.standards import Standards
from generator.ranking.results import Safety
from generator.ranking.station_month import StationMonth

SIGMAS: Final = 3  # width of the control limits; set by the method, not by the scheme
RATE_BASE: Final = 10_000  # per 万 residents; the unit of the rate, not a number of the scheme


def case_rate(own: StationMonth) -> Measure:
    """Cases of the rolling months over residents; `missing` names the areas without a figure this month."""
    cases = _sum(own.cases(own.month.rolling))
    missing = tuple(each.area.id for each in own.areas if each.row is None or each.row.cases is None)
    if cases is None:
        return Measure(attained=0, due=0, missing=missing, withheld=True)
    few = cases < own.month.standards.unstable_base.value
    return Measure(attained=cases, due=own.residents, missing=missing, few=few)


def cases_in_limits(own: StationMonth) -> Measure:
    """Did the cases stay within the station's own upper limit? Not due before two full periods are known.

    With a cases in the earlier and b in the later of two adjacent periods, their mean is c = (a + b)/2 and the limit is
    that of the chart, c + 3√c (see limits): b exceeds it if b > a and (b - a)² > 18 (a + b). Fewer cases earn no more
    than an equal number.
    """
    period = len(own.month.rolling)
    counts = own.cases(months_ending_with(own.month.name, 2 * period))
    known = [count for count in counts if isinstance(count, int)]
    if len(known) < 2 * period:
        return Measure(attained=0, due=0)
    later, earlier = sum(known[:period]), sum(known[period:])
    is_above = later > earlier and (later - earlier) ** 2 > 2 * SIGMAS**2 * (earlier + later)
    return Measure(attained=int(not is_above), due=1)


def safety_in(own: StationMonth) -> Safety:
    """The published figures; a month in which an area did not report is left out, not counted as zero."""
    counts = own.cases(own.month.rolling)
    return safety_of(_sum(counts), own.residents, len(counts), own.month.standards)


def safety_of(cases: int | None, residents: int, months: int, standards: Standards) -> Safety:
    """`months` is the number of months with a figure; `cases` is None if withheld.

    With fewer residents than the method asks for there is no rate.
    """
    least = standards.least_residents
    is_known = cases is not None and months and residents >= max(1, least.value if least is not None else 1)
    return Safety(
        cases=cases,
        residents=residents,
        months_reported=months,
        months=max(1, standards.rolling_months.value),
        rate=Fraction((cases or 0) * RATE_BASE, residents) if is_known else None,
        is_unstable=cases is None or cases < standards.unstable_base.value,
    )


def _sum(counts: list[PublicCount]) -> int | None:
    """None if one month is withheld: the difference of two consecutive rolling sums would reveal it."""
    known = [count for count in counts if not isinstance(count, Suppressed)]
    return sum(known) if len(known) == len(counts) else None
