"""A station's monthly report (工作月报, 方案二(五)): one row per community."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from generator.model.duplicates import written_twice
from generator.model.spelling import Contradictions, contradiction
from generator.model.values import Count, Day, Identifier, IsoWeek, Labelled, Month, Record


class Ledger(Labelled):
    """The four working ledgers (业务工作台帐)."""

    CALLS = "calls", "接处警"
    CASES = "cases", "案件"
    DISPUTES = "disputes", "纠纷"
    ENFORCEMENT = "enforcement", "打击处理"


class Chart(Labelled):
    """The nine basic charts (辖区基本情况图表). Of the contents only the completion is ever public."""

    TEMPORARY_POPULATION = "temporary_population", "暂住人口"
    KEY_POPULATION = "key_population", "重点人口"
    PERMANENT_POPULATION = "permanent_population", "常住人口"
    SPECIAL_TRADES = "special_trades", "特种行业"
    ENTERTAINMENT = "entertainment", "娱乐服务"
    FIREARMS = "firearms", "枪支危爆"
    PROTECTION = "protection", "治保内保"
    INSTITUTIONS = "institutions", "机关企事业单位"
    SHOPS = "shops", "门店商场"


class OnSiteReason(Labelled):
    """Why fewer days were kept than promised: a closed list, so that nothing is said of a person."""

    TRAINING = "training", "培训"
    LEAVE = "leave", "休假"
    DUTY = "duty", "抽调执勤"
    FLOOD = "flood", "防汛抗灾"
    CASE = "case", "办案"
    OTHER = "other", "其他"


class ServiceCounts(Record):
    """Requests for service in the month."""

    accepted: Count = Field(title="受理", description="[件]")
    on_time: Count = Field(title="按时办结", description="[件]")


class ReportRow(Record):
    """One community in one month. A key that is missing was not reported; it is never a zero."""

    area: Identifier = Field(title="社区", description="社区的编号")
    on_site_days: dict[IsoWeek, Annotated[Count, Field(le=7)]] | None = Field(
        default=None,
        title="驻社区天数",
        description="每个 ISO 周一项,例如 2026-W41: 3 [天];没有工作纪实文件的月份,写了的周即有工作纪实",
    )
    on_site_reasons: dict[IsoWeek, OnSiteReason] | None = Field(
        default=None,
        title="少于承诺的原因",
        description="少于承诺天数的周,从词里选一个原因,例如 2026-W41: training;会公开,不写别的字",
    )
    calls: Count | None = Field(default=None, title="接处警", description="[起]")
    cases: Count | None = Field(default=None, title="案件", description="[起]")
    disputes: Count | None = Field(default=None, title="纠纷", description="[起]")
    mediated: Count | None = Field(default=None, title="调解成功", description="其中调解成功的 [起]")
    enforcement: Count | None = Field(default=None, title="打击处理", description="[人];不计入任何得分")
    patrol_shifts: Count | None = Field(default=None, title="巡逻班次", description="[次]")
    talks: Count | None = Field(default=None, title="防范宣传", description="[场]")
    services: ServiceCounts | None = Field(default=None, title="服务", description="受理和按时办结 [件]")
    ledgers: tuple[Ledger, ...] | None = Field(default=None, title="台帐", description="本月更新到位的台帐")
    charts: tuple[Chart, ...] | None = Field(
        default=None, title="图表", description="本月更新到位的基本情况图表"
    )

    @property
    def services_accepted(self) -> int | None:
        """Requests accepted; None where they were not reported."""
        return self.services.accepted if self.services else None

    @property
    def services_on_time(self) -> int | None:
        """Requests settled in time; None where they were not reported."""
        return self.services.on_time if self.services else None

    def _contradictions(self) -> Contradictions:
        for listed in (self.ledgers, self.charts):
            yield from written_twice("台帐或图表里同一项", listed or ())
        strangers = [week for week in self.on_site_reasons or () if week not in (self.on_site_days or ())]
        if strangers:
            yield contradiction(
                f"写了 {'、'.join(strangers)} 的原因,没有写这一周到了几天",
                "请在 on_site_days 里补上这一周的天数(一天没到写 0),或删去原因。",
            )


class Report(Record):
    """One station's month; one file, data/reports/<yyyy-mm>/<station>.yml."""

    station: Identifier = Field(title="派出所", description="派出所的编号,与文件名相同", examples=["gulou"])
    month: Month = Field(title="月份", description="与文件夹名相同")
    filed_on: Day | None = Field(
        default=None,
        title="报送日期",
        description="市局收到的日期,由 jingwu month receive 写;还没有收到的不写",
    )
    rows: tuple[ReportRow, ...] = Field(title="各社区", description="每个社区一行")

    @property
    def path(self) -> str:
        """The record's file, relative to the root."""
        return f"data/reports/{self.month}/{self.station}.yml"
