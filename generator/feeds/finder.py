"""The finder's index: every name by which a resident may search for a place, an officer or a page, and its pinyin.

All preparation is done here, so that the script does little and cannot differ: keys of names, buildings, words around
a name, the grammar of addresses, characters that are typed instead of others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

import opencc
import orjson

from generator.disk import library_data
from generator.facts.villages import times_by_village
from generator.feeds.asking import AFTER, BEFORE, topics
from generator.feeds.sounds import homophones, sounds
from generator.model.area import EstateCover, StreetCover
from generator.model.officer import Role
from generator.model.public import PublicArea, PublicBureau
from generator.model.station import Station
from generator.text.addresses import RULES, buildings_on_record
from generator.text.comparing import folded
from generator.text.numerals import with_digits
from generator.text.radicals import RADICALS
from generator.wording import weekday_hours_text

Row: TypeAlias = dict[str, Any]


def finder_index(bureau: PublicBureau) -> bytes:
    """The whole index in one file."""
    return orjson.dumps(index_of(bureau))


def index_of(bureau: PublicBureau) -> Row:
    """The index that knowing.js describes; it has a name's key only where that differs in more than numerals."""
    towns = _distinct((station.district, station.town) for station in bureau.stations.values())
    stations = {id_: number for number, id_ in enumerate(bureau.stations)}
    index: Row = {
        "rules": RULES,
        "before": _distinct(map(folded, BEFORE)),
        "after": _distinct(map(folded, AFTER)),
        "city": _distinct([bureau.info.city, bureau.info.name]),
        "towns": towns,
        "stations": [
            _station_row(station, towns, _heir(bureau, station)) for station in bureau.stations.values()
        ],
        "areas": [_area_row(bureau, area, stations) for area in bureau.areas.values()],
        "former": [_former_row(bureau, area, stations) for area in bureau.former.values()],
        "topics": [
            [topic.url, topic.title, topic.kind, topic.phone, _distinct(map(folded, topic.words))]
            for topic in topics(bureau)
        ],
    }
    names = _distinct(names_in(index))
    keys = {name: key for name in names if (key := folded(name)) != with_digits(name)}
    return index | {"keys": keys} | _characters(index, names, keys)


def _heir(bureau: PublicBureau, station: Station) -> Station | None:
    """The station to call instead of a closed one."""
    return bureau.stations.get(station.merged_into or "") if station in bureau.closed_stations else None


def _station_row(station: Station, towns: list[tuple[str, str]], heir: Station | None) -> Row:
    town = towns.index((station.district, station.town))
    phone = (heir or station).phone
    row = {"u": station.id, "n": station.name, "p": phone, "t": town, "a": station.address}
    earlier = _distinct(one.name for one in station.earlier_names)
    return row | {"w": earlier} if earlier else row


def _area_row(bureau: PublicBureau, area: PublicArea, stations: Mapping[str, int]) -> Row:
    """Empty values are left out; `v` marks a vacancy."""
    officers, before = area.officers, (one.name for one in area.earlier_names)
    row: Row = {
        "u": area.id,
        "n": area.name,
        "k": area.kind.label,
        "s": stations[area.station],
        "p": area.officers[0].phone if area.officers else bureau.stations[area.station].phone,
        "v": int(all(officer.role is not Role.COMMUNITY_OFFICER for officer in officers)),
        "o": [officer.name for officer in officers],
        "b": [officer.badge for officer in officers if officer.badge],
        "c": area.divisions,
        "w": _distinct(name for name in (*area.aliases, *before, *area.villages) if name != area.name),
        "r": _streets(area),
        "d": _village_days(area),
        "e": [_estate(cover) for cover in area.covers if isinstance(cover, EstateCover)],
        "a": area.post.address if area.post else "",
    }
    return {key: value for key, value in row.items() if value}


def _village_days(area: PublicArea) -> dict[str, str]:
    """By village: when the officer is there; villages without such days are left out."""
    times = times_by_village(area.villages, area.post, area.officers)
    return {village: f"民警{weekday_hours_text(of_it)}在村里" for village, of_it in times.items() if of_it}


def _streets(area: PublicArea) -> list[list[Any]]:
    covers = (cover for cover in area.covers if isinstance(cover, StreetCover))
    return [[cover.street, cover.start, cover.end, cover.parity.value] for cover in covers]


def _estate(cover: EstateCover) -> list[Any]:
    """The estate alone, or with its buildings: their keys, and their spelling."""
    if not cover.buildings:
        return [cover.estate]
    keys = (key for text in cover.buildings for key in buildings_on_record(folded(text)))
    return [cover.estate, _distinct(keys), "、".join(cover.buildings)]


def _former_row(bureau: PublicBureau, area: PublicArea, stations: Mapping[str, int]) -> Row:
    """A former area: its names lead to its page; its land, unless an area of today covers it, to its successors."""
    heirs = [number for number, id_ in enumerate(bureau.areas) if id_ in _successors(bureau, area)]
    row = _area_row(bureau, area, stations) | {"p": bureau.stations[area.station].phone, "h": heirs}
    return {key: value for key, value in row.items() if key not in {"o", "b", "a", "v", "k", "d"}}


def _successors(bureau: PublicBureau, area: PublicArea) -> set[str]:
    """The areas of today that took over, directly or through areas that were dissolved later."""
    seen: set[str] = set()
    left = list(area.merged_into)
    while left:
        id_ = left.pop()
        if id_ not in seen:
            seen.add(id_)
            left.extend(bureau.former[id_].merged_into if id_ in bureau.former else ())
    return seen & bureau.areas.keys()


def names_in(index: Row) -> Iterator[str]:
    """Every name of a place or officer in an index, or in a part of one."""
    yield from index["city"]
    yield from (name for town in index["towns"] for name in town)
    for row in (*index["stations"], *index["areas"], *index["former"]):
        yield from (row["n"], *row.get("w", ()), *row.get("o", ()))
        yield from (cover[0] for kind in "re" for cover in row.get(kind, ()))


def _characters(index: Row, names: list[str], keys: Mapping[str, str]) -> Row:
    """Readings of the names' characters, homophones, and the traditional characters and radicals typed for them."""
    said = [word for topic in index["topics"] for word in topic[4]]
    read = sounds([*names, *keys.values()], said)
    readings = {syllable for each in read.anywhere.values() for syllable in each.split()}
    known = {
        each
        for text in (*(keys.get(name, name) for name in names), *index["before"], *index["after"])
        for each in text
    }
    known.update(*said, *(pattern for _, pattern in RULES))
    traditional = {
        each: plain for each, plain in _simplified().items() if plain in known and each not in known
    }
    radicals = {each: plain for each, plain in RADICALS.items() if plain in known or plain in traditional}
    return {
        "sounds": _by_syllable(read.anywhere),
        "first": _by_syllable(read.first),
        "alike": homophones(readings, read.anywhere),
        "traditional": ["".join(traditional), "".join(traditional.values())],
        "radicals": ["".join(radicals), "".join(radicals.values())],
    }


def _by_syllable(readings: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for character, syllables in readings.items():
        for syllable in syllables.split():
            found[syllable] = found.get(syllable, "") + character
    return dict(sorted(found.items()))


@lru_cache(maxsize=1)
def _simplified() -> Mapping[str, str]:
    """Traditional character -> the simplified one, where they differ."""
    every = "".join(map(chr, (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))))
    # The whole path: for a bare name the library would first take a file in the current directory.
    tables = Path(opencc.__file__).with_name("clib") / "share/opencc/t2s.json"
    with library_data(tables):
        plain = opencc.OpenCC(str(tables)).convert("\n".join(every)).split("\n")
    return {each: simple for each, simple in zip(every, plain, strict=True) if each != simple}


def _distinct(items: Iterable[Any]) -> list[Any]:
    """The items without duplicates, in order."""
    return list(dict.fromkeys(items))
