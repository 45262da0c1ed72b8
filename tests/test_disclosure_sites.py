"""A number planted into any public file of a site is found; from the whole sites of tests/sites nothing follows."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pytest

from tests.small_sites import bureau_in
from tests.small_sites import published as build_site
from tools.disclosure.command import disclosure
from tools.disclosure.published import ANSWERED, CASES

MONTH: Final = "2026-09"
# A site of two communities: all is shown in August, nothing below 5 in September.
POLICIES: Final = {"2026-1": 1, "2027-1": 2}
REPORTED: Final = ["cases", "services_accepted", "services_on_time"]


def row_of(area: str, month: str, *counts: str) -> dict[str, str]:
    usual = dict.fromkeys(("calls", "disputes", "mediated"), "")
    return (
        {"month": month, "station": "gulou", "area": area} | usual | dict(zip(REPORTED, counts, strict=True))
    )


def in_long_form(
    month: str, part: str, told: str = "", policy: str = "2026-1", **more: str
) -> dict[str, str]:
    """A row of a ranking's table, from 22/23 or 73/100@10."""
    share, _, base = told.partition("@")
    numerator, _, denominator = share.partition("/")
    numbers = {"numerator": numerator, "denominator": denominator, "base": base}
    who = {"month": month, "revision": "1", "policy": policy, "station": "gulou"}
    return who | {"item": "services", "part": part} | numbers | more


def files_of(*, policy: str = "2026-1", settled: str = "<5") -> dict[str, list[dict[str, str]]]:
    """The tables of the site, by path below data/, from which nothing follows."""
    accepted = "<5" if settled == "<5" and policy == "2026-1" else "5"
    august = [row_of(area, "2026-08", "9", "10", "10") for area in ("a0", "a1")]
    september = [row_of(area, MONTH, "<5", accepted, settled) for area in ("a0", "a1")]
    totals = [
        {"month": month, "station": "gulou"} | dict.fromkeys(REPORTED, "") for month in ("2026-08", MONTH)
    ]
    return {
        "reports": august + september,
        "station_reports": totals,
        "opinions": [],
        "brands": [],
        "history/communities": [
            {"area": area, "station": "gulou", "since": "", "until": ""} for area in ("a0", "a1")
        ],
        "ranking/2026-08": [in_long_form("2026-08", ANSWERED, "20/20")],
        f"ranking/{MONTH}": [
            in_long_form(MONTH, ANSWERED, policy=policy),
            in_long_form(MONTH, CASES, policy=policy),
        ],
    }


def written(site: Path, tables: Mapping[str, Sequence[Mapping[str, str]]]) -> Path:
    """A site of these tables and both methods."""
    for path, rows in tables.items():
        file = site / "data" / f"{path}.csv"
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("w", encoding="utf-8-sig", newline="") as lines:
            writer = csv.DictWriter(lines, rows[0] if rows else ["area"])
            writer.writeheader()
            writer.writerows(rows)
    for version, edition in POLICIES.items():
        said = {"ranking": {"edition": edition}, "standards": {"rolling_months": {"value": 12}}}
        dumped(site / f"data/policies/{version}.json", said)
    return site


def dumped(path: Path, content: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content), "utf-8")


def exact(site: Path) -> dict[tuple[str, str], int]:
    """What follows exactly, by community and item; of September alone."""
    found = disclosure(site, 5)
    assert not found.contradicting
    return {(one.key.area, one.key.item): one.low for one in found.as_wide_as(0)}


ONE_CASE_EACH: Final = {("a0", "cases"): 1, ("a1", "cases"): 1}
ONE_REQUEST_EACH: Final = {
    (area, item): 1 for area in ("a0", "a1") for item in ("services_accepted", "services_on_time")
}
ONE_IN_TIME_EACH: Final = {(area, "services_on_time"): 1 for area in ("a0", "a1")}


def test_nothing_follows_from_the_small_site(tmp_path: Path) -> None:
    """The tables into which the other tests plant a number give no count away."""
    assert exact(written(tmp_path, files_of())) == {}


@pytest.mark.parametrize(
    ("path", "row", "follows"),
    [
        ("station_reports", {"month": MONTH, "station": "gulou", "cases": "2"}, ONE_CASE_EACH),
        ("ranking/2026-09", in_long_form(MONTH, ANSWERED, "2/2"), ONE_REQUEST_EACH),
        ("ranking/2026-09", in_long_form(MONTH, CASES, "20/9000"), ONE_CASE_EACH),
        ("ranking/2026-09-r1", in_long_form(MONTH, ANSWERED, "2/2"), ONE_REQUEST_EACH),
        (
            "ranking/2026-09-areas",
            in_long_form(MONTH, ANSWERED, "3/4", area="a1"),
            {("a1", "services_accepted"): 4, ("a1", "services_on_time"): 3},
        ),
        ("ranking/2026", in_long_form("2026", ANSWERED, "22/22", part_months="2"), ONE_REQUEST_EACH),
        ("ranking/2026", in_long_form("2026", CASES, "20/9000", part_months="1"), ONE_CASE_EACH),
    ],
)
def test_a_number_planted_in_a_table_is_found(
    tmp_path: Path, path: str, row: dict[str, str], follows: dict[tuple[str, str], int]
) -> None:
    """A number that tells hidden counts is found in each table that has numbers of the reports."""
    tables = files_of()
    site = written(tmp_path, tables | {path: [*tables.get(path, []), row]})
    assert exact(site) == follows


def test_a_number_planted_in_json_alone_is_found(tmp_path: Path) -> None:
    """A number that a table's JSON tells and its CSV does not is found."""
    tables = files_of()
    told = [*tables["station_reports"][:1], {"month": MONTH, "station": "gulou", "cases": 2}]
    site = written(tmp_path, tables)
    dumped(site / "data/station_reports.json", {"rows": told})
    assert exact(site) == ONE_CASE_EACH


@pytest.mark.parametrize(
    ("row", "follows"),
    [
        ({"numbers": ["u"], "areas": {}, "cases": 20, "months": 2}, ONE_CASE_EACH),
        ({"numbers": ["2/2"], "areas": {"a0": ["u"], "a1": ["u"]}}, ONE_REQUEST_EACH),
        ({"numbers": ["0/0"], "areas": {"a0": ["x/0"], "a1": ["u"]}}, {}),
        (
            {"numbers": ["u"], "areas": {"a0": ["u:1/2"]}},
            {("a0", "services_accepted"): 2, ("a0", "services_on_time"): 1},
        ),
    ],
)
def test_a_number_planted_in_a_sealed_release_is_found(
    tmp_path: Path, row: dict[str, Any], follows: dict[tuple[str, str], int]
) -> None:
    """A superseded revision's numbers are found too, but not those of a station that was not fully reported."""
    site = written(tmp_path, files_of())
    revision = {"number": 1, "policy": "2026-1", "parts": [ANSWERED], "rows": [{"station": "gulou"} | row]}
    dumped(site / f"data/ranking/sealed/{MONTH}-1.json", [MONTH, revision])
    assert exact(site) == follows


def test_a_number_planted_on_a_page_is_found(tmp_path: Path) -> None:
    """The sum on a station's page is found."""
    page = written(tmp_path, files_of()) / f"ranking/{MONTH}/gulou/index.html"
    page.parent.mkdir(parents=True)
    page.write_text("<p>2个月共20起，人口9,000</p>", "utf-8")
    assert exact(tmp_path) == ONE_CASE_EACH


@pytest.mark.parametrize("told", ["73/100@20", "22/100@20"])
def test_a_share_of_twelve_months_reveals_the_hidden_month(tmp_path: Path, told: str) -> None:
    """73 % of 30 are 22, of which 20 are known, so two communities settled one each; 22 % contradicts the rows."""
    tables = files_of(policy="2027-1", settled="<5")
    tables[f"ranking/{MONTH}"].append(in_long_form(MONTH, ANSWERED, told, "2027-1"))
    found = disclosure(written(tmp_path, tables), 5)
    assert bool(found.contradicting) == (told != "73/100@20")
    if not found.contradicting:
        assert {(one.key.area, one.key.item): one.low for one in found.as_wide_as(0)} == ONE_IN_TIME_EACH


def test_a_community_that_ended_is_not_in_the_share(tmp_path: Path) -> None:
    """The history tells who had to report: without the second community 100 % are 24 of 25, and four were settled."""
    tables = files_of(policy="2027-1", settled="<5")
    tables["history/communities"][1]["until"] = "2026-08-31"
    tables[f"ranking/{MONTH}"].append(in_long_form(MONTH, ANSWERED, "100/100@20", "2027-1"))
    tables["reports"].pop()
    assert exact(written(tmp_path, tables)) == {("a0", "services_on_time"): 4}


@pytest.mark.parametrize("case", ["empty", "ordinary", "ties-and-gaps"])
def test_nothing_follows_from_the_whole_sites(case: str, tmp_path: Path, content: Path) -> None:
    """No count follows from a whole site of tests/sites, and nothing on it contradicts."""
    build_site(bureau_in(tmp_path / "root", case), content, tmp_path / "site")
    assert exact(tmp_path / "site") == {}
