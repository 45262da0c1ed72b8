"""The questions and their right answers, derived from the records without the finder's code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import cycle, islice
from typing import Final, TypeAlias, TypeVar

import opencc
from pypinyin import lazy_pinyin

from generator.model.area import Cover, EstateCover, Parity, StreetCover
from generator.model.public import PublicBureau

Addresses: TypeAlias = frozenset[str]
Item = TypeVar("Item")
_DIGITS: Final = "零一二三四五六七八九"
_WIDE: Final = str.maketrans("0123456789", "０１２３４５６７８９")
_ASKED: Final = (
    "我住在{}谁是我的民警", "请问{}归哪个派出所管", "{}派出所电话", "我家住{}", "{} 电话",
    "{}属于哪个社区", "{}民警是谁",
)  # fmt: skip
_DOORS: Final = (
    "{}{}号", "{}{}", "{} {} 号", "{}{}-1号", "{}{}号附1", "{}{}号附1号", "{}{}号之二", "{}甲{}号",
    "{}{}号甲", "{}{}-{next}号", "{}{chinese}号", "{}{wide}号", "{}{short}号", "{}{}号3栋2单元501",
    "{}{}号院", "{}{}号5-1-302",
)  # fmt: skip
_BUILDINGS: Final = (
    "{}{}栋", "{}{}幢", "{}{}#", "{}{}号楼", "{}{}号", "{}{}-1-302", "{}{}栋1单元302", "{}{chinese}栋",
    "{}{wide}栋", "{} {} 栋", "{}{}座", "{}{}#1-302", "{}0{}栋",
)  # fmt: skip
_BESIDE: Final = ("{}A区{}栋", "{}三期{}栋", "{}二期", "{}B区")
_LONGER: Final = ("旧{}", "新{}", "老{}", "北{}", "{}北路")


class Kind(Enum):
    """The required answer: first; first or as a guess; none."""

    EXACT = "exact"
    SLIP = "slip"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Question:
    """The typed text, the way it is written, and the right pages."""

    kind: Kind
    way: str
    typed: str
    right: Addresses


def chinese(number: int) -> str:
    """A number below 10,000 in Chinese numerals: 108 is 一百零八."""
    said = ""
    for place, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            gap = said and number // (place * 10) % 10 == 0
            said += ("零" if gap else "") + _DIGITS[digit] + word
    return said.removeprefix("一") if 10 <= number < 20 else said


def _short(number: int) -> str:
    """Colloquial numerals: 廿 and 卅 for twenty and thirty, 两百 for 二百."""
    said = chinese(number).replace("二百", "两百").replace("二千", "两千")
    for long, one in (("二十", "廿"), ("三十", "卅")):
        said = one + said[2:] if said.startswith(long) else said
    return said


def questions(bureau: PublicBureau) -> Iterator[Question]:
    """Yield streets and lanes, estates, communities: each exactly, with typos, and as names that do not exist."""
    streets: dict[str, list[tuple[str, StreetCover]]] = defaultdict(list)
    estates: dict[str, list[tuple[str, EstateCover]]] = defaultdict(list)
    for area in bureau.areas.values():
        for cover in area.covers:
            if isinstance(cover, StreetCover):
                streets[cover.street].append((area.id, cover))
            else:
                estates[cover.estate].append((area.id, cover))
    called = _called(bureau)
    turns = cycle(range(len(_ASKED)))
    for street in tuple(streets):
        yield from _of_street(street, streets, bureau, next(turns))
    for estate, shares in estates.items():
        yield from _of_estate(estate, shares, called, bureau, next(turns))
    for name, areas in called.items():
        yield from _of_name(name, _pages(areas), next(turns))
    every = Names(called.keys() | streets.keys() | estates.keys())
    for street, parts in streets.items():
        yield from _unknown(street, every, _stations(bureau, parts))
        yield from _slips(street, _pages(area for area, _ in parts), every)
    for estate, shares in estates.items():
        yield from _slips(estate, _pages(area for area, _ in shares), every)


def _pages(areas: Iterable[str]) -> Addresses:
    return frozenset(f"communities/{area}/" for area in areas)


def _called(bureau: PublicBureau) -> Mapping[str, list[str]]:
    """Every name of a community, of its villages and of its estates, with the areas that have it."""
    called: dict[str, list[str]] = defaultdict(list)
    for area in bureau.areas.values():
        estates = (cover.estate for cover in area.covers if isinstance(cover, EstateCover))
        for name in dict.fromkeys((area.name, *area.aliases, *area.villages, *estates)):
            called[name].append(area.id)
    return called


def _of_street(
    street: str,
    streets: Mapping[str, Sequence[tuple[str, StreetCover]]],
    bureau: PublicBureau,
    turn: int,
) -> Iterator[Question]:
    parts = streets[street]
    for area, cover in parts:
        number = cover.start + min(2 * len(street), (cover.end - cover.start) // 2 * 2)
        right = _pages(other for other, one in parts if _has(one, number))
        for way in _DOORS:
            typed = _written(way, street, number)
            yield Question(kind=Kind.EXACT, way=way, typed=typed, right=right)
        typed = f"{street}{number}弄3号"
        if typed.removesuffix("3号") not in streets:
            yield Question(kind=Kind.EXACT, way="lane", typed=typed, right=_stations(bureau, parts))
        place = bureau.stations[bureau.areas[area].station]
        for before in (place.town, f"{place.district}{place.town}", bureau.info.city, f"{place.name} "):
            if f"{place.town}{street}" in streets:
                continue  # 燕矶镇燕矶路 is another street than 燕矶路 in 燕矶镇
            yield Question(kind=Kind.EXACT, way="place", typed=f"{before}{street}{number}号", right=right)
        asked = _ASKED[turn]
        yield Question(kind=Kind.EXACT, way=asked, typed=asked.format(f"{street}{number}号"), right=right)
    yield Question(kind=Kind.EXACT, way="street", typed=street, right=_pages(area for area, _ in parts))
    yield Question(kind=Kind.EXACT, way="beyond", typed=f"{street}9998号", right=_stations(bureau, parts))


def _stations(bureau: PublicBureau, parts: Iterable[tuple[str, Cover]]) -> Addresses:
    """The stations to ask if no area has the house, lane or building."""
    return frozenset(f"stations/{bureau.areas[area].station}/" for area, _ in parts)


def _has(cover: StreetCover, number: int) -> bool:
    sides = {Parity.ALL: True, Parity.ODD: number % 2 == 1, Parity.EVEN: number % 2 == 0}
    return cover.start <= number <= cover.end and sides[cover.parity]


def _written(way: str, name: str, number: int) -> str:
    return way.format(
        name, number, next=number + 2, chinese=chinese(number), wide=f"{number}".translate(_WIDE), short=_short(number)
    )  # fmt: skip


def _of_estate(
    estate: str,
    shares: Sequence[tuple[str, EstateCover]],
    called: Mapping[str, list[str]],
    bureau: PublicBureau,
    turn: int,
) -> Iterator[Question]:
    everyone = _pages(called[estate])
    for area, cover in shares:
        building = next((text.removesuffix("栋") for text in cover.buildings), "7")
        if not building.isdecimal():
            continue
        right = _pages([area]) if cover.buildings else everyone
        beside = _stations(bureau, shares) if cover.buildings else everyone
        for ways, answer in ((_BUILDINGS, right), (_BESIDE, beside)):
            for way in ways:
                typed = _written(way, estate, int(building))
                yield Question(kind=Kind.EXACT, way=way, typed=typed, right=answer)
        asked = _ASKED[turn]
        typed = asked.format(f"{estate}{building}栋")
        yield Question(kind=Kind.EXACT, way=asked, typed=typed, right=right)
    yield Question(kind=Kind.EXACT, way="group", typed=f"{estate}三组", right=everyone)
    yield Question(kind=Kind.EXACT, way="我住", typed=f"我住{estate}", right=everyone)


def _of_name(name: str, right: Addresses, turn: int) -> Iterator[Question]:
    for way in ("{}", "{}电话", "{} 地址", "{}民警", _ASKED[turn]):
        yield Question(kind=Kind.EXACT, way=way, typed=way.format(name), right=right)


class Names:
    """All existing names, for making names that do not exist."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(names)
        self._all = "\n".join(sorted(self._names))

    def bears(self, name: str) -> bool:
        """Is it a name, or a part of one?"""
        return name in self._all

    def holds_one(self, name: str) -> bool:
        """Does it begin or end with a name, and so may be read as one: 燕矶 and 燕矶路, 北高庄 and its 二巷?"""
        return any(name[at:] in self._names or name[:at] in self._names for at in range(2, len(name) - 1))


def _unknown(street: str, every: Names, stations: Addresses) -> Iterator[Question]:
    """Yield names that do not exist, which no shorter name may answer; a lane is answered by its street's station."""
    yield Question(kind=Kind.EXACT, way="alley", typed=f"{street}三十九巷18号", right=stations)
    for way in _LONGER:
        name = way.format(street)
        if not every.bears(name) and (name.startswith(street) or not every.holds_one(name)):
            yield Question(kind=Kind.UNKNOWN, way=way, typed=f"{name}18号", right=frozenset())


def _slips(name: str, right: Addresses, every: Names) -> Iterator[Question]:
    """Yield the name with a character missing, wrong or two swapped, and in traditional characters."""
    middle = len(name) // 2
    changed = {
        "missing": name[: middle - 1] + name[middle:],
        "swapped": name[: middle - 1] + name[middle] + name[middle - 1] + name[middle + 1 :],
        "wrong": f"{name[: middle - 1]}鑫{name[middle:]}",
        "traditional": _TRADITIONAL.convert(name),
    }
    for way, typed in changed.items():
        numeral = any(each in "一二三四五六七八九十百千0123456789" for each in name[middle - 1 : middle + 1])
        is_short = len(name) < 4 and way != "traditional"
        if every.holds_one(typed) or every.bears(typed.replace("村村", "村")):
            continue  # 燕矶燕矶路 may be 燕矶路 in 燕矶, 东疃村村 the committee of 东疃村
        if typed != name and len(typed) > 2 and not numeral and not is_short and not every.bears(typed):
            yield Question(kind=Kind.SLIP, way=way, typed=typed, right=right)


_TRADITIONAL: Final = opencc.OpenCC("s2t")


def keystrokes(bureau: PublicBureau, most: int) -> Iterator[Question]:
    """Yield every prefix of at most `most` names as a question: in characters, in pinyin, by initials."""
    covers = (cover for area in bureau.areas.values() for cover in area.covers)
    streets = {cover.street: None for cover in covers if isinstance(cover, StreetCover)}
    for name in in_turns((*_called(bureau), *streets), most):
        syllables = lazy_pinyin(name)
        initials = "".join(syllable[0] for syllable in syllables)
        for way, typed in (("characters", name), ("pinyin", "".join(syllables)), ("initials", initials)):
            for end in range(1, len(typed) + 1):
                yield Question(kind=Kind.UNKNOWN, way=way, typed=typed[:end], right=frozenset())


def in_turns(every: Iterable[Item], most: int) -> list[Item]:
    """At most `most` of the items, evenly spaced; all if there are no more."""
    items = list(every)
    return list(islice(items, 0, None, -(-len(items) // most) or 1))
