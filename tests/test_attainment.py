"""A demonstration project's last figure against its own target (方案四(四))."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generator.model.brand import BrandKind, BrandStage
from generator.model.public import Suppressed
from generator.model.public_brand import Attainment, PublicBrand, PublicReading
from generator.pages.brands import Brands, brand_pages
from tests.bureaus import area, bureau
from tests.reading import text_of

Value = int | Suppressed


def project(unit: str, baseline: Value | None, target: int | None, *values: Value) -> PublicBrand:
    """A named project with these figures, the last of them the latest."""

    def written(value: Value | None) -> Decimal | Suppressed | None:
        return Decimal(value) if isinstance(value, int) else value

    readings = ((f"2026-{month:02}", written(value)) for month, value in enumerate(values, start=1))
    return PublicBrand(
        kind=BrandKind.THEFT_FREE,
        title="无盗社区",
        stage=BrandStage.DEMONSTRATION,
        problem="盗窃多。",
        measures=(),
        measure="每月盗窃",
        unit=unit,
        baseline=written(baseline),
        target=None if target is None else Decimal(target),
        series=tuple(
            PublicReading(month=month, value=value) for month, value in readings if value is not None
        ),
        reviewed_on=None,
        expires_on=None,
        earlier=(),
    )


@pytest.mark.parametrize(
    ("unit", "baseline", "target", "values", "expected"),
    [
        ("起", 9, 2, (2, 3), Attainment.SHORT),
        ("起", 9, 2, (5, 2), Attainment.REACHED),
        ("起", None, 2, (2,), Attainment.REACHED),
        ("起", 9, 4, (Suppressed(below=5),), Attainment.REACHED),
        ("起", 9, 3, (Suppressed(below=5),), Attainment.UNTOLD),
        ("起", Suppressed(below=5), 0, (5,), Attainment.SHORT),
        ("%", 55, 100, (99,), Attainment.SHORT),
        ("%", 55, 100, (100,), Attainment.REACHED),
        ("%", 40, 10, (10,), Attainment.REACHED),
        ("%", 40, 10, (11,), Attainment.SHORT),
        ("户", 0, 5, (Suppressed(below=5),), Attainment.SHORT),
        ("户", 0, 3, (Suppressed(below=5),), Attainment.UNTOLD),
        ("%", None, 100, (99,), None),
        ("%", 100, 100, (99,), None),
        ("起", 9, None, (2,), None),
        ("起", 9, 2, (), None),
    ],
)
def test_a_project_is_measured_by_its_own_target(
    unit: str,
    baseline: Value | None,
    target: int | None,
    values: tuple[Value, ...],
    expected: Attainment | None,
) -> None:
    """Fewer cases are better; another figure has to come from its baseline to the target. A hidden one stays hidden."""
    assert project(unit, baseline, target, *values).attainment is expected


def test_the_page_counts_what_named_projects_have_reached() -> None:
    """Each project is marked, and the named ones are counted at the top."""
    brands = [project("起", 9, 2, 1), project("起", 9, 2, 3), project("起", 9, 3, Suppressed(below=5))]
    world = bureau(areas=[area(f"gulou-{at}", brand=brand) for at, brand in enumerate(brands)])
    (page,) = brand_pages(world)
    view = page.blocks["main"]
    assert isinstance(view, Brands)
    assert list(view.named.values()) == [1, 1, 1]
    text = text_of(view)
    assert "达到目标的 1 个；还没有达到目标的 1 个；数目小，看不出达到没有的 1 个。" in text
    assert "现在 3 起。 还没有达到目标" in text
