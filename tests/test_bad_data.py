"""Tests of every kind of bad data, one directory each: what is found, where, and in which words.

`bad_data/<code>[-words]/` is laid over `bad_data/_base/`, a small valid bureau: its files replace those of the
base, the paths listed in `REMOVE` are deleted, and `expected.txt` is the complete output.
"""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Final

import pytest

from generator.build import find_problems
from generator.codes import CODES

BAD_DATA: Final = Path(__file__).parent / "bad_data"
AS_OF: Final = dt.date(2026, 11, 24)
CASES: Final = tuple(sorted(p.name for p in BAD_DATA.iterdir() if p.is_dir() and p.name != "_base"))

# Git keeps no link that works on every system and should keep no huge file: test_load.py makes these.
IN_TEST_LOAD: Final = {"E102", "E112", "E119"}
# Needs a hub around the bureau: test_shared.py.
IN_A_HUB: Final = {"E121"}
# Problems of pages and of a publication, not of data. Their tests: test_build.py, test_frame.py, test_surroundings.py,
# test_markup.py, test_planning.py, test_privacy_held.py, test_deploy.py, test_audits.py, test_unannounced.py,
# test_vanished.py, test_published_site.py, test_purging.py.
OF_PAGES: Final = {
    "E118",
    "E409",
    "E501",
    "E502",
    "E503",
    "E504",
    "E505",
    "E506",
    "E507",
    "E508",
    "E509",
    "E510",
    "E512",
    "E513",
    "E514",
    "E515",
    "E520",
    "E521",
    "E522",
    "E523",
    "E530",
    "E531",
    "E532",
    "W440",
    "E511",
    "W337",
    "W385",
    "W358",
    "W361",
    "E320",
    "W377",
}


def bureau_with(case: str, root: Path) -> Path:
    """Copy the base to `root` and lay the case over it."""
    shutil.copytree(BAD_DATA / "_base", root, dirs_exist_ok=True)
    overlay = BAD_DATA / case
    for part in ("data", "content"):
        if (overlay / part).is_dir():
            shutil.copytree(overlay / part, root / part, dirs_exist_ok=True)
    if (overlay / "REMOVE").is_file():
        for path in (overlay / "REMOVE").read_text("utf-8").split():
            (root / path).unlink()
    return root


def problems_of(root: Path) -> tuple[str, ...]:
    """The problems that `jingwu check` prints."""
    return tuple(map(str, find_problems(root, AS_OF)))


def test_the_base_has_no_fault(tmp_path: Path) -> None:
    """The base has no problem, so each case shows only its own."""
    assert problems_of(bureau_with("_base", tmp_path)) == ()


@pytest.mark.parametrize("case", CASES)
def test_each_fault_is_found_at_its_place(case: str, tmp_path: Path) -> None:
    """The problems are exactly the expected ones, word for word."""
    expected = (BAD_DATA / case / "expected.txt").read_text("utf-8")
    assert "".join(f"{problem}\n" for problem in problems_of(bureau_with(case, tmp_path))) == expected


@pytest.mark.parametrize("case", CASES)
def test_each_case_shows_the_code_it_is_named_for(case: str) -> None:
    """Each case expects the code that its directory is named for, and no code twice for one place."""
    found = re.findall(
        r"^(\S+) \[(\w\d+)\]", (BAD_DATA / case / "expected.txt").read_text("utf-8"), re.MULTILINE
    )
    assert case[:4] in {code for _, code in found}
    assert [twice for twice, times in Counter(found).items() if times > 1] == []


def test_every_code_has_a_case() -> None:
    """Every problem code has a case or a test of its own."""
    assert set(CODES) == {case[:4] for case in CASES} | IN_TEST_LOAD | IN_A_HUB | OF_PAGES
