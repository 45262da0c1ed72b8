"""The CPU time that the engine may take for one page: bounded by a timer, or by a thread where there is none."""

from __future__ import annotations

import signal
import time
from _thread import interrupt_main
from threading import Event, Thread, current_thread, main_thread
from types import FrameType
from typing import Final, Never

# CPU time for one page [s]. A table of 128 KiB takes a third of it, the longest of our own pages a fiftieth; unclosed
# marks take minutes.
PAGE_SECONDS: Final = 1.0
# How often a thread looks how much CPU time was taken [s].
_LOOKS: Final = 0.05
# Of the page that a thread bounds, if there is one: set when the engine has finished it.
_FINISHED: Final[list[Event]] = []


class PageTimeoutError(Exception):
    """The engine has not finished a page in time."""


def bound_page(seconds: float = PAGE_SECONDS) -> None:
    """Raise PageTimeoutError in the engine after this CPU time from now [s]; 0: never. Only in the main thread."""
    if current_thread() is not main_thread():
        return
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGPROF, _too_long)
        signal.setitimer(signal.ITIMER_PROF, seconds)
    else:
        _bound_by_a_thread(seconds)


def _bound_by_a_thread(seconds: float) -> None:
    """As on Windows, where no timer interrupts. It can do so between two steps of the interpreter, not inside one."""
    while _FINISHED:
        _FINISHED.pop().set()
    signal.signal(
        signal.SIGTERM, _too_long if seconds else signal.SIG_DFL
    )  # which Windows itself never sends
    if seconds:
        _FINISHED.append(Event())
        Thread(target=_strike, args=(_FINISHED[0], time.process_time() + seconds), daemon=True).start()


def _strike(finished: Event, until: float) -> None:
    while not finished.wait(max(_LOOKS, until - time.process_time())):
        if time.process_time() >= until:
            interrupt_main(signal.SIGTERM)
            return


def _too_long(_signal: int, _frame: FrameType | None) -> Never:
    raise PageTimeoutError("PageTimeoutError")
