"""The tables of communities and of their police posts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from operator import itemgetter
from typing import Any, Final

from pydantic import BaseModel

from generator.facts.sightings import Sighting
from generator.feeds.tables import Column, Table, fields
from generator.model.area import Area, Population
from generator.model.post import Facilities, Post
from generator.model.post_parts import Facility
from generator.model.prevention import Committee
from generator.model.public import PublicArea
from generator.model.representation import Representation
from generator.model.station import Station
from generator.wording import cover_text, joint_office_text, meeting_rule_text, opening_text

_first, _second = itemgetter(0), itemgetter(1)


def _within(
    record: type[BaseModel], keys: str, name: str, of: Callable[[Any], object | None]
) -> Iterator[Column[Any]]:
    """Columns of a record that a community may lack, `name`_key, titled with what it is."""
    title = Area.model_fields[name].title
    for column in fields(record, keys):
        yield Column(f"{name}_{column.key}", f"{title}{column.title}", column.type, _reader(column, of))


def _reader(column: Column[Any], of: Callable[[Any], object | None]) -> Callable[[Any], Any]:
    return lambda row: None if of(row) is None else column.value(of(row))


def _sectors(row: tuple[PublicArea, Station]) -> tuple[str, ...]:
    """residents 20: the number of representatives of each sector."""
    chosen = row[0].representatives
    return tuple(f"{one.sector} {one.members}" for one in chosen.sectors) if chosen else ()


COMMUNITIES: Final = Table[tuple[PublicArea, Station]](
    "每行一个社区或农村警务区；已经撤销的在最后",
    *fields(Area, "id name kind station", _first, station="派出所编号"),
    *fields(Station, "district", _second),
    *fields(Area, "divisions aliases villages", _first),
    *fields(Population, "actual permanent temporary", lambda row: row[0].population),
    Column("population_as_of", "人口统计日期", str, lambda row: row[0].population.as_of),
    *fields(Area, "households", _first, households="户数"),
    Column("officers", "民警警号", tuple, lambda row: tuple(o.badge for o in row[0].officers if o.badge)),
    Column("covers", "责任区", tuple, lambda row: tuple(map(cover_text, row[0].covers))),
    Column("vacant_since", "空缺起始", str, lambda row: row[0].vacancy and str(row[0].vacancy.since)),
    Column("verified_on", "核实日期", str, lambda row: row[0].verified.on),
    Column(
        "meeting_rule",
        "开会规律",
        str,
        lambda row: row[0].meeting_rule and meeting_rule_text(row[0].meeting_rule),
    ),
    Column(
        "joint_office",
        "合署办公",
        str,
        lambda row: row[0].joint_office and joint_office_text(row[0].joint_office),
    ),
    *fields(Area, "since until merged_into", _first),
    *_within(Committee, "members elected_on term_until", "committee", lambda row: row[0].committee),
    *_within(
        Representation,
        "total how by chosen_on until reach",
        "representatives",
        lambda row: row[0].representatives,
    ),
    Column("representatives_sectors", "群众代表来自各界 [人]", tuple, _sectors),
)


def _seen(row: tuple[str, Post, Mapping[Facility, Sighting]]) -> tuple[str, ...]:
    """unified_sign 2026-11-17 true 市公安局督察支队: the last visit to each facility."""
    return tuple(
        f"{one} {seen.on} {'true' if seen.is_there else 'false'} {seen.by}" for one, seen in row[2].items()
    )


def _village_days(row: tuple[str, Post, Mapping[Facility, Sighting]]) -> tuple[str, ...]:
    """新湾村 周二、周三 14:00-17:00; without hours, those that the officer promises."""
    return tuple(
        " ".join((one.village, "、".join(one.days), *([str(one.hours)] if one.hours else [])))
        for one in row[1].village_days
    )


POSTS: Final = Table[tuple[str, Post, Mapping[Facility, Sighting]]](
    "每行一个警务室",
    Column("area", "社区编号", str, _first),
    *fields(Post, "name address phone", _second),
    Column("hours", "开放时间", str, lambda row: opening_text(row[1].hours) or None),
    *fields(Post, "status status_note", _second),
    *fields(
        Facilities,
        "unified_sign unified_rules office_equipment communications",
        lambda row: row[1].facilities,
    ),
    *fields(Post, "step_free services", _second),
    Column("facilities_seen", "设施 最近去看的日期 在不在 谁看的", tuple, _seen),
    *fields(Post, "sign_shows", _second),
    Column("premises", "用房怎样来的", str, lambda row: row[1].premises and row[1].premises.state),
    Column(
        "premises_project", "用房随哪个项目", str, lambda row: row[1].premises and row[1].premises.project
    ),
    Column("village_days", "民警在各村的日子", tuple, _village_days),
)
