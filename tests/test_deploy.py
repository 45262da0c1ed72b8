"""Deployments: switched by one rename, whole at every moment, the one before kept, strangers left alone."""

from __future__ import annotations

import errno
import fcntl
import os
import stat
import subprocess
import threading
from collections.abc import Mapping
from pathlib import Path
from unittest.mock import Mock

import pytest

from generator import deploy as module
from generator.deploy import current, deploy, workplace
from generator.deploy.store import store_of
from generator.deploy.switching import switch
from generator.deploy.trees import Content, write_tree
from generator.problems import Place, Problem, ProblemsFound
from tests.small_sites import REPOSITORY, tree_in

ONE: Mapping[str, Content] = {"index.html": b"one", "a/b/index.html": b"b"}
TWO: Mapping[str, Content] = {"index.html": b"two"}
THREE: Mapping[str, Content] = {"index.html": b"three"}
EMPTY_STORE = {"lock", ".jingwu"}


def deployed(out: Path, tree: Mapping[str, Content]) -> bool:
    with workplace(out) as work:
        return deploy(out, tree, {}, work, current(out))


def test_a_tree_becomes_the_site(out: Path) -> None:
    """The link shows exactly the files of the tree, and the notes are kept for the next build."""
    assert current(out) is None
    assert deployed(out, ONE) is True
    assert tree_in(out) == ONE
    found = current(out)
    assert found is not None
    assert (found.folder, found.pages, found.altered) == (out.resolve(), {}, ())


def test_the_same_tree_changes_nothing(out: Path) -> None:
    """The link is not even touched."""
    deployed(out, ONE)
    before = os.lstat(out).st_ino
    assert deployed(out, dict(reversed(list(ONE.items())))) is False
    assert os.lstat(out).st_ino == before


def test_the_deployment_before_is_kept_and_older_ones_go(out: Path) -> None:
    """A reader in the middle of a page still finds its files; the disk does not fill."""
    seen = []
    for tree in (ONE, TWO, THREE):
        deployed(out, tree)
        seen.append(out.resolve())
    kept = {path.name for path in store_of(out).iterdir()}
    names = {folder.name for folder in seen[1:]}
    assert kept == names | {f"{name}.json" for name in names} | EMPTY_STORE
    assert [tree_in(folder) for folder in seen[1:]] == [TWO, THREE]


def test_an_older_tree_can_come_back(out: Path) -> None:
    """What is deployed again is what it was."""
    for tree in (ONE, TWO, ONE):
        assert deployed(out, tree) is True
        assert tree_in(out) == tree


PAGES: Mapping[str, Content] = {f"{name}/index.html": name.encode() for name in "abcdef"}


def older_and_now(out: Path) -> tuple[Path, Path]:
    """Two deployments that differ in one page: the one before, and what readers see."""
    for first in (b"1", b"2"):
        deployed(out, {**PAGES, "index.html": first})
    (older,) = (folder for folder in store_of(out).iterdir() if folder.is_dir() and folder != out.resolve())
    return older, out.resolve()


def test_the_next_deployment_is_made_from_the_one_that_would_go(out: Path) -> None:
    """Only what changed is written: not a folder of the older tree is made anew. What readers see stays as it is."""
    older, now = older_and_now(out)
    folders = {name: (older / name).stat().st_ino for name in "bcdef"}
    new = {**PAGES, "a/index.html": b"other", "new/index.html": b"new", "index.html": b"3"}
    deployed(out, new)
    assert tree_in(out) == new
    assert {name: (out / name).stat().st_ino for name in "bcdef"} == folders
    assert tree_in(now) == {**PAGES, "index.html": b"2"}


@pytest.mark.parametrize("how", ["file", "link", "folder link", "added", "closed", "empty folder", "all"])
def test_what_was_altered_in_an_older_deployment_is_not_taken_over(
    out: Path, tmp_path: Path, how: str
) -> None:
    """The new tree is the wanted one, with the modes of one; nothing outside is touched."""
    older, _ = older_and_now(out)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "index.html").write_bytes(b"outside")
    if how in ("file", "all"):
        (older / "b/index.html").unlink()
        (older / "b/index.html").write_bytes(b"altered")
    if how in ("link", "all"):
        (older / "c/index.html").unlink()
        (older / "c/index.html").symlink_to(outside / "index.html")
    if how in ("folder link", "all"):
        (older / "d/index.html").unlink()
        (older / "d").rmdir()
        (older / "d").symlink_to(outside)
    if how in ("added", "all"):
        (older / "e/more.html").write_bytes(b"more")
    if how in ("closed", "all"):
        (older / "f").chmod(0o700)
    if how in ("empty folder", "all"):
        (older / "left/over").mkdir(parents=True)
    new = {**PAGES, "index.html": b"3"}
    deployed(out, new)
    assert tree_in(out) == new
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in out.resolve().iterdir() if folder.is_dir()} == {
        0o755
    }
    assert not (out / "left").exists()
    assert tree_in(outside) == {"index.html": b"outside"}


def test_a_link_in_place_of_an_older_deployment_is_not_followed(out: Path, tmp_path: Path) -> None:
    """What it leads to stays."""
    older, _ = older_and_now(out)
    older.rename(tmp_path / "moved")
    older.symlink_to(tmp_path / "moved")
    deployed(out, {**PAGES, "index.html": b"3"})
    assert tree_in(tmp_path / "moved") == {**PAGES, "index.html": b"1"}
    assert tree_in(out) == {**PAGES, "index.html": b"3"}


def test_an_existing_file_is_taken_over(tmp_path: Path) -> None:
    """Unchanged pages are linked, not written again."""
    (tmp_path / "old.html").write_bytes(b"old")
    write_tree(tmp_path / "new", {"x/old.html": tmp_path / "old.html", "y.html": b"y"}, tmp_path)
    assert tree_in(tmp_path / "new") == {"x/old.html": b"old", "y.html": b"y"}
    assert (tmp_path / "new/x/old.html").samefile(tmp_path / "old.html")


def test_a_clerks_own_file_is_copied(tmp_path: Path) -> None:
    """What lies outside the deployments, a photo say, is not linked: an edit of it would reach the site unbuilt."""
    (tmp_path / "photo.jpg").write_bytes(b"old")
    write_tree(tmp_path / "new", {"photo.jpg": tmp_path / "photo.jpg"}, tmp_path / "store")
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
    assert deployed(out, ONE) is True
    assert tree_in(out) == ONE


def test_out_may_be_relative(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It means the folder that the command was started in, and still works when read from another one."""
    monkeypatch.chdir(tmp_path)
    deployed(Path("site"), ONE)
    assert tree_in(tmp_path / "site") == ONE
    assert not (tmp_path / "site").readlink().is_absolute()


def test_a_deployment_can_move_with_its_folder(out: Path, tmp_path: Path) -> None:
    """The link is relative: a backup or a renamed folder holds a whole site."""
    deployed(out, ONE)
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
    deployed(out, ONE)
    (store_of(out) / "building-abcdefgh/content").mkdir(parents=True)
    (store_of(out) / "building-abcdefgh/.jingwu").touch()
    (store_of(out) / "building-killed-at-once").mkdir()
    deployed(out, ONE)
    assert not list(store_of(out).glob("building-*"))


def test_leftovers_that_were_half_removed_go_too(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build killed while it tidied up: the mark goes last, so that the next one still knows whose they are."""

    def stopped(folder: Path) -> None:
        for file in folder.glob("*"):
            file.unlink()
        raise OSError

    with monkeypatch.context() as during:
        during.setattr("shutil.rmtree", stopped)
        with workplace(out) as work:
            (work / "content" / "pages").mkdir(parents=True)
            (work / "content" / "pages").rename(work / "pages")
    assert list(store_of(out).glob("building-*"))
    with workplace(out):
        pass
    assert not list(store_of(out).glob("building-*"))


def test_a_workplace_goes_with_a_failure(out: Path) -> None:
    """Whatever went wrong, nothing half-made stays, and the lock is free again."""
    for _ in range(2):
        with pytest.raises(ProblemsFound) as found:
            failing_build(out)
        assert [problem.code for problem in found.value.problems] == ["E508"]
        assert {path.name for path in store_of(out).iterdir()} == EMPTY_STORE


def failing_build(out: Path) -> None:
    with workplace(out) as work:
        (work / "x").write_bytes(b"")
        raise OSError("made up")


def test_one_build_at_a_time(out: Path) -> None:
    """While one works the lock is held; the second gets its turn, and both trees were deployed whole."""
    with workplace(out) as work:
        with (store_of(out) / "lock").open("w") as second, pytest.raises(BlockingIOError):
            fcntl.flock(second, fcntl.LOCK_EX | fcntl.LOCK_NB)
        waiting = threading.Thread(target=deployed, args=(out, TWO))
        waiting.start()
        deploy(out, ONE, {}, work, None)
        assert tree_in(out) == ONE
    waiting.join(timeout=60)
    assert tree_in(out) == TWO


# ---- what this program did not make


def test_a_pipe_is_left_alone(out: Path) -> None:
    """Nor any other special file: a build that runs as root would replace one of the machine's own."""
    out.parent.mkdir(parents=True)
    os.mkfifo(out)
    assert refused(out) == unusable(
        out, "已有别的内容,不是本程序生成的", "请先移走或删除,或换一个 --out 目录。"
    )
    assert stat.S_ISFIFO(out.lstat().st_mode)
    assert [path.name for path in out.parent.iterdir()] == ["site"]


def strange_folder(place: Path) -> Path:
    """Somebody's own folder, with a file in it."""
    place.mkdir(parents=True)
    (place / "letter.txt").write_text("x")
    return place


STRANGE_NAMES = ("backup", "building-plans", "building-99999", "0123456789abcdef01234567")


@pytest.mark.parametrize("name", STRANGE_NAMES)
def test_folders_of_somebody_else_in_the_store_stay(out: Path, name: str) -> None:
    """Whatever they are called: without a deployment's notes or the mark of a build they are not ours."""
    deployed(out, ONE)
    strange = strange_folder(store_of(out) / name)
    for tree in (TWO, THREE, ONE):
        deployed(out, tree)
    assert tree_in(strange) == {"letter.txt": b"x"}


@pytest.mark.parametrize("name", STRANGE_NAMES)
def test_a_link_in_the_store_is_not_followed(out: Path, tmp_path: Path, name: str) -> None:
    """What it leads to stays, even where the link has the name and the notes of a deployment."""
    strange = strange_folder(tmp_path / "theirs")
    (strange / ".jingwu").touch()
    deployed(out, ONE)
    (store_of(out) / name).symlink_to(strange)
    (store_of(out) / f"{name}.json").write_bytes(b"{}")
    for tree in (TWO, THREE, ONE):
        deployed(out, tree)
    assert tree_in(strange) == {"letter.txt": b"x", ".jingwu": b""}


def test_a_store_of_somebody_else_is_left_alone(out: Path) -> None:
    """A folder that happens to have the store's name: said what is in the way, and nothing is put there."""
    strange_folder(store_of(out))
    assert refused(out) == unusable(
        out,
        "要用的 .site-releases/ 里有别的内容(例如 letter.txt),不是本程序建立的",
        "请把别的内容从 .site-releases/ 移出来,或把整个 .site-releases/ 移走。",
    )
    assert tree_in(store_of(out)) == {"letter.txt": b"x"}


def test_a_store_that_is_a_link_is_left_alone(out: Path, tmp_path: Path) -> None:
    """It may lead to the store of another site, whose deployments would be forgotten."""
    strange = strange_folder(tmp_path / "theirs")
    out.parent.mkdir(parents=True)
    store_of(out).symlink_to(strange)
    assert refused(out) == unusable(
        out, "要用的 .site-releases 是链接或文件,不是本程序建立的", "请先把它移走。"
    )
    assert tree_in(strange) == {"letter.txt": b"x"}


def test_a_store_without_a_mark_is_taken_over(out: Path) -> None:
    """Made by an earlier version: deployments with their notes, its lock, and what a killed build left."""
    deployed(out, ONE)
    store = store_of(out)
    (store / ".jingwu").unlink()
    (store / "building-4711/release").mkdir(parents=True)
    deployed(out, TWO)
    assert tree_in(out) == TWO
    assert (store / ".jingwu").is_file()


def test_a_store_without_a_mark_and_with_something_else_is_refused(out: Path) -> None:
    """A folder that looks like a deployment but has no notes was not made by an earlier version."""
    deployed(out, ONE)
    (store_of(out) / ".jingwu").unlink()
    strange_folder(store_of(out) / "0123456789abcdef01234567")
    assert [problem.code for problem in refused(out)] == ["E505"]
    assert tree_in(out) == ONE


@pytest.mark.parametrize("inside", ["sub", "a/sub", "sub/deep"])
def test_no_site_is_put_into_another_one(out: Path, inside: str) -> None:
    """Its store would be deployed with the other site, and be gone with the next build."""
    deployed(out, ONE)
    assert [problem.message for problem in refused(out / inside)] == [
        f"输出目录 {out / inside} 在另一个网站的里面。"
    ]
    assert tree_in(out) == ONE


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", ".:1:1: [E505] 输出目录 . 没有写明网站的名字。 请写成 --out 目录/site 的样子。"),
        (".", ".:1:1: [E505] 输出目录 . 没有写明网站的名字。 请写成 --out 目录/site 的样子。"),
        ("x/..", "..:1:1: [E505] 输出目录 x/.. 没有写明网站的名字。 请写成 --out 目录/site 的样子。"),
        ("/", "/:1:1: [E505] 输出目录 / 没有写明网站的名字。 请写成 --out 目录/site 的样子。"),
        ("~", "~:1:1: [E505] 输出目录 ~ 里的 ~ 没有换成主目录。 请写完整的路径,例如 /home/li/site。"),
        ("~/a", "a:1:1: [E505] 输出目录 ~/a 里的 ~ 没有换成主目录。 请写完整的路径,例如 /home/li/site。"),
    ],
)
def test_a_site_needs_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, said: str) -> None:
    """The folder itself, above, or the root of the machine; and whoever finds a folder ~ removes his own with it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", "/home/li")
    assert [str(problem) for problem in refused(Path(name))] == [said]
    assert list(tmp_path.iterdir()) == []


def test_what_is_wrong_with_a_place_is_said_with_what_helps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that is too long is no matter of rights; on one line, whatever is in it."""
    monkeypatch.chdir(tmp_path)
    (problem,) = refused(Path("a\n" + "b" * 250))
    assert "\n" not in str(problem)
    assert str(problem).endswith("写不进去(名称太长)。 请改用短一些的名称。")


def test_where_no_folder_can_be_made_nobody_tries_for_ever() -> None:
    """The system says of /proc that what was to be made is not there."""
    assert [str(problem) for problem in refused(Path("/proc/site"))] == [
        "site:1:1: [E505] 输出目录 /proc/site 写不进去(不见了)。 请核对路径,确认没有别的程序同时在改。"
    ]


def test_a_disk_that_has_no_locks_is_said(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some network disks: two builds at once could not take turns."""
    refusal = OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))
    monkeypatch.setattr(fcntl, "flock", Mock(side_effect=refusal))
    assert [str(problem) for problem in refused(out)] == [
        f"{store_of(out) / 'lock'}:1:1: [E508] 这里读写不了:所在的磁盘不能加锁。 请放在本机的磁盘上。"
    ]


@pytest.mark.parametrize("kind", ["pipe", "link"])
def test_a_lock_that_is_none_is_left_alone(out: Path, tmp_path: Path, kind: str) -> None:
    """A pipe would be waited for without end, and what a link leads to would be emptied."""
    (tmp_path / "theirs").write_text("x")
    deployed(out, ONE)
    lock = store_of(out) / "lock"
    lock.unlink()
    os.mkfifo(lock) if kind == "pipe" else lock.symlink_to(tmp_path / "theirs")
    assert [problem.code for problem in refused(out)] == ["E508"]
    assert (tmp_path / "theirs").read_text() == "x"


def test_what_came_in_the_meantime_is_left_alone(out: Path) -> None:
    """Somebody puts a folder where the site is about to go, while it is built."""
    with workplace(out) as work:
        strange_folder(out)
        with pytest.raises(ProblemsFound) as found:
            deploy(out, ONE, {}, work, None)
    assert [problem.code for problem in found.value.problems] == ["E505"]
    assert tree_in(out) == {"letter.txt": b"x"}


# ---- the site as it stands


def alter(out: Path, how: str) -> None:
    page = out / "index.html"
    match how:
        case "changed":
            page.chmod(0o644)
            page.write_bytes(b"eno")
        case "removed":
            page.unlink()
        case "added":
            (out / "a/b/planted.html").write_bytes(b"x")
        case "linked":
            (out / "planted.html").symlink_to(out / "index.html")
        case "replaced by a link":
            page.rename(out.parent / "moved.html")
            page.symlink_to(out.parent / "moved.html")
        case "empty folder":
            (out / "planted").mkdir()
        case "pipe":
            os.mkfifo(out / "planted")
        case "hidden":
            page.chmod(0o400)
        case "closed":
            (out / "a").chmod(0o700)


ALTERATIONS = (
    "changed",
    "removed",
    "added",
    "linked",
    "replaced by a link",
    "empty folder",
    "pipe",
    "hidden",
    "closed",
)


@pytest.mark.parametrize("how", ALTERATIONS)
def test_after_a_build_the_site_is_the_tree(out: Path, how: str) -> None:
    """What somebody did to the folder meanwhile is undone, and told; the same tree is then a change."""
    deployed(out, ONE)
    whole = state_of(out)
    alter(out, how)
    before = current(out)
    assert before is not None
    assert len(before.altered) == 1
    assert deployed(out, ONE) is True
    assert state_of(out) == whole
    after = current(out)
    assert after is not None
    assert after.altered == ()
    assert deployed(out, ONE) is False


def state_of(folder: Path) -> dict[str, tuple[int, bytes | None]]:
    """Every entry below a folder with its mode; the content of plain files."""
    return {
        entry.relative_to(folder).as_posix(): (
            entry.lstat().st_mode,
            entry.read_bytes() if stat.S_ISREG(entry.lstat().st_mode) else None,
        )
        for entry in sorted(folder.rglob("*"))
    }


def test_an_altered_deployment_does_not_come_back(out: Path) -> None:
    """What was planted in the deployment before is not on show when its tree is deployed again."""
    deployed(out, ONE)
    old = out.resolve()
    deployed(out, TWO)
    (old / "planted.html").write_bytes(b"x")
    deployed(out, ONE)
    assert tree_in(out) == ONE


def test_an_altered_site_is_on_show_until_it_is_mended(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not taken away first: a build that is killed in between leaves what was there."""
    deployed(out, ONE)
    alter(out, "added")
    seen: list[dict[str, bytes]] = []

    def watched(*arguments: Path, is_synced: bool) -> None:
        seen.append(tree_in(out))
        switch(*arguments, is_synced=is_synced)

    monkeypatch.setattr(module, "switch", watched)
    deployed(out, ONE)
    assert seen == [{**ONE, "a/b/planted.html": b"x"}]
    assert tree_in(out) == ONE


@pytest.mark.parametrize("umask", [0o077, 0o027, 0o000])
def test_a_web_server_can_read_the_site_whatever_the_umask(out: Path, umask: int) -> None:
    """Files 0444, folders 0755: the deployment's, the store, and the folder that was missing above them."""
    before = os.umask(umask)
    try:
        deployed(out, ONE)
    finally:
        os.umask(before)
    modes = {stat.S_IMODE(file.stat().st_mode) for file in out.rglob("*") if file.is_file()}
    folders = [out.resolve(), out / "a", out / "a/b", store_of(out), out.parent]
    assert modes == {0o444}
    assert {stat.S_IMODE(folder.stat().st_mode) & 0o757 for folder in folders} == {0o755}


class Meanwhile(type(Path())):  # type: ignore[misc]
    """An empty folder that another first build replaces by its link just while somebody looks what lies there."""

    looked = False

    def lstat(self) -> os.stat_result:
        found: os.stat_result = super().lstat()
        if not Meanwhile.looked:
            Meanwhile.looked = True
            deployed(Path(self), ONE)
        return found


def test_two_first_builds_do_not_take_each_other_for_strangers(out: Path) -> None:
    """The second finds the link of the first where it had found an empty folder, and goes on."""
    out.mkdir(parents=True)
    with workplace(Meanwhile(out)) as work:
        deploy(out, TWO, {}, work, current(out))
    assert tree_in(out) == TWO
    assert Meanwhile.looked


def test_a_reader_never_misses_a_page(out: Path) -> None:
    """Pages read through the link while deployments are switched are always one of the two sites, never gone."""
    both = {"a.html": b"1" * 5000, "b/c.html": b"2" * 5000}
    other = {name: body[::-1] + b"x" for name, body in both.items()}
    deployed(out, both)
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
        deployed(out, other if turn % 2 == 0 else both)
    done.set()
    reader.join(timeout=60)
    assert (wrong, reads > 0) == ([], True)


def test_make_clean_removes_a_site_and_nothing_else(out: Path) -> None:
    """The link and its deployments go; what somebody put beside them stays, and is said."""
    deployed(out, ONE)
    deployed(out, TWO)
    strange = strange_folder(store_of(out) / "backup")
    script = REPOSITORY / "tools/remove_site.sh"
    done = subprocess.run(["sh", str(script), str(out)], capture_output=True, text=True, check=True)
    assert not out.is_symlink()
    assert [path.name for path in store_of(out).iterdir()] == ["backup"]
    assert tree_in(strange) == {"letter.txt": b"x"}
    assert done.stdout == f"{store_of(out)}/ 里还有别的内容,没有删除。\n"
    again = subprocess.run(["sh", str(script), str(strange)], capture_output=True, text=True, check=True)
    assert (again.stdout, tree_in(strange)) == ("", {"letter.txt": b"x"})
