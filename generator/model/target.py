"""The targets of a station's communities for a year (目标管理考核责任制, 方案二(四))."""

from __future__ import annotations

from collections.abc import Collection
from typing import Self

from pydantic import Field

from generator.model.duplicates import values_at
from generator.model.history import OfStation
from generator.model.spelling import Contradictions, contradiction
from generator.model.values import Count, Day, DocumentNumber, Identifier, Labelled, Prose, Record, Year
from generator.model.work_record import WorkKind


class TargetMeasure(Labelled):
    """What a target may count: only what the site works out of each month itself."""

    unit: str
    # The kind of the work records' entries, or the count of the report's row, that is added up.
    kind: WorkKind | None
    item: str | None

    def __new__(cls, value: str, label: str, unit: str, counts: WorkKind | str | None = None) -> Self:
        """Make a member; without `counts` each month is worked out (`targets.target_progress`)."""
        member = str.__new__(cls, value)
        member._value_, member.label, member.unit = value, label, unit
        member.kind = counts if isinstance(counts, WorkKind) else None
        member.item = None if isinstance(counts, WorkKind) else counts
        return member

    ON_SITE_DAYS = "on_site_days", "驻社区兑现", "天"
    WORK_RECORDS = "work_records", "有工作纪实", "周"
    PATROL_SHIFTS = "patrol_shifts", "巡逻", "班次", "patrol_shifts"
    TALKS = "talks", "防范宣传", "场", "talks"
    MEETINGS = "meetings", "开代表会", "次"
    SERVICES = "services", "按时办结服务", "件", "services_on_time"
    MEDIATED = "mediated", "调解成功", "起", "mediated"
    CASES = "cases", "案件", "起", "cases"
    VISITS = "visits", "入户走访", "次", WorkKind.VISIT
    PREMISES = "premises", "检查行业场所", "次", WorkKind.PREMISES
    JOINT_ACTIONS = "joint_actions", "联合行动", "次", WorkKind.JOINT_ACTION

    @property
    def is_limit(self) -> bool:
        """Is the target the most that there may be? Otherwise it is the least."""
        return self is TargetMeasure.CASES

    @property
    def most(self) -> int | None:
        """The most that a year of 53 weeks can have; None if that cannot be told."""
        return {TargetMeasure.ON_SITE_DAYS: 53 * 7, TargetMeasure.WORK_RECORDS: 53}.get(self)


class AreaTarget(Record):
    """What one community is to reach in the year."""

    area: Identifier = Field(title="社区", description="社区的编号")
    measure: TargetMeasure = Field(
        title="指标", description="、".join(f"{one.value} {one.label} [{one.unit}]" for one in TargetMeasure)
    )
    target: Count = Field(title="目标", description="一年至少多少;案件是一年至多多少")


class YearTargets(Record):
    """One station's year; one file, data/targets/<yyyy>/<station>.yml."""

    station: Identifier = Field(title="派出所", description="派出所的编号,与文件名相同", examples=["gulou"])
    year: Year = Field(title="年份", description="与文件夹名相同")
    decided_on: Day = Field(title="下达日期", description="定下目标的日期")
    document: DocumentNumber = Field(title="文号", description="下达目标的发文文号")
    basis: Prose = Field(title="依据", description="目标是怎么定的,几句话,给居民看")
    rows: tuple[AreaTarget, ...] = Field(title="目标", description="每个社区每项指标一行")

    @property
    def path(self) -> str:
        """The record's file, relative to the root."""
        return f"data/targets/{self.year}/{self.station}.yml"

    @property
    def areas(self) -> tuple[str, ...]:
        """The ids that its rows name, known or not, each once in the file's order."""
        return tuple(dict.fromkeys(row.area for row in self.rows))

    def _contradictions(self) -> Contradictions:
        seen = set[tuple[str, TargetMeasure]]()
        for keys, row in values_at(self, "rows"):
            if (row.area, row.measure) in seen:
                found = f"{row.area} 的{row.measure.label}({row.measure})写了两行"
                yield contradiction(found, "一个社区一项指标只写一行:留下下达的那个数,删去另一行。", keys)
            seen.add((row.area, row.measure))


def kept_for(area: OfStation, year: str, stations: Collection[str]) -> str:
    """Of the stations that set targets for a community, the one whose targets stand: that of the year's end.

    If that one set none, the first by id.
    """
    last = area.station_in(f"{year}-12")
    return last if last in stations else min(stations)
