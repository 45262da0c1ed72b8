"""The preview's memory: after an edit only that file is read, and only pages that change are rendered and written."""

from __future__ import annotations

import datetime as dt
import gc
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from generator.build import read_bureau
from generator.build.composing import compose
from generator.build.drafting import drafts_of
from generator.build.engine import PACKAGE, content_folder, settings_file
from generator.build.tree import ComposedSite, EngineOutput, Tree, assemble, engine_output
from generator.deploy import Deployment
from generator.deploy.trees import Content
from generator.load import Load
from generator.memo import Memo
from generator.pages.site import FaultBanner
from generator.problems import Problem
from generator.render import Templates


class Preview:
    """What is kept between the builds of one `mkdocs serve`.

    Pages are written into `out` in place: the server answers only between builds, so nobody sees a half-made page.
    """

    def __init__(self, *, root: Path, out: Path) -> None:
        self._root, self._out = root, out
        self._folder = Path(tempfile.mkdtemp(prefix="jingwu-preview-"))
        self._memo = Memo()
        self._load: Load | None = None
        self._tree: Tree | None = None
        self._engine = EngineOutput(folder=self._folder, frames={}, templates=Templates())
        self._good: tuple[ComposedSite, EngineOutput] | None = None
        self._signature: frozenset[tuple[str, int, int]] = frozenset()

    def take_content(self, built: Path) -> None:
        """Keep what the engine just built."""
        folder = Path(tempfile.mkdtemp(dir=self._folder))
        shutil.copytree(built, folder, dirs_exist_ok=True)
        self._engine = engine_output(folder, content_folder(self._root))
        self._signature = self._sources()

    def content_changed(self) -> bool:
        """Must the engine run again, because prose, theme, templates or settings were edited?"""
        return self._sources() != self._signature

    def update(self, as_of: dt.date) -> tuple[Problem, ...]:
        """Update `out` from the data and return the warnings. Raises ProblemsFound and leaves `out` as it was."""
        with self._memo:
            checked = read_bureau(self._root, as_of, self._load.files if self._load else None)
            self._load = checked.load
            site: ComposedSite = compose(self._root, checked.public, drafts_of(checked.public))
            self._stamp(site, self._engine)
        self._good = site, self._engine
        for folder in set(self._folder.iterdir()) - {self._engine.folder}:
            shutil.rmtree(folder)
        self._memo.turn()
        # The kept objects are many and long-lived: the collector need not visit them after every edit.
        gc.freeze()
        return checked.warnings

    def show_faults(self, errors: Sequence[Problem]) -> None:
        """Show a banner with the errors on the last good pages, until the next update removes it."""
        if self._good is not None:
            site, engine = self._good
            banner = {"site_banner": FaultBanner(errors=tuple(errors))}
            with self._memo:
                self._stamp(replace(site, blocks={**site.blocks, **banner}), engine)

    def _stamp(self, site: ComposedSite, engine: EngineOutput) -> None:
        before = None
        if self._tree:
            found = dict.fromkeys(self._tree.files, "")
            before = Deployment(folder=self._out, pages=self._tree.pages, found=found)
        tree = assemble(site, engine, before)
        written = self._tree.files if self._tree else {}
        self._tree = None  # if a write fails, what `out` contains is unknown
        self._write(tree.files, written)
        self._tree = tree

    def _write(self, files: Mapping[str, Content], written: Mapping[str, Content]) -> None:
        for path, content in files.items():
            if content == written.get(path):
                continue
            file = self._out / path
            if isinstance(content, bytes):
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
            elif content != file and not _is_copy(content, file):
                file.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(content, file)
        for path in written.keys() - files.keys():
            (self._out / path).unlink(missing_ok=True)

    def _sources(self) -> frozenset[tuple[str, int, int]]:
        folders = (content_folder(self._root), PACKAGE / "theme", PACKAGE / "templates")
        found = (file for folder in folders for file in folder.rglob("*") if file.is_file())
        # Compiled templates come beside the templates with the first page that needs them.
        files = [file for file in found if file.parent.name != "__pycache__"]
        files.append(settings_file(self._root))
        return frozenset(
            (str(file), stat.st_mtime_ns, stat.st_size) for file in files for stat in [file.stat()]
        )

    def close(self) -> None:
        """Delete the preview's temporary folder."""
        shutil.rmtree(self._folder, ignore_errors=True)


def _is_copy(original: Path, file: Path) -> bool:
    """Is `file` a copy of `original` as it is now? A copy has the same modification time."""
    if not file.is_file():
        return False
    ours, theirs = file.stat(), original.stat()
    return (ours.st_mtime_ns, ours.st_size) == (theirs.st_mtime_ns, theirs.st_size)
