"""Results of the build before: a pure function is called again only where what it takes has changed.

There is no list of dependencies to keep by hand, and nothing to forget: a function's arguments are all it may use.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")


class Kept:
    """One for each preview, or one for a single build, where it spares what two stages ask for."""

    def __init__(self) -> None:
        self._before: dict[Hashable, tuple[tuple[Any, ...], Any]] = {}
        self._now: dict[Hashable, tuple[tuple[Any, ...], Any]] = {}

    def of(self, key: Hashable, function: Callable[..., T], *arguments: Any) -> T:
        """function(*arguments), or what equal arguments gave under this key in this build or the one before.

        The result is then the same object, so that what is made from it need not be made again either.
        """
        before = self._now.get(key) or self._before.get(key)
        entry = before if before is not None and before[0] == arguments else (arguments, function(*arguments))
        self._now[key] = entry
        result: T = entry[1]
        return result

    def turn(self) -> None:
        """A build has ended: what it did not ask for is forgotten."""
        self._before, self._now = self._now, {}
