"""The representatives of a community (群众代表, 方案四(三)): who chose them, from which sectors, until when."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field

from generator.model.duplicates import duplicates
from generator.model.spelling import Contradictions, contradiction
from generator.model.values import Count, Day, Labelled, Record, Text


class HowChosen(Labelled):
    """The two ways of the document."""

    RECOMMENDED = "recommended", "推荐"
    SELECTED = "selected", "选定"


class Sector(Labelled):
    """社区各界: whom a representative comes from."""

    RESIDENTS = "residents", "居民小组、楼栋"
    VILLAGERS = "villagers", "村民小组"
    NEWCOMERS = "newcomers", "流动人口"
    ELDERLY = "elderly", "老年人"
    BUSINESSES = "businesses", "企业、商户"
    INSTITUTIONS = "institutions", "机关、学校、医院"
    PROPERTY = "property", "物业、业主委员会"
    ORGANISATIONS = "organisations", "社会组织、志愿者"
    OTHERS = "others", "其他"


class SectorMembers(Record):
    """How many come from one sector."""

    sector: Sector = Field(title="哪一界", description=Sector.listed())
    members: Annotated[Count, Field(ge=1)] = Field(title="人数", description="这一界的群众代表 [人]")


class Representation(Record):
    """All representatives of a community between its meetings; their names and phones are never kept."""

    total: Annotated[Count, Field(ge=1)] = Field(title="人数", description="现任群众代表 [人]")
    sectors: tuple[SectorMembers, ...] = Field(
        default=(), max_length=20, title="社区各界", description="各界几名,加起来等于人数;不知道的不写"
    )
    how: HowChosen = Field(title="怎样产生", description=HowChosen.listed())
    by: Text = Field(
        title="由谁",
        description="由谁推荐、选定,写单位,例如 官柳社区居委会和社区民警;会公开,不写个人姓名",
    )
    chosen_on: Day = Field(title="产生日期", description="最近一次推荐、选定的日期")
    until: Day | None = Field(default=None, title="任期到", description="任期的最后一天;没有定任期的不写")
    reach: Text | None = Field(
        default=None,
        title="平时怎么找",
        description="两次会之间居民怎样找到代表,例如 每月第一个周六上午在党群服务中心;不写姓名、电话,"
        "治保会的电话网页自己写",
    )

    def _contradictions(self) -> Contradictions:
        if self.until is not None and self.until < self.chosen_on:
            yield contradiction(
                f"任期到 {self.until},早于产生的 {self.chosen_on}", "请核对 chosen_on 和 until。", ("until",)
            )
        yield from duplicates("社区各界", self, "sectors", "sector")
        added = sum(one.members for one in self.sectors)
        if self.sectors and added != self.total:
            yield contradiction(
                f"各界加起来是 {added} 人,人数(total)写的是 {self.total} 人",
                "请核对哪一个数错了。",
                ("total",),
            )

    def is_over(self, day: dt.date) -> bool:
        """Was the term over before that day?"""
        return self.until is not None and self.until < day
