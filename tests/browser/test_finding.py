"""The matching of finding.js: names, addresses and readings, in Ezhou's sample and in small bureaus."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from generator.feeds.finder import finder_index
from generator.model.area import StreetCover
from generator.text.comparing import folded
from tests.browser.watching import watched_page
from tests.bureaus import area, bureau, station

Find = Callable[[str], list[str]]

# Exact answers only, no guesses.
_SEARCH = """([index, typed]) => JingwuFinding.search(JingwuKnowing.prepare(JSON.parse(index)), typed)
  .filter((found) => !found.isGuess).map((found) => found.entry.item.n)"""
_SEARCH_ALL = """([index, pieces]) => {
  const known = JingwuKnowing.prepare(JSON.parse(index));
  return pieces.map((piece) => JingwuFinding.search(known, piece).map((found) => found.entry.item.u));
}"""


@pytest.fixture(scope="module")
def any_page(browser: Browser, site_url: str) -> Iterator[Page]:
    """A page that has loaded finding.js."""
    with watched_page(browser, site_url) as watched:
        watched.page.goto(site_url)
        yield watched.page
        assert watched.complaints == []


@pytest.fixture(scope="module")
def find(any_page: Page, ezhou_site: Path) -> Find:
    """A function that returns the names of Ezhou's entries that match exactly, best first."""
    index = (ezhou_site / "assets/finder.json").read_text("utf-8")

    def names(typed: str) -> list[str]:
        found: list[str] = any_page.evaluate(_SEARCH, [index, typed])
        return found

    return names


def found_among(page: Page, typed: str, *known: str, **changes: Any) -> list[str]:
    """Names of the areas or of the station that match exactly, among areas named `known`."""
    areas = [area(f"gulou-{number}", name=name, **changes) for number, name in enumerate(known)]
    index = finder_index(
        bureau(areas=areas, stations=[station(name="古楼派出所", phone="0711-0000110")])
    ).decode()
    found: list[str] = page.evaluate(_SEARCH, [index, typed])
    return found


def test_every_piece_of_a_name_is_found(
    any_page: Page, ezhou_site: Path, finder_entries: list[dict[str, Any]]
) -> None:
    """Every piece of a name, an officer, a badge or an address finds all entries that contain it."""
    index = (ezhou_site / "assets/finder.json").read_text("utf-8")
    texts = {
        entry["u"]: [folded(text) for text in (entry["n"], *entry["o"].split("、"), *entry["k"], *entry["x"])]
        for entry in finder_entries
    }
    pieces = sorted(
        {
            text[start : start + length]
            for entry in finder_entries[::12]
            for text in texts[entry["u"]]
            for length in (1, 2, 3, 5)
            for start in range(len(text) - length + 1)
            if "一" <= text[start] <= "龥"
        }
    )
    found: list[list[str]] = any_page.evaluate(_SEARCH_ALL, [index, pieces])
    for piece, answering in zip(pieces, found, strict=True):
        holding = {address for address, known in texts.items() if any(piece in text for text in known)}
        assert holding <= set(answering), piece


@pytest.mark.parametrize(
    ("official", "short"),
    [
        ("伯浩村委会", "伯浩村"),
        ("伯浩村村委会", "伯浩村"),
        ("伯浩村民委员会", "伯浩村"),
        ("伯浩村村民委员会", "伯浩村"),
        ("官柳居委会", "官柳社区"),
        ("官柳社区居委会", "官柳社区"),
        ("官柳居民委员会", "官柳社区"),
        ("官柳社区居民委员会", "官柳社区"),
        ("武钢矿山机修居民委员会", "武钢矿山机修居委会"),
        ("武钢矿山机修社区", "武钢矿山机修居委会"),
    ],
)
def test_an_official_name_finds_what_the_short_one_finds(find: Find, official: str, short: str) -> None:
    """The official name of a village's or community's committee finds the place itself."""
    assert find(official) == find(short) != []


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("古楼派出所 官柳社区", "官柳社区"),
        ("官柳社区　古楼街道", "官柳社区"),
        ("gulou glsq", "官柳社区"),
        ("古楼街道官柳社区", "官柳社区"),
        ("古楼街道办事处官柳居委会", "官柳社区"),
        ("湖北省鄂州市鄂城区古楼街道官柳社区", "官柳社区"),
        ("鄂州市古楼派出所", "古楼派出所"),
        ("鄂州市公安局古楼派出所", "古楼派出所"),
        ("官柳警务室", "官柳社区"),
        ("古楼警务室", "古楼派出所"),
        ("官柳居", "官柳社区"),
        ("官柳警务", "官柳社区"),
        ("官柳社区民警", "官柳社区"),
        ("官柳社区民警姓名", "官柳社区"),
        ("官柳社区民警姓什么", "官柳社区"),
        ("官柳社区范警官", "官柳社区"),
        ("古楼派出所 范警官", "官柳社区"),
        ("樊川路十八号", "樊口社区"),
        ("樊川路一百一十七号", "樊川社区"),
        ("古楼派出所 官柳路 18 号", "北门社区"),
    ],
)
def test_what_people_put_around_a_name_does_not_hide_it(find: Find, typed: str, name: str) -> None:
    """A name is found with its station, town or city before it, a title after it, or spaces within it."""
    assert find(typed)[:1] == [name]


def test_every_word_must_match(find: Find) -> None:
    """Every word must match the entry or its station: a community with another station's name finds nothing."""
    assert find("古楼派出所 官柳社区") == ["官柳社区"]
    assert find("西山派出所 官柳社区") == []
    assert find("西山街道官柳社区") == []
    assert find("没有 这个词") == []


@pytest.mark.parametrize(
    "typed", ["范警官", "范民警", "姓范的民警", "姓范民警", "社区民警姓范", "请问姓范的警官"]
)
def test_a_surname_and_title_find_the_officers_of_that_name(find: Find, typed: str) -> None:
    """A surname with a title finds the officers of that surname, and no other entry with the character."""
    assert find(typed) == ["澜湖社区", "官柳社区"]


@pytest.mark.parametrize(
    ("typed", "station"),
    [
        ("樊川路9999号", ["鄂州经济开发区派出所"]),
        ("樊川路 999 号", ["鄂州经济开发区派出所"]),
        ("樊川路九千号", ["鄂州经济开发区派出所"]),
        ("古楼街道9号", ["古楼派出所"]),
        ("古楼路19号", []),
    ],
)
def test_a_wrong_address_leads_to_no_community(find: Find, typed: str, station: list[str]) -> None:
    """An address that does not exist finds no community, at most the station of the street or town."""
    assert find(typed) == station


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("3531sq", "3531社区"),
        ("3531shequ", "3531社区"),
        ("fxl24hsq", "复兴路24号社区"),
        ("fuxinglu24hao", "复兴路24号社区"),
        ("scqa12q", "三长区A12区"),
        ("chaoyang", "朝阳村"),
        ("zhaoyang", "朝阳村"),
        ("cyc", "朝阳村"),
        ("shanjia", "单家湾"),
        ("danjia", "单家湾"),
        ("xjy", "解家营"),
        ("xiejiaying", "解家营"),
        ("qiujia", "仇家村"),
        ("na", "那𡌶"),
        ("licun", "李𡌶村"),
        ("lc", "李𡌶村"),
    ],
)
def test_readings_and_initials(any_page: Page, typed: str, name: str) -> None:
    """Digits and letters in a name stay whole, surnames are read as surnames, unreadable characters are skipped."""
    known = (
        "复兴路24号社区",
        "3531社区",
        "三长区A12区",
        "朝阳村",
        "单家湾",
        "解家营",
        "仇家村",
        "那𡌶",
        "李𡌶村",
    )
    assert found_among(any_page, typed, *known)[:1] == [name]


@pytest.mark.parametrize("typed", ["3sq", "uanliu", "liushe1", "ls", "anl"])
def test_readings_begin_with_a_syllable(any_page: Page, typed: str) -> None:
    """A reading matches only from the beginning of a syllable, and digits are never cut."""
    assert found_among(any_page, typed, "3531社区", "官柳小区") == []


def test_whole_names_come_before_parts(any_page: Page) -> None:
    """Whole names come first, then names that begin with the query, then names that contain it."""
    known = ("老官柳社区", "官柳社区北", "官柳社区")
    assert found_among(any_page, "官柳社区", *known) == ["官柳社区", "官柳社区北", "老官柳社区"]
    assert found_among(any_page, "glsq", *known) == ["官柳社区", "官柳社区北", "老官柳社区"]
    assert found_among(any_page, "guanliu", *known) == ["官柳社区北", "官柳社区", "老官柳社区"]


def test_a_phone_is_found_from_its_beginning_or_within_its_local_part(any_page: Page) -> None:
    """A phone number matches from its beginning or within its local part, never across the hyphen."""
    assert found_among(any_page, "110", "官柳社区", officers=(), post=None) == ["官柳社区", "古楼派出所"]
    index = finder_index(bureau(areas=[], stations=[station(phone="0711-0000207")])).decode()
    answered = {
        typed: bool(any_page.evaluate(_SEARCH, [index, typed]))
        for typed in ("110", "1100", "0711", "0711-0000207", "07110000207", "0207", "0711 0000")
    }
    assert answered == {
        "110": False, "1100": False, "0711": True, "0711-0000207": True, "07110000207": True, "0207": True,
        "0711 0000": True,
    }  # fmt: skip


def _part(start: int, end: int) -> StreetCover:
    return StreetCover.model_validate({"street": "滨湖路", "from": start, "to": end})


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("滨湖路200号楼下药店", "东塔社区"),
        ("滨湖路18号（近邮局）", "西塔社区"),
        ("家住滨湖路200号的老人走失了", "东塔社区"),
        ("滨湖路18号斜对过", "西塔社区"),
    ],
)
def test_words_around_an_address_change_nothing(any_page: Page, typed: str, name: str) -> None:
    """Words around an address change nothing: the community of the house answers, not the station."""
    areas = [
        area("gulou-dong", name="东塔社区", covers=(_part(101, 300),)),
        area("gulou-xi", name="西塔社区", covers=(_part(1, 99),)),
    ]
    index = finder_index(bureau(areas=areas)).decode()
    assert any_page.evaluate(_SEARCH, [index, typed]) == [name]


@pytest.mark.parametrize("typed", ["古楼新路", "古楼花园小区", "古楼派出所新路"])
def test_a_whole_name_does_not_match_the_end_of_a_longer_one(any_page: Page, typed: str) -> None:
    """A whole name after a place does not match the end of a longer name: 新路 is not 高新路."""
    known = {"aliases": ["高新路", "桂花园小区"]}
    assert found_among(any_page, typed, "东塔社区", **known) == []


@pytest.mark.parametrize("typed", ["俺住在东塔社区", "我想查一下东塔社区属于哪个派出所", "东塔社区谁管谢谢"])
def test_combinations_of_known_words_are_ignored(any_page: Page, typed: str) -> None:
    """Combinations of known words around a name are ignored like the words themselves."""
    assert found_among(any_page, typed, "东塔社区", "西塔社区") == ["东塔社区"]


_TIME = """([index, typed]) => {
  const known = JingwuKnowing.prepare(JSON.parse(index));
  const began = performance.now();
  JingwuFinding.search(known, typed);
  return performance.now() - began;
}"""


@pytest.mark.parametrize("piece", ["我", "在", "我住在"])
def test_a_repetitive_query_is_answered_quickly(any_page: Page, ezhou_site: Path, piece: str) -> None:
    """A query that repeats a word for two hundred characters is answered in under a second."""
    index = (ezhou_site / "assets/finder.json").read_text("utf-8")
    assert any_page.evaluate(_TIME, [index, (piece * 200)[:200]]) < 1000
