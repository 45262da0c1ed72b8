"""Files that the bureaus of a hub share: the version that data/shared.yml names stands in for files of its own.

The version is a folder below the one that `shared` in hub.yml names, with a data/ like a bureau's. A bureau names no
path, so its data cannot reach out of the hub; whoever keeps hub.yml says which files there are to share.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from generator.load.files import Source, sources
from generator.load.hub import HUB, read_hub, shared_folder
from generator.load.kinds import KINDS, SHARED, Kind, kind_of
from generator.load.records import Loaded
from generator.model.bureau import SharedFiles
from generator.model.hub import SharedReference
from generator.problems import Place, Problem, ProblemsFound, shown

_SHAREABLE: Final = "、".join(kind.title for kind in KINDS if kind.may_be_shared)


def shared_sources(
    root: Path, reference: Loaded, own: Iterable[Source]
) -> tuple[list[Source], list[Problem]]:
    """The files of the version that the bureau of `root` refers to, by the paths of those that they replace.

    And what is wrong with them, or with the reference.
    """
    assert isinstance(reference.record, SharedReference)
    version, place = reference.record.version, reference.place("version")
    try:
        top = _folder_of(root)
        folder = top / version
        _refuse_missing(folder, top)
    except _Unusable as unusable:
        return [], [place.problem("E120", *unusable.said)]
    found, photos, problems = sources(folder, {})
    there = Path(os.path.relpath(folder, os.path.realpath(root))).as_posix()
    mine = {source.path for source in own}
    problems += [_not_to_be_shared(f"data/photos/{name}", "民警照片") for name in photos]
    problems += [_not_to_be_shared(one.path, kind.title) for one in found if (kind := _own_kind(one.path))]
    problems = [standing_at(one, {one.place.path: f"{there}/{one.place.path}"}) for one in problems]
    problems += [_doubled(one.path, there) for one in found if one.path in mine and not _own_kind(one.path)]
    return [replace(source, stands_at=f"{there}/{source.path}") for source in found], problems


def standing_at(problem: Problem, paths: Mapping[str, str]) -> Problem:
    """The problem at the place of the file that `paths` names for its path, if any."""
    there = paths.get(problem.place.path)
    return problem if there is None else replace(problem, place=replace(problem.place, stands_at=there))


def shared_files(files: Iterable[Loaded]) -> SharedFiles | None:
    """Which version a bureau uses, and of which kinds its records are; None if it has only its own."""
    every = tuple(files)
    version = next((one.record.version for one in every if isinstance(one.record, SharedReference)), None)
    if version is None:
        return None
    kinds = (kind_of(one.source.path) for one in every if one.source.stands_at is not None)
    titles = dict.fromkeys(kind.title for kind in kinds if isinstance(kind, Kind))
    return SharedFiles(version=version, titles=tuple(titles))


def read_beside(root: Path) -> tuple[Path, ...]:
    """What a build of `root` may read outside of it: where a hub.yml may stand above, and the shared files.

    Empty for a bureau that shares nothing.
    """
    if not os.path.lexists(root / SHARED):
        return ()
    above = [parent / HUB for parent in _above(root)]
    with suppress(_Unusable):
        return (*above, _folder_of(root))
    return tuple(above)


class _Unusable(Exception):  # noqa: N818 (a statement about a reference, not a fault)
    """The shared files cannot be used; `said` are message and hint."""

    def __init__(self, message: str, hint: str) -> None:
        self.said = (message, hint)
        super().__init__(message)


def _above(root: Path) -> Iterator[Path]:
    """The folders above a bureau, the nearest first."""
    yield from Path(os.path.realpath(root)).parents


def _folder_of(root: Path) -> Path:
    """The folder of all versions, from the nearest hub.yml above the bureau. Raises _Unusable."""
    top = next((folder for folder in _above(root) if os.path.lexists(folder / HUB)), None)
    if top is None:
        raise _Unusable(
            f"上面的目录里没有 {HUB}:共用的资料只能用在汇总网站里。",
            f"请把这个单位的文件夹放进有 {HUB} 的目录;单独发布的,删去 {SHARED},把资料写进自己的 data/。",
        )
    try:
        hub, _ = read_hub(top)
    except ProblemsFound as found:
        hint = "请先改好它。"
        raise _Unusable(f"上面的 {found.problems[0]}", hint) from None
    if hub.shared is None:
        hint = f"请在 {HUB} 里写 shared: shared,把共用的资料放进那个文件夹;不共用的,删去 {SHARED}。"
        raise _Unusable(f"上面的 {HUB} 没有写 shared(共用的资料在哪个文件夹)。", hint)
    folder = shared_folder(top, hub)
    if folder is None:
        hint = f"请改 {HUB} 的 shared,写它旁边的一个文件夹。"
        raise _Unusable(f"{HUB} 的 shared 写的 {shown(hub.shared)} 不是它那个目录里面的文件夹。", hint)
    return folder


def _refuse_missing(folder: Path, top: Path) -> None:
    """Raise _Unusable unless the version is a plain folder with a plain data/ in it."""
    if folder.is_dir() and not folder.is_symlink():
        data = folder / "data"
        if data.is_dir() and not data.is_symlink():
            return
        hint = f"请把共用的文件放进 {folder.name}/data/,次序和单位自己的 data/ 一样。"
        raise _Unusable(f"共用的资料 {folder.name} 版里没有 data/ 文件夹,或者它是链接。", hint)
    versions = sorted(entry.name for entry in top.iterdir() if entry.is_dir() and not entry.is_symlink())
    hint = f"请写其中一个:{'、'.join(versions)}。" if versions else f"请先在 {top.name}/ 里建这个文件夹。"
    raise _Unusable(f"没有共用的资料 {folder.name} 版({top.name}/ 里没有这个文件夹,或者它是链接)。", hint)


def _own_kind(path: str) -> Kind | None:
    """The kind of a file that no two bureaus have in common; None if they may, or if the path is wrong."""
    kind = kind_of(path)
    return kind if isinstance(kind, Kind) and not kind.may_be_shared else None


def _doubled(path: str, there: str) -> Problem:
    message = f"这个文件和共用的 {there}/{path} 是同一个,不知道用哪一个。"
    hint = "用共用的,请删去自己的这一个(先核对内容);要用自己的,请把那一个移出共用的文件夹。"
    return Place(path=path).problem("E121", message, hint)


def _not_to_be_shared(path: str, title: str) -> Problem:
    hint = f"请移到那个单位自己的 data/ 里。能共用的有:{_SHAREABLE}。"
    return Place(path=path).problem("E110", f"{title}是各单位自己的,不能共用。", hint)
