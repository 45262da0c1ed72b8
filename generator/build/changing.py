"""Write a change of the records in one step, if it brings no new error; `--dry-run` works the same out and stops."""

from __future__ import annotations

import codecs
import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from generator.build import Checked, read_bureau, with_changes
from generator.build.data_files import data_to_itself, write_together
from generator.build.editing import rewritten
from generator.build.ledger import FileChanges
from generator.build.yaml_text import YamlStyle
from generator.load import Load
from generator.model.area import Area
from generator.model.bureau import Bureau
from generator.model.meeting import Meeting
from generator.model.officer import Officer
from generator.model.station import Station
from generator.problems import Problem, ProblemsFound, Severity

Change: TypeAlias = Callable[[Bureau], Bureau]
_STYLE: Final = YamlStyle(spread={Officer})


@dataclass(frozen=True, kw_only=True)
class Changed:
    """The bureau before and after, the files that differ (None: gone), and the warnings that are new."""

    before: Checked
    after: Checked
    files: Mapping[str, bytes | None]

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """Warnings that were not there before, wherever they stand."""
        known = {(one.code, one.message) for one in self.before.warnings}
        return tuple(one for one in self.after.warnings if (one.code, one.message) not in known)


def change(root: Path, make: Change, as_of: dt.date, *, dry_run: bool = False) -> Changed:
    """Change the records and write the files that differ. Raises ProblemsFound, and then writes nothing.

    The data must have no error before, and have none after. A dry run writes nothing and does not lock the folder.
    """
    with nullcontext() if dry_run else data_to_itself(root):
        with _errors_alone():
            before = read_bureau(root, as_of)
            changes = file_changes(before.load, make(before.load.bureau))
            after = with_changes(root, before, changes.files, as_of)
        if not dry_run:
            write_together(root, changes.files, changes.before)
    return Changed(before=before, after=after, files=changes.files)


@contextmanager
def _errors_alone() -> Iterator[None]:
    """Raise the errors without the warnings, most of which have nothing to do with the change."""
    try:
        yield
    except ProblemsFound as found:
        raise ProblemsFound(one for one in found.problems if one.severity is Severity.ERROR) from None


def file_changes(loaded: Load, bureau: Bureau) -> FileChanges:
    """The files that turn what was loaded into this bureau; a community of another station moves to its folder."""
    files: dict[str, bytes | None] = {}
    for old, new in _pairs(loaded.bureau, bureau):
        if old is None:
            files[new.path] = _STYLE.file_text(
                new.path, "area", "由 jingwu community split 新设。", new
            ).encode()
            continue
        known = loaded.files[old.path]
        mark = codecs.BOM_UTF8 if known.source.content.startswith(codecs.BOM_UTF8) else b""
        if new.path != old.path:
            files[old.path] = None
        files[new.path] = mark + rewritten(known.text, old, new).encode()
    there = {path: loaded.files[path].source.content for path in files if path in loaded.files}
    return FileChanges(files=files, before={path: there.get(path) for path in files})


def _pairs(
    old: Bureau, new: Bureau
) -> Iterator[tuple[Area | Station | Meeting | None, Area | Station | Meeting]]:
    """Records that differ, before and after; None for a new community."""
    yield from ((old.areas.get(id_), one) for id_, one in new.areas.items() if old.areas.get(id_) != one)
    yield from ((old.stations[id_], one) for id_, one in new.stations.items() if old.stations[id_] != one)
    yield from ((old.meetings[id_], one) for id_, one in new.meetings.items() if old.meetings[id_] != one)
