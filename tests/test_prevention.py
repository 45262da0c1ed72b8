"""The page about prevention with residents: teams, funds, titles and linked units of the whole bureau."""

from __future__ import annotations

import re
from decimal import Decimal

from generator.facts.talks import station_talks
from generator.feeds.prevention_tables import prevention_datasets
from generator.model.composition import Trait, bands_of
from generator.model.linkage import Linkage
from generator.model.linkage import PartnerUnit as Unit
from generator.model.prevention import Fund, PatrolKind, SafePlace, Volunteers
from generator.model.prevention_system import PreventionSystem
from generator.model.public import PublicBureau
from generator.model.public_prevention import (
    GroupKind,
    PublicComposition,
    PublicPatrol,
    PublicPrevention,
    Share,
)
from generator.model.public_work import KindOfWork, PublicWork, PublicWorkRecord
from generator.model.work_record import TalkTheme, WorkKind
from generator.pages.prevention import PreventionPage, StationPrevention, prevention_pages
from generator.render import Templates
from tests.bureaus import area, bureau, committee, policy, release, safe_place, standards, station
from tests.reading import text_of


def page_of(world: PublicBureau) -> PreventionPage:
    """The view of the page."""
    view = prevention_pages(world, station_talks(world))[0].blocks["main"]
    assert isinstance(view, PreventionPage)
    return view


def part_of(world: PublicBureau) -> StationPrevention:
    """The view of the first station's page."""
    view = prevention_pages(world, station_talks(world))[1].blocks["main"]
    assert isinstance(view, StationPrevention)
    return view


def team(kind: PatrolKind, members: int) -> PublicPatrol:
    return PublicPatrol(kind=kind, members=members, shift="每晚")


def fund(period: str, income: str, spending: str) -> Fund:
    return Fund(period=period, income=Decimal(income), spending=Decimal(spending))


def test_teams_and_people_are_added_up_by_kind() -> None:
    """Patrol teams and their members are added up by kind; kinds without a team are left out."""
    first = PublicPrevention(patrols=(team(PatrolKind.VOLUNTEER, 12), team(PatrolKind.GUARD, 4)))
    second = PublicPrevention(patrols=(team(PatrolKind.VOLUNTEER, 9),))
    view = page_of(bureau(areas=[area("gulou-a", prevention=first), area("gulou-b", prevention=second)]))
    assert "登记了 3 支巡逻队、25 人" in text_of(view)
    assert "义务巡逻队 2 支，21 人 社区保安 1 支，4 人" in text_of(view)
    assert PatrolKind.FULL_TIME.label not in text_of(view)


def test_funds_are_added_up_by_period() -> None:
    """Funds are added up by period, to the fen, over the communities that published any."""
    listed = [
        area("gulou-a", prevention=PublicPrevention(funds=(fund("2025 年", "1000.10", "999.95"),))),
        area(
            "gulou-b",
            prevention=PublicPrevention(funds=(fund("2025 年", "0.25", "0.10"), fund("2026 年", "5", "6"))),
        ),
        area("gulou-c", prevention=None),
    ]
    said = text_of(page_of(bureau(areas=listed)))
    assert "2025 年 2 1,000.35元 1,000.05元 没有分类 2026 年 1 5元 6元 没有分类 出钱的分几类" in said


def test_money_is_told_by_payer_and_purpose_with_what_is_left() -> None:
    """What communities wrote by payer and purpose is added up; a balance is opening and income less spending."""
    money = {"period": "2026 年", "income": "100.5", "spending": "80", "opening": "10"}
    parts = {
        "received": [{"payer": "unit", "amount": "60.5"}, {"payer": "resident", "amount": "40"}],
        "spent": [{"purpose": "patrols", "amount": "80"}],
    }
    first, second = Fund.model_validate(money | parts), Fund.model_validate(money | parts | {"opening": None})
    assert (first.closing, second.closing) == (Decimal("30.5"), None)
    listed = [
        area(f"gulou-{id_}", prevention=PublicPrevention(funds=(one,)))
        for id_, one in (("a", first), ("b", second), ("c", fund("2026 年", "1", "2")))
    ]
    said = text_of(page_of(bureau(areas=listed)))
    assert (
        "2026 年 3 202元 162元 2 个社区写了分类： 受益单位出 121元，受益个人出 80元 用于巡逻人员报酬 160元"
        " 期末结余 30.5元（1 个社区登记了结余）"
    ) in said


def test_volunteers_and_companies_are_named_with_how_to_join() -> None:
    """Volunteers have what they do and how to join, companies their licence, guards and communities."""
    fields = {
        "registered": "12",
        "as_of": "2026-10-01",
        "does": "巡楼",
        "join": "到警务室登记",
        "phone": "0711-0000129",
    }
    volunteers = PublicPrevention(volunteers=Volunteers.model_validate(fields))
    served = [{"area": "gulou-a", "guards": "5"}, {"area": "gone", "guards": "2"}]
    company = {"name": "平安公司", "licence": "1号", "serves": served}
    system = PreventionSystem.model_validate({"companies": [company]})
    world = bureau(areas=[area("gulou-a", prevention=volunteers), area("gulou-b")], prevention=system)
    said = text_of(page_of(world)) + text_of(part_of(world))
    assert "1 个社区登记了 12 名志愿者；别的社区没有登记。" in said
    assert "12 人（2026年10月1日）。巡楼。参加：到警务室登记 0711-0000129" in said
    assert "平安公司 1号 没有登记 7 人 1 个" in said
    assert "保安公司：平安公司， gulou-a社区 5 人" in said


def test_talks_are_told_by_theme() -> None:
    """Talks are told by released month and station, by theme and how many have none; only months with talks."""
    work = PublicWork(
        themes={TalkTheme.THEFT: 1, TalkTheme.FRAUD: 2},
        kinds={WorkKind.TALK: KindOfWork(times=4, minutes=60)},
    )
    records = {
        (month, "gulou"): PublicWorkRecord(station="gulou", month=month, areas=areas)
        for month, areas in (
            ("2026-08", {"gulou-a": PublicWork()}),
            ("2026-09", {"a": work, "b": work}),
            ("2026-10", {"a": work}),
        )
    }
    world = bureau(work_records=records)
    releases = [release(world, month) for month in ("2026-08", "2026-09")]
    world = bureau(work_records=records, releases=releases)
    assert "2026年9月 gulou派出所 反诈 4 场，防盗 2 场，没有写内容的 2 场 各派出所" in text_of(page_of(world))
    tables = {table.id: table.rows for table in prevention_datasets(world, station_talks(world))}
    assert tables["talks"] == (
        ("2026-09", "gulou", "fraud", 4),
        ("2026-09", "gulou", "theft", 2),
        ("2026-09", "gulou", None, 2),
    )


def test_a_title_shows_its_criteria_and_last_review() -> None:
    """The criteria are listed with this site's reading; a title has its last review and what it lacked."""
    criterion = {"id": "watch", "kinds": ["safe_estate"], "what": "有人值班", "interpretation": "方案没有写"}
    reviews = [
        {"on": "2026-03-01", "by": "分局", "result": "kept"},
        {"on": "2026-09-01", "by": "派出所", "result": "mend", "unmet": ["watch"]},
    ]
    place = SafePlace.model_validate(safe_place().model_dump() | {"reviews": reviews})
    world = bureau(
        areas=[area(prevention=PublicPrevention(safe_places=(place,)))],
        prevention=PreventionSystem.model_validate({"criteria": [criterion]}),
    )
    said = text_of(page_of(world)) + text_of(part_of(world))
    assert "要做到什么 有人值班（安全小区） 本站解释：方案没有写" in said
    assert "有效期至2027年12月31日，2026年9月1日派出所复核：限期整改，没有做到：有人值班" in said
    tables = {table.id: table.rows for table in prevention_datasets(world, station_talks(world))}
    assert tables["title_reviews"][1] == (
        "gulou-a", "safe_estate", "滨湖小区", "2026-09-01", "派出所", "mend", ("watch",),
    )  # fmt: skip


def test_compositions_are_told_in_steps_or_why_not() -> None:
    """A group's shares are told in steps; a small group and one whose steps would tell headcounts say so."""
    shares = tuple(
        Share(band=band, at_least=low, below=low + 20)
        for band, low in zip(bands_of(Trait.AGE), (0, 20, 80), strict=True)
    )
    groups = tuple(
        PublicComposition(
            group=GroupKind.COMMITTEE,
            trait=Trait.AGE,
            station="gulou",
            areas=areas,
            members=members,
            shares=told,
        )
        for areas, members, told in (
            (("gulou-a",), 50, shares),
            (("gulou-b", "gulou-c"), 39, None),
            (("gulou-d",), 40, None),
        )
    )
    listed = [area(f"gulou-{one}") for one in "abcd"]
    numbers = policy(standards=standards(composition_base=40, composition_step=20))
    world = bureau(areas=listed, compositions=groups, policy=numbers)
    said = text_of(part_of(world))
    assert (
        "治保会委员 年龄（50 人， gulou-a社区 ） 不到 40 岁：不到 20% 40 至 59 岁：20% 至 40% 60 岁以上：80% 以上"
        in said
    )
    assert "39 人，2 个社区合在一起） 不到 40 人，不公布" in said
    assert "40 人， gulou-d社区 ） 比例会说出人数，不公布" in said
    tables = {table.id: table.rows for table in prevention_datasets(world, station_talks(world))}
    assert tables["compositions"][2:4] == (
        ("committee", "age", "gulou", ("gulou-a",), 50, "60 岁以上", 80, 100),
        ("committee", "age", "gulou", ("gulou-b", "gulou-c"), 39, None, None, None),
    )


def test_communities_without_a_director_are_listed() -> None:
    """Communities without a committee, or whose committee has no director, are listed with links to them."""
    listed = [
        area("gulou-a"),
        area("gulou-b", committee=committee(has_director=False)),
        area("gulou-c", committee=None),
    ]
    assert "3 个社区和警务区里，1 个的治保会有主任" in text_of(page_of(bureau(areas=listed)))
    own = part_of(bureau(areas=listed))
    assert [area.id for area in own.lacking] == ["gulou-b", "gulou-c"]
    assert re.findall(r'href="\./(communities/.*?)">(.*?)</a>', Templates().block(own, "./"))[:2] == [
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
    view = page_of(bureau(areas=[area(prevention=PublicPrevention(safe_places=titles))]))
    assert (len(view.valid), len(view.expired)) == (1, 1)
    said = text_of(part_of(bureau(areas=[area(prevention=PublicPrevention(safe_places=titles))])))
    assert "gulou-a社区 安全小区滨湖小区，有效期至2026年10月12日" in said
    assert "gulou-a社区 已过期 安全小区桥头小区，2026年10月11日到期" in said


def test_a_title_awarded_again_is_not_expired() -> None:
    """A title that was awarded again is not listed as expired."""
    titles = (safe_place("2024-01-01", "2025-12-31"), safe_place("2026-01-01", "2027-12-31"))
    view = page_of(bureau(areas=[area(prevention=PublicPrevention(safe_places=titles))]))
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
    view = page_of(bureau(areas=listed))
    assert "110进社区 1 个单位，联系 1 个社区 刑警联社区 1 个单位，联系 2 个社区" in text_of(view)
    assert "刑侦大队" not in text_of(view)
    units = part_of(bureau(areas=listed)).units
    assert [(what, unit.unit, [area.id for area in areas]) for (what, unit), areas in units.items()] == [
        ("110进社区", "巡逻大队", ["gulou-a"]),
        ("刑警联社区", "刑侦大队", ["gulou-a", "gulou-b"]),
    ]


def test_a_bureau_without_anything_says_so() -> None:
    """A bureau without communities has an empty page that says so."""
    view = page_of(bureau(stations=[station()], areas=[]))
    assert (view.areas, view.patrols, view.valid, view.funds, view.units) == ((), (), (), (), {})
    assert "还没有登记巡逻队" in text_of(view)
