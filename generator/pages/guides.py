"""The pages of services, duties and privacy, filled from the bureau's reference records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from generator.model.public import PublicArea, PublicBureau, Setting, setting_of
from generator.model.reference import Duties, Service, Services
from generator.model.station import DutyMode, Station
from generator.pages.page import Page, written_page


@dataclass(frozen=True, kw_only=True)
class ServicesPage:
    """办事."""

    template: ClassVar[str] = "services.html"
    as_of: dt.date
    services: Services
    areas: tuple[PublicArea, ...]
    stations: Mapping[str, Station]

    def open_at(self, service: Service) -> tuple[PublicArea, ...]:
        """The communities whose post offers the service and is open today."""
        return tuple(area for area in self._offering(service) if self._is_open(area))

    def closed_at(self, service: Service) -> tuple[PublicArea, ...]:
        """The communities whose post offers the service but is closed today."""
        return tuple(area for area in self._offering(service) if not self._is_open(area))

    def _offering(self, service: Service) -> tuple[PublicArea, ...]:
        return tuple(area for area in self.areas if area.post and service.id in area.post.services)

    def _is_open(self, area: PublicArea) -> bool:
        return area.post is not None and area.post.receives_on(self.as_of)


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


def guide_pages(bureau: PublicBureau) -> tuple[Page, ...]:
    """Services, duties, privacy."""
    services = ServicesPage(
        as_of=bureau.as_of,
        services=bureau.services,
        areas=tuple(bureau.areas.values()),
        stations=bureau.stations,
    )
    return (
        written_page("services/", services),
        written_page("duties/", DutiesPage(duties=bureau.duties, stations=tuple(bureau.stations.values()))),
        written_page("privacy/", Grounds(setting=setting_of(bureau)), "content/privacy.md"),
    )
