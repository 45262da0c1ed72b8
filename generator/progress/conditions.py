"""Each condition of the five 到位 in one area: whether it is met, what is lacking, or that nobody reported it.

Conditions on records are judged as of the bureau's day. Conditions on monthly reports are judged by the last
published month, so that the rollout and the ranking never disagree.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from generator.facts.area_month import CountedMonth
from generator.facts.meetings import met_between
from generator.facts.officers import community_officers
from generator.model.months import month_of
from generator.model.policy import PartId, Policy
from generator.model.post import Facilities, PostStatus
from generator.model.public import PublicArea, PublicBureau
from generator.model.rollout import ConditionId
from generator.model.values import Labelled


class State(Labelled):
    """Whether something is in place; unknown where it was not reported."""

    IN_PLACE = "in_place", "到位"
    LACKING = "lacking", "未到位"
    UNKNOWN = "unknown", "未知"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """The state of one condition; `words` say in Chinese what is lacking or unknown."""

    state: State
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Yardstick:
    """What an area is compared with. `met` are the areas that held a meeting in the cycle that ends with this month.

    `figures` are each area's numbers in the release of the last published `month`: 8/9 is 8 attained of 9 due.
    """

    as_of: dt.date
    policy: Policy
    services: Mapping[str, str]
    met: frozenset[str]
    month: str | None
    figures: Mapping[str, Mapping[PartId, str]]


def yardstick_of(bureau: PublicBureau) -> Yardstick:
    """The bureau's yardstick, as of its day."""
    month = max(bureau.releases, default=None)
    this_month = CountedMonth(name=month_of(bureau.as_of), policy=bureau.policy)
    return Yardstick(
        as_of=bureau.as_of,
        policy=bureau.policy,
        services={service.id: service.title for service in bureau.services.services},
        met=met_between(bureau.meetings.values(), this_month.cycle_begins, bureau.as_of),
        month=month,
        figures=_figures(bureau, month) if month is not None else {},
    )


def _figures(bureau: PublicBureau, month: str) -> Mapping[str, Mapping[PartId, str]]:
    revision = bureau.releases[month].latest
    return {
        area: dict(zip(revision.parts, cells, strict=True))
        for row in revision.rows
        for area, cells in row.areas.items()
    }


def findings_of(yardstick: Yardstick, area: PublicArea) -> Mapping[ConditionId, Finding]:
    """The finding on every condition, whether or not a goal contains it."""
    return {condition: tell(yardstick, area) for condition, tell in _TOLD.items()}


_MET: Final = Finding(state=State.IN_PLACE)


def _lacking(words: str, *, when: bool) -> Finding:
    return Finding(state=State.LACKING, words=words) if when else _MET


def _post_in_use(yardstick: Yardstick, area: PublicArea) -> Finding:
    if area.post is None:
        return Finding(state=State.LACKING, words="没有登记警务室")
    status = area.post.status_on(yardstick.as_of)
    return _lacking(f"警务室{status.label}", when=status is not PostStatus.OPEN)


def _post_facilities(yardstick: Yardstick, area: PublicArea) -> Finding:
    if area.post is None:
        return Finding(state=State.LACKING, words="没有登记警务室")
    there = area.post.facilities
    absent = [str(info.title) for name, info in Facilities.model_fields.items() if not getattr(there, name)]
    is_lacking = there.present < yardstick.policy.standards.facilities.value
    return _lacking(f"警务室缺{'、'.join(absent)}", when=is_lacking)


def _officers_in_post(yardstick: Yardstick, area: PublicArea) -> Finding:
    required = yardstick.policy.staffing_for(area.kind).required(area.population)
    in_post = len(community_officers(area.tenures, yardstick.as_of))
    words = f"应配社区民警 {required} 名，在岗 {in_post} 名，缺 {required - in_post} 名"
    return _lacking(words, when=in_post < required)


def _committee(_yardstick: Yardstick, area: PublicArea) -> Finding:
    if area.committee is None:
        return Finding(state=State.LACKING, words="没有登记治保会")
    return _lacking("治保会没有治保主任", when=not area.committee.has_director)


def _meeting_in_cycle(yardstick: Yardstick, area: PublicArea) -> Finding:
    cycle = yardstick.policy.standards.meeting_cycle
    return _lacking(f"最近 {cycle.value} {cycle.unit}没有开群众代表会", when=area.id not in yardstick.met)


def _services_offered(yardstick: Yardstick, area: PublicArea) -> Finding:
    offered = set(area.post.services if area.post is not None else ())
    due = yardstick.policy.standards.services
    absent = "、".join(title for id_, title in yardstick.services.items() if id_ not in offered)
    words = f"服务能办 {len(offered)} {due.unit}，应有 {due.value} {due.unit}，缺：{absent}"
    return _lacking(words, when=len(offered) < due.value)


def _contact_verified(yardstick: Yardstick, area: PublicArea) -> Finding:
    limit = yardstick.policy.standards.verification_days
    last = area.verified.on
    words = f"联系信息上次核实是 {last.year}年{last.month}月{last.day}日，超过 {limit.value} {limit.unit}"
    return _lacking(words, when=last < yardstick.as_of - dt.timedelta(days=limit.value))


def _reported(yardstick: Yardstick, area: PublicArea, *, part: PartId, what: str, unit: str) -> Finding:
    """A condition on a reported figure: 8/9 is attained of due; x/9, or no figure, means not reported."""
    if yardstick.month is None:
        return Finding(state=State.UNKNOWN, words="还没有公布过月份")
    month = f"{int(yardstick.month[5:])}月"
    attained, _, due = yardstick.figures.get(area.id, {}).get(part, "x").partition("/")
    if not attained.isdecimal():
        return Finding(state=State.UNKNOWN, words=f"{month}没有报{what}")
    words = f"{month}{what} {attained} {unit}，应有 {due} {unit}"
    return _lacking(words, when=int(attained) < int(due))


_TOLD: Final[Mapping[ConditionId, Callable[[Yardstick, PublicArea], Finding]]] = {
    ConditionId.POST_IN_USE: _post_in_use,
    ConditionId.POST_FACILITIES: _post_facilities,
    ConditionId.OFFICERS_IN_POST: _officers_in_post,
    ConditionId.CHARTS: partial(_reported, part=PartId.CHARTS, what="图表更新", unit="张"),
    ConditionId.LEDGERS: partial(_reported, part=PartId.LEDGERS, what="台帐更新", unit="本"),
    ConditionId.WORK_RECORDS: partial(_reported, part=PartId.WORK_RECORDS, what="工作纪实", unit="周"),
    ConditionId.ON_SITE: partial(_reported, part=PartId.ON_SITE, what="驻社区天数", unit="天"),
    ConditionId.COMMITTEE: _committee,
    ConditionId.MEETING_IN_CYCLE: _meeting_in_cycle,
    ConditionId.SERVICES_OFFERED: _services_offered,
    ConditionId.CONTACT_VERIFIED: _contact_verified,
}
