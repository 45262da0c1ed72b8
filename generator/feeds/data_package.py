"""data/datapackage.json: every table, or every part of a large one, with rows, bytes and digest (Data Package 2.0)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

import orjson

from generator.feeds.table_files import PublishedTable, table_schema
from generator.model.public import Setting
from generator.storing import sha256_of, size_of

PACKAGE: Final = "data/datapackage.json"


def data_package(tables: Iterable[PublishedTable], setting: Setting) -> bytes:
    """One resource for each CSV file with rows: on_site, or on_site.2026-10 and the other months."""
    package: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "jingwu",
        "title": f"{setting.info.name}的社区警务数据",
        "version": setting.as_of.isoformat(),
        "resources": [one for table in tables for one in _resources(table)],
    }
    if setting.info.site.address is not None:
        package["homepage"] = setting.info.site.address
    if setting.shared is not None:
        package["shared_version"] = setting.shared.version
    return orjson.dumps(package, option=orjson.OPT_INDENT_2)


def _resources(table: PublishedTable) -> Iterator[dict[str, Any]]:
    """Parts share the schema of their table, which stands in the list of the parts."""
    if not table.parts:
        yield _resource(table) | {"schema": table_schema(table.dataset)}
    for part in table.parts:
        yield _resource(part) | {"schema": f"{table.dataset.id}.json"}


def _resource(one: PublishedTable) -> dict[str, Any]:
    path = f"{one.dataset.id}.csv"
    return {
        "name": one.dataset.id.replace("/", ".").lower(),
        "title": one.dataset.title,
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "rows": len(one.dataset.rows),
        "bytes": size_of(one.csv),
        "hash": f"sha256:{sha256_of(one.csv)}",
    }
