"""What the data lack today of each clause: counted from the public records, said in a sentence with its number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from generator.meetings import Schedule
from generator.model.area import AreaKind
from generator.model.brand import BrandStage
from generator.model.meeting import MeetingStatus
from generator.model.officer import Role
from generator.model.public import PublicArea, PublicBureau
from generator.model.release import ReleaseRow
from generator.model.rollout import ConditionId
from generator.pages.wording import month_text
from generator.progress import Progress, State, StepState
from generator.ranking import months_to_rank
from generator.staffing import Coverage


@dataclass(frozen=True, kw_only=True)
class Today:
    """The public records, and what the domain makes of them as of the bureau's day."""

    bureau: PublicBureau
    coverage: Coverage
    schedule: Schedule
    progress: Progress

    def areas_without(self, there: Callable[[PublicArea], object]) -> int:
        """How many areas lack it."""
        return sum(not there(area) for area in self.bureau.areas.values())

    def areas_lacking(self, condition: ConditionId) -> int:
        """How many areas do not meet the condition; what was not reported is not among them."""
        return self.progress.areas_that_are(State.LACKING, condition)

    @property
    def month(self) -> str:
        """The last published month, in words."""
        return month_text(self.progress.month) if self.progress.month else ""

    @property
    def rows(self) -> tuple[ReleaseRow, ...]:
        """Its stations; none where no month was published."""
        month = self.progress.month
        return self.bureau.releases[month].latest.rows if month is not None else ()


def missing_today(today: Today, clause: str) -> tuple[str, ...] | None:
    """What the clause's data lack; empty where they lack nothing, None where it asks for no data."""
    told = _MISSING.get(clause)
    return None if told is None else tuple(f"{number} {words}" for number, words in told(today) if number)


# A number, and what there are so many of; 0 is not said.
_Lacks = tuple[tuple[int, str], ...]


def _settings(today: Today) -> _Lacks:
    by_area = today.coverage.by_area.values()
    unfounded = sum(one.rule.counted(one.area.population)[0] is not one.rule.basis for one in by_area)
    return ((unfounded, "个社区没有登记配备标准要用的人口数"),)


def _committees(today: Today) -> _Lacks:
    without = today.areas_without(lambda area: area.committee)
    return (
        (without, "个社区没有登记治保会"),
        (today.areas_lacking(ConditionId.COMMITTEE) - without, "个社区的治保会没有治保主任"),
    )


def _posts(today: Today) -> _Lacks:
    posts = today.coverage.posts
    return (
        (posts.areas - posts.in_use, "个社区没有正常启用的警务室"),
        (today.areas_lacking(ConditionId.POST_FACILITIES) - posts.without, "个警务室的设施不齐"),
    )


def _officers(today: Today) -> _Lacks:
    total = today.coverage.total
    return (
        (total.gap, f"名社区民警还没有配上，在 {total.areas - total.covered} 个社区"),
        (today.areas_without(lambda area: area.covers), "个社区没有登记责任区的范围"),
    )


def _working(today: Today) -> _Lacks:
    day, standard = today.bureau.as_of, today.bureau.policy.standards.on_site_days
    tenures = [tenure for area in today.bureau.areas.values() for tenure in area.tenures]
    officers = [t for t in tenures if t.role is Role.COMMUNITY_OFFICER and t.includes(day)]
    short = sum((tenure.promised or 0) < standard.value for tenure in officers)
    linked = today.areas_without(
        lambda area: area.linkage and area.linkage.detective and area.linkage.patrol_110
    )
    return (
        (short, f"名社区民警没有公布够 {standard.value} {standard.unit}的驻社区时间"),
        (today.areas_lacking(ConditionId.ON_SITE), f"个社区{today.month}驻社区的天数不够"),
        (linked, "个社区没有登记联系的刑警和 110 巡逻单位"),
    )


def _paperwork(today: Today) -> _Lacks:
    return (
        (sum(row.filed_on is None for row in today.rows), f"个派出所没有{today.month}的月报"),
        (today.areas_lacking(ConditionId.CHARTS), f"个社区{today.month}的基本情况图表没有全部更新"),
        (today.areas_lacking(ConditionId.LEDGERS), f"个社区{today.month}的业务台帐没有全部更新"),
        (today.areas_lacking(ConditionId.WORK_RECORDS), f"个社区{today.month}不是每周都有工作纪实"),
    )


def _rollout(today: Today) -> _Lacks:
    states = [step.state for cycle in today.progress.cycles for step in cycle.steps]
    return (
        (states.count(StepState.OVERDUE), "个步骤逾期"),
        (today.progress.areas - today.progress.complete, "个社区没有五项全部到位"),
    )


def _duties(kind: AreaKind) -> Callable[[Today], _Lacks]:
    def told(today: Today) -> _Lacks:
        described = any(listed.kind is kind for listed in today.bureau.duties.kinds)
        return ((int(not described), f"类社区（{kind.label}）没有写职责"),)

    return told


def _services(today: Today) -> _Lacks:
    standard = today.bureau.policy.standards.services
    undescribed = max(0, standard.value - len(today.bureau.services.services))
    return (
        *_duties(AreaKind.RURAL)(today),
        (today.areas_lacking(ConditionId.SERVICES_OFFERED), "个社区的服务事项没有全部能办"),
        (undescribed, "项服务没有写办事指南"),
    )


def _prevention(today: Today) -> _Lacks:
    day, standard = today.bureau.as_of, today.bureau.policy.standards.safe_places

    def has_safe_places(area: PublicArea) -> bool:
        places = area.prevention.safe_places if area.prevention else ()
        return sum(place.awarded_on <= day <= place.expires_on for place in places) >= standard.value

    return (
        (
            today.areas_without(lambda area: area.prevention and area.prevention.patrols),
            "个社区没有登记巡逻队",
        ),
        (today.areas_without(has_safe_places), "个社区没有在有效期内的安全小区（村居）"),
        (
            today.areas_without(lambda area: area.prevention and area.prevention.funds),
            "个社区没有公布群防群治经费",
        ),
    )


def _meetings(today: Today) -> _Lacks:
    standards = today.bureau.policy.standards
    latest = today.bureau.as_of - dt.timedelta(days=standards.minutes_days.value)
    unwritten = sum(
        meeting.status is MeetingStatus.HELD and meeting.minutes is None and meeting.date < latest
        for meeting in today.bureau.meetings.values()
    )
    cycle = f"{standards.meeting_cycle.value} {standards.meeting_cycle.unit}"
    return (
        (len(today.schedule.not_met), f"个社区最近 {cycle}没有开群众代表会"),
        (unwritten, "次会议的纪要过了期限还没有公布"),
        (today.schedule.opinions.overdue, "条意见过了答复期限还没有办结"),
    )


def _brands(today: Today) -> _Lacks:
    day = today.bureau.as_of
    brands = [(area.station, area.brand) for area in today.bureau.areas.values() if area.brand is not None]
    active = {station for station, brand in brands if brand.stage is not BrandStage.WITHDRAWN}
    expired = sum(
        brand.stage is BrandStage.DEMONSTRATION and brand.expires_on is not None and brand.expires_on < day
        for _, brand in brands
    )
    return (
        (len(today.bureau.stations.keys() - active), "个派出所没有示范社区项目"),
        (expired, "个示范社区的命名已过有效期"),
    )


def _ranking(today: Today) -> _Lacks:
    bureau, last = today.bureau, today.progress.month
    over = months_to_rank(bureau)
    due = [month for month in over if month > last] if last is not None else over[-1:]
    late = sum(bureau.info.release.moment(month).date() < bureau.as_of for month in due)
    return (
        (late, "个月的排名过了公布日期还没有公布"),
        (sum(bool(row.reasons) for row in today.rows), f"个派出所{today.month}不排名，因为资料没有报全"),
    )


_MISSING: Final[Mapping[str, Callable[[Today], _Lacks]]] = {
    "一(社区设置)": _settings,
    "二(一)": _committees,
    "二(二)": _posts,
    "二(三)": _officers,
    "二(四)": _working,
    "二(五)": _paperwork,
    "二(进度)": _rollout,
    "三(一)": _duties(AreaKind.URBAN),
    "三(二)": _duties(AreaKind.TOWN),
    "三(三)": _services,
    "四(二)": _prevention,
    "四(三)": _meetings,
    "四(四)": _brands,
    "四(五)": _ranking,
}
