"""A community that was dissolved: its address still answers, and says who has taken over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from generator.meetings import AreaMeetings, Schedule
from generator.model.public import PublicArea, PublicBureau, Setting, setting_of
from generator.model.station import Station
from generator.pages.links import Link, area_link
from generator.pages.meetings.lines import MeetingLine, host_of, meeting_line
from generator.pages.page import Head, Page, record_page
from generator.pages.people import AreaLine, area_line
from generator.wording import When, cover_text, when


@dataclass(frozen=True, kw_only=True)
class FormerLine:
    """Until when there was a community, and which have taken over."""

    link: Link
    until: When
    successors: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class FormerCommunity:
    """What somebody who kept the address needs: where to turn now, and what was.

    `successors` are those that are there today, with their officers.
    """

    template: ClassVar[str] = "community_former.html"
    kind: str
    line: FormerLine
    successors: tuple[AreaLine, ...]
    aliases: tuple[str, ...]
    villages: tuple[str, ...]
    covers: tuple[str, ...]
    station: Link
    station_phone: str
    meetings: tuple[MeetingLine, ...]
    ledger: str


def former_pages(bureau: PublicBureau, schedule: Schedule) -> tuple[Page, ...]:
    """One page for every area that was dissolved."""
    setting, lines = setting_of(bureau), former_lines(bureau)
    return tuple(
        _page(setting, area, lines[id_], successors, bureau.stations[area.station], schedule.by_area[id_])
        for id_, area in bureau.former.items()
        for successors in [[bureau.areas[other] for other in area.merged_into if other in bureau.areas]]
    )


def former_lines(bureau: PublicBureau) -> Mapping[str, FormerLine]:
    """By id."""
    every = bureau.every_area
    return {
        id_: FormerLine(
            link=_link(area),
            until=when(area.until, as_of=bureau.as_of),
            successors=tuple(_link(every[successor]) for successor in area.merged_into),
        )
        for id_, area in bureau.former.items()
        if area.until is not None
    }


def _link(area: PublicArea) -> Link:
    return area_link(area.id, area.name)


def _page(
    setting: Setting,
    area: PublicArea,
    line: FormerLine,
    successors: Sequence[PublicArea],
    station: Station,
    meetings: AreaMeetings,
) -> Page:
    host = host_of(area, station)
    view = FormerCommunity(
        kind=area.kind.label,
        line=line,
        successors=tuple(area_line(setting, successor) for successor in successors),
        aliases=area.aliases,
        villages=area.villages,
        covers=tuple(cover_text(cover) for cover in area.covers),
        station=host.station,
        station_phone=station.phone,
        meetings=tuple(meeting_line(setting.as_of, meeting, host) for meeting in meetings.past),
        ledger=f"meetings/opinions/{area.id}/",
    )
    now = f"现在归{'、'.join(link.text for link in line.successors)}" if line.successors else "已经撤销"
    return record_page(
        setting,
        url=line.link.url,
        frame="communities/_community/",
        origin=f"data/communities/{area.station}/{area.id}.yml",
        head=Head(
            title=area.name,
            description=f"{area.name}（{area.kind.label}）到{line.until.text}为止，{now}。{station.name}。",
            published=area.until or setting.as_of,
            source=station.name,
        ),
        main=view,
    )
