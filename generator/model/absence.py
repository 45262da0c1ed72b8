"""A text that says nothing: one of which nothing is drawn, or a word of a program for what is not there."""

from __future__ import annotations

import unicodedata
from typing import Final

from generator.text.characters import BLANK

# What programs and spreadsheets write where there is nothing, in small letters.
_NOTHING: Final = {"", "~", "null", "none", "nil", "nan", "n/a", "undefined"}.union(
    {"…", "……", "...", "#n/a", "#ref!", "#value!", "#name?", "#div/0!", "#num!", "#null!"}
)


def is_nothing(text: str) -> bool:
    """Does it only say that there is nothing, in the words of YAML, a program or a spreadsheet?"""
    return text.lower() in _NOTHING


def shows_something(text: str) -> bool:
    """Does it tell a reader anything: a letter, figure, mark or symbol that is drawn, and no word for nothing?"""
    return not is_nothing(text) and any(
        unicodedata.category(c)[0] in "LNPS" and not BLANK.match(c) for c in text
    )
