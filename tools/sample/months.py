"""The stations' monthly reports: figures that agree with each other, and what real reports leave out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, Final

from generator.model.area import Area
from generator.model.months import first_day, next_month, previous_month, thursday_of, weeks_of_month
from generator.model.officer import Role, promised_days
from generator.model.report import Chart, Ledger, OnSiteReason, Report, ReportRow, ServiceCounts

# What a clerk may forget: the keys of a row, in turns.
_FORGOTTEN: Final = (
    "calls",
    "talks",
    "services",
    "ledgers",
    "on_site_days",
    "cases",
    "patrol_shifts",
    "charts",
)
# How often, of a hundred times, a station of each habit does what it should.
_DILIGENCE: Final = (90, 80, 66, 48, 96)
_BEST: Final = 100
# A hard half-year that some stations had and got over, counted back from the day.
_HARD_MONTHS: Final = range(7, 13)
_SILENT_MONTHS: Final = range(14, 18)
# The month, counted back, of which reports came in days after its ranking was published.
_LATEST: Final = 3
_MISSED_RELEASE: Final = 6
# What the scheme asks of whoever has no timetable [days a week].
_LEAST_DAYS: Final = 3
# Months in which the rivers rise, and what keeps an officer away in the others.
_FLOOD: Final = range(6, 10)
_DRY: Final = [reason for reason in OnSiteReason if reason is not OnSiteReason.FLOOD]


@dataclass(frozen=True, kw_only=True)
class Reporter:
    """A station as one who reports; `index` counts stations in code order.

    A model station does all it should, but for every so many months; two that differ in this tie now and then.
    """

    station: str
    index: int
    exemplary: bool
    slips_every: int
    areas: tuple[Area, ...]

    def falls(self, month: int, one_in: int, offset: int) -> bool:
        """Does a case that befalls one station in so many befall this one in that month?"""
        return not self.exemplary and (self.index + offset * month) % one_in == 0

    def has_a_hard_time(self, back: int) -> bool:
        """Is it one of the few in trouble, so many months before the day?"""
        return back in _HARD_MONTHS and self.falls(0, 10, 0)

    def is_silent(self, back: int) -> bool:
        """Did it stop reporting for a while: one of the few that the year's end has to follow up?"""
        return back in _SILENT_MONTHS and self.falls(0, 17, 8)

    def habit(self, back: int) -> int:
        """How often, of a hundred times, it does what it should, so many months before the day."""
        if self.exemplary:
            return _BEST
        return 0 if self.has_a_hard_time(back) else _DILIGENCE[self.index % len(_DILIGENCE)]

    def slips(self, back: int) -> bool:
        """Does a model station leave something out, so many months before the day? Never in the last."""
        return self.exemplary and back > 1 and back % self.slips_every == 0


def months_before(as_of: dt.date, number: int) -> tuple[str, ...]:
    """So many whole months before the day, the earliest first."""
    months: list[str] = []
    month = f"{as_of:%Y-%m}"
    for _ in range(number):
        month = previous_month(month)
        months.append(month)
    return tuple(reversed(months))


def reports_of(
    reporters: Sequence[Reporter], months: Sequence[str], as_of: dt.date, seed: int, due_day: int
) -> Iterator[Report]:
    """Every report that was filed by the day; some never were."""
    for at, month in enumerate(months):
        for reporter in reporters:
            # Counted from the last month, so that the latest pages show a missing and a late one.
            back = len(months) - at
            if reporter.falls(back, 31, 4) or reporter.is_silent(back):
                continue
            late = reporter.falls(back, 9, 2) or reporter.has_a_hard_time(back)
            # Late, yet before the ranking is published; once, by one station, after it.
            after = _MISSED_RELEASE if back == _LATEST and late else 0
            filed = _filed_on(reporter, month, due_day, seed, late=late) + dt.timedelta(days=after)
            if filed <= as_of:
                rows = _rows(reporter, month, back, seed)
                yield Report(station=reporter.station, month=month, filed_on=filed, rows=tuple(rows))


def _filed_on(reporter: Reporter, month: str, due_day: int, seed: int, *, late: bool) -> dt.date:
    random = Random(f"{seed} filed {reporter.station} {month}")
    day = random.randint(due_day + 1, due_day + 4) if late else random.randint(1, due_day)
    return first_day(next_month(month)) + dt.timedelta(days=day - 1)


def _rows(reporter: Reporter, month: str, back: int, seed: int) -> Iterator[ReportRow]:
    forgets = reporter.falls(back, 29, 3)
    for at, area in enumerate(reporter.areas):
        random = Random(f"{seed} report {area.id} {month}")
        figures = _figures(area, month, reporter.habit(back), random)
        if reporter.slips(back) and at == 0:
            figures["talks"] = 0
        if forgets and at == back % len(reporter.areas):
            del figures[_FORGOTTEN[(reporter.index + back) % len(_FORGOTTEN)]]
        reasons = _reasons(area, figures.get("on_site_days", {}), seed)
        yield ReportRow(area=area.id, **figures, on_site_reasons=reasons or None)


def _figures(area: Area, month: str, habit: int, random: Random) -> dict[str, Any]:
    residents = area.population.residents
    calls, cases, disputes = (_count(residents * rate // 10000, random) for rate in (40, 9, 14))
    accepted = _count(residents // 700, random)
    weeks = ((week, _on_site_days(area, week, habit, random)) for week in weeks_of_month(month))
    return {
        "on_site_days": {week: days for week, days in weeks if days is not None},
        "calls": calls + cases,
        "cases": cases,
        "disputes": disputes,
        "mediated": disputes - min(disputes, random.randint(0, 2)),
        "enforcement": random.randint(0, cases),
        "patrol_shifts": random.randint(6, 30) if _does(habit, random) else 0,
        "talks": random.randint(1, 3) if _does(habit, random) else 0,
        "services": ServiceCounts(
            accepted=accepted, on_time=sum(_does(habit, random) for _ in range(accepted))
        ),
        "ledgers": tuple(ledger for ledger in Ledger if _does(habit, random)),
        "charts": tuple(chart for chart in Chart if _does(habit, random)),
    }


def _does(habit: int, random: Random) -> bool:
    return random.randrange(_BEST) < habit


def _count(mean: int, random: Random) -> int:
    """Around the mean, whole numbers only: what a logarithm gives may differ from one machine to the next."""
    return random.randint(0, mean) + random.randint(0, mean)


def _on_site_days(area: Area, week: str, habit: int, random: Random) -> int | None:
    """Days in the community [days]; 0 where nobody was in post, None where the week has no work record."""
    present = [o for o in area.officers_on(thursday_of(week)) if o.role is not Role.AUXILIARY]
    if not present:
        return 0
    promised = max(len(officer.on_site.days) if officer.on_site else _LEAST_DAYS for officer in present)
    if _does(habit, random):
        return promised
    return None if random.randrange(4) == 0 else promised - random.randint(1, 2 if habit else promised)


def _reasons(area: Area, days: Mapping[str, int], seed: int) -> dict[str, OnSiteReason]:
    """Why a week fell short, for most of those in which somebody was in post; floods are in summer."""
    reasons = {}
    for week, kept in days.items():
        random = Random(f"{seed} reason {area.id} {week}")
        in_post = [o for o in area.officers_on(thursday_of(week)) if o.role is Role.COMMUNITY_OFFICER]
        promised = promised_days((len(o.on_site.days) if o.on_site else None for o in in_post), _LEAST_DAYS)
        reason = random.choice([*OnSiteReason] if thursday_of(week).month in _FLOOD else _DRY)
        if in_post and kept < promised and random.randrange(5):
            reasons[week] = reason
    return reasons
