"""What a rule is: which records it checks, and whether it runs while some files have errors.

A rule that looks up records, or reports missing ones, needs all files of that kind. A rule that checks each record by
itself, or compares existing records with each other, runs on those that could be read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from inspect import signature
from typing import Any, Final, NamedTuple, TypeAlias

from generator.model.bureau import Bureau, NotRead
from generator.problems import Problem

# How many places one problem names.
_NAMED: Final = 3
Keys: TypeAlias = tuple[str | int, ...]


class Found(NamedTuple):
    """What a rule finds in a record: the keys that lead to the place, what is wrong there, how to correct it."""

    keys: Keys
    message: str
    hint: str


Findings: TypeAlias = Iterator[Found | Problem]
Search: TypeAlias = Callable[[Bureau, dt.date], Iterator[Problem]]


@dataclass(frozen=True, kw_only=True)
class BureauRule:
    """A rule with its sentence, and the fields of the bureau that may be incomplete when it runs."""

    name: str
    sentence: str
    search: Search
    may_lack: frozenset[str]

    def __call__(self, bureau: Bureau, as_of: dt.date) -> Iterator[Problem]:
        """What the rule finds; it stops at a field that is incomplete and not in `may_lack`."""
        try:
            yield from self.search(bureau.without_gaps(bureau.unread & self.may_lack), as_of)
        except NotRead:
            return


def listed(said: Sequence[str]) -> str:
    """The first three of what was found, and how many there are if more."""
    more = f"等 {len(said)} 处" if len(said) > _NAMED else ""
    return "、".join(said[:_NAMED]) + more


def rule(*may_lack: str) -> Callable[[Callable[..., Iterator[Problem]]], BureauRule]:
    """Make a rule on the whole bureau. It takes `bureau`, `as_of` or both; fields in `may_lack` may be incomplete."""

    def made(written: Callable[..., Iterator[Problem]]) -> BureauRule:
        return _made(written, lambda bureau, as_of: written(**_taken(written, bureau, as_of)), may_lack)

    return made


def each(field: str, code: str, *, today: bool = False) -> Callable[[Callable[..., Findings]], BureauRule]:
    """Make a rule on each record of a field; `code` is that of its findings; `today`: only on areas that exist today.

    It takes the record and, if it needs them, `bureau` and `as_of`.
    A `Found` is placed in the record, a `Problem` anywhere.
    """

    def made(written: Callable[..., Findings]) -> BureauRule:
        def search(bureau: Bureau, as_of: dt.date) -> Iterator[Problem]:
            taken = _taken(written, bureau, as_of)
            for record in bureau.areas_on(as_of) if today else getattr(bureau, field).values():
                for found in written(record, **taken):
                    if isinstance(found, Problem):
                        yield found
                    else:
                        place = bureau.place(record.path, *found.keys)
                        yield place.problem(code, found.message, found.hint)

        return _made(written, search, (field,))

    return made


def _made(written: Callable[..., Any], search: Search, may_lack: Iterable[str]) -> BureauRule:
    return BureauRule(
        name=written.__name__,
        sentence=written.__doc__ or "",
        search=search,
        may_lack=frozenset(may_lack),
    )


def _taken(written: Callable[..., Any], bureau: Bureau, as_of: dt.date) -> dict[str, Any]:
    """The bureau and the day, if the rule has a parameter for them."""
    parameters = signature(written).parameters
    return {name: given for name, given in (("bureau", bureau), ("as_of", as_of)) if name in parameters}
