"""Windows, as far as a process that lacks what it lacks can stand for it (`tests/like_windows.py`)."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.small_sites import AS_OF, REPOSITORY, bureau_in, tree_in, with_own_content
from tests.test_founding import list_in

JINGWU: Final = "from generator.cli import main; main()"
DATED: Final = ("--as-of", f"{AS_OF}")


def of_windows(code: str, *arguments: str | Path, root: Path = REPOSITORY) -> subprocess.Popen[str]:
    """Run code in a process like one on Windows, whose console is of code page 936."""
    environment = os.environ | {"PYTHONUTF8": "0", "PYTHONIOENCODING": "gbk", "PYTHONPATH": f"{REPOSITORY}"}
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", f"import tests.like_windows\n{code}", *arguments],
        cwd=root,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="gbk",
    )


def said_of_windows(code: str, *arguments: str | Path, root: Path = REPOSITORY) -> str:
    """What such a process prints. It must end well."""
    with of_windows(code, *arguments, root=root) as run:
        said, _ = run.communicate()
    assert run.returncode == 0, said
    return said


def said(*arguments: str | Path) -> str:
    """What `jingwu` prints here."""
    command = [sys.executable, "-c", JINGWU, *arguments]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, encoding="utf-8", check=True)
    return done.stdout + done.stderr


def test_a_check_on_windows_says_the_same(tmp_path: Path) -> None:
    """Every sentence is printed in Chinese, in the encoding of the console."""
    root = bureau_in(tmp_path)
    assert said_of_windows(JINGWU, "check", "--root", root, *DATED) == said("check", "--root", root, *DATED)


def test_a_new_bureau_on_windows_has_the_same_bytes(tmp_path: Path) -> None:
    """No line end and no encoding is the system's own."""
    begun = ("--divisions", list_in(tmp_path), "--name", "襄阳市公安局", "--sample", "--months", "1", *DATED)
    said("new", tmp_path / "here/new", *begun)
    (tmp_path / "there/new").mkdir(parents=True)
    said_of_windows(JINGWU, "new", tmp_path / "there/new", *begun)
    assert tree_in(tmp_path / "there") == tree_in(tmp_path / "here")


HOLDS: Final = """
import sys, time
from pathlib import Path
from generator.disk import locked
with locked(Path(sys.argv[1]), folder=True):
    print("has it", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def test_a_lock_on_windows_ends_with_its_process(tmp_path: Path) -> None:
    """A folder has one owner at a time; that of a killed process passes on."""
    with of_windows(HOLDS, tmp_path, "60") as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "has it\n"
        with of_windows(HOLDS, tmp_path, "0") as second:
            with pytest.raises(subprocess.TimeoutExpired):
                second.wait(2)
            os.kill(first.pid, signal.SIGKILL)
            assert second.communicate(timeout=30)[0] == "has it\n"


def test_a_page_is_bounded_on_windows() -> None:
    """After its CPU time the engine is stopped; a page that was finished in time stops nothing."""
    said_of_windows("""
import time
from generator.build.page_time import PageTimeoutError, bound_page
def work(seconds):
    end = time.process_time() + seconds
    while time.process_time() < end: pass
bound_page(0.2)
bound_page(0)
work(0.5)
bound_page(0.2)
try: work(5)
except PageTimeoutError: pass
else: raise SystemExit("not stopped")
""")


def test_no_link_is_read_on_windows(tmp_path: Path) -> None:
    """Where no flag refuses a link, it is looked for."""
    (tmp_path / "file").write_bytes(b"secret")
    (tmp_path / "link").symlink_to("file")
    code = """
import errno, sys
from generator.disk import read_plain
try: read_plain(sys.argv[1], 9)
except OSError as error: assert error.errno == errno.ELOOP
else: raise SystemExit("read")
"""
    said_of_windows(code, tmp_path / "link")


def test_a_site_on_windows_has_the_same_bytes(tmp_path: Path) -> None:
    """Built twice over, the second time into what the first has left."""
    root = bureau_in(tmp_path)
    said("build", "--root", root, "--out", tmp_path / "here", *DATED)
    for _ in range(2):
        said_of_windows(JINGWU, "build", "--root", root, "--out", tmp_path / "there", *DATED)
    assert not (tmp_path / "there").is_symlink()
    assert tree_in(tmp_path / "there") == tree_in(tmp_path / "here")


def test_a_publication_on_windows_is_rolled_back_and_verified(tmp_path: Path) -> None:
    """Without links the published site is a folder; what is printed fits the console."""
    root, site = bureau_in(tmp_path / "root"), tmp_path / "www"
    for day in (AS_OF, AS_OF + dt.timedelta(days=1)):
        dated = ("--as-of", f"{day}")
        said_of_windows(JINGWU, "deploy", "--to", site, "--root", root, "--allow-removals", *dated)
    newer = tree_in(site / "current")
    assert not (site / "current").is_symlink()
    said_of_windows(JINGWU, "verify", "--to", site)
    said_of_windows(JINGWU, "rollback", "--to", site)
    assert tree_in(site / "current") != newer
    assert "2" in said_of_windows(JINGWU, "deploys", "--to", site)


def test_line_ends_of_windows_change_no_byte(tmp_path: Path) -> None:
    """Records and pages with CRLF, as an editor on Windows writes them, give the same site."""
    root = with_own_content(bureau_in(tmp_path / "root"))
    said("build", "--root", root, "--out", tmp_path / "here", *DATED)
    for file in [*root.rglob("*.yml"), *root.rglob("*.md")]:
        file.write_bytes(file.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    said("build", "--root", root, "--out", tmp_path / "there", *DATED)
    assert tree_in(tmp_path / "there") == tree_in(tmp_path / "here")


def test_a_path_of_more_than_260_characters(tmp_path: Path) -> None:
    """A long path works where the system takes it; one that Windows does not take is a sentence."""
    root = bureau_in(tmp_path / "/".join(["很长的名称" * 8] * 8))
    assert len(str(root)) > 260
    said_of_windows(JINGWU, "build", "--root", root, "--out", root / "site", *DATED)
    assert (root / "site/index.html").is_file()
    told = """
from generator.disk import refusal
error = FileNotFoundError(2, "no")
vars(error)["winerror"] = 3
print(refusal(error, "D:\\\\x"))
"""
    assert "超过了 260 个字符" in said_of_windows(told)
