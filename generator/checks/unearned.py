"""Rules about what raises a score without better work (通报排名): each finding is a question to the bureau, no verdict.

One problem for each station and kind, listing all; of reports only the latest and the unpublished months.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import takewhile
from statistics import median
from typing import Final

from generator.checks.reports import open_months
from generator.checks.rules import Findings, Found, each, rule
from generator.model.area import Area
from generator.model.bureau import Bureau
from generator.model.meeting import Meeting, MeetingStatus, OpinionStatus
from generator.model.months import first_day, last_day, months_ending_with, previous_month
from generator.model.officer import Role
from generator.model.policy import Policy
from generator.model.report import Report, ServiceCounts
from generator.problems import Problem

_DAY: Final = dt.timedelta(days=1)
_YEAR: Final = dt.timedelta(days=365)
_NAMED: Final = 6
# Requests that were all in time by chance alone would be so rarely; fewer than a third of the usual number.
_CHANCE: Final = 0.001
_HISTORY: Final = 12
_LEAST_HISTORY: Final = 6
_LEAST_REQUESTS: Final = 12
_TIMES: Final = 3
# Of opinions answered, and of weeks, before the share says anything.
_LEAST_OPINIONS: Final = 6
_LEAST_WEEKS: Final = 3
_WEEKS_OF: Final = 10
_FEWER: Final = 4


def _listed(said: Sequence[str]) -> str:
    return ";".join(said[:_NAMED]) + (f";等 {len(said)} 处" if len(said) > _NAMED else "")


@rule()
def check_communities_are_not_made_for_the_ranking(bureau: Bureau, as_of: dt.date) -> Iterator[Problem]:
    """人口极少的、设立或撤销没有依据的社区,月底才减少应配人数或又来又走的变动,由市局核对。"""
    policy = bureau.policy_on(as_of)
    for station in bureau.stations:
        found: list[tuple[Area, str]] = []
        for area in bureau.areas_of(station):
            said = (*_made(area, policy, as_of), *_changed_late(bureau, area, as_of))
            found += [(area, f"{area.name}{what}") for what in said]
        if found:
            yield bureau.place(found[0][0].path, "id").problem(
                "W380",
                f"{bureau.stations[station].name}有要市局核对的社区:{_listed([said for _, said in found])}。",
                "属实的不用改;设立、撤销有批准文件的,在社区文件里写 decision(文号);写错的改正。",
            )


def _made(area: Area, policy: Policy, as_of: dt.date) -> Iterator[str]:
    """Of a handful of residents, or set up or dissolved without a decision on record."""
    least = policy.standards.least_residents
    count = area.population.on(as_of)
    is_counted = count.not_counted is None
    if least is not None and area.exists_on(as_of) and is_counted and count.residents < least.value:
        yield f"只有 {count.residents} 人(少于 {least.value} 人)"
    for day, what in ((area.since, "设立"), (area.until, "撤销")):
        if area.decision is None and day is not None and as_of - _YEAR <= day <= as_of:
            yield f" {day} {what},没有写依据"


def _changed_late(bureau: Bureau, area: Area, as_of: dt.date) -> Iterator[str]:
    """What changed in the last days of a month that is open: fewer officers required, officers who came and went."""
    for month in sorted(open_months(bureau)):
        policy = bureau.policy_on(first_day(month))
        days = policy.standards.month_end_days or bureau.policy.standards.month_end_days
        last = last_day(month)
        if days is None or last > as_of:
            continue
        late = [last - _DAY * n for n in range(days.value)]
        for day in reversed(late):
            before, now = (_required(policy, area, on) for on in (day - _DAY, day))
            if now < before:
                yield f" {day} 应配民警由 {before} 名减为 {now} 名"
        if area.post is not None and area.post.is_in_use_on(last):
            opened = [day for day in late if not area.post.is_in_use_on(day - _DAY)]
            if opened:
                yield f" {opened[-1]} 才启用警务室"
        for officer in area.officers:
            leaves = officer.until
            if officer.role is not Role.COMMUNITY_OFFICER or leaves is None:
                continue
            if officer.since in late and leaves <= last + _DAY * days.value:
                yield f" {officer.named}{officer.since} 到岗、{leaves} 离岗"


def _required(policy: Policy, area: Area, day: dt.date) -> int:
    kind = min(
        (one for one in area.earlier_kinds if one.until >= day), key=lambda one: one.until, default=area
    )
    return policy.staffing_for(kind.kind).required(area.population.on(day))


@rule("reports")
def check_requests_are_all_entered(bureau: Bureau) -> Iterator[Problem]:
    """受理的求助、申请没有忽然少了一大半,也没有忽然件件按时,几个月合在一起也没有。"""
    for month in sorted(open_months(bureau)):
        for station in bureau.stations:
            report = bureau.reports.get((month, station))
            if report is not None and (said := _odd_requests(bureau, report)):
                yield bureau.place(report.path, "rows", 0, "services").problem(
                    "W381",
                    f"{bureau.stations[station].name} {month} {said}。",
                    "请对照受理登记核对:超期的、没有办结的也要写进 accepted;属实的不用改。",
                )


def _odd_requests(bureau: Bureau, report: Report) -> str | None:
    before = [
        _requests(bureau.reports[month, report.station])
        for month in months_ending_with(previous_month(report.month), 2 * _HISTORY)
        if (month, report.station) in bureau.reports
    ]
    now, past = _requests(report), before[:_HISTORY]
    usual = median([one.accepted for one in past]) if len(past) >= _LEAST_HISTORY else 0
    if usual >= _LEAST_REQUESTS and _TIMES * now.accepted < usual:
        return f"受理 {now.accepted} 件,以前各月中间的一个月是 {usual:g} 件"
    run = [*takewhile(_is_all_in_time, (now, *before[: _HISTORY - 1]))]
    past = before[max(0, len(run) - 1) :][:_HISTORY]
    if not run or len(past) < _LEAST_HISTORY:
        return None
    accepted = sum(one.accepted for one in run)
    share = sum(one.on_time for one in past) / max(1, sum(one.accepted for one in past))
    if accepted and share**accepted < _CHANCE:
        span = f"连同以前 {len(run) - 1} 个月" if len(run) > 1 else ""
        return f"{span}受理 {accepted} 件全部按时,再以前 {len(past)} 个月按时的占 {share:.0%}"
    return None


def _is_all_in_time(counts: ServiceCounts) -> bool:
    return counts.on_time >= counts.accepted


def _requests(report: Report) -> ServiceCounts:
    counts = [row.services for row in report.rows if row.services is not None]
    return ServiceCounts.model_construct(
        accepted=sum(count.accepted for count in counts), on_time=sum(count.on_time for count in counts)
    )


@each("reports", "W382")
def check_reasons_do_not_stand_for_days(report: Report, bureau: Bureau) -> Findings:
    """一天没到、只写原因的周,在一个所里是少数。"""
    if report.month not in open_months(bureau):
        return
    weeks = [
        (at, week, days)
        for at, row in enumerate(report.rows)
        for week, days in (row.on_site_days or {}).items()
    ]
    told = [
        (at, week)
        for at, week, days in weeks
        if days == 0 and week in (report.rows[at].on_site_reasons or {})
    ]
    if len(told) >= _LEAST_WEEKS and _WEEKS_OF * len(told) > len(weeks):
        at, week = told[0]
        yield Found(
            ("rows", at, "on_site_reasons", week),
            f"{report.month} 有 {len(told)} 个社区周一天没到、只写了原因,共 {len(weeks)} 个社区周。",
            "请对照考勤、派工记录核对 on_site_days 和 on_site_reasons;属实的不用改。",
        )


@rule("meetings", "areas")
def check_opinions_are_not_declined_by_the_dozen(bureau: Bureau, as_of: dt.date) -> Iterator[Problem]:
    """一年里答复的意见,“不能采纳”的不到一半。"""
    closed: dict[str, list[tuple[Meeting, int, OpinionStatus]]] = defaultdict(list)
    for meeting in bureau.meetings.values():
        for at, opinion in enumerate(meeting.opinions):
            area, day = bureau.areas.get(meeting.area), opinion.closed_on
            if area is not None and day is not None and as_of - _YEAR <= day <= as_of:
                closed[area.station].append((meeting, at, opinion.status))
    for station, answered in closed.items():
        declined = [one for one in answered if one[2] is OpinionStatus.DECLINED]
        if len(declined) >= _LEAST_OPINIONS and 2 * len(declined) > len(answered):
            meeting, at, _ = declined[-1]
            name = bureau.stations[station].name if station in bureau.stations else station
            yield bureau.place(meeting.path, "opinions", at, "status").problem(
                "W383",
                f"{name}一年里答复了 {len(answered)} 条意见,{len(declined)} 条写“不能采纳”。",
                "请逐条核对结果(outcome)有没有说清为什么不能;能办的改为 in_progress,照实写办结日期。",
            )


@rule("meetings", "areas")
def check_meetings_are_of_the_representatives(bureau: Bureau, as_of: dt.date) -> Iterator[Problem]:
    """一年里开过的代表会,应到的代表不少于本社区最多一次、各社区一般的四分之一。"""
    by_area: dict[str, list[tuple[Meeting, int]]] = defaultdict(list)
    for meeting in bureau.meetings.values():
        is_held = meeting.status is MeetingStatus.HELD and as_of - 2 * _YEAR <= meeting.date <= as_of
        if is_held and meeting.representatives is not None:
            by_area[meeting.area].append((meeting, meeting.representatives.total))
    totals = {area: [total for _, total in held] for area, held in by_area.items()}
    usual = median([total for found in totals.values() for total in found] or [0])
    for area, held in by_area.items():
        most = max(*totals[area], usual)
        few = [(m, total) for m, total in held if m.date >= as_of - _YEAR and _FEWER * total < most]
        if few:
            last, total = max(few, key=lambda one: (one[0].date, one[0].id))
            whose = "本社区最多一次" if most in totals[area] else "各社区一般"
            times = f"一年里这样的会有 {len(few)} 次," if len(few) > 1 else ""
            yield bureau.place(last.path, "representatives", "total").problem(
                "W384",
                f"{last.date} 的代表会应到 {total} 人,{times}{whose}是 {most:g} 人。",
                "请核对 representatives:应到的是全部代表,不是到会的;换届改了人数的不用改。",
            )
