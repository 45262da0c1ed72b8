"""Rules about when representatives meet: the communities' own rules, days off, and what subscribers are told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from generator.checks.rules import Findings, Found, each, rule
from generator.model.area import Area
from generator.model.bureau import Bureau
from generator.model.meeting import Meeting, MeetingStatus
from generator.problems import Problem

_ENDED: Final = (MeetingStatus.HELD, MeetingStatus.CANCELLED)


@rule("meetings")
def check_the_days_off_of_coming_meetings_are_known(bureau: Bureau, as_of: dt.date) -> Iterator[Problem]:
    """定下的代表会,那一年的放假安排已经写进 holidays.yml。"""
    known = {year.year for year in bureau.holidays.years}
    coming = [m.date.year for m in bureau.meetings.values() if m.date >= as_of and m.status not in _ENDED]
    for year in sorted(set(coming) - known):
        yield Problem(
            code="W332",
            place=bureau.place("data/holidays.yml", "years"),
            message=f"没有 {year} 年的放假安排,{coming.count(year)} 次定在这一年的代表会没有避开节假日。",
            hint="请照国务院办公厅的通知补上;通知还没有出的,先写法定的节日,source 写“未公布”。",
        )


@each("meetings", "W333")
def check_subscribers_hear_of_a_change(meeting: Meeting, _bureau: Bureau, _as_of: dt.date) -> Findings:
    """会改期或取消以后,revision 加过 1,订阅的日历才会跟着改。"""
    moved = meeting.previous_date is not None
    if (moved or meeting.status is MeetingStatus.CANCELLED) and meeting.revision == 0:
        yield Found(
            ("status",),
            f"会议{'改期' if moved else '取消'}了,revision 还是 0,订阅的日历不会跟着改。",
            "请写 revision: 1;以后日期、地点或状态每改一次再加 1。",
        )


@each("areas", "W334", today=True)
def check_no_rule_is_slower_than_the_cycle(area: Area, bureau: Bureau, _as_of: dt.date) -> Findings:
    """社区开会的规律不慢于 policy.yml 的会议周期。"""
    cycle = bureau.policy.standards.meeting_cycle.value
    rule = area.meeting_rule
    if rule is not None and rule.every.months > cycle:
        yield Found(
            ("meeting_rule", "every"),
            f"{rule.every.label}开一次,慢于规定的每 {cycle} 个月一次(meeting_cycle)。",
            "请改 every;周期要放宽的,给 data/policy.yml 写一个新版本(新的 version 和 since),"
            "旧的原样移到 data/policies/,已公布的月份仍按旧的计算。",
        )
