"""Tests of 主要治安情况 on a station's page: the control chart and its sentences."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.months import months_ending_with
from generator.pages.charts import ORDINARY, LineChart
from generator.pages.ranking.case_rate import LABELLED, CaseRate, case_rate
from generator.ranking.results import Safety, StationMonthResult
from tests.bureaus import MONTH, bureau, report, row
from tests.small_sites import pages_of

YEARS = months_ending_with("2026-10", 24)[::-1]


def shown(months: Mapping[str, int | str]) -> CaseRate:
    """The chart of 10,000 residents, so that a rate equals its cases; a word instead says why there is no rate."""
    results = [
        (
            month,
            StationMonthResult(
                station="gulou",
                items=(),
                score=None,
                safety=Safety(
                    cases=cases if isinstance(cases, int) else None if cases == "withheld" else 5,
                    residents=10_000,
                    months_reported=11 if cases == "short" else 12,
                    months=12,
                    rate=None if cases == "withheld" else Fraction(cases if isinstance(cases, int) else 5),
                    is_unstable=False,
                ),
            ),
        )
        for month, cases in months.items()
    ]
    found = case_rate("gulou", results)
    assert found is not None
    return found


def control_of(rates: Sequence[int | str]) -> CaseRate:
    """A chart of thirteen months, 2025-10 to 2026-10; the first and the last determine the limits."""
    found = shown(dict(zip(YEARS[11:], rates, strict=True)))
    assert found.limits is not None
    return found


def line_of(rate: CaseRate) -> LineChart:
    assert rate.line is not None
    return rate.line


def test_points_beyond_the_limits_are_named_and_marked() -> None:
    """With both ends at 100 the limits are 70 and 130: 131, 140 and 69 are beyond them, 70 and 130 are not."""
    chart = control_of([100, 120, 130, 131, 140, 130, 100, 70, 69, 70, 90, 140, 100])
    assert chart.verdict == (
        "在控制限以外的月份：2026年1月至2026年2月高于上限；2026年6月低于下限；2026年9月高于上限。"
    )
    assert [mark.label for mark in chart.beyond] == ["26年1月", "26年2月", "26年6月", "26年9月"]
    assert set(chart.beyond) < set(line_of(chart).marks)
    assert [text for _, text in line_of(chart).rows] == [
        "100",
        "120",
        "130",
        "高于上限 131",
        "高于上限 140",
        "130",
        "100",
        "70",
        "低于下限 69",
        "70",
        "90",
        "高于上限 140",
        "100",
    ]


def test_lines_have_labels_and_the_right_heights() -> None:
    """The scale goes from 69, the lowest rate, to 140, the highest: 71 per 10,000 between the margins."""
    chart = control_of([100, 120, 130, 131, 140, 130, 100, 70, 69, 70, 90, 140, 100])
    assert [line.text for line in chart.lines] == ["上限 130", "平均 100", "下限 70"]
    assert [line.is_centre for line in chart.lines] == [False, True, False]
    # Of 220 units 31 are above, 43 below and 22 the break: 124 for 71. 130 is 10 below the top, 100 is 40, 70 is 70.
    assert [round(float(line.y), 1) for line in chart.lines] == [48.5, 100.9, 153.3]
    line = line_of(chart)
    assert (line.scale, line.box.base) == ("纵轴从 69 到 140", 177)
    assert line.broken is not None
    marks = {mark.label: mark.y for mark in line.marks}
    assert [round(float(marks[label]), 1) for label in ("26年2月", "26年6月", "25年10月")] == [31, 155, 100.9]


def test_a_chart_within_the_limits_says_so() -> None:
    """No point is marked, and a sentence says that all months are within the limits."""
    chart = control_of([100] * 13)
    assert (chart.verdict, chart.beyond) == ("图上各月都在两条控制限之间。", ())


def test_each_gap_has_a_reason() -> None:
    """A month without a rate has no point and no line across it, and the table says why."""
    rates: list[int | str] = [100, 100, "short", "withheld", 100, 100, 100, 100, 100, 100, 100, 100, 100]
    months = dict(zip(YEARS[11:], rates, strict=True))
    del months["2026-05"]
    found = shown(months)
    assert found.has_gaps
    assert found.limits is not None
    line = line_of(found)
    assert [text for _, text in line.rows] == [
        "100",
        "100",
        "不满12个月",
        "数目过小",
        "100",
        "100",
        "100",
        "未报",
        *["100"] * 5,
    ]
    assert [len(run) for run in line.runs if len(run) > 1] == [2, 3, 5]


def test_before_24_months_there_is_a_line_without_limits() -> None:
    """Twelve full sums contain no two sums twelve months apart; the scale is cut and marks zero below the break."""
    found = shown(dict(zip(YEARS[12:], [100] * 12, strict=True)))
    assert found.limits is None
    assert [rule.text for rule in line_of(found).rules] == ["0", "90", "100", "110"]
    assert not found.has_gaps


@pytest.mark.parametrize("rates", [["short"], [100], ["short", "withheld", 100, "short"]])
def test_below_two_points_nothing_is_drawn(rates: list[int | str]) -> None:
    """With fewer than two points there is no chart."""
    found = shown(dict(zip(YEARS[-len(rates) :], rates, strict=True)))
    assert (found.line, found.limits, found.has_gaps, found.period) == (None, None, False, 12)


def test_the_picture_starts_with_the_first_full_sum() -> None:
    """The first eleven months, which cannot have a full sum, are not a gap."""
    found = shown(dict(zip(YEARS, ["short"] * 11 + [100] * 13, strict=True)))
    assert found.limits is not None
    assert (line_of(found).rows[0], len(line_of(found).rows)) == (("25年10月", "100"), 13)
    assert not found.has_gaps


def test_without_months_there_is_no_section() -> None:
    """A station without published months has no section."""
    assert case_rate("gulou", []) is None


@given(st.lists(st.integers(0, 5_000), min_size=13, max_size=13))
def test_labels_never_cover_each_other(rates: list[int]) -> None:
    """However close the limits are, labels are at least 16.8 units apart and inside the picture."""
    labels = [float(line.label_y) for line in control_of(rates).lines]
    assert all(below - above >= 16.8 for above, below in itertools.pairwise(labels))
    assert labels[0] >= ORDINARY.top - 0.1
    assert labels[-1] <= LABELLED.height - ORDINARY.bottom + 0.1


# Station page


def page(cases: Sequence[int], content: Path) -> str:
    """The page of a station of 5,000 residents with these monthly cases, the last in September 2026."""
    months = months_ending_with(MONTH, len(cases))[::-1] if cases else ()
    reports = [
        report(month=month, rows=[row(month=month, cases=count)])
        for month, count in zip(months, cases, strict=True)
    ]
    return pages_of(bureau(reports=reports), content)["stations/gulou/index.html"]


def test_two_years_make_a_control_chart(content: Path) -> None:
    """Two years of data give limits, and the months beyond them are named and marked.

    Eight months have 20 cases, in the middle of two years: both sums 4 x 20 + 8 x 6 = 128, upper 128 + 33.9 = 161.9.
    The twelve months to December 2025 contain seven of the eight: 7 x 20 + 5 x 6 = 170; so do those to June 2026.
    """
    html = page([6] * 8 + [20] * 8 + [6] * 8, content)
    assert "<strong>在控制限以外的月份：2025年12月至2026年6月高于上限。</strong>" in html
    assert "。在控制限以外的月份：2025年12月至2026年6月高于上限。全部数字见下表。</desc>" in html
    assert html.count('class="jw-beyond"') == html.count('<td class="jw-num">高于上限 ') == 7
    assert html.count('class="jw-centre"') == 1
    assert html.count('class="jw-target"') == 2
    assert "上限 323.9</text>" in html
    assert "满24个月的数据以后才画控制限" not in html


def test_the_page_names_both_sums_of_the_limits(content: Path) -> None:
    """With 95 and 100 cases a reader can compute the limits from the numbers in the text."""
    assert (
        '<p class="jw-small">到2025年9月的12个月95起，到2026年9月的12个月100起，平均97.5起；'
        "加上、减去97.5的平方根的3倍，就是上限和下限（不低于0）；再按人口5,000折成每万人。"
    ) in page([7, *[8] * 11, *[8] * 8, *[9] * 4], content)


@pytest.mark.parametrize(
    ("months", "drawn"),
    [(0, set()), (1, {"trend"}), (2, {"trend", "officers"}), (13, {"trend", "officers", "safety"})],
)
def test_each_chart_needs_its_number_of_months(months: int, drawn: set[str], content: Path) -> None:
    """The score needs one month, items need two, and the rate needs thirteen."""
    html = page([6] * months, content)
    assert {id_ for id_ in ("trend", "officers", "safety") if f'id="{id_}-gulou-t"' in html} == drawn
    assert ("满24个月的数据以后才画控制限" in html) == (months > 0)
    assert ('aria-labelledby="items"' in html) == (months > 1)
    assert "jw-beyond" not in html
    assert "jw-centre" not in html


@pytest.mark.parametrize(("cases", "is_flagged"), [(1, True), (2, False)])
def test_a_small_base_is_flagged_beside_the_chart(cases: int, is_flagged: bool, content: Path) -> None:
    """12 cases a year are below the base of 20, 24 are not; the limits are drawn in both cases."""
    html = page([cases] * 24, content)
    section = html[html.index('aria-labelledby="safety"') :]
    assert ("，基数小、波动大。" in section) == is_flagged
    assert 'class="jw-centre"' in section
