"""Divide the places: a station for each town, an area for each community or group of villages, and their land."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from generator.founding.names import Given, slug
from generator.founding.places import Division
from generator.founding.texts import words
from generator.model.area import AreaKind
from generator.model.station import StationKind

# Residents of an urban or town community: at, between and beyond the steps of the staffing standard.
_RESIDENTS: Final = (5200, 6500, 7300, 5000, 9100, 8000, 3900, 6501, 5800, 10800, 4600, 6900)
_OF_A_VILLAGE: Final = 2000
_TOWNSHIPS: Final = ("镇", "乡", "苏木")
_REMARK: Final = re.compile(r"（[^）]*）|\([^)]*\)")
# The suffix that a station's name omits, unless a single character or an ethnic name would be left: 满族乡.
_SHORTENED: Final = re.compile("(?<=..)(?<!族)(街道办事处|街道|镇|乡)$")

_NUMERALS: Final = tuple("一二三四五六七八九十")
# Matches 24号 in 复兴路24号, and the whole of 3531厂 and 第一.
_NUMBERED: Final = re.compile(r"(\d[\d\-—、至]*[号弄院栋幢组队区厂]*|第[\d一二三四五六七八九十百]+)$")
_ROAD: Final = re.compile("(路|街|巷|弄|胡同|大道)$")
_LANE: Final = re.compile("(?<=..)(巷|弄|胡同)$")


@dataclass(frozen=True, kw_only=True)
class Town:
    """A street office, town, township or zone, and the station that polices it."""

    id: str
    name: str
    station: str
    kind: StationKind
    district: str
    divisions: tuple[Division, ...]


@dataclass(frozen=True, kw_only=True)
class Territory:
    """The land of one area: a community or some villages; `base` is the base name of the first."""

    id: str
    town: Town
    name: str
    base: str
    kind: AreaKind
    divisions: tuple[Division, ...]
    residents: int


def base_name(official: str) -> str:
    """The name of a place without its kind: 官柳社区居委会 -> 官柳, 四份村委会（含移民新区） -> 四份."""
    plain = _REMARK.sub("", official).strip() or official
    return re.sub("(社区)?(居委会|居民委员会)$|社区$|(村委会|村民委员会)$", "", plain) or plain


def is_village(division: Division) -> bool:
    """Is it a 村委会, or another place with a rural number that is not named a community?"""
    name = _REMARK.sub("", division.name).strip()
    if name.endswith(("村委会", "村民委员会")):
        return True
    has_rural_number = 200 <= division.number < 400 or division.number >= 500
    return has_rural_number and not name.endswith(("社区", "居委会", "居民委员会"))


def towns_of(divisions: Sequence[Division]) -> Iterator[Town]:
    """Yield the towns in code order; if two stations share a name, the second gets more of its town's name."""
    ids, stations = Given(), Given()
    for code, group in itertools.groupby(divisions, key=lambda division: division.town_code):
        places = tuple(group)
        name = places[0].town
        short, whole = _SHORTENED.sub("", name), f"{places[0].district}{name}"
        names = (f"{short}派出所", f"{name}派出所", f"{whole}派出所")
        yield Town(
            id=ids.first_free(slug(short), numbered=f"{slug(short)}-no{code}".lstrip("-")),
            name=name,
            station=stations.first_free(*names, numbered=f"{whole}第{{}}派出所"),
            district=places[0].district,
            kind=_station_kind(name, has_communities=not all(map(is_village, places))),
            divisions=places,
        )


def _station_kind(town: str, *, has_communities: bool) -> StationKind:
    if town.endswith(_TOWNSHIPS):
        return StationKind.TOWN if has_communities else StationKind.RURAL
    is_zone = town.endswith(("街道", "街道办事处", "开发区", "经济区"))
    return StationKind.URBAN if has_communities or is_zone else StationKind.RURAL


def territories_of(towns: Sequence[Town], group_size: int) -> Iterator[Territory]:
    """Yield the areas of all towns in code order; rural ones of about `group_size` residents, named after the first."""
    residents, ids = itertools.cycle(_RESIDENTS), Given()
    for town in towns:
        names = Given()
        communities = AreaKind.TOWN if town.name.endswith(_TOWNSHIPS) else AreaKind.URBAN
        for places in _shares(town, group_size):
            first, is_rural = places[0], is_village(places[0])
            base = base_name(first.name)
            own = f"{town.id}-{slug(base)}".rstrip("-")
            # A community keeps its official name, except 居委会 after 社区.
            name = f"{base}警务区" if is_rural else re.sub("社区(居委会|居民委员会)$", "社区", first.name)
            numbered = f"{base}第{{}}警务区" if is_rural else f"{name}（{{}}）"
            yield Territory(
                id=ids.first_free(own if own != town.id else "", numbered=f"{own}-no{first.code[-3:]}"),
                town=town,
                name=names.first_free(name, numbered=numbered),
                base=base,
                kind=AreaKind.RURAL if is_rural else communities,
                divisions=places,
                residents=_OF_A_VILLAGE * len(places) if is_rural else next(residents),
            )


def _shares(town: Town, group_size: int) -> Iterator[tuple[Division, ...]]:
    """Yield each community alone, then villages in equal groups."""
    yield from ((division,) for division in town.divisions if not is_village(division))
    villages = tuple(division for division in town.divisions if is_village(division))
    groups = max(1, round(len(villages) * _OF_A_VILLAGE / group_size))
    bounds = [len(villages) * at // groups for at in range(groups + 1)]
    yield from (villages[start:end] for start, end in itertools.pairwise(bounds) if start < end)


def village_name(official: str) -> str:
    """A village in everyday form: 四份村委会（含移民新区） -> 四份村（含移民新区）, 四份村村委会 -> 四份村."""
    return re.sub("村?(?:村民委员会|村委会)", "村", official)


def covers_of(territories: Sequence[Territory]) -> dict[str, list[dict[str, Any]]]:
    """The land of each area, by id; neighbouring areas of a station share a street by odd and even numbers."""
    given = Given()
    covers = {territory.id: _own_land(territory, given) for territory in territories}
    with_streets = (territory for territory in territories if territory.kind is not AreaKind.RURAL)
    for _, members in itertools.groupby(with_streets, key=lambda territory: territory.town.id):
        neighbours = [covers[territory.id] for territory in members]
        for first, second in zip(neighbours[::2], neighbours[1::2], strict=False):
            street = first[0]["street"]
            first[0] = {"street": street, "from": 1, "to": 199, "parity": "odd"}
            second.insert(0, {"street": street, "from": 2, "to": 198, "parity": "even"})
    return covers


def _own_land(territory: Territory, given: Given) -> list[dict[str, Any]]:
    def name(wanted: str) -> str:
        longer = f"{territory.town.name}{wanted}"
        return given.first_free(wanted, longer, numbered=f"{longer}（{{}}）")

    if territory.kind is AreaKind.RURAL:
        return [{"estate": name(village_name(division.name))} for division in territory.divisions]
    stem = stem_of(territory)
    alley = _LANE.sub("", stem)
    # 五一一巷 would be read as number eleven.
    first, second = ("东巷", "西巷") if alley.endswith(_NUMERALS) else ("一巷", "二巷")
    return [
        {"street": name(stem if _ROAD.search(stem) else f"{stem}路"), "from": 1, "to": 88},
        {"street": name(f"{alley}{first}"), "from": 1, "to": 45, "parity": "odd"},
        {"street": name(f"{alley}{second}"), "from": 1, "to": 60},
        {"estate": name(f"{stem}小区")},
        {"estate": name(f"{stem}花园"), "buildings": ["1栋", "2栋", "3栋"]},
    ]


def stem_of(territory: Territory) -> str:
    """The base of invented street and estate names: the area's name without a number, else a common name."""
    common = words("names")["streets"]
    return _NUMBERED.sub("", territory.base) or str(common[territory.divisions[0].number % len(common)])
