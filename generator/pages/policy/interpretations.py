"""本站解释: every interpretation that the data state, with the clause it is of and the page where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.clause import Based
from generator.model.policy import Policy
from generator.model.public import PublicBureau
from generator.model.rollout import Milestones
from generator.pages.links import Link, method_url
from generator.ranking.words import titled_standards


@dataclass(frozen=True, kw_only=True)
class Interpretation:
    """What the site reads into the scheme; `clause` is None where the scheme says nothing of it at all."""

    clause: str | None
    title: str
    text: str
    where: Link


def interpretations(bureau: PublicBureau) -> tuple[Interpretation, ...]:
    """All of the policy in force and of the rollout, in the order of the files."""
    stated = (*_of_policy(bureau.policy), *_of_rollout(bureau.milestones))
    return tuple(
        Interpretation(clause=based.clause, title=title, text=based.interpretation, where=where)
        for title, based, where in stated
        if based.interpretation is not None
    )


def _of_policy(policy: Policy) -> Iterator[tuple[str, Based, Link]]:
    def at(anchor: str) -> Link:
        return Link(url=method_url(policy.version, anchor), text="排名办法")

    for rule in policy.staffing:
        yield f"警力配备标准（{rule.kind.label}）", rule, at("#staffing")
    for title, standard in titled_standards(policy):
        yield title, standard, at("#standards")
    yield "通报排名", policy.ranking, at("#items")
    for indicator in policy.ranking.indicators:
        yield f"公布的项目（{indicator.id.label}）", indicator, at(f"#item-{indicator.id}")


def _of_rollout(milestones: Milestones) -> Iterator[tuple[str, Based, Link]]:
    for goal in milestones.goals:
        yield goal.id.label, goal, Link(url=f"progress/#goal-{goal.id}", text="建设进度")
    for cycle in milestones.cycles:
        for step in cycle.milestones:
            yield f"{cycle.title}：{step.title}", step, Link(url=f"progress/#step-{step.id}", text="建设进度")
