"""The finder's answers to addresses, misspelt names and questions: exact matches never come with guesses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from generator.feeds.finder import finder_index
from generator.model.area import EstateCover, StreetCover
from generator.model.officer import Role
from generator.model.public_people import PublicOfficer
from tests.bureaus import AS_OF, area, bureau, on_site_on, post, station

Found = dict[str, Any]
Ask = Callable[[str], Found]

_PREPARE = "(index) => { window.known = JingwuKnowing.prepare(JSON.parse(index)); }"
_ASK = """(typed) => {
  const found = JingwuFinding.search(window.known, typed);
  const names = (isGuess) => found.filter((one) => one.isGuess === isGuess).map((one) => one.entry.item.n);
  return { exact: names(false), guessed: names(true), note: found.note || '',
           rows: found.map(({ entry, match }) => [entry.item.o, entry.item.p, match.hint || '']) };
}"""


def street(name: str, start: int = 1, end: int = 99, parity: str = "all") -> StreetCover:
    return StreetCover.model_validate({"street": name, "from": str(start), "to": str(end), "parity": parity})


def officer(name: str, role: Role = Role.COMMUNITY_OFFICER) -> PublicOfficer:
    return PublicOfficer(name=name, badge="004217", role=role, phone="0711-0000217", on_site=None, photo=None)


def asking(page: Page, index: bytes) -> Ask:
    page.evaluate(_PREPARE, index.decode())

    def ask(typed: str) -> Found:
        found: Found = page.evaluate(_ASK, typed)
        return found

    return ask


@pytest.fixture
def ezhou(finding: Page, ezhou_site: Path) -> Ask:
    """The finder with the index of Ezhou's sample."""
    return asking(finding, (ezhou_site / "assets/finder.json").read_bytes())


def among(page: Page, *covers: tuple[Any, ...], **changes: Any) -> Ask:
    """The finder with communities 甲, 乙, … of one station; each of `covers` is the land of one community."""
    areas = [
        area(f"gulou-{at}", name=f"{name}字社区", covers=land, **changes)
        for at, (name, land) in enumerate(zip("甲乙丙丁", covers, strict=False))
    ]
    stations = [station(name="凤凰派出所", town="凤凰街道", phone="0711-0000110")]
    return asking(page, finder_index(bureau(areas=areas, stations=stations)))


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("官柳路18-1号", "北门社区"),
        ("官柳路2-1号", "北门社区"),
        ("官柳路1-2号", "官柳社区"),
        ("官柳路17-19号", "官柳社区"),
        ("官柳路17、19号", "官柳社区"),
        ("西山花园7栋", "石山社区"),
        ("西山花园1栋", "西山社区"),
        ("四眼井花园3栋", "四眼井社区"),
        ("四眼井花园三号楼", "四眼井社区"),
        ("桂花园路6号", "桂花园社区"),
        ("官柳小区5-1-302", "官柳社区"),
        ("官柳小区3号", "官柳社区"),
        ("官柳小区A区5栋", "官柳社区"),
        ("官柳小区三期5栋", "官柳社区"),
        ("官柳路甲19号", "官柳社区"),
        ("官柳路廿三号", "官柳社区"),
        ("我住官柳小区", "官柳社区"),
        ("官柳2巷5号", "官柳社区"),
        ("古楼派出所电话", "古楼派出所"),
        ("官柳社区 电话", "官柳社区"),
        ("官柳社区民警电话", "官柳社区"),
        ("官柳社区警务室地址", "官柳社区"),
        ("官柳社区派出所", "官柳社区"),
        ("我住在官柳小区谁是我的民警", "官柳社区"),
        ("碧石村三组", "碧石警务区"),
        ("请问官柳路18号归哪个派出所管", "北门社区"),
        ("我妈住官柳小区", "官柳社区"),
        ("官柳小区北门", "官柳社区"),
        ("我住在官柳小", "官柳社区"),
    ],
)
def test_any_usual_spelling_of_an_address_finds_its_community(ezhou: Ask, typed: str, name: str) -> None:
    """An address in any usual spelling finds the community of the house first, as an exact answer."""
    found = ezhou(typed)
    assert found["exact"][:1] == [name]
    assert found["guessed"] == []


def test_buildings_decide_who_has_a_shared_estate(finding: Page) -> None:
    """The building number, however written, decides between two communities that share an estate."""
    ask = among(
        finding,
        (EstateCover(estate="滨湖小区", buildings=("1栋", "2栋")),),
        (EstateCover(estate="滨湖小区", buildings=("三幢", "A区5栋", "7-9栋")),),
    )
    for typed in ("3栋", "三栋", "3幢", "3#", "3号楼", "3-1-302", "A区5栋", "A5栋", "8栋", "０３栋", "3号"):
        assert ask(f"滨湖小区{typed}")["exact"] == ["乙字社区"], typed
    both = ask("滨湖小区")
    assert both["exact"] == ["甲字社区", "乙字社区"]
    assert [hint for _, _, hint in both["rows"]] == ["滨湖小区 1栋、2栋", "滨湖小区 三幢、A区5栋、7-9栋"]
    beyond = ask("滨湖小区12栋")
    assert beyond["exact"] == ["凤凰派出所"]
    assert beyond["note"].endswith("12栋请问凤凰派出所，电话 0711-0000110。")
    for typed, part in (
        ("二期", "2期"),
        ("三期2栋", "这一栋"),
        ("B区2栋", "B2栋"),
        ("K座", "这一栋"),
    ):
        assert ask(f"滨湖小区{typed}")["exact"] == ["凤凰派出所"], typed
        assert f"；{part}请问" in ask(f"滨湖小区{typed}")["note"], typed


def test_a_name_does_not_find_a_shorter_name_inside_it(finding: Page) -> None:
    """A typed name never finds a shorter name inside it: 旧民主街 does not find 民主街."""
    ask = among(finding, (street("新民主街"),), (street("民主街"),))
    assert ask("民主街18号")["exact"] == ["乙字社区"]
    assert ask("新民主街18号")["exact"] == ["甲字社区"]
    for typed in ("旧民主街18号", "旧民主街", "民主街北路18号", "东民主街小区3栋"):
        assert ask(typed)["exact"] == [], typed
    for typed in ("民主街", "民主街18号"):
        assert ask(typed)["exact"][0] == "乙字社区"


def test_a_lane_number_is_part_of_its_name(finding: Page) -> None:
    """A lane's number is part of its name, however written; an unknown lane of a known street leads to the station."""
    ask = among(
        finding, (street("滨湖路", 1, 99, "odd"),), (street("滨湖一巷", 1, 50), street("滨湖路20弄")),
        (street("滨湖路", 2, 98, "even"), EstateCover(estate="新东村")),
    )  # fmt: skip
    assert ask("滨湖1巷5号") == ask("滨湖一巷5号")
    assert ask("滨湖1巷5号")["exact"] == ["乙字社区"]
    assert ask("滨湖路1巷5号") == ask("滨湖路一巷5号")
    assert (ask("滨湖路1巷5号")["exact"], ask("滨湖路1巷5号")["guessed"]) == ([], ["乙字社区"])
    assert (ask("滨湖三巷5号")["exact"], ask("滨湖三巷5号")["guessed"]) == ([], [])
    assert ask("滨湖路20弄3号")["exact"] == ["乙字社区"]
    for typed, lane in (
        ("我住滨湖路18弄3号", "18弄"),
        ("滨湖路五胡同谁管", "5胡同"),
        ("滨湖一巷3巷", "3巷"),
        ("新东村二巷5号", "2巷"),
    ):
        assert ask(typed)["exact"] == ["凤凰派出所"], typed
        assert ask(typed)["note"].endswith(f"；{lane}请问凤凰派出所，电话 0711-0000110。"), typed
    assert ask("滨湖路18弄")["note"].startswith("滨湖路1–99号单号归甲字社区，滨湖路2–98号双号归丙字社区；")


def test_a_number_is_never_cut(finding: Page) -> None:
    """A number is never cut: 东兴路21号 does not find the record 东兴路（2）."""
    ask = among(finding, (street("东兴路"),), (street("东兴路（2）"), EstateCover(estate="东兴小区（2）")))
    assert ask("东兴小区二期")["exact"] == []
    for typed in ("东兴路21号", "东兴路2号", "东兴路2-1号", "东兴路二十一号"):
        assert ask(typed)["exact"] == ["甲字社区"], typed
    for typed in (
        "东兴路（2）21号",
        "东兴路(2)三十一号",
        "东兴小区（2）附近",
        "东兴小区（2）三组",
        "东兴小区（2）3栋",
    ):
        assert ask(typed)["exact"] == ["乙字社区"], typed


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("滨胡路18号", "甲字社区"),
        ("宾湖路", "甲字社区"),
        ("滨湖街18号", "甲字社区"),
        ("滨路18号", "甲字社区"),
        ("湖滨路18号", "甲字社区"),
        ("濱湖路18號", "甲字社区"),
        ("濯塘脑小区3栋", "乙字社区"),
        ("登静洁", "甲字社区"),
        ("我住在滨胡路谁是我的民警", "甲字社区"),
        ("樊口街道滨湖路18号", "甲字社区"),
    ],
)
def test_one_mistake_in_a_name_gives_a_guess(finding: Page, typed: str, name: str) -> None:
    """One mistake in a name still finds it, as a guess: a wrong, missing or swapped character, or the wrong town."""
    ask = among(
        finding, (street("滨湖路"),), (EstateCover(estate="濯塘垴小区"),), officers=(officer("邓静洁"),)
    )
    found = ask(typed)
    assert (found["exact"], found["guessed"][:1]) == ([], [name])
    assert ask("灈塘脑院子")["guessed"] == []


def test_an_exact_answer_comes_without_guesses(finding: Page) -> None:
    """The finder offers no guess that sounds alike where the typed name itself is known."""
    ask = among(finding, (street("滨湖路"),), (street("滨胡路"),))
    assert (ask("滨胡路18号")["exact"], ask("滨胡路18号")["guessed"]) == (["乙字社区"], [])


@pytest.mark.parametrize(
    "typed", ["lvjianguo", "lujianguo", "lyujianguo", "LYU JIANGUO", "lüjianguo", "Lǚ Jiànguó", "ljg"]
)
def test_every_romanisation_of_lv_is_found(finding: Page, typed: str) -> None:
    """The syllable lü is found in every romanisation: of keyboards, of passports and of dictionaries."""
    assert among(finding, (), officers=(officer("吕建国"),))(typed)["exact"] == ["甲字社区"]


@pytest.mark.parametrize(
    ("name", "typed"), [("乜红", "niehong"), ("阚泽", "kan"), ("粘晓", "nian"), ("乜红", "miehong")]
)
def test_a_surname_is_found_by_both_readings(finding: Page, name: str, typed: str) -> None:
    """A surname is found by its reading as a surname and by the reading in the dictionary."""
    assert among(finding, (), officers=(officer(name),))(typed)["exact"] == ["甲字社区"]


def test_a_house_outside_every_range_leads_to_the_station(finding: Page) -> None:
    """A house number outside every known range leads to the station, with its phone and the rest of the street."""
    found = among(finding, (street("滨湖路", 1, 88),))("滨湖路200号")
    assert found["exact"] == ["凤凰派出所"]
    assert found["note"] == "滨湖路1–88号归甲字社区；200号请问凤凰派出所，电话 0711-0000110。"


def test_a_vacancy_shows_whom_to_call(finding: Page) -> None:
    """A community without an officer shows the acting officer's phone, or the station's where nobody acts."""
    assert among(finding, ())("甲字社区")["rows"] == [["空缺，有事请打", "0711-0000110", ""]]
    acting = among(finding, (), officers=(officer("王建国", Role.ACTING),))("甲字社区")
    assert acting["rows"] == [["空缺，有事请找王建国", "0711-0000217", ""]]


def test_a_dissolved_communitys_streets_lead_to_its_successor(finding: Page) -> None:
    """A dissolved community's streets lead to its successor, and its name to its own page."""
    land = (street("滨湖路"), street("湖滨路"))
    ended: dict[str, Any] = {"until": AS_OF - dt.timedelta(days=30), "merged_into": ("gulou-a",)}
    areas = [
        area("gulou-a", name="桥头社区", covers=(street("湖滨路", 1, 50),)),
        area("gulou-b", name="滨湖社区", covers=land, **ended),
    ]
    ask = asking(finding, finder_index(bureau(areas=areas)))
    assert ask("滨湖路18号")["exact"] == ["桥头社区"]
    assert ask("滨湖路18号")["rows"][0][2] == "滨湖路1–99号，原滨湖社区"
    assert ask("湖滨路18号")["rows"][0][2] == "湖滨路1–50号"
    assert ask("滨湖社区")["exact"] == ["滨湖社区"]


def test_spelling_of_a_record_does_not_hide_it(finding: Page) -> None:
    """Radicals and full-width characters in a record do not keep it from being found."""
    ask = among(finding, (street("⻓港路"), street("１０６国道"), EstateCover(estate="东门小区")))
    for typed in ("长港路18号", "106国道18号", "一〇六国道18号", "东门小区3栋", "⻓港路18号", "changganglu"):
        assert ask(typed)["exact"] == ["甲字社区"], typed


def test_words_for_services_and_pages_lead_there(ezhou: Ask) -> None:
    """Words for services and pages lead to them, in a sentence too; a place's name goes before them."""
    assert ezhou("身份证")["exact"] == ["居民身份证"]
    assert ezhou("身份证怎么办")["exact"] == ezhou("身份证")["exact"]
    assert ezhou("丢了身份证去哪里补")["exact"][0] == "居民身份证"
    assert ezhou("居住证")["exact"] == ["居住登记、居住证"]
    assert ezhou("报案")["exact"] == ["当面报案"]
    assert ezhou("反诈")["exact"][0] == "反诈预警劝阻专线"
    assert ezhou("投诉")["exact"] == ["投诉民警"]
    assert ezhou("家暴")["exact"] == ["报警、报案"]
    assert "市场监管投诉举报热线" not in ezhou("夫妻吵架")["exact"]
    assert "市场监管投诉举报热线" in ezhou("消费纠纷")["exact"]
    assert ezhou("纠纷")["exact"] == ezhou("邻里纠纷")["exact"] == ["求助"]
    for crime in ("赌博", "嫖娼", "枪支", "爆炸物"):
        assert ezhou(crime)["exact"] == ["报警、报案"], crime
    assert ezhou("丢钱包了")["exact"][0] == "求助"
    assert ezhou("楼下起火")["exact"] == ezhou("119")["exact"] == ["消防救援"]
    assert ezhou("12345")["exact"] == ["政务服务便民热线"]
    assert ezhou("代表会什么时候开")["exact"][0] == "群众代表会"
    assert ezhou("排名")["exact"] == ["派出所月度排名"]
    assert ezhou("古楼派出所")["exact"] == ["古楼派出所"]


@pytest.mark.parametrize(
    "typed",
    [
        "管滨湖路18号的派出所",
        "我想咨询一下滨湖路18号",
        "警察同志，滨湖路18号",
        "滨湖路18号东头归哪个社区",
        "滨湖花园小区",
        "滨湖花园住宅小区3栋",
        "滨湖村第四村民组",
        "滨湖村民警是谁",
        "麻烦问下滨湖村派出所地址",
    ],
)
def test_words_of_a_question_are_ignored(finding: Page, typed: str) -> None:
    """The finder ignores the words of a question before and after a name."""
    ask = among(
        finding,
        (street("滨湖路"), EstateCover(estate="滨湖花园"), EstateCover(estate="滨湖村")),
        (EstateCover(estate="下滨湖村"),),
        villages=(),
    )
    assert ask(typed)["exact"][:1] == ["甲字社区"]


def test_a_house_number_after_pinyin_finds_its_community(finding: Page) -> None:
    """A house number after a street in pinyin or initials finds the community that has the house."""
    ask = among(
        finding,
        (
            street("石路", parity="odd"),
            street("石路二巷"),
            EstateCover(estate="金狮花园", buildings=("1栋",)),
        ),
        (street("石路", parity="even"), EstateCover(estate="金狮花园", buildings=("2栋",))),
        villages=(),
    )
    for typed in ("shilu 2", "shilu2hao", "Shí Lù 2", "sl2", "jinshihuayuan 2", "jshy2dong"):
        assert ask(typed)["exact"][:1] == ["乙字社区"], typed
    for typed in ("shilu 1", "shilu 01 hao", "jinshihuayuan1zhuang"):
        assert ask(typed)["exact"][:1] == ["甲字社区"], typed
    assert ask("shilu 300")["exact"] == []


def test_part_of_a_stations_name_guesses_that_station(finding: Page) -> None:
    """A part of a station's name guesses that station, and never a station of another name."""
    stations = [station("kejicheng", name="科技城（东渚街道）派出所"), station("dongshan", name="东山派出所")]
    ask = asking(finding, finder_index(bureau(areas=[], stations=stations)))
    for typed in ("东渚派出所", "科技城派出所"):
        found = ask(typed)
        assert (found["exact"], found["guessed"]) == ([], ["科技城（东渚街道）派出所"]), typed
    assert ask("东山派出所")["exact"] == ["东山派出所"]


def test_a_building_after_a_communitys_name_is_guessed_as_its_own_first(finding: Page) -> None:
    """A building after a community's name guesses that community first, although it lists no such estate."""
    ask = among(finding, (street("乙字路", parity="even"),), (street("乙字路", parity="odd"),), villages=())
    for typed in ("乙字10栋", "我家住乙字3幢201"):
        found = ask(typed)
        assert (found["exact"], found["guessed"][:1]) == ([], ["乙字社区"]), typed
    assert ask("新乙字10栋")["guessed"] == []


def test_a_village_is_found_with_the_officers_days_there(finding: Page) -> None:
    """Who asks for a village reads when the officer is there; another village of the area has no such days."""
    who = replace(officer("李敏"), on_site=on_site_on("周二", "周四"))
    days = [{"village": "三江村", "days": ["周二"], "hours": "09:00-11:30"}]
    own = post(village_days=days)
    ask = among(
        finding,
        (EstateCover(estate="三江村"), EstateCover(estate="江边村")),
        villages=("三江村", "江边村"),
        officers=(who,),
        post=own,
    )
    for typed in ("三江村", "三江", "sanjiangcun"):
        assert [hint for _, _, hint in ask(typed)["rows"]] == ["三江村，民警周二 9:00–11:30在村里"], typed
    assert [hint for _, _, hint in ask("江边村")["rows"]] == ["江边村"]


def test_groups_of_a_village_are_told_apart(finding: Page) -> None:
    """A village's groups decide between its communities; a group says nothing where the record lists none."""
    ask = among(
        finding,
        (
            EstateCover(estate="江湾村", buildings=("1组", "二组")),
            EstateCover(estate="南环新村", buildings=("1栋",)),
        ),
        (
            EstateCover(estate="江湾村", buildings=("第三村民小组",)),
            EstateCover(estate="南环新村", buildings=("2栋",)),
        ),
        villages=(),
    )
    for typed in ("江湾村1组", "江湾村一组12号", "江湾村 2组 3号", "江湾村第二村民小组12-1"):
        assert ask(typed)["exact"] == ["甲字社区"], typed
    for typed in ("江湾村3组", "江湾村三队1号"):
        assert ask(typed)["exact"] == ["乙字社区"], typed
    for typed in ("江湾村12号", "南环新村3组"):
        assert ask(typed)["exact"] == ["甲字社区", "乙字社区"], typed
    assert "；9组请问" in ask("江湾村9组1号")["note"]


@pytest.mark.parametrize("typed", ["滨湖花园西苑", "我住在滨湖村老村归谁管", "滨湖村住宅小区", "滨湖花园村"])
def test_an_unknown_part_of_an_estate_gives_a_guess(finding: Page, typed: str) -> None:
    """An unknown part after an estate's name makes the estate a guess; after a street it gives none."""
    ask = among(finding, (EstateCover(estate="滨湖花园"), EstateCover(estate="滨湖村"), street("滨湖路")))
    found = ask(typed)
    assert (found["exact"], found["guessed"]) == ([], ["甲字社区"])
    assert ask("滨湖路西苑")["guessed"] == []


def test_a_house_number_alone_has_no_exact_answer(finding: Page) -> None:
    """A house number without a street is never answered exactly, and the note asks for the street."""
    ask = among(finding, (street("五层一巷"),), aliases=("复兴路18号院",))
    for typed in ("🏠18号", "18号院", "5栋2单元"):
        found = ask(typed)
        assert (found["exact"], found["note"]) == ([], "只有门牌，请再写上路名、小区或村名。"), typed
    for typed in ("复兴路18号院", "五层一巷5号"):
        assert ask(typed)["exact"] == ["甲字社区"], typed
    assert ask("五层一巷9弄3号")["exact"] == ["凤凰派出所"]


@pytest.mark.parametrize(
    "typed", ["我家的民警是谁", "警务室几点开门", "谁是我的社区民警", "社区民警电话是多少"]
)
def test_a_question_without_a_place_gets_a_request_for_one(ezhou: Ask, typed: str) -> None:
    """A question that names no place is answered by a request for one, without guesses."""
    found = ezhou(typed)
    assert (found["exact"], found["guessed"], found["note"]) == ([], [], "请写上小区、路名或村名。")


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("民警态度不好", "投诉民警"),
        ("举报民警", "投诉民警"),
        ("举报赌博", "报警、报案"),
        ("赌博举报", "报警、报案"),
        ("有人贩毒", "报警、报案"),
        ("电动车被偷了", "报警、报案"),
        ("我被骗了", "报警、报案"),
        ("有人打架", "报警、报案"),
        ("派出所排名第一是谁", "派出所月度排名"),
        ("无犯罪记录证明", "无犯罪记录证明"),
        ("怎么办驾驶证", "派出所列表"),
        ("养狗证", "派出所列表"),
        ("电动车上牌", "派出所列表"),
        ("shenfenzheng", "居民身份证"),
        ("sfz", "居民身份证"),
        ("juzhuzheng", "居住登记、居住证"),
    ],
)
def test_everyday_words_lead_to_the_right_page(ezhou: Ask, typed: str, title: str) -> None:
    """Everyday words lead to the right page, service or item; what no police post offers leads to the stations."""
    found = ezhou(typed)
    assert (found["exact"][:1], found["guessed"]) == ([title], [])
