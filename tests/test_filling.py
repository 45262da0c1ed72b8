"""Tests of one value written where several keys or a list belong: the suggested text is what was meant."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Final

import pytest

from generator.load import load
from generator.load.filling import OPEN
from generator.problems import ProblemsFound

BASE: Final = Path(__file__).parent / "bad_data" / "_base"
AREA: Final = "data/communities/gulou/gulou-guanliu.yml"
MEETING: Final = "data/meetings/2026/gulou-guanliu-2026-10-15.yml"
REPORT: Final = "data/reports/2026-10/gulou.yml"
STATION: Final = "data/stations/gulou.yml"
LEADER: Final = "leader:\n  name: 周明\n  badge: 004200\n  title: 所长\n"
STREET: Final = "{street: 滨湖路, from: 1, to: 99, parity: odd}"
COVERS: Final = f"covers:\n  - {STREET}\n  - {{estate: 官柳小区, buildings: [1栋, 2栋]}}\n"
SERVICES: Final = "services: {accepted: 40, on_time: 39}"
PRESENT: Final = "representatives:\n  total: 30\n  present: 26"
POPULATION: Final = "population:\n  actual: 5200\n  temporary: 800\n  as_of: 2026-09-30"
ON_SITE: Final = "on_site:\n      days: [周一, 周三, 周五]\n      hours: 09:00-17:00\n"
FACILITIES: Final = (
    "facilities: {unified_sign: true, unified_rules: true, office_equipment: true, communications: true}"
)
ENDED: Final = "name: 官柳社区\nuntil: 2026-12-31\nmerged_into: [huarong-jie, huarong-sanjiang]\n"
LEDGERS: Final = "mediated: 5\n    ledgers: [calls, cases, disputes, enforcement]\n"
EVERY_DAY: Final = "days: [周一, 周二, 周三, 周四, 周五, 周六, 周日]"
HOURS: Final = f"  status: open\n  hours: [{{{EVERY_DAY}, opens: 00:00, closes: 24:00}}]\n"
OPEN_ONES: Final = f",{OPEN}处请查清后填写。"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the small valid bureau, to edit."""
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    return tmp_path


def hint_for(root: Path, path: str, text: str) -> str:
    """The hint of the only problem when the file contains this text."""
    (root / path).write_text(text, "utf-8")
    with pytest.raises(ProblemsFound) as found:
        load(root)
    (problem,) = found.value.problems
    return problem.hint


@pytest.mark.parametrize(
    ("path", "old", "right", "wrong"),
    [
        *((REPORT, SERVICES, SERVICES, f"services: {found}") for found in ("40/39", "39/40", "[40, 39]")),
        *(
            (REPORT, SERVICES, SERVICES, f"services: {found}")
            for found in ("受理40件，按时办结39件", "40(39)")
        ),
        *(
            (MEETING, PRESENT, PRESENT, f"representatives: {found}")
            for found in ("30/26", "应到30人，实到26人")
        ),
        *(
            (STATION, LEADER, LEADER, f"leader: {found}\n")
            for found in ("周明 004200 所长", "[周明, 004200, 所长]")
        ),
        (STATION, LEADER, LEADER, "leader:\n  - name: 周明\n    badge: 004200\n    title: 所长\n"),
        *(
            (AREA, COVERS, f"covers: [{STREET}]\n", f"covers: {found}\n")
            for found in ("滨湖路1-99号单号", "滨湖路1—99号（单号）", "滨湖路 1至99 单号")
        ),
        (AREA, COVERS, "covers: [{estate: 官柳小区}]\n", "covers: 官柳小区\n"),
        (AREA, COVERS, "covers: [{estate: 官柳小区, buildings: [1-6栋]}]\n", "covers: 官柳小区1-6栋\n"),
        (
            AREA,
            COVERS,
            "covers: [{street: 滨湖路, from: 1, to: 99}, {estate: 官柳小区}]\n",
            "covers: 滨湖路1-99号、官柳小区\n",
        ),
        (
            AREA,
            COVERS,
            f"covers: [{STREET}]\n",
            "covers:\n  street: 滨湖路\n  from: 1\n  to: 99\n  parity: odd\n",
        ),
        (AREA, ON_SITE, ON_SITE, "on_site: 周一、三、五 9:00-17:00\n"),
        (AREA, ON_SITE, ON_SITE, "on_site: 周一、周三、周五 上午9点到下午5点\n"),
        *(
            (AREA, FACILITIES, FACILITIES, f"facilities: {found}")
            for found in ("齐全", "四项齐全", "有", "都具备")
        ),
        *(
            (REPORT, "mediated: 5\n", LEDGERS, f"mediated: 5\n    ledgers: {found}\n")
            for found in ("全部", "四本齐全", "[全部]", "全部更新", "接处警、案件台账、纠纷、打击处理")
        ),
        (
            AREA,
            "name: 官柳社区\n",
            ENDED,
            ENDED.replace("[huarong-jie, huarong-sanjiang]", "华容街社区、三江警务区"),
        ),
        *(
            (AREA, "  status: open\n", HOURS, f"  status: open\n  hours: {found}\n")
            for found in ("24小时", "全天")
        ),
        (STATION, "peer_group: urban", "peer_group: urban", "peer_group: 城区组"),
        (STATION, "peer_group: urban", "peer_group: urban", "peer_group: 城区派出所"),
        *(
            (AREA, "services: [report, household]", "services: [report, household]", f"services:{found}")
            for found in (
                " 报警求助、户口和身份证",
                "\n    report\n    household",
                "\n    -report\n    -household",
            )
        ),
        (AREA, "phone: 0711-0000218", "phone: 0711-0000218", "phone: 0711-0000218（白天）"),
        (AREA, "phone: 0711-0000218", "phone: 0711-0000218", "phone: [0711-0000218]"),
        *(
            (
                AREA,
                "since: 2024-03-01",
                "since: 2024-03-01",
                f"since: {found}",
            )
            for found in (
                "2024-03-01至今",
                "2024年3月1日起",
                "2O24-O3-01",
                "‘2024-03-01’",
                "2024-03-01。",
                "2024-03-01（调入）",
            )
        ),
        (AREA, "hours: 09:00-17:00", "hours: 09:00-17:00", "hours: 9点到5点"),
        (AREA, "days: [周一, 周三, 周五]", "days: [周一, 周三, 周五]", "days: 周一、三、五（节假日除外）"),
        (MEETING, "starts: 15:00", "starts: 15:00", "starts: 2026-10-15 15:00"),
        (MEETING, "starts: 15:00", "starts: 15:00", "starts: 15:OO"),
    ],
)
def test_the_suggested_text_is_what_was_meant(
    root: Path, path: str, old: str, right: str, wrong: str
) -> None:
    """Writing the suggestion in place of the wrong value gives the record that was meant."""
    text = (root / path).read_text("utf-8")
    assert text.count(old) == 1
    (root / path).write_text(text.replace(old, right), "utf-8")
    meant = load(root).files[path].record
    hint = hint_for(root, path, text.replace(old, wrong))
    told = re.search(r"写(?:成)? (\w+: (?:\{.*\}|\[.*\]|[^。(,]+))[。(,]", hint)
    assert told, hint
    key = told[1].partition(":")[0]
    mended = re.sub(rf"(?s)\b{key}:.*?(\n?)\Z", rf"{told[1]}\1", wrong)
    written = text.replace(old, mended)
    (root / path).write_text(written, "utf-8")
    assert load(root).files[path].record == meant


@pytest.mark.parametrize(
    ("path", "old", "wrong", "hint"),
    [
        (
            STATION,
            LEADER,
            "leader: 周明\n",
            "请核对后写成 leader: {name: 周明, badge: ……, title: ……}(name 姓名、badge 警号、title 职务)"
            + OPEN_ONES,
        ),
        (
            REPORT,
            SERVICES,
            "services: 97.5%",
            "请核对后写成 services: {accepted: ……, on_time: ……}(accepted 受理、on_time 按时办结),……处请查清后填写。",
        ),
        (
            AREA,
            COVERS,
            "covers: 滨湖路\n",
            "请核对后写成 covers: [{street: 滨湖路, from: ……, to: ……}]"
            "(street 街道名、from 起始门牌、to 截止门牌)" + OPEN_ONES,
        ),
        (
            AREA,
            ON_SITE,
            "on_site: 每周三天\n",
            "请核对后写成 on_site: {days: [……], hours: ……}(days 驻社区日、hours 时间),……处请查清后填写。",
        ),
        (
            REPORT,
            "    disputes: 6\n",
            "    ledgers: 4\n    disputes: 6\n",
            "全部都有的,写 ledgers: [calls, cases, disputes, enforcement];不是全部的,逐一列出。",
        ),
        (REPORT, "    disputes: 6\n", "    ledgers: 无\n    disputes: 6\n", "一项也没有的,写 ledgers: []。"),
        (AREA, "parity: odd", "parity: 单双号", "可选:odd(单号)、even(双号)、all(全部)。"),
        (
            AREA,
            "role: community_officer",
            "role: 辅警、代管",
            "可选:community_officer(社区民警)、acting(代管民警)、auxiliary(辅警)、village_auxiliary(驻村（社区）辅警)、grid_worker(网格员)。",
        ),
        (REPORT, "disputes: 6", "disputes: 无", "一个也没有的,写 disputes: 0;不知道的,删去这一行。"),
        (
            AREA,
            "phone: 0711-0000218",
            "phone: [0711-0000218, 0711-0000219]",
            "这里只写一个:请写 phone: 0711-0000218 或 phone: 0711-0000219。",
        ),
        (
            AREA,
            "phone: 0711-0000218",
            "phone: 0711-0000218/19",
            "这里只写一个:请写 0711-0000218 或 0711-0000219。",
        ),
        *(
            (
                MEETING,
                "date: 2026-10-15",
                f"date: {found}",
                "这里只写一天:请写 date: 2026-10-15 或 date: 2026-10-16;从哪天到哪天,起和止要分成两行写。",
            )
            for found in ("2026-10-15至2026-10-16", "2026-10-15~16", "2026年10月15日-16日")
        ),
        *(
            (MEETING, "date: 2026-10-15", f"date: {found}", "2026 年 2 月有 28 天:请核对后改正。")
            for found in ("2026-2-30", "2月30日", "2026年2月30日")
        ),
        (AREA, "days: [周一, 周三, 周五]", "days: 无", "至少要有一项:请核实后填写。"),
        (AREA, "services: [report, household]", "services: 无", "一项也没有的,写 services: []。"),
        (MEETING, "starts: 15:00", "starts: 24点", "半夜 12 点是第二天的 00:00:请核对后改正。"),
        (
            MEETING,
            PRESENT,
            "representatives: 实到26人",
            f"请核对后写成 representatives: {{total: {OPEN}}}(total 代表){OPEN_ONES}",
        ),
        (
            "data/policy.yml",
            "{value: 8000, unit: 人, clause: 一(社区设置)}",
            "50%",
            f"请核对后写成 rural_residents: {{value: {OPEN}, unit: {OPEN}}}(value 数值、unit 单位){OPEN_ONES}",
        ),
        (
            AREA,
            POPULATION,
            "population: 常住5200人,暂住800人",
            f"请核对后写成 population: {{as_of: {OPEN}}}(as_of 统计日期){OPEN_ONES}",
        ),
        (
            MEETING,
            "starts: 15:00",
            "starts: 3点",
            "是下午的,写 starts: 15:00;是凌晨的,写 starts: 03:00。",
        ),
        (
            MEETING,
            "minutes:\n  published_on: 2026-10-20\n  text: 通报三季度治安情况。",
            "minutes: |\n  通报三季度治安情况。\n  另有一事。",
            "请另起一行,缩进后逐行写“键: 值”(published_on 公布日期、text 纪要)。",
        ),
    ],
)
def test_unknown_values_are_left_open(root: Path, path: str, old: str, wrong: str, hint: str) -> None:
    """The message suggests no figure, date or name that the file lacks; of several values the clerk chooses."""
    text = (root / path).read_text("utf-8")
    assert text.count(old) == 1
    assert hint_for(root, path, text.replace(old, wrong)) == hint


def test_values_without_brackets_are_all_kept(root: Path) -> None:
    """Within braces a comma ends the value; the message does not say to delete the next one as an unknown key."""
    text = (root / AREA).read_text("utf-8").replace("[1栋, 2栋]", "1栋, 2栋")
    (root / AREA).write_text(text, "utf-8")
    with pytest.raises(ProblemsFound) as found:
        load(root)
    assert found.value.problems[-1].hint == "像是前一个键的值:请把那几个值一起放进方括号,写成 键: [甲, 乙]。"


def test_a_text_split_by_a_comma_is_joined(root: Path) -> None:
    """The text is not taken for a list."""
    text = (root / AREA).read_text("utf-8")
    assert hint_for(root, AREA, text.replace("{estate: 官柳小区,", "{estate: 官柳小区,一期,")) == (
        "像是前一个键的文字,被半角逗号断开了:请换成全角逗号“，”,或给整句文字加引号。"
    )


def test_values_in_braces_are_put_in_brackets(root: Path) -> None:
    """The values are not taken for keys."""
    text = (root / AREA).read_text("utf-8")
    assert hint_for(root, AREA, text.replace("[1栋, 2栋]", "{1栋, 2栋}")) == "请写成 buildings: [1栋, 2栋]。"


@pytest.mark.parametrize("key", ["备注", "联系电话"])
def test_a_key_without_a_value_is_not_another_keys_value(root: Path, key: str) -> None:
    """A key on a line of its own is reported only as unknown."""
    text = (root / AREA).read_text("utf-8")
    said = hint_for(root, AREA, text.replace("    badge: 004217\n", f"    badge: 004217\n    {key}:\n"))
    assert "前一个键" not in said
    assert "可用的键" in said or "phone" in said


def test_a_copied_placeholder_is_not_content(root: Path) -> None:
    """A placeholder …… copied from a hint is refused, so it is never published."""
    text = (root / STATION).read_text("utf-8")
    assert "请在冒号后面写上内容" in hint_for(root, STATION, text.replace("title: 所长", f"title: {OPEN}"))
