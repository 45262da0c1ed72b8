"""Rules about officers: one badge, one person, one area as community officer; swapped names; photos."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.checks.overlaps import Span, clashes, day_before
from generator.checks.references import station_exists
from generator.checks.rules import Findings, Found, Keys, each, rule
from generator.checks.writing import differs_in_writing, how_written, plainer
from generator.model.area import Area
from generator.model.badge import BADGE
from generator.model.bureau import Bureau
from generator.model.officer import Officer, Photo, Role
from generator.model.since import certain_from
from generator.problems import Problem
from generator.text.comparing import comparable


@dataclass(frozen=True, kw_only=True)
class Wearer:
    """Who wears a badge, how long, and where that is written. Of a leader only today is known."""

    name: str
    badge: str
    where: str
    path: str
    keys: Keys
    since: dt.date
    until: dt.date
    role: Role | None

    def __str__(self) -> str:
        return f"{self.name}({self.where},{self.path})"


@rule("areas", "stations")
def check_every_badge_belongs_to_one_person(bureau: Bureau, as_of: dt.date) -> Iterator[Problem]:
    """一个警号同一时间只属于一个人。"""
    for wearers in wearers_by_badge(bureau, as_of).values():
        for later, met in clashes(_span(wearer, wearer.name) for wearer in wearers):
            second, first = later.of, met.of
            yield bureau.place(second.path, *second.keys, "badge").problem(
                "E306",
                f"警号 {second.badge} 写给了{second.name},而同一时间也写给了{first}"
                f"{how_written(first.name, second.name)}。",
                "请核对两处的警号和姓名,改正写错的一处;警号换了人的,给前一位写上 until,不删前一位。"
                if not differs_in_writing(first.name, second.name)
                else f"是同一个人的,请把两处写成一样(都写 {plainer(first.name, second.name)})。",
            )


@rule("areas")
def check_every_community_officer_serves_one_area(bureau: Bureau, as_of: dt.date) -> Iterator[Problem]:
    """一名民警同一时间只在一个社区任社区民警;到别处帮忙的写代管或辅警。"""
    for wearers in wearers_by_badge(bureau, as_of).values():
        serving = [wearer for wearer in wearers if wearer.role is Role.COMMUNITY_OFFICER]
        for later, met in clashes(_span(wearer, wearer.path) for wearer in serving):
            second, first = later.of, met.of
            yield bureau.place(second.path, *second.keys).problem(
                "E307",
                f"{second.name}({second.badge})从 {second.since} 起任{second.where}社区民警,"
                f"同一时间也是{first.where}的社区民警({first.path})。",
                f"已经调走的,请在{first.where}那一段写 until: {day_before(later, met)};"
                f"只是代管的,把从 {second.since} 起的这一段的 role 改为 acting。",
            )


@each("areas", "W328")
def check_nobody_is_entered_twice_in_one_area(area: Area, as_of: dt.date) -> Findings:
    """同一名民警在同一个社区的几段任职,前一段结束后才开始下一段。"""
    by_person: dict[tuple[str | None, str], list[Span[int]]] = defaultdict(list)
    for at, officer in enumerate(area.officers):
        last = officer.until or dt.date.max
        span = Span(first=_certainly_since(officer, as_of), last=last, claim=at, of=at)
        by_person[officer.badge, officer.name].append(span)
    for spans in by_person.values():
        for later, met in clashes(spans):
            officer = area.officers[later.of]
            yield Found(
                ("officers", later.of, "since"),
                f"{officer.named}写了两次,从 {officer.since} 起时间重叠。",
                f"两条完全一样的,删去这一条;不一样的都留下,给前一段写 until: {day_before(later, met)}。",
            )


def wearers_by_badge(bureau: Bureau, as_of: dt.date) -> dict[str, list[Wearer]]:
    """Everyone who wears or wore a badge in a community, and the stations' leaders of today."""
    wearers: dict[str, list[Wearer]] = defaultdict(list)
    for station in bureau.stations.values():
        if leader := station.leader:
            wearers[leader.badge].append(
                Wearer(
                    name=leader.name,
                    badge=leader.badge,
                    where=station.name,
                    path=station.path,
                    keys=("leader",),
                    since=as_of,
                    until=as_of,
                    role=None,
                )
            )
    for area in bureau.areas.values():
        for at, officer in enumerate(area.officers):
            if officer.badge is not None:
                wearers[officer.badge].append(_wearer(area, at, officer, officer.badge, as_of))
    return wearers


def _wearer(area: Area, at: int, officer: Officer, badge: str, as_of: dt.date) -> Wearer:
    return Wearer(
        name=officer.name,
        badge=badge,
        where=area.name,
        path=area.path,
        keys=("officers", at),
        since=_certainly_since(officer, as_of),
        until=officer.until or dt.date.max,
        role=officer.role,
    )


def _certainly_since(officer: Officer, as_of: dt.date) -> dt.date:
    """The first day certainly in post: where that is unknown, today, or the last day in post if that is earlier."""
    return certain_from(officer.since) or min(as_of, officer.until or as_of)


def _span(wearer: Wearer, claim: str) -> Span[Wearer]:
    return Span(first=wearer.since, last=wearer.until, claim=claim, of=wearer)


@each("areas", "E303")
def check_every_seconded_officer_comes_from_a_station(area: Area, bureau: Bureau) -> Findings:
    """调剂来的民警写明从哪个派出所来,那个派出所有档案。"""
    for at, officer in enumerate(area.officers):
        if officer.seconded_from is not None:
            yield from station_exists(
                bureau, officer.seconded_from, area.path, "officers", at, "seconded_from"
            )


@each("areas", "E203")
def check_every_auxiliary_has_a_number_as_the_bureau_writes_it(area: Area, bureau: Bureau) -> Findings:
    """辅警号照 policy.yml 的 auxiliary_badge 写;没有写明写法的,和警号一样是 6 位数字。"""
    rule = bureau.policy.auxiliary_badge
    for at, officer in enumerate(area.officers):
        badge = officer.badge if officer.role is Role.AUXILIARY else None
        if badge is None or (rule.fits(badge) if rule else BADGE.fits(badge)):
            continue
        expected = f"{rule.example} 这样的辅警号({rule.pattern})" if rule else BADGE.expected
        yield Found(
            ("officers", at, "badge"),
            f"警号(badge)“{badge}”应为 {expected}。",
            "请核对号码;没有号码就删去这一行。"
            + ("" if rule else "本市辅警号另有写法的,请写进 data/policy.yml 的 auxiliary_badge。"),
        )


@rule("areas")
def check_every_photo_may_be_shown(bureau: Bureau) -> Iterator[Problem]:
    """公开的照片在 data/photos/ 里,文件名以本人警号开头。"""
    there = {name.lower(): name for name in bureau.photos}
    for area in bureau.areas.values():
        for at, officer in enumerate(area.officers):
            if officer.photo is not None:
                for key, message, hint in _faults(officer, officer.photo, there):
                    place = bureau.place(area.path, "officers", at, "photo", key)
                    yield place.problem(
                        "E311",
                        message,
                        hint,
                    )


def _faults(officer: Officer, photo: Photo, there: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Key, message and hint; `there` maps the photos' names in small letters to their names."""
    own = f"{officer.badge}.jpg"
    if officer.badge is None:
        yield (
            "file",
            f"{officer.name}没有写警号,照片“{photo.file}”认不出是谁的。",
            "请补上 badge,或删去 photo。",
        )
    elif not photo.file.startswith(officer.badge):
        message = f"照片“{photo.file}”的文件名不以{officer.name}的警号 {officer.badge} 开头。"
        yield "file", message, f"请核对是不是本人的照片;是的话把文件改名为 {own}。"
    elif there.get(photo.file.lower()) != photo.file:
        found = there.get(photo.file.lower()) or there.get(own)
        hint = f"那里有 {found},是不是它?" if found else "请把照片放到那里,或删去 photo。"
        yield "file", f"data/photos/ 里没有照片“{photo.file}”。", hint


@rule("areas")
def check_no_two_names_changed_places_over_their_badges(bureau: Bureau, as_of: dt.date) -> Iterator[Problem]:
    """两个警号没有先后或在各处写给同样的两个人:那多半是姓名写反了。"""
    worn = wearers_by_badge(bureau, as_of)
    badges: dict[tuple[str, str], list[str]] = defaultdict(list)
    for badge, wearers in worn.items():
        names = sorted({comparable(wearer.name) for wearer in wearers})
        for pair in itertools.combinations(names, 2):
            badges[pair].append(badge)
    for pair, several in badges.items():
        for first, second in itertools.pairwise(sorted(several)):
            yield _swapped(bureau, worn, pair, (first, second))


def _swapped(
    bureau: Bureau, worn: Mapping[str, Sequence[Wearer]], names: Sequence[str], badges: tuple[str, str]
) -> Problem:
    """At the entry that came last: the others were written when nobody had mixed them up."""
    entries = [one for badge in badges for one in worn[badge] if comparable(one.name) in names]
    last = max(entries, key=lambda one: (one.since, one.path, str(one.keys)))
    listed = "、".join(f"{one.badge} {one.name}({one.where},{one.since} 起)" for one in entries)
    one, other = dict.fromkeys(entry.name for entry in entries if entry.badge == last.badge)
    return bureau.place(last.path, *last.keys, "name").problem(
        "W352",
        f"警号 {badges[0]} 和 {badges[1]} 都写给过{one}和{other}两个人,像是姓名写反了:{listed}。",
        "请对照花名册核对:写反的,只把那几处的姓名换回来,警号、日期不动;两人真的换过警号的不用改。",
    )
