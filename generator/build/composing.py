"""PublicBureau -> figures -> every page and every other file of the site."""

from __future__ import annotations

from pathlib import Path

from generator.build.downloads import Tables, tables_of
from generator.build.engine import shipped
from generator.build.tree import ComposedSite
from generator.deploy.trees import Content
from generator.feeds.calendars import calendars
from generator.feeds.finder_parts import finder_files
from generator.feeds.publications import sealed_files
from generator.feeds.ranking_inputs import policy_files
from generator.figures import Figures, figures_of
from generator.load import KINDS, RECORDS
from generator.memo import remembered
from generator.model.public import PublicBureau
from generator.model.schema import schema_files
from generator.pages import all_pages
from generator.pages.data import RecordTable, data_format_page, downloads_page
from generator.pages.links import RECOMPUTE, VERIFY
from generator.pages.page import Page
from generator.pages.site import site_blocks, site_texts
from generator.privacy import published_photos
from generator.ranking.published import PublishedMonth
from generator.storing import on_disk, stored


def compose(root: Path, bureau: PublicBureau, drafts: tuple[PublishedMonth, ...] = ()) -> ComposedSite:
    """Compose the site from public records alone; `root` is read only for photos.

    The preview alone passes `drafts`, months that are not published: they get pages, and are in no file.
    """
    figures = figures_of(bureau)
    tables = tables_of(bureau, figures)
    return ComposedSite(
        pages=_pages(bureau, figures, tables, drafts),
        files={
            **tables.files(),
            **_files(bureau),
            **policy_files(bureau.policies),
            **_photos(root, bureau),
            **sealed_files(bureau),
            RECOMPUTE: shipped("recompute.py", "tools"),
            VERIFY: shipped("verify_releases.py", "tools"),
        },
        texts=site_texts(bureau),
        blocks=site_blocks(bureau),
        scheme=bureau.scheme,
        address=bureau.info.site.address,
    )


def _pages(
    bureau: PublicBureau, figures: Figures, tables: Tables, drafts: tuple[PublishedMonth, ...]
) -> tuple[Page, ...]:
    records = (
        *(RecordTable(id=kind.name, title=kind.title, file=kind.file, model=kind.model) for kind in KINDS),
        RecordTable(id="hub", title="许多单位合成的网站", file="hub.yml", model=RECORDS["hub"]),
    )
    return (
        *all_pages(bureau, figures, drafts),
        downloads_page(tables.view(tuple(policy.version for policy in bureau.policies))),
        data_format_page(records),
    )


def _files(bureau: PublicBureau) -> dict[str, Content]:
    finder = {path: on_disk(stored(content)) for path, content in finder_files(bureau).items()}
    files: dict[str, Content] = {**finder, **calendars(bureau)}
    return files | {f"data/schemas/{name}": content for name, content in _schemas().items()}


@remembered()
def _schemas() -> dict[str, bytes]:
    return schema_files(RECORDS)


def _photos(root: Path, bureau: PublicBureau) -> dict[str, Content]:
    named = {officer.photo for area in bureau.areas.values() for officer in area.officers if officer.photo}
    return {f"photos/{name}": photo for name, photo in published_photos(root, sorted(named)).items()}
