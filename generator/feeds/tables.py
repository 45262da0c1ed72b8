"""A table and its three files: CSV, JSON, and the JSON Schema of its rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import orjson

from generator.model.public import Suppressed
from generator.pages.page import Setting

Cell: TypeAlias = "str | int | bool | tuple[str, ...] | Suppressed | None"


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column: its key, its title in Chinese, its JSON types; every cell may be empty."""

    key: str
    title: str
    types: tuple[str, ...] = ("string",)


@dataclass(frozen=True, kw_only=True)
class Dataset:
    """A table under data/<id>; `what` says in a sentence what a row is."""

    id: str
    title: str
    what: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def table(name: str, label: str, row: str, rows: Iterable[tuple[Cell, ...]], /, **titles: str) -> Dataset:
    """A dataset whose columns are written key=title; a title may end in its JSON types after a bar: 人口|integer."""
    columns = []
    for key, title in titles.items():
        heading, _, types = title.partition("|")
        columns.append(
            Column(key=key, title=heading, types=tuple(types.split(",")) if types else ("string",))
        )
    return Dataset(id=name, title=label, what=row, columns=tuple(columns), rows=tuple(rows))


def csv_bytes(dataset: Dataset) -> bytes:
    """RFC 4180 with a byte order mark, so that spreadsheets read the Chinese; lists are joined by 、."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(column.key for column in dataset.columns)
    writer.writerows([_csv_cell(cell) for cell in row] for row in dataset.rows)
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


def _csv_cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return "、".join(cell) if isinstance(cell, tuple) else str(cell)


def json_bytes(dataset: Dataset, setting: Setting) -> bytes:
    """{title, source, as_of, sample, rows: [{key: value}]}; an unknown value is null."""
    keys = [column.key for column in dataset.columns]
    document = {
        "title": dataset.title,
        "source": setting.info.name,
        "as_of": setting.as_of,
        "sample": setting.info.sample,
        "rows": [dict(zip(keys, row, strict=True)) for row in dataset.rows],
    }
    return orjson.dumps(document, default=str, option=orjson.OPT_INDENT_2 | orjson.OPT_PASSTHROUGH_DATACLASS)


def schema_bytes(dataset: Dataset) -> bytes:
    """JSON Schema (2020-12) of the JSON file; a CSV has the same columns in the same order."""
    properties = {column.key: {"title": column.title, **_type(column)} for column in dataset.columns}
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": dataset.title,
        "description": dataset.what,
        "type": "object",
        "required": ["title", "source", "as_of", "sample", "rows"],
        "properties": {
            "title": {"type": "string"},
            "source": {"type": "string"},
            "as_of": {"type": "string", "format": "date"},
            "sample": {"type": "boolean"},
            "rows": {
                "type": "array",
                "items": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": list(properties),
                    "properties": properties,
                },
            },
        },
    }
    return orjson.dumps(schema, option=orjson.OPT_INDENT_2)


def _type(column: Column) -> dict[str, Any]:
    if column.types == ("array",):
        return {"type": "array", "items": {"type": "string"}}
    return {"type": [*column.types, "null"]}


def files_of(dataset: Dataset, setting: Setting) -> Mapping[str, bytes]:
    """The dataset's files by path."""
    return {
        f"data/{dataset.id}.csv": csv_bytes(dataset),
        f"data/{dataset.id}.json": json_bytes(dataset, setting),
        f"data/{dataset.id}.schema.json": schema_bytes(dataset),
    }
