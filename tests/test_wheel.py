"""The wheel: an installation without the checkout has everything that a site needs."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

from generator.load.site import STYLE_PARTS, THEME
from tests.small_sites import REPOSITORY, bureau_in

RUN = "from generator.cli import main; main()"


def test_a_site_is_built_without_the_checkout(tmp_path: Path) -> None:
    """A site built from the wheel has the whole stylesheet, the pages of content/ and the program that recomputes."""
    wheel = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", f"{tmp_path}"]
    subprocess.run(wheel, cwd=REPOSITORY, check=True, capture_output=True)
    (built,) = tmp_path.glob("*.whl")
    zipfile.ZipFile(built).extractall(tmp_path / "installed")
    root, site = bureau_in(tmp_path / "root", "empty"), tmp_path / "site"
    command = [sys.executable, "-c", RUN, "build", "--out", f"{site}", "--as-of", "2026-11-24"]
    environment = {**os.environ, "PYTHONPATH": f"{tmp_path / 'installed'}"}
    subprocess.run(command, cwd=root, env=environment, check=True, capture_output=True)
    style = b"\n".join((THEME / part).read_bytes() for part in STYLE_PARTS)
    assert (site / "assets/jingwu/site.css").read_bytes() == style
    assert (site / "data/recompute.py").read_bytes() == (REPOSITORY / "tools/recompute.py").read_bytes()
    content = REPOSITORY / "content"
    pages = [page.relative_to(content).with_suffix(".html") for page in content.rglob("index.md")]
    assert [page for page in pages if not (site / page).is_file()] == []
