"""Who was in post on a day, how many days officers promise, and how many officer days were filled."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

from generator.model.history import lasts_on
from generator.model.officer import OnSite, Role
from generator.model.policy import Policy


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


def promised_days(times: Sequence[TimeInPost], day: dt.date, policy: Policy, set_up: dt.date | None) -> int:
    """Days a week that the officers in post on `day` promise in a community `set_up` on that day (None: ever).

    At least the standard, which is promised without an officer or a timetable too. In the first edition of the method
    the most that any one of them promises. In the second all weekdays that residents are shown, and never fewer than on
    1 January, or on the community's first day if that is later: promising less within a year does not pay.
    """
    standard = policy.standards.on_site_days.value
    if policy.edition == 1:
        found = (len(officer.on_site.days) for officer in community_officers(times, day) if officer.on_site)
        return max((standard, *found))
    begins = max(day.replace(month=1, day=1), set_up or dt.date.min)
    return max(standard, _weekdays(times, day), _weekdays(times, begins))


def _weekdays(times: Sequence[TimeInPost], day: dt.date) -> int:
    """The weekdays on which at least one of the community officers in post on `day` promises to be there."""
    officers = community_officers(times, day)
    return len({weekday for officer in officers if officer.on_site for weekday in officer.on_site.days})


def officer_days(
    times: Sequence[TimeInPost],
    required: Callable[[dt.date], int],
    required_changes: Iterable[dt.date],
    first: dt.date,
    last: dt.date,
) -> tuple[int, int]:
    """Officer days in post and required from `first` to `last`, counting on each day at most those `required` on it.

    `required_changes` are the days from which `required` may differ from the day before.
    """
    after = last + dt.timedelta(days=1)
    ends = (time.until + dt.timedelta(days=1) for time in times if time.until is not None)
    changes = {*(time.since for time in times), *ends, *required_changes}
    filled, due = 0, 0
    for day, later in itertools.pairwise(sorted({first, after} | {d for d in changes if first < d < after})):
        days, needed = (later - day).days, required(day)
        filled += days * min(needed, len(community_officers(times, day)))
        due += days * needed
    return filled, due
