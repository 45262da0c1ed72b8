"""Rules about an area: its station, its places, its residents, its post's services, its verification."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final

from generator.checks.references import no_such
from generator.model.area import Area, Headcount
from generator.model.bureau import Bureau
from generator.problems import Problem


def check_every_area_belongs_to_a_station(bureau: Bureau, _as_of: dt.date) -> Iterator[Problem]:
    """每个社区都属于一个有档案的派出所。"""
    known = {station.id: station.name for station in bureau.stations.values()}
    for area in bureau.areas.values():
        if area.station not in known:
            yield no_such(bureau.place(area.path, "station"), "派出所", area.station, known)


def check_every_place_belongs_to_one_area(bureau: Bureau, _as_of: dt.date) -> Iterator[Problem]:
    """一个区划代码(社区、村)只归一个社区或警务区,也只写一次。"""
    owners: dict[str, Area] = {}
    for area in bureau.areas.values():
        for at, code in enumerate(area.divisions):
            owner = owners.setdefault(code, area)
            if owner is not area or code in area.divisions[:at]:
                yield _claimed_twice(bureau, area, at, owner)


def _claimed_twice(bureau: Bureau, area: Area, at: int, owner: Area) -> Problem:
    where = "本文件前面已经写过" if owner is area else f"已归{owner.name}({owner.path})"
    return Problem(
        code="E304",
        place=bureau.place(area.path, "divisions", at),
        message=f"区划代码 {area.divisions[at]} {where}。",
        hint="一个社区、村只归一个社区民警责任区:请核对代码,删去多写的一处。",
    )


def check_every_service_at_a_post_is_described(bureau: Bureau, _as_of: dt.date) -> Iterator[Problem]:
    """警务室能办的事项都写在 services.yml 里。"""
    known = {service.id: service.title for service in bureau.services.services}
    for area in bureau.areas.values():
        if area.post is None:
            continue
        listed: list[tuple[tuple[str | int, ...], Sequence[str]]] = [(("services",), area.post.services)]
        for number, earlier in enumerate(area.post.earlier):
            listed.append((("earlier", number, "services"), earlier.services or ()))
        for keys, services in listed:
            for at, service in enumerate(services):
                if service not in known:
                    place = bureau.place(area.path, "post", *keys, at)
                    yield no_such(place, "服务事项", service, known)


def check_every_kind_of_area_has_its_duties(bureau: Bureau, _as_of: dt.date) -> Iterator[Problem]:
    """有哪一类社区,duties.yml 里就写明那一类社区民警的职责。"""
    described = {listed.kind for listed in bureau.duties.kinds}
    for kind in sorted({area.kind for area in bureau.areas.values()} - described):
        yield Problem(
            code="E303",
            place=bureau.place("data/duties.yml", "kinds"),
            message=f"没有写{kind.label}({kind})的职责,而全市有这一类社区。",
            hint=f"请在 kinds 里补一份 kind: {kind}。",
        )


def check_temporary_residents_are_among_the_residents(bureau: Bureau, _as_of: dt.date) -> Iterator[Problem]:
    """暂住人口不多于实有人口。"""
    for area in bureau.areas.values():
        counts: list[tuple[tuple[str | int, ...], Headcount]] = [((), area.population)]
        counts += [(("earlier", at), count) for at, count in enumerate(area.population.earlier)]
        for keys, count in counts:
            if count.temporary is not None and count.actual is not None and count.temporary > count.actual:
                yield Problem(
                    code="E310",
                    place=bureau.place(area.path, "population", *keys, "temporary"),
                    message=f"暂住人口 {count.temporary} 人多于实有人口 {count.actual} 人。",
                    hint="实有人口包括暂住人口:请核对 temporary 和 actual。",
                )


def check_contact_data_are_verified_in_time(bureau: Bureau, as_of: dt.date) -> Iterator[Problem]:
    """社区的联系信息在规定天数内核实过。"""
    limit = bureau.policy.standards.verification_days.value
    for area in bureau.areas.values():
        days = (as_of - area.verified.on).days
        if days > limit:
            yield Problem(
                code="W324",
                place=bureau.place(area.path, "verified", "on"),
                message=f"{area.name}的联系信息上次核实是 {area.verified.on},已过 {days} 天,"
                f"每 {limit} 天应核实一次。",
                hint="请打一遍公布的电话、核对开放时间,再把 verified.on 改为核实的日期,原来的日期移进 earlier。",
            )


RULES: Final = (
    check_every_area_belongs_to_a_station,
    check_every_place_belongs_to_one_area,
    check_every_service_at_a_post_is_described,
    check_every_kind_of_area_has_its_duties,
    check_temporary_residents_are_among_the_residents,
    check_contact_data_are_verified_in_time,
)
