"""No manipulation of the sample's records gains more than half a point unless something names it."""

from __future__ import annotations

from functools import cache

import pytest

from tests.manipulations import MANIPULATIONS, Bench, Gain, Manipulation
from tests.small_sites import ezhou

# A station with gaps everywhere, and one that has reported every month in full: silence is new to it.
WITH_GAPS, COMPLETE = "huahu", "linjiang"
# Of one community and two: one meeting or request is much there, and a month alone says little.
SMALL = ("changgang", "wutonghuxinqu", "donggou")
OF_SILENCE = [one for one in MANIPULATIONS if one.name.startswith("两个坏的月份")]


@cache
def bench() -> Bench:
    """The sample's records, whose honest scores are taken once."""
    return Bench(ezhou().bureau)


@cache
def gain(manipulation: Manipulation, station: str) -> Gain:
    """What the station gains."""
    return bench().gain(manipulation, station)


def test_there_are_at_least_twenty() -> None:
    """The table has at least twenty manipulations, each with a name of its own."""
    assert len({one.name for one in MANIPULATIONS}) == len(MANIPULATIONS) >= 20


@pytest.mark.parametrize("station", [WITH_GAPS, *SMALL])
@pytest.mark.parametrize("manipulation", MANIPULATIONS, ids=lambda one: one.name)
def test_what_pays_is_named(manipulation: Manipulation, station: str) -> None:
    """A gain of more than half a point, of the month or the year, is named by a check or another source."""
    assert manipulation.elsewhere or not gain(manipulation, station).is_open(manipulation.codes)


@pytest.mark.parametrize("manipulation", OF_SILENCE, ids=lambda one: one.name)
def test_silence_pays_no_more(manipulation: Manipulation) -> None:
    """What a station leaves out of its two worst months gains nothing by the second edition."""
    found = gain(manipulation, COMPLETE)
    assert found.year_2 is not None
    assert found.year_2 <= 0


def test_silence_paid_before() -> None:
    """By the first edition filing nothing in the two worst months raised the year's score."""
    found = [gain(one, COMPLETE).year_1 for one in OF_SILENCE]
    assert any(value is not None and value > 0 for value in found)
