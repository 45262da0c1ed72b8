"""What a build keeps for the next one: the records that it read, and the results of its remembered functions.

The file holds more than the bureau publishes, so it stands in the folder of notes, for its owner alone. It is used only
by the program that wrote it, and only whole: anything else is as if there were none.
"""

from __future__ import annotations

import hashlib
import inspect
import os
import pickle
from collections.abc import Callable, Mapping
from contextlib import suppress
from importlib import import_module
from operator import attrgetter
from pathlib import Path
from types import FunctionType
from typing import Any, BinaryIO, Final, NamedTuple, Never

from generator.load import Loaded
from generator.memo import Memo
from generator.unchanged import NOTES, folder_of_notes, program

_FILE: Final = "kept"
_DIGEST: Final = 32
_FEW: Final = 50  # one new result in so many


class Kept(NamedTuple):
    """The files of the build before and its memo; empty if nothing was kept."""

    files: Mapping[str, Loaded]
    memo: Memo


def recall(root: Path) -> Kept:
    """What was kept for `root` by this very program, in a file that only its owner can have written."""
    with suppress(Exception):  # whatever is wrong with the file, the build makes everything again
        file = root / NOTES / _FILE
        if all(
            one.stat().st_uid == os.geteuid() and not one.stat().st_mode & 0o077
            for one in (file.parent, file)
        ):
            content = memoryview(file.read_bytes())
            if content[:_DIGEST] == _digest(content[_DIGEST:]).digest():
                files, results = pickle.loads(content[_DIGEST:])  # noqa: S301 (our own, see above)
                return Kept(files, Memo(results))
    return Kept({}, Memo())


def keep(root: Path, files: Mapping[str, Loaded], memo: Memo) -> None:
    """Keep the files and the results of this build; nothing if they or the folder cannot be written.

    Where few results are new, what was kept before serves as well, and is not written again.
    """
    if memo.made * _FEW <= len(memo.results):
        return
    with suppress(Exception):  # the site is made: whatever cannot be kept, the next build makes again
        file = folder_of_notes(root) / _FILE
        new = file.with_suffix(".new")
        new.unlink(missing_ok=True)
        new.touch(0o600)
        with new.open("r+b") as opened:
            opened.seek(_DIGEST)
            told = _Told(opened)
            _Pickler(told, pickle.HIGHEST_PROTOCOL).dump((files, memo.results))
            opened.seek(0)
            opened.write(told.digest.digest())
        new.replace(file)


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
    """Writes a function as its name. One without a name is never called again: only its results are kept."""

    def reducer_override(self, value: Any) -> Any:
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
