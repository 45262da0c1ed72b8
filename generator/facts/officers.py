"""Who was in post on a day, how many days officers promise, and how many officer days were filled."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from generator.model.history import lasts_on
from generator.model.officer import OnSite, Role


class TimeInPost(Protocol):
    """A time in post: of a named officer in the records, or in its public form without a name."""

    @property
    def role(self) -> Role:
        """The officer's role."""

    @property
    def since(self) -> dt.date:
        """The first day."""

    @property
    def until(self) -> dt.date | None:
        """The last day; None if the officer is still in post."""

    @property
    def on_site(self) -> OnSite | None:
        """The promised days and hours, if any."""


T = TypeVar("T", bound=TimeInPost)


def community_officers(times: Iterable[T], day: dt.date) -> tuple[T, ...]:
    """The times in post of community officers that include the day; nobody else counts towards the standard."""
    return tuple(
        time
        for time in times
        if time.role is Role.COMMUNITY_OFFICER and lasts_on(day, time.since, time.until)
    )


def promised_days(officers: Iterable[TimeInPost], standard: int) -> int:
    """Days a week that these officers promise in the community: the most of any one, at least the standard.

    Without an officer or a timetable, the standard is promised.
    """
    return max((standard, *(len(officer.on_site.days) for officer in officers if officer.on_site)))


def officer_days(times: Sequence[TimeInPost], required: int, first: dt.date, last: dt.date) -> int:
    """Officer days in post from `first` to `last`, counting at most `required` officers on each day."""
    after = last + dt.timedelta(days=1)
    ends = (time.until + dt.timedelta(days=1) for time in times if time.until is not None)
    changes = {day for day in (*(time.since for time in times), *ends) if first < day < after}
    return sum(
        (later - day).days * min(required, len(community_officers(times, day)))
        for day, later in itertools.pairwise(sorted({first, after} | changes))
    )
