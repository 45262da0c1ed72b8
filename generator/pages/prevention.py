"""一起防范: committees, patrols, volunteers, companies, talks, titles, money, linked units, by station and in all."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Final

from generator.facts.talks import StationTalks
from generator.model.linkage import PartnerUnit
from generator.model.prevention import Fund, PatrolKind, Payer, Purpose, SafePlace, Volunteers
from generator.model.prevention_system import PreventionSystem
from generator.model.public import PublicArea, PublicBureau
from generator.model.public_prevention import PublicComposition, PublicPatrol
from generator.model.reference import CommitteeWork
from generator.model.standards import Standards
from generator.model.station import Station
from generator.pages.by_station import Section, StationGroup, grouped, part_pages
from generator.pages.page import Page, written_page

_MONTHS_OF_TALKS: Final = 3


@dataclass(frozen=True, kw_only=True)
class FundSum:
    """The money of some communities in a period [CNY]; `closing` is the sum of the `balances` that are known.

    `received` and `spent` have only what `told` communities wrote by payer and by purpose.
    """

    period: str
    income: Decimal
    spending: Decimal
    received: Mapping[Payer, Decimal]
    spent: Mapping[Purpose, Decimal]
    told: int
    closing: Decimal
    balances: int


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
    def patrols(self) -> tuple[PublicPatrol, ...]:
        """Their patrol teams."""
        return tuple(patrol for area in self.areas if area.prevention for patrol in area.prevention.patrols)

    @property
    def patrols_by_kind(self) -> Mapping[PatrolKind, tuple[PublicPatrol, ...]]:
        """The patrol teams by kind, without kinds that have none."""
        found = {kind: tuple(one for one in self.patrols if one.kind is kind) for kind in PatrolKind}
        return {kind: patrols for kind, patrols in found.items() if patrols}

    @property
    def valid(self) -> tuple[tuple[PublicArea, SafePlace], ...]:
        """The titles valid today."""
        return tuple(one for one in self._titles if one[1].holds_on(self.as_of))

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
    def funds(self) -> tuple[tuple[int, FundSum], ...]:
        """By period as written: the number of published entries, and their sum."""
        by_period: dict[str, list[Fund]] = {}
        for area in self.areas:
            for fund in area.prevention.funds if area.prevention else ():
                by_period.setdefault(fund.period, []).append(fund)
        return tuple((len(own), _sum(period, own)) for period, own in sorted(by_period.items()))

    @property
    def volunteers(self) -> tuple[tuple[PublicArea, Volunteers], ...]:
        """The communities that registered volunteers."""
        found = ((area, area.prevention.volunteers) for area in self.areas if area.prevention)
        return tuple((area, volunteers) for area, volunteers in found if volunteers is not None)

    @property
    def units(self) -> Mapping[tuple[str, PartnerUnit], tuple[PublicArea, ...]]:
        """The units of other branches, ordered by task and name, with the communities they serve."""
        served: dict[tuple[str, PartnerUnit], tuple[PublicArea, ...]] = {}
        for area in self.areas:
            for unit in area.linkage.units if area.linkage else ():
                served[unit] = (*served.get(unit, ()), area)
        return dict(sorted(served.items(), key=lambda one: (one[0][0], one[0][1].unit, one[0][1].phone)))


def _sum(period: str, funds: list[Fund]) -> FundSum:
    paid, spent = defaultdict[Payer, Decimal](Decimal), defaultdict[Purpose, Decimal](Decimal)
    for fund in funds:
        for given in fund.received:
            paid[given.payer] += given.amount
        for expense in fund.spent:
            spent[expense.purpose] += expense.amount
    balances = [fund.closing for fund in funds if fund.closing is not None]
    return FundSum(
        period=period,
        income=sum((fund.income for fund in funds), Decimal(0)),
        spending=sum((fund.spending for fund in funds), Decimal(0)),
        received={payer: paid[payer] for payer in Payer if payer in paid},
        spent={purpose: spent[purpose] for purpose in Purpose if purpose in spent},
        told=sum(bool(fund.received or fund.spent) for fund in funds),
        closing=sum(balances, Decimal(0)),
        balances=len(balances),
    )


_SECTION: Final = Section(
    url="prevention/", title="一起防范", told="各社区的治保会、巡逻队、志愿者、安全小区和联系的单位"
)


@dataclass(frozen=True, kw_only=True)
class StationPrevention(PreventionSum):
    """群防群治 in a station's communities."""

    template: ClassVar[str] = "prevention_station.html"
    work: CommitteeWork | None
    standards: Standards
    system: PreventionSystem
    compositions: tuple[PublicComposition, ...]

    @property
    def names(self) -> Mapping[str, PublicArea]:
        """The communities by id."""
        return {area.id: area for area in self.areas}


@dataclass(frozen=True, kw_only=True)
class PreventionPage(PreventionSum):
    """群防群治 in the whole bureau."""

    template: ClassVar[str] = "prevention.html"
    groups: tuple[StationGroup[StationPrevention], ...]
    stations: Mapping[str, Station]
    work: CommitteeWork | None
    system: PreventionSystem
    talks: tuple[StationTalks, ...]

    @property
    def talks_by_month(self) -> Mapping[str, tuple[StationTalks, ...]]:
        """Of the last months that have talks, the latest first, every station's."""
        months = sorted({one.month for one in self.talks}, reverse=True)[:_MONTHS_OF_TALKS]
        return {month: tuple(one for one in self.talks if one.month == month) for month in months}


def prevention_pages(bureau: PublicBureau, talks: tuple[StationTalks, ...]) -> tuple[Page, ...]:
    """The page of crime prevention by residents and police together, and each station's part."""
    stations = {
        id_: StationPrevention(
            as_of=bureau.as_of,
            areas=bureau.areas_of(id_),
            work=bureau.duties.committee,
            standards=bureau.policy.standards,
            system=bureau.prevention,
            compositions=tuple(one for one in bureau.compositions if one.station == id_),
        )
        for id_ in bureau.standing_stations
    }
    view = PreventionPage(
        as_of=bureau.as_of,
        areas=tuple(bureau.areas.values()),
        groups=grouped(bureau, stations),
        stations=bureau.standing_stations,
        work=bureau.duties.committee,
        system=bureau.prevention,
        talks=talks,
    )
    parts = ((bureau.stations[id_], own) for id_, own in stations.items())
    return (written_page(_SECTION.url, view), *part_pages(_SECTION, parts))
