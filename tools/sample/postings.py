"""Who is, was and helps out in each area, and the days when nobody was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Final

from generator.model.hours import Hours
from generator.model.officer import Officer, OnSite, Role, Vacancy
from generator.model.values import Weekday
from tools.sample.cases import Case, Staffing
from tools.sample.people import Person
from tools.sample.towns import Territory

_DAY: Final = dt.timedelta(days=1)
_DAYS: Final = (
    (Weekday.MONDAY, Weekday.WEDNESDAY, Weekday.FRIDAY),
    (Weekday.TUESDAY, Weekday.THURSDAY, Weekday.SATURDAY),
    (Weekday.MONDAY, Weekday.TUESDAY, Weekday.THURSDAY, Weekday.FRIDAY),
    (Weekday.TUESDAY, Weekday.WEDNESDAY, Weekday.SUNDAY),
)
_HOURS: Final = (
    Hours(opens=dt.time(9), closes=dt.time(17)),
    Hours(opens=dt.time(8, 30), closes=dt.time(17, 30)),
    Hours(opens=dt.time(14), closes=dt.time(20, 30)),
)
# What the scheme asks of an officer in each community [days a week].
_LEAST_DAYS: Final = 3
_VACANT_BECAUSE: Final = "原社区民警调离，接任人选正在选配"


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A person with a telephone: what the areas' officers are made of."""

    person: Person
    phone: str


@dataclass(frozen=True, kw_only=True)
class Postings:
    """An area's officers and vacancies, the longest in post first."""

    officers: tuple[Officer, ...]
    vacancies: tuple[Vacancy, ...] = ()


@dataclass(frozen=True, kw_only=True)
class _Scene:
    """One area with what its postings depend on."""

    territory: Territory
    case: Case
    desks: tuple[Desk, ...]
    spare: Desk
    started: dt.date
    as_of: dt.date
    lender: str | None
    random: Random

    def officer(
        self, desk: Desk, since: dt.date, until: dt.date | None = None, *, role: Role = Role.COMMUNITY_OFFICER
    ) -> Officer:
        """Somebody in post, with on-site days unless the time is over."""
        promise = OnSite(days=self.random.choice(_DAYS), hours=self.random.choice(_HOURS))
        return Officer(
            name=desk.person.name,
            badge=desk.person.badge,
            role=role,
            phone=desk.phone,
            since=since,
            until=until,
            seconded_from=self.lender if self.case.staffing is Staffing.SECONDED else None,
            on_site=promise if until is None else None,
        )


def postings_of(
    territories: Sequence[Territory],
    cases: Mapping[str, Case],
    required: Mapping[str, int],
    *,
    staff: Iterator[Desk],
    months_from: dt.date,
    as_of: dt.date,
    seed: int,
) -> Mapping[str, Postings]:
    """Each area's postings, by id; in post since before the first month unless the case says otherwise.

    `required` is the number of officers that the standard asks for, by area.
    """
    lenders = _lenders(territories)
    scenes = []
    for territory in territories:
        random, case = Random(f"{seed} postings {territory.id}"), cases[territory.id]
        scenes.append(
            _Scene(
                territory=territory,
                case=case,
                desks=_desks(required[territory.id], case, staff),
                spare=next(staff),
                started=months_from - dt.timedelta(days=random.randint(60, 2400)),
                as_of=as_of,
                lender=lenders.get(territory.town.id),
                random=random,
            )
        )
    return _kept_apart(dict(_all_postings(scenes)))


def _lenders(territories: Sequence[Territory]) -> Mapping[str, str]:
    """The station that lends officers to each, the next in the list; a station alone has none."""
    stations = list(dict.fromkeys(territory.town.id for territory in territories))
    return dict(zip(stations, [*stations[1:], stations[0]], strict=True)) if len(stations) > 1 else {}


def _desks(required: int, case: Case, staff: Iterator[Desk]) -> tuple[Desk, ...]:
    """As many as required; in a third of the larger areas of ordinary stations one less."""
    return tuple(next(staff) for _ in range(max(1, required - case.falls(3, 0))))


def _all_postings(scenes: Sequence[_Scene]) -> Iterator[tuple[str, Postings]]:
    neighbours = [_neighbour(scenes, at) for at in range(len(scenes))]
    movers = {
        beside.territory.id: scene.desks[0]
        for scene, beside in zip(scenes, neighbours, strict=True)
        if scene.case.staffing is Staffing.MOVED and beside is not None
    }
    for scene, beside in zip(scenes, neighbours, strict=True):
        yield scene.territory.id, _postings(scene, beside, movers.get(scene.territory.id))


def _neighbour(scenes: Sequence[_Scene], at: int) -> _Scene | None:
    """The next area of the same station, else the one before."""
    for other in (at + 1, at - 1):
        if 0 <= other < len(scenes) and scenes[other].territory.town.id == scenes[at].territory.town.id:
            return scenes[other]
    return None


def _postings(scene: _Scene, beside: _Scene | None, mover: Desk | None) -> Postings:
    staffing, first = scene.case.staffing, scene.desks[0]
    moving_day = dt.date(scene.as_of.year - 1, 9, 1)
    if mover is not None:
        return _handed_over(scene, scene.spare, mover, moving_day)
    if staffing is Staffing.MOVED and beside is not None:
        return _handed_over(scene, first, scene.spare, moving_day)
    if staffing is Staffing.SUCCEEDED:
        change = scene.as_of - dt.timedelta(days=scene.random.randint(120, 500))
        return _handed_over(scene, scene.spare, first, change)
    if staffing in (Staffing.VACANT, Staffing.COVERED):
        return _vacant(scene, beside if staffing is Staffing.COVERED else None)
    if staffing is Staffing.WAS_VACANT:
        return _was_vacant(scene)
    return Postings(officers=(*_steady(scene, scene.desks), *_auxiliary(scene)))


def _steady(scene: _Scene, desks: Sequence[Desk]) -> Iterator[Officer]:
    for desk in desks:
        yield scene.officer(desk, scene.started)


def _auxiliary(scene: _Scene) -> Iterator[Officer]:
    """Every fourth area has an auxiliary; a steady area does not need its spare desk otherwise."""
    if scene.case.index % 4 == 0:
        yield scene.officer(scene.spare, scene.started + dt.timedelta(days=30), role=Role.AUXILIARY)


def _handed_over(scene: _Scene, leaving: Desk, coming: Desk, on: dt.date) -> Postings:
    """One left on the day before, the other came on the day."""
    before = scene.officer(leaving, _began(scene, on), on - _DAY)
    return Postings(officers=(before, scene.officer(coming, on), *_steady(scene, scene.desks[1:])))


def _began(scene: _Scene, change: dt.date) -> dt.date:
    """When somebody who left on the change had come: before the first month, and some time before leaving."""
    return min(scene.started, change - dt.timedelta(days=365))


def _vacant(scene: _Scene, beside: _Scene | None) -> Postings:
    """The only officer has left; the neighbour's officer acts where there is a neighbour."""
    since = scene.as_of - dt.timedelta(days=scene.random.randint(40, 160))
    left = scene.officer(scene.desks[0], _began(scene, since), since - _DAY)
    acting = [scene.officer(beside.desks[0], since, role=Role.ACTING)] if beside is not None else []
    meanwhile = "暂由相邻社区民警代管" if acting else "急事请打派出所 24 小时电话"
    vacancy = Vacancy(since=since, reason=f"{_VACANT_BECAUSE}，{meanwhile}")
    return Postings(officers=(left, *acting), vacancies=(vacancy,))


def _was_vacant(scene: _Scene) -> Postings:
    """A gap of ten weeks last year, filled since."""
    first = scene.as_of - dt.timedelta(days=400)
    filled = first + dt.timedelta(days=70)
    return Postings(
        officers=(
            scene.officer(scene.spare, _began(scene, first), first - _DAY),
            scene.officer(scene.desks[0], filled),
            *_steady(scene, scene.desks[1:]),
        ),
        vacancies=(Vacancy(since=first, until=filled - _DAY, reason="民警调离，接任民警培训后到岗"),),
    )


def _kept_apart(postings: Mapping[str, Postings]) -> Mapping[str, Postings]:
    """Who acts for a neighbour is there on other days than at home: three days in each, as nobody is in both."""
    current = [officer for one in postings.values() for officer in one.officers if officer.on_site]
    acting = {officer.badge for officer in current if officer.role is Role.ACTING}
    home = {
        officer.badge: officer.on_site.days[:_LEAST_DAYS]
        for officer in current
        if officer.badge is not None
        and officer.badge in acting
        and officer.role is Role.COMMUNITY_OFFICER
        and officer.on_site
    }
    return {
        area: replace(one, officers=tuple(_on_own_days(officer, home) for officer in one.officers))
        for area, one in postings.items()
    }


def _on_own_days(officer: Officer, home: Mapping[str, tuple[Weekday, ...]]) -> Officer:
    days = home.get(officer.badge or "")
    if days is None or officer.on_site is None:
        return officer
    if officer.role is Role.ACTING:
        days = tuple(day for day in Weekday if day not in days)[:_LEAST_DAYS]
    return officer.model_copy(update={"on_site": officer.on_site.model_copy(update={"days": days})})
