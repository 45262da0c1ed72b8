"""A memo of pure functions: each is called again only if its arguments have changed.

No list of dependencies has to be kept by hand: a function may use nothing but its arguments.
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
    """The results of calls inside `with memo:`; one memo for a single build, or for all builds of a preview."""

    def __init__(self) -> None:
        self._before: dict[Hashable, tuple[_Call, Any]] = {}
        self._now: dict[Hashable, tuple[_Call, Any]] = {}
        self._tokens: list[Token[Memo | None]] = []

    def __enter__(self) -> None:
        self._tokens.append(_CURRENT.set(self))

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        _CURRENT.reset(self._tokens.pop())

    def turn(self) -> None:
        """End a build: forget the results that it did not use."""
        self._before, self._now = self._now, {}

    def recall(self, key: Hashable, call: _Call, function: Callable[..., T]) -> T:
        """The result of an equal call with this key in this build or the one before; else call the function."""
        entry = self._now.get(key) or self._before.get(key)
        if entry is None or entry[0] != call:
            entry = (call, function(*call[0], **call[1]))
        self._now[key] = entry
        result: T = entry[1]
        return result


_CURRENT: Final[ContextVar[Memo | None]] = ContextVar("memo", default=None)


def remembered(*which: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Let the memo in use, if there is one, keep one result of the pure function for each value of `which`.

    `which` names arguments or attributes of them, as in "area.id". An equal call returns the same object, so that
    results made from it are remembered too.
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
