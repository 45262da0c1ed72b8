"""A station's page: its communities, its coverage, its months."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from generator.completeness import Completeness
from generator.meetings import Schedule
from generator.memo import remembered
from generator.model.meeting import Meeting
from generator.model.months import previous_month
from generator.model.policy import Policy
from generator.model.public import PublicArea, PublicBureau, Setting, setting_of
from generator.model.station import Station, StationKind
from generator.pages.charts import LineChart
from generator.pages.links import Link, month_link, working_url
from generator.pages.meetings.feeds import CalendarFeed, station_feed
from generator.pages.meetings.lines import MeetingLine, host_of, meeting_line
from generator.pages.on_site import PromiseFigures, promise_figures
from generator.pages.page import Head, Page, Validity, record_page, validity_of
from generator.pages.people import AreaLine, area_line
from generator.pages.ranking.case_rate import CaseRate, case_rate
from generator.pages.ranking.trends import item_trends, station_trend
from generator.pages.work_records import records_sentences
from generator.promise import Promises
from generator.ranking.published import PublishedMonth
from generator.ranking.results import StationMonthResult
from generator.ranking.words import place_text, rank_change, score_change, score_text
from generator.staffing import Coverage, CoverageSum
from generator.wording import ClauseLink, clause_link, month_text


@dataclass(frozen=True, kw_only=True)
class MonthLine:
    """One month of a station's history; `working` is where its score is worked out."""

    link: Link
    working: str
    group: str
    rank: str
    score: str
    change: str


@dataclass(frozen=True, kw_only=True)
class StationPage:
    """A police station."""

    template: ClassVar[str] = "station.html"
    id: str
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
    on_site: PromiseFigures
    records: str | None
    meetings: tuple[MeetingLine, ...]
    meetings_page: str
    calendar: CalendarFeed
    opinions: str
    latest: StationMonthResult | None
    latest_title: str
    trend: LineChart | None
    items: tuple[LineChart, ...]
    case_rate: CaseRate | None
    months: tuple[MonthLine, ...]
    clauses: tuple[ClauseLink, ...]
    validity: Validity


@dataclass(frozen=True, kw_only=True)
class OwnMonth:
    """A station's month as it was published: its peer group, by which method, what came of it."""

    month: str
    group: StationKind
    policy: Policy
    result: StationMonthResult


# Ascending.
Months: TypeAlias = tuple[OwnMonth, ...]
_MEETINGS_SHOWN = 5


def station_pages(
    bureau: PublicBureau,
    coverage: Coverage,
    schedule: Schedule,
    promises: Promises,
    completeness: Completeness | None,
    published: Mapping[str, PublishedMonth],
) -> tuple[Page, ...]:
    """One page for every station."""
    areas: dict[str, list[PublicArea]] = {id: [] for id in bureau.stations}
    for area in bureau.areas.values():
        areas[area.station].append(area)
    coming: dict[str, list[Meeting]] = {id: [] for id in bureau.stations}
    every = bureau.every_area
    for meeting in schedule.upcoming:
        coming[every[meeting.area].station].append(meeting)
    months: dict[str, list[OwnMonth]] = {id: [] for id in bureau.stations}
    for month, one in published.items():
        policy = one.latest.policy
        for group in one.ranking.groups:
            for result in group.members:
                own = OwnMonth(month=month, group=group.kind, policy=policy, result=result)
                months[result.station].append(own)
    records = records_sentences(completeness)
    return tuple(
        _page(
            setting_of(bureau),
            covered.station,
            tuple(areas[covered.station.id]),
            covered.total,
            promise_figures(promises.by_station[covered.station.id]),
            records.get(covered.station.id),
            tuple(coming[covered.station.id][:_MEETINGS_SHOWN]),
            tuple(months[covered.station.id]),
        )
        for covered in coverage.stations
    )


@remembered("station.id")
def _page(
    setting: Setting,
    station: Station,
    areas: tuple[PublicArea, ...],
    staffing: CoverageSum,
    on_site: PromiseFigures,
    records: str | None,
    coming: tuple[Meeting, ...],
    months: Months,
) -> Page:
    url = f"stations/{station.id}/"
    view = _view(setting, station, areas, staffing, on_site, records, coming, months)
    return record_page(
        setting,
        url=url,
        frame="stations/_station/",
        origin=station.path,
        head=Head(
            title=station.name,
            description=f"{station.name}：{station.address}，24小时电话 {station.phone}；"
            f"{len(view.areas)}个社区的民警和警务室。",
            published=max((area.verified.on for area in areas), default=setting.policy.since),
            source=station.name,
        ),
        main=view,
    )


def _view(
    setting: Setting,
    station: Station,
    areas: tuple[PublicArea, ...],
    staffing: CoverageSum,
    on_site: PromiseFigures,
    records: str | None,
    coming: tuple[Meeting, ...],
    months: Months,
) -> StationPage:
    hosts = {area.id: host_of(area, station) for area in areas}
    leader = station.leader
    results = tuple((own.month, own.result) for own in months)
    methods = {own.month: own.policy.version for own in months}
    return StationPage(
        id=station.id,
        name=station.name,
        kind=station.kind.label,
        district=station.district,
        town=station.town,
        address=station.address,
        phone=station.phone,
        leader=f"{leader.title} {leader.name}（警号 {leader.badge}）" if leader else None,
        areas=tuple(area_line(setting, area) for area in areas),
        required=staffing.required,
        in_post=staffing.in_post,
        gap=staffing.gap,
        on_site=on_site,
        records=records,
        meetings=tuple(meeting_line(setting.as_of, meeting, hosts[meeting.area]) for meeting in coming),
        meetings_page=f"meetings/stations/{station.id}/",
        calendar=station_feed(setting, station),
        opinions=f"meetings/opinions/stations/{station.id}/",
        latest=months[-1].result if months else None,
        latest_title=month_text(months[-1].month) if months else "",
        trend=station_trend(station.id, results),
        items=item_trends(station.id, results),
        case_rate=case_rate(station.id, results),
        months=tuple(_month_line(own, methods.get(previous_month(own.month))) for own in reversed(months)),
        clauses=(clause_link("二(三)"), clause_link("四(五)")),
        validity=validity_of(setting),
    )


def _month_line(own: OwnMonth, method_before: str | None) -> MonthLine:
    """`method_before` is the version of the month before, None where that was not published."""
    result, station = own.result, own.result.station
    is_other = result.change_score is not None and method_before != own.policy.version
    changes = (
        score_change(result.change_score),
        rank_change(result.change_rank),
        "（换了排名办法）" if is_other else "",
    )
    return MonthLine(
        link=month_link(own.month),
        working=working_url(own.month, station),
        group=f"{own.group.label}组",
        rank=place_text(result),
        score=score_text(result),
        change="；".join(result.reasons) or " ".join(filter(None, changes)),
    )
