"""What a rule is: which records it goes through, and when it speaks while some files have errors.

A rule that looks a record up, or misses one, waits until all files of that kind are read; one that looks at each
record by itself, or holds two that are there against each other, speaks of those that are sound.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from inspect import signature
from typing import Any, NamedTuple, TypeAlias

from generator.model.bureau import Bureau, NotRead
from generator.problems import Problem

Keys: TypeAlias = tuple[str | int, ...]


class Found(NamedTuple):
    """What a rule finds in a record: the keys that lead to the place, what is wrong there, how to mend it."""

    keys: Keys
    message: str
    hint: str


Findings: TypeAlias = Iterator[Found | Problem]
Search: TypeAlias = Callable[[Bureau, dt.date], Iterator[Problem]]


@dataclass(frozen=True, kw_only=True)
class BureauRule:
    """A rule with its sentence, and the fields of the bureau that may lack records while it speaks."""

    name: str
    sentence: str
    search: Search
    may_lack: frozenset[str]

    def __call__(self, bureau: Bureau, as_of: dt.date) -> Iterator[Problem]:
        """What it finds among the records that were read; nothing where it asks for what was not."""
        try:
            yield from self.search(bureau.without_gaps(bureau.unread & self.may_lack), as_of)
        except NotRead:
            return


def rule(*may_lack: str) -> Callable[[Callable[..., Iterator[Problem]]], BureauRule]:
    """A rule on the bureau as a whole; the fields `may_lack` records. It takes `bureau`, `as_of` or both."""

    def made(written: Callable[..., Iterator[Problem]]) -> BureauRule:
        return _made(written, lambda bureau, as_of: written(**_taken(written, bureau, as_of)), may_lack)

    return made


def each(field: str, code: str, *, today: bool = False) -> Callable[[Callable[..., Findings]], BureauRule]:
    """A rule on each record of a field by itself, with the code of what it finds; `today`: on areas that are there.

    It takes the record, and `bureau`, `as_of` or both where it needs them.
    A finding stands in the record; a problem may stand elsewhere.
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
