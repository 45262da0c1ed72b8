"""The year-end examination of demonstration projects: the rule, the decision, what of it is public, and its pages."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from pydantic import ValidationError

from generator.feeds.year_end_tables import year_end_datasets
from generator.figures import figures_of
from generator.model.brand import BrandKind
from generator.model.examination import ExaminationCriteria
from generator.model.public import PublicBureau
from generator.model.year_review import YearReview
from generator.pages.brands import brand_pages
from generator.pages.communities import community_pages
from generator.pages.ranking.year import year_pages
from generator.privacy import publish
from generator.ranking.year import year_rankings
from generator.render import Templates
from tests.bureaus import area, bureau, release
from tests.reading import text_of
from tests.small_sites import AS_OF, ezhou
from tests.test_year_end import brand
from tests.test_year_pages import GOOD
from tests.years import month_of

CRITERIA = ExaminationCriteria.model_validate(
    {
        "criteria": [
            {"id": "effect", "title": "创建效果", "met_when": "比开始时好", "clause": "四(五)"},
            {
                "id": "pledge",
                "title": "承诺兑现",
                "met_when": "按季公布",
                "kinds": ["security_pledge"],
                "since": "2025",
                "until": "2026",
                "interpretation": "方案没有写。",
            },
        ]
    }
)


def examination(met: str, **changes: Any) -> dict[str, Any]:
    """The examination of gulou-a's project; `met` has + or - for each criterion."""
    findings = [
        {"criterion": id_, "met": sign == "+", "found": f"看了{id_}"}
        for id_, sign in zip(("effect", "pledge"), met, strict=False)
    ]
    fields: dict[str, Any] = {
        "area": "gulou-a",
        "kind": "theft_free",
        "units": ["刑侦支队", "民政局"],
        "examined_on": "2025-12-20",
        "findings": findings,
        "document": "示例公治〔2026〕3号",
        "result": "commended",
    }
    return fields | changes


def review(*examined: dict[str, Any], **changes: Any) -> YearReview:
    """The review of 2025."""
    fields: dict[str, Any] = {
        "year": "2025",
        "published_on": "2026-03-02",
        "projects": ["gulou-a"],
        "examinations": examined,
    }
    return YearReview.model_validate(fields | changes)


@pytest.mark.parametrize(("met", "by_rule"), [("++", "commended"), ("+-", "failed"), ("--", "failed")])
def test_a_project_that_meets_every_criterion_may_be_commended(met: str, by_rule: str) -> None:
    """The rule is computed from the findings; a decision that differs needs a reason."""
    (one,) = review(examination(met, reason="另有理由。")).examinations
    assert one.by_rule == by_rule
    assert one.differs == (by_rule == "failed")


@pytest.mark.parametrize(
    ("examined", "changes", "said"),
    [
        ([examination("-")], {}, "没有写理由"),
        ([examination("+", result="failed")], {"projects": []}, "没有写理由"),
        ([examination("+", units=["刑侦支队"])], {}, "at least 2"),
        ([examination("+", units=["刑侦支队", "刑侦支队"])], {}, "考核单位写了两次"),
        ([examination("+"), examination("+")], {}, "写了两条考核"),
        ([examination("+", examined_on="2026-03-03")], {}, "不在 2025 年"),
        ([examination("+", examined_on="2024-12-31")], {}, "不在 2025 年"),
        ([examination("+")], {"projects": None}, "没有写示范项目"),
        ([examination("+")], {"projects": []}, "里没有它"),
        ([examination("-", result="failed")], {}, "里却有它"),
        ([examination("+", findings=[])], {}, "at least 1"),
    ],
)
def test_an_examination_that_contradicts_itself_is_refused(
    examined: list[dict[str, Any]], changes: dict[str, Any], said: str
) -> None:
    """Result, reason, units, day and the year's list of projects agree."""
    with pytest.raises(ValidationError, match=said):
        review(*examined, **changes)


def test_a_community_with_two_projects_passes_with_one() -> None:
    """One of two projects is enough for the community to be among those that passed."""
    second = examination("-", kind="information", result="failed")
    assert review(examination("+"), second).projects == ("gulou-a",)


@pytest.mark.parametrize(
    ("kind", "year", "ids"),
    [
        (BrandKind.THEFT_FREE, "2025", ["effect"]),
        (BrandKind.SECURITY_PLEDGE, "2025", ["effect", "pledge"]),
        (BrandKind.SECURITY_PLEDGE, "2026", ["effect", "pledge"]),
        (BrandKind.SECURITY_PLEDGE, "2024", ["effect"]),
        (BrandKind.SECURITY_PLEDGE, "2027", ["effect"]),
    ],
)
def test_a_criterion_holds_for_its_kinds_and_years(kind: BrandKind, year: str, ids: list[str]) -> None:
    """A criterion that changes leaves earlier years as they were."""
    assert [one.id for one in CRITERIA.of(kind, year)] == ids


@pytest.mark.parametrize("kind", list(BrandKind))
def test_findings_of_sensitive_projects_stay_inside(kind: BrandKind) -> None:
    """What was found in projects on key population and firearms is not public; that it was met is."""
    records = ezhou().bureau
    own = review(examination("+", kind=kind.value))
    (one,) = own.examinations
    (shown,) = publish(replace(records, year_reviews={"2025": own}), AS_OF).year_reviews["2025"].examinations
    assert [found.met for found in shown.findings] == [True]
    assert [found.found for found in shown.findings] == [
        None if kind.is_without_figures else one.findings[0].found
    ]


def test_the_years_page_shows_findings_rule_and_decision() -> None:
    """Each project with who examined it, each criterion, the decision, and why it differs from the rule."""
    decided = review(
        examination("+-", kind="security_pledge", reason="当年才开始。"),
        examination("+", area="gulou-b"),
        projects=["gulou-a", "gulou-b", "gulou-c"],
    )
    areas = [area(f"gulou-{at}", brands=(brand(),)) for at in "abc"]
    world = bureau(areas=areas, year_reviews=[decided], examination=CRITERIA)
    (page,) = year_pages(world, year_rankings({"2025-12": month_of("2025-12", {"gulou": GOOD})}))
    text = text_of(page.blocks["main"])
    assert (
        "gulou-a社区 治安承诺示范社区 刑侦支队、民政局， 2025年12月20日 ✓ 创建效果：达到。看了effect"
        " ✗ 承诺兑现：没达到。看了pledge 表彰 示例公治〔2026〕3号 与规则不同 按规则是不合格。理由：当年才开始。"
    ) in text
    assert text.count("与规则不同") == 1
    assert "另有 1 个社区的项目通过了考核，没有登记逐条的结果。" in text


def test_a_project_shows_how_it_was_examined() -> None:
    """The community's page links each project to its own examination, by kind and term."""
    decided = review(examination("+"), examination("-", kind="information", result="failed"))
    ended = brand(until="2025-12-19", expires_on="2025-12-31", reviewed_on="2025-12-01")
    world = bureau(
        areas=[area("gulou-a", brands=(ended, brand(since="2025-12-20", reviewed_on="2025-12-20")))],
        year_reviews=[decided],
    )
    published = PublicBureau(replace(world, releases={"2025-12": release(world, "2025-12")}))
    (page,) = community_pages(published, figures_of(published))
    html = Templates().block(page.blocks["main"], "./")
    articles = re.findall(r'<article id="project-\d">.*?</article>', html, re.DOTALL)
    shown = [re.sub(r"<[^>]+>", "", "".join(re.findall(r"<a href=.*年终考核.*", one))) for one in articles]
    assert sorted(shown) == ["", "2025年年终考核：表彰（示例公治〔2026〕3号）"]
    assert 'href="./ranking/2025/#examinations"' in html
    unpublished = community_pages(world, figures_of(world))[0]
    assert "年终考核" not in Templates().block(unpublished.blocks["main"], "./")


def test_the_criteria_are_public_before_the_year_ends() -> None:
    """The page of projects lists this year's criteria with the kinds they hold for, or says that there are none."""
    text = text_of(brand_pages(bureau(examination=CRITERIA))[0].blocks["main"])
    assert "创建效果 ：比开始时好" in text
    assert "承诺兑现 （只考核治安承诺）：按季公布 本站解释：方案没有写。" in text
    assert "还没有登记年终考核的标准" in text_of(brand_pages(bureau())[0].blocks["main"])


def test_each_examination_is_a_row_for_other_programs() -> None:
    """A row has what was met, what was not, what the rule says and what was decided."""
    world = bureau(year_reviews=[review(examination("+-", kind="security_pledge", reason="才开始。"))])
    table = year_end_datasets(world)[0]
    (found,) = [dict(zip([column.key for column in table.columns], line, strict=True)) for line in table.rows]
    assert {key: found[key] for key in ("year", "area", "met", "unmet", "by_rule", "result", "reason")} == {
        "year": "2025",
        "area": "gulou-a",
        "met": ("effect",),
        "unmet": ("pledge",),
        "by_rule": "failed",
        "result": "commended",
        "reason": "才开始。",
    }
