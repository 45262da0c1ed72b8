"""One meeting: when and where, agenda, report, minutes, opinions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from generator.model.meeting import Meeting, OpinionStatus
from generator.model.public import PublicOfficer
from generator.opinions import RaisedOpinion
from generator.pages.meetings.lines import Host, MeetingLine, meeting_line
from generator.pages.page import Page, Setting, record_texts
from generator.pages.wording import When, when, when_known


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


def meeting_page(
    setting: Setting,
    meeting: Meeting,
    host: Host,
    officers: tuple[PublicOfficer, ...],
    raised: tuple[RaisedOpinion, ...],
) -> Page:
    """The page of one meeting; `officers` are those of its community today."""
    url = f"meetings/{meeting.id}/"
    line = meeting_line(setting.as_of, meeting, host)
    title = f"{host.area.text}群众代表会（{line.date.text}）"
    view = MeetingPage(
        title=("已取消：" if line.is_cancelled else "") + title,
        line=line,
        calendar=f"meetings/areas/{meeting.area}.ics",
        representatives=_representatives(meeting),
        reporting_officer=next((o.name for o in officers if o.badge == meeting.reporting_officer), None),
        report=meeting.report,
        minutes=meeting.minutes.text if meeting.minutes else None,
        minutes_on=when(meeting.minutes.published_on, as_of=setting.as_of) if meeting.minutes else None,
        opinions=tuple(_opinion_line(opinion, setting.as_of) for opinion in raised),
    )
    return Page(
        url=url,
        frame="meetings/_meeting/",
        origin=meeting.path,
        texts=record_texts(
            setting,
            title=view.title,
            description=f"{title}:{meeting.place},{line.hours},{line.status}。",
            published=f"{meeting.minutes.published_on if meeting.minutes else meeting.date} 00:00",
            source=line.station.text,
            url=url,
        ),
        blocks={"main": view},
    )


def _representatives(meeting: Meeting) -> str | None:
    if meeting.representatives is None:
        return None
    present = meeting.representatives.present
    return f"应到 {meeting.representatives.total} 人" + ("" if present is None else f"，实到 {present} 人")


def _opinion_line(raised: RaisedOpinion, as_of: dt.date) -> OpinionLine:
    opinion = raised.opinion
    done = opinion.status is OpinionStatus.DONE
    return OpinionLine(
        id=opinion.id,
        text=opinion.text,
        owner=opinion.owner,
        due=when(opinion.due, as_of=as_of),
        status=f"{opinion.status.label}，已逾期" if raised.is_overdue else opinion.status.label,
        tone="bad" if raised.is_overdue else "ok" if done else "plain",
        is_overdue=raised.is_overdue,
        outcome=opinion.outcome,
        closed_on=when_known(opinion.closed_on, as_of=as_of),
    )
