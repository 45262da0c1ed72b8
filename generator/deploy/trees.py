"""A tree of files on disk: written read-only, compared byte for byte by SHA-256, and safe from a loss of power."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Final, TypeAlias

from generator.disk import HAS_OWNERS, OPEN_FILE, OPEN_FOLDER, make_folder, open_to_readers

# A file of the tree: its bytes, or an existing file that is reused as it is.
Content: TypeAlias = "bytes | Path"
# Most of a cold build's writing is waiting for the disk.
WRITERS: Final = 4
# In place of the digest of a file that no build leaves: a link, a pipe, an unreadable file.
ODD: Final = ""


def bytes_of(content: Content) -> bytes:
    """The content of a file of the tree."""
    return content if isinstance(content, bytes) else content.read_bytes()


def digest_of(content: bytes) -> str:
    """The SHA-256 by which equal contents are recognised, as hexadecimal text."""
    return hashlib.sha256(content).hexdigest()


def found_in(folder: Path) -> dict[str, str]:
    """The digest of every file below a folder by its path; ODD for what no build writes, empty folders included."""
    files: dict[str, str] = {}
    plain: list[str] = []
    for path, is_plain in _entries(folder):
        files[path] = ODD
        if is_plain:
            plain.append(path)
    with ThreadPoolExecutor(WRITERS) as readers:
        files |= zip(plain, readers.map(lambda path: _digest(folder / path), plain), strict=True)
    return files


def _entries(folder: Path) -> Iterator[tuple[str, bool]]:
    """Every file's path, and whether it is as a build writes it; of folders only those that are not."""
    pending = [""]
    while pending:
        prefix = pending.pop()
        try:
            with os.scandir(folder / prefix) as entries:
                listed = [(entry.name, entry.stat(follow_symlinks=False).st_mode) for entry in entries]
        except OSError:
            listed = []
        if not listed:
            yield prefix, False
        for name, mode in listed:
            path = f"{prefix}{name}"
            if not stat.S_ISDIR(mode):
                yield path, stat.S_ISREG(mode) and mode & OPEN_FILE == OPEN_FILE
                continue
            pending.append(f"{path}/")
            if mode & OPEN_FOLDER != OPEN_FOLDER:
                yield f"{path}/", False


def _digest(file: Path) -> str:
    try:
        return digest_of(file.read_bytes())
    except OSError:
        return ODD


def shed(old: Path, wanted: Collection[str], like: Path) -> set[str]:
    """Remove all below an old tree but the `wanted` paths at which it has the very file of `like`; return these."""
    stay: set[str] = set()
    folders = [""]
    for inside in folders:
        same = {entry.name: entry.inode() for entry in _listed(f"{like}/{inside}")}
        for entry in _listed(f"{old}/{inside}"):
            path = f"{inside}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                folders.append(f"{path}/")
            elif path in wanted and entry.inode() == same.get(entry.name):
                stay.add(path)
            else:
                Path(entry).unlink()
    for inside in reversed(folders):
        open_to_readers(old / inside)
        with suppress(OSError):  # it is not empty
            (old / inside).rmdir()
    return stay


def _listed(folder: str) -> list[os.DirEntry[str]]:
    with suppress(FileNotFoundError, NotADirectoryError), os.scandir(folder) as entries:
        return list(entries)
    return []


def write_tree(folder: Path, tree: Mapping[str, Content], own: Path) -> None:
    """Write every file, read-only where the system can remove it then: a site is not edited by hand.

    A file already in place stays there; other files below `own` are linked, the rest copied.
    """
    for parent in sorted({path.rpartition("/")[0] for path in tree}):
        make_folder(folder / parent)
    with ThreadPoolExecutor(WRITERS) as writers:
        list(writers.map(lambda entry: _write(folder / entry[0], entry[1], own), tree.items()))


def _write(file: Path, content: Content, own: Path) -> None:
    if isinstance(content, bytes):
        file.write_bytes(content)
    elif content != file and not (content.is_relative_to(own) and _linked(content, file)):
        shutil.copyfile(content, file)
    file.chmod(OPEN_FILE)


def _linked(content: Path, file: Path) -> bool:
    """Link the file; False if the disk has no hard links. Never for a clerk's file: an edit would reach the site."""
    try:
        os.link(content, file)
    except OSError:
        return False
    return True


def sync_tree(folder: Path) -> None:
    """Have a new tree on the disk itself, files before folders. Linked files are of a tree that is there already."""
    files, folders = [], [str(folder)]
    for inside in folders:
        for entry in _listed(inside):
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.path)
            elif entry.stat(follow_symlinks=False).st_nlink == 1:
                files.append(entry.path)
    with ThreadPoolExecutor(WRITERS) as writers:
        list(writers.map(sync, files))
    for inside in reversed(folders):
        sync(inside)


def sync(path: Path | str) -> None:
    """Have a file's content, or a folder's list of names, on the disk itself; not all systems can do so for folders."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except PermissionError:
        if HAS_OWNERS:
            raise
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
