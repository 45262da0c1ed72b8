"""Sub-bureaus with their stations, and officers lent by another station (方案二(三), 四(五))."""

from __future__ import annotations

import dataclasses
import datetime as dt
from functools import cache
from pathlib import Path

import pytest
from pydantic import ValidationError

from generator.build import find_problems
from generator.checks import check
from generator.figures import figures_of
from generator.model.area import AreaKind
from generator.model.officer import Officer, Role
from generator.model.public import PublicBureau
from generator.model.public_people import PublicOfficer
from generator.model.station import SubBureau
from generator.pages.communities import community_pages
from generator.pages.directory import StationDirectory, directory_pages
from generator.pages.stations import station_pages
from generator.pages.sub_bureaus import SubBureauPage, sub_bureau_pages
from generator.privacy import publish
from tests.bureaus import area, bureau, station, tenure
from tests.reading import text_of
from tests.small_sites import AS_OF, edit, ezhou

LENT_OFFICER = PublicOfficer(
    name="王建国",
    badge="004217",
    phone="0711-0000217",
    role=Role.COMMUNITY_OFFICER,
    on_site=None,
    photo=None,
    seconded_from="xishan",
    seconded_by="鄂城区公安分局",
    seconded_since=dt.date(2024, 3, 1),
    seconded_until=dt.date(2026, 12, 31),
)
ECHENG = SubBureau(
    id="echeng",
    name="鄂城区公安分局",
    address="示例大道1号",
    phone="0711-0000400",
    supervision="每季度看一次。",
)
PERSON = {"name": "王建国", "badge": "004217", "role": "community_officer", "phone": "0711-0000217"}
LENT = PERSON | {"since": "2024-03-01", "seconded_from": "xishan"}


@cache
def ezhou_public() -> PublicBureau:
    """What is public of the repository's own data."""
    return publish(ezhou().bureau, AS_OF)


def page_of(**changes: object) -> SubBureauPage:
    """The view of the sub-bureau's page."""
    world = bureau(sub_bureaus={"echeng": ECHENG}, **changes)
    (page,) = sub_bureau_pages(world, figures_of(world))
    view = page.blocks["main"]
    assert isinstance(view, SubBureauPage)
    assert page.url == "sub-bureaus/echeng/"
    return view


def test_a_sub_bureau_counts_its_own_stations_only() -> None:
    """Two stations of three are its own; officers required, in post and lacking are those of their communities."""
    stations = (station(sub_bureau="echeng"), station("xishan", sub_bureau="echeng"), station("huarong"))
    areas = [
        area("gulou-a", tenures=(tenure(seconded=True),)),
        area("xishan-a", "xishan", tenures=()),
        area("huarong-a", "huarong", kind=AreaKind.TOWN),
    ]
    view = page_of(stations=stations, areas=areas)
    text = text_of(view)
    assert [one.station.id for one in view.stations] == ["gulou", "xishan"]
    assert "2 个，2 个社区和警务区" in text
    assert "应配社区民警 2 名，在岗 1 名（其中调剂来的 1 名）， 缺 1 名" in text
    assert "每季度看一次。" in text
    assert "huarong" not in text


def test_a_sub_bureau_without_stations_says_so() -> None:
    """Nothing is invented for it."""
    assert "还没有登记派出所" in text_of(page_of())


def test_ezhous_sub_bureaus_divide_the_ranking_among_them() -> None:
    """Every station is below one of the three, and each page has its stations' results of the last month."""
    public = ezhou_public()
    views = [page.blocks["main"] for page in sub_bureau_pages(public, figures_of(public))]
    found = [view for view in views if isinstance(view, SubBureauPage)]
    assert sorted(one.station.id for view in found for one in view.stations) == sorted(
        ezhou().bureau.stations
    )
    standings = [view.standing for view in found if view.standing is not None]
    assert sum(one.scored for one in standings) == 26
    assert sum(sum(one.tiers.values()) for one in standings) == 26


def test_the_list_of_stations_leads_to_the_sub_bureau() -> None:
    """Its name stands above its stations."""
    world = bureau(stations=(station(sub_bureau="echeng"),), sub_bureaus={"echeng": ECHENG})
    views = [page.blocks["main"] for page in directory_pages(world)]
    (view,) = [view for view in views if isinstance(view, StationDirectory)]
    said = text_of(view)
    assert said.index("鄂城区公安分局 的电话、地址和各所的情况") < said.index("gulou派出所")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"seconded_from": None, "seconded_by": "分局"}, "没有写从哪里调剂来"),
        ({"seconded_until": "2024-02-29"}, "早于到岗日期"),
    ],
)
def test_a_secondment_is_whole(changes: dict[str, str | None], said: str) -> None:
    """What was decided needs a lending station, and cannot end before it begins."""
    fields = {key: value for key, value in (LENT | changes).items() if value is not None}
    with pytest.raises(ValidationError, match=said):
        Officer.model_validate(fields)


def test_only_a_lent_officers_page_says_since_when() -> None:
    """Times in post stay apart from names, except that a secondment says who decided it, from when to when."""
    lent = [
        officer
        for one in ezhou_public().areas.values()
        for officer in one.officers
        if officer.seconded_from is not None
    ]
    assert len(lent) >= 4
    assert all(officer.seconded_by and officer.seconded_since for officer in lent)
    others = (o for one in ezhou_public().areas.values() for o in one.officers if o.seconded_from is None)
    assert {(o.seconded_by, o.seconded_since, o.seconded_until) for o in others} == {(None, None, None)}


def test_a_communitys_card_says_who_lent_the_officer() -> None:
    """The lender, who decided it, from when and until when, below the times."""
    world = bureau(
        stations=(station(), station("xishan")),
        areas=[area(officers=(LENT_OFFICER,)), area("xishan-a", "xishan")],
    )
    views = {page.url: page.blocks["main"] for page in community_pages(world, figures_of(world))}
    said = "由xishan派出所调剂，鄂城区公安分局决定，2024年3月1日起，到2026年12月31日为止"
    assert said in text_of(views["communities/gulou-a/"])
    assert "调剂" not in text_of(views["communities/xishan-a/"])


@pytest.mark.parametrize(
    ("role", "said"),
    [(Role.COMMUNITY_OFFICER, "（调剂来的）"), (Role.AUXILIARY, "（辅警）"), (Role.ACTING, "（代管）")],
)
def test_a_stations_page_says_who_is_no_community_officer(role: Role, said: str) -> None:
    """Others than community officers are named with their role, and are not called lent officers."""
    lent = dataclasses.replace(LENT_OFFICER, role=role)
    world = bureau(stations=(station(), station("xishan")), areas=[area(officers=(lent,))])
    views = {page.url: page.blocks["main"] for page in station_pages(world, figures_of(world))}
    assert f"王建国{said} 0711-0000217" in text_of(views["stations/gulou/"])


def test_a_lost_file_of_a_sub_bureau_is_reported_once() -> None:
    """Not at each of its stations, but at the file that is missing."""
    bureau = ezhou().bureau
    left = {id_: one for id_, one in bureau.sub_bureaus.items() if id_ != "huarongqu"}
    found = [one for one in check(dataclasses.replace(bureau, sub_bureaus=left), AS_OF) if one.code == "E303"]
    assert [(one.place.path, "的文件不见了" in one.message) for one in found] == [
        ("data/sub_bureaus/huarongqu.yml", True)
    ]


def test_an_unread_file_of_a_sub_bureau_is_not_called_missing(root: Path) -> None:
    """A broken file is told by itself; its stations are not said to name something unknown."""
    edit(root, "data/sub_bureaus/chengdong.yml", "name: ", "name: [")
    errors = [(one.code, one.place.path) for one in find_problems(root, AS_OF) if one.code.startswith("E")]
    assert errors == [("E104", "data/sub_bureaus/chengdong.yml")]
