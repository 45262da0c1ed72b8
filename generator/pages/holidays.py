"""假期安排: what a post's page says beforehand of the next public holiday and of weekends on which people work."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from generator.model.post import OpeningException, Post
from generator.model.public import Setting
from generator.wording import date_range, span, when

_LEAD: Final = 30  # days; a holiday further off is nobody's question yet
_DAY: Final = dt.timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class HolidayNotice:
    """The days and what is known of the post on them. `to_ask` are days of which it says nothing, in words."""

    days: tuple[str, ...]
    known: tuple[str, ...]
    to_ask: str | None


def holiday_notice(setting: Setting, post: Post) -> HolidayNotice | None:
    """Of the next holiday, where it begins soon enough, and the weekends on which people work until then."""
    last = setting.as_of + dt.timedelta(days=_LEAD)
    holiday = _next_holiday(setting.holidays.names, setting.as_of)
    if holiday and holiday[0] > last:
        holiday = ()
    workdays = tuple(day for day in sorted(setting.holidays.workdays) if setting.as_of <= day <= last)
    if not holiday and not workdays:
        return None
    exceptions = {one.date: one for one in post.exceptions}
    unknown = {day for day in (*holiday, *workdays) if day not in exceptions}
    listed = [exceptions[day] for day in sorted({*holiday, *workdays} - unknown)]
    return HolidayNotice(
        days=tuple(_days(setting, holiday, workdays)),
        known=tuple(exception_text(one, as_of=setting.as_of) for one in listed),
        to_ask=None if not unknown else "其他日子" if listed else "这些日子",
    )


def exception_text(one: OpeningException, *, as_of: dt.date) -> str:
    """12月31日（周四） 8:30–12:00（下午盘点资料）."""
    hours = "不开放" if one.hours is None else span(one.hours.opens, one.hours.closes)
    return f"{when(one.date, as_of=as_of).text} {hours}" + (f"（{one.note}）" if one.note else "")


def _next_holiday(names: Mapping[dt.date, str], day: dt.date) -> tuple[dt.date, ...]:
    """The days off in a row that are under way, or else come next."""
    coming = [one for one in sorted(names) if one >= day]
    if not coming:
        return ()
    first = coming[0]
    while first - _DAY in names:
        first -= _DAY
    row = [first]
    while row[-1] + _DAY in names:
        row.append(row[-1] + _DAY)
    return tuple(row)


def _days(setting: Setting, holiday: tuple[dt.date, ...], workdays: Iterable[dt.date]) -> Iterable[str]:
    if holiday:
        name = "、".join(dict.fromkeys(setting.holidays.names[day] for day in holiday))
        yield f"{date_range(holiday[0], holiday[-1], year=setting.as_of.year)}{name}放假"
    for day in workdays:
        yield f"{when(day, as_of=setting.as_of).text}调休上班，不一定照周末"
