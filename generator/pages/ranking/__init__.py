"""排名: the overview, one page for every published month and for every station in it, the method."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from generator.memo import remembered
from generator.model.months import previous_month
from generator.model.public import PublicBureau, Setting, setting_of
from generator.pages.charts import LineChart
from generator.pages.links import Link, month_link, months_around
from generator.pages.page import Head, Page, record_page, written_page
from generator.pages.ranking.bridge import before_of
from generator.pages.ranking.calendar import ComingRelease, coming_releases
from generator.pages.ranking.explain import MonthPlace, station_sum_page
from generator.pages.ranking.method import method_pages
from generator.pages.ranking.revisions import standing_of
from generator.pages.ranking.tables import RankingMonth, ranking_month
from generator.pages.ranking.trends import bureau_trend
from generator.pages.ranking.words import RankingNames, ranking_names
from generator.ranking.published import PublishedMonth


@dataclass(frozen=True, kw_only=True)
class MonthEntry:
    """A month in the list of months."""

    link: Link
    status: str
    reported: str
    leaders: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class RankingOverview:
    """The latest month in short, the bureau's trend, every month, and the months to come."""

    template: ClassVar[str] = "ranking.html"
    latest: RankingMonth | None
    latest_link: Link | None
    years: tuple[Link, ...]
    months: tuple[MonthEntry, ...]
    trend: LineChart | None
    release_text: str
    coming: tuple[ComingRelease, ...]


def ranking_views(
    bureau: PublicBureau, published: Mapping[str, PublishedMonth]
) -> Mapping[str, RankingMonth]:
    """What each month's page says, ascending; the home page shows the last in short."""
    names, months = ranking_names(bureau), tuple(published)
    return {
        month: ranking_month(
            names, one, published.get(previous_month(month)), months_around("ranking", month, months)
        )
        for month, one in published.items()
    }


def ranking_pages(
    bureau: PublicBureau,
    published: Mapping[str, PublishedMonth],
    views: Mapping[str, RankingMonth],
    years: tuple[Link, ...],
) -> tuple[Page, ...]:
    """The overview, one page for every month and station, the method."""
    setting = setting_of(bureau)
    return (
        written_page("ranking/", _overview(bureau, published, views, years)),
        *(_month_page(setting, published[month], view) for month, view in views.items()),
        *_station_sums(setting, ranking_names(bureau), published),
        *method_pages(bureau),
    )


@remembered("one.month")
def _month_page(setting: Setting, one: PublishedMonth, view: RankingMonth) -> Page:
    url = f"ranking/{one.month}/"
    return record_page(
        setting,
        url=url,
        frame="ranking/_month/",
        origin=f"data/releases/{one.month}.yml",
        head=Head(
            title=view.title,
            description=view.sentence,
            published=one.latest.revision.published,
            source=setting.info.name,
        ),
        main=view,
    )


def _station_sums(
    setting: Setting, names: RankingNames, published: Mapping[str, PublishedMonth]
) -> Iterator[Page]:
    months: dict[str, set[str]] = {}
    for month, one in published.items():
        for row in one.latest.revision.rows:
            months.setdefault(row.station, set()).add(month)
    for month, one in published.items():
        results = {r.station: (r, g.kind) for g in one.ranking.groups for r in g.members}
        standing, earlier = standing_of(one), published.get(previous_month(month))
        for row in one.latest.revision.rows:
            result, kind = results[row.station]
            place = MonthPlace(
                month=month,
                group=kind,
                standing=standing,
                before=before_of(earlier, row.station),
                months=frozenset(months[row.station]),
            )
            yield station_sum_page(setting, names, place, row, result, one.latest)


def _overview(
    bureau: PublicBureau,
    published: Mapping[str, PublishedMonth],
    views: Mapping[str, RankingMonth],
    years: tuple[Link, ...],
) -> RankingOverview:
    months = tuple(published)
    last = months[-1] if months else None
    release = bureau.info.release
    return RankingOverview(
        latest=views[last] if last else None,
        latest_link=month_link(last) if last else None,
        years=years,
        months=tuple(_entry(views[month], published[month]) for month in reversed(months)),
        trend=bureau_trend({m: one.ranking for m, one in published.items()}) if len(months) > 1 else None,
        release_text=f"每月{release.day}日{release.at.hour}:{release.at.minute:02d}公布上月排名",
        coming=coming_releases(release, months, bureau.as_of),
    )


def _entry(view: RankingMonth, one: PublishedMonth) -> MonthEntry:
    ranking, number = one.ranking, one.latest.revision.number
    leaders = tuple(
        (
            table.title,
            "、".join(row.link.text for row, r in zip(table.rows, group.ranked, strict=False) if r.rank == 1),
        )
        for table, group in zip(view.groups, ranking.groups, strict=True)
        if group.ranked
    )
    return MonthEntry(
        link=month_link(one.month),
        status=one.status.label + (f"，修订{number - 1}次" if number > 1 else ""),
        reported=f"{ranking.reported}/{ranking.stations}",
        leaders=leaders,
    )
