"""Names of places -> ids in pinyin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pypinyin import lazy_pinyin

# A meeting's id, made of town, area, both codes and a date, has to stay under 100.
LONGEST_SLUG: Final = 30

# What pypinyin reads otherwise than people do in names of places.
_PLACE_READINGS: Final = {
    "长": "chang",
    "咀": "zui",
    "都": "du",
    "重": "chong",
    "垱": "dang",
    "埠": "bu",
    "垸": "yuan",
    "解放": "jiefang",
    "番禺": "panyu",
    "六安": "luan",
}
# Surnames that are read otherwise than the word, where a family gave the place its name.
_SURNAME_READINGS: Final = {
    "单": "shan",
    "曾": "zeng",
    "解": "xie",
    "查": "zha",
    "仇": "qiu",
    "区": "ou",
    "盖": "ge",
    "朴": "piao",
    "冼": "xian",
    "翟": "zhai",
    "乐": "yue",
}
_AFTER_A_SURNAME: Final = "(?=[家庄湾桥塘畈楼庙集店营寨岗冲埠铺堰坝洼圩])"
_OWN: Final = re.compile(
    "|".join(f"^{surname}{_AFTER_A_SURNAME}" for surname in _SURNAME_READINGS)
    + "|"
    + "|".join(sorted(_PLACE_READINGS, key=lambda text: (-len(text), text)))
)


def slug(name: str) -> str:
    """The name in pinyin, letters and digits only, without spaces; empty where nothing can be spelled."""
    spelled = "".join(_syllables(name)).lower()
    return re.sub("[^a-z0-9]", "", spelled)[:LONGEST_SLUG]


def _syllables(name: str) -> Iterator[str]:
    at = 0
    for found in _OWN.finditer(name):
        yield from lazy_pinyin(name[at : found.start()])
        yield _PLACE_READINGS.get(found.group()) or _SURNAME_READINGS[found.group()]
        at = found.end()
    yield from lazy_pinyin(name[at:])
