"""Publications that are killed, or whose disk fails, at each system call that changes something.

`python -m benchmarks.torture.killing [KILLS]` also kills so many runs of `jingwu deploy` of a small bureau at random
moments.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path
from random import Random
from typing import Any, Final

from benchmarks.torture.publishing import (
    PUBLICATIONS,
    Publication,
    Tree,
    faults_after_the_next,
    leftovers,
    seen,
)
from generator.deploy.kept import verified
from generator.problems import ProblemsFound
from tests.refusing import Disk, Ended, run
from tests.small_sites import BINHU, REPOSITORY, bureau_in, edit

CHANGING: Final = frozenset({
    "create", "write", "close", "mkdir", "rename", "replace", "unlink", "remove", "rmdir", "symlink", "link", "chmod",
    "fsync", "sendfile", "flock",
})  # fmt: skip
ERRORS: Final = (errno.ENOSPC, errno.EIO, errno.EACCES)
KILLED: Final = 0
_SENTENCE: Final = re.compile(r"\[E\d{3}\] [^a-z]*[一-龥]+.*。$", re.MULTILINE)
_DAY: Final = "2026-11-24"


@dataclass
class NthDisk(Disk):
    """A disk whose `nth` change is not made: the process is killed there, or gets the `error`."""

    nth: int = 0
    changes: int = field(default=0, init=False)

    def touch(self, name: str, path: Any, to: Any = None) -> None:
        """Count a change, and let the one fail."""
        if self.is_at_rest or name not in CHANGING:
            return
        self.changes += 1
        if self.changes != self.nth:
            return
        if self.error == KILLED:
            os.kill(os.getpid(), signal.SIGKILL)
        self.touched[(name, str(path), self._lines())] = 1
        names = [one for one in (path, to) if isinstance(one, str | bytes | os.PathLike)]
        raise OSError(self.error, os.strerror(self.error), *names[:1])


@dataclass(frozen=True, kw_only=True)
class Blow:
    """What one change that failed did: what readers see, and what is wrong, then and after the next publication."""

    publication: str
    nth: int
    error: int
    at: str
    is_whole: bool
    is_missing: bool
    faults: tuple[str, ...]


def each_change(publication: Publication, folder: Path, error: int) -> Iterator[Blow]:
    """Let each change of the publication fail, one after the other, until none is left."""
    fresh, place = folder / "fresh", folder / "www"
    said = apart(lambda: publication.prepare(fresh)).said
    assert not said, said
    for nth in count(1):
        shutil.rmtree(place, ignore_errors=True)
        if fresh.exists():
            shutil.copytree(fresh, place, symlinks=True)
        ended = run(partial(_publish, publication, place), NthDisk(str(place), error=error, nth=nth))
        if ended.code == 0 and not ended.touched:
            return
        found = seen(place)
        after = apart(partial(_after, publication, place))
        yield Blow(
            publication=publication.name, nth=nth, error=error, at=str([*ended.touched][:1]),
            is_whole=found in (publication.old, publication.after), is_missing=found is None,
            faults=(*_wrongly_told(publication, ended, found), *after.said.splitlines()),
        )  # fmt: skip


def apart(command: Callable[[], object]) -> Ended:
    """Run something in a process of its own, whose disk may lack links."""
    disk = Disk("/")
    disk.is_at_rest = True
    return run(command, disk)


def _publish(publication: Publication, place: Path) -> None:
    publication.on_its_disk()
    try:
        publication.does(place)
    except ProblemsFound as found:
        os.write(2, "\n".join(map(str, found.problems)).encode())  # past whoever captures the streams
        raise SystemExit(1) from None


def _after(publication: Publication, place: Path) -> None:
    publication.on_its_disk()
    os.write(1, "\n".join(faults_after_the_next(place)).encode())


def _wrongly_told(publication: Publication, ended: Ended, found: Tree | None) -> Iterator[str]:
    if ended.code == -signal.SIGKILL:
        return
    if ended.code == 0 and found != publication.after:
        yield "success for what was not done"
    if ended.code == 1 and found == publication.after != publication.old:
        yield "failure for what was done"
    if ended.code == 1 and not _SENTENCE.search(ended.said):
        yield f"no sentence: {ended.said[-300:]}"
    if ended.code not in (0, 1):
        yield f"ended with {ended.code}: {ended.said[-1500:]}"


# ---- `jingwu deploy` of a small bureau, killed at random moments


@dataclass
class Kills:
    """What runs of `jingwu deploy` left that were killed at random moments."""

    killed: int = 0
    old: int = 0
    new: int = 0
    broken: int = 0
    faults: list[str] = field(default_factory=list)


def killed_at_random(kills: int, folder: Path) -> Kills:
    """Publish two states of a bureau in turn; kill a run at a random moment of its time, then let one go through."""
    random, done, place, root = Random(20261201), Kills(), folder / "www", bureau_in(folder / "root")
    command = [
        sys.executable, "-c", "from generator.cli import main; main()", "deploy", "--root", str(root),
        "--to", str(place), "--as-of", _DAY, "--jobs", "1", "--keep", "1",
    ]  # fmt: skip
    estates = ("湖边大院", "湖边楼")
    longest = 0.0
    before: Tree | None = None
    for number in count():
        if done.killed == kills:
            break
        began = time.monotonic()
        with subprocess.Popen(
            command, cwd=REPOSITORY, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as run_:
            if number:
                try:
                    run_.wait(random.uniform(0.2, longest))
                except subprocess.TimeoutExpired:
                    run_.kill()
                    done.killed += 1
        if run_.returncode == 0:
            longest = time.monotonic() - began
        left = seen(place)
        went = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
        after = seen(place)
        done.old += left == before
        done.new += left == after != before
        done.broken += number > 0 and left not in (before, after)
        if went.returncode:
            done.faults.append(went.stderr[-500:])
        done.faults += [f"left: {name}" for name in leftovers(place)]
        done.faults += [str(found) for _, found in verified(place / "current") if found]
        before = after
        edit(root, BINHU, f"[老滨湖, {estates[number % 2]}]", f"[老滨湖, {estates[1 - number % 2]}]")
    return done


def main(arguments: Sequence[str]) -> int:
    """Print two rows for RELIABILITY.md, and each fault."""
    faults: list[str] = []
    kills = int(arguments[0]) if arguments else 200
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder)
        by_error = {
            error: [
                blow
                for number, publication in enumerate(PUBLICATIONS)
                for blow in each_change(publication, top / f"{error}-{number}", error)
            ]
            for error in (KILLED, *ERRORS)
        }
        random = killed_at_random(kills, top)
    for error, blows in by_error.items():
        broken = [one for one in blows if not one.is_whole and not one.is_missing]
        faulty = [one for one in blows if one.faults]
        missing = sum(
            one.is_missing and one.nth > 1 and not one.publication.startswith("first") for one in blows
        )
        what = errno.errorcode[error] if error else "killed"
        print(
            f"| each change of the disk of {len(PUBLICATIONS)} small publications, {what}: {len(blows)} | broken "
            f"or half {len(broken)}; faults then or after the next {len(faulty)}; "
            f"missing (a disk without links) {missing} | `python -m benchmarks.torture.killing` |"
        )
        faults += map(str, [*broken, *faulty])
    print(
        f"| `jingwu deploy` killed at {random.killed} random moments | old {random.old}, new {random.new}, "
        f"broken or half {random.broken}; faults or leftovers after the next {len(random.faults)} | "
        f"`python -m benchmarks.torture.killing` |"
    )
    faults += random.faults
    print(*faults, sep="\n", file=sys.stderr)
    return int(bool(faults) or random.broken > 0)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
