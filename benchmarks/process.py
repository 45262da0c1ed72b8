"""What a command costs: wall time, CPU time of all its processes, and the peak memory of the whole tree.

Memory is the sum of the proportional set sizes (pages shared by n processes count 1/n in each), read from /proc every
50 ms, less often where that would take a twentieth of a core; CPU is what the system counted for the process and all
descendants it waited for.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PERIOD: Final = 0.05
_LONGEST_SHARE: Final = 0.05


@dataclass(frozen=True, kw_only=True)
class Cost:
    """Wall and CPU time [s], peak memory [bytes]."""

    wall: float
    cpu: float
    memory: int

    def __add__(self, other: Cost) -> Cost:
        """One after the other."""
        return Cost(
            wall=self.wall + other.wall, cpu=self.cpu + other.cpu, memory=max(self.memory, other.memory)
        )


def cost(
    command: Sequence[str | Path], cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> Cost:
    """Run the command to its end. Raises RuntimeError with its last words if it fails."""
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        # As on a machine where a package is installed: Python keeps what it compiled.
        environment = {**os.environ, **(env or {})}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        process = subprocess.Popen(command, cwd=cwd, stdout=said, stderr=said, env=environment)
        peak = _Peak(process.pid)
        peak.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        peak.ended.set()
        peak.join()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            words = said.read()[-2000:].decode(errors="replace")
            raise RuntimeError(f"{' '.join(map(str, command))} ended with {process.returncode}:\n{words}")
    return Cost(wall=wall, cpu=usage.ru_utime + usage.ru_stime, memory=peak.bytes)


class _Peak(threading.Thread):
    """Watches a process and its descendants."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.ended = threading.Event()
        self.bytes = 0
        self._pid = pid

    def run(self) -> None:
        pause = 0.0
        while not self.ended.wait(pause):
            began = time.thread_time()
            self.bytes = max(self.bytes, memory_of_tree(self._pid))
            pause = max(PERIOD, (time.thread_time() - began) / _LONGEST_SHARE)


def memory_of_tree(pid: int) -> int:
    """The memory of a process and all its descendants now [bytes]; 0 if it has ended."""
    children: dict[int, list[int]] = {}
    for name in os.listdir("/proc"):  # noqa: PTH208 (many times a second, and Path takes twice the time)
        if name.isdecimal() and (parent := _parent(name)) is not None:
            children.setdefault(parent, []).append(int(name))
    tree = [pid]
    for each in tree:
        tree += children.get(each, [])
    return sum(map(_memory, tree))


def _parent(name: str) -> int | None:
    try:
        with open(f"/proc/{name}/stat", "rb") as file:  # noqa: PTH123
            # The name in parentheses may itself contain spaces and parentheses.
            return int(file.read().rpartition(b")")[2].split()[1])
    except OSError:
        return None


def _memory(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
