"""How far a build is: one line that moves on a terminal, and now and then a plain line in a log."""

from __future__ import annotations

import sys
import time
from typing import Final

import click

# A stage that takes less time [s] is not told at all; on a terminal the line changes so often, in a log it is repeated.
_SHORT: Final = 2.0
_OFTEN: Final = 0.2
_SELDOM: Final = 10.0


class BuildWatch:
    """Tells on standard error what stage a build is in, how many items are done, how fast, and the time left."""

    def __init__(self) -> None:
        self._is_terminal = sys.stderr.isatty()
        self._stage, self._began, self._told = "", 0.0, 0.0
        self._width = 0

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Take note that `done` of `total` items of the stage are done."""
        now = time.monotonic()
        if stage != self._stage:
            self._stage, self._began, self._told = stage, now, now
        elapsed = now - self._began
        is_due = now - self._told >= (_OFTEN if self._is_terminal else _SELDOM)
        if elapsed < _SHORT or not (is_due or (done == total and self._width)):
            return
        self._told = now
        left = elapsed / done * (total - done)
        line = f"{stage} {done}/{total},每秒 {done / elapsed:.0f},约还要 {left:.0f} 秒"
        if not self._is_terminal:
            click.echo(line, err=True)
            return
        click.echo(f"\r{line:<{self._width}}", err=True, nl=done == total)
        self._width = 0 if done == total else len(line)
