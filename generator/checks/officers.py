"""Rules about officers: one badge, one person, one area as community officer; swapped names; photos."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.checks.overlaps import Span, clashes, day_before
from generator.checks.references import no_such_sub_bureau, station_exists
from generator.checks.rules import Findings, Found, Keys, each, rule
from generator.checks.writing import differs_in_writing, how_written, plainer
from generator.model.area import Area
from generator.model.badge import BADGE
from generator.model.bureau import Bureau
from generator.model.officer import Officer, Photo, Role
from generator.model.since import certain_from
from generator.model.station import Leader, Station
from generator.problems import Problem
from generator.text.comparing import comparable


@dataclass(frozen=True, kw_only=True)
class Wearer:
    """A person with a badge, the first and last day, and where that is recorded. For a leader both days are today."""

    person: Officer | Leader
    of: Area | Station
    keys: Keys
    since: dt.date
    until: dt.date

    def __str__(self) -> str:
        return f"{self.person.name}({self.of.name},{self.of.path})"


@rule("areas", "stations")
def check_every_badge_belongs_to_one_person(bureau: Bureau, as_of: dt.date) -> Iterator[Problem]:
    """一个警号同一时间只属于一个人。"""
    for wearers in wearers_by_badge(bureau, as_of).values():
        for later, met in clashes(_span(wearer, wearer.person.name) for wearer in wearers):
            second, first = later.of, met.of
            yield bureau.place(second.of.path, *second.keys, "badge").problem(
                "E306",
                f"警号 {second.person.badge} 写给了{second.person.name},而同一时间也写给了{first}"
                f"{how_written(first.person.name, second.person.name)}。",
                "请核对两处的警号和姓名,改正写错的一处;警号换了人的,给前一位写上 until,不删前一位。"
                if not differs_in_writing(first.person.name, second.person.name)
                else f"是同一个人的,请把两处写成一样(都写 {plainer(first.person.name, second.person.name)})。",
            )


@rule("areas")
def check_every_community_officer_serves_one_area(bureau: Bureau, as_of: dt.date) -> Iterator[Problem]:
    """一名民警同一时间只在一个社区任社区民警;到别处帮忙的写代管或辅警。"""
    for wearers in wearers_by_badge(bureau, as_of).values():
        serving = [wearer for wearer in wearers if _is_community_officer(wearer.person)]
        for later, met in clashes(_span(wearer, wearer.of.path) for wearer in serving):
            second, first = later.of, met.of
            yield bureau.place(second.of.path, *second.keys).problem(
                "E307",
                f"{second.person.name}({second.person.badge})从 {second.since} 起任{second.of.name}社区民警,"
                f"同一时间也是{first.of.name}的社区民警({first.of.path})。",
                f"已经调走的,请在{first.of.name}那一段写 until: {day_before(later, met)};"
                f"只是代管的,把从 {second.since} 起的这一段的 role 改为 acting。",
            )


@each("areas", "E307")
def check_nobody_is_entered_twice_in_one_area(area: Area, as_of: dt.date) -> Findings:
    """同一名民警在同一个社区的几段任职,前一段结束后才开始下一段:一个警号只算一名。"""
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
    """By badge: everyone who has or had it in a community, and the station's current leader."""
    wearers: dict[str, list[Wearer]] = defaultdict(list)
    for station in bureau.stations.values():
        if (leader := station.leader) and station.exists_on(as_of):
            today = Wearer(person=leader, of=station, keys=("leader",), since=as_of, until=as_of)
            wearers[leader.badge].append(today)
    for area in bureau.areas.values():
        for at, officer in enumerate(area.officers):
            if officer.badge is not None:
                since, until = _certainly_since(officer, as_of), officer.until or dt.date.max
                tenure = Wearer(person=officer, of=area, keys=("officers", at), since=since, until=until)
                wearers[officer.badge].append(tenure)
    return wearers


def _is_community_officer(person: Officer | Leader) -> bool:
    return isinstance(person, Officer) and person.role is Role.COMMUNITY_OFFICER


def _certainly_since(officer: Officer, as_of: dt.date) -> dt.date:
    """The first day certainly in post; if unknown, today or the last day in post, whichever is earlier."""
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


@rule("stations")
def check_every_station_belongs_to_a_sub_bureau_on_record(bureau: Bureau) -> Iterator[Problem]:
    """派出所写的公安分局有档案。"""
    named = Counter(station.sub_bureau for station in bureau.stations.values())
    for station in bureau.stations.values():
        word = station.sub_bureau
        if word is not None and word not in bureau.sub_bureaus:
            yield no_such_sub_bureau(bureau, bureau.place(station.path, "sub_bureau"), word, named[word])


@each("areas", "W394", today=True)
def check_every_secondment_says_who_decided_it(area: Area, as_of: dt.date) -> Findings:
    """调剂来的民警写明谁决定的,到期的续期或者写离岗。"""
    for at, officer in enumerate(area.officers):
        if officer.seconded_from is None or not officer.in_post_on(as_of):
            continue
        if officer.seconded_by is None:
            yield Found(
                ("officers", at, "seconded_from"),
                f"{officer.named}是调剂来的,没有写谁决定的。",
                "请添一行 seconded_by(决定的单位),有期限的再写 seconded_until。",
            )
        elif officer.seconded_until is not None and officer.seconded_until < as_of:
            yield Found(
                ("officers", at, "seconded_until"),
                f"{officer.named}调剂到 {officer.seconded_until} 为止,已经过了,还写着在岗。",
                "续了期的请改 seconded_until;回去了的请写 until(最后在岗的一天)。",
            )


@each("areas", "E203")
def check_every_auxiliary_has_a_number_as_the_bureau_writes_it(
    area: Area, bureau: Bureau, as_of: dt.date
) -> Findings:
    """辅警号照 policy.yml 的 auxiliary_badge 写;没有写明写法的,和警号一样是 6 位数字。"""
    rule = bureau.policy_on(as_of).auxiliary_badge
    for at, officer in enumerate(area.officers):
        badge = None if officer.role.is_police or officer.role is Role.GRID_WORKER else officer.badge
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
            if officer.photo and (fault := _fault(officer, officer.photo, there)):
                yield bureau.place(area.path, "officers", at, "photo", "file").problem("E311", *fault)


def _fault(officer: Officer, photo: Photo, there: dict[str, str]) -> tuple[str, str] | None:
    """Message and hint, None if the photo is fine; `there` maps lower-case file names to the existing names."""
    own = f"{officer.badge}.jpg"
    if officer.badge is None:
        message = f"{officer.name}没有写警号,照片“{photo.file}”认不出是谁的。"
        return message, "请补上 badge,或删去 photo。"
    if not photo.file.startswith(officer.badge):
        message = f"照片“{photo.file}”的文件名不以{officer.name}的警号 {officer.badge} 开头。"
        return message, f"请核对是不是本人的照片;是的话把文件改名为 {own}。"
    if there.get(photo.file.lower()) == photo.file:
        return None
    found = there.get(photo.file.lower()) or there.get(own)
    hint = f"那里有 {found},是不是它?" if found else "请把照片放到那里,或删去 photo。"
    return f"data/photos/ 里没有照片“{photo.file}”。", hint


@rule("areas")
def check_no_two_names_changed_places_over_their_badges(bureau: Bureau, as_of: dt.date) -> Iterator[Problem]:
    """两个警号没有先后或在各处写给同样的两个人:那多半是姓名写反了。"""
    worn = wearers_by_badge(bureau, as_of)
    badges: dict[tuple[str, str], list[str]] = defaultdict(list)
    for badge, wearers in worn.items():
        names = sorted({comparable(wearer.person.name) for wearer in wearers})
        for pair in itertools.combinations(names, 2):
            badges[pair].append(badge)
    for pair, several in badges.items():
        for first, second in itertools.pairwise(sorted(several)):
            yield _swapped(bureau, worn, pair, (first, second))


def _swapped(
    bureau: Bureau, worn: Mapping[str, Sequence[Wearer]], names: Sequence[str], badges: tuple[str, str]
) -> Problem:
    """Place the problem at the latest entry, the most likely mistake."""
    entries = [one for badge in badges for one in worn[badge] if comparable(one.person.name) in names]
    last = max(entries, key=lambda one: (one.since, one.of.path, str(one.keys)))
    listed = "、".join(
        f"{one.person.badge} {one.person.name}({one.of.name},{one.since} 起)" for one in entries
    )
    one, other = dict.fromkeys(
        entry.person.name for entry in entries if entry.person.badge == last.person.badge
    )
    return bureau.place(last.of.path, *last.keys, "name").problem(
        "W352",
        f"警号 {badges[0]} 和 {badges[1]} 都写给过{one}和{other}两个人,像是姓名写反了:{listed}。",
        "请对照花名册核对:写反的,只把那几处的姓名换回来,警号、日期不动;两人真的换过警号的不用改。",
    )
