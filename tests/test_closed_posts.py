"""Tests that pages send nobody to a closed post but to the station instead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.model.post import PostStatus
from tests.bureaus import area, bureau, day, post, station
from tests.small_sites import pages_of

ADDRESS = "凤凰路9号"


@pytest.fixture(scope="module")
def site(content: Path) -> Mapping[str, str]:
    """A site with three posts: in use, under repair, and opening next month."""
    repair = post(
        status=PostStatus.REPAIR, status_since="2026-10-01", address="旧址1号", status_note="十二月恢复"
    )
    ahead = post(opened="2026-11-01", address="新址2号")
    world = bureau(
        as_of=day("2026-10-12"),
        stations=[station("gulou", address=ADDRESS)],
        areas=[area("gulou-a"), area("gulou-b", post=repair), area("gulou-c", post=ahead)],
    )
    return pages_of(world, content)


def text_of(html: str) -> str:
    """The text without markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def row(html: str, title: str) -> str:
    """The text of the fact with this title."""
    (found,) = re.findall(rf"<dt>{title}</dt>(.*?)</div>", html, re.DOTALL)
    return text_of(found)


@pytest.mark.parametrize(("id_", "state"), [("gulou-b", "维修中"), ("gulou-c", "筹建中")])
def test_a_community_with_a_closed_post_names_the_station(
    site: Mapping[str, str], id_: str, state: str
) -> None:
    """The page has the post's status and the station's address, but no hours, services or telephone of the post."""
    html = site[f"communities/{id_}/index.html"]
    assert state in row(html, "警务室")
    assert "data-hours" not in html
    assert "tel:" not in re.findall(r"<dt>警务室</dt>(.*?)</div>", html, re.DOTALL)[0]  # nobody answers there
    assert ADDRESS in row(html, "能办")
    assert "services/#" not in html
    assert "services/#report" in site["communities/gulou-a/index.html"]


def test_services_count_open_posts_and_name_the_station_for_others(site: Mapping[str, str]) -> None:
    """One of three posts is open; the others have their status and the station's address and phone."""
    html = site["services/index.html"]
    assert "1 个警务室可以办（共 3 个社区），派出所都可以办。另有 2 个警务室现在不开，请到派出所办。" in html
    said = text_of(site["services/gulou/index.html"])
    for words in (
        "gulou-b社区 （维修中）",
        "gulou-c社区 （筹建中）",
        f"请到派出所办：{ADDRESS}",
        "0711-0000110",
    ):
        assert words in said


def test_the_station_and_the_roster_do_not_name_a_closed_post(site: Mapping[str, str]) -> None:
    """The status replaces the address."""
    assert "警务室维修中，办事请到本所" in site["stations/gulou/index.html"]
    roster = site["officers/gulou/index.html"]
    assert "旧址1号" not in roster
    assert "新址2号" not in roster
    assert "维修中" in roster
