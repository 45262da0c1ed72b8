"""milestones.yml: the rounds of the rollout with their pilots, what counts as 到位, and what the acceptance found.

All of it is 方案二(进度).
"""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from generator.model.clause import Based
from generator.model.duplicates import written_twice
from generator.model.spelling import Contradictions, contradiction
from generator.model.values import Day, Flag, Identifier, Labelled, Prose, Record, Text


class GoalId(Labelled):
    """The five things that are to be in place (五个“到位”), in the scheme's order."""

    POSTS = "posts", "警务室建设到位"
    OFFICERS = "officers", "警力到位"
    STANDARDS = "standards", "警务规范化建设到位"
    WORK = "work", "工作到位"
    SERVICES = "services", "服务到位"


class ConditionId(Labelled):
    """What can be told of an area from its records; the numbers it is held against stand in policy.yml."""

    POST_IN_USE = "post_in_use", "警务室正常启用"
    POST_FACILITIES = "post_facilities", "要求的警务室设施都有"
    OFFICERS_IN_POST = "officers_in_post", "在岗社区民警不少于应配人数"
    CHARTS = "charts", "基本情况图表全部更新"
    LEDGERS = "ledgers", "业务台帐全部更新"
    WORK_RECORDS = "work_records", "每周都有工作纪实"
    ON_SITE = "on_site", "驻社区天数不少于承诺"
    COMMITTEE = "committee", "治保会有治保主任"
    MEETING_IN_CYCLE = "meeting_in_cycle", "群众代表会按期召开"
    SERVICES_OFFERED = "services_offered", "服务事项都能办"
    CONTACT_VERIFIED = "contact_verified", "联系信息按期核实"


class Goal(Based):
    """One of the five, and the conditions that an area has to meet, all of them."""

    id: GoalId = Field(title="到位", description="五个到位之一")
    conditions: tuple[ConditionId, ...] = Field(min_length=1, title="条件", description="全部做到才算到位")

    def _contradictions(self) -> Contradictions:
        yield from super()._contradictions()
        yield from written_twice("同一个条件", self.conditions)


class Pilot(Record):
    """The community that a place chose for a trial (先行试点); one without `area` is not known by name."""

    place: Text = Field(title="地方", description="由哪里选的,照文件的说法", examples=["古楼街办"])
    area: Identifier | None = Field(
        default=None, title="社区", description="选中的社区的编号;不知道是哪个社区的不写"
    )
    found: Prose | None = Field(default=None, title="查到什么", description="试点做了什么、结果怎样")


class Milestone(Based):
    """A step of the rollout with its dates."""

    id: Identifier = Field(title="编号", description="定下后不再改动", examples=["posts"])
    title: Text = Field(title="步骤", description="要做什么")
    original: Prose | None = Field(default=None, title="原文", description="方案里的说法,一字不改")
    goal: GoalId | None = Field(default=None, title="到位", description="这一步要做到的是五个到位的哪一个")
    starts: Day = Field(title="开始", description="开始的日期")
    ends: Day = Field(title="截止", description="完成的期限")
    done_on: Day | None = Field(default=None, title="完成", description="完成的日期")
    evidence: Prose | None = Field(default=None, title="依据", description="完成的依据,例如文件号")
    pilots: tuple[Pilot, ...] = Field(
        default=(), title="试点", description="这一步是先行试点的,每个试点写一条;类别看社区的档案"
    )

    def _contradictions(self) -> Contradictions:
        yield from super()._contradictions()
        yield from written_twice("同一个试点", (one.area for one in self.pilots if one.area is not None))
        yield from written_twice("同一个地方的试点", (one.place for one in self.pilots if one.area is None))
        if self.ends < self.starts:
            yield contradiction("截止日期早于开始日期", "请核对 starts 和 ends。")


class AcceptanceResult(Labelled):
    """What an inspection (检查验收) found."""

    PASSED = "passed", "合格"
    CONDITIONAL = "conditional", "基本合格"
    FAILED = "failed", "不合格"


class GoalFinding(Record):
    """What an inspection found of one of the five."""

    goal: GoalId = Field(title="到位", description="五个到位之一")
    result: AcceptanceResult = Field(title="结果", description=f"这一项的结果:{AcceptanceResult.listed()}")
    found: Prose | None = Field(default=None, title="查到什么", description="不合格的写差什么")


class Acceptance(Record):
    """The acceptance of an area or a station; of the whole bureau where neither is named."""

    area: Identifier | None = Field(default=None, title="社区", description="验收的社区的编号")
    station: Identifier | None = Field(
        default=None, title="派出所", description="验收的派出所的编号;全市验收两个都不写", examples=["gulou"]
    )
    result: AcceptanceResult = Field(title="结果", description=AcceptanceResult.listed())
    on: Day = Field(title="日期", description="验收的日期")
    evidence: Text = Field(title="依据", description="验收文件的文号")
    goals: tuple[GoalFinding, ...] = Field(
        default=(), title="逐项结果", description="五个到位各一条;没有逐项记录的验收不写"
    )
    again_by: Day | None = Field(
        default=None, title="复查期限", description="不合格的,最迟哪天复查;复查了的另写一条验收"
    )

    @property
    def subject(self) -> tuple[Identifier | None, Identifier | None]:
        """What was inspected: area and station."""
        return self.area, self.station

    def result_of(self, goal: GoalId) -> GoalFinding | None:
        """What was found of the goal; None where it is not on record."""
        return next((one for one in self.goals if one.goal is goal), None)

    def _contradictions(self) -> Contradictions:
        if self.area is not None and self.station is not None:
            yield contradiction(
                "一条验收既写了社区又写了派出所", "验收社区只写 area,验收派出所只写 station。"
            )
        if self.again_by is not None and self.again_by < self.on:
            yield contradiction("复查期限早于验收日期", "请核对 on 和 again_by。")
        yield from self._goals_that_do_not_fit()

    def _goals_that_do_not_fit(self) -> Contradictions:
        if not self.goals:
            return
        if sorted(one.goal for one in self.goals) != sorted(GoalId):
            listed = "、".join(f"{goal}({goal.label})" for goal in GoalId)
            yield contradiction("逐项结果不是五个到位各一条", f"请在 goals 里为 {listed} 各写一条。")
        results = {one.result for one in self.goals}
        passed = AcceptanceResult.PASSED
        if self.result is passed and AcceptanceResult.FAILED in results:
            yield contradiction("总的结果是合格,逐项结果却有不合格的", "请核对 result 和 goals。")
        if self.result is not passed and results == {passed}:
            yield contradiction(
                f"总的结果是{self.result.label},逐项结果却全部合格", "请核对 result 和 goals。"
            )


class Cycle(Record):
    """One round of the rollout: an earlier one, or the current one."""

    id: Identifier = Field(title="编号", description="定下后不再改动", examples=["y2026"])
    title: Text = Field(title="名称", description="例如 2026 年首轮建设")
    archive: Flag = Field(title="存档", description="true 表示历史")
    milestones: tuple[Milestone, ...] = Field(min_length=1, title="步骤", description="按先后写")
    acceptance: tuple[Acceptance, ...] = Field(
        default=(), title="验收", description="检查验收的结果,验收一个写一条;复查的另写一条"
    )

    @property
    def begins(self) -> dt.date:
        """The first day of its first step."""
        return min(step.starts for step in self.milestones)

    def _contradictions(self) -> Contradictions:
        accepted = [(*one.subject, one.on) for one in self.acceptance]
        yield from written_twice("同一天、同一对象的验收", accepted)


class Milestones(Record):
    """data/milestones.yml."""

    goals: tuple[Goal, ...] = Field(title="五个到位", description="怎样才算到位,五个各写一条")
    cycles: tuple[Cycle, ...] = Field(default=(), title="轮次", description="每轮建设一份;还没有的不写")

    def _contradictions(self) -> Contradictions:
        if sorted(goal.id for goal in self.goals) != sorted(GoalId):
            listed = "、".join(f"{goal}({goal.label})" for goal in GoalId)
            yield contradiction("没有给五个到位各写一条", f"请在 goals 里为 {listed} 各写一条。")
        yield from written_twice("轮次的编号", (cycle.id for cycle in self.cycles))
        yield from written_twice(
            "步骤的编号", (step.id for cycle in self.cycles for step in cycle.milestones)
        )
