"""What a rule is: which records it goes through, and when it speaks while some files have errors.

A rule that looks a record up, or misses one, waits until all files of that kind are read; one that looks at each
record by itself, or holds two that are there against each other, speaks of those that are sound.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
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
SearchOne: TypeAlias = Callable[[Any, Bureau, dt.date], Findings]


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


def rule(*may_lack: str) -> Callable[[Search], BureauRule]:
    """A rule on the bureau as a whole; the fields `may_lack` records."""

    def made(search: Search) -> BureauRule:
        sentence = search.__doc__ or ""
        return BureauRule(
            name=search.__name__, sentence=sentence, search=search, may_lack=frozenset(may_lack)
        )

    return made


def each(field: str, code: str, *, today: bool = False) -> Callable[[SearchOne], BureauRule]:
    """A rule on each record of a field by itself, with the code of what it finds; `today`: on areas that are there.

    A finding stands in the record; a problem may stand elsewhere.
    """

    def made(search_one: SearchOne) -> BureauRule:
        @wraps(search_one)
        def search(bureau: Bureau, as_of: dt.date) -> Iterator[Problem]:
            for record in bureau.areas_on(as_of) if today else getattr(bureau, field).values():
                for found in search_one(record, bureau, as_of):
                    yield found if isinstance(found, Problem) else _problem(bureau, record, code, found)

        return rule(field)(search)

    return made


def _problem(bureau: Bureau, record: Any, code: str, found: Found) -> Problem:
    place = bureau.place(record.path, *found.keys)
    return Problem(code=code, place=place, message=found.message, hint=found.hint)
