"""Unpublished months as they would be published today, for the preview."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Final

from generator.model.public import PublicBureau
from generator.model.release import Release, ReleaseStatus, Revision
from generator.ranking import monthly_ranking, months_to_rank
from generator.ranking.form import in_form
from generator.ranking.frozen import freeze
from generator.ranking.published import PublishedMonth, as_published

# The months that wait for their release are few; more are a bureau that never released.
_MOST: Final = 3


def drafts_of(public: PublicBureau) -> tuple[PublishedMonth, ...]:
    """The reported months after the last released one, ascending, each as it would be published today."""
    last = max(public.releases, default="")
    drafts: list[PublishedMonth] = []
    for month in [month for month in months_to_rank(public) if month > last][-_MOST:]:
        release = _draft(public, month)
        drafts.append(replace(as_published(public, release), is_draft=True))
    return tuple(drafts)


def _draft(public: PublicBureau, month: str) -> Release:
    policy = public.policy_for(month)
    revision = Revision(
        number=1,
        status=ReleaseStatus.PROVISIONAL,
        published_on=public.as_of,
        published_at=dt.time(),
        policy=policy.version,
        inputs="0" * 64,
        parts=policy.ranking.parts,
        rows=freeze(public, in_form(monthly_ranking(public, month), public.policy, by=policy), policy),
    )
    return Release(month=month, revisions=(revision,))
