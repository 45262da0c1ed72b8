"""The one place that names every stage: one bureau in, one tree of files out.

Stages: load -> check and privacy (stop on errors) -> figures -> pages and feeds -> frames -> tree -> release.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.build.engine import content_folder, render_content
from generator.build.tree import Site, Tree, assemble, frames_in
from generator.checks import check
from generator.feeds.calendars import calendars
from generator.feeds.datasets import datasets
from generator.feeds.finder import finder_index
from generator.feeds.ranking_tables import ranking_dataset
from generator.feeds.tables import Dataset, files_of
from generator.kept import Kept
from generator.load import RECORDS, Load, load
from generator.meetings import schedule
from generator.model.public import PublicBureau
from generator.model.schema import schema_files
from generator.pages import all_pages
from generator.pages.data_format import data_format_page
from generator.pages.downloads import DataFile, downloads_page
from generator.pages.page import Link, setting_of
from generator.pages.ranking.tables import ranking_names
from generator.pages.site import site_blocks, site_texts
from generator.pages.wording import long_day
from generator.privacy import photo_problems, privacy_problems
from generator.privacy import publish as make_public
from generator.problems import Problem, ProblemsFound, has_errors, in_order
from generator.ranking import months_to_publish, ranking_by_month
from generator.release import current, publish, workplace
from generator.render import Templates
from generator.staffing import coverage


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A bureau without errors: what was read, what may be public, and the warnings."""

    load: Load
    public: PublicBureau
    warnings: tuple[Problem, ...]


@dataclass(frozen=True, kw_only=True)
class Built:
    """What a build did: how many pages there are, how many had to be rendered, whether the site changed."""

    pages: int
    rendered: int
    changed: bool
    warnings: tuple[Problem, ...]


def find_problems(root: Path, as_of: dt.date) -> tuple[Problem, ...]:
    """Every problem of the first stage that has an error, and the warnings of the stages before."""
    try:
        loaded = load(root)
    except ProblemsFound as found:
        return found.problems
    return _judge(root, loaded, as_of)


def _judge(root: Path, loaded: Load, as_of: dt.date, kept: Kept | None = None) -> tuple[Problem, ...]:
    return in_order((*check(loaded.bureau, as_of), *privacy_problems(loaded, kept), *photo_problems(root)))


def read_bureau(
    root: Path, as_of: dt.date, previous: Load | None = None, kept: Kept | None = None
) -> Checked:
    """Load, check and make public; `previous` and `kept` spare what did not change. Raises ProblemsFound."""
    loaded = load(root, previous)
    problems = _judge(root, loaded, as_of, kept)
    if has_errors(problems):
        raise ProblemsFound(problems)
    return Checked(load=loaded, public=make_public(loaded.bureau, as_of, kept), warnings=problems)


def compose(root: Path, bureau: PublicBureau, kept: Kept | None = None) -> Site:
    """Every page and every other file of the site, from what is public alone; `kept` spares what did not change."""
    kept = kept or Kept()
    setting, stations = setting_of(bureau), ranking_names(bureau).stations
    plan = schedule(bureau)
    cover = coverage(bureau)
    rankings = ranking_by_month(bureau, months_to_publish(bureau), kept)
    tables = datasets(bureau, plan, cover)
    months = [kept.of(("ranking table", m), ranking_dataset, stations, rankings[m]) for m in rankings]
    pages = (
        *all_pages(bureau, cover, plan, rankings, kept),
        downloads_page(
            [_entry(t) for t in tables], [_entry(t) for t in reversed(months)], long_day(bureau.as_of)
        ),
        kept.of("data format", data_format_page, RECORDS),
    )
    files: dict[str, bytes | Path] = {"assets/finder.json": finder_index(bureau)}
    for table in (*tables, *months):
        files |= kept.of(("files", table.id), files_of, table, setting)
    files |= {
        f"data/schemas/{name}": content for name, content in kept.of("schemas", schema_files, RECORDS).items()
    }
    feeds = calendars(bureau, kept)
    files["meetings/all.ics"] = feeds.bureau
    files |= {f"meetings/stations/{id}.ics": content for id, content in feeds.stations.items()}
    files |= {f"meetings/areas/{id}.ics": content for id, content in feeds.areas.items()}
    files |= {f"photos/{name}": root / "data" / "photos" / name for name in _photos(bureau)}
    return Site(
        pages=pages,
        files=files,
        texts=site_texts(bureau),
        blocks=site_blocks(bureau),
        address=bureau.info.site.address,
    )


def _entry(table: Dataset) -> DataFile:
    return DataFile(
        title=table.title,
        what=table.what,
        csv=Link(url=f"data/{table.id}.csv", text="CSV"),
        json=Link(url=f"data/{table.id}.json", text="JSON"),
        schema=Link(url=f"data/{table.id}.schema.json", text="格式"),
        rows=len(table.rows),
    )


def _photos(bureau: PublicBureau) -> set[str]:
    return {officer.photo for area in bureau.areas.values() for officer in area.officers if officer.photo}


def build(root: Path, out: Path, as_of: dt.date) -> Built:
    """The whole way: data and content of `root` become the release behind `out`. Raises ProblemsFound."""
    checked = read_bureau(root, as_of)
    site = compose(root, checked.public)
    with workplace(out) as work:
        render_content(root, work / "content")
        return finish(root, site, work / "content", out, work, checked.warnings)


def finish(
    root: Path, site: Site, content: Path, out: Path, work: Path, warnings: tuple[Problem, ...]
) -> Built:
    """Stamp what the engine made of the root's prose, in `content`, and switch the release behind `out`."""
    before = current(out)
    frames = frames_in(content, content_folder(root))
    tree = assemble(site, frames, content, Templates(), before)
    changed = publish(out, tree.files, tree.notes, work)
    return Built(pages=tree.pages, rendered=tree.rendered, changed=changed, warnings=warnings)


__all__ = [
    "Built",
    "Checked",
    "Mapping",
    "Site",
    "Tree",
    "build",
    "compose",
    "find_problems",
    "finish",
    "read_bureau",
]
