"""The working of one station's month: what changed, every score as an equation, every number by community."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Final

from generator.facts.confirmation import Confirmations, confirmations
from generator.memo import remembered
from generator.model.months import next_month, previous_month
from generator.model.policy import IndicatorId, PartId, Policy
from generator.model.public import PublicBureau, Setting
from generator.model.release import ReleaseRow
from generator.model.station import StationKind
from generator.pages.links import Link, working_link, working_url
from generator.pages.page import Head, Page, record_page
from generator.pages.ranking.audit import StationConfirmation, station_confirmation
from generator.pages.ranking.month import Standing, standing_of
from generator.ranking.bridge import Bridge, bridge
from generator.ranking.published import PublishedMonth
from generator.ranking.results import Item, StationMonthResult
from generator.ranking.words import is_short
from generator.wording import decimal_text, month_text

# The anchor of each item's records on a community's page.
_ANCHORS: Final[Mapping[IndicatorId, str]] = {
    IndicatorId.OFFICERS: "",
    IndicatorId.POSTS: "",
    IndicatorId.PREVENTION: "#prevention",
    IndicatorId.SERVICES: "#year",
    IndicatorId.STANDARDS: "#meetings",
    IndicatorId.SAFETY: "#year",
}


@dataclass(frozen=True, kw_only=True)
class RankingNames:
    """Names of stations and areas by id, and what was confirmed; `former` are the dissolved areas."""

    confirmations: Confirmations
    stations: Mapping[str, str]
    areas: Mapping[str, str]
    former: frozenset[str]


def ranking_names(bureau: PublicBureau) -> RankingNames:
    """What the workings of stations use beside published figures."""
    areas = {area.id: area.name for area in bureau.every_area.values()}
    return _ranking_names(confirmations(bureau), bureau.station_names, areas, frozenset(bureau.former))


@remembered()
def _ranking_names(
    confirmed: Confirmations, stations: Mapping[str, str], areas: Mapping[str, str], former: frozenset[str]
) -> RankingNames:
    """Remembered, since every working compares them with those of the build before."""
    return RankingNames(confirmations=confirmed, stations=stations, areas=areas, former=former)


@dataclass(frozen=True, kw_only=True)
class Before:
    """A station in the month before: its version and revision; group and result are None if it was not ranked then."""

    month: str
    policy: str
    revision: int
    group: StationKind | None
    result: StationMonthResult | None


def before_of(published: PublishedMonth | None, station: str) -> Before | None:
    """The station in the latest revision of that month; None if the month was not published."""
    if published is None:
        return None
    groups = published.ranking.groups
    found = (
        (group.kind, result) for group in groups for result in group.members if result.station == station
    )
    kind, result = next(found, (None, None))
    return Before(
        month=published.month,
        policy=published.latest.policy.version,
        revision=published.latest.revision.number,
        group=kind,
        result=result,
    )


@dataclass(frozen=True, kw_only=True)
class AreaNumbers:
    """A community's published numbers, by part; one without a `name` has no page."""

    id: str
    name: str | None
    is_former: bool
    cells: Mapping[PartId, str]

    def anchor(self, item: IndicatorId) -> str:
        """The anchor of the item's records on the community's page; empty for a former community."""
        return "" if self.is_former else _ANCHORS[item]

    def falls_short(self, item: Item) -> bool:
        """Did it attain less than was due in any part?"""
        return any(is_short(self.cells[part.id], part.id) for part in item.rule.parts)


@dataclass(frozen=True, kw_only=True)
class StationWorking:
    """A station's month; `around` links to the months before and after, where the station has them.

    `peers` are the names of the stations that its group ranks, by id, in order of rank.
    """

    template: ClassVar[str] = "ranking_station.html"
    has_ranks: bool
    name: str
    group: StationKind
    result: StationMonthResult
    policy: Policy
    standing: Standing
    before: Before | None
    filed_on: dt.date | None
    areas: tuple[AreaNumbers, ...]
    peers: Mapping[str, str]
    confirmation: StationConfirmation
    around: tuple[Link | None, Link | None]

    @property
    def title(self) -> str:
        """古楼派出所2026年10月得分的算法."""
        return f"{self.name}{month_text(self.standing.month)}得分的算法"

    @property
    def last_month(self) -> str:
        """The preceding calendar month."""
        return previous_month(self.standing.month)

    @property
    def like(self) -> tuple[str, ...]:
        """Ids of the stations that cannot be told apart from it, in order of rank."""
        found = self.result.robustness
        apart = {self.result.station, *(found.better + found.worse if found is not None else self.peers)}
        return tuple(station for station in self.peers if station not in apart)

    @property
    def bridge(self) -> Bridge | None:
        """The contribution of each part to the change of score; None without a month before."""
        if self.before is None or self.before.result is None:
            return None
        return bridge(self.before.result, self.result)

    @property
    def is_other_method(self) -> bool:
        """Was the month before ranked by another version?"""
        return self.before is not None and self.before.policy != self.policy.version

    def remainder(self, found: Bridge) -> Decimal:
        """The rounding remainder between the change of the printed scores and the sum of the printed points."""
        printed = (Decimal(decimal_text(step.points or Fraction(0), 2)) for step in found.steps)
        return (self.result.change_score or Decimal(0)) - sum(printed, Decimal(0))

    def short(self, item: Item) -> tuple[AreaNumbers, ...]:
        """The communities that fell short of what was due in the item."""
        return tuple(area for area in self.areas if area.falls_short(item))


def _areas(names: RankingNames, row: ReleaseRow, parts: tuple[PartId, ...]) -> Iterator[AreaNumbers]:
    for area, cells in row.areas.items():
        yield AreaNumbers(
            id=area,
            name=names.areas.get(area),
            is_former=area in names.former,
            cells=dict(zip(parts, cells, strict=True)),
        )


@remembered("published.month", "row.station")
def station_page(
    setting: Setting,
    names: RankingNames,
    published: PublishedMonth,
    before: PublishedMonth | None,
    row: ReleaseRow,
    months: frozenset[str],
) -> Page:
    """The page of one published row; `months` are all months in which the station has one."""
    month, latest = published.month, published.latest
    earlier, later = (
        working_link(other, row.station, month_text(other)) if other in months else None
        for other in (previous_month(month), next_month(month))
    )
    result, ranked = published.ranking.result(row.station), published.ranking.ranked(row.group)
    assert result is not None, row.station
    view = StationWorking(
        has_ranks=not published.ranking.is_banded,
        name=names.stations[row.station],
        group=row.group,
        result=result,
        policy=latest.policy,
        standing=standing_of(published),
        before=before_of(before, row.station),
        filed_on=row.filed_on,
        areas=tuple(_areas(names, row, latest.revision.parts)),
        peers={one.station: names.stations[one.station] for one in ranked},
        confirmation=station_confirmation(names.confirmations, row.station, month),
        around=(earlier, later),
    )
    return record_page(
        setting,
        url=working_url(month, row.station),
        frame="ranking/station/_month/",
        origin=f"data/releases/{month}.yml",
        head=Head(
            title=view.title,
            description=f"{view.title}：每一项怎样算出来，数字来自哪些社区。",
            published=latest.revision.published,
            source=setting.info.name,
        ),
        main=view,
    )
