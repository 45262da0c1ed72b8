"""What a build keeps for the next one: the records that it read, and the results of its remembered functions.

Large contents are files of their own (`storing`), the rest is one file. It holds more than the bureau publishes, so
it stands in the folder of notes, for its owner alone. It is used only by the program that wrote it, and only whole:
anything else is as if there were none.
"""

from __future__ import annotations

import hashlib
import inspect
import os
import pickle
import stat
from collections.abc import Callable, Mapping
from contextlib import suppress
from importlib import import_module
from io import BytesIO
from operator import attrgetter
from pathlib import Path
from types import FunctionType
from typing import Any, BinaryIO, Final, NamedTuple, Never

from generator.disk import HAS_OWNERS
from generator.load import Loaded
from generator.memo import Memo
from generator.model.area import Area
from generator.storing import Stored, are_whole
from generator.unchanged import NOTES, folder_of_notes, program

_FILE: Final = "kept"
_CONTENTS: Final = "contents"
_DIGEST: Final = 32
_FEW: Final = 50  # one new result in so many


class Recalled(NamedTuple):
    """The files of the build before, its memo, and the names of its large contents; empty if nothing was kept."""

    files: Mapping[str, Loaded]
    memo: Memo
    contents: frozenset[str]


def recall(root: Path) -> Recalled:
    """What was kept for `root` by this very program, in files that only their owner can have written."""
    with suppress(Exception):  # whatever is wrong with the files, the build makes everything again
        file = root / NOTES / _FILE
        if _is_ours(file.parent) and _is_ours(file):
            content = memoryview(file.read_bytes())
            if content[:_DIGEST] == _digest(content[_DIGEST:]).digest():
                read = BytesIO(content[_DIGEST:])
                files, results = pickle.load(read)  # noqa: S301 (our own, see above)
                contents: frozenset[str] = pickle.load(read)  # noqa: S301
                if are_whole(root / NOTES / _CONTENTS, contents):
                    return Recalled(files, Memo(results), contents)
    return Recalled({}, Memo(), frozenset())


def store_of(root: Path, work: Path) -> Path:
    """The folder for large contents: in that of notes, or in `work` if that cannot be written."""
    with suppress(OSError):
        folder = folder_of_notes(root) / _CONTENTS
        folder.mkdir(0o700, exist_ok=True)
        if _is_ours(folder) and os.access(folder, os.W_OK):
            return folder
    folder = work / _CONTENTS
    folder.mkdir(0o700)
    return folder


def _is_ours(path: Path) -> bool:
    """Is it no link, and may nobody else write or read it? Never sure where the system has no owners."""
    seen = path.lstat()
    return (
        HAS_OWNERS
        and not stat.S_ISLNK(seen.st_mode)
        and seen.st_uid == os.geteuid()
        and not seen.st_mode & 0o077
    )


def keep(root: Path, recalled: Recalled, files: Mapping[str, Loaded]) -> None:
    """Keep the files and the results of this build; nothing if they or the folder cannot be written.

    Where few results are new, what was kept before serves as well, and is not written again. What was kept before
    somebody was purged goes first, whatever follows.
    """
    is_outdated = _purged(files) != _purged(recalled.files)
    with suppress(Exception):  # the site is made: whatever cannot be kept, the next build makes again
        folder, memo, contents = folder_of_notes(root), recalled.memo, recalled.contents
        if is_outdated:
            (folder / _FILE).unlink(missing_ok=True)
        if not _is_ours(folder):
            return
        if is_outdated or memo.made * _FEW > len(memo.results):
            contents = _written(folder / _FILE, files, memo)
        for left in (folder / _CONTENTS).iterdir():
            if left.name not in contents:
                left.unlink()


def _purged(files: Mapping[str, Loaded]) -> frozenset[tuple[str, str | None]]:
    """Whose names are gone from which file."""
    return frozenset(
        (path, one.badge)
        for path, file in files.items()
        if isinstance(file.record, Area)
        for one in file.record.officers
        if one.purged is not None
    )


def _written(file: Path, files: Mapping[str, Loaded], memo: Memo) -> frozenset[str]:
    """Write the file; the names of the contents that it speaks of."""
    new = file.with_suffix(".new")
    new.unlink(missing_ok=True)
    new.touch(0o600)
    with new.open("r+b") as opened:
        opened.seek(_DIGEST)
        told = _Told(opened)
        pickler = _Pickler(told, pickle.HIGHEST_PROTOCOL)
        pickler.dump((files, memo.results))
        contents = frozenset(pickler.contents)
        pickle.dump(contents, told, pickle.HIGHEST_PROTOCOL)
        opened.seek(0)
        opened.write(told.digest.digest())
    new.replace(file)
    return contents


class _Told:
    """A file, and the digest of what is written to it and of the program, which alone understands it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self.digest = file, _digest()

    def write(self, content: bytes | memoryview) -> int:
        self.digest.update(content)
        return self._file.write(content)


def _digest(content: bytes | memoryview = b"") -> hashlib.blake2b:
    return hashlib.blake2b(content, digest_size=_DIGEST, key=program().digest.encode())


class _Pickler(pickle.Pickler):
    """Writes a function as its name. One without a name is never called again: only its results are kept.

    `contents` are the names of all stored contents among the values.
    """

    def __init__(self, file: _Told, protocol: int) -> None:
        super().__init__(file, protocol)
        self.contents: set[str] = set()

    def reducer_override(self, value: Any) -> Any:
        if isinstance(value, Stored):
            self.contents.add(value.sha256)
        if isinstance(value, FunctionType) and value is not _function:
            return _function, (value.__module__, value.__qualname__)
        return NotImplemented


def _function(module: str, name: str) -> Callable[..., Any]:
    if "<" in name:
        return _nameless
    found: Callable[..., Any] = inspect.unwrap(attrgetter(name)(import_module(module)))
    return found


def _nameless(*_: Any) -> Never:
    raise TypeError("a function without a name is not kept")
