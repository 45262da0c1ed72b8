"""Manipulations of a station's records, and what they would gain: for tests and for `benchmarks.manipulations`.

Each takes the records of one station and the months to manipulate, and returns other records, in memory. None of them
does better work.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final, TypeAlias

from generator.checks import check
from generator.model.area import Area, AreaKind, EarlierKind, Headcount
from generator.model.bureau import Bureau
from generator.model.ledger import LedgerEntry, LedgerEvent, ReleaseLedger
from generator.model.meeting import Meeting, MeetingStatus, Minutes, OpinionStatus, Representatives
from generator.model.months import day_of_month, first_day, last_day, next_month, weeks_of_month
from generator.model.officer import Officer, Role
from generator.model.policy import Policy
from generator.model.post import EarlierPost, PostStatus
from generator.model.prevention import Prevention, SafePlace, SafePlaceKind
from generator.model.release import ReleaseStatus
from generator.model.report import Chart, Ledger, OnSiteReason, Report, ReportRow, ServiceCounts
from generator.privacy import publish
from generator.problems import Place
from generator.ranking import ranking_by_month
from generator.ranking.published import PublishedMonth, PublishedRevision
from generator.ranking.results import MonthRanking
from generator.ranking.year import year_ranking

AS_OF: Final = dt.date(2026, 11, 28)
MONTH: Final = "2026-10"
YEAR: Final = tuple(f"2026-{number:02}" for number in range(1, 11))
LEAST_GAIN: Final = Decimal("0.5")
SPOT_CHECK, LEDGER = "抽查", "E318"
LATE_MINUTES, GONE = "W385", "W337"

Act: TypeAlias = Callable[[Bureau, Sequence[str]], Bureau]


@dataclass(frozen=True, kw_only=True)
class Manipulation:
    """`act` changes the records of a station; `elsewhere` is what names it beside the checks, `codes` are expected."""

    name: str
    act: Act
    codes: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Gain:
    """Gains in points of the month and the year by either method; None where the station then has no score.

    `named_month` and `named_year` are the codes of the problems that the manipulation of the month, of the year adds.
    """

    month_1: Decimal | None
    month_2: Decimal | None
    year_1: Decimal | None
    year_2: Decimal | None
    named_month: frozenset[str]
    named_year: frozenset[str]

    @property
    def pays(self) -> bool:
        """Does it gain more than half a point by the second method?"""
        return _pays(self.month_2) or _pays(self.year_2)

    @property
    def named(self) -> frozenset[str]:
        """What names it where it pays; the year's begins with a month's."""
        in_year = self.named_month | self.named_year
        return in_year if _pays(self.year_2) else self.named_month

    def is_open(self, codes: Iterable[str]) -> bool:
        """Does it pay in a month or year in which none of the codes names it?"""
        expected = frozenset(codes)
        of_month = _pays(self.month_2) and not self.named_month & expected
        return of_month or (_pays(self.year_2) and not self.named & expected)


class Bench:
    """Measures manipulations of a bureau's stations; a station's records are scored and checked alone."""

    def __init__(self, bureau: Bureau) -> None:
        self.bureau = replace(bureau, ledger=receipts(bureau))
        self.policies = (bureau.policy_on(AS_OF), bureau.policy)
        self._before: dict[str, tuple[Mapping[str, Decimal | None], ...]] = {}

    def alone(self, station: str) -> Bureau:
        """The records of one station; of the releases only that they are there."""
        areas = {id_: area for id_, area in self.bureau.areas.items() if area.station == station}
        return replace(
            self.bureau,
            stations={station: self.bureau.stations[station]},
            areas=areas,
            meetings={id_: m for id_, m in self.bureau.meetings.items() if m.area in areas},
            reports={key: r for key, r in self.bureau.reports.items() if key[1] == station},
            year_reviews={},
            place=lambda path, *_keys: Place(path=path),
        )

    def gain(self, manipulation: Manipulation, station: str) -> Gain:
        """The gains, each by the method as if it had always been in force."""
        honest = self.alone(station)
        if station not in self._before:
            self._before[station] = tuple(scores(honest, policy) for policy in self.policies)
        before = self._before[station]
        in_month, in_year = (manipulation.act(honest, months) for months in ((MONTH,), YEAR))
        named_month, named_year = (added_codes(honest, changed) for changed in (in_month, in_year))
        month = [scores(in_month, policy, (MONTH,)) for policy in self.policies]
        year = [scores(in_year, policy) for policy in self.policies]
        return Gain(
            month_1=_difference(before[0][MONTH], month[0][MONTH]),
            month_2=_difference(before[1][MONTH], month[1][MONTH]),
            year_1=_difference(before[0]["year"], year[0]["year"]),
            year_2=_difference(before[1]["year"], year[1]["year"]),
            named_month=named_month,
            named_year=named_year,
        )


def receipts(bureau: Bureau) -> ReleaseLedger:
    """A ledger that received each report on the day that it bears."""
    return ReleaseLedger().with_entries(
        *(
            LedgerEntry(
                day=report.filed_on or AS_OF,
                hour=dt.time(9),
                what=LedgerEvent.RECEIVED,
                month=month,
                station=station,
                digest="0" * 64,
                salt="0" * 32,
                link="0" * 64,
            )
            for (month, station), report in sorted(bureau.reports.items())
        )
    )


def _difference(before: Decimal | None, now: Decimal | None) -> Decimal | None:
    return None if before is None or now is None else now - before


def _pays(gain: Decimal | None) -> bool:
    return gain is not None and gain > LEAST_GAIN


def added_codes(honest: Bureau, changed: Bureau) -> frozenset[str]:
    """The codes that the checks find more often in the changed records."""
    before = codes_of(honest)
    return frozenset(code for code, number in codes_of(changed).items() if number > before[code])


def codes_of(bureau: Bureau) -> Counter[str]:
    """How often the checks find each code."""
    return Counter(problem.code for problem in check(bureau, AS_OF))


def scores(bureau: Bureau, policy: Policy, months: Sequence[str] = YEAR) -> dict[str, Decimal | None]:
    """The station's score of each month and of the year, by the method as if it had always been in force."""
    always = policy.model_copy(update={"since": dt.date(2020, 1, 1)})
    public = publish(replace(bureau, policy=always, earlier_policies={}, releases={}), AS_OF)
    rankings = ranking_by_month(public, months)
    (station,) = bureau.stations
    found = {month: _score(ranking, station) for month, ranking in rankings.items()}
    year = year_ranking([published_of(month, ranking, always) for month, ranking in rankings.items()])
    result = year.result(station)
    return {**found, "year": result.score if result is not None else None}


def _score(ranking: MonthRanking, station: str) -> Decimal | None:
    result = ranking.result(station)
    return result.score if result is not None else None


@dataclass(frozen=True, kw_only=True)
class _Latest(PublishedMonth):
    """A month that is final, without the text of its release."""

    @property
    def status(self) -> ReleaseStatus:
        return ReleaseStatus.FINAL


def published_of(month: str, ranking: MonthRanking, policy: Policy) -> PublishedMonth:
    """The month as if it had been published so."""
    one = PublishedRevision(revision=None, policy=policy, ranking=ranking)  # type: ignore[arg-type]
    return _Latest(month=month, revisions=(one,), final_on=None)


# Changing records


def rows(change: Callable[[ReportRow, Bureau, str], ReportRow]) -> Act:
    """Change every row of the months."""

    def act(bureau: Bureau, months: Sequence[str]) -> Bureau:
        changed = {
            key: report.model_copy(update={"rows": tuple(change(row, bureau, key[0]) for row in report.rows)})
            for key, report in bureau.reports.items()
            if key[0] in months
        }
        return replace(bureau, reports={**bureau.reports, **changed})

    return act


def row_with(**fields: Any) -> Act:
    """Give every row of the months these values."""
    return rows(lambda row, _bureau, _month: row.model_copy(update=fields))


def areas(change: Callable[[Area, Sequence[str]], Area]) -> Act:
    """Change every community."""
    return lambda bureau, months: replace(
        bureau, areas={id_: change(area, months) for id_, area in bureau.areas.items()}
    )


def meetings(change: Callable[[Meeting], Meeting | None]) -> Act:
    """Change or drop every meeting held in the year before the last month ends."""

    def act(bureau: Bureau, _months: Sequence[str]) -> Bureau:
        found = {
            id_: (_held(meeting) and change(meeting)) or meeting for id_, meeting in bureau.meetings.items()
        }
        return replace(bureau, meetings=found)

    return act


def _held(meeting: Meeting) -> bool:
    return meeting.status is MeetingStatus.HELD


def without_meetings(is_dropped: Callable[[Meeting], bool]) -> Act:
    """Leave out the held meetings that it says."""
    return lambda bureau, _months: replace(
        bureau,
        meetings={id_: m for id_, m in bureau.meetings.items() if not (_held(m) and is_dropped(m))},
    )


def with_reports(bureau: Bureau, reports: Iterable[Report]) -> Bureau:
    """The bureau with these reports over its own."""
    return replace(
        bureau, reports={**bureau.reports, **{(report.month, report.station): report for report in reports}}
    )


# Communities


def _ideal(row: ReportRow, month: str, area: str) -> ReportRow:
    """A row that attains everything."""
    return row.model_copy(
        update={
            "area": area,
            "on_site_days": dict.fromkeys(weeks_of_month(month), 7),
            "on_site_reasons": None,
            "patrol_shifts": 9,
            "talks": 2,
            "charts": tuple(Chart),
            "ledgers": tuple(Ledger),
            "services": ServiceCounts(accepted=5, on_time=5),
        }
    )


def _named(area: Area, number: int, **fields: Any) -> Area:
    officers = tuple(
        officer.model_copy(update={"badge": f"9{number:05}", "name": f"假{'甲乙丙丁'[number % 4]}人"})
        for officer in area.officers[:1]
    )
    fields = {
        "id": f"{area.id}-{number}",
        "name": f"{area.name}{number}",
        "divisions": (f"4207049{number:05}",),
        "prevention": Prevention(),
        "vacancies": (),
        "brands": (),
    } | fields
    return area.model_copy(update={"officers": officers, "covers": (), **fields})


def paper_communities(bureau: Bureau, months: Sequence[str]) -> Bureau:
    """Three communities of 60 residents that attain everything, on paper."""
    source = max(bureau.areas.values(), key=lambda area: (area.post is not None, area.id))
    since = first_day(months[0])
    people = Headcount(actual=60, permanent=60, as_of=since)
    made = [
        _named(
            source,
            number,
            since=since,
            population=source.population.model_copy(
                update={"actual": people.actual, "permanent": None, "temporary": None, "earlier": ()}
            ),
        )
        for number in (1, 2, 3)
    ]
    reports = [
        report.model_copy(
            update={"rows": (*report.rows, *(_ideal(report.rows[0], month, area.id) for area in made))}
        )
        for (month, _), report in bureau.reports.items()
        if month >= months[0] and report.rows
    ]
    return with_reports(replace(bureau, areas={**bureau.areas, **{area.id: area for area in made}}), reports)


def _attained(bureau: Bureau, area: str, months: Sequence[str]) -> int:
    return sum(
        sum((row.on_site_days or {}).values()) + len(row.charts or ()) + len(row.ledgers or ())
        for (month, _), report in bureau.reports.items()
        if month in months
        for row in report.rows
        if row.area == area
    )


def split_the_best(bureau: Bureau, months: Sequence[str]) -> Bureau:
    """The best community becomes two of half the residents, with the same figures."""
    best = max(bureau.areas, key=lambda area: _attained(bureau, area, months))
    whole = bureau.areas[best]
    half = {"actual": 3000, "permanent": None, "temporary": None, "earlier": ()}
    since = first_day(months[0])
    second = _named(whole, 7, since=since, population=whole.population.model_copy(update=half))
    held = {
        f"{m.id}-7": m.model_copy(update={"id": f"{m.id}-7", "area": second.id, "reporting_officer": None})
        for m in bureau.meetings.values()
        if m.area == best
    }
    reports = [
        report.model_copy(
            update={
                "rows": (
                    *report.rows,
                    *(r.model_copy(update={"area": second.id}) for r in report.rows if r.area == best),
                )
            }
        )
        for (month, _), report in bureau.reports.items()
        if month >= months[0]
    ]
    changed = replace(bureau, areas={**bureau.areas, second.id: second}, meetings={**bureau.meetings, **held})
    return with_reports(changed, reports)


def merge_the_worst(bureau: Bureau, months: Sequence[str]) -> Bureau:
    """The worst community is dissolved the day before, into another one; its records stay behind."""
    if len(bureau.areas) == 1:
        return bureau
    worst = min(bureau.areas, key=lambda area: _attained(bureau, area, months))
    other = next(area for area in bureau.areas if area != worst)
    until = first_day(months[0]) - dt.timedelta(days=1)
    area = bureau.areas[worst]
    officers = tuple(
        officer
        if officer.until is not None and officer.until <= until
        else officer.model_copy(update={"until": until})
        for officer in area.officers
    )
    ended = {"until": until, "merged_into": (other,), "officers": officers, "vacancies": ()}
    gone = area.model_copy(update=ended)
    reports = [
        report.model_copy(update={"rows": tuple(row for row in report.rows if row.area != worst)})
        for (month, _), report in bureau.reports.items()
        if month >= months[0]
    ]
    return with_reports(replace(bureau, areas={**bureau.areas, worst: gone}), reports)


# Officers


def _timetables_cut(area: Area, months: Sequence[str]) -> Area:
    """From the second month, or from the only one, officers promise three days."""
    start = first_day(months[1] if len(months) > 1 else months[0])
    officers: list[Officer] = []
    for officer in area.officers:
        if officer.on_site is None or len(officer.on_site.days) <= 3 or not officer.in_post_on(start):
            officers.append(officer)
            continue
        fewer = officer.on_site.model_copy(update={"days": officer.on_site.days[:3]})
        if officer.since < start:
            officers.append(officer.model_copy(update={"until": start - dt.timedelta(days=1)}))
        officers.append(officer.model_copy(update={"since": max(officer.since, start), "on_site": fewer}))
    return area.model_copy(update={"officers": tuple(officers)})


def _helper(since: dt.date, until: dt.date, badge: str = "987654") -> Officer:
    role, phone = Role.COMMUNITY_OFFICER, "0711-0000110"
    written = {"name": "借来人", "role": role, "badge": badge, "phone": phone}
    return Officer.model_validate(written | {"since": str(since), "until": str(until)})


def _helped_at_month_end(area: Area, months: Sequence[str]) -> Area:
    """For the last three days of each month an officer is borrowed."""
    helpers = [_helper(last_day(m) - dt.timedelta(days=2), last_day(m), f"9876{m[-2:]}") for m in months]
    return area.model_copy(update={"officers": (*area.officers, *helpers)})


def _entered_twice(area: Area, _months: Sequence[str]) -> Area:
    """Every community officer is entered twice."""
    twice = [o for o in area.officers for _ in range(2 if o.role is Role.COMMUNITY_OFFICER else 1)]
    return area.model_copy(update={"officers": tuple(twice)})


def _lent(bureau: Bureau, _months: Sequence[str]) -> Bureau:
    """Every community officer of the station is entered in all of its communities."""
    everybody = {
        (officer.badge, officer.name): officer
        for area in bureau.areas.values()
        for officer in area.officers
        if officer.role is Role.COMMUNITY_OFFICER and officer.until is None
    }
    return replace(
        bureau,
        areas={
            id_: area.model_copy(
                update={
                    "officers": (
                        *area.officers,
                        *(
                            o
                            for key, o in everybody.items()
                            if key not in {(x.badge, x.name) for x in area.officers}
                        ),
                    )
                }
            )
            for id_, area in bureau.areas.items()
        },
    )


def _fewer_people(area: Area, months: Sequence[str]) -> Area:
    """On each month's last day the residents are counted anew, below the step of the second officer."""
    count = area.population
    if area.kind is not AreaKind.URBAN or (count.actual or 0) <= 6500:
        return area
    before = Headcount.model_validate(
        {key: getattr(count, key) for key in ("actual", "permanent", "temporary")} | {"as_of": count.as_of}
    )
    counts = []
    for month in months:
        counts += [
            before.model_copy(update={"as_of": first_day(month)}),
            before.model_copy(update={"as_of": last_day(month), "actual": 6500}),
        ]
    newest = counts.pop()
    return area.model_copy(
        update={
            "population": count.model_copy(
                update={"actual": 6500, "as_of": newest.as_of, "earlier": (*count.earlier, before, *counts)}
            )
        }
    )


def _rural_at_month_end(area: Area, months: Sequence[str]) -> Area:
    """On each month's last day the community is a rural one, which needs one officer."""
    if area.kind is not AreaKind.URBAN:
        return area
    kinds: list[EarlierKind] = []
    for month in months:
        last = last_day(month)
        kinds += [
            EarlierKind(kind=AreaKind.URBAN, until=last - dt.timedelta(days=1)),
            EarlierKind(kind=AreaKind.RURAL, until=last),
        ]
    return area.model_copy(update={"earlier_kinds": tuple(kinds)})


# Reports


def _ticked(row: ReportRow, _bureau: Bureau, _month: str) -> ReportRow:
    return row.model_copy(update={"charts": tuple(Chart), "ledgers": tuple(Ledger)})


def _days_claimed(row: ReportRow, _bureau: Bureau, month: str) -> ReportRow:
    days = dict.fromkeys(weeks_of_month(month), 5)
    return row.model_copy(update={"on_site_days": days, "on_site_reasons": None})


def _only_on_time(row: ReportRow, _bureau: Bureau, _month: str) -> ReportRow:
    if row.services is None:
        return row
    kept = row.services.on_time
    return row.model_copy(update={"services": ServiceCounts(accepted=kept, on_time=kept)})


def _one_in_ten(row: ReportRow, _bureau: Bureau, _month: str) -> ReportRow:
    return row.model_copy(update={"services": ServiceCounts(accepted=1, on_time=1)})


def _few_enough(row: ReportRow, bureau: Bureau, _month: str) -> ReportRow:
    """So few requests that the month is below twenty, with the same share in time."""
    if row.services is None or not row.services.accepted:
        return row
    least = max(1, 19 // (2 * len(bureau.areas)))
    on_time = least * row.services.on_time // row.services.accepted
    return row.model_copy(update={"services": ServiceCounts(accepted=least, on_time=on_time)})


def _zero_weeks(row: ReportRow, _bureau: Bureau, month: str) -> ReportRow:
    if row.on_site_days is None:
        return row
    return row.model_copy(update={"on_site_days": dict.fromkeys(weeks_of_month(month), 0) | row.on_site_days})


def _weeks_with_reasons(row: ReportRow, bureau: Bureau, month: str) -> ReportRow:
    full = _zero_weeks(row, bureau, month)
    empty = [week for week, days in (full.on_site_days or {}).items() if not days]
    told = dict.fromkeys(empty, OnSiteReason.OTHER) | (full.on_site_reasons or {})
    return full.model_copy(update={"on_site_reasons": told or None})


def _worst(bureau: Bureau, months: Sequence[str], count: int) -> Sequence[str]:
    """The months with the fewest days, charts and ledgers."""
    known = [month for month in months if any(key[0] == month for key in bureau.reports)]
    return sorted(known, key=lambda month: sum(_attained(bureau, area, (month,)) for area in bureau.areas))[
        :count
    ]


def silent_in_the_worst(bureau: Bureau, months: Sequence[str]) -> Bureau:
    """No report for the two worst months."""
    gone = _worst(bureau, months, 2)
    return replace(bureau, reports={key: r for key, r in bureau.reports.items() if key[0] not in gone})


def omitted_in_the_worst(bureau: Bureau, months: Sequence[str]) -> Bureau:
    """In the two worst months charts, ledgers, talks and requests are not reported."""
    fields = {"charts": None, "ledgers": None, "talks": None, "services": None}
    return row_with(**fields)(bureau, _worst(bureau, months, 2))


def nothing_said_in_the_worst(bureau: Bureau, months: Sequence[str]) -> Bureau:
    """In the two worst months the days are written as {}."""
    return row_with(on_site_days={}, on_site_reasons=None)(bureau, _worst(bureau, months, 2))


def filed_in_time(bureau: Bureau, months: Sequence[str]) -> Bureau:
    """Late reports bear the due day."""
    return with_reports(
        bureau,
        [
            report.model_copy(update={"filed_on": min(report.filed_on, day_of_month(next_month(month), 5))})
            for (month, _), report in bureau.reports.items()
            if month in months and report.filed_on is not None
        ],
    )


# Meetings and opinions


def _minutes_in_time(meeting: Meeting) -> Meeting:
    return meeting.model_copy(update={"minutes": Minutes(published_on=meeting.date, text="纪要")})


def _is_late(meeting: Meeting) -> bool:
    due = meeting.date + dt.timedelta(days=14)
    return meeting.minutes is None or meeting.minutes.published_on > due


def short_meetings(starts: str, ends: str, came: Representatives) -> Act:
    """A meeting in every month and community, with minutes on the day."""

    def act(bureau: Bureau, months: Sequence[str]) -> Bureau:
        made = [
            Meeting.model_validate(
                {
                    "id": f"{area}-{first_day(month)}",
                    "area": area,
                    "date": str(first_day(month)),
                    "starts": starts,
                    "ends": ends,
                    "place": "居委会",
                    "status": MeetingStatus.HELD,
                    "representatives": came,
                    "report": "一切正常",
                    "minutes": {"published_on": str(first_day(month)), "text": "无"},
                }
            )
            for area in bureau.areas
            for month in months
        ]
        return replace(bureau, meetings={**bureau.meetings, **{meeting.id: meeting for meeting in made}})

    return act


def _declined(meeting: Meeting) -> Meeting:
    answered = [
        opinion
        if opinion.closed_on is not None and opinion.closed_on <= opinion.due
        else opinion.model_copy(
            update={
                "status": OpinionStatus.DECLINED,
                "outcome": "不能采纳",
                "closed_on": min(opinion.due, AS_OF),
            }
        )
        for opinion in meeting.opinions
    ]
    return meeting.model_copy(update={"opinions": tuple(answered)})


# Places


def _place(area: Area, name: str, months: Sequence[str]) -> Area:
    place = SafePlace(
        kind=SafePlaceKind.SAFE_ESTATE,
        name=name,
        awarded_on=first_day(months[0]),
        expires_on=dt.date(2028, 12, 31),
    )
    found = area.prevention or Prevention()
    return area.model_copy(
        update={"prevention": found.model_copy(update={"safe_places": (*found.safe_places, place)})}
    )


def _one_building(area: Area, months: Sequence[str]) -> Area:
    return _place(area, f"{area.name}小区3号楼", months)


def _renewed(area: Area, months: Sequence[str]) -> Area:
    places = area.prevention.safe_places if area.prevention else ()
    valid = [place for place in places if place.expires_on >= last_day(months[-1])]
    return _place(area, valid[0].name, months) if valid else area


def _open_on_the_last_day(area: Area, months: Sequence[str]) -> Area:
    """The post is open on the last day of each month alone."""
    if area.post is None or area.post.is_in_use_on(last_day(months[-1])):
        return area
    status = area.post.status
    earlier = []
    for month in months:
        last = last_day(month)
        earlier += [
            EarlierPost(status=status, until=last - dt.timedelta(days=1)),
            EarlierPost(status=PostStatus.OPEN, until=last),
        ]
    opened = area.post.opened or first_day(months[0])
    return area.model_copy(
        update={"post": area.post.model_copy(update={"earlier": tuple(earlier), "opened": opened})}
    )


def all_services(bureau: Bureau, months: Sequence[str]) -> Bureau:
    """Every post is said to offer every service."""
    every = {"services": tuple(service.id for service in bureau.services.services), "earlier": ()}

    def offering(area: Area, _months: Sequence[str]) -> Area:
        if area.post is None:
            return area
        return area.model_copy(update={"post": area.post.model_copy(update=every)})

    return areas(offering)(bureau, months)


MANIPULATIONS: Final = (
    Manipulation(name="纸上社区:加三个各 60 人、样样齐全的社区", act=paper_communities, codes=("W380",)),
    Manipulation(name="拆分:把做得最好的社区拆成两个", act=split_the_best, codes=("W380",)),
    Manipulation(name="合并:把做得最差的社区并掉", act=merge_the_worst, codes=("W380",)),
    Manipulation(name="勾选:图表、台帐全写更新", act=rows(_ticked), elsewhere=(SPOT_CHECK,)),
    Manipulation(
        name="勾选:巡逻、宣传都写 1 次", act=row_with(patrol_shifts=1, talks=1), elsewhere=(SPOT_CHECK,)
    ),
    Manipulation(name="勾选:每周都写到了 5 天", act=rows(_days_claimed), elsewhere=(SPOT_CHECK,)),
    Manipulation(name="勾选:七项服务全写能办", act=all_services, elsewhere=(SPOT_CHECK,)),
    Manipulation(name="只登记按时的求助", act=rows(_only_on_time), codes=("W381",)),
    Manipulation(name="求助大多不登记,只登记按时的", act=rows(_one_in_ten), codes=("W381",)),
    Manipulation(name="把件数压到 20 以下,整部分不计", act=rows(_few_enough), codes=("W381",)),
    Manipulation(name="倒填月报的报送日期", act=filed_in_time, codes=(LEDGER,)),
    Manipulation(name="倒填纪要的公布日期", act=meetings(_minutes_in_time), elsewhere=(LATE_MINUTES,)),
    Manipulation(name="纪要迟了的会不写", act=without_meetings(_is_late), elsewhere=(GONE,)),
    Manipulation(name="一次会也不写", act=without_meetings(lambda _meeting: True), elsewhere=(GONE,)),
    Manipulation(
        name="一分钟的会",
        act=short_meetings("09:00", "09:01", Representatives(total=30, present=30)),
    ),
    Manipulation(
        name="只有一名代表的会",
        act=short_meetings("09:00", "09:40", Representatives(total=1, present=1)),
        codes=("W384",),
    ),
    Manipulation(name="到期的意见都写不能采纳", act=meetings(_declined), codes=("W383",)),
    Manipulation(name="一栋楼当一个安全小区", act=areas(_one_building), codes=("W376",)),
    Manipulation(name="同一个小区再授一次牌", act=areas(_renewed)),
    Manipulation(name="没有纪实的周补写 0 天", act=rows(_zero_weeks)),
    Manipulation(name="没有纪实的周补写 0 天、原因写其他", act=rows(_weeks_with_reasons), codes=("W382",)),
    Manipulation(name="把承诺改成每周 3 天", act=areas(_timetables_cut)),
    Manipulation(name="月末三天借民警来", act=areas(_helped_at_month_end), codes=("W380",)),
    Manipulation(name="同一警号在一个社区写两次", act=areas(_entered_twice), codes=("E307",)),
    Manipulation(name="一名民警写进全所每个社区", act=_lent, codes=("E307",)),
    Manipulation(name="月末那天把人口改到少配一名", act=areas(_fewer_people), codes=("W380",)),
    Manipulation(name="月末那天把社区改成农村", act=areas(_rural_at_month_end), codes=("W380",)),
    Manipulation(name="警务室只在月末那天启用", act=areas(_open_on_the_last_day), codes=("W380",)),
    Manipulation(name="两个坏的月份不报月报", act=silent_in_the_worst),
    Manipulation(name="两个坏的月份漏报四项", act=omitted_in_the_worst),
    Manipulation(name="两个坏的月份把驻社区天数写成 {}", act=nothing_said_in_the_worst),
)
