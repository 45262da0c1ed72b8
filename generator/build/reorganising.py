"""Communities and stations that move, merge, split, end or get another name: records as they are afterwards.

Pure functions from a bureau to a bureau. `on` is the first day of what is new; what was ends on the day before.
Ids never change, and nothing that a past month is worked out from is overwritten.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar

from generator.build.postings import come_along, known_area, refuse, vacancies_kept, with_area
from generator.model.area import Area, Cover, EstateCover, Headcount, Population, StreetCover, Verified
from generator.model.bureau import Bureau
from generator.model.history import EarlierName, EarlierStation
from generator.model.meeting import Meeting, MeetingStatus
from generator.model.officer import Vacancy
from generator.model.station import Station

_DAY: Final = dt.timedelta(days=1)
_NEW: Final = "新设社区，社区民警正在选配，急事请打派出所 24 小时电话"
N = TypeVar("N", Area, Station)


def move_area(bureau: Bureau, id_: str, to: str, on: dt.date) -> Bureau:
    """The community belongs to another station from that day on; the month goes to the station of its last day."""
    area, station = known_area(bureau, id_, on), known_station(bureau, to, on)
    if area.station == to:
        refuse(area.path, f"{area.name}已经归{station.name}", "请核对 --to 写的派出所")
    last = max((one.until for one in area.earlier_stations), default=area.since or dt.date.min)
    if last >= on - _DAY or (area.since is not None and area.since >= on):
        refuse(area.path, f"{area.name}在 {on} 以前不归{area.station}", "请核对 --on 的日期")
    earlier = EarlierStation(station=area.station, until=on - _DAY)
    changed = {"station": to, "earlier_stations": (*area.earlier_stations, earlier)}
    return with_area(bureau, area.model_copy(update=changed))


def rename_area(bureau: Bureau, id_: str, name: str, on: dt.date) -> Bureau:
    """The community has another name from that day on; residents find it by the old one too."""
    return with_area(bureau, _renamed(known_area(bureau, id_, on), name, on))


def rename_station(bureau: Bureau, id_: str, name: str, on: dt.date) -> Bureau:
    """The station has another name from that day on."""
    return _with_station(bureau, _renamed(known_station(bureau, id_, on), name, on))


def merge_areas(bureau: Bureau, ids: Sequence[str], into: str, on: dt.date, decision: str) -> Bureau:
    """Communities end, and another takes over their land, residents, names and officers; meetings to come are off."""
    for id_ in ids:
        gone, heir = known_area(bureau, id_, on - _DAY), known_area(bureau, into, on)
        if gone.id == into or gone.until is not None:
            refuse(gone.path, f"{gone.name}不能并入{heir.name}:是同一个,或者已经写了撤销", "请核对两个编号")
        bureau = with_area(bureau, _dissolved(gone, into, on, decision), _joined(heir, gone, on))
        off = (_cancelled(one, heir) for one in bureau.meetings.values() if one.area == id_)
        meetings = {one.id: one for one in off if one.date >= on}
        bureau = replace(bureau, meetings={**bureau.meetings, **meetings})
    return vacancies_kept(bureau, (into,), on)


@dataclass(frozen=True, kw_only=True)
class NewArea:
    """A community that is split off: what it takes along. `covers` are names of streets and estates."""

    id: str
    name: str
    divisions: tuple[str, ...]
    residents: int
    covers: tuple[str, ...] = ()


def split_area(bureau: Bureau, id_: str, new: NewArea, on: dt.date, decision: str) -> Bureau:
    """A part of the community becomes one of its own, in the same station and without an officer yet."""
    area = known_area(bureau, id_, on)
    kept = tuple(code for code in area.divisions if code not in new.divisions)
    unknown = [*(code for code in new.divisions if code not in area.divisions)]
    unknown += [name for name in new.covers if name not in map(_place_of, area.covers)]
    if unknown or not kept or not new.divisions or new.id in bureau.areas:
        what = (
            f"没有{'、'.join(unknown)}"
            if unknown
            else "编号已有"
            if new.id in bureau.areas
            else "两边都要有区划代码"
        )
        refuse(area.path, f"{area.name}分不出{new.name}:{what}", "请核对编号、区划代码、街道和小区的名称")
    left = area.population.residents - new.residents
    if left < 0 or new.residents < 0:
        refuse(
            area.path,
            f"从{area.name}的 {area.population.residents} 人里分不出 {new.residents} 人",
            "请核对",
        )
    rest = {
        "divisions": kept,
        "covers": tuple(one for one in area.covers if _place_of(one) not in new.covers),
        "population": _counted(area.population, on, _as_counted(area.population, left)),
    }
    by = bureau.stations[area.station].name
    made = Area.model_construct(
        id=new.id,
        station=area.station,
        name=new.name,
        kind=area.kind,
        since=on,
        decision=decision,
        divisions=new.divisions,
        population=_counted(None, on, _as_counted(area.population, new.residents)),
        covers=tuple(one for one in area.covers if _place_of(one) in new.covers),
        verified=Verified(on=min(on, area.verified.on), by=by),
        vacancies=(Vacancy(since=on, reason=_NEW),),
    )
    return with_area(bureau, area.model_copy(update=rest), made)


def merge_stations(bureau: Bureau, id_: str, into: str, on: dt.date) -> Bureau:
    """The station ends, and all its communities belong to another from that day on."""
    station, heir = known_station(bureau, id_, on - _DAY), known_station(bureau, into, on)
    if station is heir or station.until is not None:
        refuse(station.path, f"{station.name}不能并入{heir.name}:是同一个,或者已经写了撤销", "请核对两个编号")
    for area in bureau.areas.values():
        if area.station == id_ and area.exists_on(on):
            bureau = move_area(bureau, area.id, into, on)
    ended = station.model_copy(update={"until": on - _DAY, "merged_into": into})
    return _with_station(bureau, ended)


def close_station(bureau: Bureau, id_: str, on: dt.date) -> Bureau:
    """The station ends; its communities must have been moved or dissolved before."""
    station = known_station(bureau, id_, on - _DAY)
    left = [one.name for one in bureau.areas.values() if one.station == id_ and one.exists_on(on)]
    if left or station.until is not None:
        refuse(
            station.path,
            f"{station.name}" + (f"还有社区:{'、'.join(left)}" if left else "已经写了撤销"),
            "先用 jingwu community move 把社区改归别的所;都归同一个所的,用 jingwu station merge",
        )
    return _with_station(bureau, station.model_copy(update={"until": on - _DAY}))


def known_station(bureau: Bureau, id_: str, on: dt.date) -> Station:
    """The station, which must be there on that day. Raises ProblemsFound."""
    station = bureau.stations.get(id_)
    if station is None:
        refuse("data/stations/", f"没有编号为“{id_}”的派出所", "编号就是文件名,见 data/stations/")
    if not station.exists_on(on):
        refuse(station.path, f"{station.name}在 {on} 还没有设立,或者已经撤销", "请核对派出所和 --on 的日期")
    return station


def _with_station(bureau: Bureau, station: Station) -> Bureau:
    return replace(bureau, stations={**bureau.stations, station.id: station})


def _renamed(record: N, name: str, on: dt.date) -> N:
    if record.name == name or any(one.until >= on - _DAY for one in record.earlier_names):
        refuse(record.path, f"{record.name}不能从 {on} 起改名{name}", "请核对新的名称和 --on 的日期")
    earlier = EarlierName(name=record.name, until=on - _DAY)
    return record.model_copy(update={"name": name, "earlier_names": (*record.earlier_names, earlier)})


def _dissolved(area: Area, into: str, on: dt.date, decision: str) -> Area:
    """The community with its last day; nothing in it lasts longer."""
    last = on - _DAY

    def ended(entries: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(
            one if one.until is not None and one.until <= last else one.model_copy(update={"until": last})
            for one in entries
            if one.since <= last
        )

    changed = {
        "until": last,
        "decision": decision,
        "merged_into": (into,),
        "officers": ended(area.officers),
        "vacancies": ended(area.vacancies),
    }
    return area.model_copy(update=changed)


def _joined(heir: Area, gone: Area, on: dt.date) -> Area:
    """The heir with what it takes over; whoever serves in both is entered once."""
    there = {one.badge for one in heir.officers if one.in_post_on(on) and one.badge}
    coming = (one for one in gone.officers if one.in_post_on(on) and one.badge not in there)
    called = (gone.name, *gone.aliases)
    return heir.model_copy(
        update={
            "aliases": (*heir.aliases, *(one for one in called if one not in (heir.name, *heir.aliases))),
            "divisions": (*heir.divisions, *(one for one in gone.divisions if one not in heir.divisions)),
            "villages": (*heir.villages, *(one for one in gone.villages if one not in heir.villages)),
            "covers": (*heir.covers, *(one for one in gone.covers if one not in heir.covers)),
            "population": _summed(heir.population, gone.population, on),
            "officers": (*heir.officers, *(come_along(one, heir, on) for one in coming)),
        }
    )


def _summed(heir: Population, gone: Population, on: dt.date) -> Population:
    """Both counts together; where they count different things, as many as the standard counts."""
    if why := heir.not_counted or gone.not_counted:
        return _counted(heir, on, {"not_counted": why})
    counts = {
        key: own + other
        for key in ("actual", "permanent", "temporary")
        if (own := getattr(heir, key)) is not None and (other := getattr(gone, key)) is not None
    }
    if not counts.keys() & {"actual", "permanent"}:
        counts = dict(_as_counted(heir, heir.residents + gone.residents))
    return _counted(heir, on, counts)


def _as_counted(population: Headcount, residents: int) -> Mapping[str, int]:
    return {"actual" if population.actual is not None else "permanent": residents}


def _counted(before: Population | None, on: dt.date, counts: Mapping[str, int | str]) -> Population:
    """A new count on that day, and the one before among the earlier ones."""
    earlier: tuple[Headcount, ...] = ()
    if before is not None:
        last = Headcount(**{name: getattr(before, name) for name in Headcount.model_fields})
        earlier = tuple(one for one in (*before.earlier, last) if one.as_of < on)
    return Population.model_validate({"as_of": on, "earlier": earlier, **counts})


def _place_of(cover: Cover) -> str:
    match cover:
        case StreetCover():
            return cover.street
        case EstateCover():
            return cover.estate


def _cancelled(meeting: Meeting, heir: Area) -> Meeting:
    if not meeting.status.is_open:
        return meeting
    changed = {
        "status": MeetingStatus.CANCELLED,
        "status_note": f"社区并入{heir.name}",
        "revision": meeting.revision + 1,
    }
    return meeting.model_copy(update=changed)
