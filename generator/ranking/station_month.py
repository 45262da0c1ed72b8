"""The input for scoring one station's month: its own records, and its communities as of the month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.facts.area_month import AreaMonth, CountedMonth, areas_in
from generator.facts.confirmation import Observation, confirmations
from generator.model.meeting import Meeting, MeetingStatus, Opinion
from generator.model.public import AnsweredShare, PublicArea, PublicBureau, PublicCount, PublicReport
from generator.model.station import Station


@dataclass(frozen=True, kw_only=True)
class StationRecords:
    """All records of one station that any month may need, and none of another.

    `areas` are those that belong to it or ever did, `held` are their meetings that took place, `reports` are by month,
    and so is what it `answered`; `observations` are what spot checks and representatives saw.
    """

    station: Station
    areas: tuple[PublicArea, ...]
    held: tuple[Meeting, ...]
    reports: Mapping[str, PublicReport]
    answered: Mapping[str, AnsweredShare]
    observations: tuple[Observation, ...] = ()

    def of_area(self, area: PublicArea) -> StationRecords:
        """Restrict the records to one community, so that pages can show a station's number as a sum.

        Counts are the publishable ones of the community's rows; cases only of months that the station counts. What was
        answered stays the station's.
        """
        return StationRecords(
            station=self.station,
            areas=(area,),
            held=tuple(meeting for meeting in self.held if meeting.area == area.id),
            reports={month: report.of_area(area.id) for month, report in self.reports.items()},
            answered=self.answered,
        )

    def in_month(self, month: CountedMonth) -> StationMonth:
        """The station's month; report rows of other stations' communities are ignored."""
        report = self.reports.get(month.name)
        its = {area.id: area for area in self.areas if area.station_in(month.name) == self.station.id}
        return StationMonth(
            records=self,
            month=month,
            areas=areas_in(its.values(), month, {} if report is None else {self.station.id: report}),
            held=tuple(meeting for meeting in self.held if meeting.area in its),
            report=report,
        )


@dataclass(frozen=True, kw_only=True)
class StationMonth:
    """One station in one month, with the communities that count in it, ordered by id.

    `held` are the meetings, of any month, of the communities that belong to it in this one.
    """

    records: StationRecords
    month: CountedMonth
    areas: tuple[AreaMonth, ...]
    held: tuple[Meeting, ...]
    report: PublicReport | None

    @cached_property
    def residents(self) -> int:
        """The residents of all communities at the month's end [persons]; 0 if one is not counted: no rate."""
        counts = [own.residents for own in self.areas]
        return sum(counts) if all(counts) else 0

    def cases(self, months: Iterable[str]) -> list[PublicCount]:
        """The cases of those of `months` that were reported in full, in order."""
        reports = (self.records.reports.get(month) for month in months)
        counts = (report.totals.cases for report in reports if report is not None)
        return [count for count in counts if count is not None]

    @property
    def opinions_due(self) -> list[Opinion]:
        """The opinions with an answer due in the month."""
        first, last = self.month.first, self.month.last
        return [o for meeting in self.held for o in meeting.opinions if first <= o.due <= last]


def station_records(bureau: PublicBureau) -> Mapping[str, StationRecords]:
    """The records of each station, by id."""
    areas: dict[str, list[PublicArea]] = defaultdict(list)
    held: dict[str, list[Meeting]] = defaultdict(list)
    reports: dict[str, dict[str, PublicReport]] = defaultdict(dict)
    every = bureau.every_area
    for area in every.values():
        for id_ in area.stations:
            areas[id_].append(area)
    for meeting in bureau.meetings.values():
        if meeting.status is MeetingStatus.HELD and meeting.area in every:
            for id_ in every[meeting.area].stations:
                held[id_].append(meeting)
    for (month, id_), report in bureau.reports.items():
        reports[id_][month] = report
    seen = confirmations(bureau).by_station
    answered: dict[str, dict[str, AnsweredShare]] = defaultdict(dict)
    for (month, id_), share in bureau.answered.items():
        answered[id_][month] = share
    return {
        id_: StationRecords(
            station=station,
            areas=tuple(areas[id_]),
            held=tuple(held[id_]),
            reports=reports[id_],
            observations=seen.get(id_, ()),
            answered=answered[id_],
        )
        for id_, station in sorted(bureau.stations.items())
    }
