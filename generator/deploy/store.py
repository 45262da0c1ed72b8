"""The store of deployments beside a site; only what this program made in it is ever touched.

A store and a work folder contain a mark, a deployment has its manifest. Anything without them is somebody else's.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any, Final

from generator.deploy.manifest import manifest_beside, manifest_of
from generator.deploy.trees import sync
from generator.disk import make_folder, open_to_readers, read_plain, words
from generator.problems import Place, ProblemsFound, visible

MARK: Final = ".jingwu"
LOCK: Final = "lock"
# A published site: its name, and the name of its store, which people look into.
CURRENT: Final = "current"
DEPLOYS: Final = "deploys"
# Where there are no links, a file with the name of the deployment that readers see.
LIVE: Final = "live"
_WORDS: Final = "这个目录由 jingwu 生成网站时建立和清理,请不要往里面放别的东西。\n"
_DEPLOYMENT: Final = re.compile(r"[0-9a-f]{24}(-[0-9]+)?")
_WORK: Final = re.compile(r"building-[0-9]+")
# A store of an earlier version has no mark, but contains only these.
_KNOWN: Final = re.compile(rf"{LOCK}|{_WORK.pattern}|{_DEPLOYMENT.pattern}(\.json)?")
_STORE: Final = re.compile(r"\..+-releases")
_LONGEST_NAME: Final = 100
_ELSEWHERE: Final = "或换一个 --out 目录"


def store_of(out: Path) -> Path:
    """The folder of the deployments behind `out`."""
    return out.parent / (DEPLOYS if out.name == CURRENT else f".{out.name}-releases")


def unusable(out: Path, found: str, mend: str) -> ProblemsFound:
    """The exception to raise if a site cannot be put at `out`."""
    message = f"输出目录 {visible(str(out))} {found}。"
    place = Place(path=out.name or str(out))
    return ProblemsFound([place.problem("E505", message, f"{mend}。")])


def refuse_nameless(out: Path) -> None:
    """Raise ProblemsFound if `out`, as it was given, does not name a site of its own."""
    if out.name in ("", ".."):
        raise unusable(out, "没有写明网站的名字", "请写成 --out 目录/site 的样子")
    if "~" in out.parts:
        raise unusable(out, "里的 ~ 没有换成主目录", f"请写完整的路径,例如 {Path.home()}/site")


def refuse_strangers(out: Path) -> None:
    """Raise ProblemsFound unless `out` is absent, an empty folder, or the site of an earlier build."""
    parent = Path(os.path.realpath(out.parent))
    if any(_STORE.fullmatch(part) for part in parent.parts) or any(
        _is_plain(folder / MARK) for folder in (parent, *parent.parents) if folder.name == DEPLOYS
    ):
        raise unusable(out, "在另一个网站的里面", f"请放到那个网站以外,{_ELSEWHERE}")
    try:
        kind = out.lstat().st_mode
    except FileNotFoundError:
        return
    if stat.S_ISLNK(kind):
        if linked_deployment(out) is None:
            raise unusable(out, "是指向别处的链接", f"请删去这个链接,{_ELSEWHERE}")
    elif not stat.S_ISDIR(kind) or (live_deployment(out) is None and _holds_something(out)):
        raise unusable(out, "已有别的内容,不是本程序生成的", f"请先移走或删除,{_ELSEWHERE}")


def _holds_something(folder: Path) -> bool:
    """Is the folder not empty? False if another build has just replaced it by a link, which is not followed."""
    if os.listdir not in os.supports_fd:  # Windows, where no build makes a link
        return any(folder.iterdir())
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError):
        return False
    try:
        return bool(os.listdir(handle))  # noqa: PTH208 (a handle, no path)
    finally:
        os.close(handle)


def linked_deployment(out: Path) -> str | None:
    """The name of the deployment, existing or not, that the link `out` leads to; None for any other link."""
    target = out.parent / out.readlink()
    is_ours = os.path.realpath(target.parent) == os.path.realpath(store_of(out))
    return target.name if is_ours and _DEPLOYMENT.fullmatch(target.name) else None


def live_deployment(out: Path) -> str | None:
    """The name of the deployment that readers see behind `out`, a link or, where there are no links, a folder."""
    if out.is_symlink():
        return linked_deployment(out)
    with suppress(OSError, UnicodeDecodeError):
        name = read_plain(store_of(out) / LIVE, _LONGEST_NAME).decode("ascii")
        return name if _DEPLOYMENT.fullmatch(name) else None
    return None


def open_store(out: Path) -> Path:
    """The marked store of `out`, made if it is missing.

    Raises ProblemsFound if the store or `out` itself is somebody else's or cannot be written.
    """
    store = store_of(out)
    try:
        refuse_strangers(out)
        if store.is_symlink() or (store.exists() and not store.is_dir()):
            raise unusable(out, f"要用的 {store.name} 是链接或文件,不是本程序建立的", "请先把它移走")
        missing = [folder for folder in (store, *store.parents) if not folder.exists()]
        make_folder(store)
        for folder in missing:  # the way to a site that is on the disk must be there too
            sync(folder.parent)
        if not _is_plain(store / MARK):
            _refuse_a_strange_store(out, store)
            _mark(store)
        open_to_readers(store)
    except OSError as error:
        found, mend = words(error)
        raise unusable(out, f"写不进去({found})", mend) from error
    return store


def _refuse_a_strange_store(out: Path, store: Path) -> None:
    strangers = sorted(entry.name for entry in store.iterdir() if not _is_known(entry))
    if strangers:
        raise unusable(
            out,
            f"要用的 {store.name}/ 里有别的内容(例如 {visible(strangers[0])}),不是本程序建立的",
            f"请把别的内容从 {store.name}/ 移出来,或把整个 {store.name}/ 移走",
        )


def _is_known(entry: Path) -> bool:
    """Is it something that an earlier version left in its store? A deployment must have its manifest beside it."""
    if entry.name in (MARK, LOCK) or entry.suffix == ".json":
        return _KNOWN.fullmatch(entry.name) is not None and _is_plain(entry)
    if entry.is_symlink() or not entry.is_dir() or not _KNOWN.fullmatch(entry.name):
        return False
    return bool(_WORK.fullmatch(entry.name)) or manifest_of(entry) is not None


def is_store(folder: Path) -> bool:
    """Is it a store that this program has made?"""
    return not folder.is_symlink() and _is_plain(folder / MARK)


def _is_plain(file: Path) -> bool:
    try:
        return stat.S_ISREG(file.lstat().st_mode)
    except OSError:
        return False


def _mark(folder: Path) -> None:
    (folder / MARK).write_text(_WORDS, encoding="utf-8")


def free_place(store: Path, name: str) -> Iterator[Path]:
    """Paths for a deployment of that name: its own first, then others in case that one is damaged or taken."""
    yield store / name
    yield from (store / f"{name}-{number}" for number in count(1))


def new_work(store: Path) -> Path:
    """A marked folder for one build."""
    folder = Path(tempfile.mkdtemp(prefix="building-", dir=store))
    _mark(folder)
    return folder


def remove_work(folder: Path) -> None:
    """Remove a marked folder with all its content, its mark last; a folder without a mark only if it is empty.

    What cannot be removed now is left to the next build: the site does not depend on it.
    """
    with suppress(OSError, RecursionError):
        if folder.is_symlink() or not folder.is_dir():
            return
        if _is_plain(folder / MARK):
            for entry in [*folder.iterdir()]:
                if entry.is_dir() and not entry.is_symlink():
                    shutil.rmtree(entry)
                elif entry.name != MARK:
                    entry.unlink()
            (folder / MARK).unlink()
        if next(folder.iterdir(), None) is None:
            folder.rmdir()


def is_work(folder: Path) -> bool:
    """Is this the folder of a build that runs or was killed? The next build removes it."""
    return _WORK.fullmatch(folder.name) is not None


def deployments(store: Path, beside: Collection[str] = ()) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """The folders, which may be missing, and manifests of all deployments but those `beside`, newest first."""
    found = []
    for file in sorted(store.glob("*.json")):
        folder = file.with_suffix("")
        if folder.name not in beside and _DEPLOYMENT.fullmatch(folder.name):
            manifest = manifest_of(folder)
            if manifest is not None and not folder.is_symlink():
                found.append((folder, manifest))
    yield from sorted(found, key=lambda one: str(one[1].get("made", "")), reverse=True)


def forget_deployments(store: Path, keep: Collection[str]) -> None:
    """Remove all deployments except those in `keep`; manifests last, so that a kill leaves nothing without its mark.

    What cannot be removed now is left to the next build.
    """
    with suppress(OSError, RecursionError):
        for folder, _ in deployments(store, keep):
            if folder.is_dir():
                shutil.rmtree(folder)
            manifest_beside(folder).unlink(missing_ok=True)
