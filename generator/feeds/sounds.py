"""The readings (pinyin) of the characters of names: every reading by which a resident may type a character.

All names share one table, so that a reading found in one name counts in all: residents know how their place is read,
the dictionary does not always.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import Final

from generator.disk import library_data
from generator.memo import foresee, remembered

# Surnames whose reading differs from that of the character elsewhere, or from the dictionary's;
# places are named after families too: 解家营, 仇家村.
_SURNAMES: Final = {
    "单": "shan", "曾": "zeng", "解": "xie", "仇": "qiu", "区": "ou", "查": "zha", "任": "ren", "朴": "piao",
    "盖": "ge", "乐": "yue", "种": "chong", "缪": "miao mou mu", "翟": "zhai di", "员": "yun", "尉": "wei",
    "洗": "xian", "覃": "qin tan", "晁": "chao", "折": "she", "黑": "he", "重": "chong", "秘": "bi", "冼": "xian",
    "繁": "po", "召": "shao", "藏": "zang", "便": "pian", "佴": "nai", "俞": "yu", "华": "hua", "纪": "ji",
    "葛": "ge", "宓": "mi fu", "逄": "pang", "逢": "pang", "阚": "kan", "乜": "nie", "粘": "nian", "能": "nai",
    "隗": "wei kui", "薄": "bo", "都": "du", "句": "gou", "六": "lu", "卜": "bu", "郇": "xun huan", "谌": "chen shen",
    "莘": "shen xin", "郗": "xi chi", "过": "guo", "燕": "yan", "宁": "ning", "哈": "ha", "那": "na", "牟": "mu mou",
    "应": "ying", "沈": "shen", "炅": "gui jiong", "仝": "tong", "幺": "yao", "么": "yao", "钭": "tou", "呙": "guo",
    "颉": "xie jie", "隽": "juan jun", "厍": "she", "贠": "yun", "镡": "xin tan chan", "眭": "sui", "褚": "chu",
    "费": "fei bi", "相": "xiang", "车": "che", "角": "jue", "祭": "zhai", "宿": "su", "撒": "sa", "啜": "chuai",
    "降": "jiang", "沓": "ta", "郄": "qie xi", "行": "xing hang", "占": "zhan", "干": "gan", "要": "yao", "教": "jiao",
    "柏": "bai bo", "尹": "yin", "於": "yu", "冯": "feng", "贾": "jia", "夏": "xia", "瞿": "qu", "谷": "gu yu",
    "盛": "sheng", "石": "shi", "万": "wan", "长": "zhang chang", "强": "qiang", "靓": "jing", "妫": "gui", "弹": "tan",
    "蔚": "yu wei", "筠": "yun jun", "不": "fou", "还": "huan", "殷": "yin", "载": "zai", "巷": "xiang", "缴": "jiao",
    "万俟": "mo qi", "尉迟": "yu chi", "长孙": "zhang sun", "澹台": "tan tai", "单于": "chan yu", "鲜于": "xian yu",
    "令狐": "ling hu", "闾丘": "lv qiu", "夏侯": "xia hou", "皇甫": "huang fu", "濮阳": "pu yang", "乐正": "yue zheng",
    "子车": "zi ju", "句龙": "gou long", "颛孙": "zhuan sun", "亓官": "qi guan", "宰父": "zai fu", "拓跋": "tuo ba",
    "夹谷": "jia gu", "谷梁": "gu liang", "仉督": "zhang du", "呼延": "hu yan", "尉缭": "wei liao",
}  # fmt: skip

# Frequent readings in names of places, whatever the dictionary says: 长港, 沙咀, 吴都, 朝阳.
_PLACES: Final = {
    "长": "chang", "咀": "zui", "都": "du", "重": "chong", "垱": "dang", "埠": "bu", "垸": "yuan", "厦": "xia",
    "曾": "zeng", "朝": "chao", "圩": "wei xu", "堡": "bao pu", "埔": "pu bu", "涌": "yong chong", "番": "fan pan",
    "六": "liu lu", "莘": "xin shen", "浒": "hu xu", "柏": "bai bo", "蚌": "bang beng", "铅": "qian yan",
    "蔚": "wei yu", "行": "xing hang", "乐": "le yue", "厂": "chang", "陂": "bei pi", "藏": "cang zang",
    "石": "shi", "大": "da", "车": "che", "会": "hui", "盛": "sheng", "卜": "bu", "宿": "su", "阿": "a",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Sounds:
    """Character -> its readings, separated by spaces: anywhere in a name, and further ones as the first character."""

    anywhere: Mapping[str, str]
    first: Mapping[str, str]


def sounds(names: Iterable[str], words: Iterable[str] = ()) -> Sounds:
    """Readings of all characters of the (normalised) names and of `words`, which do not begin with a surname.

    Characters that the dictionary lacks are left out.
    """
    names, words = [*names], [*words]
    # In the processes of the build, so that the dictionary is not in the memory of this one.
    foresee(_read, [(each,) for each in {*names, *words, _common()}])
    anywhere: dict[str, set[str]] = {}
    first: dict[str, set[str]] = {}
    for name in names:
        for character, reading in _in_context(name):
            known = anywhere.setdefault(character, set(_PLACES.get(character, "").split()))
            known.add(reading)
        for at, (character, readings) in enumerate(_as_surname(name)):
            (anywhere if at else first).setdefault(character, set()).update(readings)
    for character, reading in itertools.chain.from_iterable(map(_in_context, words)):
        anywhere.setdefault(character, set()).add(reading)
    return Sounds(
        anywhere=_written(anywhere),
        first=_written({each: found - anywhere.get(each, set()) for each, found in first.items()}),
    )


def in_pinyin(word: str) -> list[str]:
    """The syllables of a word as it is read."""
    return [reading for _, reading in _in_context(word)]


def homophones(syllables: Iterable[str], besides: Iterable[str]) -> dict[str, str]:
    """Syllable -> the common characters (GB 2312) with that reading, except those in `besides`, which are known.

    A resident who types 滨胡路 for 滨湖路 chose one of them; the dictionary's first reading is enough.
    """
    wanted, known = set(syllables), set(besides)
    alike: dict[str, str] = {}
    for character, reading in _in_context(_common()):
        if reading in wanted and character not in known:
            alike[reading] = alike.get(reading, "") + character
    return alike


@lru_cache(maxsize=1)
def _common() -> str:
    """The characters of GB 2312."""
    rows = (bytes((row, column)) for row in range(0xB0, 0xF8) for column in range(0xA1, 0xFF))
    return "\n".join(row.decode("gb2312", "ignore") for row in rows)


def _as_surname(name: str) -> Iterable[tuple[str, list[str]]]:
    """The surname, if it has its own readings: one character with all of them, or two characters with one each."""
    surname = next((name[:length] for length in (2, 1) if name[:length] in _SURNAMES), "")
    readings = _SURNAMES.get(surname, "").split()
    return zip(surname, [readings] if len(surname) == 1 else ([each] for each in readings), strict=True)


def _written(readings: Mapping[str, set[str]]) -> dict[str, str]:
    return {character: " ".join(sorted(found)) for character, found in sorted(readings.items()) if found}


@lru_cache(maxsize=100_000)
def _in_context(name: str) -> tuple[tuple[str, str], ...]:
    return _read(name)


@remembered("name")
def _read(name: str) -> tuple[tuple[str, str], ...]:
    """Each character that the dictionary knows, with its reading in this name."""
    read = zip(name, _dictionary()(name), strict=True)
    return tuple((each, reading) for each, (reading, *_) in read if reading != each and reading.isascii())


@cache
def _dictionary() -> Callable[[str], list[list[str]]]:
    """Import pypinyin late: the import reads its files, and a failure must not end every command."""
    with library_data("pypinyin"):
        from pypinyin import Style, pinyin  # noqa: PLC0415
    # `errors=list`, which its type hints lack, gives one item for each character, known or not.
    return partial(pinyin, style=Style.NORMAL, errors=list)  # type: ignore[arg-type]
