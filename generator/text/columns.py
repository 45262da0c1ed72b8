"""The width of a text on a terminal, where a Chinese character takes two columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator


def columns(text: str) -> int:
    """Columns on a screen."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def padded(text: str, width: int) -> str:
    """The text with blanks behind it, up to that many columns."""
    return text + " " * (width - columns(text))


def folded(text: str, indent: str = "", width: int = 80) -> Iterator[str]:
    """Lines of at most that many columns; those after the first begin with `indent`, and none with a closing mark."""
    line = ""
    for character in text:
        if columns(line + character) > width - 2 * (character not in "，。；：、）"):
            yield line
            line = indent
        line += character
    yield line
