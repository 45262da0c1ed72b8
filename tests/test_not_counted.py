"""A community whose residents nobody has counted yet: a reason in place of a number, and no figure made from it."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path
from typing import Final

import pytest
from pydantic import ValidationError

from generator.build import build, find_problems
from generator.build.reorganising import _summed
from generator.founding.texts import reference
from generator.model.area import AreaKind, Population
from generator.model.policy import Policy
from tests.small_sites import AS_OF, BINHU, edit

ON: Final = dt.date(2026, 9, 30)
UNCOUNTED: Final = Population(not_counted="新设", as_of=ON)


@pytest.mark.parametrize("given", [{}, {"actual": "5000", "not_counted": "新设"}], ids=["nothing", "both"])
def test_there_is_a_number_or_a_reason(given: dict[str, str]) -> None:
    """A population has a number, or says why it has none; never neither, never both."""
    with pytest.raises(ValidationError):
        Population.model_validate({"as_of": f"{ON}", **given})


@pytest.mark.parametrize("kind", AreaKind)
def test_the_lowest_step_is_asked_for(kind: AreaKind) -> None:
    """Without a number the standard asks for the fewest officers, and no area is of the wrong size."""
    policy = reference("policy", Policy)
    assert policy.staffing_for(kind).required(UNCOUNTED) == 1
    assert not policy.is_beyond_size(kind, UNCOUNTED)


def test_a_sum_with_an_unknown_is_unknown() -> None:
    """Of two communities that merge one is not counted: nor is the whole, and the old number stays."""
    known = Population(actual=5000, as_of=ON)
    whole = _summed(known, UNCOUNTED, dt.date(2026, 12, 1))
    assert (whole.not_counted, whole.actual) == ("新设", None)
    assert [count.actual for count in whole.earlier] == [5000]


def test_no_page_or_table_tells_a_number(root: Path, out: Path) -> None:
    """The page gives the reason, the arithmetic says so, and the tables leave the cells empty."""
    line = next(line for line in (root / BINHU).read_text("utf-8").splitlines() if "population:" in line)
    edit(root, BINHU, line, "population: {not_counted: 新设, as_of: 2026-09-30}")
    assert [str(problem) for problem in find_problems(root, AS_OF) if problem.code == "E206"] == []
    build(root, out, AS_OF)
    assert "人口还没有统计：新设" in (out / "communities/gulou-binhu/index.html").read_text("utf-8")
    with (out / "data/coverage.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = (row for row in csv.DictReader(file) if row["area"] == "gulou-binhu")
    assert row["residents"] == ""
    assert "还没有统计，先按最少的配" in row["arithmetic"]
