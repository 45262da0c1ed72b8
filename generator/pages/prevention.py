"""一起防范: committee, patrols, titles, money and linked units, of a community and of the whole bureau."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from generator.model.area import Linkage
from generator.model.prevention import PatrolKind, SafePlace, standing_places
from generator.model.public import PublicArea, PublicBureau
from generator.pages.links import Link, station_link
from generator.pages.page import Page
from generator.wording import ClauseLink, When, clause_link, decimal_text, long_day, number, when


@dataclass(frozen=True, kw_only=True)
class SafePlaceLine:
    """A titled estate or village, and whether the title still holds."""

    kind: str
    name: str
    until: When
    is_expired: bool


@dataclass(frozen=True, kw_only=True)
class AreaPrevention:
    """Committee, patrols, titles and money [CNY], as far as they are public."""

    has_committee: bool
    director: str
    members: int
    phone: str | None
    patrols: tuple[str, ...]
    safe_places: tuple[SafePlaceLine, ...]
    funds: tuple[tuple[str, str, str], ...]
    linkage: tuple[tuple[str, str, str], ...]


def prevention_view(as_of: dt.date, area: PublicArea) -> AreaPrevention:
    """What is public of them."""
    committee, prevention = area.committee, area.prevention
    return AreaPrevention(
        has_committee=committee is not None,
        director=_director(area),
        members=committee.members if committee else 0,
        phone=committee.phone if committee else None,
        patrols=tuple(f"{p.kind.label}（{p.members}人）：{p.shift}" for p in prevention.patrols)
        if prevention
        else (),
        safe_places=tuple(
            SafePlaceLine(
                kind=place.kind.label,
                name=place.name,
                until=when(place.expires_on, as_of=as_of),
                is_expired=place.expires_on < as_of,
            )
            for place in _titles(area, as_of)
        ),
        funds=tuple(
            (fund.period, _money(fund.income), _money(fund.spending))
            for fund in (prevention.funds if prevention else ())
        ),
        linkage=tuple(_linked(area)),
    )


def _linked(area: PublicArea) -> Iterator[tuple[str, str, str]]:
    """What the linkage is, the unit, its phone."""
    if area.linkage is not None:
        for name, info in Linkage.model_fields.items():
            if (link := getattr(area.linkage, name)) is not None:
                yield str(info.title), link.unit, link.phone


def _director(area: PublicArea) -> str:
    if area.committee is None or not area.committee.has_director:
        return "待推选"
    return area.committee.director_name or "已设（姓名由治保会自行公布）"


def _money(amount: Decimal) -> str:
    return f"{Decimal(decimal_text(amount, 2)):,}元"


@dataclass(frozen=True, kw_only=True)
class StationPrevention:
    """A station's communities: how many have their committee with a director, which have not, teams and titles."""

    station: Link
    areas: int
    directed: int
    lacking: tuple[Link, ...]
    teams: int
    patrollers: int
    valid: tuple[tuple[Link, str], ...]
    expired: tuple[tuple[Link, str], ...]


@dataclass(frozen=True, kw_only=True)
class LinkedUnit:
    """A unit of another branch, and the communities that it serves."""

    what: str
    unit: str
    phone: str
    areas: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class PreventionPage:
    """群防群治 in the whole bureau."""

    template: ClassVar[str] = "prevention.html"
    as_of: str
    areas: int
    directed: int
    members: str
    teams: int
    patrollers: str
    patrols: tuple[tuple[str, int, str], ...]
    valid: int
    expired: int
    funds: tuple[tuple[str, int, str, str], ...]
    stations: tuple[StationPrevention, ...]
    units: tuple[LinkedUnit, ...]
    clauses: tuple[ClauseLink, ...]


def prevention_pages(bureau: PublicBureau) -> tuple[Page, ...]:
    """The page of what residents do together with the police against crime."""
    areas = tuple(bureau.areas.values())
    patrols = [patrol for area in areas if area.prevention for patrol in area.prevention.patrols]
    titles = [place for area in areas for place in _titles(area, bureau.as_of)]
    view = PreventionPage(
        as_of=long_day(bureau.as_of),
        areas=len(areas),
        directed=sum(_has_director(area) for area in areas),
        members=number(sum(area.committee.members for area in areas if area.committee)),
        teams=len(patrols),
        patrollers=number(sum(patrol.members for patrol in patrols)),
        patrols=tuple(
            (kind.label, len(own), number(sum(patrol.members for patrol in own)))
            for kind in PatrolKind
            if (own := [patrol for patrol in patrols if patrol.kind is kind])
        ),
        valid=sum(_is_valid(place, bureau.as_of) for place in titles),
        expired=sum(place.expires_on < bureau.as_of for place in titles),
        funds=tuple(_funds(areas)),
        stations=tuple(_station(bureau, id_) for id_ in bureau.stations),
        units=tuple(_units(areas)),
        clauses=(clause_link("二(一)"), clause_link("二(四)"), clause_link("四(二)")),
    )
    url = "prevention/"
    return (Page(url=url, frame=url, origin="content/prevention/index.md", blocks={"main": view}),)


def _station(bureau: PublicBureau, id_: str) -> StationPrevention:
    areas = bureau.areas_of(id_)
    patrols = [patrol for area in areas if area.prevention for patrol in area.prevention.patrols]
    titles = [(_link(area), place) for area in areas for place in _titles(area, bureau.as_of)]
    return StationPrevention(
        station=station_link(id_, bureau.stations[id_].name),
        areas=len(areas),
        directed=sum(_has_director(area) for area in areas),
        lacking=tuple(_link(area) for area in areas if not _has_director(area)),
        teams=len(patrols),
        patrollers=sum(patrol.members for patrol in patrols),
        valid=tuple(
            (area, f"{place.kind.label}{place.name}，有效期至{long_day(place.expires_on)}")
            for area, place in titles
            if _is_valid(place, bureau.as_of)
        ),
        expired=tuple(
            (area, f"{place.kind.label}{place.name}，{long_day(place.expires_on)}到期")
            for area, place in titles
            if place.expires_on < bureau.as_of
        ),
    )


def _link(area: PublicArea) -> Link:
    return Link(url=f"communities/{area.id}/#prevention", text=area.name)


def _has_director(area: PublicArea) -> bool:
    return area.committee is not None and area.committee.has_director


def _titles(area: PublicArea, as_of: dt.date) -> tuple[SafePlace, ...]:
    return standing_places(area.prevention.safe_places if area.prevention is not None else (), as_of)


def _is_valid(place: SafePlace, day: dt.date) -> bool:
    return place.awarded_on <= day <= place.expires_on


def _funds(areas: Iterable[PublicArea]) -> Iterator[tuple[str, int, str, str]]:
    """By period, as they are written: how many communities published theirs, income and spending added up [CNY]."""
    funds = [fund for area in areas if area.prevention for fund in area.prevention.funds]
    for period in sorted({fund.period for fund in funds}):
        own = [fund for fund in funds if fund.period == period]
        income = sum((fund.income for fund in own), Decimal(0))
        yield period, len(own), _money(income), _money(sum((fund.spending for fund in own), Decimal(0)))


def _units(areas: Iterable[PublicArea]) -> Iterator[LinkedUnit]:
    served: dict[tuple[str, str, str], list[Link]] = {}
    for area in areas:
        for linked in _linked(area):
            served.setdefault(linked, []).append(_link(area))
    for (what, unit, phone), links in sorted(served.items(), key=lambda item: item[0]):
        yield LinkedUnit(what=what, unit=unit, phone=phone, areas=tuple(links))
