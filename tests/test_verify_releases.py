"""Anybody can verify the chain of releases from the public files with Python alone."""

from __future__ import annotations

import http.server
import shutil
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.small_sites import REPOSITORY
from tests.test_ledger import verify

RANKING = "data/ranking"


@pytest.fixture
def site(ezhou_site: Path, tmp_path: Path) -> Path:
    """A copy of what the verifier reads of the site."""
    shutil.copytree(ezhou_site / RANKING, tmp_path / RANKING)
    return tmp_path


def replace(file: Path, old: str, new: str) -> None:
    """Replace the first occurrence."""
    text = file.read_bytes().decode()
    assert old in text
    file.write_bytes(text.replace(old, new, 1).encode())


def removed(site: Path) -> None:
    (site / RANKING / "sealed/2026-04-1.json").unlink()


def swapped(site: Path) -> None:
    one, other = (site / RANKING / f"sealed/2026-0{month}-1.json" for month in (5, 6))
    text = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(text)


def cut(site: Path) -> None:
    """An entry is removed from the middle of the ledger."""
    file = site / RANKING / "ledger.json"
    lines = file.read_text("utf-8").split("    {\n")
    file.write_text("    {\n".join([*lines[:40], *lines[41:]]), "utf-8")


ALTERED: dict[str, tuple[Callable[[Path], None], str]] = {
    "a byte of a sealed text": (
        lambda site: replace(site / RANKING / "sealed/2026-03-1.json", '"2026-03"', '"2026-03" '),
        "2026-03 第 1 版:封存的文件算出来的封存码和登记的不同",
    ),
    "a number of a table": (
        lambda site: replace(site / RANKING / "2026-03.csv", ",465,465,,ok", ",464,465,,ok"),
        "2026-03 第 1 版:表格里",
    ),
    "a score of an earlier revision": (
        lambda site: replace(site / RANKING / "2026-04-r1.csv", ",51.2,", ",51.3,"),
        "2026-04 第 1 版:表格里",
    ),
    "a revision removed": (removed, "2026-04 第 1 版:没有封存的文件"),
    "two swapped": (swapped, "2026-05 第 1 版:封存的文件算出来的封存码和登记的不同"),
    "an entry altered": (
        lambda site: replace(site / RANKING / "ledger.json", '"hour": "09:30"', '"hour": "09:31"'),
        "条接不上前一条",
    ),
    "an entry removed": (cut, "条接不上前一条"),
}


def test_the_sample_is_verified(site: Path, ezhou_site: Path) -> None:
    """All 26 revisions agree, read from a folder and from an address, by the site's own copy of the program."""
    done = verify(site)
    assert (done.returncode, "公布 26 版,一致" in done.stdout) == (0, True), done.stdout
    assert (ezhou_site / "data/verify_releases.py").read_bytes() == (
        REPOSITORY / "tools/verify_releases.py"
    ).read_bytes()
    handler = partial(http.server.SimpleHTTPRequestHandler, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        assert verify(f"http://127.0.0.1:{server.server_port}/").stdout == done.stdout
        server.shutdown()


@pytest.mark.parametrize("name", ALTERED)
def test_whatever_is_altered_is_found(name: str, site: Path) -> None:
    """Exit code 1, and the place."""
    alter, said = ALTERED[name]
    alter(site)
    done = verify(site)
    assert (done.returncode, said in done.stdout) == (1, True), done.stdout


def test_a_seal_that_was_kept_is_looked_for(site: Path) -> None:
    """Its beginning is enough; one that is not in the chain is told."""
    latest = verify(site).stdout.splitlines()[1].split()[-1]
    assert verify(site, latest[:8]).returncode == 0
    assert "抄下的封存码 0123456789 不在链里" in verify(site, "0123456789").stdout


def test_the_program_needs_only_the_standard_library() -> None:
    """It is short enough to be read, and imports nothing else."""
    lines = (REPOSITORY / "tools/verify_releases.py").read_text("utf-8").splitlines()
    imported = {line.split()[1].split(".")[0] for line in lines if line.startswith(("import ", "from "))}
    assert len(lines) < 180
    assert imported <= {*sys.stdlib_module_names, "__future__"}
