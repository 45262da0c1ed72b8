"""Rules on time: what the files say has been done was done by today.

Warnings, since a build as of an earlier day meets them rightly; privacy keeps back what has not happened yet.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeAlias

from generator.checks.rules import Keys, rule
from generator.model.area import Area
from generator.model.bureau import Bureau
from generator.model.history import Earlier
from generator.model.meeting import Meeting, MeetingStatus
from generator.model.release import Release
from generator.model.report import Report
from generator.model.station import Station
from generator.model.year_review import YearReview
from generator.problems import Problem

_LAST_DAY: Final = "以前情况的最后一天"
_Recorded: TypeAlias = tuple[dt.date, str, Keys]


@rule("areas", "stations", "meetings", "reports", "releases")
def check_nothing_on_record_lies_in_the_future(bureau: Bureau, as_of: dt.date) -> Iterator[Problem]:
    """核实、统计、考核、开会、公布纪要、答复和回报意见、报送月报、公布排名、年终决定都是已经做过的事,日期不晚于今天。"""
    for field, dates_of in _DATES.items():
        for record in getattr(bureau, field).values():
            for day, what, keys in dates_of(record):
                if day > as_of:
                    yield bureau.place(record.path, *keys).problem(
                        "W329", f"{what} {day} 晚于今天({as_of})。", _mending(record, keys)
                    )


@rule()
def check_no_approval_lies_in_the_future(bureau: Bureau, as_of: dt.date) -> Iterator[Problem]:
    """审批是已经做过的事,日期不晚于今天。"""
    for at, approval in enumerate(bureau.approvals):
        if approval.on > as_of:
            yield bureau.place("data/approvals.yml", "approvals", at, "on").problem(
                "W329",
                f"审批日期 {approval.on} 晚于今天({as_of})。",
                "请核对年份和月份,写实际审批的日期;还没有审批的,先删去这一条。",
            )


def _mending(record: object, keys: Keys) -> str:
    if isinstance(record, Release):
        return "这个文件由命令写入,不能手改,请从备份恢复;也请核对这台电脑的日期。"
    if isinstance(record, Meeting) and keys == ("date",):
        return "请核对年份和月份,写实际的日期;还没有开的会,status 写 confirmed。"
    return "请核对年份和月份,写实际的日期;还没有做的事先不要写,以前的日期不要动。"


def _of_area(area: Area) -> Iterator[_Recorded]:
    yield area.verified.on, "核实日期", ("verified", "on")
    yield area.population.as_of, "人口统计日期", ("population", "as_of")
    for keys, entries in _histories(area):
        for at, one in enumerate(entries):
            yield one.until, _LAST_DAY, (*keys, at, "until")
    if area.brand and area.brand.reviewed_on:
        yield area.brand.reviewed_on, "示范社区考核日期", ("brand", "reviewed_on")
    for at, officer in enumerate(area.officers):
        if officer.photo:
            yield officer.photo.consent_on, "同意公开照片的日期", ("officers", at, "photo", "consent_on")


def _histories(area: Area) -> Iterator[tuple[tuple[str, ...], Sequence[Earlier]]]:
    yield ("earlier_kinds",), area.earlier_kinds
    if area.post:
        yield ("post", "earlier"), area.post.earlier
    if area.committee:
        yield ("committee", "earlier"), area.committee.earlier


def _of_station(station: Station) -> Iterator[_Recorded]:
    for at, one in enumerate(station.earlier_groups):
        yield one.until, _LAST_DAY, ("earlier_groups", at, "until")


def _of_report(report: Report) -> Iterator[_Recorded]:
    yield report.filed_on, "报送日期", ("filed_on",)


def _of_meeting(meeting: Meeting) -> Iterator[_Recorded]:
    if meeting.status is MeetingStatus.HELD:
        yield meeting.date, "已召开的会议日期", ("date",)
    if meeting.minutes:
        yield meeting.minutes.published_on, "纪要公布日期", ("minutes", "published_on")
    for at, opinion in enumerate(meeting.opinions):
        if opinion.closed_on:
            yield opinion.closed_on, f"意见 {opinion.id} 的办结日期", ("opinions", at, "closed_on")
        for place, day in enumerate(opinion.read_back_on):
            yield day, f"意见 {opinion.id} 的回报日期", ("opinions", at, "read_back_on", place)


def _of_review(review: YearReview) -> Iterator[_Recorded]:
    yield review.published_on, "年终结果公布日期", ("published_on",)
    for at, outcome in enumerate(review.outcomes):
        yield outcome.decided_on, "年终决定日期", ("outcomes", at, "decided_on")


def _of_release(release: Release) -> Iterator[_Recorded]:
    for at, revision in enumerate(release.revisions):
        yield revision.published_on, f"{release.month} 排名的公布日期", ("revisions", at, "published_on")


_DATES: Final[dict[str, Callable[..., Iterator[_Recorded]]]] = {
    "areas": _of_area,
    "stations": _of_station,
    "meetings": _of_meeting,
    "reports": _of_report,
    "year_reviews": _of_review,
    "releases": _of_release,
}
