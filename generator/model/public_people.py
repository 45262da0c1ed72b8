"""What may be public of officers and of a committee's members: part of the allow-list of model/public.py."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from generator.model.history import earlier_on
from generator.model.officer import CommitteePost, OnSite, Role
from generator.model.prevention import EarlierCommittee


@dataclass(frozen=True, kw_only=True)
class PublicOfficer:
    """An officer in post today. `photo` is a file name, only with recorded consent and an existing file.

    One lent by another station (`seconded_from`, an id) shows who decided it, from when (`seconded_since`, if known)
    and until when.
    """

    name: str
    badge: str | None
    role: Role
    phone: str
    on_site: OnSite | None
    photo: str | None
    committee_post: CommitteePost | None = None
    seconded_from: str | None = None
    seconded_by: str | None = None
    seconded_since: dt.date | None = None
    seconded_until: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class PostChange:
    """Who takes over as community officer from a day on, or who did it up to a day, some days ago."""

    name: str
    day: dt.date


@dataclass(frozen=True, kw_only=True)
class Tenure:
    """A time in post without a person: for attainment as of any day, and the timetable that goes with it."""

    role: Role
    since: dt.date
    until: dt.date | None
    on_site: OnSite | None
    seconded: bool

    @property
    def promised(self) -> int | None:
        """On-site days a week [days]."""
        return len(self.on_site.days) if self.on_site is not None else None

    def includes(self, day: dt.date) -> bool:
        """Was somebody in post on that day?"""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, kw_only=True)
class PublicCommittee:
    """治保会. `director_name` only where the committee publishes it; its term only once it was elected."""

    has_director: bool
    director_name: str | None
    members: int
    phone: str | None
    earlier: tuple[EarlierCommittee, ...]
    elected_on: dt.date | None = None
    term_until: dt.date | None = None

    def is_beyond_term(self, day: dt.date) -> bool:
        """Was the term over before that day, with no later election on record?"""
        return self.term_until is not None and self.term_until < day

    def works_on(self, day: dt.date) -> bool:
        """Did it have its director and at least one member on that day?"""
        then = earlier_on(self.earlier, day)
        if then is not None:
            return then.director and then.members > 0
        return self.has_director and self.members > 0
