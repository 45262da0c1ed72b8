"""What else of a person's life is refused in a text: plates of vehicles, birth dates, home addresses.

Each has a form of its own; what only looks like it (鄂A区, 2026年出生人口, 会议室在3栋1单元101室) is told by its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from generator.personal.normalising import NUMERALS

PROVINCE: Final = "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
SPACE: Final = r"[\s·.\-_\x00]{0,3}"
_AFTER: Final = "(?![A-Za-z0-9])"
_D: Final = rf"{SPACE}[0-9]"
_A: Final = rf"{SPACE}[A-Za-z0-9]"
_L: Final = rf"{SPACE}[A-Za-z]"
PLATE: Final = re.compile(
    rf"(?<![更全最创翻重刷]){PROVINCE}{SPACE}[A-Za-z]"
    rf"(?P<number>(?:{_A}){{4}}{SPACE}[警学挂港澳领使试超]|(?:{_A}){{5,6}}{_AFTER})"
    rf"|(?<![A-Za-z])[Ww]{SPACE}[Jj]{SPACE}(?:{PROVINCE}|[0-3][0-9])?"
    rf"(?P<armed>(?:{_D}){{4}}(?:{_A}|{SPACE}警)?){_AFTER}"
)
# GA 36: two letters at most among five characters; of six the first or the last is one.
_OF_FIVE: Final = re.compile("(?=(?:.*[0-9]){3}).{5}")
_OF_SIX: Final = re.compile("[A-Z]{1,2}[0-9]{4,5}|[0-9]{5}[A-Z]", re.IGNORECASE)

_FIGURE: Final = f"[0-9{''.join(NUMERALS)}]"
_TEN: Final = f"[0-9十廿{''.join(NUMERALS)}]"
_YEAR: Final = f"(?:19|20|一九|二[〇零]){_FIGURE}{{2}}"
_MONTH_AND_DAY: Final = (
    rf"年\s?{_TEN}{{1,3}}\s?月(?:\s?{_TEN}{{1,3}}\s?[日号])?|[-./][0-9]{{1,2}}(?:[-./][0-9]{{1,2}})?"
)
_DAY: Final = rf"{_YEAR}\s?(?:{_MONTH_AND_DAY})"
BORN: Final = re.compile(
    rf"(?:出生(?:于|日期|年月|时间)|(?<![发产诞学新先医卫民养再共派])生于|生日)[\s:：是为在(]{{0,4}}(?:{_DAY}|{_YEAR}年?)"
    rf"|生日[\s:：是为在]{{0,3}}(?:农历|阴历)?{_TEN}{{1,3}}月{_TEN}{{1,3}}[日号]?"
    rf"|{_DAY}\s?(?:出生(?!人口|率|登记|证|的[孩儿新婴])|生(?=[^一-龥]|$|人))"
    rf"|{_YEAR}年\s?(?:出?生)(?=[,，。;；、)）\s]|$)"
)

_ROOM: Final = rf"{_FIGURE}{{3,4}}"
_SMALL: Final = f"{_TEN}{{1,3}}"
_HOUSE: Final = rf"[A-Za-z]?{_SMALL}\s?(?:栋|幢|座|号楼|#楼?)"
HOME: Final = re.compile(
    rf"(?:{_HOUSE}|[A-Za-z]\s?(?:栋|幢|座))[\s,，-]?{_SMALL}\s?单元"
    rf"[\s,，-]?(?:{_SMALL}\s?楼\s?)?{_ROOM}\s?[室号户房]?"
    rf"|{_SMALL}\s?(?:栋|幢)[\s,，-]?(?:{_SMALL}\s?楼\s?)?{_ROOM}\s?(?:[室房]|户(?![居家人口]))"
    rf"|(?<![0-9-])[0-9]{{1,3}}-[0-9]{{1,2}}-[0-9]{{3,4}}\s?[室户房]"
)
# A room that is nobody's home, by a word close to it.
_OFFICE: Final = re.compile(
    "警务[室站]|会议室|办公|活动室|活动中心|值班室|居委会|村委会|党群|服务中心|服务站|服务大厅|物业|门面|商铺"
    "|酒店|宾馆|大厦|写字楼|派出所|学校|幼儿园|会场|地点"
)
_NEAR: Final = 14  # characters


def private_spans(text: str) -> Iterator[tuple[str, int, int]]:
    """Code, start and end of each."""
    for found in PLATE.finditer(text):
        if _is_plate(found):
            yield "E406", found.start(), found.end()
    for found in BORN.finditer(text):
        yield "E407", found.start(), found.end()
    for found in HOME.finditer(text):
        near = f"{text[max(0, found.start() - _NEAR) : found.start()]}\n{text[found.end() : found.end() + _NEAR]}"
        if not _OFFICE.search(near):
            yield "E408", found.start(), found.end()


def _is_plate(found: re.Match[str]) -> bool:
    if found["armed"]:
        return True
    number = "".join(filter(str.isalnum, found["number"]))
    return (_OF_FIVE if len(number) == 5 else _OF_SIX).fullmatch(number) is not None  # noqa: PLR2004
