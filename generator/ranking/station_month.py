"""What one station's month is scored from: its own records, indexed once, and the dates of the month."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from generator.memo import remembered
from generator.model.meeting import Meeting, MeetingStatus, Opinion
from generator.model.months import (
    day_of_month,
    first_day,
    last_day,
    months_ending_with,
    next_month,
    thursday_of,
    weeks_of_month,
)
from generator.model.officer import Role
from generator.model.policy import Policy, Standards
from generator.model.public import (
    PublicArea,
    PublicBureau,
    PublicCount,
    PublicReport,
    PublicRow,
)
from generator.model.station import Station

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class MonthDates:
    """A month's days: `thursdays` by ISO week, as ordinals; `rolling` and `cycle` months, newest first."""

    month: str
    first: dt.date
    last: dt.date
    thursdays: Mapping[str, int]
    rolling: tuple[str, ...]
    cycle: tuple[str, ...]
    report_due: dt.date


def month_dates(month: str, standards: Standards) -> MonthDates:
    """Worked out once for all stations."""
    weeks = weeks_of_month(month)
    return MonthDates(
        month=month,
        first=first_day(month),
        last=last_day(month),
        thursdays={week: thursday_of(week).toordinal() for week in weeks},
        rolling=months_ending_with(month, standards.rolling_months.value),
        cycle=months_ending_with(month, standards.meeting_cycle.value),
        report_due=day_of_month(next_month(month), standards.report_due_day.value),
    )


@dataclass(frozen=True, kw_only=True)
class OfficerSpan:
    """A community officer's days in post as ordinals, [begins, ends), and the days promised a week."""

    begins: int
    ends: int
    promised: int | None


@dataclass(frozen=True, kw_only=True)
class Level:
    """From the ordinal `begins` on: an area's residents [persons] and the officers that they require."""

    begins: int
    residents: int
    required: int


@dataclass(frozen=True, kw_only=True)
class StationRecords:
    """Everything of one station that any month may need, and nothing of another; areas by id.

    For each area: the community officers' times in post, and its levels, the first of which holds from ever.
    By month: cases where reported, the areas that met, and the meetings whose minutes and the opinions
    that fell due.
    """

    station: Station
    areas: tuple[PublicArea, ...]
    officers: tuple[tuple[OfficerSpan, ...], ...]
    levels: tuple[tuple[Level, ...], ...]
    cases: Mapping[str, PublicCount]
    met: Mapping[str, frozenset[str]]
    minutes_due: Mapping[str, Sequence[Meeting]]
    opinions_due: Mapping[str, Sequence[Opinion]]
    reports: Mapping[str, PublicReport]

    def lasting(self, month: str) -> StationRecords:
        """With the areas that were there all month: one counts from its first whole month to its last."""
        there = [area.exists_all_of(month) for area in self.areas]
        if all(there):
            return self
        return dataclasses.replace(
            self,
            areas=tuple(itertools.compress(self.areas, there)),
            officers=tuple(itertools.compress(self.officers, there)),
            levels=tuple(itertools.compress(self.levels, there)),
        )


def station_records(bureau: PublicBureau, policy: Policy) -> tuple[StationRecords, ...]:
    """One for each station, by id, as that version of the policy counts."""
    every = bureau.every_area
    areas = _grouped(every.values(), lambda area: area.station)
    held = [m for m in bureau.meetings.values() if m.status is MeetingStatus.HELD and m.area in every]
    meetings = _grouped(held, lambda meeting: every[meeting.area].station)
    reports = _grouped(bureau.reports.values(), lambda report: report.station)
    return tuple(
        _records_of(station, areas.get(id_, []), meetings.get(id_, []), reports.get(id_, []), policy)
        for id_, station in sorted(bureau.stations.items())
    )


def area_records(bureau: PublicBureau, policy: Policy) -> Mapping[str, StationRecords]:
    """By area: its station's records cut down to it alone, so that a station's number is shown to be their sum.

    The counts are those of the area's own rows, as they may be shown; cases only of months that the station's count.
    """
    held = [m for m in bureau.meetings.values() if m.status is MeetingStatus.HELD]
    meetings = _grouped(held, lambda meeting: meeting.area)
    reports = _grouped(bureau.reports.values(), lambda report: report.station)
    return {
        id_: _records_of(
            bureau.stations[area.station],
            (area,),
            meetings.get(id_, []),
            [report.of_area(id_) for report in reports.get(area.station, [])],
            policy,
        )
        for id_, area in bureau.every_area.items()
    }


@remembered("policy.version", "station.id")
def _records_of(
    station: Station,
    areas: Iterable[PublicArea],
    held: Sequence[Meeting],
    reports: Sequence[PublicReport],
    policy: Policy,
) -> StationRecords:
    days = dt.timedelta(days=policy.standards.minutes_days.value)
    met = _grouped(held, lambda meeting: month_of(meeting.date))
    opinions = [opinion for meeting in held for opinion in meeting.opinions]
    in_order = tuple(sorted(areas, key=lambda area: area.id))
    return StationRecords(
        station=station,
        areas=in_order,
        officers=tuple(tuple(_spans(area)) for area in in_order),
        levels=tuple(tuple(_levels(area, policy)) for area in in_order),
        cases={report.month: cases for report in reports if (cases := report.totals.cases) is not None},
        met={month: frozenset(meeting.area for meeting in meetings) for month, meetings in met.items()},
        minutes_due=_grouped(held, lambda meeting: month_of(meeting.date + days)),
        opinions_due=_grouped(opinions, lambda opinion: month_of(opinion.due)),
        reports={report.month: report for report in reports},
    )


def _spans(area: PublicArea) -> Iterator[OfficerSpan]:
    for tenure in area.tenures:
        if tenure.role is Role.COMMUNITY_OFFICER:
            ends = (tenure.until or dt.date.max).toordinal() + 1
            yield OfficerSpan(begins=tenure.since.toordinal(), ends=ends, promised=tenure.promised)


def _levels(area: PublicArea, policy: Policy) -> Iterator[Level]:
    """One for each day on which a count of residents or the area's kind began to hold."""
    population = area.population
    counted = [count.as_of for count in (population, *population.earlier)]
    changed = [one.until + dt.timedelta(days=1) for one in area.earlier_kinds]
    for day in sorted({dt.date.min, *counted, *changed}):
        count = population.on(day)
        required = policy.staffing_for(area.kind_on(day)).required(count)
        yield Level(begins=day.toordinal(), residents=count.residents, required=required)


def _grouped(records: Iterable[T], key: Callable[[T], str]) -> Mapping[str, list[T]]:
    groups: dict[str, list[T]] = defaultdict(list)
    for record in records:
        groups[key(record)].append(record)
    return dict(groups)


def month_of(day: dt.date) -> str:
    """The month of a day, written yyyy-mm."""
    return day.isoformat()[:7]


@dataclass(frozen=True, kw_only=True)
class StationMonth:
    """One station in one month, and what it is measured against.

    One for each area: the level of the month's last day, and its row, None where it was not reported.
    """

    records: StationRecords
    levels: tuple[Level, ...]
    dates: MonthDates
    standards: Standards
    report: PublicReport | None
    rows: tuple[PublicRow | None, ...]

    @property
    def areas(self) -> tuple[PublicArea, ...]:
        """The station's areas by id."""
        return self.records.areas

    @property
    def residents(self) -> int:
        """All areas' residents at the month's end [persons]."""
        return sum(level.residents for level in self.levels)

    def areas_without(self, value: Callable[[PublicRow], object]) -> tuple[str, ...]:
        """Ids of the areas whose row, or the value in it, was not reported."""
        pairs = zip(self.areas, self.rows, strict=True)
        return tuple(area.id for area, row in pairs if row is None or value(row) is None)

    def names(self, areas: Iterable[str]) -> str:
        """Those areas' names as a list in a sentence."""
        known = {area.id: area.name for area in self.areas}
        return "、".join(known[area] for area in areas)


def station_month(records: StationRecords, dates: MonthDates, standards: Standards) -> StationMonth:
    """The station's month; rows of areas that are not its own are left aside."""
    records = records.lasting(dates.month)
    report, last = records.reports.get(dates.month), dates.last.toordinal()
    rows = report.rows if report is not None else {}
    return StationMonth(
        records=records,
        levels=tuple(_level_on(levels, last) for levels in records.levels),
        dates=dates,
        standards=standards,
        report=report,
        rows=tuple(rows.get(area.id) for area in records.areas),
    )


def _level_on(levels: Sequence[Level], day: int) -> Level:
    return next(level for level in reversed(levels) if level.begins <= day)
