"""A year's page: the sums of its months by peer group, the result of the rule, and the decisions."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from generator.memo import remembered
from generator.model.months import last_day
from generator.model.policy import Policy
from generator.model.public import PublicBureau, Setting, setting_of
from generator.model.release import ReleaseStatus
from generator.model.standards import YearRules
from generator.model.year_review import OutcomeKind, StationOutcome, YearReview
from generator.pages.links import Link, year_link
from generator.pages.page import Head, Page, record_page
from generator.pages.ranking.seal import with_seal
from generator.pages.ranking.station import RankingNames, ranking_names
from generator.pages.supervision import Mending, SubBureauStanding, mendings, sub_bureau_standings
from generator.ranking.results import Item, StationMonthResult
from generator.ranking.words import figure_text, score_text, title_of
from generator.ranking.year import YearRanking
from generator.ranking.year_end import Condition, StationYearEnd, last_day_of, projects_passed, year_end
from generator.wording import short_month


@dataclass(frozen=True, kw_only=True)
class RankingYear:
    """A year's ranking; `projects` are the areas whose project passed, by station, `around` links to other years.

    `areas` are names, `criteria` titles by id; `mendings` are those after the year and its months.
    """

    template: ClassVar[str] = "ranking_year.html"
    as_of: dt.date
    names: Mapping[str, str]
    areas: Mapping[str, str]
    ranking: YearRanking
    ends: Mapping[str, StationYearEnd]
    projects: Mapping[str, tuple[str, ...]]
    review: YearReview | None
    criteria: Mapping[str, str]
    mendings: tuple[Mending, ...]
    sub_bureaus: tuple[SubBureauStanding, ...]
    around: tuple[Link | None, Link | None]

    @property
    def title(self) -> str:
        """2026年派出所社区警务排名."""
        return f"{self.ranking.year}年{title_of(self.ranking)}"

    @property
    def policy(self) -> Policy:
        """The method of its last month."""
        return self.ranking.policy

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions that a candidate for commendation has to meet."""
        return tuple(Condition)

    @property
    def rules(self) -> YearRules:
        """The bounds for commendation and follow-up."""
        return self.policy.year

    @property
    def is_over(self) -> bool:
        """Is the year over (年终)?"""
        return self.as_of > last_day_of(self.ranking.year)

    @property
    def sentence(self) -> str:
        """How many stations are ranked, may be commended, and are to be followed up, in Chinese."""
        ordered = sum(len(group.ranked) for group in self.ranking.groups)
        scored = sum(own.score is not None for own in self.ranking.results)
        placed = f"{scored}个有得分" if self.ranking.is_banded else f"{ordered}个排了名次"
        months = self.ranking.months
        until = "" if self.is_over else f"到{short_month(months[-1].month)}，"
        candidates, follow_ups = len(self.candidates), len(self.follow_ups)
        return (
            f"{self.ranking.year}年{until}{len(months)}个月合计：{len(self.ranking.results)}个派出所中"
            f"{placed}；按规则，"
            + (f"{candidates}个可以考虑表彰，" if candidates else "还没有可以考虑表彰的，")
            + (f"{follow_ups}个要跟进。" if follow_ups else "没有要跟进的。")
        )

    @property
    def provisional(self) -> int:
        """The number of months that may still change."""
        return sum(month.status is ReleaseStatus.PROVISIONAL for month in self.ranking.months)

    @property
    def absent(self) -> tuple[str, ...]:
        """The past months that were not published."""
        there = {month.month for month in self.ranking.months}
        every = (f"{self.ranking.year}-{number:02d}" for number in range(1, 13))
        return tuple(month for month in every if month not in there and last_day(month) < self.as_of)

    @property
    def candidates(self) -> tuple[StationMonthResult, ...]:
        """The stations that meet every condition for commendation, in the ranking's order."""
        return tuple(own for own in self.ranking.results if self.ends[own.station].is_candidate)

    @property
    def others(self) -> tuple[StationMonthResult, ...]:
        """All other stations."""
        return tuple(own for own in self.ranking.results if not self.ends[own.station].is_candidate)

    @property
    def follow_ups(self) -> tuple[StationMonthResult, ...]:
        """The stations to be followed up."""
        return tuple(own for own in self.ranking.results if self.ends[own.station].is_followed_up)

    def reasons(self, result: StationMonthResult) -> Iterator[str]:
        """Why a station is to be followed up, in Chinese."""
        end, year = self.ends[result.station], self.ranking.stations[result.station]
        if end.low_score:
            yield f"合计 {score_text(result)} 分，低于 {self.rules.follow_up_below.value} 分"
        for item in result.items:
            if item.id in end.low_items:
                bound = self.rules.follow_up_item_below.value
                yield f"“{item.id.label}” {figure_text(item.score)} 分，低于 {bound} 分"
        if end.lacking is not None:
            yield f"{year.owed} 个月里有 {end.lacking} 个月没有报全"

    def lowest(self, result: StationMonthResult) -> Item | None:
        """The item with the lowest score; None without a total score."""
        scored = [(item.score, item) for item in result.items if item.score is not None]
        return min(scored, key=lambda each: each[0])[1] if scored and result.score is not None else None

    @property
    def decided(self) -> Mapping[OutcomeKind, int]:
        """The number of stations for each kind of decision, commendations first."""
        return Counter(own.outcome for own in self._outcomes)

    @property
    def outcomes(self) -> tuple[tuple[StationOutcome, ...], ...]:
        """The decisions grouped by kind, day, document and clause; stations in the review's order."""
        return tuple(tuple(own) for _, own in itertools.groupby(self._outcomes, _decision))

    @property
    def _outcomes(self) -> list[StationOutcome]:
        return sorted(self.review.outcomes if self.review is not None else (), key=_decision)

    def decision(self, station: str) -> OutcomeKind | None:
        """The decision about a station; None if there is none."""
        return next((own.outcome for own in self._outcomes if own.station == station), None)

    @property
    def unexamined(self) -> int:
        """How many communities passed without a record of the examination."""
        review = self.review
        examined = {one.area for one in review.examinations} if review is not None else set()
        return len(set(itertools.chain.from_iterable(self.projects.values())) - examined)

    def candidates_of(self, standing: SubBureauStanding) -> int:
        """How many of the sub-bureau's stations meet every condition for commendation."""
        return sum(self.ends[own.station].is_candidate for own in standing.results)

    def followed_up_of(self, standing: SubBureauStanding) -> int:
        """How many of the sub-bureau's stations are to be followed up."""
        return sum(self.ends[own.station].is_followed_up for own in standing.results)

    def is_by_rule(self, own: StationOutcome) -> bool:
        """Does the rule give the same? A decision may have other grounds, which the page then states."""
        end = self.ends.get(own.station)
        if end is None:
            return False
        return end.is_candidate if own.outcome is OutcomeKind.COMMENDED else end.is_followed_up


def _decision(own: StationOutcome) -> tuple[int, dt.date, str, str]:
    return list(OutcomeKind).index(own.outcome), own.decided_on, own.document, own.clause or ""


def year_links(years: Mapping[str, YearRanking]) -> tuple[Link, ...]:
    """Links to every year's page, the latest first."""
    return tuple(year_link(year) for year in reversed(tuple(years)))


def year_pages(bureau: PublicBureau, years: Mapping[str, YearRanking]) -> tuple[Page, ...]:
    """One page for every year with a published month."""
    links: list[Link | None] = [None, *map(year_link, years), None]
    names = ranking_names(bureau)
    return tuple(
        _page(setting_of(bureau), _view(bureau, names, ranking, (links[at], links[at + 2])))
        for at, ranking in enumerate(years.values())
    )


def _view(
    bureau: PublicBureau, names: RankingNames, ranking: YearRanking, around: tuple[Link | None, Link | None]
) -> RankingYear:
    projects, review = projects_passed(bureau, ranking.year), bureau.year_reviews.get(ranking.year)
    examined = {one.area for one in review.examinations} if review is not None else set()
    return RankingYear(
        as_of=bureau.as_of,
        names=names.stations,
        areas={area: names.areas[area] for area in sorted(examined.union(*projects.values()))},
        ranking=ranking,
        ends={end.station: end for end in year_end(ranking, projects)},
        projects=projects,
        review=review,
        criteria={one.id: one.title for one in bureau.examination.criteria},
        mendings=mendings(bureau, ranking.year),
        sub_bureaus=sub_bureau_standings(bureau, ranking),
        around=around,
    )


@remembered("view.ranking.year")
def _page(setting: Setting, view: RankingYear) -> Page:
    ranking, review = view.ranking, view.review
    last = max(month.latest.revision.published for month in ranking.months)
    page = record_page(
        setting,
        url=year_link(ranking.year).url,
        frame="ranking/_year/",
        origin="content/ranking/_year.md",
        head=Head(
            title=view.title,
            description=view.sentence,
            published=review.published_on if review and review.published_on > last.date() else last,
            source=setting.info.name,
        ),
        main=view,
    )
    return with_seal(page, setting)
