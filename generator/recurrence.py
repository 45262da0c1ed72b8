"""The next dates by the communities' rules (方案四(三): 定期召开), and the communities without one.

本站解释: a date on a public holiday moves by whole weeks, so that the weekday stays, to the nearest suitable date, the
later of two. It never leaves its quarter, or its month if the rule is monthly. A weekend on which people work
(调休上班) is no weekend; a weekday on which people are off is listed as a holiday.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.model.meeting import Meeting, MeetingStatus
from generator.model.meeting_rule import Every, MeetingRule, Week
from generator.model.months import (
    days_of_month,
    first_day,
    last_day,
    month_of,
    months_after,
    months_of_quarter,
    quarter_of,
)
from generator.model.public import PublicArea, PublicBureau
from generator.model.reference import Holidays
from generator.model.values import Labelled

# The purposes of every meeting, in the scheme's order: 报告社区治安工作, 听取批评意见, 部署重要社区治安工作.
AGENDA = (
    "社区民警报告社区治安工作，答复上次的意见",
    "听取群众代表的批评和意见",
    "部署下一阶段的治安防范工作",
)


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A proposed date, None if none is suitable. `by_rule` is the rule's own date, `obstacle` what prevents that."""

    by_rule: dt.date
    obstacle: str | None
    date: dt.date | None


class NotPlanned(Labelled):
    """Why a community gets no new date."""

    NO_RULE = "no_rule", "没有写 meeting_rule"
    NOT_DUE = "not_due", "按规律这一季度不开"
    NOT_YET = "not_yet", "那时社区还没有设立"
    OVER = "over", "那时社区已经撤销"
    CANCELLED = "cancelled", "这一期的会已经取消"
    PAST = "past", "按规律的日子已经过了"
    NO_DAY = "no_day", "这一期没有合适的日子"
    HAS_ONE = "has_one", "已经有会"


@dataclass(frozen=True, kw_only=True)
class Planned:
    """A community's new meeting, tentative, and the proposal that it was made from."""

    area: PublicArea
    meeting: Meeting
    proposal: Proposal


@dataclass(frozen=True, kw_only=True)
class Unplanned:
    """A community, or one of its months, without a new date; `meetings` are those that it has already."""

    area: PublicArea
    why: NotPlanned
    by_rule: dt.date | None = None
    meetings: tuple[Meeting, ...] = ()


@dataclass(frozen=True, kw_only=True)
class QuarterPlan:
    """All communities in id order, each date ascending: those with a new meeting, and those without."""

    planned: tuple[Planned, ...]
    unplanned: tuple[Unplanned, ...]


def proposals(rule: MeetingRule, quarter: str, holidays: Holidays) -> tuple[Proposal, ...]:
    """The dates of a quarter (yyyy-Qn), ascending: three if monthly, one if quarterly, one or none if half-yearly."""
    months = months_of_quarter(quarter)
    due = [month for month in months if int(month[5:]) in rule.months_of_year]
    return tuple(
        _proposal(rule, month, [month] if rule.every is Every.MONTH else months, holidays) for month in due
    )


def _proposal(rule: MeetingRule, month: str, bounds: Sequence[str], holidays: Holidays) -> Proposal:
    by_rule = date_by_rule(rule, month)
    candidates = _weeks_around(by_rule, first_day(bounds[0]), last_day(bounds[-1]))
    return Proposal(
        by_rule=by_rule,
        obstacle=holidays.obstacle(by_rule),
        date=next((day for day in candidates if holidays.obstacle(day) is None), None),
    )


def date_by_rule(rule: MeetingRule, month: str) -> dt.date:
    """The rule's day in a month (yyyy-mm), even if it is a holiday."""
    days = [day for day in days_of_month(month) if day.isoweekday() == rule.weekday.iso]
    return days[-1] if rule.week is Week.LAST else days[int(rule.week.value) - 1]


def _weeks_around(day: dt.date, first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """The same weekday from `first` to `last`, the nearest first; of two equally near days, the later first."""
    week = dt.timedelta(weeks=1)
    yield day
    for weeks in range(1, (last - first) // week + 1):
        yield from (other for other in (day + weeks * week, day - weeks * week) if first <= other <= last)


def plan_quarter(bureau: PublicBureau, quarter: str) -> QuarterPlan:
    """New meetings from the bureau's day on; none if the cycle already has one, even a cancelled one."""
    meetings: dict[str, list[Meeting]] = {area: [] for area in bureau.every_area}
    for meeting in bureau.meetings.values():
        meetings[meeting.area].append(meeting)
    found = [
        each
        for id, area in bureau.areas.items()
        for each in _plan_area(area, quarter, meetings[id], bureau.holidays, bureau.as_of)
    ]
    return QuarterPlan(
        planned=tuple(each for each in found if isinstance(each, Planned)),
        unplanned=tuple(each for each in found if isinstance(each, Unplanned)),
    )


class WhyUnlisted(Labelled):
    """Why the list of meetings lacks a community's next date by its rule."""

    ELSEWHERE = "elsewhere", "定在别的日子"
    HELD = "held", "这一期已经开过"
    UNSETTLED = "unsettled", "这一期的会开没开还没有登记"
    CANCELLED = "cancelled", "这一期的会取消了"
    NO_DAY = "no_day", "这一期没有合适的日子"
    NOT_SET = "not_set", "还没有定"
    PASSED = "passed", "按规律的日子已经过了，没有登记开没开"


@dataclass(frozen=True, kw_only=True)
class Unlisted:
    """A community's next date by its rule that is not the date of a meeting to come, and why.

    It is the cycle's own date if that passed without any meeting on record.

    `date` is the proposed one, which differs from the rule's own only to avoid a day off; the rule's if none is
    suitable. `meeting` is the one of that cycle that is the reason; None without one.
    """

    date: dt.date
    why: WhyUnlisted
    meeting: Meeting | None


def unlisted(bureau: PublicBureau) -> Mapping[str, Unlisted]:
    """By community of today, in id order: its next date by its rule, where no meeting to come is on that day."""
    meetings: dict[str, list[Meeting]] = {area: [] for area in bureau.every_area}
    for meeting in bureau.meetings.values():
        meetings[meeting.area].append(meeting)
    found = {
        id_: _unlisted(area, area.meeting_rule, meetings[id_], bureau)
        for id_, area in bureau.areas.items()
        if area.meeting_rule is not None
    }
    return {id_: one for id_, one in found.items() if one is not None}


def _unlisted(
    area: PublicArea, rule: MeetingRule, meetings: Sequence[Meeting], bureau: PublicBureau
) -> Unlisted | None:
    as_of = bureau.as_of
    for proposal in _from_this_cycle(rule, as_of, bureau.holidays):
        date, cycle = proposal.date or proposal.by_rule, _in_cycle(rule.every, proposal.by_rule, meetings)
        if not area.exists_on(date):
            continue
        if date >= as_of and not _was_held_on(date, cycle):
            return _why_unlisted(proposal, date, cycle, as_of)
        if not cycle and _cycle(rule.every, date) == _cycle(rule.every, as_of):
            return Unlisted(date=date, why=WhyUnlisted.PASSED, meeting=None)
    return None


def _from_this_cycle(rule: MeetingRule, as_of: dt.date, holidays: Holidays) -> Iterator[Proposal]:
    """The dates of the cycle that includes the day, and of the next one at least."""
    begins = month_of(as_of.replace(month=as_of.month - (as_of.month - 1) % max(rule.every.months, 3), day=1))
    for months in range(0, 2 * Every.HALF_YEAR.months, 3):
        yield from proposals(rule, quarter_of(first_day(months_after(begins, months))), holidays)


def _why_unlisted(
    proposal: Proposal, date: dt.date, cycle: Iterable[Meeting], as_of: dt.date
) -> Unlisted | None:
    """None if a meeting to come is on that day."""
    by_reason: dict[WhyUnlisted, list[Meeting]] = {why: [] for why in WhyUnlisted}
    for meeting in cycle:
        by_reason[_reason_in(meeting, as_of)].append(meeting)
    if any(one.date in (proposal.by_rule, date) for one in by_reason[WhyUnlisted.ELSEWHERE]):
        return None
    for why, found in by_reason.items():
        if found:
            return Unlisted(date=date, why=why, meeting=max(found, key=lambda one: one.date))
    why = WhyUnlisted.NO_DAY if proposal.date is None else WhyUnlisted.NOT_SET
    return Unlisted(date=date, why=why, meeting=None)


def _was_held_on(date: dt.date, cycle: Iterable[Meeting]) -> bool:
    return any(one.date == date and one.status is MeetingStatus.HELD for one in cycle)


def _reason_in(meeting: Meeting, as_of: dt.date) -> WhyUnlisted:
    if meeting.status is MeetingStatus.HELD:
        return WhyUnlisted.HELD
    if meeting.status is MeetingStatus.CANCELLED:
        return WhyUnlisted.CANCELLED
    return WhyUnlisted.ELSEWHERE if meeting.is_upcoming_on(as_of) else WhyUnlisted.UNSETTLED


def _plan_area(
    area: PublicArea, quarter: str, meetings: Iterable[Meeting], holidays: Holidays, as_of: dt.date
) -> Iterator[Planned | Unplanned]:
    rule = area.meeting_rule
    if rule is None:
        has = _in_cycle(Every.QUARTER, first_day(months_of_quarter(quarter)[0]), meetings)
        yield Unplanned(area=area, why=_taken(has) or NotPlanned.NO_RULE, meetings=has)
        return
    proposed = proposals(rule, quarter, holidays)
    if not proposed:
        yield Unplanned(area=area, why=NotPlanned.NOT_DUE)
    for proposal in proposed:
        has = _in_cycle(rule.every, proposal.by_rule, meetings)
        why = _taken(has) or _reason(area, proposal, as_of)
        if why is not None:
            yield Unplanned(area=area, why=why, by_rule=proposal.by_rule, meetings=has)
        elif proposal.date is not None:
            yield Planned(
                area=area, meeting=_tentative(area, rule, proposal, proposal.date), proposal=proposal
            )


def _taken(meetings: Sequence[Meeting]) -> NotPlanned | None:
    if not meetings:
        return None
    cancelled = all(meeting.status is MeetingStatus.CANCELLED for meeting in meetings)
    return NotPlanned.CANCELLED if cancelled else NotPlanned.HAS_ONE


def _reason(area: PublicArea, proposal: Proposal, as_of: dt.date) -> NotPlanned | None:
    if proposal.date is None:
        return NotPlanned.NO_DAY
    if proposal.date < as_of:
        return NotPlanned.PAST
    if area.exists_on(proposal.date):
        return None
    return NotPlanned.NOT_YET if area.since is not None and area.since > proposal.date else NotPlanned.OVER


def _in_cycle(every: Every, day: dt.date, meetings: Iterable[Meeting]) -> tuple[Meeting, ...]:
    """The meetings whose date or first date is in the same cycle as `day`."""
    of_day = _cycle(every, day)
    return tuple(m for m in meetings if of_day in (_cycle(every, m.date), _cycle(every, m.first_date)))


def _cycle(every: Every, day: dt.date) -> tuple[int, int]:
    """The year, and the number of the cycle in it from 0 on."""
    return day.year, (day.month - 1) // every.months


def _tentative(area: PublicArea, rule: MeetingRule, proposal: Proposal, date: dt.date) -> Meeting:
    return Meeting(
        id=f"{area.id}-{date}",
        area=area.id,
        date=date,
        starts=rule.starts,
        ends=rule.ends,
        place=rule.place,
        status=MeetingStatus.TENTATIVE,
        status_note=moved_note(proposal),
        agenda=AGENDA,
    )


def moved_note(proposal: Proposal) -> str | None:
    """For residents: why the date is not the rule's; None if it is."""
    if proposal.obstacle is None:
        return None
    day = proposal.by_rule
    return f"按惯例是{day.month}月{day.day}日，因{proposal.obstacle}改到这一天"
