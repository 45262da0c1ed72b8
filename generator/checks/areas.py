"""Rules about an area: its station, places, residents, services, verification, and awarded titles that expire.

An awarded title (示范社区 方案四(四), 安全小区 方案四(二)) stays on record: published months and past years use it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final

from generator.checks.references import no_such, no_such_area, station_exists
from generator.checks.rules import Findings, Found, Keys, each, rule
from generator.model.area import Area, Headcount
from generator.model.bureau import Bureau
from generator.model.prevention import SafePlace, standing_places
from generator.problems import Problem

_DAY: Final = dt.timedelta(days=1)


@each("areas", "E303")
def check_every_area_belongs_to_a_station(area: Area, bureau: Bureau) -> Findings:
    """每个社区都属于一个有档案的派出所。"""
    yield from station_exists(bureau, area.station, area.path, "station")


@rule("areas")
def check_every_place_belongs_to_one_area(bureau: Bureau) -> Iterator[Problem]:
    """一个区划代码(社区、村)只归一个社区或警务区,也只写一次;写了撤销日期的社区不算,接管的可以先写。"""
    owners: dict[str, Area] = {}
    for area in bureau.lasting_areas:
        for at, code in enumerate(area.divisions):
            owner = owners.setdefault(code, area)
            if owner is not area or code in area.divisions[:at]:
                yield _claimed_twice(bureau, area, at, owner)


def _claimed_twice(bureau: Bureau, area: Area, at: int, owner: Area) -> Problem:
    where = "本文件前面已经写过" if owner is area else f"已归{owner.name}({owner.path})"
    return bureau.place(area.path, "divisions", at).problem(
        "E304",
        f"区划代码 {area.divisions[at]} {where}。",
        "请删去多写的这一处。"
        if owner is area
        else "一个社区、村只归一个社区民警责任区:请核对代码,改正写错的一处;"
        "社区合并、拆分、改归别的派出所的,原来的社区写 until 和 merged_into,代码不删。",
    )


@each("areas", "E303")
def check_every_service_at_a_post_is_described(area: Area, bureau: Bureau) -> Findings:
    """警务室能办的事项都写在 services.yml 里。"""
    known = {service.id: service.title for service in bureau.services.services}
    if area.post is None:
        return
    listed: list[tuple[Keys, Sequence[str]]] = [(("services",), area.post.services)]
    for number, earlier in enumerate(area.post.earlier):
        listed.append((("earlier", number, "services"), earlier.services or ()))
    for keys, services in listed:
        for at, service in enumerate(services):
            if service not in known:
                place = bureau.place(area.path, "post", *keys, at)
                yield no_such(place, "服务事项", service, known)


@rule("areas")
def check_every_kind_of_area_has_its_duties(bureau: Bureau, as_of: dt.date) -> Iterator[Problem]:
    """有哪一类社区,duties.yml 里就写明那一类社区民警的职责。"""
    described = {listed.kind for listed in bureau.duties.kinds}
    for kind in sorted({area.kind for area in bureau.areas_on(as_of)} - described):
        yield bureau.place("data/duties.yml", "kinds").problem(
            "E303",
            f"没有写{kind.label}({kind})的职责,而全市有这一类社区。",
            f"请在 kinds 里补一份 kind: {kind}。",
        )


@each("areas", "E310")
def check_temporary_residents_are_among_the_residents(area: Area) -> Findings:
    """暂住人口不多于实有人口。"""
    counts: list[tuple[Keys, Headcount]] = [((), area.population)]
    counts += [(("earlier", at), count) for at, count in enumerate(area.population.earlier)]
    for keys, count in counts:
        if count.temporary is not None and count.actual is not None and count.temporary > count.actual:
            yield Found(
                ("population", *keys, "temporary"),
                f"暂住人口 {count.temporary} 人多于实有人口 {count.actual} 人。",
                "实有人口包括暂住人口:请核对 temporary 和 actual。",
            )


@each("areas", "W324", today=True)
def check_contact_data_are_verified_in_time(area: Area, bureau: Bureau, as_of: dt.date) -> Findings:
    """社区的联系信息在规定天数内核实过。"""
    limit = bureau.policy_on(as_of).standards.verification_days.value
    days = (as_of - area.verified.on).days
    if days > limit:
        yield Found(
            ("verified", "on"),
            f"{area.name}的联系信息上次核实是 {area.verified.on},已过 {days} 天,每 {limit} 天应核实一次。",
            "请打一遍公布的电话、核对开放时间,再把 verified.on 改为核实的日期,"
            f"并把原来的 {area.verified.on} 加进 verified.earlier。",
        )


@rule()
def check_every_merged_area_went_into_one_that_there_is(bureau: Bureau) -> Iterator[Problem]:
    """撤销的社区并入的社区有档案,撤销以后还在。"""
    known = {area.id: area.name for area in bureau.areas.values()}
    for area in bureau.areas.values():
        for at, id_ in enumerate(area.merged_into):
            where = area.path, "merged_into", at
            if id_ not in known:
                yield no_such_area(bureau, bureau.place(*where), id_)
            elif area.until is not None and not bureau.areas[id_].exists_on(area.until + _DAY):
                yield bureau.place(*where).problem(
                    "E310",
                    f"{area.name}到 {area.until} 为止,第二天{known[id_]}({id_})还没有设立,或者也已经撤销。",
                    "请核对两个社区的 since 和 until,写真正接管的社区。",
                )


@each("areas", "E310")
def check_nothing_in_an_area_outlasts_it(area: Area) -> Findings:
    """社区撤销以后,没有民警还在那里任职,也没有空缺。"""
    if area.until is None:
        return
    entries = [
        (("officers", at), f"{officer.named}的任职", officer.until)
        for at, officer in enumerate(area.officers)
    ]
    entries += [(("vacancies", at), "空缺", vacancy.until) for at, vacancy in enumerate(area.vacancies)]
    for keys, what, until in entries:
        if until is None or until > area.until:
            yield Found(
                keys,
                f"{area.name}到 {area.until} 为止,{what}"
                + ("没有写到哪天为止。" if until is None else f"到 {until},比社区还晚。"),
                f"请写 until: {area.until}(或更早)"
                + (";到别处任职的,登记在那个社区。" if keys[0] == "officers" else "。"),
            )


# After this time the warning ends: if a title was not awarded again, the clerk has nothing to write.
_REMINDED: Final = dt.timedelta(days=365)


@each("areas", "W325", today=True)
def check_no_demonstration_community_has_expired(area: Area, as_of: dt.date) -> Findings:
    """已命名的示范社区在有效期内。"""
    for at, brand in enumerate(area.brands):
        if brand.has_expired(as_of):
            was = f"{{reviewed_on: {brand.reviewed_on}, expires_on: {brand.expires_on}}}"
            yield Found(
                ("brands", at, "expires_on"),
                f"{brand.kind.label}“{brand.title}”有效期到 {brand.expires_on},已经过了。",
                f"不再做的,写 until: {brand.expires_on}。"
                f"复核过的,先把原来的考核写进这个项目的 earlier: - {was},以前年度仍算通过;"
                "复核通过的,再改 reviewed_on 和 expires_on,没有通过的,再把 stage 改为 withdrawn。",
            )


@each("areas", "W325", today=True)
def check_no_safe_place_has_expired(area: Area, bureau: Bureau, as_of: dt.date) -> Findings:
    """安全小区、安全村居在有效期内;过期的一条留着,过期满一年不再提醒。"""
    places = area.prevention.safe_places if area.prevention else ()
    for place in standing_places(places, as_of):
        if place.expires_on < as_of <= place.expires_on + _REMINDED:
            yield _expired(bureau, area, place, places.index(place))


def _expired(bureau: Bureau, area: Area, place: SafePlace, at: int) -> Problem:
    entry = f"{{kind: {place.kind}, name: {place.name}, awarded_on: ……, expires_on: ……}}"
    return bureau.place(area.path, "prevention", "safe_places", at, "expires_on").problem(
        "W325",
        f"{place.kind.label}“{place.name}”有效期到 {place.expires_on},已经过了。",
        "这一条不改也不删,以前的月份要用它:重新授予的,在 safe_places 里另加一条 "
        f"- {entry};没有重新授予的不用写,{place.expires_on + _REMINDED} 以后不再提醒。",
    )
