"""Files of the program and its libraries: a missing or damaged one is a problem with its path."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import opencc
import pytest

from generator.build import find_problems
from generator.feeds import finder, sounds
from generator.load import site
from generator.problems import ProblemsFound
from tests.small_sites import AS_OF

AGAIN = "请重新安装本程序(删去 .venv/ 再运行 make site),或从备份恢复这个文件。"


@pytest.fixture
def theme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the theme to break."""
    folder = tmp_path / "theme"
    shutil.copytree(site.THEME, folder)
    monkeypatch.setattr(site, "THEME", folder)
    return folder


@pytest.fixture
def unread() -> Iterator[None]:
    """Empty the caches of library data before and after the test."""
    for kept in (finder._simplified, sounds._dictionary, sounds._in_context):
        kept.cache_clear()
    yield
    for kept in (finder._simplified, sounds._dictionary, sounds._in_context):
        kept.cache_clear()


@pytest.mark.parametrize(
    ("odd", "said"),
    [
        ("missing", "不见了"),
        ("folder", "是目录,不是文件"),
        ("pipe", "是管道、设备一类的特殊文件"),
        ("loop", "是链接,或者链接绕成了圈"),
    ],
)
def test_a_theme_file_that_cannot_be_read_is_a_problem(root: Path, theme: Path, odd: str, said: str) -> None:
    """An unreadable theme file is an error; the engine would silently use Material's own."""
    file = theme / "partials/footer.html"
    file.unlink()
    match odd:
        case "folder":
            file.mkdir()
        case "pipe":
            os.mkfifo(file)
        case "loop":
            file.symlink_to(file)
    errors = [str(problem) for problem in find_problems(root, AS_OF) if problem.code.startswith("E")]
    assert errors == [f"{file}:1:1: [E112] 本程序自带的文件读不出来({said})。 {AGAIN}"]


def test_a_theme_folder_that_cannot_be_listed_is_a_problem(
    theme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A theme folder that cannot be listed is an error."""
    listed, refused = os.scandir, str(theme / "assets")

    def scandir(path: str) -> object:
        if path == refused:
            raise PermissionError(13, "x", path)
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert [str(problem) for problem in site.program_problems()] == [
        f"{refused}:1:1: [E112] 本程序自带的文件读不出来(没有权限)。 {AGAIN}"
    ]


@pytest.mark.usefixtures("unread")
def test_tables_of_characters_that_cannot_be_read_are_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unreadable character tables of OpenCC are a problem with their path."""
    monkeypatch.setattr(opencc, "__file__", str(tmp_path / "__init__.py"))
    with pytest.raises(ProblemsFound) as found:
        finder._simplified()
    (problem,) = found.value.problems
    assert str(problem.place) == f"{tmp_path / 'clib/share/opencc/t2s.json'}:1:1"
    assert problem.message.startswith("本程序要用的数据读不出来,原话是:")
    assert problem.hint == AGAIN


@pytest.mark.usefixtures("unread")
def test_tables_of_characters_are_not_read_from_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file of the same name in the working folder is not taken for OpenCC's tables."""
    (tmp_path / "t2s.json").write_text("{}")
    monkeypatch.chdir(tmp_path)
    assert finder._simplified()["灣"] == "湾"


@pytest.mark.usefixtures("unread")
def test_readings_that_cannot_be_read_are_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unreadable dictionary of readings is a problem; pypinyin reads it on import."""
    missing = tmp_path / "phrases_dict.json"
    (tmp_path / "pypinyin.py").write_text(f"open({str(missing)!r})")
    monkeypatch.syspath_prepend(tmp_path)
    for name in [name for name in sys.modules if name.partition(".")[0] == "pypinyin"]:
        monkeypatch.delitem(sys.modules, name)
    with pytest.raises(ProblemsFound) as found:
        sounds._dictionary()
    assert [problem.place.path for problem in found.value.problems] == [str(missing)]
