"""The files in which every table is offered: CSV, XLSX, JSON, and the JSON Schema of its rows; large ones in parts."""

from __future__ import annotations

import csv
import gzip
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import orjson

from generator.feeds.table_parts import Stations, TablePart, parts_of
from generator.feeds.tables import Cell, Column, Dataset, Table
from generator.feeds.workbook import is_number, joined, xlsx_bytes
from generator.memo import remembered
from generator.model.public import Setting, Suppressed
from generator.storing import Kept, sha256_of, size_of, stored

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

_CSV_TYPES: Final[Mapping[type, str]] = {str: "string", int: "integer", bool: "boolean", tuple: "string"}
# From this size on [bytes] a part is there compressed as well, for servers that send such files (nginx: gzip_static),
# and for programs, which read .csv.gz as it is.
LEAST_COMPRESSED: Final = 64 * 1024
# JSON of whole tables is indented, for people; that of parts is not.
_INDENTED: Final = orjson.OPT_INDENT_2


@dataclass(frozen=True, kw_only=True)
class PublishedTable:
    """A table or a part of one as it is published: its files by path, and of its parts the same."""

    dataset: Dataset
    label: str = ""
    files: Mapping[str, Kept]
    parts: tuple[PublishedTable, ...] = ()

    @property
    def csv(self) -> Kept:
        """The CSV file: all rows, or the list of the parts."""
        return self.files[f"data/{self.dataset.id}.csv"]

    def all_files(self) -> Iterator[tuple[str, Kept]]:
        """Every file with its path, those of the parts too."""
        yield from self.files.items()
        for part in self.parts:
            yield from part.files.items()


def _file_columns(kind: str) -> Iterator[Column[PublishedTable]]:
    def content(part: PublishedTable) -> Kept:
        return part.files[_path(part, kind)]

    word = kind.upper()
    yield Column(kind, f"{word} 的网址，从本站网址起", str, lambda part: _path(part, kind))
    yield Column(f"{kind}_bytes", f"{word} 的大小 [字节]", int, lambda part: size_of(content(part)))
    yield Column(f"{kind}_sha256", f"{word} 的 SHA-256", str, lambda part: sha256_of(content(part)))


_PARTS: Final = Table[PublishedTable](
    "每行一份",
    Column("part", "哪一份", str, lambda part: part.dataset.id.rpartition("/")[2]),
    Column("title", "月份或派出所", str, lambda part: part.label),
    Column("rows", "条数", int, lambda part: len(part.dataset.rows)),
    *(column for kind in ("csv", "json", "xlsx") for column in _file_columns(kind)),
)


def _path(part: PublishedTable, kind: str) -> str:
    return f"data/{part.dataset.id}.{kind}"


@remembered("dataset.id")
def published(dataset: Dataset, setting: Setting, stations: Stations) -> PublishedTable:
    """The dataset's files: one of each kind with all rows, or for a large table with the list of its parts."""
    schema = {f"data/{dataset.id}.schema.json": schema_bytes(dataset)}
    contents = contents_of(dataset, setting, stations)
    parts = tuple(
        PublishedTable(dataset=part.dataset, label=part.label, files=files)
        for part, files in zip(parts_of(dataset, stations), contents, strict=False)
    )
    if not parts:
        return PublishedTable(dataset=dataset, files=contents[0] | schema)
    listed = replace(_PARTS.of(f"{dataset.id}/parts", f"{dataset.title}（目录）", parts), id=dataset.id)
    content = {**table_schema(dataset), "parts": _records(listed)}
    index = _tables(listed, _document(dataset, setting, content, _INDENTED))
    return PublishedTable(dataset=dataset, files=index | schema, parts=parts)


@remembered("dataset.id")
def contents_of(dataset: Dataset, setting: Setting, stations: Stations) -> tuple[dict[str, Kept], ...]:
    """The files of each part of the dataset, or those of all its rows: most of what tables cost, see `foresee`."""
    parts = parts_of(dataset, stations)
    if not parts:
        return (_stored(_tables(dataset, json_bytes(dataset, setting))),)
    return tuple(_stored(_files_of(part, setting)) for part in parts)


def _stored(files: Mapping[str, bytes]) -> dict[str, Kept]:
    return {path: stored(content) for path, content in files.items()}


def _files_of(part: TablePart, setting: Setting) -> dict[str, bytes]:
    files = _tables(part.dataset, _document(part.dataset, setting, {"rows": _records(part.dataset)}))
    packed = with_compressed({path: body for path, body in files.items() if not path.endswith(".xlsx")})
    return files | packed


def with_compressed(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files, and of each large one a compressed sibling."""
    packed = {
        f"{path}.gz": gzip.compress(content, mtime=0)
        for path, content in files.items()
        if len(content) >= LEAST_COMPRESSED
    }
    return {**files, **packed}


def _tables(dataset: Dataset, json: bytes) -> dict[str, bytes]:
    return {
        f"data/{dataset.id}.csv": csv_bytes(dataset),
        f"data/{dataset.id}.xlsx": xlsx_bytes(dataset),
        f"data/{dataset.id}.json": json,
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
    return _document(dataset, setting, {"rows": _records(dataset)}, _INDENTED)


def _records(dataset: Dataset) -> list[dict[str, Cell]]:
    keys = [column.key for column in dataset.columns]
    return [dict(zip(keys, row, strict=True)) for row in dataset.rows]


def _document(dataset: Dataset, setting: Setting, content: Mapping[str, Any], option: int = 0) -> bytes:
    document = {
        "title": dataset.title,
        "source": setting.info.name,
        "as_of": setting.as_of,
        "sample": setting.info.sample,
        **_seals(dataset, setting),
        **content,
    }
    return orjson.dumps(document, option=option)


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


def table_schema(dataset: Dataset) -> dict[str, Any]:
    """Table Schema (Data Package 2.0) of the CSV file: a list is a text, what may be a text or a number is `any`."""
    fields = [
        {"name": column.key, "title": column.title, "type": _CSV_TYPES.get(column.type, "any")}
        for column in dataset.columns
    ]
    return {"fields": fields, "missingValues": [""]}


def _json_type(column: Column[Any]) -> dict[str, Any]:
    if column.type is tuple:
        return {"type": "array", "items": {"type": "string"}}
    return {"type": [*_JSON_TYPES.get(column.type, ("string",)), "null"]}
