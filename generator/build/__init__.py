"""All stages of a build, in order: a bureau's files become a deployed site.

Stages: load -> check and privacy (stop on errors) -> figures, pages and feeds -> frames -> tree -> deployment.
"""

from __future__ import annotations

import datetime as dt
import gc
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from generator import ENGINES
from generator.build.chain import refuse_unlike_deployment
from generator.build.composing import compose
from generator.build.engine import content_folder, prose, write_frames
from generator.build.gone import gone
from generator.build.keeping import keep, recall, store_of
from generator.build.releases import release_problems
from generator.build.replacing import origin_of, refuse_replacement
from generator.build.tree import ComposedSite, assemble, engine_output
from generator.checks import check
from generator.deploy import HERE, MADE, DeployTerms, current, deploy, workplace
from generator.deploy.store import MARK, unusable
from generator.disk import refusals_told
from generator.load import Load, Loaded, NotAllRead, load, load_changed
from generator.load.files import Source
from generator.load.scanning import lost_problems
from generator.load.shared import read_beside
from generator.memo import foresee
from generator.model.public import PublicBureau
from generator.privacy import (
    Review,
    held_problems,
    photo_problems,
    privacy_problems,
    prose_problems,
    publish,
    purged_problems,
    refused,
    review,
)
from generator.problems import Problem, ProblemsFound, has_errors, in_order
from generator.storing import storing
from generator.unchanged import StandingSite, inputs_of, is_untouched, note


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A bureau without errors: what was read in `root`, what may be public, hand-written pages, and the warnings."""

    root: Path
    load: Load
    public: PublicBureau
    content: tuple[Source, ...]
    warnings: tuple[Problem, ...]


@dataclass(frozen=True, kw_only=True)
class Built:
    """What a build did: how many pages there are, how many had to be rendered, whether the site changed."""

    pages: int
    rendered: int
    changed: bool
    warnings: tuple[Problem, ...]


def find_problems(root: Path, as_of: dt.date) -> tuple[Problem, ...]:
    """Every error and warning of the data and the prose that can be found, even if some files have errors."""
    try:
        with refusals_told(root):
            return read_bureau(root, as_of).warnings
    except ProblemsFound as found:
        return found.problems


def held_back(root: Path, as_of: dt.date) -> Review:
    """What waits for an approval and what has one. Raises ProblemsFound if not every file can be read."""
    with refusals_told(root):
        return review(load(root), prose(root)[0], as_of)


def read_bureau(
    root: Path, as_of: dt.date, before: Mapping[str, Loaded] | None = None, *, read_all: bool = False
) -> Checked:
    """Load, check and make public. Files as they are in `before` are not parsed again, see `load`.

    Raises ProblemsFound.
    """
    return _checked(root, as_of, lambda: load(root, before, read_all=read_all))


def with_changes(
    root: Path, checked: Checked, changes: Mapping[str, bytes | None], as_of: dt.date
) -> Checked:
    """What `read_bureau` would give with these files written, None for one that is removed."""
    return _checked(root, as_of, lambda: load_changed(checked.load, changes))


def _checked(root: Path, as_of: dt.date, read: Callable[[], Load]) -> Checked:
    content, wrong = _read_prose(root)
    try:
        loaded = read()
    except NotAllRead as found:
        beside = found.sound.placed(_problems_of(root, found.sound, content, as_of))
        raise ProblemsFound((*found.problems, *beside, *wrong)) from None
    problems = (*loaded.placed(_problems_of(root, loaded, content, as_of)), *wrong)
    if has_errors(problems):
        raise ProblemsFound(in_order(problems))
    public = publish(loaded.bureau, as_of)
    problems += loaded.placed(release_problems(loaded.bureau, public))
    if has_errors(problems):
        raise ProblemsFound(in_order(problems))
    return Checked(root=root, load=loaded, public=public, content=content, warnings=in_order(problems))


def read_to_publish(root: Path, as_of: dt.date, before: Mapping[str, Loaded] | None = None) -> Checked:
    """Read a bureau for a public site: text that waits for approval raises ProblemsFound too.

    Files with the content of those in `before` are not parsed again.
    """
    checked = read_bureau(root, as_of, before, read_all=True)
    if waiting := refused(checked.warnings):
        raise ProblemsFound(waiting)
    return checked


def _problems_of(
    root: Path, loaded: Load, content: tuple[Source, ...], as_of: dt.date
) -> tuple[Problem, ...]:
    """What the rules and the privacy gate find in the records, and text that YAML read as a comment."""
    foresee(lost_problems, [(one,) for one in loaded.files.values()])
    return (
        *check(loaded.bureau, as_of),
        *privacy_problems(loaded),
        *photo_problems(root, loaded.bureau.photos),
        *held_problems(loaded, content, as_of),
        *purged_problems(loaded, (*content, *_menus(root))),
        *(problem for one in loaded.files.values() for problem in lost_problems(one)),
    )


def _menus(root: Path) -> Iterator[Source]:
    """The bureau's own settings, which give pages their titles."""
    if (file := root / "mkdocs.yml").is_file():
        yield Source(path=file.name, content=file.read_bytes())


def read_prose(root: Path) -> tuple[Source, ...]:
    """The hand-written pages alone. Raises ProblemsFound for what must not be published."""
    content, problems = _read_prose(root)
    if problems:
        raise ProblemsFound(problems)
    return content


def _read_prose(root: Path) -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
    content, strangers = prose(root)
    found = (problem for source in content for problem in prose_problems(source))
    return tuple(content), (*strangers, *found)


def build(
    root: Path, out: Path, as_of: dt.date, engine: str = ENGINES[0], terms: DeployTerms = HERE
) -> Built:
    """Build the site behind `out` from the data and content of `root`, by one of ENGINES.

    Raises ProblemsFound.
    """
    keep_out_of_sources(root, out)
    with collector_at_rest():
        with workplace(out) as work:
            inputs, began = inputs_of(root, read_beside(root)), work.stat().st_mtime_ns
            recalled = recall(root)
            with recalled.memo, storing(store_of(root, work)):
                checked = read_to_publish(root, as_of, recalled.files)
                site = compose(root, checked.public)
                write_frames(root, checked.content, work / "content", engine)
                built = finish(checked, site, work / "content", out, work, terms)
            keep(root, recalled, checked.load.files)
        # Not the warnings about what this build took from readers: the next one has nothing to take.
        warnings = tuple(map(str, checked.warnings))
        note(root, out, f"{as_of} {engine}", inputs, began, StandingSite(built.pages, warnings))
    return built


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Pause garbage collection, which takes a sixth of a build: nearly all objects live until its end."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def keep_out_of_sources(root: Path, out: Path) -> None:
    """Raise ProblemsFound for a site inside data/ or content/: the next build would read it as a source."""
    parent = Path(os.path.realpath(out.absolute().parent))
    for folder in (root / "data", content_folder(root)):
        if parent.is_relative_to(os.path.realpath(folder)):
            found = f"在 {folder.name}/ 里面,下一次会被当作数据或正文"
            raise unusable(out, found, "请换一个 --out 目录,放在 data/ 和 content/ 以外")


def finish(
    checked: Checked, site: ComposedSite, content: Path, out: Path, work: Path, terms: DeployTerms = HERE
) -> Built:
    """Fill the frames that the engine built in folder `content`, and deploy the result behind `out`.

    The warnings include those about what is gone since the last deployment.
    """
    began, bureau = (work / MARK).stat().st_mtime_ns, checked.load.bureau
    terms = replace(
        terms, origin=origin_of(checked.root, checked.load, checked.content, checked.public, began)
    )
    before = current(out, is_untouched=not terms.is_published and is_untouched(checked.root, out))
    refuse_unlike_deployment(before, bureau, out)
    tree = assemble(site, engine_output(content, content_folder(checked.root)), before, work / MADE)
    if terms.is_published:
        refuse_replacement(before, tree.files, bureau, out, terms)
    noticed = gone(before, tree.files, bureau, out, checked.warnings)
    warnings = in_order((*checked.warnings, *noticed))
    changed = deploy(out, tree.files, tree.pages, work, before, terms)
    return Built(pages=len(tree.pages), rendered=tree.rendered, changed=changed, warnings=warnings)
