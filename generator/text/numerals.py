"""Chinese numerals as digits, so that 一巷 is 1巷, 廿三号 23号 and 贰栋 2栋.

Every run of numerals is one number or several: 一百零八 is 108, 二〇二六 is 2026, 八一 is 81. What a run becomes
says nothing about what it means: 八一路 and 81路 are one name, and so are 三里桥 and 3里桥.
"""

from __future__ import annotations

import re
from typing import Final

_DIGITS: Final = "〇一二三四五六七八九"
NUMERALS: Final = "零〇一二三四五六七八九十百千廿卅卌"
# 两 is a numeral only before 百 and 千: 两湖路 is named after two lakes, but nobody writes 二湖路.
_TWO: Final = re.compile("两(?=[百千])")
_NUMBER: Final = re.compile(
    f"(?=[{NUMERALS}])(?:([一二三四五六七八九]?)(千))?(?:零*([一二三四五六七八九]?)(百))?"
    "(?:零*([一二三四五六七八九]?)(十)|([廿卅卌]))?(零*)([一二三四五六七八九]?)"
)
# 伍 and 陆 are also surnames, so these are numerals only before a unit, or several together with 拾, 佰 or 仟.
_FORMAL: Final = "壹贰貳叁參肆伍陆陸柒捌玖拾佰仟"
_PLAIN: Final = "一二二三三四五六六七八九十百千"
_FORMAL_RUN: Final = re.compile(f"([{_FORMAL}零]+)([号栋幢座楼层室期#]|单元)?")
_TO_PLAIN: Final = str.maketrans(_FORMAL, _PLAIN)


def with_digits(text: str) -> str:
    """The text with Chinese numerals as digits."""
    plain = _FORMAL_RUN.sub(_in_plain_numerals, text.replace("〇", "零"))
    return _NUMBER.sub(_in_digits, _TWO.sub("二", plain))


def _in_plain_numerals(run: re.Match[str]) -> str:
    numerals, unit = run.groups()
    counts = unit or (len(numerals) > 1 and not set("拾佰仟").isdisjoint(numerals))
    return run[0].translate(_TO_PLAIN) if counts else run[0]


def _in_digits(number: re.Match[str]) -> str:
    thousands, has_thousands, hundreds, has_hundreds, tens, has_ten, twenty, zeros, ones = (
        part or "" for part in number.groups()
    )
    if not (has_thousands or has_hundreds or has_ten or twenty):
        return "0" * len(zeros) + (str(_DIGITS.index(ones)) if ones else "")
    units = ((thousands, has_thousands, 1000), (hundreds, has_hundreds, 100), (tens, has_ten, 10))
    total = sum(worth * _DIGITS.index(count or "一") for count, unit, worth in units if unit)
    total += 20 + 10 * "廿卅卌".index(twenty) if twenty else 0
    # 一百八 is short for 一百八十, 一百零八 is not.
    short = not (has_ten or twenty or zeros)
    last = (10 if has_hundreds else 100) if short else 1
    return str(total + last * (_DIGITS.index(ones) if ones else 0))
