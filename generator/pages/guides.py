"""The pages of services, duties, privacy and accessibility, filled from the bureau's reference records."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar, Final

from generator.model.public import PublicArea, PublicBureau, Setting, setting_of
from generator.model.reference import Duties, Service, Services
from generator.model.station import DutyMode, Station
from generator.pages.by_station import Section, StationGroup, grouped, part_pages
from generator.pages.page import Page, written_page

_SERVICES: Final = Section(url="services/", title="办事", told="各警务室能办什么，哪些现在不开")


@dataclass(frozen=True, kw_only=True)
class ServicesPage:
    """办事: the services, and of each station how many posts are open."""

    template: ClassVar[str] = "services.html"
    services: Services
    total: StationServices
    groups: tuple[StationGroup[StationServices], ...]


@dataclass(frozen=True, kw_only=True)
class StationServices:
    """Which posts of some communities offer what, open and closed; a station's own page."""

    template: ClassVar[str] = "services_station.html"
    as_of: dt.date
    station: Station | None
    services: Services
    areas: tuple[PublicArea, ...]

    @property
    def open(self) -> tuple[PublicArea, ...]:
        """The communities whose post is open today."""
        return tuple(area for area in self.areas if area.post and area.post.receives_on(self.as_of))

    @property
    def closed(self) -> tuple[PublicArea, ...]:
        """The communities whose post offers a service but is closed today."""
        return tuple(
            area
            for area in self.areas
            if area.post and area.post.services and not area.post.receives_on(self.as_of)
        )

    def open_at(self, service: Service) -> tuple[PublicArea, ...]:
        """The communities whose post offers the service and is open today."""
        return tuple(area for area in self.open if area.post and service.id in area.post.services)

    def closed_at(self, service: Service) -> int:
        """The number of posts that offer the service but are closed today."""
        return sum(area.post is not None and service.id in area.post.services for area in self.closed)


@dataclass(frozen=True, kw_only=True)
class DutiesPage:
    """职责."""

    template: ClassVar[str] = "duties.html"
    duties: Duties
    stations: tuple[Station, ...]

    def stations_in(self, mode: DutyMode) -> tuple[Station, ...]:
        """The stations that work in this mode, by choice or by the document."""
        return tuple(station for station in self.stations if self.duties.mode_of(station) is mode)


@dataclass(frozen=True, kw_only=True)
class Grounds:
    """The legal grounds on the privacy page, as configured."""

    template: ClassVar[str] = "privacy.html"
    setting: Setting


@dataclass(frozen=True, kw_only=True)
class Barriers:
    """Whom to tell of a barrier, on the accessibility statement."""

    template: ClassVar[str] = "accessibility.html"
    setting: Setting


def guide_pages(bureau: PublicBureau) -> tuple[Page, ...]:
    """Services with each station's posts, duties, privacy, accessibility."""
    setting = setting_of(bureau)
    stations = {id_: _services(bureau, station) for id_, station in bureau.standing_stations.items()}
    services = ServicesPage(
        services=bureau.services,
        total=_services(bureau, None),
        groups=grouped(bureau, stations),
    )
    return (
        written_page(_SERVICES.url, services),
        *part_pages(_SERVICES, ((bureau.stations[id_], own) for id_, own in stations.items())),
        written_page("duties/", DutiesPage(duties=bureau.duties, stations=tuple(bureau.stations.values()))),
        written_page("privacy/", Grounds(setting=setting), "content/privacy.md"),
        written_page("accessibility/", Barriers(setting=setting), "content/accessibility.md"),
    )


def _services(bureau: PublicBureau, station: Station | None) -> StationServices:
    areas = tuple(bureau.areas.values()) if station is None else bureau.areas_of(station.id)
    return StationServices(as_of=bureau.as_of, station=station, services=bureau.services, areas=areas)
