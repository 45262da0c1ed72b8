"""Is a site already what a build would give? Told by the state of files alone, before the program is imported.

A build notes the state of everything that it read, and of the site, in the bureau's folder of notes. The same state
on the same day needs no build. The notes may be deleted at any time; without them a build does everything.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

import orjson

PACKAGE: Final = Path(__file__).parent
NOTES: Final = ".jingwu_cache"
# Not for version control: notes are of this machine alone.
_IGNORED: Final = "# 这里是生成网站时记下的,可以整个删去。\n*\n"
_READ: Final = ("data", "content", "mkdocs.yml")
_SHIPPED: Final = ("content", "mkdocs.yml", "tools/recompute.py", "tools/verify_releases.py")
# A file system tells times in ticks: a file that changed this shortly before it was read [ns] may change again unseen.
_TICK: Final = 50_000_000


class FilesState(NamedTuple):
    """The digest of the state of files, and the time of the last change among them [ns since 1970].

    `beside` are the files outside of the bureau's folder.
    """

    digest: str
    newest: int
    beside: tuple[str, ...] = ()


class StandingSite(NamedTuple):
    """A site that stands: its pages, and the warnings of the build that made it."""

    pages: int
    warnings: tuple[str, ...]


def inputs_of(root: Path, beside: Iterable[Path] = ()) -> FilesState:
    """The state of all that a build of `root` reads, `beside` it too, and of the program."""
    outside = tuple(map(str, beside))
    own, made_by = _state([*(root / name for name in _READ), *map(Path, outside)]), program()
    return FilesState(_digest(f"{own.digest} {made_by.digest}"), max(own.newest, made_by.newest), outside)


def program() -> FilesState:
    """The state of the program, of what is shipped with it, and of the packages beside it."""
    digest, newest, _ = _state([PACKAGE, *(PACKAGE.parent / name for name in _SHIPPED)])
    packages = sorted(
        entry.name
        for folder in map(Path, sys.path)
        if folder.is_dir()
        for entry in os.scandir(folder)
        if entry.name.endswith(".dist-info")
    )
    return FilesState(_digest("\n".join([sys.version, digest, *packages])), newest)


def standing(root: Path, out: Path, how: str) -> StandingSite | None:
    """The site behind `out`, if a build of `root` would change nothing; None if that is not certain.

    `how` is what else decides on the result: the day, and the engine.
    """
    with suppress(OSError, ValueError, KeyError, TypeError):
        noted = orjson.loads(_note_of(root, out).read_bytes())
        inputs = inputs_of(root, map(Path, noted["beside"]))
        if noted["how"] == how and noted["site"] == _site(out) and noted["inputs"] == inputs.digest:
            return StandingSite(noted["pages"], tuple(noted["warnings"]))
    return None


def is_untouched(root: Path, out: Path) -> bool:
    """Is the site behind `out` certainly as the last build left it, by the state of its files?"""
    with suppress(OSError, ValueError, KeyError, TypeError):
        return bool(orjson.loads(_note_of(root, out).read_bytes())["site"] == _site(out))
    return False


def note(root: Path, out: Path, how: str, inputs: FilesState, began: int, stands: StandingSite) -> None:
    """Note that the site was made from `inputs`, whose state was taken when the build began [ns since 1970].

    Notes nothing if a file was changed just then, or if the folder cannot be written.
    """
    if inputs.newest > began - _TICK:
        return
    with suppress(OSError):
        file = _note_of(root, out)
        folder_of_notes(root)
        new = file.with_suffix(".new")
        noted = {"how": how, "site": _site(out), "inputs": inputs.digest, "beside": inputs.beside}
        new.write_bytes(orjson.dumps(noted | stands._asdict()))
        new.replace(file)


def folder_of_notes(root: Path) -> Path:
    """The folder of notes below `root`, made for its owner alone if it is missing. Raises OSError."""
    folder = root / NOTES
    folder.mkdir(mode=0o700, exist_ok=True)
    if not (folder / ".gitignore").exists():
        (folder / ".gitignore").write_text(_IGNORED, encoding="utf-8")
    return folder


def _note_of(root: Path, out: Path) -> Path:
    return root / NOTES / f"{_digest(str(out.absolute()))}.json"


def _site(out: Path) -> str:
    return f"{out.readlink()} {_state([out.resolve(strict=True)]).digest}"


def _state(places: list[Path]) -> FilesState:
    """The state of these files and of all below these folders."""
    told, newest = hashlib.blake2b(digest_size=16), 0
    for place in places:
        for path, seen in _entries(str(place)):
            changed = 0 if stat.S_ISDIR(seen.st_mode) else max(seen.st_mtime_ns, seen.st_ctime_ns)
            times = (seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino) if changed else ()
            told.update(f"{path}\0{seen.st_mode}{times}\n".encode("utf-8", "surrogateescape"))
            newest = max(newest, changed)
    return FilesState(told.hexdigest(), newest)


def _entries(top: str) -> Iterator[tuple[str, os.stat_result]]:
    """Each file and folder from `top` down, in an order of its own; links are not followed."""
    with suppress(FileNotFoundError):
        pending = [(top, os.lstat(top))]
        while pending:
            path, seen = pending.pop()
            yield path, seen
            if stat.S_ISDIR(seen.st_mode):
                with os.scandir(path) as entries:
                    inside = [entry for entry in entries if entry.name != "__pycache__"]
                told = sorted((entry.path, entry.stat(follow_symlinks=False)) for entry in inside)
                pending.extend(told)


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
