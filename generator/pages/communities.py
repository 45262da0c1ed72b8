"""A community's page: officers, place, services, next meeting, opinions, and the last 12 months.

A dissolved community keeps its address; its page links to its successors.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from generator.facts.villages import times_by_village
from generator.figures import Figures
from generator.meetings import AreaMeetings
from generator.memo import remembered
from generator.model.hours import Hours
from generator.model.months import months_ending_with
from generator.model.prevention import SafePlace
from generator.model.public import PublicArea, PublicBureau, PublicCount, PublicRow, Setting, setting_of
from generator.model.reference import CommitteeWork, Service, Services
from generator.model.rollout import Acceptance, Cycle
from generator.model.station import Station
from generator.model.values import Weekday
from generator.opinions import OpinionLedger
from generator.pages.brands import Project, projects_of
from generator.pages.charts import BarChart, Point
from generator.pages.links import Link, area_link, station_link
from generator.pages.on_site import OnSiteSection, on_site_terms
from generator.pages.own_work import MonthOfWork, OwnTargets, month_of_work, own_targets
from generator.pages.page import Head, Page, record_page
from generator.pages.posts import PostChecklist, PostToday
from generator.pages.taking_part import TakingPart, taking_part
from generator.progress import AreaGoal
from generator.progress.steps import Trial
from generator.recurrence import Unlisted
from generator.staffing import AreaCoverage
from generator.targets import shown_year
from generator.wording import list_months, when

MONTHS_SHOWN: Final = 12


@dataclass(frozen=True, kw_only=True)
class Community:
    """Everything that residents look for, in the order of their questions.

    `months` are the last twelve up to the last published one, ascending; empty before the first. `moved_from` are its
    earlier stations, each with its last day there, the latest first; `lenders` are the names of those
    that lend its officers, by id. `accepted` are its inspections in rounds that run, the latest first.
    """

    template: ClassVar[str] = "community.html"
    setting: Setting
    station: Station
    staffing: AreaCoverage
    schedule: AreaMeetings
    on_site: OnSiteSection
    ledger: OpinionLedger
    months: tuple[tuple[str, PublicRow | None], ...]
    services: Services
    work: MonthOfWork | None
    targets: OwnTargets | None
    neighbours: tuple[Link, ...]
    moved_from: tuple[tuple[Link, dt.date], ...]
    lenders: Mapping[str, str]
    goals: tuple[AreaGoal, ...]
    accepted: tuple[tuple[Cycle, Acceptance], ...]
    trials: tuple[tuple[Cycle, Trial], ...]
    unlisted: Unlisted | None
    committee_work: CommitteeWork | None
    checklist: PostChecklist | None
    every_project: tuple[Project, ...]
    taking_part: TakingPart

    @property
    def area(self) -> PublicArea:
        """The community."""
        return self.staffing.area

    @property
    def is_unverified(self) -> bool:
        """Was the contact data verified too long ago (待核实)?"""
        return (self.setting.as_of - self.area.verified.on).days > self.setting.verification_days

    @property
    def post(self) -> PostToday | None:
        """The police post; None without one."""
        return PostToday(post=self.area.post, setting=self.setting) if self.area.post else None

    @property
    def village_days(self) -> Mapping[str, tuple[tuple[Weekday, Hours | None], ...]]:
        """When an officer is in which village; empty without a record."""
        return times_by_village(self.area.villages, self.area.post, self.area.officers)

    @property
    def services_here(self) -> tuple[Service, ...]:
        """The services available at the post today."""
        known = {service.id: service for service in self.services.services}
        offered = self.area.post.services if self.area.post and self.post and self.post.is_open else ()
        return tuple(known[id_] for id_ in offered if id_ in known)

    @property
    def projects(self) -> tuple[Project, ...]:
        """The demonstration projects that are not over."""
        return tuple(one for one in self.every_project if not one.brand.is_over(self.setting.as_of))

    @property
    def past_projects(self) -> tuple[Project, ...]:
        """Those that are."""
        return tuple(one for one in self.every_project if one.brand.is_over(self.setting.as_of))

    @property
    def titles(self) -> tuple[SafePlace, ...]:
        """The safety titles of its estates and villages."""
        return self.area.prevention.standing_places(self.setting.as_of) if self.area.prevention else ()

    @property
    def year(self) -> tuple[BarChart, ...]:
        """Charts of calls, disputes and services over the months; empty if no month was reported."""
        if not any(row for _, row in self.months):
            return ()
        rows = [row for _, row in self.months]
        return (
            self._chart("calls", "接处警", "起", [row.calls if row else None for row in rows]),
            self._chart("disputes", "纠纷", "起", [row.disputes if row else None for row in rows]),
            self._chart(
                "services", "受理服务", "件", [row.services_accepted if row else None for row in rows]
            ),
        )

    def _chart(self, id_: str, title: str, unit: str, counts: list[PublicCount | None]) -> BarChart:
        labels = list_months([month for month, _ in self.months])
        points = tuple(Point(label=label, value=count) for label, count in zip(labels, counts, strict=True))
        return BarChart(id=id_, title=title, unit=unit, points=points)


@dataclass(frozen=True, kw_only=True)
class FormerCommunity:
    """The page of a dissolved community: its successors, and its history.

    `successors` took over; `areas` are those of them that exist today.
    """

    template: ClassVar[str] = "community_former.html"
    setting: Setting
    area: PublicArea
    station: Station
    successors: tuple[Link, ...]
    areas: tuple[PublicArea, ...]
    schedule: AreaMeetings


def community_pages(bureau: PublicBureau, figures: Figures) -> tuple[Page, ...]:
    """One page for every area, current ones first."""
    setting = setting_of(bureau)
    terms = on_site_terms(figures.promises, bureau)
    reported = max(figures.published, default=None)
    months = tuple(reversed(months_ending_with(reported, MONTHS_SHOWN))) if reported else ()
    years = {month[:4] for month in figures.published}
    reviews = [review for year, review in bureau.year_reviews.items() if year in years]
    links: dict[str, list[Link]] = {}
    for area in bureau.areas.values():
        links.setdefault(area.station, []).append(area_link(area.id, area.name))
    views = (
        Community(
            setting=setting,
            station=bureau.stations[area.station],
            staffing=figures.coverage.by_area[id_],
            schedule=figures.schedule.by_area[id_],
            on_site=OnSiteSection(terms=terms, promise=figures.promises.by_area[id_]),
            ledger=figures.opinions.by_area[id_],
            months=tuple(_rows(bureau, area, months)),
            services=bureau.services,
            work=month_of_work(bureau, area, reported),
            targets=own_targets(area, figures.targets, shown_year(bureau)),
            neighbours=tuple(link for link in links[area.station] if link != area_link(id_, area.name)),
            moved_from=tuple(
                (station_link(one.station, bureau.stations[one.station].name), one.until)
                for one in sorted(area.earlier_stations, key=lambda one: one.until, reverse=True)
            ),
            lenders={
                lender: bureau.stations[lender].name
                for officer in area.officers
                if (lender := officer.seconded_from) is not None
            },
            goals=figures.progress.by_area[id_].goals,
            accepted=figures.progress.accepted.get(id_, ()),
            trials=figures.progress.trials.get(id_, ()),
            unlisted=figures.unlisted.get(id_),
            committee_work=bureau.duties.committee,
            checklist=PostChecklist(post=area.post, sightings=figures.sightings[id_], sign=bureau.duties.sign)
            if area.post
            else None,
            every_project=projects_of(area, reviews),
            taking_part=taking_part(bureau, id_),
        )
        for id_, area in bureau.areas.items()
    )
    return (*(_page(view) for view in views), *(_former_page(view) for view in _former(bureau, figures)))


def _rows(
    bureau: PublicBureau, area: PublicArea, months: Iterable[str]
) -> tuple[tuple[str, PublicRow | None], ...]:
    reports = ((month, bureau.reports.get((month, area.station_in(month)))) for month in months)
    return tuple((month, report.rows.get(area.id) if report else None) for month, report in reports)


@remembered("view.area.id")
def _page(view: Community) -> Page:
    area, station = view.area, view.station.name
    who = "、".join(officer.name for officer in area.officers_by_role) or "空缺"
    return _record_page(
        view,
        Head(
            title=area.name,
            description=f"{area.name}（{area.kind.label}）的社区民警：{who}；警务室、代表会、责任区。{station}。",
            published=area.verified.on,
            source=station,
        ),
    )


def _former(bureau: PublicBureau, figures: Figures) -> Iterator[FormerCommunity]:
    for id_, area in bureau.former.items():
        yield FormerCommunity(
            setting=setting_of(bureau),
            area=area,
            station=bureau.stations[area.station],
            successors=successor_links(bureau, area),
            areas=tuple(bureau.areas[other] for other in area.merged_into if other in bureau.areas),
            schedule=figures.schedule.by_area[id_],
        )


def successor_links(bureau: PublicBureau, area: PublicArea) -> tuple[Link, ...]:
    """Links to the successors of a dissolved area, which may be dissolved themselves."""
    every = bureau.every_area
    return tuple(area_link(id_, every[id_].name) for id_ in area.merged_into)


def _former_page(view: FormerCommunity) -> Page:
    area, as_of = view.area, view.setting.as_of
    now = f"现在归{'、'.join(link.text for link in view.successors)}" if view.successors else "已经撤销"
    until = when(area.until or as_of, as_of=as_of).text
    return _record_page(
        view,
        Head(
            title=area.name,
            description=f"{area.name}（{area.kind.label}）到{until}为止，{now}。{view.station.name}。",
            published=area.until or as_of,
            source=view.station.name,
        ),
    )


def _record_page(view: Community | FormerCommunity, head: Head) -> Page:
    return record_page(
        view.setting,
        url=area_link(view.area.id, view.area.name).url,
        frame="communities/_community/",
        origin=f"data/communities/{view.area.station}/{view.area.id}.yml",
        head=head,
        main=view,
    )
