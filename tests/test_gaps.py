"""Tests that a file with errors hides no problem of other files and causes no false one."""

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
    """Replace the only occurrence of `old` in a file."""
    text = (root / path).read_text("utf-8")
    assert text.count(old) == 1
    (root / path).write_text(text.replace(old, new), "utf-8")


def sound_part(root: Path) -> Load:
    """The load of the files without an error."""
    with pytest.raises(NotAllRead) as found:
        load(root)
    return found.value.sound


# Of conflicting records the last is reported, which is another one if the last was not read.
# A missing record is reported at its own path only if many records refer to it.
# What several rows of a report have in common is told at the first of them that can be checked.
OF_SEVERAL: Final = {"E303", "E304", "E305", "E306", "E307", "W338", "W339", "W352"} | {
    f"W37{digit}" for digit in range(1, 6)
}


def spots(problems: tuple[Problem, ...]) -> set[tuple[str, str, int]]:
    """The code and place of each problem, without the message."""
    return {
        (problem.code, "", 0)
        if problem.code in OF_SEVERAL
        else (problem.code, problem.place.path, problem.place.line)
        for problem in problems
    }


@pytest.mark.parametrize("case", CASES)
def test_an_unread_file_causes_no_further_problem(case: str, tmp_path: Path) -> None:
    """Whichever file is broken, the others give only problems that they give when all are read."""
    root = bureau_with(case, tmp_path)
    with contextlib.suppress(ProblemsFound):
        whole = spots(check(load(root).bureau, AS_OF))
        for file in sorted((root / "data").rglob("*.yml")):
            content = file.read_bytes()
            file.write_text(BROKEN, "utf-8")
            said = spots(check(sound_part(root).bureau, AS_OF))
            file.write_bytes(content)
            assert said <= whole, file


def test_a_broken_file_hides_no_problem_of_other_files(tmp_path: Path) -> None:
    """Private data, an impossible figure and a shared badge are reported in the same run as broken files."""
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
def test_a_broken_file_is_not_reported_as_missing(path: str, tmp_path: Path) -> None:
    """References to the records of a broken file give no problem; only the file itself does."""
    root = bureau_with("_base", tmp_path)
    (root / path).write_text(BROKEN, "utf-8")
    assert [str(problem).split(" ", 2)[1] for problem in find_problems(root, AS_OF)] == ["[E104]"]


@pytest.mark.parametrize("name", ["gulou.yaml", "gulou.yml.txt"])
def test_a_misnamed_file_is_not_reported_as_missing(name: str, tmp_path: Path) -> None:
    """A file with a wrong extension is to be renamed, and the records that refer to it are valid."""
    root = bureau_with("_base", tmp_path)
    (root / "data/stations/gulou.yml").rename(root / "data/stations" / name)
    assert [str(problem).split(" ", 2)[1] for problem in find_problems(root, AS_OF)] == ["[E110]"]


def test_unread_records_raise_on_any_use() -> None:
    """A lookup, count, loop or truth test raises NotRead."""
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


def test_a_completely_read_bureau_has_no_gaps(tmp_path: Path) -> None:
    """If every file was read, the rules get the same Bureau object."""
    bureau: Bureau = load(bureau_with("_base", tmp_path)).bureau
    assert bureau.unread == frozenset()
    assert bureau.without_gaps() is bureau


@pytest.mark.parametrize("path", ["data/", "data/stations/", "data/communities/gulou/", "data/bureau.yml"])
def test_an_unreadable_path_is_not_reported_as_missing(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One error gives the reason; nothing says to write the file anew or to change records that refer to it."""
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
