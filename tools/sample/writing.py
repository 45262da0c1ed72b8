"""Records -> YAML as a clerk would like to read it; a tree of files -> disk.

Block style; short records and lists of words on one line; quotes only where YAML would read something else.
"""

from __future__ import annotations

import datetime as dt
import posixpath
import re
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import Enum
from typing import Any, Final

from pydantic import BaseModel

from generator.model.area import EstateCover, Headcount, PartnerUnit, Population, StreetCover, Verified
from generator.model.brand import Reading
from generator.model.bureau import ReleaseCalendar
from generator.model.hours import Hours
from generator.model.meeting import Representatives
from generator.model.officer import OnSite, Vacancy
from generator.model.post import Facilities, OpeningException, OpeningHours
from generator.model.prevention import Director, Fund, Patrol, SafePlace
from generator.model.report import ServiceCounts
from generator.model.rollout import Acceptance
from generator.model.station import Leader

NOTICE: Final = "# 示例数据:人名、电话、数字均为虚构"
WIDTH: Final = 110

_ON_ONE_LINE: Final = frozenset(
    {
        Acceptance,
        Director,
        EstateCover,
        Facilities,
        Fund,
        Headcount,
        Leader,
        PartnerUnit,
        OnSite,
        OpeningException,
        OpeningHours,
        Patrol,
        Population,
        Reading,
        ReleaseCalendar,
        Representatives,
        SafePlace,
        ServiceCounts,
        StreetCover,
        Vacancy,
        Verified,
    }
)
_NEEDS_QUOTES: Final = re.compile(
    r"""^[&*!|>'"%@`#,\[\]{}]|^[-?:](\s|$)|^(---|\.\.\.)|:\s|:$|\s#|^(~|null|Null|NULL|true|false|<<|=)?$"""
)
_NEEDS_QUOTES_INSIDE_BRACKETS: Final = re.compile(r"[,\[\]{}?]|^[-:]")


def schema_line(path: str, record: str) -> str:
    """The comment that tells an editor which schema the file at that path keeps to."""
    schema = posixpath.relpath(f"schemas/{record}.schema.json", posixpath.dirname(path))
    return f"# yaml-language-server: $schema={schema}"


def record_text(path: str, record: str, value: BaseModel) -> str:
    """A whole file of invented data."""
    return "\n".join([schema_line(path, record), NOTICE, *_block(_entries(value), "")]) + "\n"


def reference_text(path: str, record: str, text: str) -> str:
    """A whole file of the texts that are kept beside this tool."""
    return f"{schema_line(path, record)}\n{text}"


def with_list(text: str, key: str, records: Sequence[BaseModel], indent: str) -> str:
    """The text with one more list at its end, under a key that stands at that indent; no records, no key."""
    lines = _entry(f"{indent}{key}:", tuple(records), f"{indent}  ") if records else ()
    return "".join([text, *(f"{line}\n" for line in lines)])


def _entries(value: BaseModel) -> list[tuple[str, Any]]:
    """Keys and values in the model's order, without what is not known or goes without saying."""
    return [
        (info.alias or name, getattr(value, name))
        for name, info in type(value).model_fields.items()
        if getattr(value, name) is not None and (info.is_required() or getattr(value, name) != info.default)
    ]


def _block(entries: Sequence[tuple[str, Any]], indent: str) -> Iterator[str]:
    for key, value in entries:
        yield from _entry(f"{indent}{key}:", value, indent + "  ")


def _entry(head: str, value: Any, indent: str) -> Iterator[str]:
    """One value after its key; `indent` is where its own lines begin."""
    if (line := _one_line(value)) is not None and (_is_short(value) or _columns(f"{head} {line}") <= WIDTH):
        yield f"{head} {line}"
    elif isinstance(value, str):
        yield f"{head} |"
        yield from (f"{indent}{line}".rstrip() for line in value.splitlines())
    elif isinstance(value, tuple):
        yield head
        for item in value:
            yield from _item(item, indent)
    else:
        yield head
        yield from _block(_entries(value), indent)


def _item(value: Any, indent: str) -> Iterator[str]:
    line = _one_line(value)
    if line is not None and (not isinstance(value, BaseModel) or _columns(f"{indent}- {line}") <= WIDTH):
        yield f"{indent}- {line}"
        return
    lines = list(_block(_entries(value), indent + "  "))
    yield f"{indent}- {lines[0].lstrip()}"
    yield from lines[1:]


def _is_short(value: Any) -> bool:
    """Belongs on one line however long it is: a single value, or words of a closed list, or days."""
    if isinstance(value, tuple):
        return bool(value) and all(isinstance(item, Enum | dt.date) for item in value)
    return not isinstance(value, BaseModel)


def _one_line(value: Any, *, inside: bool = False) -> str | None:
    """The value on one line, or None where it has to be spread out; `inside` of brackets commas need quotes."""
    if isinstance(value, str | int):
        return _scalar(value, inside=inside)
    if isinstance(value, tuple):
        return _brackets(value)
    if isinstance(value, dict):
        return _braces(list(value.items()))
    if isinstance(value, Hours):
        return str(value)
    if isinstance(value, BaseModel):
        return _braces(_entries(value)) if type(value) in _ON_ONE_LINE else None
    return _scalar(value, inside=inside)


def _braces(entries: Sequence[tuple[str, Any]]) -> str | None:
    parts = [(key, _one_line(value, inside=True)) for key, value in entries]
    if any(part is None for _, part in parts):
        return None
    return "{" + ", ".join(f"{key}: {part}" for key, part in parts) + "}"


def _brackets(values: Sequence[Any]) -> str | None:
    """Words on one line; sentences and records each on their own."""
    if any(isinstance(value, BaseModel) or _columns(str(value)) > 20 for value in values):
        return None
    parts = [_one_line(value, inside=True) for value in values]
    return None if None in parts else "[" + ", ".join(str(part) for part in parts) + "]"


def _scalar(value: Any, *, inside: bool) -> str | None:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, str):
        return None if "\n" in value else _quoted(value, inside=inside)
    return str(value)


def _quoted(text: str, *, inside: bool) -> str:
    if not _NEEDS_QUOTES.search(text) and not (inside and _NEEDS_QUOTES_INSIDE_BRACKETS.search(text)):
        return text
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def _columns(text: str) -> int:
    """Columns on a screen: a Chinese character takes two."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
