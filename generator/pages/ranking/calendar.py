"""The release calendar: day and hour of the coming publications, told a year ahead."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from generator.model.bureau import ReleaseCalendar
from generator.model.months import next_month, previous_month
from generator.wording import When, clock, month_text, when

MONTHS_AHEAD: Final = 12


@dataclass(frozen=True, kw_only=True)
class ComingRelease:
    """A month whose ranking is yet to come: when, and whether that day has passed."""

    month: str
    on: When
    at: str
    is_overdue: bool


def coming_releases(
    calendar: ReleaseCalendar, released: Iterable[str], as_of: dt.date
) -> tuple[ComingRelease, ...]:
    """The next twelve, from the month after the last one that was published."""
    month = max(released, default=previous_month(previous_month(f"{as_of:%Y-%m}")))
    coming = []
    for _ in range(MONTHS_AHEAD):
        month = next_month(month)
        due = calendar.moment(month)
        coming.append(
            ComingRelease(
                month=month_text(month),
                on=when(due.date(), as_of=as_of),
                at=clock(due.time()),
                is_overdue=due.date() < as_of,
            )
        )
    return tuple(coming)
