"""The data format for staff, from the model's own titles and descriptions, so that it cannot drift."""

from __future__ import annotations

import typing
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from generator.load.kinds import Kind
from generator.memo import remembered
from generator.model.annotations import alternatives, classes_in, fields_of, leaves
from generator.model.hours import Hours
from generator.model.spelling import Spelling
from generator.model.values import Labelled
from generator.pages.page import Page


@dataclass(frozen=True, kw_only=True)
class KeyLine:
    """One key of a record. `example` is one value as it is written; `choices` where only some words are allowed."""

    key: str
    title: str
    required: bool
    shape: str
    example: str | None
    description: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class RecordTable:
    """One record or part of a record."""

    id: str
    title: str
    file: str | None
    keys: tuple[KeyLine, ...]


@dataclass(frozen=True, kw_only=True)
class DataFormat:
    """Every record with its parts."""

    template: ClassVar[str] = "data_format.html"
    records: tuple[tuple[RecordTable, tuple[RecordTable, ...]], ...]


# A record in memory, one value in the file: 09:00-17:00.
_WRITTEN_AS_TEXT: Final[frozenset[type]] = frozenset({Hours})


@remembered()
def data_format_page(kinds: Sequence[Kind]) -> Page:
    """The staff page, with the kinds of record in this order."""
    tables = tuple(
        (_table(kind.model, kind.name, kind.title, kind.file), tuple(_parts(kind.model, kind.name)))
        for kind in kinds
    )
    return Page(
        url="staff/data-format/",
        frame="staff/data-format/",
        origin="content/staff/data-format.md",
        blocks={"main": DataFormat(records=tables)},
    )


def _table(model: type[BaseModel], id: str, title: str, file: str | None) -> RecordTable:
    return RecordTable(
        id=id,
        title=title,
        file=file,
        keys=tuple(_key(key, info) for key, info in fields_of(model).items()),
    )


def _parts(model: type[BaseModel], prefix: str) -> Iterator[RecordTable]:
    """The records inside a record, outer before inner, each once, by the name of its first key."""
    names: dict[type[BaseModel], str] = {}
    for part, name in _inside(model, _WRITTEN_AS_TEXT):
        names.setdefault(part, name)
    for part, name in names.items():
        yield _table(part, f"{prefix}-{part.__name__.lower()}", name, None)


def _inside(model: type[BaseModel], above: frozenset[type]) -> Iterator[tuple[type[BaseModel], str]]:
    for key, info in fields_of(model).items():
        for part in classes_in(leaves(info.annotation), BaseModel):
            if part not in above:
                own = f"：{title}" if (title := part.model_config.get("title")) else ""
                yield part, f"{info.title}（{key}）{own}"
                yield from _inside(part, above | {part})


def _key(key: str, info: FieldInfo) -> KeyLine:
    choices = next(iter(classes_in(leaves(info.annotation), Labelled)), None)
    example = _example(info, choices)
    return KeyLine(
        key=key,
        title=info.title or key,
        required=info.is_required(),
        shape=_shape(info.annotation, example is not None),
        example=example,
        description=info.description or "",
        choices=tuple((member.value, member.label) for member in choices) if choices else (),
    )


def _shape(annotation: Any, has_spelling: bool) -> str:
    origins = {typing.get_origin(part) for part in alternatives(annotation)}
    if tuple in origins:
        return "列表，每项若干“键: 值”" if list(classes_in(leaves(annotation), BaseModel)) else "列表"
    if dict in origins or set(classes_in(leaves(annotation), BaseModel)) - _WRITTEN_AS_TEXT:
        return "若干“键: 值”"
    if list(classes_in(leaves(annotation), Labelled)):
        return "选一个词"
    return "值" if has_spelling else "文字"


def _example(info: FieldInfo, choices: type[Labelled] | None) -> str | None:
    """A value of the key as it stands in a file: a list in brackets, a mapping with its first line."""
    if set(classes_in(leaves(info.annotation), BaseModel)) - _WRITTEN_AS_TEXT:
        return None
    origins = {typing.get_origin(part) for part in alternatives(info.annotation)}
    written = [str(example) for example in info.examples or ()]
    written = written or [spelling.example for spelling in _spellings(info)]
    if choices is not None and tuple in origins:
        written = [choice.value for choice in choices]
    if tuple in origins:
        return f"[{', '.join(written[:2] or ('甲', '乙'))}]"
    if not written:
        return None
    return f"{{{written[0]}: ……}}" if dict in origins else written[0]


def _spellings(info: FieldInfo) -> Iterator[Spelling]:
    yield from (part for part in info.metadata if isinstance(part, Spelling))
    yield from _annotated(info.annotation)


def _annotated(annotation: Any) -> Iterator[Spelling]:
    """The spellings inside lists, mappings and alternatives, keys before values."""
    if typing.get_origin(annotation) is typing.Annotated:
        yield from (part for part in annotation.__metadata__ if isinstance(part, Spelling))
    for inner in typing.get_args(annotation):
        if typing.get_origin(inner) is not None:
            yield from _annotated(inner)
