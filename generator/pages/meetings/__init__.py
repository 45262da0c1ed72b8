"""群众代表会: the schedule, a page for every month and for every meeting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from generator.kept import Kept
from generator.meetings import Schedule
from generator.model.public import PublicBureau
from generator.opinions import OpinionLedgers, RaisedOpinion
from generator.pages.meetings.lines import (
    Host,
    MeetingLine,
    hosts_of,
    meeting_line,
)
from generator.pages.meetings.month import month_page
from generator.pages.meetings.one import meeting_page
from generator.pages.meetings.opinion_lines import OpinionCounts, opinion_counts
from generator.pages.page import Link, Page, months_around, setting_of
from generator.pages.wording import month_text


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


def meeting_pages(
    bureau: PublicBureau, schedule: Schedule, ledgers: OpinionLedgers, kept: Kept
) -> tuple[Page, ...]:
    """The overview, a page for every month, a page for every meeting."""
    setting, hosts = setting_of(bureau), hosts_of(bureau)
    months = tuple(schedule.by_month)
    raised: dict[str, tuple[RaisedOpinion, ...]] = {}
    for opinion in ledgers.bureau.opinions:
        raised[opinion.meeting.id] = (*raised.get(opinion.meeting.id, ()), opinion)
    return (
        Page(
            url="meetings/",
            frame="meetings/",
            origin="content/meetings/index.md",
            blocks={"main": _overview(bureau, schedule, ledgers, hosts)},
        ),
        *(
            kept.of(
                ("meetings month", month),
                month_page,
                setting,
                month,
                entries,
                {entry.meeting.area: hosts[entry.meeting.area] for entry in entries},
                months_around("meetings", month, months),
            )
            for month, entries in schedule.by_month.items()
        ),
        *(
            kept.of(
                ("meeting page", meeting.id),
                meeting_page,
                setting,
                meeting,
                hosts[meeting.area],
                bureau.areas[meeting.area].officers,
                raised.get(meeting.id, ()),
            )
            for meeting in bureau.meetings.values()
        ),
    )


def _overview(
    bureau: PublicBureau, schedule: Schedule, ledgers: OpinionLedgers, hosts: Mapping[str, Host]
) -> MeetingsOverview:
    upcoming = schedule.upcoming
    return MeetingsOverview(
        upcoming=tuple(meeting_line(bureau.as_of, meeting, hosts[meeting.area]) for meeting in upcoming[:20]),
        upcoming_total=len(upcoming),
        months=tuple(
            # A meeting that was moved stands on both its days, and is one meeting.
            MonthLink(
                url=f"meetings/{month}/",
                text=month_text(month),
                count=sum(entry.moved_to is None for entry in entries),
            )
            for month, entries in reversed(list(schedule.by_month.items()))
        ),
        stations=tuple(
            (
                Link(url=f"stations/{station.id}/", text=station.name),
                f"meetings/stations/{station.id}.ics",
                tuple(
                    (
                        hosts[area.id].area,
                        f"meetings/areas/{area.id}.ics",
                        meeting_line(bureau.as_of, coming, hosts[area.id]) if coming else None,
                    )
                    for area in bureau.areas_of(station.id)
                    for coming in [schedule.by_area[area.id].next]
                ),
            )
            for station in bureau.stations.values()
        ),
        calendar="meetings/all.ics",
        lacking=tuple(hosts[area].area for area in schedule.not_met),
        cycle_months=bureau.policy.standards.meeting_cycle.value,
        opinions=opinion_counts(ledgers.bureau.statistics),
    )
