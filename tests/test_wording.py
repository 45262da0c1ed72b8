"""How days, hours, ranges and land are written for residents."""

from __future__ import annotations

import pytest

from generator.model.area import Parity, StreetCover
from generator.pages.wording import cover_text


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
    """7–7号 is 7号."""
    cover = StreetCover.model_validate({"street": "滨湖路", "from": first, "to": last, "parity": parity})
    assert cover_text(cover) == text
