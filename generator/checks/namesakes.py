"""Rules about the names of stations and communities: residents tell them apart by name alone."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import TypeVar

from generator.checks.overlaps import Span, clashes
from generator.checks.rules import rule
from generator.checks.writing import how_written
from generator.model.area import Area
from generator.model.bureau import Bureau
from generator.model.station import Station
from generator.problems import Problem
from generator.text.comparing import comparable

T = TypeVar("T", Area, Station)


@rule("stations")
def check_no_two_stations_have_one_name(bureau: Bureau) -> Iterator[Problem]:
    """全市的派出所不重名。"""
    named: dict[str, list[Span[Station]]] = defaultdict(list)
    for station in bureau.stations.values():
        named[comparable(station.name)].append(_span(station))
    for spans in named.values():
        for later, met in clashes(spans):
            yield _namesake(bureau, later.of, f"派出所“{later.of.name}”", met.of, "区、街道")


@rule("areas")
def check_no_two_areas_of_a_station_have_one_name(bureau: Bureau) -> Iterator[Problem]:
    """一个派出所的社区不重名;撤销以后同名新设的不算。"""
    named: dict[tuple[str, str], list[Span[Area]]] = defaultdict(list)
    for area in bureau.areas.values():
        named[area.station, comparable(area.name)].append(_span(area))
    for spans in named.values():
        for later, met in clashes(spans):
            yield _namesake(bureau, later.of, f"“{later.of.name}”", met.of, "村、方位")


def _span(of: T) -> Span[T]:
    return Span(first=of.since or dt.date.min, last=of.until or dt.date.max, claim=of.id, of=of)


def _namesake(bureau: Bureau, second: Area | Station, what: str, first: Area | Station, by: str) -> Problem:
    return bureau.place(second.path, "name").problem(
        "W338",
        f"{what}有两个,另一个是 {first.id}({first.path}){how_written(first.name, second.name)},"
        "居民分不出是哪一个。",
        f"请在 name 里加上能区分的字,如{by}或“一”“二”。{_same(bureau, second, first)}",
    )


def _same(bureau: Bureau, second: Area | Station, first: Area | Station) -> str:
    """Hint for two files of one station or community: delete a file only if no other record refers to it."""
    named = bureau.areas_named if isinstance(second, Area) else bureau.stations_named
    free = next((one for one in (second, first) if not named[one.id]), None)
    if free is not None:
        return (
            f"其实是同一个的,请删去 {free.path}(没有月报、会议和公布过的排名用到它),里面独有的内容先移过去。"
        )
    return "其实是同一个的,两个文件都不要删:月报、会议或公布过的排名用到它们,请在其中一个里写 until 和 merged_into。"
