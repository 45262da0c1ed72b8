"""Pure work on many items, shared out to the processes of a build.

A process is a fork: it sees every object that this one has made, and only results travel. Inside `with processes(n):`
up to n of them work; elsewhere, and where the system has no fork, everything is done here, in the same order.
"""

from __future__ import annotations

import errno
import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import chain
from multiprocessing import get_context
from typing import Any, Final, TypeAlias, TypeVar

T = TypeVar("T")
R = TypeVar("R")
# Is told the name of a stage, how many items are done, and how many there are.
Watch: TypeAlias = Callable[[str, int, int], object]
_WATCH: Final[ContextVar[Watch | None]] = ContextVar("watch", default=None)
_PROCESSES: Final[ContextVar[int]] = ContextVar("processes", default=1)
# Tasks for each process: enough that none waits long for the last.
_SHARES: Final = 16
# How often a process looks whether its build still runs [s].
_LOOKS: Final = 0.5
# What a forked process works on.
_TAKEN: list[tuple[Callable[[Any], Any], Sequence[Any]]] = []


@contextmanager
def processes(number: int, watch: Watch | None = None) -> Iterator[None]:
    """Let `spread` use up to this many processes, 1 for this one alone, and tell `watch` how far it is."""
    number_before, watch_before = _PROCESSES.set(number), _WATCH.set(watch)
    try:
        yield
    finally:
        _PROCESSES.reset(number_before)
        _WATCH.reset(watch_before)


def spread(
    function: Callable[[T], R], items: Sequence[T], stage: str = "", *, least: int = 32
) -> Iterator[R]:
    """The results of a pure function for all items, in order; fewer than `least` items are not shared out.

    `stage` is what people are told that is being done. Results must be picklable. Raises what the function raises, and
    OSError if the system ends a process.
    """
    watch = _WATCH.get()
    for done, result in enumerate(_results(function, items, least), start=1):
        if stage and watch is not None:
            watch(stage, done, len(items))
        yield result


def _results(function: Callable[[T], R], items: Sequence[T], least: int) -> Iterator[R]:
    number = _PROCESSES.get() if hasattr(os, "fork") else 1
    if number == 1 or len(items) < least:
        yield from map(function, items)
        return
    size = max(1, len(items) // (number * _SHARES))
    starts = range(0, len(items), size)
    fork = get_context("fork")
    with ProcessPoolExecutor(
        number, fork, initializer=_take, initargs=(os.getpid(), function, items)
    ) as pool:
        try:
            yield from chain.from_iterable(pool.map(_share, starts, [size] * len(starts)))
        except BrokenProcessPool:
            raise OSError(errno.ENOMEM, os.strerror(errno.ENOMEM)) from None


def _take(parent: int, function: Callable[[Any], Any], items: Sequence[Any]) -> None:
    threading.Thread(target=_follow, args=(parent,), daemon=True).start()
    _PROCESSES.set(1)
    _TAKEN[:] = [(function, items)]


def _follow(parent: int) -> None:
    """End with the build: a process that waited for more work for ever would keep its lock."""
    while os.getppid() == parent:
        time.sleep(_LOOKS)
    os._exit(1)


def _share(start: int, size: int) -> list[Any]:
    ((function, items),) = _TAKEN
    return [function(item) for item in items[start : start + size]]
