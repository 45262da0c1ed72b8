"""Hypothesis strategies for bureaus: five stations in two peer groups, with every kind of gap and surplus.

A figure is missing in one of ten draws, so that most stations have a score and some do not.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, TypeVar

from hypothesis import settings
from hypothesis import strategies as st

from generator.model.area import Population, Verified
from generator.model.meeting import Meeting, Minutes, Representatives
from generator.model.months import first_day, next_month, weeks_of_month
from generator.model.post import PostStatus
from generator.model.public import PublicArea, PublicBureau, PublicReport, PublicRow
from generator.model.public_prevention import PublicPrevention
from generator.model.report import Chart, Ledger, Report
from generator.model.station import StationKind
from generator.privacy.suppression import public_report
from tests.bureaus import (
    AS_OF,
    MONTH,
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
)

T = TypeVar("T")

MEETING_DAYS: Final = ("2026-06-30", "2026-07-01", "2026-09-10", "2026-09-15", "2026-09-25")
TOO_FEW, ENOUGH = (Representatives(total=30, present=present) for present in (14, 15))

# A slow example is no failure. A profile with more examples, `--hypothesis-profile thorough`, tries more.
LAW: Final = settings(
    deadline=None, max_examples=max(50, settings.default.max_examples if settings.default else 0)
)
STATIONS: Final = ("s1", "s2", "s3", "s4", "s5")
POSTS: Final = (
    None,
    post(),
    post(facilities=facilities(2), services=SERVICES[:2]),
    post(status=PostStatus.REPAIR, status_since="2026-09-30"),
)


def seldom_missing(values: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    """Draw from `values`, or None in one of ten draws."""
    return st.integers(0, 9).flatmap(lambda n: values if n else st.none())


def figures(month: str) -> st.SearchStrategy[dict[str, Any]]:
    """The figures of one report row, by field. Requests answered on time are those accepted less the late ones."""
    week = st.sampled_from(weeks_of_month(month))
    return st.builds(
        lambda accepted, late, **said: {
            "services_accepted": accepted,
            "services_on_time": None if late is None else max(0, accepted - late),
            **said,
        },
        accepted=st.integers(0, 30),
        late=seldom_missing(st.integers(0, 9)),
        on_site_days=seldom_missing(st.dictionaries(week, st.integers(0, 7))),
        patrol_shifts=st.integers(0, 3),
        talks=seldom_missing(st.integers(0, 2)),
        cases=seldom_missing(st.integers(0, 40)),
        ledgers=st.sets(st.sampled_from(list(Ledger))).map(lambda found: tuple(sorted(found))),
        charts=seldom_missing(st.sets(st.sampled_from(list(Chart))).map(lambda found: tuple(sorted(found)))),
    )


TENURES: Final = st.lists(
    st.builds(
        lambda since, length, promised: tenure(
            str(since), str(since + dt.timedelta(days=length)) if length else None, promised=promised
        ),
        st.dates(day("2026-06-01"), day("2026-10-01")),
        st.none() | st.integers(1, 60),
        st.none() | st.integers(1, 7),
    ),
    max_size=3,
)


@st.composite
def areas_of(draw: st.DrawFn, station_id: str) -> list[PublicArea]:
    """Up to two areas; some were set up in September 2026, and one set up after the 1st owes nothing for that month."""
    return [
        area(
            f"{station_id}-{letter}",
            station_id,
            since=draw(st.sampled_from([None, None, None, day("2026-09-01"), day("2026-09-02")])),
            population=Population(actual=draw(st.sampled_from([1, 5000, 9000])), as_of=AS_OF),
            verified=Verified(on=day(draw(st.sampled_from(["2026-07-01", "2026-07-02"]))), by="派出所"),
            tenures=tuple(draw(TENURES)),
            post=draw(st.sampled_from(POSTS)),
            committee=draw(st.sampled_from([None, committee(), committee(members=0)])),
            prevention=draw(
                st.sampled_from([None, PublicPrevention(safe_places=(safe_place(), safe_place()))])
            ),
        )
        for letter in draw(st.sampled_from(["", "a", "ab", "ab"]))
    ]


@st.composite
def meetings_of(draw: st.DrawFn, area_id: str, date: str) -> Meeting:
    """A held meeting that the second edition counts, or one too short or too ill attended; its minutes may be late."""
    after = draw(st.sampled_from([None, 1, 14, 15]))
    published = day(date) + dt.timedelta(days=after) if after is not None else None
    return meeting(
        area_id,
        date,
        ends=draw(st.sampled_from(["19:20", "20:00", "20:00"])),
        representatives=draw(st.sampled_from([None, TOO_FEW, ENOUGH, ENOUGH])),
        minutes=Minutes(published_on=published, text="纪要") if published is not None else None,
        opinions=(opinion(closed_on=draw(st.sampled_from([None, "2026-09-20", "2026-09-21"]))),),
    )


@st.composite
def bureaus(draw: st.DrawFn, months: Sequence[str] = (MONTH,)) -> PublicBureau:
    """A bureau in which some stations have no areas, rows or report."""
    stations = [
        station(id_, peer_group=StationKind.URBAN if draw(st.integers(0, 3)) else StationKind.RURAL)
        for id_ in STATIONS
    ]
    areas = [each for id_ in STATIONS for each in draw(areas_of(id_))]
    reports = [
        report(
            id_,
            month,
            rows=[
                row(each.id, month, **draw(figures(month)))
                for each in areas
                if each.station == id_ and each.exists_on(first_day(month))
            ],
            filed_on=str(first_day(next_month(month)) + dt.timedelta(days=draw(st.integers(4, 5)))),
        )
        for month in months
        for id_ in STATIONS
        if draw(st.integers(0, 9))
    ]
    meetings = [
        draw(meetings_of(each.id, date))
        for each in areas
        if each.since is None
        for date in draw(st.sets(st.sampled_from(MEETING_DAYS), max_size=2))
    ]
    return bureau(stations=stations, areas=areas, reports=reports, meetings=meetings)


def rebuilt(world: PublicBureau, arrange: Callable[[list[Any]], Iterable[Any]]) -> PublicBureau:
    """The same bureau with each list of records passed through `arrange`."""
    return bureau(
        stations=arrange(list(world.stations.values())),
        areas=arrange(list(world.areas.values())),
        reports=arrange(list(world.reports.values())),
        meetings=arrange(list(world.meetings.values())),
    )


def as_privacy_shows(world: PublicBureau) -> PublicBureau:
    """The same bureau with reports as `privacy` publishes them: small counts and what reveals them are suppressed."""
    return rebuilt(
        world,
        lambda records: [
            _shown(record, world) if isinstance(record, PublicReport) else record for record in records
        ],
    )


def _shown(known: PublicReport, world: PublicBureau) -> PublicReport:
    filed = Report.model_validate(
        {
            "station": known.station,
            "month": known.month,
            "filed_on": known.filed_on,
            "rows": [_filed(found) for found in known.rows.values()],
        }
    )
    first = first_day(known.month)
    due = frozenset(each.id for each in world.areas_of(known.station) if each.exists_on(first))
    return public_report(filed, due, below=world.policy.standards.suppressed_below.value)


def _filed(found: PublicRow) -> dict[str, Any]:
    """The row as a clerk would have filed it, with both service counts or neither."""
    accepted, on_time = found.services_accepted, found.services_on_time
    services = None if on_time is None else {"accepted": accepted, "on_time": on_time}
    names = (
        "on_site_days",
        "calls",
        "cases",
        "disputes",
        "mediated",
        "patrol_shifts",
        "talks",
        "ledgers",
        "charts",
    )
    return {"area": found.area, "services": services} | {name: getattr(found, name) for name in names}
