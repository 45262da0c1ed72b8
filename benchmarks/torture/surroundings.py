"""One bureau built in many surroundings: the same bytes.

`python -m benchmarks.torture.surroundings` varies time zone, locale, folder, order of files, umask, hash seed,
PYTHONOPTIMIZE and number of processes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Final

from tests.small_sites import REPOSITORY, bureau_in, tree_in

_BUILD: Final = "import os, sys; os.umask(int(sys.argv.pop(1), 8)); from generator.cli import main; main()"
VARIATIONS: Final[tuple[tuple[Mapping[str, str], str, str], ...]] = tuple(
    (environment, umask, jobs)
    for environment, umask, jobs in (
        ({}, "022", "1"),
        ({}, "022", "2"),
        ({}, "077", "1"),
        ({}, "000", "1"),
        *(({"TZ": zone}, "022", "1") for zone in ("UTC", "Asia/Shanghai", "America/New_York", "Pacific/Kiritimati")),
        *(({"LC_ALL": name, "LANG": name}, "022", "1") for name in ("C", "C.UTF-8", "zh_CN.GBK", "tr_TR.UTF-8")),
        *(({"PYTHONHASHSEED": seed}, "022", "1") for seed in ("0", "1", "4294967295")),
        *(({"PYTHONOPTIMIZE": level}, "022", "1") for level in ("1", "2")),
        ({"PYTHONUTF8": "0", "PYTHONIOENCODING": "gbk"}, "022", "1"),
        ({"PYTHONOPTIMIZE": "2", "TZ": "Asia/Kathmandu", "LC_ALL": "C", "PYTHONHASHSEED": "7"}, "027", "2"),
    )
)  # fmt: skip


def built(
    folder: Path, variation: tuple[Mapping[str, str], str, str], shuffled: Random
) -> Mapping[str, bytes]:
    """The site of the small bureau below a folder, whose files were made in a drawn order."""
    environment, umask, jobs = variation
    root = folder / "资料 of" / "root"
    made = bureau_in(folder / "made")
    files = [file for file in made.rglob("*") if file.is_file()]
    shuffled.shuffle(files)
    for file in files:
        to = root / file.relative_to(made)
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, to)
    command = [
        sys.executable, "-c", _BUILD, umask, "build", "--root", str(root), "--out", str(folder / "site"),
        "--as-of", "2026-11-24", "--jobs", jobs,
    ]  # fmt: skip
    subprocess.run(command, cwd=REPOSITORY, env=os.environ | environment, check=True, capture_output=True)
    return tree_in(folder / "site")


def differing() -> Iterator[tuple[str, list[str]]]:
    """Each variation with the files whose bytes differ from those of the first."""
    first: Mapping[str, bytes] | None = None
    for number, variation in enumerate(VARIATIONS):
        with tempfile.TemporaryDirectory(prefix="x" * (number + 1)) as folder:
            tree = built(Path(folder), variation, Random(number))
        first = first or tree
        yield str(variation), [path for path in {*first, *tree} if first.get(path) != tree.get(path)]


def main() -> int:
    """Print the row for RELIABILITY.md."""
    found = dict(differing())
    for variation, paths in found.items():
        if paths:
            print(variation, paths[:9], file=sys.stderr)
    files = sum(map(len, found.values()))
    print(f"| one bureau built in {len(found)} surroundings | differing files {files} | "
          f"`python -m benchmarks.torture.surroundings` |")  # fmt: skip
    return int(files > 0)


if __name__ == "__main__":
    raise SystemExit(main())
