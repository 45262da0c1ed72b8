"""Which pages exist, their URLs, and the frozen views that they show, from public records alone."""

from __future__ import annotations

from generator.figures import Figures
from generator.model.public import PublicBureau
from generator.pages.brands import brand_pages
from generator.pages.communities import community_pages
from generator.pages.coverage import coverage_pages
from generator.pages.directory import directory_pages
from generator.pages.guides import guide_pages
from generator.pages.home import home_pages
from generator.pages.leadership import leadership_pages
from generator.pages.meeting_months import meeting_month_pages
from generator.pages.meetings import meeting_pages
from generator.pages.month_reports import month_report_pages
from generator.pages.on_site import on_site_pages
from generator.pages.opinions import opinion_pages
from generator.pages.page import Page
from generator.pages.policy import policy_pages
from generator.pages.prevention import prevention_pages
from generator.pages.progress import progress_pages
from generator.pages.ranking import ranking_pages, ranking_views
from generator.pages.ranking.audit import audit_pages
from generator.pages.ranking.year import year_links, year_pages
from generator.pages.ranking.year_station import year_station_pages
from generator.pages.stations import station_pages
from generator.pages.sub_bureaus import sub_bureau_pages
from generator.pages.targets import target_pages
from generator.pages.work_records import work_record_pages
from generator.ranking.published import PublishedMonth


def all_pages(
    bureau: PublicBureau, figures: Figures, drafts: tuple[PublishedMonth, ...] = ()
) -> tuple[Page, ...]:
    """Every page except the two about the build's own output: downloads and the data format.

    `drafts` are unpublished months, which only the preview passes.
    """
    schedule, ledgers = figures.schedule, figures.opinions
    published, years, progress = figures.published, figures.years, figures.progress
    months = ranking_views(bureau, published)
    return (
        *home_pages(bureau, figures, months),
        *directory_pages(bureau),
        *community_pages(bureau, figures),
        *station_pages(bureau, figures),
        *sub_bureau_pages(bureau, figures),
        *ranking_pages(bureau, published, months, year_links(years), drafts),
        *year_pages(bureau, years),
        *year_station_pages(bureau, years),
        *audit_pages(bureau, figures.confirmations),
        *meeting_pages(bureau, figures),
        *meeting_month_pages(bureau, schedule),
        *opinion_pages(bureau, schedule, ledgers),
        *brand_pages(bureau),
        *coverage_pages(bureau, figures),
        *on_site_pages(bureau, figures.promises),
        *target_pages(bureau, figures.targets),
        *work_record_pages(bureau, figures.completeness),
        *month_report_pages(bureau, published),
        *prevention_pages(bureau, figures.talks),
        *progress_pages(bureau, progress),
        *leadership_pages(bureau),
        *guide_pages(bureau),
        *policy_pages(bureau, figures),
    )
