"""Who works with a community's officers (方案二(四)): other branches (警种联动), who shares the office (合署办公)."""

from __future__ import annotations

from pydantic import Field

from generator.model.duplicates import written_twice
from generator.model.hours import Span
from generator.model.naming import ListedName
from generator.model.phone import Phone
from generator.model.spelling import Contradictions
from generator.model.values import Count, Record, Text, Weekday


class PartnerUnit(Record):
    """The unit of another branch that works with the area, and what it commits itself to."""

    unit: Text = Field(title="单位", description="联系社区的单位名称")
    phone: Phone = Field(title="电话", description="值班电话")
    monthly: Count | None = Field(
        default=None, ge=1, title="每月到社区", description="承诺每月到社区几次 [次];没有承诺的不写"
    )
    commitment: Text | None = Field(
        default=None, title="承诺做什么", description="到社区做什么,一句话;会公开,不写巡逻的路线和时刻"
    )
    contact: Text | None = Field(
        default=None, title="联系时间", description="什么时候能联系上,例如 工作日 8:30–17:30,其余打 110"
    )


class Linkage(Record):
    """刑警联社区, 110进社区."""

    detective: PartnerUnit | None = Field(
        default=None, title="刑警联社区", description="联系本社区的刑侦单位"
    )
    patrol_110: PartnerUnit | None = Field(
        default=None, title="110进社区", description="负责本社区的巡逻单位"
    )

    @property
    def units(self) -> tuple[tuple[str, PartnerUnit], ...]:
        """Each unit with what it does here."""
        found = ((str(info.title), getattr(self, name)) for name, info in type(self).model_fields.items())
        return tuple((title, unit) for title, unit in found if unit is not None)


class JointOffice(Record):
    """Organisations that work in the police post on some days (合署办公)."""

    organisations: tuple[ListedName, ...] = Field(
        min_length=1, title="单位", description="和警务室一起办公的单位,例如 [官柳社区居委会, 网格工作站]"
    )
    days: tuple[Weekday, ...] = Field(
        min_length=1, max_length=7, title="哪几天", description="周一至周日,逐一列出"
    )
    hours: Span | None = Field(
        default=None, title="时间", description="写成 09:00-12:00;整个开放时间都在的不写"
    )

    def _contradictions(self) -> Contradictions:
        yield from written_twice("同一天", self.days, "请每天只写一次。")
        yield from written_twice("同一个单位", self.organisations)
