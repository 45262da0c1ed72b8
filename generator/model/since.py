"""A first day as far as anybody knows it: 2026-10-12, its month alone (2026-10), or 不详.

It counts from the earliest day that it may have been. What is asked of two records, whether they meet, is only
certain from the latest on.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Final, Self

from generator.model.months import FIRST_YEAR, first_day, last_day
from generator.model.spelling import TEXT, Spelling
from generator.model.values import DAY, MONTH

UNKNOWN: Final = "不详"


class RoughDay(dt.date):
    """The earliest day that one may be of which the month is known, or nothing; `known` is what stands in the file."""

    known: str

    def __new__(cls, known: Any, month: int | None = None, day: int | None = None) -> Self:
        """Take what a clerk wrote: a month, or the word for unknown."""
        if month is not None and day is not None:  # called by datetime arithmetic: an ordinary date
            return dt.date(known, month, day)  # type: ignore[return-value]
        earliest = dt.date(FIRST_YEAR, 1, 1) if known == UNKNOWN else first_day(known)
        made = super().__new__(cls, earliest.year, earliest.month, earliest.day)
        made.known = known
        return made

    @property
    def month_known(self) -> str | None:
        """yyyy-mm, or None where not even that is known."""
        return None if self.known == UNKNOWN else self.known

    def __str__(self) -> str:
        return self.known

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RoughDay) and self.known == other.known

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self.known)

    def __reduce__(self) -> tuple[type[RoughDay], tuple[str]]:
        return RoughDay, (self.known,)


def certain_from(day: dt.date) -> dt.date | None:
    """The latest day that is possible; None if nothing is known."""
    if not isinstance(day, RoughDay):
        return day
    return last_day(day.known) if day.month_known else None


def _since(written: str) -> dt.date:
    return RoughDay(written) if written == UNKNOWN or MONTH.fits(written) else DAY.read(written)


_SINCE: Final = Spelling(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9]{2}|不详",
    "日期,写成“年-月-日”,只知道月份的写“年-月”,不知道的写“不详”",
    "2026-10-12",
    _since,
    TEXT,
    "([0-9]{4}-[0-9]{2}(-[0-9]{2})?|不详)",
)
Since = Annotated[dt.date, _SINCE]
