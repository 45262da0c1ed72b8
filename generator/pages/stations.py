"""A station's page: its communities, its coverage, its months."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from generator.meetings import Schedule
from generator.model.public import PublicArea, PublicBureau
from generator.model.station import Station
from generator.pages.charts import LineChart
from generator.pages.directory import AreaLine, area_line
from generator.pages.meetings.lines import MeetingLine, host_of, meeting_line
from generator.pages.page import Link, Page, record_texts, setting_of
from generator.pages.ranking.tables import (
    StationRow,
    rank_change,
    rank_text,
    ranking_names,
    ranking_row,
    score_change,
    score_text,
)
from generator.pages.ranking.trends import station_trend
from generator.pages.wording import ClauseLink, clause_link, month_text
from generator.ranking.results import MonthRanking
from generator.staffing import Coverage, CoverageSum


@dataclass(frozen=True, kw_only=True)
class MonthLine:
    """One month of a station's history."""

    link: Link
    group: str
    rank: str
    score: str
    change: str


@dataclass(frozen=True, kw_only=True)
class StationPage:
    """A police station."""

    template: ClassVar[str] = "station.html"
    name: str
    kind: str
    district: str
    town: str
    address: str
    phone: str
    leader: str | None
    areas: tuple[AreaLine, ...]
    required: int
    in_post: int
    gap: int
    meetings: tuple[MeetingLine, ...]
    calendar: str
    latest: StationRow | None
    latest_title: str
    trend: LineChart | None
    months: tuple[MonthLine, ...]
    clauses: tuple[ClauseLink, ...]


def station_pages(
    bureau: PublicBureau, coverage: Coverage, schedule: Schedule, rankings: Mapping[str, MonthRanking]
) -> tuple[Page, ...]:
    """One page for every station."""
    areas: dict[str, list[PublicArea]] = {}
    for area in bureau.areas.values():
        areas.setdefault(area.station, []).append(area)
    totals = {covered.station.id: covered.total for covered in coverage.stations}
    return tuple(
        _page(
            bureau,
            station,
            _view(bureau, station, areas.get(station.id, []), totals[station.id], schedule, rankings),
        )
        for station in bureau.stations.values()
    )


def _page(bureau: PublicBureau, station: Station, view: StationPage) -> Page:
    url = f"stations/{station.id}/"
    last = max((area.verification.on.iso for area in view.areas), default=bureau.policy.since.isoformat())
    return Page(
        url=url,
        frame="stations/_station/",
        origin=station.path,
        texts=record_texts(
            setting_of(bureau),
            title=station.name,
            description=f"{station.name}：{station.address}，24小时电话 {station.phone}；"
            f"{len(view.areas)}个社区的民警和警务室。",
            published=f"{last} 00:00",
            source=station.name,
            url=url,
        ),
        blocks={"main": view},
    )


def _view(
    bureau: PublicBureau,
    station: Station,
    areas: list[PublicArea],
    staffing: CoverageSum,
    schedule: Schedule,
    rankings: Mapping[str, MonthRanking],
) -> StationPage:
    hosts = {area.id: host_of(area, station) for area in areas}
    coming = [meeting for meeting in schedule.upcoming if meeting.area in hosts]
    months = tuple(rankings)
    latest = rankings[months[-1]].result(station.id) if months else None
    return StationPage(
        name=station.name,
        kind=station.kind.label,
        district=station.district,
        town=station.town,
        address=station.address,
        phone=station.phone,
        leader=f"{station.leader.title} {station.leader.name}（警号 {station.leader.badge}）"
        if station.leader
        else None,
        areas=tuple(area_line(setting_of(bureau), area) for area in areas),
        required=staffing.required,
        in_post=staffing.in_post,
        gap=staffing.gap,
        meetings=tuple(meeting_line(bureau.as_of, meeting, hosts[meeting.area]) for meeting in coming[:5]),
        calendar=f"meetings/stations/{station.id}.ics",
        latest=ranking_row(ranking_names(bureau), bureau.policy, latest) if latest else None,
        latest_title=month_text(months[-1]) if months else "",
        trend=station_trend(station.id, rankings),
        months=tuple(_month_line(station, rankings[month]) for month in reversed(months)),
        clauses=(clause_link("二(三)"), clause_link("四(五)")),
    )


def _month_line(station: Station, ranking: MonthRanking) -> MonthLine:
    link = Link(url=f"ranking/{ranking.month}/", text=month_text(ranking.month))
    result = ranking.result(station.id)
    if result is None:
        return MonthLine(link=link, group="", rank="—", score="—", change="")
    change = "；".join(result.reasons) or " ".join(
        filter(None, (score_change(result.change_score), rank_change(result.change_rank)))
    )
    return MonthLine(
        link=link,
        group=f"{station.peer_group.label}组",
        rank=rank_text(result),
        score=score_text(result),
        change=change,
    )
