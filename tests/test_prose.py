"""The folder content/: pages are published as they were checked, and nothing else is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.build import build, read_prose
from generator.build.engine import render_content
from generator.load.site import prose_sources
from generator.problems import ProblemsFound, Severity
from tests.small_sites import AS_OF, tree_in, with_own_content


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A folder with one page."""
    folder = tmp_path / "content"
    folder.mkdir()
    (folder / "index.md").write_text("# 首页 {#top}\n", "utf-8")
    return folder


def said(content: Path) -> list[str]:
    """Problems in the folder; asserts that only the one page is found."""
    found, problems = prose_sources(content)
    assert [source.path for source in found] == ["content/index.md"]
    return [f"{problem.place.readable_path} {problem.code} {problem.message}" for problem in problems]


@pytest.mark.parametrize(
    "name",
    [
        "a.txt",
        "a.html",
        "a.csv",
        "a.js",
        "a.svg",
        "a.xlsx",
        "a.jpg",
        "a.png",
        "a.markdown",
        "a.MD",
        "a",
        "a.md.bak",
    ],
)
def test_only_pages_are_published(content: Path, name: str) -> None:
    """A file that is no .md page is refused by name, because its content is not checked."""
    (content / name).write_bytes(b"x")
    assert said(content) == [f"content/{name} E117 content/ 里只能放 .md 正文,别的文件不会公开。"]


@pytest.mark.parametrize("name", ["leak.txt", "leak.md", "folder", "loop.md", "nowhere.md", "zeros.md"])
def test_links_are_never_followed(content: Path, tmp_path: Path, name: str) -> None:
    """Symbolic links are refused, whatever they point to."""
    targets = {"folder": tmp_path, "loop.md": content / "loop.md", "zeros.md": Path("/dev/zero")}
    (content / name).symlink_to(targets.get(name, Path("/etc/passwd")))
    assert said(content) == [f"content/{name} E112 这是链接或特殊文件。"]


def test_a_pipe_is_never_opened(content: Path) -> None:
    """A named pipe is refused without opening it."""
    os.mkfifo(content / "pipe.md")
    assert said(content) == ["content/pipe.md E112 这是链接或特殊文件。"]


def test_a_page_without_end_is_not_read(content: Path) -> None:
    """An oversized page is refused by its size, without reading it."""
    with (content / "long.md").open("wb") as file:
        file.truncate(1024**4)
    assert said(content) == ["content/long.md E102 文件有 1,099,511,627,776 字节,超过了 128 KiB 的上限。"]


def test_a_file_name_that_is_not_utf8_is_refused(content: Path) -> None:
    """A file name that is not UTF-8 is refused."""
    Path(os.fsdecode(os.fsencode(content) + b"/\xc4\xe3.md")).touch()
    assert said(content) == ["content/\\udcc4\\udce3.md E119 文件名不是 UTF-8,或者含有看不见的字符。"]


def test_what_programs_leave_behind_is_not_published(root: Path, out: Path, tmp_path: Path) -> None:
    """Backups, lock files and system files are ignored: the site is the same without them."""
    with_own_content(root)
    build(root, tmp_path / "before", AS_OF)
    for name in (
        "privacy.md~",
        "~$notice.docx",
        "Thumbs.db",
        "desktop.ini",
        ".privacy.md.swp",
        "#privacy.md#",
    ):
        (root / "content" / name).write_bytes(b"x")
    build(root, out, AS_OF)
    assert tree_in(out) == tree_in(tmp_path / "before")


@pytest.mark.parametrize(
    "door", [read_prose, lambda root: build(root, root / "site", AS_OF)], ids=["prose", "build"]
)
def test_an_unknown_file_among_the_pages_stops_the_build(root: Path, door: object) -> None:
    """A link or an unknown file in content/ ends the build, and nothing is published."""
    with_own_content(root)
    (root / "content/leak.txt").symlink_to("/etc/passwd")
    (root / "content/table.csv").write_bytes(b"x")
    assert callable(door)
    with pytest.raises(ProblemsFound) as found:
        door(root)
    errors = [problem for problem in found.value.problems if problem.severity is Severity.ERROR]
    assert [(problem.code, problem.place.path) for problem in errors] == [
        ("E112", "content/leak.txt"),
        ("E117", "content/table.csv"),
    ]
    assert not (root / "site").exists()


def test_only_the_checked_pages_are_published(root: Path, tmp_path: Path) -> None:
    """Changes to content/ after it was checked are not published."""
    with_own_content(root)
    pages = read_prose(root)
    (root / "content/privacy.md").write_text("# 换掉了 {#top}\n", "utf-8")
    (root / "content/late.txt").write_text("x", "utf-8")
    render_content(root, pages, tmp_path / "engine")
    tree = tree_in(tmp_path / "engine")
    assert "late.txt" not in tree
    assert "换掉了" not in tree["privacy/index.html"].decode()


def test_a_personal_number_in_a_pages_name_is_found(root: Path) -> None:
    """A personal number in a page's file name is refused."""
    with_own_content(root)
    (root / "content/13800001234.md").write_text("# 通知 {#top}\n", "utf-8")
    with pytest.raises(ProblemsFound) as found:
        read_prose(root)
    assert [(p.code, p.place.path) for p in found.value.problems] == [("E402", "content/138******34.md")]
