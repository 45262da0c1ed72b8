"""Which pages exist, their URL, and what each says: frozen views, from what is public alone."""

from __future__ import annotations

from collections.abc import Mapping

from generator.completeness import Completeness
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
from generator.pages.on_site import on_site_pages
from generator.pages.page import Page
from generator.pages.ranking import ranking_pages, ranking_views
from generator.pages.stations import station_pages
from generator.pages.work_records import work_record_pages
from generator.promise import Promises
from generator.ranking.published import PublishedMonth
from generator.staffing import Coverage


def all_pages(
    bureau: PublicBureau,
    coverage: Coverage,
    schedule: Schedule,
    promises: Promises,
    completeness: Completeness | None,
    published: Mapping[str, PublishedMonth],
    kept: Kept,
) -> tuple[Page, ...]:
    """Every page but the two that list what the build itself makes: downloads and the data format."""
    months = ranking_views(bureau, published, kept)
    rankings = {month: one.ranking for month, one in published.items()}
    return (
        *home_pages(bureau, schedule, months),
        *directory_pages(bureau),
        *community_pages(bureau, schedule, promises, tuple(rankings), kept),
        *station_pages(bureau, coverage, schedule, promises, completeness, rankings, kept),
        *ranking_pages(bureau, published, months, kept),
        *meeting_pages(bureau, schedule, kept),
        *brand_pages(bureau, kept),
        *coverage_pages(coverage),
        *on_site_pages(bureau, promises),
        *work_record_pages(completeness),
        *guide_pages(bureau),
    )
