"""找民警, 派出所, 民警名册: lists by district and station that work without JavaScript."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from generator.model.officer import Role
from generator.model.public import PublicArea, PublicBureau, Setting, setting_of
from generator.model.station import Station, SubBureau
from generator.pages.communities import successor_links
from generator.pages.links import Link, sub_bureau_link
from generator.pages.page import Page, View, written_page


@dataclass(frozen=True, kw_only=True)
class Directory:
    """The stations with their communities, both by id; districts are in the order of their first station."""

    setting: Setting
    stations: tuple[tuple[Station, tuple[PublicArea, ...]], ...]
    sub_bureaus: Mapping[str, SubBureau]

    @property
    def names(self) -> Mapping[str, str]:
        """The stations' names by id."""
        return {station.id: station.name for station, _ in self.stations}

    def sub_bureaus_in(self, district: str) -> tuple[Link, ...]:
        """The sub-bureaus of the district's stations, in the order of the stations."""
        ids = dict.fromkeys(one.sub_bureau for one, _ in self.stations if one.district == district)
        return tuple(sub_bureau_link(self.sub_bureaus[id_]) for id_ in ids if id_ is not None)

    @property
    def areas(self) -> tuple[PublicArea, ...]:
        """All communities."""
        return tuple(area for _, areas in self.stations for area in areas)

    @property
    def districts(self) -> tuple[tuple[str, tuple[tuple[Station, tuple[PublicArea, ...]], ...]], ...]:
        """The stations by the name of their district."""
        names = dict.fromkeys(station.district for station, _ in self.stations)
        return tuple((name, tuple(one for one in self.stations if one[0].district == name)) for name in names)


@dataclass(frozen=True, kw_only=True)
class CommunityDirectory(Directory):
    """Every community with its officer's name and phone; at the end the dissolved ones with their successors."""

    template: ClassVar[str] = "communities.html"
    former: tuple[tuple[PublicArea, tuple[Link, ...]], ...]


@dataclass(frozen=True, kw_only=True)
class StationDirectory(Directory):
    """Every station with its address and phone; at the end the closed ones, each with the one that took over."""

    template: ClassVar[str] = "stations.html"
    closed: tuple[tuple[Station, Station | None], ...]


@dataclass(frozen=True, kw_only=True)
class Roster(Directory):
    """Everyone in post, by station: the sheet that hangs in the station."""

    template: ClassVar[str] = "officers.html"

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


def directory_pages(bureau: PublicBureau) -> tuple[Page, ...]:
    """The three lists."""
    setting = setting_of(bureau)
    stations = tuple((station, bureau.areas_of(id_)) for id_, station in bureau.standing_stations.items())
    former = tuple((area, successor_links(bureau, area)) for area in bureau.former.values())
    closed = tuple((one, bureau.stations.get(one.merged_into or "")) for one in bureau.closed_stations)
    found = bureau.sub_bureaus
    views: dict[str, View] = {
        "communities/": CommunityDirectory(
            setting=setting, stations=stations, sub_bureaus=found, former=former
        ),
        "stations/": StationDirectory(setting=setting, stations=stations, sub_bureaus=found, closed=closed),
        "officers/": Roster(setting=setting, stations=stations, sub_bureaus=found),
    }
    return tuple(written_page(url, view) for url, view in views.items())
