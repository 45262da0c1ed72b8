"""Names of persons and places: whole, without spaces, quotes or titles, and never mistaken for a title."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Final

import pytest
from pydantic import TypeAdapter, ValidationError

from generator.load import load
from generator.load.scanning import lost_problems
from generator.model.naming import ListedName, Name, PersonName
from generator.problems import ProblemsFound
from generator.text.names import strange_in, without_quotes, without_spaces, without_title

BASE: Final = Path(__file__).parent / "bad_data" / "_base"
PERSON: Final[TypeAdapter[str]] = TypeAdapter(PersonName)
PLACE: Final[TypeAdapter[str]] = TypeAdapter(Name)
LISTED: Final[TypeAdapter[str]] = TypeAdapter(ListedName)
AREA: Final = "data/communities/gulou/gulou-guanliu.yml"


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("张建国警官", "张建国"),
        ("王建国同志", "王建国"),
        ("民警:王建国", "王建国"),
        ("社区民警:王建国", "王建国"),
        ("李某某(所长)", "李某某"),
        ("李某某（副所长）", "李某某"),
        ("周明[代]", "周明"),
        ("买买提·艾力副教导员", "买买提·艾力"),
        ("民警王建国", "王建国"),
        ("社区民警王建国", "王建国"),
        ("副所长 欧阳建国", "欧阳建国"),
        ("张建国 004217", "张建国"),
        ("004217张建国", "张建国"),
        ("张建国,0711-0000217", "张建国"),
        ("张警官", ""),
        ("张警官 004217", ""),
        ("民警张警官", ""),
        ("王副所长", ""),
        ("王建国", None),
        ("张同志", None),
        ("同志强", None),
        ("任警", None),
        ("欧阳建国", None),
        ("阿卜杜拉·买买提", None),
        ("䶮䶮", None),
        ("Li Min", None),
    ],
)
def test_a_title_is_cut_from_a_name(name: str, plain: str | None) -> None:
    """A title is cut from a name: "" where only a surname is left, None for a name without a title."""
    assert without_title(name) == plain


@pytest.mark.parametrize(
    "name", ["李?明", "李？明", "李□明", "李某", "李某某", "某某", "李*明", "李×明", "李XX", "○○○"]
)
def test_a_name_is_whole(tmp_path: Path, name: str) -> None:
    """A lost character and a hidden name are errors, each with its own hint."""
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    text = (tmp_path / AREA).read_text("utf-8")
    (tmp_path / AREA).write_text(text.replace("name: 王建国", f"name: {name}"), "utf-8")
    with pytest.raises(ProblemsFound) as found:
        load(tmp_path)
    (problem,) = found.value.problems
    is_lost = set(name) & set("?？□")
    assert problem.hint == ("请照原件重新输入这个字。" if is_lost else "请写全名;不公开姓名的人不要登记。")


@pytest.mark.parametrize(
    ("found", "mend"),
    [
        *(
            (name, "请只写姓名:王建国。")
            for name in (
                "王建国。",
                "王建国、",
                "（王建国）",
                "【王建国】",
                "★王建国",
                "王建国…",
                "1、王建国",
                "② 王建国",
                "姓名:王建国",
                "王建国社区民警",
                "王建国同志（所长）",
            )
        ),
        ("王建国(已调走)", "请只写姓名:王建国。离任的另写 until(最后在岗的一天)。"),
        ("买买提.艾力", "请只写姓名:买买提·艾力。"),
        ("王jianguo", "请写汉字的全名。"),
        *(
            (name, "请一人写一项,各写各的警号和电话;只能写一人的,写负责的那一位。")
            for name in (
                "王建国和李志强",
                "王建国/李志强",
                "王建国 李志强",
                "王建国-李志强",
                "欧阳建国及李明、张伟",
                "王建国等",
                "王建国等2人",
            )
        ),
        *(
            (name, "请写姓名;没有人的,不要登记这一条,社区没有民警的写进 vacancies。")
            for name in ("空缺", "待定", "无", "社区民警", "暂无人")
        ),
        ("王", "请写全名;不公开姓名的人不要登记。"),
    ],
)
def test_one_person_has_one_name(found: str, mend: str) -> None:
    """Anything but one name is refused; a suggested name is itself accepted."""
    with pytest.raises(ValidationError) as refused:
        PERSON.validate_python(found)
    assert refused.value.errors()[0]["ctx"]["mend"] == mend
    if told := re.match("请只写姓名:([^。]+)。", mend):
        assert PERSON.validate_python(told[1]) == told[1]


@pytest.mark.parametrize(
    "name",
    ["李和平", "王与和", "孟和巴特尔", "买买提艾力", "阿卜杜拉·买买提", "Li Min", "J. Smith Jr.", "任无"],
)
def test_a_rare_name_is_a_name(name: str) -> None:
    """Rare, long and foreign names are accepted, also with a character that means “and”."""
    assert PERSON.validate_python(name) == name


@pytest.mark.parametrize(
    ("found", "mend"),
    [
        ("官柳社区。", "请写成 官柳社区。"),
        ("碧石村；", "请写成 碧石村。"),
        ("官柳社区/东升社区", "请只写一个:官柳社区 或 东升社区;都要写的,分成两项。"),
        ("官柳社区和东升社区", "请只写一个:官柳社区 或 东升社区;都要写的,分成两项。"),
        ("滨湖路、滨江路", "请只写一个:滨湖路 或 滨江路;都要写的,分成两项。"),
        ("第二、三社区", None),
        ("官柳社区、东升社区联合警务室", None),
        ("共和社区和平社区", None),
        ("人和路", None),
        ("官柳社区（试点）", None),
    ],
)
def test_one_place_has_one_name(found: str, mend: str | None) -> None:
    """Two places in one name, or punctuation after it, are refused with the text to write."""
    if mend is None:
        assert PLACE.validate_python(found) == found
        return
    with pytest.raises(ValidationError) as refused:
        PLACE.validate_python(found)
    assert refused.value.errors()[0]["ctx"]["mend"] == mend


@pytest.mark.parametrize("found", ["1栋/2栋", "1栋 2栋", "1栋和2栋", "1栋、2栋"])
def test_one_building_is_one_item(found: str) -> None:
    """Two buildings in one item are refused, however they are joined."""
    with pytest.raises(ValidationError) as refused:
        LISTED.validate_python(found)
    assert refused.value.errors()[0]["ctx"]["mend"] == "请分成几项,用半角逗号隔开:1栋, 2栋。"


def test_a_place_is_whole(tmp_path: Path) -> None:
    """A place name with ? for a lost character is refused; one with X or 某 is accepted."""
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    text = (tmp_path / AREA).read_text("utf-8")
    (tmp_path / AREA).write_text(text.replace("street: 滨湖路", "street: 滨?路"), "utf-8")
    with pytest.raises(ProblemsFound) as found:
        load(tmp_path)
    assert [one.code for one in found.value.problems] == ["E116"]
    (tmp_path / AREA).write_text(text.replace("street: 滨湖路", "street: X某路"), "utf-8")
    load(tmp_path)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("王 建国", "王建国"),
        ("王\u3000建\u3000国", "王建国"),
        ("𠮷 田", "𠮷田"),
        ("Li Min", None),
        ("滨湖路 18 号", None),
        ("3531 社区", None),
        ("王建国", None),
    ],
)
def test_only_spaces_between_chinese_characters_are_removed(text: str, plain: str | None) -> None:
    """Spaces are removed only between Chinese characters."""
    assert without_spaces(text) == plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("“王建国”", "王建国"),
        ("「王建国」", "王建国"),
        ("'王建国'", "王建国"),
        ('“王建国"', "王建国"),
        ("‘ 王建国 ’", "王建国"),
        ("“平安家庭”评选", None),
        ("宣传“双十一”", None),
        ("“甲”和“乙”", None),
        ("《方案》", None),
        ("王建国", None),
    ],
)
def test_only_quotes_around_the_whole_text_are_removed(text: str, plain: str | None) -> None:
    """Quotes are removed only where they enclose the whole text."""
    assert without_quotes(text) == plain


@pytest.mark.parametrize(
    ("old", "new", "lost"),
    [
        ("address: 滨湖路 18 号", "address: 滨湖路 #18号", 'address: "滨湖路 #18号"'),
        ("address: 滨湖路 18 号", "address: 滨湖路 \t#18号  ", 'address: "滨湖路 #18号"'),
        ("address: 滨湖路 18 号", "address: 滨湖路#18号", None),
        ("address: 滨湖路 18 号", 'address: "滨湖路 #18号"', None),
        ("address: 滨湖路 18 号", "address: 滨湖路 18 号 # 超市对面", None),
        ("address: 滨湖路 18 号", "address: >-\n    滨湖路 #18号", None),
        ("kind: urban", "kind: urban #城区", None),
        ("kind: urban", "#名称: 官柳 #18\nkind: urban", None),
        ("  - {estate: 官柳小区, buildings: [1栋, 2栋]}", "  - estate: 官柳 #2小区", 'estate: "官柳 #2小区"'),
    ],
)
def test_text_read_as_a_comment_is_reported(tmp_path: Path, old: str, new: str, lost: str | None) -> None:
    """Text that YAML would read as a comment is reported with the line to write; a real comment is not."""
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    text = (tmp_path / AREA).read_text("utf-8")
    assert text.count(old) == 1
    (tmp_path / AREA).write_text(text.replace(old, new), "utf-8")
    said = [str(problem) for problem in lost_problems(load(tmp_path).files[AREA])]
    assert [one.partition("请给整句加引号:")[2].partition(";")[0] for one in said] == ([lost] if lost else [])


@pytest.mark.parametrize(
    ("name", "strange"),
    [
        ("黎wei", "wei"),
        ("黎伟★", "★"),
        ("阿卜杜·K", None),
        ("阿卜杜·kareem", None),
        ("A·黎伟b", "A"),
        ("Kareem", None),
    ],
)
def test_foreign_signs_in_a_chinese_name_are_reported(name: str, strange: str | None) -> None:
    """Latin letters and signs in a Chinese name are reported, unless they follow the dot of a foreign name."""
    assert strange_in(name) == strange
