"""Large contents on disk: a build has only what is told of them in its memory, and so has what it keeps for the next.

Inside `with storing(folder):` a large content becomes a file of the folder, named by its digest; elsewhere it stays
in memory.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

# From this size on [bytes] a content is worth a file.
_LEAST: Final = 16 * 1024
_FOLDER: Final[ContextVar[Path | None]] = ContextVar("folder", default=None)


class Stored(NamedTuple):
    """What is told of a content on disk: its bytes, and its SHA-256, which is the name of its file."""

    size: int
    sha256: str


Kept: TypeAlias = bytes | Stored


@contextmanager
def storing(folder: Path) -> Iterator[None]:
    """Let `stored` put contents into this folder."""
    token = _FOLDER.set(folder)
    try:
        yield
    finally:
        _FOLDER.reset(token)


def stored(content: bytes) -> Kept:
    """The content as a file if it is large and the folder can be written, else as it is."""
    folder = _FOLDER.get()
    if folder is None or len(content) < _LEAST:
        return content
    told = Stored(len(content), sha256_of(content))
    with suppress(OSError):
        new = folder / f"{told.sha256}.{os.getpid()}"
        new.write_bytes(content)
        new.replace(folder / told.sha256)
        return told
    return content


def size_of(content: Kept) -> int:
    """Its bytes."""
    return len(content) if isinstance(content, bytes) else content.size


def sha256_of(content: Kept) -> str:
    """The digest by which anybody can tell whether a file arrived whole."""
    return hashlib.sha256(content).hexdigest() if isinstance(content, bytes) else content.sha256


def on_disk(content: Kept) -> bytes | Path:
    """The file of a content that is stored, else the content. Raises LookupError outside `with storing`."""
    if isinstance(content, bytes):
        return content
    if (folder := _FOLDER.get()) is None:
        raise LookupError(content.sha256)
    return folder / content.sha256


def are_whole(folder: Path, names: Iterable[str]) -> bool:
    """Are all these contents in the folder, byte for byte? Raises OSError for a file that cannot be read."""
    return all(sha256_of((folder / name).read_bytes()) == name for name in names)
