"""The loader under files that nobody would write: a traceback, two seconds or 300 MB for one of them is a fault.

`python -m benchmarks.torture.fuzzing [SECONDS]` starts from the files of the tests' bureaus, alters them by what YAML
and this format treat specially, and follows whatever reaches new lines of the loader (atheris).
"""

from __future__ import annotations

import datetime as dt
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Final

from generator.build import read_bureau, with_changes
from generator.load import load_changed
from generator.load.files import MAX_BYTES
from generator.problems import ProblemsFound
from tests.small_sites import REPOSITORY, SITES, bureau_in

LONGEST: Final = 2.0  # [s] of CPU time
LARGEST: Final = 300  # [MB] of the whole process
# One of so many files that the loader accepts goes through all checks too.
CHECKED: Final = 25
_DAY: Final = dt.date(2026, 11, 24)
_ODD: Final = (
    *("", "~", "null", "{}", "[]", "[[[[[[[[[[[[", "{a: {a: {a: {a: {a: {a: {a: {a: 1}}}}}}}}", "? ", ": ", "- - - -"),
    *("&a ", "*a", "<<: *a", "&a [*a]", "!!python/object:os.system", "!!binary aGk=", "!<x> y", "%YAML 9.9\n---\n"),
    *("\n---\n", "\n...\n", "|", ">+9", "|2-\n  x", "'", '"', "\\u0000", '"\\x"', '"\\uD800"', "#", " #", "\t", "\r"),
    *("\0", "\ufeff", "\u2028", "\u202e", "\u200b", "\ud7ff", "\U0010ffff", "é\u0301", "９", "〇", "一千零一"),
    *("1e999999999", "-0", "0x1F", "0o17", "1_000", ".inf", ".nan", "9" * 400, "-1", "1/0", "0.1e-400", "yes", "NO"),
    *("2026-02-30", "2026-13-01", "0000-00-00", "9999-12-31", "2026-W48", "2026-1", "24:00", "25:61", "2026-10-32T9"),
    *("[2026-01-01, 2025-01-01]", "{from: 9, to: 1}", "1-999999999", "0711-", "1" * 18, "../../etc/passwd", "a: b: c"),
)  # fmt: skip


@dataclass
class Counts:
    """What the fuzzer has done so far."""

    files: int = 0
    sound: int = 0
    checked: int = 0
    tracebacks: dict[str, str] = field(default_factory=dict)
    slow: int = 0
    large: int = 0
    longest: float = 0.0
    largest: int = 0

    def row(self, took: float) -> str:
        """The row of RELIABILITY.md."""
        return (
            f"| loader fuzzed, {took / 60:.0f} min, {self.files:,} files ({self.sound:,} accepted, "
            f"{self.checked:,} through all checks) | tracebacks {len(self.tracebacks)}; over {LONGEST:.0f} s "
            f"{self.slow} (longest {self.longest:.2f} s); "
            f"over {LARGEST} MB {self.large} (most {self.largest} MB) | `python -m benchmarks.torture.fuzzing` |"
        )

    @property
    def faults(self) -> int:
        """How much is wrong."""
        return len(self.tracebacks) + self.slow + self.large


def seeds() -> Iterator[bytes]:
    """The path and content of each file of the tests' bureaus, good and bad."""
    for case in sorted([*SITES.iterdir(), *(REPOSITORY / "tests/bad_data").iterdir()]):
        for file in sorted((case / "data").rglob("*.yml")):
            if file.stat().st_size <= MAX_BYTES:
                yield f"{file.relative_to(case).as_posix()}\n".encode() + file.read_bytes()


def altered(data: bytes, random: Random) -> bytes:
    """The file with a few alterations; the path in its first line stays."""
    path, _, content = data.partition(b"\n")
    for _ in range(random.choice((1, 1, 1, 2, 3, 8))):
        content = random.choice(_ALTERATIONS)(content, random)
    return path + b"\n" + content[: MAX_BYTES + 9]


def _insert(content: bytes, random: Random) -> bytes:
    at = random.randint(0, len(content))
    return content[:at] + random.choice(_ODD).encode() + content[at:]


def _replace_value(content: bytes, random: Random) -> bytes:
    lines = content.split(b"\n")
    at = random.randrange(len(lines))
    key, sign, _ = lines[at].partition(b": ")
    lines[at] = key + (sign or b": ") + random.choice(_ODD).encode()
    return b"\n".join(lines)


def _move_line(content: bytes, random: Random) -> bytes:
    lines = content.split(b"\n")
    line = lines.pop(random.randrange(len(lines)))
    lines.insert(random.randint(0, len(lines)), random.choice((b"", b"  ", b"- ")) + line)
    return b"\n".join(lines)


def _drop_lines(content: bytes, random: Random) -> bytes:
    lines = content.split(b"\n")
    at = random.randrange(len(lines))
    return b"\n".join(lines[:at] + lines[at + random.randint(1, 4) :])


def _repeat(content: bytes, random: Random) -> bytes:
    at = random.randint(0, len(content))
    part = content[at : at + random.choice((1, 2, 9, 60, 900))]
    return (
        content[:at] + part * random.choice((2, 2, 3, 30, MAX_BYTES // max(1, 40 * len(part)))) + content[at:]
    )


def _fill(content: bytes, random: Random) -> bytes:
    """Up to the largest file that is read; seldom, because it is slow."""
    if random.random() > 0.02:
        return _insert(content, random)
    part = random.choice(_ODD).encode() or b" "
    part += random.choice((b"", b"\n", b": ", b", ", b"\n- "))
    at = random.randint(0, len(content))
    return content[:at] + part * ((MAX_BYTES - len(content)) // len(part)) + content[at:]


def _flip(content: bytes, random: Random) -> bytes:
    at = random.randint(0, max(0, len(content) - 1))
    return content[:at] + bytes([random.randrange(256)]) + content[at + 1 :]


_ALTERATIONS: Final[tuple[Callable[[bytes, Random], bytes], ...]] = (
    _insert, _replace_value, _replace_value, _move_line, _drop_lines, _repeat, _fill, _flip,
)  # fmt: skip


class Target:
    """A small bureau into which each file is put."""

    def __init__(self, folder: Path) -> None:
        self.root = bureau_in(folder / "root")
        self.whole = read_bureau(self.root, _DAY)
        self.counts = Counts()

    def __call__(self, data: bytes) -> None:
        """Read the bureau with the file of that path and content, and count what goes wrong."""
        line, _, content = data.partition(b"\n")
        path = line.decode("utf-8", "replace")
        began = time.process_time()
        try:
            self._read(path, content)
        except Exception as error:  # noqa: BLE001 (that is what is looked for)
            last = traceback.extract_tb(error.__traceback__)[-1]
            where = f"{type(error).__name__} {last.filename.rpartition('/')[2]}:{last.lineno}"
            self.counts.tracebacks.setdefault(where, f"{data[:4000]!r}\n{traceback.format_exc()}")
        taken = time.process_time() - began
        held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        counts = self.counts
        counts.files += 1
        counts.slow += taken > LONGEST
        counts.large += counts.largest <= LARGEST < held
        counts.longest, counts.largest = max(counts.longest, taken), max(counts.largest, held)

    def _read(self, path: str, content: bytes) -> None:
        try:
            load_changed(self.whole.load, {path: content})
        except ProblemsFound as found:
            "\n".join(map(str, found.problems))
            return
        self.counts.sound += 1
        if self.counts.sound % CHECKED == 0:
            self.counts.checked += 1
            with suppress(ProblemsFound):
                with_changes(self.root, self.whole, {path: content}, _DAY)


def run(seconds: float, told: Path) -> None:
    """Fuzz in this process, which the fuzzer ends; the counts are written to `told` as they change."""
    import atheris  # noqa: PLC0415 (only this process needs it)

    folder = Path(tempfile.mkdtemp())
    corpus = folder / "corpus"
    corpus.mkdir()
    for number, seed in enumerate(seeds()):
        (corpus / f"{number:04d}").write_bytes(seed)
    for module in [name for name in sys.modules if name.startswith(("generator.load", "generator.model"))]:
        _instrument(atheris, sys.modules[module])
    target = Target(folder)
    last = [0.0]

    def one(data: bytes) -> None:
        target(data)
        if time.monotonic() > last[0] + 1:
            last[0] = time.monotonic()
            told.write_text(json.dumps(vars(target.counts)))

    def mutated(data: bytes, most: int, seed: int) -> bytes:
        random = Random(seed)
        path, _, content = data.partition(b"\n")
        if random.random() < 0.3:
            other: bytes = atheris.Mutate(content, max(1, most - len(path) - 1))
            return path + b"\n" + other
        return altered(data, random)[:most]

    arguments = [
        f"-max_total_time={seconds:.0f}", "-timeout=120", "-rss_limit_mb=0", "-seed=1", f"-max_len={MAX_BYTES + 99}",
        "-len_control=0", "-verbosity=0", "-print_final_stats=0", str(corpus),
    ]  # fmt: skip
    atheris.Setup([sys.argv[0], *arguments], one, custom_mutator=mutated)
    atheris.Fuzz()


def _instrument(atheris: Any, module: Any) -> None:
    for value in [*vars(module).values()]:
        if getattr(value, "__module__", None) != module.__name__:
            continue
        if hasattr(value, "__code__"):
            atheris.instrument_func(value)
        elif isinstance(value, type):
            for member in [*vars(value).values()]:
                if hasattr(member, "__code__"):
                    atheris.instrument_func(member)


def fuzzed(seconds: float) -> Counts:
    """Fuzz in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "told"
        command = [sys.executable, "-m", __spec__.name, "--child", str(seconds), str(told)]
        subprocess.run(command, cwd=REPOSITORY, env=os.environ | {"TMPDIR": folder}, check=False)
        return Counts(**json.loads(told.read_text()))


def main(arguments: Sequence[str]) -> int:
    """Print the row, and each traceback with the file that gives it."""
    if arguments[:1] == ["--child"]:
        run(float(arguments[1]), Path(arguments[2]))
    seconds = float(arguments[0]) if arguments else 1800.0
    counts = fuzzed(seconds)
    for said in counts.tracebacks.values():
        print(said, file=sys.stderr)
    print(counts.row(seconds))
    return int(bool(counts.faults))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
