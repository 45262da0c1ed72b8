"""排名: the overview, a page for every published month and for every station in it, and the method."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from generator.model.months import previous_month
from generator.model.public import PublicBureau, setting_of
from generator.model.station import StationKind
from generator.pages.charts import LineChart
from generator.pages.links import Link, month_link, months_around
from generator.pages.page import Page
from generator.pages.ranking.draft import draft_pages
from generator.pages.ranking.method import method_pages
from generator.pages.ranking.month import RankingMonth, Standing, month_page, standing_of
from generator.pages.ranking.practice import practice_pages
from generator.pages.ranking.release_days import ReleaseDays, release_days
from generator.pages.ranking.seal import with_seal
from generator.pages.ranking.station import ranking_names, station_page
from generator.pages.ranking.trends import bureau_trend
from generator.pages.supervision import mendings, sub_bureau_standings
from generator.ranking.form import has_ranks
from generator.ranking.published import PublishedMonth


@dataclass(frozen=True, kw_only=True)
class MonthEntry:
    """A month in the list of months; `leaders` are the names of the first-ranked stations, by peer group."""

    standing: Standing
    reported: int
    stations: int
    leaders: Mapping[StationKind, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class RankingOverview:
    """The latest month in short, the bureau's trend, every month, and the months to come.

    `drafts` are unpublished months, in the preview alone.
    """

    template: ClassVar[str] = "ranking.html"
    has_ranks: bool
    days: ReleaseDays
    latest: RankingMonth | None
    years: tuple[Link, ...]
    months: tuple[MonthEntry, ...]
    trend: LineChart | None
    drafts: tuple[Link, ...] = ()


def ranking_views(
    bureau: PublicBureau, published: Mapping[str, PublishedMonth]
) -> Mapping[str, RankingMonth]:
    """The view of each month's page, ascending; the home page shows the latest in short."""
    months = tuple(published)
    return {
        month: RankingMonth(
            names=bureau.station_names_in(month),
            published=one,
            before=published.get(previous_month(month)),
            around=months_around("ranking", month, months),
            mendings=mendings(bureau, month),
            sub_bureaus=sub_bureau_standings(bureau, one.ranking),
        )
        for month, one in published.items()
    }


def ranking_pages(
    bureau: PublicBureau,
    published: Mapping[str, PublishedMonth],
    views: Mapping[str, RankingMonth],
    years: tuple[Link, ...],
    drafts: tuple[PublishedMonth, ...] = (),
) -> tuple[Page, ...]:
    """The overview, a page for every month and station, and the method; `drafts` only in the preview."""
    setting = setting_of(bureau)
    overview = replace(
        _overview(bureau, published, views, years), drafts=tuple(month_link(draft.month) for draft in drafts)
    )
    pages = (
        _overview_page(overview),
        *(month_page(setting, view) for view in views.values()),
        *_station_pages(bureau, published),
        *practice_pages(bureau, published),
        *method_pages(bureau, published.values()),
    )
    return (
        *(with_seal(page, setting) for page in pages),
        *draft_pages(bureau, drafts, published),
    )


def _overview_page(view: RankingOverview) -> Page:
    """The page, with the words of its prose that depend on the form."""
    return Page(
        url="ranking/",
        frame="ranking/",
        origin="content/ranking/index.md",
        texts={
            "unreported": "不排名次" if view.has_ranks else "没有得分和档次",
        },
        blocks={"main": view},
    )


def _overview(
    bureau: PublicBureau,
    published: Mapping[str, PublishedMonth],
    views: Mapping[str, RankingMonth],
    years: tuple[Link, ...],
) -> RankingOverview:
    rankings, policy = {month: one.ranking for month, one in published.items()}, bureau.policy
    return RankingOverview(
        has_ranks=has_ranks(policy, by=policy),
        days=release_days(bureau),
        latest=views[max(views)] if views else None,
        years=years,
        months=tuple(
            _entry(bureau.station_names_in(one.month), one) for one in reversed([*published.values()])
        ),
        trend=bureau_trend(rankings) if len(rankings) > 1 else None,
    )


def _entry(names: Mapping[str, str], one: PublishedMonth) -> MonthEntry:
    return MonthEntry(
        standing=standing_of(one),
        reported=one.ranking.reported,
        stations=one.ranking.stations,
        leaders={
            group.kind: tuple(names[result.station] for result in group.ranked if result.rank == 1)
            for group in one.ranking.groups
            if group.ranked
        },
    )


def _station_pages(bureau: PublicBureau, published: Mapping[str, PublishedMonth]) -> Iterator[Page]:
    setting, names = setting_of(bureau), ranking_names(bureau)
    months: dict[str, set[str]] = {}
    for month, one in published.items():
        for row in one.latest.revision.rows:
            months.setdefault(row.station, set()).add(month)
    for month, one in published.items():
        before = published.get(previous_month(month))
        then = replace(names, stations=bureau.station_names_in(month))
        for row in one.latest.revision.rows:
            yield station_page(setting, then, one, before, row, frozenset(months[row.station]))
