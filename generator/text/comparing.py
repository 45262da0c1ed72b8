"""Keys of names: all spellings of one name have the same key, different names have different keys.

`comparable` is for records, which keep their marks: 老（官柳） is not 老官柳. `folded` is for what people type,
of which letters and numbers alone count, and a hyphen for whatever parts two numbers: 5栋 1—302 is 5栋1-302.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from generator.text.characters import BLANK, DOTS
from generator.text.numerals import NUMERALS, with_digits
from generator.text.radicals import without_radicals

_SPACES: Final = "\t\n\v\f\r\x85"
_DASHES: Final = "‐‑‒–—―−﹣─~〜∼"
_MARKS: Final = str.maketrans(dict.fromkeys(DOTS, "·") | dict.fromkeys(_DASHES, "-"))
_DIGITS: Final = frozenset("0123456789")


def comparable(text: str) -> str:
    """One form for each name, however it is typed: width, case, radicals, dots, spaces, numerals."""
    return unicodedata.normalize("NFKC", with_digits(_written(text, "")))


def folded(text: str) -> str:
    """As `comparable`, but only letters, numbers and #, with a hyphen between two separated numbers."""
    kept: list[str] = []
    parted = False
    for character in _written(text, " "):
        if character != "#" and unicodedata.category(character)[0] not in "LNM":
            parted = True
            continue
        if parted and kept and _are_two_numbers(kept[-1], character):
            kept.append("-")
        kept.append(character)
        parted = False
    return unicodedata.normalize("NFKC", with_digits("".join(kept)))


def _are_two_numbers(before: str, after: str) -> bool:
    """Do they belong to two numbers? A space inside one Chinese numeral does not separate: 五 一 路."""
    digits = (before in _DIGITS, after in _DIGITS)
    return all(digits) or (any(digits) and (before in NUMERALS or after in NUMERALS))


def _written(text: str, space: str) -> str:
    """Normalise radicals, compatibility forms and case, drop invisible characters; `space` for each space."""
    lower = unicodedata.normalize("NFKC", without_radicals(_seen(text, " "))).lower()
    return _seen(unicodedata.normalize("NFKC", lower), space).translate(_MARKS)


def _seen(text: str, space: str) -> str:
    return "".join(_drawn(each, space) for each in BLANK.sub("", text))


def _drawn(character: str, space: str) -> str:
    category = unicodedata.category(character)
    if category[0] == "Z" or character in _SPACES:
        return space
    return "" if category in {"Cc", "Cf"} else character
