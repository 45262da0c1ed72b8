"""The staffing standard, the officers in post (方案一(社区设置), 二(三)), and the police posts (方案二(二)).

Everything is as of the bureau's day. A surplus in one area never offsets a gap in another.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from generator.facts.area_month import CountedMonth, areas_in
from generator.facts.officers import community_officers
from generator.model.area import AreaKind, Population
from generator.model.months import last_day, month_of, months_ending_with, previous_month
from generator.model.officer import Role, Vacancy
from generator.model.policy import Policy, StaffingRule, policy_on
from generator.model.post import Facilities, PostStatus
from generator.model.public import PublicArea, PublicBureau
from generator.model.station import Station

MONTHS_BACK: Final = 24


@dataclass(frozen=True, kw_only=True)
class AreaCoverage:
    """One area [persons]. `in_post` are community officers, `seconded` those of them from another station.

    `acting` officers do not count towards the standard. `arithmetic` explains `required` in Chinese.
    """

    area: PublicArea
    rule: StaffingRule
    required: int
    in_post: int
    seconded: int
    acting: int
    vacancy: Vacancy | None
    arithmetic: str

    @property
    def gap(self) -> int:
        """Officers lacking [persons], never negative."""
        return max(0, self.required - self.in_post)


@dataclass(frozen=True, kw_only=True)
class CoverageSum:
    """Totals of areas: [areas] for `areas`, `covered`, `vacant`; [persons] for the rest."""

    areas: int
    covered: int
    vacant: int
    residents: int
    required: int
    in_post: int
    seconded: int
    acting: int
    gap: int


@dataclass(frozen=True, kw_only=True)
class FacilityCount:
    """One facility that the scheme requires of a post: YAML key, Chinese title, number of posts that have it."""

    id: str
    title: str
    present: int


@dataclass(frozen=True, kw_only=True)
class PostCounts:
    """The posts of some areas. `by_status` has every status; `without` are areas with no post on record."""

    areas: int
    in_use: int
    without: int
    by_status: Mapping[PostStatus, int]
    facilities: tuple[FacilityCount, ...]
    complete: int


@dataclass(frozen=True, kw_only=True)
class StationCoverage:
    """A station with its areas by id."""

    station: Station
    areas: tuple[AreaCoverage, ...]
    total: CoverageSum
    posts: PostCounts

    @property
    def towns(self) -> int:
        """Its communities in towns, of which the scheme wants one or two [areas]."""
        return sum(one.area.kind is AreaKind.TOWN for one in self.areas)


@dataclass(frozen=True, kw_only=True)
class MonthCoverage:
    """The bureau on a month's last day [persons], by the populations and the standard of that day."""

    month: str
    required: int
    in_post: int
    gap: int


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """The bureau: stations by id, areas by id, and the months before, ascending."""

    as_of: dt.date
    history: tuple[MonthCoverage, ...]
    stations: tuple[StationCoverage, ...]
    by_area: Mapping[str, AreaCoverage]
    total: CoverageSum
    posts: PostCounts
    policy: Policy

    @property
    def beyond_size(self) -> tuple[AreaCoverage, ...]:
        """The rural areas that are not of about the scheme's size, in id order."""
        return tuple(
            one
            for one in self.by_area.values()
            if self.policy.is_beyond_size(one.area.kind, one.area.population)
        )

    @property
    def beyond_number(self) -> tuple[StationCoverage, ...]:
        """The stations with more communities in towns than the scheme wants."""
        most = self.policy.standards.town_communities
        return tuple(one for one in self.stations if most is not None and one.towns > most.value)


def coverage(bureau: PublicBureau) -> Coverage:
    """Officers required, in post and lacking, in every area, every station and the bureau, as of its day."""
    by_area = {
        id_: _area_coverage(area, bureau.policy, bureau.as_of) for id_, area in sorted(bureau.areas.items())
    }
    stations = tuple(
        StationCoverage(station=station, areas=own, total=sum_of(own), posts=_post_counts(own, bureau.as_of))
        for id_, station in sorted(bureau.standing_stations.items())
        for own in [tuple(found for found in by_area.values() if found.area.station == id_)]
    )
    return Coverage(
        as_of=bureau.as_of,
        history=tuple(_history(bureau)),
        stations=stations,
        by_area=by_area,
        total=sum_of(by_area.values()),
        posts=_post_counts(by_area.values(), bureau.as_of),
        policy=bureau.policy,
    )


def _history(bureau: PublicBureau) -> Iterator[MonthCoverage]:
    """Up to two years of whole months, from the first in which anybody was in post."""
    has_begun = False
    for name in reversed(months_ending_with(previous_month(month_of(bureau.as_of)), MONTHS_BACK)):
        month = CountedMonth(name=name, policy=policy_on(bureau.policies, last_day(name)))
        found = [(own.required, own.in_post) for own in areas_in(bureau.every_area.values(), month, {})]
        has_begun = has_begun or any(in_post for _, in_post in found)
        if has_begun:
            yield MonthCoverage(
                month=name,
                required=sum(required for required, _ in found),
                in_post=sum(in_post for _, in_post in found),
                gap=sum(max(0, required - in_post) for required, in_post in found),
            )


def _area_coverage(area: PublicArea, policy: Policy, day: dt.date) -> AreaCoverage:
    rule = policy.staffing_for(area.kind)
    officers = community_officers(area.tenures, day)
    return AreaCoverage(
        area=area,
        rule=rule,
        required=rule.required(area.population),
        in_post=len(officers),
        seconded=sum(tenure.seconded for tenure in officers),
        acting=sum(tenure.role is Role.ACTING and tenure.includes(day) for tenure in area.tenures),
        vacancy=area.vacancy,
        arithmetic=_arithmetic(rule, area.population),
    )


def _arithmetic(rule: StaffingRule, population: Population) -> str:
    """For example: 实有人口 6,800 人,超过 6,500 人,应配社区民警 2 名."""
    basis, residents = rule.counted(population)
    if population.not_counted:
        return f"{basis.label}还没有统计，先按最少的配，应配社区民警 {rule.required(population)} 名"
    instead = "" if basis is rule.basis else f"（标准按{rule.basis.label}计，本社区没有这个数）"
    required = f"应配社区民警 {rule.required(population)} 名"
    return f"{basis.label} {residents:,} 人{instead}，{_span(rule, residents)}，{required}"


def _span(rule: StaffingRule, residents: int) -> str:
    """The steps of the standard below and above the figure, in words."""
    below = [step.over for step in rule.steps if 0 < step.over < residents]
    above = [step.over for step in rule.steps if step.over > 0 and step.over >= residents]
    bounds = [f"超过 {below[-1]:,} 人"] if below else []
    bounds += [f"不超过 {above[0]:,} 人"] if above else []
    return "、".join(bounds) or "不论多少"


def sum_of(areas: Iterable[AreaCoverage]) -> CoverageSum:
    """The totals of these areas."""
    listed = tuple(areas)
    return CoverageSum(
        areas=len(listed),
        covered=sum(area.gap == 0 for area in listed),
        vacant=sum(area.in_post == 0 for area in listed),
        residents=sum(area.area.population.residents for area in listed),
        required=sum(area.required for area in listed),
        in_post=sum(area.in_post for area in listed),
        seconded=sum(area.seconded for area in listed),
        acting=sum(area.acting for area in listed),
        gap=sum(area.gap for area in listed),
    )


def _post_counts(areas: Iterable[AreaCoverage], day: dt.date) -> PostCounts:
    listed = [area.area.post for area in areas]
    posts = [post for post in listed if post is not None]
    statuses = [post.status_on(day) for post in posts]
    return PostCounts(
        areas=len(listed),
        in_use=statuses.count(PostStatus.OPEN),
        without=len(listed) - len(posts),
        by_status={status: statuses.count(status) for status in PostStatus},
        facilities=tuple(
            FacilityCount(
                id=name,
                title=field.title or name,
                present=sum(getattr(post.facilities, name) for post in posts),
            )
            for name, field in Facilities.model_fields.items()
        ),
        complete=sum(post.facilities.present == len(Facilities.model_fields) for post in posts),
    )
