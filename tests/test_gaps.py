"""A file with errors hides nothing of the others, and makes nobody say something untrue of them."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from generator.build import find_problems
from generator.checks import check
from generator.disk import read_plain
from generator.load import Load, NotAllRead, load
from generator.model.bureau import Bureau, NotRead, Unread
from generator.problems import Problem, ProblemsFound, Severity
from tests.test_bad_data import AS_OF, CASES, bureau_with

AREA: Final = "data/communities/gulou/gulou-guanliu.yml"
REPORT: Final = "data/reports/2026-10/gulou.yml"
MEETING: Final = "data/meetings/2026/gulou-guanliu-2026-10-15.yml"
BROKEN: Final = "name: [\n"


def replace(root: Path, path: str, old: str, new: str) -> None:
    """Change one place of one file."""
    text = (root / path).read_text("utf-8")
    assert text.count(old) == 1
    (root / path).write_text(text.replace(old, new), "utf-8")


def sound_part(root: Path) -> Load:
    """What the files without an error say."""
    with pytest.raises(NotAllRead) as found:
        load(root)
    return found.value.sound


# Of records that exclude each other the last is told of: another one where the last was not read.
# A record that is named and not there is told at its own file only where many name it.
OF_SEVERAL: Final = {"E303", "E304", "E305", "E306", "E307", "W338", "W339", "W352"}


def spots(problems: tuple[Problem, ...]) -> set[tuple[str, str, int]]:
    """Where what was found, without the words."""
    return {
        (problem.code, "", 0)
        if problem.code in OF_SEVERAL
        else (problem.code, problem.place.path, problem.place.line)
        for problem in problems
    }


@pytest.mark.parametrize("case", CASES)
def test_an_unread_file_makes_no_rule_say_more(case: str, tmp_path: Path) -> None:
    """Whichever file breaks, of the others nothing is said that is not said when all are read."""
    root = bureau_with(case, tmp_path)
    with contextlib.suppress(ProblemsFound):
        whole = spots(check(load(root).bureau, AS_OF))
        for file in sorted((root / "data").rglob("*.yml")):
            content = file.read_bytes()
            file.write_text(BROKEN, "utf-8")
            said = spots(check(sound_part(root).bureau, AS_OF))
            file.write_bytes(content)
            assert said <= whole, file


def test_a_broken_file_hides_nothing_of_the_others(tmp_path: Path) -> None:
    """A phone number in the minutes, a figure that cannot be and a badge of two people show at once."""
    root = bureau_with("_base", tmp_path)
    (root / "data/holidays.yml").write_text(BROKEN, "utf-8")
    (root / "data/communities/huarong/huarong-jie.yml").write_text(BROKEN, "utf-8")
    replace(root, MEETING, "text: 通报三季度治安情况。", "text: 请打 13800000217。")
    replace(root, REPORT, "mediated: 5", "mediated: 7")
    replace(root, "data/stations/gulou.yml", "badge: 004200", "badge: 004217")
    replace(root, AREA, "temporary: 800", "temporary: 8000")
    found = [str(problem).split("] ")[0] + "]" for problem in find_problems(root, AS_OF)]
    assert found == [
        f"{AREA}:8:14: [E310]",
        "data/communities/huarong/huarong-jie.yml:2:1: [E104]",
        "data/holidays.yml:2:1: [E104]",
        f"{MEETING}:14:12: [E402]",
        f"{REPORT}:13:15: [E310]",
        "data/stations/gulou.yml:11:10: [E306]",
    ]


@pytest.mark.parametrize(
    "path", [AREA, "data/stations/gulou.yml", "data/policy.yml", "data/services.yml", "data/duties.yml"]
)
def test_a_broken_file_is_not_missed(path: str, tmp_path: Path) -> None:
    """What other records name in it is not said to be missing: the file is there, and is told to be mended."""
    root = bureau_with("_base", tmp_path)
    (root / path).write_text(BROKEN, "utf-8")
    assert [str(problem).split(" ", 2)[1] for problem in find_problems(root, AS_OF)] == ["[E104]"]


@pytest.mark.parametrize("name", ["gulou.yaml", "gulou.yml.txt"])
def test_a_file_under_another_name_is_not_missed(name: str, tmp_path: Path) -> None:
    """A station whose file has the wrong ending is to be renamed; its communities are not to be changed."""
    root = bureau_with("_base", tmp_path)
    (root / "data/stations/gulou.yml").rename(root / "data/stations" / name)
    assert [str(problem).split(" ", 2)[1] for problem in find_problems(root, AS_OF)] == ["[E110]"]


def test_what_was_not_read_answers_no_question() -> None:
    """Neither a look-up, a count, a loop nor a truth value of unread records passes as an answer."""
    unread: Any = Unread()
    questions: tuple[Callable[[], object], ...] = (
        lambda: list(unread.values()),
        lambda: "gulou" in unread,
        lambda: unread["gulou"],
        lambda: len(unread),
        lambda: list(unread),
        lambda: bool(unread),
    )
    for ask in questions:
        with pytest.raises(NotRead):
            ask()


def test_a_whole_bureau_has_no_gaps(tmp_path: Path) -> None:
    """Where everything was read the rules are handed the very bureau, and it costs nothing."""
    bureau: Bureau = load(bureau_with("_base", tmp_path)).bureau
    assert bureau.unread == frozenset()
    assert bureau.without_gaps() is bureau


@pytest.mark.parametrize("path", ["data/", "data/stations/", "data/communities/gulou/", "data/bureau.yml"])
def test_what_cannot_be_read_is_not_missing(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One error says why; nobody is told to make it anew, nor that the records that name it are wrong."""
    root = bureau_with("W321", tmp_path)
    refused = str(root / path).rstrip("/")

    def unless_refused(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(asked: Any, *rest: int) -> Any:
            if str(asked).rstrip("/") == refused:
                raise PermissionError(errno.EACCES, "x", str(asked))
            return function(asked, *rest)

        return call

    monkeypatch.setattr(os, "scandir", unless_refused(os.scandir))
    monkeypatch.setattr("generator.load.files.read_plain", unless_refused(read_plain))
    errors = [str(one) for one in find_problems(root, AS_OF) if one.severity is Severity.ERROR]
    what = "目录" if path.endswith("/") else "文件"
    assert errors == [f"{path}:1:1: [E112] {what}读不出来(没有权限)。 请检查它和所在目录的权限。"]
