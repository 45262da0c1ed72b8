"""The published months: every revision with its ranking, and whether the month is final."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from generator.memo import remembered
from generator.model.months import next_month, previous_month
from generator.model.policy import Policy
from generator.model.public import PublicBureau
from generator.model.release import Release, ReleaseStatus, Revision
from generator.ranking.frozen import thaw
from generator.ranking.results import MonthRanking


@dataclass(frozen=True, kw_only=True)
class PublishedRevision:
    """One revision, its policy and its ranking."""

    revision: Revision
    policy: Policy
    ranking: MonthRanking


@dataclass(frozen=True, kw_only=True)
class PublishedMonth:
    """A published month; `final_on` is the day on which the next month was first published.

    `is_draft`: it is not published, and only the preview shows it.
    """

    month: str
    revisions: tuple[PublishedRevision, ...]
    final_on: dt.date | None
    is_draft: bool = False

    @property
    def latest(self) -> PublishedRevision:
        """The latest revision."""
        return self.revisions[-1]

    @property
    def ranking(self) -> MonthRanking:
        """The ranking of the latest revision."""
        return self.latest.ranking

    @property
    def status(self) -> ReleaseStatus:
        """初步 or 正式, today."""
        return ReleaseStatus.PROVISIONAL if self.final_on is None else ReleaseStatus.FINAL


def published_months(bureau: PublicBureau) -> Mapping[str, PublishedMonth]:
    """Every published month, ascending, each with the change against the month before."""
    months: dict[str, PublishedMonth] = {}
    for month in sorted(bureau.releases):
        before = months.get(previous_month(month))
        months[month] = _published(bureau, bureau.releases[month], before.ranking if before else None)
    return months


def published_month(bureau: PublicBureau, month: str) -> PublishedMonth | None:
    """One published month, without changes against the month before; None if it was not published."""
    return _published(bureau, bureau.releases[month], None) if month in bureau.releases else None


def as_published(bureau: PublicBureau, release: Release) -> PublishedMonth:
    """A release that is not the bureau's yet; its changes are against the month before as that was published."""
    before = published_months(bureau).get(previous_month(release.month))
    return _published(bureau, release, before.ranking if before is not None else None)


def _published(bureau: PublicBureau, release: Release, before: MonthRanking | None) -> PublishedMonth:
    """Raises KeyError if a revision names an unknown policy."""
    month, policies = release.month, {policy.version: policy for policy in bureau.policies}
    following = bureau.releases.get(next_month(month))
    revisions = tuple(
        _revision(month, revision, policies[revision.policy], before) for revision in release.revisions
    )
    return _month(month, revisions, following.revisions[0].published_on if following is not None else None)


@remembered("month")
def _month(month: str, revisions: tuple[PublishedRevision, ...], final_on: dt.date | None) -> PublishedMonth:
    """The same object for the same revisions: pages that are made from it are compared by it."""
    return PublishedMonth(month=month, revisions=revisions, final_on=final_on)


@remembered("month", "revision.number")
def _revision(
    month: str, revision: Revision, policy: Policy, before: MonthRanking | None
) -> PublishedRevision:
    return PublishedRevision(revision=revision, policy=policy, ranking=thaw(month, revision, policy, before))
