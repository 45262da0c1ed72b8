"""Tables: columns, each with a function that reads its cell from the object of a row, and the cells of all rows."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from operator import attrgetter
from typing import Any, Final, Generic, TypeAlias, TypeVar, get_origin

from pydantic import BaseModel

from generator.memo import remembered
from generator.model.annotations import alternatives
from generator.model.public import Suppressed

Cell: TypeAlias = "str | int | bool | tuple[str, ...] | None"
Row_contra = TypeVar("Row_contra", contravariant=True)
Row = TypeVar("Row")

# The unit at the end of a field's description.
# Values that are compared by what they say, not by which object says it.
_PLAIN: Final = (str, int, Decimal, dt.date, dt.time)
_UNIT: Final = re.compile(r"\[[^\]]+\]$")
# How values of other types become cells; members of enums are texts already.
_WRITERS: Final[Mapping[type, Callable[[Any], Cell]]] = {
    dt.date: dt.date.isoformat,
    dt.time: lambda time: f"{time:%H:%M}",
    Decimal: lambda number: f"{number.normalize():f}",  # 3.0 and 3 are one number, and written as one
    Suppressed: str,
}


@dataclass(frozen=True)
class Column(Generic[Row_contra]):
    """A column: key, Chinese title, type, and the function that reads its value. Any cell may be empty.

    A column of `Decimal` contains texts; those in decimal form (85.2, not 1/3) are numbers. One of `Suppressed`
    contains counts, and texts in place of counts that are too small to be shown.
    """

    key: str
    title: str
    type: type
    value: Callable[[Row_contra], Any] = field(compare=False)


def fields(
    record: type[BaseModel], keys: str, of: Callable[[Any], Any] | None = None, **titles: str
) -> Iterator[Column[Any]]:
    """Columns of these fields, with the type, title and unit that the record declares; `titles` replaces some titles.

    `of` maps the object of a row to the object with the fields; by default they are the same.
    """
    for key in keys.split():
        info = record.model_fields[key]
        unit = _UNIT.search(info.description or "")
        title = f"{info.title} {unit[0]}" if unit else info.title
        yield Column(key, titles.get(key) or str(title), _type_in(info.annotation), _reader(key, of))


def _reader(key: str, of: Callable[[Any], Any] | None) -> Callable[[Any], Any]:
    read = attrgetter(key)
    return read if of is None else lambda row: read(of(row))


def _type_in(annotation: Any) -> type:
    """The type of a column for values of this annotation; everything but lists, numbers and booleans is a text."""
    found = {get_origin(one) or one for one in alternatives(annotation)}
    return next((known for known in (tuple, bool, int, Decimal) if known in found), str)


def number_of(items: Collection[object] | None) -> int | None:
    """The number of items; None if unknown."""
    return None if items is None else len(items)


@dataclass(frozen=True, kw_only=True)
class Dataset:
    """A table under data/<id>; `what` says in a sentence what a row is, `seal` is that of a published revision.

    `is_whole`: one file however many rows, since the rows prove one another or a seal is checked by its address.
    """

    id: str
    title: str
    what: str
    columns: tuple[Column[Any], ...]
    rows: tuple[tuple[Cell, ...], ...]
    seal: str | None = None
    is_whole: bool = False


class Table(Generic[Row]):
    """The columns of a table, and in a sentence what a row is."""

    def __init__(self, what: str, *columns: Column[Row], is_whole: bool = False) -> None:
        self.what, self.columns, self.is_whole = what, columns, is_whole

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Table) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash((self.what, self.columns))

    def of(self, id: str, title: str, rows: Iterable[Row], seal: str | None = None) -> Dataset:
        """The dataset with a row for each object."""
        return _dataset(self, id, title, _Rows(rows), seal)


class _Rows(tuple[Row, ...]):
    """Rows that are equal if they, or what they directly speak of, are the same objects.

    Each row may speak of a whole month: compared in depth, a month of n rows would cost n times n.
    """

    __slots__ = ()
    __hash__ = tuple.__hash__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Rows) and len(self) == len(other) and all(map(_is_same, self, other))


def _is_same(one: object, other: object) -> bool:
    if one is other or type(one) is not type(other):
        return one is other
    mine, theirs = _parts(one), _parts(other)
    return len(mine) == len(theirs) and all(
        a is b or (isinstance(a, _PLAIN) and type(a) is type(b) and a == b)
        for a, b in zip(mine, theirs, strict=True)
    )


def _parts(row: object) -> tuple[object, ...]:
    if isinstance(row, tuple):
        return row
    return tuple(vars(row).values()) if hasattr(row, "__dict__") else (row,)


@remembered("id")
def _dataset(table: Table[Row], id: str, title: str, rows: _Rows[Row], seal: str | None) -> Dataset:
    values = [column.value for column in table.columns]
    cells = tuple(
        tuple([value if (write := _WRITERS.get(type(value))) is None else write(value) for value in of_row])
        for of_row in ([value(row) for value in values] for row in rows)
    )
    return Dataset(
        id=id,
        title=title,
        what=table.what,
        columns=table.columns,
        rows=cells,
        seal=seal,
        is_whole=table.is_whole or seal is not None,
    )
