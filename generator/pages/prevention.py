"""一起防范: committees, patrols, titles, money and linked units, by station and for the whole bureau."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from generator.model.linkage import PartnerUnit
from generator.model.prevention import Fund, Patrol, PatrolKind, SafePlace
from generator.model.public import PublicArea, PublicBureau
from generator.model.reference import CommitteeWork
from generator.model.station import Station
from generator.pages.page import Page, written_page


@dataclass(frozen=True, kw_only=True)
class PreventionSum:
    """The sum over some communities."""

    as_of: dt.date
    areas: tuple[PublicArea, ...]

    @property
    def lacking(self) -> tuple[PublicArea, ...]:
        """The communities without a committee, or whose committee has no director."""
        return tuple(area for area in self.areas if area.committee is None or not area.committee.has_director)

    @property
    def terms(self) -> tuple[PublicArea, ...]:
        """The communities whose committee's term is on record."""
        return tuple(area for area in self.areas if area.committee and area.committee.term_until)

    @property
    def beyond_term(self) -> tuple[PublicArea, ...]:
        """Those of them whose term is over."""
        return tuple(a for a in self.terms if a.committee and a.committee.is_beyond_term(self.as_of))

    def with_fewer(self, members: int) -> tuple[PublicArea, ...]:
        """The communities whose committee has fewer members [persons]."""
        return tuple(area for area in self.areas if area.committee and area.committee.members < members)

    @property
    def members(self) -> int:
        """The number of members of their committees."""
        return sum(area.committee.members for area in self.areas if area.committee)

    @property
    def patrols(self) -> tuple[Patrol, ...]:
        """Their patrol teams."""
        return tuple(patrol for area in self.areas if area.prevention for patrol in area.prevention.patrols)

    @property
    def patrols_by_kind(self) -> Mapping[PatrolKind, tuple[Patrol, ...]]:
        """The patrol teams by kind, without kinds that have none."""
        found = {kind: tuple(one for one in self.patrols if one.kind is kind) for kind in PatrolKind}
        return {kind: patrols for kind, patrols in found.items() if patrols}

    @property
    def valid(self) -> tuple[tuple[PublicArea, SafePlace], ...]:
        """The titles valid today."""
        return tuple(one for one in self._titles if one[1].awarded_on <= self.as_of <= one[1].expires_on)

    @property
    def expired(self) -> tuple[tuple[PublicArea, SafePlace], ...]:
        """The titles that expired and were not renewed."""
        return tuple(one for one in self._titles if one[1].expires_on < self.as_of)

    @property
    def _titles(self) -> tuple[tuple[PublicArea, SafePlace], ...]:
        prevented = ((area, area.prevention) for area in self.areas if area.prevention)
        return tuple(
            (area, place) for area, found in prevented for place in found.standing_places(self.as_of)
        )

    @property
    def funds(self) -> tuple[tuple[int, Fund], ...]:
        """By period as written: the number of published entries, and their sum."""
        by_period: dict[str, list[Fund]] = {}
        for area in self.areas:
            for fund in area.prevention.funds if area.prevention else ():
                by_period.setdefault(fund.period, []).append(fund)
        return tuple((len(own), _sum(period, own)) for period, own in sorted(by_period.items()))

    @property
    def units(self) -> Mapping[tuple[str, PartnerUnit], tuple[PublicArea, ...]]:
        """The units of other branches, ordered by task and name, with the communities they serve."""
        served: dict[tuple[str, PartnerUnit], tuple[PublicArea, ...]] = {}
        for area in self.areas:
            for unit in area.linkage.units if area.linkage else ():
                served[unit] = (*served.get(unit, ()), area)
        return dict(sorted(served.items(), key=lambda one: (one[0][0], one[0][1].unit, one[0][1].phone)))


def _sum(period: str, funds: list[Fund]) -> Fund:
    income = sum((fund.income for fund in funds), Decimal(0))
    return Fund(period=period, income=income, spending=sum((fund.spending for fund in funds), Decimal(0)))


@dataclass(frozen=True, kw_only=True)
class PreventionPage(PreventionSum):
    """群防群治 in the whole bureau."""

    template: ClassVar[str] = "prevention.html"
    stations: Mapping[str, Station]
    work: CommitteeWork | None

    @property
    def by_station(self) -> tuple[tuple[Station, PreventionSum], ...]:
        """The sum for each station."""
        return tuple(
            (station, PreventionSum(as_of=self.as_of, areas=tuple(a for a in self.areas if a.station == id_)))
            for id_, station in self.stations.items()
        )


def prevention_pages(bureau: PublicBureau) -> tuple[Page, ...]:
    """The page of crime prevention by residents and police together."""
    areas = tuple(bureau.areas.values())
    view = PreventionPage(
        as_of=bureau.as_of,
        areas=areas,
        stations=bureau.standing_stations,
        work=bureau.duties.committee,
    )
    return (written_page("prevention/", view),)
