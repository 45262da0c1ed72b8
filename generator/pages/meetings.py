"""群众代表会: one line of a meeting, the schedule, a month, one meeting, and what became of opinions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import ClassVar

from generator.meetings import OpinionList, RaisedOpinion, Schedule
from generator.model.meeting import Meeting, MeetingStatus, OpinionStatus
from generator.model.months import days_of_month, next_month, previous_month
from generator.model.public import PublicBureau
from generator.pages.page import Link, Page, record_texts
from generator.pages.wording import When, month_text, short_day, span, when, when_known


@dataclass(frozen=True, kw_only=True)
class MeetingLine:
    """A meeting in a list. `tone` is the tag's: ok, warn, bad, plain."""

    url: str
    area: Link
    station: Link
    date: When
    hours: str
    place: str
    status: str
    tone: str
    is_cancelled: bool
    is_unclear: bool
    previous: When | None
    moved_to: When | None
    note: str | None
    agenda: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class OpinionCounts:
    """What became of the opinions raised."""

    total: int
    done: int
    under_way: int
    overdue: int


@dataclass(frozen=True, kw_only=True)
class OpinionLine:
    """One opinion. `is_overdue`: past its date without an answer."""

    id: str
    text: str
    owner: str
    due: When
    status: str
    tone: str
    is_overdue: bool
    outcome: str | None
    closed_on: When | None


@dataclass(frozen=True, kw_only=True)
class MonthLink:
    """A month with meetings."""

    url: str
    text: str
    count: int


@dataclass(frozen=True, kw_only=True)
class MeetingsOverview:
    """The next meetings, the months, and every community with its own calendar."""

    template: ClassVar[str] = "meetings.html"
    upcoming: tuple[MeetingLine, ...]
    upcoming_total: int
    months: tuple[MonthLink, ...]
    stations: tuple[tuple[Link, str, tuple[tuple[Link, str, MeetingLine | None], ...]], ...]
    calendar: str
    lacking: tuple[Link, ...]
    cycle_months: int
    opinions: OpinionCounts


@dataclass(frozen=True, kw_only=True)
class DayCell:
    """One day of a month. `weekday`: Monday 1 to Sunday 7."""

    iso: str
    text: str
    weekday: int
    meetings: tuple[MeetingLine, ...]


@dataclass(frozen=True, kw_only=True)
class MeetingsMonth:
    """One month with all its days."""

    template: ClassVar[str] = "meetings_month.html"
    title: str
    days: tuple[DayCell, ...]
    held: int
    planned: int
    cancelled: int
    before: Link | None
    after: Link | None


@dataclass(frozen=True, kw_only=True)
class MeetingPage:
    """One meeting: when and where, agenda, report, minutes, opinions."""

    template: ClassVar[str] = "meeting.html"
    title: str
    line: MeetingLine
    calendar: str
    representatives: str | None
    reporting_officer: str | None
    report: str | None
    minutes: str | None
    minutes_on: When | None
    opinions: tuple[OpinionLine, ...]


_TONES = {
    MeetingStatus.TENTATIVE: "plain",
    MeetingStatus.CONFIRMED: "ok",
    MeetingStatus.HELD: "plain",
    MeetingStatus.CANCELLED: "bad",
    MeetingStatus.RESCHEDULED: "warn",
}


def meeting_line(bureau: PublicBureau, meeting: Meeting) -> MeetingLine:
    """The meeting as lists show it."""
    area = bureau.areas[meeting.area]
    station = bureau.stations[area.station]
    stale = meeting.date < bureau.as_of and meeting.status not in (MeetingStatus.HELD, MeetingStatus.CANCELLED)
    return MeetingLine(
        url=f"meetings/{meeting.id}/",
        area=Link(url=f"communities/{area.id}/", text=area.name),
        station=Link(url=f"stations/{station.id}/", text=station.name),
        date=when(meeting.date, as_of=bureau.as_of),
        hours=span(meeting.starts, meeting.ends),
        place=meeting.place,
        status="结果待补" if stale else meeting.status.label,
        tone="warn" if stale else _TONES[meeting.status],
        is_cancelled=meeting.status is MeetingStatus.CANCELLED,
        is_unclear=stale,
        previous=when_known(meeting.previous_date, as_of=bureau.as_of),
        moved_to=None,
        note=meeting.status_note,
        agenda=meeting.agenda,
    )


def opinion_counts(listed: OpinionList) -> OpinionCounts:
    """Counts over opinions."""
    total = len(listed.opinions)
    return OpinionCounts(
        total=total, done=listed.closed, under_way=total - listed.closed - listed.overdue, overdue=listed.overdue
    )


def meeting_pages(bureau: PublicBureau, schedule: Schedule) -> tuple[Page, ...]:
    """The overview, a page for every month, a page for every meeting."""
    months = tuple(schedule.by_month)
    raised: dict[str, tuple[RaisedOpinion, ...]] = {}
    for opinion in schedule.opinions.opinions:
        raised[opinion.meeting.id] = (*raised.get(opinion.meeting.id, ()), opinion)
    return (
        Page(
            url="meetings/",
            frame="meetings/",
            origin="content/meetings/index.md",
            blocks={"main": _overview(bureau, schedule)},
        ),
        *(_month_page(bureau, schedule, month, months) for month in months),
        *(_meeting_page(bureau, meeting, raised.get(meeting.id, ())) for meeting in bureau.meetings.values()),
    )


def _overview(bureau: PublicBureau, schedule: Schedule) -> MeetingsOverview:
    upcoming = schedule.upcoming
    return MeetingsOverview(
        upcoming=tuple(meeting_line(bureau, meeting) for meeting in upcoming[:20]),
        upcoming_total=len(upcoming),
        months=tuple(
            MonthLink(url=f"meetings/{month}/", text=month_text(month), count=len(entries))
            for month, entries in reversed(list(schedule.by_month.items()))
        ),
        stations=tuple(
            (
                Link(url=f"stations/{station.id}/", text=station.name),
                f"meetings/stations/{station.id}.ics",
                tuple(
                    (
                        Link(url=f"communities/{area.id}/", text=area.name),
                        f"meetings/areas/{area.id}.ics",
                        meeting_line(bureau, coming) if (coming := schedule.by_area[area.id].next) else None,
                    )
                    for area in bureau.areas_of(station.id)
                ),
            )
            for station in bureau.stations.values()
        ),
        calendar="meetings/all.ics",
        lacking=tuple(
            Link(url=f"communities/{area}/", text=bureau.areas[area].name) for area in schedule.not_met
        ),
        cycle_months=bureau.policy.standards.meeting_cycle.value,
        opinions=opinion_counts(schedule.opinions),
    )


def _month_page(bureau: PublicBureau, schedule: Schedule, month: str, months: tuple[str, ...]) -> Page:
    url = f"meetings/{month}/"
    by_day: dict[dt.date, list[MeetingLine]] = {}
    counts = {status: 0 for status in MeetingStatus}
    for entry in schedule.by_month[month]:
        line = meeting_line(bureau, entry.meeting)
        if entry.moved_to is None:
            counts[entry.meeting.status] += 1
        else:
            line = replace(line, moved_to=when(entry.moved_to, as_of=bureau.as_of), status="已改期", tone="warn")
        by_day.setdefault(entry.date, []).append(line)

    def link(other: str) -> Link | None:
        return Link(url=f"meetings/{other}/", text=month_text(other)) if other in months else None

    view = MeetingsMonth(
        title=f"{month_text(month)}群众代表会",
        days=tuple(_day_cell(day, by_day.get(day, [])) for day in days_of_month(month)),
        held=counts[MeetingStatus.HELD],
        planned=counts[MeetingStatus.CONFIRMED] + counts[MeetingStatus.TENTATIVE] + counts[MeetingStatus.RESCHEDULED],
        cancelled=counts[MeetingStatus.CANCELLED],
        before=link(previous_month(month)),
        after=link(next_month(month)),
    )
    return Page(
        url=url,
        frame="meetings/_month/",
        origin="content/meetings/_month.md",
        texts=record_texts(
            title=view.title,
            description=f"{month_text(month)}各社区群众代表会的时间、地点、议程和结果。",
            published=f"{month}-01 00:00",
            source=bureau.info.name,
            url=url,
            address=bureau.info.site.address,
        ),
        blocks={"main": view},
    )


def _day_cell(day: dt.date, lines: list[MeetingLine]) -> DayCell:
    return DayCell(iso=day.isoformat(), text=short_day(day), weekday=day.isoweekday(), meetings=tuple(lines))


def _meeting_page(bureau: PublicBureau, meeting: Meeting, raised: tuple[RaisedOpinion, ...]) -> Page:
    url = f"meetings/{meeting.id}/"
    area = bureau.areas[meeting.area]
    line = meeting_line(bureau, meeting)
    title = f"{area.name}群众代表会({line.date.text})"
    view = MeetingPage(
        title=("已取消:" if line.is_cancelled else "") + title,
        line=line,
        calendar=f"meetings/areas/{area.id}.ics",
        representatives=_representatives(meeting),
        reporting_officer=next((o.name for o in area.officers if o.badge == meeting.reporting_officer), None),
        report=meeting.report,
        minutes=meeting.minutes.text if meeting.minutes else None,
        minutes_on=when(meeting.minutes.published_on, as_of=bureau.as_of) if meeting.minutes else None,
        opinions=tuple(_opinion_line(opinion, bureau.as_of) for opinion in raised),
    )
    return Page(
        url=url,
        frame="meetings/_meeting/",
        origin=meeting.path,
        texts=record_texts(
            title=view.title,
            description=f"{title}:{meeting.place},{line.hours},{line.status}。",
            published=f"{meeting.minutes.published_on if meeting.minutes else meeting.date} 00:00",
            source=line.station.text,
            url=url,
            address=bureau.info.site.address,
        ),
        blocks={"main": view},
    )


def _representatives(meeting: Meeting) -> str | None:
    if meeting.representatives is None:
        return None
    present = meeting.representatives.present
    return f"应到 {meeting.representatives.total} 人" + ("" if present is None else f",实到 {present} 人")


def _opinion_line(raised: RaisedOpinion, as_of: dt.date) -> OpinionLine:
    opinion = raised.opinion
    done = opinion.status is OpinionStatus.DONE
    return OpinionLine(
        id=opinion.id,
        text=opinion.text,
        owner=opinion.owner,
        due=when(opinion.due, as_of=as_of),
        status=f"{opinion.status.label},已逾期" if raised.overdue else opinion.status.label,
        tone="bad" if raised.overdue else "ok" if done else "plain",
        is_overdue=raised.overdue,
        outcome=opinion.outcome,
        closed_on=when_known(opinion.closed_on, as_of=as_of),
    )
