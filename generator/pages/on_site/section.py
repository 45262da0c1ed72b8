"""驻社区承诺 on a community's page: this week, the next time, and twelve weeks as they were kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from generator.memo import remembered
from generator.model.bureau import ReleaseCalendar
from generator.model.months import month_of_week
from generator.model.officer import Role
from generator.pages.on_site.weeks import (
    Strip,
    WeekLine,
    reasons_text,
    strip,
    week_lines,
    weeks_text,
)
from generator.promise import AreaPromise, Promises, Slot
from generator.wording import (
    ClauseLink,
    When,
    clause_link,
    date_range,
    dated,
    month_text,
    short_date,
    span,
    weekday,
    when,
)


@dataclass(frozen=True, kw_only=True)
class SlotLine:
    """One promised time. `note` says who comes where it is not the community's own officer, and what holiday it is."""

    day: When
    hours: str
    note: str | None


@dataclass(frozen=True, kw_only=True)
class OnSiteTerms:
    """What is the same for every community: the week, the day counted from, the standard, what is not published yet.

    `holidays_code` are the coming holidays for now.js: on these days no timetable holds, and a post may be closed;
    `workdays_code` are the weekends on which people work, when nobody knows.
    """

    week: str
    today: str
    minimum: int
    year: int
    as_of: dt.date
    span: str | None
    later: str | None
    holidays_code: str
    workdays_code: str
    clause: ClauseLink


@dataclass(frozen=True, kw_only=True)
class OnSiteSection:
    """A community's promise. `sentence` is None before anything is published."""

    terms: OnSiteTerms
    this_week: tuple[SlotLine, ...]
    next: SlotLine | None
    sentence: str | None
    strip: Strip | None
    weeks: tuple[WeekLine, ...]


def on_site_terms(promises: Promises, calendar: ReleaseCalendar) -> OnSiteTerms:
    """The terms as of the bureau's day."""
    as_of = promises.as_of
    sunday = promises.monday + dt.timedelta(days=6)
    return OnSiteTerms(
        week=date_range(promises.monday, sunday, year=as_of.year),
        today=short_date(as_of),
        minimum=promises.standard,
        year=as_of.year,
        as_of=as_of,
        span=weeks_text(promises.weeks, year=as_of.year) if promises.weeks else None,
        later=_later(promises, calendar) if promises.later else None,
        holidays_code=";".join(f"{day}" for day in promises.holidays),
        workdays_code=";".join(f"{day}" for day in promises.workdays),
        clause=clause_link("二(四)"),
    )


def _later(promises: Promises, calendar: ReleaseCalendar) -> str:
    """For example: 11月2日至22日这 3 周还没有公布，随 2026年11月的排名公布（预定 12月10日）。"""
    weeks = promises.later
    said = f"{weeks_text(weeks, year=promises.as_of.year)}这 {len(weeks)} 周还没有公布"
    months = sorted({month_of_week(week) for week in weeks})
    due = calendar.moment(months[0]).date()
    if len(months) > 1 or due < promises.as_of:
        return f"{said}，要等每月排名公布。"
    return f"{said}，随{month_text(months[0])}的排名公布（预定{dated(due, as_of=promises.as_of).text}）。"


@remembered("area")
def on_site_section(area: str, promise: AreaPromise, terms: OnSiteTerms) -> OnSiteSection:
    """The section of one community; `area` is its id."""
    counted = [week for week in promise.weeks if week.counts]
    return OnSiteSection(
        terms=terms,
        this_week=tuple(_slot_line(slot, _day_of_the_week(slot.date)) for slot in promise.this_week),
        next=_slot_line(promise.next, when(promise.next.date, as_of=terms.as_of)) if promise.next else None,
        sentence=_sentence(promise) if promise.weeks else None,
        strip=strip(f"onsite-{area}", promise.weeks, year=terms.year) if counted else None,
        weeks=week_lines(tuple(reversed(promise.weeks)), year=terms.year),
    )


def _day_of_the_week(day: dt.date) -> When:
    """周三（25日）: the month is that of the week, which is said beside it."""
    return When(iso=day.isoformat(), text=f"{weekday(day)}（{day.day}日）")


def _slot_line(slot: Slot, day: When) -> SlotLine:
    notes = [
        "代管" if slot.role is Role.ACTING else "",
        f"{slot.holiday}放假，以派出所值班为准" if slot.holiday else "",
        "调休上班，去之前请先打电话" if slot.is_workday else "",
    ]
    return SlotLine(
        day=day,
        hours=span(slot.hours.opens, slot.hours.closes),
        note="；".join(filter(None, notes)) or None,
    )


def _sentence(promise: AreaPromise) -> str:
    counted = [week for week in promise.weeks if week.counts]
    if not counted:
        return "这 12 周没有可以公布的数字。"
    promised, kept = sum(week.promised for week in counted), sum(week.kept for week in counted)
    short = sum(week.why is not None for week in counted)
    known = (
        f"{len(promise.weeks)} 周" if len(counted) == len(promise.weeks) else f"有数字的 {len(counted)} 周"
    )
    outcome = f"{short} 周少了：{reasons_text(counted)}" if short else "每一周都兑现"
    return f"{known}承诺 {promised} 天，兑现 {kept} 天，{outcome}。"
