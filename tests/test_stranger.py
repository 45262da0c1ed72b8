"""A program written from the method page, which shares no code with the generator, works out every published cell."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.build import read_bureau
from generator.model.policy import LATEST_EDITION
from generator.model.public import PublicBureau
from tests.bureaus import release
from tests.conftest import REPOSITORY
from tests.small_sites import AS_OF, ezhou_tables
from tests.stranger import Count, compared

SECOND = ("2026-09", "2026-10")


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The public tables of the repository's own data, as CSV files, and its policies."""
    return ezhou_tables(tmp_path_factory.mktemp("tables"))


def test_every_published_cell_follows_from_the_public_tables(
    tables: Path, record_property: Callable[[str, object], None]
) -> None:
    """Numerators, denominators, states, scores, ranks and groups of every released month agree, all of them."""
    count = compared(tables)
    record_property("figures", f"{count.cells} cells, {count.agreeing} agree, {count.withheld} withheld")
    print(f"{count.cells} cells, {count.agreeing} agree, {count.withheld} withheld on both sides")
    assert count.differ == []
    released = [file.stem for file in (REPOSITORY / "data/releases").glob("????-??.yml")]
    assert count.months == sorted(released)
    assert count.cells > 1000 * len(released)


@pytest.fixture(scope="module")
def tables_of_second(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables as they would be if the method 2027-1 had ranked the last two months of the sample."""
    public = read_bureau(REPOSITORY, AS_OF).public
    policy = public.policies[-1].model_copy(update={"since": dt.date(2026, 9, 1)})
    assert policy.edition == LATEST_EDITION
    others = {one.version: one for one in public.policies[:-1]}
    kept = {month: one for month, one in public.releases.items() if month not in SECOND}
    changed = PublicBureau(dataclasses.replace(public, policy=policy, other_policies=others, releases=kept))
    releases = {**kept, **{month: release(changed, month) for month in SECOND}}
    ranked = PublicBureau(dataclasses.replace(changed, releases=releases))
    return ezhou_tables(tmp_path_factory.mktemp("second"), ranked)


def test_the_second_edition_follows_from_the_public_tables(tables_of_second: Path) -> None:
    """All cells of two months ranked by the method 2027-1 agree; only the percents answered in time are given."""
    count = compared(tables_of_second, latest=len(SECOND))
    print(f"{count.cells} cells, {count.agreeing} agree, {count.withheld} withheld on both sides")
    assert count.differ == []
    assert tuple(count.months) == SECOND


@pytest.mark.parametrize(
    ("table", "key", "value"),
    [
        ("history/officers", "role", "auxiliary"),
        ("history/posts", "status", "repair"),
        ("history/populations", "actual", "9999"),
        ("reports", "talks", "0"),
        ("opinions", "closed_on", ""),
        ("meetings", "status", "cancelled"),
    ],
)
def test_a_changed_input_is_found(tables: Path, tmp_path: Path, table: str, key: str, value: str) -> None:
    """If an input is not what the ranking was made from, published cells no longer follow."""
    changed = tmp_path / "tables"
    changed.mkdir()
    for path in tables.rglob("*.*"):
        copy = changed / path.relative_to(tables)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.symlink_to(path)
    file = changed / f"{table}.csv"
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    file.unlink()
    with file.open("w", encoding="utf-8-sig", newline="") as lines:
        writer = csv.DictWriter(lines, rows[0].keys())
        writer.writeheader()
        writer.writerows({**row, key: value if row[key] else ""} for row in rows)
    assert compared(changed, latest=1).differ


def test_the_stranger_uses_nothing_of_the_program() -> None:
    """The script imports only the standard library."""
    text = (REPOSITORY / "tests/stranger.py").read_text("utf-8")
    assert "import generator" not in text
    assert "from generator" not in text
    assert "from tests" not in text


def test_a_difference_is_counted() -> None:
    """A cell that differs is counted and named with both values."""
    count = Count()
    count.compare("2026-10 gulou score", "90.1", "90.2")
    assert (count.cells, count.agreeing) == (1, 0)
    assert count.differ == ["2026-10 gulou score: published 90.1, recomputed 90.2"]
