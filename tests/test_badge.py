"""Badge numbers: an officer's six digits, an auxiliary's as the bureau writes them."""

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
    """Whoever has that role and badge."""
    standing = {"name": "何助", "phone": "0711-0000217", "since": "2024-03-01"}
    return Officer.model_validate(standing | fields)


@pytest.mark.parametrize("badge", ["F00421", "00421", "FJ-0421", "004217", None])
def test_an_auxiliary_has_a_number_of_its_own_or_none(badge: str | None) -> None:
    """Letters and figures; what this bureau writes is checked where its policy is known."""
    fields = {} if badge is None else {"badge": badge}
    assert officer(role="auxiliary", **fields).badge == badge


@pytest.mark.parametrize("role", [Role.COMMUNITY_OFFICER, Role.ACTING])
@pytest.mark.parametrize("badge", ["F00421", "4217", "0042171"])
def test_an_officer_has_six_digits(role: Role, badge: str) -> None:
    """The rule of one role is not that of another, whatever order the keys stand in."""
    with pytest.raises(ValidationError, match="6 位数字的警号"):
        officer(badge=badge, role=role.value)


@pytest.mark.parametrize("role", ["community_officer", "acting"])
def test_an_officer_without_a_badge_is_refused_as_before(role: str) -> None:
    """It is missing, as any key that has to be there."""
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
def test_a_pattern_fits_its_example_and_not_another(pattern: str, example: str, other: str) -> None:
    """Wholly, from the first character to the last."""
    rule = BadgePattern(pattern=pattern, example=example)
    assert rule.fits(example)
    assert not rule.fits(other)
    assert not rule.fits(example * 20)


@pytest.mark.parametrize(
    "pattern",
    ["(a+)+b", "[0-9]*", "[0-9]+", ".*", "(F|G)[0-9]{5}", "[0-9]{1,9}" * 3, "[0-9]{9,1}", "[0-9]{,5}", "",
     "[^0-9]{5}", "F[0-9]{5}\n", r"\w{5}", "[0-9]{5", "F?[0-9]?[A-Z]?"],
)  # fmt: skip
def test_a_pattern_that_could_run_away_is_refused(pattern: str) -> None:
    """No group, no alternative, no open repetition, no more than two counts that vary."""
    with pytest.raises(ValidationError):
        BadgePattern(pattern=pattern, example="F00421")


def test_the_worst_pattern_that_is_taken_ends_at_once() -> None:
    """Of the longest number that fits almost."""
    rule = BadgePattern(pattern="[A-Za-z0-9]{0,20}[A-Za-z0-9]{0,20}" + "a" * 18, example="a" * 20)
    assert not rule.fits("a" * 19 + "b")


def page_in(files: Mapping[str, bytes | Path], path: str) -> str:
    """A stamped page."""
    body = files[path]
    assert isinstance(body, bytes)
    return body.decode()


def test_a_page_names_an_auxiliarys_number_or_leaves_it_out(tmp_path: Path, content: Path) -> None:
    """Either way the auxiliary stands there with name and phone, each under an id of its own."""
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
    roster = page_in(files, "officers/index.html")
    assert re.search(r'何助（辅警）</span></td><td[^>]*data-label="警号">—</td>', roster)
