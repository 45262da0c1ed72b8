"""The matrix of charts, ledgers, work records and reports: signs with words, and numbers only where public."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given

from generator.completeness import completeness
from generator.model.area import Population
from generator.model.public import PublicBureau
from generator.model.report import Chart, Ledger
from generator.model.terms import Terms
from generator.pages.page import Page
from generator.pages.work_records import (
    StationWorkRecords,
    WorkRecords,
    public_figures,
    work_record_pages,
)
from generator.render import Templates
from generator.wording import percent
from tests.bureaus import AS_OF, area, bureau, released, report, row, station
from tests.drawn_bureaus import LAW
from tests.drawn_bureaus import bureaus as drawn
from tests.reading import text_of
from tests.small_sites import site_of_public

TERMS = Terms.model_validate({"terms": [{"old": "暂住人口", "today": "流动人口", "source": "条例"}]})
WORD = re.compile("[√×–] (有|缺|未报|按时|晚报|[0-9]/[0-9] 周)")


def view_of(world: PublicBureau) -> WorkRecords:
    view = pages_of(world)["work-records/"].blocks["main"]
    assert isinstance(view, WorkRecords)
    return view


def matrix_of(world: PublicBureau, station: str = "gulou") -> StationWorkRecords:
    view = pages_of(world)[f"work-records/{station}/"].blocks["main"]
    assert isinstance(view, StationWorkRecords)
    return view


def pages_of(world: PublicBureau) -> Mapping[str, Page]:
    world = released(world)
    return {page.url: page for page in work_record_pages(world, completeness(world))}


def cells(view: StationWorkRecords) -> dict[str, str]:
    """Texts of the matrix for a station's only community, by item."""
    (area,) = view.found.areas
    return {cell.title: cell.text for cell in view.cells(area)}


def test_every_item_of_a_community_is_a_sign_and_a_word() -> None:
    """Every item of a community has a sign and a word for kept up, lacking or not reported."""
    some = row(charts=(Chart.SHOPS,), ledgers=None, on_site_days={"2026-W36": 0, "2026-W37": 3})
    world = bureau(reports=[report(rows=[some], filed_on="2026-10-06")])
    view = matrix_of(world)
    lacking = dict.fromkeys((chart.label for chart in Chart), "× 缺")
    unreported = dict.fromkeys((ledger.label for ledger in Ledger), "– 未报")
    assert cells(view) == (
        lacking | {"门店商场": "√ 有"} | unreported | {"工作纪实": "× 2/4 周", "月报": "× 晚报"}
    )
    assert tuple(cells(view)) == view.heads
    assert "9 张图表齐 1 4 本台帐没有报" in text_of(view)
    assert (
        "1 个社区：图表 1/9，台帐没有报，工作纪实 2/4 周（1 个社区没有报全），月报晚报（10月6日）"
        in text_of(view_of(world))
    )


def test_a_station_that_filed_nothing_says_so() -> None:
    """A station without a report is shown as not reported, never as lacking or zero."""
    world = bureau(stations=[station("gulou"), station("ximen")], reports=[report("gulou")])
    pages = {page.url: page for page in site_of_public(world).pages}
    said = {id_: text_of(pages[f"stations/{id_}/"].blocks["main"]) for id_ in ("gulou", "ximen")}
    assert "2026年9月：图表 9/9，台帐 4/4，工作纪实 4/4 周。" in said["gulou"]
    assert "2026年9月：没有报月报。" in said["ximen"]
    view = view_of(world)
    assert "1 个社区：图表 9/9，台帐 4/4，工作纪实 4/4 周，月报按时" in text_of(view)
    assert "1 个社区，没有报月报" in text_of(view)
    assert set(cells(matrix_of(world, "ximen")).values()) == {"– 未报"}
    assert "2 个社区和警务区里，1 个全部齐，1 个有没有报的项目。" in text_of(view)


def test_the_matrix_is_in_todays_words() -> None:
    """Heads of columns and labels of cells say 流动人口, as the rest of the site does."""
    html = Templates().block(matrix_of(bureau(terms=TERMS, reports=[report()])), "./")
    assert '<th scope="col">流动人口</th>' in html
    assert 'data-label="流动人口"' in html
    assert ">暂住人口<" not in html


def test_items_are_counted_over_the_bureau() -> None:
    """Items are counted over the communities that reported them, and shares are rounded."""
    areas = [area("gulou-a"), area("gulou-b"), area("gulou-c")]
    rows = [row("gulou-a"), row("gulou-b", charts=(Chart.FIREARMS,)), row("gulou-c", on_site_days=None)]
    view = view_of(bureau(areas=areas, reports=[report(rows=rows)]))
    found = {
        item.title: (item.kept, item.of, percent(item.kept, item.of), item.unreported) for item in view.items
    }
    assert len(found) == 9 + 4 + 2
    assert (found["枪支危爆"], found["重点人口"]) == ((3, 3, "100%", 0), (2, 3, "66.7%", 0))
    assert (found["每周都有工作纪实"], found["月报按时"]) == ((2, 2, "100%", 1), (3, 3, "100%", 0))


@pytest.mark.parametrize(
    ("record", "figures"),
    [
        (
            {"population": Population(permanent=8123, as_of=AS_OF)},
            {Chart.PERMANENT_POPULATION: "8,123 人"},
        ),
        (
            {
                "population": Population(actual=5200, temporary=310, as_of=AS_OF),
                "institutions": 16,
                "shops": 1240,
            },
            {
                Chart.PERMANENT_POPULATION: "实有 5,200 人",
                Chart.TEMPORARY_POPULATION: "310 人",
                Chart.INSTITUTIONS: "16 家",
                Chart.SHOPS: "1,240 家",
            },
        ),
    ],
)
def test_four_charts_may_have_a_public_number(record: dict[str, Any], figures: dict[Chart, str]) -> None:
    """Four charts may show a public number of the community's record; 实有人口 is named where it is the only one."""
    assert public_figures(area(**record)) == figures


@LAW
@given(drawn())
def test_no_other_cell_holds_a_number(world: PublicBureau) -> None:
    """Every cell has one of the known words, and a figure only at the two populations."""
    for page in pages_of(world).values():
        view = page.blocks["main"]
        if not isinstance(view, StationWorkRecords):
            continue
        for one in view.found.areas:
            found = list(view.cells(one))
            assert all(WORD.fullmatch(cell.text) for cell in found)
            with_figure = {cell.title for cell in found if cell.figure is not None}
            assert with_figure <= {Chart.PERMANENT_POPULATION.label, Chart.TEMPORARY_POPULATION.label}


def test_before_the_first_month_the_page_says_so() -> None:
    """Before the first published month the page says that there is none."""
    world = bureau(reports=[report()])
    (page,) = work_record_pages(world, completeness(world))
    view = page.blocks["main"]
    assert isinstance(view, WorkRecords)
    assert text_of(view).startswith("还没有公布过月份。 各派出所 公布第一个月以后")
