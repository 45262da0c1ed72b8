"""`jingwu meetings plan`: what it writes, what it leaves alone, and that it writes all files or none."""

from __future__ import annotations

import datetime as dt
import errno
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.build import find_problems
from generator.build.data_files import write_new_files
from generator.build.planning import meeting_text, plan_meetings
from generator.load import load
from generator.load.document import read_document
from generator.load.files import UNSAFE_CHARACTER
from generator.model.absence import shows_something
from generator.model.meeting import Meeting, MeetingStatus
from generator.problems import ProblemsFound, has_errors
from generator.recurrence import NotPlanned
from generator.text.names import without_quotes
from tests.bureaus import meeting
from tests.small_sites import AS_OF, BINHU, edit, tree_in

LINE = st.text(min_size=1, max_size=200).filter(
    lambda text: (
        text.strip() == text
        and len(text.splitlines()) == 1
        and shows_something(text)
        and not UNSAFE_CHARACTER.search(text)
        and without_quotes(text) is None
    )
)


def problems(root: Path, quarter: str, as_of: dt.date = AS_OF) -> list[str]:
    """The problems raised instead of a plan."""
    with pytest.raises(ProblemsFound) as caught:
        plan_meetings(root, quarter, as_of)
    return [str(problem) for problem in caught.value.problems]


def test_a_quarter_is_planned(root: Path) -> None:
    """A rule that falls on New Year's Day 2027 plans the next week: one new file, which loads."""
    before = tree_in(root)
    done = plan_meetings(root, "2027-Q1", AS_OF)
    path = "data/meetings/2027/gulou-binhu-2027-01-08.yml"
    after = tree_in(root)
    assert after.keys() - before.keys() == {path}
    assert {name: after[name] for name in before} == before
    assert after[path].decode() == (
        "# yaml-language-server: $schema=../../../schemas/meeting.schema.json\n"
        "# 由 jingwu meetings plan 按社区的 meeting_rule 拟定;定下来后把 status 改成 confirmed。\n"
        "id: gulou-binhu-2027-01-08\n"
        "area: gulou-binhu\n"
        "date: 2027-01-08\n"
        "starts: 19:00\n"
        "ends: 20:30\n"
        'place: "滨湖社区居委会二楼"\n'
        "status: tentative\n"
        'status_note: "按惯例是1月1日，因元旦放假改到这一天"\n'
        "agenda:\n"
        '  - "社区民警报告社区治安工作，答复上次的意见"\n'
        '  - "听取群众代表的批评和意见"\n'
        '  - "部署下一阶段的治安防范工作"\n'
    )
    (planned,) = done.plan.planned
    assert load(root).bureau.meetings["gulou-binhu-2027-01-08"] == planned.meeting
    assert (done.year.year, done.year.source) == (2027, "未公布,暂按惯例")
    assert not has_errors(find_problems(root, AS_OF))
    assert [(each.area.id, each.why) for each in done.plan.unplanned] == [
        ("gulou-qiaotou", NotPlanned.NO_RULE),
        ("shatou-sanjiang", NotPlanned.NO_RULE),
        ("xishan-leishan", NotPlanned.NO_RULE),
    ]


def test_planning_again_changes_nothing(root: Path) -> None:
    """Planning again leaves a meeting that staff have changed or cancelled."""
    plan_meetings(root, "2027-Q1", AS_OF)
    path = "data/meetings/2027/gulou-binhu-2027-01-08.yml"
    edit(root, path, "status: tentative", "status: cancelled\nrevision: 1")
    before = tree_in(root)
    again = plan_meetings(root, "2027-Q1", AS_OF)
    assert again.plan.planned == ()
    assert next(each.why for each in again.plan.unplanned) is NotPlanned.CANCELLED
    assert tree_in(root) == before


def test_a_year_without_its_notice_is_refused(root: Path) -> None:
    """A year without its official holidays is refused with a message that says what to do."""
    before = tree_in(root)
    (found,) = problems(root, "2028-Q1")
    assert found == (
        "data/holidays.yml:1:1: [E507] 没有 2028 年的放假安排,不知道哪天放假、哪天调休上班。 "
        "请照国务院办公厅的通知补上这一年;通知还没有出的,先写法定的节日,source 写“未公布”,出了再改。"
    )
    assert tree_in(root) == before


def test_a_quarter_that_is_over_is_refused(root: Path) -> None:
    """A quarter is refused once it is over, but not on its last day."""
    assert problems(root, "2026-Q3") == ["data/meetings/:1:1: [E507] 2026-Q3 已经过完了。 请核对年份和季度。"]
    (found, *_) = plan_meetings(root, "2026-Q4", dt.date(2026, 12, 31)).plan.unplanned
    assert found.why is NotPlanned.HAS_ONE


def test_data_with_an_error_are_not_planned(root: Path) -> None:
    """Data with an error are refused and nothing is planned."""
    edit(root, BINHU, "badge: 004217", "badge: 4217")
    before = tree_in(root)
    assert "[E203]" in problems(root, "2027-Q1")[0]
    assert tree_in(root) == before


def test_a_file_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    """An existing file is never overwritten, and the files written before it are removed."""
    (tmp_path / "data/a").mkdir(parents=True)
    (tmp_path / "data/a/2.yml").write_text("theirs")
    with pytest.raises(ProblemsFound, match=r"data/a/2.yml:1:1: \[E509\] 这个文件刚才被别的程序写过"):
        write_new_files(tmp_path, {f"data/a/{name}.yml": b"ours" for name in "123"}, tmp_path / "data")
    assert tree_in(tmp_path) == {"data/a/2.yml": b"theirs"}


def test_a_write_that_is_interrupted_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An interrupted write leaves no file."""
    (tmp_path / "data").mkdir()
    link, done = os.link, list[Path]()

    def interrupted(*arguments: Any) -> None:
        if len(done) == 2:
            raise KeyboardInterrupt
        link(*arguments)
        done.append(arguments[1])

    monkeypatch.setattr(os, "link", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_new_files(tmp_path, {f"data/{name}.yml": b"x" for name in "123"}, tmp_path / "data")
    assert (len(done), tree_in(tmp_path)) == (2, {})


def test_a_full_disk_is_reported(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk is reported in Chinese with what to do, and the data stay as they were."""
    before = tree_in(root)

    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "link", full)
    (found,) = problems(root, "2027-Q1")
    assert found.endswith(":1:1: [E508] 这里读写不了:磁盘满了。 请腾出磁盘空间后再试。")
    assert tree_in(root) == before


@given(place=LINE, note=st.none() | LINE, topics=st.lists(LINE, max_size=3))
def test_any_text_is_read_back_as_written(place: str, note: str | None, topics: list[str]) -> None:
    """Any single line of text is read back unchanged."""
    made = meeting(
        date="2027-01-08",
        status=MeetingStatus.TENTATIVE,
        place=place,
        status_note=note,
        agenda=(*topics, "议程"),
    )
    assert Meeting.model_validate(read_document("x", meeting_text(made)).plain) == made


@pytest.mark.parametrize("umask", [0o077, 0o002, 0o000])
def test_the_new_folder_is_readable_by_all_whatever_the_umask(root: Path, umask: int) -> None:
    """Whatever the umask, others can read the new folder but not write to it."""
    before = os.umask(umask)
    try:
        plan_meetings(root, "2027-Q1", AS_OF)
    finally:
        os.umask(before)
    mode = (root / "data/meetings/2027").stat().st_mode
    assert (mode & 0o755, mode & 0o002) == (0o755, 0)
