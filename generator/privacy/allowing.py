"""The public form of a record has the fields that its class in model/public.py names: that is the allow-list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any, TypeVar

T = TypeVar("T")


def allowed(kind: type[T], record: object, **made: Any) -> T:
    """The public form of `record`: what is not `made` here is taken over from the field of the same name."""
    return kind(**{name: getattr(record, name) for name in names_of(kind) if name not in made}, **made)


def names_of(kind: type) -> Iterator[str]:
    """The names of the fields of a public class, in order."""
    return (field.name for field in fields(kind))
