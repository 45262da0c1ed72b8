"""Texts that say nothing: those that show no ink, and what programs write for an empty value."""

from __future__ import annotations

import unicodedata
from typing import Final

from generator.text.characters import BLANK

# What programs and spreadsheets write for an empty value, in lower case.
_NOTHING: Final = {"", "~", "null", "none", "nil", "nan", "n/a", "undefined"}.union(
    {"…", "……", "...", "#n/a", "#ref!", "#value!", "#name?", "#div/0!", "#num!", "#null!"}
)


def is_nothing(text: str) -> bool:
    """Is it only the word of YAML, a program or a spreadsheet for an empty value?"""
    return text.lower() in _NOTHING


def shows_something(text: str) -> bool:
    """Does it have a visible character, and is it no word for an empty value?"""
    return not is_nothing(text) and any(
        unicodedata.category(c)[0] in "LNPS" and not BLANK.match(c) for c in text
    )
