"""Published records that were deleted are reported once, by the build that removes them from the site."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.problems import Place, Problem
from tests.small_sites import BINHU, edit, published

MEETING = "data/meetings/2026/gulou-qiaotou-2026-12-03.yml"


def warned(root: Path, content: Path, out: Path) -> list[Problem]:
    """The build's warnings about deleted records."""
    return [problem for problem in published(root, content, out).warnings if problem.code == "W337"]


def test_a_deleted_meeting_is_reported(root: Path, content: Path, out: Path) -> None:
    """A deleted meeting is reported once, with its missing file and what to do."""
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


def test_a_cancelled_or_moved_meeting_is_not_reported(root: Path, content: Path, out: Path) -> None:
    """A cancelled or moved meeting is not reported and keeps its page."""
    published(root, content, out)
    edit(root, MEETING, "status: confirmed", "status: cancelled\nrevision: 1")
    moved = "data/meetings/2026/gulou-binhu-2026-12-10.yml"
    edit(root, moved, "\ndate: 2026-12-12", "\ndate: 2027-01-09")
    assert warned(root, content, out) == []
    assert (out / "meetings/gulou-binhu-2026-12-10/index.html").is_file()
    assert "已取消" in (out / "meetings/gulou-qiaotou-2026-12-03/index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("deleted", "place", "hint"),
    [
        (
            "data/releases/2026-09.yml",
            "data/releases/2026-09.yml",
            "公布过的排名不要删:请从备份恢复;数字不对的用 make revise 更正。",
        ),
        (
            "data/communities/xishan/xishan-leishan.yml",
            "data/communities/",
            "请恢复文件;撤销、合并了的写 until 和 merged_into,网页会告诉居民现在归谁。",
        ),
        (
            "data/stations/xishan.yml",
            "data/stations/xishan.yml",
            "请恢复文件;只是改了名的,改 name,编号不变。",
        ),
    ],
)
def test_other_deleted_records_are_reported(
    deleted: str, place: str, hint: str, root: Path, content: Path, out: Path
) -> None:
    """A deleted release, area or station is reported once, also when everything that belongs to it is deleted."""
    published(root, content, out)
    (root / deleted).unlink()
    if "releases" not in deleted:
        shutil.rmtree(root / "data/releases")
        for report in root.glob("data/reports/*/xishan.yml"):
            report.unlink()
        (root / "data/meetings/2026/xishan-leishan-2026-12-01.yml").unlink()
        edit(root, BINHU, "    seconded_from: xishan\n    seconded_by: 华容区公安分局\n", "")
        shutil.rmtree(root / "data/communities/xishan")
    (found,) = [each for each in warned(root, content, out) if each.hint == hint]
    assert found.place.path == place
    assert warned(root, content, out) == []


def test_an_overwritten_officer_is_reported(root: Path, content: Path, out: Path) -> None:
    """An officer whose name was overwritten is reported once."""
    assert warned(root, content, out) == []
    edit(root, BINHU, "name: 单小雨", "name: 李强")
    (found,) = warned(root, content, out)
    assert found.place.path == BINHU
    assert found.message == "单小雨(004218)公布过,现在滨湖社区的档案里没有了,这个警号写成了李强。"
    assert "请从备份恢复单小雨(004218)那一段,写上 until" in found.hint
    assert warned(root, content, out) == []


def test_a_name_respelled_with_spaces_is_the_same_officer(root: Path, content: Path, out: Path) -> None:
    """An officer whose name has other spaces than published is not reported."""
    edit(root, BINHU, "name: 单小雨", "name: Anna Li")
    published(root, content, out)
    edit(root, BINHU, "name: Anna Li", "name: AnnaLi")
    assert warned(root, content, out) == []


def test_an_officer_who_left_is_not_reported(root: Path, content: Path, out: Path) -> None:
    """An officer with `until` is not reported."""
    published(root, content, out)
    edit(
        root,
        BINHU,
        "    since: 2024-03-01\n    on_site",
        "    since: 2024-03-01\n    until: 2026-11-20\n    on_site",
    )
    assert warned(root, content, out) == []


def test_names_exchanged_between_badges_are_reported(root: Path, content: Path, out: Path) -> None:
    """Two officers whose names were exchanged between their badges are reported at both places."""
    published(root, content, out)
    leishan = "data/communities/xishan/xishan-leishan.yml"
    edit(root, BINHU, "name: 单小雨", "name: 葛红")
    edit(root, leishan, "name: 葛红", "name: 单小雨")
    found = [one for one in published(root, content, out).warnings if one.code == "W352"]
    assert [(one.place.path, one.message) for one in found] == [
        (BINHU, "公布的是 004218 单小雨、004301 葛红,现在反过来了,像是姓名写反了。"),
        (leishan, "公布的是 004301 葛红、004218 单小雨,现在反过来了,像是姓名写反了。"),
    ]


def test_a_missing_row_of_a_published_report_is_reported(root: Path, content: Path, out: Path) -> None:
    """A community missing from a published report is reported."""
    published(root, content, out)
    file = root / "data/reports/2026-10/gulou.yml"
    head, *rows = file.read_text("utf-8").split("  - area: ")
    file.write_text(head + "".join("  - area: " + row for row in rows[1:]), "utf-8")
    (found,) = warned(root, content, out)
    assert found.place.path == "data/reports/2026-10/gulou.yml"
    assert "的一行公布过,现在没有了。" in found.message


def test_a_deleted_opinion_is_reported(root: Path, content: Path, out: Path) -> None:
    """A deleted opinion is reported."""
    published(root, content, out)
    file = next(
        file
        for file in sorted((root / "data/meetings").rglob("*.yml"))
        if "opinions:" in file.read_text("utf-8")
    )
    text = file.read_text("utf-8")
    file.write_text(text[: text.index("opinions:")], "utf-8")
    found = warned(root, content, out)
    assert {one.place.path for one in found} == {file.relative_to(root).as_posix()}
    assert all("意见 " in one.message for one in found)


def test_minutes_dated_before_the_site_that_lacked_them_are_reported(
    root: Path, content: Path, out: Path
) -> None:
    """Minutes that a site did not show were not published before it; dated as residents saw them they are fine."""
    path = root / "data/meetings/2026/gulou-binhu-2026-09-15.yml"
    whole = path.read_text("utf-8")
    start = whole.index("minutes:")
    end = whole.index("\n", whole.index("text:", start)) + 1
    path.write_text(whole[:start] + whole[end:], "utf-8")
    published(root, content, out)
    path.write_text(whole, "utf-8")
    found = [problem for problem in published(root, content, out).warnings if problem.code == "W385"]
    assert [(one.place.path, "2026-11-24 的网站上还没有它" in one.message) for one in found] == [
        ("data/meetings/2026/gulou-binhu-2026-09-15.yml", True)
    ]
    assert [one for one in published(root, content, out).warnings if one.code == "W385"] == []
