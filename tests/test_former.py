"""Tests of a dissolved community: past months stay, nothing new is required, and pages name its successor.

gulou-binhu (滨湖社区) is merged into gulou-qiaotou on 31 October; the site is of 24 November.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import orjson
import pytest

from generator.build import find_problems, read_bureau
from generator.load import load
from generator.problems import ProblemsFound
from tests.small_sites import AS_OF, BINHU, bureau_in, edit, published, tree_in

END = "2026-10-31"
HELD, COMING = (f"data/meetings/2026/gulou-binhu-2026-{day}.yml" for day in ("09-15", "12-10"))
QIAOTOU = "data/communities/gulou/gulou-qiaotou.yml"


def dissolved(root: Path) -> Path:
    """The ordinary bureau after a clerk entered the whole dissolution, including the successor's cover."""
    bureau_in(root)
    edit(root, BINHU, "kind: urban\n", f"kind: urban\nuntil: {END}\nmerged_into: [gulou-qiaotou]\n")
    edit(root, BINHU, "    since: 2024-03-01\n", f"    since: 2024-03-01\n    until: {END}\n")
    moving = "    phone: 0990-0000218\n    since: 2026-11-01\n"
    moving += "    seconded_from: xishan\n    seconded_by: 华容区公安分局\n"
    edit(root, BINHU, f"  - name: 单小雨\n    badge: 004218\n    role: community_officer\n{moving}", "")
    moved = "status: rescheduled\nstatus_note: 会场另有安排\nrevision: 1"
    edit(root, COMING, moved, "status: cancelled\nstatus_note: 社区合并\nrevision: 2")
    edit(root, QIAOTOU, "[990101001002]", "[990101001001, 990101001002]")
    odd = "covers:\n  - {street: 滨湖路, from: 1, to: 99, parity: odd}\n"
    edit(root, QIAOTOU, "covers:\n", odd)
    return root


def codes(root: Path, as_of: dt.date = AS_OF) -> list[str]:
    return [f"{problem.place.path} {problem.code}" for problem in find_problems(root, as_of)]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, content: Path) -> Mapping[str, str]:
    folder = tmp_path_factory.mktemp("former")
    published(dissolved(folder / "root"), content, folder / "site")
    files = tree_in(folder / "site").items()
    return {path: body.decode() for path, body in files if not path.endswith(".xlsx")}


def test_nothing_is_required_of_a_dissolved_community(tmp_path: Path) -> None:
    """A dissolved community gives none of the problems that an existing one would; its successor covers its area."""
    root = dissolved(tmp_path)
    edit(root, BINHU, "on: 2026-11-02", "on: 2026-06-02")
    edit(root, BINHU, "earlier: [2026-09-05, 2026-07-12, 2026-05-20]", "earlier: [2026-05-20]")
    edit(root, BINHU, "expires_on: 2027-11-30", "expires_on: 2026-11-10")
    edit(root, BINHU, "expires_on: 2026-12-31", "expires_on: 2026-11-10")
    edit(root, BINHU, "every: quarter", "every: half_year")
    assert codes(root) == codes(dissolved(tmp_path / "as it should be"))
    edit(root, BINHU, f"until: {END}\nmerged_into: [gulou-qiaotou]\n", "")
    asked = {code.rpartition(" ")[2] for code in codes(root) if BINHU in code or QIAOTOU in code}
    assert asked >= {"E304", "E305", "E308"}
    edit(root, BINHU, f"    until: {END}\n", "")
    edit(root, QIAOTOU, "[990101001001, 990101001002]", "[990101001002]")
    edit(root, QIAOTOU, "  - {street: 滨湖路, from: 1, to: 99, parity: odd}\n", "")
    assert [code for code in codes(root) if BINHU in code] == [
        f"{BINHU} {code}" for code in ("W324", "W321", "W325", "W325", "W334")
    ]


def test_a_dissolution_leaves_published_months_unchanged(tmp_path: Path) -> None:
    """The community existed on October's last day; ending a day earlier would change that month."""
    root = dissolved(tmp_path)
    assert [code for code in codes(root) if "releases" in code] == []
    (root / BINHU).write_text((root / BINHU).read_text("utf-8").replace(END, "2026-10-30"), "utf-8")
    assert [code for code in codes(root) if "releases" in code] == ["data/releases/2026-10.yml W330"]


Break = Callable[[Path], None]


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        pytest.param(lambda root: edit(root, BINHU, f"until: {END}\nmerged", "merged"), "E206", id="no day"),
        pytest.param(
            lambda root: edit(root, BINHU, "[gulou-qiaotou]", "[gulou-binhu]"), "E206", id="into itself"
        ),
        pytest.param(
            lambda root: edit(root, BINHU, f"until: {END}\nm", f"until: {END}\nsince: 2026-11-01\nm"),
            "E206",
            id="before it began",
        ),
        pytest.param(
            lambda root: edit(root, BINHU, "[gulou-qiaotou]", "[qiaotou]"), "E303", id="into nothing"
        ),
        pytest.param(
            lambda root: edit(root, QIAOTOU, "kind: urban\n", f"kind: urban\nuntil: {END}\n"),
            "E310",
            id="into what ended too",
        ),
        pytest.param(
            lambda root: edit(root, BINHU, f"    until: {END}\n", ""),
            "E310",
            id="an officer stays",
        ),
    ],
)
def test_an_impossible_end_is_refused(broken: Break, code: str, tmp_path: Path) -> None:
    """The problem is reported at the dissolved community's file."""
    root = dissolved(tmp_path)
    broken(root)
    try:
        found = codes(root)
    except ProblemsFound as faults:
        found = [f"{problem.place.path} {problem.code}" for problem in faults.problems]
    assert f"{BINHU} {code}" in found


def test_a_change_may_be_announced(tmp_path: Path) -> None:
    """Until its last day has passed the community exists, even if its successor's file is ready."""
    root = dissolved(tmp_path)
    assert set(read_bureau(root, AS_OF).public.former) == {"gulou-binhu"}
    (root / BINHU).write_text((root / BINHU).read_text("utf-8").replace(END, "2026-12-31"), "utf-8")
    public = read_bureau(root, AS_OF).public
    assert ("gulou-binhu" in public.areas, public.former) == (True, {})
    assert public.areas["gulou-binhu"].officers
    area = load(root).bureau.areas["gulou-binhu"]
    days = (dt.date(2026, 12, 31), dt.date(2027, 1, 1))
    assert [area.exists_on(day) for day in days] == [True, False]
    assert [area.exists_all_of(month) for month in ("2026-12", "2027-01")] == [True, False]


def test_its_page_names_the_successor(site: Mapping[str, str]) -> None:
    """The page has the date of the end, the successor, and its officer with phone."""
    html = site["communities/gulou-binhu/index.html"]
    assert "已撤销" in html
    assert re.search(
        r'到<time datetime="2026-10-31">[^<]*</time>为止。现在归<a href="[^"]*gulou-qiaotou/">桥头社区', html
    )
    assert re.search(
        r'桥头社区</a> <span[^>]*><span[^>]*>空缺</span> 王建国（代管） <a href="tel:09900000217"', html
    )
    assert "社区民警 王建国" not in html


def test_it_is_listed_separately_and_not_counted(site: Mapping[str, str]) -> None:
    """It is at the end of the list, in the finder and in the table with its end, but not on its station's page."""
    listed = site["communities/index.html"]
    assert listed.index("已经撤销、合并的社区") < listed.index("滨湖社区")
    assert "全市 3 个社区和警务区" in listed
    assert "gulou-binhu" not in site["stations/gulou/index.html"]
    index = orjson.loads(site["assets/finder.json"])
    (own,) = index["former"]
    assert (own["u"], own["n"], "o" in own) == ("gulou-binhu", "滨湖社区", False)
    assert [index["areas"][heir]["n"] for heir in own["h"]] == ["桥头社区"]
    last = site["data/communities.csv"].splitlines()[-1]
    assert last.startswith("gulou-binhu,")
    assert ",,2026-10-31,gulou-qiaotou," in last
    assert "gulou-binhu" not in site["data/officers.csv"]
    assert "gulou-binhu" not in site["data/posts.csv"]


def test_its_past_records_stay(site: Mapping[str, str]) -> None:
    """Its meetings, calendar and opinions stay; there is no sheet for a next meeting."""
    assert "gulou-binhu-2026-09-15" in site["communities/gulou-binhu/index.html"]
    assert "meetings/gulou-binhu-2026-09-15/index.html" in site
    assert "STATUS:CANCELLED" in site["meetings/areas/gulou-binhu.ics"]
    ledger = site["meetings/opinions/gulou-binhu/index.html"]
    assert "这个社区已经撤销" in ledger
    assert "report-back" not in ledger
    assert "meetings/report-back/gulou-binhu/index.html" not in site
    working = site["ranking/2026-10/gulou/index.html"]
    assert 'communities/gulou-binhu/">滨湖社区' in working
    assert "communities/gulou-binhu/#" not in working
