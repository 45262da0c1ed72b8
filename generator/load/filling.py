"""Distribute one text over several keys, as far as its parts show where they belong.

余晓东 000114 副所长 becomes {name: 余晓东, badge: 000114, title: 副所长}. A required key without a part is left open as
……, which no record accepts. No part is dropped: if one fits no key, only the keys are shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from pydantic import BaseModel

from generator.load.fields import Spot
from generator.load.mending import probably_meant
from generator.load.words import known_word, says_all, says_none, several_words
from generator.model.annotations import fields_of

OPEN: Final = "……"
# A number with its unit or separators (a day, a phone, 8:30-17:30, 40件), or words without a digit.
_PIECE: Final = re.compile(
    r"[\w-]+\.[a-z]{3}(?![a-z])|(?:周|星期|礼拜)[一二三四五六日天周星期、，,至到~～—–-]*[一二三四五六日天]"
    r"|(?:[上下中]午|[早晚]上)?[0-9](?:[0-9.:/,-]|\s*[年月日号起件人个栋幢座周点时分至到~～—–：半](?:[上下]午|[0-9])?)*"
    r"|[^\s0-9、，,;；/()（）:：。+]+"
)
_BETWEEN: Final = re.compile(r"[^0-9]*([0-9]+)[^0-9]*[-/~～—–至到][^0-9]*([0-9]+)[^0-9]*")
_ROAD: Final = re.compile(r"[路街巷道弄](?:\s*[0-9]|$)")
# What YAML reads as a plain scalar, even inside braces.
_PLAIN: Final = re.compile(r"\w[^\[\]{}]*")
_MOST: Final = 12


def braces(values: Mapping[str, str]) -> str:
    """Write a mapping on one line: {key: value, …}."""
    return f"{{{', '.join(f'{key}: {value}' for key, value in values.items())}}}"


def in_braces(forms: list[type[BaseModel]], text: str) -> str | None:
    """Write a text as {key: value, …}; None if it has too many parts."""
    pieces = _PIECE.findall(text)
    if not forms or len(pieces) > _MOST:
        return None
    # Distinguish an entry of a street from one of an estate.
    is_road = _ROAD.search(text) is not None
    form = next((form for form in forms if ("street" in form.model_fields) == is_road), forms[0])
    spots = _spots(form)
    same = ["true"] if says_all(text) or text == "有" else ["false", "0"] if says_none(text) else []
    for value in same:
        if all(spot.takes(value) for spot in spots.values()):
            return braces(dict.fromkeys(spots, value))
    return braces(_filled(spots, pieces) or _open(spots))


def is_whole(written: str) -> bool:
    """Is nothing left open?"""
    return OPEN not in written


def titles_of(forms: list[type[BaseModel]], written: str) -> str:
    """The titles of the keys in `written`: accepted 受理、on_time 按时办结."""
    titles = [
        f"{key} {info.title}"
        for form in forms
        for key, info in fields_of(form).items()
        if f"{key}: " in written and info.title
    ]
    return "、".join(dict.fromkeys(titles))


def _spots(form: type[BaseModel]) -> dict[str, Spot]:
    return {key: Spot(form, (key,)) for key in fields_of(form)}


def _open(spots: Mapping[str, Spot]) -> dict[str, str]:
    return {key: _open_value(spot) for key, spot in spots.items() if spot.is_required}


def _open_value(spot: Spot) -> str:
    refusal = spot.refusal(OPEN)
    if refusal is not None and refusal["type"] == "model_type":
        return braces(_open(_spots(spot.records[0])))
    return f"[{OPEN}]" if spot.is_list else OPEN


def _filled(spots: Mapping[str, Spot], pieces: list[str]) -> dict[str, str] | None:
    """All keys in order, with every piece used; None if a piece is left over.

    Words beside numbers are ignored only if there is a number for each key: 暂住800人 alone fits more than one key.
    """
    called = {spot.field.title for spot in spots.values() if spot.field}
    left = [piece for piece in pieces if piece not in called]
    numbers = [piece for piece in left if _is_number(piece)]
    has_words = any(_is_words(spot) or spot.records for spot in spots.values())
    is_each = not has_words and len(numbers) == len(spots)
    for parts in (left, [end for piece in left for end in _ends(piece)], numbers if is_each else []):
        if found := _placed(spots, parts):
            return _larger_first(
                {
                    key: found.get(key) or _open_value(spot)
                    for key, spot in spots.items()
                    if key in found or spot.is_required
                }
            )
    return None


def _placed(spots: Mapping[str, Spot], pieces: list[str]) -> dict[str, str]:
    """Assign pieces to keys, required keys first; empty if a piece is left over."""
    found, rest = {}, list(pieces)
    fields = [(key, spot, _is_words(spot)) for key, spot in spots.items()]
    for key, spot, is_words in sorted(fields, key=lambda field: (field[2], not field[1].is_required)):
        for at, piece in enumerate(rest):
            if (spot.is_required or not is_words) and (value := _read(spot, piece)):
                found[key] = value
                del rest[at]
                break
    return {} if rest else found


def _is_number(piece: str) -> bool:
    return re.search("[0-9]", piece) is not None


def _ends(piece: str) -> Iterator[str]:
    """Split 40/39 and 1-99号 into two numbers."""
    both = _BETWEEN.fullmatch(piece)
    yield from both.groups() if both else [piece]


def _larger_first(written: dict[str, str]) -> dict[str, str]:
    """If two counts are all there is, the larger is the whole and comes first, the smaller is a part of it."""
    counts = sorted((value for value in written.values() if value.isdigit()), key=int, reverse=True)
    is_part = len(written) == len(counts) == len(("whole", "part"))
    return dict(zip(written, counts, strict=True)) if is_part else written


def _is_words(spot: Spot) -> bool:
    """Does it accept any words?"""
    return spot.takes("任何文字")


def _read(spot: Spot, piece: str) -> str | None:
    """The piece as the key accepts it; None if it does not. Words are not numbers, nor numbers words."""
    if _is_words(spot):
        return piece if not _is_number(piece) and _PLAIN.fullmatch(piece) and spot.takes(piece) else None
    refusal = spot.refusal(piece)
    if refusal is None:
        return piece
    choices = spot.choices or spot[0].choices
    if spot.is_list:
        items = several_words(choices, piece) if choices else [piece] if _is_number(piece) else []
        return f"[{', '.join(items)}]" if items and spot.takes(items) else None
    if choices:
        return known_word({member.value: member.label for member in choices}, piece)
    if refusal["type"] == "model_type":
        written = in_braces(spot.records, piece)
        return written if written and is_whole(written) and piece in written else None
    guess = probably_meant(f"{piece} ", str(refusal.get("ctx", {}).get("example", "")))
    return guess if guess and spot.takes(guess) else None
