"""找民警, 派出所, 民警名册: the lists by district and station that answer without any script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from generator.model.officer import Role
from generator.model.public import PublicArea, PublicBureau, setting_of
from generator.model.station import Station
from generator.pages.former import FormerLine, former_lines
from generator.pages.page import Page, View
from generator.pages.people import AreaLine, area_line


@dataclass(frozen=True, kw_only=True)
class StationBlock:
    """One station with its communities."""

    id: str
    url: str
    name: str
    kind: str
    address: str
    phone: str
    areas: tuple[AreaLine, ...]


@dataclass(frozen=True, kw_only=True)
class DistrictBlock:
    """One district with its stations."""

    id: str
    name: str
    stations: tuple[StationBlock, ...]


@dataclass(frozen=True, kw_only=True)
class CommunityDirectory:
    """Every community with its officer's name and phone; at the end those that are no more."""

    template: ClassVar[str] = "communities.html"
    districts: tuple[DistrictBlock, ...]
    areas: int
    former: tuple[FormerLine, ...]


@dataclass(frozen=True, kw_only=True)
class StationDirectory:
    """Every station with its address and phone."""

    template: ClassVar[str] = "stations.html"
    districts: tuple[DistrictBlock, ...]


@dataclass(frozen=True, kw_only=True)
class Roster:
    """Everyone in post, by station: the sheet that hangs in the station."""

    template: ClassVar[str] = "officers.html"
    bureau: str
    sample: bool
    districts: tuple[DistrictBlock, ...]
    as_of: str
    officers: int
    community_officers: int
    vacancies: int


def directory_pages(bureau: PublicBureau) -> tuple[Page, ...]:
    """The three lists."""
    districts = district_blocks(bureau)
    lines = [line for district in districts for station in district.stations for line in station.areas]
    roster = Roster(
        bureau=bureau.info.name,
        sample=bureau.info.sample,
        districts=districts,
        as_of=f"{bureau.as_of.year}年{bureau.as_of.month}月{bureau.as_of.day}日",
        officers=len({officer.badge or (line.url, officer) for line in lines for officer in line.officers}),
        community_officers=len(
            {
                officer.badge
                for area in bureau.areas.values()
                for officer in area.officers
                if officer.role is Role.COMMUNITY_OFFICER
            }
        ),
        vacancies=sum(line.is_vacant for line in lines),
    )
    views: dict[str, View] = {
        "communities/": CommunityDirectory(
            districts=districts, areas=len(lines), former=tuple(former_lines(bureau).values())
        ),
        "stations/": StationDirectory(districts=districts),
        "officers/": roster,
    }
    return tuple(
        Page(url=url, frame=url, origin=f"content/{url}index.md", blocks={"main": view})
        for url, view in views.items()
    )


def district_blocks(bureau: PublicBureau) -> tuple[DistrictBlock, ...]:
    """Districts in the order of their first station's id, stations and communities in id order."""
    grouped: dict[str, list[StationBlock]] = {}
    areas: dict[str, list[PublicArea]] = {}
    for area in bureau.areas.values():
        areas.setdefault(area.station, []).append(area)
    for station in bureau.stations.values():
        block = _station_block(bureau, station, areas.get(station.id, []))
        grouped.setdefault(station.district, []).append(block)
    return tuple(
        DistrictBlock(id=f"district-{at}", name=name, stations=tuple(stations))
        for at, (name, stations) in enumerate(grouped.items(), start=1)
    )


def _station_block(bureau: PublicBureau, station: Station, areas: list[PublicArea]) -> StationBlock:
    return StationBlock(
        id=station.id,
        url=f"stations/{station.id}/",
        name=station.name,
        kind=station.kind.label,
        address=station.address,
        phone=station.phone,
        areas=tuple(area_line(setting_of(bureau), area) for area in areas),
    )
