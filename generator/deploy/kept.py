"""The deployments of a published site that are kept: listed, compared with their manifests, and gone back to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.deploy import workplace
from generator.deploy.manifest import FileDifference, Origin, differences, noted, origin_of
from generator.deploy.store import LIVE, LOCK, MARK, deployments, is_store, is_work, live_deployment, store_of
from generator.deploy.switching import is_folder, switch
from generator.disk import refusals_told
from generator.problems import Place, ProblemsFound


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A deployment: its id, where it comes from, its numbers of pages and files, their size [bytes], and is it live?"""

    id: str
    origin: Origin
    pages: int
    files: int
    size: int
    is_live: bool


def kept_deployments(out: Path) -> tuple[Kept, ...]:
    """All deployments behind `out`, newest first. Raises ProblemsFound if there is no published site."""
    with refusals_told(out):
        store, live = _store(out), live_deployment(out)
        return tuple(
            Kept(
                id=folder.name,
                origin=origin_of(manifest),
                pages=len(noted(manifest, "pages")),
                files=len(noted(manifest, "files")),
                size=sum(int(one.get("size", 0)) for one in noted(manifest, "files").values()),
                is_live=folder.name == live,
            )
            for folder, manifest in deployments(store)
            if folder.is_dir()
        )


def roll_back(out: Path, id_: str | None = None) -> Kept:
    """Lead readers to the deployment whose id begins so, or to the newest that is older than what they see.

    Raises ProblemsFound if there is none, or if it is not as it was made.
    """
    _store(out)
    with workplace(out) as work:
        kept = kept_deployments(out)
        live = next((one for one in kept if one.is_live), None)
        others = [one for one in kept if not one.is_live]
        meant = [
            one
            for one in others
            if (id_ is None and (live is None or one.origin.made < live.origin.made))
            or (id_ is not None and one.id.startswith(id_))
        ]
        if not meant or (id_ is not None and len(meant) > 1):
            raise _no_way_back(out, id_, others)
        target = store_of(out.absolute()) / meant[0].id
        if wrong := next(_differences(target), None):
            message = f"{meant[0].id} 的文件不是当时的样子了({wrong.path or '清单'}),没有换过去。"
            raise ProblemsFound([Place(path=out.name).problem("E522", message, "请改用另一个,或重新发布。")])
        switch(out.absolute(), target, work, is_synced=True)
        return meant[0]


def _no_way_back(out: Path, id_: str | None, others: list[Kept]) -> ProblemsFound:
    listed = "、".join(one.id for one in others)
    found = "没有更早的网站可以退回" if id_ is None else f"没有正好一个以 {id_} 开头的网站可以退回"
    hint = f"保存着的有:{listed}。" if others else "只保存着现在的这一个:请改好资料,重新发布。"
    return ProblemsFound([Place(path=out.name).problem("E522", f"{found}。", hint)])


def verified(out: Path) -> Iterator[tuple[Kept, tuple[FileDifference, ...]]]:
    """Each deployment with what differs from its manifest, every byte read; of the live one, what readers see.

    Raises ProblemsFound if there is no published site, or if it is none of these.
    """
    kept, out = kept_deployments(out), out.absolute()
    if not any(one.is_live for one in kept):
        message = f"{out.name} 不是本程序发布的网站,或者它的清单不见了。"
        hint = "请重新发布;不知道是谁改的,请先查清谁能写这个目录。"
        raise ProblemsFound([Place(path=out.name).problem("E522", message, hint)])
    with refusals_told(out):
        for one in kept:
            folder = store_of(out) / one.id
            found = [*_differences(folder)]
            if one.is_live and is_folder(out):
                found += _differences(folder, out)
            yield one, tuple(found)


def unknown_in_store(out: Path) -> tuple[str, ...]:
    """What lies among the deployments without a manifest, and is not the program's own: no command removes it."""
    with refusals_told(out):
        store = _store(out)
        made = {folder.name for folder, _ in deployments(store)}
        known = {MARK, LOCK, LIVE, *made, *(f"{name}.json" for name in made)}
        return tuple(
            sorted(one.name for one in store.iterdir() if one.name not in known and not is_work(one))
        )


def _differences(folder: Path, seen: Path | None = None) -> Iterator[FileDifference]:
    manifest = dict(next(found for one, found in deployments(folder.parent) if one == folder))
    yield from differences(seen or folder, manifest, folder.name)


def _store(out: Path) -> Path:
    store = store_of(out.absolute())
    if not is_store(store):
        message = f"{out.parent} 里还没有发布过网站。"
        hint = "请核对 --to;第一次发布运行 jingwu deploy --to 目录。"
        raise ProblemsFound([Place(path=str(out.parent)).problem("E522", message, hint)])
    return store
