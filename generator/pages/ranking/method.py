"""The method: the version in force, every version on its own page, and its changes against the one before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from generator.model.bureau import SharedFiles
from generator.model.months import previous_month
from generator.model.policy import PartId, Policy, policy_on
from generator.model.public import PublicBureau, setting_of
from generator.model.values import Labelled
from generator.pages.links import METHOD, method_url
from generator.pages.page import Head, Page, record_page
from generator.pages.ranking.clarified import rules_said
from generator.pages.ranking.formulas import formula_of
from generator.pages.ranking.notation import Formula, Token, tokens_of
from generator.pages.ranking.policy_changes import PolicyChange, policy_changes
from generator.pages.ranking.reading import reading_blocks
from generator.ranking.form import ranking_word
from generator.ranking.published import PublishedMonth
from generator.ranking.results import MonthRanking, Part, StationMonthResult
from generator.wording import long_day, number

_FULL: Final = 100


class VersionState(Labelled):
    """Whether a version is in force today."""

    IN_FORCE = "in_force", "现行"
    TO_COME = "to_come", "尚未施行"
    OVER = "over", "已停用"


@dataclass(frozen=True, kw_only=True)
class Version:
    """A version of the method; `used` are the published months ranked by it, in runs without a gap.

    `before` is the version before, None for the first; `until` is its last day, None for the last.
    """

    policy: Policy
    before: Policy | None
    until: dt.date | None
    state: VersionState
    used: tuple[tuple[str, ...], ...]

    @property
    def dates(self) -> str:
        """2025年1月1日至2025年12月31日."""
        return long_day(self.policy.since) + (f"至{long_day(self.until)}" if self.until else "起")

    @property
    def changes(self) -> Mapping[str, tuple[PolicyChange, ...]]:
        """Its changes against the version before, by subject."""
        return policy_changes(self.before, self.policy) if self.before is not None else {}


@dataclass(frozen=True, kw_only=True)
class Example:
    """The station of a published month whose score is worked out."""

    month: str
    name: str
    result: StationMonthResult


@dataclass(frozen=True, kw_only=True)
class PartFormula:
    """A part's formula, and its numbers in the example; None without one."""

    formula: Formula
    example: Part | None

    @property
    def attained(self) -> tuple[Token, ...]:
        """The upper half."""
        return tokens_of(self.formula.attained)

    @property
    def due(self) -> tuple[Token, ...]:
        """The lower half."""
        return tokens_of(self.formula.due)

    @property
    def terms(self) -> tuple[tuple[tuple[Token, ...], str], ...]:
        """Each symbol with what it counts."""
        return tuple((tokens_of(symbol), what) for symbol, what in self.formula.terms)


@dataclass(frozen=True, kw_only=True)
class MethodVersion:
    """One version on its own page; `versions` are all, the latest first."""

    template: ClassVar[str] = "ranking_method_version.html"
    version: Version
    versions: tuple[Version, ...]
    example: Example | None

    @property
    def formulas(self) -> Mapping[PartId, PartFormula]:
        """Each part as a formula, worked out for the example."""
        policy, example = self.version.policy, self.example
        parts = {part.id: part for part in example.result.parts} if example is not None else {}
        return {
            part: PartFormula(formula=formula_of(part, policy), example=parts.get(part))
            for part in policy.ranking.parts
        }

    @property
    def said(self) -> tuple[tuple[str, str], ...]:
        """What the words leave open: subject and rule."""
        return tuple(rules_said(self.version.policy))

    @property
    def in_force(self) -> Policy:
        """The version in force."""
        return next(one.policy for one in self.versions if one.state is VersionState.IN_FORCE)


@dataclass(frozen=True, kw_only=True)
class Method(MethodVersion):
    """The version in force, at the permanent address; `shared` are files that the bureau has in common with others."""

    template: ClassVar[str] = "ranking_method.html"
    shared: SharedFiles | None


def method_pages(bureau: PublicBureau, published: Iterable[PublishedMonth]) -> tuple[Page, ...]:
    """The page of the version in force, then one for each version, the earliest first."""
    versions = method_versions(bureau)
    listed = tuple(reversed(versions))
    in_force = next(version for version in versions if version.state is VersionState.IN_FORCE)
    months = tuple(published)
    examples = {one.policy.version: _example(bureau, months, one.policy) for one in versions}
    return (
        _page_in_force(
            bureau,
            Method(
                version=in_force,
                versions=listed,
                example=examples[in_force.policy.version],
                shared=bureau.shared,
            ),
            tuple(month.ranking for month in months),
        ),
        *(
            _version_page(
                bureau, MethodVersion(version=one, versions=listed, example=examples[one.policy.version])
            )
            for one in versions
        ),
    )


def _example(bureau: PublicBureau, months: Sequence[PublishedMonth], policy: Policy) -> Example | None:
    """The first station by id with a score below 100 in the latest month published by that version, else any."""
    own = [month for month in months if month.latest.policy.version == policy.version]
    if not own:
        return None
    scored = sorted(
        (one for one in own[-1].ranking.results if one.score is not None), key=lambda one: one.station
    )
    found = next((one for one in scored if one.score != _FULL), next(iter(scored), None))
    if found is None:
        return None
    return Example(month=own[-1].month, name=bureau.station_names[found.station], result=found)


def _file(bureau: PublicBureau, policy: Policy) -> str:
    is_latest = policy is bureau.policies[-1]
    return "data/policy.yml" if is_latest else f"data/policies/{policy.version}.yml"


def _page_in_force(bureau: PublicBureau, view: Method, rankings: Sequence[MonthRanking]) -> Page:
    """The page, with the numbers that its prose mentions as texts."""
    policy = view.version.policy
    standards = policy.standards
    return Page(
        url=METHOD,
        frame=METHOD,
        origin=_file(bureau, policy),
        texts={
            "version": policy.version,
            "since": long_day(policy.since),
            "coming": _coming(view),
            "few": number(standards.unstable_base.value),
            "small": number(standards.suppressed_below.value),
        },
        blocks={"main": view, **reading_blocks(policy, rankings)},
    )


def _coming(view: Method) -> str:
    """Which versions are announced and from when, in Chinese."""
    coming = [one for one in reversed(view.versions) if one.state is VersionState.TO_COME]
    if not coming:
        return "目前没有公布以后要改用的办法。"
    said = (f"从{long_day(one.policy.since)}起改用 {one.policy.version} 版" for one in coming)
    return f"{'；'.join(said)}，那以前公布的月份不变。"


def _version_page(bureau: PublicBureau, view: MethodVersion) -> Page:
    policy, named = view.version.policy, ranking_word(bureau.policy)
    return record_page(
        setting_of(bureau),
        url=method_url(policy.version),
        frame=f"{METHOD}_version/",
        origin=_file(bureau, policy),
        head=Head(
            title=f"{named}办法（{policy.version}）",
            description=f"社区警务{named}办法，{view.version.dates}：指标、权重、算法，改了什么、为什么。",
            published=policy.since,
            source=bureau.info.name,
        ),
        main=view,
    )


def method_versions(bureau: PublicBureau) -> tuple[Version, ...]:
    """Every version, the earliest first."""
    policies, in_force = bureau.policies, policy_on(bureau.policies, bureau.as_of)
    return tuple(
        Version(
            policy=policy,
            before=before,
            until=after.since - dt.timedelta(days=1) if after is not None else None,
            state=VersionState.IN_FORCE
            if policy is in_force
            else VersionState.TO_COME
            if policy.since > bureau.as_of
            else VersionState.OVER,
            used=month_runs(
                month for month, one in bureau.releases.items() if one.latest.policy == policy.version
            ),
        )
        for before, policy, after in zip((None, *policies[:-1]), policies, (*policies[1:], None), strict=True)
    )


def month_runs(months: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Group months, sorted, into runs of consecutive months."""
    runs: list[tuple[str, ...]] = []
    for month in sorted(months):
        if runs and runs[-1][-1] == previous_month(month):
            runs[-1] += (month,)
        else:
            runs.append((month,))
    return tuple(runs)
