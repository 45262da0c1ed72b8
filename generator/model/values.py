"""Single values as staff write them: every scalar arrives as text and gets its type here, by its own rule.

YAML's guesses are never made, so each type says exactly which spelling it takes. A wrong spelling raises a
`form` error, a value outside its bounds a `range` error, a record that contradicts itself a `contradiction`;
load.py turns them into problems with their place.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

# Before the first there was no such bureau; beyond the last a slip of the finger is likelier than a plan.
FIRST_YEAR, LAST_YEAR = 1949, 2100
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


def out_of_range(expected: str) -> PydanticCustomError:
    """The spelling is right, the value is not possible; `expected` completes the sentence “应为…”."""
    return PydanticCustomError("range", "{expected}", {"expected": expected})


def contradiction(found: str, mend: str) -> PydanticCustomError:
    """Two values of one record exclude each other."""
    return PydanticCustomError("contradiction", "{found}", {"found": found, "mend": mend})


def _matching(pattern: str, expected: str, example: str) -> Callable[[Any], Any]:
    """A validator that takes text of one spelling; values that already have their type pass."""
    compiled = re.compile(pattern)

    def validate(value: Any) -> Any:
        if isinstance(value, str) and compiled.fullmatch(value) is None:
            raise wrong_form(expected, example)
        return value

    return validate


def _parse_day(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value) is None:
        raise wrong_form("日期,写成“年-月-日”", "2026-10-12")
    try:
        day = dt.date.fromisoformat(value)
    except ValueError:
        raise out_of_range("日历上有的日期") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise out_of_range(f"{FIRST_YEAR} 年至 {LAST_YEAR} 年之间的日期")
    return day


def _parse_time(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if re.fullmatch(r"[0-9]{1,2}:[0-9]{2}", value) is None:
        raise wrong_form("24 小时制的时间", "14:30")
    try:
        hour, minute = value.split(":")
        return dt.time(int(hour), int(minute))
    except ValueError:
        raise out_of_range("00:00 至 23:59 之间的时间") from None


def _parse_count(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if re.fullmatch(r"[0-9]{1,9}", value) is None:
        raise wrong_form("0 或正整数,用半角数字", "12")
    return int(value)


def _parse_amount(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if re.fullmatch(r"-?[0-9]{1,12}(\.[0-9]{1,4})?", value) is None:
        raise wrong_form("数字,最多四位小数,用半角数字", "12.5")
    return Decimal(value)


def _parse_flag(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if value not in {"true", "false"}:
        raise wrong_form("true(是)或 false(否)", "true")
    return value == "true"


def _parse_week(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if re.fullmatch(r"(19|20)[0-9]{2}-W[0-9]{2}", value) is None:
        raise wrong_form("ISO 周次,写成“年-W周”", "2026-W41")
    try:
        dt.date.fromisocalendar(int(value[:4]), int(value[6:]), 1)
    except ValueError:
        raise out_of_range("这一年里有的周次") from None
    return value


# An editor that follows YAML 1.2 reads 4217 as a number before the schema sees it, so text fields allow both.
_TEXT_SCHEMA = {"type": ["string", "number", "boolean"]}

Identifier = Annotated[
    str,
    BeforeValidator(
        _matching(r"[a-z0-9]+(-[a-z0-9]+)*", "由小写字母、数字和连字符组成的编号", "gulou-guanliu")
    ),
    Field(max_length=100),
]
Badge = Annotated[
    str,
    BeforeValidator(_matching(r"[0-9]{6}", "6 位数字的警号", "004217")),
    WithJsonSchema({"type": ["string", "integer"], "pattern": "^[0-9]{6}$"}),
]
DivisionCode = Annotated[
    str,
    BeforeValidator(_matching(r"[0-9]{12}", "12 位的统计用区划代码", "420704002001")),
    WithJsonSchema({"type": ["string", "integer"], "pattern": "^[0-9]{12}$"}),
]
CityCode = Annotated[
    str,
    BeforeValidator(_matching(r"[0-9]{6}", "6 位的行政区划代码", "420700")),
    WithJsonSchema({"type": ["string", "integer"], "pattern": "^[0-9]{6}$"}),
]
Phone = Annotated[
    str,
    BeforeValidator(
        _matching(
            r"(0[0-9]{2,3}-)?[0-9]{7,8}(-[0-9]{1,5})?|400-?[0-9]{3}-?[0-9]{4}|1[0-9]{2}|1[0-9]{4}",
            "公布的固定电话或短号",
            "0711-0000123",
        )
    ),
    WithJsonSchema({"type": ["string", "integer"]}),
]
Text = Annotated[
    str,
    BeforeValidator(_matching(r"\S|\S[^\r\n]*\S", "一行文字,前后没有空格", "古楼社区")),
    Field(max_length=200),
    WithJsonSchema(_TEXT_SCHEMA),
]
Prose = Annotated[
    str,
    BeforeValidator(_matching(r"(?s).*\S.*", "一段文字", "……")),
    Field(max_length=5000),
    WithJsonSchema(_TEXT_SCHEMA),
]
FileName = Annotated[
    str, BeforeValidator(_matching(r"[A-Za-z0-9][A-Za-z0-9_-]*\.jpg", "照片的文件名(.jpg)", "004217.jpg"))
]
WebAddress = Annotated[
    str,
    BeforeValidator(
        _matching(
            r"https?://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~/-]*)?/",
            "以 / 结尾的网址",
            "https://jingwu.example/",
        )
    ),
]
Day = Annotated[dt.date, BeforeValidator(_parse_day)]
ClockTime = Annotated[
    dt.time,
    BeforeValidator(_parse_time),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{1,2}:[0-9]{2}$"}),
]
Count = Annotated[int, BeforeValidator(_parse_count), Field(ge=0)]
Amount = Annotated[Decimal, BeforeValidator(_parse_amount), WithJsonSchema({"type": "number"})]
Flag = Annotated[bool, BeforeValidator(_parse_flag)]
Month = Annotated[
    str,
    BeforeValidator(_matching(r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])", "年月", "2026-10")),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"}),
]
IsoWeek = Annotated[
    str,
    BeforeValidator(_parse_week),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{4}-W[0-5][0-9]$"}),
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


class Hours(Record):
    """A span of one day, written 09:00-17:00."""

    opens: ClockTime
    closes: ClockTime


def _parse_hours(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if re.fullmatch(r"[0-9]{1,2}:[0-9]{2}-[0-9]{1,2}:[0-9]{2}", value) is None:
        raise wrong_form("起止时间,写成“开始-结束”", "09:00-17:00")
    opens, closes = (_parse_time(part) for part in value.split("-"))
    if opens >= closes:
        raise out_of_range("先开始后结束的时间段")
    return Hours(opens=opens, closes=closes)


Span = Annotated[
    Hours,
    BeforeValidator(_parse_hours),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{1,2}:[0-9]{2}-[0-9]{1,2}:[0-9]{2}$"}),
]


class Verified(Record):
    """Who last checked that the contact data are right, and when."""

    on: Day = Field(title="核实日期", description="最近一次核对联系信息的日期")
    by: Text = Field(title="核实单位", description="由谁核对,写单位名称")
