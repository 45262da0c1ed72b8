"""Rules about the meetings of residents' representatives (群众代表会, 方案四(三)) and the areas' rules for them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from generator.checks.references import no_such_area
from generator.checks.rules import Findings, Found, each, rule
from generator.model.area import Area
from generator.model.bureau import Bureau
from generator.model.meeting import Meeting, MeetingStatus
from generator.problems import Problem

_ENDED: Final = (MeetingStatus.HELD, MeetingStatus.CANCELLED)
_DATES_TOLD: Final = 3


@each("meetings", "E303")
def check_every_meeting_is_that_of_an_area(meeting: Meeting, bureau: Bureau) -> Findings:
    """每次代表会都是一个有档案的社区开的。"""
    if meeting.area not in bureau.areas:
        # The community in the meeting's id is a better guess than one with a similar spelling.
        told = bureau.areas.get(meeting.id.removesuffix(f"-{meeting.first_date}"))
        known = {told.id: told.name} if told else None
        yield no_such_area(bureau, bureau.place(meeting.path, "area"), meeting.area, known)


@rule("meetings")
def check_the_reporting_officer_belongs_to_the_area(bureau: Bureau) -> Iterator[Problem]:
    """报告工作的民警是这个社区登记的民警,离任的也留着。"""
    unknown: dict[tuple[str, str], list[Meeting]] = defaultdict(list)
    for meeting in bureau.meetings.values():
        area, badge = bureau.areas.get(meeting.area), meeting.reporting_officer
        if area and badge and badge not in {officer.badge for officer in area.officers}:
            unknown[area.id, badge].append(meeting)
    names = {officer.badge: officer.name for area in bureau.areas.values() for officer in area.officers}
    for (area_id, badge), named in unknown.items():
        yield _no_such_officer(bureau, bureau.areas[area_id], badge, named, names.get(badge))


def _no_such_officer(
    bureau: Bureau, area: Area, badge: str, named: Sequence[Meeting], elsewhere: str | None
) -> Problem:
    """Place the problem at the area's officers if several meetings name the badge; never suggest another badge.

    `elsewhere` is the name of the officer with that badge in another community.
    """
    own = "、".join(f"{o.badge}({o.name})" for o in area.officers if o.badge) or "没有人"
    dates = "、".join(str(meeting.date) for meeting in named[:_DATES_TOLD])
    wearer = (
        f"警号 {badge} 是{elsewhere},代为报告的,在那里加一段(role: acting,写 since 和 until);"
        if elsewhere
        else ""
    )
    is_alone = len(named) == 1
    same = "" if is_alone or elsewhere else f"同一个人、只是警号改错了的,改回 {badge};"
    return (
        bureau.place(named[0].path, "reporting_officer") if is_alone else bureau.place(area.path, "officers")
    ).problem(
        "E303",
        f"{area.name}没有登记警号为 {badge} 的民警,而 {dates} "
        f"{'' if is_alone else f'等 {len(named)} 次'}代表会由其报告工作。",
        f"以前的民警被删去或改写了的,请在 {area.path} 的 officers 里恢复那一段(从备份),写上 until,"
        f"不要改成别人的警号;{wearer}{same}会议里的警号写错了的,对照会议记录改正(这个社区登记的是 {own})。",
    )


@each("meetings", "E310")
def check_no_more_came_than_there_are(meeting: Meeting) -> Findings:
    """到会的代表不多于代表总数。"""
    representatives = meeting.representatives
    if representatives and (representatives.present or 0) > representatives.total:
        yield Found(
            ("representatives", "present"),
            f"到会 {representatives.present} 人多于代表 {representatives.total} 人。",
            "present 写实到的代表,total 写应到的代表;列席的不算。",
        )


@each("meetings", "E310")
def check_what_happened_did_so_in_order(meeting: Meeting) -> Findings:
    """会先召开,再公布纪要、答复意见。"""
    hint = "请核对年份、月份和日期。"
    held, minutes = meeting.date, meeting.minutes
    if minutes and minutes.published_on < held:
        message = f"纪要公布日期 {minutes.published_on} 早于会议日期 {held}。"
        yield Found(("minutes", "published_on"), message, hint)
    for at, opinion in enumerate(meeting.opinions):
        if opinion.closed_on and opinion.closed_on < held:
            message = f"意见 {opinion.id} 的办结日期 {opinion.closed_on} 早于会议日期 {held}。"
            yield Found(("opinions", at, "closed_on"), message, hint)
        if opinion.due < held:
            message = f"意见 {opinion.id} 的答复期限 {opinion.due} 早于会议日期 {held}。"
            yield Found(("opinions", at, "due"), message, hint)
        for place, day in enumerate(opinion.read_back_on):
            if day <= held:
                message = f"意见 {opinion.id} 的回报日期 {day} 不晚于提出它的会议日期 {held}。"
                yield Found(("opinions", at, "read_back_on", place), message, hint)


@each("meetings", "E310")
def check_no_meeting_is_held_where_there_is_no_area(meeting: Meeting, bureau: Bureau) -> Findings:
    """代表会的日子,社区已经设立,也还没有撤销;取消的不算。"""
    area = bureau.areas.get(meeting.area)
    if area is None or meeting.status is MeetingStatus.CANCELLED or area.exists_on(meeting.date):
        return
    is_over = area.until is not None and area.until < meeting.date
    is_held = meeting.status is MeetingStatus.HELD
    yield Found(
        ("date",),
        f"代表会定在 {meeting.date},{area.name}"
        + (f"到 {area.until} 为止。" if is_over else f"从 {area.since} 才设立。"),
        _of_the_successor(bureau, meeting, area)
        if is_over and is_held
        else "请核对日期;由接管的社区开的,另写一个文件,这一次改为 cancelled,写 status_note,"
        f"revision 写 {meeting.revision + 1}。"
        if is_over
        else "请核对会议的日期和社区的 since。",
    )


def _of_the_successor(bureau: Bureau, meeting: Meeting, area: Area) -> str:
    """Hint for a meeting held after its community ended: correct a date or the community, but never cancel it."""
    heirs = " 或 ".join(id_ for id_ in area.merged_into if id_ in bureau.areas) or "那个社区的编号"
    return (
        "开过的会不改成取消。日期写错的,改 date;社区那天还在的,"
        f"把 {area.path} 的 until 改为 {meeting.date} 或更晚;"
        f"是接管的社区开的,把文件名、id 和 area 里的 {area.id} 都换成 {heirs}。"
    )


@each("meetings", "W322")
def check_past_meetings_say_what_became_of_them(meeting: Meeting, as_of: dt.date) -> Findings:
    """日期过了的代表会写明开了没有。"""
    if meeting.date < as_of and meeting.status not in _ENDED:
        yield Found(
            ("status",),
            f"会议定在 {meeting.date},已经过了,状态还是“{meeting.status.label}”。",
            "开过的,status 写 held 并补写 representatives 和 minutes;没开的写 cancelled;改期的写 rescheduled,"
            f"新日期写在 date,并写 previous_date: {meeting.first_date}。取消和改期都要写 status_note,"
            f"revision 写 {meeting.revision + 1}。id 和文件名不变。",
        )


@each("meetings", "W349")
def check_meetings_that_were_held_say_what_happened(meeting: Meeting, as_of: dt.date) -> Findings:
    """开过的代表会写到会人数、工作报告、纪要、意见中的至少一样。"""
    said = (meeting.representatives, meeting.report, meeting.minutes, *meeting.opinions)
    if meeting.status is MeetingStatus.HELD and meeting.date <= as_of and not any(said):
        yield Found(
            ("status",),
            "会议写了已召开,到会人数、工作报告、纪要、意见却一样都没有填,居民看不出开了什么。",
            "请补写 representatives(应到 total、实到 present)和 minutes(公布日期 published_on、内容 text);"
            "其实没有开的,改为 status: cancelled,写 status_note,revision 加 1。",
        )


@each("meetings", "W350")
def check_called_off_meetings_say_why(meeting: Meeting) -> Findings:
    """取消或改期的代表会写明原因。"""
    is_cancelled = meeting.status is MeetingStatus.CANCELLED
    if (is_cancelled or meeting.previous_date is not None) and meeting.status_note is None:
        yield Found(
            ("status",),
            f"会议{'取消' if is_cancelled else '改期'}了,没有写原因,居民和代表不知道为什么。",
            "请补上一行 status_note: ……(一句话的原因,例如 防汛,不写居民姓名)。",
        )


@each("meetings", "W327")
def check_no_coming_meeting_is_on_a_holiday(meeting: Meeting, bureau: Bureau, as_of: dt.date) -> Findings:
    """代表会不定在法定节假日(周末可以)。"""
    holidays = bureau.holidays.names
    if meeting.date >= as_of and meeting.status not in _ENDED and meeting.date in holidays:
        yield Found(
            ("date",),
            f"代表会定在 {meeting.date},是{holidays[meeting.date]}假期。",
            f"请另定日子:新日期写在 date,并写 previous_date: {meeting.first_date}、"
            f"status: rescheduled、status_note(原因)和 revision: {meeting.revision + 1},id 和文件名不变;"
            "确实要在这天开的可以不改。",
        )


@rule("meetings")
def check_the_days_off_of_coming_meetings_are_known(bureau: Bureau, as_of: dt.date) -> Iterator[Problem]:
    """定下的代表会,那一年的放假安排已经写进 holidays.yml。"""
    known = {year.year for year in bureau.holidays.years}
    coming = [m.date.year for m in bureau.meetings.values() if m.date >= as_of and m.status not in _ENDED]
    for year in sorted(set(coming) - known):
        yield bureau.place("data/holidays.yml", "years").problem(
            "W332",
            f"没有 {year} 年的放假安排,{coming.count(year)} 次定在这一年的代表会没有避开节假日。",
            "请照国务院办公厅的通知补上;通知还没有出的,先写法定的节日,source 写“未公布”。",
        )


@each("meetings", "W333")
def check_subscribers_hear_of_a_change(meeting: Meeting) -> Findings:
    """会改期或取消以后,revision 加过 1,订阅的日历才会跟着改。"""
    moved = meeting.previous_date is not None
    if (moved or meeting.status is MeetingStatus.CANCELLED) and meeting.revision == 0:
        yield Found(
            ("status",),
            f"会议{'改期' if moved else '取消'}了,revision 还是 0,订阅的日历不会跟着改。",
            "请写 revision: 1;以后日期、地点或状态每改一次再加 1。",
        )


@each("areas", "W334", today=True)
def check_no_rule_is_slower_than_the_cycle(area: Area, bureau: Bureau, as_of: dt.date) -> Findings:
    """社区开会的规律不慢于 policy.yml 的会议周期。"""
    cycle = bureau.policy_on(as_of).standards.meeting_cycle.value
    rule = area.meeting_rule
    if rule is not None and rule.every.months > cycle:
        yield Found(
            ("meeting_rule", "every"),
            f"{rule.every.label}开一次,慢于规定的每 {cycle} 个月一次(meeting_cycle)。",
            "请改 every;周期要放宽的,给 data/policy.yml 写一个新版本(新的 version,since 写明年 1 月 1 日),"
            "旧的原样移到 data/policies/,已公布的月份仍按旧的计算。",
        )
