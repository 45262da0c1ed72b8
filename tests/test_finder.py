"""Tests of the finder's index: everything that a resident may type, prepared for the script."""

from __future__ import annotations

import datetime as dt
from typing import Any

import orjson
import pytest

from generator.feeds.finder import finder_index
from generator.model.area import EstateCover, StreetCover
from generator.model.officer import Role
from generator.model.public_people import PublicOfficer
from generator.model.reference import Duties, Services
from tests.bureaus import AS_OF, area, bureau, post, station


def index(**changes: Any) -> dict[str, Any]:
    found: dict[str, Any] = orjson.loads(finder_index(bureau(**changes)))
    return found


def street(name: str, start: int = 1, end: int = 99, parity: str = "all") -> StreetCover:
    return StreetCover.model_validate({"street": name, "from": str(start), "to": str(end), "parity": parity})


def officer(name: str, badge: str = "004217", role: Role = Role.COMMUNITY_OFFICER) -> PublicOfficer:
    return PublicOfficer(name=name, badge=badge, role=role, phone="0711-0000217", on_site=None, photo=None)


def test_an_area_has_all_its_names() -> None:
    """Names include aliases, villages, officers, badges, streets with numbers, estates with buildings, and the post."""
    known = area(
        name="官柳社区", aliases=("老官柳",), villages=("柳村",),
        covers=(
            street("滨湖路", parity="odd"), EstateCover(estate="官柳小区"),
            EstateCover(estate="滨湖花园", buildings=("1栋", "二幢", "A座", "5-6栋")),
        ),
        officers=(officer("单雨"), officer("王一", "004218")), post=post(address="滨湖路 18 号"),
    )  # fmt: skip
    found = index(areas=[known], stations=[station(name="古楼派出所", phone="0711-0000110")])
    assert found["areas"] == [
        {
            "u": "gulou-a",
            "n": "官柳社区",
            "k": "城区社区",
            "p": "0711-0000217",
            "o": ["单雨", "王一"],
            "b": ["004217", "004218"],
            "c": ["420704002001"],
            "w": ["老官柳", "柳村"],
            "r": [["滨湖路", 1, 99, "odd"]],
            "e": [["官柳小区"], ["滨湖花园", ["1", "2", "a", "5", "6"], "1栋、二幢、A座、5-6栋"]],
            "a": "滨湖路 18 号",
        }
    ]


def test_a_station_refers_to_its_town() -> None:
    """A station has its 24-hour phone and its address; each town is listed once."""
    stations = [station(name="古楼派出所", address="古楼路 1 号"), station("xishan", name="西山派出所")]
    found = index(areas=[], stations=stations)
    assert found["towns"] == [["鄂城区", "古楼街道"]]
    assert found["stations"][0] == {
        "u": "gulou", "n": "古楼派出所", "p": "0711-0000110", "t": 0, "a": "古楼路 1 号",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("who", "of_post", "phone", "is_vacant"),
    [
        ((officer("王一"),), post(), "0711-0000217", False),
        ((officer("王一", role=Role.ACTING),), post(), "0711-0000217", True),
        ((), post(), "0711-0000110", True),
        ((), None, "0711-0000110", True),
    ],
    ids=["officer", "acting", "post", "no post"],
)
def test_the_phone_is_answered_today(
    who: tuple[PublicOfficer, ...], of_post: Any, phone: str, is_vacant: bool
) -> None:
    """It is the officer's phone, else the station's; an area without a community officer is marked vacant."""
    (found,) = index(areas=[area(officers=who, post=of_post)])["areas"]
    assert (found["p"], bool(found.get("v"))) == (phone, is_vacant)


def test_a_dissolved_communitys_area_leads_to_its_successors() -> None:
    """Successors that were dissolved themselves are followed to those that exist today."""
    ended: dict[str, Any] = {"until": AS_OF - dt.timedelta(days=30), "covers": (street("滨湖路"),)}
    areas = [
        area("gulou-a", name="桥头社区"),
        area("gulou-b", name="滨湖社区", merged_into=("gulou-c",), **ended),
        area("gulou-c", name="湖滨社区", merged_into=("gulou-a", "gulou-d"), **ended),
        area("gulou-d", name="北门社区"),
    ]
    former = index(areas=areas)["former"]
    assert [(row["n"], row["h"], row["r"]) for row in former] == [
        ("滨湖社区", [0, 1], [["滨湖路", 1, 99, "all"]]),
        ("湖滨社区", [0, 1], [["滨湖路", 1, 99, "all"]]),
    ]
    assert former[0]["p"] == "0711-0000110"


def test_a_key_is_written_only_where_the_script_cannot_make_it() -> None:
    """Keys exist only for full width, brackets and radicals; the script normalises numerals itself."""
    known = area(
        name="官柳社区", aliases=("官柳（老）", "⻓港"), covers=(street("官柳一巷"), street("Ａ区路"))
    )
    assert index(areas=[known])["keys"] == {"官柳（老）": "官柳老", "⻓港": "长港", "Ａ区路": "a区路"}


def test_characters_have_their_readings() -> None:
    """Characters have their readings, a surname its own, and common characters with the same reading are listed."""
    known = area(name="朝阳社区", officers=(officer("单雨"), officer("吕红")))
    found = index(areas=[known], stations=[station(name="古楼派出所")])
    assert [syllable for syllable, read in found["sounds"].items() if "朝" in read] == ["chao", "zhao"]
    assert found["first"] == {"shan": "单"}
    assert "吕" in found["sounds"]["lv"]
    assert "绿" in found["alike"]["lv"]
    assert "朝" not in "".join(found["alike"].values())
    assert not found["sounds"].keys() & {"bin"}


def test_traditional_characters_lead_to_simplified_ones() -> None:
    """The table contains only characters whose simplified form occurs in a name or a word around it."""
    known = area(name="滨湖社区", covers=(street("⻓港路"),))
    found = index(areas=[known])
    table = dict(zip(*found["traditional"], strict=True))
    assert (table["濱"], table["號"], table["電"]) == ("滨", "号", "电")
    assert "龍" not in table
    assert dict(zip(*found["radicals"], strict=True))["⻔"] == "门"


def test_words_of_services_lead_to_them() -> None:
    """Residents' words lead to each item and service that mentions the matter, and to the bureau's own numbers."""
    texts = {"original": "原文", "clause": "三(三)"}
    cards = [{"id": "household", "title": "户口登记、迁移"}, {"id": "id-card", "title": "居民身份证"}]
    fraud = [{"id": "ask", "title": "问法律问题"}]
    services = Services.model_validate(
        {
            "services": [
                {"id": "cards", "title": "代办户口、证件等", "what": "代办", "items": cards, **texts},
                {"id": "fraud", "title": "防诈骗", "what": "防范电信诈骗", "items": fraud, **texts},
            ]
        }
    )
    duties = Duties.model_validate(
        {
            "kinds": bureau().duties.kinds,
            "elsewhere": [{"need": "停电、电费", "call": "供电服务热线", "phone": "95598"}],
        }
    )
    topics = {url: words for url, _, _, _, words in index(services=services, duties=duties)["topics"]}
    assert {"户口登记", "户口本"} <= set(topics["services/#household"])
    assert {"居民身份证", "身份证"} <= set(topics["services/#id-card"])
    assert "身份证" not in topics["services/#household"]
    assert {"反诈", "诈骗"} <= set(topics["services/#fraud"])
    assert "身份证" not in topics["services/#fraud"]
    assert {"停电", "电费", "供电服务热线"} <= set(topics["tel:95598"])
    assert "投诉" in topics["tel:12389"]
    assert "代表会" in topics["meetings/"]
    assert "排名" in topics["ranking/"]
