"""The finder's index: every name by which a resident may look for a community, an officer or a station.

Keys are normalised as finder.js normalises what is typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Final

import orjson
from pypinyin import Style, pinyin

from generator.model.area import EstateCover, StreetCover
from generator.model.public import PublicArea, PublicBureau

# Surnames that are read otherwise than the same character elsewhere.
_SURNAMES: Final = {
    "单": "shan", "曾": "zeng", "解": "xie", "仇": "qiu", "区": "ou", "查": "zha", "任": "ren", "朴": "piao",
    "盖": "ge", "乐": "yue", "种": "chong", "缪": "miao", "翟": "zhai", "员": "yun", "尉": "wei", "洗": "xian",
    "覃": "qin", "晁": "chao", "折": "she", "黑": "he", "重": "chong", "秘": "bi", "冼": "xian", "繁": "po",
    "召": "shao", "藏": "zang", "便": "pian", "佴": "nai", "俞": "yu", "华": "hua", "纪": "ji", "葛": "ge",
    "万俟": "moqi", "尉迟": "yuchi", "长孙": "zhangsun", "澹台": "tantai", "宓": "mi", "逄": "pang",
}  # fmt: skip

# In names of places these are mostly read so, whatever the dictionary says: 长港, 沙咀, 吴都, 曾家.
_PLACES: Final = {
    "长": "chang", "咀": "zui", "都": "du", "重": "chong", "垱": "dang", "埠": "bu", "垸": "yuan", "厦": "xia",
    "曾": "zeng",
}  # fmt: skip
_PLACE: Final = re.compile(f"([{''.join(_PLACES)}])")


def normalise(text: str) -> str:
    """As finder.js does it: NFKC, lower case, and of that letters, numbers and marks alone."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return "".join(character for character in folded if unicodedata.category(character)[0] in "LNM")


@lru_cache(maxsize=20_000)
def readings(text: str, *, surname: bool = False) -> tuple[str, ...]:
    """Full pinyin and initials of Chinese text, normalised; nothing for text without Chinese characters.

    A place that may be read in two ways has both: residents know theirs, the dictionary does not.
    """
    text = normalise(text)
    heads = [known for known in _SURNAMES if surname and text.startswith(known)]
    head = max(heads, key=len, default="")
    rest = text[len(head) :]
    syllables = _syllables(rest)
    initials = "".join(syllable[:1] for syllable in syllables)
    full = "".join(syllables)
    if head:
        full = _SURNAMES[head] + full
        initials = "".join(_initials(head)) + initials
    keys = (normalise(full), normalise(initials))
    if keys[0] == text:
        return ()
    return keys if surname else tuple(dict.fromkeys((*keys, *_as_a_place(text))))


def _as_a_place(text: str) -> tuple[str, ...]:
    """Full pinyin and initials where a character has a reading of its own in names of places; else nothing."""
    parts = _PLACE.split(text)
    if len(parts) == 1:
        return ()
    syllables = [
        syllable for part in parts for syllable in ([_PLACES[part]] if part in _PLACES else _syllables(part))
    ]
    return normalise("".join(syllables)), normalise("".join(syllable[:1] for syllable in syllables))


def _syllables(text: str) -> list[str]:
    return [item[0] for item in pinyin(text, style=Style.NORMAL)]


def _initials(surname: str) -> Iterator[str]:
    if len(surname) == 1:
        yield _SURNAMES[surname][0]
    else:
        for character in pinyin(surname, style=Style.NORMAL):
            yield character[0][0]
        return


def finder_index(bureau: PublicBureau) -> bytes:
    """{entries: [{u url, t type, n name, o officers, p phone, s station, k keys, r [street, from, to, parity]}]}."""
    entries = [_area_entry(bureau, area) for area in bureau.areas.values()]
    entries += [_former_entry(bureau, area) for area in bureau.former.values()]
    entries += [
        {
            "u": f"stations/{station.id}/",
            "t": "派出所",
            "n": station.name,
            "o": "",
            "p": station.phone,
            "s": station.town,
            "k": _keys([station.name, station.town, station.address]),
            "r": [],
        }
        for station in bureau.stations.values()
    ]
    return orjson.dumps({"entries": entries})


def _area_entry(bureau: PublicBureau, area: PublicArea) -> dict[str, Any]:
    station = bureau.stations[area.station]
    streets = [cover for cover in area.covers if isinstance(cover, StreetCover)]
    estates = [cover.estate for cover in area.covers if isinstance(cover, EstateCover)]
    names = [area.name, *area.aliases, *area.villages, *(cover.street for cover in streets), *estates]
    officers = [officer.name for officer in area.officers]
    phone = area.officers[0].phone if area.officers else area.post.phone if area.post else station.phone
    return {
        "u": f"communities/{area.id}/",
        "t": area.kind.label,
        "n": area.name,
        "o": "、".join(officers),
        "p": phone,
        "s": station.name,
        "k": _keys(
            names,
            officers,
            [officer.badge for officer in area.officers],
            [area.post.address] if area.post else [],
        ),
        "r": [[normalise(c.street), c.start, c.end, c.parity.value] for c in streets],
    }


def _former_entry(bureau: PublicBureau, area: PublicArea) -> dict[str, Any]:
    """By its own names alone: its streets belong to others now."""
    station = bureau.stations[area.station]
    return {
        "u": f"communities/{area.id}/",
        "t": "已撤销",
        "n": area.name,
        "o": "",
        "p": station.phone,
        "s": station.name,
        "k": _keys([area.name, *area.aliases]),
        "r": [],
    }


def _keys(
    names: Iterable[str],
    officers: Iterable[str] = (),
    badges: Iterable[str] = (),
    addresses: Iterable[str] = (),
) -> list[str]:
    keys: dict[str, None] = {}
    for name in names:
        keys |= dict.fromkeys((normalise(name), *readings(name)))
    for officer in officers:
        keys |= dict.fromkeys((normalise(officer), *readings(officer, surname=True)))
    keys |= dict.fromkeys(normalise(text) for text in (*badges, *addresses))
    return [key for key in keys if key]
