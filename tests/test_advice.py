"""Tests that a clerk who follows a message to the letter repairs the file and loses nothing."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Final

import pytest

from generator.load import load
from generator.problems import ProblemsFound

BASE: Final = Path(__file__).parent / "bad_data" / "_base"
AREA: Final = "data/communities/gulou/gulou-guanliu.yml"
MEETING: Final = "data/meetings/2026/gulou-guanliu-2026-10-15.yml"
REPORT: Final = "data/reports/2026-10/gulou.yml"
STATION: Final = "data/stations/gulou.yml"
DAYS: Final = "days: [周一, 周三, 周五]"
HOURS: Final = "hours: 09:00-17:00"
SECOND: Final = """\
    badge: 004218
    role: auxiliary
    phone: 0711-0000217
    since: 2025-03-01
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the small valid bureau, to edit."""
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    return tmp_path


def replace(root: Path, path: str, old: str, new: str) -> None:
    """Replace the only occurrence of `old` in a file."""
    text = (root / path).read_text("utf-8")
    assert text.count(old) == 1
    (root / path).write_text(text.replace(old, new), "utf-8")


def said_about(root: Path) -> list[str]:
    """The text of every problem that loading finds."""
    with pytest.raises(ProblemsFound) as found:
        load(root)
    return [str(problem) for problem in found.value.problems]


def write_the_line(root: Path, path: str) -> None:
    """Follow the hint: replace the line it names with the line it quotes."""
    (said,) = said_about(root)
    told = re.search(r":(\d+):\d+: .*请把(?:第 (\d+) 行|这一行)写成“(.*?)”", said)
    assert told, said
    lines = (root / path).read_text("utf-8").splitlines()
    lines[int(told[2] or told[1]) - 1] = told[3]
    (root / path).write_text("\n".join(lines) + "\n", "utf-8")


def write_the_key(root: Path) -> None:
    """Follow the only problem's hint: replace the key's value on the reported line with the suggested one."""
    (said,) = said_about(root)
    told = re.match(
        r"(?P<path>\S+?):(?P<line>\d+):\d+: .*?写成? (?P<key>\w+): (?P<value>[^。;(]+)[。;(]", said
    )
    assert told, said
    lines = (root / told["path"]).read_text("utf-8").splitlines()
    at, written = int(told["line"]) - 1, f"{told['key']}: {told['value']}"
    value = "[^,}]*" if "{" in lines[at] else ".*"
    lines[at], count = re.subn(rf"\b{told['key']}: {value}", lambda _: written, lines[at])
    assert count == 1, said
    (root / told["path"]).write_text("\n".join(lines) + "\n", "utf-8")


@pytest.mark.parametrize(
    ("path", "right", "wrong"),
    [
        (AREA, "station: gulou", "station: guloux"),
        (AREA, "station: gulou", "station: huarong"),
        (AREA, "id: gulou-guanliu", "id: gulou-guanlu"),
        (AREA, "id: gulou-guanliu", "id: 1"),
        (STATION, "id: gulou", "id: gulo"),
        (REPORT, "station: gulou", "station: gulo"),
        (REPORT, "station: gulou", "station: huarong"),
        (REPORT, "month: 2026-10", "month: 2026-09"),
        (MEETING, "id: gulou-guanliu-2026-10-15", "id: gulou-guanliu-2026-10-16"),
        (MEETING, "id: gulou-guanliu-2026-10-15", "id: gulou-guanliu"),
        (MEETING, "area: gulou-guanliu", "area: huarong-jie"),
        (MEETING, "date: 2026-10-15", "date: 2025-10-15"),
    ],
)
def test_a_typo_in_an_identifying_key_moves_no_file(root: Path, path: str, right: str, wrong: str) -> None:
    """The message suggests a new value, never a new path; following it restores the file byte for byte."""
    before = (root / path).read_bytes()
    replace(root, path, f"{right}\n", f"{wrong}\n")
    write_the_key(root)
    assert (root / path).read_bytes() == before
    load(root)


@pytest.mark.parametrize(
    ("path", "right", "wrong"),
    [
        *(
            (AREA, "on: 2026-11-02", f"on: {day}")
            for day in (
                "2026/11/2",
                "2026.11.2",
                "26-11-2",
                "11月2日",
                "2026年11月2号",
                "2026。11。2",
                "2026 11 02",
                "2026-1102",
            )
        ),
        (AREA, "    since: 2024-03-01\n    on", "    since: 2024年3月1日\n    on"),
        *(
            (MEETING, "starts: 15:00", f"starts: {time}")
            for time in ("下午3点", "1500", "15：00", "15时", "15", "3:00pm")
        ),
        *(
            (AREA, "actual: 5200", f"actual: {number}")
            for number in (
                "5,200",
                "五千二百",
                "5200人",
                "5200.0",
                "5,2OO",
                "5.2千",
                "约5200人",
                "5200左右",
                "+5200",
            )
        ),
        *(
            (AREA, "    badge: 004217", f"    badge: {badge}")
            for badge in (
                "警号004217",
                "OO4217",
                "4.217E+03",
                "004217号",
                "00 4217",
                "№004217",
                "4217",
            )
        ),
        *(
            (AREA, "phone: 0711-0000217", f"phone: {phone}")
            for phone in (
                "0000217",
                "0711：0000217",
                "0711：-0000217",
                "711-0000217",
                "O711-0000217",
                "电话:07110000217",
            )
        ),
        *(
            (AREA, "unified_sign: true", f"unified_sign: {word}")
            for word in ("是", "有", "√", "☑", "具备", "Y")
        ),
        *((AREA, "  status: open", f"  status: {word}") for word in ("开放", "已启用", "正常", "OPEN")),
        *((AREA, "kind: urban", f"kind: {word}") for word in ("城市", "城区", "Urban")),
        *(
            (AREA, DAYS, f"days: {days}")
            for days in ("[1, 3, 5]", "1、3、5", "周一、三、五", "[一, 三, 五]", "周一/周三/周五")
        ),
        *((REPORT, "month: 2026-10", f"month: {month}") for month in ("2026年10月", "202610", "十月")),
    ],
)
def test_the_suggested_line_is_the_line_that_was_meant(root: Path, path: str, right: str, wrong: str) -> None:
    """Following the suggestion once gives the record that was meant."""
    before = load(root).files[path].record
    text = (root / path).read_text("utf-8")
    (root / path).write_text(text.replace(right, wrong, 1), "utf-8")
    write_the_key(root)
    assert load(root).files[path].record == before


@pytest.mark.parametrize(
    ("path", "right", "wrong", "hint"),
    [
        (
            AREA,
            "on: 2026-11-02",
            "on: 05/11/2026",
            "是 5 月 11 日的,写 on: 2026-05-11;是 11 月 5 日的,写 on: 2026-11-05。",
        ),
        (AREA, "on: 2026-11-02", "on: 2026年11月", "没有写哪一天,请查清:是 1 日的,写 on: 2026-11-01。"),
        (AREA, "on: 2026-11-02", "on: 2026-11-31", "2026 年 11 月有 30 天:请核对后改正。"),
        (AREA, "actual: 5200", "actual: 5.2E+05", "请照原件重新输入。请核实后写成 actual: 数,只写数字。"),
        (AREA, "actual: 5200", "actual: 95%", "请核实后写成 actual: 数,只写数字。"),
        (AREA, "actual: 5200", "actual: 5200余", "请核实后写成 actual: 数,只写数字。"),
        (AREA, "temporary: 800", "temporary: 不详", "一个也没有的,写 temporary: 0;不知道的,删去这一行。"),
        (AREA, "phone: 0711-0000217", "phone: 暂无", "这一行必须写,请核实后填写。例如 phone: 0711-0000123。"),
        (AREA, "    badge: 004217", "    badge: 04217", "例如 badge: 004217。"),
        (
            AREA,
            "unified_sign: true",
            "unified_sign: 部分",
            "有的写 unified_sign: true,没有的写 unified_sign: false。",
        ),
        (AREA, "from: 1, to: 99", "from: 不详, to: 99", "应为 0 或正整数,用半角数字。 请核实后填写。"),
        (AREA, "from: 1, to: 99", "from: 1-99", "起止分开写:请写成 from: 1, to: 99。"),
        (AREA, "[report, household]", "[身份证]", "这里写编号:是不是 household(户口和身份证)?"),
        (
            AREA,
            "[report, household]",
            "[开锁]",
            "这里写编号:可用的有 report(报警求助)、household(户口和身份证)。",
        ),
        (AREA, "since: 2024-03-01\n    on", "since: 不知道\n    on", "请写成 since: 不详。"),
        (AREA, "since: 2024-03-01\n    on", "since: 2024年3月\n    on", "请写成 since: 2024-03。"),
        (REPORT, "2026-W41: 3", "2026-W41: 3/5", "请核实后写成 2026-W41: 数,只写数字。"),
        (REPORT, "2026-W41: 3", "第41周: 3", "是 2026 年的,写 2026-W41。"),
    ],
)
def test_an_ambiguous_value_is_not_guessed(root: Path, path: str, right: str, wrong: str, hint: str) -> None:
    """The message says what to find out and never suggests a figure that nobody counted."""
    text = (root / path).read_text("utf-8")
    assert right in text
    (root / path).write_text(text.replace(right, wrong, 1), "utf-8")
    assert any(said.endswith(hint) for said in said_about(root)), said_about(root)


@pytest.mark.parametrize(
    ("path", "right", "wrong"),
    [
        (STATION, "kind: urban", "kind urban"),
        (STATION, "kind: urban", "kind=urban"),
        (REPORT, "    disputes: 6", "    disputes\t6"),
        (AREA, "    badge: 004217", "    badge；004217"),
        (AREA, "    badge: 004217", "badge: 004217"),
        (AREA, "    badge: 004217", "      badge: 004217"),
        (AREA, "    badge: 004217", "    badge: '004217"),
        (AREA, "  address: 滨湖路 18 号", '  address: "滨湖路 18 号'),
    ],
)
def test_a_syntax_error_is_answered_with_the_whole_line(
    root: Path, path: str, right: str, wrong: str
) -> None:
    """For a wrong colon, quote or indentation the message quotes the whole correct line."""
    before = load(root).files[path].record
    text = (root / path).read_text("utf-8")
    (root / path).write_text(text.replace(f"\n{right}\n", f"\n{wrong}\n", 1), "utf-8")
    (said,) = said_about(root)
    told = re.search(r":(\d+):\d+: .*写成“(.*)”。$", said)
    assert told, said
    lines = (root / path).read_text("utf-8").splitlines()
    lines[int(told[1]) - 1] = told[2]
    (root / path).write_text("\n".join(lines) + "\n", "utf-8")
    assert load(root).files[path].record == before


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("议题: 治安", '请给整句加引号,写成“  address: "议题: 治安"”。'),
        ("%滨湖路", '请给整句加引号,写成“  address: "%滨湖路"”。'),
        ("- 滨湖路", '请给整句加引号,写成“  address: "- 滨湖路"”。'),
        ("? 滨湖路", '请给整句加引号,写成“  address: "? 滨湖路"”。'),
        ("滨湖路\n18 号", "是上一行的文字,请把两行并成一行“address: 滨湖路18 号”;是另一项,请写成“键: 值”。"),
    ],
)
def test_a_text_that_yaml_misreads_is_answered_with_the_whole_line(
    root: Path, written: str, hint: str
) -> None:
    """The message quotes the line with quotation marks, or says how to join a line that was broken in two."""
    replace(root, AREA, "  address: 滨湖路 18 号\n", f"  address: {written}\n")
    (said,) = said_about(root)
    assert said.endswith(hint)


@pytest.mark.parametrize(
    ("folder", "renamed", "right"),
    [
        ("data/reports/2026-10", "data/reports/2026年10月", "data/reports/2026-10"),
        ("data/reports/2026-10", "data/reports/202610", "data/reports/2026-10"),
        ("data/meetings/2026", "data/meetings/2026年", "data/meetings/2026"),
        ("data/communities/huarong", "data/communities/华容", "data/communities/huarong"),
        ("data/communities/huarong", "data/communities/huarnog", "data/communities/huarong"),
    ],
)
def test_a_renamed_folder_is_reported_once(root: Path, folder: str, renamed: str, right: str) -> None:
    """One problem is reported for the folder, not one for each file; renaming it as suggested restores every record."""
    before = load(root).bureau
    (root / folder).rename(root / renamed)
    (said,) = said_about(root)
    assert said.startswith(f"{renamed}/:1:1: ")
    told = re.search(r"请把这个文件夹改名为 (\S+?)。", said)
    assert told
    assert told[1] == right
    (root / renamed).rename(root / told[1])
    assert load(root).bureau.areas == before.areas


@pytest.mark.parametrize(("key", "right"), [("名称", "name"), ("NAME", "name"), ("24小时电话", "phone")])
def test_the_right_key_is_suggested_for_a_title_or_capitals(root: Path, key: str, right: str) -> None:
    """A key written as its Chinese title or in capitals has only one possible meaning."""
    text = (root / STATION).read_text("utf-8")
    (root / STATION).write_text(text.replace(f"\n{right}:", f"\n{key}:", 1), "utf-8")
    (said,) = said_about(root)
    assert said.endswith(f"请把它改成 {right}。")


def test_a_file_in_another_encoding_is_not_saved_as_garbage(root: Path) -> None:
    """Nobody is told to save garbled text as UTF-8, or to rename a workbook as text."""
    text = (root / STATION).read_text("utf-8")
    (root / STATION).write_bytes(text.encode("gb18030"))
    (said,) = said_about(root)
    assert "看到汉字都正常,再“另存为”" in said
    (root / STATION).write_bytes(b"PK\x03\x04\xff\xfe")
    (said,) = said_about(root)
    assert "只改扩展名没有用" in said


def test_no_message_moves_a_file_over_one_that_cannot_be_read(root: Path) -> None:
    """A file with an error still occupies its path."""
    other = root / "data/reports/2026-10/huarong.yml"
    replace(root, "data/reports/2026-10/huarong.yml", "station: huarong\n", "station: gulou\n")
    (root / REPORT).write_text((root / REPORT).read_text("utf-8") + "  ]\n", "utf-8")
    said = next(one for one in said_about(root) if other.name in one)
    assert (
        said.split("] ", 1)[1]
        .split("。 ", 1)[1]
        .startswith("该处已有另一个文件:请把这一行写成 station: huarong。")
    )


def officers(root: Path) -> list[str]:
    """The names of the officers in the community's file."""
    return [officer.name for officer in load(root).bureau.areas["gulou-guanliu"].officers]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("post:\n  name", f"    name: 李志强\n{SECOND}post:\n  name"),
        ("post:\n  name", f"  name: 李志强\n{SECOND}post:\n  name"),
        ("  - name: 王建国\n", f"  - name: 李志强\n{SECOND}    name: 王建国\n"),
    ],
)
def test_a_missing_dash_is_put_back_and_nobody_is_deleted(root: Path, old: str, new: str) -> None:
    """Writing the suggested line gives both officers."""
    replace(root, AREA, old, new)
    write_the_line(root, AREA)
    assert sorted(officers(root)) == ["李志强", "王建国"]


def test_a_missing_dash_keeps_a_wider_indentation(root: Path) -> None:
    """The suggested dash leaves keys with a deeper indentation where they are."""
    area = (root / AREA).read_text("utf-8")
    before, rest = area.split("officers:\n")
    entries, post = rest.split("post:\n", 1)
    wide = entries.replace("  - name", "  -   name").replace("\n    ", "\n      ").rstrip(" ")
    second = f"    name: 李志强\n{SECOND}".replace("    ", "      ")
    (root / AREA).write_text(f"{before}officers:\n{wide}{second}post:\n{post}", "utf-8")
    write_the_line(root, AREA)
    assert officers(root) == ["王建国", "李志强"]


def test_two_lists_under_one_key_are_merged(root: Path) -> None:
    """The message never says to delete the second list of officers."""
    replace(root, AREA, "post:\n  name", f"officers:\n  - name: 李志强\n{SECOND}post:\n  name")
    (said,) = said_about(root)
    assert said.endswith(
        "两处内容不同,不要直接删:请把第 25 行“officers”下面的内容移到第 16 行的下面,再删去空出来的第 25 行。"
    )
    lines = (root / AREA).read_text("utf-8").splitlines()
    del lines[24]
    (root / AREA).write_text("\n".join(lines) + "\n", "utf-8")
    assert officers(root) == ["王建国", "李志强"]


@pytest.mark.parametrize(
    ("path", "old", "new", "hint"),
    [
        (
            REPORT,
            "    disputes: 6\n",
            "    disputes: 6\n    disputes: 6\n",
            "两处内容相同:请删去第 13 行起的这一处。",
        ),
        (
            STATION,
            "  title: 所长",
            "  title: 所长\n  name: 李明\n  badge: 004201",
            "第 10 行写的是“周明”,这里是“李明”:请核对,留下正确的一处。都要留的,换用各自的键或分成两项。",
        ),
        (
            STATION,
            "leader:",
            "id: xishan\nname: 西山派出所\nleader:",
            "从这里起像是另一条记录:一个文件只写一条,请把第 9 行起移到它自己的文件。",
        ),
        (
            AREA,
            "parity: odd}",
            "parity: odd, street: 北路, from: 1, to: 9}",
            "从这里起像是另一项:请在这个“street”前面把上一项结束,写成 {……}, {street: ……}。",
        ),
        (
            AREA,
            "  - name: 王建国\n",
            "    name: 李志强\n    badge: 004218\n    name: 王建国\n",
            "民警(officers)是列表:请在第 17 行和第 19 行的键前各加“- ”,每一项其余的行再多缩进两格。",
        ),
    ],
)
def test_each_kind_of_repeated_key_has_its_own_advice(
    root: Path, path: str, old: str, new: str, hint: str
) -> None:
    """Equal values: delete one. Different values: compare them. A further item or record: separate it."""
    replace(root, path, old, new)
    (said,) = said_about(root)
    assert re.search(r"\[E108\] 键“[a-z]+”在同一处写了两次\(上一次在第 [0-9]+ 行\)。 ", said)
    assert said.endswith(hint)


def test_a_copy_that_was_edited_is_not_to_be_deleted(root: Path) -> None:
    """A copy with the same content is deleted; from a different one the content is moved first."""
    copy = root / "data/stations/gulou - 副本.yml"
    shutil.copy(root / STATION, copy)
    assert said_about(root)[0].endswith("两个文件内容相同:请删去这个副本。")
    copy.write_text(copy.read_text("utf-8").replace("0711-0000110", "0711-0000119"), "utf-8")
    assert "不要直接删,也不要用它替换原来的文件" in said_about(root)[0]


def test_the_second_half_of_a_record_saved_twice_is_to_be_deleted(root: Path) -> None:
    """A half with any difference is another record and is moved to its own file."""
    text = (root / STATION).read_text("utf-8")
    (root / STATION).write_text(text + text, "utf-8")
    (said,) = said_about(root)
    first = len(text.splitlines()) + 1
    assert said.endswith(f"从这里起与上面的内容相同,写了两遍:请删去第 {first} 行到末尾。")
    (root / STATION).write_text(text + text.replace("古楼派出所", "西山派出所"), "utf-8")
    (said,) = said_about(root)
    assert "移到它自己的文件" in said


def test_a_garbled_file_is_to_be_restored_from_a_backup(root: Path) -> None:
    """The message covers the encoding, not only the brackets that were lost with it."""
    text = (root / AREA).read_text("utf-8").replace("covers:", "covers: # 责任区", 1)
    (root / AREA).write_text(text.encode().decode("gbk", "replace"), "utf-8")
    said = said_about(root)
    assert any("[E116]" in one and "不要在上面改,请从备份恢复" in one for one in said)


def test_a_report_named_for_an_unknown_station_is_to_be_renamed(root: Path) -> None:
    """The message never suggests a station that does not exist."""
    (root / REPORT).rename(root / "data/reports/2026-10/guloux.yml")
    (said,) = said_about(root)
    assert said.endswith("按内容应放在 data/reports/2026-10/gulou.yml。 请把文件改名、移到该处。")


def test_no_message_renames_a_file_over_another(root: Path) -> None:
    """A wrong extension is corrected only where no file has the right name."""
    shutil.copy(root / STATION, root / "data/stations/gulou.yaml")
    shutil.copy(root / STATION, root / "data/stations/xishan.YML")
    first, second = said_about(root)
    assert first.endswith("那里已有 gulou.yml:请先对照两个文件,把要用的内容写进它,再把这个移到 data/ 以外。")
    assert second.endswith("请把扩展名改成 .yml。")


# What the station of the test has not written yet.
FREE_KEYS = (
    "可用的键:earlier_names、sub_bureau、earlier_groups、since、until、merged_into、"
    "duty_mode、form、strength、follow_ups。"
)


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("phome", "phone(24小时电话)已经写了,要改就改那一行。" + FREE_KEYS),
        ("电话", "phone(24小时电话)已经写了,要改就改那一行。" + FREE_KEYS),
        ("sinse", "是不是 since("),
        ("earlier_nothing", FREE_KEYS),
    ],
)
def test_no_suggested_key_is_already_in_the_file(root: Path, key: str, hint: str) -> None:
    """A suggested key is not yet in the file and is close in meaning to the unknown one."""
    replace(root, STATION, "leader:", f"{key}: 0711-0000119\nleader:")
    (said,) = said_about(root)
    assert f"] 不认识的键“{key}”。 {hint}" in said


@pytest.mark.parametrize(
    ("path", "old", "new", "hint"),
    [
        (AREA, DAYS, "days: 周一至周五", "请写成 days: [周一, 周二, 周三, 周四, 周五]。"),
        (AREA, DAYS, "days: 周一到周五", "请写成 days: [周一, 周二, 周三, 周四, 周五]。"),
        (AREA, DAYS, "days: 工作日", "请写成 days: [周一, 周二, 周三, 周四, 周五]。"),
        (AREA, DAYS, "days: 星期一、三、天", "请写成 days: [周一, 周三, 周日]。"),
        (AREA, DAYS, "days: Mon-Wed", "请写成 days: [周一, 周二, 周三]。"),
        (AREA, DAYS, "days: 周六至周一", "请写成 days: [周六, 周日, 周一]。"),
        (AREA, DAYS, "days: 【周一，周三】", "请写成 days: [周一, 周三]。"),
        (
            AREA,
            DAYS,
            "days: 看情况",
            "请写成 [甲, 乙],或每项一行、以“- ”开头;只有一项也要这样写。",
        ),
        (
            AREA,
            DAYS,
            "days: [工作日]",
            "请写成 days: [周一, 周二, 周三, 周四, 周五]。",
        ),
        (AREA, HOURS, "hours: 08:30-12:00、14:30-17:30", "中间也在的,写 08:30-17:30。"),
        (AREA, HOURS, "hours: 9-17", "请写成 hours: 09:00-17:00。"),
        (
            AREA,
            "  status: open",
            "  status: open\n  hours: 周一至周二 8:30-12:00、14:30-17:30",
            "opens: 08:30, closes: 12:00}, {days: [周一, 周二], opens: 14:30, closes: 17:30}]。",
        ),
        (MEETING, "starts: 15:00", "starts: 15:00-16:30", "开始的一行写 15:00,结束的一行写 16:30。"),
        (MEETING, "starts: 15:00", "starts: 八点半", "请写成 starts: 08:30。"),
        (MEETING, "starts: 15:00", "starts: 0.354166667", "请写成 starts: 08:30。"),
        (MEETING, "date: 2026-10-15", "date: 2026-10-15 00:00:00", "请写成 date: 2026-10-15。"),
        (MEETING, "area: gulou-guanliu", "area: 官柳社区", "这里写编号:是不是 gulou-guanliu(官柳社区)?"),
        (REPORT, "station: gulou", "station: 古楼派出所", "这里写编号:是不是 gulou(古楼派出所)?"),
        (REPORT, "area: gulou-guanliu", "area: 官柳", "这里写编号:是不是 gulou-guanliu(官柳社区)?"),
        (
            MEETING,
            "reporting_officer: 004217",
            "reporting_officer: 王建国",
            "这里写警号:是不是 004217(王建国,官柳社区)?",
        ),
        (AREA, "id: gulou-guanliu", "id: 官柳社区", "编号与文件名相同:请写 gulou-guanliu。"),
        (
            AREA,
            "phone: 0711-0000217",
            "phone: 0711-0000217/0711-0000218",
            "请写 0711-0000217 或 0711-0000218。",
        ),
        *(
            (
                AREA,
                "phone: 0711-0000217",
                f"phone: 0711-0000217{tail}",
                "请写 0711-0000217 或 0711-0000218。",
            )
            for tail in ("/8", "、18", "/0218")
        ),
        (
            AREA,
            "{street: 滨湖路, from: 1, to: 99, parity: odd}",
            "｛street：滨湖路，from：1，to：99｝",
            "请写成 {street: 滨湖路, from: 1, to: 99}。",
        ),
        (
            AREA,
            "{street: 滨湖路, from: 1, to: 99, parity: odd}",
            "｛street: 滨湖路, from: 1｝",
            "括号、逗号、冒号都请换成半角:[甲, 乙] 或 {键: 值, 键: 值}。",
        ),
        (
            AREA,
            "路, from: 1, to: 99, p",
            "路，from: 1, to: 99, p",
            "请换成半角逗号,后面空一格:“, from: ……”。",
        ),
        (STATION, "kind: urban", "＃ 城区\nkind: urban", "请换成半角的“# ”。"),
        (AREA, "  - name: 王建国", "  * name: 王建国", "请写成“- name: ……”:半角减号,后面空一格。"),
        (AREA, "  - name: 王建国", "  1. name: 王建国", "请写成“- name: ……”:半角减号,后面空一格。"),
        (AREA, "id: gulou-guanliu", "id:gulou-guanliu", "“id”后面的冒号写法不对:冒号后面要空一格。"),
        (AREA, "address: 滨湖路 18 号", "address: 滨湖路&nbsp;18 号", "请写成 滨湖路 18 号。"),
    ],
)
def test_the_message_gives_the_exact_text(root: Path, path: str, old: str, new: str, hint: str) -> None:
    """The message for a common pasted form says what to write instead."""
    replace(root, path, old, new)
    (said,) = said_about(root)
    assert said.endswith(hint)


def test_full_width_colons_are_reported_together(root: Path) -> None:
    """One message suggests replacing every full-width colon after a key and keeping those in texts."""
    text = (root / STATION).read_text("utf-8")
    (root / STATION).write_text(text.replace(": ", "："), "utf-8")
    (said,) = said_about(root)
    assert said.endswith("个键后面是全角冒号:请都换成半角“:”,后面空一格;文字里的“：”不动。")
    (root / STATION).write_text(text.replace("name: ", "name："), "utf-8")
    (said,) = said_about(root)
    assert said.endswith("请换成半角冒号“:”,后面空一格。这样的行另有 1 处,请一起改。")
