"""A community's page: who, where, what for, when next, what is being done, how it has gone (12 months)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from generator.meetings import Schedule
from generator.model.months import previous_month
from generator.model.public import PublicArea, PublicBureau, PublicCount, PublicRow
from generator.model.reference import Service
from generator.pages.brands import BrandBlock, brand_block
from generator.pages.charts import BarChart, bar_chart
from generator.pages.meetings import MeetingLine, OpinionCounts, meeting_line, opinion_counts
from generator.pages.page import Link, Page, record_texts
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
from generator.pages.wording import ClauseLink, When, clause_link, cover_text, decimal_text, number, short_month, when


@dataclass(frozen=True, kw_only=True)
class SafePlaceLine:
    """A titled estate or village, and whether the title still holds."""

    kind: str
    name: str
    until: When
    is_expired: bool


@dataclass(frozen=True, kw_only=True)
class Prevention:
    """Committee, patrols, titles and money [CNY], as far as they are public."""

    has_committee: bool
    director: str
    members: int
    phone: str | None
    patrols: tuple[str, ...]
    safe_places: tuple[SafePlaceLine, ...]
    funds: tuple[tuple[str, str, str], ...]
    linkage: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, kw_only=True)
class YearRow:
    """One month of the table beneath the three charts, in words."""

    month: str
    calls: str
    disputes: str
    services: str


@dataclass(frozen=True, kw_only=True)
class Community:
    """Everything a resident comes for, in the order of the questions."""

    template: ClassVar[str] = "community.html"
    name: str
    kind: str
    aliases: tuple[str, ...]
    villages: tuple[str, ...]
    station: Link
    station_phone: str
    officers: tuple[OfficerCard, ...]
    vacancy: VacancyNote | None
    post: PostCard | None
    services: tuple[Link, ...]
    services_total: int
    next_meeting: MeetingLine | None
    past_meetings: tuple[MeetingLine, ...]
    calendar: str
    opinions: OpinionCounts
    brand: BrandBlock | None
    prevention: Prevention
    population: tuple[tuple[str, str], ...]
    population_as_of: When
    year: tuple[BarChart, ...]
    year_rows: tuple[YearRow, ...]
    protected_below: int
    covers: tuple[str, ...]
    neighbours: tuple[Link, ...]
    clauses: tuple[ClauseLink, ...]
    verification: Verification


def community_pages(bureau: PublicBureau, schedule: Schedule, months: tuple[str, ...]) -> tuple[Page, ...]:
    """One page for every area. `months` are those with reports; the last twelve are shown."""
    services = {service.id: service for service in bureau.services.services}
    shown = _last_year(months)
    neighbours: dict[str, list[PublicArea]] = {}
    for area in bureau.areas.values():
        neighbours.setdefault(area.station, []).append(area)
    return tuple(
        _page(bureau, area, _community(bureau, area, schedule, shown, services, neighbours[area.station]))
        for area in bureau.areas.values()
    )


def _last_year(months: tuple[str, ...]) -> tuple[str, ...]:
    """Twelve months up to the last one reported, without holes."""
    if not months:
        return ()
    shown = [months[-1]]
    while len(shown) < 12:
        shown.append(previous_month(shown[-1]))
    return tuple(reversed(shown))


def _page(bureau: PublicBureau, area: PublicArea, view: Community) -> Page:
    url = f"communities/{area.id}/"
    who = "、".join(officer.name for officer in view.officers) or "空缺"
    return Page(
        url=url,
        frame="communities/_community/",
        origin=f"data/communities/{area.station}/{area.id}.yml",
        texts=record_texts(
            title=area.name,
            description=f"{area.name}({area.kind.label})的社区民警:{who};警务室、代表会、责任区。{view.station.text}。",
            published=f"{area.verified.on} 00:00",
            source=view.station.text,
            url=url,
            address=bureau.info.site.address,
        ),
        blocks={"main": view},
    )


def _community(
    bureau: PublicBureau,
    area: PublicArea,
    schedule: Schedule,
    months: tuple[str, ...],
    services: dict[str, Service],
    neighbours: list[PublicArea],
) -> Community:
    station = bureau.stations[area.station]
    meetings = schedule.by_area[area.id]
    charts, rows = _year(bureau, area, months)
    offered = [services[id] for id in (area.post.services if area.post else ()) if id in services]
    return Community(
        name=area.name,
        kind=area.kind.label,
        aliases=area.aliases,
        villages=area.villages,
        station=Link(url=f"stations/{station.id}/", text=station.name),
        station_phone=station.phone,
        officers=officer_cards(area, bureau.as_of),
        vacancy=vacancy_note(area, bureau.as_of),
        post=post_card(area.post, bureau.as_of) if area.post else None,
        services=tuple(Link(url=f"services/#{service.id}", text=service.title) for service in offered),
        services_total=len(services),
        next_meeting=meeting_line(bureau, meetings.next) if meetings.next else None,
        past_meetings=tuple(meeting_line(bureau, meeting) for meeting in meetings.past[:4]),
        calendar=f"meetings/areas/{area.id}.ics",
        opinions=opinion_counts(meetings.opinions),
        brand=brand_block(area, bureau.as_of) if area.brand else None,
        prevention=_prevention(bureau, area),
        population=_population(area),
        population_as_of=when(area.population.as_of, as_of=bureau.as_of),
        year=charts,
        year_rows=rows,
        protected_below=bureau.policy.standards.suppressed_below.value,
        covers=tuple(cover_text(cover) for cover in area.covers),
        neighbours=tuple(Link(url=f"communities/{a.id}/", text=a.name) for a in neighbours if a.id != area.id),
        clauses=tuple(clause_link(clause) for clause in ("二(二)", "二(三)", "二(四)", "三", "四(三)")),
        verification=verification(bureau, area),
    )


def _population(area: PublicArea) -> tuple[tuple[str, str], ...]:
    figures = [
        ("实有人口", area.population.actual),
        ("常住人口", area.population.permanent),
        ("暂住人口", area.population.temporary),
        ("户数", area.households),
    ]
    return tuple((label, f"{number(value)} {'户' if label == '户数' else '人'}") for label, value in figures if value is not None)


def _year(
    bureau: PublicBureau, area: PublicArea, months: tuple[str, ...]
) -> tuple[tuple[BarChart, ...], tuple[YearRow, ...]]:
    rows: list[PublicRow | None] = []
    for month in months:
        report = bureau.reports.get((month, area.station))
        rows.append(report.rows.get(area.id) if report else None)
    labels = [short_month(month) for month in months]

    def chart(id: str, title: str, unit: str, values: list[PublicCount | None]) -> BarChart:
        return bar_chart(id, title, unit, list(zip(labels, values, strict=True)))

    charts = (
        chart("calls", "接处警", "起", [row.calls if row else None for row in rows]),
        chart("disputes", "纠纷", "起", [row.disputes if row else None for row in rows]),
        chart("services", "受理服务", "件", [row.services_accepted if row else None for row in rows]),
    )
    words = [chart.rows for chart in charts]
    table = tuple(
        YearRow(month=f"{month[:4]}年{labels[at]}", calls=words[0][at][1], disputes=words[1][at][1], services=words[2][at][1])
        for at, month in enumerate(months)
    )
    return (charts, table) if any(row for row in rows) else ((), ())


def _prevention(bureau: PublicBureau, area: PublicArea) -> Prevention:
    committee, prevention = area.committee, area.prevention
    links = (("刑警联社区", area.linkage.detective), ("110进社区", area.linkage.patrol_110)) if area.linkage else ()
    return Prevention(
        has_committee=committee is not None,
        director=_director(area),
        members=committee.members if committee else 0,
        phone=committee.phone if committee else None,
        patrols=tuple(f"{p.kind.label}({p.members}人):{p.shift}" for p in prevention.patrols) if prevention else (),
        safe_places=tuple(
            SafePlaceLine(
                kind=place.kind.label,
                name=place.name,
                until=when(place.expires_on, as_of=bureau.as_of),
                is_expired=place.expires_on < bureau.as_of,
            )
            for place in (prevention.safe_places if prevention else ())
        ),
        funds=tuple(
            (fund.period, _money(fund.income), _money(fund.spending)) for fund in (prevention.funds if prevention else ())
        ),
        linkage=tuple((title, link.unit, link.phone) for title, link in links if link),
    )


def _director(area: PublicArea) -> str:
    if area.committee is None or not area.committee.has_director:
        return "待推选"
    return area.committee.director_name or "已设(姓名由治保会自行公布)"


def _money(amount: Decimal) -> str:
    return f"{number(int(amount))}元" if amount == int(amount) else f"{decimal_text(Fraction(amount), 2)}元"
