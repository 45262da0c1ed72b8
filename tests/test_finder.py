"""The finder's index: what a resident may type, normalised as finding.js normalises it."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.feeds.finder import finder_index, normalise
from generator.model.area import EstateCover, Parity, StreetCover
from generator.model.officer import Role
from generator.model.public import PublicOfficer
from tests.bureaus import area, bureau, post, station


def entries(**changes: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = orjson.loads(finder_index(bureau(**changes)))["entries"]
    return found


def officer(name: str, badge: str = "004217") -> PublicOfficer:
    return PublicOfficer(
        name=name, badge=badge, role=Role.COMMUNITY_OFFICER, phone="0711-0000217", on_site=None, photo=None
    )


def test_an_area_is_found_by_all_its_names() -> None:
    """Name, aliases, villages, streets, estates, officers, badges, the post's address; and where it lies."""
    covers = (
        StreetCover.model_validate({"street": "滨湖路", "from": "1", "to": "99", "parity": "odd"}),
        EstateCover(estate="官柳小区"),
    )
    known = area(
        name="官柳社区", aliases=("老官柳",), villages=("柳村",), covers=covers,
        officers=(officer("单雨"), officer("王一", "004218")), post=post(address="滨湖路 18 号"),
    )  # fmt: skip
    found = entries(areas=[known], stations=[station(name="古楼派出所", phone="0711-0000110")])
    assert found[0] == {
        "u": "communities/gulou-a/",
        "t": "城区社区",
        "n": "官柳社区",
        "o": "单雨、王一",
        "p": "0711-0000217",
        "s": "古楼派出所",
        "w": ["鄂城区", "古楼街道"],
        "k": ["老官柳", "柳村", "滨湖路", "官柳小区"],
        "x": ["004217", "004218", "滨湖路 18 号"],
        "r": [["滨湖路", 1, 99, Parity.ODD.value]],
    }  # fmt: skip


def test_a_station_is_found_by_name_town_and_address() -> None:
    """After the areas, with its 24-hour phone."""
    found = entries(areas=[], stations=[station(name="古楼派出所", town="古楼街道", address="古楼路 1 号")])
    assert found == [
        {
            "u": "stations/gulou/",
            "t": "派出所",
            "n": "古楼派出所",
            "o": "",
            "p": "0711-0000110",
            "s": "古楼街道",
            "w": ["鄂城区"],
            "k": ["古楼街道"],
            "x": ["古楼路 1 号"],
            "r": [],
        }
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("who", "of_post", "phone"),
    [((officer("王一"),), post(), "0711-0000217"), ((), post(), "0711-0000111"), ((), None, "0711-0000110")],
    ids=["officer", "post", "station"],
)
def test_there_is_always_a_phone(who: tuple[PublicOfficer, ...], of_post: object, phone: str) -> None:
    """The officer's, else the post's, else the station's."""
    assert entries(areas=[area(officers=who, post=of_post)])[0]["p"] == phone


def test_a_name_stands_once() -> None:
    """However it is punctuated; as it was written first."""
    known = area(name="官柳社区", aliases=("官柳·社区", "老 官柳"), villages=("老官柳", "。"))
    assert entries(areas=[known])[0]["k"] == ["老 官柳"]


def test_what_is_shown_can_be_read() -> None:
    """Every name, officer and place, the city too, has its characters' readings in the index; addresses have not."""
    known = area(
        name="朝阳社区", villages=("柳村",), officers=(officer("单雨"),), post=post(address="滨湖路 18 号")
    )
    index = orjson.loads(finder_index(bureau(areas=[known], stations=[station(name="古楼派出所")])))
    assert index["places"] == ["鄂州市", "鄂州市公安局"]
    assert index["sounds"]["朝"] == "chao zhao"
    assert index["first"] == {"单": "shan"}
    assert set("朝阳社区柳村单雨古楼派出所街道鄂州市公安局") <= set(index["sounds"])
    assert not set("滨湖") & set(index["sounds"])


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Ａ座 １２号", "a座12号"),
        ("滨湖路-18·号", "滨湖路18号"),
        ("  ", ""),
        ("（老）官柳", "老官柳"),
        ("Ⅷ号院", "viii号院"),
        ("ＧＵＡＮ liu", "guanliu"),
    ],
)
def test_what_is_typed_is_folded(typed: str, key: str) -> None:
    """Full width, case, spaces and punctuation make no difference."""
    assert normalise(typed) == key


@given(st.text(alphabet="，。（）·- ０１２ＡＢabÉé1号路社Ⅷ①㈱İß"))
def test_folding_twice_is_folding_once(text: str) -> None:
    """What is indexed folds to itself, or a typed text would not match its own key."""
    assert normalise(normalise(text)) == normalise(text)
