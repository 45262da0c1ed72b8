"""Gaps in how officers work with a community, and in what they write down."""

from __future__ import annotations

from collections.abc import Iterator

from generator.facts.area_month import AreaMonth
from generator.gaps.today import Today, some
from generator.model.officer import Role
from generator.model.public import PublicArea
from generator.model.rollout import ConditionId
from generator.progress.conditions import State
from generator.targets import shown_year


def on_site_gaps(today: Today) -> Iterator[str]:
    """Promised days, and days that were not kept."""
    day, standard = today.bureau.as_of, today.bureau.policy.standards.on_site_days
    tenures = [tenure for area in today.bureau.areas.values() for tenure in area.tenures]
    officers = [t for t in tenures if t.role is Role.COMMUNITY_OFFICER and t.includes(day)]
    short = sum((tenure.promised or 0) < standard.value for tenure in officers)
    yield from some(short, f"名社区民警没有公布够 {standard.value} {standard.unit}的驻社区时间")
    yield from some(len(_short(today, ConditionId.ON_SITE)), f"个社区{today.month}驻社区的天数不够")
    yield from _unreported(today, "驻社区天数", ConditionId.ON_SITE)


def linkage_gaps(today: Today) -> Iterator[str]:
    """Other branches that work with a community."""
    linked = today.areas_without(
        lambda area: area.linkage and area.linkage.detective and area.linkage.patrol_110
    )
    yield from some(linked, "个社区没有登记联系的刑警和 110 巡逻单位")
    uncommitted = today.areas_without(lambda area: not _lacks_commitment(area))
    yield from some(uncommitted, "个社区联系的单位没有写承诺做什么、什么时候能联系上")


def joint_office_gaps(today: Today) -> Iterator[str]:
    """Communities without a shared office."""
    shared = today.areas_without(lambda area: area.joint_office)
    yield from some(shared, "个社区没有登记合署办公")


def target_gaps(today: Today) -> Iterator[str]:
    """Stations without targets for the year."""
    year = shown_year(today.bureau)
    stations = today.bureau.standing_stations
    targeted = sum((year, station) in today.bureau.targets for station in stations)
    yield from some(len(stations) - targeted, f"个派出所没有登记 {year} 年的目标")


def _lacks_commitment(area: PublicArea) -> bool:
    """Has a unit that works with it not said what it does, or when it can be reached?"""
    units = area.linkage.units if area.linkage else ()
    return any(not unit.contact or not (unit.monthly or unit.commitment) for _, unit in units)


def paperwork_gaps(today: Today) -> Iterator[str]:
    """Charts, ledgers, work records and the report of the last published month."""
    month, records = today.month, today.bureau.work_records
    yield from some(sum(row.filed_on is None for row in today.rows), f"个派出所没有{month}的月报")
    yield from some(today.areas_lacking(ConditionId.CHARTS), f"个社区{month}的基本情况图表没有全部更新")
    yield from some(today.areas_lacking(ConditionId.LEDGERS), f"个社区{month}的业务台帐没有全部更新")
    filed = [row.station for row in today.rows if row.filed_on is not None]
    unrecorded = sum((today.progress.month, station) not in records for station in filed)
    yield from some(unrecorded, f"个派出所{month}没有逐条记工作纪实")
    yield from some(len(_short(today, ConditionId.WORK_RECORDS)), f"个社区{month}不是每周都有工作纪实")
    asked = (ConditionId.CHARTS, ConditionId.LEDGERS, ConditionId.WORK_RECORDS)
    yield from _unreported(today, "图表、台帐、工作纪实", *asked)


def _unreported(today: Today, what: str, *conditions: ConditionId) -> Iterator[str]:
    """Areas with a gap in a report that was filed; nothing is known before the first published month."""
    if today.progress.month is None:
        yield f"{what}还不知道，因为没有公布过月份"
        return
    filed = {area for row in today.rows if row.filed_on is not None for area in row.areas}
    gaps = {
        area for one in conditions for area in _found(today, one, State.UNKNOWN) | _left_blank(today, one)
    }
    yield from some(len(filed & gaps), f"个社区{today.month}没有报全{what}")


def _found(today: Today, condition: ConditionId, state: State) -> frozenset[str]:
    """The areas that are in that state of the condition."""
    areas = (area for station in today.progress.stations for area in station.areas)
    return frozenset(area.area for area in areas if area.findings[condition].state is state)


def _short(today: Today, condition: ConditionId) -> frozenset[str]:
    """The areas that lack the condition, and not only because their row leaves a week blank."""
    return _found(today, condition, State.LACKING) - _left_blank(today, condition)


def _left_blank(today: Today, condition: ConditionId) -> frozenset[str]:
    """The areas that lack the condition while their row leaves a week blank."""
    found = today.figures.completeness
    if found is None or condition not in (ConditionId.ON_SITE, ConditionId.WORK_RECORDS):
        return frozenset()
    areas = (area for station in found.stations for area in station.areas)
    blank = {area.area.id for area in areas if _is_blank(area, condition)}
    return _found(today, condition, State.LACKING) & blank


def _is_blank(area: AreaMonth, condition: ConditionId) -> bool:
    """Does its row leave a week blank, and keep the promise in the others? Work records of the month decide alone."""
    days = area.on_site_days or {}
    if area.row is None or set(area.month.weeks) <= days.keys():
        return False
    if condition is ConditionId.WORK_RECORDS:
        return area.row.work_weeks is None
    return all(days[week] >= area.promised_in(week) for week in area.month.weeks if week in days)
