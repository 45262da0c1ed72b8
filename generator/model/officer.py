"""The community officer (社区民警), those who help, and the days when the post was empty."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Annotated, Any, Final

from pydantic import Field, GetCoreSchemaHandler, ValidationInfo
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from generator.model.badge import ANY_BADGE, BADGE, LONGEST_BADGE
from generator.model.duplicates import written_twice
from generator.model.hours import Span
from generator.model.naming import PersonName
from generator.model.phone import DutyPhone
from generator.model.since import UNKNOWN, RoughDay, Since
from generator.model.spelling import DIGITS, Contradictions, Spelling, contradiction, wrong_form
from generator.model.values import (
    Count,
    Day,
    FileName,
    Identifier,
    Labelled,
    Record,
    Text,
    Weekday,
)


class Role(Labelled):
    """What someone is to the area. Only a community officer counts towards the staffing standard."""

    COMMUNITY_OFFICER = "community_officer", "社区民警"
    ACTING = "acting", "代管民警"
    AUXILIARY = "auxiliary", "辅警"
    VILLAGE_AUXILIARY = "village_auxiliary", "驻村（社区）辅警"
    GRID_WORKER = "grid_worker", "网格员"

    @property
    def is_police(self) -> bool:
        """Has such a person a police badge?"""
        return self in (Role.COMMUNITY_OFFICER, Role.ACTING)

    @property
    def badge_title(self) -> str:
        """What the number is called."""
        return "警号" if self.is_police else "工号" if self is Role.GRID_WORKER else "辅警号"


class CommitteePost(Labelled):
    """A post in the party branch or committee of the community or village (进班子)."""

    DEPUTY_SECRETARY = "deputy_secretary", "党组织副书记"
    DEPUTY_DIRECTOR = "deputy_director", "居（村）委会副主任"
    ASSISTANT = "assistant", "居（村）委会主任助理"


def _badge_of_the_role(value: Any, record: ValidationInfo) -> Any:
    """Check by the role, which is validated before; with a wrong role the badge is not checked."""
    role = record.data.get("role", Role.AUXILIARY)
    if value is None and role.is_police:
        raise PydanticCustomError("missing", "missing")
    spelling = BADGE if role.is_police else ANY_BADGE
    if isinstance(value, str) and len(value) > LONGEST_BADGE:
        raise wrong_form(f"不超过 {LONGEST_BADGE} 个字的号码", spelling.example)
    return spelling.read(value)


@dataclass(frozen=True)
class _BadgeOfTheRole(Spelling):
    """An officer's or an auxiliary's badge, as the record's role asks."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_before_validator_function(_badge_of_the_role, handler(source))


# In place of the name of somebody who was purged.
PURGED_NAME: Final = "已清除"
_TO_LETTERS: Final = str.maketrans("0123456789abcdef", "bcdfghjkmnpqrstv")

# Must follow `role` in a record. Validated even if it is missing, since some roles require it.
RoleBadge = Annotated[
    str | None,
    _BadgeOfTheRole(BADGE.pattern, BADGE.expected, BADGE.example, str, DIGITS, "[A-Za-z0-9-]{1,20}"),
    Field(validate_default=True),
]


class OnSite(Record):
    """The days and hours an officer promises to be in the community (方案二(四), at least 3 days)."""

    days: tuple[Weekday, ...] = Field(
        min_length=1, max_length=7, title="驻社区日", description="周一至周日,逐一列出"
    )
    hours: Span = Field(title="时间", description="写成 09:00-17:00")

    def _contradictions(self) -> Contradictions:
        yield from written_twice("同一天", self.days, "请每天只写一次。")


class Photo(Record):
    """A portrait that may be shown, because the officer agreed on a day."""

    file: FileName = Field(title="照片", description="放在 data/photos/ 里,文件名为警号.jpg;公开的只有画面")
    consent_on: Day = Field(title="同意日期", description="本人书面同意公开照片的日期")


class Purged(Record):
    """A name that was taken out of the records on a day, and how it is known again if it comes back."""

    on: Day = Field(title="清除日期", description="哪一天清除的")
    length: Count = Field(title="字数", description="姓名几个字")
    trace: Text = Field(title="摘要", description="姓名的摘要,用来发现姓名还写在别处;不公开")
    not_meant: tuple[Text, ...] = Field(
        default=(),
        title="不是他本人",
        description="字相同、说的不是他本人的词或句子,例如同名的人、路名;写了的不再报告",
    )


def trace_of(name: str) -> str:
    """A digest of 32 letters, none of which can be read as part of a number."""
    digest = hashlib.sha256(f"jingwu {name}".encode()).hexdigest()[:32]
    return digest.translate(_TO_LETTERS)


class Officer(Record):
    """One person's time in one area. `until` is the last day in post; without it the time goes on.

    Of somebody `purged` only badge and times are left, from which the figures of past months follow.
    """

    name: PersonName = Field(title="姓名", description="姓名")
    role: Role = Field(
        title="身份",
        description="community_officer 社区民警、acting 代管民警、auxiliary 辅警、"
        "village_auxiliary 驻村(社区)辅警、grid_worker 网格员",
    )
    badge: RoleBadge = Field(
        default=None,
        title="警号",
        description="6 位数字,前面的 0 也要写;辅警照 policy.yml 的 auxiliary_badge,没有就不写",
    )
    phone: DutyPhone = Field(title="电话", description="公布的值班电话;是手机的,只写单位配的,要先审批")
    since: Since = Field(
        default_factory=lambda: RoughDay(UNKNOWN),
        title="到岗",
        description="到岗日期;只知道月份的写 2026-10,不知道的写 不详,按最早可能的一天算",
    )
    until: Day | None = Field(default=None, title="离岗", description="最后在岗的一天;仍在岗就不写")
    seconded_from: Identifier | None = Field(
        default=None,
        title="调剂自",
        description="由哪个派出所调剂而来(方案二(三)),写派出所编号",
        examples=["gulou"],
    )
    seconded_by: Text | None = Field(
        default=None, title="谁决定调剂", description="决定调剂的单位,例如 某某公安分局;会公开"
    )
    seconded_until: Day | None = Field(
        default=None, title="调剂到", description="调剂到哪一天;没有定的不写,会公开"
    )
    on_site: OnSite | None = Field(default=None, title="驻社区", description="承诺在社区的日子和时间")
    committee_post: CommitteePost | None = Field(
        default=None,
        title="两委任职",
        description="在社区、村的“两委”兼任(进班子):deputy_secretary 党组织副书记、"
        "deputy_director 居(村)委会副主任、assistant 主任助理",
    )
    photo: Photo | None = Field(default=None, title="照片", description="本人同意公开的照片")
    purged: Purged | None = Field(
        default=None, title="已清除", description="由 jingwu purge 写入:这个人的姓名、照片不再公开"
    )

    def _contradictions(self) -> Contradictions:
        if (self.name == PURGED_NAME) != (self.purged is not None) or (self.purged and self.until is None):
            yield contradiction(
                f"清除姓名要姓名写成{PURGED_NAME},写 until 和 purged,三样都在",
                "请运行 jingwu purge 警号,不要手工改。",
            )
        if self.until is not None and self.until < self.since:
            yield contradiction(f"离岗日期 {self.until} 早于到岗日期 {self.since}", "请核对 since 和 until。")
        if self.seconded_from is None and (self.seconded_by or self.seconded_until):
            yield contradiction(
                "写了调剂的决定或期限,没有写从哪里调剂来", "请补写 seconded_from,或删去这两项。"
            )
        if self.seconded_until is not None and self.seconded_until < self.since:
            yield contradiction(
                f"调剂到 {self.seconded_until},早于到岗日期 {self.since}", "请核对 since 和 seconded_until。"
            )

    @property
    def named(self) -> str:
        """Name and badge, as messages to staff identify the person."""
        return f"{self.name}({self.badge})" if self.badge else self.name

    def in_post_on(self, day: dt.date) -> bool:
        """Is the officer in post on that day?"""
        return self.since <= day and (self.until is None or day <= self.until)


class Vacancy(Record):
    """Days without a community officer, stated openly. Who covers stands among the officers as `acting`."""

    since: Since = Field(title="起", description="空缺的第一天;只知道月份的写 2026-10,不知道的写 不详")
    until: Day | None = Field(default=None, title="止", description="空缺的最后一天;仍然空缺就不写")
    reason: Text = Field(title="原因", description="一句话,不写个人隐私")

    def _contradictions(self) -> Contradictions:
        if self.until is not None and self.until < self.since:
            yield contradiction(f"空缺截止 {self.until} 早于开始 {self.since}", "请核对 since 和 until。")

    def covers(self, day: dt.date) -> bool:
        """Does the vacancy include that day?"""
        return self.since <= day and (self.until is None or day <= self.until)
