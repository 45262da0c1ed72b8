"""What the domain makes of the public records: all that a page may say comes from these or from the records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.completeness import Completeness
from generator.meetings import Schedule
from generator.opinions import OpinionLedgers
from generator.progress import Progress
from generator.promise import Promises
from generator.ranking.published import PublishedMonth
from generator.ranking.year import YearRanking
from generator.staffing import Coverage


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Worked out once for every page and every file."""

    schedule: Schedule
    opinions: OpinionLedgers
    coverage: Coverage
    published: Mapping[str, PublishedMonth]
    years: Mapping[str, YearRanking]
    progress: Progress
    promises: Promises
    completeness: Completeness | None
