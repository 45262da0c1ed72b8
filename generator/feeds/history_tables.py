"""How things stood on any day, as tables: what the ranking takes from records, so that anybody can work it out again.

A row with `first` and `last` is a time in which nothing of it changed, both days included; without `first` since ever,
without `last` until now. Nothing dated later than the bureau's day is here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from operator import attrgetter, itemgetter
from typing import Any, Final, NamedTuple

from generator.feeds.tables import Column, Dataset, Table, fields
from generator.model.area import Area, Headcount
from generator.model.history import earlier_on
from generator.model.post import Facilities, Post
from generator.model.prevention import SafePlace
from generator.model.public import PublicArea, PublicBureau
from generator.model.public_people import PublicCommittee, Tenure
from generator.model.since import UNKNOWN
from generator.model.station import Station

_first, _second = itemgetter(0), itemgetter(1)


class Period(NamedTuple):
    """A time of one thing; `day` is a day of it."""

    owner: Any
    first: dt.date | None
    last: dt.date | None
    day: dt.date


def periods(owner: Any, changes: Iterable[dt.date | None], as_of: dt.date) -> Iterator[Period]:
    """The times between the first days of changes, up to `as_of`, in order."""
    certain = (day for day in changes if day is not None and str(day) != UNKNOWN)
    days = sorted({dt.date.fromisoformat(dt.date.isoformat(day)) for day in certain if day <= as_of})
    one = dt.timedelta(days=1)
    for first, after in zip((None, *days), (*days, None), strict=True):
        last = after - one if after is not None else None
        yield Period(owner, first, last, last or as_of)


def _after(entries: Iterable[Any]) -> list[dt.date]:
    return [entry.until + dt.timedelta(days=1) for entry in entries]


_SPAN: Final[tuple[Column[Period], ...]] = (
    Column("first", "从这天起,空的一直如此", str, attrgetter("first")),
    Column("last", "到这天止,空的到现在", str, attrgetter("last")),
)
_AREA: Final = Column[Any]("area", "社区编号", str, lambda row: row[0].id)  # the first of a row owns it

_COMMUNITIES: Final = Table[Period](
    "每行一个社区在一段时间里的类别、派出所;从设立后的第一个整月算到撤销前的最后一个整月,每个月归月末那天的派出所",
    _AREA,
    *fields(Area, "name", _first),
    Column("station", "派出所编号", str, lambda row: row.owner.station_on(row.day)),
    *fields(Area, "since until", _first),
    *_SPAN,
    Column("kind", "类别", str, lambda row: row.owner.kind_on(row.day)),
)

_STATIONS: Final = Table[Period](
    "每行一个派出所在一段时间里的分组",
    Column("station", "派出所编号", str, lambda row: row.owner.id),
    *fields(Station, "name since until", _first),
    *_SPAN,
    Column("peer_group", "分组", str, lambda row: row.owner.peer_group_on(row.day)),
)

_TIMES: Final = Table[tuple[PublicArea, Tenure]](
    "每行一名民警或辅警在一个社区的一段时间,不写姓名;到岗只知道月份的从 1 日算,不详的算一直在岗",
    _AREA,
    Column("role", "身份", str, lambda row: row[1].role),
    Column("since", "到岗", str, lambda row: str(row[1].since)),
    Column("until", "最后在岗的一天,空的仍在岗", str, lambda row: row[1].until),
    Column("seconded", "调剂而来", bool, lambda row: row[1].seconded),
    Column(
        "on_site",
        "承诺驻社区的星期",
        tuple,
        lambda row: tuple(day.value for day in row[1].on_site.days) if row[1].on_site else (),
    ),
)

_POPULATIONS: Final = Table[tuple[PublicArea, Headcount]](
    "每行一个社区的一次人口统计",
    _AREA,
    *fields(Headcount, "as_of actual permanent temporary", _second),
)


def _facility(key: str, title: str) -> Column[Period]:
    def is_there(row: Period) -> bool | None:
        there = row.owner.post.facilities_there_on(row.day)
        return None if there is None else bool(getattr(there, key))

    return Column(key, title, bool, is_there)


_POSTS: Final = Table[Period](
    "每行一个警务室的一段时间:状态、设施、能办事项;还没有启用时设施为空",
    _AREA,
    *_SPAN,
    Column("status", "状态", str, lambda row: row.owner.post.status_on(row.day)),
    *(_facility(key, str(info.title)) for key, info in Facilities.model_fields.items()),
    Column("services", "能办事项", tuple, lambda row: tuple(sorted(row.owner.post.services_on(row.day)))),
)

_VERIFIED: Final = Table[tuple[PublicArea, dt.date]](
    "每行一个社区的联系信息核实一次",
    _AREA,
    Column("on", "核实日期", str, _second),
)

_COMMITTEES: Final = Table[Period](
    "每行一个治保会的一段时间:有没有主任、几名委员",
    _AREA,
    *_SPAN,
    Column("director", "有主任", bool, lambda row: _director(row.owner.committee, row.day)),
    Column("members", "委员 [人]", int, lambda row: _members(row.owner.committee, row.day)),
)

_PLACES: Final = Table[tuple[PublicArea, SafePlace]](
    "每行一个社区的一个安全小区、安全村居称号,过期的也在",
    _AREA,
    *fields(SafePlace, "kind name awarded_on expires_on homes", _second),
)


def _director(committee: PublicCommittee, day: dt.date) -> bool:
    then = earlier_on(committee.earlier, day)
    return committee.has_director if then is None else then.director


def _members(committee: PublicCommittee, day: dt.date) -> int:
    return (earlier_on(committee.earlier, day) or committee).members


def history_datasets(bureau: PublicBureau) -> tuple[Dataset, ...]:
    """The histories of communities, stations, officers' times, populations, posts, checks, committees and titles."""
    as_of = bureau.as_of
    areas = sorted(bureau.every_area.values(), key=lambda area: area.id)
    posts = ((area, area.post) for area in areas if area.post is not None)
    committees = ((area, area.committee) for area in areas if area.committee is not None)
    prevention = ((area, area.prevention) for area in areas if area.prevention is not None)
    periods_of_posts = (period for area, post in posts for period in periods(area, _changes(post), as_of))
    return (
        _COMMUNITIES.of(
            "history/communities", "社区类别", _periods(areas, as_of, "earlier_kinds", "earlier_stations")
        ),
        _STATIONS.of(
            "history/stations", "派出所分组", _periods(bureau.stations.values(), as_of, "earlier_groups")
        ),
        _TIMES.of("history/officers", "民警在岗", _times(areas, as_of)),
        _POPULATIONS.of("history/populations", "历次人口", _populations(areas, as_of)),
        _POSTS.of("history/posts", "警务室状态", periods_of_posts),
        _VERIFIED.of("history/verifications", "信息核实", _verified(areas, as_of)),
        _COMMITTEES.of(
            "history/committees",
            "治保会",
            (period for area, one in committees for period in periods(area, _after(one.earlier), as_of)),
        ),
        _PLACES.of(
            "history/safe_places",
            "安全小区、安全村居",
            (
                (area, place)
                for area, one in prevention
                for place in one.safe_places
                if place.awarded_on <= as_of
            ),
        ),
    )


def _periods(owners: Iterable[Any], as_of: dt.date, *histories: str) -> Iterator[Period]:
    for owner in owners:
        entries = (entry for history in histories for entry in getattr(owner, history))
        yield from periods(owner, _after(entries), as_of)


def _changes(post: Post) -> list[dt.date | None]:
    return [post.opened, post.status_since, *_after(post.earlier)]


def _times(areas: Iterable[PublicArea], as_of: dt.date) -> Iterator[tuple[PublicArea, Tenure]]:
    for area in areas:
        for time in area.tenures:
            if time.since <= as_of:
                is_over = time.until is not None and time.until <= as_of
                yield area, time if is_over else replace(time, until=None)


def _populations(areas: Iterable[PublicArea], as_of: dt.date) -> Iterator[tuple[PublicArea, Headcount]]:
    for area in areas:
        counts: list[Headcount] = sorted(
            (*area.population.earlier, area.population), key=lambda one: one.as_of
        )
        yield from ((area, one) for one in counts if one.as_of <= as_of or one is counts[0])


def _verified(areas: Iterable[PublicArea], as_of: dt.date) -> Iterator[tuple[PublicArea, dt.date]]:
    for area in areas:
        yield from ((area, day) for day in sorted((area.verified.on, *area.verified.earlier)) if day <= as_of)
