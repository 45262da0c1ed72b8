"""No page, table or score reveals a community's small count: whole sites are compared."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest

from generator.build import releasing
from tests.small_sites import edit, republish, site_of, stamped

# The report of a station with a single community, and its figures.
REPORT = "data/reports/2026-10/xishan.yml"
REPORTED = {
    "services": "services: {accepted: 6, on_time: 5}",
    "cases": "cases: 3",
    "calls": "calls: 15",
    "disputes": "disputes: 4\n    mediated: 4",
}


def site_with(root: Path, content: Path, item: str, reported: str) -> dict[str, bytes]:
    """Every file of the site after the community reported `reported` instead."""
    before = (root / REPORT).read_text("utf-8")
    edit(root, REPORT, REPORTED[item], reported)
    republish(root)
    files = stamped(site_of(root), content).files
    (root / REPORT).write_text(before, "utf-8")
    return {path: body for path, body in files.items() if isinstance(body, bytes)}


def services(accepted: int, on_time: int) -> str:
    return f"services: {{accepted: {accepted}, on_time: {on_time}}}"


@pytest.mark.parametrize(
    ("item", "alike"),
    [
        ("services", [services(1, 1), services(4, 1), services(4, 4)]),
        ("services", [services(3, 0), services(4, 0)]),
        ("services", [services(20, 1), services(20, 4), services(20, 16), services(20, 19)]),
        ("services", [services(6, 1), services(6, 5)]),
        ("cases", ["cases: 1", "cases: 4"]),
        ("calls", ["calls: 1", "calls: 4"]),
        ("disputes", ["disputes: 20\n    mediated: 3", "disputes: 20\n    mediated: 18"]),
    ],
    ids=["few", "few-none-in-time", "some-late", "six", "cases", "calls", "disputes"],
)
def test_small_counts_of_a_lone_community_change_no_file(
    root: Path, content: Path, item: str, alike: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sites that differ only in a withheld count are equal in every byte, but for the digest of all data files.

    That digest, and the seals over it, tell a count only to somebody who has every other byte of the data.
    """
    monkeypatch.setattr(releasing, "inputs_digest", lambda _files: "0" * 64)
    first, *others = [site_with(root, content, item, reported) for reported in alike]
    for other in others:
        assert {path for path in first if first[path] != other.get(path)} == set()


@pytest.mark.parametrize(
    ("reported", "shown"),
    [
        (services(4, 2), ("", "", "u")),
        (services(20, 18), ("", "", "u")),
        (services(20, 15), ("15", "20", "ok")),
        (services(20, 20), ("20", "20", "ok")),
        (services(20, 0), ("0", "20", "ok")),
        (services(0, 0), ("0", "0", "z")),
    ],
    ids=["few", "few-late", "enough", "all", "none-in-time", "nothing-due"],
)
def test_only_small_counts_are_withheld(
    root: Path, content: Path, reported: str, shown: tuple[str, str, str]
) -> None:
    """Small counts are withheld and not scored, all others are published and scored."""
    files = site_with(root, content, "services", reported)
    table = csv.DictReader(io.StringIO(files["data/ranking/2026-10.csv"].decode("utf-8-sig")))
    (row,) = [r for r in table if (r["station"], r["part"]) == ("xishan", "answered_on_time")]
    assert (row["numerator"], row["denominator"], row["state"]) == shown
    page = files["ranking/2026-10/xishan/index.html"].decode()
    (line,) = re.findall('<tr id="answered_on_time">.*?</tr>', page, re.DOTALL)
    assert ("数目过小，不计" in line) == (shown[2] == "u")
