"""Months written yyyy-mm, the ISO weeks that count for them, and quarters written yyyy-Qn."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Final

THURSDAY: Final = 3
# The site speaks of days and hours in China, wherever the machine stands; a fixed offset needs no time zone database.
CHINA: Final = dt.timezone(dt.timedelta(hours=8))
# No bureau existed before the first; a date beyond the last is more likely a typing error than a plan.
FIRST_YEAR, LAST_YEAR = 1949, 2100


@cache
def month_of_week(week: str) -> str:
    """The month an ISO week counts for: the one its Thursday lies in (ISO 8601's rule for years, for months)."""
    return month_of(thursday_of(week))


@cache
def month_of(day: dt.date) -> str:
    """The month of a day."""
    return f"{day:%Y-%m}"


@cache
def thursday_of(week: str) -> dt.date:
    """The day that decides for which month, year and officer a week (2026-W41) counts."""
    return dt.date.fromisocalendar(int(week[:4]), int(week[6:]), 4)


@cache
def week_of(day: dt.date) -> str:
    """The ISO week that the day lies in."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def monday_of(day: dt.date) -> dt.date:
    """The Monday of its week."""
    return day - dt.timedelta(days=day.weekday())


def weeks_between(week: str, day: dt.date) -> tuple[str, ...]:
    """The later weeks that have ended by the day."""
    first = thursday_of(week).toordinal() + 7
    return tuple(week_of(dt.date.fromordinal(at)) for at in range(first, monday_of(day).toordinal(), 7))


@cache
def weeks_of_month(month: str) -> tuple[str, ...]:
    """The ISO weeks whose Thursday lies in the month, in order: four or five."""
    return tuple(week_of(day) for day in days_of_month(month) if day.weekday() == THURSDAY)


@cache
def first_day(month: str) -> dt.date:
    """The first day of a month written yyyy-mm."""
    return dt.date(int(month[:4]), int(month[5:]), 1)


@cache
def last_day(month: str) -> dt.date:
    """The last day of a month written yyyy-mm."""
    return first_day(next_month(month)) - dt.timedelta(days=1)


def day_of_month(month: str, number: int) -> dt.date:
    """That day of the month, or its last day if the month is shorter."""
    return min(first_day(month) + dt.timedelta(days=number - 1), last_day(month))


def days_of_month(month: str) -> tuple[dt.date, ...]:
    """Every day of the month, in order."""
    first = first_day(month)
    return tuple(first + dt.timedelta(days=n) for n in range(last_day(month).day))


@cache
def months_after(month: str, count: int) -> str:
    """The month that many months later, or earlier where `count` is negative."""
    year, number = divmod(12 * int(month[:4]) + int(month[5:]) - 1 + count, 12)
    return f"{year:04d}-{number + 1:02d}"


def next_month(month: str) -> str:
    """The month after."""
    return months_after(month, 1)


def previous_month(month: str) -> str:
    """The month before."""
    return months_after(month, -1)


def months_ending_with(month: str, count: int) -> tuple[str, ...]:
    """`count` months, newest first; at least the month itself."""
    return tuple(months_after(month, -before) for before in range(max(count, 1)))


def months_between(first: str, last: str) -> tuple[str, ...]:
    """From `first` to `last`, both included; none if `last` is earlier."""
    found: list[str] = []
    while first <= last:
        found.append(first)
        first = next_month(first)
    return tuple(found)


def quarter_of(day: dt.date) -> str:
    """The quarter of a day: 2027-Q1."""
    return f"{day.year:04d}-Q{(day.month + 2) // 3}"


def months_of_quarter(quarter: str) -> tuple[str, str, str]:
    """Its three months, in order."""
    first = f"{quarter[:4]}-{int(quarter[6:]) * 3 - 2:02d}"
    return first, months_after(first, 1), months_after(first, 2)
