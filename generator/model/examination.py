"""The year-end examination of demonstration projects with other branches (年终综合检查考核, 方案四(五)).

The criteria are data/examination.yml; what was found and decided stands in the year's review.
"""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from generator.model.brand import BrandKind, Demonstration
from generator.model.clause import Based
from generator.model.duplicates import duplicates, written_twice
from generator.model.spelling import Contradictions, contradiction
from generator.model.values import Day, DocumentNumber, Flag, Identifier, Labelled, Prose, Record, Text, Year


class ExaminationResult(Labelled):
    """What an examination led to."""

    COMMENDED = "commended", "表彰"
    FAILED = "failed", "不合格"


class Criterion(Based):
    """What a project is examined for; `kinds` are those that it holds for, empty for all."""

    id: Identifier = Field(title="编号", description="定下后不再改动", examples=["effect"])
    title: Text = Field(title="考核什么", description="例如 创建效果")
    met_when: Text = Field(title="怎样算达到", description="写到别人照着也能判的程度")
    kinds: tuple[BrandKind, ...] = Field(default=(), title="只用于", description="只考核这几类;都考核的不写")
    since: Year | None = Field(
        default=None, title="从哪一年", description="从哪一年的年终考核起用;一直用的不写"
    )
    until: Year | None = Field(
        default=None, title="到哪一年", description="用到哪一年;还在用的不写,不用了的留着"
    )

    def is_used_in(self, year: str) -> bool:
        """Were any projects examined for it at the end of the year?"""
        return (self.since or year) <= year <= (self.until or year)


class ExaminationCriteria(Record):
    """data/examination.yml: the rule is that a project is commended if it meets every criterion, else it fails."""

    criteria: tuple[Criterion, ...] = Field(
        default=(), title="标准", description="逐条写;全部达到的可以表彰,有一条没达到的不合格"
    )

    def _contradictions(self) -> Contradictions:
        yield from duplicates("编号", self, "criteria", "id")

    def of(self, kind: BrandKind, year: str) -> tuple[Criterion, ...]:
        """What a project of this kind was examined for at the end of the year."""
        used = (one for one in self.criteria if one.is_used_in(year))
        return tuple(one for one in used if not one.kinds or kind in one.kinds)


class CriterionFinding(Record):
    """What was found on one criterion."""

    criterion: Identifier = Field(
        title="标准", description="data/examination.yml 里的编号", examples=["effect"]
    )
    met: Flag = Field(title="达到", description="true 达到、false 没达到")
    found: Text | None = Field(
        default=None,
        title="查到什么",
        description="一句话,给居民看;重点人口、枪爆两类的只存档,不公开",
    )


class Examination(Record):
    """The examination of one community's project."""

    area: Identifier = Field(title="社区", description="社区的编号", examples=["gulou-guanliu"])
    kind: BrandKind = Field(title="类别", description="考核的是哪一类项目,写法同社区的 brands")
    units: tuple[Text, ...] = Field(
        min_length=2, title="考核单位", description="会同的警种和部门,至少两个,写单位名称"
    )
    examined_on: Day = Field(title="考核日期", description="检查考核的日期")
    findings: tuple[CriterionFinding, ...] = Field(
        min_length=1, title="逐条结果", description="这一类的每条标准各写一条"
    )
    document: DocumentNumber = Field(title="文号", description="决定的发文文号")
    result: ExaminationResult = Field(title="决定", description=ExaminationResult.listed())
    reason: Prose | None = Field(
        default=None, title="理由", description="决定和规则不同时写为什么,写在网页上;相同的不写"
    )

    @property
    def by_rule(self) -> ExaminationResult:
        """Commended if every criterion was met."""
        is_met = all(one.met for one in self.findings)
        return ExaminationResult.COMMENDED if is_met else ExaminationResult.FAILED

    @property
    def differs(self) -> bool:
        """Was it decided otherwise than the rule says?"""
        return self.result is not self.by_rule

    def _contradictions(self) -> Contradictions:
        yield from written_twice("同一个考核单位", self.units)
        yield from duplicates("标准", self, "findings", "criterion")
        if self.differs and self.reason is None:
            yield contradiction(
                f"决定是{self.result.label},按规则(每条都达到才表彰)是{self.by_rule.label},没有写理由",
                "请核对各条的 met 和 result;没有错的,写 reason(为什么,会写在网页上)。",
                ("result",),
            )

    def is_of(self, area: str, project: Demonstration) -> bool:
        """Was it this project of the area that was examined?"""
        begins, ends = project.since or dt.date.min, project.until or dt.date.max
        return (self.area, self.kind) == (area, project.kind) and begins <= self.examined_on <= ends
