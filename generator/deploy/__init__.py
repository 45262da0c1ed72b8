"""Deploy a tree of files: write it apart, switch to it by one rename, keep deployments before it for a while.

`site` is a link to a folder in `.site-releases/`, a published site `current` one to a folder in `deploys/`. Readers see
the old site or the new one, never a part; a build that fails or is killed leaves the link as it was.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from generator.deploy.manifest import (
    Origin,
    digests_in,
    id_of,
    manifest_beside,
    manifest_of,
    new_manifest,
    noted,
    origin_of,
)
from generator.deploy.store import (
    LOCK,
    deployments,
    forget_deployments,
    free_place,
    live_deployment,
    new_work,
    open_store,
    refuse_nameless,
    refuse_strangers,
    remove_work,
    store_of,
)
from generator.deploy.switching import is_folder, restore, switch
from generator.deploy.trees import Content, bytes_of, digest_of, found_in, shed, sync, sync_tree, write_tree
from generator.disk import locked, refusals_told

# Where a tree is written, in the folder of its build.
MADE: Final = "tree"
NO_ORIGIN: Final = Origin()


@dataclass(frozen=True, kw_only=True)
class Deployment:
    """A finished tree: its build's notes on each page, the digests of its files, and the files altered since."""

    folder: Path
    pages: Mapping[str, Any]
    found: Mapping[str, str] = field(default_factory=dict, compare=False)
    altered: tuple[str, ...] = ()
    origin: Origin = field(default=NO_ORIGIN, compare=False)


@dataclass(frozen=True, kw_only=True)
class DeployTerms:
    """How a tree is deployed: from where, and how many older deployments are kept.

    A site that `is_published` is on the disk before readers see it, so that a loss of power loses nothing; it is not
    replaced by an older one, and unless it `may_remove`, not by one that lacks much of it.
    """

    origin: Origin = NO_ORIGIN
    keep: int = 1
    is_published: bool = False
    may_remove: bool = True


# A site that is looked at where it is made.
HERE: Final = DeployTerms()


@contextmanager
def workplace(out: Path) -> Iterator[Path]:
    """An empty folder beside the deployments, for one build at a time; removed afterwards.

    Enter it before reading anything: a build that waits for another one must not read older data than that one.
    Raises ProblemsFound if this program did not make `out`, or if it cannot be written.
    """
    refuse_nameless(out)
    out = out.absolute()
    with refusals_told(out):
        store = open_store(out)
        with locked(store / LOCK):
            refuse_strangers(out)
            for left in store.glob("building-*"):
                remove_work(left)
            folder = new_work(store)
            try:
                restore(out, folder)
                yield folder
            finally:
                remove_work(folder)


def current(out: Path, *, is_untouched: bool = False) -> Deployment | None:
    """The deployment that readers see now, if this program made it; `pages` leaves out pages altered by hand.

    If it `is_untouched` since its build, its notes are taken for its files.
    """
    out = out.absolute()
    name = live_deployment(out)
    folder = store_of(out) / (name or "")
    manifest = manifest_of(folder) if name and folder.is_dir() and not folder.is_symlink() else None
    if manifest is None:
        return None
    seen = out if is_folder(out) else folder
    pages, expected = noted(manifest, "pages"), digests_in(manifest)
    found = expected if is_untouched else found_in(seen)
    whole = {path: page for path, page in pages.items() if found.get(path) == page.get("body")}
    altered = {path for path in found.keys() | expected.keys() if found.get(path) != expected.get(path)}
    return Deployment(
        folder=seen,
        pages=whole,
        found=found,
        altered=tuple(sorted(altered)) if expected else (),
        origin=origin_of(manifest),
    )


def deploy(
    out: Path,
    tree: Mapping[str, Content],
    pages: Mapping[str, Any],
    work: Path,
    before: Deployment | None,
    terms: DeployTerms = HERE,
) -> bool:
    """Switch `out` to this tree; False if it already is this tree. `work` is a folder on the same disk.

    `pages` is what the next build needs to know of each page, including its digest (`body`). Files of the tree may
    already be in place below `work / MADE`. `before` is what readers see now.
    """
    out, store = out.absolute(), work.parent
    digests = {
        path: pages[path]["body"] if path in pages else digest_of(bytes_of(tree[path]))
        for path in sorted(tree)
    }
    live = live_deployment(out)
    changed = before is None or live is None or before.found != digests
    target = _target(store, digests) if changed or live is None else store / live
    kept = {target.name, *_kept(store, live, before, terms)}
    made = target
    if changed and not target.is_dir():
        made = _tree(tree, digests, work, before, kept | ({live} if live else set()))
        if terms.is_published:
            sync_tree(made)
    draft = work / "manifest"
    draft.write_bytes(new_manifest(target.name, made, digests, pages, terms.origin))
    if terms.is_published:
        sync(draft)
    draft.replace(manifest_beside(target))
    if changed:
        if made != target:
            made.replace(target)
        if terms.is_published:
            sync(store)
        switch(out, target, work, is_synced=terms.is_published)
    forget_deployments(store, kept)
    return changed


def _kept(store: Path, live: str | None, before: Deployment | None, terms: DeployTerms) -> Iterator[str]:
    """The deployments that stay: what readers see now and the newest others, unless somebody shown there was purged.

    One that was altered, or of which a killed build left only the manifest, is kept no longer than it is seen.
    """
    left = terms.keep
    found = sorted(deployments(store), key=lambda one: one[0].name != live)
    for folder, manifest in found:
        is_altered = folder.name == live and before is not None and before.altered
        is_whole = folder.is_dir() and not is_altered
        if left > 0 and is_whole and {*terms.origin.purged} <= {*origin_of(manifest).purged}:
            left -= 1
            yield folder.name


def _tree(
    tree: Mapping[str, Content],
    digests: Mapping[str, str],
    work: Path,
    before: Deployment | None,
    kept: Collection[str],
) -> Path:
    """A folder with the tree. Files that readers see now are linked, by way of a deployment that goes if most are."""
    made, store = work / MADE, work.parent
    if before is not None:
        shared = {path for path, digest in digests.items() if before.found.get(path) == digest}
        tree = {path: before.folder / path if path in shared else content for path, content in tree.items()}
        for older, _ in deployments(store, kept):
            if 2 * len(shared) > len(tree) and older.is_dir():
                made = older.rename(work / "older")
                manifest_beside(older).unlink()
                there = shed(made, shared, before.folder)
                tree = {path: content for path, content in tree.items() if path not in there}
                break
    write_tree(made, tree, store)
    return made


def _target(store: Path, digests: Mapping[str, str]) -> Path:
    """The folder that already contains exactly this tree, else a free one named by its digest.

    A damaged folder is left alone: readers may be using it.
    """
    for place in free_place(store, id_of(digests)):
        if not place.exists() and not place.is_symlink():
            return place
        if not place.is_symlink() and manifest_of(place) is not None and found_in(place) == digests:
            return place
    raise AssertionError("places never end")
