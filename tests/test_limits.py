"""Tests of the control limits: computed by hand, exact to the tenth, and absent if months are missing."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.months import months_ending_with
from generator.model.public import PublicCounts, Suppressed
from generator.ranking import ranking_by_month
from generator.ranking.limits import ControlLimits, Side, control_limits, full_rate
from generator.ranking.results import Safety
from tests.bureaus import MONTH, bureau, report, row

MONTHS = months_ending_with(MONTH, 24)[::-1]
LATER, EARLIER = "2026-09", "2025-09"


def safety(cases: int | None, residents: int = 10_000, months_reported: int = 12) -> Safety:
    """The sum of twelve months, all reported by default."""
    is_known = cases is not None and residents
    return Safety(
        cases=cases,
        residents=residents,
        months_reported=months_reported,
        months=12,
        rate=Fraction((cases or 0) * 10_000, residents) if is_known else None,
        is_unstable=False,
    )


def limits_of(earlier: int, later: int, residents: int = 10_000) -> ControlLimits:
    """The limits from two sums without a common month."""
    found = control_limits({EARLIER: safety(earlier), LATER: safety(later, residents)})
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("sums", "residents", "expected"),
    [
        # c = (64 + 80) / 2 = 72; 3√72 = 25.4558...; per 10,000 of 20,000 residents all is halved:
        # 36; (72 - 25.4558) / 2 = 23.2720...; (72 + 25.4558) / 2 = 48.7279...
        ((64, 80), 20_000, ("23.3", "36.0", "48.7")),
        # c = (90 + 110) / 2 = 100; 3√100 = 30, so 70 and 130 to the last digit.
        ((90, 110), 10_000, ("70.0", "100.0", "130.0")),
        # The same with 80,000 residents: 70 / 8 = 8.75, 100 / 8 = 12.5, 130 / 8 = 16.25; halves are rounded up.
        ((90, 110), 80_000, ("8.8", "12.5", "16.3")),
        # c = (15 + 16) / 2 = 15.5; 3√15.5 = 11.8110...: 3.6889... and 27.3110...
        ((15, 16), 10_000, ("3.7", "15.5", "27.3")),
        # c = 4; 3√4 = 6; 4 - 6 is below zero.
        ((3, 5), 10_000, ("0.0", "4.0", "10.0")),
        # c = 0: chance can change nothing.
        ((0, 0), 10_000, ("0.0", "0.0", "0.0")),
    ],
    ids=["both", "square", "halves", "odd", "below-zero", "none"],
)
def test_limits_by_hand(sums: tuple[int, int], residents: int, expected: tuple[str, str, str]) -> None:
    """The limits are the mean of the two sums plus and minus three times its square root, at least 0."""
    found = limits_of(*sums, residents)
    assert (str(found.lower), str(found.centre), str(found.upper)) == expected
    assert (found.sums, found.residents) == (((EARLIER, sums[0]), (LATER, sums[1])), residents)


def test_limits_use_the_later_months_population() -> None:
    """The rates use the later population, including those who moved in since."""
    found = control_limits({EARLIER: safety(90, 5_000), LATER: safety(110, 20_000)})
    assert found is not None
    assert (found.centre, found.residents) == (Decimal("50.0"), 20_000)


@given(st.integers(0, 5_000), st.integers(0, 5_000), st.integers(1, 200_000))
def test_limits_are_the_nearest_tenths(earlier: int, later: int, residents: int) -> None:
    """Lower ≤ centre ≤ upper, and no tenth is nearer to c ± 3√c; the test compares squares and takes no root."""
    found = limits_of(earlier, later, residents)
    assert 0 <= found.lower <= found.centre <= found.upper
    c, tenths = Fraction(earlier + later, 2), Fraction(100_000, residents)
    half, root_squared = Fraction(1, 2), 9 * c * tenths**2
    above = Fraction(found.upper * 10) - c * tenths
    assert above - half <= 0 or (above - half) ** 2 <= root_squared
    assert root_squared < (above + half) ** 2
    below = c * tenths - Fraction(found.lower * 10)
    assert below - half < 0 or (below - half) ** 2 < root_squared
    assert found.lower == 0 or root_squared <= (below + half) ** 2


@given(st.integers(0, 5_000), st.integers(0, 5_000))
def test_the_order_of_the_two_sums_never_matters(one: int, other: int) -> None:
    """Swapping the two sums gives the same limits."""
    ahead, back = limits_of(one, other), limits_of(other, one)
    assert dataclasses.replace(ahead, sums=back.sums) == back


@pytest.mark.parametrize(
    "months",
    [
        {},
        {LATER: safety(80)},
        {EARLIER: safety(80)},
        {"2025-10": safety(80), LATER: safety(80)},
        {EARLIER: safety(80, months_reported=11), LATER: safety(80)},
        {EARLIER: safety(80), LATER: safety(80, months_reported=11)},
        {EARLIER: safety(None), LATER: safety(80)},
        {EARLIER: safety(80), LATER: safety(None)},
        {EARLIER: safety(80), LATER: safety(80, residents=0)},
    ],
    ids=[
        "none",
        "only-later",
        "only-earlier",
        "eleven-apart",
        "earlier-short",
        "later-short",
        "earlier-withheld",
        "later-withheld",
        "nobody",
    ],
)
def test_without_two_full_periods_there_are_no_limits(months: dict[str, Safety]) -> None:
    """Limits need two fully reported, unsuppressed sums of twelve months, exactly twelve months apart."""
    assert control_limits(months) is None


def test_the_latest_full_month_counts() -> None:
    """Incomplete months at the end leave the limits of the last full month."""
    months = {
        "2025-08": safety(30),
        EARLIER: safety(90),
        "2026-08": safety(40),
        LATER: safety(110),
        "2026-10": safety(500, months_reported=11),
    }
    assert control_limits(months) == limits_of(90, 110)


def test_a_rate_on_a_limit_is_within_it() -> None:
    """The printed numbers are compared: 48.7 is not above a printed limit of 48.7."""
    limits = limits_of(64, 80, 20_000)
    rates = ("23.2", "23.3", "36.0", "48.7", "48.8")
    assert [limits.side(Decimal(rate)) for rate in rates] == [Side.BELOW, None, None, None, Side.ABOVE]


def test_the_records_of_two_years_by_hand() -> None:
    """24 reports of 6 cases with 5,000 residents: sums of 72 give 144 per 10,000, and the limits 2 x (72 ± 25.4558)."""
    world = bureau(reports=[report(month=month, rows=[row(month=month, cases=6)]) for month in MONTHS])
    results = {month: ranking.results[0].safety for month, ranking in ranking_by_month(world, MONTHS).items()}
    assert [full_rate(results[month]) for month in MONTHS] == [None] * 11 + [Decimal("144.0")] * 13
    assert control_limits(results) == ControlLimits(
        lower=Decimal("93.1"),
        centre=Decimal("144.0"),
        upper=Decimal("194.9"),
        sums=((EARLIER, 72), (LATER, 72)),
        residents=5_000,
    )


def test_a_missing_or_suppressed_month_makes_sums_incomplete() -> None:
    """Without May 2025 the first full sum ends in May 2026; a suppressed count in June 2026 breaks the later ones."""
    withheld = PublicCounts(
        calls=30,
        cases=Suppressed(below=5),
        disputes=8,
        mediated=7,
        services_accepted=20,
        services_on_time=20,
    )
    world = bureau(
        reports=[
            report(month=month, summed=withheld if month == "2026-06" else None)
            for month in MONTHS
            if month != "2025-05"
        ]
    )
    results = {month: ranking.results[0].safety for month, ranking in ranking_by_month(world, MONTHS).items()}
    assert [month for month in MONTHS if full_rate(results[month]) is not None] == ["2026-05"]
    assert control_limits(results) is None


def test_months_run_back_over_the_year() -> None:
    """Months are listed from the newest back, across the turn of the year."""
    found = months_ending_with("2026-02", 15)
    assert (found[0], found[1], found[2], found[-1], len(found)) == (
        "2026-02",
        "2026-01",
        "2025-12",
        "2024-12",
        15,
    )
    assert all(later > earlier for later, earlier in pairwise(found))
