"""The finder's index: every name by which a resident may look for a community, an officer or a station.

Names stand as they are written; how their characters are read stands once, in a table beside them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

import orjson

from generator.feeds.sounds import sounds
from generator.model.area import EstateCover, StreetCover
from generator.model.public import PublicArea, PublicBureau
from generator.model.station import Station

Entry: TypeAlias = dict[str, Any]


def normalise(text: str) -> str:
    """As finding.js does it: NFKC, lower case, and of that letters, numbers and marks alone."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return "".join(character for character in folded if unicodedata.category(character)[0] in "LNM")


def finder_index(bureau: PublicBureau) -> bytes:
    """{places, sounds, first, entries}, as finding.js explains them."""
    places = _distinct([bureau.info.city, bureau.info.name])
    entries = [
        *(_area_entry(bureau, area) for area in bureau.areas.values()),
        *(_former_entry(bureau, area) for area in bureau.former.values()),
        *(_station_entry(station) for station in bureau.stations.values()),
    ]
    read = sounds(normalise(name) for name in (*places, *_names_to_read(entries)))
    return orjson.dumps({"places": places, "sounds": read.anywhere, "first": read.first, "entries": entries})


def _names_to_read(entries: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for entry in entries:
        yield from (entry["n"], entry["s"], *entry["o"].split("、"), *entry["w"], *entry["k"])


def _area_entry(bureau: PublicBureau, area: PublicArea) -> Entry:
    station = bureau.stations[area.station]
    streets = [cover for cover in area.covers if isinstance(cover, StreetCover)]
    estates = [cover.estate for cover in area.covers if isinstance(cover, EstateCover)]
    phone = area.officers[0].phone if area.officers else area.post.phone if area.post else station.phone
    return {
        "u": f"communities/{area.id}/",
        "t": area.kind.label,
        "n": area.name,
        "o": "、".join(officer.name for officer in area.officers),
        "p": phone,
        "s": station.name,
        "w": [station.district, station.town],
        "k": _besides(area, *area.villages, *(cover.street for cover in streets), *estates),
        "x": _distinct(
            [*(officer.badge for officer in area.officers), *([area.post.address] if area.post else [])]
        ),
        "r": [[cover.street, cover.start, cover.end, cover.parity.value] for cover in streets],
    }


def _former_entry(bureau: PublicBureau, area: PublicArea) -> Entry:
    """By its own names alone: its streets belong to others now."""
    station = bureau.stations[area.station]
    return {
        "u": f"communities/{area.id}/",
        "t": "已撤销",
        "n": area.name,
        "o": "",
        "p": station.phone,
        "s": station.name,
        "w": [station.district, station.town],
        "k": _besides(area),
        "x": [],
        "r": [],
    }


def _station_entry(station: Station) -> Entry:
    return {
        "u": f"stations/{station.id}/",
        "t": "派出所",
        "n": station.name,
        "o": "",
        "p": station.phone,
        "s": station.town,
        "w": [station.district],
        "k": _distinct([station.town]),
        "x": _distinct([station.address]),
        "r": [],
    }


def _besides(area: PublicArea, *names: str) -> list[str]:
    """The area's names but the first, its own."""
    return _distinct([area.name, *area.aliases, *names])[1:]


def _distinct(names: Iterable[str]) -> list[str]:
    """In order, each once however it is punctuated; those without a letter or digit left out."""
    kept: dict[str, str] = {}
    for name in names:
        kept.setdefault(normalise(name), name)
    return [name for key, name in kept.items() if key]
