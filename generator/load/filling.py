"""One text where several keys belong: the keys with the parts of it, as far as these say themselves whose they are.

余晓东 000114 副所长 is {name: 余晓东, badge: 000114, title: 副所长}; what is required and not told is left open as ……,
which no record takes. Nothing of the text is left out: where a part fits nowhere, only the keys are told.
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
# A number with what belongs to it (a day, a phone, 8:30-17:30, 40件), or words without a figure.
_PIECE: Final = re.compile(
    r"[\w-]+\.[a-z]{3}(?![a-z])|(?:周|星期|礼拜)[一二三四五六日天周星期、，,至到~～—–-]*[一二三四五六日天]"
    r"|(?:[上下中]午|[早晚]上)?[0-9](?:[0-9.:/,-]|\s*[年月日号起件人个栋幢座周点时分至到~～—–：半](?:[上下]午|[0-9])?)*"
    r"|[^\s0-9、，,;；/()（）:：。+]+"
)
_BETWEEN: Final = re.compile(r"[^0-9]*([0-9]+)[^0-9]*[-/~～—–至到][^0-9]*([0-9]+)[^0-9]*")
_ROAD: Final = re.compile(r"[路街巷道弄](?:\s*[0-9]|$)")
# What YAML reads as words, between braces too.
_PLAIN: Final = re.compile(r"\w[^\[\]{}]*")
_MOST: Final = 12


def braces(values: Mapping[str, str]) -> str:
    """A mapping on one line: {key: value, …}."""
    return f"{{{', '.join(f'{key}: {value}' for key, value in values.items())}}}"


def in_braces(forms: list[type[BaseModel]], text: str) -> str | None:
    """{key: value, …} for a text; None where it is too long to be told."""
    pieces = _PIECE.findall(text)
    if not forms or len(pieces) > _MOST:
        return None
    # Of a street and an estate the one whose numbers these are.
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
    """What the keys mean: accepted 受理、on_time 按时办结."""
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
    """The keys in their order, every piece used; None where one is left over.

    Words beside numbers are let be where there is a number for each key: 暂住800人 alone would be taken for another.
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
    """What each key takes, what must be there first; nothing where a piece is left over."""
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
    """40/39 and 1-99号 are two numbers."""
    both = _BETWEEN.fullmatch(piece)
    yield from both.groups() if both else [piece]


def _larger_first(written: dict[str, str]) -> dict[str, str]:
    """Where there are two counts and nothing else the first is the whole, the second a part of it."""
    counts = sorted((value for value in written.values() if value.isdigit()), key=int, reverse=True)
    is_part = len(written) == len(counts) == len(("whole", "part"))
    return dict(zip(written, counts, strict=True)) if is_part else written


def _is_words(spot: Spot) -> bool:
    """Does it take any words?"""
    return spot.takes("任何文字")


def _read(spot: Spot, piece: str) -> str | None:
    """The piece as the key takes it; None where it does not: words are no number, a number is no words."""
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
