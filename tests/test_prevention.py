"""The page about prevention with residents: teams, funds, titles and linked units of the whole bureau."""

from __future__ import annotations

import re
from decimal import Decimal

from generator.model.linkage import Linkage
from generator.model.linkage import PartnerUnit as Unit
from generator.model.prevention import Fund, Patrol, PatrolKind, Prevention
from generator.model.public import PublicBureau
from generator.pages.prevention import PreventionPage, prevention_pages
from generator.render import Templates
from tests.bureaus import area, bureau, committee, safe_place, station
from tests.reading import text_of


def page_of(world: PublicBureau) -> PreventionPage:
    """The view of the page."""
    (page,) = prevention_pages(world)
    view = page.blocks["main"]
    assert isinstance(view, PreventionPage)
    return view


def team(kind: PatrolKind, members: int) -> Patrol:
    return Patrol(kind=kind, members=members, shift="每晚")


def fund(period: str, income: str, spending: str) -> Fund:
    return Fund(period=period, income=Decimal(income), spending=Decimal(spending))


def test_teams_and_people_are_added_up_by_kind() -> None:
    """Patrol teams and their members are added up by kind; kinds without a team are left out."""
    first = Prevention(patrols=(team(PatrolKind.VOLUNTEER, 12), team(PatrolKind.GUARD, 4)))
    second = Prevention(patrols=(team(PatrolKind.VOLUNTEER, 9),))
    view = page_of(bureau(areas=[area("gulou-a", prevention=first), area("gulou-b", prevention=second)]))
    assert "登记了 3 支巡逻队、25 人" in text_of(view)
    assert "义务巡逻队 2 支，21 人 社区保安 1 支，4 人" in text_of(view)
    assert PatrolKind.FULL_TIME.label not in text_of(view)


def test_funds_are_added_up_by_period() -> None:
    """Funds are added up by period, to the fen, over the communities that published any."""
    listed = [
        area("gulou-a", prevention=Prevention(funds=(fund("2025 年", "1000.10", "999.95"),))),
        area(
            "gulou-b",
            prevention=Prevention(funds=(fund("2025 年", "0.25", "0.10"), fund("2026 年", "5", "6"))),
        ),
        area("gulou-c", prevention=None),
    ]
    said = text_of(page_of(bureau(areas=listed)))
    assert "2025 年 2 1,000.35元 1,000.05元 2026 年 1 5元 6元 只加" in said


def test_communities_without_a_director_are_listed() -> None:
    """Communities without a committee, or whose committee has no director, are listed with links to them."""
    listed = [
        area("gulou-a"),
        area("gulou-b", committee=committee(has_director=False)),
        area("gulou-c", committee=None),
    ]
    view = page_of(bureau(areas=listed))
    assert "3 个社区和警务区里，1 个的治保会有主任" in text_of(view)
    ((_, own),) = view.by_station
    assert [area.id for area in own.lacking] == ["gulou-b", "gulou-c"]
    assert re.findall(r'href="\./(communities/.*?)">(.*?)</a>', Templates().block(view, "./"))[:2] == [
        ("communities/gulou-b/#prevention", "gulou-b社区"),
        ("communities/gulou-c/#prevention", "gulou-c社区"),
    ]


def test_a_title_holds_on_its_last_day() -> None:
    """A title is valid on its last day and expired on the day after; one awarded later is neither."""
    titles = (
        safe_place("2025-01-01", "2026-10-12"),
        safe_place("2025-01-01", "2026-10-11").model_copy(update={"name": "桥头小区"}),
        safe_place("2026-10-13", "2028-01-01"),
    )
    view = page_of(bureau(areas=[area(prevention=Prevention(safe_places=titles))]))
    assert (len(view.valid), len(view.expired)) == (1, 1)
    assert "gulou-a社区 安全小区滨湖小区，有效期至2026年10月12日" in text_of(view)
    assert "gulou-a社区 已过期 安全小区桥头小区，2026年10月11日到期" in text_of(view)


def test_a_title_awarded_again_is_not_expired() -> None:
    """A title that was awarded again is not listed as expired."""
    titles = (safe_place("2024-01-01", "2025-12-31"), safe_place("2026-01-01", "2027-12-31"))
    view = page_of(bureau(areas=[area(prevention=Prevention(safe_places=titles))]))
    assert (len(view.valid), len(view.expired)) == (1, 0)


def test_a_linked_unit_is_named_once_with_all_it_serves() -> None:
    """A linked unit is listed once for each of its kinds, with all communities that it serves."""
    detectives = Unit(unit="刑侦大队", phone="0711-0000120")
    both = Linkage(detective=detectives, patrol_110=Unit(unit="巡逻大队", phone="0711-0000121"))
    listed = [
        area("gulou-a", linkage=both),
        area("gulou-b", linkage=Linkage(detective=detectives)),
        area("gulou-c"),
    ]
    units = page_of(bureau(areas=listed)).units
    assert [(what, unit.unit, [area.id for area in areas]) for (what, unit), areas in units.items()] == [
        ("110进社区", "巡逻大队", ["gulou-a"]),
        ("刑警联社区", "刑侦大队", ["gulou-a", "gulou-b"]),
    ]


def test_a_bureau_without_anything_says_so() -> None:
    """A bureau without communities has an empty page that says so."""
    view = page_of(bureau(stations=[station()], areas=[]))
    assert (view.areas, view.patrols, view.valid, view.funds, view.units) == ((), (), (), (), {})
    assert "还没有登记巡逻队" in text_of(view)
