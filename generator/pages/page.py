"""A page before it is rendered: its URL, its frame, the content of its slots, and its source file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar, Protocol, runtime_checkable

from generator.completeness import Completeness, completeness
from generator.facts.confirmation import Confirmations, confirmations
from generator.facts.sightings import Sighting, last_sightings
from generator.facts.talks import StationTalks, station_talks
from generator.meetings import Schedule, schedule
from generator.model.post_parts import Facility
from generator.model.public import PublicBureau, Setting
from generator.opinions import OpinionLedgers, opinion_ledgers
from generator.progress import Progress, progress
from generator.promise import Promises, promises
from generator.ranking.form import shown_months, shown_years
from generator.ranking.published import PublishedMonth, published_months
from generator.ranking.year import YearRanking, year_rankings
from generator.recurrence import Unlisted, unlisted
from generator.staffing import Coverage, coverage
from generator.targets import YearProgress, target_progress


@runtime_checkable
class View(Protocol):
    """The content of one block of a page: a frozen dataclass of public records and figures, and its template.

    Computed values are properties; the formatting of days and numbers is done by filters.
    """

    template: ClassVar[str]


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


@dataclass(frozen=True, kw_only=True)
class Page:
    """`url` is relative to the site's root and ends in "/" or a file name; `origin` is the source file.

    `texts` fill scalar slots (escaped when rendered), `blocks` fill block slots. `is_draft`: in the preview alone, for
    no search engine and no sitemap.
    """

    url: str
    frame: str
    origin: str
    texts: Mapping[str, str] = field(default_factory=dict)
    blocks: Mapping[str, View] = field(default_factory=dict)
    is_draft: bool = False

    @cached_property
    def file(self) -> str:
        """The output file, relative to the site's root."""
        return f"{self.url}index.html" if self.url.endswith("/") or not self.url else self.url

    @property
    def root(self) -> str:
        """The relative path from this page to the site's root, ending in "/"; "./" at the root itself."""
        return "../" * self.url.count("/") or "./"


@dataclass(frozen=True, kw_only=True)
class Validity:
    """For a page about today: the day it was true, and the last day on which a browser may show it as current."""

    as_of: dt.date
    valid_until: dt.date


def validity_of(setting: Setting) -> Validity:
    """The validity by the policy's number of days."""
    return Validity(as_of=setting.as_of, valid_until=setting.valid_until)


@dataclass(frozen=True, kw_only=True)
class Head:
    """The metadata of a record's page. `published` is the record's own date, never the build's."""

    title: str
    description: str
    published: dt.date
    source: str


def written_page(url: str, main: View, origin: str | None = None) -> Page:
    """A page for the hand-written file at the same address; pass `origin` unless that is the folder's index.md."""
    return Page(url=url, frame=url, origin=origin or f"content/{url}index.md", blocks={"main": main})


def record_page(setting: Setting, *, url: str, frame: str, origin: str, head: Head, main: View) -> Page:
    """A record's page with one block; its `page_url` text is empty if the site has no address."""
    address = setting.info.site.address
    texts = {
        "title": head.title,
        "description": head.description,
        "pub_date": f"{head.published:%Y-%m-%d %H:%M}",
        "source": head.source,
        "page_url": "" if address is None else address + url,
    }
    return Page(url=url, frame=frame, origin=origin, texts=texts, blocks={"main": main})
