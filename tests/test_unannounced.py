"""A published meeting that changed without a higher revision is reported by the build that publishes the change."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.problems import Place, Problem
from tests.small_sites import edit, published

QIAOTOU = "data/meetings/2026/gulou-qiaotou-2026-12-03.yml"
BINHU = "data/meetings/2026/gulou-binhu-2026-12-10.yml"
REVISION = 10, 11  # line and column in that file


def warned(root: Path, content: Path, out: Path) -> list[Problem]:
    """The build's warnings about changes that subscribers would miss."""
    return [problem for problem in published(root, content, out).warnings if problem.code == "W358"]


def told(path: str, what: str, was: int, now: int, right: int, line: int = 1, column: int = 1) -> Problem:
    return Problem(
        code="W358",
        place=Place(path=path, line=line, column=column),
        message=f"{what}:上次公布时 revision 是 {was},现在是 {now},订阅的日历不会跟着改。",
        hint=f"请写 revision: {right}",
    )


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("starts: 15:00", "starts: 09:00", "开会时间"),
        ("ends: 16:00", "ends: 16:30", "结束时间"),
        ("place: ", "place: 新址，", "地点"),
        ("status: confirmed", "status: tentative", "状态"),
        ("\ndate: 2026-12-03", "\ndate: 2026-12-04\nprevious_date: 2026-12-03", "开会时间、结束时间"),
    ],
)
def test_a_change_without_a_revision_is_reported_once(
    old: str, new: str, what: str, root: Path, content: Path, out: Path
) -> None:
    """A change without a revision is reported once, by the next build, with what to write."""
    published(root, content, out)
    edit(root, QIAOTOU, old, new)
    if "previous_date" in new:
        edit(root, QIAOTOU, "status: confirmed", "status: rescheduled\nrevision: 0")
        assert warned(root, content, out) == []  # W333 asks for revision: 1 whatever was published
    else:
        assert warned(root, content, out) == [told(QIAOTOU, f"{what}和上次公布的不同", 0, 0, 1)]
    assert warned(root, content, out) == []


def test_a_second_move_needs_a_second_revision(root: Path, content: Path, out: Path) -> None:
    """A second move needs a revision above the published one."""
    published(root, content, out)
    edit(root, BINHU, "\ndate: 2026-12-12", "\ndate: 2026-12-13")
    assert warned(root, content, out) == [
        told(BINHU, "开会时间、结束时间和上次公布的不同", 1, 1, 2, *REVISION)
    ]


def test_following_the_hint_is_enough(root: Path, content: Path, out: Path) -> None:
    """A change with a higher revision is not reported."""
    published(root, content, out)
    edit(root, BINHU, "\ndate: 2026-12-12", "\ndate: 2026-12-13")
    edit(root, BINHU, "revision: 1", "revision: 2")
    edit(root, BINHU, "place: ", "place: 新址，")
    assert warned(root, content, out) == []


def test_a_lowered_revision_is_reported(root: Path, content: Path, out: Path) -> None:
    """A revision below the published one is reported, because calendars would ignore later changes."""
    published(root, content, out)
    edit(root, BINHU, "revision: 1", "revision: 0")
    edit(root, BINHU, "place: ", "place: 新址，")
    assert warned(root, content, out) == [told(BINHU, "地点和上次公布的不同", 1, 0, 2, *REVISION)]
    published(root, content, out)
    edit(root, BINHU, "revision: 0", "revision: 5")
    published(root, content, out)
    edit(root, BINHU, "revision: 5", "revision: 3")
    assert warned(root, content, out) == [told(BINHU, "改动次数比上次公布的小", 5, 3, 5, *REVISION)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("agenda: [", "agenda: [消防, "),
        ("status: confirmed", "status: confirmed\nstatus_note: 请带身份证"),
        ("status: confirmed", "status: confirmed\nrevision: 4"),
    ],
)
def test_agenda_and_notes_may_change_without_a_revision(
    old: str, new: str, root: Path, content: Path, out: Path
) -> None:
    """Changes of agenda or note are not reported, nor is a higher revision alone."""
    published(root, content, out)
    edit(root, QIAOTOU, old, new)
    assert warned(root, content, out) == []


def test_a_meeting_that_was_held_as_announced_is_no_change(root: Path, content: Path, out: Path) -> None:
    """A confirmed meeting that was held is no change for a calendar."""
    leishan = "data/meetings/2026/gulou-binhu-2026-09-15.yml"
    text = (root / leishan).read_text("utf-8")
    begins = text.index("representatives:") if "representatives:" in text else text.index("minutes:")
    (root / leishan).write_text(text[:begins].replace("status: held", "status: confirmed"), "utf-8")
    published(root, content, out)
    (root / leishan).write_text(text, "utf-8")
    assert warned(root, content, out) == []


@pytest.mark.parametrize("damage", [None, b"\xff", b"BEGIN:VEVENT\r\nEND:VEVENT\r\n"])
def test_a_damaged_calendar_gives_no_warning(
    damage: bytes | None, root: Path, content: Path, out: Path
) -> None:
    """A missing or damaged published calendar gives no warning and does not stop the build."""
    published(root, content, out)
    calendar = out / "meetings/all.ics"
    calendar.unlink()
    if damage is not None:
        calendar.write_bytes(damage)
    edit(root, QIAOTOU, "starts: 15:00", "starts: 09:00")
    assert warned(root, content, out) == []
