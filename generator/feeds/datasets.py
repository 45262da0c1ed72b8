"""The public data as tables: communities, officers, stations, posts, meetings, opinions, projects and the rest."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from generator.feeds.opinion_tables import opinion_datasets
from generator.feeds.tables import Column, Dataset, Table
from generator.model.brand import Brand
from generator.model.meeting import Meeting, MeetingStatus
from generator.model.post import Post
from generator.model.public import (
    PublicArea,
    PublicBureau,
    PublicOfficer,
    PublicReport,
    PublicRow,
    Suppressed,
)
from generator.model.reference import Service
from generator.model.station import Station
from generator.opinions import OpinionLedgers
from generator.staffing import AreaCoverage, Coverage
from generator.wording import cover_text, meeting_rule_text, on_site_text, opening_text


class _Community(NamedTuple):
    area: PublicArea
    station: Station


_COMMUNITIES: Final = Table[_Community](
    "每行一个社区或农村警务区；已经撤销的在最后",
    Column("id", "编号", str, lambda row: row.area.id),
    Column("name", "名称", str, lambda row: row.area.name),
    Column("kind", "类别", str, lambda row: row.area.kind),
    Column("station", "派出所编号", str, lambda row: row.area.station),
    Column("district", "区", str, lambda row: row.station.district),
    Column("divisions", "区划代码", tuple, lambda row: row.area.divisions),
    Column("aliases", "别名", tuple, lambda row: row.area.aliases),
    Column("villages", "所辖村", tuple, lambda row: row.area.villages),
    Column("actual", "实有人口 [人]", int, lambda row: row.area.population.actual),
    Column("permanent", "常住人口 [人]", int, lambda row: row.area.population.permanent),
    Column("temporary", "暂住人口 [人]", int, lambda row: row.area.population.temporary),
    Column("population_as_of", "人口统计日期", str, lambda row: row.area.population.as_of),
    Column("households", "户数", int, lambda row: row.area.households),
    Column("officers", "民警警号", tuple, lambda row: tuple(o.badge for o in row.area.officers if o.badge)),
    Column("covers", "责任区", tuple, lambda row: tuple(map(cover_text, row.area.covers))),
    Column(
        "vacant_since", "空缺起始", str, lambda row: str(row.area.vacancy.since) if row.area.vacancy else None
    ),
    Column("verified_on", "核实日期", str, lambda row: row.area.verified.on),
    Column(
        "meeting_rule",
        "开会规律",
        str,
        lambda row: row.area.meeting_rule and meeting_rule_text(row.area.meeting_rule),
    ),
    Column("since", "设立", str, lambda row: row.area.since),
    Column("until", "撤销", str, lambda row: row.area.until),
    Column("merged_into", "并入", tuple, lambda row: row.area.merged_into),
)


_OFFICERS: Final = Table[tuple[PublicOfficer, PublicArea]](
    "每行一名在岗民警在一个社区的身份",
    Column("badge", "警号", str, lambda row: row[0].badge),
    Column("name", "姓名", str, lambda row: row[0].name),
    Column("role", "身份", str, lambda row: row[0].role),
    Column("phone", "电话", str, lambda row: row[0].phone),
    Column("area", "社区编号", str, lambda row: row[1].id),
    Column("station", "派出所编号", str, lambda row: row[1].station),
    Column("on_site", "在社区的时间", str, lambda row: row[0].on_site and on_site_text(row[0].on_site)),
)


_STATIONS: Final = Table[Station](
    "每行一个派出所",
    Column("id", "编号", str, lambda station: station.id),
    Column("name", "名称", str, lambda station: station.name),
    Column("district", "区", str, lambda station: station.district),
    Column("town", "街道、镇、乡", str, lambda station: station.town),
    Column("kind", "类别", str, lambda station: station.kind),
    Column("peer_group", "排名分组", str, lambda station: station.peer_group),
    Column("address", "地址", str, lambda station: station.address),
    Column("phone", "24小时电话", str, lambda station: station.phone),
)


_POSTS: Final = Table[tuple[str, Post]](
    "每行一个警务室",
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


_MEETINGS: Final = Table[Meeting](
    "每行一次会",
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


_BRANDS: Final = Table[tuple[str, Brand]](
    "每行一个示范社区项目",
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


_COVERAGE: Final = Table[AreaCoverage](
    "每行一个社区的应配与在岗",
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


class _ReportRow(NamedTuple):
    report: PublicReport
    area: str
    counts: PublicRow


_REPORTS: Final = Table[_ReportRow](
    "每行一个社区的一个月;小的次数写成“<5”",
    Column("month", "月份", str, lambda row: row.report.month),
    Column("station", "派出所编号", str, lambda row: row.report.station),
    Column("area", "社区编号", str, lambda row: row.area),
    Column("filed_on", "报送日期", str, lambda row: row.report.filed_on),
    Column("calls", "接处警 [起]", Suppressed, lambda row: row.counts.calls),
    Column("cases", "案件 [起]", Suppressed, lambda row: row.counts.cases),
    Column("disputes", "纠纷 [起]", Suppressed, lambda row: row.counts.disputes),
    Column("mediated", "调解成功 [起]", Suppressed, lambda row: row.counts.mediated),
    Column("services_accepted", "受理服务 [件]", Suppressed, lambda row: row.counts.services_accepted),
    Column("services_on_time", "按时办结 [件]", Suppressed, lambda row: row.counts.services_on_time),
    Column("on_site_days", "驻社区 [天]", int, lambda row: _days(row.counts.on_site_days)),
    Column("patrol_shifts", "巡逻班次", int, lambda row: row.counts.patrol_shifts),
    Column("talks", "防范宣传 [场]", int, lambda row: row.counts.talks),
    Column("ledgers", "更新的台帐", int, lambda row: _number(row.counts.ledgers)),
    Column("charts", "更新的图表", int, lambda row: _number(row.counts.charts)),
)


_SERVICES: Final = Table[Service](
    "每行一项服务",
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


def datasets(bureau: PublicBureau, ledgers: OpinionLedgers, coverage: Coverage) -> tuple[Dataset, ...]:
    """Every table of what is on record today."""
    areas, stations = bureau.areas.values(), bureau.stations
    every = bureau.every_area.values()
    names = {area.id: area.name for area in every}, {id: station.name for id, station in stations.items()}
    # A month's figures are shown together with its ranking, not before.
    reports = [report for (month, _), report in bureau.reports.items() if month in bureau.releases]
    return (
        _COMMUNITIES.of("communities", "社区", (_Community(area, stations[area.station]) for area in every)),
        _OFFICERS.of("officers", "民警", ((officer, area) for area in areas for officer in area.officers)),
        _STATIONS.of("stations", "派出所", stations.values()),
        _POSTS.of("posts", "警务室", ((area.id, area.post) for area in areas if area.post)),
        _MEETINGS.of("meetings", "群众代表会", bureau.meetings.values()),
        *opinion_datasets(ledgers, *names),
        _BRANDS.of("brands", "示范社区", ((area.id, area.brand) for area in areas if area.brand)),
        _COVERAGE.of("coverage", "警力配备", coverage.by_area.values()),
        _REPORTS.of(
            "reports",
            "工作月报",
            (_ReportRow(report, area, row) for report in reports for area, row in report.rows.items()),
        ),
        _SERVICES.of("services", "服务事项", bureau.services.services),
    )


def _days(by_week: Mapping[str, int] | None) -> int | None:
    return None if by_week is None else sum(by_week.values())


def _number(items: Collection[object] | None) -> int | None:
    return None if items is None else len(items)
