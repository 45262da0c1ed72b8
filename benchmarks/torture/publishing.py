"""Small publications, each done as the product does it: the first, one like it, one over the oldest, a way back."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from generator.deploy.kept import kept_deployments, roll_back, verified
from generator.deploy.manifest import manifest_beside
from generator.deploy.store import LIVE, LOCK, MARK, store_of
from generator.problems import ProblemsFound
from tests.small_sites import put, tree_in

Tree: TypeAlias = Mapping[str, bytes]
ONE: Final[Tree] = {"index.html": b"one", "a/index.html": b"a", "a/b/index.html": b"b", "c.css": b"c"}
TWO: Final[Tree] = {**ONE, "index.html": b"two"}
THREE: Final[Tree] = {"index.html": b"three", "a/index.html": b"a", "d/index.html": b"d"}
FOUR: Final[Tree] = {**THREE, "index.html": b"four", "d/index.html": b"dd"}
KEEP: Final = 1


@dataclass(frozen=True, kw_only=True)
class Publication:
    """What was published before it, what it does, and what readers see then; `None` is nothing."""

    name: str
    before: tuple[Tree, ...]
    after: Tree
    does: Callable[[Path], object]
    has_links: bool = True

    def prepare(self, place: Path) -> None:
        """Publish what was there before."""
        self.on_its_disk()
        for number, tree in enumerate(self.before):
            put(place, tree, made=f"2026-11-0{number + 1}", keep=KEEP)

    def on_its_disk(self) -> None:
        """Take symbolic and hard links from this process where the disk has none."""
        if not self.has_links:
            os.symlink = os.link = _no_links

    @property
    def old(self) -> Tree | None:
        """What readers see before it."""
        return self.before[-1] if self.before else None


def _no_links(*_: object, **__: object) -> None:
    raise OSError(errno.EPERM, os.strerror(errno.EPERM))


def _puts(tree: Tree) -> Callable[[Path], object]:
    return lambda place: put(place, tree, made="2026-11-09", keep=KEEP)


def _goes_back(place: Path) -> object:
    return roll_back(place / "current")


PUBLICATIONS: Final = tuple(
    Publication(name=f"{name}{'' if has_links else ', no links'}", before=before, after=after, does=does,
                has_links=has_links)
    for has_links in (True, False)
    for name, before, after, does in (
        ("first", (), ONE, _puts(ONE)),
        ("second", (ONE,), TWO, _puts(TWO)),
        ("over the oldest", (ONE, TWO), THREE, _puts(THREE)),
        ("from the oldest", (ONE, TWO, ONE), {**TWO, "c.css": b"d"}, _puts({**TWO, "c.css": b"d"})),
        ("rollback", (ONE, TWO), ONE, _goes_back),
    )
)  # fmt: skip


def seen(place: Path) -> Tree | None:
    """Every byte that readers see; None without a site."""
    out = place / "current"
    return tree_in(out) if out.exists() else None


def faults_after_the_next(place: Path) -> list[str]:
    """What is wrong once something else is published: another site, a byte that differs, something left behind."""
    found = []
    try:
        put(place, FOUR, made="2026-11-10", keep=KEEP)
        if seen(place) != FOUR:
            found.append("not the new site")
        for one, differences in verified(place / "current"):
            found += [f"{one.id[:6]}: {each.path} {each.what}" for each in differences]
    except ProblemsFound as refused:
        return [str(problem) for problem in refused.problems]
    return [*found, *(f"left: {name}" for name in leftovers(place))]


def leftovers(place: Path) -> list[str]:
    """What lies in the place and its store and belongs to no kept deployment."""
    store = store_of(place / "current")
    kept = [one.id for one in kept_deployments(place / "current")]
    own = {LOCK, MARK, LIVE} | {name for id_ in kept for name in (id_, manifest_beside(store / id_).name)}
    more = [f"{one} besides the one that is seen" for one in kept[KEEP + 1 :]]
    beside = [entry.name for entry in place.iterdir() if entry.name not in ("current", store.name)]
    return [*more, *beside, *(entry.name for entry in store.iterdir() if entry.name not in own)]
