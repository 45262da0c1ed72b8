"""The home page: examples for the finder, this month's ranking in short, the next meetings, what changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from generator.meetings import Schedule
from generator.model.area import StreetCover
from generator.model.meeting import MeetingStatus
from generator.model.public import PublicBureau
from generator.pages.meetings import MeetingLine, meeting_line
from generator.pages.page import Link, Page
from generator.pages.ranking import GroupTable, RankingMonth, ranking_month
from generator.pages.wording import When, month_text, when
from generator.ranking.results import MonthRanking


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
    month: Link | None
    sentence: str
    status: str
    groups: tuple[GroupTable, ...]


@dataclass(frozen=True, kw_only=True)
class MeetingsTeaser:
    """The next five meetings."""

    template: ClassVar[str] = "home_meetings.html"
    meetings: tuple[MeetingLine, ...]
    total: int


@dataclass(frozen=True, kw_only=True)
class Change:
    """Something new, from the records themselves."""

    date: When
    what: str
    link: Link


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What changed in the month up to the build's date, newest first."""

    template: ClassVar[str] = "home_changes.html"
    changes: tuple[Change, ...]
    more: int


_SHOWN = 12


def home_pages(
    bureau: PublicBureau, schedule: Schedule, rankings: Mapping[str, MonthRanking]
) -> tuple[Page, ...]:
    """The home page."""
    months = tuple(rankings)
    latest = ranking_month(bureau, rankings[months[-1]], months) if months else None
    return (
        Page(
            url="",
            frame="",
            origin="content/index.md",
            blocks={
                "examples": _examples(bureau),
                "ranking": _ranking(latest, months),
                "meetings": MeetingsTeaser(
                    meetings=tuple(meeting_line(bureau, meeting) for meeting in schedule.upcoming[:5]),
                    total=len(schedule.upcoming),
                ),
                "changes": _changes(bureau),
            },
        ),
    )


def _examples(bureau: PublicBureau) -> Examples:
    found: list[tuple[str, Link]] = []
    areas = list(bureau.areas.values())
    streets = ((area, cover) for area in areas for cover in area.covers if isinstance(cover, StreetCover))
    for area, cover in streets:
        found.append((f"{cover.street}{cover.start}号", Link(url=f"communities/{area.id}/", text=area.name)))
        break
    for area in reversed(areas):
        if area.villages:
            found.append((area.villages[0], Link(url=f"communities/{area.id}/", text=area.name)))
            break
    for area in areas[len(areas) // 2 :]:
        if area.officers:
            found.append((area.officers[0].name, Link(url=f"communities/{area.id}/", text=area.name)))
            break
    stations = tuple(Link(url=f"communities/#{s.id}", text=s.name) for s in bureau.stations.values())
    return Examples(examples=tuple(found), stations=stations)


def _ranking(latest: RankingMonth | None, months: tuple[str, ...]) -> RankingTeaser:
    if latest is None:
        return RankingTeaser(month=None, sentence="还没有可以公布的月份。", status="", groups=())
    link = Link(url=f"ranking/{months[-1]}/", text=f"{month_text(months[-1])}完整排名")
    return RankingTeaser(month=link, sentence=latest.sentence, status=latest.status, groups=latest.groups)


def _changes(bureau: PublicBureau) -> Changes:
    begins = bureau.as_of - dt.timedelta(days=30)
    found = sorted(
        (entry for entry in _events(bureau) if begins <= entry[0] <= bureau.as_of),
        key=lambda entry: (-entry[0].toordinal(), entry[2].url, entry[1]),
    )
    changes = tuple(Change(date=when(day, as_of=bureau.as_of), what=what, link=link) for day, what, link in found)
    return Changes(changes=changes[:_SHOWN], more=max(0, len(changes) - _SHOWN))


def _events(bureau: PublicBureau) -> Iterator[tuple[dt.date, str, Link]]:
    """Officers who came, posts that opened or closed, projects reviewed, meetings called off, minutes published."""
    for area in bureau.areas.values():
        link = Link(url=f"communities/{area.id}/", text=area.name)
        for tenure in area.tenures:
            yield tenure.since, f"{tenure.role.label}到岗", link
        if area.post and area.post.opened:
            yield area.post.opened, "警务室启用", link
        if area.post and area.post.status_since:
            yield area.post.status_since, f"警务室{area.post.status.label}", link
        if area.brand and area.brand.reviewed_on:
            yield area.brand.reviewed_on, f"{area.brand.kind.label}完成考核", link
    for meeting in bureau.meetings.values():
        link = Link(url=f"meetings/{meeting.id}/", text=bureau.areas[meeting.area].name)
        if meeting.minutes:
            yield meeting.minutes.published_on, "代表会纪要公布", link
        elif meeting.status is MeetingStatus.HELD:
            yield meeting.date, "代表会召开", link
