"""Publications during which the power fails: what was not synced to the disk is there, in part, or not at all.

`python -m benchmarks.torture.power [SUBSETS]` records every change of the disk and what was synced. A file's content is
certain once the file is synced, a name once its folder is (of a rename between folders, the folder it came to). At
every point of the record the disk is put together with nothing, all, each folder's part and drawn subsets of the rest.
"""

from __future__ import annotations

import io
import os
import stat
import sys
import tempfile
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from typing import Any, Final, TypeAlias

from benchmarks.torture.killing import apart
from benchmarks.torture.publishing import PUBLICATIONS, Publication, Tree

Entry: TypeAlias = "tuple[int, str, int | None]"
ROOT: Final = 0


def _path_of(handle: int) -> str:
    return str(Path(f"/proc/self/fd/{handle}").readlink())


@dataclass
class Change:
    """Names that changed at once, or the content of a file; `is_certain` from the change of that number on."""

    entries: tuple[Entry, ...] = ()
    file: int | None = None
    data: bytes = b""
    certain_from: int = sys.maxsize


@dataclass
class Record:
    """The disk before, and every change since: folders by number, contents by number, and when each was certain."""

    top: str
    folders: dict[int, dict[str, int]] = field(default_factory=lambda: {ROOT: {}})
    contents: dict[int, bytes] = field(default_factory=dict)
    links: set[int] = field(default_factory=set)
    changes: list[Change] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lock = threading.RLock()
        self.next = 1
        known: dict[int, int] = {}
        for folder, folders, files in os.walk(self.top):
            here = self.at(folder)
            assert here is not None
            for name in (*folders, *files):
                info = (Path(folder) / name).lstat()
                node = known.get(info.st_ino) or self.new()
                known[info.st_ino] = self.folders[here][name] = node
                if stat.S_ISDIR(info.st_mode):
                    self.folders[node] = {}
                elif stat.S_ISLNK(info.st_mode):
                    self.links.add(node)
                    self.contents[node] = bytes((Path(folder) / name).readlink())
                else:
                    self.contents[node] = (Path(folder) / name).read_bytes()
        self.before = {node: dict(names) for node, names in self.folders.items()}, dict(self.contents)

    def new(self) -> int:
        """A number that is free."""
        self.next += 1
        return self.next

    def split(self, path: Any, handle: int | None = None) -> tuple[int, str] | None:
        """The folder and name of a path below the top; None elsewhere."""
        full = os.fsdecode(path) if not isinstance(path, int) else _path_of(path)
        if handle is not None:
            full = f"{_path_of(handle)}/{full}"
        parent, _, name = full.rstrip("/").rpartition("/")
        folder = self.at(parent)
        return None if folder is None else (folder, name)

    def at(self, path: str) -> int | None:
        """The number of a path; None elsewhere."""
        if path != self.top and not path.startswith(f"{self.top}/"):
            return None
        node: int | None = ROOT
        for name in path.removeprefix(self.top).strip("/").split("/"):
            node = self.folders.get(node, {}).get(name) if name and node is not None else node
        return node

    def change(self, *entries: Entry) -> None:
        """Names have changed."""
        self.changes.append(Change(entries=entries))
        for folder, name, node in entries:
            if node is None:
                self.folders[folder].pop(name, None)
            else:
                self.folders[folder][name] = node

    def written(self, node: int, data: bytes) -> None:
        """A file's content has changed."""
        self.contents[node] = data
        self.changes.append(Change(file=node, data=data))

    def synced(self, node: int | None) -> None:
        """What the file or folder contains is certain from here on."""
        now = len(self.changes)
        for change in self.changes:
            last = change.entries[-1][0] if change.entries else change.file
            if node is not None and last == node:
                change.certain_from = min(change.certain_from, now)

    def disk(
        self, now: int, surviving: Collection[int]
    ) -> tuple[dict[int, dict[str, int]], dict[int, bytes]]:
        """Folders and contents after a loss of power at `now` that these of the uncertain changes survive."""
        folders = {node: dict(names) for node, names in self.before[0].items()}
        contents = dict(self.before[1]) | {node: self.contents[node] for node in self.links}
        for number, change in enumerate(self.changes[:now]):
            if change.certain_from > now and number not in surviving:
                continue
            for folder, name, node in change.entries:
                if node is None:
                    folders.setdefault(folder, {}).pop(name, None)
                else:
                    folders.setdefault(folder, {})[name] = node
            if change.file is not None:
                contents[change.file] = change.data
        return folders, contents

    def subsets(self, now: int, drawn: int, random: Random) -> Iterator[set[int]]:
        """Nothing, all, each folder's part, each beginning of all, and drawn ones."""
        open_ = [number for number, change in enumerate(self.changes[:now]) if change.certain_from > now]
        yield set()
        yield set(open_)
        of: dict[int | None, list[int]] = {}
        for number in open_:
            change = self.changes[number]
            of.setdefault(change.entries[-1][0] if change.entries else change.file, []).append(number)
        for part in of.values():
            yield set(part)
            yield set(open_) - set(part)
        for _ in range(drawn):
            yield set(open_[: random.randint(0, len(open_))])
            yield {number for number in open_ if random.random() < 0.5}


def watch(record: Record) -> None:
    """Record what this process does from now on."""
    _watch_names(record)
    real_sync, real_open = os.fsync, io.open

    def synced(handle: int) -> None:
        with record.lock:
            real_sync(handle)
            record.synced(record.at(_path_of(handle)))

    def opened(file: Any, mode: str = "r", *arguments: Any, **named: Any) -> Any:
        place = record.split(file) if set(mode) & set("wxa") else None
        if place is None:
            return real_open(file, mode, *arguments, **named)
        with record.lock:
            held = real_open(file, mode, *arguments, **named)
            node = record.folders[place[0]].get(place[1])
            if node is None:
                node = record.new()
                record.change((*place, node))
            record.written(node, b"")
        return _Written(held, lambda: record.written(node, Path(file).read_bytes()))

    vars(os)["fsync"] = synced
    vars(io)["open"] = opened
    vars(sys.modules["builtins"])["open"] = opened


class _Written:
    """A file that is told of when it is closed."""

    def __init__(self, held: Any, told: Callable[[], None]) -> None:
        self._held, self._told = held, told

    def __getattr__(self, name: str) -> Any:
        return getattr(self._held, name)

    def __enter__(self) -> _Written:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._held.close()
        self._told()


def _watch_names(record: Record) -> None:
    real = {
        name: getattr(os, name)
        for name in ("mkdir", "rename", "replace", "symlink", "link", "unlink", "rmdir")
    }

    def made(path: Any, *arguments: Any, **named: Any) -> None:
        with record.lock:
            real["mkdir"](path, *arguments, **named)
            if place := record.split(path, named.get("dir_fd")):
                node = record.new()
                record.folders[node] = {}
                record.change((*place, node))

    def moved(old: Any, new: Any, **named: Any) -> None:
        with record.lock:
            real["replace"](old, new, **named)
            if (place := record.split(old)) and (to := record.split(new)):
                record.change((*place, None), (*to, record.folders[place[0]][place[1]]))

    def pointed(target: Any, path: Any, *arguments: Any, **named: Any) -> None:
        with record.lock:
            real["symlink"](target, path, *arguments, **named)
            if place := record.split(path):
                node = record.new()
                record.links.add(node)
                record.contents[node] = os.fsencode(target)
                record.change((*place, node))

    def linked(old: Any, new: Any, **named: Any) -> None:
        with record.lock:
            real["link"](old, new, **named)
            if (place := record.split(old)) and (to := record.split(new)):
                record.change((*to, record.folders[place[0]][place[1]]))

    def removed(which: str, path: Any, **named: Any) -> None:
        with record.lock:
            place = record.split(path, named.get("dir_fd"))
            real[which](path, **named)
            if place:
                record.change((*place, None))

    fresh: dict[str, Callable[..., Any]] = {
        "mkdir": made, "rename": moved, "replace": moved, "symlink": pointed, "link": linked,
        "unlink": partial(removed, "unlink"), "remove": partial(removed, "unlink"), "rmdir": partial(removed, "rmdir"),
    }  # fmt: skip
    for name, function in fresh.items():
        for known in (os.supports_dir_fd, os.supports_follow_symlinks):
            if getattr(os, name) in known:
                known.add(function)
        setattr(os, name, function)


def served(folders: dict[int, dict[str, int]], contents: dict[int, bytes]) -> Tree | None:
    """What readers would see of that disk."""
    place = folders.get(folders[ROOT].get("www", -1), {})
    node = place.get("current")
    if node is not None and node in contents:
        name = contents[node].decode().rpartition("/")[2]
        node = folders.get(place.get("deploys", -1), {}).get(name)
    return None if node is None else dict(_files(node, "", folders, contents))


def _files(
    node: int, prefix: str, folders: dict[int, dict[str, int]], contents: dict[int, bytes]
) -> Iterator[tuple[str, bytes]]:
    for name, each in folders.get(node, {}).items():
        if each not in contents:
            yield from _files(each, f"{prefix}{name}/", folders, contents)
        else:
            yield f"{prefix}{name}", contents[each]


def losses(publication: Publication, folder: Path, drawn: int) -> tuple[int, int, int]:
    """How many losses of power were tried, after how many the site is broken, and missing."""
    said = apart(lambda: publication.prepare(folder / "www")).said
    assert not said, said

    def count() -> None:
        record, random, tried = Record(str(folder)), Random(1), [0, 0, 0]
        watch(record)
        publication.on_its_disk()
        publication.does(folder / "www")
        for now in range(len(record.changes) + 1):
            for surviving in record.subsets(now, drawn, random):
                found = served(*record.disk(now, surviving))
                is_done = now == len(record.changes)
                tried[0] += 1
                if (
                    found is None
                    and publication.old is not None
                    and not publication.has_links
                    and not is_done
                ):
                    tried[2] += 1
                elif found != publication.after and (is_done or found != publication.old):
                    tried[1] += 1
                    if tried[1] < 3:
                        lost = [record.changes[n] for n in range(now) if record.changes[n].certain_from > now]
                        os.write(
                            2,
                            f"{publication.name} {now}/{len(record.changes)}: {found} {lost[:6]}\n".encode(),
                        )
        os.write(1, f"\n{tried[0]} {tried[1]} {tried[2]}".encode())

    ended = apart(count)
    lines = ended.said.splitlines()
    if ended.code or len(lines[:-1]) > 1:
        print(*lines[:-1], sep="\n", file=sys.stderr)
    tried, broken, missing = map(int, lines[-1].split())
    return tried, broken, missing


def main(arguments: Sequence[str]) -> int:
    """Print the row for RELIABILITY.md."""
    drawn = int(arguments[0]) if arguments else 20
    found = [losses(one, Path(tempfile.mkdtemp()), drawn) for one in PUBLICATIONS]
    tried, broken, missing = map(sum, zip(*found, strict=True))
    print(
        f"| power lost during {len(PUBLICATIONS)} small publications: {tried:,} disks | neither the old nor the new "
        f"site, or not the new one after success: {broken}; missing (a disk without links) {missing} | "
        f"`python -m benchmarks.torture.power` |"
    )
    return int(broken > 0)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
