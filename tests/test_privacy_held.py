"""Texts that need an approval: which ones, what is reported, and that the hint's entry approves them."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from pathlib import Path
from random import Random

import pytest

from generator.build import find_problems, read_bureau, read_to_publish
from generator.load.files import Source
from generator.privacy.held import held_in_prose
from generator.problems import ProblemsFound
from tests import private_corpora
from tests.test_bad_data import bureau_with

AS_OF = dt.date(2026, 11, 24)
MEETING = "data/meetings/2026/gulou-guanliu-2026-10-15.yml"
TOLD = "小学生李小明放学后在路口等人,请多巡逻。"
ENTRY = re.compile("“(- {.*})”")
HELD = {
    "未成年人的姓名": [
        "小学生李明,10岁",
        "未成年人王小明上网",
        "学生陈晨的家长",
        "女童:张丽",
        "未成年人王小明路上走失",
        "学生李想走失",
        "孤儿王强",
        "王子涵同学被欺负",
        "15岁的王丽",
    ],
    "当事人的姓名": [
        "受害人张三,报案",
        "嫌疑人:李四",
        "犯罪嫌疑人王五已被抓获",
        "嫌疑人张小三逃跑",
        "报警人刘建军称",
        "被骗群众李晓燕",
        "小偷李刚被抓",
        "王强因盗窃被行政拘留",
        "抓获王强",
        "嫌疑人**李刚**",
        "嫌 疑 人：李刚",
        "嫌\u200b疑人李刚",
        "嫌疑人[李刚](x.md)",
        "| 嫌疑人 | 李刚 |",
        "| 姓名 | 身份 |\n|---|---|\n| 李刚 | 嫌疑人 |",
        "| 嫌疑人 |\n|---|\n| 李刚 |",
        "嫌疑人方志强",
    ],
    "重点人员的姓名": ["吸毒人员赵六", "社区矫正对象李大力在家", "社区矫正人员赵磊", "吸毒者赵磊"],
    "有姓名的人的年龄": [
        "张建国,男,45岁",
        "王丽(32岁)",
        "王丽,六岁",
        "40岁的王丽",
        "| 姓名 | 年龄 |\n|---|---|\n| 王丽 | 32 |",
    ],
    "重点人员的数量或名单": [
        "辖区重点人口12人",
        "社区矫正对象 3 名",
        "重点人员名单见附件",
        "刑满释放人员两人",
        "社区矫正人员12名",
        "列管重点人口35",
    ],
    "枪爆物品的数量或存放": [
        "收缴猎枪3支",
        "弹药存放在所二楼",
        "雷管20枚",
        "枪支库房在后院",
        "枪柜在二楼值班室",
        "炸药库位于村北",
        "配枪3支",
    ],
    "巡逻的路线": ["巡逻路线:从滨湖路到官柳路", "巡逻路线由官柳路口至北门"],
}
FREE = [
    "掌握重点人口情况",
    "枪支弹药、爆炸物品管理",
    "枪爆物品管理示范社区",
    "重点人口管理率100%",
    "未成年人保护,小学生安全教育",
    "嫌疑人张某",
    "学生张某某(10岁)",
    "老人80岁以上12人",
    "王家村60岁以上老人",
    "中学生张贴海报",
    "儿童王国游乐场",
    "学生唐诗朗诵",
    "学生金秋助学",
    "少年警校",
    "民警张建国,带领学生参观",
    "民警王芳帮助受害人",
    "贯彻党的路线,做到随时整改",
    "夜间巡逻,重点是菜市场",
    "19:00 在北门集合巡逻",
    "帮扶刑满释放人员就业",
    "学生黄冈路上学",
    "社区民警张建国",
    "清查枪支弹药1次",
    "巡逻三次",
    "巡逻路线由派出所和社区商定",
    "学生黄金周出行",
    "当事人陈述",
    "孩子王店",
    "民警张建国,男,45岁",
    "社区民警王强,35岁以下",
    "未成年人张贴小广告",
    "学生陈文路上学",
    "重点人员见面率98%",
    "枪库安全检查12次",
    "抓获嫌疑人3名",
]


def digest_of(text: str) -> str:
    """The digest by which an approval names the text, as the review list shows it."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def waiting(root: Path) -> list[str]:
    return [f"{one.code} {one.place}" for one in find_problems(root, AS_OF)]


def refusals(root: Path) -> list[str]:
    with pytest.raises(ProblemsFound) as found:
        read_to_publish(root, AS_OF)
    return [f"{one.code} {one.place}" for one in found.value.problems]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A bureau with one opinion about a child."""
    root = bureau_with("_base", tmp_path)
    write(root, TOLD)
    return root


def write(root: Path, opinion: str) -> None:
    file = root / MEETING
    text = file.read_text("utf-8")
    file.write_text(re.sub(r"(?m)^(  - id: o1\n    text: ).*$", rf"\g<1>{opinion}", text), "utf-8")


@pytest.mark.parametrize(("what", "text"), [(what, text) for what, texts in HELD.items() for text in texts])
def test_sensitive_texts_are_held(what: str, text: str) -> None:
    """A name, a count or a place beside a sensitive word is held, wherever it is in a sentence."""
    source = Source(path="content/x.md", content=f"第一段。\n\n通报:{text}。\n".encode())
    ((place, said, digest),) = [(one.place, one.what, one.digest) for one in held_in_prose(source)]
    assert (said, digest) == (what, digest_of(f"通报:{text}。"))
    assert place.line == (3 if "|---|" not in text else 5)


@pytest.mark.parametrize("text", FREE)
def test_other_texts_are_not_held(text: str) -> None:
    """Texts about tasks, duties and people without names are not held."""
    assert held_in_prose(Source(path="content/x.md", content=f"通报:{text}。".encode())) == ()


@pytest.mark.parametrize(
    "text",
    ["被害人王芳反映门锁坏了", "未成年人陈子轩家装了门铃", "重点人员12名没有登记"],
)
@pytest.mark.parametrize("key", ["evidence", "found"])
def test_what_was_found_in_the_rollout_is_held(text: str, key: str, root: Path) -> None:
    """Evidence of a step and what a pilot found are free text, though the file also has the scheme's own words."""
    write(root, "路灯不亮。")
    file = root / "data/milestones.yml"
    told = {"evidence": f"evidence: {text}", "found": f"pilots: [{{place: 古楼街办, found: {text}}}]"}[key]
    file.write_text(file.read_text("utf-8").replace("title: 先行试点,", f"title: 先行试点, {told},"), "utf-8")
    assert [one.split(":")[0] for one in waiting(root)] == ["W355 data/milestones.yml"]


WORDS = [
    "未成年人",
    "未成年",
    "小学生",
    "初中生",
    "高中学生",
    "大学生",
    "儿童",
    "男童",
    "幼童",
    "少年",
    "少女",
    "幼女",
    "婴儿",
    "孩子",
    "受害人",
    "受害者",
    "被害人",
    "事主",
    "失主",
    "报案人",
    "死者",
    "伤者",
    "嫌疑人",
    "违法行为人",
    "被告",
    "被告人",
    "作案人",
    "重点人员",
    "重点人口",
    "管控对象",
    "列管人员",
    "吸毒人员",
    "戒毒人员",
    "刑满释放人员",
    "刑释人员",
    "矫正对象",
    "精神障碍患者",
    "精神病人",
]


@pytest.mark.parametrize("word", WORDS)
def test_every_sensitive_word_is_noticed(word: str) -> None:
    """A name beside any sensitive word is held, also in a text without anything else."""
    assert held_in_prose(Source(path="content/x.md", content=f"{word}李小明,".encode()))


@pytest.mark.parametrize("path", ["content/policy/index.md", "content/duties/index.md"])
def test_pages_that_quote_the_scheme_are_not_held(path: str) -> None:
    """Pages that quote the scheme are not held."""
    assert held_in_prose(Source(path=path, content="重点人口12人".encode())) == ()


def test_a_held_text_is_a_warning_and_stops_a_site(root: Path) -> None:
    """A held text is a warning for checks and rankings, but an error for publishing."""
    assert waiting(root) == [f"W355 {MEETING}:17:11"]
    assert read_bureau(root, AS_OF).warnings[0].code == "W355"
    assert refusals(root) == [f"E409 {MEETING}:17:11"]


def test_the_entry_of_the_hint_approves_the_text(root: Path) -> None:
    """The entry of the hint, with purpose, approver and day filled in, approves the text; not one of a later day."""
    (problem,) = find_problems(root, AS_OF)
    entry = ENTRY.findall(problem.hint)[0].replace("审批人,", "王副局长,").replace("年-月-日", "2026-11-20")
    (root / "data/approvals.yml").write_text(f"approvals:\n{entry}\n", "utf-8")
    assert [one.code for one in find_problems(root, AS_OF)] == ["E206"]
    entry = entry.replace("purpose: 用途", "purpose: 寻人")
    (root / "data/approvals.yml").write_text(f"approvals:\n{entry}\n".replace("11-20", "12-20"), "utf-8")
    assert f"W355 {MEETING}:17:11" in waiting(root)
    (root / "data/approvals.yml").write_text(f"approvals:\n{entry}\n", "utf-8")
    assert waiting(root) == []
    assert read_to_publish(root, AS_OF).load.bureau.approvals[0].digest == digest_of(TOLD)


def test_an_approval_is_of_the_very_words(root: Path) -> None:
    """An approval applies only to the same text in the same file."""
    entry = "approvals:\n  - {{place: {}, digest: {}, purpose: 寻人, approver: 王副局长, on: 2026-11-20}}\n"
    approvals = root / "data/approvals.yml"
    approvals.write_text(entry.format(MEETING, digest_of(TOLD)), "utf-8")
    write(root, TOLD.replace("李小明", "李小刚"))
    assert waiting(root) == ["W356 data/approvals.yml:2:70", f"W355 {MEETING}:17:11"]
    approvals.write_text(entry.format("data/bureau.yml", digest_of(TOLD)), "utf-8")
    write(root, TOLD)
    assert waiting(root) == ["W356 data/approvals.yml:2:38", f"W355 {MEETING}:17:11"]
    write(root, "路灯不亮。")
    assert waiting(root) == ["W356 data/approvals.yml:2:38"]
    assert read_to_publish(root, AS_OF).warnings != ()


@pytest.mark.parametrize("kind", list(private_corpora.HELD))
def test_sensitive_texts_are_held_in_every_form(kind: str) -> None:
    """Sensitive texts are held in every usual form."""
    random = Random(kind)
    texts = [f"通报:{private_corpora.HELD[kind](random)}。" for _ in range(400)]
    sources = [Source(path="content/x.md", content=text.encode()) for text in texts]
    assert [text for text, source in zip(texts, sources, strict=True) if not held_in_prose(source)] == []
