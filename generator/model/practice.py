"""Who answers for the published figures, and who sees them before publication (bureau.yml)."""

from __future__ import annotations

from pydantic import Field

from generator.model.phone import Phone
from generator.model.values import Count, Record, Text


class Statistician(Record):
    """The post that answers for the figures; a post and its phone, no person."""

    post: Text = Field(title="岗位", description="只写岗位,不写人名,例如 治安管理支队统计岗")
    phone: Phone = Field(title="电话", description="问数字、报差错的电话")


class EarlyReader(Record):
    """A post that sees the figures before publication."""

    post: Text = Field(title="谁", description="岗位或单位,不写人名")
    hours: Count = Field(ge=1, le=240, title="提前", description="公布前多久可以看到 [小时]")
    purpose: Text = Field(title="为什么", description="为什么要提前看到")
