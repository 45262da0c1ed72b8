"""A rule about promised days: nobody can be in two communities at once (方案二(四))."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from generator.checks.rules import rule
from generator.model.area import Area
from generator.model.bureau import Bureau
from generator.model.hours import DAY
from generator.model.officer import Officer, OnSite
from generator.model.since import certain_from
from generator.model.values import Weekday
from generator.problems import Problem


@dataclass(frozen=True, kw_only=True)
class Promise:
    """An officer's promised days and hours in a community, the position in the data, and the last day."""

    officer: Officer
    on_site: OnSite
    area: Area
    at: int
    until: dt.date

    def __str__(self) -> str:
        days = "、".join(day for day in Weekday if day in self.on_site.days)
        return f"{days} {self.on_site.hours}"

    def days_shared_with(self, other: Promise) -> tuple[Weekday, ...]:
        """Days of this promise whose hours overlap the other's, Monday first; none if both are for one community."""
        if self.area.id == other.area.id or max(self.since, other.since) > min(self.until, other.until):
            return ()
        mine, theirs = self._minutes(), other._minutes()
        return tuple(day for day in mine if any(_meet(mine[day], minutes) for minutes in theirs.values()))

    def _minutes(self) -> Mapping[Weekday, range]:
        """The promised minutes of each day, counted from Monday 0:00; Sunday's night may run into the next week."""
        hours = self.on_site.hours
        return {
            day: range((day.iso - 1) * DAY + hours.begins, (day.iso - 1) * DAY + hours.ends)
            for day in Weekday
            if day in self.on_site.days
        }

    @property
    def since(self) -> dt.date:
        """The first day on which the promise certainly applies; its last day if that is unknown."""
        return certain_from(self.officer.since) or self.until


_WEEK: Final = 7 * DAY
_Met: TypeAlias = tuple[Promise, tuple[Weekday, ...]]


def _meet(one: range, other: range) -> bool:
    """Do two ranges, repeated every week, share a minute?"""
    return any(
        max(one.start, other.start + weeks * _WEEK) < min(one.stop, other.stop + weeks * _WEEK)
        for weeks in (-1, 0, 1)
    )


@rule("areas")
def check_nobody_is_promised_at_two_places_at_once(bureau: Bureau) -> Iterator[Problem]:
    """同一警号的驻社区承诺,同一天的钟点不在两个社区重叠。"""
    for promises in _promises_by_badge(bureau).values():
        ordered = sorted(promises, key=lambda promise: promise.since)
        for number, later in enumerate(ordered):
            met = _first_met(later, ordered[:number])
            if met is not None:
                yield _at_once(bureau, later, *met)


def _promises_by_badge(bureau: Bureau) -> Mapping[str, Sequence[Promise]]:
    promises: dict[str, list[Promise]] = defaultdict(list)
    for area in bureau.areas.values():
        last = area.until or dt.date.max
        for at, officer in enumerate(area.officers):
            if officer.on_site is not None and officer.badge is not None:
                until = min(officer.until or dt.date.max, last)
                promises[officer.badge].append(
                    Promise(officer=officer, on_site=officer.on_site, area=area, at=at, until=until)
                )
    return promises


def _first_met(later: Promise, earlier: Sequence[Promise]) -> _Met | None:
    shared = ((promise, later.days_shared_with(promise)) for promise in earlier)
    return next(((promise, days) for promise, days in shared if days), None)


def _at_once(bureau: Bureau, later: Promise, earlier: Promise, days: Sequence[Weekday]) -> Problem:
    officer, area = later.officer, earlier.area
    return bureau.place(later.area.path, "officers", later.at, "on_site").problem(
        "W339",
        f"{officer.named}承诺{later}在{later.area.name},"
        f"{'、'.join(days)}同一时间也承诺在{area.name}({area.path},{earlier})。",
        "一个人不能同时在两处,请把其中一处的 days 或 hours 错开:原来的一段写 until,"
        "另起一段写新的 since 和 on_site,以前的月份仍按原来的时间表计算;从一开始就写错的才直接改。",
    )
