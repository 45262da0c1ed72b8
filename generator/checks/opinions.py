"""Rules about the opinions raised at meetings (听取批评意见, 方案四(三)): answered when due, and read back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from generator.checks.references import nearest_day
from generator.checks.rules import Findings, Found, each, rule
from generator.facts.meetings import days_held, held_after
from generator.model.bureau import Bureau
from generator.model.meeting import Meeting, Opinion
from generator.problems import Problem


@each("meetings", "W323")
def check_opinions_are_answered_when_due(meeting: Meeting, as_of: dt.date) -> Findings:
    """群众代表的意见在答复期限内办结。"""
    late = [
        (at, opinion)
        for at, opinion in enumerate(meeting.opinions)
        if opinion.due < as_of and not opinion.status.is_closed
    ]
    if late:
        listed = "、".join(f"{opinion.id}({opinion.due} 到期,{opinion.owner})" for _, opinion in late)
        yield Found(
            ("opinions", late[0][0], "due"),
            f"{len(late)} 条意见过了答复期限还没有办结:{listed}。",
            "请催办;已经答复的,写上 status、outcome 和 closed_on。",
        )


@rule()
def check_opinions_are_read_back_at_meetings_that_were_held(bureau: Bureau) -> Iterator[Problem]:
    """意见的回报日期,是同一社区后来开过的代表会的日期。"""
    held = days_held(bureau.meetings.values(), dt.date.max)
    for meeting in bureau.meetings.values():
        area = bureau.areas.get(meeting.area)
        for at, opinion in enumerate(meeting.opinions):
            for place, day in enumerate(opinion.read_back_on):
                if area is None or day <= meeting.date or day in held.get(area.id, ()):
                    continue
                if _is_astray(bureau, f"{area.id}-{day}"):
                    continue
                near = nearest_day(day, held_after(held, meeting))
                yield bureau.place(meeting.path, "opinions", at, "read_back_on", place).problem(
                    "E303",
                    f"意见 {opinion.id} 的回报日期是 {day},这一天{area.name}没有开过代表会。",
                    (f"是不是 {near}({area.name}代表会)?" if near else "请核对日期;")
                    + "这一天开过会、文件丢失了的,请从备份恢复;会还没有开的,开过以后再写。",
                )


def _is_astray(bureau: Bureau, id_: str) -> bool:
    """Does the meeting exist, with an unknown community? Another rule reports that."""
    return id_ in bureau.meetings and bureau.meetings[id_].area not in bureau.areas


@rule()
def check_opinions_are_read_back_at_the_next_meeting(bureau: Bureau, as_of: dt.date) -> Iterator[Problem]:
    """意见在下一次代表会上回报,办结的把结果也回报。"""
    held = days_held(bureau.meetings.values(), as_of)
    for meeting in bureau.meetings.values():
        later = held_after(held, meeting)
        unread = [(at, o) for at, o in enumerate(meeting.opinions) if later and not _is_read(o, later)]
        if unread:
            listed = "、".join(opinion.id for _, opinion in unread)
            yield bureau.place(meeting.path, "opinions", unread[0][0], "id").problem(
                "W335",
                f"后来又开了代表会({later[-1]}),还有 {len(unread)} 条意见没有写明回报过:{listed}。",
                f"会上回报过的,在 read_back_on 里加上 {later[-1]},以前的日期不删"
                f"(没有这一行的写 read_back_on: [{later[-1]}]);没有回报的,请在下次会上补报。",
            )


def _is_read(opinion: Opinion, later: Sequence[dt.date]) -> bool:
    """Was it read back at or since the first meeting after its answer, else the first of `later` (ascending)?"""
    answered = [day for day in later if opinion.closed_on is not None and day >= opinion.closed_on]
    needed = (answered or later)[0]
    return any(day >= needed for day in opinion.read_back_on)
