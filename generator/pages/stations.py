"""A station's page: its communities, its coverage, its months."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from generator.completeness import StationCompleteness
from generator.figures import Figures
from generator.memo import remembered
from generator.model.meeting import Meeting
from generator.model.months import previous_month
from generator.model.policy import Policy
from generator.model.public import PublicArea, PublicBureau, Setting, setting_of
from generator.model.public_work import PublicWorkRecord
from generator.model.reference import Duties, DutyList
from generator.model.station import DutyMode, Station, StationKind
from generator.pages.charts import LineChart
from generator.pages.links import Link, area_link, station_link, sub_bureau_link, working_link
from generator.pages.page import Head, Page, record_page
from generator.pages.ranking.audit import StationConfirmation, station_confirmation
from generator.pages.ranking.case_rate import CaseRate, case_rate
from generator.pages.ranking.trends import item_trends, station_trend
from generator.pages.supervision import Mending, mendings
from generator.pages.work_records import kept_up
from generator.promise import PromiseSum
from generator.ranking.form import has_ranks
from generator.ranking.published import PublishedMonth
from generator.ranking.results import StationMonthResult
from generator.staffing import StationCoverage
from generator.targets import YearProgress, shown_year
from generator.wording import month_text, when

_MEETINGS_SHOWN = 5


@dataclass(frozen=True, kw_only=True)
class OwnMonth:
    """A station's published month: its peer group, the policy, and the result.

    `is_new_method`: the month before used another policy, or was not published.
    """

    month: str
    group: StationKind
    policy: Policy
    is_new_method: bool
    result: StationMonthResult


@dataclass(frozen=True, kw_only=True)
class StationPage:
    """A police station. `upkeep` is None before a month was published, `months` are ascending."""

    template: ClassVar[str] = "station.html"
    setting: Setting
    staffing: StationCoverage
    duties: Duties
    promise: PromiseSum
    upkeep: StationCompleteness | None
    upkeep_month: str
    confirmation: StationConfirmation
    coming: tuple[Meeting, ...]
    months: tuple[OwnMonth, ...]
    has_ranks: bool
    sub_bureau: Link | None
    mendings: tuple[Mending, ...]
    targets: YearProgress | None
    work: PublicWorkRecord | None

    @property
    def station(self) -> Station:
        """The station."""
        return self.staffing.station

    @property
    def mode(self) -> DutyMode | None:
        """How the work is divided, by choice or by the document."""
        return self.duties.mode_of(self.station)

    @property
    def described(self) -> DutyList | None:
        """What that means, in plain words."""
        return next((listed for listed in self.duties.kinds if listed.mode is self.mode), None)

    @property
    def names(self) -> Mapping[str, str]:
        """The names of its communities by id."""
        return {one.area.id: one.area.name for one in self.staffing.areas}

    @property
    def results(self) -> tuple[tuple[str, StationMonthResult], ...]:
        """The result of each month."""
        return tuple((own.month, own.result) for own in self.months)

    @property
    def kept_up(self) -> str | None:
        """How many charts and ledgers its communities kept up in the last published month, in Chinese."""
        if self.upkeep is None or not self.upkeep.areas:
            return None
        return "没有报月报" if self.upkeep.filed_on is None else kept_up(self.upkeep)

    @property
    def joint_offices(self) -> tuple[PublicArea, ...]:
        """Its communities whose post other organisations share."""
        return tuple(one.area for one in self.staffing.areas if one.area.joint_office is not None)

    @property
    def linked(self) -> Mapping[str, int]:
        """For how many of its communities each branch has committed itself, by what it does."""
        return Counter(
            title
            for one in self.staffing.areas
            for title, unit in (one.area.linkage.units if one.area.linkage else ())
            if unit.monthly or unit.commitment
        )

    @property
    def joint_actions(self) -> int | None:
        """Actions with other branches in the month of `upkeep_month`; None where it keeps no work records of it."""
        return sum(one.joint_actions for one in self.work.areas.values()) if self.work else None

    @property
    def trend(self) -> LineChart | None:
        """The score over the months."""
        return station_trend(self.station.id, self.results)

    @property
    def items(self) -> tuple[LineChart, ...]:
        """The score of each item over the months."""
        return item_trends(self.station.id, self.results)

    @property
    def case_rate(self) -> CaseRate | None:
        """主要治安情况 over the months."""
        return case_rate(self.station.id, self.results)


@dataclass(frozen=True, kw_only=True)
class FormerStation:
    """The page of a closed station: who took over, the communities that it had, its published months, its mendings."""

    template: ClassVar[str] = "station_former.html"
    setting: Setting
    station: Station
    successor: Station | None
    areas: tuple[Link, ...]
    months: tuple[Link, ...]
    mendings: tuple[Mending, ...]


def station_pages(bureau: PublicBureau, figures: Figures) -> tuple[Page, ...]:
    """One page for every station, those of today first."""
    every, policy = bureau.every_area, bureau.policy
    coming: dict[str, list[Meeting]] = {id_: [] for id_ in bureau.stations}
    for meeting in figures.schedule.upcoming:
        coming[every[meeting.area].station].append(meeting)
    months: dict[str, list[OwnMonth]] = {id_: [] for id_ in bureau.stations}
    for own in _own_months(figures.published):
        months[own.result.station].append(own)
    found, above = figures.completeness, {one.id: sub_bureau_link(one) for one in bureau.sub_bureaus.values()}
    year = shown_year(bureau)
    upkeep = {one.station.id: one for one in found.stations} if found else {}
    views = (
        StationPage(
            setting=setting_of(bureau),
            staffing=staffing,
            duties=bureau.duties,
            promise=figures.promises.by_station[staffing.station.id],
            upkeep=upkeep.get(staffing.station.id),
            upkeep_month=found.month.name if found else "",
            confirmation=station_confirmation(
                figures.confirmations, staffing.station.id, f"{bureau.as_of:%Y-%m}"
            ),
            coming=tuple(coming[staffing.station.id][:_MEETINGS_SHOWN]),
            months=tuple(months[staffing.station.id]),
            has_ranks=has_ranks(policy, by=policy),
            sub_bureau=above.get(staffing.station.sub_bureau or ""),
            mendings=mendings(bureau, None, staffing.station.id),
            targets=figures.targets.get((year, staffing.station.id)),
            work=bureau.work_records.get((found.month.name if found else "", staffing.station.id)),
        )
        for staffing in figures.coverage.stations
    )
    former = (_former(bureau, station, months[station.id]) for station in bureau.closed_stations)
    return (*map(_page, views), *map(_former_page, former))


def _former(bureau: PublicBureau, station: Station, months: Iterable[OwnMonth]) -> FormerStation:
    return FormerStation(
        setting=setting_of(bureau),
        station=station,
        successor=bureau.stations.get(station.merged_into or ""),
        areas=tuple(area_link(area.id, area.name) for area in bureau.areas_once_of(station.id)),
        months=tuple(working_link(own.month, station.id, month_text(own.month)) for own in months),
        mendings=mendings(bureau, None, station.id),
    )


def _former_page(view: FormerStation) -> Page:
    station, now = view.station, f"现在请找{view.successor.name}" if view.successor else "已经撤销"
    until = when(station.until or view.setting.as_of, as_of=view.setting.as_of).text
    return record_page(
        view.setting,
        url=station_link(station.id, station.name).url,
        frame="stations/_station/",
        origin=station.path,
        head=Head(
            title=station.name,
            description=f"{station.name}到{until}为止，{now}。",
            published=station.until or view.setting.as_of,
            source=station.name,
        ),
        main=view,
    )


def _own_months(published: Mapping[str, PublishedMonth]) -> Iterator[OwnMonth]:
    """Every station's months, ascending."""
    versions = {month: one.latest.policy.version for month, one in published.items()}
    for month, one in published.items():
        policy = one.latest.policy
        for group in one.ranking.groups:
            for result in group.members:
                is_new = versions.get(previous_month(month)) != policy.version
                yield OwnMonth(
                    month=month, group=group.kind, policy=policy, is_new_method=is_new, result=result
                )


@remembered("view.station.id")
def _page(view: StationPage) -> Page:
    station, areas = view.station, [one.area for one in view.staffing.areas]
    return record_page(
        view.setting,
        url=station_link(station.id, station.name).url,
        frame="stations/_station/",
        origin=station.path,
        head=Head(
            title=station.name,
            description=f"{station.name}：{station.address}，24小时电话 {station.phone}；"
            f"{len(areas)}个社区的民警和警务室。",
            published=max((area.verified.on for area in areas), default=view.setting.policy.since),
            source=station.name,
        ),
        main=view,
    )
