"""The records of the areas: population, post, committee, prevention, links, put together with land and postings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Final

from generator.model.area import (
    Area,
    AreaKind,
    Cover,
    EstateCover,
    Linkage,
    PartnerUnit,
    Population,
    StreetCover,
    Verified,
)
from generator.model.months import first_day
from generator.model.post import Facilities, OpeningException, OpeningHours, Post, PostStatus
from generator.model.prevention import (
    Committee,
    Director,
    Fund,
    Patrol,
    PatrolKind,
    Prevention,
    SafePlace,
    SafePlaceKind,
)
from generator.model.reference import Services
from generator.model.values import Weekday
from tools.sample.brands import brand_of
from tools.sample.cases import Case, PostCase, PreventionCase
from tools.sample.histories import earlier_checks, earlier_committees, earlier_counts, earlier_posts
from tools.sample.land import village_name
from tools.sample.meeting_rules import meeting_rule_of
from tools.sample.people import person_name
from tools.sample.postings import Postings
from tools.sample.towns import Territory

_WORKDAYS: Final = tuple(Weekday)[:5]
_EVERY_DAY: Final = tuple(Weekday)
_SHIFTS: Final = ("每晚 19 时至 22 时", "周五、周六 20 时至 23 时", "每天早晚各一次", "节假日白天")


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What all areas of a bureau have in common."""

    services: Services
    months: tuple[str, ...]
    as_of: dt.date
    seed: int


def population_of(territory: Territory, case: Case, setting: Setting) -> Population:
    """The residents that the standard counts, on the last day of June or December before `as_of`."""
    residents = sum(territory.residents)
    random = Random(f"{setting.seed} population {territory.id}")
    year, half = setting.as_of.year, setting.as_of.month > 6
    rural = territory.kind is AreaKind.RURAL
    now = Population(
        actual=None if rural else residents,
        permanent=residents if rural else None,
        temporary=residents * random.randint(2, 9 if rural else 22) // 100,
        as_of=dt.date(year, 6, 30) if half else dt.date(year - 1, 12, 31),
    )
    return now.model_copy(update={"earlier": earlier_counts(now, case, random)})


def area_of(
    territory: Territory,
    case: Case,
    postings: Postings,
    covers: Sequence[Cover],
    *,
    linkage: Linkage,
    phones: Sequence[str],
    setting: Setting,
) -> Area:
    """The whole record; `phones` are the post's and the committee's."""
    random = Random(f"{setting.seed} area {territory.id}")
    rural = territory.kind is AreaKind.RURAL
    official = territory.divisions[0].name
    return Area(
        id=territory.id,
        station=territory.town.id,
        name=territory.name,
        kind=territory.kind,
        aliases=() if rural or official == territory.name else (official,),
        divisions=tuple(division.code for division in territory.divisions),
        villages=tuple(village_name(division.name) for division in territory.divisions) if rural else (),
        population=population_of(territory, case, setting),
        households=sum(territory.residents) * 36 // 100,
        institutions=sum(territory.residents) // 320,
        shops=sum(territory.residents) // 75,
        covers=tuple(covers),
        verified=_verified(territory, case, setting, random),
        officers=postings.officers,
        vacancies=postings.vacancies,
        post=_post(territory, case, covers, phone=phones[0], setting=setting, random=random),
        committee=_committee(case, phones[1], setting.as_of, random),
        prevention=_prevention(territory, case, covers, setting.as_of, random),
        brand=brand_of(territory.base, case, setting.months, setting.as_of, random),
        linkage=linkage,
        meeting_rule=None
        if case.falls(13, 9)
        else meeting_rule_of(territory.id, territory.name, setting.seed),
    )


def _verified(territory: Territory, case: Case, setting: Setting, random: Random) -> Verified:
    """Before the end of the last month, so that its figures count it; model stations on one day."""
    before = 40 if case.exemplary else 120 if case.post is PostCase.STALE else random.randint(30, 75)
    last = setting.as_of - dt.timedelta(days=before)
    begins = first_day(setting.months[0]) if setting.months else last
    own = Random(f"{setting.seed} checks {territory.id}")
    return Verified(on=last, by=territory.town.station, earlier=earlier_checks(last, begins, case, own))


def _post(
    territory: Territory,
    case: Case,
    covers: Sequence[Cover],
    *,
    phone: str,
    setting: Setting,
    random: Random,
) -> Post:
    as_of, services = setting.as_of, tuple(service.id for service in setting.services.services)
    status, since, note = _status(case, as_of)
    planned, lacking = status is PostStatus.PLANNED, case.post is PostCase.LACKING
    ordinary = not planned and not lacking
    facilities = Facilities(
        unified_sign=ordinary,
        unified_rules=not planned,
        office_equipment=ordinary or case.index % 2 == 0,
        communications=not planned,
    )
    return Post(
        name=f"{territory.name.removesuffix('警务区')}警务室",
        address=_address(territory, covers, random),
        phone=phone,
        hours=() if planned else _hours(random),
        exceptions=() if planned or case.index % 3 else _exceptions(as_of),
        opened=None if planned else dt.date(2003 + random.randrange(15), random.randint(1, 12), 18),
        facilities=facilities,
        step_free=None if planned else random.randrange(3) > 0,
        services=() if planned else services[: -2 if case.post is PostCase.FEW_SERVICES else None],
        status=status,
        status_since=since,
        status_note=note,
        earlier=earlier_posts(status, facilities, case, as_of),
    )


def _status(case: Case, as_of: dt.date) -> tuple[PostStatus, dt.date | None, str | None]:
    if case.post is PostCase.REPAIR:
        back = as_of + dt.timedelta(days=26)
        note = f"屋顶漏水维修，预计 {back} 恢复；期间请到派出所办理"
        return PostStatus.REPAIR, as_of - dt.timedelta(days=37), note
    if case.post is PostCase.PLANNED:
        return PostStatus.PLANNED, None, "用房正在落实，建成前请到派出所办理"
    return PostStatus.OPEN, None, None


def _address(territory: Territory, covers: Sequence[Cover], random: Random) -> str:
    """A house number of the area's own land, or its first village."""
    town = f"{territory.town.district}{territory.town.name}"
    street = next((cover for cover in covers if isinstance(cover, StreetCover)), None)
    if street is None:
        return f"{town}{village_name(territory.divisions[0].name)}党群服务中心一楼"
    number = street.start + 2 * random.randint(2, 20)
    return f"{town}{street.street}{number}号"


def _hours(random: Random) -> tuple[OpeningHours, ...]:
    weekdays = OpeningHours(days=_WORKDAYS, opens=dt.time(8, 30), closes=dt.time(17, 30))
    choices = (
        (weekdays,),
        (OpeningHours(days=_EVERY_DAY, opens=dt.time(9), closes=dt.time(18)),),
        (weekdays, OpeningHours(days=(Weekday.SATURDAY,), opens=dt.time(9), closes=dt.time(12))),
        (weekdays, OpeningHours(days=(Weekday.WEDNESDAY,), opens=dt.time(19), closes=dt.time(21))),
    )
    return random.choice(choices)


def _exceptions(as_of: dt.date) -> tuple[OpeningException, ...]:
    new_year = dt.date(as_of.year + 1, 1, 1)
    short_day = OpeningException(
        date=new_year - dt.timedelta(days=1), opens=dt.time(8, 30), closes=dt.time(12), note="下午盘点资料"
    )
    return (short_day, OpeningException(date=new_year, closed=True, note="元旦放假，急事请打派出所电话"))


def _committee(case: Case, phone: str, as_of: dt.date, random: Random) -> Committee | None:
    if case.prevention is PreventionCase.NO_COMMITTEE:
        return None
    named = case.prevention is PreventionCase.NAMED_DIRECTOR
    director = Director(name=person_name(random), publish_name=named)
    without = case.prevention is PreventionCase.NO_DIRECTOR
    members = random.randint(3, 9)
    return Committee(
        director=None if without else director,
        members=members,
        phone=phone,
        earlier=() if without else earlier_committees(members, case, as_of),
    )


def _prevention(
    territory: Territory, case: Case, covers: Sequence[Cover], as_of: dt.date, random: Random
) -> Prevention:
    kinds = tuple(PatrolKind)
    first = random.randrange(len(kinds))
    teams = tuple(
        Patrol(
            kind=kinds[(first + more) % len(kinds)],
            members=random.randint(4, 24),
            shift=random.choice(_SHIFTS),
        )
        for more in range(random.randint(1, 2))
    )
    return Prevention(
        patrols=teams,
        safe_places=tuple(_safe_places(territory, case, covers, as_of)),
        funds=tuple(_funds(as_of, random)) if case.index % 2 == 0 else (),
    )


def _safe_places(
    territory: Territory, case: Case, covers: Sequence[Cover], as_of: dt.date
) -> Iterator[SafePlace]:
    if case.prevention is PreventionCase.NO_SAFE_PLACE:
        return
    rural = territory.kind is AreaKind.RURAL
    whole = (cover.estate for cover in covers if isinstance(cover, EstateCover) and not cover.buildings)
    expired = case.prevention is PreventionCase.EXPIRED
    # Valid all through the months of the sample, or else for two years that are over.
    since = as_of - dt.timedelta(days=1000)
    yield SafePlace(
        kind=SafePlaceKind.SAFE_VILLAGE if rural else SafePlaceKind.SAFE_ESTATE,
        name=next(whole),
        awarded_on=since,
        expires_on=since + dt.timedelta(days=730 if expired else 1461),
    )


def _funds(as_of: dt.date, random: Random) -> Iterator[Fund]:
    for period in (f"{as_of.year - 1} 年", f"{as_of.year} 年上半年"):
        income = random.randint(30, 260) * 100
        yield Fund(
            period=period, income=Decimal(income), spending=Decimal(income * random.randint(55, 98) // 100)
        )


def linkage_of(district: str, phones: Iterator[str]) -> Linkage:
    """The district's units that work with its areas."""
    return Linkage(
        detective=PartnerUnit(unit=f"{district}公安分局刑侦大队", phone=next(phones)),
        patrol_110=PartnerUnit(unit=f"{district}公安分局巡逻大队", phone=next(phones)),
    )
