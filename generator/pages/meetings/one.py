"""One meeting: when and where, agenda, report, minutes, opinions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from generator.memo import remembered
from generator.model.meeting import Meeting, MeetingStatus
from generator.model.public import PublicArea, Setting
from generator.model.station import Station
from generator.opinions import RaisedOpinion
from generator.pages.meetings.feeds import CalendarFeed, area_feed
from generator.pages.meetings.lines import MeetingLine, host_of, meeting_line
from generator.pages.meetings.opinion_lines import OpinionLine, opinion_line
from generator.pages.page import Head, Page, Validity, record_page, validity_of
from generator.wording import When, when


@dataclass(frozen=True, kw_only=True)
class Nearby:
    """Where to ask the way, with a street address: the community's post, or the station where no post is open."""

    what: str
    address: str
    phone: str


@dataclass(frozen=True, kw_only=True)
class MeetingPage:
    """One meeting: when and where, who may come, agenda, report, minutes, opinions. `ask` are names and phones."""

    template: ClassVar[str] = "meeting.html"
    title: str
    line: MeetingLine
    nearby: Nearby
    ask: tuple[tuple[str, str], ...]
    calendar: CalendarFeed
    representatives: str | None
    reporting_officer: str | None
    report: str | None
    minutes: str | None
    minutes_on: When | None
    opinions: tuple[OpinionLine, ...]
    ledger: str
    validity: Validity | None


@remembered("meeting.id")
def meeting_page(
    setting: Setting,
    meeting: Meeting,
    area: PublicArea,
    station: Station,
    raised: tuple[RaisedOpinion, ...],
) -> Page:
    """The page of one meeting of that community."""
    host = host_of(area, station)
    url = f"meetings/{meeting.id}/"
    line = meeting_line(setting.as_of, meeting, host)
    title = f"{host.area.text}群众代表会（{line.date.text}）"
    view = MeetingPage(
        title=("已取消：" if line.is_cancelled else "") + title,
        line=line,
        nearby=_nearby(area, station, setting.as_of),
        ask=tuple((o.name, o.phone) for o in area.officers) or ((station.name, station.phone),),
        calendar=area_feed(setting, area.id, area.name),
        representatives=_representatives(meeting),
        reporting_officer=next((o.name for o in area.officers if o.badge == meeting.reporting_officer), None),
        report=meeting.report,
        minutes=meeting.minutes.text if meeting.minutes else None,
        minutes_on=when(meeting.minutes.published_on, as_of=setting.as_of) if meeting.minutes else None,
        opinions=tuple(opinion_line(setting.as_of, opinion, host.area) for opinion in raised),
        ledger=f"meetings/opinions/{meeting.area}/",
        validity=validity_of(setting) if line.ends else None,
    )
    return record_page(
        setting,
        url=url,
        frame="meetings/_meeting/",
        origin=meeting.path,
        head=Head(
            title=view.title,
            description=f"{title}:{line.place},{line.hours},{line.status}。",
            published=_last_entry(meeting) or setting.policy.since,
            source=line.station.text,
        ),
        main=view,
    )


def _nearby(area: PublicArea, station: Station, as_of: dt.date) -> Nearby:
    post = area.post
    if post is None or not post.receives_on(as_of):
        return Nearby(what=station.name, address=station.address, phone=station.phone)
    return Nearby(what=post.name, address=post.address, phone=post.phone)


def _last_entry(meeting: Meeting) -> dt.date | None:
    """Nobody writes down when a meeting was announced, and its own day is none on which anything was published."""
    if meeting.minutes is not None:
        return meeting.minutes.published_on
    return meeting.date if meeting.status is MeetingStatus.HELD else None


def _representatives(meeting: Meeting) -> str | None:
    if meeting.representatives is None:
        return None
    present = meeting.representatives.present
    return f"应到 {meeting.representatives.total} 人" + ("" if present is None else f"，实到 {present} 人")
