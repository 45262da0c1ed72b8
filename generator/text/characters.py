"""Characters that no published text may hold, and their replacements, by Unicode properties instead of lists.

Refused is what is not drawn (Cf, Cc, default-ignorable, spaces of a width), private use, unassigned, a surrogate or in
the block Specials, a radical's form, and a compatibility form that only looks like a character of every keyboard.
A form stays where its plain text means something else or people in China write it: see `_stays`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Final

from generator.text.mojibake import garbled
from generator.text.radicals import RADICALS


class Fault(StrEnum):
    """What is wrong with a part of a text."""

    UNSEEN = "看不见的字符"
    PRIVATE = "私用区的字符,别的电脑上显示成别的字或空白"
    UNKNOWN = "Unicode 没有定义的字符"
    LOST = "替代符号,原来的字已经丢失"
    FORM = "样子相同、编码不同的字符"
    GARBLED = "乱码"


@dataclass(frozen=True, kw_only=True)
class Strange:
    """A part of a text that must not be published, and its replacement; None if that cannot be known."""

    start: int
    found: str
    fault: Fault
    right: str | None


# Most texts consist of these alone: ASCII, Chinese characters and the punctuation of a Chinese keyboard.
_FAMILIAR: Final = "\t\n\r -~·–—‘’“”…　-〗㐀-䶿一-鿿！-／：-＠［-｀｛-～￥\U00020000-\U0003fffd"
_UNFAMILIAR: Final = re.compile(f"[^{_FAMILIAR}]")
_SPECIALS: Final = range(0xFFF0, 0x10000)
# Variants of the dot in a name, which this project always writes as ·.
DOTS: Final = "•‧∙⋅・･●▪⸱"
_BETWEEN_NAMES: Final = re.compile(rf"(?<=[^\W\d_])[{DOTS}](?=[^\W\d_])")
_RADICALS: Final = range(0x2E80, 0x2FE0)
# Planes 2 and 3 are reserved for Chinese characters, including ones newer than this Python.
_IDEOGRAPHS: Final = range(0x20000, 0x3FFFE)
# Invisible although their category is letter or mark: fillers, selectors, joiners, the empty Braille cell.
BLANK: Final = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]"
)
# GB 18030 gave these byte pairs, and private codes from this one on, to characters that Unicode added later.
_FIRST_PRIVATE: Final = 0xE815
_GB18030_PAIRS: Final = tuple(bytes((0xFE, trail)) for trail in (*range(0x50, 0x7F), *range(0x80, 0xA1)))
# Those that Python's GB 18030 codec (of 2000) still maps to private use.
_LATER: Final = dict(
    zip(
        "\ue816\ue817\ue818\ue81e\ue826\ue82b\ue82c\ue831\ue832\ue83b\ue843\ue854\ue855\ue864",
        "𠂇𠂉𠃌龴龵龶龷𡗗龸𢦏龹龺𤇾龻",
        strict=True,
    )
)


def strange_in(text: str, most: int | None = None) -> tuple[Strange, ...]:
    """The parts of the text that must not be published, in order; a fast check clears nearly every text."""
    if broken := garbled(text):
        start, found, right = broken
        return (Strange(start=start, found=found, fault=Fault.GARBLED, right=right),)
    if _UNFAMILIAR.search(text) is None:
        return ()
    dots = {dot.start() for dot in _BETWEEN_NAMES.finditer(text)}
    return tuple(islice(_faults(text, dots), most))


def mended(text: str) -> str | None:
    """The corrected text; None if a character cannot be known."""
    while faults := strange_in(text):
        if any(one.right is None for one in faults):
            return None
        ends = [0, *(one.start + len(one.found) for one in faults)]
        kept = (text[end : one.start] + str(one.right) for end, one in zip(ends, faults, strict=False))
        text = "".join(kept) + text[ends[-1] :]
    return text


def _faults(text: str, dots: set[int]) -> Iterator[Strange]:
    for match in _UNFAMILIAR.finditer(text):
        found = match[0]
        fault = (Fault.FORM, "·") if match.start() in dots else _fault(found)
        if fault is not None:
            yield Strange(start=match.start(), found=found, fault=fault[0], right=fault[1])


def _fault(character: str) -> tuple[Fault, str | None] | None:
    code, category = ord(character), unicodedata.category(character)
    if category == "Co":
        return Fault.PRIVATE, _assigned(character)
    if category in ("Cn", "Cs"):
        return None if code in _IDEOGRAPHS else (Fault.UNKNOWN, None)
    if code in _SPECIALS and category == "So":
        return Fault.LOST, None
    if category in ("Cf", "Cc", "Zl", "Zp", "Zs") or BLANK.match(character):
        return Fault.UNSEEN, " " if category == "Zs" else ""
    if code in _RADICALS and character not in RADICALS:
        return Fault.FORM, None
    plain = RADICALS.get(character) or unicodedata.normalize("NFKC", character)
    return None if plain == character or _stays(character, category) else (Fault.FORM, plain)


def _stays(character: str, category: str) -> bool:
    """May a compatibility form stay?

    Without a tag it is another code of the very same character: never. Full-width punctuation is Chinese writing,
    full-width letters and figures are only wide. Numbers in circles, powers and fractions mean something else once
    they are plain (① is not 1). Other signs stay if the national character set has them (℃, ㎡, №, Ⅱ, ⑴),
    since every Chinese keyboard and document has; ligatures, letters of another style, vertical forms do not.
    """
    tag = re.match(r"<(\w+)>", unicodedata.decomposition(character))
    if tag is None or character in RADICALS:
        return character not in RADICALS and unicodedata.normalize("NFC", character) == character
    if tag[1] == "wide":
        return category[0] in "PS"
    if tag[1] in ("circle", "super", "sub", "fraction"):
        return True
    return tag[1] in ("compat", "square") and (_is_national(character) or _is_unit(character))


def _is_unit(character: str) -> bool:
    """Is it a unit such as ㎥? Names of companies or eras in the same block are not."""
    return unicodedata.normalize("NFKC", character).isascii() and unicodedata.category(character) == "So"


def _is_national(character: str) -> bool:
    try:
        return bool(character.encode("gbk"))
    except UnicodeEncodeError:
        return False


def _assigned(character: str) -> str | None:
    """The character that used this private code before Unicode had it; None if unknown."""
    at = ord(character) - _FIRST_PRIVATE
    if character in _LATER or not 0 <= at < len(_GB18030_PAIRS):
        return _LATER.get(character)
    found = _GB18030_PAIRS[at].decode("gb18030")
    return RADICALS.get(found, found)
