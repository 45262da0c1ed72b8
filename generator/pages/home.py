"""The home page: examples for the finder, this month's ranking in short, the next meetings, what changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from generator.model.area import AreaKind, StreetCover
from generator.model.public import PublicArea, PublicBureau, setting_of
from generator.model.since import RoughDay
from generator.pages.figures import Figures
from generator.pages.glance import glance
from generator.pages.links import Link, area_link, month_link
from generator.pages.meetings.lines import MeetingLine, hosts_of, meeting_line
from generator.pages.page import Page, Validity, validity_of
from generator.pages.ranking.month import RankingMonth
from generator.wording import long_day, month_text, short_date, short_month


@dataclass(frozen=True, kw_only=True)
class Examples:
    """Three things one may type, each found on this very site; and the stations for those without script."""

    template: ClassVar[str] = "home_examples.html"
    examples: tuple[tuple[str, Link], ...]
    stations: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class RankingTeaser:
    """The latest month: each peer group's first three."""

    template: ClassVar[str] = "home_ranking.html"
    latest: RankingMonth | None


@dataclass(frozen=True, kw_only=True)
class MeetingsTeaser:
    """The next meetings as of a day: five are seen, the rest stand in, between two builds, for those that are over."""

    template: ClassVar[str] = "home_meetings.html"
    validity: Validity
    meetings: tuple[MeetingLine, ...]


@dataclass(frozen=True, kw_only=True)
class RecentChange:
    """One kind of news: where, newest first; `more` are not listed."""

    what: str
    count: int
    links: tuple[tuple[Link, str], ...]
    more: int


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What changed since a ranking was last published, by kind, the rarer first; without any in thirty days."""

    template: ClassVar[str] = "home_changes.html"
    since: str
    changes: tuple[RecentChange, ...]


_SHOWN = 6
_DAY = dt.timedelta(days=1)
_MEETINGS = 15


def home_pages(
    bureau: PublicBureau, figures: Figures, months: Mapping[str, RankingMonth]
) -> tuple[Page, ...]:
    """The home page; `months` are the views of the ranking's months, ascending."""
    hosts, schedule = hosts_of(bureau), figures.schedule
    return (
        Page(
            url="",
            frame="",
            origin="content/index.md",
            blocks={
                "examples": _examples(bureau),
                "ranking": RankingTeaser(latest=months[max(months)] if months else None),
                "meetings": MeetingsTeaser(
                    validity=validity_of(setting_of(bureau)),
                    meetings=tuple(
                        meeting_line(bureau.as_of, meeting, hosts[meeting.area])
                        for meeting in schedule.upcoming[:_MEETINGS]
                    ),
                ),
                "glance": glance(figures),
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
        stations=tuple(Link(url=f"communities/#{s.id}", text=s.name) for s in bureau.stations.values()),
    )


def _changes(bureau: PublicBureau) -> Changes:
    published = [release.revisions[0].published_on for release in bureau.releases.values()]
    begins = max(published, default=bureau.as_of - dt.timedelta(days=30))
    text = short_date if begins.year == bureau.as_of.year else long_day
    by_kind: dict[str, list[tuple[dt.date, Link]]] = {}
    for day, what, link in _events(bureau):
        if begins <= day <= bureau.as_of:
            by_kind.setdefault(what, []).append((day, link))
    return Changes(
        since=f"{text(begins)}公布排名以来" if published else f"{text(begins)}以来",
        changes=tuple(
            _change(what, found, text)
            for what, found in sorted(by_kind.items(), key=lambda kind: (len(kind[1]), kind[0]))
        ),
    )


def _change(what: str, found: list[tuple[dt.date, Link]], text: Callable[[dt.date], str]) -> RecentChange:
    newest = sorted(found, key=lambda entry: (-entry[0].toordinal(), entry[1].url))
    return RecentChange(
        what=what,
        count=len(newest),
        links=tuple((link, _known(day, text)) for day, link in newest[:_SHOWN]),
        more=max(0, len(newest) - _SHOWN),
    )


def _known(day: dt.date, text: Callable[[dt.date], str]) -> str:
    """Write the day with `text`, or its month if no more is known."""
    if not isinstance(day, RoughDay) or not day.month_known:
        return text(day)
    return short_month(day.known) if text is short_date else month_text(day.known)


def _events(bureau: PublicBureau) -> Iterator[tuple[dt.date, str, Link]]:
    """Yield what happened, with its day and page: in rankings, officers, posts, projects, communities and meetings."""
    for month, release in bureau.releases.items():
        for revision in release.revisions:
            what = "排名公布" if revision.number == 1 else "排名修订"
            yield revision.published_on, what, month_link(month)
    for area in bureau.every_area.values():
        yield from _events_of(area)
    areas = bureau.every_area
    for meeting in bureau.meetings.values():
        link = Link(url=f"meetings/{meeting.id}/", text=areas[meeting.area].name)
        if meeting.minutes:
            yield meeting.minutes.published_on, "代表会纪要公布", link
        for opinion in meeting.opinions:
            if opinion.closed_on is not None:
                yield opinion.closed_on, f"群众意见{opinion.status.label}", link


def _events_of(area: PublicArea) -> Iterator[tuple[dt.date, str, Link]]:
    link = area_link(area.id, area.name)
    for tenure in area.tenures:
        yield tenure.since, f"{tenure.role.label}到岗", link
    if area.post and area.post.opened:
        yield area.post.opened, "警务室启用", link
    if area.post and area.post.status_since:
        yield area.post.status_since, f"警务室{area.post.status.label}", link
    if area.brand and area.brand.reviewed_on:
        yield area.brand.reviewed_on, f"{area.brand.kind.label}完成考核", link
    if area.until is not None:
        yield area.until + _DAY, "社区撤销、合并", link
