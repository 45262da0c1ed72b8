"""Gaps in what residents see and say: duties, services, meetings, representatives, opinions, projects."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generator.gaps.today import Today, some
from generator.model.area import AreaKind
from generator.model.brand import BrandStage
from generator.model.meeting import MeetingStatus
from generator.model.rollout import ConditionId
from generator.recurrence import WhyUnlisted


def duty_gaps(today: Today, kind: AreaKind) -> Iterator[str]:
    """The duties of officers in one kind of community."""
    duties = [duty for of, duty in today.bureau.duties.every if of is kind]
    if not duties:
        yield f"没有写{kind.label}民警的职责"
    yield from some(sum(not duty.shown_on for duty in duties), "条职责没有写在哪里看")


def service_gaps(today: Today) -> Iterator[str]:
    """Services that posts do not offer, or of which the guide does not tell enough."""
    standard = today.bureau.policy.standards.services
    yield from some(today.areas_lacking(ConditionId.SERVICES_OFFERED), "个社区的服务事项没有全部能办")
    services = today.bureau.services
    yield from some(max(0, standard.value - len(services.services)), "项服务没有写办事指南")
    yield from some(sum(item.time_limit is None for _, item in services.items), "件事没有写多久办好")


def meeting_gaps(today: Today) -> Iterator[str]:
    """Meetings that were not held, announced or written up."""
    standards = today.bureau.policy.standards
    latest = today.bureau.as_of - dt.timedelta(days=standards.minutes_days.value)
    unwritten = sum(
        meeting.status is MeetingStatus.HELD and meeting.minutes is None and meeting.date < latest
        for meeting in today.bureau.meetings.values()
    )
    cycle = f"{standards.meeting_cycle.value} {standards.meeting_cycle.unit}"
    yield from some(len(today.figures.schedule.not_met), f"个社区最近 {cycle}没有开群众代表会")
    lost = (WhyUnlisted.NOT_SET, WhyUnlisted.NO_DAY, WhyUnlisted.PASSED, WhyUnlisted.UNSETTLED)
    unset = sum(one.why in lost for one in today.figures.unlisted.values())
    yield from some(unset, "个社区照规律该开的会没有定下或没有登记")
    yield from some(today.areas_without(lambda area: area.meeting_rule), "个社区没有写多久开一次会")
    yield from some(unwritten, "次会议的纪要过了期限还没有公布")


def representative_gaps(today: Today) -> Iterator[str]:
    """Representatives: how many, from where, until when."""
    chosen = [area.representatives for area in today.bureau.areas.values() if area.representatives]
    yield from some(len(today.bureau.areas) - len(chosen), "个社区没有登记群众代表有几名、怎样推荐或选定")
    yield from some(sum(not one.sectors for one in chosen), "个社区没有登记群众代表来自社区各界的人数")
    yield from some(sum(one.until is None for one in chosen), "个社区没有登记群众代表的任期")
    over = sum(one.is_over(today.bureau.as_of) for one in chosen)
    yield from some(over, "个社区群众代表的任期已满")


def opinion_gaps(today: Today) -> Iterator[str]:
    """Opinions that were not answered in time."""
    yield from some(today.figures.opinions.bureau.statistics.overdue, "条意见过了答复期限还没有办结")


def brand_gaps(today: Today) -> Iterator[str]:
    """Demonstration projects: stations without one, and projects without an outcome."""
    day = today.bureau.as_of
    brands = [(area.station, brand) for area in today.bureau.areas.values() for brand in area.brands]
    active = {station for station, brand in brands if not brand.is_over(day)}
    expired = sum(brand.has_expired(day) for _, brand in brands)
    yield from some(len(today.bureau.standing_stations.keys() - active), "个派出所没有示范社区项目")
    yield from some(expired, "个示范社区的命名已过有效期")
    running = [brand for _, brand in brands if not brand.is_over(day)]
    yield from some(sum(brand.since is None for brand in running), "个项目没有登记哪天开始")
    counted = [brand for brand in running if not brand.kind.is_without_figures]
    named = [brand for brand in counted if brand.stage is BrandStage.DEMONSTRATION]
    unmeasured = sum(brand.attainment is None for brand in named)
    yield from some(unmeasured, "个已命名的项目没有目标或数字，看不出效果")
