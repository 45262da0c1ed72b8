"""A police post as of a day: whether it is open to residents, and changes in the coming days (假期安排)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from generator.facts.sightings import Sighting
from generator.model.post import OpeningException, Post, PostStatus
from generator.model.post_parts import Facility
from generator.model.public import Setting
from generator.model.reference import SignItem

_LEAD: Final = dt.timedelta(days=30)  # a holiday further ahead is of no interest yet
_DAY: Final = dt.timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class PostChecklist:
    """What a post must have (方案二(二)), the last visit to each of it, and what its sign must show."""

    post: Post
    sightings: Mapping[Facility, Sighting]
    sign: tuple[SignItem, ...]

    @property
    def facilities(self) -> tuple[tuple[Facility, bool, Sighting | None], ...]:
        """Each facility: is it there by the record, and the last visit to it."""
        return tuple((one, self.post.facilities.has(one), self.sightings.get(one)) for one in Facility)

    @property
    def on_sign(self) -> tuple[tuple[SignItem, bool], ...]:
        """What the sign must show, and whether it shows it; empty without a record of it."""
        shown = self.post.sign_shows
        return tuple((item, item.id in shown) for item in self.sign) if shown else ()


@dataclass(frozen=True, kw_only=True)
class PostToday:
    """A post with the day on which a page describes it."""

    post: Post
    setting: Setting

    @property
    def is_open(self) -> bool:
        """May residents be sent there?"""
        return self.post.receives_on(self.setting.as_of)

    @property
    def status(self) -> PostStatus:
        """Open, or the reason why not."""
        return PostStatus.OPEN if self.is_open else self.post.status_on(self.setting.as_of)

    @property
    def exceptions(self) -> tuple[OpeningException, ...]:
        """The exceptions from yesterday on; yesterday's hours may extend past midnight."""
        yesterday = self.setting.as_of - _DAY
        return tuple(one for one in self.post.exceptions if one.date >= yesterday)

    @property
    def exceptions_code(self) -> str:
        """The exceptions for now.js: "2026-10-01 closed;2026-10-02 09:00-12:00"."""
        return ";".join(f"{one.date} {one.hours or 'closed'}" for one in self.exceptions)

    @property
    def holiday(self) -> tuple[dt.date, ...]:
        """The current or next run of days off; empty if it begins too far ahead."""
        found = _next_holiday(self.setting.holidays.names, self.setting.as_of)
        return found if found and found[0] <= self.setting.as_of + _LEAD else ()

    @property
    def holiday_name(self) -> str:
        """国庆节, or 国庆节、中秋节."""
        names = self.setting.holidays.names
        return "、".join(dict.fromkeys(names[day] for day in self.holiday))

    @property
    def workdays(self) -> tuple[dt.date, ...]:
        """The make-up workdays (weekend days on which people work) soon, ascending."""
        as_of = self.setting.as_of
        return tuple(day for day in sorted(self.setting.holidays.workdays) if as_of <= day <= as_of + _LEAD)

    @property
    def special_days(self) -> tuple[dt.date, ...]:
        """Days off and make-up workdays, ascending."""
        return tuple(sorted({*self.holiday, *self.workdays}))

    @property
    def announced(self) -> tuple[OpeningException, ...]:
        """The post's exceptions on those days."""
        said = {one.date: one for one in self.post.exceptions}
        return tuple(said[day] for day in self.special_days if day in said)

    @property
    def other_exceptions(self) -> tuple[OpeningException, ...]:
        """The post's coming exceptions on other days."""
        coming = (one for one in self.post.exceptions if one.date >= self.setting.as_of)
        return tuple(one for one in coming if one not in self.announced)


def _next_holiday(names: Mapping[dt.date, str], day: dt.date) -> tuple[dt.date, ...]:
    """The current run of days off, or else the next one; empty if there is none."""
    coming = [one for one in sorted(names) if one >= day]
    if not coming:
        return ()
    row = [coming[0]]
    while row[0] - _DAY in names:
        row.insert(0, row[0] - _DAY)
    while row[-1] + _DAY in names:
        row.append(row[-1] + _DAY)
    return tuple(row)
