"""The on-site promise (方案二(四)): this week's timetable, the next time, and twelve weeks of promises kept.

A timetable says what was promised, never where anybody is. Days kept are known only of published months, and are
counted as in the ranking: week by week, so that a surplus in one week does not fill another.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from generator.facts.area_month import AreaMonth, CountedMonth
from generator.memo import remembered
from generator.model.hours import Hours
from generator.model.months import (
    monday_of,
    month_of_week,
    months_ending_with,
    weeks_between,
    weeks_of_month,
)
from generator.model.officer import Role
from generator.model.public import PublicArea, PublicBureau
from generator.model.reference import Holidays
from generator.model.report import OnSiteReason
from generator.model.values import Labelled

WEEKS: Final = 12
_LOOK_AHEAD: Final = 60  # days; beyond the longest holiday
_PROMISING: Final = (Role.COMMUNITY_OFFICER, Role.ACTING)


@dataclass(frozen=True, kw_only=True)
class Slot:
    """One promised time. `holiday` is the public holiday that it falls on; the station's duty desk serves then.

    `is_workday`: a weekend on which people work, so that the timetable may not apply.
    """

    date: dt.date
    hours: Hours
    role: Role
    holiday: str | None
    is_workday: bool = False


class WeekState(Labelled):
    """What is known of a week. The days of the first three count; the fourth lacks a report; the last two owe none."""

    KEPT = "kept", "兑现"
    SHORT = "short", "少了"
    UNRECORDED = "unrecorded", "没有工作纪实"
    UNREPORTED = "unreported", "没有报"
    UNPUBLISHED = "unpublished", "还没有公布"
    ABSENT = "absent", "社区还没有设立"


_COUNTED: Final = (WeekState.KEPT, WeekState.SHORT, WeekState.UNRECORDED)


@dataclass(frozen=True, kw_only=True)
class PromisedWeek:
    """One community in one ISO week. `days` as reported [days], None if unknown.

    `vacant`: no community officer was in post on its Thursday; the standard is promised nevertheless.
    """

    week: str
    state: WeekState
    promised: int
    days: int | None
    reason: OnSiteReason | None
    vacant: bool

    @property
    def counts(self) -> bool:
        """Do its days count as promised and as kept?"""
        return self.state in _COUNTED

    @property
    def kept(self) -> int:
        """Days that count as kept, at most those promised [days]."""
        return min(self.promised, self.days or 0)

    @property
    def why(self) -> str | None:
        """Why it fell short, in words; None if it did not, or if nothing is known."""
        if not self.counts or self.state is WeekState.KEPT:
            return None
        if self.reason is not None:
            return self.reason.label
        if self.vacant:
            return "社区民警空缺"
        return self.state.label if self.state is WeekState.UNRECORDED else "没有写原因"


@dataclass(frozen=True, kw_only=True)
class AreaPromise:
    """One community: promised times of this week in order, the next one after today, and the weeks, oldest first.

    `has_officer`: a community officer or an acting one is in post today; `has_timetable`: one of them has a timetable.
    """

    area: str
    station: str
    this_week: tuple[Slot, ...]
    next: Slot | None
    has_officer: bool
    has_timetable: bool
    weeks: tuple[PromisedWeek, ...]

    @property
    def _owed(self) -> set[WeekState]:
        """The states of the weeks that owed a report."""
        return {week.state for week in self.weeks if week.counts or week.state is WeekState.UNREPORTED}

    @property
    def is_full(self) -> bool:
        """Was every week that owed a report reported and kept?"""
        return self._owed == {WeekState.KEPT}

    @property
    def is_undecided(self) -> bool:
        """Is no week known to have fallen short, but at least one not reported?"""
        return self._owed in ({WeekState.UNREPORTED}, {WeekState.KEPT, WeekState.UNREPORTED})


@dataclass(frozen=True, kw_only=True)
class PromiseSum:
    """Totals of communities: [days] for `promised` and `kept`, [weeks] for `unreported`; `full` kept every week.

    `undecided` kept every week that is known, and have weeks that were not reported.
    `why` counts the weeks that fell short by their reason in words, the most frequent first.
    """

    areas: int
    full: int
    undecided: int
    promised: int
    kept: int
    unreported: int
    why: tuple[tuple[str, int], ...]


@dataclass(frozen=True, kw_only=True)
class Promises:
    """The bureau: communities and stations by id. `weeks` are the last twelve of published months, oldest first.

    `later` are the weeks since then that are over and not published. `holidays` and `workdays` (weekends on
    which people work) start with yesterday, whose night may not be over.
    """

    as_of: dt.date
    monday: dt.date
    weeks: tuple[str, ...]
    later: tuple[str, ...]
    standard: int
    holidays: Mapping[dt.date, str]
    workdays: tuple[dt.date, ...]
    by_area: Mapping[str, AreaPromise]
    by_station: Mapping[str, PromiseSum]
    total: PromiseSum


def promises(bureau: PublicBureau) -> Promises:
    """Days promised and kept in every community, by every station and in the bureau, as of its day."""
    weeks = _last_weeks(bureau.releases)
    months = tuple(
        CountedMonth(name=name, policy=bureau.policy_for(name))
        for name in dict.fromkeys(map(month_of_week, weeks))
    )
    published = frozenset(month.name for month in months if month.name in bureau.releases)
    yesterday = bureau.as_of - dt.timedelta(days=1)
    by_area: dict[str, AreaPromise] = {}
    for id_, area in sorted(bureau.areas.items()):
        own = tuple(
            AreaMonth(
                area=area, month=month, report=bureau.reports.get((month.name, area.station_in(month.name)))
            )
            for month in months
        )
        arguments = (area, bureau.as_of, bureau.holidays, own, weeks, published)
        by_area[id_] = _area_promise(*arguments)
    return Promises(
        as_of=bureau.as_of,
        monday=monday_of(bureau.as_of),
        weeks=weeks,
        later=weeks_between(weeks[-1], bureau.as_of) if weeks else (),
        standard=bureau.policy.standards.on_site_days.value,
        holidays={day: name for day, name in sorted(bureau.holidays.names.items()) if day >= yesterday},
        workdays=tuple(day for day in sorted(bureau.holidays.workdays) if day >= yesterday),
        by_area=by_area,
        by_station={
            id_: _sum(found for found in by_area.values() if found.station == id_)
            for id_ in sorted(bureau.standing_stations)
        },
        total=_sum(by_area.values()),
    )


def _last_weeks(published: Iterable[str]) -> tuple[str, ...]:
    """Twelve weeks up to the last of the last published month; none before anything was published."""
    month = max(published, default=None)
    if month is None:
        return ()
    weeks = [
        week for earlier in reversed(months_ending_with(month, WEEKS)) for week in weeks_of_month(earlier)
    ]
    return tuple(weeks[-WEEKS:])


@remembered("area.id")
def _area_promise(
    area: PublicArea,
    as_of: dt.date,
    holidays: Holidays,
    months: Iterable[AreaMonth],
    weeks: Collection[str],
    published: Collection[str],
) -> AreaPromise:
    """`months` are those of `weeks`; `published` are the names of those that are published."""
    monday = monday_of(as_of)
    week = (monday + dt.timedelta(days=n) for n in range(7))
    ahead = (as_of + dt.timedelta(days=n) for n in range(1, _LOOK_AHEAD))
    in_post = [t for t in area.tenures if t.role in _PROMISING and t.includes(as_of)]
    coming = (slot for day in ahead if day not in holidays.names for slot in _slots(area, day, holidays))
    return AreaPromise(
        area=area.id,
        station=area.station,
        this_week=tuple(slot for day in week for slot in _slots(area, day, holidays)),
        next=next(coming, None),
        has_officer=bool(in_post),
        has_timetable=any(tenure.on_site for tenure in in_post),
        weeks=tuple(
            promised_week(own, week, is_published=own.month.name in published)
            for own in months
            for week in own.month.weeks
            if week in weeks
        ),
    )


def _slots(area: PublicArea, day: dt.date, holidays: Holidays) -> list[Slot]:
    """The times promised for that day by those in post, the earliest first, without duplicates."""
    found = {
        (on_site.hours.begins, on_site.hours.ends, tenure.role, on_site.hours)
        for tenure in area.tenures
        if tenure.role in _PROMISING and tenure.includes(day) and (on_site := tenure.on_site)
        if any(weekday.iso == day.isoweekday() for weekday in on_site.days)
    }
    holiday, is_workday = holidays.names.get(day), day in holidays.workdays
    return [
        Slot(date=day, hours=hours, role=role, holiday=holiday, is_workday=is_workday)
        for _, _, role, hours in sorted(found, key=lambda slot: slot[:3])
    ]


def promised_week(own: AreaMonth, week: str, *, is_published: bool) -> PromisedWeek:
    """One week of a community's month."""
    promised = own.promised_in(week)
    state = _state(own, week, promised) if is_published else WeekState.UNPUBLISHED
    if not own.area.exists_all_of(own.month.name):
        state = WeekState.ABSENT
    is_known = state in _COUNTED and own.row is not None
    return PromisedWeek(
        week=week,
        state=state,
        promised=promised,
        days=(own.on_site_days or {}).get(week) if is_known else None,
        reason=((own.row.on_site_reasons or {}).get(week) if own.row is not None and is_known else None),
        vacant=not own.officers_in(week),
    )


def _state(own: AreaMonth, week: str, promised: int) -> WeekState:
    if own.on_site_days is None:
        return WeekState.UNREPORTED
    days = own.on_site_days.get(week)
    if days is None:
        return WeekState.UNRECORDED
    return WeekState.KEPT if days >= promised else WeekState.SHORT


def _sum(areas: Iterable[AreaPromise]) -> PromiseSum:
    listed = tuple(areas)
    weeks = [week for found in listed for week in found.weeks]
    counted = [week for week in weeks if week.counts]
    why = Counter(week.why for week in counted if week.why is not None)
    return PromiseSum(
        areas=len(listed),
        full=sum(found.is_full for found in listed),
        undecided=sum(found.is_undecided for found in listed),
        promised=sum(week.promised for week in counted),
        kept=sum(week.kept for week in counted),
        unreported=sum(week.state is WeekState.UNREPORTED for week in weeks),
        why=tuple(sorted(why.items(), key=lambda item: (-item[1], item[0]))),
    )
