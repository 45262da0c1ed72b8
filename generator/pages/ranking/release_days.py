"""The announced days of the coming months: working days, with the reason where one is not the usual day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from generator.model.bureau import ReleaseCalendar
from generator.model.months import month_of, next_month, previous_month
from generator.model.public import PublicBureau

_MONTHS_AHEAD: Final = 12
_SATURDAY: Final = 6


@dataclass(frozen=True, kw_only=True)
class ReleaseDay:
    """When a month is announced for; `obstacle` says why not on its `nominal` day, None if on that day."""

    month: str
    moment: dt.datetime
    nominal: dt.date
    obstacle: str | None


@dataclass(frozen=True, kw_only=True)
class ReleaseDays:
    """The next twelve months to be published, starting after the last published one.

    Without one, they start with last month, or with the first of which there is a record.

    `sources` are where the days off of their years come from; None for a year without any, where only weekends count.
    """

    as_of: dt.date
    calendar: ReleaseCalendar
    coming: tuple[ReleaseDay, ...]
    sources: Mapping[int, str | None]


def release_days(bureau: PublicBureau) -> ReleaseDays:
    """The days as announced today."""
    first = max(previous_month(month_of(bureau.as_of)), _began(bureau))
    months = [next_month(max(bureau.releases, default=previous_month(first)))]
    while len(months) < _MONTHS_AHEAD:
        months.append(next_month(months[-1]))
    days = tuple(_day(bureau, month) for month in months)
    sources = {year.year: year.source for year in bureau.holidays.years}
    return ReleaseDays(
        as_of=bureau.as_of,
        calendar=bureau.info.release,
        coming=days,
        sources={year: sources.get(year) for year in sorted({day.nominal.year for day in days})},
    )


def _began(bureau: PublicBureau) -> str:
    """The month of the first report, or in which a community was first verified: a new bureau owes none before."""
    verified = (month_of(area.verified.on) for area in bureau.every_area.values())
    return min((*verified, *(month for month, _ in bureau.reports)), default=month_of(bureau.as_of))


def _day(bureau: PublicBureau, month: str) -> ReleaseDay:
    moment, nominal = (
        bureau.info.release.moment(month, bureau.holidays),
        bureau.info.release.nominal_day(month),
    )
    name = bureau.holidays.names.get(nominal)
    off = f"{name}放假" if name is not None else "是周六" if nominal.isoweekday() == _SATURDAY else "是周日"
    return ReleaseDay(
        month=month, moment=moment, nominal=nominal, obstacle=off if moment.date() != nominal else None
    )
