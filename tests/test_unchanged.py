"""The shortcut of `jingwu build`: an unchanged site is told of at once, and nothing that has changed is passed over."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import generator.build
import generator.unchanged
from generator.build import build
from generator.cli import main
from generator.load.shared import read_beside
from generator.unchanged import NOTES, StandingSite, inputs_of, is_untouched, note, standing
from tests.small_sites import AS_OF, BINHU, REPOSITORY, edit

DAY = f"{AS_OF}"
HOW = f"{AS_OF} mkdocs"
Change = Callable[[Path, Path], object]


@pytest.fixture
def made(root: Path, out: Path) -> Path:
    """A bureau whose files were written a while ago, and a site of two files that is noted as built from it."""
    site = out.parent / "deployment"
    (site / "officers").mkdir(parents=True)
    for page in ("index.html", "officers/index.html"):
        (site / page).write_text("<body></body>", "utf-8")
    out.symlink_to(site)
    inputs = inputs_of(root)
    note(root, out, HOW, inputs, inputs.newest + 10**9, StandingSite(2, ("W",)))
    assert standing(root, out, HOW) == StandingSite(2, ("W",))
    return root


def aged(root: Path) -> None:
    """Let the clock of the file system go on by more than a tick: a build never trusts what was written just before."""
    written = inputs_of(root, read_beside(root)).newest
    probe = root.parent / "probe"
    while True:
        probe.write_text("")
        if probe.stat().st_ctime_ns > written + 2 * generator.unchanged._TICK:
            return


def run(root: Path, out: Path, day: str = DAY) -> Result:
    return CliRunner().invoke(main, ["build", "--root", str(root), "--out", str(out), "--as-of", day])


def test_an_unchanged_site_is_told_of_without_a_build(
    root: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second run says what a build would say, warnings included, and builds nothing."""
    aged(root)
    first = run(root, out)
    with monkeypatch.context() as patched:
        patched.setattr(generator.build, "build", None)
        again = run(root, out)
    shutil.rmtree(root / NOTES)
    built = run(root, out)
    assert first.stdout.startswith("网站已更新")
    assert again.stdout.startswith(f"网站没有变化:{out},共 ")
    assert (again.exit_code, again.stdout, again.stderr) == (0, built.stdout, built.stderr)
    assert "W" in again.stderr


def _touch(file: Path) -> None:
    os.utime(file, ns=(1, 1))


def _same_size(root: Path, _: Path) -> None:
    """Another digit, with the old time set again."""
    file = root / BINHU
    seen = file.stat()
    file.write_bytes(file.read_bytes().replace(b"0990-0000217", b"0990-0000218"))
    os.utime(file, ns=(seen.st_atime_ns, seen.st_mtime_ns))


CHANGES: dict[str, Change] = {
    "a digit, size and time as before": _same_size,
    "a time": lambda root, _: _touch(root / BINHU),
    "a new file": lambda root, _: (root / "data/stranger.txt").write_text("1", encoding="utf-8"),
    "a file less": lambda root, _: (root / "data/meetings/2026/xishan-leishan-2026-12-01.yml").unlink(),
    "another name": lambda root, _: (root / BINHU).rename(root / f"{BINHU}~"),
    "no right to read": lambda root, _: (root / BINHU).chmod(0),
    "a link": lambda root, _: (root / "data/more").symlink_to(root / "data/stations"),
    "settings": lambda root, _: (root / "mkdocs.yml").write_text("site_name: x", encoding="utf-8"),
    "content of its own": lambda root, _: (root / "content").mkdir(),
    "a page altered": lambda _, out: _rewrite(out / "index.html", "</body>", "</body><!-- -->"),
    "a page removed": lambda _, out: (out / "officers/index.html").unlink(),
    "a file added to the site": lambda _, out: (out / "more.html").write_text("1", encoding="utf-8"),
    "no site": lambda _, out: out.unlink(),
    "notes of another kind": lambda root, _: [
        file.write_text("[]") for file in (root / NOTES).glob("*.json")
    ],
    "notes cut off": lambda root, _: [file.write_bytes(b'{"how":') for file in (root / NOTES).glob("*.json")],
    "no notes": lambda root, _: shutil.rmtree(root / NOTES),
}


def _rewrite(file: Path, old: str, new: str) -> None:
    file.chmod(0o644)
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    file.chmod(0o444)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_has_changed_is_built(made: Path, out: Path, change: Change) -> None:
    """A change of the sources or of the site, however small, is no unchanged site."""
    change(made, out)
    assert standing(made, out, HOW) is None


def test_a_page_altered_with_its_times_set_back_is_no_untouched_site(made: Path, out: Path) -> None:
    """So that a build takes the notes of a site for its files only where no byte can be another."""
    assert is_untouched(made, out)
    page = out / "index.html"
    seen = page.stat()
    _rewrite(page, "</body>", "</BODY>")
    os.utime(page, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    assert page.stat().st_size == seen.st_size
    assert not is_untouched(made, out)
    shutil.rmtree(made / NOTES)
    assert not is_untouched(made, out)


def test_another_day_another_place_and_another_program_are_built(
    made: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The day, the site and the program belong to what was noted."""
    assert standing(made, out, "2026-11-25 mkdocs") is None
    assert standing(made, tmp_path / "elsewhere", HOW) is None
    assert standing(tmp_path, out, HOW) is None
    program = tmp_path / "generator"
    program.mkdir()
    monkeypatch.setattr(generator.unchanged, "PACKAGE", program)
    assert standing(made, out, HOW) is None


def test_another_package_is_built(
    made: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A package beside the program came, went or has another version."""
    (tmp_path / "beside/mkdocs-9.9.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(tmp_path / "beside")
    assert standing(made, out, HOW) is None


def test_what_changed_just_before_a_build_is_not_trusted(root: Path, out: Path) -> None:
    """A file may change twice within a tick of its clock: after an edit, the next build reads everything."""
    aged(root)
    edit(root, BINHU, "0990-0000217\n    since: 2024", "0990-0000299\n    since: 2024")
    build(root, out, AS_OF)
    assert standing(root, out, HOW) is None
    aged(root)
    build(root, out, AS_OF)
    assert standing(root, out, HOW) is not None


def test_a_root_that_cannot_be_written_is_built_all_the_same(
    root: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Notes are a convenience."""
    aged(root)

    def refuse(*_: object) -> Path:
        raise PermissionError(13, "no")

    monkeypatch.setattr(generator.unchanged, "folder_of_notes", refuse)
    monkeypatch.setattr("generator.build.keeping.folder_of_notes", refuse)
    assert build(root, out, AS_OF).changed
    assert standing(root, out, HOW) is None
    assert not (root / NOTES).exists()


def test_notes_are_for_their_owner_and_never_for_version_control(made: Path) -> None:
    """They may hold what the bureau does not publish."""
    assert (made / NOTES).stat().st_mode & 0o777 == 0o700
    assert (made / NOTES / ".gitignore").read_text("utf-8").endswith("\n*\n")


def test_the_shortcut_imports_nothing_heavy() -> None:
    """Its time is that of the imports: a model, a template or the engine would take longer than the shortcut."""
    code = "import sys, generator.cli.building; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=REPOSITORY
    )
    heavy = {
        "pydantic",
        "jinja2",
        "yaml",
        "mkdocs",
        "xlsxwriter",
        "generator.problems",
        "generator.model.values",
    }
    assert not heavy & set(done.stdout.split())
