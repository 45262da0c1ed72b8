"""Days, months and ranges of land in words for residents."""

from __future__ import annotations

import pytest

from generator.model.area import Parity, StreetCover
from generator.wording import cover_text, list_days, list_months
from tests.bureaus import day


@pytest.mark.parametrize(
    ("first", "last", "parity", "text"),
    [
        (1, 99, Parity.ALL, "滨湖路 1–99号"),
        (1, 99, Parity.ODD, "滨湖路 1–99号（单号）"),
        (7, 7, Parity.ALL, "滨湖路 7号"),
        (8, 8, Parity.EVEN, "滨湖路 8号（双号）"),
    ],
)
def test_a_range_of_one_number_is_that_number(first: int, last: int, parity: Parity, text: str) -> None:
    """A range of one number is written as that number."""
    cover = StreetCover.model_validate({"street": "滨湖路", "from": first, "to": last, "parity": parity})
    assert cover_text(cover) == text


def test_a_list_over_new_year_shows_both_years() -> None:
    """A list over New Year has years everywhere, a list of the current year nowhere, one of another year everywhere."""
    assert list_days([day("2026-10-05"), day("2026-10-12")], year=2026) == ("10月5日", "10月12日")
    assert list_days([day("2026-12-28"), day("2027-01-04")], year=2026) == ("2026年12月28日", "2027年1月4日")
    assert list_days([day("2026-12-28"), day("2027-01-04")], year=2027) == ("2026年12月28日", "2027年1月4日")
    assert list_days([day("2025-10-05"), day("2025-10-12")], year=2026) == ("2025年10月5日", "2025年10月12日")
    assert list_days([], year=2026) == ()
    assert list_months(["2026-11", "2026-12"]) == ("11月", "12月")
    assert list_months(["2026-12", "2027-01"]) == ("26年12月", "27年1月")
    assert list_months([]) == ()
