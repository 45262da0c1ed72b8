"""One text where several keys belong: the keys with the parts of it, as far as these say themselves whose they are.

余晓东 000114 副所长 is {name: 余晓东, badge: 000114, title: 副所长}; what is required and not told is left open as ……,
which no record takes. Nothing of the text is left out: where a part fits nowhere, only the keys are told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any, Final

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from generator.load.fields import enums_at, is_list, models_at
from generator.load.mending import probably_meant
from generator.load.words import known_word, says_all, says_none, several_words

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


def in_braces(forms: list[type[BaseModel]], text: str) -> str | None:
    """{key: value, …} for a text; None where it is too long to be told."""
    pieces = _PIECE.findall(text)
    if not forms or len(pieces) > _MOST:
        return None
    form = _meant(forms, text)
    for value, is_meant in (
        ("true", says_all(text) or text == "有"),
        ("false", says_none(text)),
        ("0", says_none(text)),
    ):
        if is_meant and all(fits(form, key, value) for key, _ in _fields(form)):
            return f"{{{', '.join(f'{key}: {value}' for key, _ in _fields(form))}}}"
    values = _filled(form, pieces)
    return f"{{{', '.join(f'{key}: {value}' for key, value in (values or _open(form)).items())}}}"


def is_whole(braces: str) -> bool:
    """Is nothing left open?"""
    return OPEN not in braces


def titles_of(forms: list[type[BaseModel]], braces: str) -> str:
    """What the keys mean: accepted 受理、on_time 按时办结."""
    written = [
        f"{key} {info.title}"
        for form in forms
        for key, info in _fields(form)
        if f"{key}: " in braces and info.title
    ]
    return "、".join(dict.fromkeys(written))


def _meant(forms: list[type[BaseModel]], text: str) -> type[BaseModel]:
    """Of a street and an estate the one whose numbers these are."""
    is_road = _ROAD.search(text) is not None
    return next((form for form in forms if ("street" in form.model_fields) == is_road), forms[0])


def _fields(form: type[BaseModel]) -> Iterator[tuple[str, FieldInfo]]:
    return ((info.alias or name, info) for name, info in form.model_fields.items())


def _open(form: type[BaseModel]) -> dict[str, str]:
    return {key: _open_value(form, key) for key, info in _fields(form) if info.is_required()}


def _open_value(form: type[BaseModel], key: str) -> str:
    if _refusal(form, key, OPEN)["type"] != "model_type":
        return f"[{OPEN}]" if is_list(form, (key,)) else OPEN
    inner = _open(models_at(form, (key,))[0])
    return f"{{{', '.join(f'{name}: {value}' for name, value in inner.items())}}}"


def _filled(form: type[BaseModel], pieces: list[str]) -> dict[str, str] | None:
    """The keys in their order, every piece used; None where one is left over.

    Words beside numbers are let be where there is a number for each key: 暂住800人 alone would be taken for another.
    """
    called = {info.title for _, info in _fields(form)}
    left = [piece for piece in pieces if piece not in called]
    numbers = [piece for piece in left if _is_number(piece)]
    has_words = any(_is_words(form, key) or models_at(form, (key,)) for key, _ in _fields(form))
    is_each = not has_words and len(numbers) == len([*_fields(form)])
    for parts in (left, [end for piece in left for end in _ends(piece)], numbers if is_each else []):
        if found := _placed(form, parts):
            written = (
                (key, found.get(key) or _open_value(form, key))
                for key, info in _fields(form)
                if key in found or info.is_required()
            )
            return _larger_first(dict(written))
    return None


def _placed(form: type[BaseModel], pieces: list[str]) -> dict[str, str]:
    """What each key takes, what must be there first; nothing where a piece is left over."""
    found, rest = {}, list(pieces)
    fields = [(key, info.is_required(), _is_words(form, key)) for key, info in _fields(form)]
    for key, is_needed, is_words in sorted(fields, key=lambda field: (field[2], not field[1])):
        for at, piece in enumerate(rest):
            if (is_needed or not is_words) and (value := _read(form, key, piece)):
                found[key] = value
                del rest[at]
                break
    return {} if rest else found


def _is_number(piece: str) -> bool:
    return re.search("[0-9]", piece) is not None


def _ends(piece: str) -> list[str]:
    """40/39 and 1-99号 are two numbers."""
    both = _BETWEEN.fullmatch(piece)
    return [both[1], both[2]] if both else [piece]


def _larger_first(written: dict[str, str]) -> dict[str, str]:
    """Where there are two counts and nothing else the first is the whole, the second a part of it."""
    counts = sorted((value for value in written.values() if value.isdigit()), key=int, reverse=True)
    is_part = len(written) == len(counts) == len(("whole", "part"))
    return dict(zip(written, counts, strict=True)) if is_part else written


def _refusal(form: type[BaseModel], key: str, value: Any) -> dict[str, Any]:
    """What is wrong with that value of the key, whatever else is missing; of type "" where nothing is."""
    try:
        form.model_validate({key: value})
    except ValidationError as error:
        own = (detail for detail in error.errors() if detail["loc"][:1] == (key,))
        return next(({**detail} for detail in own), {"type": ""})
    return {"type": ""}


def fits(form: type[BaseModel], key: str, value: Any) -> bool:
    """Does the key of that record take the value, whatever else the record lacks?"""
    return not _refusal(form, key, value)["type"]


def _is_words(form: type[BaseModel], key: str) -> bool:
    """Does it take any words?"""
    return fits(form, key, "任何文字")


def _read(form: type[BaseModel], key: str, piece: str) -> str | None:
    """The piece as the key takes it; None where it does not: words are no number, a number is no words."""
    is_number = _is_number(piece)
    if _is_words(form, key):
        return piece if not is_number and _PLAIN.fullmatch(piece) and fits(form, key, piece) else None
    if not (wrong := _refusal(form, key, piece))["type"]:
        return piece
    choices = next(chain(enums_at(form, (key,)), enums_at(form, (key, 0))), None)
    if is_list(form, (key,)):
        items = several_words(choices, piece) if choices else [piece] if is_number else []
        return f"[{', '.join(items)}]" if items and fits(form, key, items) else None
    if choices:
        return known_word({member.value: member.label for member in choices}, piece)
    if wrong["type"] == "model_type":
        braces = in_braces(models_at(form, (key,)), piece)
        return braces if braces and is_whole(braces) and piece in braces else None
    guess = probably_meant(f"{piece} ", str(wrong.get("ctx", {}).get("example", "")))
    return guess if guess and fits(form, key, guess) else None
