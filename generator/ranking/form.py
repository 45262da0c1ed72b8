"""In which of two forms rankings are shown: with ranks, or with bands alone (办法的 ranking.publish)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from generator.memo import remembered
from generator.model.policy import Policy, PublishedForm
from generator.ranking.published import PublishedMonth, PublishedRevision
from generator.ranking.results import GroupRanking, Ranking, StationMonthResult
from generator.ranking.year import YearRanking

AnyRanking = TypeVar("AnyRanking", bound=Ranking)


def has_ranks(policy: Policy, *, by: Policy) -> bool:
    """Does a site under `policy` show the ranks of a period computed `by` that version? Only if both say so."""
    return PublishedForm.BANDS not in (policy.ranking.publish, by.ranking.publish)


def ranking_word(policy: Policy) -> str:
    """What a site under `policy` calls its monthly ranking: 排名, or 通报 without ranks."""
    return "排名" if has_ranks(policy, by=policy) else "通报"


def in_form(ranking: AnyRanking, policy: Policy, *, by: Policy) -> AnyRanking:
    """The ranking as a site under `policy` shows it."""
    return ranking if has_ranks(policy, by=by) else without_ranks(ranking)


def shown_months(published: Mapping[str, PublishedMonth], policy: Policy) -> Mapping[str, PublishedMonth]:
    """The months as a site under that policy shows them."""
    return {
        name: month if has_ranks(policy, by=month.latest.policy) else _banded(month)
        for name, month in published.items()
    }


def shown_years(years: Mapping[str, YearRanking], policy: Policy) -> Mapping[str, YearRanking]:
    """The years as a site under that policy shows them: with ranks only if each of their months has them."""
    return {
        name: year
        if all(has_ranks(policy, by=month.latest.policy) for month in year.months)
        else without_ranks(year)
        for name, year in years.items()
    }


def without_ranks(ranking: AnyRanking) -> AnyRanking:
    """The same scores without any rank: the highest band first, stations in a band by id."""
    return replace(ranking, groups=tuple(map(_listed, ranking.groups)), is_banded=True)


@remembered("month.month")
def _banded(month: PublishedMonth) -> PublishedMonth:
    revisions = tuple(_banded_revision(one) for one in month.revisions)
    return replace(month, revisions=revisions)


def _banded_revision(one: PublishedRevision) -> PublishedRevision:
    return replace(one, ranking=without_ranks(one.ranking))


def _listed(group: GroupRanking) -> GroupRanking:
    listed = sorted(map(_unranked, group.ranked + group.listed), key=_by_band)
    return replace(group, ranked=(), listed=tuple(listed), reason=None)


def _unranked(result: StationMonthResult) -> StationMonthResult:
    return replace(result, rank=None, peers=None, tied=False, change_rank=None, robustness=None)


def _by_band(result: StationMonthResult) -> tuple[Decimal, str]:
    return -(result.band.at_least if result.band is not None else Decimal(-1)), result.station
