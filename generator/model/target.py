"""The targets of a station's communities for a year (目标管理考核责任制, 方案二(四))."""

from __future__ import annotations

from typing import Final

from pydantic import Field

from generator.model.duplicates import values_at
from generator.model.spelling import Contradictions, contradiction
from generator.model.values import Count, Day, DocumentNumber, Identifier, Labelled, Prose, Record, Year


class TargetMeasure(Labelled):
    """What a target may count: only what the site works out of each month itself."""

    ON_SITE_DAYS = "on_site_days", "驻社区兑现"
    WORK_RECORDS = "work_records", "有工作纪实"
    PATROL_SHIFTS = "patrol_shifts", "巡逻"
    TALKS = "talks", "防范宣传"
    MEETINGS = "meetings", "开代表会"
    SERVICES = "services", "按时办结服务"
    MEDIATED = "mediated", "调解成功"
    CASES = "cases", "案件"
    VISITS = "visits", "入户走访"
    PREMISES = "premises", "检查行业场所"
    JOINT_ACTIONS = "joint_actions", "联合行动"

    @property
    def unit(self) -> str:
        """What is counted."""
        return _UNITS[self]

    @property
    def is_limit(self) -> bool:
        """Is the target the most that there may be? Otherwise it is the least."""
        return self is TargetMeasure.CASES

    @property
    def is_recorded(self) -> bool:
        """Is it counted from work records alone?"""
        return self in (TargetMeasure.VISITS, TargetMeasure.PREMISES, TargetMeasure.JOINT_ACTIONS)

    @property
    def most(self) -> int | None:
        """The most that a year of 53 weeks can have; None if that cannot be told."""
        return {TargetMeasure.ON_SITE_DAYS: 53 * 7, TargetMeasure.WORK_RECORDS: 53}.get(self)


_UNITS: Final = {
    TargetMeasure.ON_SITE_DAYS: "天",
    TargetMeasure.WORK_RECORDS: "周",
    TargetMeasure.PATROL_SHIFTS: "班次",
    TargetMeasure.TALKS: "场",
    TargetMeasure.MEETINGS: "次",
    TargetMeasure.SERVICES: "件",
    TargetMeasure.MEDIATED: "起",
    TargetMeasure.CASES: "起",
    TargetMeasure.VISITS: "次",
    TargetMeasure.PREMISES: "次",
    TargetMeasure.JOINT_ACTIONS: "次",
}


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
