"""The changes of a version of the method against the one before: each a sentence, old before new.

A version is split into statements by subject; two versions are compared statement by statement.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from generator.model.clause import Based
from generator.model.policy import IndicatorRule, PartRule, Policy, StaffingRule
from generator.model.standards import Standard
from generator.ranking.words import (
    band_text,
    document_text,
    staffing_text,
    standard_text,
    target_text,
    titled_standards,
)
from generator.wording import clause_words, long_day


@dataclass(frozen=True, kw_only=True)
class PolicyChange:
    """One difference; `wording` holds the text before and after if prose was changed."""

    sentence: str
    wording: tuple[str, str] | None = None


@dataclass(frozen=True, kw_only=True)
class Statement:
    """A statement of a version: its texts by name, and the sentences for a version that adds or drops it."""

    texts: Mapping[str, str | None]
    added: str = ""
    dropped: str = ""


Statements: TypeAlias = dict[str, Statement]

# Texts of these names are shown in full, before and after; all others fit into a sentence.
_PROSE: Final = ("分子", "分母", "算法", "“不计入”", "本站解释")


def policy_changes(before: Policy, after: Policy) -> Mapping[str, tuple[PolicyChange, ...]]:
    """The changes by subject: items in the later version's order, dropped items, then everything else.

    Version, day and note are not compared, since they always differ.
    """
    old = {rule.id: rule for rule in before.ranking.indicators}
    new = {rule.id: rule for rule in after.ranking.indicators}
    changes = {id.label: [*_item(old.get(id), new.get(id))] for id in new | old}
    for (subject, then), (_, now) in zip(_others(before), _others(after), strict=True):
        changes.setdefault(subject, []).extend(_compared(then, now))
    return {subject: tuple(found) for subject, found in changes.items() if found}


def _item(old: IndicatorRule | None, new: IndicatorRule | None) -> Iterator[PolicyChange]:
    if old is None and new is not None:
        yield PolicyChange(sentence=f"新加的一项，{_standing(new)}。")
    elif new is None and old is not None:
        yield PolicyChange(sentence=f"不再公布这一项（原来{_standing(old)}）。")
    elif old is not None and new is not None:
        if old.scored != new.scored:
            yield PolicyChange(sentence=f"原来{_standing(old)}，现在{_standing(new)}。")
        yield from _compared(_of_item(old), _of_item(new))


def _standing(rule: IndicatorRule) -> str:
    return f"计分，权重 {rule.weight}" if rule.scored else "只公布、不计分"


def _of_item(rule: IndicatorRule) -> Statements:
    """The statements of an item; one that is not scored has neither weight nor target."""
    scoring = {"权重": str(rule.weight), "目标": target_text(rule.target)} if rule.target is not None else {}
    words = {"算法": rule.formula, "“不计入”": rule.exclusions, **_basis("", rule)}
    return {
        "scoring": Statement(texts=scoring),
        **{part.id: _part(part) for part in rule.parts},
        "words": Statement(texts={**words, "这样算的起始日期": long_day(rule.since)}),
    }


def _part(part: PartRule) -> Statement:
    name = f"“{part.id.label}”"
    return Statement(
        texts={
            f"{name}的权重": str(part.weight),
            f"{name}的分子": part.numerator,
            f"{name}的分母": part.denominator,
        },
        added=f"加上{name}，权重 {part.weight}：分子是{part.numerator}，分母是{part.denominator}。",
        dropped=f"去掉{name}（原来权重 {part.weight}）。",
    )


def _others(policy: Policy) -> Iterator[tuple[str, Statements]]:
    """The statements outside the items, by subject."""
    form = {"算法版次": f"第{policy.edition}版", "公布形式": f"“{policy.ranking.publish.label}”"}
    yield "总分", {"": Statement(texts=_basis("", policy.ranking) | form)}
    yield "档次", {band.title: _band(f"“{band.title}”", band_text(band)) for band in policy.ranking.bands}
    yield "警力配备标准", {rule.kind: _staffing(rule) for rule in policy.staffing}
    yield "各个标准", {title: _standard(f"“{title}”", one) for title, one in titled_standards(policy)}
    yield "各个标准", {"": Statement(texts={"网页过多少天算旧": f"{policy.valid_days} 天"})}
    yield (
        "依据的文件",
        {"": Statement(texts={"文件": document_text(policy.document) if policy.document else None})},
    )


def _band(name: str, text: str) -> Statement:
    return Statement(
        texts={name: text}, added=f"新设{name}：{text}。", dropped=f"取消{name}（原来 {text}）。"
    )


def _staffing(rule: StaffingRule) -> Statement:
    name = rule.kind.label
    return Statement(texts={name: f"“{staffing_text(rule)}”", **_basis(f"{name}的", rule)})


def _standard(name: str, standard: Standard) -> Statement:
    text = standard_text(standard)
    return Statement(
        texts={name: text, **_basis(f"{name}的", standard)},
        added=f"加上{name}：{text}。",
        dropped=f"去掉{name}（原来 {text}）。",
    )


def _basis(of: str, based: Based) -> dict[str, str | None]:
    clause = f"条目{clause_words(based.clause)}" if based.clause else "“没有写条目”"
    return {f"{of}依据": clause, f"{of}本站解释": based.interpretation}


def _compared(before: Statements, after: Statements) -> Iterator[PolicyChange]:
    """The changes in the later version's order; dropped statements come last."""
    for key in after | before:
        old, new = before.get(key), after.get(key)
        if old is not None and new is not None:
            for name in new.texts:
                if name in old.texts and old.texts[name] != new.texts[name]:
                    yield _changed(name, old.texts[name], new.texts[name])
        elif new is not None:
            yield PolicyChange(sentence=new.added)
        elif old is not None:
            yield PolicyChange(sentence=old.dropped)


def _changed(name: str, old: str | None, new: str | None) -> PolicyChange:
    """The change of one text; spaces separate two figures from the Chinese around them."""
    if old is None:
        return PolicyChange(sentence=f"{name}是新加的：{new}")
    if new is None:
        return PolicyChange(sentence=f"{name}删去了，原来写的是：{old}")
    if name.endswith(_PROSE):
        return PolicyChange(sentence=f"{name}改了措辞。", wording=(old, new))
    gap = " " if old[0].isdigit() and new[0].isdigit() else ""
    return PolicyChange(sentence=f"{name}由{gap}{old}{gap}改为{gap}{new}。")
