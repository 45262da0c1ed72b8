"""What a build keeps for the next never changes a byte of the site, and is used only whole and by its own program."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import generator.unchanged
from generator.build import build
from generator.build.keeping import recall
from generator.problems import ProblemsFound
from generator.unchanged import NOTES
from tests.small_sites import AS_OF, bureau_in, tree_in

STEPS = 12


def _changes(root: Path, draw: random.Random) -> None:
    """One change as a clerk makes it: a value, a file that goes, comes back under its name, or is copied."""
    files = sorted((root / "data").rglob("*.yml"))
    file = draw.choice(files)
    text = file.read_text("utf-8")
    match draw.randrange(5):
        case 0:
            file.write_text(text.replace("phone: 0990-00", "phone: 0990-01", 1), "utf-8")
        case 1:
            file.write_text(text.replace(": 1", ": 2", 1), "utf-8")
        case 2:
            file.write_text(text.replace("社区", "小区", 1), "utf-8")
        case 3:
            taken = root.parent / "taken" / file.relative_to(root)
            taken.parent.mkdir(parents=True, exist_ok=True)
            file.rename(taken)
        case _:
            for taken in sorted((root.parent / "taken").rglob("*.yml"))[:1]:
                taken.rename(root / taken.relative_to(root.parent / "taken"))


def _built(root: Path, out: Path) -> tuple[str, ...]:
    try:
        return tuple(map(str, build(root, out, AS_OF).warnings))
    except ProblemsFound as found:
        return tuple(map(str, found.problems))


@pytest.mark.parametrize("seed", [1, 2])
def test_any_changes_give_what_a_clean_build_gives(root: Path, out: Path, tmp_path: Path, seed: int) -> None:
    """Edits, and files that go and come back: after each, the site and what is said are those of a first build."""
    draw = random.Random(seed)
    _built(root, out)
    differed = 0
    for step in range(STEPS):
        shutil.copytree(root / "data", tmp_path / f"before{step}")
        _changes(root, draw)
        said = _built(root, out)
        clean = tmp_path / f"clean{step}"
        shutil.copytree(root, clean, ignore=shutil.ignore_patterns(NOTES))
        afresh = _built(clean, clean / "site")
        # How it differs from the site that readers had is only said where there was one.
        assert {line for line in said if not re.search(r"\[W(333|337|352|358|361|385)\]", line)} == set(
            afresh
        )
        if (clean / "site").exists():
            differed += 1
            assert tree_in(out) == tree_in(clean / "site")
        else:
            shutil.rmtree(root / "data")
            shutil.copytree(tmp_path / f"before{step}", root / "data")
    assert differed >= STEPS / 4, "many changes can be built"


def _file(root: Path) -> Path:
    return root / NOTES / "kept"


SPOILS: dict[str, Callable[[Path], object]] = {
    "cut off": lambda file: file.write_bytes(file.read_bytes()[:-9]),
    "another byte": lambda file: file.write_bytes(file.read_bytes()[:-9] + b"?" + file.read_bytes()[-8:]),
    "empty": lambda file: file.write_bytes(b""),
    "for others to write": lambda file: file.chmod(0o660),
    "in a folder for others": lambda file: file.parent.chmod(0o770),
    "a link": lambda file: file.rename(file.with_name("other")).parent.joinpath("kept").symlink_to("nowhere"),
}


@pytest.mark.parametrize("spoil", SPOILS.values(), ids=SPOILS)
def test_what_is_not_whole_or_not_ours_is_as_if_there_were_none(
    root: Path, spoil: Callable[[Path], object], built_once: Path
) -> None:
    """A killed write, a bad disk, somebody else's file: nothing of it is used, and the build does not stop."""
    shutil.copytree(built_once / NOTES, root / NOTES)
    assert recall(root).files
    spoil(_file(root))
    assert not recall(root).files


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root that was built."""
    root = tmp_path_factory.mktemp("kept") / "root"
    bureau_in(root)
    build(root, root / "site", AS_OF)
    return root


def test_another_program_uses_nothing(
    root: Path, built_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another version may mean something else by the same names."""
    shutil.copytree(built_once / NOTES, root / NOTES)
    monkeypatch.setattr(generator.unchanged, "PACKAGE", tmp_path)
    assert not recall(root).files


def test_what_was_kept_is_used(built_once: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next build parses no record and needs no engine."""
    monkeypatch.setattr("generator.load._read", None)
    monkeypatch.setattr("generator.build.engine.render_content", None)
    assert not build(built_once, built_once / "site", AS_OF).changed


def test_what_cannot_be_kept_stops_no_build(root: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The site is made by then; the next build makes everything again."""

    def refuse(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr("generator.build.keeping._Pickler.dump", refuse)
    assert build(root, out, AS_OF).changed
    assert not recall(root).files


def test_records_are_kept_for_their_owner_alone(built_once: Path) -> None:
    """The file holds exact counts and notes that the site does not show."""
    assert _file(built_once).stat().st_mode & 0o777 == 0o600
