"""A sub-bureau's page: how to reach it, its stations, their officers, and their part of the ranking."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from generator.figures import Figures
from generator.model.public import PublicBureau, Setting, setting_of
from generator.model.station import StationKind, SubBureau
from generator.pages.links import sub_bureau_link
from generator.pages.page import Head, Page, record_page
from generator.pages.supervision import Mending, SubBureauStanding, mendings, sub_bureau_standings
from generator.ranking.results import StationMonthResult
from generator.staffing import CoverageSum, StationCoverage, sum_of


@dataclass(frozen=True, kw_only=True)
class SubBureauPage:
    """A sub-bureau. `results` are those of `month`, the last published one, by station, each with its peer group.

    `standing` is None if none of its stations is in that month.
    """

    template: ClassVar[str] = "sub_bureau.html"
    setting: Setting
    sub_bureau: SubBureau
    stations: tuple[StationCoverage, ...]
    month: str | None
    results: Mapping[str, tuple[StationKind, StationMonthResult]]
    standing: SubBureauStanding | None
    has_ranks: bool
    mendings: tuple[Mending, ...]

    @property
    def total(self) -> CoverageSum:
        """All communities of its stations."""
        return sum_of(one for station in self.stations for one in station.areas)


def sub_bureau_pages(bureau: PublicBureau, figures: Figures) -> Iterator[Page]:
    """One page for every sub-bureau."""
    setting, month = setting_of(bureau), max(figures.published, default=None)
    latest = figures.published[month].latest.ranking if month is not None else None
    results = {
        result.station: (group.kind, result)
        for group in (latest.groups if latest is not None else ())
        for result in group.members
    }
    standings = sub_bureau_standings(bureau, latest) if latest is not None else ()
    told = mendings(bureau, None)
    for one in bureau.sub_bureaus.values():
        own = tuple(found for found in figures.coverage.stations if found.station.sub_bureau == one.id)
        ids = [station.station.id for station in own]
        yield record_page(
            setting,
            url=sub_bureau_link(one).url,
            frame="sub-bureaus/_sub-bureau/",
            origin=one.path,
            head=Head(
                title=one.name,
                description=f"{one.name}：{one.address}，电话 {one.phone}；{len(own)} 个派出所的社区警务。",
                published=setting.policy.since,
                source=one.name,
            ),
            main=SubBureauPage(
                setting=setting,
                sub_bureau=one,
                stations=own,
                month=month,
                results={id_: results[id_] for id_ in ids if id_ in results},
                standing=next((found for found in standings if found.sub_bureau is one), None),
                has_ranks=latest is not None and not latest.is_banded,
                mendings=tuple(found for found in told if found.station in ids),
            ),
        )
