"""找民警, 派出所, 民警名册: lists by sub-bureau or district and station that work without JavaScript."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from generator.model.officer import Role
from generator.model.public import PublicArea, PublicBureau, Setting, setting_of
from generator.model.station import Station
from generator.pages.by_station import Section, StationGroup, grouped, part_pages
from generator.pages.communities import successor_links
from generator.pages.links import Link, sub_bureau_link
from generator.pages.page import Page, View, written_page

_ROSTER: Final = Section(
    url="officers/", title="民警名册", told="每个社区的民警、警号、电话和在社区的时间，可打印张贴"
)


@dataclass(frozen=True, kw_only=True)
class CommunityDirectory:
    """Every community by station; at the end the dissolved ones with their successors."""

    template: ClassVar[str] = "communities.html"
    setting: Setting
    groups: tuple[StationGroup[tuple[PublicArea, ...]], ...]
    former: tuple[tuple[PublicArea, tuple[Link, ...]], ...]


@dataclass(frozen=True, kw_only=True)
class StationDirectory:
    """Every station with its address and phone; at the end the closed ones, each with the one that took over."""

    template: ClassVar[str] = "stations.html"
    setting: Setting
    groups: tuple[StationGroup[int], ...]
    sub_bureaus: Mapping[str, Link]
    closed: tuple[tuple[Station, Station | None], ...]


@dataclass(frozen=True, kw_only=True)
class RosterSum:
    """How many people are in post in some communities, and how many of these have no community officer."""

    areas: tuple[PublicArea, ...]

    @property
    def officers(self) -> int:
        """The number of people; a badge that serves two communities counts once."""
        return len({officer.badge or (area.id, officer) for area in self.areas for officer in area.officers})

    @property
    def community_officers(self) -> int:
        """The number of community officers among them."""
        return len(
            {
                officer.badge
                for area in self.areas
                for officer in area.officers
                if officer.role is Role.COMMUNITY_OFFICER
            }
        )

    @property
    def vacancies(self) -> int:
        """The number of communities without a community officer."""
        return sum(area.is_vacant for area in self.areas)


@dataclass(frozen=True, kw_only=True)
class Roster:
    """Everyone in post, by station."""

    template: ClassVar[str] = "officers.html"
    as_of: dt.date
    total: RosterSum
    groups: tuple[StationGroup[RosterSum], ...]


@dataclass(frozen=True, kw_only=True)
class StationRoster:
    """The sheet that hangs in the station; `names` are those of the stations that lend an officer."""

    template: ClassVar[str] = "officers_station.html"
    setting: Setting
    station: Station
    areas: tuple[PublicArea, ...]
    names: Mapping[str, str]


def directory_pages(bureau: PublicBureau) -> tuple[Page, ...]:
    """The three lists, and each station's sheet of the roster."""
    setting = setting_of(bureau)
    areas = {id_: bureau.areas_of(id_) for id_ in bureau.standing_stations}
    served = {id_: RosterSum(areas=own) for id_, own in areas.items() if own}
    views: dict[str, View] = {
        "communities/": CommunityDirectory(
            setting=setting,
            groups=grouped(bureau, areas),
            former=tuple((area, successor_links(bureau, area)) for area in bureau.former.values()),
        ),
        "stations/": StationDirectory(
            setting=setting,
            groups=grouped(bureau, {id_: len(own) for id_, own in areas.items()}),
            sub_bureaus={one.name: sub_bureau_link(one) for one in bureau.sub_bureaus.values()},
            closed=tuple((one, bureau.stations.get(one.merged_into or "")) for one in bureau.closed_stations),
        ),
        _ROSTER.url: Roster(
            as_of=bureau.as_of,
            total=RosterSum(areas=tuple(area for own in areas.values() for area in own)),
            groups=grouped(bureau, served),
        ),
    }
    sheets = (
        (bureau.stations[id_], _sheet(setting, bureau, bureau.stations[id_], own.areas))
        for id_, own in served.items()
    )
    return (*(written_page(url, view) for url, view in views.items()), *part_pages(_ROSTER, sheets))


def _sheet(
    setting: Setting, bureau: PublicBureau, station: Station, areas: tuple[PublicArea, ...]
) -> StationRoster:
    lenders = {officer.seconded_from for area in areas for officer in area.officers if officer.seconded_from}
    return StationRoster(
        setting=setting,
        station=station,
        areas=areas,
        names={id_: bureau.stations[id_].name for id_ in sorted(lenders)},
    )
