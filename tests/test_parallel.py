"""Work that is shared out to processes: the same results in the same order, and what goes wrong is told."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from generator.build import Built, build, find_problems
from generator.cli.watching import BuildWatch
from generator.memo import Memo, foresee, remembered
from generator.parallel import processes, spread
from generator.problems import ProblemsFound
from tests.small_sites import AS_OF, BINHU, REPOSITORY, edit, tree_in

MANY = range(100)


def built_by_two(root: Path, out: Path) -> Built:
    """Build with two processes."""
    with processes(2):
        return build(root, out, AS_OF)


def test_results_come_in_order_from_other_processes() -> None:
    """Each item is worked on once; one process does the same alone."""
    with processes(2):
        shared = list(spread(lambda item: (item, os.getpid()), MANY))
    assert [item for item, _ in shared] == list(MANY)
    assert os.getpid() not in {process for _, process in shared}
    assert [item for item, _ in spread(lambda item: (item, os.getpid()), MANY)] == list(MANY)


def test_little_work_is_done_here() -> None:
    """A fork costs more than a few items."""
    with processes(2):
        assert set(spread(lambda _: os.getpid(), range(8))) == {os.getpid()}


def test_work_may_share_out_no_further() -> None:
    """A process that works for another one does its own work alone."""
    with processes(2):
        inner = list(spread(lambda _: {os.getpid()} == set(spread(lambda _: os.getpid(), MANY)), MANY))
    assert all(inner)


def test_what_the_work_raises_is_raised_here() -> None:
    """As it would be without processes."""

    def refuse(item: int) -> int:
        if item == 50:
            raise OSError(errno.ENOSPC, "full")
        return item

    with processes(2), pytest.raises(OSError, match="full"):
        list(spread(refuse, MANY))


def test_a_process_that_the_system_ends_is_told() -> None:
    """The build stops; it does not wait for ever and leaves no page out."""

    def end(item: int) -> int:
        if item == 50:
            os.kill(os.getpid(), signal.SIGKILL)
        return item

    with processes(2), pytest.raises(OSError, match=os.strerror(errno.ENOMEM)):
        list(spread(end, MANY))


def test_processes_end_with_a_killed_build() -> None:
    """They hold the lock of the site, for which the next build would wait for ever."""
    code = (
        "import os, time; from generator.parallel import processes, spread\n"
        "def work(item): os.write(1, f'{os.getpid()}\\n'.encode()); time.sleep(60)\n"
        "with processes(2): list(spread(work, range(100)))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=REPOSITORY
    ) as build:
        assert build.stdout is not None
        workers = [int(build.stdout.readline()) for _ in range(2)]
        build.kill()
        # The pipe ends when nobody can write to it any more.
        assert build.communicate(timeout=20)[0] == ""
    assert len(set(workers)) == 2


CALLED: list[int] = []


@remembered("number")
def _squared(number: int, plus: int) -> tuple[int, ...]:
    CALLED.append(number)
    return (number * number + plus,)


def test_foreseen_calls_are_answered_from_the_memo() -> None:
    """What was called in another process is not called here, and an equal call gives the same object."""
    CALLED.clear()
    with Memo(), processes(2):
        foresee(_squared, [(number, 1) for number in MANY])
        assert _squared(7, 1) == (50,)
        assert _squared(7, 1) is _squared(7, 1)
        assert not CALLED
        assert _squared(7, 2) == (51,), "another call"
        foresee(_squared, [(7, 2)])
    assert CALLED == [7]
    foresee(_squared, [(9, 1)])
    assert CALLED == [7], "without a memo nothing is foreseen"


def test_every_number_of_processes_gives_the_same_site(root: Path, tmp_path: Path) -> None:
    """Cold, and after an edit: the same bytes, the same pages rendered, the same warnings."""
    one, two = tmp_path / "one/site", tmp_path / "two/site"
    one.parent.mkdir()
    two.parent.mkdir()
    assert build(root, one, AS_OF) == built_by_two(root, two)
    assert tree_in(one) == tree_in(two)
    edit(root, BINHU, "phone: 0990-0000217\n    since: 2024", "phone: 0990-0000299\n    since: 2024")
    assert build(root, one, AS_OF) == built_by_two(root, two)
    assert tree_in(one) == tree_in(two)


def test_problems_are_the_same_in_any_number_of_processes(root: Path) -> None:
    """Slips of many kinds in a third of the files, found and told alike."""
    files = sorted((root / "data").rglob("*.yml"))
    slips = (
        ("name: ", "nmae: "),
        (": 20", ": 二〇"),
        ("phone: 0", "phone: 138"),
        ("- ", "-"),
        ("\n", "\n\t"),
    )
    for number, file in enumerate(files[::3]):
        old, new = slips[number % len(slips)]
        file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")
    with processes(2):
        shared = find_problems(root, AS_OF)
    assert shared == find_problems(root, AS_OF)
    assert len({problem.code for problem in shared}) > 3


def test_a_full_disk_in_a_process_stops_the_build(
    root: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The site stays as it was, and the reason is told."""

    def refuse(*_: object) -> Path:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "page")

    monkeypatch.setattr("generator.build.tree._written", refuse)
    with pytest.raises((OSError, ProblemsFound)) as told:
        built_by_two(root, out)
    assert "磁盘满了" in str(told.value)
    assert not out.exists()


def test_stages_are_told_as_far_as_they_are() -> None:
    """Each item once, in any number of processes; work without a name is not told."""
    told: list[tuple[str, int, int]] = []
    for number in (1, 2):
        with processes(number, lambda *how_far: told.append(how_far)):
            list(spread(str, MANY, "读取"))
            list(spread(str, MANY))
    assert told == [("读取", done, 100) for done in range(1, 101)] * 2


@pytest.mark.parametrize("is_terminal", [True, False])
def test_progress_is_a_line_that_moves_or_a_line_now_and_then(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *, is_terminal: bool
) -> None:
    """A short stage says nothing; a log has no control characters."""
    monkeypatch.setattr("sys.stderr.isatty", lambda: is_terminal, raising=False)
    clock = iter(range(0, 1000, 1))
    monkeypatch.setattr("generator.cli.watching.time.monotonic", lambda: float(next(clock)))
    progress = BuildWatch()
    for done in range(1, 31):
        progress("生成网页", done, 30)
    progress("检查", 1, 1)
    said = capsys.readouterr().err
    lines = said.splitlines() if not is_terminal else said.split("\r")[1:]
    assert lines[0].startswith(
        "生成网页 3/30,每秒 2,约还要 18 秒" if is_terminal else "生成网页 11/30,每秒 1,"
    )
    assert ("\r" in said) is is_terminal
    assert len(lines) == (28 if is_terminal else 2)
    assert "检查" not in said
