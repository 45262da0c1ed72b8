"""What a record said before: each entry held up to its last day, from the day after the entry before it on.

With it a past month is worked out from how things stood at its end, whatever has changed since.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, TypeAlias, TypeVar

from pydantic import AfterValidator, Field

from generator.model.duplicates import same_days
from generator.model.months import first_day, last_day
from generator.model.values import Day, Record


class Earlier(Record):
    """How something stood up to a day."""

    until: Day = Field(title="到", description="这样的最后一天;第二天起按后一条,没有后一条就按现在写的")


T = TypeVar("T", bound=Earlier)


def _one_at_a_time(entries: tuple[T, ...]) -> tuple[T, ...]:
    for found in same_days("until ", (one.until for one in entries)):
        raise found
    return entries


# Earlier states of a record; no two of them share a last day.
History: TypeAlias = Annotated[tuple[T, ...], AfterValidator(_one_at_a_time)]


def earlier_on(entries: Iterable[T], day: dt.date) -> T | None:
    """Return the earlier state in force on `day`; None if the current one already was."""
    return min((one for one in entries if one.until >= day), key=lambda one: one.until, default=None)


def lasts_on(day: dt.date, since: dt.date | None, until: dt.date | None) -> bool:
    """Does the span from `since` to `until` (both included, None is open) contain `day`?"""
    return (since is None or since <= day) and (until is None or day <= until)


class Lasting:
    """Something that exists from `since` to `until`, both included; None is open."""

    if TYPE_CHECKING:
        since: dt.date | None
        until: dt.date | None

    def exists_on(self, day: dt.date) -> bool:
        """Had it been set up by that day, and not been dissolved before?"""
        return lasts_on(day, self.since, self.until)

    def exists_all_of(self, month: str) -> bool:
        """Was it there on every day of the month (yyyy-mm)?"""
        return self.exists_on(first_day(month)) and self.exists_on(last_day(month))
