"""The meetings of a station's communities: what comes, by which rule, what was, and who has not met."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from generator.meetings import AreaMeetings
from generator.memo import remembered
from generator.model.meeting import Meeting
from generator.model.public import PublicArea, Setting
from generator.model.station import Station
from generator.pages.links import Link, station_link
from generator.pages.meetings.feeds import CalendarFeed, area_feed, station_feed
from generator.pages.meetings.lines import Host, MeetingLine, meeting_line
from generator.pages.meetings.rule import RuleLine, rule_line
from generator.pages.page import Head, Page, Validity, record_page, validity_of

PAST_SHOWN = 10


@dataclass(frozen=True, kw_only=True)
class AreaSchedule:
    """A community, when it meets by its rule, and the next meeting that is set."""

    area: Link
    rule: RuleLine | None
    next: MeetingLine | None
    calendar: CalendarFeed
    met_in_cycle: bool


@dataclass(frozen=True, kw_only=True)
class StationMeetings:
    """All communities of a station. `past` are the latest, newest first, cancelled ones too."""

    template: ClassVar[str] = "meetings_station.html"
    title: str
    station: Link
    calendar: CalendarFeed
    areas: tuple[AreaSchedule, ...]
    upcoming: tuple[MeetingLine, ...]
    past: tuple[MeetingLine, ...]
    cycle_months: int
    validity: Validity


@remembered("station.id")
def station_meetings_page(
    setting: Setting,
    station: Station,
    areas: tuple[PublicArea, ...],
    meetings: Mapping[str, AreaMeetings],
    hosts: Mapping[str, Host],
) -> Page:
    """The page of one station; `meetings` and `hosts` by area id, of its areas alone."""

    def lines(found: list[Meeting]) -> tuple[MeetingLine, ...]:
        return tuple(meeting_line(setting.as_of, meeting, hosts[meeting.area]) for meeting in found)

    upcoming = [one for each in meetings.values() for one in (*each.upcoming, *each.cancelled)]
    past = [one for each in meetings.values() for one in each.past]
    url = f"meetings/stations/{station.id}/"
    view = StationMeetings(
        title=f"{station.name}的群众代表会",
        station=station_link(station.id, station.name),
        calendar=station_feed(setting, station),
        areas=tuple(_area(setting, area, meetings[area.id], hosts[area.id]) for area in areas),
        upcoming=lines(sorted(upcoming, key=_by_time)),
        past=lines(sorted(past, key=_by_time, reverse=True)[:PAST_SHOWN]),
        cycle_months=setting.policy.standards.meeting_cycle.value,
        validity=validity_of(setting),
    )
    return record_page(
        setting,
        url=url,
        frame="meetings/stations/_station/",
        origin=station.path,
        head=Head(
            title=view.title,
            description=f"{station.name}各社区群众代表会的规律、接下来的日子和开过的会。",
            published=max((area.verified.on for area in areas), default=setting.policy.since),
            source=station.name,
        ),
        main=view,
    )


def _by_time(meeting: Meeting) -> tuple[dt.date, dt.time, str]:
    return meeting.date, meeting.starts, meeting.id


def _area(setting: Setting, area: PublicArea, meetings: AreaMeetings, host: Host) -> AreaSchedule:
    return AreaSchedule(
        area=host.area,
        rule=rule_line(area.meeting_rule),
        next=meeting_line(setting.as_of, meetings.next, host) if meetings.next else None,
        calendar=area_feed(setting, area.id, area.name),
        met_in_cycle=meetings.met_in_cycle,
    )
