"""A memo of pure functions: each is called again only where what it takes has changed.

There is no list of dependencies to keep by hand, and nothing to forget: a function's arguments are all it may use.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextvars import ContextVar, Token
from functools import wraps
from inspect import signature
from operator import attrgetter
from types import TracebackType
from typing import Any, Final, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
_Call = tuple[tuple[Any, ...], dict[str, Any]]


class Memo:
    """What the calls inside `with memo:` gave; one for a single build, or one for all builds of a preview."""

    def __init__(self) -> None:
        self._before: dict[Hashable, tuple[_Call, Any]] = {}
        self._now: dict[Hashable, tuple[_Call, Any]] = {}
        self._tokens: list[Token[Memo | None]] = []

    def __enter__(self) -> None:
        self._tokens.append(_CURRENT.set(self))

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        _CURRENT.reset(self._tokens.pop())

    def turn(self) -> None:
        """A build has ended: what it did not ask for is forgotten."""
        self._before, self._now = self._now, {}

    def recall(self, key: Hashable, call: _Call, function: Callable[..., T]) -> T:
        """What an equal call gave under this key in this build or the one before, as the same object."""
        entry = self._now.get(key) or self._before.get(key)
        if entry is None or entry[0] != call:
            entry = (call, function(*call[0], **call[1]))
        self._now[key] = entry
        result: T = entry[1]
        return result


_CURRENT: Final[ContextVar[Memo | None]] = ContextVar("memo", default=None)


def remembered(*which: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Let the memo in use, if there is one, keep a result of the pure function: one for each value of `which`.

    `which` names arguments or attributes of them, as in "area.id". The result of an equal call is the same object, so
    that what is made from it need not be made again either.
    """

    def decorate(function: Callable[P, T]) -> Callable[P, T]:
        names = list(signature(function).parameters)
        parts = [(names.index(path.partition(".")[0]), path.partition(".")[::2]) for path in which]

        @wraps(function)
        def call(*arguments: P.args, **named: P.kwargs) -> T:
            memo = _CURRENT.get()
            if memo is None:
                return function(*arguments, **named)
            values = (
                (arguments[at] if at < len(arguments) else named[name], rest) for at, (name, rest) in parts
            )
            key = (function, *(attrgetter(rest)(value) if rest else value for value, rest in values))
            return memo.recall(key, (arguments, named), function)

        return call

    return decorate
