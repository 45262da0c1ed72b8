"""Public records by allow-list: the fields of the classes in model/public.py, and no others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any, TypeVar

T = TypeVar("T")


def allowed(kind: type[T], record: object, **made: Any) -> T:
    """Make a public record; fields that are not in `made` are copied from the fields of the same name."""
    return kind(**{name: getattr(record, name) for name in names_of(kind) if name not in made}, **made)


def names_of(kind: type) -> Iterator[str]:
    """The names of the fields of a public class, in order."""
    return (field.name for field in fields(kind))
