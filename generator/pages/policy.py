"""政策原文: below the document, each clause with its implementation, missing data and interpretations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from generator.model.clause import CLAUSES, HEADINGS, Based
from generator.model.public import PublicBureau
from generator.model.reference import Duties
from generator.model.terms import Terms
from generator.pages.links import Link, method_url
from generator.pages.missing import missing_today
from generator.pages.page import Figures, Page, written_page
from generator.pages.today import Today
from generator.ranking.form import ranking_word
from generator.ranking.words import titled_standards


@dataclass(frozen=True, kw_only=True)
class Interpretation:
    """An interpretation of the scheme by this site: its subject, the rule that states it, and a link to the rule."""

    title: str
    rule: Based
    where: Link


@dataclass(frozen=True, kw_only=True)
class ClauseMatrix:
    """Every clause in the document's order; `missing` is empty where nothing is missing."""

    template: ClassVar[str] = "policy.html"
    as_of: dt.date
    missing: Mapping[str, tuple[str, ...]]
    stated: tuple[Interpretation, ...]
    anchors: ClassVar[Mapping[str, str]] = CLAUSES
    headings: ClassVar[Mapping[str, str]] = HEADINGS

    def interpretations(self, clause: str | None) -> list[Interpretation]:
        """The interpretations of the clause; for None, those of matters that the document does not mention."""
        return [one for one in self.stated if one.rule.clause == clause]


@dataclass(frozen=True, kw_only=True)
class TodaysWords:
    """The scheme's words that have changed, with today's."""

    template: ClassVar[str] = "policy_terms.html"
    as_of: dt.date
    terms: Terms


def policy_pages(bureau: PublicBureau, figures: Figures) -> tuple[Page, ...]:
    """The document with its matrix and its words of today."""
    today = Today(bureau=bureau, figures=figures)
    view = ClauseMatrix(
        as_of=bureau.as_of,
        missing={clause: missing_today(today, clause) for clause in CLAUSES},
        stated=tuple(one for one in _rules(bureau) if one.rule.interpretation is not None),
    )
    words = TodaysWords(as_of=bureau.as_of, terms=bureau.terms)
    page = written_page("policy/", view)
    return (replace(page, blocks={**page.blocks, "terms": words}),)


def _rules(bureau: PublicBureau) -> Iterator[Interpretation]:
    """Every rule that may have an interpretation, in the policy in force and the rollout, in the order of the files."""
    policy, named = bureau.policy, ranking_word(bureau.policy)

    def of_policy(title: str, rule: Based, anchor: str) -> Interpretation:
        where = Link(url=method_url(policy.version, anchor), text=f"{named}办法")
        return Interpretation(title=title, rule=rule, where=where)

    def of_rollout(title: str, rule: Based, anchor: str) -> Interpretation:
        where = Link(url=f"progress/#{anchor}", text="建设进度")
        return Interpretation(title=title, rule=rule, where=where)

    for staffing in policy.staffing:
        yield of_policy(f"警力配备标准（{staffing.kind.label}）", staffing, "#staffing")
    for title, standard in titled_standards(policy):
        yield of_policy(title, standard, "#standards")
    yield of_policy(f"每月{named}", policy.ranking, "#items")
    for item in policy.ranking.indicators:
        yield of_policy(f"公布的项目（{item.id.label}）", item, f"#item-{item.id}")
    for _, duty in bureau.duties.every:
        where = Link(url=f"duties/#{duty.id}", text="社区民警职责")
        yield Interpretation(title=f"职责：{duty.plain}", rule=duty, where=where)
    yield from _of_committees_and_signs(bureau.duties)
    for criterion in bureau.examination.criteria:
        where = Link(url="brands/#examination", text="示范社区")
        yield Interpretation(title=f"年终考核：{criterion.title}", rule=criterion, where=where)
    if (yearly := bureau.leadership.yearly_briefings) is not None:
        where = Link(url="leadership/#briefings", text="组织领导")
        yield Interpretation(title="向党委、政府汇报", rule=yearly, where=where)
    for goal in bureau.milestones.goals:
        yield of_rollout(goal.id.label, goal, f"goal-{goal.id}")
    for cycle in bureau.milestones.cycles:
        for step in cycle.milestones:
            yield of_rollout(f"{cycle.title}：{step.title}", step, f"step-{step.id}")


def _of_committees_and_signs(duties: Duties) -> Iterator[Interpretation]:
    where = Link(url="prevention/#committees", text="一起防范")
    if duties.committee is not None and duties.committee.members is not None:
        yield Interpretation(title="治保会委员", rule=duties.committee.members, where=where)
    for duty in duties.of_committees:
        yield Interpretation(title=f"治保会的职责：{duty.plain}", rule=duty, where=where)
    for item in duties.sign:
        sign = Link(url="coverage/#sign", text="警力与警务室覆盖")
        yield Interpretation(title=f"统一标识：{item.title}", rule=item, where=sign)
