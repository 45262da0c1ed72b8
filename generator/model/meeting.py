"""One meeting of the residents' representatives (社区群众代表会, 方案四(三)) and the opinions raised there."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from generator.model.audit import AuditItem
from generator.model.badge import Badge
from generator.model.duplicates import duplicates
from generator.model.spelling import Contradictions, contradiction
from generator.model.values import ClockTime, Count, Day, Identifier, Labelled, Prose, Record, Text


class MeetingStatus(Labelled):
    """The life of a meeting."""

    TENTATIVE = "tentative", "拟定"
    CONFIRMED = "confirmed", "已确定"
    HELD = "held", "已召开"
    CANCELLED = "cancelled", "已取消"
    RESCHEDULED = "rescheduled", "已改期"

    @property
    def is_open(self) -> bool:
        """Is it neither on record as held nor cancelled?"""
        return self not in (MeetingStatus.HELD, MeetingStatus.CANCELLED)


class OpinionStatus(Labelled):
    """What became of an opinion."""

    OPEN = "open", "待办"
    IN_PROGRESS = "in_progress", "办理中"
    DONE = "done", "已办结"
    DECLINED = "declined", "不能采纳"
    TRANSFERRED = "transferred", "已转交"

    @property
    def is_closed(self) -> bool:
        """Has an answer been given?"""
        return self in (OpinionStatus.DONE, OpinionStatus.DECLINED, OpinionStatus.TRANSFERRED)


class Representatives(Record):
    """How many there are and came [persons]; names are never kept."""

    total: Count = Field(title="代表", description="应到人数 [人]")
    present: Count | None = Field(default=None, title="到会", description="实到人数 [人]")


class Tally(Record):
    """How many of the representatives who know of a thing saw it as declared [persons]."""

    as_declared: Count = Field(title="属实", description="认为与公布的相符的代表 [人]")
    of: Count = Field(ge=1, title="清点", description="对这一项表了态的代表 [人]")

    def _contradictions(self) -> Contradictions:
        if self.as_declared > self.of:
            yield contradiction(
                f"属实的 {self.as_declared} 人多于清点的 {self.of} 人", "请核对 as_declared 和 of。"
            )


class Minutes(Record):
    """What was said, once it is public."""

    published_on: Day = Field(title="公布日期", description="会议纪要公布的日期")
    text: Prose = Field(title="纪要", description="不写居民姓名")


class Opinion(Record):
    """One criticism or suggestion and what became of it."""

    id: Identifier = Field(title="编号", description="本次会议内不重复,例如 o1", examples=["o1"])
    text: Prose = Field(title="意见", description="提了什么,不写居民姓名")
    owner: Text = Field(title="承办", description="由哪个单位办理")
    due: Day = Field(title="答复期限", description="应在哪天之前答复")
    status: OpinionStatus = Field(
        title="状态",
        description="open 待办、in_progress 办理中、done 已办结、declined 不能采纳、transferred 已转交",
    )
    outcome: Prose | None = Field(default=None, title="结果", description="办成了什么,或为什么不能")
    closed_on: Day | None = Field(default=None, title="办结日期", description="答复的日期")
    read_back_on: tuple[Day, ...] = Field(
        max_length=50,
        default=(),
        title="回报日期",
        description="在后来的哪几次代表会上回报过,写开会的日期;办结以后至少回报一次",
        examples=[["2027-01-12"]],
    )

    def _contradictions(self) -> Contradictions:
        if self.status.is_closed and (self.closed_on is None or self.outcome is None):
            yield contradiction(
                f"状态为“{self.status.label}”,却没有办结日期或结果", "请写 closed_on 和 outcome。"
            )
        if not self.status.is_closed and self.closed_on is not None:
            yield contradiction(f"状态为“{self.status.label}”,却写了办结日期", "请改状态,或删去 closed_on。")


class Meeting(Record):
    """One meeting; one file, data/meetings/<year>/<id>.yml, the id is <area>-<first date> and never changes."""

    id: Identifier = Field(
        title="编号", description="社区编号-最初的日期,与文件名相同", examples=["gulou-guanliu-2026-10-12"]
    )
    area: Identifier = Field(title="社区", description="社区的编号")
    date: Day = Field(title="日期", description="现在定的日期")
    starts: ClockTime = Field(title="开始", description="24 小时制")
    ends: ClockTime | None = Field(
        default=None, title="结束", description="24 小时制;拟定的会还没有定就不写,确定的会要写"
    )
    place: Text | None = Field(
        default=None, title="地点", description="居民找得到的写法;拟定的会还没有定就不写,确定的会要写"
    )
    status: MeetingStatus = Field(
        title="状态",
        description="tentative 拟定、confirmed 已确定、held 已召开、cancelled 已取消、rescheduled 已改期",
    )
    status_note: Text | None = Field(default=None, title="状态说明", description="取消或改期的原因")
    previous_date: Day | None = Field(default=None, title="原定日期", description="改过期的写最初的日期")
    revision: Count = Field(
        default=0,
        le=10_000,
        title="改动次数",
        description="日期、时间、地点或状态公布后每改一次加 1(日历订阅用)",
    )
    agenda: tuple[Text, ...] = Field(default=(), title="议程", description="逐条写")
    reporting_officer: Badge | None = Field(
        default=None, title="报告民警", description="报告治安工作的民警警号"
    )
    representatives: Representatives | None = Field(default=None, title="群众代表", description="只写人数")
    report: Prose | None = Field(default=None, title="工作报告", description="向代表报告的要点")
    confirmed: dict[AuditItem, Tally] | None = Field(
        default=None,
        title="代表清点",
        description="会上请代表清点公布的事,一项写一行:几人表态,几人认为属实;只写人数",
    )
    minutes: Minutes | None = Field(default=None, title="会议纪要", description="公布的纪要")
    opinions: tuple[Opinion, ...] = Field(
        default=(), max_length=100, title="意见", description="代表提出的意见和办理情况"
    )

    def _contradictions(self) -> Contradictions:
        yield from self._unsettled()
        if self.ends is not None and self.starts >= self.ends:
            yield contradiction("结束时间不晚于开始时间", "请核对 starts 和 ends。")
        if self.status is MeetingStatus.RESCHEDULED and self.previous_date is None:
            yield contradiction("状态为“已改期”,却没有原定日期", "请写 previous_date。")
        if self.previous_date == self.date:
            yield contradiction("原定日期与现在的日期相同", "没有改期就删去 previous_date。")
        if self.status is not MeetingStatus.HELD and (self.minutes or self.opinions or self.confirmed):
            yield contradiction(
                f"状态为“{self.status.label}”,却有纪要、意见或代表清点", "开过的会请把 status 改为 held。"
            )
        yield from duplicates("意见的编号", self, "opinions", "id")
        present = self.representatives.present if self.representatives is not None else None
        for item, tally in (self.confirmed or {}).items():
            if present is not None and tally.of > present:
                yield contradiction(
                    f"“{item.label}”清点的 {tally.of} 人多于到会的 {present} 人",
                    "请核对 of 和 representatives 的 present。",
                    ("confirmed", str(item)),
                )

    def _unsettled(self) -> Contradictions:
        """An announced meeting has an end and a place."""
        missing = [
            f"{title}({key})"
            for key, title in (("ends", "结束时间"), ("place", "地点"))
            if getattr(self, key) is None
        ]
        if missing and self.status in (MeetingStatus.CONFIRMED, MeetingStatus.RESCHEDULED):
            yield contradiction(
                f"状态为“{self.status.label}”,却没有{'和'.join(missing)}",
                "请补上;还没有定的,status 先写 tentative。",
                ("status",),
            )

    @property
    def path(self) -> str:
        """The record's file, relative to the root."""
        return f"data/meetings/{self.first_date:%Y}/{self.id}.yml"

    @property
    def first_date(self) -> dt.date:
        """The date the meeting was first set for; the id carries it."""
        return self.previous_date or self.date

    def is_upcoming_on(self, day: dt.date) -> bool:
        """Is it still to come on that day, the day itself included?"""
        return self.date >= day and self.status.is_open

    def is_unsettled_on(self, day: dt.date) -> bool:
        """Was it set for an earlier day, without a word since on whether it was held?"""
        return self.date < day and self.status.is_open
