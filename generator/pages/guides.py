"""The pages of services, duties and privacy, filled from the bureau's reference records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from generator.model.public import PublicBureau
from generator.model.reference import Service
from generator.model.station import Station
from generator.pages.links import Link, area_link, station_link
from generator.pages.page import Page, View
from generator.pages.people import post_state
from generator.wording import ClauseLink, clause_link, decimal_text


@dataclass(frozen=True, kw_only=True)
class ClosedPost:
    """A post where the service would be done and is not now, why, and the station where it is."""

    area: Link
    state: str
    station: Link
    address: str
    phone: str


@dataclass(frozen=True, kw_only=True)
class ServiceGuide:
    """One service, complete enough to come with the right papers."""

    id: str
    title: str
    original: str
    clause: ClauseLink
    what: str
    who: str | None
    materials: tuple[str, ...]
    steps: tuple[str, ...]
    time_limit: str | None
    fee: str | None
    basis: str | None
    offered_by: int
    places: tuple[tuple[str, tuple[Link, ...]], ...]
    closed: tuple[ClosedPost, ...]


@dataclass(frozen=True, kw_only=True)
class ServicesPage:
    """办事."""

    template: ClassVar[str] = "services.html"
    services: tuple[ServiceGuide, ...]
    areas: int


@dataclass(frozen=True, kw_only=True)
class DutyKind:
    """The duties in one kind of area."""

    id: str
    title: str
    mode: str
    mode_plain: str
    duties: tuple[tuple[str, str, ClauseLink], ...]


@dataclass(frozen=True, kw_only=True)
class DutiesPage:
    """职责."""

    template: ClassVar[str] = "duties.html"
    kinds: tuple[DutyKind, ...]
    elsewhere: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Grounds:
    """The configured grounds of the privacy page."""

    template: ClassVar[str] = "privacy.html"
    grounds: tuple[str, ...]
    protected_below: int


def guide_pages(bureau: PublicBureau) -> tuple[Page, ...]:
    """Services, duties, privacy."""
    views: dict[str, tuple[str, View]] = {
        "services/": ("content/services/index.md", _services(bureau)),
        "duties/": ("content/duties/index.md", _duties(bureau)),
        "privacy/": (
            "content/privacy.md",
            Grounds(
                grounds=bureau.info.privacy_grounds,
                protected_below=bureau.policy.standards.suppressed_below.value,
            ),
        ),
    }
    return tuple(
        Page(url=url, frame=url, origin=origin, blocks={"main": view})
        for url, (origin, view) in views.items()
    )


def _services(bureau: PublicBureau) -> ServicesPage:
    return ServicesPage(
        services=tuple(_service(bureau, service) for service in bureau.services.services),
        areas=len(bureau.areas),
    )


def _service(bureau: PublicBureau, service: Service) -> ServiceGuide:
    places: dict[str, list[Link]] = {}
    closed: list[ClosedPost] = []
    for area in bureau.areas.values():
        if area.post is None or service.id not in area.post.services:
            continue
        station, link = bureau.stations[area.station], area_link(area.id, area.name)
        if area.post.receives_on(bureau.as_of):
            places.setdefault(station.name, []).append(link)
        else:
            closed.append(_closed(link, post_state(area.post, bureau.as_of), station))
    fee = (
        None
        if service.fee is None
        else ("不收费" if service.fee == 0 else f"{decimal_text(service.fee, 2)} 元")
    )
    return ServiceGuide(
        id=service.id,
        title=service.title,
        original=service.original,
        clause=clause_link(service.clause),
        what=service.what,
        who=service.who,
        materials=service.materials,
        steps=service.steps,
        time_limit=None if service.time_limit is None else f"{service.time_limit} 个工作日",
        fee="；".join(part for part in (fee, service.fee_note) if part) or None,
        basis=service.basis,
        offered_by=sum(len(links) for links in places.values()),
        places=tuple((name, tuple(links)) for name, links in places.items()),
        closed=tuple(closed),
    )


def _closed(area: Link, state: str, station: Station) -> ClosedPost:
    return ClosedPost(
        area=area,
        state=state,
        station=station_link(station.id, station.name),
        address=station.address,
        phone=station.phone,
    )


def _duties(bureau: PublicBureau) -> DutiesPage:
    return DutiesPage(
        kinds=tuple(
            DutyKind(
                id=listed.kind.value,
                title=listed.kind.label,
                mode=listed.mode,
                mode_plain=listed.mode_plain,
                duties=tuple((duty.plain, duty.original, clause_link(duty.clause)) for duty in listed.duties),
            )
            for listed in bureau.duties.kinds
        ),
        elsewhere=tuple((item.need, item.call, item.phone) for item in bureau.duties.elsewhere),
    )
