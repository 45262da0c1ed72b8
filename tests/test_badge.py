"""Tests of badge numbers: six digits for an officer, the bureau's own pattern for an auxiliary."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from generator.model.badge import BadgePattern
from generator.model.officer import Officer, Role
from tests.small_sites import BINHU, bureau_in, edit, site_of, stamped


def officer(**fields: Any) -> Officer:
    """An officer with the given fields."""
    standing = {"name": "何助", "phone": "0711-0000217", "since": "2024-03-01"}
    return Officer.model_validate(standing | fields)


@pytest.mark.parametrize("badge", ["F00421", "00421", "FJ-0421", "004217", None])
def test_an_auxiliary_may_have_any_badge_or_none(badge: str | None) -> None:
    """The model accepts letters and digits; the bureau's pattern is checked elsewhere."""
    fields = {} if badge is None else {"badge": badge}
    assert officer(role="auxiliary", **fields).badge == badge


@pytest.mark.parametrize("role", [Role.COMMUNITY_OFFICER, Role.ACTING])
@pytest.mark.parametrize("badge", ["F00421", "4217", "0042171"])
def test_an_officer_has_six_digits(role: Role, badge: str) -> None:
    """A badge that is valid for an auxiliary is refused for an officer, whatever the order of the keys."""
    with pytest.raises(ValidationError, match="6 位数字的警号"):
        officer(badge=badge, role=role.value)


@pytest.mark.parametrize("role", ["community_officer", "acting"])
def test_an_officer_without_a_badge_is_refused(role: str) -> None:
    """The badge is reported as a missing key."""
    with pytest.raises(ValidationError) as found:
        officer(role=role)
    assert [(error["type"], error["loc"]) for error in found.value.errors()] == [("missing", ("badge",))]


@pytest.mark.parametrize(
    ("pattern", "example", "other"),
    [
        ("F[0-9]{5}", "F00421", "F0421"),
        (r"F\d{5}", "F00421", "004217"),
        ("^[A-Z]{2}[0-9]{4,6}$", "FJ00421", "F00421"),
        ("42-?[0-9]{4}", "42-0421", "43-0421"),
        ("[0-9]{8}", "00000421", "000421"),
    ],
)
def test_a_pattern_must_match_the_whole_badge(pattern: str, example: str, other: str) -> None:
    """A pattern matches from the first character to the last."""
    rule = BadgePattern(pattern=pattern, example=example)
    assert rule.fits(example)
    assert not rule.fits(other)
    assert not rule.fits(example * 20)


@pytest.mark.parametrize(
    "pattern",
    ["(a+)+b", "[0-9]*", "[0-9]+", ".*", "(F|G)[0-9]{5}", "[0-9]{1,9}" * 3, "[0-9]{9,1}", "[0-9]{,5}", "",
     "[^0-9]{5}", "F[0-9]{5}\n", r"\w{5}", "[0-9]{5", "F?[0-9]?[A-Z]?"],
)  # fmt: skip
def test_a_pattern_that_could_backtrack_without_end_is_refused(pattern: str) -> None:
    """Groups, alternatives, open repetitions and more than two variable counts are refused."""
    with pytest.raises(ValidationError):
        BadgePattern(pattern=pattern, example="F00421")


def test_the_slowest_accepted_pattern_ends_at_once() -> None:
    """The slowest accepted pattern returns on the longest number that nearly matches."""
    rule = BadgePattern(pattern="[A-Za-z0-9]{0,20}[A-Za-z0-9]{0,20}" + "a" * 18, example="a" * 20)
    assert not rule.fits("a" * 19 + "b")


def page_in(files: Mapping[str, bytes | Path], path: str) -> str:
    """The HTML of a page."""
    body = files[path]
    assert isinstance(body, bytes)
    return body.decode()


def test_a_page_shows_an_auxiliarys_badge_only_if_there_is_one(tmp_path: Path, content: Path) -> None:
    """The auxiliary's name and phone are shown either way, each under a unique id."""
    root = bureau_in(tmp_path)
    who = "role: auxiliary, phone: 0990-0000217, since: 2024-03-01}"
    edit(root, BINHU, "post:\n", f"  - {{name: 何助, {who}\n  - {{name: 何警, badge: 000421, {who}\npost:\n")
    files = stamped(site_of(root), content).files
    html = page_in(files, "communities/gulou-binhu/index.html")
    assert "<span>辅警</span></p>" in html
    assert "<span>辅警</span> <span>辅警号 000421</span></p>" in html
    assert "None" not in html
    ids = re.findall(r'id="(officer-[^"]+)"', html)
    assert len(ids) == len(set(ids)) == 4
    roster = page_in(files, "officers/gulou/index.html")
    assert re.search(r'何助（辅警）</span></td><td[^>]*data-label="警号">—</td>', roster)
