"""The demonstration projects (警务品牌, 特色示范社区) of an area, over time (方案四(四))."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from pydantic import Field

from generator.model.spelling import Contradictions, contradiction
from generator.model.values import Amount, Day, Labelled, Month, Prose, Record, Text

# The unit of calls and cases.
INCIDENTS: Final = "起"
_SHARES: Final = ("%", "％", "‰")


class BrandKind(Labelled):
    """The seven kinds that the scheme names, in its order."""

    THEFT_FREE = "theft_free", "无盗示范社区"
    SECURITY_PLEDGE = "security_pledge", "治安承诺示范社区"
    TEMPORARY_POPULATION = "temporary_population", "暂住人口管理示范社区"
    KEY_POPULATION = "key_population", "重点人口管理示范社区"
    INFORMATION = "information", "信息警务示范社区"
    FIREARMS = "firearms", "枪爆管理示范社区"
    PROPERTY_MANAGEMENT = "property_management", "物业管理示范社区"

    @property
    def is_without_figures(self) -> bool:
        """Are its figures kept back, since they count supervised persons or weapons?"""
        return self in (BrandKind.KEY_POPULATION, BrandKind.FIREARMS)


class BrandStage(Labelled):
    """Where a project stands."""

    PROPOSED = "proposed", "已申报"
    BUILDING = "building", "创建中"
    REVIEW = "review", "考核中"
    DEMONSTRATION = "demonstration", "已命名"
    WITHDRAWN = "withdrawn", "已撤销"


class Reading(Record):
    """The project's measure in one month."""

    month: Month = Field(title="月份", description="例如 2026-10")
    value: Amount = Field(title="数值", description="当月的数值")


class EarlierReview(Record):
    """A review that the project passed before, and how long the name then held."""

    reviewed_on: Day = Field(title="考核日期", description="那一次考核的日期")
    expires_on: Day = Field(title="有效期至", description="那一次命名的最后有效日")


class Demonstration:
    """What the reviews and the term of a project say of a day."""

    if TYPE_CHECKING:
        kind: BrandKind
        stage: BrandStage
        since: dt.date | None
        until: dt.date | None
        reviewed_on: dt.date | None
        expires_on: dt.date | None
        earlier: tuple[EarlierReview, ...]

    def is_over(self, day: dt.date) -> bool:
        """Was it withdrawn, or had it ended before that day?"""
        return self.stage is BrandStage.WITHDRAWN or (self.until is not None and self.until < day)

    def has_passed(self, last: dt.date) -> bool:
        """Was it reviewed by that day, and still valid on it?"""
        if self.until is not None and self.until < last:
            return False
        reviews = [(one.reviewed_on, one.expires_on) for one in self.earlier]
        if self.stage is BrandStage.DEMONSTRATION and self.reviewed_on and self.expires_on:
            reviews.append((self.reviewed_on, self.expires_on))
        return any(reviewed <= last <= expires for reviewed, expires in reviews)

    def has_expired(self, day: dt.date) -> bool:
        """Is it still called a demonstration, but no longer one on that day?"""
        is_named = self.stage is BrandStage.DEMONSTRATION and not self.is_over(day)
        return is_named and self.expires_on is not None and self.expires_on < day


class Brand(Record, Demonstration):
    """A project: the problem it started from, what is done, and its measure from baseline to target."""

    kind: BrandKind = Field(title="类别", description="方案四(四)的七类之一")
    title: Text = Field(title="名称", description="项目的名称")
    stage: BrandStage = Field(
        title="阶段",
        description="proposed 已申报、building 创建中、review 考核中、demonstration 已命名、withdrawn 已撤销",
    )
    since: Day | None = Field(default=None, title="开始", description="开始创建的日期;没有记录的不写")
    until: Day | None = Field(
        default=None, title="结束", description="这个项目的最后一天;还在做的不写,做完的留着,不删"
    )
    problem: Prose = Field(title="突出问题", description="要解决的治安问题")
    measures: tuple[Text, ...] = Field(default=(), title="措施", description="做了什么,逐条写")
    measure: Text | None = Field(default=None, title="指标", description="用什么衡量,例如“每季度入室盗窃”")
    unit: Text | None = Field(default=None, title="单位", description="指标的单位,例如 起")
    baseline: Amount | None = Field(default=None, title="起点", description="开始时的数值")
    target: Amount | None = Field(default=None, title="目标", description="要达到的数值")
    series: tuple[Reading, ...] = Field(default=(), title="进展", description="各月的数值")
    reviewed_on: Day | None = Field(default=None, title="考核日期", description="最近一次考核")
    expires_on: Day | None = Field(default=None, title="有效期至", description="命名的最后有效日")
    earlier: tuple[EarlierReview, ...] = Field(
        default=(),
        title="以前的考核",
        description="复核或撤销时,把原来的考核日期和有效期移到这里,以前年度仍算通过",
    )

    @property
    def is_counted(self) -> bool:
        """Are its figures counts, not shares?"""
        return self.unit not in _SHARES

    def _contradictions(self) -> Contradictions:
        if self.stage is BrandStage.DEMONSTRATION and (self.reviewed_on is None or self.expires_on is None):
            yield contradiction("已命名的项目没有考核日期或有效期", "请写 reviewed_on 和 expires_on。")
        if self.expires_on and self.reviewed_on and self.expires_on < self.reviewed_on:
            yield contradiction("有效期早于考核日期", "请核对 reviewed_on 和 expires_on。")
        reviews = [self.reviewed_on] if self.reviewed_on else []
        days = [*reviews, *(one.reviewed_on for one in self.earlier), *([self.until] if self.until else [])]
        if self.since is not None and min(days, default=self.since) < self.since:
            yield contradiction(
                f"考核或结束的日期早于项目开始的 {self.since}", "请核对 since、until 和各次 reviewed_on。"
            )
        months = [reading.month for reading in self.series]
        if months != sorted(set(months)):
            yield contradiction("进展的月份没有按先后排列,或有重复", "请按月份从早到晚各写一条。")
        if self.series and (self.measure is None or self.unit is None):
            yield contradiction("有进展数值却没有指标或单位", "请写 measure 和 unit。")


def two_at_once(brands: Sequence[Brand]) -> Contradictions:
    """Two projects of one kind may follow each other, but not overlap; those of different kinds may."""
    for (_, one), (at, other) in itertools.combinations(enumerate(brands), 2):
        first, second = sorted((one, other), key=lambda brand: brand.since or dt.date.min)
        is_after = first.until is not None and second.since is not None and first.until < second.since
        if one.kind is other.kind and not is_after:
            yield contradiction(
                f"“{one.title}”和“{other.title}”都是{one.kind.label},时间重叠",
                "同一类的项目先后各写一条:先做的写 until(最后一天),后做的写 since(第一天);"
                "是同一个项目的,合成一条,以前的考核写进 earlier。",
                ("brands", at, "kind"),
            )
