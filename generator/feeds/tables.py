"""A table: its columns, each with how its cell is read from the object of a row, and the cells of all rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final, Generic, TypeAlias, TypeVar

from generator.memo import remembered
from generator.model.public import Suppressed

Cell: TypeAlias = "str | int | bool | tuple[str, ...] | None"
Row_contra = TypeVar("Row_contra", contravariant=True)
Row = TypeVar("Row")

# How values that are no cells yet are written; words of a closed list are texts.
_WRITERS: Final[Mapping[type, Callable[[Any], Cell]]] = {
    dt.date: dt.date.isoformat,
    dt.time: lambda time: f"{time:%H:%M}",
    Decimal: lambda number: f"{number.normalize():f}",  # 3.0 and 3 are one number, and written as one
    Suppressed: str,
}


@dataclass(frozen=True)
class Column(Generic[Row_contra]):
    """A column: key, Chinese title, type, and the value that an object has in it. Any cell may be empty.

    A column of `Decimal` holds texts; those in decimal form (85.2, not 1/3) are numbers. One of `Suppressed` holds
    counts, and texts in place of counts that are too small to be shown.
    """

    key: str
    title: str
    type: type
    value: Callable[[Row_contra], Any] = field(compare=False)


@dataclass(frozen=True, kw_only=True)
class Dataset:
    """A table under data/<id>; `what` says in a sentence what a row is."""

    id: str
    title: str
    what: str
    columns: tuple[Column[Any], ...]
    rows: tuple[tuple[Cell, ...], ...]


class Table(Generic[Row]):
    """The columns of a table, and in a sentence what a row is."""

    def __init__(self, what: str, *columns: Column[Row]) -> None:
        self.what, self.columns = what, columns

    def of(self, id: str, title: str, rows: Iterable[Row]) -> Dataset:
        """The dataset with a row for each object."""
        return _dataset(self, id, title, tuple(rows))


@remembered("id")
def _dataset(table: Table[Row], id: str, title: str, rows: tuple[Row, ...]) -> Dataset:
    values = [column.value for column in table.columns]
    cells = tuple(
        tuple([value if (write := _WRITERS.get(type(value))) is None else write(value) for value in of_row])
        for of_row in ([value(row) for value in values] for row in rows)
    )
    return Dataset(id=id, title=title, what=table.what, columns=table.columns, rows=cells)
