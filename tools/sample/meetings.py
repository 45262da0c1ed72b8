"""The meetings of the residents' representatives: every area once a quarter, but for what real life changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, Final

from generator.model.area import Area, AreaKind
from generator.model.meeting import Meeting, MeetingStatus, Minutes, Opinion, Representatives
from generator.model.meeting_rule import MeetingRule
from generator.model.months import quarter_of
from generator.model.officer import Role
from generator.model.reference import Holidays
from generator.recurrence import DaysOff, Proposal, days_off, moved_note, proposals
from tools.sample.cases import Case
from tools.sample.meeting_rules import meeting_rule_of
from tools.sample.opinions import Session, opinions_of, read_back

_AGENDA: Final = (
    "社区民警报告上次会议以来的治安工作，答复上次的意见",
    "听取群众代表的批评和意见",
    "部署下一阶段的安全防范工作",
)
_CANCELLED: Final = "因强降雨取消，下季度一并召开"
_RESCHEDULED: Final = "与换届选举同日，改期召开"
_CONFIRMED_AHEAD: Final = dt.timedelta(days=45)
_WEEKDAYS: Final = 5


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """The quarters to fill, the days off, and the day that divides past from future."""

    quarters: tuple[str, ...]
    off: DaysOff
    as_of: dt.date
    minutes_days: int
    seed: int

    def meeting_day(self, day: dt.date) -> dt.date:
        """The day, or the next after it that is a weekday and no holiday."""
        while day.weekday() >= _WEEKDAYS or self.off.obstacle(day):
            day += dt.timedelta(days=1)
        return day


def calendar_of(
    months: Sequence[str], holidays: Holidays, as_of: dt.date, minutes_days: int, seed: int
) -> Calendar:
    """From the quarter before the first month to the one after `as_of`."""
    days = [_quarter(dt.date.fromisoformat(f"{months[0]}-01"), -1)]
    while days[-1] < _quarter(as_of, 1):
        days.append(_quarter(days[-1], 1))
    return Calendar(
        quarters=tuple(quarter_of(day) for day in days),
        off=days_off(holidays),
        as_of=as_of,
        minutes_days=minutes_days,
        seed=seed,
    )


def _quarter(day: dt.date, later: int) -> dt.date:
    """The first day of the quarter so many quarters after the day's own."""
    count = day.year * 4 + (day.month - 1) // 3 + later
    return dt.date(count // 4, count % 4 * 3 + 1, 1)


def meetings_of(area: Area, station: str, case: Case, calendar: Calendar) -> Iterator[Meeting]:
    """The area's meetings, the earliest first, the opinions of each read back at those that follow."""
    meetings = tuple(_meetings(area, station, case, calendar))
    random = Random(f"{calendar.seed} read back {area.id}")
    for at, meeting in enumerate(meetings):
        later = [one.date for one in meetings[at + 1 :] if one.status is MeetingStatus.HELD]
        opinions = tuple(read_back(opinion, later, random) for opinion in meeting.opinions)
        yield meeting.model_copy(update={"opinions": opinions})


def _meetings(area: Area, station: str, case: Case, calendar: Calendar) -> Iterator[Meeting]:
    """The area's meetings, the earliest first; by its rule, or by one that nobody has written down."""
    rule = area.meeting_rule or meeting_rule_of(area.id, area.name, calendar.seed)
    for number, quarter in enumerate(calendar.quarters):
        if case.falls(19, number % 19):
            continue
        slot = _Slot(
            area=area,
            station=station,
            case=case,
            calendar=calendar,
            rule=rule,
            random=Random(f"{calendar.seed} meeting {area.id} {quarter}"),
        )
        for proposal in proposals(rule, quarter, calendar.off):
            yield from slot.meetings(proposal, number)


@dataclass(frozen=True, kw_only=True)
class _Slot:
    """One area's turn in one quarter."""

    area: Area
    station: str
    case: Case
    calendar: Calendar
    rule: MeetingRule
    random: Random

    def meetings(self, proposal: Proposal, number: int) -> Iterator[Meeting]:
        """What became of the meeting that was planned for that day; `number` counts quarters."""
        if proposal.date is not None:
            meeting = self._meeting(proposal.date, number)
            note = meeting.status_note or moved_note(proposal)
            yield meeting.model_copy(update={"status_note": note})

    def _meeting(self, planned: dt.date, number: int) -> Meeting:
        if planned > self.calendar.as_of:
            return self._upcoming(planned)
        if self.case.falls(23, number % 23):
            return self._cancelled(planned)
        forgotten = planned > self.calendar.as_of - dt.timedelta(days=40) and self.case.falls(5, 2)
        moved = self.case.falls(17, (number + 5) % 17)
        day = self.calendar.meeting_day(planned + dt.timedelta(days=6)) if moved else planned
        if forgotten or day > self.calendar.as_of:
            return self._announced(planned, MeetingStatus.CONFIRMED, revision=1)
        return self._held(planned, day)

    def _upcoming(self, planned: dt.date) -> Meeting:
        soon = planned <= self.calendar.as_of + _CONFIRMED_AHEAD
        if not soon:
            return self._announced(planned, MeetingStatus.TENTATIVE)
        if self.case.falls(7, 3):
            return self._announced(
                self.calendar.meeting_day(planned + dt.timedelta(days=6)),
                MeetingStatus.RESCHEDULED,
                status_note=_RESCHEDULED,
                previous_date=planned,
                revision=2,
            )
        if self.case.falls(13, 6):
            return self._cancelled(planned)
        return self._announced(planned, MeetingStatus.CONFIRMED, revision=1)

    def _cancelled(self, planned: dt.date) -> Meeting:
        return self._announced(planned, MeetingStatus.CANCELLED, status_note=_CANCELLED, revision=2)

    def _held(self, planned: dt.date, day: dt.date) -> Meeting:
        total = self.random.randint(12, 40)
        officer = next((o for o in self.area.officers_on(day) if o.role is not Role.AUXILIARY), None)
        moved = {"previous_date": planned, "status_note": _RESCHEDULED, "revision": 3}
        return self._announced(
            day,
            MeetingStatus.HELD,
            **(moved if day != planned else {"revision": 2}),
            reporting_officer=officer.badge if officer is not None else None,
            representatives=Representatives(total=total, present=total - self.random.randint(0, total // 3)),
            report=self._report(),
            minutes=self._minutes(day),
            opinions=self._opinions(day),
        )

    def _announced(self, day: dt.date, status: MeetingStatus, **more: Any) -> Meeting:
        first = more.get("previous_date") or day
        return Meeting(
            id=f"{self.area.id}-{first}",
            area=self.area.id,
            date=day,
            starts=self.rule.starts,
            ends=self.rule.ends,
            place=self.rule.place,
            status=status,
            agenda=_AGENDA[:2] if self.random.randrange(3) == 0 else _AGENDA,
            **more,
        )

    def _report(self) -> str:
        visits, talks = self.random.randint(60, 320), self.random.randint(2, 9)
        return (
            f"本季度走访居民 {visits} 户，开展防范宣传 {talks} 场；可防性案件总体平稳。"
            "下一步重点是防诈骗宣传和夜间巡逻。"
        )

    def _opinions(self, day: dt.date) -> tuple[Opinion, ...]:
        session = Session(
            held=day,
            station=self.station,
            rural=self.area.kind is AreaKind.RURAL,
            exemplary=self.case.exemplary,
            as_of=self.calendar.as_of,
        )
        return opinions_of(session, self.random)

    def _minutes(self, day: dt.date) -> Minutes | None:
        """Mostly in time, now and then late, now and then not yet or never."""
        fate = 0 if self.case.exemplary else self.random.randrange(12)
        if fate == 11:
            return None
        late = self.random.randint(self.calendar.minutes_days + 1, self.calendar.minutes_days + 16)
        published = day + dt.timedelta(days=late if fate == 10 else self.random.randint(3, 10))
        if published > self.calendar.as_of:
            return None
        text = (
            "会议听取了社区民警的治安工作报告，代表们逐条提出意见。\n"
            "当场能答复的已答复，其余的写明承办单位和期限，办理结果在本页公布。\n"
        )
        return Minutes(published_on=published, text=text)
