"""Figures of demonstration projects, protected like the counts of reports."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.brand import INCIDENTS, Brand
from generator.model.public import PublicCount, Suppressed
from generator.model.public_brand import PublicBrand
from generator.pages.brands import projects_of
from generator.privacy import publish
from generator.privacy.projects import public_brand
from tests.bureaus import area
from tests.small_sites import AS_OF, ezhou

BELOW = 5


def project(*values: str, unit: str = "起", months: tuple[int, ...] = (7, 8, 9)) -> Brand:
    return Brand.model_validate(
        {
            "kind": "theft_free",
            "title": "无盗社区",
            "stage": "building",
            "problem": "入室盗窃多。",
            "measure": "每月入室盗窃",
            "unit": unit,
            "baseline": "3",
            "target": "1",
            "series": [
                {"month": f"2026-{month:02}", "value": value}
                for month, value in zip(months, values, strict=False)
            ],
        }
    )


def published(brand: Brand, cases: dict[str, PublicCount] | None = None) -> PublicBrand:
    return public_brand(brand, cases or {}, BELOW)


def shown(public: PublicBrand) -> list[str]:
    return [str(reading.value) for reading in public.series]


@pytest.mark.parametrize(
    ("unit", "figures"), [("起", ["0", "<5", "5"]), ("户", ["0", "<5", "5"]), ("%", ["0", "4", "5"])]
)
def test_small_counts_of_a_project_are_hidden(unit: str, figures: list[str]) -> None:
    """Counts from 1 to 4 are hidden, also the first one; shares, zero, and the target are shown."""
    public = published(project("0", "4", "5", unit=unit))
    assert shown(public) == figures
    assert str(public.baseline) == ("3" if unit == "%" else "<5")
    assert public.target == 1


def test_a_part_of_hidden_cases_is_hidden_whatever_its_size() -> None:
    """With cases hidden, a project's count of cases shows the bound of the cases, be it large or small."""
    cases: dict[str, PublicCount] = {
        "2026-07": Suppressed(below=15),
        "2026-08": Suppressed(below=15),
        "2026-09": 9,
    }
    assert shown(published(project("7", "2", "9"), cases)) == ["<15", "<15", "9"]


def test_a_quarterly_count_is_a_part_of_three_months() -> None:
    """A reading counts every month since the one before it."""
    cases: dict[str, PublicCount] = {f"2026-{month:02}": 6 for month in range(1, 7)} | {
        "2026-05": Suppressed(below=5)
    }
    assert shown(published(project("8", "8", months=(3, 6)), cases)) == ["8", "<20"]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.booleans()), max_size=3))
def test_no_reading_tells_more_of_hidden_cases(drawn: list[tuple[int, int, bool]]) -> None:
    """A shown count of cases belongs to shown cases or is 0, a bound is true, and no small count is shown."""
    cases: dict[str, PublicCount] = {
        f"2026-{month:02}": Suppressed(below=count + 1) if hides and count else count
        for month, (_, count, hides) in zip((7, 8, 9), drawn, strict=False)
    }
    public = published(project(*(str(value) for value, _, _ in drawn)), cases)
    for reading, (value, _, _) in zip(public.series, drawn, strict=True):
        if isinstance(reading.value, Suppressed):
            assert 0 < value < reading.value.below
        else:
            assert reading.value == value
            assert value == 0 or (value >= BELOW and isinstance(cases[reading.month], int))


def test_a_protected_series_is_drawn_as_ranges() -> None:
    """A project with a hidden count is drawn as bars with ranges, any other as a line."""
    brands = published(project("6", "4", "0")), published(project("6", "5", "0"))
    protected, plain = projects_of(area("a", brands=brands))
    assert (protected.chart, plain.bars) == (None, None)
    bars, line = protected.bars, plain.chart
    assert bars is not None
    assert line is not None
    assert [text for _, text in bars.rows] == ["6", "<5", "0"]
    assert [point.value for point in line.points] == [Decimal(6), Decimal(5), Decimal(0)]


def test_the_samples_projects_are_held_against_their_communities_cases() -> None:
    """Where a month's cases are hidden, a project's count of them is, too, and bounds them no closer."""
    public = publish(ezhou().bureau, AS_OF)
    cases = {
        (id_, month): row.cases
        for (month, _), report in public.reports.items()
        for id_, row in report.rows.items()
    }
    held = 0
    for one in public.areas.values():
        counted = (brand for brand in one.brands if brand.unit == INCIDENTS)
        for reading in (reading for brand in counted for reading in brand.series):
            hidden = cases.get((one.id, reading.month))
            if isinstance(hidden, Suppressed) and reading.value:
                held += 1
                assert isinstance(reading.value, Suppressed), (one.id, reading.month)
                assert reading.value.below >= hidden.below, (one.id, reading.month)
    assert held > 20
