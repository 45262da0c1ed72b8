"""Rules about who is in post: no area without an officer or a stated vacancy (方案一(社区设置), 二(三))."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final, TypeAlias

from generator.checks.overlaps import Span, clashes, day_before
from generator.checks.rules import Findings, Found, each, listed, rule
from generator.facts.officers import community_officers
from generator.model.area import Area, AreaKind
from generator.model.bureau import Bureau
from generator.model.officer import Officer, Role, Vacancy
from generator.model.policy import Policy, StaffingRule
from generator.model.since import certain_from
from generator.problems import Problem

_RESTORE: Final = "原来登记的社区民警如果被删去或改写了,请从备份恢复那一段,离岗的写 until,不要另起;"
Time: TypeAlias = Span[tuple[str, int]]


@each("areas", "E308", today=True)
def check_every_area_has_an_officer_or_a_vacancy(area: Area, as_of: dt.date) -> Findings:
    """每个社区今天都有社区民警在岗,没有的写明空缺。"""
    if not community_officers(area.officers, as_of) and area.vacancy_on(as_of) is None:
        known = _last_known(area, as_of)
        yield Found(
            ("officers",),
            f"{area.name}在 {as_of} 没有社区民警在岗,也没有写明空缺。{known}",
            ("" if known else _RESTORE)
            + "请登记在岗民警(role: community_officer),或在 vacancies 里写空缺的起始日期和原因。",
        )


@each("areas", "W321", today=True)
def check_every_area_is_staffed_to_the_standard(area: Area, bureau: Bureau, as_of: dt.date) -> Findings:
    """在岗的社区民警够配备标准,不够的写明空缺。"""
    rule = bureau.policy_on(as_of).staffing_for(area.kind)
    required = rule.required(area.population)
    present = len(community_officers(area.officers, as_of))
    stated = sum(vacancy.covers(as_of) for vacancy in area.vacancies)
    if present + stated and present + stated < required:
        yield Found(
            ("officers",),
            f"{area.name}应配社区民警 {required} 名({_basis(rule, area)}),在岗 {present} 名,"
            f"写明空缺 {stated} 个,还差 {required - present - stated} 名。",
            "请调剂警力并登记在岗民警,或在 vacancies 里逐个写明空缺。",
        )


@rule()
def check_areas_are_of_the_schemes_size(bureau: Bureau, as_of: dt.date) -> Iterator[Problem]:
    """农村警务区的人口在 8000 人左右,一个集镇只有一两个民警社区。"""
    policy, towns = bureau.policy_on(as_of), Counter[str]()
    standards, areas = policy.standards, bureau.areas_on(as_of)
    span, most = standards.rural_span, standards.town_communities
    beyond = [
        f"{area.name} {area.population.residents} 人"
        for area in areas
        if policy.is_beyond_size(area.kind, area.population)
    ]
    if span is not None and beyond:
        yield bureau.place(bureau.policy_path(policy), "standards", "rural_tolerance").problem(
            "W392",
            f"{len(beyond)} 个农村警务区的人口不在 {span[0]} 至 {span[1]} 人之间:{listed(beyond)}。",
            "请核对人口;人口没有错的,请市局研究拆分或合并,或改 rural_tolerance。网页上列出这些警务区。",
        )
    towns.update(area.station for area in areas if area.kind is AreaKind.TOWN)
    many = [
        f"{bureau.stations[station].name} {count} 个"
        for station, count in sorted(towns.items())
        if most is not None and count > most.value and station in bureau.stations
    ]
    if most is not None and many:
        yield bureau.place(bureau.policy_path(policy), "standards", "town_communities").problem(
            "W393",
            f"{len(many)} 个派出所的集镇社区多于 {most.value} 个:{listed(many)}。",
            "请核对社区的类别(kind);没有错的,请市局研究合并,或改 town_communities。网页上列出这些派出所。",
        )


@each("areas", "W328")
def check_no_vacancy_is_stated_while_the_post_is_filled(
    area: Area, bureau: Bureau, as_of: dt.date
) -> Findings:
    """只配一名民警的社区,有社区民警在岗的日子不再写空缺。"""
    if _required(bureau.policy_on(as_of), area) > 1:
        return
    for later, met in clashes(_certain(_times(area))):
        last = min(later.last, met.last)
        until = "一直" if last == dt.date.max else f"到 {last} "
        yield Found(
            (*later.of, "since"),
            f"从 {later.first} 起{until}既写了空缺,又写了在岗的社区民警。",
            f"民警到岗了,请给空缺写 until: {day_before(later, met)};两条都不删。"
            if later.of[0] == "officers"
            else f"民警已经离岗的,请给那一段写 until: {day_before(later, met)};还没有离岗的,改空缺的 since。",
        )


@each("areas", "W328")
def check_no_days_are_left_out_between_two_times_in_post(
    area: Area, bureau: Bureau, as_of: dt.date
) -> Findings:
    """前任离岗到后任到岗之间如果有空当,写明空缺。"""
    reached: dt.date | None = None
    for span in sorted(_times(area), key=lambda span: span.first):
        if reached is not None and reached < dt.date.max and span.first <= as_of:
            gap = reached + dt.timedelta(days=1), span.first - dt.timedelta(days=1)
            if gap[0] <= gap[1]:
                yield _gap(bureau, area, span, gap)
        reached = max(reached or span.last, span.last)


def _gap(bureau: Bureau, area: Area, span: Time, gap: tuple[dt.date, dt.date]) -> Problem:
    return bureau.place(area.path, *span.of, "since").problem(
        "W328",
        f"{gap[0]} 至 {gap[1]} {area.name}没有社区民警在岗,也没有写明空缺。",
        "这段时间有民警在岗、那一段被删去了的,请从备份恢复并写 until;确实空缺的,在 vacancies 里加一条 "
        f"{{since: {gap[0]}, until: {gap[1]}, reason: ……}}。",
    )


def _last_known(area: Area, as_of: dt.date) -> str:
    """Who has left and who is still to come, for a clerk who believes that an officer is entered."""
    officers = [officer for officer in area.officers if officer.role is Role.COMMUNITY_OFFICER]
    gone = max((o for o in officers if o.since <= as_of), key=lambda o: o.until or as_of, default=None)
    to_come = min((o for o in officers if o.since > as_of), key=lambda o: o.since, default=None)
    said = [f"{gone.name}已于 {gone.until} 离岗"] if gone else []
    said += [f"{to_come.name}要到 {to_come.since} 才到岗"] if to_come else []
    return ",".join(said) + ("。" if said else "")


def _required(policy: Policy, area: Area) -> int:
    return policy.staffing_for(area.kind).required(area.population)


def _basis(rule: StaffingRule, area: Area) -> str:
    clause = f"条目 {rule.clause}" if rule.clause else "本站解释"
    counted = "还没有统计" if area.population.not_counted else f"{area.population.residents} 人"
    return f"{area.kind.label},{rule.basis.label} {counted},{clause}"


def _times(area: Area) -> Iterator[Time]:
    """The times in post of community officers and the stated vacancies, each with its keys."""
    for at, officer in enumerate(area.officers):
        if officer.role is Role.COMMUNITY_OFFICER:
            yield _time("officers", at, officer)
    for at, vacancy in enumerate(area.vacancies):
        yield _time("vacancies", at, vacancy)


def _certain(times: Iterable[Time]) -> Iterator[Time]:
    """Each time from its first certain day; a time with an unknown beginning is left out."""
    for time in times:
        if (first := certain_from(time.first)) is not None:
            yield replace(time, first=first)


def _time(key: str, at: int, entry: Officer | Vacancy) -> Time:
    return Span(first=entry.since, last=entry.until or dt.date.max, claim=type(entry), of=(key, at))
