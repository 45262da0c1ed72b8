"""One month of meetings, day by day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from generator.meetings import ScheduleEntry
from generator.memo import remembered
from generator.model.meeting import MeetingStatus
from generator.model.months import days_of_month, last_day
from generator.model.public import Setting
from generator.model.values import WEEKDAYS
from generator.pages.links import Link
from generator.pages.meetings.lines import Host, MeetingLine, meeting_line
from generator.pages.page import Head, Page, Validity, record_page, validity_of
from generator.wording import month_text, weekday, when


@dataclass(frozen=True, kw_only=True)
class DayCell:
    """One day of a month. `number`: Monday 1 to Sunday 7. `off`: 元旦放假, 调休上班, or None."""

    iso: str
    month: str
    day: str
    weekday: str
    number: int
    off: str | None
    meetings: tuple[MeetingLine, ...]


@dataclass(frozen=True, kw_only=True)
class MeetingsMonth:
    """One month with all its days."""

    template: ClassVar[str] = "meetings_month.html"
    title: str
    weekdays: tuple[str, ...]
    days: tuple[DayCell, ...]
    held: int
    planned: int
    cancelled: int
    before: Link | None
    after: Link | None
    validity: Validity | None


@remembered("month")
def month_page(
    setting: Setting,
    month: str,
    entries: tuple[ScheduleEntry, ...],
    hosts: Mapping[str, Host],
    off: Mapping[dt.date, str],
    around: tuple[Link | None, Link | None],
) -> Page:
    """The page of one month; `hosts` by area id, `off` its days off in words, `around` the months beside it."""
    url = f"meetings/{month}/"
    by_day: dict[dt.date, list[MeetingLine]] = {}
    counts = dict.fromkeys(MeetingStatus, 0)
    for entry in entries:
        line = meeting_line(setting.as_of, entry.meeting, hosts[entry.meeting.area])
        if entry.moved_to is None:
            counts[entry.meeting.status] += 1
        else:
            moved_to = when(entry.moved_to, as_of=setting.as_of)
            line = replace(line, moved_to=moved_to, status="已改期", tone="warn", ends=None)
        by_day.setdefault(entry.date, []).append(line)

    view = MeetingsMonth(
        title=f"{month_text(month)}群众代表会",
        weekdays=WEEKDAYS,
        days=tuple(_day_cell(day, off.get(day), by_day.get(day, [])) for day in days_of_month(month)),
        held=counts[MeetingStatus.HELD],
        planned=counts[MeetingStatus.CONFIRMED]
        + counts[MeetingStatus.TENTATIVE]
        + counts[MeetingStatus.RESCHEDULED],
        cancelled=counts[MeetingStatus.CANCELLED],
        before=around[0],
        after=around[1],
        validity=validity_of(setting) if last_day(month) >= setting.as_of else None,
    )
    return record_page(
        setting,
        url=url,
        frame="meetings/_month/",
        origin="content/meetings/_month.md",
        head=Head(
            title=view.title,
            description=f"{month_text(month)}各社区群众代表会的时间、地点、议程和结果。",
            published=_last_held(entries) or setting.policy.since,
            source=setting.info.name,
        ),
        main=view,
    )


def _last_held(entries: tuple[ScheduleEntry, ...]) -> dt.date | None:
    return max((one.date for one in entries if one.meeting.status is MeetingStatus.HELD), default=None)


def _day_cell(day: dt.date, off: str | None, lines: list[MeetingLine]) -> DayCell:
    return DayCell(
        iso=day.isoformat(),
        month=f"{day.month}月",
        day=f"{day.day}日",
        weekday=weekday(day),
        number=day.isoweekday(),
        off=off,
        meetings=tuple(lines),
    )
