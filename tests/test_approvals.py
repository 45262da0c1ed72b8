"""Approvals of mobile numbers, and the list of what waits for an approval and what has one."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.build import find_problems
from generator.build.changing import change
from generator.build.postings import hand_over
from generator.cli import main
from generator.model.phone import tel_address
from generator.problems import Problem
from tests.small_sites import AS_OF, BINHU, bureau_in, edit, published, tree_in

MOBILE = "13900000217"
CARD = "6222020200112230"
PURPOSE = "这间警务室没有固定电话"
FILE = "data/approvals.yml"


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def entry_of(text: str, until: str = "") -> str:
    facts = f"purpose: {PURPOSE}, approver: 王副局长, on: 2026-11-20{until}"
    return f"- {{place: {BINHU}, digest: {digest_of(text)}, {facts}}}\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A bureau whose officer 004217 in gulou-binhu has a mobile number as duty phone."""
    root = bureau_in(tmp_path / "root")
    edit(root, BINHU, "0990-0000217", MOBILE)
    return root


def approve(root: Path, *entries: str) -> None:
    (root / FILE).write_text(f"approvals:\n{''.join(entries)}", "utf-8")


def problems(root: Path, as_of: dt.date = AS_OF) -> list[Problem]:
    """Of approvals and personal data: the sample has others from the beginning."""
    return [one for one in find_problems(root, as_of) if one.code[:2] == "E4" or one.code in ("W356", "W432")]


def codes(root: Path, as_of: dt.date = AS_OF) -> list[str]:
    return [f"{one.code} {one.place.path}" for one in problems(root, as_of)]


def review(root: Path, *options: str) -> Result:
    arguments = ["check", "--review", "--root", str(root), "--as-of", str(AS_OF), *options]
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def test_a_mobile_number_without_an_approval_is_an_error(root: Path) -> None:
    """A mobile number as telephone number stops every build, and the hint names the entry that approves it."""
    (problem,) = problems(root)
    assert (problem.code, problem.place.path) == ("E402", BINHU)
    assert MOBILE not in str(problem)
    assert f"- {{place: {BINHU}, digest: {digest_of(MOBILE)}, purpose: 用途" in problem.hint


def test_an_approved_mobile_number_is_published(root: Path, content: Path, tmp_path: Path) -> None:
    """With its approval the number is on the page and can be dialled, and no file says who approved it, or why."""
    approve(root, entry_of(MOBILE))
    assert codes(root) == []
    published(root, content, tmp_path / "site")
    files = tree_in(tmp_path / "site")
    assert f'href="{tel_address(MOBILE)}"'.encode() in files["communities/gulou-binhu/index.html"]
    private = ("王副局长", PURPOSE, digest_of(MOBILE))
    assert [(path, word) for path, body in files.items() for word in private if word.encode() in body] == []


def test_an_approved_number_moves_with_its_officer(root: Path) -> None:
    """An approval of a number is good in every file, so that a handover needs no other."""
    approve(root, entry_of(MOBILE))
    change(root, lambda bureau: hand_over(bureau, "004217", "gulou-qiaotou", AS_OF), AS_OF)
    moved = root / BINHU.replace("binhu", "qiaotou")
    assert MOBILE in moved.read_text("utf-8")
    assert codes(root) == []


@pytest.mark.parametrize(
    ("number", "code"),
    [(MOBILE, "E402"), ("11010519491231002X", "E401"), (f"银行卡号 {CARD}", "E403")],
)
def test_nothing_else_can_be_approved(root: Path, number: str, code: str) -> None:
    """A mobile number in a text, an ID number and a card number are refused whatever the approvals say."""
    edit(root, BINHU, f"phone: {MOBILE}", "phone: 0990-0000217")
    with (root / BINHU).open("a", encoding="utf-8") as file:
        file.write(f"# {number}\n")
    approve(root, entry_of(number))
    assert codes(root) == [f"W356 {FILE}", f"{code} {BINHU}"]


def test_an_approval_of_what_is_not_there_is_to_be_deleted(root: Path) -> None:
    """An approval of a number that nobody has any more is told at its line."""
    approve(root, entry_of(MOBILE), entry_of("13900000218"))
    assert [(one.code, one.place.path, one.place.line) for one in problems(root)] == [("W356", FILE, 3)]


def test_an_expired_approval_is_none(root: Path) -> None:
    """On its last day an approval is good; on the next the number waits again, until another approval is written."""
    approve(root, entry_of(MOBILE, ", until: 2026-11-24"))
    assert codes(root) == []
    tomorrow = AS_OF + dt.timedelta(days=1)
    assert codes(root, tomorrow) == [f"W432 {FILE}", f"E402 {BINHU}"]
    approve(root, entry_of(MOBILE, ", until: 2026-11-24"), entry_of(MOBILE))
    assert codes(root, tomorrow) == [f"W432 {FILE}"]


def test_an_approval_says_its_purpose(root: Path) -> None:
    """An approval without a purpose is an error, and approves nothing."""
    approve(root, entry_of(MOBILE).replace(f"purpose: {PURPOSE}, ", ""))
    said = [str(one) for one in find_problems(root, AS_OF) if one.place.path == FILE]
    mend = "请补上一行“purpose: ……”(为什么要公开,写给审批的人;不公开)。"
    assert said == [f"{FILE}:2:3: [E202] 缺少用途(purpose)。 {mend}"]


def test_the_review_list_has_what_waits_and_what_was_approved(root: Path) -> None:
    """The list gives place, kind, digest and entry of what waits, idle approvals, and who approved what, why, when."""
    waiting = review(root)
    line, column = next(
        (at, text.index(MOBILE) + 1)
        for at, text in enumerate((root / BINHU).read_text("utf-8").splitlines(), start=1)
        if MOBILE in text
    )
    assert waiting.exit_code == 1
    assert waiting.output.splitlines() == [
        "等审批的 1 处:",
        f"{BINHU}:{line}:{column}: 手机号码,摘要 {digest_of(MOBILE)}",
        "    139******17",
        f"    - {{place: {BINHU}, digest: {digest_of(MOBILE)}, purpose: 用途, approver: 审批人, on: 年-月-日}}",
        "过期的、对不上的审批 0 处。",
        "审批过的 0 处。",
    ]
    approve(root, entry_of(MOBILE, ", until: 2026-12-31"))
    approved = review(root)
    assert approved.exit_code == 0
    assert approved.output.splitlines() == [
        "等审批的 0 处。",
        "过期的、对不上的审批 0 处。",
        "审批过的 1 处:",
        f"{BINHU}:{line}:{column}: 手机号码,摘要 {digest_of(MOBILE)}",
        "    139******17",
        f"    王副局长 2026-11-20 审批,公开到 2026-12-31;用途:{PURPOSE}",
    ]
    approve(root, entry_of(MOBILE), entry_of("13900000218"))
    idle = review(root)
    assert idle.exit_code == 1
    assert idle.output.splitlines()[1:3] == ["过期的、对不上的审批 1 处:", str(problems(root)[0])]


def test_the_review_list_is_also_json(root: Path) -> None:
    """Programs get the same as JSON; a hand-written page that waits is in it."""
    approve(root, entry_of(MOBILE))
    (root / "content").mkdir()
    (root / "content/note.md").write_text("# 通知\n\n小学生李小明走失。\n", "utf-8")
    listed = json.loads(review(root, "--format", "json").output)
    assert listed["idle"] == []
    (number,), (text,) = listed["approved"], listed["waiting"]
    approval = {"purpose": PURPOSE, "approver": "王副局长", "on": "2026-11-20", "until": None}
    assert (number["path"], number["entry"], number["approval"]) == (BINHU, None, approval)
    assert text == {
        "path": "content/note.md",
        "line": 3,
        "column": 1,
        "what": "未成年人的姓名",
        "text": "小学生李小明走失。",
        "digest": digest_of("小学生李小明走失。"),
        "entry": "- {place: content/note.md, digest: "
        + digest_of("小学生李小明走失。")
        + ", purpose: 用途, approver: 审批人, on: 年-月-日}",
        "approval": None,
    }


def test_no_review_list_is_given_of_data_that_cannot_be_read(root: Path) -> None:
    """A list that lacked a file would be taken for the whole: the errors are printed instead."""
    (root / BINHU).write_text("id: [", "utf-8")
    result = review(root)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "没有列出要审批的。" in result.stderr
