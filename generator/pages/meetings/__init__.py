"""群众代表会: the schedule, a page for every month, every station and every meeting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from generator.meetings import Schedule, ScheduleEntry
from generator.model.meeting import Meeting
from generator.model.months import days_of_month
from generator.model.public import PublicBureau, setting_of
from generator.opinions import OpinionLedgers, RaisedOpinion
from generator.pages.links import Link, months_around
from generator.pages.meetings.feeds import CalendarFeed, bureau_feed
from generator.pages.meetings.lines import Host, MeetingLine, hosts_of, meeting_line
from generator.pages.meetings.month import month_page
from generator.pages.meetings.one import meeting_page
from generator.pages.meetings.opinion_lines import OpinionCounts, opinion_counts
from generator.pages.meetings.station import station_meetings_page
from generator.pages.page import Page, Validity, validity_of, written_page
from generator.wording import month_text

_SHOWN = 20


@dataclass(frozen=True, kw_only=True)
class MonthLink:
    """A month with meetings."""

    url: str
    text: str
    count: int


@dataclass(frozen=True, kw_only=True)
class StationLink:
    """A station with communities, and how many meetings of theirs are to come."""

    url: str
    text: str
    count: int


@dataclass(frozen=True, kw_only=True)
class MeetingsOverview:
    """The next meetings, this month and later ones, the months before by year, the stations, who has not met."""

    template: ClassVar[str] = "meetings.html"
    validity: Validity
    upcoming: tuple[MeetingLine, ...]
    upcoming_total: int
    months: tuple[MonthLink, ...]
    earlier: tuple[tuple[str, tuple[MonthLink, ...]], ...]
    stations: tuple[StationLink, ...]
    calendar: CalendarFeed
    lacking: tuple[tuple[Link, MeetingLine | None], ...]
    cycle_months: int
    opinions: OpinionCounts


def meeting_pages(bureau: PublicBureau, schedule: Schedule, ledgers: OpinionLedgers) -> tuple[Page, ...]:
    """The overview, a page for every month, every station and every meeting."""
    hosts = hosts_of(bureau)
    return (
        written_page("meetings/", _overview(bureau, schedule, ledgers, hosts)),
        *_month_pages(bureau, schedule, hosts),
        *_station_pages(bureau, schedule, hosts),
        *_pages_of_meetings(bureau, ledgers),
    )


def _month_pages(bureau: PublicBureau, schedule: Schedule, hosts: Mapping[str, Host]) -> Iterator[Page]:
    months = tuple(schedule.by_month)
    for month, entries in schedule.by_month.items():
        yield month_page(
            setting_of(bureau),
            month,
            entries,
            {entry.meeting.area: hosts[entry.meeting.area] for entry in entries},
            {day: words for day in days_of_month(month) if (words := bureau.holidays.obstacle(day))},
            months_around("meetings", month, months),
        )


def _station_pages(bureau: PublicBureau, schedule: Schedule, hosts: Mapping[str, Host]) -> Iterator[Page]:
    for station in bureau.stations.values():
        areas = bureau.areas_of(station.id)
        yield station_meetings_page(
            setting_of(bureau),
            station,
            areas,
            {area.id: schedule.by_area[area.id] for area in areas},
            {area.id: hosts[area.id] for area in areas},
        )


def _pages_of_meetings(bureau: PublicBureau, ledgers: OpinionLedgers) -> Iterator[Page]:
    raised: dict[str, tuple[RaisedOpinion, ...]] = {}
    for opinion in ledgers.bureau.opinions:
        raised[opinion.meeting.id] = (*raised.get(opinion.meeting.id, ()), opinion)
    areas = bureau.every_area
    for meeting in bureau.meetings.values():
        yield meeting_page(
            setting_of(bureau),
            meeting,
            areas[meeting.area],
            bureau.stations[areas[meeting.area].station],
            raised.get(meeting.id, ()),
        )


def _overview(
    bureau: PublicBureau, schedule: Schedule, ledgers: OpinionLedgers, hosts: Mapping[str, Host]
) -> MeetingsOverview:
    def line(meeting: Meeting) -> MeetingLine:
        return meeting_line(bureau.as_of, meeting, hosts[meeting.area])

    this_month = f"{bureau.as_of:%Y-%m}"
    months = {month: _month_link(month, entries) for month, entries in schedule.by_month.items()}
    years = sorted({month[:4] for month in months if month < this_month}, reverse=True)
    coming = [schedule.by_area[area].next for area in schedule.not_met]
    return MeetingsOverview(
        validity=validity_of(setting_of(bureau)),
        upcoming=tuple(line(meeting) for meeting in schedule.upcoming[:_SHOWN]),
        upcoming_total=len(schedule.upcoming),
        months=tuple(link for month, link in months.items() if month >= this_month),
        earlier=tuple(
            (
                f"{year}年",
                tuple(
                    months[month] for month in reversed(months) if month < this_month and month[:4] == year
                ),
            )
            for year in years
        ),
        stations=tuple(
            StationLink(
                url=f"meetings/stations/{station.id}/",
                text=station.name,
                count=sum(len(schedule.by_area[area.id].upcoming) for area in bureau.areas_of(station.id)),
            )
            for station in bureau.stations.values()
        ),
        calendar=bureau_feed(setting_of(bureau)),
        lacking=tuple(
            (hosts[area].area, line(meeting) if meeting else None)
            for area, meeting in zip(schedule.not_met, coming, strict=True)
        ),
        cycle_months=bureau.policy.standards.meeting_cycle.value,
        opinions=opinion_counts(ledgers.bureau.statistics),
    )


def _month_link(month: str, entries: tuple[ScheduleEntry, ...]) -> MonthLink:
    """A meeting that was moved stands on both its days, and is one meeting."""
    count = sum(entry.moved_to is None for entry in entries)
    return MonthLink(url=f"meetings/{month}/", text=month_text(month), count=count)
