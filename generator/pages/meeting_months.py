"""群众代表会 of a month: every meeting on its day; in a large city numbers by day and by station."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from generator.meetings import Schedule, ScheduleEntry
from generator.model.meeting import MeetingStatus
from generator.model.months import days_of_month, last_day
from generator.model.public import PublicBureau, Setting, setting_of
from generator.pages.by_station import StationGroup, are_too_many, grouped
from generator.pages.links import Link, months_around
from generator.pages.page import Head, Page, Validity, record_page, validity_of
from generator.wording import month_text


@dataclass(frozen=True, kw_only=True)
class MeetingsMonth:
    """One month, day by day; `off` describes its days off. `validity` is None once the month is over.

    With `groups`, the meetings by station, the days have numbers alone.
    """

    template: ClassVar[str] = "meetings_month.html"
    as_of: dt.date
    month: str
    entries: tuple[ScheduleEntry, ...]
    names: Mapping[str, str]
    off: Mapping[dt.date, str]
    around: tuple[Link | None, Link | None]
    validity: Validity | None
    groups: tuple[StationGroup[int], ...]

    @property
    def title(self) -> str:
        """The title of the page."""
        return f"{month_text(self.month)}群众代表会"

    @property
    def days(self) -> Iterator[tuple[dt.date, list[ScheduleEntry]]]:
        """Every day of the month, with its entries."""
        for day in days_of_month(self.month):
            yield day, [entry for entry in self.entries if entry.date == day]

    @property
    def counts(self) -> Mapping[str, int]:
        """The number of meetings by status; a moved meeting counts only on its new day."""
        found = Counter(entry.meeting.status for entry in self.entries if entry.moved_to is None)
        return {status.value: found[status] for status in MeetingStatus}


def meeting_month_pages(bureau: PublicBureau, schedule: Schedule) -> tuple[Page, ...]:
    """A page for every month with a meeting."""
    return tuple(_month_page(setting_of(bureau), view) for view in _months(bureau, schedule))


def _months(bureau: PublicBureau, schedule: Schedule) -> Iterator[MeetingsMonth]:
    months, areas = tuple(schedule.by_month), bureau.every_area
    validity = validity_of(setting_of(bureau))
    for month, entries in schedule.by_month.items():
        yield MeetingsMonth(
            as_of=bureau.as_of,
            month=month,
            entries=entries,
            names={entry.meeting.area: areas[entry.meeting.area].name for entry in entries},
            off={day: words for day in days_of_month(month) if (words := bureau.holidays.obstacle(day))},
            around=months_around("meetings", month, months),
            validity=validity if last_day(month) >= bureau.as_of else None,
            groups=_by_station(bureau, entries) if are_too_many(entries) else (),
        )


def _by_station(bureau: PublicBureau, entries: Iterable[ScheduleEntry]) -> tuple[StationGroup[int], ...]:
    areas = bureau.every_area
    counts = Counter(areas[entry.meeting.area].station for entry in entries if entry.moved_to is None)
    return grouped(bureau, {id_: counts[id_] for id_ in bureau.stations if id_ in counts})


def _month_page(setting: Setting, view: MeetingsMonth) -> Page:
    held = [entry.date for entry in view.entries if entry.meeting.status is MeetingStatus.HELD]
    return record_page(
        setting,
        url=f"meetings/{view.month}/",
        frame="meetings/_month/",
        origin="content/meetings/_month.md",
        head=Head(
            title=view.title,
            description=f"{month_text(view.month)}各社区群众代表会的时间、地点、议程和结果。",
            published=max(held, default=setting.policy.since),
            source=setting.info.name,
        ),
        main=view,
    )
