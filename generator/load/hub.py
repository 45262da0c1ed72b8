"""Read hub.yml, and find out which folders its bureaus are in."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator.load.document import Marks, Refused, marks_of, read_document
from generator.load.files import read_source, text_of
from generator.load.records import Untyped, typed_record
from generator.load.words import names_of
from generator.model.hub import Hub
from generator.problems import Place, Problem, ProblemsFound

HUB: Final = "hub.yml"


@dataclass(frozen=True, kw_only=True)
class LoadedHub:
    """A hub, the folder of each bureau by its code, and the place of each bureau in hub.yml."""

    hub: Hub
    folders: Mapping[str, Path]
    places: Mapping[str, Place]


def load_hub(root: Path) -> LoadedHub:
    """Load hub.yml of `root`. Raises ProblemsFound, also for a bureau's folder outside of `root`."""
    hub, marks = read_hub(root)
    folders = {bureau.code: root / bureau.data for bureau in hub.bureaus}
    problems = [
        marks.place(("bureaus", at, "data")).problem("E530", *_OUTSIDE)
        for at, bureau in enumerate(hub.bureaus)
        if not _is_inside(folders[bureau.code], root)
    ]
    real = [os.path.realpath(folder) for folder in folders.values()]
    problems += [
        marks.place(("bureaus", at, "data")).problem("E530", *_DOUBLED)
        for at, folder in enumerate(real)
        if folder in real[:at]
    ]
    if hub.shared is not None and shared_folder(root, hub) is None:
        problems.append(marks.place(("shared",)).problem("E530", *_UNSHARED))
    if problems:
        raise ProblemsFound(problems)
    places = {bureau.code: marks.place(("bureaus", at)) for at, bureau in enumerate(hub.bureaus)}
    return LoadedHub(hub=hub, folders=folders, places=places)


def read_hub(root: Path) -> tuple[Hub, Marks]:
    """hub.yml of `root` alone, with the place of each value. Raises ProblemsFound."""
    text = _text(root)
    try:
        plain = read_document(HUB, text).plain
    except Refused as refused:
        raise ProblemsFound([refused.problem]) from None
    hub = typed_record(Hub, plain, HUB, text)
    if isinstance(hub, Untyped):
        raise ProblemsFound(hub.problems(names_of(())))
    return hub, marks_of(HUB, text)


def shared_folder(root: Path, hub: Hub) -> Path | None:
    """The real folder of the shared files; None unless it is one inside of `root`."""
    folder = Path(os.path.realpath(root / (hub.shared or "")))
    return folder if folder.is_dir() and _is_inside(folder, root) else None


_OUTSIDE: Final = (
    "这个文件夹不在 hub.yml 所在的目录里面。",
    "请写里面的文件夹,例如 xiangyang;别处的请先移进来。",
)
_UNSHARED: Final = (
    "共用资料的文件夹没有,或者不在 hub.yml 所在的目录里面。",
    "请写里面的一个文件夹,例如 shared,共用的资料 2026-1 版就放在 shared/2026-1/data/。",
)
_DOUBLED: Final = ("这个文件夹上面已经写过。", "一个单位一个文件夹,请写它自己的。")


def _text(root: Path) -> str:
    if not os.path.lexists(root / HUB):
        hint = "请先用 cd 进入有 hub.yml 的目录再运行,或在命令后面加 --root 那个目录。"
        raise ProblemsFound([Place(path=HUB).problem("E111", f"这里没有 {HUB}。", hint)])
    source = read_source(HUB, root / HUB)
    text = source if isinstance(source, Problem) else text_of(source)
    if isinstance(text, Problem):
        raise ProblemsFound([text])
    return text


def _is_inside(folder: Path, root: Path) -> bool:
    """Is it really below the root, whatever links lead to it?"""
    real, top = Path(os.path.realpath(folder)), Path(os.path.realpath(root))
    return real != top and real.is_relative_to(top)
