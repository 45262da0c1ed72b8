"""The data format for staff, from the model's own titles and descriptions, so that it cannot drift."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from generator.model.values import Labelled
from generator.pages.page import Page


@dataclass(frozen=True, kw_only=True)
class KeyLine:
    """One key of a record. `choices` where only some words are allowed."""

    key: str
    title: str
    required: bool
    shape: str
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


_FILES = {
    "bureau": ("单位和网站", "data/bureau.yml"),
    "policy": ("标准和排名办法", "data/policy.yml"),
    "services": ("服务事项", "data/services.yml"),
    "duties": ("职责", "data/duties.yml"),
    "milestones": ("建设进度", "data/milestones.yml"),
    "holidays": ("节假日", "data/holidays.yml"),
    "station": ("派出所", "data/stations/派出所编号.yml"),
    "area": ("社区", "data/communities/派出所编号/社区编号.yml"),
    "meeting": ("群众代表会", "data/meetings/年份/会议编号.yml"),
    "report": ("工作月报", "data/reports/年-月/派出所编号.yml"),
    "release": ("已公布的排名（由命令写入，不手工改）", "data/releases/年-月.yml"),
}


def data_format_page(records: Mapping[str, type[BaseModel]]) -> Page:
    """The staff page; `records` are the models by the name of their schema."""
    tables = tuple(
        (_table(model, name, *_FILES[name]), tuple(_parts(model, name))) for name, model in records.items()
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
        keys=tuple(_key(name, info) for name, info in model.model_fields.items()),
    )


def _parts(model: type[BaseModel], prefix: str, seen: frozenset[type] = frozenset()) -> Iterator[RecordTable]:
    """The records inside a record, outer before inner, each once."""
    done: set[type] = set(seen)
    for name, info in model.model_fields.items():
        for part in models_in(info.annotation):
            if part not in done:
                done.add(part)
                own = f"：{title}" if (title := part.model_config.get("title")) else ""
                name_of_part = f"{info.title}（{info.alias or name}）{own}"
                yield _table(part, f"{prefix}-{part.__name__.lower()}", name_of_part, None)
                yield from _parts(part, prefix, frozenset(done))


def _key(name: str, info: FieldInfo) -> KeyLine:
    choices = next(iter(enums_in(info.annotation)), None)
    return KeyLine(
        key=info.alias or name,
        title=info.title or name,
        required=info.is_required(),
        shape=_shape(info.annotation),
        description=info.description or "",
        choices=tuple((member.value, member.label) for member in choices) if choices else (),
    )


def _shape(annotation: Any) -> str:
    origins = {typing.get_origin(part) for part in _alternatives(annotation)}
    if tuple in origins:
        return "列表"
    return "键： 值" if dict in origins or list(models_in(annotation)) else "值"


def _alternatives(annotation: Any) -> Iterator[Any]:
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        yield from _alternatives(typing.get_args(annotation)[0])
    elif origin in (typing.Union, types.UnionType):
        for part in typing.get_args(annotation):
            yield from _alternatives(part)
    else:
        yield annotation


def _leaves(annotation: Any) -> Iterator[Any]:
    for part in _alternatives(annotation):
        if typing.get_origin(part) in (tuple, dict):
            for inner in typing.get_args(part):
                yield from _leaves(inner)
        else:
            yield part


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The records that an annotation speaks of, at any depth of lists and alternatives."""
    for leaf in _leaves(annotation):
        if isinstance(leaf, type) and issubclass(leaf, BaseModel):
            yield leaf


def enums_in(annotation: Any) -> Iterator[type[Labelled]]:
    """The closed lists of words that an annotation speaks of."""
    for leaf in _leaves(annotation):
        if isinstance(leaf, type) and issubclass(leaf, Labelled):
            yield leaf
