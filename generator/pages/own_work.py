"""What a community's page says of its last published month's work, and of its targets of the year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.model.public import PublicArea, PublicBureau
from generator.model.public_work import PublicWork
from generator.model.target import kept_for
from generator.pages.links import Link, month_report_link, targets_link
from generator.targets import TargetState, YearProgress, counted_states
from generator.wording import month_text


@dataclass(frozen=True, kw_only=True)
class MonthOfWork:
    """A community's part of the last published month's report: the station's page, and what its work records say."""

    month: str
    report: Link
    work: PublicWork | None


@dataclass(frozen=True, kw_only=True)
class OwnTargets:
    """A community's targets of a year: the station's page, and how many stand how once a month was published."""

    year: str
    page: Link
    number: int
    states: tuple[tuple[TargetState, int], ...]


def own_targets(
    area: PublicArea, progress: Mapping[tuple[str, str], YearProgress], year: str
) -> OwnTargets | None:
    """None where no station set any for it in the year; a community that moved keeps those that it had."""
    stations = [station for (of, station), one in progress.items() if of == year and area.id in one.by_area]
    if not stations:
        return None
    station = kept_for(area, year, stations)
    own = progress[year, station].by_area[area.id]
    states = counted_states(own) if own[0].months else ()
    return OwnTargets(year=year, page=targets_link(station, ""), number=len(own), states=states)


def month_of_work(bureau: PublicBureau, area: PublicArea, month: str | None) -> MonthOfWork | None:
    """None before a month was published, and where the month's release does not have the community."""
    if month is None:
        return None
    station = area.station_in(month)
    rows = bureau.releases[month].latest.rows
    if not any(row.station == station and area.id in row.areas for row in rows):
        return None
    record = bureau.work_records.get((month, station))
    name = bureau.station_names_in(month)[station]
    return MonthOfWork(
        month=month,
        report=month_report_link(month, station, f"{name}{month_text(month)}的月报"),
        work=record.areas.get(area.id) if record is not None else None,
    )
