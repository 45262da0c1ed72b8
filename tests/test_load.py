"""Tests of reading data: text stays text, hostile files are refused at their place, nothing is read twice."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
from pathlib import Path
from time import process_time
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.load import Load, load
from generator.load.document import Plain, Refused, marks_of, read_document
from generator.load.files import MAX_BYTES, Source, read_source
from generator.load.mending import probably_meant
from generator.load.scanning import space_problems
from generator.problems import Place, ProblemsFound, shown
from generator.text.mobiles import is_mobile

BASE: Final = Path(__file__).parent / "bad_data" / "_base"
AREA: Final = "data/communities/gulou/gulou-guanliu.yml"
MEETING: Final = "data/meetings/2026/gulou-guanliu-2026-10-15.yml"
STATION: Final = "data/stations/gulou.yml"
BIDI: Final = "\u202e"


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


def refusal(text: str) -> str:
    """The only problem of a document."""
    with pytest.raises(Refused) as refused:
        read_document("x.yml", text)
    return str(refused.value.problem)


def code_and_place(text: str) -> str:
    """The place and code of the only problem."""
    return refusal(text).split("] ")[0] + "]"


@pytest.mark.parametrize(
    "written",
    ["012345", "19:00", "no", "yes", "1e5", "0x1F", "2026-10-12", "1_000", "~", "null", ".inf", "=", "0o17"],
)
def test_a_scalar_stays_text(written: str) -> None:
    """YAML's implicit types are never applied: a badge keeps its zero, a time is no number, `no` is a word."""
    plain = read_document("x.yml", f"a: {written}\n{written}: b\n").plain
    assert plain == {"a": written, written: "b"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a: &x 1\nb: *x\n", "x.yml:1:4: [E105]", id="alias"),
        pytest.param("a: &x 1\n", "x.yml:1:4: [E105]", id="anchor that nobody uses"),
        pytest.param("&k a: 1\n", "x.yml:1:1: [E105]", id="anchor of a key"),
        pytest.param("? *k\n: 1\n", "x.yml:1:3: [E105]", id="alias as a key"),
        pytest.param("a: !!python/name:os.system x\n", "x.yml:1:4: [E105]", id="python tag"),
        pytest.param("a: !!str x\n", "x.yml:1:4: [E105]", id="standard tag"),
        pytest.param("a: ! x\n", "x.yml:1:4: [E105]", id="empty tag"),
        pytest.param("<<: {a: 1}\n", "x.yml:1:1: [E105]", id="merge key"),
        pytest.param("b: 1\n'<<': {a: 1}\n", "x.yml:2:1: [E105]", id="quoted merge key"),
        pytest.param("a: 1\n---\nb: 2\n", "x.yml:2:1: [E106]", id="second document"),
        pytest.param("a: 1\n...\n---\n", "x.yml:3:1: [E106]", id="empty second document"),
        pytest.param("a: 1\nb: 2\na: 3\n", "x.yml:3:1: [E108]", id="duplicate key"),
        pytest.param("a: {b: 1, b: 2}\n", "x.yml:1:11: [E108]", id="duplicate key in braces"),
        pytest.param("a: 1\n'a': 2\n", "x.yml:2:1: [E108]", id="duplicate key in quotes"),
        pytest.param("", "x.yml:1:1: [E109]", id="nothing"),
        pytest.param("# 只有注释\n", "x.yml:1:1: [E109]", id="comment alone"),
        pytest.param("---\n", "x.yml:1:1: [E109]", id="empty document"),
        pytest.param("- a\n- b\n", "x.yml:1:1: [E109]", id="list"),
        pytest.param("文字\n", "x.yml:1:1: [E109]", id="text"),
        pytest.param("? [a, b]\n: 1\n", "x.yml:1:3: [E104]", id="list as a key"),
        pytest.param("? {a: b}\n: 1\n", "x.yml:1:3: [E104]", id="mapping as a key"),
        pytest.param("a:\n\tb: 1\n", "x.yml:2:1: [E104]", id="tab"),
        pytest.param('a: "\\ud800"\n', "x.yml:1:7: [E104]", id="lone surrogate"),
        pytest.param('a: "\\0"\n', "x.yml:1:4: [E103]", id="NUL as an escape"),
        pytest.param('a: "\\u202e"\n', "x.yml:1:4: [E103]", id="bidi as an escape"),
        pytest.param('"\\u200f": 1\n', "x.yml:1:1: [E103]", id="bidi in a key"),
        pytest.param('a: "\\N"\n', "x.yml:1:4: [E103]", id="next line as an escape"),
        pytest.param("a: " + "[" * 100_000, "x.yml:1:14: [E107]", id="100,000 brackets"),
        pytest.param("a: " + "{b: " * 100_000, "x.yml:1:44: [E107]", id="100,000 braces"),
        pytest.param("- " * 100_000, "x.yml:1:23: [E107]", id="100,000 dashes"),
        pytest.param("a: %x\n", "x.yml:1:4: [E104]", id="percent"),
        pytest.param("%YAML 9.9\n---\na: 1\n", "x.yml:1:1: [E104]", id="another YAML"),
        pytest.param("a: |\n  b\n c\n", "x.yml:3:2: [E104]", id="text that ends askew"),
        pytest.param("a" * 2000 + ": 1\n", "x.yml:1:1: [E109]", id="key of 2,000 letters"),
    ],
)
def test_yaml_beyond_keys_lists_and_text_is_refused_at_its_place(text: str, expected: str) -> None:
    """Everything but keys, lists and text is refused at its place, however large it is."""
    assert code_and_place(text) == expected


@pytest.mark.parametrize(
    ("text", "place", "bracket"),
    [
        ("a: 1\nb: {days: [周一, 周二, hours: 08:30-17:30}\n", "2:11", "[”没有对应的“]"),
        ("a: {days: [周一], hours: 08:30-17:30\nb: 1\n", "1:4", "{”没有对应的“}"),
        ("a: [甲, 乙\nb: [丙]\n", "1:4", "[”没有对应的“]"),
        ("a: [甲, 乙}\n", "1:4", "[”没有对应的“]"),
    ],
)
def test_a_bracket_without_its_partner_is_named(text: str, place: str, bracket: str) -> None:
    """The message names the unclosed bracket instead of quoting the whole value."""
    assert refusal(text).startswith(f"x.yml:{place}: [E104] 括号没有配对:“{bracket}”。 请补上缺的括号")


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("id: a\n\u3000name: b\n", ["2:1"]),
        ("post:\n\u3000\u3000phone: x\n\u00a0\u00a0hours:\n", ["2:1", "3:1"]),
        ("a:\n  - b: 1\n  \u3000c: 2\n", ["3:3"]),
        ("a:\n\u3000- b\n", ["2:1"]),
        ("a:\n  -\u3000b\n", ["2:4"]),
        ("name:\u3000b\n", ["1:6"]),
        ("name:\u00a0b\n", ["1:6"]),
        ("name: \u3000b\n", ["1:7"]),
        ("text: |\n  \u3000\u3000正文\n\n  \u3000name: x\nb:\u3000c\n", ["5:3"]),
        ("text: >-\n  \u3000name: x\n", []),
        ("name: 甲\u3000乙\n# 注\u3000释\n", []),
    ],
)
def test_a_false_space_is_reported_at_its_place(text: str, places: list[str]) -> None:
    """Full-width and no-break spaces are refused where YAML needs ordinary ones, and accepted within a text."""
    problems = [str(problem) for problem in space_problems("x.yml", text)]
    assert [problem.split(": ")[0] for problem in problems] == [f"x.yml:{place}" for place in places]
    assert all("这里用了全角空格。" in one or "这里用了不换行空格" in one for one in problems)


def test_an_alias_bomb_is_refused_at_its_first_anchor() -> None:
    """No alias is expanded: a billion-laughs file is refused at line 1."""
    bomb = 'a: &a ["哈", "哈"]\n' + "".join(
        f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n"
        for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert code_and_place(bomb) == "x.yml:1:4: [E105]"


@given(
    st.recursive(
        st.text(st.characters(min_codepoint=0x20, max_codepoint=0x9FFF, exclude_categories=["C", "Z"])),
        lambda inner: st.lists(inner) | st.dictionaries(st.from_regex(r"[a-z]{1,9}", fullmatch=True), inner),
        max_leaves=20,
    )
)
def test_any_nested_value_is_read_unchanged(value: Plain) -> None:
    """Any nesting of text, lists and mappings is read unchanged, and every scalar has a place."""

    def written(part: Plain) -> str:
        if isinstance(part, str):
            return "'" + part.replace("'", "''") + "'"
        if isinstance(part, list):
            return "[" + ", ".join(map(written, part)) + "]"
        return "{" + ", ".join(f"{key}: {written(inner)}" for key, inner in part.items()) + "}"

    def depth(part: Plain) -> int:
        inner = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
        return 1 + max(map(depth, inner), default=0)

    text = f"top: {written(value)}\n"
    if depth(value) > 10:
        assert code_and_place(text).endswith("[E107]")
        return
    marks, document = marks_of("x.yml", text), read_document("x.yml", text)
    assert document.plain == {"top": value}
    assert len(marks.scalars) == len(document.scalars)


def test_every_value_and_key_is_located(root: Path) -> None:
    """Each key and value, in blocks and in braces, has its own line and column."""
    bureau = load(root).bureau
    lines = (root / AREA).read_text("utf-8").splitlines()
    marks = marks_of(AREA, (root / AREA).read_text("utf-8"))
    assert bureau.place(AREA, "officers", 0, "badge") == Place(path=AREA, line=18, column=12)
    assert bureau.place(AREA, "covers", 1, "buildings", 1) == Place(path=AREA, line=12, column=36)
    for keys, (line, column) in marks.values.items():
        assert bureau.place(AREA, *keys) == Place(path=AREA, line=line, column=column)
    for keys, (line, column) in marks.keys.items():
        assert lines[line - 1][column - 1 :].startswith(f"{keys[-1]}:")


def test_a_missing_value_has_the_place_of_its_mapping(root: Path) -> None:
    """A missing value has the place of the mapping that lacks it, and an unknown file its first line."""
    bureau = load(root).bureau
    assert bureau.place(AREA, "officers", 0, "until") == Place(path=AREA, line=17, column=5)
    assert bureau.place(AREA, "committee", "director") == Place(path=AREA, line=1, column=1)
    assert bureau.place("data/stations/nowhere.yml", "id") == Place(path="data/stations/nowhere.yml")


def test_each_scalar_keeps_its_place(root: Path) -> None:
    """Keys and values are kept as text in the file's order, each with its place."""
    loaded = load(root).files[STATION]
    assert loaded.scalars[:4] == ("id", "gulou", "name", "古楼派出所")
    assert [Place(path=STATION, line=line, column=column) for line, column in loaded.marks.scalars[:4]] == [
        Place(path=STATION, line=1, column=1),
        Place(path=STATION, line=1, column=5),
        Place(path=STATION, line=2, column=1),
        Place(path=STATION, line=2, column=7),
    ]


def same(one: Load, other: Load) -> bool:
    """Whether two loads have equal content."""
    return one.bureau == other.bureau and one.files == other.files


@pytest.mark.parametrize("change", ["bom", "crlf", "both"])
def test_windows_files_give_the_same_records(root: Path, change: str) -> None:
    """A byte order mark and Windows line ends change neither records nor places."""
    before = load(root)
    content = (root / AREA).read_bytes()
    content = content if change == "bom" else content.replace(b"\n", b"\r\n")
    (root / AREA).write_bytes(content if change == "crlf" else b"\xef\xbb\xbf" + content)
    after = load(root)
    assert after.bureau == before.bureau
    assert after.bureau.place(AREA, "post", "phone") == before.bureau.place(AREA, "post", "phone")
    assert after.bureau.place(AREA, "id") == Place(path=AREA, line=1, column=5)


def test_a_load_after_a_load_reads_only_what_changed(root: Path) -> None:
    """Unchanged files keep their record objects; changed, new and deleted files are as in a cold load."""
    cold = load(root)
    replace(root, AREA, "actual: 5200", "actual: 5300")
    (root / "data/meetings/2026/gulou-guanliu-2026-10-15.yml").unlink()
    shutil.copy(root / STATION, root / "data/stations/xishan.yml")
    replace(root, "data/stations/xishan.yml", "id: gulou", "id: xishan")
    warm = load(root, cold.files)
    assert same(warm, load(root))
    assert {path for path, file in warm.files.items() if cold.files.get(path) is not file} == {
        AREA,
        "data/stations/xishan.yml",
    }


CHANGES: Final = st.lists(
    st.tuples(st.sampled_from(["gulou", "huarong"]), st.sampled_from(["示例路 2 号", "新路 3 号", ""])),
    max_size=6,
)


@settings(max_examples=25)
@given(CHANGES)
def test_loads_one_after_another_equal_a_cold_load(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[str, str]]
) -> None:
    """However often files are changed, broken and fixed, a warm load equals a cold one."""
    root = tmp_path_factory.mktemp("bureau")
    shutil.copytree(BASE, root, dirs_exist_ok=True)
    warm = load(root)
    for station, address in changes:
        file = root / f"data/stations/{station}.yml"
        lines = file.read_text("utf-8").splitlines()
        lines = [f"address: {address}" if line.startswith("address:") else line for line in lines]
        file.write_text("\n".join(lines) + "\n", "utf-8")
        with contextlib.suppress(ProblemsFound):  # a broken file leaves the last good load in use
            warm = load(root, warm.files)
            assert same(warm, load(root))


def test_a_file_of_more_than_128_kib_is_not_read(root: Path) -> None:
    """The limit is exact to the byte."""
    text = (root / STATION).read_bytes()
    (root / STATION).write_bytes(text + b"#" * (MAX_BYTES - len(text)))
    load(root)
    (root / STATION).write_bytes(text + b"#" * (MAX_BYTES - len(text) + 1))
    said = "文件有 131,073 字节,超过了 128 KiB 的上限。 一个文件只写一条记录;请检查是不是误贴了别的内容。"
    assert said_about(root) == [f"{STATION}:1:1: [E102] {said}"]


@pytest.mark.parametrize("path", ["data/audits/2026-09.yml", "data/releases/2026-09.yml"])
def test_what_a_command_lists_may_be_longer(tmp_path: Path, path: str) -> None:
    """A release or spot check of a bureau with thousands of communities is read."""
    file = tmp_path / "list.yml"
    file.write_bytes(b"#" * (8 * MAX_BYTES))
    assert isinstance(read_source(path, file), Source)
    assert not isinstance(read_source("data/bureau.yml", file), Source)


def test_a_file_of_ten_thousand_errors_gives_about_a_hundred_problems(root: Path) -> None:
    """The file's first problems are listed, with the approximate number of the others."""
    (root / STATION).write_text("".join(f"k{number}: 1\n" for number in range(10_000)), "utf-8")
    said = said_about(root)
    assert len(said) == 101
    assert said[9] == (
        f"{STATION}:1:1: [E205] 这个文件另有约 9908 处问题没有列出。 请先改好列出的,或检查是不是误贴了内容。"
    )
    assert said[100].startswith(f"{STATION}:92:1: [E201] 不认识的键“k91”。 ")


@pytest.mark.parametrize(
    ("before", "unit", "after"),
    [
        ("address: ", "字\u200b", ""),
        ("address: ", "½", ""),
        ("phone: ", "½", ""),
        ("phone: ", "&yi ", ""),
        ("address: ", "Ã¥", ""),
        ("address: ", "latin2 ", ""),
        ("address: ", "锟斤拷", ""),
        ("x: [", "字\u200b, ", "]"),
        ("phone: [", "1, ", "]"),
        ("", "<<<<<<< a\n", ""),
        ("", "# 一\n", ""),
        ("phone: '1", " ", "2'"),
        ('address: "x', "{，", ""),
        ("address: 路", " ", "x #y"),
        ("", "name: x\n", ""),
    ],
)
def test_the_time_for_a_file_grows_with_its_size(root: Path, before: str, unit: str, after: str) -> None:
    """Four times the text takes less than eight times as long, and gives at most 210 short problems."""

    def seconds(size: int) -> float:
        text = f"{before}{unit * (size // len(unit.encode()))}{after}"
        (root / STATION).write_text(f"id: gulou\n{text}\n", "utf-8")
        began = process_time()
        said = said_about(root)
        assert len(said) <= 210
        assert max(map(len, said), default=0) < 800
        return process_time() - began

    tries = ((seconds(MAX_BYTES // 5), seconds(MAX_BYTES * 4 // 5)) for _ in range(4))
    assert any(large < 8 * max(small, 0.005) for small, large in tries)


def test_a_long_value_costs_no_more_to_quote_than_a_short_one() -> None:
    """Only the quoted part is searched for numbers, and as far beyond it as a number may reach."""

    def seconds(text: str) -> float:
        began = process_time()
        shown(text)
        return process_time() - began

    assert any(seconds("½" * 100_000) < 10 * seconds("½" * 1_000) for _ in range(4))
    assert shown("138" + " " * 30 + "00138000," + "½" * 100_000).startswith("138******00")


def test_the_time_for_unknown_keys_does_not_grow_with_their_square(root: Path) -> None:
    """Suggestions are computed only for the hundred keys that are reported."""
    lines = [f"k{number}: 1\n" for number in range(10_000)]

    def seconds(text: str) -> float:
        (root / STATION).write_text(text, "utf-8")
        began = process_time()
        said_about(root)
        return process_time() - began

    one_list = f"x: {{{', '.join(line.strip() for line in lines)}}}\n"
    assert any(seconds("".join(lines)) < 3 * seconds(one_list) for _ in range(4))


def test_links_are_refused_and_never_followed(root: Path) -> None:
    """A link to a file, to a directory, to nothing or to its own parent is a problem and is not followed."""
    (root / "data/stations/link.yml").symlink_to(root / STATION)
    (root / "data/stations/nowhere.yml").symlink_to("/nonexistent")
    (root / "data/reports/2026-09").symlink_to(root / "data/reports/2026-10")
    (root / "data/communities/loop").symlink_to(root / "data")
    hint = "请放上普通文件,并确认有读取权限。"
    assert said_about(root) == [
        f"{path}:1:1: [E112] 这是链接或特殊文件。 {hint}"
        for path in (
            "data/communities/loop",
            "data/reports/2026-09",
            "data/stations/link.yml",
            "data/stations/nowhere.yml",
        )
    ]


@pytest.mark.parametrize("name", [b"\xff.yml", b"gu\xe2\x80\x8blou.yml", b"a\nb.yml", b"\xc4\xe3"])
def test_an_unprintable_file_name_is_refused(root: Path, name: bytes) -> None:
    """A file or folder name with invalid UTF-8, a zero-width space or a line end gives one problem."""
    strange = Path(os.fsdecode(os.fsencode(root / "data/stations") + b"/" + name))
    if strange.suffix:
        shutil.copy(root / STATION, strange)
    else:
        (strange / "inner").mkdir(parents=True)
    shown = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in os.fsdecode(name))
    hint = "请重新命名(常见于从压缩包里解出的文件)。"
    assert said_about(root) == [
        f"data/stations/{shown}:1:1: [E119] 文件名不是 UTF-8,或者含有看不见的字符。 {hint}"
    ]


@pytest.mark.parametrize(
    ("names", "refused", "found"),
    [
        *((("CON.jpg",), "CON.jpg", "Windows 上不能有"), (("aux.1.jpg",), "aux.1.jpg", "Windows 上不能有")),
        *((("a:b.jpg",), "a:b.jpg", "Windows 上不能有"), (("a.jpg ",), "a.jpg ", "Windows 上不能有")),
        *((("a.",), "a.", "Windows 上不能有"), (("A.jpg", "a.jpg"), "a.jpg", "和 A.jpg 只差大小写")),
    ],
)
def test_a_name_that_windows_cannot_have_is_refused(
    root: Path, names: tuple[str, ...], refused: str, found: str
) -> None:
    """Devices, signs of paths, ends that get lost; and of two names that differ in case alone the second."""
    (root / "data/photos").mkdir(exist_ok=True)
    for name in ("constable.jpg", *names):
        (root / "data/photos" / name).write_bytes(b"x")
    said = [line for line in said_about(root) if "E119" in line]
    assert [line.partition(" ")[0] for line in said] == [f"data/photos/{refused}:1:1:".partition(" ")[0]]
    assert found in said[0]


def test_a_pipe_is_refused_and_never_opened(root: Path) -> None:
    """Opening a pipe would block without end, whether as data, as a photo or in its own folder."""
    (root / "data/photos").mkdir(exist_ok=True)
    (root / "data/meetings/2031").mkdir()
    pipes = ("data/meetings/2031/x.yml", "data/photos/004217.jpg", "data/stations/pipe.yml")
    for path in pipes:
        os.mkfifo(root / path)
    hint = "请放上普通文件,并确认有读取权限。"
    assert said_about(root) == [f"{path}:1:1: [E112] 这是链接或特殊文件。 {hint}" for path in pipes]


def test_folders_may_be_as_deep_as_the_system_allows(root: Path) -> None:
    """The program has no limit of its own; a path beyond the system's limit is reported."""
    folder = os.open(root / "data/stations", os.O_RDONLY)
    for _ in range(2500):
        os.mkdir("a", dir_fd=folder)
        inner = os.open("a", os.O_RDONLY, dir_fd=folder)
        os.close(folder)
        folder = inner
    os.close(folder)
    (said,) = said_about(root)
    subprocess.run(["rm", "-rf", str(root / "data/stations/a")], check=True)
    assert said.startswith("data/stations/a/a/")
    assert said.endswith("[E112] 目录读不出来(名称太长)。 请改用短一些的名称。")


@pytest.mark.parametrize(
    "name", [".gulou.yml.swp", ".DS_Store", ".git/config", ".~lock.gulou.yml#", "._gulou.yml"]
)
def test_hidden_files_are_ignored(root: Path, name: str) -> None:
    """Hidden files of an editor or a file manager are not data."""
    before = load(root)
    file = root / "data/stations" / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(b"\xff\x00")
    assert same(load(root), before)


def _hint_for(stranger: str) -> str:
    right = "那里已有 gulou.yml:请先对照两个文件,把要用的内容写进它,再把这个移到 data/ 以外。"
    return right if stranger.endswith(".yaml") else "请移到 data/ 以外。"


@pytest.mark.parametrize(
    "name", ["gulou.yml.bak", "gulou.yml.orig", "gulou.yaml", "gulou.xlsx", "~gulou.txt", "#gulou.txt"]
)
def test_other_files_are_reported(root: Path, name: str) -> None:
    """A copy or a file with another extension is never silently ignored."""
    shutil.copy(root / STATION, root / "data/stations" / name)
    hint = _hint_for(name)
    assert said_about(root) == [
        f"data/stations/{name}:1:1: [E110] data/ 里只能放 .yml 数据文件和照片。 {hint}"
    ]


def test_a_photo_in_a_subfolder_is_reported(root: Path) -> None:
    """No page would find such a photo."""
    folder = root / "data/photos/gulou"
    folder.mkdir(parents=True)
    (folder / "004217.jpg").write_bytes(b"")
    hint = "照片直接放在 data/photos/ 里,不要再分文件夹。"
    assert said_about(root) == [
        f"data/photos/gulou/004217.jpg:1:1: [E110] data/ 里只能放 .yml 数据文件和照片。 {hint}"
    ]


@pytest.mark.parametrize(
    "copy",
    [
        "stations/gulou - 副本.yml",
        "stations/gulou - 副本 (2).yml",
        "stations/gulou - 副本 - 副本.yml",
        "stations/gulou (1).yml",
        "stations/gulou（1）.yml",
        "stations/gulou(1).yml",
        "stations/gulou copy.yml",
        "stations/gulou copy 2.yml",
        "stations/gulou - Copy.yml",
        "stations/gulou - Copy (2).yml",
        "stations/gulou的副本.yml",
        "stations/gulou 拷贝.yml",
        "stations/gulou (复件).yml",
        "stations/gulou (第 3 个复件).yml",
        "stations/gulou (another copy).yml",
        "stations/gulou_副本.yml",
        "stations/gulou 2.yml",
        "stations/复件 gulou.yml",
        "stations/复件 (2) gulou.yml",
        "stations/Copy of gulou.yml",
        "bureau - 副本.yml",
        "releases/2026-10 - 副本.yml",
    ],
)
def test_a_copy_is_to_be_deleted_and_not_moved(root: Path, copy: str) -> None:
    """A copy made in a file manager is reported at the copy's path and not at the original's."""
    (root / "data/releases").mkdir()
    (root / "data/releases/2026-10.yml").write_text("month: 2026-10\n", "utf-8")
    folder = copy.split("/", maxsplit=1)[0].split(" ", maxsplit=1)[0]
    known = {
        "stations": STATION,
        "bureau": "data/bureau.yml",
        "reports": "data/reports/2026-10/gulou.yml",
    }.get(folder, "data/releases/2026-10.yml")
    file = root / "data" / copy
    file.parent.mkdir(exist_ok=True)
    shutil.copy(root / known, file)
    hint = "两个文件内容相同:请删去这个副本。"
    assert [said for said in said_about(root) if not said.startswith("data/releases/2026-10.yml")] == [
        f"data/{copy}:1:1: [E110] 像是 {known} 的副本。 {hint}"
    ]


@pytest.mark.parametrize(
    ("folder", "copy"),
    [
        ("stations", "stations_backup"),
        ("communities", "communities - 副本"),
        ("reports/2026-10", "reports/2026-10 - 副本"),
    ],
)
def test_a_copied_folder_is_reported_once(root: Path, folder: str, copy: str) -> None:
    """A folder with identical files is one problem; a copied file that was edited is one of its own."""
    shutil.copytree(root / "data" / folder, root / "data" / copy)
    assert said_about(root) == [
        f"data/{copy}/:1:1: [E110] 像是 data/{folder}/ 的副本。 里面的文件与原来的都相同:请删去这个文件夹。"
    ]
    written = next((root / "data" / copy).rglob("*.yml"))
    written.write_text(written.read_text("utf-8") + "# 改过\n", "utf-8")
    said = [one for one in said_about(root) if written.name in one]
    assert any("两个文件内容不同:请先对照" in one for one in said)
    assert not any("请删去这个文件夹" in one for one in said_about(root))


@pytest.mark.parametrize(
    ("path", "wrong", "title"),
    [
        (STATION, "data/communities/gulou/gulou.yml", "派出所"),
        ("data/communities/gulou/gulou-guanliu.yml", "data/stations/gulou-guanliu.yml", "社区"),
        ("data/reports/2026-10/gulou.yml", "data/meetings/2026/gulou.yml", "工作月报"),
        ("data/meetings/2026/gulou-guanliu-2026-10-15.yml", "data/reports/2026-10/a.yml", "群众代表会"),
    ],
)
def test_a_file_in_a_wrong_folder_is_reported_with_its_right_path(
    root: Path, path: str, wrong: str, title: str
) -> None:
    """There is one problem for the file, not one for each key; moving it as suggested restores the record."""
    before = load(root).bureau
    (root / path).rename(root / wrong)
    said = next(one for one in said_about(root) if one.startswith(f"{wrong}:"))
    assert said.endswith(f"内容像是{title},请移到 {path}。那里已有同名文件的,不要覆盖。")
    (root / wrong).rename(root / path)
    assert load(root).bureau.areas == before.areas


@pytest.mark.parametrize("name", ["gulou2.yml", "gulou-copy.yml", "a.yml"])
def test_no_message_moves_a_file_over_another(root: Path, name: str) -> None:
    """If another file has that id, the message says to delete the copy or to give it its own id."""
    stray = root / "data/stations" / name
    shutil.copy(root / STATION, stray)
    (said,) = said_about(root)
    assert said == (
        f"data/stations/{name}:1:5: [E301] 文件里写的 id 与所在的文件夹或文件名不一致:按内容应放在 {STATION}。 "
        "该处已有文件,内容相同。盖掉了这里原来内容的,请从备份恢复;照着它写新的,请把这一行写成 "
        f"id: {name.removesuffix('.yml')},再换成新的内容;多余的副本,请删去这一个。"
    )
    stray.write_text(stray.read_text("utf-8").replace("古楼派出所", "西山派出所"), "utf-8")
    (said,) = said_about(root)
    assert said.endswith(
        f"该处已有另一个文件:请把这一行写成 id: {stray.stem}。"
        "其实是它的副本的,先把还要的内容写进它,再把这个移出 data/。"
    )


def test_a_copy_without_its_original_is_to_be_renamed(root: Path) -> None:
    """The copy is then the only file, so it gets the original's name."""
    (root / STATION).rename(root / "data/stations/gulou - 副本.yml")
    (said,) = said_about(root)
    assert said.endswith(f"按内容应放在 {STATION}。 请把文件改名、移到该处。")


@pytest.mark.parametrize(
    "name", ["gulou.yml~", "#gulou.yml#", "gulou.yml.swp", "gulou.swo", "~$gulou.yml", "~$gulou.xlsx"]
)
def test_backup_files_of_editors_are_ignored(root: Path, name: str) -> None:
    """Backup and swap files are neither read nor reported."""
    expected = load(root).bureau.stations
    (root / "data/stations" / name).write_text("kind: [", "utf-8")
    assert load(root).bureau.stations == expected


@pytest.mark.parametrize("blank", ["\u0301", "\u0301\u0302"])
def test_invisible_text_is_refused(root: Path, blank: str) -> None:
    """A value that shows nothing is refused; within visible text the same characters are accepted."""
    replace(root, STATION, "name: 古楼派出所", f"name: 古楼派出所{blank}所")
    assert load(root).bureau.stations["gulou"].name == f"古楼派出所{blank}所"
    replace(root, STATION, f"name: 古楼派出所{blank}所", f"name: {blank}")
    replace(root, MEETING, "text: 路灯不亮。", f"text: {blank}")
    assert [said.partition("“")[0] for said in said_about(root)] == [
        f"{MEETING}:17:11: [E203] 意见(text)",
        f"{STATION}:2:7: [E203] 名称(name)",
    ]
    assert all("应为看得见的文字。" in said for said in said_about(root))


@pytest.mark.parametrize(
    "blank", ["\u200b", "\u3164", "\u2800", "\ufe0f", "\u00ad\u2060", "\U000e0041\U000e0042"]
)
def test_an_invisible_character_is_reported_at_its_place(root: Path, blank: str) -> None:
    """Within a text, as a whole value, in a key or as an escape, the character has its place."""
    replace(root, STATION, "name: 古楼派出所", f"name: 古楼{blank}派出所")
    replace(root, STATION, "town: 古楼街道", f"town: {blank}")
    replace(root, MEETING, "text: 路灯不亮。", "text: '路灯\n      不" + blank + "亮。'")
    replace(root, AREA, "kind: urban", f"kind{blank}: urban")
    replace(root, AREA, "problem: 入室盗窃多发。", 'problem: "入室\\u200b盗窃多发。"')
    said = said_about(root)
    codes = "、".join(f"U+{ord(character):04X}" for character in blank)
    assert [one.split("“")[0] for one in said if "E114" in one] == [
        f"{AREA}:4:5: [E114] ",
        f"{AREA}:40:14: [E114] ",
        f"{MEETING}:18:8: [E114] ",
        f"{STATION}:2:9: [E114] ",
        f"{STATION}:4:7: [E114] ",
    ]
    assert f"里有看不见的字符:{codes}。 请写成“古楼派出所”。" in said[-2]
    assert said[-1].endswith(f"里有看不见的字符:{codes}。 请删去。")


def test_without_data_there_is_one_problem(tmp_path: Path) -> None:
    """A folder without data gives one problem, not one for each required file."""
    (said,) = said_about(tmp_path)
    assert said.startswith("data/:1:1: [E111] 这里没有 data/(数据目录)。 请先用 cd 进入有 data/ 的那个目录")


def test_one_run_reports_every_file(root: Path) -> None:
    """One run lists the problems of all files in path order."""
    replace(root, AREA, "badge: 004217", "badge: 4217")
    replace(root, MEETING, "starts: 15:00", "starts: 15.00")
    replace(root, STATION, "kind: urban", "kind: 城区")
    words = "请写成 kind: urban。"
    assert said_about(root) == [
        f"{AREA}:18:12: [E203] 警号(badge)“4217”应为 6 位数字的警号。 请写成 badge: 004217。",
        f"{MEETING}:4:9: [E203] 开始(starts)“15.00”应为 24 小时制的时间。 请写成 starts: 15:00。",
        f"{STATION}:5:7: [E204] 类别(kind)“城区”不是可选的词。 {words}",
    ]


@pytest.mark.parametrize("key", ["~", "~x", "~street", "'[key]'", "''", "null", "=", "\\\\"])
@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (AREA, "kind: urban", "{}: 1\nkind: urban"),
        (AREA, "{street: ", "{{{}: 1, street: "),
        (AREA, "phone: 0711-0000218", "phone: 0711-0000218\n  {}: 1"),
        ("data/reports/2026-10/gulou.yml", "2026-W40: 3", "{}: 3"),
    ],
)
def test_an_unknown_key_is_reported_by_its_own_name(
    root: Path, key: str, path: str, old: str, new: str
) -> None:
    """A key that looks like one of the program's internal marks is still reported as itself."""
    replace(root, path, old, new.format(key))
    (said,) = said_about(root)
    written = (root / path).read_text("utf-8").splitlines()
    line, column = (int(part) for part in said.split(":", maxsplit=3)[1:3])
    assert written[line - 1][column - 1 :].startswith(f"{key}:")
    assert f"“{key.strip(chr(39))}”" in said or (key == "''" and "是空的" in said) or "“null”只表示空" in said


@pytest.mark.parametrize("nothing", ["~", "null", "Null", "NULL", "None", "N/A", "NaN", "'#N/A'", "'~'"])
def test_a_word_for_nothing_is_not_content(root: Path, nothing: str) -> None:
    """No value may be a word for nothing, and no message says to delete a required line."""
    replace(root, AREA, "name: 王建国", f"name: {nothing}")
    replace(root, AREA, "  expires_on: 2026-12-31", f"  expires_on: {nothing}")
    replace(root, AREA, "  actual: 5200", f"  actual: {nothing}")
    replace(root, AREA, "services: [report, household]", f"services: [{nothing}]\n  exceptions: {nothing}")
    replace(root, STATION, "town: 古楼街道", f"town: {nothing}")
    replace(root, MEETING, "area: gulou-guanliu", f"area: {nothing}")
    found, quoting = nothing.strip("'"), "(以 # 开头的文字要加引号)。"
    write, delete = f"请在冒号后面写上内容{quoting}", f"没有内容就删去整行;有内容请写在冒号后面{quoting}"
    assert said_about(root) == [
        f"{AREA}:7:11: [E203] 实有人口(actual)“{found}”只表示空。 {delete}",
        f"{AREA}:17:11: [E203] 姓名(name)“{found}”只表示空。 {write}",
        f"{AREA}:31:14: [E203] 能办事项(services)“{found}”只表示空。 没有内容就删去这一项;有内容请写在“- ”后面。",
        f"{AREA}:32:15: [E203] 临时调整(exceptions)“{found}”只表示空。 {delete}",
        f"{AREA}:43:17: [E203] 有效期至(expires_on)“{found}”只表示空。 {delete}",
        f"{MEETING}:2:7: [E203] 社区(area)“{found}”只表示空。 {write}",
        f"{STATION}:4:7: [E203] 街道、镇、乡(town)“{found}”只表示空。 {write}",
    ]


@pytest.mark.parametrize("device", ["con", "prn", "aux", "nul", "com1", "lpt9"])
def test_an_id_must_be_a_valid_file_name_on_windows(root: Path, device: str) -> None:
    """Windows cannot open a file with a device name; such a word is valid as a part of an id."""
    replace(root, STATION, "id: gulou", f"id: {device}")
    names = "Windows 也能用作文件名的编号(con、prn、aux、nul、com1、lpt1 这些不能)"
    assert said_about(root) == [
        f"{STATION}:1:5: [E204] 编号(id)“{device}”应为 {names}。 请换一个编号,例如 {device}-1;文件名也要一起改。"
    ]
    replace(
        root, STATION, f"id: {device}", "id: nan"
    )  # 南 is a place, though some programs read `nan` as nothing
    assert [said.split("] ")[0] for said in said_about(root)] == [f"{STATION}:1:5: [E301"]
    replace(root, STATION, "id: nan", f"id: gulou-{device}")
    assert [said.split("] ")[0] for said in said_about(root)] == [f"{STATION}:1:5: [E301"]


def test_a_mobile_number_is_not_repeated_in_the_message(root: Path) -> None:
    """The message shows only a part of the number, because more people read logs than files."""
    replace(root, AREA, "phone: 0711-0000217", "phone: 138-0000-0217")
    hint = "这像手机号码:网站不公布个人手机号,请写公布的值班电话。"
    assert said_about(root) == [
        f"{AREA}:20:12: [E203] 电话(phone)“138……17”应为公布的固定电话(带区号)或短号。 {hint}"
    ]


@pytest.mark.parametrize(
    ("found", "example", "meant"),
    [
        ("4217", "004217", "004217"),
        ("００４２１７", "004217", "004217"),
        ("0042171", "004217", None),
        ("2026/10/12", "2026-10-12", "2026-10-12"),
        ("2026年10月2日", "2026-10-12", "2026-10-02"),
        ("2026年10月", "2026-10-12", None),
        ("26-10-12", "2026-10-12", None),
        ("2026年9月", "2026-10", "2026-09"),
        ("2026年第41周", "2026-W41", "2026-W41"),
        ("下午3点", "14:30", "15:00"),
        ("12：05", "14:30", "12:05"),
        ("晚上7:30", "14:30", "19:30"),
        ("上午9点半", "14:30", "09:30"),
        ("中午1点", "14:30", "13:00"),
        ("中午12点", "14:30", "12:00"),
        ("下午12点半", "14:30", "12:30"),
        ("凌晨12点30", "14:30", "00:30"),
        ("晚上12点", "14:30", None),
        ("夜里2点", "14:30", None),
        ("0点30分", "14:30", "00:30"),
        ("3:30 PM", "14:30", "15:30"),
        ("12:30 am", "14:30", "00:30"),
        ("9点一刻", "14:30", "09:15"),
        ("9点5分", "14:30", None),
        ("大约9点", "14:30", None),
        ("下午3点左右", "14:30", None),
        ("25：00", "14:30", None),
        ("12：75", "14:30", None),
        ("上午9点到下午5点半", "09:00-17:00", "09:00-17:30"),
        ("下午2点到5点", "09:00-17:00", "14:00-17:00"),
        ("9点到17点", "09:00-17:00", "09:00-17:00"),
        ("9:00～17:30", "09:00-17:00", "09:00-17:30"),
        ("全天", "09:00-17:00", None),
        ("5,200人", "12", "5200"),
        ("约五千", "12", None),
        ("1.2万", "12", "12000"),
        ("3.5万人", "12", "35000"),
        ("2.5万元", "12.5", "25000"),
        ("3千", "12", "3000"),
        ("98%", "12", None),
        ("98%", "12.5", "98"),
        ("35.0", "12", "35"),
        ("12.50", "12.5", "12.5"),
        ("1,2", "12", None),
        ("约35", "12", None),
        ("35左右", "12", None),
        ("2026-01-05 00:00:00", "2026-10-12", "2026-01-05"),
        ("2026-01-05T08:30", "2026-10-12", "2026-01-05"),
        ("2026/1/5(周一)", "2026-10-12", "2026-01-05"),
        ("46027", "2026-10-12", "2026-01-05"),
        ("46027.0", "2026-10-12", "2026-01-05"),
        ("4602", "2026-10-12", None),
        ("20260105", "2026-10-12", "2026-01-05"),
        ("20261305", "2026-10-12", None),
        ("2026年2月30日", "2026-10-12", None),
        ("二〇二六年一月五日", "2026-10-12", "2026-01-05"),
        ("202601", "2026-10", "2026-01"),
        ("2026-13", "2026-10", None),
        ("2026-01-05", "2026-10", "2026-01"),
        ("08:30:00", "14:30", "08:30"),
        ("八点半", "14:30", "08:30"),
        ("0830", "14:30", "08:30"),
        ("0.354166667", "14:30", "08:30"),
        ("9-17", "09:00-17:00", "09:00-17:00"),
        ("08:30-12:00、14:30-17:30", "09:00-17:00", None),
        ("3000-5000", "12", None),
        ("(0711)0000123", "0711-0000123", "0711-0000123"),
        ("07110000123", "0711-0000123", "0711-0000123"),
        ("02787654321", "0711-0000123", "027-87654321"),
        ("010 1234 5678", "0711-0000123", "010-12345678"),
        ("0278765432", "0711-0000123", None),
        ("01012345678转8", "0711-0000123", "010-12345678-8"),
        ("0711-0000123 转 801", "0711-0000123", "0711-0000123-801"),
        ("0711-0000123*801", "0711-0000123", "0711-0000123-801"),
        ("0711-0000123转总机", "0711-0000123", None),
        ("+86 711 0000123", "0711-0000123", "0711-0000123"),
        ("电话:0711-0000123", "0711-0000123", "0711-0000123"),
        ("87654321 ", "0711-0000123", None),
        ("有", "true", "true"),
        ("没有", "true", "false"),
        ("大概", "true", None),
        ("Gulou_Guanliu", "gulou-guanliu", "gulou-guanliu"),
        ("42070400200", "420704002001", None),
        ("古楼社区 ", "古楼社区", None),
    ],
)
def test_what_was_probably_meant(found: str, example: str, meant: str | None) -> None:
    """A value is suggested only if it can be read in exactly one way."""
    assert probably_meant(found, example) == meant


@given(
    st.text(),
    st.sampled_from(["004217", "2026-10-12", "14:30", "09:00-17:00", "12", "12.5", "true", "2026-W41"]),
)
def test_a_guess_never_fails(found: str, example: str) -> None:
    """Any text gives a suggestion or None, but never an exception or the text itself."""
    assert probably_meant(found, example) != found


def test_no_message_of_loading_contains_a_mobile_number(root: Path) -> None:
    """Names of files and folders, keys and words appear in messages with the number masked."""
    number = "13800138000"
    strange, folder = root / f"data/stations/{number}.yml", root / f"data/communities/{number}"
    folder.mkdir()
    shutil.copy(root / AREA, folder)
    said = said_about(root)
    shutil.rmtree(folder)
    strange.write_text("- a\n", "utf-8")
    replace(root, MEETING, "status: held", "status: 138.0013.8000")
    report = root / "data/reports/2026-10/gulou.yml"
    text = report.read_text("utf-8")
    report.write_text(re.sub(r"on_site_days: .*", f"on_site_days: {{{number}: 4}}", text), "utf-8")
    said += said_about(root)
    codes = {code for one in said for code in re.findall(r"\[(E[0-9]+)\]", one)}
    assert codes >= {"E109", "E204", "E301"}
    assert [one for one in said if number in one or "138.0013.8000" in one] == []
    assert [one for one in said if "138***" not in one] == []


@pytest.mark.parametrize(
    "number", ["13800000217", "+86 138-0000-0217", "138 0000 0217", "１３８００００００２１７"[:11]]
)
def test_a_mobile_number_is_recognised_by_its_form(number: str) -> None:
    """Prefixes, spaces and full-width digits do not hide a mobile number."""
    assert is_mobile(number)


def test_a_single_conflict_marker_is_one_line_to_delete(root: Path) -> None:
    """The message does not mention a second version."""
    file = root / STATION
    file.write_text(file.read_text("utf-8") + "<<<<<<< HEAD\n", "utf-8")
    (said,) = said_about(root)
    assert said.endswith("] 第 13 行是合并冲突留下的标记。 请核对它前后的内容,再删去第 13 行。")


def test_a_suggested_text_has_no_trailing_space(root: Path) -> None:
    """The suggestion ends with the last visible character."""
    file = root / STATION
    file.write_text(file.read_text("utf-8").replace("name: 周明\n", "name: 周明\u00a0\n"), "utf-8")
    (said,) = said_about(root)
    assert said.endswith("请写成“周明”。")
