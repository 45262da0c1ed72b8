"""Types of single values, and the base classes of records and closed lists.

YAML scalars arrive as text; each type states the one spelling that it accepts, which spelling.py checks.
"""

from __future__ import annotations

import calendar
import datetime as dt
import html
import re
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Final, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator

from generator.model.absence import shows_something
from generator.model.months import FIRST_YEAR, LAST_YEAR
from generator.model.spelling import DIGITS, TEXT, Contradictions, Spelling, out_of_range, unfit, wrong_form
from generator.text.names import without_quotes

# Prefix of the names of alternative forms of an entry. No key of a file starts with it: the loader refuses it.
FORM_MARK: Final = "\0"
WEEKDAYS: Final = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_WEB_CODE: Final = re.compile(r"&(?:nbsp|amp|lt|gt|quot|apos|#[0-9]{1,5}|#x[0-9a-fA-F]{1,5});")
# Windows keeps these names for devices and opens no file of that name; an id is a file's name.
_DEVICE: Final = re.compile("con|prn|aux|nul|(?:com|lpt)[0-9]")


class Record(BaseModel):
    """A frozen record; a key that the model does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        for found in self._contradictions():
            raise found
        return self

    def _contradictions(self) -> Contradictions:
        """What is contradictory in the record; the first is reported."""
        yield from ()


class Labelled(StrEnum):
    """A closed list of words. The value stands in YAML, `label` is what people read."""

    label: str

    def __new__(cls, value: str, label: str) -> Self:
        """Make a member that equals its value."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def listed(cls) -> str:
        """The list in a sentence: each value with its label."""
        between = "," if any("、" in word.label for word in cls) else "、"
        return between.join(f"{word.value} {word.label}" for word in cls)


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


def _day(written: str) -> dt.date:
    try:
        day = dt.date.fromisoformat(written)
    except ValueError:
        raise out_of_range("日历上有的日期", _no_such_day(written)) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise out_of_range(f"{FIRST_YEAR} 年至 {LAST_YEAR} 年之间的日期")
    return day


def _no_such_day(written: str) -> str:
    year, month = int(written[:4]), int(written[5:7])
    if month not in range(1, 13) or year == 0:
        return "月份是 01 至 12:请核对后改正。"
    return f"{year} 年 {month} 月有 {calendar.monthrange(year, month)[1]} 天:请核对后改正。"


def _time(written: str) -> dt.time:
    hour, minute = map(int, written.split(":"))
    try:
        return dt.time(hour, minute)
    except ValueError:
        mend = "请核对后改正;半夜 12 点是第二天的 00:00。"
        raise out_of_range("00:00 至 23:59 之间的时间", mend) from None


def _week(written: str) -> str:
    try:
        dt.date.fromisocalendar(int(written[:4]), int(written[6:]), 1)
    except ValueError:
        raise out_of_range("这一年里有的周次") from None
    return written


def _identifier(written: str) -> str:
    if _DEVICE.fullmatch(written):
        names = "Windows 也能用作文件名的编号(con、prn、aux、nul、com1、lpt1 这些不能)"
        raise out_of_range(names, f"请换一个编号,例如 {written}-1;文件名也要一起改。")
    return written


def _line_of_text(written: str) -> str:
    """Refuse the codes that a text from a web page brings along (滨湖路&nbsp;18号), and quotes around all of it."""
    _visible(written)
    if found := _WEB_CODE.search(written):
        plain = html.unescape(written).replace("\u00a0", " ").strip()
        raise unfit("E116", f"里有网页的代码“{found[0]}”", f"请写成 {plain}。")
    if (inside := without_quotes(written)) is not None:
        raise unfit("E209", "外面多了一对引号", f"请写成 {inside}。")
    return written


def _visible(written: str) -> str:
    if not shows_something(written):
        raise wrong_form("看得见的文字", _TEXT.example)
    return written


# Plain text needs no example on the staff page.
_TEXT: Final = Spelling(r"\S|\S[^\r\n]*\S", "一行文字,前后没有空格", "古楼社区", _line_of_text)
_PROSE: Final = Spelling(r"(?s).*\S.*", "一段文字", "……", _visible)
_ANY_SCALAR: Final = WithJsonSchema({"type": ["string", "number", "boolean"]})
DAY: Final = Spelling(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "日期,写成“年-月-日”", "2026-10-12", _day)
CLOCK_TIME: Final = Spelling(r"[0-9]{1,2}:[0-9]{2}", "24 小时制的时间", "14:30", _time, TEXT)
_COUNT: Final = Spelling(r"[0-9]{1,9}", "0 或正整数,用半角数字", "12", int)
_AMOUNT: Final = Spelling(
    r"-?[0-9]{1,12}(\.[0-9]{1,4})?", "数字,最多四位小数,用半角数字", "12.5", Decimal, ("number",), ""
)
_FLAG: Final = Spelling(r"true|false", "true(是)或 false(否)", "true", "true".__eq__)
_WEEK: Final = Spelling(
    r"(19|20)[0-9]{2}-W[0-9]{2}", "周次,写成“年-W周”", "2026-W41", _week, TEXT, "[0-9]{4}-W[0-5][0-9]"
)
MONTH: Final = Spelling(
    r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])", "年月", "2026-10", str, TEXT, "[0-9]{4}-(0[1-9]|1[0-2])"
)
IDENTIFIER: Final = Spelling(
    r"[a-z0-9]+(-[a-z0-9]+)*",
    "由小写字母、数字和连字符组成的编号",
    "gulou-guanliu",
    _identifier,
    but="nan",  # 南, as a place writes it
)
_DIVISION_CODE: Final = Spelling(r"[0-9]{12}", "12 位的统计用区划代码", "420704002001", str, DIGITS)
_CITY_CODE: Final = Spelling(r"[0-9]{6}", "6 位的行政区划代码", "420700", str, DIGITS)
_FILE_NAME: Final = Spelling(r"[A-Za-z0-9][A-Za-z0-9_-]*\.jpg", "照片的文件名(.jpg)", "004217.jpg")
_WEB_ADDRESS: Final = Spelling(
    r"https?://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~/-]*)?/", "以 / 结尾的网址", "https://jingwu.example/"
)
_WEB_PAGE: Final = Spelling(
    r"https?://[A-Za-z0-9.-]+(:[0-9]+)?(/[!-~]*)?", "http:// 或 https:// 开头的网址", "https://s.nia.gov.cn/"
)

_YEAR: Final = Spelling(r"(19|20)[0-9]{2}", "四位的年份", "2025", str, DIGITS)
# 发文机关代字〔年份〕序号号, GB/T 9704; square brackets, as in the scheme's own number, are taken too.
_DOCUMENT: Final = Spelling(
    r"[\u4e00-\u9fff]{2,20}[〔\[](19|20)[0-9]{2}[〕\]][0-9]{1,4}号",
    "文号,写成“机关代字〔年份〕序号号”",
    "江洲公治〔2026〕12号",
    types=TEXT,
)

Text = Annotated[str, BeforeValidator(_TEXT.read), Field(max_length=200), _ANY_SCALAR]
Prose = Annotated[str, BeforeValidator(_PROSE.read), Field(max_length=5000), _ANY_SCALAR]
Identifier = Annotated[str, IDENTIFIER, Field(max_length=100)]
Day = Annotated[dt.date, DAY]
ClockTime = Annotated[dt.time, CLOCK_TIME]
Month = Annotated[str, MONTH]
Year = Annotated[str, _YEAR]
IsoWeek = Annotated[str, _WEEK]
Count = Annotated[int, _COUNT, Field(ge=0)]
Amount = Annotated[Decimal, _AMOUNT]
Flag = Annotated[bool, _FLAG]
DocumentNumber = Annotated[str, _DOCUMENT]
DivisionCode = Annotated[str, _DIVISION_CODE]
CityCode = Annotated[str, _CITY_CODE]
FileName = Annotated[str, _FILE_NAME]
WebAddress = Annotated[str, _WEB_ADDRESS]
WebPage = Annotated[str, _WEB_PAGE, Field(max_length=500)]
