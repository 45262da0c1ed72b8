"""What a record's annotations allow: its fields by their keys, and the types of a value inside lists and tables."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from pydantic import BaseModel
from pydantic.fields import FieldInfo

T = TypeVar("T")


def fields_of(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """The fields of a record by the keys that stand in a file, in order."""
    return {info.alias or name: info for name, info in model.model_fields.items()}


def alternatives(annotation: Any) -> Iterator[Any]:
    """The alternatives of an annotation, each without Annotated."""
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        yield from alternatives(typing.get_args(annotation)[0])
    elif origin in (typing.Union, types.UnionType):
        for part in typing.get_args(annotation):
            yield from alternatives(part)
    else:
        yield annotation


def leaves(annotation: Any) -> Iterator[Any]:
    """The types of single values, at any depth of lists, tables and alternatives."""
    for part in alternatives(annotation):
        if typing.get_origin(part) in (tuple, dict):
            for inner in typing.get_args(part):
                yield from leaves(inner)
        else:
            yield part


def classes_in(parts: Iterable[Any], kind: type[T]) -> Iterator[type[T]]:
    """Those of the types that are a `kind`, such as records or closed lists."""
    return (part for part in parts if isinstance(part, type) and issubclass(part, kind))
