"""How the scheme is led: responsible bodies, reports to party committee and government, resolutions (方案四(一)).

Units, posts and documents only: there is no key into which a person's name would fit.
"""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from generator.model.duplicates import duplicates, written_twice
from generator.model.phone import Phone
from generator.model.since import Since
from generator.model.spelling import Contradictions, contradiction
from generator.model.standards import Standard
from generator.model.values import Day, DocumentNumber, Identifier, Labelled, Prose, Record, Text


class BodyKind(Labelled):
    """What a body does for the scheme."""

    LEADS = "leads", "领导机构"
    GUIDES = "guides", "业务指导部门"
    SUPERVISES = "supervises", "督导单位"


class Body(Record):
    """A body that is responsible for community policing."""

    name: Text = Field(title="名称", description="机构、部门的全称")
    kind: BodyKind = Field(title="类别", description=BodyKind.listed())
    headed_by: Text = Field(title="负责人", description="由谁负责,写职务,不写姓名,例如 市公安局分管副局长")
    members: tuple[Text, ...] = Field(default=(), title="成员单位", description="逐个写单位名称")
    duties: tuple[Text, ...] = Field(min_length=1, title="职责", description="管什么,逐条写")
    document: DocumentNumber | None = Field(default=None, title="文号", description="成立、分工的文件")
    since: Since | None = Field(default=None, title="从何时起", description="只知道月份的写 2026-03")
    phone: Phone | None = Field(default=None, title="电话", description="对外公布的电话")


class Recipient(Labelled):
    """To whom the police report."""

    PARTY_COMMITTEE = "party_committee", "党委"
    GOVERNMENT = "government", "政府"


class Briefing(Record):
    """A report (汇报) of the police on community policing."""

    id: Identifier = Field(title="编号", description="定下后不再改动", examples=["2026-spring"])
    on: Day = Field(title="日期", description="汇报的日期")
    by: Text = Field(title="由谁汇报", description="单位名称")
    to: tuple[Recipient, ...] = Field(min_length=1, title="向谁汇报", description=Recipient.listed())
    recipient: Text = Field(title="收报单位", description="全称,例如 江洲市人民政府")
    subject: Text = Field(title="汇报什么", description="一句话")
    document: DocumentNumber | None = Field(
        default=None, title="文号", description="书面汇报的文号;当面汇报的不写"
    )

    def _contradictions(self) -> Contradictions:
        yield from written_twice("汇报的同一个对象", self.to)


class Need(Labelled):
    """What community policing needs (必需的警务保障)."""

    OFFICERS = "officers", "警力"
    AUXILIARIES = "auxiliaries", "辅警"
    PREMISES = "premises", "办公用房"
    FUNDS = "funds", "经费"
    EQUIPMENT = "equipment", "装备和通讯"
    OTHER = "other", "其他"


class Resolution(Record):
    """Something that a party committee or government decided for community policing, and what came of it."""

    on: Day = Field(title="日期", description="决定的日期")
    by: Text = Field(title="谁决定", description="单位名称")
    need: Need = Field(title="保障什么", description=Need.listed())
    what: Text = Field(title="决定", description="决定了什么,一句话")
    document: DocumentNumber | None = Field(default=None, title="文号", description="会议纪要、文件的文号")
    briefing: Identifier | None = Field(
        default=None, title="哪次汇报", description="由哪次汇报而来,写汇报的编号", examples=["2026-spring"]
    )
    due: Day | None = Field(default=None, title="期限", description="到哪天落实;没有定期限的不写")
    done_on: Day | None = Field(default=None, title="落实日期", description="落实的日期;还没有落实的不写")
    result: Prose | None = Field(default=None, title="结果", description="落实得怎样;落实了的要写")

    def _contradictions(self) -> Contradictions:
        if (self.done_on is None) != (self.result is None):
            yield contradiction("落实日期和结果只写了一个", "落实了的,请写 done_on 和 result;没有的都不写。")
        if any(day is not None and day < self.on for day in (self.due, self.done_on)):
            yield contradiction("期限或落实日期早于决定日期", "请核对 on、due 和 done_on。", ("on",))

    def is_overdue(self, day: dt.date) -> bool:
        """Is it past its due day and not carried out?"""
        return self.done_on is None and self.due is not None and self.due < day


class Leadership(Record):
    """data/leadership.yml."""

    yearly_briefings: Standard | None = Field(
        default=None, title="每年汇报", description="每年向党委、政府汇报不少于此数 [次];不写就不核对"
    )
    bodies: tuple[Body, ...] = Field(default=(), title="机构", description="负责社区警务的机构,主要的先写")
    briefings: tuple[Briefing, ...] = Field(default=(), title="汇报", description="向党委、政府的汇报")
    resolutions: tuple[Resolution, ...] = Field(
        default=(), title="决定", description="党委、政府为社区警务决定的事"
    )

    def up_to(self, day: dt.date) -> Leadership:
        """What was reported, decided and carried out by that day."""
        decided = (one for one in self.resolutions if one.on <= day)
        return self.model_copy(
            update={
                "briefings": tuple(one for one in self.briefings if one.on <= day),
                "resolutions": tuple(
                    one.model_copy(update={"done_on": None, "result": None})
                    if one.done_on is not None and one.done_on > day
                    else one
                    for one in decided
                ),
            }
        )

    def briefed_in_year_to(self, day: dt.date) -> int:
        """How many reports were made in the 365 days up to that day."""
        return sum(dt.timedelta() <= day - one.on < dt.timedelta(days=365) for one in self.briefings)

    def _contradictions(self) -> Contradictions:
        yield from duplicates("机构的名称", self, "bodies", "name")
        yield from duplicates("汇报的编号", self, "briefings", "id")
        days = {briefing.id: briefing.on for briefing in self.briefings}
        for at, one in enumerate(self.resolutions):
            if one.briefing is None:
                continue
            keys = ("resolutions", at, "briefing")
            if one.briefing not in days:
                known = "、".join(days) or "还没有写汇报"
                yield contradiction(
                    f"没有编号为 {one.briefing} 的汇报", f"briefings 里的编号:{known}。", keys
                )
            elif one.on < days[one.briefing]:
                yield contradiction(
                    f"决定日期 {one.on} 早于汇报的 {days[one.briefing]}", "请核对是哪次汇报。", keys
                )
