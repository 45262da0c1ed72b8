"""A meeting that was published and is then deleted: said once, by the build that takes it off the site."""

from __future__ import annotations

from pathlib import Path

from generator.problems import Place, Problem
from tests.small_sites import edit, published

MEETING = "data/meetings/2026/gulou-qiaotou-2026-12-03.yml"


def warned(root: Path, content: Path, out: Path) -> list[Problem]:
    """What the build says of meetings that are gone."""
    return [problem for problem in published(root, content, out).warnings if problem.code == "W337"]


def test_a_deleted_meeting_is_pointed_out(root: Path, content: Path, out: Path) -> None:
    """With the file that is missing and what to do; the first build and the one after it say nothing."""
    assert warned(root, content, out) == []
    (root / MEETING).unlink()
    (found,) = warned(root, content, out)
    assert found == Problem(
        code="W337",
        place=Place(path=MEETING),
        message="这次会公布过,现在没有它的文件了,网页和订阅的日历上也就没有了。",
        hint="公布过的会不要删:请恢复文件,不开的写 status: cancelled 和 status_note。",
    )
    assert warned(root, content, out) == []


def test_a_cancelled_or_moved_meeting_is_not_gone(root: Path, content: Path, out: Path) -> None:
    """Its page stays where it was, whatever its status and day."""
    published(root, content, out)
    edit(root, MEETING, "status: confirmed", "status: cancelled\nrevision: 1")
    moved = "data/meetings/2026/gulou-binhu-2026-12-10.yml"
    edit(root, moved, "\ndate: 2026-12-12", "\ndate: 2027-01-09")
    assert warned(root, content, out) == []
    assert (out / "meetings/gulou-binhu-2026-12-10/index.html").is_file()
    assert "已取消" in (out / "meetings/gulou-qiaotou-2026-12-03/index.html").read_text("utf-8")
