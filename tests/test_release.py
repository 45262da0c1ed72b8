"""Releases: switched by one rename, whole at every moment, the one before kept, strangers left alone."""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.problems import Place, Problem, ProblemsFound
from generator.release import Content, current, publish, store_of, workplace, write_tree
from tests.small_sites import tree_in

ONE: Mapping[str, Content] = {"index.html": b"one", "a/b/index.html": b"b"}
TWO: Mapping[str, Content] = {"index.html": b"two"}
THREE: Mapping[str, Content] = {"index.html": b"three"}


def released(out: Path, tree: Mapping[str, Content]) -> bool:
    with workplace(out) as work:
        return publish(out, tree, {"pages": {}}, work)


def test_a_tree_becomes_the_site(out: Path) -> None:
    """The link shows exactly the files of the tree, and the notes are kept for the next build."""
    assert current(out) is None
    assert released(out, ONE) is True
    assert tree_in(out) == ONE
    release = current(out)
    assert release is not None
    assert (release.folder, release.notes) == (out.resolve(), {"pages": {}})


def test_the_same_tree_changes_nothing(out: Path) -> None:
    """The link is not even touched."""
    released(out, ONE)
    before = os.lstat(out).st_ino
    assert released(out, dict(reversed(list(ONE.items())))) is False
    assert os.lstat(out).st_ino == before


def test_the_release_before_is_kept_and_older_ones_go(out: Path) -> None:
    """A reader in the middle of a page still finds its files; the disk does not fill."""
    seen = []
    for tree in (ONE, TWO, THREE):
        released(out, tree)
        seen.append(out.resolve())
    kept = {path.name for path in store_of(out).iterdir()}
    names = {folder.name for folder in seen[1:]}
    assert kept == names | {f"{name}.json" for name in names} | {"lock"}
    assert [tree_in(folder) for folder in seen[1:]] == [TWO, THREE]


def test_an_older_tree_can_come_back(out: Path) -> None:
    """What is published again is what it was."""
    for tree in (ONE, TWO, ONE):
        assert released(out, tree) is True
        assert tree_in(out) == tree


def test_an_existing_file_is_taken_over(tmp_path: Path) -> None:
    """Unchanged pages are linked, not written again."""
    (tmp_path / "old.html").write_bytes(b"old")
    write_tree(tmp_path / "new", {"x/old.html": tmp_path / "old.html", "y.html": b"y"}, tmp_path)
    assert tree_in(tmp_path / "new") == {"x/old.html": b"old", "y.html": b"y"}
    assert (tmp_path / "new/x/old.html").samefile(tmp_path / "old.html")


def test_a_clerks_own_file_is_copied(tmp_path: Path) -> None:
    """What lies outside the releases, a photo say, is not linked: an edit of it would reach the site unbuilt."""
    (tmp_path / "photo.jpg").write_bytes(b"old")
    write_tree(tmp_path / "new", {"photo.jpg": tmp_path / "photo.jpg"}, tmp_path / "releases")
    (tmp_path / "photo.jpg").write_bytes(b"new")
    assert tree_in(tmp_path / "new") == {"photo.jpg": b"old"}


def test_a_site_is_not_edited_by_hand(tmp_path: Path) -> None:
    """Its files are read-only, whoever may read them."""
    write_tree(tmp_path / "new", {"a/index.html": b"a"}, tmp_path)
    assert (tmp_path / "new/a/index.html").stat().st_mode & 0o777 == 0o444


def test_where_a_disk_has_no_links_files_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tree is the same."""

    def no_link(_source: Path, _target: Path) -> None:
        raise OSError

    monkeypatch.setattr(os, "link", no_link)
    (tmp_path / "old.html").write_bytes(b"old")
    write_tree(tmp_path / "new", {"old.html": tmp_path / "old.html"}, tmp_path)
    assert tree_in(tmp_path / "new") == {"old.html": b"old"}


def test_an_empty_folder_gives_way(out: Path) -> None:
    """Web servers are often set up with an empty folder first."""
    out.mkdir(parents=True)
    assert released(out, ONE) is True
    assert tree_in(out) == ONE


def test_out_may_be_relative(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It means the folder that the command was started in, and still works when read from another one."""
    monkeypatch.chdir(tmp_path)
    released(Path("site"), ONE)
    assert tree_in(tmp_path / "site") == ONE
    assert not (tmp_path / "site").readlink().is_absolute()


def test_a_release_can_move_with_its_folder(out: Path, tmp_path: Path) -> None:
    """The link is relative: a backup or a renamed folder holds a whole site."""
    released(out, ONE)
    out.parent.rename(tmp_path / "moved")
    assert tree_in(tmp_path / "moved" / out.name) == ONE


def refused(out: Path) -> list[Problem]:
    with pytest.raises(ProblemsFound) as found, workplace(out):
        pass
    return list(found.value.problems)


def unusable(out: Path, found: str, mend: str) -> list[Problem]:
    return [Problem(code="E505", place=Place(path="site"), message=f"输出目录 {out} {found}。", hint=mend)]


def test_a_folder_with_other_content_is_left_alone(out: Path) -> None:
    """A slip of the pen in --out deletes nothing."""
    out.mkdir(parents=True)
    (out / "letter.txt").write_text("x")
    assert refused(out) == unusable(
        out, "已有别的内容,不是本程序生成的", "请先移走或删除,或换一个 --out 目录。"
    )
    assert tree_in(out.parent) == {"site/letter.txt": b"x"}


def test_a_file_is_left_alone(out: Path) -> None:
    """The same for a file of that name."""
    out.parent.mkdir(parents=True)
    out.write_bytes(b"x")
    assert [problem.code for problem in refused(out)] == ["E505"]
    assert out.read_bytes() == b"x"


def test_a_link_of_somebody_else_is_left_alone(out: Path, tmp_path: Path) -> None:
    """It may lead to a site that another program keeps; even a dangling one is not ours."""
    out.parent.mkdir(parents=True)
    out.symlink_to(tmp_path / "theirs")
    assert refused(out) == unusable(out, "是指向别处的链接", "请删去这个链接,或换一个 --out 目录。")
    assert out.readlink() == tmp_path / "theirs"


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """A file stands where a folder is needed: a message, no traceback."""
    (tmp_path / "www").write_bytes(b"")
    problems = refused(tmp_path / "www" / "site")
    assert [(problem.code, "写不进去" in problem.message) for problem in problems] == [("E505", True)]


def test_leftovers_of_a_killed_build_go_with_the_next_one(out: Path) -> None:
    """The folder that a killed build worked in does not stay."""
    released(out, ONE)
    (store_of(out) / "building-99999/content").mkdir(parents=True)
    released(out, ONE)
    assert not list(store_of(out).glob("building-*"))


def test_a_workplace_goes_with_a_failure(out: Path) -> None:
    """Whatever went wrong, nothing half-made stays, and the lock is free again."""
    for _ in range(2):
        with pytest.raises(OSError, match="made up"):
            failing_build(out)
        assert {path.name for path in store_of(out).iterdir()} == {"lock"}


def failing_build(out: Path) -> None:
    with workplace(out) as work:
        (work / "x").write_bytes(b"")
        raise OSError("made up")


def test_one_build_at_a_time(out: Path) -> None:
    """While one works the lock is held; the second gets its turn, and both trees were published whole."""
    with workplace(out) as work:
        with (store_of(out) / "lock").open("w") as second, pytest.raises(BlockingIOError):
            fcntl.flock(second, fcntl.LOCK_EX | fcntl.LOCK_NB)
        waiting = threading.Thread(target=released, args=(out, TWO))
        waiting.start()
        publish(out, ONE, {}, work)
        assert tree_in(out) == ONE
    waiting.join(timeout=60)
    assert tree_in(out) == TWO


class Meanwhile(type(Path())):  # type: ignore[misc]
    """A path at which another first build publishes just while somebody looks what lies there."""

    def is_file(self) -> bool:
        released(Path(self), ONE)
        return bool(super().is_file())


def test_two_first_builds_do_not_take_each_other_for_strangers(out: Path) -> None:
    """The second finds the link of the first where it had found nothing, and goes on."""
    with workplace(Meanwhile(out)) as work:
        publish(out, TWO, {}, work)
    assert tree_in(out) == TWO


def test_a_reader_never_misses_a_page(out: Path) -> None:
    """Pages read through the link while releases are switched are always one of the two sites, never gone."""
    both = {"a.html": b"1" * 5000, "b/c.html": b"2" * 5000}
    other = {name: body[::-1] + b"x" for name, body in both.items()}
    released(out, both)
    done, reads = threading.Event(), 0
    wrong: list[str] = []

    def read() -> None:
        nonlocal reads
        while not done.is_set():
            wrong.extend(name for name in both if not is_whole(name))
            reads += 1

    def is_whole(name: str) -> bool:
        try:
            return (out / name).read_bytes() in (both[name], other[name])
        except OSError:
            return False

    reader = threading.Thread(target=read)
    reader.start()
    for turn in range(200):
        released(out, other if turn % 2 == 0 else both)
    done.set()
    reader.join(timeout=60)
    assert (wrong, reads > 0) == ([], True)
