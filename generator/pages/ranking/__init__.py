"""排名: the overview, one page for every month, the method."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from generator.kept import Kept
from generator.model.months import next_month
from generator.model.public import PublicBureau
from generator.pages.charts import LineChart
from generator.pages.page import Link, Page, Setting, months_around, record_texts, setting_of
from generator.pages.ranking.method import method_view
from generator.pages.ranking.tables import RankingMonth, ranking_month, ranking_names
from generator.pages.ranking.trends import bureau_trend
from generator.pages.wording import month_text
from generator.ranking.results import MonthRanking


@dataclass(frozen=True, kw_only=True)
class MonthEntry:
    """A month in the list of months."""

    link: Link
    reported: str
    leaders: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class RankingOverview:
    """The latest month in short, the bureau's trend, and every month."""

    template: ClassVar[str] = "ranking.html"
    latest: RankingMonth | None
    latest_link: Link | None
    months: tuple[MonthEntry, ...]
    trend: LineChart | None
    release_text: str


def ranking_views(
    bureau: PublicBureau, rankings: Mapping[str, MonthRanking], kept: Kept
) -> Mapping[str, RankingMonth]:
    """What each month's page says, ascending; the home page shows the last in short."""
    months = tuple(rankings)
    return {
        month: kept.of(
            ("ranking month", month),
            ranking_month,
            setting_of(bureau),
            ranking_names(bureau),
            rankings[month],
            bureau.releases.get(month),
            months_around("ranking", month, months),
        )
        for month in months
    }


def ranking_pages(
    bureau: PublicBureau,
    rankings: Mapping[str, MonthRanking],
    views: Mapping[str, RankingMonth],
    kept: Kept,
) -> tuple[Page, ...]:
    """The overview, one page for every month, the method."""
    return (
        Page(
            url="ranking/",
            frame="ranking/",
            origin="content/ranking/index.md",
            blocks={"main": _overview(bureau, rankings, views)},
        ),
        *(
            kept.of(("ranking page", month), _month_page, setting_of(bureau), month, view)
            for month, view in views.items()
        ),
        Page(
            url="ranking/method/",
            frame="ranking/method/",
            origin="data/policy.yml",
            blocks={"main": method_view(bureau)},
        ),
    )


def _month_page(setting: Setting, month: str, view: RankingMonth) -> Page:
    url = f"ranking/{month}/"
    release = setting.info.release
    return Page(
        url=url,
        frame="ranking/_month/",
        origin="content/ranking/_month.md",
        texts=record_texts(
            setting,
            title=view.title,
            description=view.sentence,
            published=f"{next_month(month)}-{release.day:02d} {release.at:%H:%M}",
            source=setting.info.name,
            url=url,
        ),
        blocks={"main": view},
    )


def _overview(
    bureau: PublicBureau, rankings: Mapping[str, MonthRanking], views: Mapping[str, RankingMonth]
) -> RankingOverview:
    months = tuple(rankings)
    last = months[-1] if months else None
    release = bureau.info.release
    return RankingOverview(
        latest=views[last] if last else None,
        latest_link=Link(url=f"ranking/{last}/", text=month_text(last)) if last else None,
        months=tuple(_entry(views[month], rankings[month]) for month in reversed(months)),
        trend=bureau_trend(rankings) if len(months) > 1 else None,
        release_text=f"每月{release.day}日{release.at.hour}:{release.at.minute:02d}公布上月排名",
    )


def _entry(view: RankingMonth, ranking: MonthRanking) -> MonthEntry:
    leaders = tuple(
        (table.title, "、".join(f"{row.link.text} {row.score}" for row in table.rows[:3]))
        for table, group in zip(view.groups, ranking.groups, strict=True)
        if group.ranked
    )
    return MonthEntry(
        link=Link(url=f"ranking/{ranking.month}/", text=month_text(ranking.month)),
        reported=f"{ranking.reported}/{ranking.stations}",
        leaders=leaders,
    )
