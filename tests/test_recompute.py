"""Anyone can recompute a month from its CSV with Python alone."""

from __future__ import annotations

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


def test_the_program_is_short_and_needs_only_the_standard_library() -> None:
    """The program has under 150 lines and imports only the standard library."""
    lines = TOOL.read_text("utf-8").splitlines()
    imported = {line.split()[1] for line in lines if line.startswith(("import ", "from "))}
    assert len(lines) < 150
    assert imported <= {*sys.stdlib_module_names, "__future__"}
