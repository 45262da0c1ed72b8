"""What a clerk probably meant by a misspelled value: offered as a question, never taken as an answer."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_TRUE: Final = ("是", "有", "对", "已", "yes", "y", "on", "1")
_FALSE: Final = ("否", "无", "没有", "不", "no", "n", "off", "0")
_NOON: Final = 12
# What people say before (or, in English, after) an hour, and the hours of the day that it may mean.
_PARTS_OF_DAY: Final = {
    "凌晨": range(6),
    "早上": range(5, 12),
    "早晨": range(5, 12),
    "早": range(5, 12),
    "上午": range(6, 13),
    "中午": range(11, 15),
    "下午": range(12, 20),
    "傍晚": range(16, 21),
    "晚上": range(17, 24),
    "晚": range(17, 24),
    "夜里": range(21, 24),
    "am": range(12),
    "pm": range(12, 24),
}
_DAYPART: Final = "|".join(_PARTS_OF_DAY)
_MINUTES: Final = {"半": "30", "一刻": "15", "1刻": "15", "三刻": "45", "3刻": "45", "整": "00"}
_CLOCK: Final = (
    rf"(?P<before>{_DAYPART})?(?P<hour>[0-9]{{1,2}})"
    rf"(?:[:.,点时](?:(?P<minute>[0-5][0-9])分?)|[点时](?:(?P<words>{'|'.join(_MINUTES)})|钟)?|(?=[ap]m))(?P<after>am|pm)?"
)


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
    """A time that is wholly understood, else nothing; 晚上12点 is a time of the next day, so nothing."""
    found = re.fullmatch(_CLOCK, re.sub(r"\s", "", text))
    if found is None or (found["before"] and found["after"]):
        return ""
    word, hour = found["before"] or found["after"], int(found["hour"])
    hours = _PARTS_OF_DAY[word] if word else range(24)
    if word and hour == _NOON and 0 in hours:
        hour = 0
    elif hour not in hours and hour < _NOON:
        hour += _NOON
    minute = _MINUTES.get(found["words"] or "", found["minute"] or "0")
    return f"{hour:02d}:{minute.zfill(2)}" if hour in hours else ""


def _span(text: str) -> str:
    opens, dash, closes = text.partition("-")
    first, last = _time(opens), _time(closes)
    return f"{first}-{last}" if dash and first < last else ""


def _badge(text: str) -> str:
    return text.zfill(6) if text.isdigit() else ""


def _phone(text: str) -> str:
    """The area code apart: 010 and 02x have three figures and eight after them, others four and seven."""
    digits = "".join(_numbers(text))
    found = re.fullmatch(r"(010|02[0-9])([0-9]{8})|(0[3-9][0-9]{2})([0-9]{7})", digits)
    is_plain = re.fullmatch(r"[0-9\s()./-]+", text) is not None
    return "-".join(part for part in found.groups() if part) if found and is_plain else ""


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
    (r"0[0-9]{2,3}-[0-9]{7,8}", _phone),
    (r"[0-9]+(\.[0-9]+)?", _number),
    (r"true|false", _flag),
    (r"[a-z0-9]+(-[a-z0-9]+)+", _identifier),
)
