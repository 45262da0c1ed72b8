"""A way to read a text: each character with its position in the original."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

BREAK: Final = "\x02"  # ends every number; separates values that are searched together


@dataclass(frozen=True, kw_only=True)
class TextReading:
    """One way to read a text.

    `origins`: for each character, and for the end, the offset it comes from. `is_headed`: of a table, with the heading
    of its column before each cell.
    """

    text: str
    origins: array[int]
    is_headed: bool = False


def as_written(text: str) -> TextReading:
    """The unchanged text, each character at its own position."""
    return TextReading(text=text, origins=array("I", range(len(text) + 1)))


def replaced(reading: TextReading, what: re.Pattern[str], by: Callable[[str], str]) -> TextReading:
    """Replace each match of `what` by the text `by` returns; the same object if nothing changes."""
    pieces: list[str] = []
    origins = array("I")
    at = 0
    for found in what.finditer(reading.text):
        words = by(found[0])
        if words == found[0]:
            continue
        pieces += (reading.text[at : found.start()], words)
        origins += reading.origins[at : found.start()]
        origins.extend([reading.origins[found.start()]] * len(words))
        at = found.end()
    if not pieces:
        return reading
    pieces.append(reading.text[at:])
    return TextReading(text="".join(pieces), origins=origins + reading.origins[at:])
