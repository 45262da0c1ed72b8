"""Tests of words that changed since 2002, and of today's roles beside the officer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from generator.model.officer import CommitteePost, Role
from generator.model.public import PublicBureau
from generator.model.public_people import PublicOfficer
from generator.model.terms import Term, Terms
from generator.wording import in_todays_words
from tests.bureaus import area, bureau
from tests.small_sites import REPOSITORY, ezhou, pages_of

TERMS = Terms(
    terms=(
        Term(old="暂住人口", today="流动人口", source="省条例"),
        Term(old="暂住", today="居住", source="国务院令第663号"),
    )
)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("暂住人口", "流动人口（原来叫“暂住人口”）"),
        ("暂住人口管理示范社区", "流动人口管理示范社区（原来叫“暂住人口管理示范社区”）"),
        ("暂住登记", "居住登记（原来叫“暂住登记”）"),
        ("常住人口", "常住人口"),
    ],
)
def test_a_changed_word_is_followed_by_the_documents(written: str, expected: str) -> None:
    """Today's word comes first, the longest old word is taken, and what has not changed stays alone."""
    assert in_todays_words(written, TERMS) == expected


def test_every_old_word_of_the_sample_is_the_documents() -> None:
    """Each old word occurs in the document itself, so nothing is attributed to it that it does not say."""
    document = (REPOSITORY / "data/scheme/ezhou-2002-69.yml").read_text("utf-8")
    terms = ezhou().bureau.terms.terms
    assert len(terms) >= 8
    assert [term.old for term in terms if term.old not in document] == []


def helper(role: Role, *, badge: str | None, post: CommitteePost | None = None) -> PublicOfficer:
    return PublicOfficer(
        name=f"{role.label}甲",
        badge=badge,
        role=role,
        phone="0711-0000217",
        on_site=None,
        photo=None,
        committee_post=post,
    )


@pytest.fixture(scope="module")
def site(content: Path) -> Mapping[str, str]:
    """A community with an officer in its committee, an auxiliary of the village and a grid worker."""
    officers = (
        helper(Role.GRID_WORKER, badge="W-17"),
        helper(Role.VILLAGE_AUXILIARY, badge=None),
        helper(Role.COMMUNITY_OFFICER, badge="004217", post=CommitteePost.DEPUTY_SECRETARY),
    )
    known: PublicBureau = bureau(areas=[area("gulou-a", officers=officers)])
    return pages_of(PublicBureau(replace(known, terms=TERMS)), content)


def test_a_committee_post_is_on_the_card_and_the_roster(site: Mapping[str, str]) -> None:
    """Residents read that their officer sits in the committee, after the role and badge."""
    assert (
        "<span>社区民警</span> <span>警号 004217</span> <span>兼任党组织副书记</span>"
        in site["communities/gulou-a/index.html"]
    )
    assert "社区民警甲（兼任党组织副书记）" in site["officers/gulou/index.html"]


def test_those_who_help_come_last_and_have_no_police_badge(site: Mapping[str, str]) -> None:
    """The officer is first whatever the file's order; a grid worker's number is called 工号."""
    html = site["communities/gulou-a/index.html"]
    names = [html.index(f">{role.label}甲<") for role in (Role.COMMUNITY_OFFICER, Role.VILLAGE_AUXILIARY)]
    assert names == sorted(names)
    assert "<span>网格员</span> <span>工号 W-17</span>" in html
    assert "网格员甲（网格员）" in site["officers/gulou/index.html"]


def test_the_policy_page_lists_the_words(site: Mapping[str, str]) -> None:
    """Each changed word has today's, its day as far as it is known, and the source."""
    html = site["policy/index.html"].split('id="terms"')[1]
    assert '<th scope="row">暂住人口</th><td data-label="今天">流动人口</td>' in html
    assert "没有查到" in html
    assert "国务院令第663号" in html
