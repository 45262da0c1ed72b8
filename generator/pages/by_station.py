"""Lists that grow with the city: the bureau's page sums them up by station, each station's part is a page of its own.

The same at every size. A line of the bureau's page has the station's id as its anchor and leads to SECTION/STATION/.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sized
from dataclasses import dataclass
from typing import ClassVar, Final, Generic, TypeVar

from generator.meetings import Schedule
from generator.model.public import PublicBureau
from generator.model.station import Station
from generator.pages.page import Page, View

# In a bureau of so many stations, or with one group, the groups are open; in a larger one a reader opens their own.
OPEN_UP_TO: Final = 40
# Nobody finds an own meeting among more: they are counted by day and station, whose pages list them.
MOST_MEETINGS: Final = 200
# So many of the next meetings are listed; where all of these are of one day, so many days are shown instead.
NEXT_SHOWN: Final = 20

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Section:
    """A page of the bureau with a part for each station: its URL and title, and what a part tells."""

    url: str
    title: str
    told: str


@dataclass(frozen=True, kw_only=True)
class StationGroup(Generic[T]):
    """The stations of a sub-bureau or district, each with what a page says of it."""

    name: str
    stations: tuple[tuple[Station, T], ...]
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class PartHead:
    """The top of a station's part: the way back to the bureau's page, and to the station."""

    template: ClassVar[str] = "by_station_head.html"
    section: Section
    station: Station


def part_pages(section: Section, parts: Iterable[tuple[Station, View]]) -> Iterator[Page]:
    """A page for each station, in the order given. Like the bureau's page it is a column page, without a day."""
    for station, view in parts:
        yield Page(
            url=f"{section.url}{station.id}/",
            # A frame's links are of one depth: that of officers/gulou/, or of ranking/audit/gulou/.
            frame="parts/_part/" if section.url.count("/") == 1 else "parts/deep/_part/",
            origin=station.path,
            texts={
                "title": f"{station.name}{section.title}",
                "description": f"{station.name}：{section.told}。",
                "column": section.title,
            },
            blocks={"head": PartHead(section=section, station=station), "main": view},
        )


def grouped(bureau: PublicBureau, entries: Mapping[str, T]) -> tuple[StationGroup[T], ...]:
    """What a page says of each station, by id, grouped by sub-bureau in their order, then by district."""
    own: dict[str, list[tuple[Station, T]]] = {one.name: [] for one in bureau.sub_bureaus.values()}
    for id_, entry in entries.items():
        station = bureau.stations[id_]
        above = bureau.sub_bureaus.get(station.sub_bureau or "")
        own.setdefault(above.name if above else station.district, []).append((station, entry))
    filled = {name: tuple(stations) for name, stations in own.items() if stations}
    is_open = len(entries) <= OPEN_UP_TO or len(filled) == 1
    return tuple(
        StationGroup(name=name, stations=stations, is_open=is_open) for name, stations in filled.items()
    )


def are_too_many(meetings: Sized) -> bool:
    """Are they counted by day and station instead of listed?"""
    return len(meetings) > MOST_MEETINGS


def days_shown(schedule: Schedule) -> Mapping[dt.date, int]:
    """The next days with meetings and their numbers, where the next meetings are all of one day; else none."""
    coming = schedule.upcoming[:NEXT_SHOWN]
    are_of_one_day = len(coming) == NEXT_SHOWN and coming[0].date == coming[-1].date
    return dict(itertools.islice(schedule.days.items(), NEXT_SHOWN)) if are_of_one_day else {}
