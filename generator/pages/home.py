"""The home page: examples for the finder, ranking and city in short, the next meetings, recent changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from generator.figures import Figures
from generator.model.area import AreaKind, StreetCover
from generator.model.meeting import Meeting
from generator.model.public import PublicArea, PublicBureau, Setting, setting_of
from generator.model.release import Release
from generator.model.since import RoughDay
from generator.opinions import OpinionStatistics
from generator.pages.by_station import days_shown
from generator.pages.links import Link, area_link, month_link
from generator.pages.page import Page
from generator.pages.ranking.month import RankingMonth
from generator.progress import Progress
from generator.promise import Promises
from generator.ranking.form import ranking_word
from generator.staffing import CoverageSum
from generator.wording import long_day, month_text, short_date, short_month


@dataclass(frozen=True, kw_only=True)
class Examples:
    """Three example queries with their answers on this site."""

    template: ClassVar[str] = "home_examples.html"
    examples: tuple[tuple[str, Link], ...]


@dataclass(frozen=True, kw_only=True)
class RankingTeaser:
    """The latest month: the top three of each peer group."""

    template: ClassVar[str] = "home_ranking.html"
    latest: RankingMonth | None


@dataclass(frozen=True, kw_only=True)
class MeetingsTeaser:
    """The next meetings as of a day: five are shown, the rest replace those that end before the next build.

    `names` are those of their areas by id. In a large city `days`, the numbers of meetings by day, take their place.
    """

    template: ClassVar[str] = "home_meetings.html"
    setting: Setting
    meetings: tuple[Meeting, ...]
    names: Mapping[str, str]
    days: Mapping[dt.date, int]


@dataclass(frozen=True, kw_only=True)
class Glance:
    """One figure for each promise: officers, their days, answers, the five goals."""

    template: ClassVar[str] = "home_glance.html"
    staffing: CoverageSum
    promises: Promises
    opinions: OpinionStatistics
    progress: Progress


@dataclass(frozen=True, kw_only=True)
class RecentChange:
    """Something that happened, with its page."""

    day: dt.date
    what: str
    link: Link


@dataclass(frozen=True, kw_only=True)
class Changes:
    """Changes since the last publication of a ranking, or else in the last thirty days.

    By kind, the rarest first; within a kind the newest first.
    """

    template: ClassVar[str] = "home_changes.html"
    as_of: dt.date
    since: dt.date
    is_since_release: bool
    by_kind: Mapping[str, tuple[RecentChange, ...]]

    def text(self, day: dt.date) -> str:
        """The day, or only its month if no more is known; with the year unless all are of one year."""
        is_one_year = self.since.year == self.as_of.year
        if isinstance(day, RoughDay) and day.month_known:
            return short_month(day.known) if is_one_year else month_text(day.known)
        return short_date(day) if is_one_year else long_day(day)


_DAY: Final = dt.timedelta(days=1)
_QUIET: Final = dt.timedelta(days=30)
_MEETINGS: Final = 15


def home_pages(
    bureau: PublicBureau, figures: Figures, months: Mapping[str, RankingMonth]
) -> tuple[Page, ...]:
    """The home page; `months` are the views of the ranking's months, ascending."""
    coming, areas = figures.schedule.upcoming[:_MEETINGS], bureau.every_area
    return (
        Page(
            url="",
            frame="",
            origin="content/index.md",
            blocks={
                "examples": _examples(bureau),
                "ranking": RankingTeaser(latest=months[max(months)] if months else None),
                "meetings": MeetingsTeaser(
                    setting=setting_of(bureau),
                    meetings=coming,
                    names={one.area: areas[one.area].name for one in coming},
                    days=days_shown(figures.schedule),
                ),
                "glance": Glance(
                    staffing=figures.coverage.total,
                    promises=figures.promises,
                    opinions=figures.opinions.bureau.statistics,
                    progress=figures.progress,
                ),
                "changes": _changes(bureau),
            },
        ),
    )


def _examples(bureau: PublicBureau) -> Examples:
    """A house number, a village, an officer: what the three kinds of residents are likely to type."""
    areas = sorted(
        bureau.areas.values(), key=lambda area: (list(AreaKind).index(area.kind), area.station, area.id)
    )
    streets = (
        (f"{c.street}{c.start}号", area) for area in areas for c in area.covers if isinstance(c, StreetCover)
    )
    villages = ((area.villages[0], area) for area in areas if area.villages)
    officers = ((area.officers[0].name, area) for area in areas[1:] if area.officers)
    found = [next(kind, None) for kind in (streets, villages, officers)]
    return Examples(
        examples=tuple((text, area_link(area.id, area.name)) for text, area in (f for f in found if f)),
    )


def _changes(bureau: PublicBureau) -> Changes:
    published = [release.revisions[0].published_on for release in bureau.releases.values()]
    since = max(published, default=bureau.as_of - _QUIET)
    recent = [change for change in _every_change(bureau) if since <= change.day <= bureau.as_of]
    by_kind: dict[str, list[RecentChange]] = {}
    for change in sorted(recent, key=lambda one: (-one.day.toordinal(), one.link.url)):
        by_kind.setdefault(change.what, []).append(change)
    kinds = sorted(by_kind, key=lambda what: (len(by_kind[what]), what))
    return Changes(
        as_of=bureau.as_of,
        since=since,
        is_since_release=bool(published),
        by_kind={what: tuple(by_kind[what]) for what in kinds},
    )


def _every_change(bureau: PublicBureau) -> Iterator[RecentChange]:
    """Changes in rankings, officers, posts, projects, communities and meetings."""
    named = ranking_word(bureau.policy)
    for month, release in bureau.releases.items():
        yield from _published(named, month, release)
    areas = bureau.every_area
    for area in areas.values():
        link = area_link(area.id, area.name)
        for what, day in _dated(area):
            yield RecentChange(day=day, what=what, link=link)
    for meeting in bureau.meetings.values():
        link = Link(url=f"meetings/{meeting.id}/", text=areas[meeting.area].name)
        if meeting.minutes:
            yield RecentChange(day=meeting.minutes.published_on, what="代表会纪要公布", link=link)
        for opinion in meeting.opinions:
            if opinion.closed_on is not None:
                yield RecentChange(day=opinion.closed_on, what=f"群众意见{opinion.status.label}", link=link)


def _published(named: str, month: str, release: Release) -> Iterator[RecentChange]:
    for revision in release.revisions:
        what = f"{named}{'公布' if revision.number == 1 else '修订'}"
        yield RecentChange(day=revision.published_on, what=what, link=month_link(month))


def _dated(area: PublicArea) -> Iterator[tuple[str, dt.date]]:
    for tenure in area.tenures:
        yield f"{tenure.role.label}到岗", tenure.since
    if area.post and area.post.opened:
        yield "警务室启用", area.post.opened
    if area.post and area.post.status_since:
        yield f"警务室{area.post.status.label}", area.post.status_since
    for brand in area.brands:
        if brand.reviewed_on:
            yield f"{brand.kind.label}完成考核", brand.reviewed_on
    if area.until is not None:
        yield "社区撤销、合并", area.until + _DAY
