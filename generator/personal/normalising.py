"""A text as its readers understand it: disguises of digits taken off, each character with its origin.

Taken off, in this order: compatibility forms (NFKC), invisible and combining characters, digits of other
scripts, look-alikes; then %xx and HTML entities; then tags, and the letter O for zero; then Chinese numerals.
"""

from __future__ import annotations

import html
import re
import unicodedata
import urllib.parse
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

# What people put between the groups of a number, as often as they like; not % and =, which make it a share or a
# sum. The mark stands for a tag, and on either side of a Chinese numeral.
MARK: Final = "\x00"
SEPARATORS: Final = " \n-_·.,/()[]{}<>:;、+~|'\"`*^\\" + MARK
SEPARATOR: Final = f"[{re.escape(SEPARATORS)}]*+"
NUMERALS: Final = {
    numeral: str(digit)
    for digit, numerals in enumerate(
        ("〇零○◯", "一壹弌幺", "二贰貳弍两", "三叁參叄弎", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
    )
    for numeral in numerals
}
_LETTER_ZERO: Final = "Oo"  # 二OO二年, as the scheme itself writes; only among Chinese numerals
_ROUNDS: Final = 3  # an entity inside an escape inside an escape; deeper is noise

_CODED: Final = re.compile(r"(?:%[0-9A-Fa-f]{2})+|&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,8});?")
_NUMERAL_RUN: Final = re.compile(
    rf"[0-9{''.join(NUMERALS)}{_LETTER_ZERO}](?:{SEPARATOR}[0-9{''.join(NUMERALS)}{_LETTER_ZERO}]){{10,}}"
)
_TAG: Final = re.compile("<[/!]?[A-Za-z-][^<>]*>")
_LETTERS_ZERO: Final = re.compile(f"(?<![A-Za-z])[{_LETTER_ZERO}]+(?![A-Za-z])")
_INVISIBLE: Final = frozenset("\u115f\u1160\u3164\uffa0\u2800")  # letters and symbols without ink
_SAME: Final = {
    **dict.fromkeys("ХхΧχx×✕✖", "X"),
    **dict.fromkeys("•‧∙⋅・･●▪", "·"),
    **dict.fromkeys("‐‑‒–—―−﹘─", "-"),
    **dict.fromkeys("ОоΟο", "O"),
    **dict.fromkeys("〔【「『〈《", "("),
    **dict.fromkeys("〕】」』〉》", ")"),
    **dict.fromkeys("‘’“”′", "'"),
    **dict.fromkeys("⁄∕", "/"),
    **dict.fromkeys("〜∼", "~"),
    **dict.fromkeys("│┃", "|"),
    **dict.fromkeys("\t", " "),
    **dict.fromkeys("\r\v\f\x85\u2028\u2029", "\n"),
}


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One way to read a text; `origins`: for each character, and for the end, the offset it comes from."""

    text: str
    origins: tuple[int, ...]


def readings(text: str) -> tuple[Reading, ...]:
    """The text without disguises; then, where they differ, decoded and with numerals as digits.

    All of them count: taking off one disguise may hide a number that was written without it (90%13800…).
    """
    reading = _folded(Reading(text=text, origins=tuple(range(len(text) + 1))))
    found = [reading]
    for _ in range(_ROUNDS):
        decoded = _folded(_decoded(reading))
        if decoded.text == reading.text:
            break
        found.append(decoded)
        reading = decoded
    for spelled in (_untagged, _zeroed, _counted):
        found.extend([other for reading in found if (other := spelled(reading)) is not None])
    return tuple(found)


def _assembled(pieces: Iterator[tuple[str, int]], end: int) -> Reading:
    """Pieces of text, each with the one offset that all its characters come from."""
    text: list[str] = []
    origins: list[int] = []
    for piece, origin in pieces:
        text.append(piece)
        origins.extend([origin] * len(piece))
    return Reading(text="".join(text), origins=(*origins, end))


def _folded(reading: Reading) -> Reading:
    characters = zip(reading.text, reading.origins, strict=False)
    return _assembled(((_fold(character), origin) for character, origin in characters), reading.origins[-1])


@lru_cache(maxsize=8192)
def _fold(character: str) -> str:
    """What one character stands for; nothing for one that cannot be seen."""
    if character in _INVISIBLE or unicodedata.category(character) in ("Cf", "Mn", "Me"):
        return ""
    return "".join(_SAME.get(part, _as_digit(part)) for part in unicodedata.normalize("NFKC", character))


def _as_digit(character: str) -> str:
    """A digit of any script, circled or of Suzhou (〡〢〣), as an ASCII digit."""
    digit = unicodedata.digit(character, None)
    if digit is None and unicodedata.category(character) == "Nl":
        number = unicodedata.numeric(character)
        digit = int(number) if number in range(10) else None
    return character if digit is None else str(digit)


def _decoded(reading: Reading) -> Reading:
    return _replaced(reading, _CODED, _decode)


def _replaced(reading: Reading, what: re.Pattern[str], by: Callable[[str], str]) -> Reading:
    """The reading with all that `what` matches in other words; the rest is copied once, whatever its length."""

    def pieces() -> Iterator[tuple[str, int]]:
        at = 0
        for found in what.finditer(reading.text):
            yield from rest(at, found.start())
            yield by(found[0]), reading.origins[found.start()]
            at = found.end()
        yield from rest(at, len(reading.text))

    def rest(start: int, end: int) -> Iterator[tuple[str, int]]:
        return zip(reading.text[start:end], reading.origins[start:end], strict=True)

    return _assembled(pieces(), reading.origins[-1])


def _decode(coded: str) -> str:
    return urllib.parse.unquote(coded) if coded.startswith("%") else html.unescape(coded)


def _untagged(reading: Reading) -> Reading | None:
    """A mark instead of each tag: 138<b>0013</b>8000 shows as one number."""
    return _replaced(reading, _TAG, lambda _: MARK) if _TAG.search(reading.text) else None


def _zeroed(reading: Reading) -> Reading | None:
    """The letter O, where no other letter touches it, as the zero that it is typed for."""
    text = _LETTERS_ZERO.sub(lambda letters: "0" * len(letters[0]), reading.text)
    return None if text == reading.text else Reading(text=text, origins=reading.origins)


def _counted(reading: Reading) -> Reading | None:
    """Runs of eleven or more numerals as digits, a mark beside each: before 一三八 may stand 周一."""
    runs = [run for run in _NUMERAL_RUN.finditer(reading.text) if not NUMERALS.keys().isdisjoint(run[0])]
    if not runs:
        return None
    inside = {at for run in runs for at in range(run.start(), run.end())}

    def pieces() -> Iterator[tuple[str, int]]:
        for at, (character, origin) in enumerate(zip(reading.text, reading.origins, strict=False)):
            digit = NUMERALS.get(character, "0" if character in _LETTER_ZERO else "")
            yield (f"{MARK}{digit}{MARK}" if digit and at in inside else character), origin

    return _assembled(pieces(), reading.origins[-1])
