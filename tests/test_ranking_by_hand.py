"""Four months of five stations, computed by hand: every item, score, rank and change to the last digit.

The inputs come first, each with its purpose, then the arithmetic of every month, station by station. Nothing of it is
taken from the product.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction as F  # noqa: N817 -- short, so that the sums read like sums
from typing import Any, Final

import pytest

from generator.model.area import AreaKind, Population, Verified
from generator.model.meeting import MeetingStatus, Minutes
from generator.model.officer import Role
from generator.model.policy import PartId
from generator.model.post import PostStatus
from generator.model.public import PublicBureau, PublicReport, Suppressed
from generator.model.public_prevention import PublicPrevention
from generator.model.report import Chart, Ledger
from generator.model.station import StationKind
from generator.ranking import monthly_ranking, ranking_by_month
from generator.ranking.results import MonthRanking, PartState, Safety, StationMonthResult
from tests.bureaus import (
    SERVICES,
    area,
    bureau,
    committee,
    day,
    facilities,
    meeting,
    opinion,
    post,
    report,
    row,
    safe_place,
    station,
    tenure,
    totals,
)

# Weights (of 100): five items 20 each; 到位 50 50; 警务室 40 40 20; 管防 25 each; 服务 50 50; 规范化 six equal parts.
# Standards: 3 days a week on site, 9 charts, 4 ledgers, 7 services, 4 facilities, minutes within 10 days, a meeting in
# 3 months, verified within 90 days, reports by the 5th, 20 events, 4 stations.
MONTHS: Final = ("2026-06", "2026-07", "2026-08", "2026-09")

# Weeks by their Thursdays: 4 11 18 25 June; 2 9 16 23 30 July; 6 13 20 27 August; 3 10 17 24 September.
WEEKS: Final = {
    "2026-06": ("2026-W23", "2026-W24", "2026-W25", "2026-W26"),
    "2026-07": ("2026-W27", "2026-W28", "2026-W29", "2026-W30", "2026-W31"),
    "2026-08": ("2026-W32", "2026-W33", "2026-W34", "2026-W35"),
    "2026-09": ("2026-W36", "2026-W37", "2026-W38", "2026-W39"),
}


# The inputs
# Only shown, or scored by another policy: see test_cases_in_limits.
OF_CASES: Final = {PartId.CASE_RATE, PartId.CASES_IN_LIMITS}


def people(residents: int) -> Population:
    return Population(actual=residents, as_of=day("2026-05-31"))


def villagers(residents: int) -> Population:
    return Population(permanent=residents, as_of=day("2026-05-31"))


def verified(on: str) -> Verified:
    return Verified(on=day(on), by="派出所")


def minutes(on: str) -> Minutes:
    return Minutes(published_on=day(on), text="纪要")


STATIONS: Final = (
    station("bei"),
    station("dong"),
    station("nan"),
    station("xi"),
    station("shan", kind=StationKind.RURAL, peer_group=StationKind.RURAL),
)
AREAS: Final = (
    # 7,000 residents need two officers; the second starts on 11 July and promises four days. Two safe estates.
    area(
        "dong-a",
        "dong",
        population=people(7000),
        tenures=(tenure("2020-01-01"), tenure("2026-07-11", promised=4)),
        prevention=PublicPrevention(safe_places=(safe_place(), safe_place())),
    ),
    # One officer is required and two are in post; 3 facilities, 5 services, no director, no safe estate.
    area(
        "dong-b",
        "dong",
        tenures=(tenure(), tenure()),
        post=post(facilities=facilities(3), services=SERVICES[:5]),
        verified=verified("2026-06-10"),
        committee=committee(has_director=False),
        prevention=None,
    ),
    # Vacant from 21 July to 10 August; post since 1 July; the estate's title is valid from 31 July to 30 August.
    area(
        "nan-a",
        "nan",
        tenures=(
            tenure("2020-01-01", "2026-07-20"),
            tenure("2026-07-21", "2026-08-10", role=Role.ACTING),
            tenure("2026-08-11"),
        ),
        post=post(opened="2026-07-01"),
        prevention=PublicPrevention(safe_places=(safe_place("2026-07-31", "2026-08-30"),)),
    ),
    # 6,500 are not over 6,500: one officer, who promises five days; in repair from 31 August; no committee.
    area(
        "nan-b",
        "nan",
        population=people(6500),
        tenures=(tenure(promised=5),),
        post=post(facilities=facilities(2), status=PostStatus.REPAIR, status_since="2026-08-31"),
        verified=verified("2026-04-01"),
        committee=None,
    ),
    area("xi-a", "xi"),
    # 6,501 are over 6,500: two officers, the second from 1 August; a promise of two days is raised to three.
    area(
        "bei-a",
        "bei",
        population=people(6501),
        tenures=(tenure(promised=2), tenure("2026-08-01")),
        post=post(services=SERVICES[:5]),
    ),
    # Rural areas need one officer whatever their size; five days are promised; no post, no committee members.
    area(
        "shan-a",
        "shan",
        kind=AreaKind.RURAL,
        population=villagers(9000),
        tenures=(tenure(promised=5),),
        post=None,
        committee=committee(members=0),
    ),
    # Set up on 15 August: September is its first whole month.
    area(
        "shan-b",
        "shan",
        kind=AreaKind.RURAL,
        since=day("2026-08-15"),
        population=villagers(3000),
        tenures=(tenure("2026-08-15"),),
        post=None,
    ),
)
MEETINGS: Final = (
    meeting(
        "dong-a",
        "2026-05-25",
        minutes=minutes("2026-06-04"),  # on the tenth day: in time
        opinions=(
            opinion("o1", due="2026-06-15", closed_on="2026-06-15"),  # on its due day: in time
            opinion("o2", due="2026-06-30"),  # open: late
            opinion("o3", due="2026-07-01", closed_on="2026-07-02"),  # a day late
        ),
    ),
    meeting("dong-b", "2026-06-25", minutes=minutes("2026-07-01")),  # due on 5 July
    meeting("dong-a", "2026-08-25", minutes=minutes("2026-09-05")),  # due on 4 September: late
    meeting("nan-a", "2026-06-15", minutes=None),  # due on 25 June, never published
    meeting("nan-b", "2026-07-20"),  # due on 30 July, published on 21 July
    meeting("nan-b", "2026-07-22"),  # due on 1 August, published on 23 July
    meeting("xi-a", "2026-06-10", opinions=(opinion("o1", due="2026-07-10", closed_on="2026-07-01"),)),
    meeting("xi-a", "2026-09-25"),  # due on 5 October
    meeting("bei-a", "2026-06-20", status=MeetingStatus.CONFIRMED),  # not recorded as held
    meeting("bei-a", "2026-07-31"),  # due on 10 August
    meeting("shan-a", "2026-05-31"),  # due on 10 June
    meeting("shan-b", "2026-09-10"),  # due on 20 September
)


def filed(
    station_id: str, month: str, filed_on: str | None = None, **areas: Mapping[str, Any]
) -> PublicReport:
    """A report with one row for each last letter of an area; `days` are by week, None for a week left out."""
    rows = []
    for letter, figures in areas.items():
        days = figures.get("days", ())
        weeks = {week: kept for week, kept in zip(WEEKS[month], days, strict=False) if kept is not None}
        said = {name: value for name, value in figures.items() if name not in ("days", "services")}
        if days:
            said["on_site_days"] = weeks
        if "services" in figures:
            said["services_accepted"], said["services_on_time"] = figures["services"]
        rows.append(row(f"{station_id}-{letter}", month, **said))
    return report(station_id, month, rows, filed_on=filed_on)


def withheld(known: PublicReport) -> PublicReport:
    """The same report with its few services and cases withheld."""
    few = Suppressed(below=5)
    summed = dataclasses.replace(
        totals(known.rows.values()), cases=few, services_accepted=few, services_on_time=few
    )
    return dataclasses.replace(known, totals=summed)


# Defaults where nothing is given: 3 days in every week, 10 shifts, 1 talk, 20 of 20 services, 9 charts, 4 ledgers,
# 6 cases; filed on the first of the next month.
REPORTS: Final = (
    filed(
        "dong",
        "2026-06",
        a={"days": (3, 2, 7, 3), "patrol_shifts": 4, "talks": 2, "services": (20, 19)},
        b={
            "days": (3, 3, 3, None),
            "patrol_shifts": 0,
            "services": (10, 8),
            "charts": tuple(Chart)[:6],
            "ledgers": tuple(Ledger)[:3],
        },
    ),
    filed(
        "nan",
        "2026-06",
        "2026-07-06",
        a={"days": (3, 3, 2, 3), "talks": 0, "services": (15, 14)},
        b={"days": (5, 4, 5, 7), "services": (10, 10), "charts": tuple(Chart)[:8]},
    ),
    filed("xi", "2026-06", a={"services": (0, 0)}),
    filed(
        "bei",
        "2026-06",
        a={"services": (19, 19), "charts": tuple(Chart)[:7], "ledgers": tuple(Ledger)[:3]},
    ),
    filed("shan", "2026-06", a={"days": (5, 5, 3, 5), "services": (30, 25)}),
    filed(
        "dong",
        "2026-07",
        "2026-08-05",
        a={"days": (3, 3, 3, 4, 4), "services": (24, 24)},
        b={"services": (15, 12)},
    ),
    filed(
        "nan",
        "2026-07",
        a={"days": (3, 3, 3, 0, 0), "services": (24, 24)},
        b={"days": (5, 5, 5, 5, 5), "services": (16, 16), "cases": None},
    ),
    filed("xi", "2026-07", a={"services": (30, 29)}),
    filed("bei", "2026-07", a={"days": (3, 3, 0, 3, 2), "talks": 0, "services": (0, 0)}),
    filed("shan", "2026-07", a={"days": (5, 5, 5, 5, 5), "services": (0, 0)}),
    filed("dong", "2026-08", a={"days": (4, 4, 4, 4), "services": (30, 29)}, b={"services": (20, 20)}),
    filed(
        "nan",
        "2026-08",
        a={"days": (None, 3, 3, 3), "services": (12, 10), "ledgers": tuple(Ledger)[:3]},
        b={"days": (5, 5, 5, 5), "services": (8, 8)},
    ),
    filed("bei", "2026-08", a={"services": (40, 37)}),
    filed("shan", "2026-08", a={"days": (5, 5, 5, 5), "services": (20, 20)}),
    filed("dong", "2026-09", a={"days": (4, 4, 4, 4), "services": (10, 10)}, b={"services": (9, 9)}),
    filed(
        "nan",
        "2026-09",
        "2026-10-06",
        a={"days": (3, 3, 0, 0), "talks": 0, "services": (120, 110)},
        b={"days": (5, 5, 5, 3), "services": (80, 69)},
    ),
    filed("xi", "2026-09", a={"services": (40, 37)}),
    withheld(filed("bei", "2026-09", a={"services": (4, 3)})),
    filed(
        "shan",
        "2026-09",
        a={"days": (5, 5, 5, 5), "services": (20, 20)},
        b={"services": (5, 5), "talks": None},
    ),
)


@pytest.fixture(scope="module")
def world() -> PublicBureau:
    return bureau(stations=STATIONS, areas=AREAS, meetings=MEETINGS, reports=REPORTS)


@pytest.fixture(scope="module")
def rankings(world: PublicBureau) -> Mapping[str, MonthRanking]:
    return ranking_by_month(world, MONTHS)


# The arithmetic


@dataclass(frozen=True, kw_only=True)
class Hand:
    """A station's month as computed by hand; None where there is no score. Each item is out of 100.

    `points` and `places` are relative to the month before. `cases` are those of `months` months, None where withheld;
    `letters` are the parts that do not count: z nothing was due, x not reported, u too few or withheld.
    """

    officers: F | None
    posts: F | None
    prevention: F | None
    services: F | None
    standards: F | None
    score: str | None = None
    band: str | None = None
    rank: int | None = None
    tied: bool = False
    points: str | None = None
    places: int | None = None
    reasons: tuple[str, ...] = ()
    cases: int | None
    months: int
    residents: int
    letters: Mapping[str, str] = dataclasses.field(default_factory=dict)

    @property
    def items(self) -> tuple[F | None, ...]:
        """The five scored items, then 主要治安情况, which is not scored."""
        return self.officers, self.posts, self.prevention, self.services, self.standards, None

    @property
    def total(self) -> F:
        """The mean of five items of equal weight."""
        scores = [score for score in self.items if score is not None]
        assert len(scores) == 5
        return sum(scores, F(0)) / 5


DONG: Final = {
    "2026-06": Hand(
        # a: one of two officers, 30 of 60 days; b: 30 of 30, its second officer does not fill a's gap.
        # On site a min(3,3) + 2 + min(7,3) + 3 = 11 of 12; b 3 + 3 + 3 + 0 = 9 of 12.
        officers=50 * F(30 + 30, 60 + 30) + 50 * F(11 + 9, 12 + 12),
        # Both in use; 4 + 3 facilities of 8; both verified since 1 April, 90 days before 30 June.
        posts=40 * F(2, 2) + 40 * F(4 + 3, 8) + 20 * F(2, 2),
        # b has no director, no shift, no safe estate (a's second does not help b); 2 + 1 talks count for two areas.
        prevention=25 * F(1, 2) + 25 * F(1, 2) + 25 * F(1, 2) + 25 * F(2, 2),
        # 7 + 5 services of 14; in time 19 + 8 requests and o1, of 20 + 10 requests, o1 and o2.
        services=50 * F(7 + 5, 14) + 50 * F(19 + 8 + 1, 20 + 10 + 2),
        # 9 + 6 charts, 4 + 3 ledgers, 4 + 3 weeks, filed on 1 July, a met in May, b in June, a's minutes in time.
        standards=F(100, 6) * (F(9 + 6, 18) + F(4 + 3, 8) + F(4 + 3, 8) + F(1, 1) + F(2, 2) + F(1, 1)),
        score="82.4",
        band="达标",
        rank=3,
        cases=12,
        months=1,
        residents=12000,
    ),
    "2026-07": Hand(
        # a: 31 days and 11 to 31 July, 21 days, of 62; b 31 of 31. Promised a 3 3, then 4 4 4; b 3 x 5.
        # Kept a 3 + 3 + 3 + 4 + 4 = 17 of 18, b 15 of 15.
        officers=50 * F(31 + 21 + 31, 62 + 31) + 50 * F(17 + 15, 18 + 15),
        posts=40 * F(2, 2) + 40 * F(7, 8) + 20 * F(2, 2),  # verified since 2 May
        prevention=25 * F(1, 2) + 25 * F(2, 2) + 25 * F(1, 2) + 25 * F(2, 2),
        # In time 24 + 12 of 24 + 15 requests; o3 is due and a day late.
        services=50 * F(12, 14) + 50 * F(24 + 12 + 0, 24 + 15 + 1),
        # Filed on 5 August, the last day; a met in May, b in June; b's minutes in time.
        standards=F(100, 6) * (F(18, 18) + F(8, 8) + F(10, 10) + F(1, 1) + F(2, 2) + F(1, 1)),
        score="90.2",
        band="好",
        rank=2,
        tied=True,
        points="7.8",
        places=-1,
        cases=24,
        months=2,
        residents=12000,
    ),
    "2026-08": Hand(
        officers=50 * F(62 + 31, 62 + 31) + 50 * F(16 + 12, 16 + 12),
        posts=40 * F(2, 2) + 40 * F(7, 8) + 20 * F(2, 2),  # b on 10 June, eight days after the oldest allowed
        prevention=25 * F(1, 2) + 25 * F(2, 2) + 25 * F(1, 2) + 25 * F(2, 2),
        services=50 * F(12, 14) + 50 * F(29 + 20, 30 + 20),
        # b met on 25 June, a on 25 August. No minutes were due: five parts.
        standards=F(100, 5) * (F(18, 18) + F(8, 8) + F(8, 8) + F(1, 1) + F(2, 2)),
        score="92.4",
        band="好",
        points="2.2",
        cases=36,
        months=3,
        residents=12000,
        letters={"minutes_on_time": "z"},
    ),
    "2026-09": Hand(
        officers=50 * F(60 + 30, 60 + 30) + 50 * F(16 + 12, 16 + 12),
        posts=40 * F(2, 2) + 40 * F(7, 8) + 20 * F(1, 2),  # b was last verified before 2 July
        prevention=25 * F(1, 2) + 25 * F(2, 2) + 25 * F(1, 2) + 25 * F(2, 2),
        services=100 * F(12, 14),  # 10 + 9 requests are fewer than 20: not counted
        # a met in August, b not since June; a's minutes a day late.
        standards=F(100, 6) * (F(18, 18) + F(8, 8) + F(8, 8) + F(1, 1) + F(1, 2) + F(0, 1)),
        score="84.1",
        band="达标",
        rank=3,
        points="-8.3",
        cases=48,
        months=4,
        residents=12000,
        letters={"answered_on_time": "u"},
    ),
}
NAN: Final = {
    "2026-06": Hand(
        # One officer each, 30 + 30 days. Kept a 3 + 3 + 2 + 3 of 12, b 5 + 4 + 5 + min(7,5) of 20.
        officers=50 * F(60, 60) + 50 * F(11 + 19, 12 + 20),
        # a's post opens on 1 July: 0 + 2 facilities; b was verified on 1 April, the oldest day allowed.
        posts=40 * F(0 + 1, 2) + 40 * F(0 + 2, 8) + 20 * F(2, 2),
        # b has no committee, a no safe estate yet and no talk.
        prevention=25 * F(1, 2) + 25 * F(2, 2) + 25 * F(0 + 1, 2) + 25 * F(0 + 1, 2),
        services=50 * F(0 + 7, 14) + 50 * F(14 + 10, 15 + 10),
        # 9 + 8 charts; filed on 6 July, a day late; b has not met; a's minutes never came.
        standards=F(100, 6) * (F(9 + 8, 18) + F(8, 8) + F(8, 8) + F(0, 1) + F(1, 2) + F(0, 1)),
        score="68.0",
        band="待改进",
        rank=4,
        cases=12,
        months=1,
        residents=11500,
    ),
    "2026-07": Hand(
        # a to 20 July, without its acting officer: 20 of 31. a owes 3 a week even vacant, b 5; kept 9 of 15, 25 of 25.
        officers=50 * F(20 + 31, 31 + 31) + 50 * F(9 + 25, 15 + 25),
        posts=40 * F(2, 2) + 40 * F(6, 8) + 20 * F(1, 2),  # b was last verified before 2 May
        prevention=25 * F(1, 2) + 25 * F(2, 2) + 25 * F(2, 2) + 25 * F(2, 2),  # a's title from 31 July on
        services=50 * F(14, 14) + 50 * F(24 + 16, 24 + 16),
        # A week with no day kept is still recorded; b's first minutes were in time, its second are due in August.
        standards=F(100, 6) * (F(18, 18) + F(8, 8) + F(10, 10) + F(1, 1) + F(2, 2) + F(1, 1)),
        score="90.2",
        band="好",
        rank=2,
        tied=True,
        points="22.2",
        places=-2,
        cases=12,  # b did not report its cases, so July is left out
        months=1,
        residents=11500,
    ),
    "2026-08": Hand(
        # a from 11 August: 21 of 31. Kept a 0 + 3 + 3 + 3 of 12, b 20 of 20.
        officers=50 * F(21 + 31, 31 + 31) + 50 * F(9 + 20, 12 + 20),
        posts=40 * F(1 + 0, 2) + 40 * F(6, 8) + 20 * F(1, 2),  # b under repair on the last day
        prevention=25 * F(1, 2)
        + 25 * F(2, 2)
        + 25 * F(0 + 1, 2)
        + 25 * F(2, 2),  # a's title ended on the 30th
        services=50 * F(14, 14) + 50 * F(10 + 8, 12 + 8),  # 20 requests are enough to count
        standards=F(100, 6) * (F(18, 18) + F(3 + 4, 8) + F(3 + 4, 8) + F(1, 1) + F(2, 2) + F(1, 1)),
        score="82.6",
        band="达标",
        points="-7.6",
        cases=24,
        months=2,
        residents=11500,
    ),
    "2026-09": Hand(
        officers=50 * F(60, 60) + 50 * F(6 + 18, 12 + 20),  # a 3 + 3 + 0 + 0, b 5 + 5 + 5 + 3
        posts=40 * F(1, 2) + 40 * F(6, 8) + 20 * F(1, 2),
        prevention=25 * F(1, 2) + 25 * F(2, 2) + 25 * F(0 + 1, 2) + 25 * F(0 + 1, 2),
        services=50 * F(14, 14) + 50 * F(110 + 69, 120 + 80),
        # Filed on 6 October, late; a has not met since June; no minutes were due.
        standards=F(100, 5) * (F(18, 18) + F(8, 8) + F(8, 8) + F(0, 1) + F(1, 2)),
        score="75.0",  # 87.5 + 60 + 62.5 + 94.75 + 70 = 374.75; 374.75 / 5 = 74.95: rounded up, into the band
        band="达标",
        rank=4,
        points="-7.6",
        cases=36,
        months=3,
        residents=11500,
        letters={"minutes_on_time": "z"},
    ),
}
XI: Final = {
    "2026-06": Hand(
        officers=50 * F(30, 30) + 50 * F(12, 12),
        posts=40 * F(1, 1) + 40 * F(4, 4) + 20 * F(1, 1),
        prevention=25 * F(1, 1) + 25 * F(1, 1) + 25 * F(1, 1) + 25 * F(1, 1),
        services=100 * F(7, 7),  # no requests
        standards=F(100, 6) * (F(9, 9) + F(4, 4) + F(4, 4) + F(1, 1) + F(1, 1) + F(1, 1)),
        score="100.0",
        band="好",
        rank=1,
        cases=6,
        months=1,
        residents=5000,
        letters={"answered_on_time": "z"},
    ),
    "2026-07": Hand(
        officers=50 * F(31, 31) + 50 * F(15, 15),
        posts=40 * F(1, 1) + 40 * F(4, 4) + 20 * F(1, 1),
        prevention=25 * F(1, 1) + 25 * F(1, 1) + 25 * F(1, 1) + 25 * F(1, 1),
        services=50 * F(7, 7) + 50 * F(29 + 1, 30 + 1),  # the opinion of June was answered nine days early
        standards=F(100, 5) * (F(9, 9) + F(4, 4) + F(5, 5) + F(1, 1) + F(1, 1)),
        score="99.7",
        band="好",
        rank=1,
        points="-0.3",
        places=0,
        cases=12,
        months=2,
        residents=5000,
        letters={"minutes_on_time": "z"},
    ),
    # No report: the parts known from its area's record count, the others are unknown, none is zero.
    "2026-08": Hand(
        officers=None,
        posts=40 * F(1, 1) + 40 * F(4, 4) + 20 * F(1, 1),
        prevention=None,
        services=None,
        standards=None,
        reasons=("本月未报送月报",),
        cases=12,
        months=2,
        residents=5000,
        letters=dict.fromkeys(
            ("on_site", "patrols", "talks", "answered_on_time", "charts", "ledgers", "work_records"), "x"
        )
        | {"report_on_time": "x", "minutes_on_time": "z"},
    ),
    "2026-09": Hand(
        officers=50 * F(30, 30) + 50 * F(12, 12),
        posts=40 * F(1, 1) + 40 * F(4, 4) + 20 * F(1, 1),
        prevention=25 * F(1, 1) + 25 * F(1, 1) + 25 * F(1, 1) + 25 * F(1, 1),
        services=50 * F(7, 7) + 50 * F(37, 40),
        standards=F(100, 5) * (F(9, 9) + F(4, 4) + F(4, 4) + F(1, 1) + F(1, 1)),  # minutes are due in October
        score="99.3",  # 496.25 / 5 = 99.25: halves round up, not to even
        band="好",
        rank=1,
        cases=18,
        months=3,
        residents=5000,
        letters={"minutes_on_time": "z"},
    ),
}
BEI: Final = {
    "2026-06": Hand(
        officers=50 * F(30, 60) + 50 * F(12, 12),
        posts=40 * F(1, 1) + 40 * F(4, 4) + 20 * F(1, 1),
        prevention=25 * F(1, 1) + 25 * F(1, 1) + 25 * F(1, 1) + 25 * F(1, 1),
        services=100 * F(5, 7),  # 19 requests are fewer than 20
        standards=F(100, 5) * (F(7, 9) + F(3, 4) + F(4, 4) + F(1, 1) + F(0, 1)),  # it has not met
        score="83.4",
        band="达标",
        rank=2,
        cases=6,
        months=1,
        residents=6501,
        letters={"answered_on_time": "u", "minutes_on_time": "z"},
    ),
    "2026-07": Hand(
        officers=50 * F(31, 62) + 50 * F(3 + 3 + 0 + 3 + 2, 15),
        posts=40 * F(1, 1) + 40 * F(4, 4) + 20 * F(1, 1),
        prevention=25 * F(1, 1) + 25 * F(1, 1) + 25 * F(1, 1) + 25 * F(0, 1),
        services=100 * F(5, 7),
        standards=F(100, 5) * (F(9, 9) + F(4, 4) + F(5, 5) + F(1, 1) + F(1, 1)),  # it met on the last day
        score="81.6",
        band="达标",
        rank=4,
        points="-1.8",
        places=2,
        cases=12,
        months=2,
        residents=6501,
        letters={"answered_on_time": "z", "minutes_on_time": "z"},
    ),
    "2026-08": Hand(
        officers=50 * F(62, 62) + 50 * F(12, 12),
        posts=40 * F(1, 1) + 40 * F(4, 4) + 20 * F(1, 1),
        prevention=25 * F(1, 1) + 25 * F(1, 1) + 25 * F(1, 1) + 25 * F(1, 1),
        services=50 * F(5, 7) + 50 * F(37, 40),
        standards=F(100, 6) * (F(9, 9) + F(4, 4) + F(4, 4) + F(1, 1) + F(1, 1) + F(1, 1)),
        score="96.4",
        band="好",
        points="14.8",
        cases=18,
        months=3,
        residents=6501,
    ),
    "2026-09": Hand(
        officers=50 * F(60, 60) + 50 * F(12, 12),
        posts=40 * F(1, 1) + 40 * F(4, 4) + 20 * F(1, 1),
        prevention=25 * F(1, 1) + 25 * F(1, 1) + 25 * F(1, 1) + 25 * F(1, 1),
        services=100 * F(5, 7),  # its few requests are withheld
        standards=F(100, 5) * (F(9, 9) + F(4, 4) + F(4, 4) + F(1, 1) + F(1, 1)),
        score="94.3",
        band="好",
        rank=2,
        points="-2.1",
        cases=None,
        months=4,
        residents=6501,
        letters={"answered_on_time": "u", "minutes_on_time": "z"},
    ),
}
SHAN: Final = {
    "2026-06": Hand(
        officers=50 * F(30, 30) + 50 * F(5 + 5 + 3 + 5, 20),
        posts=40 * F(0, 1) + 40 * F(0, 4) + 20 * F(1, 1),
        prevention=25 * F(0, 1) + 25 * F(1, 1) + 25 * F(1, 1) + 25 * F(1, 1),
        services=50 * F(0, 7) + 50 * F(25, 30),
        standards=F(100, 6) * (F(9, 9) + F(4, 4) + F(4, 4) + F(1, 1) + F(1, 1) + F(1, 1)),
        score="66.3",
        band="待改进",
        cases=6,
        months=1,
        residents=9000,
    ),
    "2026-07": Hand(
        officers=50 * F(31, 31) + 50 * F(25, 25),
        posts=40 * F(0, 1) + 40 * F(0, 4) + 20 * F(1, 1),
        prevention=25 * F(0, 1) + 25 * F(1, 1) + 25 * F(1, 1) + 25 * F(1, 1),
        services=100 * F(0, 7),
        standards=F(100, 5) * (F(9, 9) + F(4, 4) + F(5, 5) + F(1, 1) + F(1, 1)),  # it met on 31 May
        score="59.0",
        band="重点督导",
        points="-7.3",
        cases=12,
        months=2,
        residents=9000,
        letters={"answered_on_time": "z", "minutes_on_time": "z"},
    ),
    "2026-08": Hand(  # b, set up on the 15th, is neither scored nor counted
        officers=50 * F(31, 31) + 50 * F(20, 20),
        posts=40 * F(0, 1) + 40 * F(0, 4) + 20 * F(1, 1),
        prevention=25 * F(0, 1) + 25 * F(1, 1) + 25 * F(1, 1) + 25 * F(1, 1),
        services=50 * F(0, 7) + 50 * F(20, 20),
        standards=F(100, 5) * (F(9, 9) + F(4, 4) + F(4, 4) + F(1, 1) + F(0, 1)),
        score="65.0",
        band="待改进",
        points="6.0",
        cases=18,
        months=3,
        residents=9000,
        letters={"minutes_on_time": "z"},
    ),
    # b did not report its talks: 管防工作 has no score, and so the station has none.
    "2026-09": Hand(
        officers=50 * F(30 + 30, 60) + 50 * F(20 + 12, 20 + 12),
        posts=40 * F(0, 2) + 40 * F(0, 8) + 20 * F(2, 2),
        prevention=None,
        services=50 * F(0, 14) + 50 * F(20 + 5, 20 + 5),
        standards=F(100, 6) * (F(18, 18) + F(8, 8) + F(8, 8) + F(1, 1) + F(0 + 1, 2) + F(1, 1)),
        reasons=("“防范宣传”未报送：shan-b社区",),
        cases=6 + 6 + 6 + 12,
        months=4,
        residents=12000,
        letters={"talks": "x"},
    ),
}
HANDS: Final = {"bei": BEI, "dong": DONG, "nan": NAN, "xi": XI, "shan": SHAN}
CASES: Final = [(month, name) for month in MONTHS for name in HANDS]


def result_of(rankings: Mapping[str, MonthRanking], month: str, name: str) -> StationMonthResult:
    found = rankings[month].result(name)
    assert found is not None
    return found


@pytest.mark.parametrize(("month", "name"), CASES)
def test_every_item_is_as_computed_by_hand(
    rankings: Mapping[str, MonthRanking], month: str, name: str
) -> None:
    """Every item's exact score is the one computed by hand."""
    result = result_of(rankings, month, name)
    assert tuple(item.score for item in result.items) == HANDS[name][month].items


@pytest.mark.parametrize(("month", "name"), CASES)
def test_every_score_rank_and_change_is_as_computed_by_hand(
    rankings: Mapping[str, MonthRanking], month: str, name: str
) -> None:
    """Score, band, rank, tie, change and reasons are those computed by hand."""
    hand, result = HANDS[name][month], result_of(rankings, month, name)
    assert {
        "score": str(result.score) if result.score is not None else None,
        "band": result.band and result.band.title,
        "rank": result.rank,
        "tied": result.tied,
        "points": str(result.change_score) if result.change_score is not None else None,
        "places": result.change_rank.places if result.change_rank is not None else None,
        "reasons": result.reasons,
    } == {
        "score": hand.score,
        "band": hand.band,
        "rank": hand.rank,
        "tied": hand.tied,
        "points": hand.points,
        "places": hand.places,
        "reasons": hand.reasons,
    }


@pytest.mark.parametrize(("month", "name"), CASES)
def test_the_score_by_hand_is_its_own_rounded_total(month: str, name: str) -> None:
    """A score by hand is the mean of its items, rounded once, halves up."""
    hand = HANDS[name][month]
    if hand.score is not None:
        assert -F(1, 20) < F(hand.score) - hand.total <= F(1, 20)


@pytest.mark.parametrize(("month", "name"), CASES)
def test_uncounted_parts_are_as_found_by_hand(
    rankings: Mapping[str, MonthRanking], month: str, name: str
) -> None:
    """The scored parts that do not count are those found by hand, with their letters."""
    items = result_of(rankings, month, name).items
    parts = [part for item in items if item.rule.scored for part in item.parts]
    letters = {part.id.value: part.state.value for part in parts if part.state is not PartState.OK}
    assert letters == HANDS[name][month].letters


@pytest.mark.parametrize(("month", "name"), CASES)
def test_cases_are_as_computed_by_hand(rankings: Mapping[str, MonthRanking], month: str, name: str) -> None:
    """Cases are those of the reported months, over the residents of the time; a rate on fewer than 20 is unstable."""
    hand = HANDS[name][month]
    assert result_of(rankings, month, name).safety == Safety(
        cases=hand.cases,
        residents=hand.residents,
        months_reported=hand.months,
        months=12,
        rate=None if hand.cases is None else F(hand.cases, hand.residents) * 10000,
        is_unstable=hand.cases is None or hand.cases < 20,
    )


def test_groups_are_as_found_by_hand(rankings: Mapping[str, MonthRanking]) -> None:
    """Each month's groups have the ranked, listed and unranked stations found by hand."""
    few = "本组能排名的派出所只有 {} 个，少于 4 个，只列出，不排名"
    urban, rural = StationKind.URBAN, StationKind.RURAL
    assert {
        month: [
            (group.kind, *(tuple(r.station for r in part) for part in parts), group.reason)
            for group in ranking.groups
            for parts in [(group.ranked, group.listed, group.unranked)]
        ]
        for month, ranking in rankings.items()
    } == {
        "2026-06": [
            (urban, ("xi", "bei", "dong", "nan"), (), (), None),
            (rural, (), ("shan",), (), few.format(1)),
        ],
        "2026-07": [
            (urban, ("xi", "dong", "nan", "bei"), (), (), None),
            (rural, (), ("shan",), (), few.format(1)),
        ],
        "2026-08": [
            (urban, (), ("bei", "dong", "nan"), ("xi",), few.format(3)),
            (rural, (), ("shan",), (), few.format(1)),
        ],
        "2026-09": [
            (urban, ("xi", "bei", "dong", "nan"), (), (), None),
            (rural, (), (), ("shan",), None),
        ],
    }
    assert {month: (ranking.reported, ranking.stations) for month, ranking in rankings.items()} == {
        "2026-06": (5, 5),
        "2026-07": (5, 5),
        "2026-08": (4, 5),
        "2026-09": (5, 5),
    }


def test_a_tie_is_one_of_published_scores(rankings: Mapping[str, MonthRanking]) -> None:
    """Equal published scores are a tie, although the exact totals differ."""
    dong, nan = DONG["2026-07"], NAN["2026-07"]
    assert dong.total != nan.total
    assert [(r.station, r.rank, r.tied) for r in rankings["2026-07"].groups[0].ranked] == [
        ("xi", 1, False),
        ("dong", 2, True),
        ("nan", 2, True),
        ("bei", 4, False),
    ]


def test_the_case_leaves_nothing_out(rankings: Mapping[str, MonthRanking]) -> None:
    """The case contains every part with and without a gap, every band and letter, and two totals that end in a half."""
    parts = [
        part
        for ranking in rankings.values()
        for result in ranking.results
        for item in result.items
        for part in item.parts
        if part.id not in OF_CASES
    ]
    assert {part.id for part in parts if part.attainment == 100} == set(PartId) - OF_CASES
    assert {part.id for part in parts if part.attainment is not None and part.attainment < 100} == set(
        PartId
    ) - OF_CASES
    hands = [hand for months in HANDS.values() for hand in months.values()]
    assert {letter for hand in hands for letter in hand.letters.values()} == {"x", "z", "u"}
    assert {hand.band for hand in hands if hand.band} == {"好", "达标", "待改进", "重点督导"}
    assert [
        str(Decimal(h.total.numerator) / h.total.denominator) for h in hands if h.score and _is_half(h)
    ] == [
        "74.95",
        "99.25",
    ]


def _is_half(hand: Hand) -> bool:
    """Whether the total is midway between two tenths."""
    return (hand.total * 10).denominator == 2


@pytest.mark.parametrize("month", MONTHS)
def test_a_month_alone_is_the_month_among_the_others(
    world: PublicBureau, rankings: Mapping[str, MonthRanking], month: str
) -> None:
    """A month has the same ranking alone and among others."""
    assert monthly_ranking(world, month) == rankings[month]
