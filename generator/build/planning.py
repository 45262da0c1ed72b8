"""`jingwu meetings plan`: the next meetings by the communities' rules, as tentative files under data/meetings/."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from generator.build import read_bureau
from generator.build.data_files import data_to_itself, write_new_files
from generator.build.yaml_text import YamlStyle, quoted
from generator.model.meeting import Meeting
from generator.model.months import last_day, months_of_quarter
from generator.model.public import PublicBureau
from generator.model.reference import HolidayYear
from generator.problems import Place, ProblemsFound
from generator.recurrence import QuarterPlan, plan_quarter


@dataclass(frozen=True, kw_only=True)
class PlannedMeetings:
    """The plan of a quarter, and the year of days off that it was made with."""

    quarter: str
    plan: QuarterPlan
    year: HolidayYear


def plan_meetings(root: Path, quarter: str, as_of: dt.date) -> PlannedMeetings:
    """Write a tentative meeting for every community whose rule asks for one and that has none in its cycle.

    Existing files are never changed. If it raises ProblemsFound, nothing is written.
    """
    with data_to_itself(root):
        public = read_bureau(root, as_of).public
        year = _holiday_year(public, quarter)
        plan = plan_quarter(public, quarter)
        files = {each.meeting.path: meeting_text(each.meeting).encode() for each in plan.planned}
        write_new_files(root, files, root / "data")
    return PlannedMeetings(quarter=quarter, plan=plan, year=year)


def _holiday_year(public: PublicBureau, quarter: str) -> HolidayYear:
    """The days off of the quarter's year. Raises ProblemsFound if they are not recorded or the quarter is over."""
    end = last_day(months_of_quarter(quarter)[-1])
    if end < public.as_of:
        _stop("data/meetings/", f"{quarter} 已经过完了", "请核对年份和季度")
    found = next((year for year in public.holidays.years if year.year == end.year), None)
    if found is None:
        _stop(
            "data/holidays.yml",
            f"没有 {end.year} 年的放假安排,不知道哪天放假、哪天调休上班",
            "请照国务院办公厅的通知补上这一年;通知还没有出的,先写法定的节日,source 写“未公布”,出了再改",
        )
    return found


def _stop(path: str, message: str, hint: str) -> NoReturn:
    raise ProblemsFound([Place(path=path).problem("E507", f"{message}。", f"{hint}。")])


def meeting_text(meeting: Meeting) -> str:
    """The file of a tentative meeting."""
    missing = "、".join(key for key in ("ends", "place") if getattr(meeting, key) is None)
    style = YamlStyle(
        spelled={"place": quoted, "status_note": quoted, "agenda": lambda topics: tuple(map(quoted, topics))},
        comments={"status": f"{missing} 还没有定:补上以后才能改成 confirmed。"} if missing else {},
    )
    note = "由 jingwu meetings plan 按社区的 meeting_rule 拟定;定下来后把 status 改成 confirmed。"
    return style.file_text(meeting.path, "meeting", note, meeting)
