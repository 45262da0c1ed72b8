"""Where in the data personal numbers are refused, and with which messages."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.build.engine import prose
from generator.load import Load, Loaded
from generator.load.document import read_document
from generator.load.files import Source
from generator.model.values import Record
from generator.personal import PersonalFinding, numbers
from generator.privacy import privacy_problems, problems_in, prose_problems
from generator.problems import Place, Problem
from tests.small_sites import REPOSITORY, ezhou
from tests.test_privacy import bureau

ROOT = Path(__file__).parents[1]
PATH = "data/communities/gulou/a.yml"
ID_HINT = "公开数据里不放身份证号,请删去。"
MOBILE_HINT = "请删去,改写公布的值班电话(固定电话或短号)。"


def loaded(text: str, path: str = PATH) -> Loaded:
    """A file with any keys, as the loader keeps it."""
    document = read_document(path, text)
    source = Source(path=path, content=text.encode())
    return Loaded(source=source, record=Record(), scalars=document.scalars, lists=document.lists)


def mobile(line: int, column: int, path: str = PATH, masked: str = "138******00") -> Problem:
    return Problem(
        code="E402",
        place=Place(path=path, line=line, column=column),
        message=f"这里疑似有手机号码 {masked}。",
        hint=MOBILE_HINT,
    )


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a: 1\nreach: 13800138000\n", [(2, 8)]),
        ("note: 请拨 138-0013-8000 联系\n", [(1, 10)]),
        ("note: '请拨 +86 138 0013 8000'\n", [(1, 15)]),
        ('note: "请拨 \\u0031\\u0033800138000"\n', [(1, 7)]),
        ("note: 请拨 138 0013\n  8000 联系\n", [(1, 7)]),
        ("note: |\n  第一行\n  13800138000 第二行\n", [(3, 3)]),
        ("note: >-\n  第一行 138 0013\n  8000\n", [(1, 7)]),
        ("note: |\n  请记\n  138\n  0013\n  8000\n", [(1, 7)]),
        ('note: "138\\n0013\\n8000"\n', [(1, 8)]),
        ("13800138000: 值\n", [(1, 1)]),
        ("note: [a, 13800138000, 13800138000]\n", [(1, 11), (1, 24)]),
        ("# 原来是 13800138000\na: 1\n", [(1, 7)]),
        ("a: 1 # 13800138000\nb: 13800138000\n", [(1, 8), (2, 4)]),
        ("note: |\n  # 13800138000\n", [(2, 5)]),
        ("\ufeffa: 1\r\nb: 13800138000\r\n", [(2, 4)]),
        ("days: [13, 80, 1, 38, 45, 0, 12]\n# 接处警 45 起\n", []),
        ("notes:\n  - 请拨 138\n  - 0013 8000\n", [(2, 5)]),
        ("notes: [请记, '138', '0013', '8000', 2]\n", [(1, 13)]),
        ("notes: ['1380', '0138000']\n", [(1, 9)]),
        ("notes: [甲138, 乙0013, 丙8000]\n", []),
        ("divisions: [420704002001, 420704002002]\nphone: 0711-3850001\n", []),
        ("# 请拨 138\n# 0013 8000\na: 1\n", [(1, 6)]),
        ("a: 1 # 请拨 138 0013\n  # 8000\nb: 2\n", [(1, 11)]),
        ("a: 1 # 138\nb: 2 # 0013\nc: 3 # 8000\n", []),
    ],
    ids=[
        "value",
        "prose",
        "quoted",
        "escaped",
        "folded-plain",
        "block",
        "folded-block",
        "over-lines",
        "escaped-lines",
        "key",
        "flow",
        "comment",
        "comment-and-value",
        "hash-in-block",
        "crlf",
        "a-list-is-no-number",
        "over-items",
        "over-flow-items",
        "over-two-items",
        "words-between-items",
        "codes-and-landlines",
        "over-comments",
        "over-comments-beside",
        "comments-apart",
    ],
)
def test_a_number_is_refused_at_its_place(text: str, places: list[tuple[int, int]]) -> None:
    """A problem's place is the number's own if one line contains it whole, else its value's."""
    assert problems_in(loaded(text)) == tuple(mobile(line, column) for line, column in places)


def test_the_words_for_each_kind() -> None:
    """Each kind of number has its own code, message and hint, and is shown masked."""
    text = "a: 11010519491231002X\nb: 13800138000\nc: 卡号 4111 1111 1111 1111\nd: 机密★\n"
    said = [(one.code, one.place.line, one.message, one.hint) for one in problems_in(loaded(text))]
    assert said == [
        ("E401", 1, "这里疑似有居民身份证号 110*************2X。", ID_HINT),
        ("E402", 2, "这里疑似有手机号码 138******00。", MOBILE_HINT),
        ("E403", 3, "这里疑似有银行卡号 411***********11。", "公开数据里不放银行账户,请删去。"),
        ("E404", 4, "这里有密级或内部资料标识“机密★”。", "请撤下这份内容,经保密审查后只写可以公开的部分。"),
    ]


def test_file_names_are_checked_and_shown_masked() -> None:
    """A number in the name of a file or photo is refused, and no place shows it."""
    file = loaded("a: 13800138000\n", "data/communities/gulou/13800138000.yml")
    photos = bureau(photos=frozenset({"004217.jpg", "11010519491231002X.jpg"}))
    masked = "data/communities/gulou/138******00.yml"
    assert privacy_problems(Load(bureau=photos, files={file.source.path: file})) == (
        mobile(1, 1, masked),
        mobile(1, 4, masked),
        Problem(
            code="E401",
            place=Place(path="data/photos/110*************2X.jpg"),
            message="这里疑似有居民身份证号 110*************2X。",
            hint=ID_HINT,
        ),
    )


@given(
    st.lists(st.sampled_from(["a: 古楼社区", "b: 0711-3850001", "c: 2026-10-12", "d: [1, 2]"]), unique=True),
    st.sampled_from(
        [
            "13800138000",
            "138 0013 8000",
            "１３８００１３８０００",
            "一三八零零一三八零零零",
            "138\u200b00138000",
        ]
    ),
    st.sampled_from(
        ["x: {}", "x: '{}'", "x: 请拨 {} 联系", "x: # {}\n  - 1", "{}: 1", "x: [甲, {}]", "x: |\n  {}"]
    ),
)
def test_line_and_column_are_right_wherever_the_number_is(before: list[str], number: str, shape: str) -> None:
    """The line and column are the number's, whatever precedes it and however it is written."""
    text = "\n".join([*before, shape.format(number)])
    start = text.index(number)
    line, column = text.count("\n", 0, start) + 1, start - (text.rfind("\n", 0, start) + 1) + 1
    assert problems_in(loaded(text)) == (mobile(line, column),)


@given(st.lists(st.sampled_from(["13800138000", "15912345678", "11010519491231002X"]), max_size=5))
def test_no_message_repeats_a_number(numbers: list[str]) -> None:
    """No problem's text contains a number of the file."""
    text = "notes:\n  - 开始\n" + "".join(f"  - 电话 {number}\n" for number in numbers)
    problems = problems_in(loaded(text, f"data/meetings/2026/{''.join(numbers[:1])}.yml"))
    assert len(problems) == len(numbers) + len(numbers[:1])
    assert [number for number in numbers if number in "".join(map(str, problems))] == []


def test_the_sample_data_holds_nothing_that_is_refused() -> None:
    """The sample bureau contains no personal number or mark."""
    assert privacy_problems(ezhou()) == ()


@pytest.mark.parametrize(
    ("prose", "found"),
    [
        ("# 隐私\n\n张三手机 13800138000。\n", [(3, 6, "E402")]),
        ("身份证 11010519491231002X,手机 138-0013-8000", [(1, 5, "E401"), (1, 27, "E402")]),
        ("机密★\n", [(1, 1, "E404")]),
        ("值班电话 0711-0000123,24 小时。\n2026-11-24\n\n138\n", []),
        ("# 联系\n\n请拨 138-0013-\n8000 找他\n", [(3, 4, "E402")]),
        ("- 138\n- 0013\n- 8000\n", [(1, 3, "E402")]),
        ("一 110105\r\n19491231\r\n002X\r\n", [(1, 3, "E401")]),
    ],
)
def test_a_hand_written_page_is_checked_too(prose: str, found: list[tuple[int, int, str]]) -> None:
    """A hand-written page is checked as a whole, and each number is reported where it begins."""
    problems = prose_problems(Source(path="content/privacy.md", content=prose.encode()))
    assert [(each.place.line, each.place.column, each.code) for each in problems] == found
    assert {each.place.path for each in problems} <= {"content/privacy.md"}


def test_a_page_that_is_not_utf8_is_refused() -> None:
    """A page that is not UTF-8 is refused with the place of its first wrong byte."""
    (problem,) = prose_problems(Source(path="content/privacy.md", content="# 隐私".encode("gbk")))
    assert (problem.code, problem.place.line, problem.place.column) == ("E101", 1, 3)


def test_no_page_of_the_product_is_refused() -> None:
    """No page of the product is refused."""
    assert [problem for source in prose(REPOSITORY)[0] for problem in prose_problems(source)] == []


def test_only_the_first_numbers_of_a_file_are_listed() -> None:
    """The first hundred numbers of a file are listed, with the number of the others."""
    numbers = "13800138000 " * 130
    for problems in (
        problems_in(loaded(f"note: {numbers}\n")),
        prose_problems(Source(path="content/x.md", content=numbers.encode())),
    ):
        assert len(problems) == 100
        assert problems[-1].hint == f"{MOBILE_HINT}这个文件另有 30 处没有列出。"
        assert {one.hint for one in problems[:-1]} == {MOBILE_HINT}
        assert [one.place.column for one in problems] == sorted({one.place.column for one in problems})


def test_only_suspicious_lines_are_read_closely(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only lines that look suspicious are read closely, also in a file with a finding."""
    looked: list[str] = []
    every_finding = numbers.every_finding

    def looking(text: str) -> tuple[PersonalFinding, ...]:
        looked.append(text)
        return every_finding(text)

    monkeypatch.setattr(numbers, "every_finding", looking)
    text = (
        "a: 1\n" + "# 第一行\n" * 500 + "# 13800138000\n" + "n: |\n" + "  第二行\n" * 500 + "  13900139000\n"
    )
    assert len(problems_in(loaded(text))) == 2
    assert len(looked) < 10
