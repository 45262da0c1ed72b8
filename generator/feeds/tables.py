"""A table, and three of its files: CSV, JSON, and the JSON Schema of its rows."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import orjson

from generator.model.public import Setting, Suppressed

Cell: TypeAlias = "str | int | bool | tuple[str, ...] | Suppressed | None"

# How a text begins that a spreadsheet takes for a formula; blanks before it do not stop every spreadsheet, and some
# read full-width signs as ASCII. Quotes before it count, so that taking one away always gives the text back.
_FORMULA: Final = re.compile(r"'*(?:[\t\r\n]|\s*[=+\-@＝＋－＠﹦﹢﹣﹫−])")
_NUMBER: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_QUOTED: Final = (
    "CSV、XLSX 与 JSON 同列同序，XLSX 的第一行是各列的名称。"
    "CSV 里以 = + - @（全角也算）、制表符或换行开头的文字，前面加一个单引号 '，"
    "免得表格软件当作公式执行，数字列里的负数不加。程序读取时去掉这个单引号就是原文。"
)


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column: key, Chinese title, JSON types. Any cell may be empty.

    A `decimal` column holds texts; those in decimal form (85.2, not 1/3) are numbers.
    """

    key: str
    title: str
    types: tuple[str, ...] = ("string",)
    decimal: bool = False

    @property
    def holds_numbers(self) -> bool:
        """Are its values numbers, or most of them?"""
        return self.decimal or "integer" in self.types

    def is_number(self, text: str) -> bool:
        """Is this text of the column a number?"""
        return self.decimal and _NUMBER.fullmatch(text) is not None


@dataclass(frozen=True, kw_only=True)
class Dataset:
    """A table under data/<id>; `what` says in a sentence what a row is."""

    id: str
    title: str
    what: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def table(name: str, label: str, row: str, rows: Iterable[tuple[Cell, ...]], /, **titles: str) -> Dataset:
    """A dataset whose columns are written key=title.

    A title may end in its JSON types, or in `decimal`, after a bar: 人口|integer.
    """
    columns = []
    for key, title in titles.items():
        heading, _, types = title.partition("|")
        is_text = types in ("", "decimal")
        columns.append(
            Column(
                key=key,
                title=heading,
                types=("string",) if is_text else tuple(types.split(",")),
                decimal=types == "decimal",
            )
        )
    return Dataset(id=name, title=label, what=row, columns=tuple(columns), rows=tuple(rows))


def csv_bytes(dataset: Dataset) -> bytes:
    """RFC 4180 with a byte order mark, so that spreadsheets read the Chinese; lists are joined by 、.

    Nothing in it is run by a spreadsheet: a text that looks like a formula stands after a quote.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(column.key for column in dataset.columns)
    writer.writerows(list(map(_csv_cell, row, dataset.columns)) for row in dataset.rows)
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


def _csv_cell(cell: Cell, column: Column) -> str:
    if isinstance(cell, str | tuple):
        text = joined(cell)
        return f"'{text}" if _FORMULA.match(text) and not column.is_number(text) else text
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return str(cell)


def joined(cell: str | tuple[str, ...]) -> str:
    """A list in one cell: its items with 、 between."""
    return cell if isinstance(cell, str) else "、".join(cell)


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
    """JSON Schema (2020-12) of the JSON file; a comment says how the CSV differs."""
    properties = {column.key: {"title": column.title, **_type(column)} for column in dataset.columns}
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": dataset.title,
        "description": dataset.what,
        "$comment": _QUOTED,
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
