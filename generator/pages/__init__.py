"""Which pages exist, their URL, and what each says: frozen views, from what is public alone."""

from __future__ import annotations

from collections.abc import Mapping

from generator.kept import Kept
from generator.meetings import Schedule
from generator.model.public import PublicBureau
from generator.pages.brands import brand_pages
from generator.pages.communities import community_pages
from generator.pages.coverage import coverage_pages
from generator.pages.directory import directory_pages
from generator.pages.guides import guide_pages
from generator.pages.home import home_pages
from generator.pages.meetings import meeting_pages
from generator.pages.page import Page
from generator.pages.policy import policy_pages
from generator.pages.policy.missing import Today
from generator.pages.prevention import prevention_pages
from generator.pages.progress import progress_pages
from generator.pages.ranking import ranking_pages, ranking_views
from generator.pages.ranking.year import year_links, year_pages
from generator.pages.stations import station_pages
from generator.progress import Progress
from generator.ranking.published import PublishedMonth
from generator.ranking.year import YearRanking
from generator.staffing import Coverage


def all_pages(
    bureau: PublicBureau,
    coverage: Coverage,
    schedule: Schedule,
    published: Mapping[str, PublishedMonth],
    years: Mapping[str, YearRanking],
    progress: Progress,
    kept: Kept,
) -> tuple[Page, ...]:
    """Every page but the two that list what the build itself makes: downloads and the data format."""
    months = ranking_views(bureau, published, kept)
    today = Today(bureau=bureau, coverage=coverage, schedule=schedule, progress=progress)
    rankings = {month: one.ranking for month, one in published.items()}
    return (
        *home_pages(bureau, schedule, months),
        *directory_pages(bureau),
        *community_pages(bureau, schedule, tuple(rankings), kept),
        *station_pages(bureau, coverage, schedule, rankings, kept),
        *ranking_pages(bureau, published, months, year_links(years), kept),
        *year_pages(bureau, years, kept),
        *meeting_pages(bureau, schedule, kept),
        *brand_pages(bureau, kept),
        *coverage_pages(coverage),
        *prevention_pages(bureau),
        *progress_pages(bureau, progress),
        *guide_pages(bureau),
        *policy_pages(today),
    )
