"""The method: the version in force, every version by itself, and what each changed against the one before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from generator.model.months import previous_month
from generator.model.policy import Policy, policy_on
from generator.model.public import PublicBureau, Setting, setting_of
from generator.pages.links import METHOD, Link, method_link, month_link
from generator.pages.page import Head, Page, record_page
from generator.pages.ranking.method_changes import SubjectChanges, policy_changes
from generator.pages.ranking.method_rules import MethodRules, method_rules
from generator.wording import long_day, number


@dataclass(frozen=True, kw_only=True)
class VersionChanges:
    """What a version changed against the one before, and why; `before` is None for the first."""

    before: Link | None
    subjects: tuple[SubjectChanges, ...]
    note: str | None


@dataclass(frozen=True, kw_only=True)
class MonthSpan:
    """Months without a gap; `last` is None where there is only one."""

    first: Link
    last: Link | None
    months: int


@dataclass(frozen=True, kw_only=True)
class VersionEntry:
    """A version in the list of versions, and the published months that count by it."""

    link: Link
    state: str
    tone: str
    dates: str
    used: tuple[MonthSpan, ...]


@dataclass(frozen=True, kw_only=True)
class Method:
    """The version in force."""

    template: ClassVar[str] = "ranking_method.html"
    changes: VersionChanges
    rules: MethodRules
    versions: tuple[VersionEntry, ...]


@dataclass(frozen=True, kw_only=True)
class MethodVersion:
    """One version by itself; `in_force` leads to the one in force where this is another."""

    template: ClassVar[str] = "ranking_method_version.html"
    title: str
    entry: VersionEntry
    in_force: Link | None
    changes: VersionChanges
    rules: MethodRules
    versions: tuple[VersionEntry, ...]


def method_pages(bureau: PublicBureau) -> tuple[Page, ...]:
    """The page of the version in force, then one for each version, the earliest first."""
    policies = bureau.policies
    entries = version_entries(bureau)
    listed = tuple(reversed(entries))
    in_force = policy_on(policies, bureau.as_of)
    pages: list[Page] = []
    for before, policy, entry in zip((None, *policies[:-1]), policies, entries, strict=True):
        changes, rules = _changes(before, policy), method_rules(policy)
        if policy is in_force:
            view = Method(changes=changes, rules=rules, versions=listed)
            pages.insert(0, _page_in_force(policy, _file(bureau, policy), view))
        version = MethodVersion(
            title=f"排名办法（{policy.version}）",
            entry=entry,
            in_force=None if policy is in_force else Link(url=METHOD, text=in_force.version),
            changes=changes,
            rules=rules,
            versions=listed,
        )
        pages.append(_version_page(setting_of(bureau), policy, _file(bureau, policy), version))
    return tuple(pages)


def _file(bureau: PublicBureau, policy: Policy) -> str:
    is_latest = policy.version == bureau.policy.version
    return "data/policy.yml" if is_latest else f"data/policies/{policy.version}.yml"


def _page_in_force(policy: Policy, file: str, view: Method) -> Page:
    """Numbers that the prose names are filled into it."""
    standards = policy.standards
    return Page(
        url=METHOD,
        frame=METHOD,
        origin=file,
        texts={
            "version": policy.version,
            "since": long_day(policy.since),
            "peers": number(standards.peer_minimum.value),
            "few": number(standards.unstable_base.value),
            "small": number(standards.suppressed_below.value),
        },
        blocks={"main": view},
    )


def _version_page(setting: Setting, policy: Policy, file: str, view: MethodVersion) -> Page:
    url = view.entry.link.url
    return record_page(
        setting,
        url=url,
        frame=f"{METHOD}_version/",
        origin=file,
        head=Head(
            title=view.title,
            description=f"社区警务通报排名办法，{view.entry.dates}：指标、权重、算法，改了什么、为什么。",
            published=policy.since,
            source=setting.info.name,
        ),
        main=view,
    )


def _changes(before: Policy | None, policy: Policy) -> VersionChanges:
    return VersionChanges(
        before=method_link(before.version) if before is not None else None,
        subjects=policy_changes(before, policy) if before is not None else (),
        note=policy.note,
    )


def version_entries(bureau: PublicBureau) -> tuple[VersionEntry, ...]:
    """Every version, the earliest first."""
    in_force = policy_on(bureau.policies, bureau.as_of)
    return tuple(
        _entry(bureau, policy, after, in_force)
        for policy, after in zip(bureau.policies, (*bureau.policies[1:], None), strict=True)
    )


def _entry(bureau: PublicBureau, policy: Policy, after: Policy | None, in_force: Policy) -> VersionEntry:
    used = [month for month, one in bureau.releases.items() if one.latest.policy == policy.version]
    if policy.version == in_force.version:
        state, tone = "现行", "ok"
    else:
        state, tone = ("尚未施行", "warn") if policy.since > bureau.as_of else ("已停用", "plain")
    return VersionEntry(
        link=method_link(policy.version),
        state=state,
        tone=tone,
        dates=long_day(policy.since)
        + (f"至{long_day(after.since - dt.timedelta(days=1))}" if after is not None else "起"),
        used=month_spans(used),
    )


def month_spans(months: Iterable[str]) -> tuple[MonthSpan, ...]:
    """The months in order, those without a gap between them together."""
    spans: list[list[str]] = []
    for month in sorted(months):
        if spans and spans[-1][-1] == previous_month(month):
            spans[-1].append(month)
        else:
            spans.append([month])
    return tuple(
        MonthSpan(
            first=month_link(span[0]),
            last=month_link(span[-1]) if len(span) > 1 else None,
            months=len(span),
        )
        for span in spans
    )
