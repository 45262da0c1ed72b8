"""What else of a person's life is refused in a text: plates of vehicles, birth dates, home addresses.

Each has a form of its own; what only looks like it (鄂A区, 2026年出生人口, 会议室在3栋1单元101室) is told by its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from generator.personal.normalising import NUMERALS

_PROVINCE: Final = "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
_SPACE: Final = r"[\s·.\-_\x00—–－．]{0,3}"
_AFTER: Final = "(?![A-Za-z0-9])"
_D: Final = rf"{_SPACE}[0-9]"
_A: Final = rf"{_SPACE}[A-Za-z0-9]"
_PLATE: Final = re.compile(
    rf"(?<![更全最创翻重刷]){_PROVINCE}{_SPACE}[A-Za-z]"
    rf"(?P<number>(?:{_A}){{4}}{_SPACE}[警学挂港澳领使试超应]|(?:{_A}){{5,6}}{_AFTER})"
    rf"|(?<![A-Za-z])[Ww]{_SPACE}[Jj]{_SPACE}(?:{_PROVINCE}|[0-3][0-9])?"
    rf"(?:{_D}){{4}}(?:{_A}|{_SPACE}警)?{_AFTER}"
    # The army's, an embassy's, and what is called a plate.
    rf"|(?:[军空海]{_SPACE}[A-Za-z]|(?<![A-Za-z0-9])V{_SPACE}[A-Z])(?:{_D}){{5}}(?![A-Za-z0-9]|\s?[元人户件次个台套])"
    r"|使·?[0-9]{3}·?[0-9]{3}(?![0-9A-Za-z.]|\s?[一-龥%])|(?<![0-9.])[0-9]{3}·?[0-9]{3}使(?![一-龥])"
    rf"|(?:[车号]牌|牌照|车号)(?:号码?)?[\s:：是为]{{0,3}}[A-Za-z]{{1,2}}{_SPACE}[A-Za-z0-9]{{0,2}}[0-9]{{3,5}}{_AFTER}"
)
# GA 36: two letters at most among five characters; of six the first or the last is one.
_OF_FIVE: Final = re.compile("(?=(?:.*[0-9]){3}).{5}")
_OF_SIX: Final = re.compile("[A-Z]{1,2}[0-9]{4,5}|[0-9]{5}[A-Z]", re.IGNORECASE)

_FIGURE: Final = f"[0-9○{''.join(NUMERALS)}]"
_TEN: Final = f"[0-9十廿{''.join(NUMERALS)}]"
_YEAR: Final = f"(?:19|20|一九|二[〇零○0]){_FIGURE}{{2}}"
_ANY_YEAR: Final = rf"(?:{_YEAR}|(?<!{_FIGURE}){_FIGURE}{{2}}(?=\s?年))"
_LUNAR: Final = r"(?:[农阴旧]历)?\s?"
_MONTH: Final = rf"{_LUNAR}闰?(?:[正腊冬]|{_TEN}{{1,3}})\s?月"
_OF_MONTH: Final = rf"(?:\s?初?{_TEN}{{1,3}}(?:\s?[日号])?)"
_DASHED: Final = "[-./][0-9]{1,2}(?:[-./][0-9]{1,2})?"
_DAY: Final = rf"(?:{_ANY_YEAR}\s?年\s?{_MONTH}{_OF_MONTH}?|{_YEAR}{_DASHED})"
_IS: Final = r"[\s:：是为在(（]{0,4}"
_SAID_OF_BIRTH: Final = (
    "出生(?:于|日期|年月日?|时间|年份)|(?<![发产诞学新先医卫民养再共派])生于|生日(?![会宴聚活快祝])|生辰"
)
_BORN: Final = re.compile(
    rf"(?:{_SAID_OF_BIRTH}|出生){_IS}{_DAY}|(?:{_SAID_OF_BIRTH}){_IS}{_YEAR}年?"
    rf"|生日(?![会宴聚活快祝]){_IS}{_MONTH}{_OF_MONTH}|{_MONTH}{_OF_MONTH}\s?生日(?![会宴聚活快祝])"
    rf"|{_DAY}\s?(?:出生(?!人口|率|登记|证|的[孩儿新婴])|出世|降生|生(?=[^一-龥]|$|人))"
    rf"|{_ANY_YEAR}\s?年\s?(?:出?生人?)(?=[,，。;；、)）\s]|$)"
    rf"|(?:\b[Dd][Oo][Bb]|[Dd]ate of birth|\b[Bb]orn)(?: on| in)?[\s:：]{{0,3}}"
    rf"(?:{_YEAR}{_DASHED}|[0-9]{{1,2}}[-./][0-9]{{1,2}}[-./]{_YEAR})"
)

_ROOM: Final = rf"{_FIGURE}{{3,4}}"
_SMALL: Final = f"{_TEN}{{1,3}}"
_GAP: Final = r"[\s,，-]?"
_HOUSE: Final = rf"(?:[A-Za-z]?{_SMALL}\s?(?:栋|幢|座|号楼|[#＃]楼?)|[A-Za-z]\s?(?:栋|幢|座))"
_UNIT: Final = rf"(?:{_SMALL}|[A-Za-z甲乙丙丁东西中])\s?(?:单元|门)"
_FLOOR: Final = rf"(?:{_SMALL}\s?[楼层]\s?)?"
_DOOR: Final = r"(?:\s?[室房]|户(?![居家人口])|号(?![楼栋幢院线]))"
_DASHES: Final = r"(?<![0-9A-Za-z-])[0-9A-Za-z]{1,3}-[0-9]{1,2}-[0-9]{3,4}"
_HOME: Final = re.compile(
    rf"{_HOUSE}{_GAP}{_UNIT}{_GAP}{_FLOOR}{_ROOM}(?:\s?[室号户房])?"
    rf"|{_HOUSE}(?:{_GAP}{_FLOOR}{_ROOM}{_DOOR}|[\s-]?{_ROOM}(?![0-9]|\s?[一-龥%㎡#-]))"
    rf"|{_SMALL}(?:弄|巷|号院|胡同)\s?{_SMALL}\s?(?:号楼?|幢|栋|排)\s?{_ROOM}\s?[室户房]?"
    rf"|{_DASHES}\s?[室户房号]|(?:小区|花园|家园|公寓|[苑里城湾庭住])在?\s?{_DASHES}(?![0-9-])"
    rf"|(?:[家居]住|家在|(?<![0-9一-龥])住)[在于]?[^\s\d。,，;；\x02]{{0,8}}?{_SMALL}\s?[组队排]\s?{_SMALL}\s?号"
)
_ONE: Final = "[0-9〇零○一二三四五六七八九十廿]"
_BIRTH: Final = re.compile(rf"出[生世]|降生|生[于日辰人]|(?:{_ONE}|[日号月年])\s?生|[DdBb](?:OB|ob|orn|irth)")
_ROOMS: Final = re.compile(
    rf"[元门栋幢座楼#＃弄巷院同].{{0,9}}?{_FIGURE}{{3}}|-[0-9]{{1,2}}-[0-9]{{3}}|[组队排]\s?{_ONE}", re.DOTALL
)
_LETTERED: Final = re.compile(
    rf"(?:{_PROVINCE}|[军空海]){_SPACE}[A-Za-z]|[Ww]{_SPACE}[Jj]|V{_SPACE}[A-Z]|使|[车号]牌|牌照|车号"
)
# Each with what it cannot do without, in a form that the engine skips to.
PRIVATE: Final = ((_LETTERED, _PLATE), (_BIRTH, _BORN), (_ROOMS, _HOME))
# A room that is nobody's home, by a word close to it.
_OFFICE: Final = re.compile(
    "警务[室站]|会议室|办公|活动室|活动中心|值班室|居委会|村委会|党群|服务中心|服务站|服务大厅|物业|门面|商铺"
    "|酒店|宾馆|大厦|写字楼|派出所|学校|幼儿园|会场|地点"
)
_NEAR: Final = 14  # characters


def private_spans(text: str) -> Iterator[tuple[str, int, int]]:
    """Code, start and end of each."""
    plates, births, homes = (pattern.finditer(text) if hint.search(text) else () for hint, pattern in PRIVATE)
    for found in plates:
        if found["number"] is None or _is_numbered_as_plates_are(found["number"]):
            yield "E406", found.start(), found.end()
    for found in births:
        yield "E407", found.start(), found.end()
    for found in homes:
        near = f"{text[max(0, found.start() - _NEAR) : found.start()]}\n{text[found.end() : found.end() + _NEAR]}"
        if not _OFFICE.search(near):
            yield "E408", found.start(), found.end()


def _is_numbered_as_plates_are(written: str) -> bool:
    number = "".join(filter(str.isalnum, written))
    return (_OF_FIVE if len(number) == 5 else _OF_SIX).fullmatch(number) is not None  # noqa: PLR2004
