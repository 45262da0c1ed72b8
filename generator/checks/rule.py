"""What a rule is, and which rules speak while some files have errors.

A rule that looks a record up, or misses one, waits until all records of that kind are read. One that looks at each
record by itself, or compares two that are there, is marked and speaks of those that were read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Final, TypeAlias

from generator.model.bureau import Bureau, NotRead
from generator.problems import Problem

Rule: TypeAlias = Callable[[Bureau, dt.date], Iterator[Problem]]

_MARK: Final = "speaks_without"


def speaks_without(*fields: str) -> Callable[[Rule], Rule]:
    """Mark a rule that needs not all records of these fields of the bureau."""

    def marked(rule: Rule) -> Rule:
        vars(rule)[_MARK] = frozenset(fields)
        return rule

    return marked


def rules_in(room: ModuleType) -> tuple[Rule, ...]:
    """The rules that a module defines, which are its functions called check_…, in order."""
    return tuple(
        value
        for name, value in vars(room).items()
        if name.startswith("check_") and value.__module__ == room.__name__
    )


def problems_found(rule: Rule, bureau: Bureau, as_of: dt.date) -> Iterator[Problem]:
    """What the rule finds among the records that were read; nothing where it asks for what was not."""
    may_lack = bureau.unread & vars(rule).get(_MARK, frozenset())
    try:
        yield from rule(bureau.without_gaps(may_lack), as_of)
    except NotRead:
        return
