"""What a version of the method changed against the one before: each difference a sentence, old before new."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.clause import Based
from generator.model.policy import IndicatorRule, PartRule, Policy
from generator.pages.ranking.method_rules import (
    band_text,
    document_text,
    staffing_text,
    standard_text,
    target_text,
    titled_standards,
)
from generator.wording import clause_link, long_day


@dataclass(frozen=True, kw_only=True)
class Wording:
    """A text as it stood and as it stands."""

    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class MethodChange:
    """One difference. `wording` holds both texts where words were changed."""

    sentence: str
    wording: Wording | None = None


@dataclass(frozen=True, kw_only=True)
class SubjectChanges:
    """All differences of one subject: an item, the bands, the standards."""

    subject: str
    changes: tuple[MethodChange, ...]


def policy_changes(before: Policy, after: Policy) -> tuple[SubjectChanges, ...]:
    """Items in the later version's order, dropped ones last, then all else; subjects without change are left out.

    Version, day and note are not compared: they are what makes it another version.
    """
    old = {rule.id: rule for rule in before.ranking.indicators}
    new = {rule.id: rule for rule in after.ranking.indicators}
    subjects = [(id.label, tuple(_item(old.get(id), new.get(id)))) for id in new | old]
    subjects += [
        ("总分", tuple(_basis("", before.ranking, after.ranking))),
        ("档次", tuple(_bands(before, after))),
        ("警力配备标准", tuple(_staffing(before, after))),
        ("各个标准", (*_standards(before, after), *_valid_days(before, after))),
        ("依据的文件", tuple(_value("文件", document_text(before.document), document_text(after.document)))),
    ]
    return tuple(SubjectChanges(subject=name, changes=changes) for name, changes in subjects if changes)


def _item(old: IndicatorRule | None, new: IndicatorRule | None) -> Iterator[MethodChange]:
    if old is not None and new is not None:
        yield from _scoring(old, new)
        yield from _parts(old, new)
        yield from _words("算法", old.formula, new.formula)
        yield from _words("“不计入”", old.exclusions, new.exclusions)
        yield from _basis("", old, new)
        yield from _value("这样算的起始日期", long_day(old.since), long_day(new.since))
    elif new is not None:
        yield MethodChange(sentence=f"新加的一项，{_standing(new)}。")
    elif old is not None:
        yield MethodChange(sentence=f"不再公布这一项（原来{_standing(old)}）。")


def _valid_days(before: Policy, after: Policy) -> Iterator[MethodChange]:
    yield from _value("网页过多少天算旧", f"{before.valid_days} 天", f"{after.valid_days} 天")


def _standing(rule: IndicatorRule) -> str:
    return f"计分，权重 {rule.weight}" if rule.scored else "只公布、不计分"


def _scoring(old: IndicatorRule, new: IndicatorRule) -> Iterator[MethodChange]:
    if old.scored != new.scored:
        yield MethodChange(sentence=f"原来{_standing(old)}，现在{_standing(new)}。")
        return
    yield from _value("权重", str(old.weight), str(new.weight))
    if old.target is not None and new.target is not None:
        yield from _value("目标", target_text(old.target), target_text(new.target))


def _parts(old: IndicatorRule, new: IndicatorRule) -> Iterator[MethodChange]:
    before = {part.id: part for part in old.parts}
    after = {part.id: part for part in new.parts}
    for id in after | before:
        yield from _part(before.get(id), after.get(id))


def _part(old: PartRule | None, new: PartRule | None) -> Iterator[MethodChange]:
    if old is not None and new is not None:
        title = f"“{new.id.label}”的"
        yield from _value(f"{title}权重", str(old.weight), str(new.weight))
        yield from _words(f"{title}分子", old.numerator, new.numerator)
        yield from _words(f"{title}分母", old.denominator, new.denominator)
    elif new is not None:
        made = f"分子是{new.numerator}，分母是{new.denominator}"
        yield MethodChange(sentence=f"加上“{new.id.label}”，权重 {new.weight}：{made}。")
    elif old is not None:
        yield MethodChange(sentence=f"去掉“{old.id.label}”（原来权重 {old.weight}）。")


def _bands(before: Policy, after: Policy) -> Iterator[MethodChange]:
    old = {band.title: band_text(band) for band in before.ranking.bands}
    new = {band.title: band_text(band) for band in after.ranking.bands}
    for title in new | old:
        if title not in old:
            yield MethodChange(sentence=f"新设“{title}”：{new[title]}。")
        elif title not in new:
            yield MethodChange(sentence=f"取消“{title}”（原来 {old[title]}）。")
        else:
            yield from _value(f"“{title}”", old[title], new[title])


def _staffing(before: Policy, after: Policy) -> Iterator[MethodChange]:
    for new in after.staffing:
        old = before.staffing_for(new.kind)
        yield from _value(new.kind.label, f"“{staffing_text(old)}”", f"“{staffing_text(new)}”")
        yield from _basis(f"{new.kind.label}的", old, new)


def _standards(before: Policy, after: Policy) -> Iterator[MethodChange]:
    old_ones, new_ones = dict(titled_standards(before)), dict(titled_standards(after))
    for title in new_ones | old_ones:
        old, new = old_ones.get(title), new_ones.get(title)
        if old is not None and new is not None:
            yield from _value(f"“{title}”", standard_text(old), standard_text(new))
            yield from _basis(f"“{title}”的", old, new)
        elif new is not None:
            yield MethodChange(sentence=f"加上“{title}”：{standard_text(new)}。")
        elif old is not None:
            yield MethodChange(sentence=f"去掉“{title}”（原来 {standard_text(old)}）。")


def _basis(of: str, old: Based, new: Based) -> Iterator[MethodChange]:
    yield from _value(f"{of}依据", _clause(old), _clause(new))
    if old.interpretation is None and new.interpretation is not None:
        yield MethodChange(sentence=f"{of}本站解释是新加的：{new.interpretation}")
    elif old.interpretation is not None and new.interpretation is None:
        yield MethodChange(sentence=f"{of}本站解释删去了，原来写的是：{old.interpretation}")
    elif old.interpretation is not None and new.interpretation is not None:
        yield from _words(f"{of}本站解释", old.interpretation, new.interpretation)


def _clause(based: Based) -> str:
    return clause_link(based.clause).text if based.clause else "“方案没有写”"


def _value(what: str, old: str, new: str) -> Iterator[MethodChange]:
    """Figures stand apart from the words around them."""
    if old != new:
        gap = " " if old[0].isdigit() and new[0].isdigit() else ""
        yield MethodChange(sentence=f"{what}由{gap}{old}{gap}改为{gap}{new}。")


def _words(what: str, old: str, new: str) -> Iterator[MethodChange]:
    if old != new:
        yield MethodChange(sentence=f"{what}改了措辞。", wording=Wording(before=old, after=new))
