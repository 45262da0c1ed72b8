"""How two spellings of one name differ, with code points where characters look alike."""

from __future__ import annotations

import difflib
import unicodedata

from generator.problems import visible
from generator.text.comparing import comparable
from generator.text.numerals import NUMERALS


def differs_in_writing(one: str, other: str) -> bool:
    """Are these two spellings of one name?"""
    return one != other and comparable(one) == comparable(other)


def how_written(one: str, other: str) -> str:
    """A clause for the end of a message, ;只差写法:“⻓”U+2ED3 与“长”U+957F; empty unless both spell one name."""
    if not differs_in_writing(one, other):
        return ""
    steps = difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    pairs = [(one[a:b], other[c:d]) for step, a, b, c, d in steps if step != "equal"]
    return ";只差写法:" + "、".join(_pair(*pair) for pair in pairs)


def _pair(one: str, other: str) -> str:
    plain = _is_plain(one + other)
    return f"{_named(one, plain=plain)}{'' if plain else ' '}与{_named(other, plain=plain)}"


def _named(characters: str, *, plain: bool) -> str:
    if not characters:
        return "没有"
    points = "" if plain else " ".join(f"U+{ord(character):04X}" for character in characters)
    return f"“{visible(characters)}”{points}"


def plainer(one: str, other: str) -> str:
    """The spelling to keep: the one without characters that only look like others, else the first."""
    return one if _is_plain(one) or not _is_plain(other) else other


def _is_plain(text: str) -> bool:
    """Is every character unmistakable: no form, radical, dot or blank that looks like another character?"""
    return all(
        unicodedata.category(each)[0] in "LNP" and (each in NUMERALS or comparable(each) == each.lower())
        for each in text
    )
