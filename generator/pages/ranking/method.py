"""The method as policy.yml states it, each number with its clause or the site's interpretation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from generator.model.policy import IndicatorRule, Standards, YearRules
from generator.model.public import PublicBureau
from generator.pages.wording import ClauseLink, clause_link, long_day


@dataclass(frozen=True, kw_only=True)
class StandardLine:
    """One number of the policy with what it rests on."""

    title: str
    value: str
    clause: ClauseLink | None
    interpretation: str | None


@dataclass(frozen=True, kw_only=True)
class IndicatorLine:
    """One item of the method."""

    title: str
    weight: str
    clause: ClauseLink | None
    interpretation: str | None
    parts: tuple[tuple[str, str, str, int], ...]


@dataclass(frozen=True, kw_only=True)
class Method:
    """The method as policy.yml states it."""

    template: ClassVar[str] = "ranking_method.html"
    version: str
    since: str
    note: str | None
    indicators: tuple[IndicatorLine, ...]
    bands: tuple[tuple[str, str], ...]
    standards: tuple[StandardLine, ...]
    staffing: tuple[StandardLine, ...]
    interpretation: str | None


def method_view(bureau: PublicBureau) -> Method:
    """The method of the policy in force."""
    policy = bureau.policy
    return Method(
        version=policy.version,
        since=long_day(policy.since),
        note=policy.note,
        indicators=tuple(_indicator_line(rule) for rule in policy.ranking.indicators),
        bands=tuple((f"{band.at_least} 分以上", band.title) for band in policy.ranking.bands),
        standards=tuple(
            StandardLine(
                title=str(info.title),
                value=f"{standard.value} {standard.unit}",
                clause=clause_link(standard.clause) if standard.clause else None,
                interpretation=standard.interpretation,
            )
            for part, record in ((policy.standards, Standards), (policy.year, YearRules))
            for name, info in record.model_fields.items()
            for standard in [getattr(part, name)]
        ),
        staffing=tuple(
            StandardLine(
                title=rule.kind.label,
                value="；".join(
                    (f"{rule.basis.label}超过 {step.over:,} 人" if step.over else rule.basis.label + "不限")
                    + f":{step.officers} 名"
                    for step in rule.steps
                ),
                clause=clause_link(rule.clause) if rule.clause else None,
                interpretation=rule.interpretation,
            )
            for rule in policy.staffing
        ),
        interpretation=policy.ranking.interpretation,
    )


def _indicator_line(rule: IndicatorRule) -> IndicatorLine:
    return IndicatorLine(
        title=rule.id.label,
        weight=f"权重 {rule.weight}" if rule.scored else "只公布，不计分",
        clause=clause_link(rule.clause) if rule.clause else None,
        interpretation=rule.interpretation,
        parts=tuple((part.id.label, part.numerator, part.denominator, part.weight) for part in rule.parts),
    )
