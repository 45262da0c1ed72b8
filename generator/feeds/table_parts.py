"""Parts of a large table: by the month of its rows, else by station; small tables are whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from generator.feeds.tables import Cell, Dataset

# Up to this many cells a table is one file: about 1.2 MB of CSV, which every spreadsheet opens at once.
MOST_CELLS: Final = 200_000
# The columns that say to which part a row belongs; the first that makes several parts does.
_TIMES: Final = ("month", "date", "raised_on", "on")
_PLACES: Final = ("station", "area")
_UNDATED: Final = "undated"
_MONTH: Final = len("2026-10")
WITHOUT: Final = {_UNDATED: "没有日期", "none": "不属于一个派出所"}


@dataclass(frozen=True, kw_only=True)
class Stations:
    """Names of stations by id, and the station of each community, former ones too."""

    names: Mapping[str, str]
    of_areas: Mapping[str, str]

    def of(self, id: str) -> str:
        """The station with this id, or that of the community with it."""
        return id if id in self.names else self.of_areas.get(id, "none")

    def label(self, part: str) -> str:
        """What a part is called."""
        return self.names.get(part) or WITHOUT.get(part, part)


class TablePart(NamedTuple):
    """A part of a table, with the file name of its own and its label."""

    key: str
    label: str
    dataset: Dataset


def parts_of(dataset: Dataset, stations: Stations) -> tuple[TablePart, ...]:
    """The parts, in order of months or of first rows; none if the table is small, or can only be read whole."""
    if dataset.is_whole or len(dataset.rows) * len(dataset.columns) <= MOST_CELLS:
        return ()
    keys = [column.key for column in dataset.columns]
    for key in (*_TIMES, *_PLACES):
        if key in keys:
            named = _month if key in _TIMES else stations.of
            grouped = _grouped(dataset.rows, keys.index(key), named)
            if len(grouped) > 1:
                order = sorted(grouped) if key in _TIMES else grouped
                return tuple(_part(dataset, part, stations.label(part), grouped[part]) for part in order)
    return ()


def _month(day: str) -> str:
    return day[:_MONTH] or _UNDATED


def _grouped(
    rows: Iterable[tuple[Cell, ...]], at: int, named: Callable[[str], str]
) -> dict[str, list[tuple[Cell, ...]]]:
    grouped: dict[str, list[tuple[Cell, ...]]] = {}
    for row in rows:
        grouped.setdefault(named(str(row[at] or "")), []).append(row)
    return grouped


def _part(dataset: Dataset, key: str, label: str, rows: list[tuple[Cell, ...]]) -> TablePart:
    own = Dataset(
        id=f"{dataset.id}/{key}",
        title=f"{dataset.title}（{label}）",
        what=dataset.what,
        columns=dataset.columns,
        rows=tuple(rows),
        seal=dataset.seal,
    )
    return TablePart(key, label, own)
