"""The single numbers of the scheme, each with the clause that sets it, or why the bureau chose it (本站解释)."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import AfterValidator, Field

from generator.model.clause import Based
from generator.model.spelling import Contradictions, contradiction
from generator.model.values import Count, Record, Text


class Standard(Based):
    """One number of the scheme."""

    value: Count = Field(title="数值", description="数值")
    unit: Text = Field(title="单位", description="单位")


# Shares of a committee's members by age are cut to steps of one of these sizes [%], of at least so many members each.
# With other steps some answers leave a single possible headcount: tests/test_composition.py lists them all.
_STEPS: Final = (5, 10, 20)
_STEP_MEMBERS: Final = 8


def _at_most(limit: int) -> AfterValidator:
    def checked(standard: Standard) -> Standard:
        if standard.value > limit:
            raise contradiction(
                f"value 写的是 {standard.value} {standard.unit},最多 {limit}", "请核对是不是多写了几位。"
            )
        return standard

    return AfterValidator(checked)


class Standards(Record):
    """The single numbers, each with the clause that sets it; none beyond what it can mean."""

    on_site_days: Annotated[Standard, _at_most(7)] = Field(
        title="驻社区最低天数", description="每周在社区的天数"
    )
    rural_residents: Annotated[Standard, _at_most(1_000_000)] = Field(
        title="农村警务区规模", description="一个警务区的常住人口"
    )
    rural_tolerance: Annotated[Standard, _at_most(100)] | None = Field(
        default=None,
        title="农村警务区规模的出入",
        description="常住人口比规模多或少不超过此数 [%] 的,算“左右”;不写就不核对",
    )
    town_communities: Annotated[Standard, _at_most(1000)] | None = Field(
        default=None,
        title="集镇的民警社区",
        description="一个集镇最多几个民警社区,按派出所数;不写就不核对",
    )
    committee_directors: Annotated[Standard, _at_most(100)] = Field(
        title="治保主任", description="每个治保会的主任人数"
    )
    basic_charts: Annotated[Standard, _at_most(100)] = Field(title="基本情况图表", description="应有的图表数")
    ledgers: Annotated[Standard, _at_most(100)] = Field(title="业务台帐", description="应有的台帐数")
    services: Annotated[Standard, _at_most(1000)] = Field(title="服务事项", description="应提供的服务项数")
    facilities: Annotated[Standard, _at_most(100)] = Field(
        title="警务室设施", description="方案要求的设施项数"
    )
    safe_places: Annotated[Standard, _at_most(1000)] = Field(
        title="安全小区、安全村居", description="每个社区的目标个数"
    )
    patrol_shifts: Annotated[Standard, _at_most(1000)] = Field(title="巡逻班次", description="每月最低班次")
    talks: Annotated[Standard, _at_most(1000)] = Field(title="防范宣传", description="每月最低场次")
    meeting_cycle: Annotated[Standard, _at_most(60)] = Field(
        title="代表会周期", description="多长时间至少开一次"
    )
    minutes_days: Annotated[Standard, _at_most(366)] = Field(
        title="纪要公布期限", description="会后多少天内公布"
    )
    report_due_day: Annotated[Standard, _at_most(31)] = Field(
        title="月报期限", description="次月几日之前报送"
    )
    verification_days: Annotated[Standard, _at_most(3660)] = Field(
        title="核实期限", description="联系信息多少天内要核实一次"
    )
    suppressed_below: Annotated[Standard, _at_most(1000)] = Field(
        title="小数保护", description="按社区公布的次数小于此数时不写出"
    )
    peer_minimum: Annotated[Standard, _at_most(1000)] = Field(
        title="同组最少个数", description="同组少于此数不排名"
    )
    unstable_base: Annotated[Standard, _at_most(1_000_000)] = Field(
        title="基数过小", description="基数小于此数时提示波动大"
    )
    rolling_months: Annotated[Standard, _at_most(60)] = Field(
        title="治安情况时段", description="滚动统计的月数"
    )
    notable_change: Annotated[Standard, _at_most(100)] | None = Field(
        default=None,
        title="升降说明",
        description="总分比上月升降不少于这么多分的派出所,当月页面用一句话说明哪一部分;不写就不说明",
    )
    audit_communities: Annotated[Standard, _at_most(1000)] | None = Field(
        default=None,
        title="抽查个数",
        description="每月从每个派出所抽几个社区核实;不写的,抽取时写 --share",
    )
    audit_base: Annotated[Standard, _at_most(100_000)] | None = Field(
        default=None, title="核实最少次数", description="一个派出所的一部分核实不到这么多次,只列出,不算比例"
    )
    audit_share: Annotated[Standard, _at_most(100)] | None = Field(
        default=None,
        title="核实属实比例",
        description="最近 12 个月核实属实的低于此数 [%],标出;不写就不标",
    )
    meeting_minutes: Annotated[Standard, _at_most(600)] | None = Field(
        default=None, title="代表会最短时间", description="开得比这短的代表会不算开过 [分钟];第 2 版算法起用"
    )
    meeting_share: Annotated[Standard, _at_most(100)] | None = Field(
        default=None,
        title="代表会到会比例",
        description="到会代表不到这么多的代表会不算开过 [%];第 2 版算法起用",
    )
    title_homes: Annotated[Standard, _at_most(100_000)] | None = Field(
        default=None, title="安全小区最少户数", description="户数写了、又少于此数的不算 [户];第 2 版算法起用"
    )
    least_residents: Annotated[Standard, _at_most(1_000_000)] | None = Field(
        default=None,
        title="人口下限",
        description="社区人口少于此数的请市局核对;全所人口少于此数的不算每万人案件数 [人]",
    )
    month_end_days: Annotated[Standard, _at_most(28)] | None = Field(
        default=None, title="月末变动", description="月末最后这么多天里的变动,列给市局核对 [天]"
    )
    predecessor_days: Annotated[Standard, _at_most(366)] | None = Field(
        default=None,
        title="前任民警的公示",
        description="社区民警换人以后,前任的姓名在社区页上再写这么多天 [天];不写就不写前任",
    )
    composition_base: Annotated[Standard, _at_most(10_000)] | None = Field(
        default=None,
        title="构成：最少人数",
        description="治保会、巡逻队不到这么多人的,年龄、文化程度不单独公布;不写就不公布",
    )
    composition_step: Annotated[Standard, _at_most(50)] | None = Field(
        default=None, title="构成：每一档", description="年龄、文化程度按这么宽的一档公布 [%];不写就不公布"
    )
    title_notice_days: Annotated[Standard, _at_most(366)] | None = Field(
        default=None,
        title="安全小区、安全村居：到期前",
        description="到期前这么多天还没有复核的提醒 [天];不写就不提醒",
    )
    filed_share: Annotated[Standard, _at_most(100)] | None = Field(
        default=None,
        title="报送比例",
        description="报送月报的派出所不到此数 [%],写明原因才能公布当月排名;不写就是至少一个",
    )
    removed_share: Annotated[Standard, _at_most(100)] | None = Field(
        default=None,
        title="一次最多去掉",
        description="发布时网页或民警比网站上的少了超过此数 [%],要另外确认;不写按 10",
    )

    def _contradictions(self) -> Contradictions:
        if self.composition_base is None or self.composition_step is None:
            return
        base, step = self.composition_base.value, self.composition_step.value
        if step not in _STEPS:
            listed = "、".join(map(str, _STEPS))
            found = f"构成的一档(composition_step)写的是 {step}%"
            yield contradiction(
                found, f"请写 {listed} 中的一个:别的会说出人数。", ("composition_step", "value")
            )
        elif base * step < 100 * _STEP_MEMBERS:
            least = 100 * _STEP_MEMBERS // step
            yield contradiction(
                f"构成的最少人数(composition_base)写的是 {base} 人,一档 {step}% 不到 {_STEP_MEMBERS} 人",
                f"请写 {least} 或更多:再少会说出人数。",
                ("composition_base", "value"),
            )

    @property
    def rural_span(self) -> tuple[int, int] | None:
        """From how many to how many residents a rural area is of about the scheme's size [persons]; None: any."""
        if self.rural_tolerance is None:
            return None
        size, share = self.rural_residents.value, self.rural_tolerance.value
        return size * (100 - share) // 100, size * (100 + share) // 100


class YearRules(Record):
    """What is looked at when a year ends: candidates for commendation, stations to follow up (方案四(五))."""

    commend_at_least: Standard = Field(title="表彰候选：全年得分", description="全年得分不低于此数")
    no_item_below: Standard = Field(title="表彰候选：各项得分", description="计分的各项都不低于此数")
    final_months: Standard = Field(title="表彰候选：月数", description="全年至少有这么多个正式的月份计了分")
    missing_at_most: Standard = Field(
        title="全年得分：缺的月数", description="缺数的月份多于此数没有全年得分"
    )
    follow_up_below: Standard = Field(title="跟进：全年得分", description="全年得分低于此数")
    follow_up_item_below: Standard = Field(title="跟进：各项得分", description="计分的任何一项低于此数")
