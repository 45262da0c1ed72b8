"""发布规则与更正记录: who answers for the figures, how good they are, when they come, and every correction."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from generator.model.bureau import BureauInfo
from generator.model.months import last_day
from generator.model.policy import Policy
from generator.model.public import PublicBureau
from generator.pages.page import Page, written_page
from generator.pages.ranking.release_days import ReleaseDays, release_days
from generator.ranking.back_test import BackTest, back_test
from generator.ranking.differences import differences
from generator.ranking.form import has_ranks
from generator.ranking.published import PublishedMonth, PublishedRevision

PRACTICE: Final = "ranking/practice/"
# Over how many months the figures of timeliness and completeness go.
_LATEST: Final = 12


@dataclass(frozen=True, kw_only=True)
class Corrected:
    """One revision after a month's first publication, and the stations whose own figures it changed."""

    month: str
    number: int
    published: dt.datetime
    reason: str
    stations: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Quality:
    """The figures of the quality statement over the `months` published so far, ascending.

    `filed` of `owed` reports came in the latest twelve months; `lags` are the days from their ends to publication, and
    `late` counts those published after the announced day.
    """

    months: tuple[str, ...]
    filed: int
    owed: int
    lags: tuple[int, ...]
    late: int
    ranges: BackTest

    @property
    def is_one_lag(self) -> bool:
        """Was every month published equally soon?"""
        return min(self.lags) == max(self.lags)


@dataclass(frozen=True, kw_only=True)
class Practice:
    """`same_method` are the latest months published by one version; `versions` are all that any month used.

    `sealed_ranks`: some month was published with ranks, which its sealed file keeps in either form. `on_days_off`
    counts the months first published on a day off, before the rule of working days.
    """

    template: ClassVar[str] = "ranking_practice.html"
    info: BureauInfo
    policy: Policy
    has_ranks: bool
    days: ReleaseDays
    quality: Quality | None
    same_method: tuple[str, ...]
    versions: tuple[str, ...]
    names: Mapping[str, str]
    corrections: tuple[Corrected, ...]
    sealed_ranks: bool
    on_days_off: int

    @property
    def corrected_stations(self) -> int:
        """How many stations any correction changed."""
        return len({station for one in self.corrections for station in one.stations})

    @property
    def corrected_months(self) -> int:
        """How many months were corrected."""
        return len({one.month for one in self.corrections})


def practice_pages(bureau: PublicBureau, published: Mapping[str, PublishedMonth]) -> tuple[Page, ...]:
    """The page of the practice."""
    months = tuple(published.values())
    policy = bureau.policy
    versions = [month.latest.policy.version for month in months]
    same = tuple(itertools.takewhile(lambda version: version == versions[-1], reversed(versions)))
    view = Practice(
        info=bureau.info,
        policy=policy,
        has_ranks=has_ranks(policy, by=policy),
        days=release_days(bureau),
        quality=_quality(bureau, months) if months else None,
        same_method=tuple(month.month for month in months[len(months) - len(same) :]),
        versions=tuple(dict.fromkeys(versions)),
        names=bureau.station_names,
        sealed_ranks=any(
            row.rank is not None for release in bureau.releases.values() for row in release.latest.rows
        ),
        on_days_off=sum(
            not bureau.holidays.is_workday(month.revisions[0].revision.published_on) for month in months
        ),
        corrections=tuple(sorted(_corrections(months), key=lambda one: one.published, reverse=True)),
    )
    return (written_page(PRACTICE, view),)


def _quality(bureau: PublicBureau, months: Sequence[PublishedMonth]) -> Quality:
    latest = months[-_LATEST:]
    first = [(one.month, one.revisions[0].revision.published) for one in latest]
    return Quality(
        months=tuple(one.month for one in months),
        filed=sum(one.ranking.reported for one in latest),
        owed=sum(one.ranking.stations for one in latest),
        lags=tuple((moment.date() - last_day(month)).days for month, moment in first),
        late=sum(
            moment.date() > bureau.info.release.moment(month, bureau.holidays).date()
            for month, moment in first
        ),
        ranges=back_test([one.ranking for one in months]),
    )


def _corrections(months: Sequence[PublishedMonth]) -> Iterator[Corrected]:
    for month in months:
        for before, now in itertools.pairwise(month.revisions):
            yield _corrected(month.month, before, now)


def _corrected(month: str, before: PublishedRevision, now: PublishedRevision) -> Corrected:
    changed = differences(before.ranking, now.ranking)
    return Corrected(
        month=month,
        number=now.revision.number,
        published=now.revision.published,
        reason=now.revision.reason or "",
        stations=tuple(one.station for one in changed if not one.is_rank_alone),
    )
