"""PublicBureau -> figures -> every page and every other file of the site."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from generator.build.engine import shipped
from generator.build.tree import ComposedSite
from generator.deploy.trees import Content
from generator.feeds.audit_tables import audit_datasets
from generator.feeds.calendars import calendars
from generator.feeds.datasets import datasets
from generator.feeds.finder import finder_index
from generator.feeds.history_tables import history_datasets
from generator.feeds.indicators import indicators_dataset
from generator.feeds.prevention_tables import prevention_datasets
from generator.feeds.progress_tables import progress_datasets
from generator.feeds.publications import ledger_dataset, sealed_files
from generator.feeds.ranking_inputs import areas_dataset, policy_files
from generator.feeds.ranking_tables import ranking_dataset, year_dataset
from generator.feeds.table_files import files_of
from generator.feeds.tables import Dataset
from generator.feeds.target_tables import target_datasets
from generator.feeds.upkeep_tables import on_site_dataset, work_records_dataset
from generator.feeds.work_tables import work_datasets
from generator.load import KINDS, RECORDS
from generator.model.public import PublicBureau, setting_of
from generator.model.schema import schema_files
from generator.pages import all_pages
from generator.pages.data import DataFile, Downloads, RecordTable, data_format_page, downloads_page
from generator.pages.links import RECOMPUTE, VERIFY
from generator.pages.page import Figures, Page, figures_of
from generator.pages.site import site_blocks, site_texts
from generator.privacy import published_photos
from generator.ranking.published import PublishedMonth


class Inputs(NamedTuple):
    """The tables from which a ranking can be worked out again; those of communities are by month, ascending."""

    histories: tuple[Dataset, ...]
    areas: tuple[Dataset, ...]


def compose(root: Path, bureau: PublicBureau, drafts: tuple[PublishedMonth, ...] = ()) -> ComposedSite:
    """Compose the site from public records alone; `root` is read only for photos.

    The preview alone passes `drafts`, months that are not published: they get pages, and are in no file.
    """
    figures = figures_of(bureau)
    tables = (
        *datasets(bureau, figures),
        *progress_datasets(figures.progress),
        *prevention_datasets(bureau, figures.talks),
        on_site_dataset(bureau),
        work_records_dataset(figures.completeness),
        *work_datasets(bureau),
        *target_datasets(bureau, figures.targets),
        *audit_datasets(bureau),
        indicators_dataset(bureau.policies),
        ledger_dataset(bureau),
    )
    names = bureau.station_names
    months = [
        ranking_dataset(bureau.station_names_in(month), one, at)
        for month, one in figures.published.items()
        for at in range(len(one.revisions))
    ]
    years = [year_dataset(names, ranking) for ranking in figures.years.values()]
    inputs = Inputs(history_datasets(bureau), tuple(areas_dataset(one) for one in figures.published.values()))
    return ComposedSite(
        pages=_pages(bureau, figures, [*tables, *reversed(years)], months, inputs, drafts),
        files={
            **_files(bureau, [*tables, *months, *years, *inputs.histories, *inputs.areas]),
            **policy_files(bureau.policies),
            **_photos(root, bureau),
            **sealed_files(bureau),
            RECOMPUTE: shipped("recompute.py", "tools"),
            VERIFY: shipped("verify_releases.py", "tools"),
        },
        texts=site_texts(bureau),
        blocks=site_blocks(bureau),
        address=bureau.info.site.address,
    )


def _pages(
    bureau: PublicBureau,
    figures: Figures,
    tables: Sequence[Dataset],
    months: Sequence[Dataset],
    inputs: Inputs,
    drafts: tuple[PublishedMonth, ...],
) -> tuple[Page, ...]:
    records = tuple(
        RecordTable(id=kind.name, title=kind.title, file=kind.file, model=kind.model) for kind in KINDS
    )
    downloads = Downloads(
        setting=setting_of(bureau),
        files=tuple(map(_entry, tables)),
        months=tuple(map(_entry, reversed(months))),
        histories=tuple(map(_entry, inputs.histories)),
        areas=tuple(map(_entry, reversed(inputs.areas))),
        policies=tuple(policy.version for policy in bureau.policies),
    )
    return (
        *all_pages(bureau, figures, drafts),
        downloads_page(downloads),
        data_format_page(records),
    )


def _files(bureau: PublicBureau, tables: Sequence[Dataset]) -> dict[str, Content]:
    setting = setting_of(bureau)
    files: dict[str, Content] = {"assets/finder.json": finder_index(bureau), **calendars(bureau)}
    for table in tables:
        files |= files_of(table, setting)
    files |= {f"data/schemas/{name}": content for name, content in schema_files(RECORDS).items()}
    return files


def _photos(root: Path, bureau: PublicBureau) -> dict[str, Content]:
    named = {officer.photo for area in bureau.areas.values() for officer in area.officers if officer.photo}
    return {f"photos/{name}": photo for name, photo in published_photos(root, sorted(named)).items()}


def _entry(table: Dataset) -> DataFile:
    return DataFile(id=table.id, title=table.title, what=table.what, rows=len(table.rows))
