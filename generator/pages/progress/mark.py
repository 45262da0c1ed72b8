"""A state as the page shows it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class StateMark:
    """A state for the eye: a sign, a word, and the colour that only repeats them."""

    sign: str
    word: str
    tone: str
