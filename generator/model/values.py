"""Types of single values: each parses the text of a scalar by its own rule.

YAML types nothing, so each type states the one spelling it accepts. A wrong spelling raises a `form` error, a value
out of bounds a `range` error, a record that contradicts itself a `contradiction`; load/ adds the place.
"""

from __future__ import annotations

import calendar
import datetime as dt
import html
import json
import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Self, TypeAlias

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from generator.model.absence import is_nothing, shows_something
from generator.text.names import without_quotes

Keys: TypeAlias = tuple[str | int, ...]
# Before the first there was no such bureau; beyond the last a slip of the finger is likelier than a plan.
FIRST_YEAR, LAST_YEAR = 1949, 2100
# Begins the name of each form of an entry that has several; no key of a file can, since the loader refuses it.
FORM_MARK = "\0"
_WEB_CODE = re.compile(r"&(?:nbsp|amp|lt|gt|quot|apos|#[0-9]{1,5}|#x[0-9a-fA-F]{1,5});")
# Windows keeps these names for devices and opens no file of that name; an id is a file's name.
_DEVICE = "con|prn|aux|nul|(?:com|lpt)[0-9]"
WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


class Record(BaseModel):
    """A frozen record; a key that the model does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Labelled(StrEnum):
    """A closed list of words. The value stands in YAML, `label` is what people read."""

    label: str

    def __new__(cls, value: str, label: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


def wrong_form(expected: str, example: str) -> PydanticCustomError:
    """The spelling is wrong; `expected` completes the sentence “应为…”."""
    return PydanticCustomError("form", "{expected}", {"expected": expected, "example": example})


def out_of_range(expected: str, mend: str = "请核对后改正。") -> PydanticCustomError:
    """The spelling is right, the value is not possible; `expected` completes the sentence “应为…”."""
    return PydanticCustomError("range", "{expected}", {"expected": expected, "mend": mend})


def contradiction(found: str, mend: str, at: Keys = ()) -> PydanticCustomError:
    """Two values of one record exclude each other; `at` leads from the record to the one to look at."""
    return PydanticCustomError("contradiction", "{found}", {"found": found, "mend": mend, "at": at})


def unfit(code: str, found: str, mend: str) -> PydanticCustomError:
    """A text as no record takes it, with the code of its problem; `found` follows the quoted text."""
    return PydanticCustomError("unfit", "{found}", {"code": code, "found": found, "mend": mend})


@dataclass(frozen=True)
class Spelling:
    """How a value is written. Among a type's annotations it gives the staff page and the schema their example."""

    pattern: str
    expected: str
    example: str

    def fits(self, value: str) -> bool:
        """Is the text spelled so, from its first character to its last?"""
        return re.fullmatch(self.pattern, value) is not None

    def require(self, value: str) -> None:
        """Raises a `form` error where the text is not spelled so."""
        if not self.fits(value) or is_nothing(value):
            raise wrong_form(self.expected, self.example)

    def validate(self, value: Any) -> Any:
        """Text of this spelling; values that already have their type pass."""
        if isinstance(value, str):
            self.require(value)
        return value

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        described = handler(schema)
        is_bare = described.get("type") in ("integer", "number", "boolean")
        return described | {"examples": [json.loads(self.example) if is_bare else self.example]}


_DAY = Spelling(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "日期,写成“年-月-日”", "2026-10-12")
CLOCK_TIME = Spelling(r"[0-9]{1,2}:[0-9]{2}", "24 小时制的时间", "14:30")
_COUNT = Spelling(r"[0-9]{1,9}", "0 或正整数,用半角数字", "12")
_AMOUNT = Spelling(r"-?[0-9]{1,12}(\.[0-9]{1,4})?", "数字,最多四位小数,用半角数字", "12.5")
_FLAG = Spelling(r"true|false", "true(是)或 false(否)", "true")
_WEEK = Spelling(r"(19|20)[0-9]{2}-W[0-9]{2}", "周次,写成“年-W周”", "2026-W41")
MONTH = Spelling(r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])", "年月", "2026-10")
IDENTIFIER = Spelling(r"[a-z0-9]+(-[a-z0-9]+)*", "由小写字母、数字和连字符组成的编号", "gulou-guanliu")
_DIVISION_CODE = Spelling(r"[0-9]{12}", "12 位的统计用区划代码", "420704002001")
_CITY_CODE = Spelling(r"[0-9]{6}", "6 位的行政区划代码", "420700")
_FILE_NAME = Spelling(r"[A-Za-z0-9][A-Za-z0-9_-]*\.jpg", "照片的文件名(.jpg)", "004217.jpg")
_WEB_ADDRESS = Spelling(
    r"https?://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~/-]*)?/", "以 / 结尾的网址", "https://jingwu.example/"
)
# What any text is like needs no example on the staff page.
_TEXT = Spelling(r"\S|\S[^\r\n]*\S", "一行文字,前后没有空格", "古楼社区")
_PROSE = Spelling(r"(?s).*\S.*", "一段文字", "……")


def parse_day(value: Any) -> Any:
    """A day of the calendar; what is no text passes."""
    if not isinstance(value, str):
        return value
    _DAY.require(value)
    try:
        day = dt.date.fromisoformat(value)
    except ValueError:
        raise out_of_range("日历上有的日期", _no_such_day(value)) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise out_of_range(f"{FIRST_YEAR} 年至 {LAST_YEAR} 年之间的日期")
    return day


def _no_such_day(value: str) -> str:
    year, month = int(value[:4]), int(value[5:7])
    if month not in range(1, 13) or year == 0:
        return "月份是 01 至 12:请核对后改正。"
    return f"{year} 年 {month} 月有 {calendar.monthrange(year, month)[1]} 天:请核对后改正。"


def parse_time(value: Any) -> Any:
    """A time of the day; what is no text passes."""
    if not isinstance(value, str):
        return value
    CLOCK_TIME.require(value)
    try:
        hour, minute = value.split(":")
        return dt.time(int(hour), int(minute))
    except ValueError:
        mend = "请核对后改正;半夜 12 点是第二天的 00:00。"
        raise out_of_range("00:00 至 23:59 之间的时间", mend) from None


def _parse_count(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    _COUNT.require(value)
    return int(value)


def _parse_amount(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    _AMOUNT.require(value)
    return Decimal(value)


def _parse_flag(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    _FLAG.require(value)
    return value == "true"


def _parse_week(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    _WEEK.require(value)
    try:
        dt.date.fromisocalendar(int(value[:4]), int(value[6:]), 1)
    except ValueError:
        raise out_of_range("这一年里有的周次") from None
    return value


def _parse_identifier(value: Any) -> Any:
    if isinstance(value, str) and value != "nan":  # 南, as a place writes it
        IDENTIFIER.require(value)
        if re.fullmatch(_DEVICE, value):
            names = "Windows 也能用作文件名的编号(con、prn、aux、nul、com1、lpt1 这些不能)"
            raise out_of_range(names, f"请换一个编号,例如 {value}-1;文件名也要一起改。")
    return value


def _without_codes(value: Any) -> None:
    """A text from a web page brings its codes along: 滨湖路&nbsp;18号."""
    if isinstance(value, str) and (found := _WEB_CODE.search(value)):
        plain = html.unescape(value).replace("\u00a0", " ").strip()
        raise unfit("E116", f"里有网页的代码“{found[0]}”", f"请写成 {plain}。")


def _parse_text(value: Any) -> Any:
    _visible(_TEXT, value)
    _without_codes(value)
    if isinstance(value, str) and (plain := without_quotes(value)) is not None:
        raise unfit("E209", "外面多了一对引号", f"请写成 {plain}。")
    return value


def _parse_prose(value: Any) -> Any:
    return _visible(_PROSE, value)


def _visible(spelling: Spelling, value: Any) -> Any:
    if isinstance(value, str):
        spelling.require(value)
        if not shows_something(value):
            raise wrong_form("看得见的文字", spelling.example)
    return value


# An editor that follows YAML 1.2 reads 4217 as a number before the schema sees it, so text fields allow both.
_TEXT_SCHEMA = {"type": ["string", "number", "boolean"]}

Identifier = Annotated[str, BeforeValidator(_parse_identifier), Field(max_length=100), IDENTIFIER]
DivisionCode = Annotated[
    str,
    BeforeValidator(_DIVISION_CODE.validate),
    WithJsonSchema({"type": ["string", "integer"], "pattern": "^[0-9]{12}$"}),
    _DIVISION_CODE,
]
CityCode = Annotated[
    str,
    BeforeValidator(_CITY_CODE.validate),
    WithJsonSchema({"type": ["string", "integer"], "pattern": "^[0-9]{6}$"}),
    _CITY_CODE,
]
Text = Annotated[str, BeforeValidator(_parse_text), Field(max_length=200), WithJsonSchema(_TEXT_SCHEMA)]
Prose = Annotated[str, BeforeValidator(_parse_prose), Field(max_length=5000), WithJsonSchema(_TEXT_SCHEMA)]
FileName = Annotated[str, BeforeValidator(_FILE_NAME.validate), _FILE_NAME]
WebAddress = Annotated[str, BeforeValidator(_WEB_ADDRESS.validate), _WEB_ADDRESS]
Day = Annotated[dt.date, BeforeValidator(parse_day), _DAY]
ClockTime = Annotated[
    dt.time,
    BeforeValidator(parse_time),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{1,2}:[0-9]{2}$"}),
    CLOCK_TIME,
]
Count = Annotated[int, BeforeValidator(_parse_count), Field(ge=0), _COUNT]
Amount = Annotated[Decimal, BeforeValidator(_parse_amount), WithJsonSchema({"type": "number"}), _AMOUNT]
Flag = Annotated[bool, BeforeValidator(_parse_flag), _FLAG]
Month = Annotated[
    str,
    BeforeValidator(MONTH.validate),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"}),
    MONTH,
]
IsoWeek = Annotated[
    str,
    BeforeValidator(_parse_week),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{4}-W[0-5][0-9]$"}),
    _WEEK,
]


class Weekday(Labelled):
    """A day of the week, as staff say it."""

    MONDAY = "周一", "周一"
    TUESDAY = "周二", "周二"
    WEDNESDAY = "周三", "周三"
    THURSDAY = "周四", "周四"
    FRIDAY = "周五", "周五"
    SATURDAY = "周六", "周六"
    SUNDAY = "周日", "周日"

    @property
    def iso(self) -> int:
        """Monday 1 to Sunday 7."""
        return WEEKDAYS.index(self.value) + 1
