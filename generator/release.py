"""A tree of files becomes a release: made apart, switched in by one rename, the one before kept for a while.

`site` is a link to a folder in `.site-releases/`. Readers see the old release or the new one, never a part;
a build that fails or is killed leaves the link where it was.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeAlias

import orjson

from generator.problems import Place, Problem, ProblemsFound

# What a file of the tree is: its bytes, or an existing file that is taken over as it is.
Content: TypeAlias = "bytes | Path"
# Where a release is made, in the folder of its build.
MADE: Final = "release"
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})
# Most of a cold build's writing is waiting for the disk.
WRITERS: Final = 4


@dataclass(frozen=True, kw_only=True)
class Release:
    """A finished tree and the notes that its build left for the next one."""

    folder: Path
    notes: Mapping[str, Any]


def store_of(out: Path) -> Path:
    """Where the releases behind `out` lie."""
    return out.parent / f".{out.name}-releases"


@contextmanager
def workplace(out: Path) -> Iterator[Path]:
    """An empty folder beside the releases, for one build at a time; gone afterwards.

    Raises ProblemsFound where `out` is something that this program did not make, or cannot be written;
    also where the disk is full before the work is done.
    """
    out = out.absolute()
    try:
        _refuse_strangers(out)
        store_of(out).mkdir(parents=True, exist_ok=True)
        lock = (store_of(out) / "lock").open("w")
    except OSError as error:
        raise ProblemsFound(
            [_unusable(out, f"写不进去({error.strerror})", "请检查目录的权限和磁盘空间")]
        ) from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _remove(store_of(out).glob("building-*"))
        folder = store_of(out) / f"building-{os.getpid()}"
        folder.mkdir()
        try:
            yield folder
        except OSError as error:
            if error.errno not in _FULL:
                raise
            raise ProblemsFound([_unusable(out, "写到一半磁盘满了", "请腾出磁盘空间后再生成")]) from error
        finally:
            _remove([folder])


def current(out: Path) -> Release | None:
    """The release that readers see now, if this program made it."""
    if not out.is_symlink():
        return None
    folder = out.parent / out.readlink()
    notes = folder.with_suffix(".json")
    if folder.parent.resolve() != store_of(out).resolve() or not folder.is_dir() or not notes.is_file():
        return None
    pages = _noted_pages(notes)
    whole = {path: noted for path, noted in pages.items() if _is_as_noted(folder / path, noted)}
    return Release(folder=folder, notes={"pages": whole})


def _noted_pages(notes: Path) -> Mapping[str, Any]:
    """Nothing where the notes are those of another version, or damaged: then every page is made again."""
    try:
        pages = orjson.loads(notes.read_bytes())["pages"]
        return pages if isinstance(pages, dict) and all(isinstance(n, dict) for n in pages.values()) else {}
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return {}


def digest_of(content: bytes) -> str:
    """By which a file is known again."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def _is_as_noted(file: Path, noted: Mapping[str, Any]) -> bool:
    """A page that somebody deleted or changed by hand is not taken over; it is made again."""
    try:
        return digest_of(file.read_bytes()) == str(noted.get("body"))
    except OSError:
        return False


def publish(out: Path, tree: Mapping[str, Content], notes: Mapping[str, Any], work: Path) -> bool:
    """Switch `out` to this tree; False where it already was this tree. `work` is a folder of the same disk.

    Files of the tree may stand below `work / MADE` already, each at its place.
    """
    out = out.absolute()
    name = _name(tree)
    target = store_of(out) / name
    made = work / MADE
    is_whole = all(_is_there(target / path, content, made) for path, content in tree.items())
    before = current(out)
    if not is_whole:
        write_tree(made, tree, store_of(out))
        if target.is_dir():
            target.rename(work / "damaged")
        made.replace(target)
    _write_beside(target.with_suffix(".json"), orjson.dumps(notes, option=orjson.OPT_SORT_KEYS), work)
    if before and before.folder.name == name and is_whole:
        return False
    link = work / "link"
    link.symlink_to(Path(store_of(out).name) / name)
    if out.is_dir() and not out.is_symlink():
        out.rmdir()
    link.replace(out)
    _forget(store_of(out), keep={name} | ({before.folder.name} if before else set()))
    return True


def _is_there(file: Path, content: Content, made: Path) -> bool:
    if isinstance(content, Path) and not content.is_relative_to(made):
        return file.is_file()
    new = content if isinstance(content, bytes) else content.read_bytes()
    return file.is_file() and file.read_bytes() == new


def write_tree(folder: Path, tree: Mapping[str, Content], own: Path) -> None:
    """Write every file, read-only: a site is not edited by hand.

    What stands at its place already is left there; other files below `own` are linked, the rest copied.
    """
    for parent in sorted({path.rpartition("/")[0] for path in tree}):
        (folder / parent).mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(WRITERS) as writers:
        list(writers.map(lambda entry: _write(folder / entry[0], entry[1], own), tree.items()))


def _write(file: Path, content: Content, own: Path) -> None:
    if isinstance(content, bytes):
        file.write_bytes(content)
    elif content != file and not (content.is_relative_to(own) and _linked(content, file)):
        shutil.copyfile(content, file)
    file.chmod(0o444)


def _linked(content: Path, file: Path) -> bool:
    """Not where the disk has no hard links. A clerk's own file is never linked: an edit would reach the site."""
    try:
        os.link(content, file)
    except OSError:
        return False
    return True


def _name(tree: Mapping[str, Content]) -> str:
    """Equal trees have equal names."""
    digest = hashlib.blake2b(digest_size=12)
    for path, content in sorted(tree.items()):
        body = content if isinstance(content, bytes) else content.read_bytes()
        digest.update(f"{path}\0{digest_of(body)}".encode())
    return digest.hexdigest()


def _write_beside(file: Path, content: bytes, work: Path) -> None:
    draft = work / "notes"
    draft.write_bytes(content)
    draft.replace(file)


def _forget(store: Path, keep: set[str]) -> None:
    for entry in store.iterdir():
        if entry.is_dir() and not entry.name.startswith("building-") and entry.name not in keep:
            entry.with_suffix(".json").unlink(missing_ok=True)
            _remove([entry])


def _remove(folders: Iterator[Path] | list[Path]) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def _refuse_strangers(out: Path) -> None:
    if out.is_symlink():
        if (out.parent / out.readlink()).parent.resolve() != store_of(out).resolve():
            raise ProblemsFound([_unusable(out, "是指向别处的链接", "请删去这个链接,或换一个 --out 目录")])
    elif (out.is_file() or (out.is_dir() and any(out.iterdir()))) and not out.is_symlink():
        # The last question again: meanwhile another build may have put its link there.
        raise ProblemsFound(
            [_unusable(out, "已有别的内容,不是本程序生成的", "请先移走或删除,或换一个 --out 目录")]
        )


def _unusable(out: Path, found: str, mend: str) -> Problem:
    return Problem(
        code="E505", place=Place(path=out.name), message=f"输出目录 {out} {found}。", hint=f"{mend}。"
    )
