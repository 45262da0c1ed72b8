"""policy.yml: every number of the scheme with its clause, and the method of the ranking (方案四(五))."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated, Final

from pydantic import Field

from generator.model.area import AreaKind, Headcount
from generator.model.badge import BadgePattern
from generator.model.clause import Based
from generator.model.duplicates import written_twice
from generator.model.spelling import Contradictions, contradiction
from generator.model.standards import Standards, YearRules
from generator.model.values import Amount, Count, Day, Flag, Identifier, Labelled, Prose, Record, Text

LATEST_EDITION: Final = 2


class Document(Record):
    """The document that the site carries out."""

    number: Text = Field(title="文号", description="发布文号")
    title: Text = Field(title="标题", description="文件标题")
    issued_by: Text = Field(title="发布机关", description="发布机关")
    issued_on: Day = Field(title="发布日期", description="发布日期")


class PopulationBasis(Labelled):
    """Which population figure a staffing rule counts."""

    ACTUAL = "actual", "实有人口"
    PERMANENT = "permanent", "常住人口"


class StaffingStep(Record):
    """From how many residents on how many officers are required."""

    over: Count = Field(title="超过", description="人口超过这个数时适用 [人]")
    officers: Count = Field(ge=1, le=20, title="民警", description="应配社区民警 [名]")


class StaffingRule(Based):
    """The staffing standard of one kind of area (方案一(社区设置))."""

    kind: AreaKind = Field(title="类别", description="urban、town、rural")
    basis: PopulationBasis = Field(title="人口口径", description="actual 实有人口、permanent 常住人口")
    steps: tuple[StaffingStep, ...] = Field(min_length=1, title="档次", description="从低到高")

    def _contradictions(self) -> Contradictions:
        yield from super()._contradictions()
        overs = [step.over for step in self.steps]
        if overs[0] != 0 or overs != sorted(set(overs)):
            yield contradiction("档次没有从 0 开始由低到高排列", "第一档写 over: 0,以后逐档增大。")

    def required(self, population: Headcount) -> int:
        """Officers required [persons] for that population."""
        _, residents = self.counted(population)
        return [step.officers for step in self.steps if step.over <= 0 or residents > step.over][-1]

    def counted(self, population: Headcount) -> tuple[PopulationBasis, int]:
        """The population by the rule's basis, or by the other basis if that one is missing, with the basis used.

        0 where nobody has counted yet: the lowest step.
        """
        figures = {PopulationBasis.ACTUAL: population.actual, PopulationBasis.PERMANENT: population.permanent}
        found = {basis: residents for basis, residents in figures.items() if residents is not None}
        basis = self.basis if self.basis in found else next(iter(found), self.basis)
        return basis, found.get(basis, 0)


class SecondStandard(Record):
    """A staffing standard of another document, shown beside the scheme's; it decides no score."""

    title: Text = Field(title="名称", description="例如 一区一警、一区多警")
    source: Text = Field(title="来源", description="文件的名称和文号")
    residents_at_least: Count | None = Field(
        default=None, ge=1, title="最少人口", description="平均每名社区民警至少负责多少人 [人]"
    )
    residents_at_most: Count | None = Field(
        default=None, ge=1, title="最多人口", description="平均每名社区民警至多负责多少人 [人]"
    )
    officer_share: Annotated[Count, Field(ge=1, le=100)] | None = Field(
        default=None, title="社区民警比例", description="社区民警至少占派出所民警总数的百分之几 [%]"
    )

    def _contradictions(self) -> Contradictions:
        least, most = self.residents_at_least, self.residents_at_most
        if least is None and most is None and self.officer_share is None:
            yield contradiction(
                "没有写一个数", "请写 residents_at_least、residents_at_most 或 officer_share。"
            )
        if least is not None and most is not None and least > most:
            yield contradiction(f"最少人口 {least} 大于最多人口 {most}", "请把小的写在 residents_at_least。")

    def has_size(self, residents: int, officers: int) -> bool:
        """Are there as many residents for each officer as it asks? Without officers, no."""
        at_least, at_most = self.residents_at_least or 0, self.residents_at_most
        is_small = at_most is None or residents <= at_most * officers
        return officers > 0 and at_least * officers <= residents and is_small

    def has_share(self, officers: int, strength: int) -> bool:
        """Are enough of the station's `strength` community officers?"""
        return 100 * officers >= (self.officer_share or 0) * strength


class IndicatorId(Labelled):
    """The six items the scheme publishes every month (方案四(五)), in its order."""

    OFFICERS = "officers", "社区民警到位"
    POSTS = "posts", "警务室设置"
    PREVENTION = "prevention", "管防工作"
    SERVICES = "services", "服务工作落实"
    STANDARDS = "standards", "规范化进展"
    SAFETY = "safety", "主要治安情况"


class PartId(Labelled):
    """What an item is made of; each is one numerator over one denominator."""

    OFFICER_DAYS = "officer_days", "民警在岗"
    ON_SITE = "on_site", "驻社区兑现"
    POST_IN_USE = "post_in_use", "警务室启用"
    POST_FACILITIES = "post_facilities", "警务室设施"
    CONTACT_VERIFIED = "contact_verified", "信息核实"
    COMMITTEE = "committee", "治保会健全"
    PATROLS = "patrols", "巡逻开展"
    SAFE_PLACES = "safe_places", "安全小区(村居)"
    TALKS = "talks", "防范宣传"
    SERVICES_OFFERED = "services_offered", "服务事项开办"
    ANSWERED_ON_TIME = "answered_on_time", "按时办结"
    CHARTS = "charts", "基本情况图表"
    LEDGERS = "ledgers", "业务台帐"
    WORK_RECORDS = "work_records", "工作纪实"
    REPORT_ON_TIME = "report_on_time", "月报按时"
    MEETING_IN_CYCLE = "meeting_in_cycle", "代表会按期"
    MINUTES_ON_TIME = "minutes_on_time", "纪要按时"
    CASE_RATE = "case_rate", "案件发生"
    CASES_IN_LIMITS = "cases_in_limits", "案件没有异常增多"


class PartRule(Record):
    """One part of an item, in words, with its weight inside the item."""

    id: PartId = Field(title="部分", description="部分的编号")
    numerator: Text = Field(title="分子", description="分子是什么")
    denominator: Text = Field(title="分母", description="分母是什么")
    weight: Count = Field(ge=1, le=100, title="权重", description="在本项内的权重")


class IndicatorRule(Based):
    """One published item: its formula in words, its parts, its weight, and whether it is scored.

    `target` is the attainment that the item aims at [%]; what is only shown has none.
    """

    id: IndicatorId = Field(title="项目", description="项目的编号")
    formula: Prose = Field(title="算法", description="用文字写怎样算")
    exclusions: Prose = Field(title="不计入", description="什么不计入、什么时候整部分不计")
    target: Annotated[Amount, Field(ge=0, le=100)] | None = Field(
        default=None, title="目标", description="目标达到的百分比,例如 100;不计分的不写"
    )
    since: Day = Field(title="启用", description="这样算从哪天开始")
    parts: tuple[PartRule, ...] = Field(min_length=1, title="组成", description="组成部分")
    scored: Flag = Field(title="计分", description="true 计分、false 只公布不计分")
    weight: Count = Field(le=100, title="权重", description="在总分里的权重;不计分的写 0")

    def _contradictions(self) -> Contradictions:
        yield from super()._contradictions()
        if self.scored != (self.weight > 0):
            yield contradiction("计分和权重不一致", "计分的项目权重大于 0,不计分的写 weight: 0。")
        if self.scored != (self.target is not None):
            yield contradiction("计分和目标不一致", "计分的项目写 target,不计分的不写。")
        if self.scored and all(part.id is PartId.CASE_RATE for part in self.parts):
            yield contradiction(
                "案件发生不能计分",
                "案件数只公布:请写 scored: false、weight: 0;要计分,请加上 cases_in_limits(案件没有异常增多)。",
            )


class Band(Record):
    """A word for a span of scores, from its lower bound on."""

    at_least: Amount = Field(title="下限", description="得分不低于")
    title: Text = Field(title="档次", description="例如 达标")


class PublishedForm(Labelled):
    """What is published of the order of stations."""

    RANKS = "ranks", "排名次"
    BANDS = "bands", "只公布档次"


class RankingRules(Based):
    """How the monthly order comes about.

    `edition` tells what the parts mean in code (ranking/parts.py); an edition never changes once a month was published.
    """

    edition: Annotated[Count, Field(ge=1, le=LATEST_EDITION)] = Field(
        default=1, title="算法版次", description="程序按哪一版算法计分;旧办法不写,按第 1 版算"
    )
    publish: PublishedForm = Field(
        default=PublishedForm.RANKS,
        title="公布形式",
        description="ranks 排名次,bands 只公布档次和得分,整个网站都不出现名次;不写按 ranks",
    )
    indicators: tuple[IndicatorRule, ...] = Field(min_length=1, title="项目", description="公布的项目")
    bands: tuple[Band, ...] = Field(min_length=1, title="档次", description="从高到低")

    def band_of(self, score: Decimal) -> Band:
        """The highest band whose lower bound the score reaches."""
        return next(band for band in self.bands if score >= band.at_least)

    def is_lowest(self, score: Decimal) -> bool:
        """Is the score in the last band (重点督导)?"""
        return self.band_of(score) is self.bands[-1]

    @property
    def parts(self) -> tuple[PartId, ...]:
        """The parts of every item, in order: that of the numbers in a release."""
        return tuple(part.id for indicator in self.indicators for part in indicator.parts)

    def _contradictions(self) -> Contradictions:
        yield from super()._contradictions()
        for each in ([indicator.id for indicator in self.indicators], self.parts):
            yield from written_twice("同一个项目或组成部分", each)
        if not any(indicator.scored for indicator in self.indicators):
            yield contradiction("没有一项计分", "至少一项写 scored: true。")
        bounds = [band.at_least for band in self.bands]
        if bounds != sorted(set(bounds), reverse=True) or bounds[-1] != 0:
            yield contradiction("档次没有从高到低排到 0", "请从高到低写,最后一档 at_least: 0。")


class Policy(Record):
    """data/policy.yml; earlier versions are kept whole in data/policies/<version>.yml."""

    version: Identifier = Field(title="版本", description="每次修改换一个版本号", examples=["2026-1"])
    since: Day = Field(title="施行", description="这一版从哪天起施行")
    document: Document | None = Field(
        default=None, title="文件", description="本局执行的文件,也写进 data/scheme/;没有文件的不写"
    )
    staffing: tuple[StaffingRule, ...] = Field(min_length=1, title="警力配备标准", description="每类社区一条")
    second_standards: tuple[SecondStandard, ...] = Field(
        default=(),
        title="另外的警力标准",
        description="别的文件的配备标准,和方案的并列公布,不影响得分;没有的不写",
    )
    standards: Standards = Field(title="标准", description="方案中的各个数字")
    ranking: RankingRules = Field(title="通报排名", description="项目、权重、档次")
    year: YearRules = Field(title="年终", description="表彰候选和跟进的条件")
    auxiliary_badge: BadgePattern | None = Field(default=None, title="辅警号", description="辅警号的写法")
    valid_days: Count = Field(
        default=14,
        ge=1,
        le=366,
        title="有效天数",
        description="网站多少天没有重新生成,就说信息可能已过时 [天]",
    )
    note: Prose | None = Field(default=None, title="说明", description="这一版改了什么、为什么")

    def _contradictions(self) -> Contradictions:
        if sorted(rule.kind for rule in self.staffing) != sorted(AreaKind):
            yield contradiction("警力配备标准没有给三类社区各写一条", "请为 urban、town、rural 各写一条。")

    @property
    def edition(self) -> int:
        """The edition of its method."""
        return self.ranking.edition

    def staffing_for(self, kind: AreaKind) -> StaffingRule:
        """The rule for that kind of area."""
        return next(rule for rule in self.staffing if rule.kind is kind)

    def is_beyond_size(self, kind: AreaKind, population: Headcount) -> bool:
        """Is this a rural area whose residents are not about as many as the scheme wants (方案一(社区设置))?"""
        span = self.standards.rural_span
        if kind is not AreaKind.RURAL or span is None or population.not_counted:
            return False
        _, residents = self.staffing_for(kind).counted(population)
        return not span[0] <= residents <= span[1]


def policy_on(policies: Iterable[Policy], day: dt.date) -> Policy:
    """The version in force on that day, or the first one if none had begun."""
    ordered = in_order_of_time(policies)
    return next((policy for policy in reversed(ordered) if policy.since <= day), ordered[0])


def in_order_of_time(policies: Iterable[Policy]) -> tuple[Policy, ...]:
    """The versions, the earliest first."""
    return tuple(sorted(policies, key=lambda policy: policy.since))
