"""The four files in which every table is offered: CSV, XLSX, JSON, and the JSON Schema of its rows."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from typing import Any, Final

import orjson

from generator.feeds.tables import Cell, Column, Dataset
from generator.feeds.workbook import is_number, joined, xlsx_bytes
from generator.memo import remembered
from generator.model.public import Setting, Suppressed

# The beginning of a text that a spreadsheet may run as a formula; some skip blanks before it, and some read full-width
# signs as ASCII. Quotes before it count, so that removing one quote always restores the text.
_FORMULA: Final = re.compile(r"'*(?:[\t\r\n]|\s*[=+\-@＝＋－＠﹦﹢﹣﹫−])")
_QUOTED: Final = (
    "CSV、XLSX 与 JSON 同列同序，XLSX 的第一行是各列的名称。"
    "CSV 里以 = + - @（全角也算）、制表符或换行开头的文字，前面加一个单引号 '，"
    "免得表格软件当作公式执行，数字列里的负数不加。程序读取时去掉这个单引号就是原文。"
)
_SEALS: Final = ("seal", "latest_seal")
# By the type of a column; other columns contain texts.
_JSON_TYPES: Final[Mapping[type, tuple[str, ...]]] = {
    int: ("integer",),
    bool: ("boolean",),
    Suppressed: ("integer", "string"),
}


@remembered("dataset.id")
def files_of(dataset: Dataset, setting: Setting) -> Mapping[str, bytes]:
    """The dataset's files by path."""
    return {
        f"data/{dataset.id}.csv": csv_bytes(dataset),
        f"data/{dataset.id}.xlsx": xlsx_bytes(dataset),
        f"data/{dataset.id}.json": json_bytes(dataset, setting),
        f"data/{dataset.id}.schema.json": schema_bytes(dataset),
    }


def csv_bytes(dataset: Dataset) -> bytes:
    """RFC 4180 with a byte order mark, so that spreadsheets read the Chinese; lists are joined by 、.

    A text that looks like a formula gets a quote before it, so that no spreadsheet runs it.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(column.key for column in dataset.columns)
    writer.writerows(list(map(_csv_cell, row, dataset.columns)) for row in dataset.rows)
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


def _csv_cell(cell: Cell, column: Column[Any]) -> str | int | None:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if cell is None or isinstance(cell, int):
        return cell
    text = joined(cell)
    return f"'{text}" if _FORMULA.match(text) and not is_number(text, column) else text


def json_bytes(dataset: Dataset, setting: Setting) -> bytes:
    """{title, source, as_of, sample, rows: [{key: value}]}; an unknown value is null. Rankings have their seals too."""
    keys = [column.key for column in dataset.columns]
    document = {
        "title": dataset.title,
        "source": setting.info.name,
        "as_of": setting.as_of,
        "sample": setting.info.sample,
        **_seals(dataset, setting),
        "rows": [dict(zip(keys, row, strict=True)) for row in dataset.rows],
    }
    return orjson.dumps(document, option=orjson.OPT_INDENT_2)


def _seals(dataset: Dataset, setting: Setting) -> dict[str, str]:
    """Of a ranking: the seal of its own revision, and the latest, which fixes all."""
    latest = setting.latest_seal if dataset.id.startswith("ranking/") else None
    found = (dataset.seal, latest.seal if latest is not None else None)
    return {key: seal for key, seal in zip(_SEALS, found, strict=True) if seal is not None}


def schema_bytes(dataset: Dataset) -> bytes:
    """JSON Schema (2020-12) of the JSON file; a comment says how the CSV differs."""
    properties = {column.key: {"title": column.title, **_json_type(column)} for column in dataset.columns}
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
            **({key: {"type": "string"} for key in _SEALS} if dataset.id.startswith("ranking/") else {}),
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


def _json_type(column: Column[Any]) -> dict[str, Any]:
    if column.type is tuple:
        return {"type": "array", "items": {"type": "string"}}
    return {"type": [*_JSON_TYPES.get(column.type, ("string",)), "null"]}
