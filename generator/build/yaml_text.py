"""The only writer of YAML: a record in the style that a clerk would use.

Block style; short records and lists of words on one line; quotes only where YAML would read something else.
"""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import Any, Final

import orjson
from pydantic import BaseModel

from generator.model.hours import Hours
from generator.text.columns import columns

_WIDTH: Final = 110
_LONGEST_WORD: Final = 20
_NEEDS_QUOTES: Final = re.compile(
    r"""^[&*!|>'"%@`#,\[\]{}]|^[-?:](\s|$)|^(---|\.\.\.)|:\s|:$|\s#|^(~|null|Null|NULL|true|false|<<|=)?$"""
)
_NEEDS_QUOTES_INSIDE_BRACKETS: Final = re.compile(r"[,\[\]{}?]|^[-:]")


class Verbatim(str):
    """A value that is YAML already."""

    __slots__ = ()


def quoted(text: str) -> Verbatim:
    """The text in double quotes, with the escapes of JSON, which YAML understands."""
    return Verbatim(orjson.dumps(text).decode())


def schema_line(path: str, kind: str) -> str:
    """The comment that tells an editor which schema the file at that path follows."""
    schema = posixpath.relpath(f"schemas/{kind}.schema.json", posixpath.dirname(path))
    return f"# yaml-language-server: $schema={schema}"


@dataclass(frozen=True, kw_only=True)
class YamlStyle:
    """How records are written.

    A record within another goes on one line where it fits, unless its type is in `spread`. `spelled` has, by key, a
    function from the value to what is written; `comments` has the comment above a key.
    """

    spread: Collection[type[BaseModel]] = frozenset()
    spelled: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)

    def file_text(self, path: str, kind: str, note: str, record: BaseModel) -> str:
        """The whole file of a record of that kind, under the schema's comment and a note."""
        lines = [schema_line(path, kind), f"# {note}", *self._block(self._entries(record), "")]
        return "\n".join(lines) + "\n"

    def _entries(self, record: BaseModel) -> Iterator[tuple[str, Any]]:
        """Keys and values in the model's order, without those that are unknown or equal the default."""
        for name, info in type(record).model_fields.items():
            value, key = getattr(record, name), info.alias or name
            is_default = not info.is_required() and value == info.get_default(call_default_factory=True)
            if value is not None and not is_default:
                yield key, self.spelled[key](value) if key in self.spelled else value

    def _block(self, entries: Iterable[tuple[str, Any]], indent: str) -> Iterator[str]:
        for key, value in entries:
            if key in self.comments:
                yield f"{indent}# {self.comments[key]}"
            yield from self.entry(key, value, indent)

    def entry(self, key: str, value: Any, indent: str) -> Iterator[str]:
        """The lines of a key with its value."""
        line = self.line(value)
        if line is not None and (not _must_fit(value) or _fits(f"{indent}{key}: {line}")):
            yield f"{indent}{key}: {line}"
        elif isinstance(value, str):
            yield f"{indent}{key}: |"
            yield from (f"{indent}  {line}".rstrip() for line in value.splitlines())
        else:
            yield f"{indent}{key}:"
            yield from self._spread(value, indent + "  ")

    def _spread(self, value: Any, indent: str) -> Iterator[str]:
        """The lines of a list, a mapping or a record."""
        if isinstance(value, tuple):
            for item in value:
                yield from self.item(item, indent)
        else:
            entries = value.items() if isinstance(value, Mapping) else self._entries(value)
            yield from self._block(entries, indent)

    def item(self, value: Any, indent: str) -> Iterator[str]:
        """The lines of an item of a list."""
        line = self.line(value)
        if line is not None and (not isinstance(value, BaseModel) or _fits(f"{indent}- {line}")):
            yield f"{indent}- {line}"
        else:
            first, *others = self._spread(value, f"{indent}  ")
            yield f"{indent}- {first.lstrip()}"
            yield from others

    def line(self, value: Any, *, inside: bool = False) -> str | None:
        """The value on one line; None where it has to be spread. Inside brackets more texts need quotes."""
        match value:
            case tuple() | Mapping() if any(map(_is_long, _items_of(value))):
                return None
            case tuple():
                return _joined("[", [self.line(item, inside=True) for item in value], "]")
            case Mapping():
                return self._braces(value.items())
            case BaseModel() if not isinstance(value, Hours):
                return self._braces(self._entries(value)) if type(value) not in self.spread else None
        return _scalar(value, inside=inside)

    def _braces(self, entries: Iterable[tuple[str, Any]]) -> str | None:
        pairs = ((key, self.line(value, inside=True)) for key, value in entries)
        return _joined("{", [line and f"{key}: {line}" for key, line in pairs], "}")


def _items_of(value: tuple[Any, ...] | Mapping[str, Any]) -> Iterable[Any]:
    return value.values() if isinstance(value, Mapping) else value


def _joined(opening: str, items: list[str | None], closing: str) -> str | None:
    return None if None in items else opening + ", ".join(map(str, items)) + closing


def _scalar(value: Any, *, inside: bool) -> str | None:
    match value:
        case Verbatim():
            return value
        case bool():
            return "true" if value else "false"
        case Enum():
            return str(value.value)
        case str():
            return None if "\n" in value else _text(value, inside=inside)
        case dt.time():
            return f"{value:%H:%M}"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _must_fit(value: Any) -> bool:
    """Is the value spread if the line gets too long? Single values and lists of enum members or dates are not."""
    if isinstance(value, tuple):
        return not value or not all(isinstance(item, Enum | dt.date) for item in value)
    return isinstance(value, BaseModel) and not isinstance(value, Hours)


def _is_long(item: Any) -> bool:
    """Does an item need a line of its own, as a record or a text of more than a few words?"""
    return isinstance(item, BaseModel) or columns(str(item)) > _LONGEST_WORD


def _text(text: str, *, inside: bool) -> str:
    if not _NEEDS_QUOTES.search(text) and not (inside and _NEEDS_QUOTES_INSIDE_BRACKETS.search(text)):
        return text
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def _fits(line: str) -> bool:
    return columns(line) <= _WIDTH
