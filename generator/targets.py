"""How the targets of a year are being reached (方案二(四)), month by month, from published months alone.

A count that a month does not tell is never worked out: neither its value nor whether the target was reached by it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from generator.facts.area_month import AreaMonth, CountedMonth, areas_in
from generator.facts.upkeep import on_site
from generator.model.meeting import MeetingStatus
from generator.model.months import month_of
from generator.model.public import PublicBureau, PublicCount
from generator.model.public_work import PublicWork
from generator.model.target import AreaTarget, TargetMeasure, YearTargets
from generator.model.values import Labelled
from generator.model.work_record import WorkKind

_YEAR: Final = 12  # months


class TargetState(Labelled):
    """How a target stands after the published months."""

    REACHED = "reached", "达到了"
    ON_PACE = "on_pace", "跟得上"
    BEHIND = "behind", "落后了"
    MISSED = "missed", "没有达到"
    UNTOLD = "untold", "看不出"


@dataclass(frozen=True, kw_only=True)
class TargetProgress:
    """One target. `months` are the published months of the year in which its community counts (`areas_in`), in order.

    A month's count is None or hidden where it is not told.
    """

    target: AreaTarget
    months: Mapping[str, PublicCount | None]

    @property
    def known(self) -> int:
        """The sum of the months that are told."""
        return sum(count for count in self.months.values() if isinstance(count, int))

    @property
    def untold(self) -> tuple[str, ...]:
        """The published months that are not told, in order."""
        return tuple(month for month, count in self.months.items() if not isinstance(count, int))

    @property
    def pace(self) -> int:
        """What these months should have brought, or may have, a twelfth each: whole, in the target's favour."""
        twelfths = self.target.target * len(self.months)
        return -(-twelfths // _YEAR) if self.target.measure.is_limit else twelfths // _YEAR

    @property
    def state(self) -> TargetState:
        """How it stands; hidden months decide only where they cannot change the answer."""
        most, is_over = self.target.target, len(self.months) == _YEAR
        if self.target.measure.is_limit:
            decided = TargetState.MISSED if self.known > most else None
            keeps_up, at_the_end, is_open = self.known <= self.pace, TargetState.REACHED, True
        else:
            decided = TargetState.REACHED if self.known >= most else None
            keeps_up, at_the_end = self.known >= self.pace, TargetState.MISSED
            is_open = is_over or not keeps_up
        if not self.months or (decided is None and self.untold and is_open):
            return TargetState.UNTOLD
        if decided is not None or is_over:
            return decided or at_the_end
        return TargetState.ON_PACE if keeps_up else TargetState.BEHIND


@dataclass(frozen=True, kw_only=True)
class YearProgress:
    """A station's year: its record, its published months, and each community's targets in the file's order."""

    record: YearTargets
    months: tuple[str, ...]
    by_area: Mapping[str, tuple[TargetProgress, ...]]

    @property
    def states(self) -> tuple[tuple[TargetState, int], ...]:
        """How many of the targets stand how."""
        return counted_states(one for own in self.by_area.values() for one in own)


def shown_year(bureau: PublicBureau) -> str:
    """The year whose targets pages speak of: that of the last published month, or of the day before there is one."""
    return max(bureau.releases, default=f"{bureau.as_of:%Y}")[:4]


def target_progress(bureau: PublicBureau) -> Mapping[tuple[str, str], YearProgress]:
    """Every station's years, by year and station."""
    counted = {
        name: CountedMonth(name=name, policy=bureau.policy_for(name))
        for name in sorted(bureau.releases)
        if any(year == name[:4] for year, _ in bureau.targets)
    }
    areas = {
        (name, own.area.id): own
        for name, month in counted.items()
        for own in areas_in(bureau.every_area.values(), month, bureau.reports_of(name))
    }
    held = Counter(
        (month_of(meeting.date), meeting.area)
        for meeting in bureau.meetings.values()
        if meeting.status is MeetingStatus.HELD
    )
    found = {}
    for (year, station), record in bureau.targets.items():
        months = tuple(name for name in counted if name.startswith(year))
        progress = [
            TargetProgress(
                target=row,
                months={
                    name: held[name, row.area]
                    if row.measure is TargetMeasure.MEETINGS
                    else _count(bureau, own, row.measure)
                    for name in months
                    if (own := areas.get((name, row.area))) is not None
                },
            )
            for row in record.rows
        ]
        by_area = {area: tuple(one for one in progress if one.target.area == area) for area in record.areas}
        found[year, station] = YearProgress(record=record, months=months, by_area=by_area)
    return found


def _count(bureau: PublicBureau, own: AreaMonth, measure: TargetMeasure) -> PublicCount | None:
    """What a community did in the month; None where it is not known, as in a month without a report."""
    if measure is TargetMeasure.ON_SITE_DAYS:
        days = on_site(own)
        return None if days.missing else days.attained
    if measure is TargetMeasure.WORK_RECORDS:
        return None if own.recorded_weeks is None else len(own.recorded_weeks)
    if measure.kind is not None:
        record = bureau.work_records.get((own.month.name, own.station))
        return None if record is None else _times(record.areas.get(own.area.id), measure.kind)
    return getattr(own.row, measure.item or "", None)


def _times(work: PublicWork | None, kind: WorkKind) -> PublicCount | None:
    done = work.kinds.get(kind) if work is not None else None
    return 0 if done is None else done.times


def counted_states(progress: Iterable[TargetProgress]) -> tuple[tuple[TargetState, int], ...]:
    """How many of the targets stand how, in the order of the states; only those that occur."""
    states = [one.state for one in progress]
    return tuple((state, states.count(state)) for state in TargetState if state in states)
