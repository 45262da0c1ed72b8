"""A demonstration project's last figure against its own target (方案四(四))."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from generator.figures import figures_of
from generator.model.brand import Brand, BrandKind, BrandStage, two_at_once
from generator.model.public import Suppressed
from generator.model.public_brand import Attainment, PublicBrand, PublicReading
from generator.pages.brands import Block, Brands, brand_pages
from generator.pages.communities import community_pages
from generator.render import Templates
from tests.bureaus import AS_OF, area, bureau, day, station
from tests.reading import text_of

Value = int | Suppressed


def project(
    unit: str,
    baseline: Value | None,
    target: int | None,
    *values: Value,
    kind: BrandKind = BrandKind.THEFT_FREE,
    stage: BrandStage = BrandStage.DEMONSTRATION,
    until: str | None = None,
    expires_on: str | None = None,
) -> PublicBrand:
    """A named project with these figures, the last of them the latest."""

    def written(value: Value | None) -> Decimal | Suppressed | None:
        return Decimal(value) if isinstance(value, int) else value

    readings = ((f"2026-{month:02}", written(value)) for month, value in enumerate(values, start=1))
    return PublicBrand(
        kind=kind,
        title="无盗社区",
        stage=stage,
        since=None,
        until=day(until) if until else None,
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
        expires_on=day(expires_on) if expires_on else None,
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
    world = bureau(areas=[area(f"gulou-{at}", brands=(brand,)) for at, brand in enumerate(brands)])
    page, part = brand_pages(world)
    view = page.blocks["main"]
    assert isinstance(view, Brands)
    assert list(view.total.named.values()) == [1, 1, 1]
    text = text_of(view) + text_of(part.blocks["main"])
    assert "达到目标的 1 个；还没有达到目标的 1 个；数目小，看不出达到没有的 1 个。" in text
    assert "最近一次 3 起。 还没有达到目标" in text


def test_a_project_has_its_days_with_their_years() -> None:
    """A day beside one of another year is never read as of that year."""
    named = replace(project("起", 9, 3), reviewed_on=day("2024-06-07"), expires_on=day("2026-06-06"))
    _, part = brand_pages(bureau(areas=[area(brands=(named,))]))
    assert "2024年6月7日 考核，有效期至 2026年6月6日 。" in text_of(part.blocks["main"])


def test_the_blocks_count_each_kind_by_station() -> None:
    """Named, on the way and expired projects are counted apart; those that are over are not counted."""
    kind, before, after = BrandKind.INFORMATION, "2026-10-11", "2026-10-12"
    assert day(after) == AS_OF
    named = project("起", 9, 2, expires_on=after)
    world = bureau(
        stations=[station(), station("xishan"), station("fenghuang")],
        areas=[
            area("gulou-a", brands=(named, project("起", 9, 2, kind=kind, stage=BrandStage.REVIEW))),
            area("gulou-b", brands=(project("起", 9, 2, expires_on=before), named)),
            area("xishan-a", "xishan", brands=(project("起", 9, 2, kind=kind, until=after),)),
            area("fenghuang-a", "fenghuang", brands=(project("起", 9, 2, until=before),)),
            area("fenghuang-b", "fenghuang", brands=(project("起", 9, 2, stage=BrandStage.WITHDRAWN),)),
        ],
    )
    view = brand_pages(world)[0].blocks["main"]
    assert isinstance(view, Brands)
    theft = Block(named=2, building=0, expired=1)
    ((group),) = view.groups
    assert {one.id: own.blocks for one, own in group.stations} == {
        "fenghuang": {},
        "gulou": {BrandKind.THEFT_FREE: theft, kind: Block(named=0, building=1, expired=0)},
        "xishan": {kind: Block(named=1, building=0, expired=0)},
    }
    assert view.total.blocks == {BrandKind.THEFT_FREE: theft, kind: Block(named=1, building=1, expired=0)}
    assert [one.id for one in view.stations_without] == ["fenghuang"]
    text = text_of(view)
    assert (
        "全市 5 个项目，3 个已命名且在有效期内，1 个命名已过期；另有 2 个已经结束或撤销，也列在派出所的页面里。"
        in text
    )
    assert "还没有项目的派出所（1 个） fenghuang派出所" in text


def test_every_block_leads_to_its_kind_on_the_stations_page() -> None:
    """Each cell of the table leads to an anchor of the station's page, and no anchor is given twice."""
    two = (project("起", 9, 2), project("起", 9, 2, kind=BrandKind.INFORMATION))
    over = project("起", 9, 2, until="2026-01-01")
    world = bureau(areas=[area("gulou-a", brands=(over, two[1])), area("gulou-b", brands=two)])
    page, part = (Templates().block(one.blocks["main"], "./") for one in brand_pages(world))
    targets = re.findall(r'href="\./brands/gulou/#([^"]+)"', page)
    ids = re.findall(r' id="([^"]+)"', part)
    assert "theft-free" in targets
    assert set(targets) <= set(ids)
    assert len(ids) == len(set(ids))


def test_a_community_folds_its_past_projects() -> None:
    """A project is past from the day after its last, or once withdrawn; the others stand open above."""
    ended, running = (project("起", 9, 2, 5, 4, until=until) for until in ("2026-10-11", "2026-10-12"))
    withdrawn = project("起", 9, 2, kind=BrandKind.FIREARMS, stage=BrandStage.WITHDRAWN)
    world = bureau(areas=[area("gulou-a", brands=(ended, running, withdrawn))])
    (page,) = community_pages(world, figures_of(world))
    html = Templates().block(page.blocks["main"], "./")
    section = html[html.index('<h2 id="brand">') : html.index('<h2 id="prevention">')]
    shown, folded = section.split('<details class="jw-details jw-no-print"><summary>以前的示范项目（2 个）')
    assert re.findall('<article id="([^"]+)"', shown) == ["project-2"]
    assert re.findall('<article id="([^"]+)"', folded) == ["project-1", "project-3"]
    assert "已命名，已经结束" in folded
    assert 'id="brand-gulou-a-1-t"' in folded


@pytest.mark.parametrize(
    ("first", "second", "overlap"),
    [
        ({"until": "2024-12-31"}, {"since": "2025-01-01"}, False),
        ({"until": "2025-01-01"}, {"since": "2025-01-01"}, True),
        ({"since": "2025-01-01"}, {"until": "2024-12-31"}, False),
        ({"until": "2024-12-31"}, {}, True),
        ({}, {"since": "2025-01-01"}, True),
        ({"since": "2025-01-01"}, {"since": "2025-01-01", "kind": "information"}, False),
    ],
)
def test_two_projects_of_one_kind_follow_each_other(
    first: dict[str, str], second: dict[str, str], *, overlap: bool
) -> None:
    """Those of one kind share no day, in whatever order they are written; those of different kinds may."""
    fields = {"kind": "theft_free", "title": "无盗", "stage": "building", "problem": "盗窃"}
    brands = [Brand.model_validate(fields | changes) for changes in (first, second)]
    assert bool([*two_at_once(brands)]) is overlap
