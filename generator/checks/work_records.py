"""Rules about the work records (工作纪实, 方案二(五)): their days and communities, and what the reports say of them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from generator.checks.references import did_you_mean, no_such_area, station_exists
from generator.checks.reports import open_months
from generator.checks.rules import Findings, Found, each, listed, rule
from generator.facts.officers import community_officers
from generator.model.area import Area
from generator.model.bureau import Bureau
from generator.model.months import monday_of, month_of, month_of_week, thursday_of, week_of, weeks_of_month
from generator.model.report import Report, ReportRow
from generator.model.work_record import DAY_MINUTES, WorkEntry, WorkKind, WorkRecord, entries_by_area
from generator.problems import Problem

# Nobody does these without being in the community.
_ON_SITE: Final = frozenset(
    {WorkKind.VISIT, WorkKind.REGISTRATION, WorkKind.PATROL, WorkKind.TALK, WorkKind.PREMISES}
)
_SUNDAY: Final = dt.timedelta(days=6)


@each("work_records", "E303")
def check_every_work_record_is_that_of_a_station(record: WorkRecord, bureau: Bureau) -> Findings:
    """每份工作纪实都是一个有档案的派出所的。"""
    yield from station_exists(bureau, record.station, record.path, "station")


@each("work_records", "E343")
def check_every_entry_belongs_to_the_month(record: WorkRecord, bureau: Bureau) -> Findings:
    """工作纪实和月报一样按周归月:这一周的星期四在哪个月,就写进哪个月。"""
    weeks = weeks_of_month(record.month)
    first, last = monday_of(thursday_of(weeks[0])), monday_of(thursday_of(weeks[-1])) + _SUNDAY
    for at, entry in enumerate(record.entries):
        if not first <= entry.on <= last:
            right = month_of_week(week_of(entry.on))
            yield Found(
                ("entries", at, "on"),
                f"{entry.on} 那一周({week_of(entry.on)})的星期四在 {right},这一条归 {right},不归 {record.month}。",
                f"日期写错的,请改 on(这个文件写 {first} 至 {last} 的);没有写错的,{_where(bureau, record, right)}。",
            )


def _where(bureau: Bureau, record: WorkRecord, right: str) -> str:
    """A file that is begun after the month was released would change what was released."""
    path = f"data/work_records/{right}/{record.station}.yml"
    if right in bureau.releases and (right, record.station) not in bureau.work_records:
        return f"{right} 已经公布,又没有记过工作纪实,现在不补:删去这一条"
    return f"移到 {path}"


@rule("work_records")
def check_every_entry_is_about_an_area_of_the_station(bureau: Bureau) -> Iterator[Problem]:
    """工作纪实写的都是本所的社区,那一天或者那个月归本所,社区还在。"""
    for record in bureau.work_records.values():
        own = {area.id: area.name for area in bureau.areas_in(record.station, record.month)}
        for at, entry in enumerate(record.entries):
            area = bureau.areas.get(entry.area)
            where = record.path, "entries", at, "area"
            if area is None:
                yield no_such_area(bureau, bureau.place(*where), entry.area, own)
            elif (
                area.id not in own
                and area.station_on(entry.on) != record.station
                and record.station in bureau.stations
            ):
                right = f"data/work_records/{record.month}/{area.station_in(record.month)}.yml"
                asked = did_you_mean(area.id, own)
                found = f"{area.name}({area.id})在 {record.month} 不归这个所。"
                yield bureau.place(*where).problem(
                    "E353", found, f"编号写错了的,请改 area。{asked}没有写错的,移到 {right}。"
                )
            elif not area.exists_on(entry.on):
                yield bureau.place(*where).problem(
                    "E353", f"{entry.on} 没有{area.name}({area.id})。", _outside_its_days(area, entry)
                )


def _outside_its_days(area: Area, entry: WorkEntry) -> str:
    if area.until is not None and entry.on > area.until:
        return f"它到 {area.until} 为止:请写接管的社区的编号,或核对日期。"
    return f"它从 {area.since} 起设立:请写那时管这里的社区的编号,或核对日期。"


@rule("work_records")
def check_entries_of_a_community_that_moved_are_published(bureau: Bureau) -> Iterator[Problem]:
    """社区月底归的派出所也记了这个月的工作纪实:一个社区一个月的纪实由它公布。"""
    for record in bureau.work_records.values():
        for id_ in record.areas:
            area = bureau.areas.get(id_)
            if area is None or record.station not in area.stations:
                continue
            right = area.station_in(record.month)
            if right not in bureau.stations or (record.month, right) in bureau.work_records:
                continue
            own = [at for at, entry in enumerate(record.entries) if entry.area == id_]
            begins = (
                ""
                if record.month in bureau.releases
                else f"{bureau.stations[right].name}也记的,建 data/work_records/{record.month}/{right}.yml,"
                f"写它每个社区整月的;不记的,"
            )
            yield bureau.place(record.path, "entries", own[0], "area").problem(
                "W414",
                f"{area.name}({id_}){record.month} 月底归{bureau.stations[right].name},"
                f"没有 data/work_records/{record.month}/{right}.yml,它的 {len(own)} 条不公布,也不算。",
                f"{begins}删去这 {len(own)} 条。",
            )


@each("reports", "W429")
def check_no_month_falls_back_to_the_report(report: Report, bureau: Bureau) -> Findings:
    """记过工作纪实的派出所,以后没有公布的月份也有:没有文件的月份按月报写的周算,不记反而得分多。"""
    began = min((month for month, station in bureau.work_records if station == report.station), default=None)
    if began is None or report.month <= began or report.month in bureau.releases:
        return
    path = f"data/work_records/{report.month}/{report.station}.yml"
    if (report.month, report.station) not in bureau.work_records:
        yield Found(
            ("month",),
            f"这个所从 {began} 起记工作纪实,{report.month} 没有 {path},这个月按月报写的周算。",
            "请照台帐把那个文件补上;丢了的,从备份恢复。",
        )


@rule("work_records", "areas")
def check_no_day_has_more_minutes_than_its_officers(bureau: Bureau) -> Iterator[Problem]:
    """一个社区一天的纪实,不管写在哪个所的文件里,用时加起来不超过在岗的人那一天的 24 小时。"""
    minutes: dict[tuple[str, dt.date], int] = defaultdict(int)
    for record in bureau.work_records.values():
        for at, entry in enumerate(record.entries):
            key = (entry.area, entry.on)
            before, minutes[key] = minutes[key], minutes[key] + entry.minutes
            area = bureau.areas.get(entry.area)
            people = max(1, len(area.officers_on(entry.on))) if area is not None else 1
            if before <= people * DAY_MINUTES < minutes[key]:
                yield bureau.place(record.path, "entries", at, "minutes").problem(
                    "E354",
                    f"{entry.area} {entry.on} 的纪实加起来有 {minutes[key]} 分钟,"
                    f"超过在岗 {people} 人一天的 {people * DAY_MINUTES} 分钟。",
                    "minutes 写分钟,不写秒;请核对这一天的各条。",
                )


@rule("work_records", "reports", "areas")
def check_records_and_reported_days_agree(bureau: Bureau) -> Iterator[Problem]:
    """月报写了到社区的周,有那一周的工作纪实;有在社区里做的事的周,月报不写 0 天。"""
    entries = entries_by_area(bureau.work_records.values())
    for record, report in _open(bureau):
        found = [
            said
            for row in report.rows
            if (area := bureau.areas.get(row.area)) is not None
            for said in _disagreeing_weeks(entries.get((record.month, area.id), ()), area, row)
        ]
        if found:
            yield bureau.place(record.path, "month").problem(
                "W405",
                f"工作纪实和月报对不上:{listed(found)}。",
                "请对照台帐:做了没有写的,补写纪实;没有到的,改月报的 on_site_days。没有纪实的周不算有工作纪实。",
            )


def _disagreeing_weeks(entries: Iterable[WorkEntry], area: Area, row: ReportRow) -> Iterator[str]:
    done: dict[str, set[WorkKind]] = defaultdict(set)
    for entry in entries:
        done[week_of(entry.on)].add(entry.kind)
    for week, days in (row.on_site_days or {}).items():
        if days and week not in done:
            yield f"{area.name} {week} 报了 {days} 天,没有纪实"
        elif not days and done[week] & _ON_SITE and community_officers(area.officers, thursday_of(week)):
            yield f"{area.name} {week} 有纪实,报了 0 天"


@rule("work_records", "reports", "areas")
def check_recorded_talks_and_reported_ones_agree(bureau: Bureau) -> Iterator[Problem]:
    """月报的防范宣传场数,和工作纪实里的一样;月初月末跨月的一周,算在哪个月都可以。"""
    entries = entries_by_area(bureau.work_records.values())
    for record, report in _open(bureau):
        found = []
        for row in report.rows:
            own = entries.get((record.month, row.area), ())
            days = [entry.on for entry in own if entry.kind is WorkKind.TALK]
            within = sum(month_of(day) == record.month for day in days)
            if row.area in bureau.areas and row.talks is not None and not within <= row.talks <= len(days):
                found.append(f"{bureau.areas[row.area].name}月报 {row.talks} 场、纪实 {len(days)} 场")
        if found:
            yield bureau.place(record.path, "month").problem(
                "W426",
                f"防范宣传的场数对不上:{listed(found)}。",
                "请对照台帐:纪实里漏写的补一条 kind: talk,月报写错的改 talks。",
            )


def _open(bureau: Bureau) -> Iterator[tuple[WorkRecord, Report]]:
    """Work records with their reports, of the months before their release; after it W330 tells what differs."""
    months = open_months(bureau) - bureau.releases.keys()
    for key, record in bureau.work_records.items():
        if record.month in months and key in bureau.reports:
            yield record, bureau.reports[key]
