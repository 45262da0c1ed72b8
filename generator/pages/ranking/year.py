"""A year's page: the sums of its months by peer group, what the rule says of the stations, what was decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from generator.memo import remembered
from generator.model.months import last_day
from generator.model.public import PublicBureau, Setting, setting_of
from generator.model.release import ReleaseStatus
from generator.model.year_review import YearReview
from generator.pages.links import Link, month_link, ranking_downloads
from generator.pages.page import Head, Page, record_page
from generator.pages.ranking.words import RankingNames, ranking_names
from generator.pages.ranking.year_rules import (
    OutcomeLine,
    YearRuleLists,
    outcome_lines,
    rule_lists,
)
from generator.pages.ranking.year_tables import YearGroup, year_groups
from generator.ranking.published import PublishedMonth
from generator.ranking.year import YearRanking
from generator.ranking.year_end import last_day_of, projects_passed, year_end
from generator.wording import ClauseLink, clause_link, long_day, short_month


@dataclass(frozen=True, kw_only=True)
class YearMonth:
    """One month that went in."""

    link: Link
    status: str
    is_provisional: bool
    revision: str


@dataclass(frozen=True, kw_only=True)
class RankingYear:
    """A year's ranking. `lists_title` is 年终 where the year is over, else 目前的情况."""

    template: ClassVar[str] = "ranking_year.html"
    title: str
    crumb: str
    lists_title: str
    is_over: bool
    sentence: str
    decided: str | None
    provisional: int
    groups: tuple[YearGroup, ...]
    rules: YearRuleLists
    outcomes: tuple[OutcomeLine, ...]
    reviewed_on: str | None
    months: tuple[YearMonth, ...]
    absent: str
    before: Link | None
    after: Link | None
    policy_version: str
    peer_minimum: int
    missing_at_most: int
    downloads: tuple[Link, ...]
    clause: ClauseLink


def year_links(years: Mapping[str, YearRanking]) -> tuple[Link, ...]:
    """To every year's page, the latest first."""
    return tuple(_link(year) for year in reversed(tuple(years)))


def year_pages(bureau: PublicBureau, years: Mapping[str, YearRanking]) -> tuple[Page, ...]:
    """One page for every year with a published month."""
    setting, names = setting_of(bureau), ranking_names(bureau)
    order = tuple(years)
    return tuple(
        _page(
            setting,
            names,
            ranking,
            projects_passed(bureau, year),
            bureau.year_reviews.get(year),
            (order[at - 1] if at else None, order[at + 1] if at + 1 < len(order) else None),
        )
        for at, (year, ranking) in enumerate(years.items())
    )


@remembered("ranking.year")
def _page(
    setting: Setting,
    names: RankingNames,
    ranking: YearRanking,
    projects: Mapping[str, tuple[str, ...]],
    review: YearReview | None,
    around: tuple[str | None, str | None],
) -> Page:
    url = f"ranking/{ranking.year}/"
    view = ranking_year(setting, names, ranking, projects, review, around)
    last = max(month.latest.revision.published for month in ranking.months)
    return record_page(
        setting,
        url=url,
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


def ranking_year(
    setting: Setting,
    names: RankingNames,
    ranking: YearRanking,
    projects: Mapping[str, tuple[str, ...]],
    review: YearReview | None,
    around: tuple[str | None, str | None],
) -> RankingYear:
    """The view of one year; `projects` are the areas whose project passed, by station, `around` the other years."""
    ends = {end.station: end for end in year_end(ranking, projects)}
    outcomes = outcome_lines(names, ends, review)
    rules = rule_lists(names, ranking, ends, projects, _decisions(review))
    is_over = setting.as_of > last_day_of(ranking.year)
    policy = ranking.policy
    return RankingYear(
        title=f"{ranking.year}年派出所社区警务排名",
        crumb=f"{ranking.year}年",
        lists_title="年终" if is_over else "目前的情况",
        is_over=is_over,
        sentence=_sentence(ranking, rules, is_over=is_over),
        decided=_decided(outcomes) if review is not None else None,
        provisional=sum(month.status is ReleaseStatus.PROVISIONAL for month in ranking.months),
        groups=year_groups(names, ranking),
        rules=rules,
        outcomes=outcomes,
        reviewed_on=long_day(review.published_on) if review is not None else None,
        months=tuple(_month(month) for month in ranking.months),
        absent=_absent(setting, ranking),
        before=_link(around[0]) if around[0] else None,
        after=_link(around[1]) if around[1] else None,
        policy_version=policy.version,
        peer_minimum=policy.standards.peer_minimum.value,
        missing_at_most=policy.year.missing_at_most.value,
        downloads=ranking_downloads(ranking.year),
        clause=clause_link("四(五)"),
    )


def _decisions(review: YearReview | None) -> Mapping[str, str]:
    return {own.station: own.outcome.label for own in (review.outcomes if review is not None else ())}


def _link(year: str) -> Link:
    return Link(url=f"ranking/{year}/", text=f"{year}年")


def _sentence(ranking: YearRanking, rules: YearRuleLists, *, is_over: bool) -> str:
    ranked = sum(len(group.ranked) for group in ranking.groups)
    months = ranking.months
    so_far = (
        f"{len(months)}个月合计" if is_over else f"到{short_month(months[-1].month)}，{len(months)}个月合计"
    )
    candidates = len(rules.candidates)
    return (
        f"{ranking.year}年{so_far}：{len(ranking.results)}个派出所中{ranked}个排了名次；按规则，"
        + (f"{candidates}个可以考虑表彰，" if candidates else "还没有可以考虑表彰的，")
        + (f"{len(rules.follow_ups)}个要跟进。" if rules.follow_ups else "没有要跟进的。")
    )


def _decided(outcomes: tuple[OutcomeLine, ...]) -> str:
    """表彰6个、限期整改1个; nothing where there are none."""
    counts: dict[str, int] = {}
    for line in outcomes:
        counts[line.outcome] = counts.get(line.outcome, 0) + len(line.stations)
    return "、".join(f"{outcome}{count}个" for outcome, count in counts.items())


def _month(month: PublishedMonth) -> YearMonth:
    number = month.latest.revision.number
    return YearMonth(
        link=month_link(month.month),
        status=month.status.label,
        is_provisional=month.status is ReleaseStatus.PROVISIONAL,
        revision=f"第{number}版，修订过" if number > 1 else "第1版",
    )


def _absent(setting: Setting, ranking: YearRanking) -> str:
    """The months that are over and were not published: 1月、2月."""
    there = {month.month for month in ranking.months}
    every = (f"{ranking.year}-{number:02d}" for number in range(1, 13))
    return "、".join(
        short_month(month) for month in every if month not in there and last_day(month) < setting.as_of
    )
