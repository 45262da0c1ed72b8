"""The wheel: an installation without the checkout has everything that a bureau needs."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.load.site import STYLE_PARTS, THEME
from tests.small_sites import AS_OF, REPOSITORY, bureau_in, edit, tree_in
from tests.test_founding import list_in

RUN = "from generator.cli import main; main()"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., None]:
    """Run Python in a folder with the installed wheel, and without the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    wheel = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", f"{folder}"]
    subprocess.run(wheel, cwd=REPOSITORY, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    zipfile.ZipFile(built).extractall(folder / "installed")
    environment = {**os.environ, "PYTHONPATH": f"{folder / 'installed'}"}

    def run_in(place: Path, *arguments: str | Path) -> None:
        subprocess.run(
            [sys.executable, *arguments], cwd=place, env=environment, check=True, capture_output=True
        )

    return run_in


def test_a_site_is_built_without_the_checkout(run: Callable[..., None], tmp_path: Path) -> None:
    """A site built from the wheel has the whole stylesheet, the pages of content/ and the program that recomputes."""
    root, site = bureau_in(tmp_path / "root", "empty"), tmp_path / "site"
    run(root, "-c", RUN, "build", "--out", site, "--as-of", f"{AS_OF}")
    style = b"\n".join((THEME / part).read_bytes() for part in STYLE_PARTS)
    assert (site / "assets/jingwu/site.css").read_bytes() == style
    assert (site / "data/recompute.py").read_bytes() == (REPOSITORY / "tools/recompute.py").read_bytes()
    content = REPOSITORY / "content"
    pages = [page.relative_to(content).with_suffix(".html") for page in content.rglob("index.md")]
    assert [page for page in pages if not (site / page).is_file()] == []


def test_a_new_bureau_needs_the_wheel_alone(run: Callable[..., None], tmp_path: Path) -> None:
    """In an empty folder every step from a list to a verified site works: a sample's release is one of them."""
    root, divisions = tmp_path / "new", list_in(tmp_path)
    begun = ("--name", "襄阳市公安局", "--sample", "--months", "1", "--as-of", f"{AS_OF}")
    run(tmp_path, "-c", RUN, "new", root, "--divisions", divisions, *begun)
    for command in ("check", "schema", "build"):
        run(root, "-c", RUN, command, *(() if command == "schema" else ("--as-of", f"{AS_OF}")))
    run(root, "-c", RUN, "month", "status", "2026-10", "--as-of", f"{AS_OF}")
    edit(root, "mkdocs.yml", "  - jingwu\n", f"  - jingwu: {{as_of: {AS_OF}}}\n")
    run(root, "-m", "mkdocs", "build", "-q", "-d", "other")
    site = tree_in(root / "site")
    assert tree_in(root / "other") == site
    (month,) = (path for path in site if path.endswith("/2026-10.csv"))
    run(root / "site", "data/recompute.py", month)
    run(root / "site", "data/verify_releases.py", ".")
