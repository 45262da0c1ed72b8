"""A community in a month: who was in post, what was promised and reported, by the method of that month.

Later changes do not affect the month. A community counts from its first whole month to its last.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.facts.officers import community_officers, promised_days
from generator.model.months import (
    day_of_month,
    first_day,
    last_day,
    months_ending_with,
    next_month,
    thursday_of,
    weeks_of_month,
)
from generator.model.policy import Policy
from generator.model.public import PublicArea, PublicReport, PublicRow
from generator.model.public_people import Tenure
from generator.model.report import Chart, Ledger
from generator.model.standards import Standards
from generator.model.values import Labelled


@dataclass(frozen=True, kw_only=True)
class CountedMonth:
    """A month (yyyy-mm) and the policy that applies to it."""

    name: str
    policy: Policy

    @property
    def standards(self) -> Standards:
        """The numbers of the policy."""
        return self.policy.standards

    @cached_property
    def first(self) -> dt.date:
        """Its first day."""
        return first_day(self.name)

    @cached_property
    def last(self) -> dt.date:
        """Its last day."""
        return last_day(self.name)

    @cached_property
    def weeks(self) -> tuple[str, ...]:
        """The ISO weeks that count for it, in order."""
        return weeks_of_month(self.name)

    @cached_property
    def rolling(self) -> tuple[str, ...]:
        """The months over which cases are added up, the newest first."""
        return months_ending_with(self.name, self.standards.rolling_months.value)

    @cached_property
    def cycle_begins(self) -> dt.date:
        """The first day of the meeting cycle that ends with this month."""
        return first_day(months_ending_with(self.name, self.standards.meeting_cycle.value)[-1])

    @cached_property
    def report_due(self) -> dt.date:
        """The last day on which its reports are in time."""
        return day_of_month(next_month(self.name), self.standards.report_due_day.value)


class Filing(Labelled):
    """Whether the monthly report of a community was filed in time."""

    ON_TIME = "on_time", "按时"
    LATE = "late", "晚报"
    NOT_FILED = "not_filed", "未报"


@dataclass(frozen=True, kw_only=True)
class AreaMonth:
    """One community in one month. `report` is its station's, None if the station did not report."""

    area: PublicArea
    month: CountedMonth
    report: PublicReport | None

    @property
    def station(self) -> str:
        """The id of the station that answers for its month."""
        return self.area.station_in(self.month.name)

    @cached_property
    def row(self) -> PublicRow | None:
        """The community's row in the report; None without one."""
        return self.report.rows.get(self.area.id) if self.report is not None else None

    @property
    def filing(self) -> Filing:
        """Whether its row was filed in time."""
        if self.report is None or self.row is None:
            return Filing.NOT_FILED
        return Filing.ON_TIME if self.report.filed_on <= self.month.report_due else Filing.LATE

    @property
    def residents(self) -> int:
        """Residents by the last count up to the month's last day [persons]."""
        return self.area.population.on(self.month.last).residents

    @cached_property
    def required(self) -> int:
        """Community officers that the standard asked for on the month's last day [persons]."""
        rule = self.month.policy.staffing_for(self.area.kind_on(self.month.last))
        return rule.required(self.area.population.on(self.month.last))

    def required_on(self, day: dt.date) -> int:
        """Community officers that the standard asks for on that day, by its population and kind [persons].

        In the first edition of the method the month's last day speaks for all of them.
        """
        if self.month.policy.edition == 1:
            return self.required
        area = self.area
        return self.month.policy.staffing_for(area.kind_on(day)).required(area.population.on(day))

    @property
    def required_changes(self) -> Iterator[dt.date]:
        """The days from which `required_on` may differ from the day before."""
        yield from (one.until + dt.timedelta(days=1) for one in self.area.earlier_kinds)
        yield from (count.as_of for count in (self.area.population, *self.area.population.earlier))

    @property
    def in_post(self) -> int:
        """Community officers in post on the month's last day [persons]."""
        return len(community_officers(self.area.tenures, self.month.last))

    @property
    def charts(self) -> tuple[Chart, ...] | None:
        """The charts that were up to date; None where that was not reported."""
        return self.row.charts if self.row is not None else None

    @property
    def ledgers(self) -> tuple[Ledger, ...] | None:
        """The ledgers that were up to date; None where that was not reported."""
        return self.row.ledgers if self.row is not None else None

    @property
    def on_site_days(self) -> Mapping[str, int] | None:
        """Days in the community by week; None where they were not reported, as in a row that names no week."""
        return (self.row.on_site_days or None) if self.row is not None else None

    @property
    def recorded_weeks(self) -> tuple[str, ...] | None:
        """The month's weeks with a work record, in order; None where that was not reported.

        A station that keeps work records of the month has one in the weeks with an entry, and in the second edition of
        the method in those without a day kept that state a reason. Where it keeps none, the weeks that its report names
        count: in the first edition even with no day kept, in the second then only with a reason.
        """
        days, is_first = self.on_site_days, self.month.policy.edition == 1
        if self.row is None:
            return None
        told = self.row.on_site_reasons or {}
        if (written := self.row.work_weeks) is not None:
            away = () if is_first else [week for week in told if not (days or {}).get(week)]
            return tuple(week for week in self.month.weeks if week in written or week in away)
        if days is None:
            return None
        return tuple(
            week for week in self.month.weeks if week in days and (is_first or days[week] > 0 or week in told)
        )

    def officers_in(self, week: str) -> tuple[Tenure, ...]:
        """The community officers in post on the week's Thursday."""
        return community_officers(self.area.tenures, thursday_of(week))

    def promised_in(self, week: str) -> int:
        """Days promised for the week, as on its Thursday [days]."""
        return promised_days(self.area.tenures, thursday_of(week), self.month.policy, self.area.since)


def areas_in(
    areas: Iterable[PublicArea], month: CountedMonth, reports: Mapping[str, PublicReport]
) -> tuple[AreaMonth, ...]:
    """The communities that count in the month, in id order; `reports` are the month's, by station."""
    return tuple(
        AreaMonth(area=area, month=month, report=reports.get(area.station_in(month.name)))
        for area in sorted(areas, key=lambda area: area.id)
        if area.exists_all_of(month.name)
    )
