"""The figures of a bureau, each computed once from its public records: what pages, files and gaps speak of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.completeness import Completeness, completeness
from generator.facts.confirmation import Confirmations, confirmations
from generator.facts.sightings import Sighting, last_sightings
from generator.facts.talks import StationTalks, station_talks
from generator.meetings import Schedule, schedule
from generator.model.post_parts import Facility
from generator.model.public import PublicBureau
from generator.opinions import OpinionLedgers, opinion_ledgers
from generator.progress import Progress, progress
from generator.promise import Promises, promises
from generator.ranking.form import shown_months, shown_years
from generator.ranking.published import PublishedMonth, published_months
from generator.ranking.year import YearRanking, year_rankings
from generator.recurrence import Unlisted, unlisted
from generator.staffing import Coverage, coverage
from generator.targets import YearProgress, target_progress


@dataclass(frozen=True, kw_only=True)
class Figures:
    """The figures computed from the public records, once for every page and every file."""

    schedule: Schedule
    opinions: OpinionLedgers
    coverage: Coverage
    published: Mapping[str, PublishedMonth]
    years: Mapping[str, YearRanking]
    progress: Progress
    promises: Promises
    completeness: Completeness | None
    confirmations: Confirmations
    sightings: Mapping[str, Mapping[Facility, Sighting]]
    talks: tuple[StationTalks, ...]
    unlisted: Mapping[str, Unlisted]
    targets: Mapping[tuple[str, str], YearProgress]


def figures_of(bureau: PublicBureau) -> Figures:
    """Compute all figures, as of the bureau's day."""
    every = published_months(bureau)
    published = shown_months(every, bureau.policy)
    return Figures(
        schedule=schedule(bureau),
        opinions=opinion_ledgers(bureau),
        coverage=coverage(bureau),
        published=published,
        years=shown_years(year_rankings(every), bureau.policy),
        progress=progress(bureau),
        promises=promises(bureau),
        completeness=completeness(bureau),
        confirmations=confirmations(bureau),
        sightings=last_sightings(bureau),
        talks=station_talks(bureau),
        unlisted=unlisted(bureau),
        targets=target_progress(bureau),
    )
