"""Tests of large tables in parts: where they begin, that no row is lost, that every part is listed as it is."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import shutil
from collections.abc import Iterable, Mapping
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest

from generator.build import read_bureau
from generator.build.composing import compose
from generator.build.downloads import Tables
from generator.deploy.trees import Content, bytes_of
from generator.feeds import table_parts
from generator.feeds.data_package import PACKAGE
from generator.feeds.table_files import LEAST_COMPRESSED, PublishedTable, published
from generator.feeds.table_parts import MOST_CELLS, Stations, parts_of
from generator.feeds.tables import Column, Dataset, Table
from generator.model.public import setting_of
from tests.bureaus import bureau
from tests.small_sites import AS_OF, REPOSITORY
from tests.stranger import compared
from tests.test_ledger import verify
from tests.test_recompute import recompute
from tools.disclosure.reading import rows as read_rows

SETTING = setting_of(bureau())
STATIONS = Stations(names={"gulou": "古楼派出所", "fenghuang": "凤凰派出所"}, of_areas={"guanliu": "gulou"})


def table(rows: list[tuple[Any, ...]], *keys: str, is_whole: bool = False, id: str = "things") -> Dataset:
    columns = [Column(key, key, str, itemgetter(at)) for at, key in enumerate(keys)]
    made = Table[tuple[Any, ...]]("每行一个", *columns, is_whole=is_whole)
    return made.of(id, "东西", rows)


def of_months(cells: int) -> Dataset:
    """A table of so many cells, two a row, in two months."""
    return table([(f"2026-{9 + at % 2:02d}", str(at)) for at in range(cells // 2)], "month", "n")


def rows_of(content: bytes) -> list[dict[str, str]]:
    return [*csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))]


def files_of(one: PublishedTable) -> dict[str, bytes]:
    return in_memory(one.all_files())


def in_memory(files: Iterable[tuple[str, object]]) -> dict[str, bytes]:
    """The contents, none of which is on disk."""
    found = dict(files)
    assert all(isinstance(content, bytes) for content in found.values())
    return {path: content for path, content in found.items() if isinstance(content, bytes)}


def test_a_table_is_one_file_up_to_the_bound() -> None:
    """MOST_CELLS cells are one file of each kind, one row more is in parts."""
    assert [*files_of(published(of_months(MOST_CELLS), SETTING, STATIONS))] == [
        f"data/things.{kind}" for kind in ("csv", "xlsx", "json", "schema.json")
    ]
    assert [part.label for part in parts_of(of_months(MOST_CELLS + 2), STATIONS)] == ["2026-09", "2026-10"]


@pytest.fixture
def small_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_parts, "MOST_CELLS", 4)


@pytest.mark.parametrize(
    ("keys", "rows", "parts"),
    [
        (
            ("date", "area"),
            [("2026-10-31", "guanliu"), ("2026-11-01", "x"), ("", "x")],
            ["2026-10", "2026-11", "undated"],
        ),
        # A single month is no division: by station.
        (
            ("month", "station"),
            [("2026-10", "gulou"), ("2026-10", "fenghuang"), ("2026-10", "gulou")],
            ["gulou", "fenghuang"],
        ),
        # A community belongs to its station; one that no station has to none.
        (("area", "n"), [("guanliu", "1"), ("elsewhere", "2"), ("guanliu", "3")], ["gulou", "none"]),
        # Nothing to divide by: one file.
        (("n", "m"), [("1", "2")] * 9, []),
    ],
)
@pytest.mark.usefixtures("small_bound")
def test_the_rows_say_how_a_table_is_divided(
    keys: tuple[str, ...], rows: list[tuple[str, ...]], parts: list[str]
) -> None:
    """By the month of the first column with a time, else by station; every row is in one part, in its order."""
    found = parts_of(table(rows, *keys), STATIONS)
    assert [part.key for part in found] == parts
    if parts:
        assert sorted(row for part in found for row in part.dataset.rows) == sorted(rows)


@pytest.mark.usefixtures("small_bound")
def test_rows_that_prove_one_another_stay_together() -> None:
    """The ledger and sealed rankings are one file, whose address does not change."""
    assert not parts_of(
        table([("2026-10", "1"), ("2026-11", "2")] * 9, "month", "n", is_whole=True), STATIONS
    )


def test_the_list_says_of_each_part_what_it_is() -> None:
    """data/things.json lists path, bytes, digest and rows of each part; large parts are there compressed too."""
    files = files_of(published(of_months(MOST_CELLS + 2), SETTING, STATIONS))
    listed = json.loads(files["data/things.json"])
    assert "rows" not in listed
    assert rows_of(files["data/things.csv"]) == [
        {key: str(value) for key, value in part.items()} for part in listed["parts"]
    ]
    for part in listed["parts"]:
        content = files[part["csv"]]
        assert (len(content), hashlib.sha256(content).hexdigest()) == (part["csv_bytes"], part["csv_sha256"])
        assert len(rows_of(content)) == len(json.loads(files[part["json"]])["rows"]) == part["rows"]
        assert len(content) >= LEAST_COMPRESSED
        assert gzip.decompress(files[f"{part['csv']}.gz"]) == content
        assert files[part["xlsx"]].startswith(b"PK")
        assert f"{part['xlsx']}.gz" not in files


def test_the_package_lists_every_file_with_rows() -> None:
    """datapackage.json has one resource for a small table and one for each part, with the digest of the CSV."""
    one = published(of_months(MOST_CELLS + 2), SETTING, STATIONS)
    other = published(table([("2026-10", "1")], "month", "n", id="others"), SETTING, STATIONS)
    tables = Tables(setting=SETTING, today=(one, other), years=(), months=(), histories=(), areas=())
    files = in_memory(tables.files().items())
    package = json.loads(files[PACKAGE])
    assert [resource["path"] for resource in package["resources"]] == [
        "things/2026-09.csv",
        "things/2026-10.csv",
        "others.csv",
    ]
    for resource in package["resources"][:2]:
        content = files[f"data/{resource['path']}"]
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert (resource["bytes"], resource["rows"]) == (len(content), len(rows_of(content)))
        assert [field["name"] for field in json.loads(files[f"data/{resource['schema']}"])["fields"]] == [
            "month",
            "n",
        ]


def test_what_reads_published_files_reads_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Recomputing, verifying, the stranger and the reader of the attack on small counts read a city of parts."""
    monkeypatch.setattr(table_parts, "MOST_CELLS", 10_000)
    data = tmp_path / "data"
    write_files(compose(REPOSITORY, read_bureau(REPOSITORY, AS_OF).public).files, tmp_path)
    assert (data / "opinions/2026-10.csv").is_file()
    assert (data / "ranking/2026-10-areas/gulou.csv").is_file()
    resources = json.loads((tmp_path / PACKAGE).read_bytes())["resources"]
    for name in ("reports", "opinions", "on_site"):
        parts = [one for one in resources if one["path"].startswith(f"{name}/")]
        assert sum(one["rows"] for one in parts) == len([*read_rows(data / f"{name}.csv")]) > 2_000
    assert not compared(data, latest=1).differ
    told = recompute(data / "ranking/2026-10.csv")
    assert "2026-10.csv:28 个派出所,一致" in told.stdout
    assert "格,从各社区的数核对了" in told.stdout
    assert verify(tmp_path).returncode == 0
    shutil.rmtree(data / "ranking/2026-10-areas")
    assert "是各份的目录" in recompute(data / "ranking/2026-10.csv").stderr


def write_files(files: Mapping[str, Content], folder: Path) -> None:
    for path, body in files.items():
        if path.startswith("data/"):
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(bytes_of(body))
