"""Officers who come, go and hand over: records as they are afterwards, with the vacancies that follow.

Pure functions from a bureau to a bureau. `on` is the first day of what is new; what was ends on the day before.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import Final, NoReturn

from generator.model.area import Area
from generator.model.bureau import Bureau
from generator.model.officer import PURGED_NAME, Officer, Purged, Role, Vacancy, trace_of
from generator.personal.normalising import without_gaps
from generator.problems import Place, ProblemsFound

_DAY: Final = dt.timedelta(days=1)
REASON: Final = "原社区民警调离，接任人选正在选配，急事请打派出所 24 小时电话"


def leave(bureau: Bureau, badge: str, on: dt.date, reason: str = REASON) -> Bureau:
    """The officer is no longer in post from that day on; a community left without one is vacant."""
    area, officer = _in_post(bureau, badge, on)
    return vacancies_kept(_ended(bureau, area, officer, on), (area.id,), on, reason)


def arrive(bureau: Bureau, officer: Officer, to: str, reason: str = REASON) -> Bureau:
    """Somebody who has no post here yet begins in the community on the first day that the record says."""
    area = known_area(bureau, to, officer.since)
    elsewhere = _serving(bureau, officer.badge, officer.since) if officer.badge else ()
    if officer.role is Role.COMMUNITY_OFFICER and elsewhere:
        where, who = elsewhere[0]
        refuse(
            where.path,
            f"{who.named}从 {officer.since} 起还是{where.name}的社区民警",
            f"换社区的,请运行 jingwu handover {officer.badge} --to {to} --on {officer.since}",
        )
    return vacancies_kept(_begun(bureau, area, officer), (to,), officer.since, reason)


def hand_over(
    bureau: Bureau, badge: str, to: str, on: dt.date, successor: str | None = None, reason: str = REASON
) -> Bureau:
    """The officer moves to another community, and the successor to this one; what is left without one is vacant.

    The timetable goes along; the duty phone stays with the community, where an officer before had one.
    """
    area, officer = _in_post(bureau, badge, on)
    touched = [area.id, to]
    if to == area.id:
        refuse(area.path, f"{officer.named}已经在{area.name}", "请核对 --to 写的社区")
    bureau = _moved(bureau, area, officer, known_area(bureau, to, on), on)
    if successor is not None:
        serving = _serving(bureau, successor, on)
        if serving:
            old, who = serving[0]
            if who.since >= on:
                refuse(old.path, f"{who.named} {who.since} 才到{old.name}", "请核对接替的人和 --on 的日期")
            touched.append(old.id)
            bureau = _moved(bureau, old, who, bureau.areas[area.id], on)
        else:
            known = [o for one in bureau.areas.values() for o in one.officers if o.badge == successor]
            if not known:
                refuse(
                    area.path,
                    f"没有警号 {successor} 的民警",
                    f"新来的请先运行 jingwu officer arrives {successor} --to {area.id} --on {on},"
                    "再运行这个,不写 --successor",
                )
            person = max(known, key=lambda one: one.since)
            bureau = _begun(bureau, bureau.areas[area.id], _anew(person, bureau.areas[area.id], on))
    return vacancies_kept(bureau, touched, on, reason)


def purge(bureau: Bureau, badge: str, on: dt.date, today: dt.date, reason: str = REASON) -> Bureau:
    """Nobody learns any more who wears or wore the badge: posts end before `on`, names and photos go.

    A post that is over stays as it was; of one that begins on that day or later the first day is the last.
    """
    found = [area for area in bureau.areas.values() if any(one.badge == badge for one in area.officers)]
    if not found:
        refuse(
            "data/communities/",
            f"没有警号 {badge}",
            "请核对警号,前面的 0 也要写;派出所负责人、没有警号的辅警请直接改文件,"
            "再运行 jingwu deploy --keep 0,不留旧网站",
        )
    for area in found:
        officers = tuple(_purged(one, on, today) if one.badge == badge else one for one in area.officers)
        bureau = with_area(bureau, area.model_copy(update={"officers": officers}))
        shortened = (old for old, new in zip(area.officers, officers, strict=True) if old.until != new.until)
        if any(one.role is Role.COMMUNITY_OFFICER and one.in_post_on(on) for one in shortened):
            bureau = vacancies_kept(bureau, (area.id,), on, reason)
    return bureau


def _purged(officer: Officer, on: dt.date, today: dt.date) -> Officer:
    if officer.purged is not None:
        return officer
    until = officer.until
    if until is None or until >= max(on, today):
        first = dt.date.fromordinal(officer.since.toordinal())
        until = max(first, on - _DAY)
    name = without_gaps(officer.name)
    trace = Purged(on=on, length=len(name), trace=trace_of(name))
    return officer.model_copy(update={"name": PURGED_NAME, "photo": None, "until": until, "purged": trace})


def known_area(bureau: Bureau, id_: str, on: dt.date) -> Area:
    """The community, which must be there on that day. Raises ProblemsFound."""
    area = bureau.areas.get(id_)
    if area is None:
        refuse("data/communities/", f"没有编号为“{id_}”的社区", "编号就是文件名,见 data/communities/")
    if not area.exists_on(on):
        refuse(area.path, f"{area.name}在 {on} 还没有设立,或者已经撤销", "请核对社区和 --on 的日期")
    return area


def refuse(path: str, found: str, hint: str) -> NoReturn:
    """Raise ProblemsFound: the change cannot be made."""
    raise ProblemsFound([Place(path=path).problem("E514", f"{found}。", f"{hint}。")])


def _serving(bureau: Bureau, badge: str, on: dt.date) -> tuple[tuple[Area, Officer], ...]:
    """Where the badge is a community officer's on that day."""
    return tuple(
        (area, officer)
        for area in bureau.areas.values()
        for officer in area.officers
        if officer.badge == badge and officer.role is Role.COMMUNITY_OFFICER and officer.in_post_on(on)
    )


def _in_post(bureau: Bureau, badge: str, on: dt.date) -> tuple[Area, Officer]:
    """Where the officer serves on the last day before `on`, without an end on record yet."""
    found = [
        (area, officer)
        for area, officer in _serving(bureau, badge, on - _DAY)
        if officer.until is None or officer.until >= on
    ]
    if not found:
        refuse(
            "data/communities/",
            f"{on} 的前一天,没有警号 {badge} 的社区民警在岗,或者已经写了离岗",
            "请核对警号和 --on 的日期;辅警、代管的请直接改文件",
        )
    return found[0]


def _moved(bureau: Bureau, area: Area, officer: Officer, to: Area, on: dt.date) -> Bureau:
    return _begun(_ended(bureau, area, officer, on), to, _anew(officer, to, on))


def _anew(officer: Officer, to: Area, on: dt.date) -> Officer:
    """The person's time in the community from that day on."""
    before = [one for one in to.officers if one.role is Role.COMMUNITY_OFFICER]
    phone = max(before, key=lambda one: one.since).phone if before else officer.phone
    return come_along(officer, to, on).model_copy(update={"until": None, "phone": phone})


def come_along(officer: Officer, to: Area, on: dt.date) -> Officer:
    """The time in post as it goes on in another community: what was said of the old one alone is left out."""
    changed: dict[str, object] = {"since": max(officer.since, on), "committee_post": None}
    is_over = officer.seconded_until is not None and officer.seconded_until < on
    if is_over or officer.seconded_from == to.station:
        changed |= dict.fromkeys(("seconded_from", "seconded_by", "seconded_until"))
    return officer.model_copy(update=changed)


def _ended(bureau: Bureau, area: Area, officer: Officer, on: dt.date) -> Bureau:
    ended = officer.model_copy(update={"until": on - _DAY})
    officers = tuple(ended if one is officer else one for one in area.officers)
    return with_area(bureau, area.model_copy(update={"officers": officers}))


def _begun(bureau: Bureau, area: Area, officer: Officer) -> Bureau:
    """A time in post begins; another one of the same person there, such as one as acting officer, ends before."""
    area, since = bureau.areas[area.id], officer.since
    for one in area.officers:
        if one.badge == officer.badge and one.since < since and one.in_post_on(since):
            area = _ended(bureau, area, one, since).areas[area.id]
    return with_area(bureau, area.model_copy(update={"officers": (*area.officers, officer)}))


def with_area(bureau: Bureau, *areas: Area) -> Bureau:
    """The bureau with these communities instead of those with the same ids."""
    every = {**bureau.areas, **{area.id: area for area in areas}}
    return replace(bureau, areas=dict(sorted(every.items())))


def vacancies_kept(bureau: Bureau, ids: Iterable[str], on: dt.date, reason: str = REASON) -> Bureau:
    """The bureau with the vacancies of these communities as they follow from who serves from that day on."""
    areas = (bureau.areas[id_] for id_ in ids)
    return with_area(
        bureau, *(area.model_copy(update={"vacancies": _vacancies(area, on, reason)}) for area in areas)
    )


def _vacancies(area: Area, on: dt.date, reason: str) -> tuple[Vacancy, ...]:
    """The vacancies once it is known who serves from `on`: none while somebody does, one until somebody begins."""
    serving = [one for one in area.officers if one.role is Role.COMMUNITY_OFFICER]
    if any(one.in_post_on(on) for one in serving):
        return tuple(
            one.model_copy(update={"until": on - _DAY}) if one.covers(on) else one
            for one in area.vacancies
            if one.since < on or not any(officer.in_post_on(one.since) for officer in serving)
        )
    if area.vacancy_on(on) is not None:
        return area.vacancies
    begins = min((one.since for one in serving if one.since > on), default=None)
    if area.until is not None and begins is None:
        begins = area.until + _DAY
    until = begins - _DAY if begins is not None else None
    return (*area.vacancies, Vacancy(since=on, until=until, reason=reason))
