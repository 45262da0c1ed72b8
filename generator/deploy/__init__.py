"""Deploy a tree of files: write it apart, switch to it by one rename, keep the previous deployment for a while.

`site` is a link to a folder in `.site-releases/`. Readers see the old site or the new one, never a part;
a build that fails or is killed leaves the link as it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import orjson

from generator.deploy.store import (
    LOCK,
    deployments,
    forget_deployments,
    free_place,
    linked_deployment,
    new_work,
    notes_beside,
    notes_of,
    open_store,
    refuse_nameless,
    refuse_strangers,
    remove_work,
    store_of,
    unusable,
)
from generator.deploy.trees import Content, bytes_of, digest_of, found_in, shed, write_tree
from generator.disk import locked, refusals_told

# Where a tree is written, in the folder of its build.
MADE: Final = "tree"


@dataclass(frozen=True, kw_only=True)
class Deployment:
    """A finished tree: its build's notes on each page, the digests of its files, and the files altered since."""

    folder: Path
    pages: Mapping[str, Any]
    found: Mapping[str, str] = field(default_factory=dict, compare=False)
    altered: tuple[str, ...] = ()


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
                yield folder
            finally:
                remove_work(folder)


def current(out: Path, *, is_untouched: bool = False) -> Deployment | None:
    """The deployment that readers see now, if this program made it; `pages` leaves out pages altered by hand.

    If it `is_untouched` since its build, its notes are taken for its files.
    """
    out = out.absolute()
    name = linked_deployment(out) if out.is_symlink() else None
    folder = store_of(out) / (name or "")
    notes = notes_of(folder) if name and folder.is_dir() and not folder.is_symlink() else None
    if notes is None:
        return None
    pages = _noted(notes, "pages", dict)
    expected = {path: noted.get("body") for path, noted in pages.items()} | _noted(notes, "files", str)
    found = expected if is_untouched else found_in(folder)
    whole = {path: noted for path, noted in pages.items() if found.get(path) == noted.get("body")}
    altered = {path for path in found.keys() | expected.keys() if found.get(path) != expected.get(path)}
    return Deployment(
        folder=folder, pages=whole, found=found, altered=tuple(sorted(altered)) if "files" in notes else ()
    )


def _noted(notes: Mapping[str, Any], key: str, kind: type) -> dict[str, Any]:
    """Notes under a key; none if they are damaged or of another version, so that everything is made again."""
    noted = notes.get(key)
    is_sound = isinstance(noted, dict) and all(isinstance(one, kind) for one in noted.values())
    return noted if isinstance(noted, dict) and is_sound else {}


def deploy(
    out: Path, tree: Mapping[str, Content], pages: Mapping[str, Any], work: Path, before: Deployment | None
) -> bool:
    """Switch `out` to this tree; False if it already is this tree. `work` is a folder on the same disk.

    `pages` is what the next build needs to know of each page, including its digest (`body`). Files of the tree may
    already be in place below `work / MADE`. `before` is what readers see now.
    """
    out = out.absolute()
    digests = {
        path: pages[path]["body"] if path in pages else digest_of(bytes_of(tree[path]))
        for path in sorted(tree)
    }
    if before is not None and before.found == digests:
        target, changed = before.folder, False
    else:
        target, changed = _target(store_of(out), digests), True
    others = {path: digest for path, digest in digests.items() if path not in pages}
    draft = work / "notes"
    draft.write_bytes(orjson.dumps({"files": others, "pages": pages}, option=orjson.OPT_SORT_KEYS))
    draft.replace(notes_beside(target))
    if changed:
        if not target.is_dir():
            _tree(target, tree, digests, work, before).replace(target)
        _switch(out, target, work)
        kept = {before.folder.name} if before is not None and not before.altered else set()
        forget_deployments(store_of(out), {target.name} | kept)
    return changed


def _tree(
    target: Path,
    tree: Mapping[str, Content],
    digests: Mapping[str, str],
    work: Path,
    before: Deployment | None,
) -> Path:
    """A folder with the tree. Files that readers see now are linked, by way of an older deployment where most are."""
    made, store = work / MADE, target.parent
    if before is not None:
        shared = {path for path, digest in digests.items() if before.found.get(path) == digest}
        tree = {path: before.folder / path if path in shared else content for path, content in tree.items()}
        for notes in deployments(store, {target.name, before.folder.name}):
            older = notes.with_suffix("")
            if 2 * len(shared) > len(tree) and older.is_dir() and not older.is_symlink():
                made = older.rename(work / "older")
                notes.unlink()
                there = shed(made, shared, before.folder)
                tree = {path: content for path, content in tree.items() if path not in there}
                break
    write_tree(made, tree, store)
    return made


def _target(store: Path, digests: Mapping[str, str]) -> Path:
    """The folder that already contains exactly this tree, else a free one named by its digest.

    A damaged folder is left alone: readers may be using it.
    """
    names = "".join(f"{path}\0{digest}" for path, digest in digests.items())
    name = hashlib.blake2b(names.encode(), digest_size=12).hexdigest()
    for place in free_place(store, name):
        if not place.exists() and not place.is_symlink():
            return place
        if not place.is_symlink() and notes_of(place) is not None and found_in(place) == digests:
            return place
    raise AssertionError("places never end")


def _switch(out: Path, target: Path, work: Path) -> None:
    """Switch by one rename over the old link; refuse anything else that has appeared there since."""
    refuse_strangers(out)
    to = Path(target.parent.name) / target.name
    try:
        if out.is_symlink():
            link = work / "link"
            link.symlink_to(to)
            link.replace(out)
        else:
            if out.is_dir():
                out.rmdir()
            out.symlink_to(to)
    except (FileExistsError, NotADirectoryError) as error:
        raise unusable(out, "在生成的时候有了别的内容", "请移走后再生成") from error
