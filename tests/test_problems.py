"""Problems: place, finding and hint in a fixed order and form."""

from __future__ import annotations

import itertools

import pytest

from generator.codes import CODES
from generator.problems import (
    Place,
    Problem,
    ProblemsFound,
    Severity,
    has_errors,
    in_order,
    masked,
    nearest,
    shown,
)


def problem(code: str = "E203", path: str = "data/a.yml", line: int = 1, hint: str = "请改。") -> Problem:
    """A problem with defaults for what is not given."""
    return Problem(code=code, place=Place(path=path, line=line), message="写法不对。", hint=hint)


def test_a_problem_is_one_line() -> None:
    """A problem is one line of place, code, message and hint."""
    place = Place(path="data/communities/gulou/x.yml", line=12, column=7)
    found = Problem(code="E203", place=place, message="警号“4217”应为 6 位数字。", hint="是不是 004217?")
    assert str(found) == "data/communities/gulou/x.yml:12:7: [E203] 警号“4217”应为 6 位数字。 是不是 004217?"
    assert str(problem(hint="")) == "data/a.yml:1:1: [E203] 写法不对。"


def test_every_code_names_its_severity() -> None:
    """A code begins with E for an error or W for a warning, and no two share a number."""
    severities = {code: problem(code).severity for code in CODES}
    assert severities == {code: {"E": Severity.ERROR, "W": Severity.WARNING}[code[0]] for code in CODES}
    assert len({code[1:] for code in CODES}) == len(CODES)


def test_an_unlisted_code_is_refused() -> None:
    """An unlisted code is refused."""
    with pytest.raises(KeyError):
        problem("E999")


def test_problems_are_in_order_of_place_and_each_once() -> None:
    """Problems are sorted by place, and equal ones are kept once."""
    first, second, third, fourth = (
        problem(path="data/a.yml", line=2),
        problem(path="data/a.yml", line=10),
        problem("W324", path="data/a.yml", line=10),
        problem(path="data/b.yml"),
    )
    for found in itertools.permutations([first, second, third, fourth, second]):
        assert in_order(found) == (first, second, third, fourth)


def test_the_exception_prints_all_problems() -> None:
    """The exception holds all problems in order and prints them."""
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
    """A misspelt word finds the nearest known word, a strange word none."""
    words = ("temporary", "actual", "permanent")
    assert (nearest("temporery", words), nearest("x", words), nearest("a", ())) == ("temporary", None, None)


def test_a_found_value_is_shown_on_one_line() -> None:
    """A found value is shown on one line: cut when long, with control characters escaped."""
    assert shown("官柳社区") == "官柳社区"
    assert shown("a" * 41) == "a" * 40 + "…"
    assert shown("a\nb\u202e\x1b[31m") == "a\\u000ab\\u202e\\u001b[31m"


MOBILES = [
    "13800138000",
    "138.0013.8000",
    "１３８００１３８０００",
    "一三八零零一三八零零零",
    "138OO138OOO",
    "138\n0013\n8000",
]


@pytest.mark.parametrize("number", [*MOBILES, "11010519491231002X", "110105 19491231 0021"])
def test_no_problem_shows_a_personal_number(number: str) -> None:
    """No text of a problem contains a personal number, whatever its disguise."""
    place = Place(path=f"data/stations/{number}.yml")
    found = Problem(code="E204", place=place, message=f"值“{number}”不对。", hint=f"是不是 {number}?")
    for said in (shown(number), str(found), found.message, found.hint, place.readable_path, str(place)):
        assert "*****" in said
        assert number not in said
    assert place.path == f"data/stations/{number}.yml"


def test_masking_twice_changes_nothing() -> None:
    """Masking twice changes nothing, and ordinary figures stay."""
    said = masked("手机 13800138000、13900139000,照片 13800138000.jpg")
    assert said == "手机 138******00、139******00,照片 138******00.jpg"
    assert masked(said) == said
    ordinary = "0711-3850001,2026-10-12 08:30-12:00,420704002001、420704002002,45 起"
    assert masked(ordinary) == ordinary
