"""The public data as tables: communities, officers, stations, posts, meetings, opinions, projects and the rest."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TypeAlias

from generator.feeds.opinion_tables import opinions_dataset, statistics_dataset
from generator.feeds.tables import Dataset, table
from generator.memo import remembered
from generator.model.meeting import Meeting, MeetingStatus
from generator.model.public import PublicArea, PublicBureau, PublicCount, PublicReport, Suppressed
from generator.model.reference import Services
from generator.model.station import Station
from generator.opinions import OpinionLedgers
from generator.pages.meetings.rule import rule_line
from generator.staffing import AreaCoverage, Coverage
from generator.wording import cover_text, on_site_text, opening_text

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
    rows = (
        (
            area.id, area.name, area.kind.value, area.station, stations[area.station].district,
            area.divisions, area.aliases, area.villages, area.population.actual, area.population.permanent,
            area.population.temporary, area.population.as_of.isoformat(), area.households,
            tuple(o.badge for o in area.officers if o.badge), tuple(cover_text(cover) for cover in area.covers),
            str(area.vacancy.since) if area.vacancy else None, area.verified.on.isoformat(),
            rule.text if (rule := rule_line(area.meeting_rule)) else None,
            area.since.isoformat() if area.since else None, area.until.isoformat() if area.until else None,
            area.merged_into,
        )
        for area in areas.values()
    )  # fmt: skip
    return table(
        "communities", "社区", "每行一个社区或农村警务区；已经撤销的在最后", rows,
        id="编号", name="名称", kind="类别", station="派出所编号", district="区", divisions="区划代码|array",
        aliases="别名|array", villages="所辖村|array", actual="实有人口 [人]|integer",
        permanent="常住人口 [人]|integer", temporary="暂住人口 [人]|integer", population_as_of="人口统计日期",
        households="户数|integer", officers="民警警号|array", covers="责任区|array", vacant_since="空缺起始",
        verified_on="核实日期", meeting_rule="开会规律", since="设立", until="撤销", merged_into="并入|array",
    )  # fmt: skip


@remembered()
def _officers(areas: Areas) -> Dataset:
    rows = (
        (
            officer.badge, officer.name, officer.role.value, officer.phone, area.id, area.station,
            on_site_text(officer.on_site) if officer.on_site else None,
        )
        for area in areas.values()
        for officer in area.officers
    )  # fmt: skip
    return table(
        "officers", "民警", "每行一名在岗民警在一个社区的身份", rows,
        badge="警号", name="姓名", role="身份", phone="电话", area="社区编号", station="派出所编号",
        on_site="在社区的时间",
    )  # fmt: skip


@remembered()
def _stations(stations: Stations) -> Dataset:
    rows = (
        (s.id, s.name, s.district, s.town, s.kind.value, s.peer_group.value, s.address, s.phone)
        for s in stations.values()
    )
    return table(
        "stations", "派出所", "每行一个派出所", rows,
        id="编号", name="名称", district="区", town="街道、镇、乡", kind="类别", peer_group="排名分组", address="地址",
        phone="24小时电话",
    )  # fmt: skip


@remembered()
def _posts(areas: Areas) -> Dataset:
    rows = (
        (
            area.id, post.name, post.address, post.phone, opening_text(post.hours) or None, post.status.value,
            post.status_note, post.facilities.unified_sign, post.facilities.unified_rules,
            post.facilities.office_equipment, post.facilities.communications, post.step_free, post.services,
        )
        for area in areas.values()
        if (post := area.post)
    )  # fmt: skip
    return table(
        "posts", "警务室", "每行一个警务室", rows,
        area="社区编号", name="名称", address="地址", phone="电话", hours="开放时间", status="状态",
        status_note="状态说明",
        unified_sign="统一标识|boolean", unified_rules="统一工作规范|boolean", office_equipment="办公设施|boolean",
        communications="通讯设施|boolean", step_free="无障碍|boolean", services="能办事项|array",
    )  # fmt: skip


@remembered()
def _meetings(meetings: Mapping[str, Meeting]) -> Dataset:
    rows = (
        (
            m.id, m.area, m.date.isoformat(), f"{m.starts:%H:%M}",
            f"{m.ends:%H:%M}" if m.ends else None, m.place, m.status.value,
            m.previous_date.isoformat() if m.previous_date else None, m.agenda,
            m.representatives.total if m.representatives else None,
            m.representatives.present if m.representatives else None,
            m.minutes.published_on.isoformat() if m.minutes else None,
            len(m.opinions) if m.status is MeetingStatus.HELD else None,
        )
        for m in meetings.values()
    )  # fmt: skip
    return table(
        "meetings", "群众代表会", "每行一次会", rows,
        id="编号", area="社区编号", date="日期", starts="开始", ends="结束", place="地点", status="状态",
        previous_date="原定日期", agenda="议程|array", representatives="应到 [人]|integer", present="实到 [人]|integer",
        minutes_on="纪要公布日期", opinions="意见数(没有开的会为空)|integer",
    )  # fmt: skip


@remembered()
def _brands(areas: Areas) -> Dataset:
    rows = (
        (
            area.id, brand.kind.value, brand.title, brand.stage.value, brand.problem, brand.measures, brand.measure,
            brand.unit, _text(brand.baseline), _text(brand.target),
            _text(brand.series[-1].value) if brand.series else None,
            brand.reviewed_on.isoformat() if brand.reviewed_on else None,
            brand.expires_on.isoformat() if brand.expires_on else None,
        )
        for area in areas.values()
        if (brand := area.brand)
    )  # fmt: skip
    return table(
        "brands", "示范社区", "每行一个示范社区项目", rows,
        area="社区编号", kind="类别", title="名称", stage="阶段", problem="突出问题", measures="措施|array",
        measure="指标", unit="单位", baseline="起点|decimal", target="目标|decimal", latest="最近数值|decimal",
        reviewed_on="考核日期", expires_on="有效期至",
    )  # fmt: skip


def _text(value: Decimal | None) -> str | None:
    """3.0 and 3 are one number, and written as one."""
    return None if value is None else f"{value.normalize():f}"


@remembered()
def _coverage(by_area: Mapping[str, AreaCoverage]) -> Dataset:
    rows = (
        (
            id, covered.area.kind.value, covered.area.population.residents, covered.required, covered.in_post,
            covered.seconded, covered.acting, covered.gap, covered.arithmetic,
        )
        for id, covered in by_area.items()
    )  # fmt: skip
    return table(
        "coverage", "警力配备", "每行一个社区的应配与在岗", rows,
        area="社区编号", kind="类别", residents="计算用人口 [人]|integer", required="应配 [名]|integer",
        in_post="在岗 [名]|integer", seconded="其中调剂 [名]|integer", acting="代管 [名]|integer",
        gap="缺 [名]|integer", arithmetic="算法",
    )  # fmt: skip


def _of_published_months(bureau: PublicBureau) -> Mapping[tuple[str, str], PublicReport]:
    """A month's figures are shown together with its ranking, not before."""
    return {key: report for key, report in bureau.reports.items() if key[0] in bureau.releases}


@remembered()
def _reports(reports: Mapping[tuple[str, str], PublicReport]) -> Dataset:
    rows = (
        (
            month, station, id, report.filed_on.isoformat(), _count(row.calls), _count(row.cases),
            _count(row.disputes), _count(row.mediated), _count(row.services_accepted), _count(row.services_on_time),
            sum(row.on_site_days.values()) if row.on_site_days is not None else None, row.patrol_shifts, row.talks,
            len(row.ledgers) if row.ledgers is not None else None, len(row.charts) if row.charts is not None else None,
        )
        for (month, station), report in reports.items()
        for id, row in report.rows.items()
    )  # fmt: skip
    counted = "|integer,string"
    return table(
        "reports", "工作月报", "每行一个社区的一个月;小的次数写成“<5”", rows,
        month="月份", station="派出所编号", area="社区编号", filed_on="报送日期", calls=f"接处警 [起]{counted}",
        cases=f"案件 [起]{counted}", disputes=f"纠纷 [起]{counted}", mediated=f"调解成功 [起]{counted}",
        services_accepted=f"受理服务 [件]{counted}", services_on_time=f"按时办结 [件]{counted}",
        on_site_days="驻社区 [天]|integer", patrol_shifts="巡逻班次|integer", talks="防范宣传 [场]|integer",
        ledgers="更新的台帐|integer", charts="更新的图表|integer",
    )  # fmt: skip


def _count(count: PublicCount | None) -> int | str | None:
    return str(count) if isinstance(count, Suppressed) else count


@remembered()
def _services(services: Services) -> Dataset:
    rows = (
        (
            s.id, s.title, s.original, s.clause, s.what, s.who, s.materials, s.steps, s.time_limit, _text(s.fee),
            s.fee_note, s.basis,
        )
        for s in services.services
    )  # fmt: skip
    return table(
        "services", "服务事项", "每行一项服务", rows,
        id="编号", title="事项", original="原文", clause="方案条目", what="说明", who="谁可以办",
        materials="材料|array",
        steps="步骤|array", time_limit="时限 [工作日]|integer", fee="费用 [元]", fee_note="费用说明", basis="法律依据",
    )  # fmt: skip
