"""Every table of the site as its files, and what the page of downloads says of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.deploy.trees import Content
from generator.feeds.audit_tables import audit_datasets
from generator.feeds.data_package import PACKAGE, data_package
from generator.feeds.datasets import datasets
from generator.feeds.history_tables import history_datasets
from generator.feeds.indicators import indicators_dataset
from generator.feeds.prevention_tables import prevention_datasets
from generator.feeds.progress_tables import progress_datasets
from generator.feeds.publications import ledger_dataset
from generator.feeds.ranking_inputs import areas_dataset
from generator.feeds.ranking_tables import ranking_dataset, year_dataset
from generator.feeds.table_files import PublishedTable, contents_of, published
from generator.feeds.table_parts import Stations
from generator.feeds.tables import Dataset
from generator.feeds.target_tables import target_datasets
from generator.feeds.upkeep_tables import on_site_dataset, work_records_dataset
from generator.feeds.work_tables import work_datasets
from generator.figures import Figures
from generator.memo import foresee
from generator.model.public import PublicBureau, Setting, setting_of
from generator.pages.data import DataFile, DataPart, Downloads
from generator.storing import on_disk, size_of


@dataclass(frozen=True, kw_only=True)
class Tables:
    """All tables; those of rankings and their inputs by month, the latest first. `areas` are communities' numbers."""

    setting: Setting
    today: tuple[PublishedTable, ...]
    years: tuple[PublishedTable, ...]
    months: tuple[PublishedTable, ...]
    histories: tuple[PublishedTable, ...]
    areas: tuple[PublishedTable, ...]

    def files(self) -> dict[str, Content]:
        """Every file by path, with the list of all tables."""
        every = (*self.today, *self.years, *self.months, *self.histories, *self.areas)
        files = {path: on_disk(content) for table in every for path, content in table.all_files()}
        return files | {PACKAGE: data_package(every, self.setting)}

    def view(self, policies: tuple[str, ...]) -> Downloads:
        """The page; `policies` are versions."""
        return Downloads(
            setting=self.setting,
            package=PACKAGE,
            files=tuple(map(_entry, (*self.today, *self.years))),
            months=tuple(map(_entry, self.months)),
            histories=tuple(map(_entry, self.histories)),
            areas=tuple(map(_entry, self.areas)),
            policies=policies,
        )


def _entry(table: PublishedTable) -> DataFile:
    own = table.dataset
    parts = tuple(DataPart(id=part.dataset.id, label=part.label) for part in table.parts)
    size = sum(size_of(part.csv) for part in table.parts or (table,))
    return DataFile(id=own.id, title=own.title, what=own.what, rows=len(own.rows), size=size, parts=parts)


def tables_of(bureau: PublicBureau, figures: Figures) -> Tables:
    """Every table of a bureau."""
    setting = setting_of(bureau)
    stations = Stations(
        names=bureau.station_names,
        of_areas={area.id: area.station for area in bureau.every_area.values()},
    )

    groups = {name: tuple(tables) for name, tables in _datasets(bureau, figures)}
    foresee(
        contents_of,
        [(table, setting, stations) for tables in groups.values() for table in tables],
        "制作表格",
    )
    offered = {name: tuple(published(one, setting, stations) for one in groups[name]) for name in groups}
    return Tables(setting=setting, **offered)


def _datasets(bureau: PublicBureau, figures: Figures) -> Iterator[tuple[str, Iterable[Dataset]]]:
    """The datasets of each field of Tables."""
    names, published_months = bureau.station_names, figures.published
    months = [
        ranking_dataset(bureau.station_names_in(month), one, at)
        for month, one in published_months.items()
        for at in range(len(one.revisions))
    ]
    yield "today", _of_today(bureau, figures)
    yield "years", (year_dataset(names, ranking) for ranking in [*figures.years.values()][::-1])
    yield "months", months[::-1]
    yield "histories", history_datasets(bureau)
    yield "areas", map(areas_dataset, [*published_months.values()][::-1])


def _of_today(bureau: PublicBureau, figures: Figures) -> Iterator[Dataset]:
    yield from datasets(bureau, figures)
    yield from progress_datasets(figures.progress)
    yield from prevention_datasets(bureau, figures.talks)
    yield on_site_dataset(bureau)
    yield work_records_dataset(figures.completeness)
    yield from work_datasets(bureau)
    yield from target_datasets(bureau, figures.targets)
    yield from audit_datasets(bureau)
    yield indicators_dataset(bureau.policies)
    yield ledger_dataset(bureau)
