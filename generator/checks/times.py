"""Rules about days and times: no completed event in the future, no improbable hours, no missing start dates.

A future date is only a warning, since a build as of an earlier day meets it legitimately; privacy withholds it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from generator.checks.rules import Findings, Found, Keys, each, rule
from generator.model.approval import Approval
from generator.model.area import Area
from generator.model.audit import Audit
from generator.model.bureau import Bureau
from generator.model.history import Earlier
from generator.model.hours import DAY, Hours
from generator.model.leadership import Leadership
from generator.model.meeting import Meeting, MeetingStatus
from generator.model.post import PostStatus
from generator.model.prevention import Prevention
from generator.model.release import Release
from generator.model.report import Report
from generator.model.rollout import Milestones
from generator.model.station import Station
from generator.model.target import YearTargets
from generator.model.work_record import WorkRecord
from generator.model.year_review import YearReview
from generator.problems import Problem

_LAST_DAY: Final = "以前情况的最后一天"
_Recorded: TypeAlias = tuple[dt.date, str, Keys]


def _mending(record: object, keys: Keys) -> str:
    if isinstance(record, Release):
        return "这个文件由命令写入,不能手改,请从备份恢复;也请核对这台电脑的日期。"
    if isinstance(record, Meeting) and keys == ("date",):
        return "请核对年份和月份,写实际的日期;还没有开的会,status 写 confirmed。"
    return "请核对年份和月份,写实际的日期;还没有做的事先不要写,以前的日期不要动。"


def _announced(area: Area) -> Iterator[dt.date]:
    """The first days of what it is merged into or split from: the count of residents changes with them."""
    if area.since is not None:
        yield area.since
    if area.until is not None:
        yield area.until + dt.timedelta(days=1)


def _of_area(area: Area) -> Iterator[_Recorded]:
    yield area.verified.on, "核实日期", ("verified", "on")
    yield area.population.as_of, "人口统计日期", ("population", "as_of")
    for keys, entries in _histories(area):
        for at, one in enumerate(entries):
            yield one.until, _LAST_DAY, (*keys, at, "until")
    for at, brand in enumerate(area.brands):
        if brand.reviewed_on:
            yield brand.reviewed_on, "示范社区考核日期", ("brands", at, "reviewed_on")
    for at, visit in enumerate(area.post.facilities_seen if area.post else ()):
        yield visit.on, "去看设施的日期", ("post", "facilities_seen", at, "on")
    if area.representatives:
        yield area.representatives.chosen_on, "群众代表产生的日期", ("representatives", "chosen_on")
    if area.committee and area.committee.elected_on:
        yield area.committee.elected_on, "治保会改选的日期", ("committee", "elected_on")
    for at, officer in enumerate(area.officers):
        if officer.photo:
            yield officer.photo.consent_on, "同意公开照片的日期", ("officers", at, "photo", "consent_on")

    if area.committee and area.committee.composition:
        day = area.committee.composition.as_of
        yield day, "治保会构成的统计日期", ("committee", "composition", "as_of")
    if area.prevention:
        yield from _of_prevention(area.prevention)


def _of_prevention(own: Prevention) -> Iterator[_Recorded]:
    for at, patrol in enumerate(own.patrols):
        if patrol.composition:
            keys = ("prevention", "patrols", at, "composition", "as_of")
            yield patrol.composition.as_of, "巡逻队构成的统计日期", keys
    if own.volunteers:
        yield own.volunteers.as_of, "志愿者的统计日期", ("prevention", "volunteers", "as_of")
    for at, place in enumerate(own.safe_places):
        for number, review in enumerate(place.reviews):
            yield review.on, "复核的日期", ("prevention", "safe_places", at, "reviews", number, "on")


def _histories(area: Area) -> Iterator[tuple[tuple[str, ...], Sequence[Earlier]]]:
    yield ("earlier_kinds",), area.earlier_kinds
    if area.post:
        yield ("post", "earlier"), area.post.earlier
    if area.committee:
        yield ("committee", "earlier"), area.committee.earlier


def _of_station(station: Station) -> Iterator[_Recorded]:
    for at, one in enumerate(station.earlier_groups):
        yield one.until, _LAST_DAY, ("earlier_groups", at, "until")
    for at, told in enumerate(station.follow_ups):
        yield told.assigned_on, "要求整改的日期", ("follow_ups", at, "assigned_on")
        for number, review in enumerate(told.reviews):
            yield review.on, "复查整改的日期", ("follow_ups", at, "reviews", number, "on")


def _of_report(report: Report) -> Iterator[_Recorded]:
    if report.filed_on is not None:
        yield report.filed_on, "报送日期", ("filed_on",)


def _of_work_record(record: WorkRecord) -> Iterator[_Recorded]:
    for at, entry in enumerate(record.entries):
        yield entry.on, "工作纪实的日期", ("entries", at, "on")


def _of_targets(record: YearTargets) -> Iterator[_Recorded]:
    yield record.decided_on, "年度目标的下达日期", ("decided_on",)


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


def _of_audit(audit: Audit) -> Iterator[_Recorded]:
    yield audit.drawn_on, "抽取日期", ("drawn_on",)
    for at, draw in enumerate(audit.draws):
        for number, found in enumerate(draw.findings):
            yield found.on, "核查日期", ("draws", at, "findings", number, "on")


def _of_approvals(approvals: Sequence[Approval]) -> Iterator[_Recorded]:
    for at, approval in enumerate(approvals):
        yield approval.on, "审批日期", ("approvals", at, "on")


def _of_leadership(led: Leadership) -> Iterator[_Recorded]:
    for at, briefing in enumerate(led.briefings):
        yield briefing.on, "汇报日期", ("briefings", at, "on")
    for at, one in enumerate(led.resolutions):
        yield one.on, "决定日期", ("resolutions", at, "on")
        if one.done_on:
            yield one.done_on, "落实日期", ("resolutions", at, "done_on")


def _of_milestones(milestones: Milestones) -> Iterator[_Recorded]:
    for at, cycle in enumerate(milestones.cycles):
        for number, step in enumerate(cycle.milestones):
            if step.done_on:
                keys = ("cycles", at, "milestones", number, "done_on")
                yield step.done_on, f"“{step.title}”完成的日期", keys
        for number, made in enumerate(cycle.acceptance):
            yield made.on, "验收日期", ("cycles", at, "acceptance", number, "on")


# By field of the bureau; `milestones` last, since a rule stops at a required file that is missing.
_DATES: Final[dict[str, Callable[..., Iterator[_Recorded]]]] = {
    "areas": _of_area,
    "stations": _of_station,
    "meetings": _of_meeting,
    "reports": _of_report,
    "work_records": _of_work_record,
    "targets": _of_targets,
    "year_reviews": _of_review,
    "releases": _of_release,
    "audits": _of_audit,
    "approvals": _of_approvals,
    "leadership": _of_leadership,
    "milestones": _of_milestones,
}


@rule(*_DATES)
def check_nothing_on_record_lies_in_the_future(bureau: Bureau, as_of: dt.date) -> Iterator[Problem]:
    """核实、统计、复核、考核、开会、答复意见、月报、排名、抽查、汇报、审批、验收、决定都是做过的事,日期不晚于今天。"""
    announced = {day for area in bureau.areas.values() for day in _announced(area)}
    for field, dates_of in _DATES.items():
        held = getattr(bureau, field)
        for record in held.values() if isinstance(held, Mapping) else [held]:
            path = getattr(record, "path", f"data/{field}.yml")
            for day, what, keys in dates_of(record):
                if day > as_of and not (keys[0] == "population" and day in announced):
                    yield bureau.place(path, *keys).problem(
                        "W329", f"{what} {day} 晚于今天({as_of})。", _mending(record, keys)
                    )


_SINCE_HINT: Final = "请补上 {key}: 2026-10-12 这样的日期;只知道月份的写 2026-10,不知道的写 {key}: 不详。"
_NOON, _MORNING = dt.time(12), dt.time(6)
_LONGEST_NIGHT: Final = 12 * 60  # minutes


@each("areas", "W344")
def check_no_night_is_longer_than_twelve_hours(area: Area) -> Findings:
    """过夜的时间不超过 12 个小时,再长多半是开门和关门写反了。"""
    for keys, what, hours in _hours_of(area):
        minutes = hours.ends - hours.begins
        if hours.ends > DAY and minutes > _LONGEST_NIGHT:
            yield Found(
                keys,
                f"{what}从 {hours.opens:%H:%M} 到第二天 {hours.closes:%H:%M},有 {minutes / 60:.4g} 个小时。",
                f"{_rather(hours)};真是过夜的不用改。",
            )


def _rather(hours: Hours) -> str:
    """Suggest what was meant: closing in the afternoon for 8:30-5:30, else the two times swapped."""
    if hours.opens < _NOON and hours.closes < hours.opens:
        return f"下午关门的请写 {hours.closes.hour + 12}:{hours.closes:%M}"
    return f"写反了的请对调成 {hours.closes:%H:%M} 至 {hours.opens:%H:%M}"


@each("meetings", "W344")
def check_no_meeting_begins_at_night(meeting: Meeting) -> Findings:
    """代表会不在半夜开始,3:00 多半是下午 3 点,要写 15:00。"""
    if meeting.starts < _MORNING:
        right = f"{meeting.starts.hour + 12}:{meeting.starts:%M}"
        yield Found(
            ("starts",),
            f"代表会 {meeting.starts:%H:%M} 开始,是半夜。",
            f"下午开的请写 starts: {right},结束(ends)也照样写;真是半夜开的不用改。",
        )


def _hours_of(area: Area) -> Iterator[tuple[Keys, str, Hours]]:
    for at, officer in enumerate(area.officers):
        if officer.on_site is not None:
            yield ("officers", at, "on_site", "hours"), f"{officer.named}驻社区的时间", officer.on_site.hours
    if area.post is not None:
        for at, weekly in enumerate(area.post.hours):
            yield ("post", "hours", at, "closes"), "警务室的开放时间", weekly.hours
        for at, one in enumerate(area.post.exceptions):
            if one.hours is not None:
                yield ("post", "exceptions", at, "closes"), f"警务室 {one.date} 的开放时间", one.hours


@each("areas", "W345")
def check_a_post_in_use_says_since_when(area: Area) -> Findings:
    """已启用的警务室写明启用日期,不知道的写“不详”。"""
    post = area.post
    if post is not None and post.opened is None and post.status is PostStatus.OPEN:
        yield Found(
            ("post", "status"),
            f"警务室的状态是“{post.status.label}”,却没有写启用日期(opened),各月都按没有启用算。",
            _SINCE_HINT.format(key="opened"),
        )


@each("areas", "W346")
def check_everybody_says_since_when(area: Area) -> Findings:
    """每个人写明到岗日期,不知道的写“不详”。"""
    for at, officer in enumerate(area.officers):
        if "since" not in officer.model_fields_set:
            yield Found(
                ("officers", at),
                f"{officer.named}没有写到岗日期(since),离岗以前的各月都按在岗算。",
                _SINCE_HINT.format(key="since"),
            )
