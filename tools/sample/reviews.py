"""What would have been decided when a year of the sample had ended: by rule, and two of the follow-ups."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from generator.load import load
from generator.model.release import ReleaseStatus
from generator.model.year_review import OutcomeKind, StationOutcome, YearReview
from generator.privacy import publish
from generator.ranking import published_months
from generator.ranking.year import YearRanking, year_rankings
from generator.ranking.year_end import projects_passed, year_end
from tools.sample.writing import record_text

_MONTHS: Final = 12
# In the year after: the day of the documents, and the day on which they were made public.
_DECIDED: Final = (2, 20)
_PUBLISHED: Final = (3, 2)
_FOLLOWED_UP: Final = (OutcomeKind.FOLLOW_UP, OutcomeKind.REMINDED)


def reviews_of(root: Path, as_of: dt.date) -> Iterator[tuple[str, str]]:
    """Path and text of the review of every whole year that was published by the day, from the data in `root`."""
    public = publish(load(root).bureau, as_of)
    for year, ranking in year_rankings(published_months(public)).items():
        published_on = dt.date(int(year) + 1, *_PUBLISHED)
        is_final = all(month.status is ReleaseStatus.FINAL for month in ranking.months)
        if len(ranking.months) == _MONTHS and is_final and published_on <= as_of:
            review = _review(ranking, projects_passed(public, year), published_on)
            yield review.path, record_text(review.path, "year-review", review)


def _review(
    ranking: YearRanking, projects: Mapping[str, tuple[str, ...]], published_on: dt.date
) -> YearReview:
    ends = year_end(ranking, projects)
    decided = [(end.station, OutcomeKind.COMMENDED) for end in ends if end.is_candidate]
    followed_up = (end.station for end in ends if end.is_followed_up)
    decided += zip(followed_up, _FOLLOWED_UP, strict=False)
    return YearReview(
        year=ranking.year,
        published_on=published_on,
        projects=tuple(sorted(area for areas in projects.values() for area in areas)),
        outcomes=tuple(
            StationOutcome(
                station=station,
                outcome=outcome,
                document=f"示例公治〔{published_on.year}〕{1 if outcome is OutcomeKind.COMMENDED else 2}号",
                decided_on=dt.date(published_on.year, *_DECIDED),
                clause="四(五)",
            )
            for station, outcome in decided
        ),
    )
