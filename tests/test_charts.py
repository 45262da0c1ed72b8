"""Tests of charts: a change is visible, a small one looks small, and an unknown value does not look like a number."""

from __future__ import annotations

import re
from fractions import Fraction as F  # noqa: N817 -- the sums are read as they would be written

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.brand import Brand
from generator.model.public import Suppressed
from generator.pages.brands import projects_of
from generator.pages.charts import (
    BREAK,
    ORDINARY,
    BarChart,
    BarStep,
    LineChart,
    Point,
    round_top,
    scale_of,
)
from generator.privacy.projects import public_brand
from generator.render import Templates
from tests.bureaus import area

HUNDRED = F(100)


@pytest.mark.parametrize(
    ("values", "ceiling", "scale"),
    [
        ((95, 97), 100, (80, 100)),  # two points are a tenth of the height, not a fiftieth
        ((93, 93), 100, (80, 100)),  # no change: a flat line in the middle, with a scale of 20
        ((52, 58), 100, (45, 65)),
        ((50, 100), 100, (50, 100)),
        ((77, 99), 100, (60, 100)),
        ((49, 100), 100, (0, 100)),  # the values fill over half of the scale: it starts at zero
        ((0, 3), 100, (0, 100)),
        ((2, 14), None, (0, 16)),
        ((0, 1), None, (0, 6)),  # a single case does not fill the chart
        ((210, 230), None, (160, 260)),
        ((), None, (0, 6)),
    ],
)
def test_scales_by_hand(values: tuple[int, ...], ceiling: int | None, scale: tuple[int, int]) -> None:
    """A scale starts at zero unless all values are in its upper half, and spans at least a fifth of the top."""
    found = scale_of(map(F, values), ceiling=None if ceiling is None else F(ceiling))
    assert found == tuple(map(F, scale))


VALUES = st.lists(st.fractions(min_value=0, max_value=1000, max_denominator=20), min_size=1, max_size=9)


@given(VALUES, st.booleans())
def test_every_scale_holds_its_values_and_exaggerates_nothing(values: list[F], is_share: bool) -> None:
    """Every scale contains all values and spans at least a fifth of its top."""
    values = [value / 10 for value in values] if is_share else values
    low, high = scale_of(values, ceiling=HUNDRED if is_share else None)
    assert 0 <= low <= min(values)
    assert max(values) <= high
    top = HUNDRED if is_share else round_top(max(values))
    assert high - low >= top / 5
    assert not is_share or high <= HUNDRED
    if low:
        assert min(values) * 2 >= top


@given(VALUES)
def test_zero_is_marked_wherever_it_is(values: list[F]) -> None:
    """Zero is the lowest rule. If the scale is cut, a break is drawn above zero and the scale is stated in words."""
    points = tuple(Point(label=str(at), value=value) for at, value in enumerate(values))
    chart = LineChart(id="x", title="分", unit="分", points=points)
    assert chart.rules[0].text == "0"
    assert chart.rules[0].y == ORDINARY.base
    is_broken = len(chart.rules) == 4
    assert (chart.broken is not None) == bool(chart.scale) == is_broken
    lowest = max(float(mark.y) for mark in chart.marks)
    assert lowest <= ORDINARY.base - (BREAK if is_broken else 0)


COUNTS = st.lists(
    st.none() | st.integers(0, 80) | st.sampled_from([5, 25, 105]).map(lambda below: Suppressed(below=below)),
    min_size=1,
    max_size=12,
)


@given(COUNTS)
def test_each_count_is_drawn_by_its_kind(counts: list[int | Suppressed | None]) -> None:
    """A count is a bar of its height, and a suppressed count is a range."""
    chart = disputes(*counts)
    top = F(chart.rules[-1].text)
    height = ORDINARY.base - ORDINARY.top
    for column, count in zip(chart.columns, counts, strict=True):
        least, most = (1, count.below - 1) if isinstance(count, Suppressed) else (0, count or 0)
        assert ends(column) == (most * height / top, least * height / top)
        assert column.point.value == count


def disputes(*counts: int | Suppressed | None) -> BarChart:
    """A bar chart of the counts."""
    points = tuple(Point(label=str(at), value=count) for at, count in enumerate(counts))
    return BarChart(id="x", title="纠纷", unit="起", points=points)


def ends(column: BarStep) -> tuple[F, F]:
    """The heights above the axis at which a bar or range ends and begins."""
    return ORDINARY.base - column.high, ORDINARY.base - column.low


@pytest.mark.parametrize(
    ("count", "drawn"),
    [
        (3, ("rect", "3")),
        (0, ("text", "0")),
        (None, ("text", "未报")),
        (Suppressed(below=5), ("path", "&lt;5")),
    ],
)
def test_each_kind_of_count_has_its_own_mark(count: int | Suppressed | None, drawn: tuple[str, str]) -> None:
    """A count is a bar, a zero, 未报 or a range; the text below the chart states the last value."""
    macros = Templates()._environment.get_template("_charts.html").module
    svg = str(macros.bars(disputes(count)))  # type: ignore[attr-defined]
    inside = svg.partition("</desc>")[2]
    signs = re.findall(r"<(rect|path class=.jw-range|text class=.jw-label jw-label--middle)", inside)
    assert {sign.split()[0] for sign in signs} == {drawn[0]}
    assert f"0：{drawn[1]}<" in inside


def test_below_25_is_never_as_small_as_below_5() -> None:
    """On a scale to 30, 24 is 24/30 of the height and 4 is 4/30; each range begins at 1."""
    wide, narrow, _ = disputes(Suppressed(below=25), Suppressed(below=5), 30).columns
    assert ends(wide) == (F(96), F(4))
    assert ends(narrow) == (F(16), F(4))


@pytest.mark.parametrize(
    ("readings", "drawn"),
    [
        ("2026-01 2026-02 2026-04", ["26年1月", "26年2月", "26年3月", "26年4月"]),  # a month is missing
        ("2025-12 2026-03 2026-06", ["25年12月", "26年3月", "26年6月"]),  # quarterly, nothing is missing
        ("2025-12 2026-03 2026-09", ["25年12月", "26年3月", "26年6月", "26年9月"]),
    ],
)
def test_a_project_that_left_out_a_reading_has_a_gap(readings: str, drawn: list[str]) -> None:
    """A reading that is missing by the rhythm of the others is named, and no line crosses its gap."""
    months = readings.split()
    brand = Brand.model_validate(
        {
            "kind": "theft_free", "title": "无盗", "stage": "building", "problem": "盗窃",
            "measure": "盗窃", "unit": "起",
            "series": [{"month": month, "value": "3"} for month in months],
        }
    )  # fmt: skip
    chart = projects_of(area(brands=(public_brand(brand, {}, 0),)))[0].chart
    assert chart is not None
    assert [label for label, _ in chart.rows] == drawn
    assert [text for _, text in chart.rows].count("没有数") == len(drawn) - len(months)
    assert len(chart.marks) == len(months)
