"""A disk that fails: records every file operation, and lets one of them fail as the system would.

`python -m tests.refusing FOLDER COMMAND MOST` runs COMMAND below FOLDER once for each of at most MOST failures, and
writes one JSON line each: what failed, how the command ended and what it left. A further argument `whole` tries every
error at every place.
"""

from __future__ import annotations

import builtins
import datetime as dt
import errno
import fcntl
import functools
import io
import json
import os
import re
import shutil
import stat
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any, Final, TypeAlias

from mkdocs.__main__ import cli
from mkdocs.commands.serve import serve
from mkdocs.livereload import LiveReloadServer
from PIL import Image

import generator.plugin  # noqa: F401 (else each run would load it anew)
from generator.build import build
from generator.build.schemas import write_schemas
from generator.cli import main, options, publishing
from generator.unchanged import NOTES
from tests.small_sites import bureau_in, edit, with_own_content

REPOSITORY: Final = str(Path(__file__).parent.parent)
PRODUCT: Final = f"{REPOSITORY}/generator/"
# The errors that each kind of operation can raise.
READING: Final = (errno.EIO, errno.EACCES, errno.EMFILE, errno.ENAMETOOLONG)
WRITING: Final = (errno.EIO, errno.EACCES, errno.EROFS, errno.ENOSPC)
_READS: Final = ("stat", "lstat", "fstat", "scandir", "listdir", "readlink")
_WRITES: Final = (
    *("mkdir", "rename", "replace", "unlink", "remove", "rmdir"),
    *("symlink", "link", "chmod", "utime", "fsync", "sendfile"),
)

# Operations whose errors name two paths.
_PAIRS: Final = ("rename", "replace", "symlink", "link")
# Operations whose errors name no path.
_NAMELESS: Final = ("read", "write", "close", "fstat", "flock", "fsync")

Snapshot: TypeAlias = "dict[str, tuple[int, bytes]]"
# Operation, place, and the lines of code that asked for it.
Site: TypeAlias = "tuple[str, str, tuple[str, ...]]"


def snapshot(folder: Path) -> Snapshot:
    """Type and content of every path below a folder, without following links."""
    found: Snapshot = {}
    for path in sorted(path for path in folder.rglob("*") if NOTES not in path.parts):
        mode = path.lstat().st_mode
        content = b""
        if stat.S_ISLNK(mode):
            content = os.fsencode(path.readlink())
        elif stat.S_ISREG(mode):
            content = path.read_bytes()
        found[path.relative_to(folder).as_posix()] = (stat.S_IFMT(mode), content)
    return found


@dataclass
class Disk:
    """A disk between Python and the system; the first operation at the site `refused` fails with `error`."""

    folder: str
    refused: Site | None = None
    error: int = 0

    def __post_init__(self) -> None:
        self.touched: dict[Site, int] = {}
        self.path = ""
        self.is_at_rest = False

    def touch(self, name: str, path: Any, to: Any = None) -> None:
        """Record an operation; raise the error if it is the refused one, with as many paths as the system gives."""
        if self.is_at_rest:
            return
        self.is_at_rest = True
        try:
            named = self._named(path)
            site = (name, self._place(named), self._lines())
        finally:
            self.is_at_rest = False
        self.touched[site] = self.touched.get(site, 0) + 1
        if site == self.refused and self.touched[site] == 1:
            self.path = named
            shown, second = (
                os.fspath(one)
                if isinstance(one, str | bytes | os.PathLike) and name not in _NAMELESS
                else None
                for one in (path, to)
            )
            raise OSError(self.error, os.strerror(self.error), shown, None, second)

    def _named(self, path: Any) -> str:
        if isinstance(path, int):
            try:
                return REAL_READLINK(f"/proc/self/fd/{path}")
            except OSError:
                return ""
        return os.fsdecode(path) if isinstance(path, str | bytes | os.PathLike) else ""

    def _place(self, path: str) -> str:
        below = path.removeprefix(self.folder).lstrip("/") if path.startswith(self.folder) else None
        if below is not None:
            return "/".join(below.split("/")[: 2 if below.startswith("root/") else 1])
        for name, top in (("product", PRODUCT), ("repository", REPOSITORY), ("tmp", "/tmp")):
            if path.startswith(top):
                return name
        return "relative" if path and not path.startswith("/") else "elsewhere"

    def _lines(self) -> tuple[str, ...]:
        """The calling lines of the product, innermost last, with the engine's own; empty without the product."""
        frame: FrameType | None = sys._getframe(2)
        ours: list[str] = []
        engine: list[str] = []
        while frame is not None:
            file = frame.f_code.co_filename
            if file.startswith(PRODUCT):
                ours.append(f"{file.removeprefix(PRODUCT)}:{frame.f_lineno}")
            elif not ours and not engine and ("/mkdocs/" in file or "/jinja2/" in file):
                engine.append(f"{'/'.join(file.split('/')[-2:])}:{frame.f_lineno}")
            frame = frame.f_back
        return tuple(dict.fromkeys(reversed([*engine, *ours]))) if ours else ()


DISKS: Final[list[Disk]] = []
REAL_READLINK = os.readlink
REAL_OPEN = io.open


class _File:
    """An open file whose reads, writes and close are recorded too."""

    def __init__(self, file: Any, disk: Disk, path: Any) -> None:
        self._file, self._disk, self._path = file, disk, path

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def read(self, *arguments: Any) -> Any:
        self._disk.touch("read", self._path)
        return self._file.read(*arguments)

    def write(self, content: Any) -> Any:
        self._disk.touch("write", self._path)
        return self._file.write(content)

    def close(self) -> None:
        try:
            if not self._file.closed and self._file.writable():
                self._disk.touch("close", self._path)
        finally:
            self._file.close()

    def __iter__(self) -> Iterator[Any]:
        self._disk.touch("read", self._path)
        return iter(self._file)

    def __enter__(self) -> _File:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def stand_between(disk: Disk) -> None:
    """Let every file operation of this process go through the disk."""
    DISKS.append(disk)

    def watched(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(real)
        def function(*arguments: Any, **named: Any) -> Any:
            to = arguments[1] if name in _PAIRS else None
            disk.touch(name, arguments[0] if arguments else named.get("path", "."), to)
            return real(*arguments, **named)

        return function

    def opened(file: Any, mode: str = "r", *arguments: Any, **named: Any) -> Any:
        disk.touch("open" if set(mode) & set("wax+") == set() else "create", file)
        return _File(REAL_OPEN(file, mode, *arguments, **named), disk, file)

    real_open = os.open

    def os_open(path: Any, flags: int, *arguments: Any, **named: Any) -> int:
        disk.touch("create" if flags & os.O_CREAT else "open", path)
        return real_open(path, flags, *arguments, **named)

    for name in (*_READS, *_WRITES):
        real = getattr(os, name)
        function = watched(name, real)
        for known in (os.supports_dir_fd, os.supports_fd, os.supports_follow_symlinks):
            if real in known:
                known.add(function)
        setattr(os, name, function)
    for known in (os.supports_dir_fd, os.supports_fd):
        known.add(os_open)
    os.open = os_open
    builtins.open = io.open = opened
    fcntl.flock = watched("flock", fcntl.flock)


@dataclass(frozen=True, kw_only=True)
class Ended:
    """How a command ended: exit code, output, operations recorded, and in `path` the one path refused."""

    code: int
    said: str
    touched: dict[Site, int]
    path: str


def run(command: Callable[[], Any], disk: Disk) -> Ended:
    """Run a command with the disk in a process of its own."""
    said, told = os.memfd_create("said"), os.memfd_create("told")
    pid = os.fork()
    if pid == 0:
        for stream in (1, 2):
            os.dup2(said, stream)
        code: Any = 0
        stand_between(disk)
        try:
            command()
        except SystemExit as ended:
            code = ended.code
            if isinstance(code, str):
                print(code, file=sys.stderr)
                code = 1
        except BaseException:  # noqa: BLE001 (any exception is a defect)
            traceback.print_exc()
            code = 70
        disk.is_at_rest = True
        sys.stdout.flush()
        sys.stderr.flush()
        touched = [[*site[:2], list(site[2]), count] for site, count in disk.touched.items()]
        os.write(told, json.dumps({"touched": touched, "path": disk.path}).encode())
        os._exit(code or 0)
    _, status = os.waitpid(pid, 0)
    found = json.loads(_content(told) or b'{"touched": [], "path": ""}')
    return Ended(
        code=os.waitstatus_to_exitcode(status),
        said=_content(said).decode(),
        touched={(name, place, tuple(lines)): count for name, place, lines, count in found["touched"]},
        path=found["path"],
    )


def _content(handle: int) -> bytes:
    os.lseek(handle, 0, os.SEEK_SET)
    with REAL_OPEN(handle, "rb") as file:
        content: bytes = file.read()
    return content


# ---- the commands; `prepare` makes a folder ready for each

DAY: Final = "2026-11-24"
AREA: Final = "data/communities/gulou/gulou-binhu.yml"
PHONE: Final = ("phone: 0990-0000217\n    since: 2024", "phone: 0990-0000299\n    since: 2024")


def _jingwu(*arguments: str) -> Callable[[Path], None]:
    def call(root: Path) -> None:
        main([*arguments, "--root", str(root)])

    return call


def _published(*arguments: str) -> Callable[[Path], None]:
    """A command that publishes, run on that day."""

    def call(root: Path) -> None:
        for clock in (options, publishing):
            vars(clock)["now"] = lambda: dt.datetime.fromisoformat(f"{DAY} 15:04")
        main([*arguments, "--root", str(root)])

    return call


def _mkdocs(root: Path) -> None:
    os.chdir(root)
    cli(["build", "--quiet", "--site-dir", str(root / "site")])


_PREVIEWED: list[LiveReloadServer] = []


def _update(root: Path) -> None:
    """Edit the data and let the preview rebuild, then undo the edit; only the first rebuild can fail."""
    for old, new in (PHONE, reversed(PHONE)):
        edit(root, AREA, old, new)
        _PREVIEWED[0].builder()
        DISKS[-1].is_at_rest = True


def _rebuild(root: Path) -> None:
    """Edit the prose and let the preview rebuild twice; only the first rebuild can fail."""
    edit(root, "content/privacy.md", "# 隐私说明", "# 隐私")
    for _ in range(2):
        _PREVIEWED[0].builder()
        DISKS[-1].is_at_rest = True


COMMANDS: Final[Mapping[str, Callable[[Path], None]]] = {
    "check": _jingwu("check", "--as-of", DAY),
    "build": _jingwu("build", "--as-of", DAY),
    "release": _published("release", "2026-10"),
    "revise": _published("release", "2026-10", "--revise", "--reason", "补报"),
    "plan": _jingwu("meetings", "plan", "--quarter", "2027-Q1", "--as-of", DAY),
    "schema": _jingwu("schema"),
    "mkdocs": _mkdocs,
    "update": _update,
    "rebuild": _rebuild,
}
# `check` covers the reading that these commands share.
_WRITERS: Final = ("release", "revise", "plan")
_OWN: Final = ("build/data_files.py", "disk.py")


def prepare(root: Path, command: str) -> None:
    """Make a bureau in which the command has something to do and something that it must not lose."""
    bureau_in(root)
    (root / "data/photos").mkdir()
    Image.new("L", (9, 12)).save(root / "data/photos/004217.jpg")
    photo = "    photo: {file: 004217.jpg, consent_on: 2026-01-05}\n"
    edit(root, AREA, "    on_site: {days", f"{photo}    on_site: {{days")
    match command:
        case "release":
            (root / "data/releases/2026-10.yml").unlink()
        case "revise":
            edit(
                root,
                "data/reports/2026-10/gulou.yml",
                "{accepted: 20, on_time: 19}",
                "{accepted: 20, on_time: 18}",
            )
        case "schema":
            write_schemas(root)
            (root / "schemas/report.schema.json").unlink()
            with (root / "schemas/station.schema.json").open("a") as earlier:
                earlier.write("\n")
        case "build" | "mkdocs":
            _with_settings(root)
            build(root, root / "site", dt.date.fromisoformat(DAY))
            edit(root, AREA, *PHONE)
        case "update" | "rebuild":
            _with_settings(root)


def _with_settings(root: Path) -> None:
    with_own_content(root)
    edit(root, "mkdocs.yml", "  - jingwu\n", f"  - jingwu:\n      as_of: {DAY}\n")


# ---- one failure after the other


# The store of releases, unfinished drafts and the preview's working folder.
_HIDDEN: Final = re.compile(r"/\.site-releases/|/\.draft-|^tmp/jingwu-")


def seen(folder: Path) -> Snapshot:
    """What people can see of a folder: the data, and the site that the link leads to."""
    found = {path: one for path, one in snapshot(folder).items() if not stat.S_ISDIR(one[0])}
    kept = {path: one for path, one in found.items() if not _HIDDEN.search(path)}
    link = found.get("root/site")
    if link is not None:
        release = f"root/{link[1].decode()}/"
        kept["root/site"] = (0, b"")
        kept |= {
            f"site/{path.removeprefix(release)}": one
            for path, one in found.items()
            if path.startswith(release)
        }
    return kept


def sites_of(command: str, touched: Iterable[Site], most: int) -> list[Site]:
    """At most `most` sites, evenly over the run, without reads of the product's own files."""
    mine = [
        site
        for site in touched
        if site[1] != "elsewhere"
        and site[2]
        and not (site[1] in ("product", "repository", "tmp", "relative") and site[0] in _READS)
        and not (command in _WRITERS and not site[2][-1].startswith(_OWN))
    ]
    return mine[:: max(1, -(-len(mine) // most))]


def refusals(folder: Path, command: str, most: int, whole: bool) -> Iterator[dict[str, Any]]:
    """Yield the run without a failure, then how the command ended after each failure."""
    fresh, root = folder.with_name("fresh"), folder / "root"
    shutil.copytree(folder, fresh, symlinks=True)
    whole_before = snapshot(folder)

    def call() -> None:
        COMMANDS[command](root)

    def restore() -> None:
        if snapshot(folder) == whole_before:
            return
        for left in folder.iterdir():
            shutil.rmtree(left)
        shutil.copytree(fresh, folder, symlinks=True, dirs_exist_ok=True)

    before = seen(folder)
    right = run(call, Disk(str(folder)))
    after = seen(folder)
    yield {"code": right.code, "said": right.said, "changed": before != after}
    restore()
    for number, site in enumerate(sites_of(command, right.touched, most)):
        errors = WRITING if site[0] in (*_WRITES, "create", "write", "close", "flock") else READING
        for error in errors if whole else errors[number % len(errors) :][:1]:
            ended = run(call, Disk(str(folder), site, error))
            left = seen(folder)
            again = run(call, Disk(str(folder))) if left not in (before, after) else None
            yield {
                "site": [*site[:2], *site[2][-3:]],
                "error": errno.errorcode[error],
                "refused": ended.path,
                "code": ended.code,
                "said": ended.said,
                "lost": sorted(
                    path for path in before if left.get(path) not in (before[path], after.get(path))
                ),
                "left": sorted(left.keys() - before.keys() - after.keys()),
                "half": sorted(
                    path for path in after if left.get(path) not in (before.get(path), after[path])
                ),
                "done": left == after,
                "again": None if again is None else [again.code, again.said],
            }
            restore()


def _main(top: Path, command: str, most: int, whole: bool) -> None:
    folder = top / "now"
    tempfile.tempdir = str(folder / "tmp")
    (folder / "tmp").mkdir(parents=True)
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    prepare(folder / "root", command)

    def each(*_: Any, **__: Any) -> None:
        for refusal in refusals(folder, command, most, whole):
            print(json.dumps(refusal), flush=True)

    if command not in ("update", "rebuild"):
        each()
        return

    def instead(server: LiveReloadServer, **_: Any) -> None:
        _PREVIEWED.append(server)
        each()

    LiveReloadServer.serve = instead  # type: ignore[method-assign,assignment]
    LiveReloadServer.watch = LiveReloadServer.unwatch = lambda *_: None  # type: ignore[method-assign,assignment]
    serve(config_file=str(folder / "root/mkdocs.yml"))


if __name__ == "__main__":
    _main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), whole="whole" in sys.argv)
