"""Who has filed a month's report, what is missing in it, and what that costs in the ranking."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from generator.facts.area_month import CountedMonth, Filing
from generator.model.policy import PartId
from generator.model.public import PublicBureau
from generator.ranking import monthly_ranking
from generator.ranking.results import GroupRanking, StationMonthResult
from generator.ranking.scoring import score_station
from generator.ranking.station_month import StationMonth, station_records


@dataclass(frozen=True, kw_only=True)
class ReportGap:
    """A part of the method that rows leave out, and their communities; a scored one keeps the station unranked."""

    part: PartId
    is_scored: bool
    areas: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class StationReporting:
    """A station's report. `rows` are the communities without a row, `gaps` what the other rows leave out.

    `lost` are the points that filing late costs [points]; None if it was not late, or has no score. `reasons` say why
    there is no score.
    """

    station: str
    filing: Filing
    filed_on: dt.date | None
    rows: tuple[str, ...]
    gaps: tuple[ReportGap, ...]
    score: Decimal | None
    lost: Decimal | None
    reasons: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        """Was it filed, with everything that the method asks for?"""
        return self.filing is not Filing.NOT_FILED and not self.rows and not self.gaps


@dataclass(frozen=True, kw_only=True)
class MonthReporting:
    """The stations that owe a report for the month, by id, and the ranking as it is today."""

    month: CountedMonth
    stations: tuple[StationReporting, ...]
    groups: tuple[GroupRanking, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """Ids of the stations that have not filed."""
        return tuple(one.station for one in self.stations if one.filing is Filing.NOT_FILED)

    @property
    def filed(self) -> int:
        """How many stations have filed."""
        return len(self.stations) - len(self.missing)

    @property
    def is_short(self) -> bool:
        """Have fewer stations filed than the policy asks for? Never without such a share."""
        share = self.month.standards.filed_share
        return share is not None and 100 * self.filed < share.value * len(self.stations)


def month_reporting(bureau: PublicBureau, month: str) -> MonthReporting:
    """What has been filed for the month so far; a station that had no community all month owes nothing."""
    counted = CountedMonth(name=month, policy=bureau.policy_for(month))
    ranking = monthly_ranking(bureau, month)
    found = ((own.in_month(counted), ranking.result(id_)) for id_, own in station_records(bureau).items())
    return MonthReporting(
        month=counted,
        stations=tuple(_of_station(own, result) for own, result in found if own.areas and result is not None),
        groups=ranking.groups,
    )


def _of_station(own: StationMonth, result: StationMonthResult) -> StationReporting:
    is_filed = own.report is not None
    return StationReporting(
        station=result.station,
        filing=_filing(own),
        filed_on=own.report.filed_on if own.report is not None else None,
        rows=tuple(each.area.id for each in own.areas if each.row is None) if is_filed else (),
        gaps=tuple(_gaps(own, result)) if is_filed else (),
        score=result.score,
        lost=_lost(own, result),
        reasons=result.reasons,
    )


def _filing(own: StationMonth) -> Filing:
    if own.report is None:
        return Filing.NOT_FILED
    return Filing.ON_TIME if own.report.filed_on <= own.month.report_due else Filing.LATE


def _gaps(own: StationMonth, result: StationMonthResult) -> Iterator[ReportGap]:
    with_row = {each.area.id for each in own.areas if each.row is not None}
    for item in result.items:
        for part in item.parts:
            areas = tuple(area for area in part.missing if area in with_row)
            if areas:
                yield ReportGap(part=part.id, is_scored=item.rule.scored, areas=areas)


def _lost(own: StationMonth, result: StationMonthResult) -> Decimal | None:
    """The score of the same report filed on the last day, less the score as it is."""
    if own.report is None or result.score is None or _filing(own) is not Filing.LATE:
        return None
    in_time = replace(own.report, filed_on=own.month.report_due)
    records = replace(own.records, reports={**own.records.reports, own.month.name: in_time})
    score = score_station(records.in_month(own.month)).score
    return None if score is None else score - result.score
