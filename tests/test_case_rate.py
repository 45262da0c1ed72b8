"""Tests of 主要治安情况 on a station's page: what is drawn between the limits, and what is said of it."""

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
    """Of 10,000 residents, so that a rate is its cases; a word instead is why there is none."""
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
    """Thirteen months, from 2025-10 to 2026-10: the first and the last make the limits."""
    found = shown(dict(zip(YEARS[11:], rates, strict=True)))
    assert found.limits is not None
    return found


def line_of(rate: CaseRate) -> LineChart:
    assert rate.line is not None
    return rate.line


def test_points_beyond_the_limits_are_said_in_words_and_marked() -> None:
    """Both ends 100: limits 70 and 130. 131 and 140 lie above, 69 below, 130 and 70 on the limits, so within."""
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


def test_lines_carry_their_numbers_and_stand_where_they_say() -> None:
    """140 is the highest and 69 the lowest: 71 per 10,000 over the height between the margins."""
    chart = control_of([100, 120, 130, 131, 140, 130, 100, 70, 69, 70, 90, 140, 100])
    assert [line.text for line in chart.lines] == ["上限 130", "平均 100", "下限 70"]
    assert [line.is_centre for line in chart.lines] == [False, True, False]
    # 220 high, 31 free above, 43 below and 22 for the break: 124 for 71. 130 is 10 below the top, 100 is 40, 70 is 70.
    assert [round(float(line.y), 1) for line in chart.lines] == [48.5, 100.9, 153.3]
    line = line_of(chart)
    assert (line.scale, line.box.base) == ("纵轴从 69 到 140", 177)
    assert line.broken is not None
    marks = {mark.label: mark.y for mark in line.marks}
    assert [round(float(marks[label]), 1) for label in ("26年2月", "26年6月", "25年10月")] == [31, 155, 100.9]


def test_within_the_limits_is_said_too() -> None:
    """Nothing marked, and a sentence for whoever cannot see that."""
    chart = control_of([100] * 13)
    assert (chart.verdict, chart.beyond) == ("图上各月都在两条控制限之间。", ())


def test_gaps_say_why() -> None:
    """Short, withheld, nobody reported: no point, no line across, and a word in the table."""
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
    """Twelve full sums are no pair twelve months apart; the scale is its own, with zero marked below it."""
    found = shown(dict(zip(YEARS[12:], [100] * 12, strict=True)))
    assert found.limits is None
    assert [rule.text for rule in line_of(found).rules] == ["0", "90", "100", "110"]
    assert not found.has_gaps


@pytest.mark.parametrize("rates", [["short"], [100], ["short", "withheld", 100, "short"]])
def test_below_two_points_nothing_is_drawn(rates: list[int | str]) -> None:
    """A point alone is no course; the section says that instead."""
    found = shown(dict(zip(YEARS[-len(rates) :], rates, strict=True)))
    assert (found.line, found.limits, found.has_gaps, found.period) == (None, None, False, 12)


def test_the_picture_starts_with_the_first_full_sum() -> None:
    """Eleven months that cannot have one are no gap."""
    found = shown(dict(zip(YEARS, ["short"] * 11 + [100] * 13, strict=True)))
    assert found.limits is not None
    assert (line_of(found).rows[0], len(line_of(found).rows)) == (("25年10月", "100"), 13)
    assert not found.has_gaps


def test_without_months_there_is_no_section() -> None:
    """A station of a bureau that has published nothing."""
    assert case_rate("gulou", []) is None


@given(st.lists(st.integers(0, 5_000), min_size=13, max_size=13))
def test_labels_never_cover_each_other(rates: list[int]) -> None:
    """However near the limits come, their labels stand 14 units apart and more, inside the picture."""
    labels = [float(line.label_y) for line in control_of(rates).lines]
    assert all(below - above >= 16.8 for above, below in itertools.pairwise(labels))
    assert labels[0] >= ORDINARY.top - 0.1
    assert labels[-1] <= LABELLED.height - ORDINARY.bottom + 0.1


# On the page


def page(cases: Sequence[int], content: Path) -> str:
    """Of one station of 5,000 residents that reported so many cases, month by month up to September 2026."""
    months = months_ending_with(MONTH, len(cases))[::-1] if cases else ()
    reports = [
        report(month=month, rows=[row(month=month, cases=count)])
        for month, count in zip(months, cases, strict=True)
    ]
    return pages_of(bureau(reports=reports), content)["stations/gulou/index.html"]


def test_two_years_make_a_control_chart(content: Path) -> None:
    """Eight bad months in the middle of two years: both sums 4 x 20 + 8 x 6 = 128, upper 128 + 33.9 = 161.9.

    The twelve months up to December 2025 hold seven of the eight: 7 x 20 + 5 x 6 = 170; so up to June 2026.
    """
    html = page([6] * 8 + [20] * 8 + [6] * 8, content)
    assert "<strong>在控制限以外的月份：2025年12月至2026年6月高于上限。</strong>" in html
    assert "。在控制限以外的月份：2025年12月至2026年6月高于上限。全部数字见下表。</desc>" in html
    assert html.count('class="jw-beyond"') == html.count('<td class="jw-num">高于上限 ') == 7
    assert html.count('class="jw-centre"') == 1
    assert html.count('class="jw-target"') == 2
    assert "上限 323.9</text>" in html
    assert "满24个月的数据以后才画控制限" not in html


def test_the_arithmetic_names_both_sums(content: Path) -> None:
    """95 and 100 cases: whoever has a pocket calculator finds the limits again."""
    assert (
        '<p class="jw-small">到2025年9月的12个月95起，到2026年9月的12个月100起，平均97.5起；'
        "加上、减去97.5的平方根的3倍，就是上限和下限（不低于0）；再按人口5,000折成每万人。"
    ) in page([7, *[8] * 11, *[8] * 8, *[9] * 4], content)


@pytest.mark.parametrize(
    ("months", "drawn"),
    [(0, set()), (1, {"trend"}), (2, {"trend", "officers"}), (13, {"trend", "officers", "safety"})],
)
def test_few_months_are_drawn_as_far_as_they_go(months: int, drawn: set[str], content: Path) -> None:
    """The score from the first month on, items from the second, the rate from the second full year's sum on."""
    html = page([6] * months, content)
    assert {id_ for id_ in ("trend", "officers", "safety") if f'id="{id_}-gulou-t"' in html} == drawn
    assert ("满24个月的数据以后才画控制限" in html) == (months > 0)
    assert ('aria-labelledby="items"' in html) == (months > 1)
    assert "jw-beyond" not in html
    assert "jw-centre" not in html


@pytest.mark.parametrize(("cases", "is_flagged"), [(1, True), (2, False)])
def test_a_small_base_is_flagged_beside_the_chart(cases: int, is_flagged: bool, content: Path) -> None:
    """12 cases a year are below the base of 20, 24 are not; the limits stand in either case."""
    html = page([cases] * 24, content)
    section = html[html.index('aria-labelledby="safety"') :]
    assert ("，基数小、波动大。" in section) == is_flagged
    assert 'class="jw-centre"' in section
