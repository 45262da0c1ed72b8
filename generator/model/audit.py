"""The spot check of a month (抽查核实): communities drawn at random, what they had declared, what was seen there.

Who is drawn follows from the seal of the month's first publication, so that anybody can draw again.
"""

from __future__ import annotations

import hashlib

from pydantic import Field

from generator.model.badge import Badge
from generator.model.duplicates import written_twice
from generator.model.policy import PartId
from generator.model.release import Digest
from generator.model.spelling import Contradictions, contradiction
from generator.model.values import Count, Day, Identifier, Labelled, Month, Record, Text


class AuditItem(Labelled):
    """What a community declares and a visitor can see; the services that it declares are named one by one."""

    POST_IN_USE = "post_in_use", "警务室正常启用"
    UNIFIED_SIGN = "unified_sign", "统一标识"
    UNIFIED_RULES = "unified_rules", "统一工作规范"
    OFFICE_EQUIPMENT = "office_equipment", "办公设施"
    COMMUNICATIONS = "communications", "通讯设施"
    CONTACT = "contact", "地址电话正确"
    DIRECTOR = "director", "治保主任找得到"
    PATROL = "patrol", "开展过巡逻"
    TALK = "talk", "开展过防范宣传"
    SAFE_PLACE = "safe_place", "安全小区(村居)名副其实"
    CHARTS = "charts", "基本情况图表更新了"
    LEDGERS = "ledgers", "业务台帐更新了"
    WORK_RECORD = "work_record", "有工作纪实"
    MINUTES = "minutes", "会议纪要公布了"

    @property
    def part(self) -> PartId:
        """The part of the ranking that the item supports."""
        return _PARTS[self]


_PARTS = {
    AuditItem.POST_IN_USE: PartId.POST_IN_USE,
    AuditItem.UNIFIED_SIGN: PartId.POST_FACILITIES,
    AuditItem.UNIFIED_RULES: PartId.POST_FACILITIES,
    AuditItem.OFFICE_EQUIPMENT: PartId.POST_FACILITIES,
    AuditItem.COMMUNICATIONS: PartId.POST_FACILITIES,
    AuditItem.CONTACT: PartId.CONTACT_VERIFIED,
    AuditItem.DIRECTOR: PartId.COMMITTEE,
    AuditItem.PATROL: PartId.PATROLS,
    AuditItem.TALK: PartId.TALKS,
    AuditItem.SAFE_PLACE: PartId.SAFE_PLACES,
    AuditItem.CHARTS: PartId.CHARTS,
    AuditItem.LEDGERS: PartId.LEDGERS,
    AuditItem.WORK_RECORD: PartId.WORK_RECORDS,
    AuditItem.MINUTES: PartId.MINUTES_ON_TIME,
}


class Seen(Labelled):
    """What the visitor found; what could not be seen counts neither way."""

    AS_DECLARED = "as_declared", "属实"
    NOT_AS_DECLARED = "not_as_declared", "不符"
    NOT_SEEN = "not_seen", "没看成"


class AuditFinding(Record):
    """What one visit found about some of the declared things, all with the same result."""

    on: Day = Field(title="日期", description="去看的日期")
    by: Text = Field(title="核查单位", description="由哪个单位去看,写单位名称,不写个人姓名")
    badge: Badge | None = Field(default=None, title="警号", description="去看的民警的警号,可以不写")
    seen: Seen = Field(
        title="结果",
        description="as_declared 属实、not_as_declared 不符、not_seen 没看成(当时看不到,两边都不算)",
    )
    items: tuple[AuditItem, ...] = Field(default=(), title="项目", description="这样结果的项目,从抽到的里选")
    services: tuple[Identifier, ...] = Field(
        default=(), title="服务事项", description="这样结果的服务事项", examples=["report", "residence"]
    )
    note: Text | None = Field(
        default=None,
        title="说明",
        description="看到了什么,一句话,会公开,不写居民姓名;不符和没看成的都要写",
    )

    def _contradictions(self) -> Contradictions:
        if not self.items and not self.services:
            yield contradiction("这次核查没有写看了哪些项目", "请写 items 或 services。")
        if self.seen is not Seen.AS_DECLARED and self.note is None:
            yield contradiction(
                f"结果是“{self.seen.label}”,没有写看到了什么",
                "请写 note,例如 note: 门口没有统一标识。",
                ("seen",),
            )


class AuditDraw(Record):
    """A community that was drawn, and what it had declared for the month."""

    area: Identifier = Field(title="社区", description="抽到的社区的编号")
    items: tuple[AuditItem, ...] = Field(
        default=(), title="项目", description="它这个月报了做到的,由命令写入"
    )
    services: tuple[Identifier, ...] = Field(
        default=(), title="服务事项", description="它写了能办的,由命令写入", examples=["report", "residence"]
    )
    findings: tuple[AuditFinding, ...] = Field(
        default=(), max_length=50, title="核查", description="去看过以后写;没有写到的项目,网页列为还没有查"
    )

    @property
    def unchecked(self) -> tuple[tuple[AuditItem, ...], tuple[str, ...]]:
        """The items and services that no visit speaks of."""
        items = {item for one in self.findings for item in one.items}
        services = {service for one in self.findings for service in one.services}
        return (
            tuple(item for item in self.items if item not in items),
            tuple(service for service in self.services if service not in services),
        )

    def _contradictions(self) -> Contradictions:
        for what, drawn, found in (
            ("项目", self.items, [item for one in self.findings for item in one.items]),
            ("服务事项", self.services, [item for one in self.findings for item in one.services]),
        ):
            yield from written_twice(f"核查过的同一个{what}", found, "请每样只写一个结果。")
            if strangers := [str(item) for item in found if item not in drawn]:
                yield contradiction(
                    f"核查了没有抽到的{what} {'、'.join(strangers)}",
                    "只写抽到的项目,其他的请删去。",
                    ("findings",),
                )


class Audit(Record):
    """One month's spot check; one file, data/audits/<yyyy-mm>.yml, drawn by a command and filled in by hand."""

    month: Month = Field(title="月份", description="核实的是哪个月报的,与文件名相同")
    drawn_on: Day = Field(title="抽取日期", description="哪天抽的")
    seed: Digest = Field(title="种子", description="当月排名第一版封存码的 SHA-256,抽谁由它决定")
    per_station: Count | None = Field(
        default=None, ge=1, le=1000, title="每所个数", description="每个派出所抽几个社区;按比例抽的不写"
    )
    share: Count | None = Field(
        default=None, ge=1, le=100, title="比例", description="每个派出所抽百分之几的社区,不足一个算一个 [%]"
    )
    draws: tuple[AuditDraw, ...] = Field(title="抽到的社区", description="抽到的社区和它们报了做到的项目")

    @property
    def path(self) -> str:
        """The record's file, relative to the root."""
        return f"data/audits/{self.month}.yml"

    def number_of(self, communities: int) -> int:
        """How many of a station's communities are drawn."""
        wanted = self.per_station if self.share is None else -(-communities * self.share // 100)
        return min(communities, wanted or 0)

    def _contradictions(self) -> Contradictions:
        if (self.per_station is None) == (self.share is None):
            yield contradiction(
                "每所个数(per_station)和比例(share)要写一样,只写一样", "请照抽取时的写法恢复其中一样。"
            )
        yield from written_twice("抽到的同一个社区", [draw.area for draw in self.draws])
        for at, draw in enumerate(self.draws):
            for number, finding in enumerate(draw.findings):
                if finding.on < self.drawn_on:
                    yield contradiction(
                        f"核查日期 {finding.on} 早于抽取日期 {self.drawn_on}",
                        "先抽后查,请核对 on。",
                        ("draws", at, "findings", number, "on"),
                    )


def seed_of(seal: str) -> str:
    """The seed of the draw: SHA-256 of the seal, as hexadecimal text, of the month's first publication."""
    return hashlib.sha256(seal.encode()).hexdigest()
