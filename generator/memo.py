"""A memo of pure functions: each is called again only if its arguments have changed.

No list of dependencies has to be kept by hand: a function may use nothing but its arguments.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Hashable, Iterable, Mapping
from contextvars import ContextVar, Token
from functools import wraps
from operator import attrgetter
from types import TracebackType
from typing import Any, Final, ParamSpec, TypeVar

from generator.parallel import spread

P = ParamSpec("P")
T = TypeVar("T")
_Call = tuple[tuple[Any, ...], dict[str, Any]]


class Memo:
    """The results of calls inside `with memo:`; one memo for a single build, or for all builds of a preview."""

    def __init__(self, before: Mapping[Hashable, tuple[_Call, Any]] | None = None) -> None:
        """`before`: the `results` of an earlier memo."""
        self._before: Mapping[Hashable, tuple[_Call, Any]] = before or {}
        self._now: dict[Hashable, tuple[_Call, Any]] = {}
        self.made = 0  # calls whose results were not known
        # Pairs of arguments by their ids, and whether they are equal: many calls share a large one, compared once.
        self._compared: dict[tuple[int, int], tuple[Any, Any, bool]] = {}
        self._tokens: list[Token[Memo | None]] = []

    def __enter__(self) -> None:
        self._tokens.append(_CURRENT.set(self))

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        _CURRENT.reset(self._tokens.pop())

    def turn(self) -> None:
        """End a build: forget the results that it did not use."""
        self._before, self._now = self._now, {}
        self._compared.clear()

    def recall(self, key: Hashable, call: _Call, function: Callable[..., T]) -> T:
        """The result of an equal call with this key in this build or the one before; else call the function."""
        entry = self._now.get(key) or self._before.get(key)
        if entry is None or not self._is_equal(entry[0], call):
            entry = (call, function(*call[0], **call[1]))
            self.made += 1
        self._now[key] = entry
        result: T = entry[1]
        return result

    def _is_equal(self, one: _Call, other: _Call) -> bool:
        pairs = [
            *zip(one[0], other[0], strict=False),
            *((of, other[1].get(key)) for key, of in one[1].items()),
        ]
        is_alike = len(one[0]) == len(other[0]) and one[1].keys() == other[1].keys()
        return is_alike and all(a is b or self._are_equal(a, b) for a, b in pairs)

    def _are_equal(self, one: Any, other: Any) -> bool:
        found = self._compared.get((id(one), id(other)))
        if found is None:
            # The objects are kept too: another one may have the id of one that is gone.
            found = self._compared[id(one), id(other)] = one, other, bool(one == other)
        return found[2]

    @property
    def results(self) -> Mapping[Hashable, tuple[_Call, Any]]:
        """What this build has used: calls and results by key."""
        return self._now

    def keep(self, key: Hashable, call: _Call, result: Any) -> None:
        """Take the result of a call that was made elsewhere."""
        self._now[key] = (call, result)
        self.made += 1

    def known(self, key: Hashable, call: _Call) -> Any:
        """The result of an equal call with this key, and None if there is none."""
        entry = self._now.get(key) or self._before.get(key)
        if entry is None or not self._is_equal(entry[0], call):
            return None
        self._now[key] = entry
        return entry[1]


_KEYS: Final[dict[Callable[..., Any], Callable[[tuple[Any, ...], Mapping[str, Any]], Hashable]]] = {}
_CURRENT: Final[ContextVar[Memo | None]] = ContextVar("memo", default=None)


def remembered(*which: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Let the memo in use, if there is one, keep one result of the pure function for each value of `which`.

    `which` names arguments or attributes of them, as in "area.id". An equal call returns the same object, so that
    results made from it are remembered too.
    """

    def decorate(function: Callable[P, T]) -> Callable[P, T]:
        names = list(inspect.signature(function).parameters)
        parts = [(names.index(path.partition(".")[0]), path.partition(".")[::2]) for path in which]

        @wraps(function)
        def call(*arguments: P.args, **named: P.kwargs) -> T:
            memo = _CURRENT.get()
            if memo is None:
                return function(*arguments, **named)
            return memo.recall(key_of(arguments, named), (arguments, named), function)

        def key_of(arguments: tuple[Any, ...], named: Mapping[str, Any]) -> Hashable:
            values = (
                (arguments[at] if at < len(arguments) else named[name], rest) for at, (name, rest) in parts
            )
            return (function, *(attrgetter(rest)(value) if rest else value for value, rest in values))

        _KEYS[call] = key_of
        return call

    return decorate


def known(function: Callable[..., Any], *arguments: Any) -> Any:
    """The result of an equal call of a remembered function, if the memo in use has it; else None."""
    memo = _CURRENT.get()
    return None if memo is None else memo.known(_KEYS[function](arguments, {}), (arguments, {}))


def keep(result: Any, function: Callable[..., Any], *arguments: Any) -> None:
    """Let the memo in use, if there is one, take the result of a call that was made in another process."""
    if (memo := _CURRENT.get()) is not None:
        memo.keep(_KEYS[function](arguments, {}), (arguments, {}), result)


def foresee(function: Callable[..., Any], calls: Iterable[tuple[Any, ...]], stage: str = "") -> None:
    """Make these calls of a remembered function in the processes of the build, and keep the results in the memo."""
    if _CURRENT.get() is not None:
        pure = inspect.unwrap(function)
        made = [call for call in calls if known(function, *call) is None]
        for call, result in zip(made, spread(lambda call: pure(*call), made, stage), strict=True):
            keep(result, function, *call)
