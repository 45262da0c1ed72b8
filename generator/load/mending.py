"""What a clerk probably meant by a misspelled value: offered as a question, never taken as an answer."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_TRUE: Final = ("是", "有", "对", "已", "yes", "y", "on", "1")
_FALSE: Final = ("否", "无", "没有", "不", "no", "n", "off", "0")
_AFTERNOON: Final = ("下午", "晚", "pm")
_NOON: Final = 12


def probably_meant(found: str, example: str) -> str | None:
    """The found text in the spelling of the example, or None where it cannot be read so."""
    text = re.sub(r"[—–~至到−]", "-", unicodedata.normalize("NFKC", found).strip().lower())
    for spelling, reading in _READINGS:
        if re.fullmatch(spelling, example):
            guess = reading(text)
            right = guess != found and re.fullmatch(spelling, guess)
            return guess if right and (len(example) < len("004217") or len(guess) == len(example)) else None
    return None


def is_mobile(found: str) -> bool:
    """Does it look like a mobile number (1[3-9] and nine digits, +86 and separators allowed)?"""
    digits = re.sub(r"[\s\-+()]", "", unicodedata.normalize("NFKC", found))
    return re.fullmatch(r"(86)?1[3-9][0-9]{9}", digits) is not None


def _numbers(text: str) -> list[str]:
    return re.findall(r"[0-9]+", text)


def _day(text: str) -> str:
    return "-".join(number.zfill(2) for number in _numbers(text))


def _week(text: str) -> str:
    return "-W".join(number.zfill(2) for number in _numbers(text))


def _time(text: str) -> str:
    found = re.fullmatch(r"\D*([0-9]{1,2})(?:\D+([0-9]{1,2}))?\D*", text)
    if found is None:
        return ""
    is_late = any(word in text for word in _AFTERNOON) and int(found[1]) < _NOON
    return f"{int(found[1]) + (_NOON if is_late else 0):02d}:{(found[2] or '').zfill(2)}"


def _span(text: str) -> str:
    opens, dash, closes = text.partition("-")
    return f"{_time(opens)}-{_time(closes)}" if dash else ""


def _badge(text: str) -> str:
    return text.zfill(6) if text.isdigit() else ""


def _phone(text: str) -> str:
    digits = "".join(_numbers(text))
    return f"{digits[:4]}-{digits[4:]}"


def _number(text: str) -> str:
    numbers = re.findall(r"[0-9]+(?:\.[0-9]+)?", re.sub(r"(?<=[0-9])[,\s](?=[0-9])", "", text))
    plain = len(numbers) == 1 and not re.search(r"[万千百亿-]", text)
    return (numbers[0].lstrip("0") or "0") if plain else ""


def _flag(text: str) -> str:
    return "true" if text in (*_TRUE, "true") else "false" if text in (*_FALSE, "false") else ""


def _identifier(text: str) -> str:
    return re.sub(r"[\s_]+", "-", text)


# A spelling, and how to read other spellings of the same thing; the example of a type tells which one it is.
_READINGS: Final = (
    (r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?", _day),
    (r"[0-9]{4}-W[0-9]{2}", _week),
    (r"[0-9]{2}:[0-9]{2}-[0-9]{2}:[0-9]{2}", _span),
    (r"[0-9]{2}:[0-9]{2}", _time),
    (r"0[0-9]{5}", _badge),
    (r"0[0-9]{3}-[0-9]{7}", _phone),
    (r"[0-9]+(\.[0-9]+)?", _number),
    (r"true|false", _flag),
    (r"[a-z0-9]+(-[a-z0-9]+)+", _identifier),
)
