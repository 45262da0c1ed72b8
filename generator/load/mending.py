"""What a clerk probably meant by a misspelled value: offered as a question, never taken as an answer."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Final

from generator.load import moments
from generator.text.numerals import with_digits

_TRUE: Final = ("是", "有", "对", "已", "yes", "y", "on", "1")
_FALSE: Final = ("否", "无", "没有", "不", "no", "n", "off", "0")
_UNITS: Final = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
# About 35, more than 35: not the number that somebody counted.
_VAGUE: Final = re.compile(r"[约余多几近许上下]|左右|以上|以下|不到")
_AMOUNT: Final = re.compile(
    r"第?(?P<whole>[0-9]{1,3}(?:[, ][0-9]{3})+|[0-9]+)(?P<part>\.[0-9]+)?"
    r"\s*(?P<unit>[十百千万亿]{0,2})(?P<rest>[^0-9]*)"
)
_EXTENSION: Final = re.compile(r"\s*(?:转|分机号?|ext\.?|[*#x])\s*:?\s*(?=[0-9])")
# No value that is worth a guess is longer.
_LONGEST: Final = 200
_SEVERAL: Final = re.compile(r"[、，,;；/\s和或及]+")
_CALLED: Final = re.compile(r"^(?:值班)?(?:电话|固话|座机|tel\.?|号码)\s*:?\s*|\(?(?:24小时|值班)\)?$")


def probably_meant(found: str, example: str) -> str | None:
    """The found text in the spelling of the example, or None where it cannot be read so."""
    text = in_plain_signs(found)
    for spelling, reading in _READINGS:
        if re.fullmatch(spelling, example):
            guess = reading(text)
            right = guess != found and re.fullmatch(spelling, guess)
            is_code = example.isdigit() and len(example) >= len("004217")
            return guess if right and (not is_code or len(guess) == len(example)) else None
    return None


def hint_for(found: str, example: str) -> str:
    """What to write instead of a misspelled value: the exact text where it can be told, else an example."""
    if len(found) > _LONGEST:
        return f"例如 {example}。"
    guess = probably_meant(found, example)
    if guess is not None:
        return f"是不是 {guess}?"
    plain = with_digits(in_plain_signs(found))
    spans = moments.spans(plain)
    if spans and probably_meant(spans[0] + " ", example):
        whole = f"{spans[0].partition('-')[0]}-{spans[-1].partition('-')[2]}"
        return f"这里只写一段时间:请写 {' 或 '.join(spans)};中间也在的,写 {whole}。"
    if spans and probably_meant(spans[0][:5] + " ", example):
        opens, _, closes = spans[0].partition("-")
        each = "" if len(spans) == 1 else "每段时间各写一项,第一项"
        return f"这里只写一个时间:{each}开始的一行写 {opens},结束的一行写 {closes}。"
    parts = [part for part in _SEVERAL.split(found) if part]
    values = [probably_meant(f"{part} ", example) for part in parts]
    if len(values) > 1 and all(values):
        return f"这里只写一个:请写 {' 或 '.join(value for value in values if value)}。"
    return f"例如 {example}。"


def in_plain_signs(found: str) -> str:
    """The text in half-width characters and small letters, every dash and 至 a hyphen, numerals as digits."""
    plain = unicodedata.normalize("NFKC", found).strip().lower()
    return re.sub(r"\s*(?:[‐‑‒—–~〜−]+|--|至|到)\s*", "-", plain)


def is_mobile(found: str) -> bool:
    """Does it look like a mobile number (1[3-9] and nine digits, +86 and separators allowed)?"""
    digits = re.sub(r"[\s\-+()]", "", unicodedata.normalize("NFKC", found))
    return re.fullmatch(r"(86)?1[3-9][0-9]{9}", digits) is not None


def _badge(text: str) -> str:
    return text.zfill(6) if text.isdigit() else ""


def _phone(text: str) -> str:
    """The area code and extension apart: 010 and 02x have three figures and eight after them, others four and seven."""
    number, *extension = _EXTENSION.split(_CALLED.sub("", text))
    digits = re.sub(r"^(?:\+|00)86-?(?=[1-9])", "0", re.sub(r"[\s()./-]", "", number))
    found = re.fullmatch(r"(010|02[0-9])([0-9]{8})|(0[3-9][0-9]{2})([0-9]{7})", digits)
    plain = "-".join(part for part in found.groups() if part) if found else ""
    if len(extension) > 1 or (extension and re.fullmatch(r"[0-9]{1,5}", extension[0]) is None):
        return ""
    return "-".join((plain, *extension)) if plain else ""


def _number(text: str) -> str:
    """35人, 5,200, 3.5万, 98%, 35.0: the number alone, wholly written; nothing for what is about a number."""
    found = _AMOUNT.fullmatch(text)
    if found is None or _VAGUE.search(text) or re.match("[十百千万亿-]", found["rest"]):
        return ""
    number = Decimal(re.sub("[, ]", "", found["whole"]) + (found["part"] or ""))
    for unit in found["unit"]:
        number *= _UNITS[unit]
    return f"{number.normalize():f}"


def _flag(text: str) -> str:
    return "true" if text in (*_TRUE, "true") else "false" if text in (*_FALSE, "false") else ""


def _identifier(text: str) -> str:
    return re.sub(r"[\s_]+", "-", text)


# A spelling, and how to read other spellings of the same thing; the example of a type tells which one it is.
_READINGS: Final = (
    (r"[0-9]{4}-[0-9]{2}-[0-9]{2}", lambda text: moments.day(with_digits(text))),
    (r"[0-9]{4}-[0-9]{2}", lambda text: moments.month(with_digits(text))),
    (r"[0-9]{4}-W[0-9]{2}", moments.week),
    (r"[0-9]{2}:[0-9]{2}-[0-9]{2}:[0-9]{2}", lambda text: moments.span(with_digits(text))),
    (r"[0-9]{2}:[0-9]{2}", lambda text: moments.time(with_digits(text))),
    (r"0[0-9]{5}", _badge),
    (r"0[0-9]{2,3}-[0-9]{7,8}(-[0-9]{1,5})?", _phone),
    (r"[0-9]+(\.[0-9]+)?", lambda text: _number(text if re.search("[0-9]", text) else with_digits(text))),
    (r"true|false", _flag),
    (r"[a-z0-9]+(-[a-z0-9]+)+", _identifier),
)
