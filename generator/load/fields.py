"""What a record's model says about one spot in a file: its types, its title, the values it accepts."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from generator.load.document import Keys
from generator.model.annotations import alternatives, classes_in, fields_of
from generator.model.spelling import Spelling
from generator.model.values import Labelled


@dataclass(frozen=True)
class Spot:
    """The value that these keys lead to in a record of that model."""

    model: type[BaseModel]
    keys: Keys

    def __getitem__(self, key: str | int) -> Spot:
        return Spot(self.model, (*self.keys, key))

    @cached_property
    def around(self) -> Spot:
        """The record or list that contains the last key."""
        return Spot(self.model, self.keys[:-1])

    @property
    def key(self) -> str | None:
        """The last key; None for an item of a list."""
        return self.keys[-1] if isinstance(self.keys[-1], str) else None

    @property
    def named_by(self) -> str | None:
        """The innermost key that is a name, not a list position."""
        return next((key for key in reversed(self.keys) if isinstance(key, str)), None)

    def line(self, value: str) -> str:
        """The line to write for that value; for a list item, the value alone."""
        return value if self.key is None else f"{self.key}: {value}"

    @cached_property
    def types(self) -> list[Any]:
        """The types that are allowed here, unions flattened."""
        if not self.keys:
            return [self.model]
        return [found for part in self.around.types for found in _step(part, self.keys[-1])]

    @property
    def records(self) -> list[type[BaseModel]]:
        """The record types that are allowed here."""
        return [*classes_in(self.types, BaseModel)]

    @property
    def choices(self) -> type[Labelled] | None:
        """The closed list of words that the value is one of."""
        return next(classes_in(self.types, Labelled), None)

    @property
    def is_list(self) -> bool:
        """Is a list allowed here?"""
        return any(typing.get_origin(part) is tuple for part in self.types)

    @property
    def entry_example(self) -> str | None:
        """An example of a key of the table here; None if there is no table."""
        table = next((part for part in self.types if typing.get_origin(part) is dict), None)
        said = getattr(typing.get_args(table)[0], "__metadata__", ()) if table else ()
        return next((each.example for each in said if isinstance(each, Spelling)), None)

    @cached_property
    def siblings(self) -> dict[str, FieldInfo]:
        """The fields of the record around the last key, by their keys."""
        return {key: info for owner in self.around.records for key, info in fields_of(owner).items()}

    @property
    def known(self) -> dict[str, str]:
        """The same keys, with their titles."""
        return {key: info.title or key for key, info in self.siblings.items()}

    @property
    def is_required(self) -> bool:
        """Is the last key required?"""
        owners = map(fields_of, self.around.records)
        return any(self.key in fields and fields[self.key].is_required() for fields in owners)

    @cached_property
    def field(self) -> FieldInfo | None:
        """The innermost field on the path."""
        if not self.keys:
            return None
        return self.siblings.get(str(self.keys[-1])) or self.around.field

    @property
    def title(self) -> str:
        """The field's title, with its key."""
        said = (self.field.title if self.field else None) or (str(self.keys[-1]) if self.keys else "文件")
        return f"{said}({self.named_by})" if self.named_by not in (None, said) else said

    @property
    def description(self) -> str:
        """The field's description."""
        return (self.field.description if self.field else None) or ""

    @property
    def example(self) -> str | None:
        """The innermost field's example."""
        example = (self.field.examples or (None,))[0] if self.field else None
        return example[0] if isinstance(example, list) else example

    def refusal(self, value: Any) -> ErrorDetails | None:
        """Why the last key does not accept the value, whatever else the record lacks; None if it does."""
        refusals = [_refusal(owner, self.keys[-1], value) for owner in self.around.records]
        return refusals[0] if refusals and all(refusals) else None

    def takes(self, value: Any) -> bool:
        """Does the last key accept the value?"""
        return self.refusal(value) is None


def _step(part: Any, key: str | int) -> Iterator[Any]:
    """The types one key, or one list position, further in."""
    origin = typing.get_origin(part)
    if isinstance(part, type) and issubclass(part, BaseModel):
        if info := fields_of(part).get(str(key)):
            yield from alternatives(info.annotation)
    elif origin is dict or (origin is tuple and isinstance(key, int)):
        yield from alternatives(typing.get_args(part)[origin is dict])


def _refusal(owner: type[BaseModel], key: str | int, value: Any) -> ErrorDetails | None:
    try:
        owner.model_validate({key: value})
    except ValidationError as error:
        return next((detail for detail in error.errors() if detail["loc"][:1] == (key,)), None)
    return None
