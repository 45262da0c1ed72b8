"""What a record's model says at the keys of a finding: which keys may stand there, their titles, their closed lists."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from generator.load.document import Keys
from generator.model.annotations import alternatives, classes_in, fields_of
from generator.model.spelling import Spelling
from generator.model.values import Labelled


def known_keys(model: type[BaseModel], keys: Keys) -> dict[str, str]:
    """The keys that may stand beside the last one, with their titles."""
    fields = [field for owner in models_at(model, keys[:-1]) for field in fields_of(owner).items()]
    return {key: info.title or key for key, info in fields}


def forms(model: type[BaseModel], keys: Keys) -> list[str]:
    """What the forms are called of which an entry takes one: a key of another is known, but not here."""
    return [str(owner.model_config.get("title", "")) for owner in models_at(model, keys[:-1])]


def is_required(model: type[BaseModel], keys: Keys) -> bool:
    """Must the last key be there?"""
    fields = [field for owner in models_at(model, keys[:-1]) for field in fields_of(owner).items()]
    return any(info.is_required() for key, info in fields if key == keys[-1])


def is_list(model: type[BaseModel], keys: Keys) -> bool:
    """Do the keys lead to a list?"""
    return any(
        typing.get_origin(part) is tuple for at in _annotations_at(model, keys) for part in alternatives(at)
    )


def _annotations_at(model: type[BaseModel], keys: Keys) -> list[Any]:
    """The annotations that the keys lead to, alternatives side by side; list positions and keys descend."""
    annotations: list[Any] = [model]
    for key in keys:
        annotations = [found for annotation in annotations for found in _step(annotation, key)]
    return annotations


def _step(annotation: Any, key: str | int) -> Iterator[Any]:
    for part in alternatives(annotation):
        if isinstance(part, type) and issubclass(part, BaseModel):
            if (info := fields_of(part).get(str(key))) is not None:
                yield from alternatives(info.annotation)
        elif typing.get_origin(part) is tuple and isinstance(key, int):
            yield typing.get_args(part)[0]
        elif typing.get_origin(part) is dict:
            yield typing.get_args(part)[1]


def models_at(model: type[BaseModel], keys: Keys) -> list[type[BaseModel]]:
    """The records that may stand at the keys."""
    found = [part for annotation in _annotations_at(model, keys) for part in alternatives(annotation)]
    return [*classes_in(found, BaseModel)]


def enums_at(model: type[BaseModel], keys: Keys) -> Iterator[type[Labelled]]:
    """The closed lists of which the value is a word."""
    for annotation in _annotations_at(model, keys):
        yield from classes_in(alternatives(annotation), Labelled)


def entry_example(model: type[BaseModel], keys: Keys) -> str | None:
    """What a key of the table at the keys looks like; None where there is no table."""
    tables = (part for at in _annotations_at(model, keys) for part in alternatives(at))
    table = next((part for part in tables if typing.get_origin(part) is dict), None)
    said = getattr(typing.get_args(table)[0], "__metadata__", ()) if table else ()
    return next((each.example for each in said if isinstance(each, Spelling)), None)


def example_at(model: type[BaseModel], keys: Keys) -> str | None:
    """The example that the innermost named field gives; None where it gives none."""
    found = _field(model, keys)
    example = (found.examples or (None,))[0] if found else None
    return example[0] if isinstance(example, list) else example


def _field(model: type[BaseModel], keys: Keys) -> FieldInfo | None:
    """The innermost named field on the way."""
    names = [at for at, key in enumerate(keys) if isinstance(key, str)]
    for at in reversed(names):
        for owner in models_at(model, keys[:at]):
            if (info := fields_of(owner).get(str(keys[at]))) is not None:
                return info
    return None


def title(model: type[BaseModel], keys: Keys) -> str:
    """What a clerk calls the field, with its key."""
    found = _field(model, keys)
    said = (found.title if found else None) or (str(keys[-1]) if keys else "文件")
    name = next((key for key in reversed(keys) if isinstance(key, str)), None)
    return f"{said}({name})" if name and name != said else said


def description(model: type[BaseModel], keys: Keys) -> str:
    """What the field is for."""
    found = _field(model, keys)
    return (found.description if found else None) or ""
