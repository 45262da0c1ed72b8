"""Files that a command writes: one writer at a time, all files or none, never over another program's changes."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from generator.disk import locked, make_folder, no_data, read_plain, refusals_told
from generator.problems import Place, Problem, ProblemsFound

# How disks without hard links refuse one.
_NO_LINKS: Final = frozenset({errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EINVAL})


@contextmanager
def data_to_itself(root: Path) -> Iterator[None]:
    """Lock root/data against other writers; enter before reading it. Raises ProblemsFound."""
    data = root / "data"
    if not data.exists():
        raise ProblemsFound([no_data()])
    with refusals_told(data), locked(data, folder=True):
        yield


def write_new_files(root: Path, files: Mapping[str, bytes], beside: Path) -> None:
    """Write new files by their paths below `root`; if one cannot be written, none is left.

    Drafts go to a hidden folder in `beside`. Raises OSError, and ProblemsFound if a file already exists.
    """
    if not files:
        return
    with _drafts(beside) as folder:
        drafts = [_draft(folder / str(at), content) for at, content in enumerate(files.values())]
        made: list[Path] = []
        try:
            for draft, path in zip(drafts, files, strict=True):
                make_folder((root / path).parent)
                _put(draft, root / path)
                made.append(root / path)
        except BaseException as error:
            for file in made:
                with suppress(OSError):
                    file.unlink()
            if isinstance(error, FileExistsError):
                raise ProblemsFound([_overtaken(path)]) from error
            raise


def replace_file(root: Path, path: str, content: bytes, before: bytes) -> None:
    """Replace a file below `root`. Raises OSError, and ProblemsFound if its content is no longer `before`."""
    file = root / path
    with _drafts(file.parent) as folder:
        draft = _draft(folder / file.name, content)
        if read_plain(file, len(before)) != before:
            raise ProblemsFound([_overtaken(path)])
        draft.replace(file)


def write_together(root: Path, files: Mapping[str, bytes | None], before: Mapping[str, bytes | None]) -> None:
    """Write files below `root/data`, None removes one; if one cannot be written, all are as they were.

    `before` has the content that was read, None for a new file. Raises OSError, and ProblemsFound if a file has
    changed since.
    """
    with _drafts(root / "data") as folder:
        drafts = [
            None if content is None else _draft(folder / str(at), content)
            for at, content in enumerate(files.values())
        ]
        back = {
            path: None if content is None else _draft(folder / f"back-{at}", content)
            for at, (path, content) in enumerate(before.items())
        }
        written: list[str] = []
        try:
            for path, draft in zip(files, drafts, strict=True):
                _switch(root, path, before[path], draft)
                written.append(path)
        except BaseException:
            for path in written:
                with suppress(OSError):
                    _move(back[path], root / path)
            raise


def _switch(root: Path, path: str, before: bytes | None, draft: Path | None) -> None:
    """Put the draft at the path, or remove the file there without one, if it still contains `before`."""
    file = root / path
    if before is not None:
        if read_plain(file, len(before)) != before:
            raise ProblemsFound([_overtaken(path)])
        _move(draft, file)
    elif draft is not None:
        make_folder(file.parent)
        try:
            _put(draft, file)
        except FileExistsError as error:
            raise ProblemsFound([_overtaken(path)]) from error


def _move(draft: Path | None, file: Path) -> None:
    if draft is None:
        file.unlink()
    else:
        draft.replace(file)


@contextmanager
def _drafts(beside: Path) -> Iterator[Path]:
    """A hidden folder on the same disk; failing to remove it is no error, since the files are written."""
    folder = Path(tempfile.mkdtemp(dir=beside, prefix=".draft-"))
    try:
        yield folder
    finally:
        with suppress(OSError):
            shutil.rmtree(folder)


def _draft(file: Path, content: bytes) -> Path:
    """Write a file that everybody may read, whatever the umask, like the other files of data/."""
    file.write_bytes(content)
    file.chmod(0o644)
    return file


def _put(draft: Path, file: Path) -> None:
    """Put the draft in place by a link, which fails, unlike a rename, if the file exists."""
    try:
        os.link(draft, file)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if os.path.lexists(file):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(file)) from None
        draft.replace(file)


def _overtaken(path: str) -> Problem:
    return Place(path=path).problem(
        "E509", "这个文件刚才被别的程序写过,没有覆盖它。", "请看看里面是什么,再运行一次。"
    )
