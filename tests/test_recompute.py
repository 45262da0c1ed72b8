"""Anyone can recompute a month from its CSV with Python alone."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

TOOL = REPOSITORY / "tools" / "recompute.py"


def recompute(*files: Path, program: Path = TOOL) -> subprocess.CompletedProcess[str]:
    """Run the program in a separate Python, without this project's packages."""
    command = [sys.executable, "-I", "-S", str(program), *map(str, files)]
    return subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")


def test_every_published_month_agrees(ezhou_site: Path) -> None:
    """The site's own copy of the program confirms every published revision and year."""
    tables_of_months = (ezhou_site / "data" / "ranking").glob("20*.csv")
    months = sorted(file for file in tables_of_months if not file.stem.endswith("-areas"))
    texts = [file.read_text("utf-8") for file in (REPOSITORY / "data" / "releases").glob("20*.yml")]
    years = {file.stem[:4] for file in (REPOSITORY / "data" / "releases").glob("20*.yml")}
    tables = sum(text.count("\n  - number: ") for text in texts) + len(years)
    done = recompute(*months, program=ezhou_site / "data" / "recompute.py")
    assert (len(months), done.returncode) == (tables, 0), done.stdout
    assert done.stdout.count(",一致") == tables > len(texts) + len(years)
    checked = re.findall(r"写出的分子、分母 (\d+) 格,从各社区的数核对了 (\d+) 格", done.stdout)
    assert len(checked) == len(texts)
    assert all(cells == followed for cells, followed in checked), done.stdout


@pytest.mark.parametrize(
    ("column", "value"), [("score", "12.3"), ("rank", "9"), ("numerator", "0"), ("item_weight", "99")]
)
def test_a_changed_number_is_found(ezhou_site: Path, tmp_path: Path, column: str, value: str) -> None:
    """A number altered in a station's rows is found, and the program names the station."""
    lines = (ezhou_site / "data" / "ranking" / "2026-10.csv").read_text("utf-8-sig").splitlines()
    at = lines[0].split(",").index(column)
    changed = [line.split(",") for line in lines]
    # A station below 100 points: at 100 a changed weight changes nothing.
    of = {key: number for number, key in enumerate(changed[0])}
    first = next(cells for cells in changed[1:] if cells[of["score"]] not in ("", "100.0"))
    for cells in changed[1:]:
        is_own = cells[of["station"]] == first[of["station"]]
        if is_own and (column in ("score", "rank") or cells[of["item"]] == "officers"):
            cells[at] = value
    file = tmp_path / "changed.csv"
    file.write_text("\n".join(",".join(cells) for cells in changed), encoding="utf-8")
    done = recompute(file)
    assert (done.returncode, first[of["name"]] in done.stdout) == (1, True), done.stdout


@pytest.mark.parametrize(
    ("table", "part", "column", "value"),
    [
        ("ranking/2026-10-areas", "on_site", "numerator", "0"),
        ("station_reports", None, "services_on_time", "0"),
        ("station_reports", None, "cases", "500"),
        ("history/populations", None, "actual", "9999"),
        ("opinions", None, "closed_on", ""),
    ],
)
def test_a_changed_input_is_found(
    ezhou_site: Path, tmp_path: Path, table: str, part: str | None, column: str, value: str
) -> None:
    """A number from which a station's are worked out is held against them; without it cells cannot be checked."""
    data = ezhou_site / "data"
    for name in (
        "ranking/2026-10",
        "ranking/2026-10-areas",
        "station_reports",
        "opinions",
        "history/populations",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(data / f"{name}.csv", tmp_path / f"{name}.csv")
    file, month = tmp_path / f"{table}.csv", tmp_path / "ranking/2026-10.csv"
    assert recompute(month).returncode == 0
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    for row in rows:
        if row[column] and row.get("part") in (part, None):
            row[column] = value
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    done = recompute(month)
    assert done.returncode == 1
    assert "从各社区算得" in done.stdout


def test_a_withheld_input_is_named(ezhou_site: Path, tmp_path: Path) -> None:
    """Where a community's number is not written out, the program says which cell nobody can check."""
    data = ezhou_site / "data"
    for name in (
        "ranking/2026-10",
        "ranking/2026-10-areas",
        "station_reports",
        "opinions",
        "history/populations",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        text = (data / f"{name}.csv").read_text("utf-8-sig")
        if name.endswith("-areas"):
            text = re.sub(r",talks,\d+,\d+,ok", ",talks,,,u", text, count=1)
        (tmp_path / f"{name}.csv").write_text(text, "utf-8")
    done = recompute(tmp_path / "ranking/2026-10.csv")
    assert done.returncode == 0
    assert "不能核对,要用的数没有写出" in done.stdout
    assert "talks numerator" in done.stdout


def test_the_program_is_short_and_needs_only_the_standard_library() -> None:
    """The program has under 200 lines and imports only the standard library."""
    lines = TOOL.read_text("utf-8").splitlines()
    imported = {line.split()[1] for line in lines if line.startswith(("import ", "from "))}
    assert len(lines) < 200
    assert imported <= {*sys.stdlib_module_names, "__future__"}
