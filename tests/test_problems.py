"""A problem says where, what and how to mend it, always in the same order."""

from __future__ import annotations

import itertools

import pytest

from generator.problems import (
    CODES,
    Place,
    Problem,
    ProblemsFound,
    Severity,
    has_errors,
    in_order,
    nearest,
    shown,
)


def problem(code: str = "E203", path: str = "data/a.yml", line: int = 1, hint: str = "请改。") -> Problem:
    """A problem of which only what is given matters."""
    return Problem(code=code, place=Place(path=path, line=line), message="写法不对。", hint=hint)


def test_a_problem_is_one_line() -> None:
    """Place, code, finding and mending stand on one line; without a hint nothing trails."""
    place = Place(path="data/communities/gulou/x.yml", line=12, column=7)
    found = Problem(code="E203", place=place, message="警号“4217”应为 6 位数字。", hint="是不是 004217?")
    assert str(found) == "data/communities/gulou/x.yml:12:7: [E203] 警号“4217”应为 6 位数字。 是不是 004217?"
    assert str(problem(hint="")) == "data/a.yml:1:1: [E203] 写法不对。"


def test_every_code_says_how_much_it_weighs() -> None:
    """A code begins with E for what stops the build or W for what is shown, and no two share a number."""
    severities = {code: problem(code).severity for code in CODES}
    assert severities == {code: {"E": Severity.ERROR, "W": Severity.WARNING}[code[0]] for code in CODES}
    assert len({code[1:] for code in CODES}) == len(CODES)


def test_a_code_that_nobody_listed_is_refused() -> None:
    """Codes are stable: a problem cannot be made with a new one in passing."""
    with pytest.raises(KeyError):
        problem("E999")


def test_problems_are_in_order_of_place_and_each_once() -> None:
    """However they are found, they are read from the first file and line to the last."""
    first, second, third, fourth = (
        problem(path="data/a.yml", line=2),
        problem(path="data/a.yml", line=10),
        problem("W324", path="data/a.yml", line=10),
        problem(path="data/b.yml"),
    )
    for found in itertools.permutations([first, second, third, fourth, second]):
        assert in_order(found) == (first, second, third, fourth)


def test_a_stage_that_fails_says_everything() -> None:
    """The exception carries all problems in order, and prints them."""
    one, other = problem(path="data/a.yml"), problem(path="data/b.yml")
    found = ProblemsFound([other, one])
    assert found.problems == (one, other)
    assert str(found) == f"{one}\n{other}"


def test_warnings_alone_are_no_errors() -> None:
    """Only an error stops the build."""
    assert not has_errors([])
    assert not has_errors([problem("W324")])
    assert has_errors([problem("W324"), problem("E203")])


def test_the_nearest_word_is_one_that_is_near() -> None:
    """A slip finds its word; a strange word finds none."""
    words = ("temporary", "actual", "permanent")
    assert (nearest("temporery", words), nearest("x", words), nearest("a", ())) == ("temporary", None, None)


def test_what_was_found_is_shown_on_one_line() -> None:
    """Long values are cut, line ends and invisible characters are written out: a terminal shows what is there."""
    assert shown("官柳社区") == "官柳社区"
    assert shown("a" * 41) == "a" * 40 + "…"
    assert shown("a\nb\u202e\x1b[31m") == "a\\u000ab\\u202e\\u001b[31m"
