"""YAML text -> plain mappings, lists and text, with the line and column of every key and value.

Reads the parser's events, so that no type is guessed and nothing is shared or expanded: scalars stay text; tags,
anchors, aliases, merge keys, a second document, a duplicate key and deep nesting are refused at their place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

import yaml

from generator.load.files import UNSAFE_CHARACTER
from generator.load.syntax import misspelled_mapping, syntax_problem
from generator.problems import Place, Problem, shown

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"
Keys: TypeAlias = tuple[str | int, ...]
MAX_DEPTH: Final = 10
# Required and published files: no hint suggests deleting them.
_NEEDED: Final = re.compile(r"data/((?!approvals)[^/]+|(releases|policies)/[^/]+)\.yml")


@dataclass(frozen=True, kw_only=True)
class Repeated:
    """The mapping at `keys` before its first repeated key, and the key-value pairs from that key on."""

    keys: Keys
    before: dict[str, Plain]
    again: list[tuple[str, Plain]]
    in_braces: bool


class Refused(Exception):  # noqa: N818 (a statement about a file, not a fault)
    """The document cannot be read. Carries the problem and, for a repeated key, the data for a better hint."""

    def __init__(self, problem: Problem, repeated: Repeated | None = None) -> None:
        self.problem, self.repeated = problem, repeated
        super().__init__(str(problem))


@dataclass(frozen=True)
class Marks:
    """Line and column, from 1, of each value and each key of a document, by the keys that lead to it."""

    path: str
    values: dict[Keys, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Keys, tuple[int, int]] = field(default_factory=dict)
    scalars: list[tuple[int, int]] = field(default_factory=list)

    def place(self, keys: Keys) -> Place:
        """The place of the value at these keys; if it is not in the file, of the nearest enclosing value."""
        while keys and keys not in self.values:
            keys = keys[:-1]
        line, column = self.values.get(keys, (1, 1))
        return Place(path=self.path, line=line, column=column)

    def place_of_key(self, keys: Keys) -> Place:
        """The place of the last key, or of the list item; if it is not in the file, of the nearest enclosing one."""
        while keys and keys not in self.keys and keys not in self.values:
            keys = keys[:-1]
        line, column = self.keys.get(keys) or (self.values[keys] if keys else (1, 1))
        return Place(path=self.path, line=line, column=column)


@dataclass(frozen=True)
class ParsedDocument:
    """The content of a file: one mapping, and all of its keys and scalars as text in file order.

    `lists` has the range in `scalars` of the items of each list of two or more texts.
    """

    plain: dict[str, Plain]
    scalars: tuple[str, ...]
    lists: tuple[range, ...]


@dataclass(frozen=True)
class _Reader:
    path: str
    events: Iterator[Any]
    marks: Marks | None
    scalars: list[str] = field(default_factory=list)
    lists: list[range] = field(default_factory=list)

    def refuse(
        self, code: str, event: Any, message: str, hint: str, again: Repeated | None = None
    ) -> Refused:
        mark = event.start_mark
        place = Place(path=self.path, line=mark.line + 1, column=mark.column + 1)
        return Refused(place.problem(code, message, hint), again)

    def value(self, event: Any, keys: Keys) -> Plain:
        """Read the value that begins with this event."""
        self._accept_only_plain_writing(event, keys)
        if self.marks is not None:
            self.marks.values[keys] = (event.start_mark.line + 1, event.start_mark.column + 1)
        if isinstance(event, yaml.ScalarEvent):
            return self._text(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._items(keys)
        return self._mapping(keys, in_braces=event.flow_style)

    def _accept_only_plain_writing(self, event: Any, keys: Keys) -> None:
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            hint = "请把内容照样再写一遍;文字以 & 或 * 开头时请加引号。"
            raise self.refuse("E105", event, "这里用了锚点或别名(& 或 *)。", hint)
        if event.tag is not None:
            written = event.tag.replace("tag:yaml.org,2002:", "!!")
            hint = "请删去以 ! 开头的部分;文字以 ! 开头时请加引号。"
            raise self.refuse("E105", event, f"这里用了标签“{shown(written)}”。", hint)
        if len(keys) > MAX_DEPTH:
            hint = "请对照数据格式说明检查缩进和括号。"
            raise self.refuse("E107", event, f"嵌套超过 {MAX_DEPTH} 层。", hint)

    def _text(self, event: Any) -> str:
        text: str = event.value
        if UNSAFE_CHARACTER.search(text):
            hint = "请删去后重新输入,不要用 \\u 写法。"
            raise self.refuse("E103", event, "这个值里有看不见的控制字符。", hint)
        self.scalars.append(text)
        if self.marks is not None:
            self.marks.scalars.append((event.start_mark.line + 1, event.start_mark.column + 1))
        return text

    def _items(self, keys: Keys) -> list[Plain]:
        items: list[Plain] = []
        first = len(self.scalars)
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self.value(event, (*keys, len(items))))
        if len(items) > 1 and all(isinstance(item, str) for item in items):
            self.lists.append(range(first, len(self.scalars)))
        return items

    def _mapping(self, keys: Keys, *, in_braces: bool) -> dict[str, Plain]:
        mapping: dict[str, Plain] = {}
        pairs = self._pairs(keys)
        for event, key, value in pairs:
            if key in mapping:
                again = [(key, value), *((name, other) for _, name, other in pairs)]
                found = Repeated(keys=keys, before=mapping, again=again, in_braces=in_braces)
                hint = "请核对两处的内容;不要直接删。"
                raise self.refuse("E108", event, f"键“{shown(key)}”在同一处写了两次。", hint, found)
            mapping[key] = value
        return mapping

    def _pairs(self, keys: Keys) -> Iterator[tuple[Any, str, Plain]]:
        """Read the pairs of a mapping, each with the event of its key; of a repeated key the first place is kept."""
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._key(event)
            if self.marks is not None:
                place = (event.start_mark.line + 1, event.start_mark.column + 1)
                self.marks.keys.setdefault((*keys, key), place)
            yield event, key, self.value(next(self.events), (*keys, key))

    def _key(self, event: Any) -> str:
        self._accept_only_plain_writing(event, ())
        if not isinstance(event, yaml.ScalarEvent):
            raise self.refuse("E104", event, "键不能是列表或另一组键值。", "请把键写成一个词。")
        key = self._text(event)
        if key == "<<":
            raise self.refuse("E105", event, "这里用了合并键“<<”。", "请把内容照样再写一遍。")
        return key

    def document(self) -> dict[str, Plain]:
        """Read the whole file as one mapping."""
        document: Plain | None = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if document is not None:
                    hint = "下面还是同一条记录的,请删去“---”这一行;是另一条记录的,请剪到它自己的文件里。"
                    raise self.refuse("E106", event, "文件里有第二份文档(---)。", hint)
                document = self.value(next(self.events), ())
                if not isinstance(document, dict):
                    hint = misspelled_mapping(document) or "请对照数据格式说明,从第一个键写起。"
                    raise self.refuse("E109", event, "文件最外层不是“键: 值”。", hint)
        if not isinstance(document, dict):
            is_needed = _NEEDED.fullmatch(self.path)
            other = "请从备份恢复,或写入内容;放错的空文件请删去。"
            hint = "这个文件不能没有,请从备份恢复。" if is_needed else other
            raise Refused(Place(path=self.path).problem("E109", "文件是空的。", hint))
        return document


def read_document(path: str, text: str) -> ParsedDocument:
    """Parse the one mapping in the text.

    Raises Refused with the first problem: nothing after a syntax error can be trusted.
    """
    return _read(path, text, None)


def marks_of(path: str, text: str) -> Marks:
    """The position of every key and value, as far as the document can be parsed."""
    marks = Marks(path)
    with suppress(Refused):
        _read(path, text, marks)
    return marks


def _read(path: str, text: str, marks: Marks | None) -> ParsedDocument:
    try:
        reader = _Reader(path, yaml.parse(text, Loader=yaml.CSafeLoader), marks)
        return ParsedDocument(reader.document(), tuple(reader.scalars), tuple(reader.lists))
    except yaml.MarkedYAMLError as error:
        raise Refused(syntax_problem(path, text, error)) from None
    except yaml.YAMLError:
        message, hint = "文件不是合格的 YAML。", "请检查有没有误贴的内容。"
        raise Refused(Place(path=path).problem("E104", message, hint)) from None
