"""A community's page: who, where, what for, when next, what is being done, how it has gone (12 months)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from generator.meetings import AreaMeetings, Schedule
from generator.memo import remembered
from generator.model.months import previous_month
from generator.model.public import PublicArea, PublicBureau, PublicCount, PublicRow, Setting, setting_of
from generator.model.station import Station
from generator.opinions import OpinionLedger, OpinionLedgers
from generator.pages.brands import BrandBlock, brand_block
from generator.pages.charts import BarChart, Point
from generator.pages.links import Link, area_link, station_link
from generator.pages.meetings.community import CommunityMeetings, community_meetings
from generator.pages.meetings.lines import host_of
from generator.pages.meetings.opinion_lines import AreaOpinionsBrief, opinions_brief
from generator.pages.on_site.section import OnSiteSection, on_site_section, on_site_terms
from generator.pages.page import Head, Page, Validity, record_page, validity_of
from generator.pages.people import (
    OfficerCard,
    PostCard,
    VacancyNote,
    Verification,
    officer_cards,
    post_card,
    vacancy_note,
    verification,
)
from generator.pages.prevention import AreaPrevention, prevention_view
from generator.promise import Promises
from generator.staffing import AreaCoverage, Coverage
from generator.wording import (
    ClauseLink,
    When,
    clause_link,
    cover_text,
    list_months,
    month_text,
    number,
    when,
)


@dataclass(frozen=True, kw_only=True)
class CommunityMonth:
    """One month of the table beneath the three charts, in words."""

    month: str
    calls: str
    disputes: str
    services: str


@dataclass(frozen=True, kw_only=True)
class Community:
    """Everything a resident comes for, in the order of the questions. `required`, `gap` [community officers]."""

    template: ClassVar[str] = "community.html"
    name: str
    kind: str
    aliases: tuple[str, ...]
    villages: tuple[str, ...]
    station: Link
    station_phone: str
    station_address: str
    officers: tuple[OfficerCard, ...]
    vacancy: VacancyNote | None
    required: int
    gap: int
    post: PostCard | None
    services: tuple[Link, ...]
    services_total: int
    meetings: CommunityMeetings
    on_site: OnSiteSection
    opinions: AreaOpinionsBrief
    brand: BrandBlock | None
    prevention: AreaPrevention
    population: tuple[tuple[str, str], ...]
    population_as_of: When
    year: tuple[BarChart, ...]
    year_rows: tuple[CommunityMonth, ...]
    protected_below: int
    covers: tuple[str, ...]
    neighbours: tuple[Link, ...]
    clauses: tuple[ClauseLink, ...]
    verification: Verification
    validity: Validity


MONTHS_SHOWN = 12


def community_pages(
    bureau: PublicBureau,
    coverage: Coverage,
    schedule: Schedule,
    promises: Promises,
    ledgers: OpinionLedgers,
    months: tuple[str, ...],
) -> tuple[Page, ...]:
    """One page for every area. `months` are those with reports; the last twelve are shown."""
    setting = setting_of(bureau)
    terms = on_site_terms(promises, bureau.info.release)
    services = {service.id: service.title for service in bureau.services.services}
    shown = _last_year(months)
    links: dict[str, list[Link]] = {}
    for area in bureau.areas.values():
        links.setdefault(area.station, []).append(area_link(area.id, area.name))
    return tuple(
        _page(
            setting,
            area,
            bureau.stations[area.station],
            coverage.by_area[area.id],
            schedule.by_area[area.id],
            on_site_section(area.id, promises.by_area[area.id], terms),
            ledgers.by_area[area.id],
            _rows(bureau, area, shown),
            services,
            links[area.station],
        )
        for area in bureau.areas.values()
    )


def _rows(
    bureau: PublicBureau, area: PublicArea, months: tuple[str, ...]
) -> tuple[tuple[str, PublicRow | None], ...]:
    reports = ((month, bureau.reports.get((month, area.station))) for month in months)
    return tuple((month, report.rows.get(area.id) if report else None) for month, report in reports)


def _last_year(months: tuple[str, ...]) -> tuple[str, ...]:
    """Twelve months up to the last one reported, without holes."""
    if not months:
        return ()
    shown = [months[-1]]
    while len(shown) < MONTHS_SHOWN:
        shown.append(previous_month(shown[-1]))
    return tuple(reversed(shown))


@remembered("area.id")
def _page(
    setting: Setting,
    area: PublicArea,
    station: Station,
    staffing: AreaCoverage,
    meetings: AreaMeetings,
    on_site: OnSiteSection,
    opinions: OpinionLedger,
    rows: tuple[tuple[str, PublicRow | None], ...],
    services: Mapping[str, str],
    station_areas: Sequence[Link],
) -> Page:
    url = f"communities/{area.id}/"
    view = _community(
        setting, area, station, staffing, meetings, on_site, opinions, rows, services, station_areas
    )
    who = "、".join(officer.name for officer in view.officers) or "空缺"
    return record_page(
        setting,
        url=url,
        frame="communities/_community/",
        origin=f"data/communities/{area.station}/{area.id}.yml",
        head=Head(
            title=area.name,
            description=f"{area.name}（{area.kind.label}）的社区民警：{who}；警务室、代表会、责任区。{view.station.text}。",
            published=area.verified.on,
            source=view.station.text,
        ),
        main=view,
    )


def _community(
    setting: Setting,
    area: PublicArea,
    station: Station,
    staffing: AreaCoverage,
    meetings: AreaMeetings,
    on_site: OnSiteSection,
    opinions: OpinionLedger,
    rows: tuple[tuple[str, PublicRow | None], ...],
    services: Mapping[str, str],
    station_areas: Sequence[Link],
) -> Community:
    as_of, host = setting.as_of, host_of(area, station)
    charts, year_rows = _year(rows)
    offered = area.post.services if area.post and area.post.receives_on(as_of) else ()
    return Community(
        name=area.name,
        kind=area.kind.label,
        aliases=area.aliases,
        villages=area.villages,
        station=station_link(station.id, station.name),
        station_phone=station.phone,
        station_address=station.address,
        officers=officer_cards(area),
        vacancy=vacancy_note(area, as_of),
        required=staffing.required,
        gap=staffing.gap,
        post=post_card(area.post, setting) if area.post else None,
        services=tuple(Link(url=f"services/#{id}", text=services[id]) for id in offered if id in services),
        services_total=len(services),
        meetings=community_meetings(setting, area.meeting_rule, meetings, host),
        on_site=on_site,
        opinions=opinions_brief(as_of, area.id, host.area, opinions),
        brand=brand_block(area, as_of) if area.brand else None,
        prevention=prevention_view(as_of, area),
        population=_population(area),
        population_as_of=when(area.population.as_of, as_of=as_of),
        year=charts,
        year_rows=year_rows,
        protected_below=setting.policy.standards.suppressed_below.value,
        covers=tuple(cover_text(cover) for cover in area.covers),
        neighbours=tuple(link for link in station_areas if link.url != f"communities/{area.id}/"),
        clauses=tuple(clause_link(clause) for clause in ("二(二)", "二(三)", "二(四)", "三", "四(三)")),
        verification=verification(setting, area),
        validity=validity_of(setting),
    )


def _population(area: PublicArea) -> tuple[tuple[str, str], ...]:
    figures = [
        ("实有人口", area.population.actual),
        ("常住人口", area.population.permanent),
        ("暂住人口", area.population.temporary),
        ("户数", area.households),
    ]
    return tuple(
        (label, f"{number(value)} {'户' if label == '户数' else '人'}")
        for label, value in figures
        if value is not None
    )


def _year(
    by_month: tuple[tuple[str, PublicRow | None], ...],
) -> tuple[tuple[BarChart, ...], tuple[CommunityMonth, ...]]:
    rows = [row for _, row in by_month]
    labels = list_months([month for month, _ in by_month])

    def chart(id: str, title: str, unit: str, values: list[PublicCount | None]) -> BarChart:
        points = tuple(Point(label=label, value=value) for label, value in zip(labels, values, strict=True))
        return BarChart(id=id, title=title, unit=unit, points=points)

    charts = (
        chart("calls", "接处警", "起", [row.calls if row else None for row in rows]),
        chart("disputes", "纠纷", "起", [row.disputes if row else None for row in rows]),
        chart("services", "受理服务", "件", [row.services_accepted if row else None for row in rows]),
    )
    words = [chart.rows for chart in charts]
    table = tuple(
        CommunityMonth(
            month=month_text(month),
            calls=words[0][at][1],
            disputes=words[1][at][1],
            services=words[2][at][1],
        )
        for at, (month, _) in enumerate(by_month)
    )
    return (charts, table) if any(row for row in rows) else ((), ())
