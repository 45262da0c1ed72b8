"""How the characters of names are read: every reading by which a resident may type them, character by character.

One table for all names, so that a character has in each of them whatever it has in one: residents know how their
place is read, the dictionary does not always.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pypinyin import Style, pinyin

# Surnames that are read otherwise than the same character elsewhere; places are named after families: 解家营, 仇家村.
_SURNAMES: Final = {
    "单": "shan", "曾": "zeng", "解": "xie", "仇": "qiu", "区": "ou", "查": "zha", "任": "ren", "朴": "piao",
    "盖": "ge", "乐": "yue", "种": "chong", "缪": "miao", "翟": "zhai", "员": "yun", "尉": "wei", "洗": "xian",
    "覃": "qin", "晁": "chao", "折": "she", "黑": "he", "重": "chong", "秘": "bi", "冼": "xian", "繁": "po",
    "召": "shao", "藏": "zang", "便": "pian", "佴": "nai", "俞": "yu", "华": "hua", "纪": "ji", "葛": "ge",
    "万俟": "mo qi", "尉迟": "yu chi", "长孙": "zhang sun", "澹台": "tan tai", "宓": "mi", "逄": "pang",
}  # fmt: skip

# In names of places these are often read so, whatever the dictionary says: 长港, 沙咀, 吴都, 朝阳.
_PLACES: Final = {
    "长": "chang", "咀": "zui", "都": "du", "重": "chong", "垱": "dang", "埠": "bu", "垸": "yuan", "厦": "xia",
    "曾": "zeng", "朝": "chao", "圩": "wei xu", "堡": "bao pu", "埔": "pu bu", "涌": "yong chong", "番": "fan pan",
    "六": "liu lu", "莘": "xin shen", "浒": "hu xu", "柏": "bai bo", "蚌": "bang beng", "铅": "qian yan",
    "蔚": "wei yu", "行": "xing hang", "乐": "le yue", "厂": "chang", "陂": "bei pi", "藏": "cang zang",
    "石": "shi", "大": "da", "车": "che", "会": "hui", "盛": "sheng", "卜": "bu", "宿": "su", "阿": "a",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Sounds:
    """Character -> its readings, parted by spaces: anywhere in a name, and those it has besides as its first."""

    anywhere: Mapping[str, str]
    first: Mapping[str, str]


def sounds(names: Iterable[str]) -> Sounds:
    """Readings of all characters of the (normalised) names; what the dictionary lacks is left out."""
    anywhere: dict[str, set[str]] = {}
    first: dict[str, set[str]] = {}
    for name in names:
        for character, reading in _in_context(name):
            known = anywhere.setdefault(character, set(_PLACES.get(character, "").split()))
            known.add(reading)
        surname = max((each for each in _SURNAMES if name.startswith(each)), key=len, default="")
        for at, (character, reading) in enumerate(
            zip(surname, _SURNAMES.get(surname, "").split(), strict=True)
        ):
            (anywhere if at else first).setdefault(character, set()).add(reading)
    return Sounds(
        anywhere=_written(anywhere),
        first=_written({each: found - anywhere.get(each, set()) for each, found in first.items()}),
    )


def _written(readings: Mapping[str, set[str]]) -> dict[str, str]:
    return {character: " ".join(sorted(found)) for character, found in sorted(readings.items()) if found}


@lru_cache(maxsize=20_000)
def _in_context(name: str) -> tuple[tuple[str, str], ...]:
    """Each character that the dictionary knows with its reading in this name."""
    return tuple(_known(name))


def _known(name: str) -> Iterator[tuple[str, str]]:
    # With `list` for what it lacks, which its types do not know of, it answers one item for each character.
    read = pinyin(name, style=Style.NORMAL, errors=list)  # type: ignore[arg-type]
    for character, (reading, *_) in zip(name, read, strict=True):
        if reading != character and reading.isascii():
            yield character, reading
