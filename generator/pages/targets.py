"""年度目标: which stations set targets for their communities, and how far each has come; one page for each station."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from generator.memo import remembered
from generator.model.public import PublicBureau, PublicCount, Setting, setting_of
from generator.model.station import Station
from generator.pages.links import Link, area_link, targets_link
from generator.pages.page import Head, Page, record_page, written_page
from generator.targets import TargetProgress, YearProgress, shown_year


@dataclass(frozen=True, kw_only=True)
class TargetsOverview:
    """The stations with targets of the year that the last published month is in, or of the bureau's day."""

    template: ClassVar[str] = "targets.html"
    year: str
    stations: tuple[tuple[Link, YearProgress], ...]
    without: int


@dataclass(frozen=True, kw_only=True)
class AreaTargets:
    """One community's year."""

    id: str
    link: Link | None
    targets: tuple[TargetProgress, ...]

    @property
    def months(self) -> Mapping[str, tuple[PublicCount | None, ...]]:
        """The published months in which it counts, with the count of each target, in order."""
        names = self.targets[0].months
        return {month: tuple(one.months[month] for one in self.targets) for month in names}


@dataclass(frozen=True, kw_only=True)
class StationTargets:
    """A station's years, the latest first, each with its communities."""

    template: ClassVar[str] = "station_targets.html"
    station: Station
    years: tuple[tuple[YearProgress, tuple[AreaTargets, ...]], ...]


def target_pages(bureau: PublicBureau, progress: Mapping[tuple[str, str], YearProgress]) -> tuple[Page, ...]:
    """The overview, and a page for every station that ever had targets."""
    year = shown_year(bureau)
    own: dict[str, list[YearProgress]] = {}
    for (_, station), one in sorted(progress.items(), reverse=True):
        if station in bureau.stations:
            own.setdefault(station, []).append(one)
    names = {area.id: area.name for area in bureau.every_area.values()}
    stations = tuple(
        (targets_link(station, bureau.stations[station].name), one)
        for (of, station), one in sorted(progress.items())
        if of == year and station in bureau.stations
    )
    without = sum((year, station) not in progress for station in bureau.standing_stations)
    overview = TargetsOverview(year=year, stations=stations, without=without)
    views = (
        StationTargets(
            station=bureau.stations[station],
            years=tuple((one, _areas(one, names)) for one in years),
        )
        for station, years in sorted(own.items())
    )
    return (written_page("targets/", overview), *(_page(setting_of(bureau), view) for view in views))


def _areas(progress: YearProgress, names: Mapping[str, str]) -> tuple[AreaTargets, ...]:
    return tuple(
        AreaTargets(id=id_, link=area_link(id_, names[id_]) if id_ in names else None, targets=targets)
        for id_, targets in progress.by_area.items()
    )


@remembered("view.station.id")
def _page(setting: Setting, view: StationTargets) -> Page:
    station, latest = view.station, view.years[0][0].record
    return record_page(
        setting,
        url=targets_link(station.id, station.name).url,
        frame="targets/_station/",
        origin=latest.path,
        head=Head(
            title=f"{station.name}的年度目标",
            description=f"{station.name} {latest.year} 年给 {len(latest.areas)} 个社区定的目标，做到了多少。",
            published=latest.decided_on,
            source=station.name,
        ),
        main=view,
    )
