"""Gaps in today's data for each clause, counted from the public records, as sentences with numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Final

from generator.model.area import AreaKind
from generator.model.brand import BrandStage
from generator.model.meeting import MeetingStatus
from generator.model.post_parts import Facility
from generator.model.rollout import AcceptanceResult, ConditionId
from generator.pages.missing_prevention import prevention_gaps
from generator.pages.missing_working import paperwork_gaps, working_gaps
from generator.pages.missing_year_end import follow_up_gaps, year_end_gaps
from generator.pages.today import Today, some
from generator.progress.steps import StepState
from generator.ranking import months_to_rank
from generator.recurrence import WhyUnlisted
from generator.wording import number


def missing_today(today: Today, clause: str) -> tuple[str, ...]:
    """The gaps in the clause's data; a chapter lacks what its clauses lack."""
    if not today.bureau.areas:
        return ("还没有登记社区",)
    told = _MISSING.get(clause)
    return tuple(told(today) if told is not None else _chapter(today, clause))


def _chapter(today: Today, chapter: str) -> Iterator[str]:
    own = [clause for clause in _MISSING if clause.startswith(f"{chapter}(")]
    yield from some(
        sum(bool(missing_today(today, clause)) for clause in own), f"条还有缺，共 {len(own)} 条，见下面"
    )


def _settings(today: Today) -> Iterator[str]:
    by_area = today.figures.coverage.by_area.values()
    unfounded = sum(one.rule.counted(one.area.population)[0] is not one.rule.basis for one in by_area)
    yield from some(unfounded, "个社区没有登记配备标准要用的人口数")
    found, standards = today.figures.coverage, today.bureau.policy.standards
    if standards.rural_span is not None:
        least, most = map(number, standards.rural_span)
        yield from some(len(found.beyond_size), f"个农村警务区的人口不在 {least} 至 {most} 人之间")
    if (towns := standards.town_communities) is not None:
        yield from some(len(found.beyond_number), f"个派出所的集镇社区多于 {towns.value} 个")


def _committees(today: Today) -> Iterator[str]:
    without = today.areas_without(lambda area: area.committee)
    yield from some(without, "个社区没有登记治保会")
    yield from some(today.areas_lacking(ConditionId.COMMITTEE) - without, "个社区的治保会没有治保主任")
    bureau, work = today.bureau, today.bureau.duties.committee
    committees = [area.committee for area in bureau.areas.values() if area.committee is not None]
    if work is None:
        yield "没有写治保会的职责"
    elif (least := work.members) is None:
        yield "没有定治保会委员“若干名”至少几名"
    else:
        few = sum(committee.members < least.value for committee in committees)
        yield from some(few, f"个社区的治保会委员不到 {least.value} {least.unit}")
    untold = sum(not (one.elected_on and one.term_until) for one in committees)
    yield from some(untold, "个社区的治保会没有登记改选日期和任期")
    over = sum(one.is_beyond_term(bureau.as_of) for one in committees)
    yield from some(over, "个社区的治保会任期已满")


def _posts(today: Today) -> Iterator[str]:
    posts, sightings = today.figures.coverage.posts, today.figures.sightings
    yield from some(posts.areas - posts.in_use, "个社区没有正常启用的警务室")
    yield from some(today.areas_lacking(ConditionId.POST_FACILITIES) - posts.without, "个警务室的设施不齐")
    areas = [(area, area.post) for area in today.bureau.areas.values() if area.post is not None]
    unseen = sum(len(sightings[area.id]) < len(Facility) for area, _ in areas)
    yield from some(unseen, "个警务室的设施没有都核对过")
    absent = sum(
        any(post.facilities.has(one) and not seen.is_there for one, seen in sightings[area.id].items())
        for area, post in areas
    )
    yield from some(absent, "个警务室登记有的设施，最近一次去看没有看到")
    sign = today.bureau.duties.sign
    if not sign:
        yield "没有写统一标识要写明什么"
    untold = sum(post.facilities.unified_sign and not post.sign_shows for _, post in areas)
    yield from some(untold, "个警务室没有登记标识上写着什么")
    told = [post.sign_shows for _, post in areas if post.sign_shows]
    short = sum(any(item.id not in shown for item in sign) for shown in told)
    yield from some(short, "个警务室的标识没有写全")
    yield from some(sum(post.premises is None for _, post in areas), "个警务室没有登记用房怎样来的")
    rural = sum(area.kind is AreaKind.RURAL and not post.village_days for area, post in areas)
    yield from some(rural, "个农村警务区没有登记民警星期几在哪个村")


def _officers(today: Today) -> Iterator[str]:
    total = today.figures.coverage.total
    yield from some(total.gap, f"名社区民警还没有配上，在 {total.areas - total.covered} 个社区")
    yield from some(today.areas_without(lambda area: area.covers), "个社区没有登记责任区的范围")


def _rollout(today: Today) -> Iterator[str]:
    states = [step.state for cycle in today.progress.cycles for step in cycle.steps]
    progress = today.progress
    yield from some(states.count(StepState.OVERDUE), "个步骤逾期")
    yield from some(progress.areas - progress.complete, "个社区没有五项全部到位")
    unnamed = sum(trial.pilot.area is None for cycle in progress.cycles for trial in cycle.trials)
    yield from some(unnamed, "个试点没有留下是哪个社区")
    if all(cycle.cycle.archive for cycle in progress.cycles):
        yield "没有登记正在进行的一轮建设"
        return
    last = [progress.accepted[area][0][1] for area in progress.by_area if area in progress.accepted]
    yield from some(progress.areas - len(last), "个社区这一轮还没有验收")
    failed = sum(made.result is AcceptanceResult.FAILED for made in last)
    yield from some(failed, "个社区最近一次验收不合格")
    unheld = sum(not made.goals for made in last)
    yield from some(unheld, "个社区的验收没有逐项的结果")


def _duties(today: Today, kind: AreaKind) -> Iterator[str]:
    duties = [duty for of, duty in today.bureau.duties.every if of is kind]
    if not duties:
        yield f"没有写{kind.label}民警的职责"
    yield from some(sum(not duty.shown_on for duty in duties), "条职责没有写在哪里看")


def _services(today: Today) -> Iterator[str]:
    standard = today.bureau.policy.standards.services
    yield from _duties(today, AreaKind.RURAL)
    yield from some(today.areas_lacking(ConditionId.SERVICES_OFFERED), "个社区的服务事项没有全部能办")
    services = today.bureau.services
    yield from some(max(0, standard.value - len(services.services)), "项服务没有写办事指南")
    yield from some(sum(item.time_limit is None for _, item in services.items), "件事没有写多久办好")


def _leadership(today: Today) -> Iterator[str]:
    led, day = today.bureau.leadership, today.bureau.as_of
    standard = led.yearly_briefings
    if not led.bodies:
        yield "没有登记负责社区警务的机构"
    if standard is not None:
        recent = led.briefed_in_year_to(day)
        if recent < standard.value:
            yield f"最近一年向党委、政府汇报 {recent} 次，不到 {standard.value} 次"
    if not led.resolutions:
        yield "没有登记党委、政府决定的警务保障"
    yield from some(sum(one.is_overdue(day) for one in led.resolutions), "件决定的事过了期限还没有落实")


def _meetings(today: Today) -> Iterator[str]:
    standards = today.bureau.policy.standards
    latest = today.bureau.as_of - dt.timedelta(days=standards.minutes_days.value)
    unwritten = sum(
        meeting.status is MeetingStatus.HELD and meeting.minutes is None and meeting.date < latest
        for meeting in today.bureau.meetings.values()
    )
    cycle = f"{standards.meeting_cycle.value} {standards.meeting_cycle.unit}"
    yield from some(len(today.figures.schedule.not_met), f"个社区最近 {cycle}没有开群众代表会")
    chosen = [area.representatives for area in today.bureau.areas.values() if area.representatives]
    yield from some(len(today.bureau.areas) - len(chosen), "个社区没有登记群众代表有几名、怎样推荐或选定")
    yield from some(sum(not one.sectors for one in chosen), "个社区没有登记群众代表来自社区各界的人数")
    yield from some(sum(one.until is None for one in chosen), "个社区没有登记群众代表的任期")
    over = sum(one.is_over(today.bureau.as_of) for one in chosen)
    yield from some(over, "个社区群众代表的任期已满")
    lost = (WhyUnlisted.NOT_SET, WhyUnlisted.NO_DAY, WhyUnlisted.PASSED, WhyUnlisted.UNSETTLED)
    unset = sum(one.why in lost for one in today.figures.unlisted.values())
    yield from some(unset, "个社区照规律该开的会没有定下或没有登记")
    yield from some(today.areas_without(lambda area: area.meeting_rule), "个社区没有写多久开一次会")
    yield from some(unwritten, "次会议的纪要过了期限还没有公布")
    yield from some(today.figures.opinions.bureau.statistics.overdue, "条意见过了答复期限还没有办结")


def _brands(today: Today) -> Iterator[str]:
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


def _ranking(today: Today) -> Iterator[str]:
    bureau, last = today.bureau, today.progress.month
    if last is None:
        yield "还没有公布过月份"
    over = months_to_rank(bureau)
    due = [month for month in over if month > last] if last is not None else over[-1:]
    late = sum(bureau.info.release.moment(month, bureau.holidays).date() < bureau.as_of for month in due)
    yield from some(late, "个月份过了公布日期还没有公布")
    unranked = sum(bool(row.reasons) for row in today.rows)
    yield from some(unranked, f"个派出所{today.month}没有得分，因为资料没有报全")
    yield from year_end_gaps(today)
    yield from follow_up_gaps(today)


_MISSING: Final[Mapping[str, Callable[[Today], Iterator[str]]]] = {
    "一(社区设置)": _settings,
    "二(一)": _committees,
    "二(二)": _posts,
    "二(三)": _officers,
    "二(四)": working_gaps,
    "二(五)": paperwork_gaps,
    "二(进度)": _rollout,
    "三(一)": partial(_duties, kind=AreaKind.URBAN),
    "三(二)": partial(_duties, kind=AreaKind.TOWN),
    "三(三)": _services,
    "四(一)": _leadership,
    "四(二)": prevention_gaps,
    "四(三)": _meetings,
    "四(四)": _brands,
    "四(五)": _ranking,
}
