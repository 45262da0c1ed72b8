"""Rules that hold one source against another: a figure that another record makes hard to believe.

One problem for each file and kind, at the first place; of the reports only the latest and the unpublished months.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from generator.checks.reports import open_months
from generator.checks.rules import Findings, Found, each, listed, rule
from generator.model.area import Area, EstateCover
from generator.model.brand import INCIDENTS
from generator.model.bureau import Bureau
from generator.model.meeting import MeetingStatus
from generator.model.months import first_day, last_day, thursday_of
from generator.model.report import Chart, Ledger, Report, ReportRow
from generator.problems import Problem
from generator.text.comparing import comparable

_WEEK: Final = dt.timedelta(days=6)


class _Row(NamedTuple):
    """A row of a report, its position, and its community."""

    at: int
    row: ReportRow
    area: Area


def _rows(report: Report, bureau: Bureau) -> Iterator[_Row]:
    for at, row in enumerate(report.rows):
        if (area := bureau.areas.get(row.area)) is not None:
            yield _Row(at, row, area)


def _told(
    bureau: Bureau, report: Report, code: str, found: Sequence[tuple[_Row, str]], what: str, hint: str
) -> Iterator[Problem]:
    """One problem for all rows, at the first."""
    if found:
        place = bureau.place(report.path, "rows", found[0][0].at, "area")
        yield place.problem(code, f"{listed([said for _, said in found])},{what}", hint)


@rule("reports")
def check_no_project_counts_more_cases_than_its_community(bureau: Bureau) -> Iterator[Problem]:
    """示范项目按月数的案件,不多于社区当月月报的案件。"""
    cases = {(report.month, row.area): row.cases for report in bureau.reports.values() for row in report.rows}
    projects = ((area, *each) for area in bureau.areas.values() for each in enumerate(area.brands))
    for area, number, brand in projects:
        if brand.unit != INCIDENTS or "季" in (brand.measure or ""):
            continue
        found = []
        for at, reading in enumerate(brand.series):
            reported = cases.get((reading.month, area.id))
            if reported is not None and reading.value > reported:
                found.append((at, f"{reading.month} 项目写 {reading.value} 起、月报写 {reported} 起"))
        if found:
            place = bureau.place(area.path, "brands", number, "series", found[0][0], "value")
            yield place.problem(
                "W370",
                f"{area.name}的“{brand.measure}”多于社区当月的案件:{listed([said for _, said in found])}。",
                "请对照案件台帐:项目数错的,改这个项目的 series;月报漏报的,补报 cases。",
            )


@rule("reports", "areas", "meetings")
def check_no_talk_is_held_by_nobody(bureau: Bureau) -> Iterator[Problem]:
    """报了防范宣传的社区,当月有人到过社区,或者开过代表会。"""
    months = open_months(bureau)
    met = {
        (f"{meeting.date:%Y-%m}", meeting.area)
        for meeting in bureau.meetings.values()
        if meeting.status is MeetingStatus.HELD
    }
    for report in bureau.reports.values():
        found = [
            (each_row, f"{each_row.area.name} {each_row.row.talks} 场")
            for each_row in _rows(report, bureau)
            if report.month in months
            and each_row.row.talks
            and each_row.row.on_site_days is not None
            and not any(each_row.row.on_site_days.values())
            and (report.month, each_row.area.id) not in met
        ]
        yield from _told(
            bureau,
            report,
            "W371",
            found,
            f"{report.month} 报了防范宣传,可是民警一天没到社区,也没有开代表会。",
            "请对照工作纪实:到了社区的补写 on_site_days,没有办的改 talks;别的单位办的可以不改。",
        )


@rule("reports", "areas")
def check_no_week_has_more_days_than_the_timetables(bureau: Bureau) -> Iterator[Problem]:
    """一周驻社区的天数,不多于当周在岗民警的时间表合起来的天数。"""
    months = open_months(bureau)
    for report in bureau.reports.values():
        found = [
            (each_row, f"{each_row.area.name} {week} 报了 {days} 天、{_timetable(most)}")
            for each_row in _rows(report, bureau)
            if report.month in months
            for week, days in (each_row.row.on_site_days or {}).items()
            if (most := _days_allowed(each_row.area, week)) is not None and days > most
        ]
        yield from _told(
            bureau,
            report,
            "W372",
            found,
            "比在岗民警的时间表多。",
            "请对照工作纪实改 on_site_days;时间表早已改了的,在社区文件里给原来的一段写 until,另起一段写新的 on_site。",
        )


def _timetable(most: int) -> str:
    return f"时间表只有 {most} 天" if most else "当周没有民警在岗"


def _days_allowed(area: Area, week: str) -> int | None:
    """Different weekdays in the timetables of who was in post in the week; None if one of them has no timetable."""
    monday = thursday_of(week) - dt.timedelta(days=3)
    present = [
        officer
        for officer in area.officers
        if officer.role.is_police
        and officer.since <= monday + _WEEK
        and (officer.until is None or officer.until >= monday)
    ]
    if any(officer.on_site is None for officer in present):
        return None
    return len({day for officer in present if officer.on_site for day in officer.on_site.days})


@rule("reports", "areas")
def check_no_patrol_is_without_a_team(bureau: Bureau) -> Iterator[Problem]:
    """报了巡逻班次的社区,档案里有巡逻队。"""
    months = open_months(bureau)
    for report in bureau.reports.values():
        found = [
            (each_row, f"{each_row.area.name} {each_row.row.patrol_shifts} 次")
            for each_row in _rows(report, bureau)
            if report.month in months
            and each_row.row.patrol_shifts
            and not (each_row.area.prevention and each_row.area.prevention.patrols)
        ]
        yield from _told(
            bureau,
            report,
            "W373",
            found,
            f"{report.month} 报了巡逻,社区档案里却没有巡逻队。",
            "有巡逻队的,在社区文件的 prevention 里补写 patrols;没有的,请核对 patrol_shifts。",
        )


@rule("reports", "areas")
def check_no_service_is_accepted_at_a_closed_post(bureau: Bureau) -> Iterator[Problem]:
    """受理了服务的社区,警务室当月开过,或者写明了到哪里办。"""
    months = open_months(bureau)
    for report in bureau.reports.values():
        found = [
            (each_row, f"{each_row.area.name} {each_row.row.services_accepted} 件")
            for each_row in _rows(report, bureau)
            if report.month in months and each_row.row.services_accepted
            if _is_shut_all(report.month, each_row.area)
        ]
        yield from _told(
            bureau,
            report,
            "W374",
            found,
            f"{report.month} 报了受理服务,可是警务室这个月一天也没有开。",
            "在别处办的,在社区文件的 post 里写 status_note(到哪里办);警务室开着的,请核对 status 和 opened。",
        )


def _is_shut_all(month: str, area: Area) -> bool:
    """Was its post out of use on the month's first and last day, without a word where residents are served?"""
    post = area.post
    if post is None or post.status_note is not None:
        return False
    return not any(post.receives_on(day) for day in (first_day(month), last_day(month)))


@rule("reports", "areas", "work_records")
def check_no_paperwork_is_complete_without_a_work_record(bureau: Bureau) -> Iterator[Problem]:
    """图表、台帐全部更新的社区,当月至少有一周有工作纪实。"""
    months = open_months(bureau)
    recorded = {(month, area) for (month, _), one in bureau.work_records.items() for area in one.areas}
    for report in bureau.reports.values():
        found = [
            (each_row, each_row.area.name)
            for each_row in _rows(report, bureau)
            if report.month in months
            and each_row.row.on_site_days is not None
            and not any(each_row.row.on_site_days.values())
            and (report.month, each_row.area.id) not in recorded
            and len(each_row.row.charts or ()) == len(Chart)
            and len(each_row.row.ledgers or ()) == len(Ledger)
        ]
        yield from _told(
            bureau,
            report,
            "W375",
            found,
            f"{report.month} 图表、台帐都齐,却没有一天到社区的纪实。",
            "请对照工作纪实补写 on_site_days;没有到社区的,请核对 charts 和 ledgers 是不是当月更新的。",
        )


@each("areas", "W376", today=True)
def check_every_safe_place_is_within_the_area(area: Area) -> Findings:
    """安全小区、安全村居写的是责任区里的整个小区或村,不是其中一栋。"""
    places = area.prevention.safe_places if area.prevention is not None else ()
    estates = (cover.estate for cover in area.covers if isinstance(cover, EstateCover))
    names = {*map(comparable, (*estates, *area.villages, *area.aliases, area.name))}
    for at, place in enumerate(places):
        if comparable(place.name) not in names:
            yield Found(
                ("prevention", "safe_places", at, "name"),
                f"“{place.name}”不在{area.name}的责任区(covers、villages)里。",
                "请写责任区里小区或村的全名;是别的社区的,移到它的文件里;责任区漏写的,在 covers 里补上。",
            )
