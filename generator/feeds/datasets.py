"""The public data as tables: communities, officers, stations, posts, meetings, opinions, projects and the rest."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import TypeAlias

from generator.feeds.opinion_tables import opinions_dataset, statistics_dataset
from generator.feeds.tables import Column, Dataset, table
from generator.memo import remembered
from generator.model.meeting import Meeting, MeetingStatus
from generator.model.public import PublicArea, PublicBureau, PublicReport, Suppressed
from generator.model.reference import Services
from generator.model.station import Station
from generator.opinions import OpinionLedgers
from generator.staffing import AreaCoverage, Coverage
from generator.wording import cover_text, meeting_rule_text, on_site_text, opening_text

Areas: TypeAlias = Mapping[str, PublicArea]
Stations: TypeAlias = Mapping[str, Station]


def datasets(bureau: PublicBureau, ledgers: OpinionLedgers, coverage: Coverage) -> tuple[Dataset, ...]:
    """Every table but the ranking's months."""
    areas, every, stations = bureau.areas, bureau.every_area, bureau.stations
    return (
        _communities(every, stations),
        _officers(areas),
        _stations(stations),
        _posts(areas),
        _meetings(bureau.meetings),
        opinions_dataset(ledgers.bureau),
        statistics_dataset(ledgers, _names(every), _names(stations)),
        _brands(areas),
        _coverage(coverage.by_area),
        _reports(_of_published_months(bureau)),
        _services(bureau.services),
    )


def _names(records: Areas | Stations) -> Mapping[str, str]:
    return {id: record.name for id, record in records.items()}


@remembered()
def _communities(areas: Areas, stations: Stations) -> Dataset:
    return table(
        "communities",
        "社区",
        "每行一个社区或农村警务区；已经撤销的在最后",
        areas.values(),
        Column("id", "编号", str, lambda area: area.id),
        Column("name", "名称", str, lambda area: area.name),
        Column("kind", "类别", str, lambda area: area.kind),
        Column("station", "派出所编号", str, lambda area: area.station),
        Column("district", "区", str, lambda area: stations[area.station].district),
        Column("divisions", "区划代码", tuple, lambda area: area.divisions),
        Column("aliases", "别名", tuple, lambda area: area.aliases),
        Column("villages", "所辖村", tuple, lambda area: area.villages),
        Column("actual", "实有人口 [人]", int, lambda area: area.population.actual),
        Column("permanent", "常住人口 [人]", int, lambda area: area.population.permanent),
        Column("temporary", "暂住人口 [人]", int, lambda area: area.population.temporary),
        Column("population_as_of", "人口统计日期", str, lambda area: area.population.as_of),
        Column("households", "户数", int, lambda area: area.households),
        Column("officers", "民警警号", tuple, lambda area: tuple(o.badge for o in area.officers if o.badge)),
        Column("covers", "责任区", tuple, lambda area: tuple(map(cover_text, area.covers))),
        Column(
            "vacant_since", "空缺起始", str, lambda area: str(area.vacancy.since) if area.vacancy else None
        ),
        Column("verified_on", "核实日期", str, lambda area: area.verified.on),
        Column(
            "meeting_rule",
            "开会规律",
            str,
            lambda area: area.meeting_rule and meeting_rule_text(area.meeting_rule),
        ),
        Column("since", "设立", str, lambda area: area.since),
        Column("until", "撤销", str, lambda area: area.until),
        Column("merged_into", "并入", tuple, lambda area: area.merged_into),
    )


@remembered()
def _officers(areas: Areas) -> Dataset:
    return table(
        "officers",
        "民警",
        "每行一名在岗民警在一个社区的身份",
        ((officer, area) for area in areas.values() for officer in area.officers),
        Column("badge", "警号", str, lambda row: row[0].badge),
        Column("name", "姓名", str, lambda row: row[0].name),
        Column("role", "身份", str, lambda row: row[0].role),
        Column("phone", "电话", str, lambda row: row[0].phone),
        Column("area", "社区编号", str, lambda row: row[1].id),
        Column("station", "派出所编号", str, lambda row: row[1].station),
        Column("on_site", "在社区的时间", str, lambda row: row[0].on_site and on_site_text(row[0].on_site)),
    )


@remembered()
def _stations(stations: Stations) -> Dataset:
    return table(
        "stations",
        "派出所",
        "每行一个派出所",
        stations.values(),
        Column("id", "编号", str, lambda station: station.id),
        Column("name", "名称", str, lambda station: station.name),
        Column("district", "区", str, lambda station: station.district),
        Column("town", "街道、镇、乡", str, lambda station: station.town),
        Column("kind", "类别", str, lambda station: station.kind),
        Column("peer_group", "排名分组", str, lambda station: station.peer_group),
        Column("address", "地址", str, lambda station: station.address),
        Column("phone", "24小时电话", str, lambda station: station.phone),
    )


@remembered()
def _posts(areas: Areas) -> Dataset:
    return table(
        "posts",
        "警务室",
        "每行一个警务室",
        ((area.id, area.post) for area in areas.values() if area.post),
        Column("area", "社区编号", str, lambda row: row[0]),
        Column("name", "名称", str, lambda row: row[1].name),
        Column("address", "地址", str, lambda row: row[1].address),
        Column("phone", "电话", str, lambda row: row[1].phone),
        Column("hours", "开放时间", str, lambda row: opening_text(row[1].hours) or None),
        Column("status", "状态", str, lambda row: row[1].status),
        Column("status_note", "状态说明", str, lambda row: row[1].status_note),
        Column("unified_sign", "统一标识", bool, lambda row: row[1].facilities.unified_sign),
        Column("unified_rules", "统一工作规范", bool, lambda row: row[1].facilities.unified_rules),
        Column("office_equipment", "办公设施", bool, lambda row: row[1].facilities.office_equipment),
        Column("communications", "通讯设施", bool, lambda row: row[1].facilities.communications),
        Column("step_free", "无障碍", bool, lambda row: row[1].step_free),
        Column("services", "能办事项", tuple, lambda row: row[1].services),
    )


@remembered()
def _meetings(meetings: Mapping[str, Meeting]) -> Dataset:
    return table(
        "meetings",
        "群众代表会",
        "每行一次会",
        meetings.values(),
        Column("id", "编号", str, lambda meeting: meeting.id),
        Column("area", "社区编号", str, lambda meeting: meeting.area),
        Column("date", "日期", str, lambda meeting: meeting.date),
        Column("starts", "开始", str, lambda meeting: meeting.starts),
        Column("ends", "结束", str, lambda meeting: meeting.ends),
        Column("place", "地点", str, lambda meeting: meeting.place),
        Column("status", "状态", str, lambda meeting: meeting.status),
        Column("previous_date", "原定日期", str, lambda meeting: meeting.previous_date),
        Column("agenda", "议程", tuple, lambda meeting: meeting.agenda),
        Column(
            "representatives",
            "应到 [人]",
            int,
            lambda meeting: meeting.representatives and meeting.representatives.total,
        ),
        Column(
            "present",
            "实到 [人]",
            int,
            lambda meeting: meeting.representatives and meeting.representatives.present,
        ),
        Column(
            "minutes_on",
            "纪要公布日期",
            str,
            lambda meeting: meeting.minutes and meeting.minutes.published_on,
        ),
        Column(
            "opinions",
            "意见数(没有开的会为空)",
            int,
            lambda meeting: len(meeting.opinions) if meeting.status is MeetingStatus.HELD else None,
        ),
    )


@remembered()
def _brands(areas: Areas) -> Dataset:
    return table(
        "brands",
        "示范社区",
        "每行一个示范社区项目",
        ((area.id, area.brand) for area in areas.values() if area.brand),
        Column("area", "社区编号", str, lambda row: row[0]),
        Column("kind", "类别", str, lambda row: row[1].kind),
        Column("title", "名称", str, lambda row: row[1].title),
        Column("stage", "阶段", str, lambda row: row[1].stage),
        Column("problem", "突出问题", str, lambda row: row[1].problem),
        Column("measures", "措施", tuple, lambda row: row[1].measures),
        Column("measure", "指标", str, lambda row: row[1].measure),
        Column("unit", "单位", str, lambda row: row[1].unit),
        Column("baseline", "起点", Decimal, lambda row: row[1].baseline),
        Column("target", "目标", Decimal, lambda row: row[1].target),
        Column("latest", "最近数值", Decimal, lambda row: row[1].series[-1].value if row[1].series else None),
        Column("reviewed_on", "考核日期", str, lambda row: row[1].reviewed_on),
        Column("expires_on", "有效期至", str, lambda row: row[1].expires_on),
    )


@remembered()
def _coverage(by_area: Mapping[str, AreaCoverage]) -> Dataset:
    return table(
        "coverage",
        "警力配备",
        "每行一个社区的应配与在岗",
        by_area.values(),
        Column("area", "社区编号", str, lambda covered: covered.area.id),
        Column("kind", "类别", str, lambda covered: covered.area.kind),
        Column("residents", "计算用人口 [人]", int, lambda covered: covered.area.population.residents),
        Column("required", "应配 [名]", int, lambda covered: covered.required),
        Column("in_post", "在岗 [名]", int, lambda covered: covered.in_post),
        Column("seconded", "其中调剂 [名]", int, lambda covered: covered.seconded),
        Column("acting", "代管 [名]", int, lambda covered: covered.acting),
        Column("gap", "缺 [名]", int, lambda covered: covered.gap),
        Column("arithmetic", "算法", str, lambda covered: covered.arithmetic),
    )


def _of_published_months(bureau: PublicBureau) -> tuple[PublicReport, ...]:
    """A month's figures are shown together with its ranking, not before."""
    return tuple(report for (month, _), report in bureau.reports.items() if month in bureau.releases)


@remembered()
def _reports(reports: tuple[PublicReport, ...]) -> Dataset:
    return table(
        "reports",
        "工作月报",
        "每行一个社区的一个月;小的次数写成“<5”",
        ((report, area, row) for report in reports for area, row in report.rows.items()),
        Column("month", "月份", str, lambda row: row[0].month),
        Column("station", "派出所编号", str, lambda row: row[0].station),
        Column("area", "社区编号", str, lambda row: row[1]),
        Column("filed_on", "报送日期", str, lambda row: row[0].filed_on),
        Column("calls", "接处警 [起]", Suppressed, lambda row: row[2].calls),
        Column("cases", "案件 [起]", Suppressed, lambda row: row[2].cases),
        Column("disputes", "纠纷 [起]", Suppressed, lambda row: row[2].disputes),
        Column("mediated", "调解成功 [起]", Suppressed, lambda row: row[2].mediated),
        Column("services_accepted", "受理服务 [件]", Suppressed, lambda row: row[2].services_accepted),
        Column("services_on_time", "按时办结 [件]", Suppressed, lambda row: row[2].services_on_time),
        Column("on_site_days", "驻社区 [天]", int, lambda row: _days(row[2].on_site_days)),
        Column("patrol_shifts", "巡逻班次", int, lambda row: row[2].patrol_shifts),
        Column("talks", "防范宣传 [场]", int, lambda row: row[2].talks),
        Column("ledgers", "更新的台帐", int, lambda row: _number(row[2].ledgers)),
        Column("charts", "更新的图表", int, lambda row: _number(row[2].charts)),
    )


def _days(by_week: Mapping[str, int] | None) -> int | None:
    return None if by_week is None else sum(by_week.values())


def _number(items: Collection[object] | None) -> int | None:
    return None if items is None else len(items)


@remembered()
def _services(services: Services) -> Dataset:
    return table(
        "services",
        "服务事项",
        "每行一项服务",
        services.services,
        Column("id", "编号", str, lambda service: service.id),
        Column("title", "事项", str, lambda service: service.title),
        Column("original", "原文", str, lambda service: service.original),
        Column("clause", "方案条目", str, lambda service: service.clause),
        Column("what", "说明", str, lambda service: service.what),
        Column("who", "谁可以办", str, lambda service: service.who),
        Column("materials", "材料", tuple, lambda service: service.materials),
        Column("steps", "步骤", tuple, lambda service: service.steps),
        Column("time_limit", "时限 [工作日]", int, lambda service: service.time_limit),
        Column("fee", "费用 [元]", str, lambda service: service.fee),
        Column("fee_note", "费用说明", str, lambda service: service.fee_note),
        Column("basis", "法律依据", str, lambda service: service.basis),
    )
