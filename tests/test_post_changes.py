"""Tests of who is named beside those in post: an announced successor, and a predecessor for the policy's days."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from generator.model.officer import Role
from generator.model.public_people import PostChange
from tests.bureaus import area, bureau
from tests.small_sites import BINHU, bureau_in, edit, pages_of, site_of, stamped
from tests.test_terms import helper

NAME = "欧阳晓晨"
LEFT = dt.date(2026, 11, 10)
PAGE = "communities/gulou-binhu/index.html"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The ordinary bureau with a policy of 60 days."""
    root = bureau_in(tmp_path / "root")
    days = "  predecessor_days: {value: 60, unit: 天, interpretation: 方案没有写。}\n"
    edit(root, "data/policy.yml", "standards:\n", f"standards:\n{days}")
    return root


def with_officer(root: Path, time: str) -> None:
    person = f"  - name: {NAME}\n    badge: 004298\n    role: community_officer\n    phone: 0990-0000298\n"
    edit(root, BINHU, "officers:\n", f"officers:\n{person}    {time}\n")


def files_with_the_name(root: Path, content: Path, as_of: dt.date) -> list[str]:
    """The files of the site of that day in which the name stands."""
    files = stamped(site_of(root, as_of), content).files
    return [path for path, body in files.items() if isinstance(body, bytes) and NAME.encode() in body]


def test_a_successor_is_announced_with_the_day(root: Path, content: Path) -> None:
    """The community's page says from when on who is responsible; no table, finder or other page names them yet."""
    with_officer(root, "since: 2026-12-06")
    as_of = dt.date(2026, 11, 24)
    assert files_with_the_name(root, content, as_of) == [PAGE]
    page = stamped(site_of(root, as_of), content).files[PAGE]
    assert isinstance(page, bytes)
    assert f'<time datetime="2026-12-06">12月6日（周日）</time>起由<b>{NAME}</b>负责' in page.decode()


def test_a_predecessor_is_named_for_sixty_days_and_on_no_later_day(root: Path, content: Path) -> None:
    """On the 60th day after the last one the page still tells it; on the 61st the name is in no file at all."""
    with_officer(root, f"since: 2026-01-01\n    until: {LEFT}")
    assert files_with_the_name(root, content, LEFT + dt.timedelta(60)) == [PAGE]
    assert files_with_the_name(root, content, LEFT + dt.timedelta(61)) == []


def test_without_a_standard_no_predecessor_is_named(root: Path, content: Path) -> None:
    """The names of former officers stay inside where the policy sets no days."""
    edit(root, "data/policy.yml", "predecessor_days: {value: 60", "predecessor_days: {value: 0")
    with_officer(root, f"since: 2026-01-01\n    until: {LEFT}")
    assert files_with_the_name(root, content, LEFT + dt.timedelta(1)) == []


def test_a_vacant_community_is_listed_with_its_successor(content: Path) -> None:
    """The station's page and the roster say who comes and when, beside the word 空缺, and only there."""
    coming = (PostChange(name=NAME, day=dt.date(2026, 12, 6)),)
    vacant = area("gulou-a", officers=(), coming=coming)
    held = area("gulou-b", officers=(helper(Role.COMMUNITY_OFFICER, badge="004217"),), coming=coming)
    pages = pages_of(bureau(areas=[vacant, held]), content)
    for path in ("stations/gulou/index.html", "officers/gulou/index.html"):
        assert pages[path].count(f"2026年12月6日起由{NAME}负责") == 1, path
