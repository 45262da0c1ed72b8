"""A bureau that publishes bands without ranks: no rank anywhere, and everything else works."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import orjson
import pytest

from generator.build import find_problems, read_bureau
from generator.figures import figures_of
from generator.model.policy import Policy, PublishedForm
from generator.ranking.form import has_ranks, in_form, shown_months, shown_years, without_ranks
from generator.ranking.year import year_rankings
from tests.bureaus import policy
from tests.small_sites import AS_OF, bureau_in, edit, republish, site_of, stamped, tree_in
from tests.years import month_of, year_policy

CASE = "ties-and-gaps"
SEALED = "data/ranking/sealed/"
# Parts of every site, whatever its form: the programs, the schemas of records, the page of the data format.
OF_ANY_FORM = (
    "data/schemas/",
    "staff/data-format/",
    "data/recompute.py",
    "data/verify_releases.py",
    "assets/",
)
RANKS = re.compile(
    r"第 ?\d+ ?名|前进 ?\d+ ?名|后退 ?\d+ ?名|前[一二三]名|名次范围|范围 ?\d+–\d+|前段|中段|后段|并列|各组第一"
    r'|data-label="名次"|>名次<|参加排名|"rank"|rank_best|,rank,|\btier\b'
)


# What a site without ranks says of them, and why: nothing else may speak of ranks.
SAYS_THERE_ARE_NONE = "不排名次"
DOCUMENTS_OWN_WORDS = "通报排名制度"  # 方案四(五)
OF_BOTH_FORMS = "ranking/practice/"  # explains the two forms
OF_RANKING = re.compile(r"名次|排名|排行|第 ?\d+ ?名")


def banded(root: Path) -> Path:
    """The case with one more line in its policy, whose own text speaks of no ranks then."""
    bureau_in(root, CASE)
    edit(root, "data/policy.yml", "太少时排名没有意义。", "太少时不比。")
    edit(root, "data/policy.yml", "\nranking:\n", "\nranking:\n  publish: bands\n")
    return root


def text_of(path: str, body: bytes) -> str:
    """Everything that a file says, a workbook's sheets too."""
    if path.endswith(".xlsx"):
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            return "\n".join(book.read(name).decode() for name in book.namelist())
    return body.decode("utf-8", "replace")


def ranks_in(files: Mapping[str, object]) -> dict[str, str]:
    """The first trace of a rank in each published file."""
    found: dict[str, str] = {}
    for path, body in files.items():
        trace = RANKS.search(text_of(path, body)) if isinstance(body, bytes) else None
        if trace is not None and not path.startswith(OF_ANY_FORM):
            found[path] = trace[0]
    return found


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its months were published with ranks, before the line was written."""
    return banded(tmp_path_factory.mktemp("bands"))


@pytest.fixture(scope="module")
def files(root: Path, content: Path) -> Mapping[str, object]:
    return stamped(site_of(root), content).files


def test_no_published_file_has_a_rank(files: Mapping[str, object]) -> None:
    """Only the sealed files of months that were published with ranks keep them."""
    assert {path: trace for path, trace in ranks_in(files).items() if not path.startswith(SEALED)} == {}


def test_no_published_file_speaks_of_ranks(files: Mapping[str, object]) -> None:
    """Every page, table, schema and calendar calls the ranking 通报 and its method 通报办法."""
    found: dict[str, str] = {}
    for path, body in files.items():
        if not isinstance(body, bytes) or path.startswith((*OF_ANY_FORM, OF_BOTH_FORMS)):
            continue
        said = text_of(path, body).replace(SAYS_THERE_ARE_NONE, "").replace(DOCUMENTS_OWN_WORDS, "")
        if (trace := OF_RANKING.search(said)) is not None and not path.startswith(SEALED):
            found[path] = said[max(0, trace.start() - 20) : trace.end() + 20]
    assert found == {}


def test_the_finder_answers_the_word_with_the_sites_own(files: Mapping[str, object]) -> None:
    """Who types 排名 is led to 派出所月度通报."""
    index = orjson.loads(files["assets/finder.json"])  # type: ignore[arg-type]
    (topic,) = (one for one in index["topics"] if one[0] == "ranking/")
    assert topic[1:3] == ["派出所月度通报", "通报"]
    assert "排名" in topic[4]


def test_the_tabs_and_the_method_have_the_sites_word(files: Mapping[str, object]) -> None:
    """On every page's tabs and in the page of the method."""
    page = text_of("", files["ranking/method/index.html"])  # type: ignore[arg-type]
    assert "通报办法" in page
    assert re.search(r'<a href="[./]*ranking/"[^>]*>\s*通报\s*</a>|<a href="\.\./"[^>]*>\s*通报\s*</a>', page)


def test_the_search_finds_ranks(tmp_path: Path, content: Path) -> None:
    """The same site with ranks has them on the home page, month, station and working pages and in tables."""
    found = ranks_in(stamped(site_of(bureau_in(tmp_path, CASE)), content).files)
    assert {"index.html", "ranking/index.html", "ranking/method/index.html"} <= found.keys()
    for kind in (r"ranking/\d{4}-\d\d/index", r"ranking/\d{4}-\d\d/\w+/index", r"stations/\w+/", r".*\.csv"):
        assert any(re.match(kind, path) for path in found), kind


def test_the_page_of_the_practice_says_which_form_is_used(files: Mapping[str, object]) -> None:
    """With the reason, and what became of the ranks of earlier months."""
    page = text_of("", files["ranking/practice/index.html"])  # type: ignore[arg-type]
    assert "这里只公布得分和档次，不排名次" in page
    assert "只留在封存的原件里" in page


def test_stations_are_listed_by_band_and_id(root: Path) -> None:
    """A higher score in the same band does not come first."""
    for month in figures_of(read_bureau(root, AS_OF).public).published.values():
        for group in month.ranking.groups:
            assert group.ranked == ()
            keys = [(-own.band.at_least, own.station) for own in group.listed if own.band]
            assert keys == sorted(keys)
            assert len(keys) == len(group.listed)


def test_the_table_has_bands_in_place_of_ranks(files: Mapping[str, object], tmp_path: Path) -> None:
    """And the program that recomputes a month reads it."""
    path = max(one for one in files if re.fullmatch(r"data/ranking/\d{4}-\d\d\.csv", one))
    body = files[path]
    assert isinstance(body, bytes)
    rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))
    assert not {"rank", "rank_best", "rank_worst", "tier"} & rows[0].keys()
    assert {bool(row["band"]) == bool(row["score"]) for row in rows} == {True}
    (tmp_path / "month.csv").write_bytes(body)
    done = subprocess.run(
        [sys.executable, "tools/recompute.py", str(tmp_path / "month.csv")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "一致" in done.stdout) == (0, True), done.stdout + done.stderr


def test_the_line_gives_no_problem(root: Path, tmp_path: Path) -> None:
    """Neither for months published with ranks before, which stay as they are, nor for today's data."""
    codes = {problem.code for problem in find_problems(root, AS_OF)}
    before = {problem.code for problem in find_problems(bureau_in(tmp_path, CASE), AS_OF)}
    assert codes == before


def test_a_month_is_released_without_ranks(tmp_path: Path, content: Path) -> None:
    """Then even the sealed files have none, and a year end is still reached."""
    republish(banded(tmp_path))
    written = tree_in(tmp_path / "data/releases")
    assert any(b"score:" in body for body in written.values())
    assert not any(b"rank:" in body for body in written.values())
    files = stamped(site_of(tmp_path), content).files
    assert (
        ranks_in({path: body for path, body in files.items() if path.startswith((SEALED, "ranking/"))}) == {}
    )
    assert "candidates" in text_of("", files["ranking/2026/index.html"])  # type: ignore[arg-type]


def test_a_month_published_in_bands_stays_so() -> None:
    """A later version with ranks does not rank what was published without."""
    ranks = policy()
    bands = in_bands(ranks)
    pairs = [(ranks, ranks), (ranks, bands), (bands, ranks), (bands, bands)]
    assert [has_ranks(site, by=by) for site, by in pairs] == [True, False, False, False]


def test_a_group_without_ranks_keeps_its_scores() -> None:
    """Every station with a score is listed, the highest band first and by id in it, and nothing of a rank is left."""
    shares = {"a": 80, "b": 70, "c": 99, "d": 91}
    before = month_of("2025-08", {name: {"on_site": (70, 100)} for name in shares})
    stations = {name: {"on_site": (share, 100)} for name, share in shares.items()}
    was = month_of("2025-09", {**stations, "e": {}}, before=before).ranking
    shown = without_ranks(was)
    (group,) = shown.groups
    assert shown.is_banded
    assert (group.ranked, [own.station for own in group.listed]) == ((), ["c", "d", "a", "b"])
    assert group.unranked == was.groups[0].unranked
    assert {own.change_rank is not None for own in was.groups[0].ranked} == {True}
    for own in group.listed:
        assert (own.rank, own.peers, own.tied, own.change_rank, own.robustness) == (
            None,
            None,
            False,
            None,
            None,
        )
        ranked = was.result(own.station)
        assert ranked is not None
        assert (own.score, own.band, own.change_score) == (ranked.score, ranked.band, ranked.change_score)


def test_a_group_too_small_for_ranks_gives_no_reason() -> None:
    """Where no group has ranks, the size of one is no reason for that."""
    was = month_of("2025-09", {"a": {"on_site": (9, 10)}}).ranking
    (group,) = without_ranks(was).groups
    assert was.groups[0].reason is not None
    assert ([own.station for own in group.listed], group.reason) == (["a"], None)


def test_a_month_and_a_year_have_the_form_of_their_versions() -> None:
    """Among months with ranks one published in bands has none in any revision; nor has the year that it is in."""
    ranks = year_policy()
    bands = in_bands(ranks)
    four = {name: {"on_site": (9, 10)} for name in "abcd"}
    versions = {"2024-12": ranks, "2025-01": ranks, "2025-02": bands}
    months = {name: month_of(name, four, number=2, rules=rules) for name, rules in versions.items()}
    shown = shown_months(months, ranks)
    assert {name: [one.ranking.is_banded for one in month.revisions] for name, month in shown.items()} == {
        "2024-12": [False, False], "2025-01": [False, False], "2025-02": [True, True],
    }  # fmt: skip
    assert shown["2024-12"] is months["2024-12"]
    assert [one.revision for one in shown["2025-02"].revisions] == [
        one.revision for one in months["2025-02"].revisions
    ]
    years = year_rankings(months)
    assert {year: found.is_banded for year, found in shown_years(years, ranks).items()} == {
        "2024": False, "2025": True,
    }  # fmt: skip
    assert {found.is_banded for found in shown_years(years, bands).values()} == {True}
    ranking = months["2024-12"].ranking
    assert in_form(ranking, ranks, by=ranks) is ranking
    assert in_form(ranking, ranks, by=bands) == without_ranks(ranking)


def in_bands(rules: Policy) -> Policy:
    """The same version, publishing bands alone."""
    ranking = rules.ranking.model_copy(update={"publish": PublishedForm.BANDS})
    return rules.model_copy(update={"ranking": ranking})
