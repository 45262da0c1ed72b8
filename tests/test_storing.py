"""Large contents on disk: what is told of them is what they are, and nothing is lost where they cannot be written."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from generator.build import build
from generator.build.keeping import recall, store_of
from generator.storing import Stored, are_whole, on_disk, sha256_of, size_of, stored, storing
from generator.unchanged import NOTES
from tests.small_sites import AS_OF, BINHU, edit, tree_in

LARGE = b"x" * 50_000


def test_a_large_content_is_a_file_of_which_size_and_digest_are_told(tmp_path: Path) -> None:
    """A small one stays in memory; outside the block everything does."""
    with storing(tmp_path):
        told = stored(LARGE)
        assert isinstance(told, Stored)
        path = on_disk(told)
        assert stored(b"small") == on_disk(b"small") == b"small"
    assert isinstance(path, Path)
    assert path.read_bytes() == LARGE
    assert (size_of(told), sha256_of(told)) == (50_000, hashlib.sha256(LARGE).hexdigest())
    assert (size_of(LARGE), sha256_of(LARGE)) == (50_000, hashlib.sha256(LARGE).hexdigest())
    assert stored(LARGE) is LARGE
    with pytest.raises(LookupError):
        on_disk(told)


def test_a_file_that_is_not_what_its_name_says_is_noticed_and_replaced(tmp_path: Path) -> None:
    """A power cut may leave a file without its content."""
    with storing(tmp_path):
        told = stored(LARGE)
        assert isinstance(told, Stored)
        assert are_whole(tmp_path, [told.sha256])
        (tmp_path / told.sha256).write_bytes(b"")
        assert not are_whole(tmp_path, [told.sha256])
        assert stored(LARGE) == told
    assert are_whole(tmp_path, [told.sha256])


def test_where_nothing_can_be_written_contents_stay_in_memory(tmp_path: Path) -> None:
    """A full disk beside the notes is no reason to stop."""
    with storing(tmp_path / "missing"):
        assert stored(LARGE) is LARGE


@pytest.fixture
def low_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tables of a small bureau are large."""
    monkeypatch.setattr("generator.storing._LEAST", 1000)


def contents(root: Path) -> dict[str, bytes]:
    return tree_in(root / NOTES / "contents")


@pytest.mark.usefixtures("low_bound")
def test_a_build_keeps_the_contents_that_it_speaks_of_and_no_others(root: Path, out: Path) -> None:
    """What is left by a killed build, or no longer needed, goes; tables are not in the file of results."""
    build(root, out, AS_OF)
    first = contents(root)
    assert set(first) == recall(root).contents != set()
    (root / NOTES / "contents/left-by-a-killed-build").write_bytes(b"1")
    edit(root, BINHU, "0990-0000217", "0990-0000218")
    build(root, out, AS_OF)
    assert set(contents(root)) == recall(root).contents


@pytest.mark.usefixtures("low_bound")
@pytest.mark.parametrize("spoil", ["cut", "gone", "all gone", "a link"])
def test_without_its_contents_nothing_kept_is_used(root: Path, out: Path, tmp_path: Path, spoil: str) -> None:
    """The next build makes everything, with the bytes of a clean one."""
    build(root, out, AS_OF)
    folder = root / NOTES / "contents"
    one = folder / min(contents(root))
    if spoil == "cut":
        one.write_bytes(one.read_bytes()[:-1])
    elif spoil == "gone":
        one.unlink()
    elif spoil == "all gone":
        shutil.rmtree(folder)
    else:
        folder.rename(tmp_path / "elsewhere")
        folder.symlink_to(tmp_path / "elsewhere")
        (tmp_path / "elsewhere" / one.name).write_bytes(b"somebody else's")
    assert not recall(root).files
    edit(root, BINHU, "0990-0000217", "0990-0000218")
    build(root, out, AS_OF)
    shutil.rmtree(root / NOTES, ignore_errors=True)
    build(root, tmp_path / "clean", AS_OF)
    assert tree_in(out) == tree_in(tmp_path / "clean")


def test_the_store_of_a_root_that_cannot_be_written_is_the_workplace(tmp_path: Path) -> None:
    """So that memory does not grow there either."""
    (tmp_path / NOTES).write_text("a file", encoding="utf-8")
    work = tmp_path / "work"
    work.mkdir()
    assert store_of(tmp_path, work).parent == work
