"""On which weekdays, from when until when, the officer of a rural area is in which village (方案二(二))."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from generator.model.hours import Hours
from generator.model.officer import OnSite, Role
from generator.model.post import Post
from generator.model.values import Weekday


class Promising(Protocol):
    """Somebody in post, in the records or as the public sees it."""

    @property
    def role(self) -> Role:
        """What that person is to the area."""

    @property
    def on_site(self) -> OnSite | None:
        """The promised days and hours, if any."""


@dataclass(frozen=True, kw_only=True)
class VillageTime:
    """A weekday in a village, from the `at`th entry of the record.

    `hours` are those written there, else those that an officer promises for the day; None if there are neither.
    `is_promised`: an officer in post promises to be in the area at that time.
    """

    at: int
    village: str
    day: Weekday
    hours: Hours | None
    is_promised: bool


def village_times(post: Post | None, in_post: Iterable[Promising]) -> tuple[VillageTime, ...]:
    """Every weekday in a village, Monday first, those of one day by their beginning."""
    promises = [one.on_site for one in officers(in_post) if one.on_site is not None]
    found = (
        _time(at, one.village, day, one.hours, [p.hours for p in promises if day in p.days])
        for at, one in enumerate(post.village_days if post else ())
        for day in one.days
    )
    return tuple(sorted(found, key=lambda one: (one.day.iso, one.hours.begins if one.hours else 0, one.at)))


def times_by_village(
    villages: Iterable[str], post: Post | None, in_post: Iterable[Promising]
) -> Mapping[str, tuple[tuple[Weekday, Hours | None], ...]]:
    """By village, in the record's order: when an officer in post promises to be there; empty if nowhere."""
    times = [one for one in village_times(post, in_post) if one.is_promised]
    found = {name: tuple((one.day, one.hours) for one in times if one.village == name) for name in villages}
    return found if times else {}


def officers(in_post: Iterable[Promising]) -> tuple[Promising, ...]:
    """The community officers and those who cover for them: only their days are meant."""
    return tuple(one for one in in_post if one.role.is_police)


def _time(at: int, village: str, day: Weekday, hours: Hours | None, promised: list[Hours]) -> VillageTime:
    return VillageTime(
        at=at,
        village=village,
        day=day,
        hours=hours or next(iter(promised), None),
        is_promised=any(hours is None or _within(hours, span) for span in promised),
    )


def _within(inner: Hours, outer: Hours) -> bool:
    return outer.begins <= inner.begins and inner.ends <= outer.ends
