"""Guess what a misspelled value means and say what to write instead, or what to find out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from typing import Final

from generator.load import moments
from generator.load.fields import Spot
from generator.problems import shown
from generator.text.numerals import with_digits

_TRUE: Final = re.compile("true|是|有|对|已|已有|具备|齐全|[√✓✔☑]|yes|y|t|on|1")
_FALSE: Final = re.compile("false|否|无|没有|没|不|未|[×✗✘☒]|no|n|f|off|0")
_UNKNOWN: Final = re.compile("无|没有|暂无|不详|未知|不知道|不清楚|待定|待补|待查|未定|/|-")
_UNITS: Final = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
# “About 35” or “more than 35” is not a number that somebody counted.
_VAGUE: Final = re.compile(r"[约余多几近许上下]|左右|以上|以下|不到")
# “About 35” may turn out to be 35; “more than 35” cannot, so only these words may be removed.
_ABOUT: Final = re.compile(r"^(?:大约|大概|约|近)\s*|\s*(?:左右|上下)$")
# How a spreadsheet shows a long number. Its last digits are lost unless all are shown.
_POWER: Final = re.compile(r"([0-9])(?:\.([0-9]+))?e\+?([0-9]{1,2})")
_ALIKE: Final = str.maketrans("oli", "011")
_AMOUNT: Final = re.compile(
    r"(?:第|[+¥$])?(?P<whole>[0-9]{1,3}(?:[, ][0-9]{3})+|[0-9]+)(?P<part>\.[0-9]+)?"
    r"\s*(?P<unit>[十百千万亿]{0,2})(?P<rest>[^0-9]*)"
)
# What follows a number that is no count: more of a numeral (3十几), or hours and seconds, which no count is in.
_OTHER: Final = re.compile("[十百千万亿-]|个?半?(?:小时|钟头)|秒")
# Punctuation and spaces that may surround a value.
_AROUND: Final = "。、，；;,‘’“”'\"\t\u3000"
_TAILS: Final = re.compile(r"(?P<number>0[0-9]{2,3}-[0-9]{7,8})[/、,](?P<tail>[0-9]{1,4})")
_EXTENSION: Final = re.compile(r"\s*(?:转|分机号?|ext\.?|[*#x])\s*:?\s*(?=[0-9])")
# Longer values are not guessed at.
_LONGEST: Final = 200
_SEVERAL: Final = re.compile(r"[、，,;；/\s和或及]+")
_COUNT: Final = re.compile(r"[0-9]{1,3}(?:\.[0-9]+)?")
_CALLED: Final = re.compile(
    r"^(?:值班|办公|白天|夜间|晚上)?(?:电话|固话|座机|tel\.?|号码)?\s*:?\s*|\(?(?:24小时|值班)\)?$|\([^()0-9]*\)$"
)


def probably_meant(found: str, example: str, area_code: str | None = None) -> str | None:
    """The found text in the spelling of the example, or None if it cannot be read that way."""
    known = ((spelling, reading) for spelling, reading in _READINGS if re.fullmatch(spelling, example))
    spelling, reading = next(known, (None, None))
    if spelling is None or reading is None:
        return None
    text = in_plain_signs(found)
    if re.fullmatch(r"[0-9oli:/. -]*[0-9][0-9oli:/. -]*", text) and example[:1].isdigit():
        text = text.translate(_ALIKE)
    guess = reading(text)
    if reading is _phone and not guess and area_code:
        guess = _with_area_code(text, area_code)
    if reading is _number and text.endswith("%") and "." not in example:
        return None  # a percentage is not a count
    is_code = example.isdigit() and len(example) >= len("004217")
    is_right = re.fullmatch(spelling, guess) and (not is_code or len(guess) == len(example))
    return guess if is_right and guess != found else None


def hint_for(spot: Spot, found: str, example: str, area_code: str | None = None) -> str:
    """What to write instead of a misspelled value: the exact text if it is certain, else advice and an example."""
    asked = f"例如 {spot.line(example)}。"
    if example == "true":
        asked = f"有的写 {spot.line('true')},没有的写 {spot.line('false')}。"
    elif _COUNT.fullmatch(example):  # staff would copy an example number
        asked = f"请核实后写成 {spot.line('数')},只写数字。"
    if len(found) > _LONGEST:
        return asked
    guess = probably_meant(found, example, area_code)
    if guess == moments.END_OF_DAY and spot.key in ("starts", "ends", "opens"):
        return "半夜 12 点是第二天的 00:00:请核对后改正。"
    if guess is not None:
        return f"请写成 {spot.line(guess)}。"
    if is_unknown(found) and spot.key:
        return _of_nothing(spot, found, example, asked)
    plain = with_digits(in_plain_signs(found))
    return (
        _of_days(spot, plain, example)
        or _of_parts(spot, plain, example, area_code)
        or _of_power(plain, asked)
        or _of_several(spot, found, plain, example, area_code)
        or asked
    )


def _of_nothing(spot: Spot, found: str, example: str, asked: str) -> str:
    """“无” means 0 for a count; elsewhere the line should be deleted unless it is required."""
    if _COUNT.fullmatch(example):
        unknown = "请核实后填写。" if spot.is_required else "删去这一行。"
        return f"一个也没有的,写 {spot.line('0')};不知道的,{unknown}"
    if spot.is_required:
        return f"这一行必须写,请核实后填写。{asked}"
    return f"不知道或没有的,请删去 {spot.line(shown(found))}。"


def _of_days(spot: Spot, plain: str, example: str) -> str | None:
    """Advice on a day that does not exist, or on two days instead of one."""
    if not re.match(moments.DAY, example):
        return None
    if told := moments.no_such_day(plain, example[:4]):
        return f"{told}:请核对后改正。"
    both = " 或 ".join(map(spot.line, moments.days(plain)))
    return f"这里只写一天:请写 {both};从哪天到哪天,起和止要分成两行写。" if both else None


def _of_parts(spot: Spot, plain: str, example: str, area_code: str | None) -> str | None:
    """Advice on an incomplete value: each possible meaning and its spelling."""
    choices = moments.in_part(plain, example)
    exact = _ABOUT.sub("", plain)
    if exact != plain and (guess := probably_meant(f"{exact} ", example, area_code)):
        choices = [("不写大约的数:请核实,确实是这样的,", guess)]
    return ";".join(f"{case}写 {spot.line(value)}" for case, value in choices) + "。" if choices else None


def _of_power(plain: str, asked: str) -> str | None:
    power = _POWER.fullmatch(plain)
    return power and f"表格把它缩写成了 {power[0]},后面的数字已经丢失,请照原件重新输入。{asked}"


def _of_several(spot: Spot, found: str, plain: str, example: str, area_code: str | None) -> str | None:
    """Advice on several values instead of one. Digits between commas are more likely one number."""
    if spot.key in ("from", "to") and (ends := re.fullmatch(r"([0-9]+)号?-([0-9]+)号?", plain)):
        return f"起止分开写:请写成 from: {ends[1]}, to: {ends[2]}。"
    spans = moments.spans(plain)
    if spans and probably_meant(spans[0] + " ", example):
        whole = f"{spans[0].partition('-')[0]}-{spans[-1].partition('-')[2]}"
        return f"这里只写一段时间:请写 {' 或 '.join(spans)};中间也在的,写 {whole}。"
    if spans and probably_meant(spans[0][:5] + " ", example):
        opens, _, closes = spans[0].partition("-")
        each = "" if len(spans) == 1 else "每段时间各写一项,第一项"
        return f"这里只写一个时间:{each}开始的一行写 {opens},结束的一行写 {closes}。"
    if tails := _TAILS.fullmatch(plain):
        found = f"{tails['number']}、{tails['number'][: -len(tails['tail'])]}{tails['tail']}"
    parts = [part for part in _SEVERAL.split(found) if part]
    values = [value for part in parts if (value := probably_meant(f"{part} ", example, area_code))]
    if len(parts) == len(values) > 1 and not _COUNT.fullmatch(example):
        return f"这里只写一个:请写 {' 或 '.join(values)}。"
    return None


def in_plain_signs(found: str) -> str:
    """Normalise: half-width, lower case, a hyphen for every dash and 至, single spaces."""
    plain = unicodedata.normalize("NFKC", found).strip(f"{_AROUND} ").lower()
    plain = " ".join(plain.split())  # else the pattern below takes quadratic time on a long run of spaces
    return re.sub(r" ?(?:[‐‑‒—–~〜−]+|--|至|到) ?", "-", plain)


def is_unknown(found: str) -> bool:
    """Does it only say “unknown” or “none”?"""
    return _UNKNOWN.fullmatch(in_plain_signs(found)) is not None


def _in_days(reading: Callable[[str], str]) -> Callable[[str], str]:
    """The same reading, after removing words such as 起 and 至今: 2026年3月起."""
    return lambda text: reading(with_digits(re.sub("起?-今$|(?:起|开始|以来|止|为止)$", "", text)))


def _badge(text: str) -> str:
    """000427 for 警号 000427, 00 0427 and OO0427; leading zeros that a spreadsheet removed are restored."""
    bare = re.sub(r"^(?:警号|警员编号|no\.?)\s*:?|\s|号$", "", _all_digits(text)).translate(_ALIKE)
    is_whole = len(bare) == len("004217") or not bare.startswith("0")
    return bare.zfill(6) if bare.isdigit() and is_whole else ""


def _all_digits(text: str) -> str:
    """Write out scientific notation if no digits are lost; return other text unchanged."""
    power = _POWER.fullmatch(text)
    return power[1] + (power[2] or "") if power and len(power[2] or "") == int(power[3]) else text


def _phone(text: str) -> str:
    """Area code, number and extension with hyphens. 010 and 02x have three digits and eight after them, others four."""
    if _TAILS.fullmatch(text):  # the last digits of a second number are not part of the first
        return ""
    number, *extension = _EXTENSION.split(_CALLED.sub("", text))
    digits = re.sub(r"[\s():./-]", "", number).translate(_ALIKE)
    digits = re.sub(r"^(?:\+|00)860?(?=[1-9])", "0", digits)
    found = re.fullmatch(r"(010|02[0-9])([0-9]{8})|(0[3-9][0-9]{2})([0-9]{7,8})", digits)
    if found is None or len(extension) > 1 or not all(re.fullmatch("[0-9]{1,5}", one) for one in extension):
        return ""
    return "-".join((*filter(None, found.groups()), *extension))


def _with_area_code(text: str, area_code: str) -> str:
    """Complete a number that lacks the bureau's area code, or the code's leading zero."""
    number = _CALLED.sub("", text)
    begun = number.removeprefix(area_code[1:])
    if begun != number and (guess := _phone(f"{area_code}-{begun}")):
        return guess
    return _phone(f"{area_code}-{number}")


def _number(text: str) -> str:
    """The plain number for 一百二十, 35人, 5,200, 3.5万, 98%, 35.0; empty for an approximate one."""
    text = _all_digits(text) if re.search("[0-9]", text) else with_digits(text)
    found = _AMOUNT.fullmatch(text.translate(_ALIKE) if re.fullmatch(r"[0-9oli,. ]*", text) else text)
    if found is None or _VAGUE.search(text) or _OTHER.match(found["rest"]):
        return ""
    number = Decimal(re.sub("[, ]", "", found["whole"]) + (found["part"] or ""))
    for unit in found["unit"]:
        number *= _UNITS[unit]
    return f"{number.normalize():f}"


def _flag(text: str) -> str:
    return "true" if _TRUE.fullmatch(text) else "false" if _FALSE.fullmatch(text) else ""


def _identifier(text: str) -> str:
    return re.sub(r"[\s_]+", "-", text)


# A right spelling, and a function that converts other spellings to it. A type's example selects the row.
_READINGS: Final[tuple[tuple[str, Callable[[str], str]], ...]] = (
    (moments.DAY, _in_days(moments.day)),
    (moments.MONTH, _in_days(moments.month)),
    (moments.WEEK, moments.week),
    (f"{moments.TIME}-{moments.TIME}", lambda text: moments.span(with_digits(text))),
    (moments.TIME, lambda text: moments.time(with_digits(text))),
    (r"0[0-9]{5}", _badge),
    (r"0[0-9]{2,3}-[0-9]{7,8}(-[0-9]{1,5})?", _phone),
    (r"[0-9]+(\.[0-9]+)?", _number),
    (r"true|false", _flag),
    (r"[a-z0-9]+(-[a-z0-9]+)*", _identifier),
)
