"""Rules about stations that end, and about communities that change their station."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from generator.checks.references import station_exists
from generator.checks.rules import Findings, each, rule
from generator.model.area import Area
from generator.model.bureau import Bureau
from generator.problems import Problem

_DAY: Final = dt.timedelta(days=1)


@each("areas", "E303")
def check_every_earlier_station_exists(area: Area, bureau: Bureau) -> Findings:
    """社区以前归的派出所有档案。"""
    for at, earlier in enumerate(area.earlier_stations):
        yield from station_exists(bureau, earlier.station, area.path, "earlier_stations", at, "station")


@rule("areas")
def check_every_merged_station_went_into_one_that_there_is(bureau: Bureau) -> Iterator[Problem]:
    """撤销的派出所并入的派出所有档案,撤销以后还在。"""
    for station in bureau.stations.values():
        heir = station.merged_into
        if heir is None or station.until is None:
            continue
        yield from station_exists(bureau, heir, station.path, "merged_into")
        if heir in bureau.stations and not bureau.stations[heir].exists_on(station.until + _DAY):
            yield bureau.place(station.path, "merged_into").problem(
                "E310",
                f"{station.name}到 {station.until} 为止,第二天{bureau.stations[heir].name}({heir})还没有设立,"
                "或者也已经撤销。",
                "请核对两个派出所的 since 和 until,写真正接管的派出所。",
            )


@rule()
def check_no_area_outlasts_its_station(bureau: Bureau) -> Iterator[Problem]:
    """派出所撤销以后,没有社区还归它。"""
    for area in bureau.areas.values():
        spans = [
            (("earlier_stations", at, "until"), one.station, one.until)
            for at, one in enumerate(area.earlier_stations)
        ]
        for keys, id_, last in (*spans, (("station",), area.station, area.until)):
            ended = bureau.stations[id_].until if id_ in bureau.stations else None
            if ended is not None and (last is None or last > ended):
                name = bureau.stations[id_].name
                yield bureau.place(area.path, *keys).problem(
                    "E310",
                    f"{name}到 {ended} 为止,{area.name}第二天还归它。",
                    f"请运行 jingwu community move {area.id} --to 接管的派出所 --on {ended + _DAY};"
                    f"社区同时撤销的,写 until: {ended};派出所没有撤销的,删去它的 until。",
                )
