"""Build bureaus by an executor of concurrent.futures: processes of this machine, or a Dask cluster.

Both run the same function. Scheduling, transport and retry are the executor's; a bureau's site is switched under the
lock of its own store, so that a bureau that is built twice gives one site.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from generator import ENGINES
from generator.build import build
from generator.load.hub import HUB
from generator.parallel import processes
from generator.problems import Place, Problem, ProblemsFound
from generator.unchanged import standing

# The engine's log and the garbage collector belong to a process, and a worker of a cluster may have several threads.
_ALONE: Final = threading.Lock()
# How long the scheduler may take to answer [s].
PATIENCE: Final = 10


@dataclass(frozen=True, kw_only=True)
class Task:
    """A bureau to build: its folder, and the link to its site."""

    code: str
    root: Path
    out: Path
    as_of: dt.date
    jobs: int = 1


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of a bureau: the lines to print, and why its site was not made anew, if it was not."""

    code: str
    pages: int = 0
    rendered: int = 0
    warnings: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def build_bureau(task: Task) -> Outcome:
    """Build one bureau; with problems its site stays as it was."""
    with _ALONE:
        stands = standing(task.root, task.out, f"{task.as_of} {ENGINES[0]}")
        if stands is not None:
            return Outcome(code=task.code, pages=stands.pages, warnings=stands.warnings)
        try:
            with processes(task.jobs):
                built = build(task.root, task.out, task.as_of)
        except ProblemsFound as found:
            return Outcome(code=task.code, problems=found.problems)
        warnings = tuple(map(str, built.warnings))
        return Outcome(code=task.code, pages=built.pages, rendered=built.rendered, warnings=warnings)


def outcomes(tasks: Sequence[Task], executor: Executor) -> Iterator[Outcome]:
    """What became of each bureau, in order. One that ends its process, or the program, does not end the others."""
    futures = [executor.submit(build_bureau, task) for task in tasks]
    for task, future in zip(tasks, futures, strict=True):
        try:
            yield future.result()
        except Exception as error:  # noqa: BLE001 (a fault in one bureau's build must not keep the others from theirs)
            hint = f"请单独运行 jingwu build --root {task.root} 看原因;内存不够的,减小 --jobs。"
            message = f"{task.code} 生成时中断了,原话是:{type(error).__name__} {error}"
            yield Outcome(code=task.code, problems=(Place(path=HUB).problem("E531", message, hint),))


@contextmanager
def executor_for(jobs: int, scheduler: str | None) -> Iterator[Executor]:
    """Up to `jobs` processes, or the workers of the Dask scheduler at this address."""
    if scheduler is None:
        with ProcessPoolExecutor(jobs) as pool:
            yield pool
        return
    if find_spec("distributed") is None:
        message, hint = "没有安装 distributed,用不了 --scheduler。", "请运行 pip install 'jingwu[cluster]'。"
        raise ProblemsFound([Place(path=HUB).problem("E532", message, hint)])
    distributed: Any = import_module("distributed")
    try:
        client = distributed.Client(scheduler, timeout=PATIENCE, set_as_default=False)
    except OSError as error:
        hint = "请核对地址,确认 dask scheduler 已经启动。"
        problem = Place(path=HUB).problem("E532", f"连不上调度程序 {scheduler}:{error}", hint)
        raise ProblemsFound([problem]) from error
    with client:
        # Equal calls must run again: what they read are files, which Dask does not know.
        yield client.get_executor(pure=False)
