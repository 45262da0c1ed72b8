"""Parts of a police post's record: who saw its facilities, its premises, and its days in villages (方案二(二))."""

from __future__ import annotations

from pydantic import Field

from generator.model.hours import Span
from generator.model.naming import ListedName
from generator.model.spelling import Contradictions, contradiction
from generator.model.values import Day, Labelled, Record, Text, Weekday


class Facility(Labelled):
    """The four things that the scheme asks of a post."""

    UNIFIED_SIGN = "unified_sign", "统一标识"
    UNIFIED_RULES = "unified_rules", "统一工作规范"
    OFFICE_EQUIPMENT = "office_equipment", "办公设施"
    COMMUNICATIONS = "communications", "通讯设施"


class FacilitiesSeen(Record):
    """A visit besides the spot checks, and which facilities were seen there."""

    on: Day = Field(title="日期", description="去看的日期")
    by: Text = Field(title="谁看的", description="由哪个单位去看,写单位名称,不写个人姓名")
    seen: tuple[Facility, ...] = Field(
        min_length=1, title="看到的", description=f"{Facility.listed()},看到的才写"
    )


class PremisesState(Labelled):
    """On what ground a post uses its rooms."""

    OWN = "own", "公安自有"
    COMMUNITY = "community", "社区（村）提供"
    LENT = "lent", "借用"
    RENTED = "rented", "租用"
    PLANNED = "planned", "还在落实"


class Premises(Record):
    """The rooms of a post, which the scheme wants to come with the building of the community."""

    state: PremisesState = Field(title="怎样来的", description=PremisesState.listed())
    project: Text | None = Field(
        default=None,
        title="统筹的建设项目",
        description="方案要求用房在社区建设中统筹解决:随哪个项目解决,例如 官柳社区党群服务中心改扩建",
    )


class VillageDay(Record):
    """The weekdays, and the hours, on which the officer of a rural area is in one of its villages."""

    village: ListedName = Field(title="村", description="villages 里的一个村")
    days: tuple[Weekday, ...] = Field(
        min_length=1, max_length=7, title="星期", description="哪几天在这个村,逐一列出,在驻社区日之内"
    )
    hours: Span | None = Field(
        default=None, title="时间", description="写成 09:00-11:30;和驻社区的时间一样的不写"
    )

    def _contradictions(self) -> Contradictions:
        if len(set(self.days)) != len(self.days):
            yield contradiction("同一天写了两次", "请每天只写一次。", ("days",))
