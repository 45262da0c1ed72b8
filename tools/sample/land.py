"""Which streets, estates and villages belong to an area; no house number and no building to two of them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from generator.model.area import AreaKind, Cover, EstateCover, Parity, StreetCover
from tools.sample.towns import Territory

_NUMERALS: Final = tuple("一二三四五六七八九十")
# 24号 of 复兴路24号, the whole of 3531厂 and of 第一.
_NUMBERED: Final = re.compile(r"(\d[\d\-—、至]*[号弄院栋幢组队区厂]*|第[\d一二三四五六七八九十百]+)$")
_ROAD: Final = re.compile("(路|街|巷|弄|胡同|大道)$")
_LANE: Final = re.compile("(?<=..)(巷|弄|胡同)$")
_COMMON: Final = ("和平", "建设", "朝阳", "光明", "振兴", "文化", "幸福", "育才", "新华", "友谊")


def village_name(official: str) -> str:
    """A village as people say it: 四份村委会（含移民新区） -> 四份村（含移民新区）, 四份村村委会 -> 四份村."""
    return re.sub("村?(?:村民委员会|村委会)", "村", official)


def covers_of(territories: Sequence[Territory]) -> Mapping[str, tuple[Cover, ...]]:
    """Each area's land, by id. Neighbours of one station share a street, or an estate, in turns of three."""
    names = _Names()
    covers: dict[str, tuple[Cover, ...]] = {}
    for _, group in itertools.groupby(territories, key=lambda territory: territory.town.id):
        members = list(group)
        streets = [territory for territory in members if territory.kind is not AreaKind.RURAL]
        for turn, at in enumerate(range(0, len(streets), 2)):
            covers.update(_shared(streets[at : at + 2], turn % 3, names))
        for territory in members:
            if territory.kind is AreaKind.RURAL:
                covers[territory.id] = tuple(_villages(territory, names))
    return covers


class _Names:
    """Names given so far in the city; one that is taken gets the town's name before it, then a number after it."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def give(self, name: str, town: str) -> str:
        numbered = (f"{town}{name}（{number}）" for number in itertools.count(2))
        choices = itertools.chain((name, f"{town}{name}"), numbered)
        given = next(choice for choice in choices if choice not in self._taken)
        self._taken.add(given)
        return given


def _villages(territory: Territory, names: _Names) -> Iterator[Cover]:
    for division in territory.divisions:
        yield EstateCover(estate=names.give(village_name(division.name), territory.town.name))


def _shared(pair: Sequence[Territory], turn: int, names: _Names) -> Iterator[tuple[str, tuple[Cover, ...]]]:
    first = pair[0]
    estate = names.give(f"{stem_of(first)}花园", first.town.name)
    own = [tuple(_own(territory, names)) for territory in pair]
    street = own[0][0].street
    shares: list[tuple[Cover, ...]] = [
        (
            StreetCover(street=street, start=1, end=199, parity=Parity.ODD),
            StreetCover(street=street, start=2, end=198, parity=Parity.EVEN),
        ),
        (StreetCover(street=street, start=1, end=120), StreetCover(street=street, start=121, end=260)),
        (
            EstateCover(estate=estate, buildings=tuple(f"{number}栋" for number in range(1, 7))),
            EstateCover(estate=estate, buildings=tuple(f"{number}栋" for number in range(7, 13))),
        ),
    ]
    for at, territory in enumerate(pair):
        mine = own[at][1:] if at == 0 and turn < 2 else own[at]
        yield territory.id, (shares[turn][at], *mine, EstateCover(estate=_estate(territory, names)))


def _own(territory: Territory, names: _Names) -> Iterator[StreetCover]:
    stem, town = stem_of(territory), territory.town.name
    road = stem if _ROAD.search(stem) else f"{stem}路"
    alley = _LANE.sub("", stem)
    # 五一一巷 would be read as number eleven.
    first, second = ("东巷", "西巷") if alley.endswith(_NUMERALS) else ("一巷", "二巷")
    yield StreetCover(street=names.give(road, town), start=1, end=88)
    yield StreetCover(street=names.give(f"{alley}{first}", town), start=1, end=45, parity=Parity.ODD)
    yield StreetCover(street=names.give(f"{alley}{second}", town), start=1, end=60)


def _estate(territory: Territory, names: _Names) -> str:
    return names.give(f"{stem_of(territory)}小区", territory.town.name)


def stem_of(territory: Territory) -> str:
    """What invented streets and estates are called after: the area's own name without a number, else a common one."""
    stem = _NUMBERED.sub("", territory.base)
    return stem or _COMMON[territory.divisions[0].number % len(_COMMON)]
