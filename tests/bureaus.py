"""Build public bureaus for tests. Every field has a default; a test passes by keyword what it is about.

The defaults attain every standard of the default policy, so that a test shows only the gap it is about.
The product makes a PublicBureau only in `privacy`. A test may make one, since it writes what is public itself.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from generator.model.area import AreaKind, Population, Verified
from generator.model.bureau import BureauInfo, Contact, ReleaseCalendar, Site
from generator.model.meeting import Meeting, MeetingStatus, Minutes, Opinion, OpinionStatus
from generator.model.months import first_day, next_month, weeks_of_month
from generator.model.officer import OnSite, Role
from generator.model.policy import Band, IndicatorRule, PartRule, Policy, RankingRules
from generator.model.post import Facilities, Post, PostStatus
from generator.model.prevention import EarlierCommittee, SafePlace, SafePlaceKind
from generator.model.public import (
    PublicArea,
    PublicBureau,
    PublicCounts,
    PublicRecords,
    PublicReport,
    PublicRow,
)
from generator.model.public_people import PublicCommittee, Tenure
from generator.model.public_prevention import PublicPrevention
from generator.model.reference import Duties, Holidays, Services
from generator.model.release import Release, ReleaseStatus, Revision
from generator.model.report import Chart, Ledger
from generator.model.rollout import Milestones
from generator.model.scheme import Scheme, SchemeDocument
from generator.model.standards import Standards, YearRules
from generator.model.station import Station, StationKind
from generator.model.values import WEEKDAYS
from generator.model.year_review import YearReview
from generator.ranking import monthly_ranking, months_to_rank
from generator.ranking.frozen import freeze

AS_OF = dt.date(2026, 10, 12)
MONTH = "2026-09"
SERVICES = ("report", "household", "residence", "advice", "help", "business", "elderly")

_STANDARDS = {
    "on_site_days": 3,
    "rural_residents": 8000,
    "committee_directors": 1,
    "basic_charts": 9,
    "ledgers": 4,
    "services": 7,
    "facilities": 4,
    "safe_places": 1,
    "patrol_shifts": 1,
    "talks": 1,
    "meeting_cycle": 3,
    "minutes_days": 10,
    "report_due_day": 5,
    "verification_days": 90,
    "suppressed_below": 5,
    "peer_minimum": 4,
    "unstable_base": 20,
    "rolling_months": 12,
}
_YEAR = {
    "commend_at_least": 90,
    "no_item_below": 60,
    "final_months": 10,
    "missing_at_most": 2,
    "follow_up_below": 60,
    "follow_up_item_below": 60,
}
_ITEMS: Mapping[str, Mapping[str, int]] = {
    "officers": {"officer_days": 50, "on_site": 50},
    "posts": {"post_in_use": 40, "post_facilities": 40, "contact_verified": 20},
    "prevention": {"committee": 25, "patrols": 25, "safe_places": 25, "talks": 25},
    "services": {"services_offered": 50, "answered_on_time": 50},
    "standards": {
        "charts": 1,
        "ledgers": 1,
        "work_records": 1,
        "report_on_time": 1,
        "meeting_in_cycle": 1,
        "minutes_on_time": 1,
    },
    "safety": {"case_rate": 1},
}
_CONDITIONS: Mapping[str, Iterable[str]] = {
    "posts": ("post_in_use", "post_facilities"),
    "officers": ("officers_in_post",),
    "standards": ("charts", "ledgers", "work_records"),
    "work": ("on_site", "committee", "meeting_in_cycle"),
    "services": ("services_offered", "contact_verified"),
}


def day(text: str) -> dt.date:
    """Parse a date written yyyy-mm-dd."""
    return dt.date.fromisoformat(text)


def standards(**values: int) -> Standards:
    """The scheme's numbers; override any of them by name."""
    numbers = _STANDARDS | values
    return Standards.model_validate(
        {name: {"value": value, "unit": "个", "interpretation": "测试"} for name, value in numbers.items()}
    )


def indicator(id_: str, parts: Mapping[str, int], weight: int) -> IndicatorRule:
    """An indicator made of `parts` with their weights; weight 0 means shown but not scored."""
    words = {"numerator": "分子", "denominator": "分母"}
    listed = [
        PartRule.model_validate({"id": part, "weight": share, **words}) for part, share in parts.items()
    ]
    fields = {"id": id_, "clause": "四(五)", "parts": tuple(listed), "scored": weight > 0, "weight": weight}
    words = {"formula": "算法", "exclusions": "没有", "since": "2024-01-01"}
    return IndicatorRule.model_validate(fields | words | ({"target": "100"} if weight else {}))


def ranking_rules(**weights: int) -> RankingRules:
    """The six indicators, each scored one with weight 20; override a weight by the indicator's name."""
    usual = {name: 0 if name == "safety" else 20 for name in _ITEMS} | weights
    return RankingRules(
        interpretation="测试",
        indicators=tuple(indicator(name, parts, usual[name]) for name, parts in _ITEMS.items()),
        bands=tuple(
            Band.model_validate({"at_least": bound, "title": title})
            for bound, title in (("90", "好"), ("75", "达标"), ("60", "待改进"), ("0", "重点督导"))
        ),
    )


def year_rules(**values: int) -> YearRules:
    """The rules of the year-end review; override any number by name."""
    numbers = _YEAR | values
    return YearRules.model_validate(
        {name: {"value": value, "unit": "分", "interpretation": "测试"} for name, value in numbers.items()}
    )


def policy(**changes: Any) -> Policy:
    """A policy of 2 officers in an urban area over 6,500 residents, 1 in any other; override fields by name."""
    steps = [{"over": "0", "officers": "1"}, {"over": "6500", "officers": "2"}]
    bases = {AreaKind.URBAN: "actual", AreaKind.TOWN: "actual", AreaKind.RURAL: "permanent"}
    fields: dict[str, Any] = {
        "version": "2026-1",
        "since": "2026-01-01",
        "document": {
            "number": "2002-69",
            "title": "方案",
            "issued_by": "市公安局",
            "issued_on": "2002-06-28",
        },
        "staffing": [
            {
                "kind": kind.value,
                "basis": basis,
                "clause": "一(社区设置)",
                "interpretation": "介于两档之间的取中点",
                "steps": steps if kind is AreaKind.URBAN else steps[:1],
            }
            for kind, basis in bases.items()
        ],
        "standards": standards(),
        "ranking": ranking_rules(),
        "year": year_rules(),
    }
    return Policy.model_validate(fields | changes)


def policy_2(**changes: Any) -> Policy:
    """A policy of the second edition, in which a meeting takes 30 minutes and half of the representatives."""
    rules = ranking_rules().model_copy(update={"edition": 2})
    fields = {
        "version": "2026-2",
        "ranking": rules,
        "standards": standards(meeting_minutes=30, meeting_share=50),
    }
    return policy(**(fields | changes))


def info(**changes: Any) -> BureauInfo:
    """A bureau without a site address."""
    fields: dict[str, Any] = {
        "name": "鄂州市公安局",
        "city": "鄂州市",
        "code": "420700",
        "sample": True,
        "site": Site(name="鄂州市社区警务公开网"),
        "contact": Contact(
            unit="社区警务支队", phone="0711-0000123", address="滨湖路1号", hours="工作日", complaints="12389"
        ),
        "release": ReleaseCalendar(day=10, at=dt.time(9, 30)),
    }
    return BureauInfo.model_validate(fields | changes)


def station(id_: str = "gulou", **changes: Any) -> Station:
    """An urban station."""
    fields: dict[str, Any] = {
        "id": id_,
        "name": f"{id_}派出所",
        "district": "鄂城区",
        "town": "古楼街道",
        "kind": StationKind.URBAN,
        "peer_group": StationKind.URBAN,
        "address": "古楼路1号",
        "phone": "0711-0000110",
    }
    return Station.model_validate(fields | changes)


def tenure(
    since: str = "2020-01-01",
    until: str | None = None,
    *,
    role: Role = Role.COMMUNITY_OFFICER,
    promised: int | None = None,
    on_site: OnSite | None = None,
    seconded: bool = False,
) -> Tenure:
    """A community officer's tenure, by default without an end and without an on-site promise of its own.

    `promised` is the number of on-site days, counted from Monday; `on_site` overrides it.
    """
    ends = day(until) if until is not None else None
    timetable = on_site or (on_site_on(*WEEKDAYS[:promised]) if promised else None)
    return Tenure(role=role, since=day(since), until=ends, on_site=timetable, seconded=seconded)


def on_site_on(*days: str, hours: str = "09:00-17:00") -> OnSite:
    """An on-site timetable."""
    return OnSite.model_validate({"days": days, "hours": hours})


def post(**changes: Any) -> Post:
    """A post in use since 2019, with all four facilities and seven services."""
    fields: dict[str, Any] = {
        "name": "警务室",
        "address": "古楼路2号",
        "phone": "0711-0000111",
        "opened": "2019-01-01",
        "facilities": facilities(4),
        "services": SERVICES,
        "status": PostStatus.OPEN,
    }
    return Post.model_validate(fields | changes)


def facilities(present: int) -> Facilities:
    """The first `present` of the four facilities."""
    return Facilities.model_validate({name: at < present for at, name in enumerate(Facilities.model_fields)})


def committee(
    *,
    has_director: bool = True,
    members: int = 5,
    earlier: tuple[EarlierCommittee, ...] = (),
    elected_on: str | None = None,
    term_until: str | None = None,
) -> PublicCommittee:
    """A committee whose director's name is not published."""
    return PublicCommittee(
        has_director=has_director,
        director_name=None,
        members=members,
        phone=None,
        earlier=earlier,
        elected_on=day(elected_on) if elected_on is not None else None,
        term_until=day(term_until) if term_until is not None else None,
    )


def verified(on: str = "2026-09-01") -> Verified:
    """Verified on that day and every 60 days of the two years before."""
    earlier = tuple(day(on) - dt.timedelta(days=60 * n) for n in range(1, 14))
    return Verified(on=day(on), by="派出所", earlier=earlier)


def safe_place(awarded_on: str = "2026-01-01", expires_on: str = "2027-12-31") -> SafePlace:
    """A safe estate."""
    return SafePlace(
        kind=SafePlaceKind.SAFE_ESTATE,
        name="滨湖小区",
        awarded_on=day(awarded_on),
        expires_on=day(expires_on),
    )


def area(id_: str = "gulou-a", station_id: str = "gulou", **changes: Any) -> PublicArea:
    """An urban area of 5,000 residents with its one officer, post, committee and a safe estate."""
    fields: dict[str, Any] = {
        "id": id_,
        "station": station_id,
        "name": f"{id_}社区",
        "kind": AreaKind.URBAN,
        "earlier_kinds": (),
        "since": None,
        "until": None,
        "merged_into": (),
        "aliases": (),
        "divisions": ("420704002001",),
        "villages": (),
        "population": Population(actual=5000, as_of=day("2026-06-30")),
        "households": None,
        "institutions": None,
        "shops": None,
        "covers": (),
        "verified": verified(),
        "officers": (),
        "vacancy": None,
        "tenures": (tenure(),),
        "post": post(),
        "committee": committee(),
        "prevention": PublicPrevention(safe_places=(safe_place(),)),
        "brands": (),
        "linkage": None,
        "meeting_rule": None,
    }
    return PublicArea(**(fields | changes))


def meeting(area_id: str = "gulou-a", date: str = "2026-09-10", **changes: Any) -> Meeting:
    """An evening meeting of one hour. Unless `status` is given, it is held and its minutes appear the next day."""
    held = changes.get("status", MeetingStatus.HELD) is MeetingStatus.HELD
    first = changes.get("previous_date") or date
    fields: dict[str, Any] = {
        "id": f"{area_id}-{first}",
        "area": area_id,
        "date": date,
        "starts": "19:00",
        "ends": "20:00",
        "place": "社区会议室",
        "status": MeetingStatus.HELD,
        "minutes": Minutes(published_on=day(date) + dt.timedelta(days=1), text="纪要") if held else None,
    }
    return Meeting.model_validate(fields | changes)


def opinion(
    id_: str = "o1",
    due: str = "2026-09-20",
    closed_on: str | None = None,
    status: OpinionStatus | None = None,
) -> Opinion:
    """An opinion; DONE if `closed_on` is given, else OPEN."""
    closed = day(closed_on) if closed_on is not None else None
    usual = OpinionStatus.OPEN if closed is None else OpinionStatus.DONE
    return Opinion(
        id=id_,
        text="路灯不亮",
        owner="街道办",
        due=day(due),
        status=status or usual,
        outcome="已修好" if closed else None,
        closed_on=closed,
    )


def kept(month: str = MONTH, days: int = 3) -> Mapping[str, int]:
    """The same number of on-site days in every week of the month."""
    return dict.fromkeys(weeks_of_month(month), days)


def row(area_id: str = "gulou-a", month: str = MONTH, **changes: Any) -> PublicRow:
    """A row with every figure reported and every standard attained."""
    fields: dict[str, Any] = {
        "area": area_id,
        "on_site_days": kept(month),
        "on_site_reasons": None,
        "calls": 30,
        "cases": 6,
        "disputes": 8,
        "mediated": 7,
        "services_accepted": 20,
        "services_on_time": 20,
        "patrol_shifts": 10,
        "talks": 1,
        "ledgers": tuple(Ledger),
        "charts": tuple(Chart),
    }
    return PublicRow(**(fields | changes))


def totals(rows: Iterable[PublicRow]) -> PublicCounts:
    """The sums over the rows; None for a figure that some row lacks."""
    listed = tuple(rows)

    def total(name: str) -> int | None:
        counts = [getattr(row, name) for row in listed]
        return None if None in counts else sum(counts)

    return PublicCounts(
        calls=total("calls"),
        cases=total("cases"),
        disputes=total("disputes"),
        mediated=total("mediated"),
        services_accepted=total("services_accepted"),
        services_on_time=total("services_on_time"),
    )


def report(
    station_id: str = "gulou",
    month: str = MONTH,
    rows: Iterable[PublicRow] | None = None,
    *,
    filed_on: str | None = None,
    summed: PublicCounts | None = None,
) -> PublicReport:
    """A report filed on the first day of the next month, with one row unless rows are given."""
    listed = tuple(rows) if rows is not None else (row(f"{station_id}-a", month),)
    return PublicReport(
        station=station_id,
        month=month,
        filed_on=day(filed_on) if filed_on is not None else first_day(next_month(month)),
        rows={row.area: row for row in listed},
        totals=summed if summed is not None else totals(listed),
    )


def bureau(**changes: Any) -> PublicBureau:
    """A bureau of the given records, by default one station with one area.

    Each station gets an area `<station>-a` unless `areas` is given. There are no reports or meetings unless given.
    Records keep their order. Areas that ended before `as_of` become the former ones.
    """
    stations = tuple(changes.pop("stations", None) or (station(),))
    areas = tuple(changes.pop("areas", [area(f"{s.id}-a", s.id) for s in stations]))
    meetings: Iterable[Meeting] = changes.pop("meetings", ())
    reports: Iterable[PublicReport] = changes.pop("reports", ())
    releases: Iterable[Release] = changes.pop("releases", ())
    year_reviews: Iterable[YearReview] = changes.pop("year_reviews", ())
    as_of = changes.get("as_of", AS_OF)
    former = [record for record in areas if record.until is not None and record.until < as_of]
    fields: dict[str, Any] = _reference() | {
        "scheme": ezhou_scheme(),
        "as_of": AS_OF,
        "info": info(),
        "policy": _usual_policy(),
        "other_policies": {},
        "stations": {record.id: record for record in stations},
        "areas": {record.id: record for record in areas if record not in former},
        "former": {record.id: record for record in former},
        "meetings": {record.id: record for record in meetings},
        "reports": {(record.month, record.station): record for record in reports},
        "releases": {record.month: record for record in releases},
        "year_reviews": {record.year: record for record in year_reviews},
        "answered": {},
    }
    return PublicBureau(PublicRecords(**(fields | changes)))


def milestones(cycles: Iterable[Mapping[str, Any]], **goals: Iterable[str]) -> Milestones:
    """Milestones with the given cycles and the usual conditions of the five goals; override a goal's by name."""
    conditions = {**_CONDITIONS, **goals}
    listed = [
        {"id": goal, "conditions": tuple(needs), "clause": "二(进度)"} for goal, needs in conditions.items()
    ]
    return Milestones.model_validate({"goals": listed, "cycles": tuple(cycles)})


def released(bureau: PublicBureau) -> PublicBureau:
    """The bureau with a release for every finished month, unless it already has releases."""
    if bureau.releases:
        return bureau
    releases = {month: release(bureau, month) for month in months_to_rank(bureau)}
    return PublicBureau(dataclasses.replace(bureau, releases=releases))


def release(bureau: PublicBureau, month: str) -> Release:
    """A release of the month computed from the bureau's records, published at the announced moment."""
    policy, moment = bureau.policy_for(month), bureau.info.release.moment(month, bureau.holidays)
    revision = Revision(
        number=1,
        status=ReleaseStatus.PROVISIONAL,
        published_on=moment.date(),
        published_at=moment.time(),
        policy=policy.version,
        inputs="0" * 64,
        parts=policy.ranking.parts,
        rows=freeze(bureau, monthly_ranking(bureau, month), policy),
    )
    return Release(month=month, revisions=(revision,))


@functools.cache
def ezhou_scheme() -> Scheme:
    """The documents of the repository's own data."""
    folder = Path(__file__).parent.parent / "data/scheme"
    files = (yaml.load(file.read_text("utf-8"), yaml.BaseLoader) for file in sorted(folder.glob("*.yml")))
    return Scheme(tuple(SchemeDocument.model_validate(one) for one in files))


@functools.cache
def _usual_policy() -> Policy:
    return policy()


@functools.cache
def _reference() -> dict[str, Any]:
    duty = {"id": "d1", "plain": "走访", "original": "熟悉常住人口", "clause": "三(一)"}
    duties = {"mode": "area_team_group_room", "mode_plain": "分片", "duties": [duty]}
    milestone = {
        "id": "m1",
        "title": "试点",
        "starts": "2002-06-15",
        "ends": "2002-07-10",
        "clause": "二(进度)",
    }
    texts = {"original": "原文", "clause": "三(三)", "what": "办理"}
    services = [
        {"id": s, "title": s, **texts, "items": [{"id": f"{s}-item", "title": s, "time_limit": 0}]}
        for s in SERVICES
    ]
    return {
        "services": Services.model_validate({"services": services}),
        "duties": Duties.model_validate({"kinds": [{"kind": AreaKind.URBAN, **duties}]}),
        "milestones": milestones(
            [{"id": "c1", "title": "首轮", "archive": "true", "milestones": [milestone]}]
        ),
        "holidays": Holidays(years=()),
    }
