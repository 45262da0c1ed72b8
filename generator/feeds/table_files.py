"""The four files in which every table is offered."""

from __future__ import annotations

from collections.abc import Mapping

from generator.feeds.tables import Dataset, csv_bytes, json_bytes, schema_bytes
from generator.feeds.workbook import xlsx_bytes
from generator.memo import remembered
from generator.model.public import Setting


@remembered("dataset.id")
def files_of(dataset: Dataset, setting: Setting) -> Mapping[str, bytes]:
    """The dataset's files by path."""
    return {
        f"data/{dataset.id}.csv": csv_bytes(dataset),
        f"data/{dataset.id}.xlsx": xlsx_bytes(dataset),
        f"data/{dataset.id}.json": json_bytes(dataset, setting),
        f"data/{dataset.id}.schema.json": schema_bytes(dataset),
    }
