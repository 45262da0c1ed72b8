"""The list of places: official communities and villages, one a line, as the statistics bureau codes them."""

from __future__ import annotations

import csv
import errno
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from generator.load.files import UNSAFE_CHARACTER
from generator.model.absence import shows_something
from generator.model.naming import ListedName
from generator.problems import shown
from generator.text.characters import mended, strange_in
from generator.text.names import without_spaces, without_stops

COLUMNS: Final = ("code", "name", "town_code", "town", "district_code", "district")
_NAMES: Final = ("name", "town", "district")
# Longer names would not fit the record once a station's or street's name is made of them.
LONGEST_NAME: Final = 60
_NAMED: Final = TypeAdapter(ListedName)
_BETWEEN_NAMES: Final = re.compile(r"\s*[、，,;；]\s*")
_REASONS: Final = {
    errno.ENOENT: "没有这个文件或目录",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "它是目录，不是文件",
    errno.ENOTDIR: "路径中有一段是文件，不是目录",
    errno.EEXIST: "那里已经有一个同名的文件",
    errno.ENOSPC: "磁盘满了",
    errno.EROFS: "那里只能读，不能写",
    errno.ENAMETOOLONG: "路径太长",
}


class Unusable(Exception):  # noqa: N818 (a statement about what was given, not a fault of the program)
    """What was given cannot be used; the message is one Chinese sentence. Caught only at the door."""


@dataclass(frozen=True, kw_only=True)
class Division:
    """A community or village; its 12-digit code begins with the town's 9 and the district's 6 digits."""

    code: str
    name: str
    town_code: str
    town: str
    district_code: str
    district: str

    @property
    def number(self) -> int:
        """The place's number within its town, the last three digits."""
        return int(self.code[-3:])


def divisions_in(path: Path) -> tuple[tuple[Division, ...], tuple[str, ...]]:
    """The places of a CSV file with the columns COLUMNS, in code order; a sentence for each name not taken as it is.

    A row whose name nobody can read is left out: one broken character is no reason to refuse a city. Codes that
    contradict one another raise Unusable.
    """
    found: dict[str, Division] = {}
    names: dict[str, str] = {}
    remarks: dict[str, str] = {}
    for line, row in _rows(path):
        texts = {column: _tidy(value) for column, value in row.items()}
        _require_codes(texts, line)
        if fault := next(filter(None, (_fault(column, texts[column]) for column in _NAMES)), None):
            remarks[f"{line}"] = f"名单第 {line} 行没有采用：{fault}。"
            continue
        for column in _NAMES:
            texts[column] = _nameable(texts[column]) or texts[column]
            if texts[column] != row[column].strip():
                changed = f"名单第 {line} 行的 {column} 改成了“{shown(texts[column])}”。"
                remarks.setdefault(f"{column} {row[column].strip()}", changed)
        division = Division(**texts)
        if division.code in found:
            raise Unusable(f"名单第 {line} 行的代码 {division.code} 前面已经出现过。")
        _require_one_name(division, names, line)
        found[division.code] = division
    if not found:
        raise Unusable("".join([*remarks.values(), "名单里没有任何可用的社区或村。"]))
    return tuple(found[code] for code in sorted(found)), tuple(remarks.values())


def _require_one_name(division: Division, names: dict[str, str], line: int) -> None:
    """A town and a district are called alike in all their lines; `names` grows by those of this line."""
    for column, code, name in (
        ("town", division.town_code, division.town),
        ("district", division.district_code, division.district),
    ):
        before = names.setdefault(code, name)
        if name != before:
            raise Unusable(
                f"名单第 {line} 行的 {column} 是“{shown(name)}”，而同一代码 {code} 前面写的是“{shown(before)}”："
                "一个代码只有一个名称，请改成一样的。"
            )


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restval="")
            missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
            if missing:
                raise Unusable(f"名单缺少这些列：{'、'.join(missing)}。")
            for row in reader:
                if any(row[column].strip() for column in COLUMNS):
                    yield reader.line_num, {column: row[column] for column in COLUMNS}
    except OSError as error:
        raise Unusable(f"读不出名单文件 {path}（{reason_of(error)}）。") from None
    except UnicodeDecodeError:
        raise Unusable("名单文件不是 UTF-8 编码，请用“另存为”改成 UTF-8。") from None
    except csv.Error:
        raise Unusable("名单文件不是合格的 CSV。") from None


def _require_codes(texts: Mapping[str, str], line: int) -> None:
    for column, digits in (("code", 12), ("town_code", 9), ("district_code", 6)):
        if re.fullmatch(f"[0-9]{{{digits}}}", texts[column]) is None:
            raise Unusable(f"名单第 {line} 行的 {column} 应为 {digits} 位数字。")
    if not (
        texts["code"].startswith(texts["town_code"]) and texts["town_code"].startswith(texts["district_code"])
    ):
        raise Unusable(f"名单第 {line} 行的三个代码对不上：前面的位数应当相同。")


def _fault(column: str, name: str) -> str | None:
    """Why nobody can know what the name is."""
    if not shows_something(name):
        return f"没有写 {column}"
    if strange := strange_in(name):
        return f"{column} 里有{strange[0].fault}"
    return f"{column} 不是名称" if _nameable(name) is None else None


def _nameable(name: str) -> str | None:
    """The name as a record takes it: in one piece, 王庄和李庄村委会 where two stand in it; None where none does."""
    plain = without_stops(name) or name
    whole = without_spaces(plain) or plain
    for spelling in (name, whole, _BETWEEN_NAMES.sub("和", whole)):
        try:
            return _NAMED.validate_python(spelling)
        except ValidationError:
            continue
    return None


def _tidy(text: str) -> str:
    """A text on one line, without what nobody sees and what a data file may not hold."""
    seen = UNSAFE_CHARACTER.sub("", text)
    return " ".join((mended(seen) or seen).split())[:LONGEST_NAME].strip()


def reason_of(error: OSError) -> str:
    """Why a file could not be read or written, in words."""
    return _REASONS.get(error.errno or 0, f"系统错误 {error.errno}")
