"""prevention.yml: what the whole city shares of prevention (方案四(二)): criteria of titles, security companies."""

from __future__ import annotations

from pydantic import Field

from generator.model.clause import Based
from generator.model.duplicates import duplicates, written_twice
from generator.model.phone import Phone
from generator.model.prevention import SafePlaceKind, SafePlaceReview
from generator.model.spelling import Contradictions
from generator.model.values import Count, Identifier, Record, Text


class SafeCriterion(Based):
    """One thing that a 安全小区 or 安全村居 has to be; the document sets none."""

    id: Identifier = Field(title="编号", description="定下后不再改动", examples=["no-burglary"])
    kinds: tuple[SafePlaceKind, ...] = Field(
        min_length=1, title="用于", description=f"哪一种称号,可以两种都写:{SafePlaceKind.listed()}"
    )
    what: Text = Field(title="条件", description="写给居民看,例如“一年里没有入室盗窃”")


class GuardedArea(Record):
    """Where a company's guards work."""

    area: Identifier = Field(title="社区", description="社区的编号")
    guards: Count = Field(ge=1, title="保安员", description="在这个社区的人数 [人]")


class SecurityCompany(Record):
    """A company that guards communities (社区保安). A legal person: nobody in it is named."""

    name: Text = Field(title="名称", description="公司的全称")
    licence: Text = Field(title="许可证号", description="保安服务许可证的编号")
    phone: Phone | None = Field(default=None, title="电话", description="公司值班电话")
    serves: tuple[GuardedArea, ...] = Field(min_length=1, title="服务的社区", description="一个社区写一条")

    @property
    def guards(self) -> int:
        """Its guards in all communities [persons]."""
        return sum(one.guards for one in self.serves)

    def _contradictions(self) -> Contradictions:
        yield from duplicates("社区", self, "serves", "area")


class PreventionSystem(Record):
    """data/prevention.yml."""

    criteria: tuple[SafeCriterion, ...] = Field(
        default=(), title="称号的条件", description="安全小区、安全村居要做到什么"
    )
    companies: tuple[SecurityCompany, ...] = Field(
        default=(), title="保安公司", description="在社区服务的保安公司"
    )

    def unmet(self, review: SafePlaceReview) -> tuple[str, ...]:
        """What a review found missing, in the words of the criteria."""
        return tuple(one.what for one in self.criteria if one.id in review.unmet)

    def _contradictions(self) -> Contradictions:
        yield from duplicates("编号", self, "criteria", "id")
        yield from written_twice("同一个许可证号", (one.licence for one in self.companies))
        yield from written_twice("同一家公司", (one.name for one in self.companies))
