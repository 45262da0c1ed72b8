"""Other private facts that are refused: vehicle plates, birth dates, home addresses.

Each has its own form; lookalikes (鄂A区, 2026年出生人口, 会议室在3栋1单元101室) are recognised by their words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from generator.personal.naming import GIVEN, SURNAME
from generator.personal.normalising import NUMERALS

_PROVINCE: Final = "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
_REGION: Final = f"(?:(?<![更全最创翻重刷]){_PROVINCE}|湖北|湖南|河南|江西|安徽|广东|鄂州|武汉|黄冈|黄石)"
_SIGNS: Final = r"[^0-9A-Za-z一-龥\x02。]{0,6}"  # including table bars and markup
_SPACE: Final = r"[\s·.\-_\x00—–－．]{0,3}"
_AFTER: Final = "(?![A-Za-z0-9])"
_D: Final = rf"{_SPACE}[0-9]"
_C: Final = f"[A-Za-z0-9{''.join(NUMERALS)}]"
_A: Final = f"{_SPACE}{_C}"
_PLATE: Final = re.compile(
    rf"{_REGION}{_SIGNS}[A-Za-z](?P<signs>{_SIGNS}(?:(?:尾号|后[五六56]位|一(?={_C}{{5}})){_SIGNS})?)"
    rf"(?P<number>{_C}(?:{_A}){{3}}{_SPACE}[警学挂港澳领使试超应]|{_C}(?:{_A}){{4,5}}{_AFTER})"
    rf"|(?<![A-Za-z])[Ww]{_SPACE}[Jj]{_SPACE}(?:{_PROVINCE}|[0-9]{{2}})?"
    rf"(?:{_D}){{4}}(?:{_A}|{_SPACE}警)?{_AFTER}"
    # Plates of the forces and embassies, and numbers that are called plates.
    rf"|(?:[军空海]{_SPACE}[A-Za-z]|(?<![A-Za-z0-9])V{_SPACE}[A-Z])(?:{_D}){{5}}(?![A-Za-z0-9]|\s?[元人户件次个台套])"
    r"|使·?[0-9]{3}·?[0-9]{3}(?![0-9A-Za-z.]|\s?[一-龥%])|(?<![0-9.])[0-9]{3}·?[0-9]{3}使(?![一-龥])"
    rf"|(?:[车号]牌|牌照|车号)(?:号码?)?{_SIGNS}[是为]?{_SIGNS}[A-Za-z]{{1,2}}{_SIGNS}"
    rf"(?:[A-Za-z0-9]{{0,2}}[0-9]{{3,5}}|(?=(?:[A-Z]?[0-9]){{3}})[A-Z0-9]{{5,6}}){_AFTER}"
    rf"|(?:电动|摩托|助力|非机动)[^0-9\s]{{0,6}}?(?:[车号]牌|牌照)(?:号码?)?[^\w\x02]{{0,3}}(?:鄂州)?[0-9]{{5,7}}(?![A-Za-z0-9]|\s?[一-龥])"
    rf"|(?:[车号]牌|牌照)(?:号码?)?\s?[:：是为]\s?(?:[一-龥]{{2,3}})?[A-Za-z]?[0-9]{{5,7}}(?![A-Za-z0-9]|\s?[一-龥])"
)
# GA 36: at most two letters among five characters; six characters begin or end with letters.
_OF_FIVE: Final = re.compile("(?=(?:.*[0-9]){3}).{5}")
_OF_SIX: Final = re.compile("[A-Z]{1,2}[0-9]{4,5}|[0-9]{5}[A-Z]", re.IGNORECASE)
_COUNTED: Final = re.compile(r"\s?[元人户件次个台套辆副面张块条%]")
_TO_FIGURES: Final = str.maketrans(NUMERALS)

_NAME: Final = f"{SURNAME}[一-龥]{{1,2}}"
_FIGURE: Final = f"[0-9○{''.join(NUMERALS)}]"
_TEN: Final = f"[0-9十廿{''.join(NUMERALS)}]"
_YEAR: Final = f"(?:19|20|一九|二[〇零○0]|壹玖|贰零){_FIGURE}{{2}}"
_ANY_YEAR: Final = rf"(?:{_YEAR}|(?<!{_FIGURE}){_FIGURE}{{2}}(?=\s?年))"
_LUNAR: Final = r"(?:[农阴旧]历)?\s?"
_MONTH: Final = rf"的?{_LUNAR}闰?(?:[正元腊冬]|{_TEN}{{1,3}})\s?月"
_OF_MONTH: Final = rf"(?:\s?初?{_TEN}{{1,3}}(?:\s?[日号])?)"
_SIGN: Final = r"\s?[-./、,，_\s]\s?"
_DASHED: Final = rf"{_SIGN}[0-9]{{1,2}}(?:{_SIGN}[0-9]{{1,2}})?(?![0-9])"
_DAY: Final = (
    rf"(?:{_ANY_YEAR}\s?年\s?{_MONTH}{_OF_MONTH}?|(?<![0-9]){_YEAR}[01][0-9][0-3][0-9](?![0-9])"
    rf"|{_YEAR}[-./][0-9]{{1,2}}(?:[-./][0-9]{{1,2}})?)"
)
_NAMED_MONTH: Final = "(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)[a-z]*"
# Any form of a date after a word for a date of birth.
_ANY_DAY: Final = (
    rf"(?:{_ANY_YEAR}\s?年\s?{_MONTH}{_OF_MONTH}?|{_YEAR}{_DASHED}|{_YEAR}[01][0-9][0-3][0-9]|{_YEAR}年?(?![0-9])"
    rf"|[0-9]{{1,2}}[-./][0-9]{{1,2}}[-./](?:{_YEAR}|[0-9]{{1,2}}(?![0-9]))"
    rf"|(?:[0-9]{{1,2}}\s)?{_NAMED_MONTH}\s(?:[0-9]{{1,2}}(?:st|nd|rd|th)?,?\s?)?{_YEAR})"
)
_NO_LIMIT: Final = r"(?!\s?(?:[以之]?[前后]|起|至))"
_IS: Final = r"[\s:：是为在(（\x00]{0,4}"
_IS_BORN: Final = (
    r"(?:[、和与及/][一-龥]{2,4})?"
    r"(?:[^\w\x02。;；]{0,6}(?:[公新阳农阴旧]历|公元|年-?月-?日|[是为在_])){0,2}[^\w\x02。]{0,6}"
)
_CELEBRATED: Final = "(?![会宴聚活快祝])"
# Neither 发生于 nor 毕业生于; 民生于 neither, but 王建民 is a name.
_BORN_IN: Final = f"(?<![发产诞学先医养再共派考师招习究花])(?<!(?<!{SURNAME}[{GIVEN}])[民新卫业中])生[于於]"
_SAID_OF_BIRTH: Final = (
    f"出生(?:[于於]|\\s?日期?|\\s?年月日?|\\s?时间|年份?|信息)|{_BORN_IN}|生日{_CELEBRATED}|生辰|生年月日"
    "|(?:[Bb]irth[ _-]?da(?:y|te)|[Dd]ate of [Bb]irth|\\b[Dd][Oo][Bb]|\\b[Bb]orn)(?: on| in)?"
)
_BORN: Final = re.compile(
    rf"(?:{_SAID_OF_BIRTH})(?:{_IS_BORN})(?>{_ANY_DAY}){_NO_LIMIT}|出生{_IS}(?>{_DAY}){_NO_LIMIT}|出生在\s?{_YEAR}年{_NO_LIMIT}"
    rf"|生日{_CELEBRATED}{_IS}(?:{_MONTH}{_OF_MONTH}|[01]?[0-9][-./][0-3]?[0-9](?![0-9.])|[01][0-9][0-3][0-9](?![0-9年]))"
    rf"|(?:{_DAY}的|{_MONTH}{_OF_MONTH}\s?)生日{_CELEBRATED}"
    rf"|{_DAY}[,，]?\s?(?:{_NAME})?(?:出生(?!人口|率|登记|证|的[孩儿新婴])|出世|降生|生(?=[^一-龥]|$|人))"
    rf"|{_ANY_YEAR}\s?年\s?(?:出?生人?)(?=[,，。;；、)）\s]|$)"
)

_ROOM: Final = rf"{_FIGURE}{{3,4}}"
_SMALL: Final = f"{_TEN}{{1,3}}"
_GAP: Final = r"[^\w\x02。;；]{0,5}[的第]?"
_HOUSE: Final = rf"(?:[A-Za-z]?{_SMALL}\s?(?:[栋棟幢座]|楼栋|号[楼樓栋]|[#＃]楼?)|[A-Za-z]\s?[栋棟幢座])"
_UNIT: Final = rf"(?:{_SMALL}|[A-Za-z甲乙丙丁东西中])\s?(?:[单單]元|[门梯])"
_FLOOR: Final = rf"(?:{_SMALL}\s?[楼層层]\s?)?"
_DOOR: Final = r"(?:\s?[室房]|号(?![楼栋幢院线])|住户|业主|户主)"
_OF_HOMES: Final = r"户(?![居家人口])"
_DASHES: Final = r"(?<![0-9A-Za-z-])[0-9A-Za-z]{1,3}[-—–~/._ ][0-9]{1,2}[-—–~/._ ][0-9]{3,4}"
_NO_COUNT: Final = r"(?![0-9]|\s?[一-龥%㎡#-])"
_LIVES: Final = (
    "家庭[住地]址|[现常暂居]?住址|住所|户籍(?:地址?|所在地)"
    "|(?:[常暂居租]住|户口)地址?|家住|现住|[居租暂]住在?(?![证登人条满])|家在"
)
_LABELS: Final = (
    rf"(?:楼[栋号]|[栋幢]号?)\W{{0,3}}{_SMALL}\W{{0,4}}单元号?\W{{0,3}}{_SMALL}\W{{0,4}}"
    rf"(?:房间?号|室号?|门牌号?)\W{{0,3}}{_ROOM}"
)
_HOME: Final = re.compile(
    rf"{_HOUSE}{_GAP}{_UNIT}{_GAP}{_FLOOR}(?:{_ROOM}(?:{_DOOR}|\s?{_OF_HOMES})?|{_SMALL}[楼层][左右东西南北][户边手]?)"
    rf"|{_HOUSE}(?:{_GAP}{_FLOOR}{_ROOM}{_DOOR}|[\s-]?{_ROOM}{_NO_COUNT}|[\s-]?{_ROOM}的?{_NAME}家?|{_GAP}[0-9]{{1,2}}-{_ROOM}{_NO_COUNT})"
    rf"|住在?第?{_HOUSE}[\s-]?{_ROOM}{_OF_HOMES}"
    rf"|{_UNIT}{_GAP}{_FLOOR}{_ROOM}(?:{_DOOR}|{_NO_COUNT})"
    rf"|{_SMALL}(?:弄|巷|号院|胡同)\s?{_SMALL}\s?(?:号楼?|幢|栋|排)\s?{_ROOM}\s?[室户房]?"
    rf"|[路街巷道弄]{_SMALL}号\s?{_FLOOR}{_ROOM}\s?[室房]"
    rf"|{_DASHES}\s?[室户房号]|(?<![0-9-])[0-9]{{1,3}}-[0-9]{{3,4}}室|住在?\s?[0-9]{{1,3}}-[0-9]{{3,4}}{_NO_COUNT}"
    rf"|(?:小区|花园|家园|公寓|[苑里城湾庭住])在?\s?{_DASHES}{_NO_COUNT}|{_LABELS}"
    rf"|(?:[家居]住|家在|(?<![0-9一-龥])住)[在于]?[^\s\d。,，;；\x02]{{0,8}}?{_SMALL}\s?[组队排]\s?{_SMALL}\s?号"
    rf"|(?:{_LIVES})[^\w\x02。;；]{{0,4}}[一-龥A-Za-z]{{0,20}}?(?<!第)(?:{_SMALL}\s?[组队排区])?{_SMALL}\s?号(?![楼栋院线路窗厅令文岗])"
    rf"|(?<![0-9一-龥])住在?[^\d\s。,，;；\x02]{{0,9}}?[路街巷村弄]{_SMALL}\s?号(?![楼栋院线路窗厅令文岗])"
    rf"|{_SMALL}\s?[号室房]{_NAME}家(?![具电庭属常园居政])"
    r"|(?:Building|Bldg|Block)\W{0,2}[0-9]{1,3}\W{1,3}(?:Unit\W{0,2}\w{1,2}\W{1,3})?(?:Room|Rm|Apt|Flat)?\W{0,2}[0-9]{3,4}"
    r"|(?:Room|Rm|Apt|Flat|No)\W{0,2}[0-9]{3,4}\W{1,3}(?:Unit\W{0,2}\w{1,2}\W{1,3})?(?:Building|Bldg|Block)\W{0,2}[0-9]"
)
_ONE: Final = "[0-9〇零○一二三四五六七八九十廿]"
_BIRTH: Final = re.compile(
    rf"出[^\w\n]?[生世]|降生|生[^\w\n]?[于於日辰年]|生人|(?:{_ONE}|[日号月年])\s?生|[Dd][Oo][Bb]|[Bb](?:orn|irth)"
)
_ROOMS: Final = re.compile(
    rf"[元门栋棟幢座楼樓#＃弄巷院同单單][^\x02。]{{0,20}}?{_FIGURE}{{3}}|[-—–~/._ ][0-9]{{1,2}}[-—–~/._ ][0-9]{{3}}"
    rf"|[-住][0-9]{{3,4}}室|(?:住|地址|户籍|户口|家在)[^\x02。;；]{{0,34}}?(?:号|-[0-9]{{3}})|[组队排]\s?{_ONE}|[号室房]{SURNAME}"
    r"|号\s?[0-9]{1,2}楼|号[0-9]{3}|楼[左右东西南北]|Bldg|Build|Block"
)
_LETTERED: Final = re.compile(
    rf"[{_PROVINCE[1:-1]}北南西徽东州汉冈石军空海]{_SIGNS}[A-Za-z]|[Ww]{_SPACE}[Jj]|V{_SPACE}[A-Z]|使|[车号][^\w\n]?牌|牌照|车号"
)
# Each with a fast pattern for what every match contains.
PRIVATE: Final = ((_LETTERED, _PLATE), (_BIRTH, _BORN), (_ROOMS, _HOME))
# Words near a room that is nobody's home.
_OFFICE: Final = re.compile(
    "警务[室站]|会议|召开|培训|讲座|办[事证理]|受理|窗口|领取|机关|大队|中队|街道办|[服警]务"
    "|办公|活动室|活动中心|值班室|居委会|村委会|党群|服务中心|服务站|服务大厅|物业|门面|商铺"
    "|酒店|宾馆|大厦|写字楼|派出所|学校|幼儿园|会场|地点"
)
_COUNTS: Final = re.compile("[共有计及含]")
# Everybody at or around a house number, so nobody in particular.
_ALL_WHO: Final = re.compile(
    "附近|一带|周[边围]|的?(?:各位|全体)?(?:居民|住户|群众|商户|业主|村民|街坊)(?:[^一-龥]|$|请|们|注意|可)"
)
_NEAR: Final = 14  # characters


def private_spans(text: str) -> Iterator[tuple[str, int, int]]:
    """Code, start and end of each private fact."""
    plates, births, homes = (pattern.finditer(text) if hint.search(text) else () for hint, pattern in PRIVATE)
    for found in plates:
        if found["number"] is None or _is_numbered_as_plates_are(found, text):
            yield "E406", found.start(), found.end()
    for found in births:
        yield "E407", found.start(), found.end()
    for found in homes:
        if found[0].endswith("号") and _ALL_WHO.match(text, found.end()):
            continue
        near = text[max(0, found.start() - _NEAR) : found.end() + _NEAR]
        if not _OFFICE.search(near) and not (found[0].endswith("户") and _COUNTS.search(near)):
            yield "E408", found.start(), found.end()


def _is_numbered_as_plates_are(found: re.Match[str], text: str) -> bool:
    number = "".join(filter(str.isalnum, found["number"])).translate(_TO_FIGURES)
    if found["signs"].strip() and _COUNTED.match(text, found.end()):
        return False
    return (_OF_FIVE if len(number) == 5 else _OF_SIX).fullmatch(number) is not None  # noqa: PLR2004
