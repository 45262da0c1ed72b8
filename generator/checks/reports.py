"""Rules about the monthly reports (工作月报, 方案二(五)): their rows, their weeks, figures that agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from generator.checks.references import did_you_mean, no_such_area, station_exists
from generator.checks.rules import Findings, Found, each, rule
from generator.facts.officers import promised_days
from generator.model.area import Area
from generator.model.bureau import Bureau
from generator.model.months import (
    first_day,
    last_day,
    month_of_week,
    previous_month,
    thursday_of,
    weeks_of_month,
)
from generator.model.policy import PartId
from generator.model.report import Report, ReportRow
from generator.problems import Problem

# The key of a row that each part of the ranking is read from; without it the station has no score.
_READ_FROM: Final = {
    PartId.ON_SITE: "on_site_days",
    PartId.WORK_RECORDS: "on_site_days",
    PartId.PATROLS: "patrol_shifts",
    PartId.TALKS: "talks",
    PartId.ANSWERED_ON_TIME: "services",
    PartId.CHARTS: "charts",
    PartId.LEDGERS: "ledgers",
}


def open_months(bureau: Bureau) -> frozenset[str]:
    """The months whose reports are worth a warning: the latest, and those not yet published."""
    months = {month for month, _ in bureau.reports}
    return frozenset({max(months)} | (months - bureau.releases.keys()) if months else ())


@each("reports", "E303")
def check_every_report_is_that_of_a_station(report: Report, bureau: Bureau) -> Findings:
    """每份月报都是一个有档案的派出所报的。"""
    yield from station_exists(bureau, report.station, report.path, "station")


@rule("reports")
def check_every_row_is_about_an_area_of_the_station(bureau: Bureau) -> Iterator[Problem]:
    """月报的每一行写的都是本所的社区。"""
    for report in bureau.reports.values():
        own = {area.id: area.name for area in bureau.areas_in(report.station, report.month)}
        for at, row in enumerate(report.rows):
            if row.area not in bureau.areas:
                place = bureau.place(report.path, "rows", at, "area")
                yield no_such_area(bureau, place, row.area, own)
            elif report.station in bureau.stations and row.area not in own:
                if row.area not in bureau.misplaced_areas:  # else reported at the area's file
                    yield _foreign(bureau, report, at, own)
            elif (area := bureau.areas[row.area]).until is not None and area.until < first_day(report.month):
                yield bureau.place(report.path, "rows", at, "area").problem(
                    "E309",
                    f"{area.name}到 {area.until} 为止,{report.month} 已经没有它了。",
                    f"这一行公布过,不要删:请把 {area.path} 的 until 改为 {last_day(report.month)} 或更晚。"
                    if is_published(bureau, report.month, area)
                    else "请把这一行的数字写进接管的社区那一行,再删去这一行;"
                    f"其实那个月还在的,把 {area.path} 的 until 改晚。",
                )


def _foreign(bureau: Bureau, report: Report, at: int, known: dict[str, str]) -> Problem:
    area = bureau.areas[report.rows[at].area]
    station, owner = bureau.stations[report.station], bureau.stations.get(area.station_in(report.month))
    return bureau.place(report.path, "rows", at, "area").problem(
        "E309",
        f"{area.name}({area.id})不归{station.name},归{owner.name if owner else area.station_in(report.month)}。",
        f"社区编号写错了的,请改 area。{did_you_mean(area.id, known)}"
        f"数字确实是{area.name}的,请把这一行移到 data/reports/{report.month}/{area.station_in(report.month)}.yml。",
    )


def is_published(bureau: Bureau, month: str, area: Area) -> bool:
    """Does the month's published ranking count the area?"""
    release = bureau.releases.get(month)
    return release is not None and any(area.id in row.areas for row in release.latest.rows)


@each("reports", "E309")
def check_no_area_has_two_rows(report: Report) -> Findings:
    """一份月报里一个社区只写一行。"""
    first: dict[str, int] = {}
    for at, row in enumerate(report.rows):
        before = first.setdefault(row.area, at)
        if before != at:
            yield Found(
                ("rows", at, "area"),
                f"社区“{row.area}”写了两行(第 {before + 1} 行和第 {at + 1} 行)。",
                "如果有一行是别的社区的,请改 area;两行都是它的,对照台帐合并成一行,各项数字都留下。",
            )


@rule("reports")
def check_every_area_of_the_station_has_a_row(bureau: Bureau) -> Iterator[Problem]:
    """月报里本所的每个社区都有一行:从设立后的第一个整月,到撤销前的最后一个整月。"""
    for report in bureau.reports.values():
        own = bureau.areas_in(report.station, report.month)
        written = {row.area for row in report.rows}
        missing = [
            f"{area.name}({area.id})"
            for area in own
            if area.id not in written
            and area.exists_all_of(report.month)
            and area.id not in bureau.misplaced_areas  # reported at the area's file
        ]
        # A misspelled or foreign row is probably the missing one, and reported already.
        if missing and written <= {area.id for area in own}:
            yield bureau.place(report.path, "rows").problem(
                "W326",
                f"{report.month} 的月报缺少 {len(missing)} 个社区:{'、'.join(missing)}。",
                "请补上这几行;没有数字的项目可以不写,不要写 0。那时还没有设立的社区,请在它的文件里写 since;"
                "已经撤销的写 until。"
                + ("这个月已经公布,补上以后运行 make revise。" if report.month in bureau.releases else ""),
            )


@rule("reports")
def check_no_row_alone_costs_the_station_its_rank(bureau: Bureau) -> Iterator[Problem]:
    """同所别的社区、或上个月写了的计分项目,这个月每个社区都写。"""
    for month in sorted(open_months(bureau)):
        rules = bureau.policy_on(first_day(month)).ranking.indicators
        parts = [part.id for rule in rules if rule.scored for part in rule.parts]
        keys = dict.fromkeys(_READ_FROM[part] for part in parts if part in _READ_FROM)
        for report in (report for (of, _), report in bureau.reports.items() if of == month):
            before = bureau.reports.get((previous_month(month), report.station))
            usual = [*report.rows, *(before.rows if before else ())]
            for key in keys:
                lacking = [at for at, row in enumerate(report.rows) if _lacks(bureau, report, row, key)]
                if lacking and any(_is_told(getattr(row, key)) for row in usual):
                    yield _without(bureau, report, key, lacking)


def _lacks(bureau: Bureau, report: Report, row: ReportRow, key: str) -> bool:
    area = bureau.areas.get(row.area)
    return area is not None and area.exists_all_of(report.month) and not _is_told(getattr(row, key))


def _is_told(value: object) -> bool:
    """Was it reported? Days of no week at all were not."""
    return value is not None and value != {}


def _without(bureau: Bureau, report: Report, key: str, lacking: Sequence[int]) -> Problem:
    title = ReportRow.model_fields[key].title
    rows = "、".join(f"第 {at + 1} 行({bureau.areas[report.rows[at].area].name})" for at in lacking)
    weeks = ", ".join(f"{week}: …" for week in weeks_of_month(report.month))
    written = {
        "on_site_days": f"on_site_days: {{{weeks}}},每周写到了几天,一天没到写 0",
        "services": "services: {accepted: …, on_time: …},没有受理的写 0",
        "charts": "charts: […],一项也没有更新写 []",
        "ledgers": "ledgers: […],一项也没有更新写 []",
    }
    revise = f'补上以后运行 make revise month={report.month} reason="补报{title}"'
    return bureau.place(report.path, "rows", lacking[0], "area").problem(
        "W351",
        f"{rows}没有写{title}({key}),全所 {report.month} 因此不排名。",
        f"请在{'这一行' if len(lacking) == 1 else '每一行'}补上 {written.get(key, f'{key}: …,没有的写 0')}"
        + (f";这个月已经公布,{revise}。" if report.month in bureau.releases else "。"),
    )


@each("reports", "E310")
def check_no_part_exceeds_its_whole(report: Report) -> Findings:
    """调解成功的不多于纠纷,按时办结的不多于受理的。"""
    for at, row in enumerate(report.rows):
        for keys, found in _larger_than_the_whole(row):
            yield Found(("rows", at, *keys), found, "请对照台帐核对这两个数。")


def _larger_than_the_whole(row: ReportRow) -> Iterator[tuple[tuple[str, ...], str]]:
    if row.mediated is not None and row.disputes is not None and row.mediated > row.disputes:
        yield ("mediated",), f"{row.area} 调解成功 {row.mediated} 起,多于纠纷 {row.disputes} 起。"
    if row.services and row.services.on_time > row.services.accepted:
        found = f"{row.area} 按时办结 {row.services.on_time} 件,多于受理 {row.services.accepted} 件。"
        yield ("services", "on_time"), found


@each("reports", "E310")
def check_every_report_is_filed_after_its_month(report: Report) -> Findings:
    """月报在当月过完以后报送。"""
    end = last_day(report.month)
    if report.filed_on is not None and report.filed_on < end:
        yield Found(
            ("filed_on",),
            f"报送日期 {report.filed_on} 早于 {report.month} 的最后一天({end})。",
            "请核对 filed_on 和 month;当月过完才能报送。",
        )


@each("reports", "E312")
def check_every_week_belongs_to_the_month(report: Report) -> Findings:
    """驻社区天数按周写,周四在哪个月,这一周就写进哪个月的月报。"""
    for at, row in enumerate(report.rows):
        for week in row.on_site_days or ():
            if month_of_week(week) != report.month:
                yield Found(
                    ("rows", at, "on_site_days", week),
                    f"{week} 不属于 {report.month},应写进 {month_of_week(week)} 的月报。",
                    f"本月的周是 {'、'.join(weeks_of_month(report.month))}(周四在本月的周)。",
                )


@each("reports", "E310")
def check_no_reason_is_given_for_a_promise_that_was_kept(report: Report, bureau: Bureau) -> Findings:
    """兑现了驻社区承诺的周不写原因;已经公布的月份不再查,以后改时间表不牵连旧月报。"""
    if report.month in bureau.releases:
        return
    policy = bureau.policy_on(first_day(report.month))
    for at, row in enumerate(report.rows):
        if (area := bureau.areas.get(row.area)) is None:
            continue
        days = row.on_site_days or {}
        for week in row.on_site_reasons or ():
            promised = promised_days(area.officers, thursday_of(week), policy, area.since)
            if days[week] >= promised:
                yield Found(
                    ("rows", at, "on_site_reasons", week),
                    f"{row.area} 在 {week} 承诺 {promised} 天,到了 {days[week]} 天,已经兑现,不用写原因。",
                    "请删去这一周的原因;如果天数写多了,请改 on_site_days。",
                )
