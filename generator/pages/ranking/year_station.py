"""How a station's year was summed: the numerators and denominators of its months, part by part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from generator.memo import remembered
from generator.model.policy import Policy
from generator.model.public import PublicBureau, Setting, setting_of
from generator.pages.links import working_url
from generator.pages.page import Head, Page, record_page
from generator.pages.ranking.seal import with_seal
from generator.ranking.results import StationMonthResult
from generator.ranking.year import StationYear, YearRanking


@dataclass(frozen=True, kw_only=True)
class StationYearWorking:
    """A station's sums of a year, and the method by which they are scored."""

    template: ClassVar[str] = "ranking_year_station.html"
    year: str
    name: str
    result: StationMonthResult
    sums: StationYear
    policy: Policy

    @property
    def title(self) -> str:
        """古楼派出所2026年得分的算法."""
        return f"{self.name}{self.year}年得分的算法"


def year_station_pages(bureau: PublicBureau, years: Mapping[str, YearRanking]) -> Iterator[Page]:
    """A page for every year and station with a published month in it."""
    setting, names = setting_of(bureau), bureau.station_names
    for ranking in years.values():
        for result in ranking.results:
            view = StationYearWorking(
                year=ranking.year,
                name=names[result.station],
                result=result,
                sums=ranking.stations[result.station],
                policy=ranking.policy,
            )
            yield with_seal(_page(setting, view, ranking), setting)


@remembered("view.year", "view.result.station")
def _page(setting: Setting, view: StationYearWorking, ranking: YearRanking) -> Page:
    return record_page(
        setting,
        url=working_url(view.year, view.result.station),
        frame="ranking/station/_month/",
        origin="content/ranking/station/_month.md",
        head=Head(
            title=view.title,
            description=f"{view.title}：各月的分子、分母加起来，每一项怎样算出来。",
            published=max(month.latest.revision.published for month in ranking.months),
            source=setting.info.name,
        ),
        main=view,
    )
