"""What a version of the method says: every item and number with its clause or the site's interpretation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from generator.model.policy import (
    Band,
    Document,
    IndicatorRule,
    Policy,
    StaffingRule,
    Standard,
    Standards,
    YearRules,
)
from generator.wording import ClauseLink, clause_link, decimal_text, long_day, number


@dataclass(frozen=True, kw_only=True)
class StandardLine:
    """One number of the policy with what it rests on."""

    title: str
    value: str
    clause: ClauseLink | None
    interpretation: str | None


@dataclass(frozen=True, kw_only=True)
class PartLine:
    """One part of an item: a numerator over a denominator, and its weight inside the item."""

    id: str
    title: str
    numerator: str
    denominator: str
    weight: int


@dataclass(frozen=True, kw_only=True)
class IndicatorLine:
    """One item; `target` and `weight` are None where it is only shown. `part_weights` is what its parts add up to."""

    id: str
    title: str
    tag: str
    formula: str
    exclusions: str
    target: str | None
    weight: str | None
    since: str
    clause: ClauseLink | None
    interpretation: str | None
    parts: tuple[PartLine, ...]
    part_weights: int


@dataclass(frozen=True, kw_only=True)
class MethodRules:
    """All that one version says."""

    document: str
    clause: ClauseLink | None
    interpretation: str | None
    indicators: tuple[IndicatorLine, ...]
    bands: tuple[tuple[str, str], ...]
    staffing: tuple[StandardLine, ...]
    standards: tuple[StandardLine, ...]


def method_rules(policy: Policy) -> MethodRules:
    """What that version says, in its own order."""
    ranking = policy.ranking
    weights = sum(rule.weight for rule in ranking.indicators)
    return MethodRules(
        document=document_text(policy.document),
        clause=clause_link(ranking.clause) if ranking.clause else None,
        interpretation=ranking.interpretation,
        indicators=tuple(_indicator_line(rule, weights) for rule in ranking.indicators),
        bands=tuple(zip(_band_spans(ranking.bands), (band.title for band in ranking.bands), strict=True)),
        staffing=tuple(
            _line(rule.kind.label, staffing_text(rule), rule.clause, rule.interpretation)
            for rule in policy.staffing
        ),
        standards=tuple(
            _line(title, standard_text(standard), standard.clause, standard.interpretation)
            for title, standard in titled_standards(policy)
        ),
    )


def _indicator_line(rule: IndicatorRule, weights: int) -> IndicatorLine:
    return IndicatorLine(
        id=rule.id.value,
        title=rule.id.label,
        tag=f"权重 {rule.weight}" if rule.scored else "只公布，不计分",
        formula=rule.formula,
        exclusions=rule.exclusions,
        target=None if rule.target is None else target_text(rule.target),
        weight=f"{rule.weight}（计分的各项共 {weights}）" if rule.scored else None,
        since=long_day(rule.since),
        clause=clause_link(rule.clause) if rule.clause else None,
        interpretation=rule.interpretation,
        parts=tuple(
            PartLine(
                id=part.id.value,
                title=part.id.label,
                numerator=part.numerator,
                denominator=part.denominator,
                weight=part.weight,
            )
            for part in rule.parts
        ),
        part_weights=sum(part.weight for part in rule.parts),
    )


def _line(title: str, value: str, clause: str | None, interpretation: str | None) -> StandardLine:
    return StandardLine(
        title=title,
        value=value,
        clause=clause_link(clause) if clause else None,
        interpretation=interpretation,
    )


def titled_standards(policy: Policy) -> tuple[tuple[str, Standard], ...]:
    """Each standard that the version has, with its title, in the model's order; those of the year's end last."""
    return tuple(
        (str(info.title), standard)
        for part, record in ((policy.standards, Standards), (policy.year, YearRules))
        for name, info in record.model_fields.items()
        if (standard := getattr(part, name)) is not None
    )


def target_text(target: Decimal) -> str:
    """100%."""
    return f"{decimal_text(target, 2)}%"


def band_text(band: Band) -> str:
    """90 分以上."""
    return f"{decimal_text(band.at_least, 2)} 分以上"


def _band_spans(bands: Sequence[Band]) -> Iterator[str]:
    """90 分以上；75 分以上、不到 90 分；不到 75 分."""
    for band, above in zip(bands, (None, *bands), strict=False):
        below = f"不到 {decimal_text(above.at_least, 2)} 分" if above is not None else ""
        if above is not None and not band.at_least:
            yield below
        else:
            yield "、".join(text for text in (band_text(band), below) if text)


def standard_text(standard: Standard) -> str:
    """3 天/周."""
    return f"{number(standard.value)} {standard.unit}"


def document_text(document: Document) -> str:
    """《…实施方案》（鄂州政办发[2002]69号，…办公室，2002年6月28日）."""
    return f"《{document.title}》（{document.number}，{document.issued_by}，{long_day(document.issued_on)}）"


def staffing_text(rule: StaffingRule) -> str:
    """实有人口不超过 6,500 人的配 1 名；超过 6,500 人的配 2 名."""
    first, *others = rule.steps
    if not others:
        return f"不论{rule.basis.label}多少，都配 {first.officers} 名"
    spans = [f"不超过 {number(others[0].over)} 人"]
    spans += [f"超过 {number(a.over)} 人、不超过 {number(b.over)} 人" for a, b in pairwise(others)]
    spans += [f"超过 {number(others[-1].over)} 人"]
    steps = [f"{span}的配 {step.officers} 名" for span, step in zip(spans, rule.steps, strict=True)]
    return rule.basis.label + "；".join(steps)
