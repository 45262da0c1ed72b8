"""The public data as tables: communities, officers, stations, posts, meetings, opinions, projects and the rest."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from operator import itemgetter
from typing import Final

from generator.feeds.community_tables import COMMUNITIES, POSTS
from generator.feeds.opinion_tables import opinion_datasets
from generator.feeds.tables import Column, Dataset, Table, fields, number_of
from generator.feeds.year_end_tables import year_end_datasets
from generator.figures import Figures
from generator.model.area import Area
from generator.model.brand import Brand
from generator.model.leadership import Briefing, Resolution
from generator.model.meeting import Meeting, MeetingStatus
from generator.model.officer import Officer
from generator.model.public import PublicArea, PublicBureau, PublicReport, PublicRow, Suppressed
from generator.model.public_brand import PublicBrand
from generator.model.public_people import PublicOfficer
from generator.model.reference import Duty, Service, ServiceItem
from generator.model.report import Report, ReportRow
from generator.model.station import Station, SubBureau
from generator.model.terms import Term
from generator.staffing import AreaCoverage
from generator.wording import on_site_text

_first, _second = itemgetter(0), itemgetter(1)


def _days(by_week: Mapping[str, int] | None) -> int | None:
    return None if by_week is None else sum(by_week.values())


def _confirmed(meeting: Meeting) -> tuple[str, ...]:
    """What representatives counted: director 5/6."""
    return tuple(
        f"{item} {tally.as_declared}/{tally.of}" for item, tally in (meeting.confirmed or {}).items()
    )


def _number_of_opinions(meeting: Meeting) -> int | None:
    return len(meeting.opinions) if meeting.status is MeetingStatus.HELD else None


_OFFICERS: Final = Table[tuple[PublicOfficer, PublicArea]](
    "每行一名在岗民警在一个社区的身份",
    *fields(Officer, "badge name role phone", _first),
    Column("area", "社区编号", str, lambda row: row[1].id),
    *fields(Area, "station", _second, station="派出所编号"),
    Column("on_site", "在社区的时间", str, lambda row: row[0].on_site and on_site_text(row[0].on_site)),
    *fields(Officer, "committee_post", _first),
)


_STATIONS: Final = Table[Station](
    "每行一个派出所；已经撤销的写着最后一天",
    *fields(
        Station,
        "id name district sub_bureau town kind peer_group duty_mode form address phone strength",
        peer_group="同列的组",
    ),
    *fields(Station, "since until merged_into"),
)


_SUB_BUREAUS: Final = Table[SubBureau](
    "每行一个公安分局", *fields(SubBureau, "id name address phone supervision")
)


_MEETINGS: Final = Table[Meeting](
    "每行一次会",
    *fields(Meeting, "id area date starts ends place status previous_date agenda", area="社区编号"),
    Column(
        "representatives", "应到 [人]", int, lambda one: one.representatives and one.representatives.total
    ),
    Column("present", "实到 [人]", int, lambda one: one.representatives and one.representatives.present),
    Column("confirmed", "代表清点:项目 属实/表态 [人]", tuple, _confirmed),
    Column("minutes_on", "纪要公布日期", str, lambda one: one.minutes and one.minutes.published_on),
    Column("opinions", "意见数(没有开的会为空)", int, _number_of_opinions),
)


_BRANDS: Final = Table[tuple[str, PublicBrand]](
    "每行一个示范社区项目;小的数目写成“<5”",
    Column("area", "社区编号", str, _first),
    *fields(Brand, "kind title stage since until problem measures measure unit baseline target", _second),
    Column("latest", "最近数值", Decimal, lambda row: row[1].series[-1].value if row[1].series else None),
    Column(
        "attainment",
        "和目标比:reached 达到、short 没有达到、untold 看不出",
        str,
        lambda row: row[1].attainment,
    ),
    *fields(Brand, "reviewed_on expires_on", _second),
)


_COVERAGE: Final = Table[AreaCoverage](
    "每行一个社区的应配与在岗",
    Column("area", "社区编号", str, lambda covered: covered.area.id),
    Column("kind", "类别", str, lambda covered: covered.area.kind),
    Column("residents", "计算用人口 [人]", int, lambda covered: covered.area.population.residents or None),
    Column("required", "应配 [名]", int, lambda covered: covered.required),
    Column("in_post", "在岗 [名]", int, lambda covered: covered.in_post),
    Column("seconded", "其中调剂 [名]", int, lambda covered: covered.seconded),
    Column("acting", "代管 [名]", int, lambda covered: covered.acting),
    Column("gap", "缺 [名]", int, lambda covered: covered.gap),
    Column("arithmetic", "算法", str, lambda covered: covered.arithmetic),
)


_REPORTS: Final = Table[tuple[PublicReport, PublicRow]](
    "每行一个社区的一个月;小的次数写成“<5”",
    *fields(Report, "month station", _first, station="派出所编号"),
    *fields(ReportRow, "area", _second, area="社区编号"),
    *fields(Report, "filed_on", _first),
    Column("calls", "接处警 [起]", Suppressed, lambda row: row[1].calls),
    Column("cases", "案件 [起]", Suppressed, lambda row: row[1].cases),
    Column("disputes", "纠纷 [起]", Suppressed, lambda row: row[1].disputes),
    Column("mediated", "调解成功 [起]", Suppressed, lambda row: row[1].mediated),
    Column("services_accepted", "受理服务 [件]", Suppressed, lambda row: row[1].services_accepted),
    Column("services_on_time", "按时办结 [件]", Suppressed, lambda row: row[1].services_on_time),
    Column("on_site_days", "驻社区 [天]", int, lambda row: _days(row[1].on_site_days)),
    *fields(ReportRow, "patrol_shifts talks", _second, patrol_shifts="巡逻班次"),
    Column("ledgers", "更新的台帐", int, lambda row: number_of(row[1].ledgers)),
    Column("charts", "更新的图表", int, lambda row: number_of(row[1].charts)),
)


_STATION_REPORTS: Final = Table[PublicReport](
    "每行一个派出所一个月的合计,只有计分用到的;有社区没有报的为空,会说出小数目的写成“<5”",
    *fields(Report, "month station filed_on", station="派出所编号"),
    Column("cases", "案件 [起]", Suppressed, lambda report: report.totals.cases),
    Column("services_accepted", "受理服务 [件]", Suppressed, lambda report: report.totals.services_accepted),
    Column("services_on_time", "按时办结 [件]", Suppressed, lambda report: report.totals.services_on_time),
)


_SERVICES: Final = Table[Service](
    "每行一项服务",
    *fields(Service, "id title original clause what", clause="文件条目"),
)


_SERVICE_ITEMS: Final = Table[tuple[str, ServiceItem]](
    "每行一件今天办的事,在哪一项服务里",
    Column("service", "服务编号", str, _first),
    *fields(ServiceItem, "id title who materials steps time_limit time_limit_note", _second),
    Column("fee", "费用 [元]", str, lambda row: row[1].fee),
    *fields(ServiceItem, "fee_note where online basis", _second),
)


_DUTIES: Final = Table[tuple[str, Duty]](
    "每行一条职责;committee 的是治保会的,其他的是社区民警的",
    Column("kind", "哪一类社区", str, _first),
    *fields(Duty, "id plain original clause interpretation shown_on", _second, clause="文件条目"),
)


_TERMS: Final = Table[Term](
    "每行一个变了的说法",
    *fields(Term, "old today"),
    Column("since", "从何时起", str, lambda term: str(term.since)),
    *fields(Term, "source note"),
)


_BRIEFINGS: Final = Table[Briefing](
    "每行一次向党委、政府的汇报",
    *fields(Briefing, "id on by to recipient subject document"),
)


_RESOLUTIONS: Final = Table[Resolution](
    "每行一件党委、政府为社区警务决定的事",
    *fields(Resolution, "on by need what document briefing due done_on result"),
)


def datasets(bureau: PublicBureau, figures: Figures) -> tuple[Dataset, ...]:
    """Every table of today's records."""
    areas, stations = bureau.areas.values(), bureau.stations
    every = bureau.every_area.values()
    names = {area.id: area.name for area in every}, {id: station.name for id, station in stations.items()}
    # A month's figures are shown together with its ranking, not before.
    reports = [report for (month, _), report in bureau.reports.items() if month in bureau.releases]
    duties = (*bureau.duties.every, *(("committee", duty) for duty in bureau.duties.of_committees))
    counts = ((report, row) for report in reports for row in report.rows.values())
    return (
        COMMUNITIES.of("communities", "社区", ((area, stations[area.station]) for area in every)),
        _OFFICERS.of("officers", "民警", ((officer, area) for area in areas for officer in area.officers)),
        _STATIONS.of("stations", "派出所", stations.values()),
        _SUB_BUREAUS.of("sub_bureaus", "公安分局", bureau.sub_bureaus.values()),
        POSTS.of(
            "posts",
            "警务室",
            ((area.id, area.post, figures.sightings[area.id]) for area in areas if area.post),
        ),
        _MEETINGS.of("meetings", "群众代表会", bureau.meetings.values()),
        *opinion_datasets(figures.opinions, *names),
        _BRANDS.of("brands", "示范社区", ((area.id, brand) for area in areas for brand in area.brands)),
        _COVERAGE.of("coverage", "警力配备", figures.coverage.by_area.values()),
        _REPORTS.of("reports", "工作月报", counts),
        _STATION_REPORTS.of("station_reports", "工作月报合计", reports),
        _SERVICES.of("services", "服务", bureau.services.services),
        _SERVICE_ITEMS.of("service_items", "办事的事项", bureau.services.items),
        _DUTIES.of("duties", "职责", duties),
        _BRIEFINGS.of("briefings", "向党委、政府的汇报", bureau.leadership.briefings),
        _RESOLUTIONS.of("resolutions", "党委、政府决定的事", bureau.leadership.resolutions),
        _TERMS.of("terms", "今天的说法", bureau.terms.terms),
        *year_end_datasets(bureau),
    )
