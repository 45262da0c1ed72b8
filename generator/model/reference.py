"""What the bureau writes once for everyone: services.yml, duties.yml, holidays.yml."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cached_property
from typing import Final

from pydantic import Field

from generator.model.area import AreaKind
from generator.model.clause import Based, Clause
from generator.model.duplicates import duplicates, values_at
from generator.model.months import FIRST_YEAR, LAST_YEAR
from generator.model.phone import Phone
from generator.model.spelling import Contradictions, contradiction
from generator.model.standards import Standard
from generator.model.station import DutyMode, Station
from generator.model.values import (
    Amount,
    Count,
    Day,
    Identifier,
    Labelled,
    Prose,
    Record,
    Text,
    WebPage,
)

_SATURDAY: Final = 6


class ServiceItem(Record):
    """What residents ask for today, as one part of a service of the scheme."""

    id: Identifier = Field(title="编号", description="定下后不再改动", examples=["id-card"])
    title: Text = Field(title="事项", description="居民今天的叫法")
    who: Prose | None = Field(default=None, title="谁可以办", description="办理对象")
    materials: tuple[Text, ...] = Field(default=(), title="材料", description="要带什么,逐条写")
    steps: tuple[Text, ...] = Field(default=(), title="步骤", description="怎么办,逐条写")
    time_limit: Count | None = Field(default=None, title="时限", description="当场办好的写 0 [工作日]")
    time_limit_note: Text | None = Field(
        default=None, title="时限说明", description="从哪天算起,哪部法规规定的;自己定的也写明"
    )
    fee: Amount | None = Field(default=None, title="费用", description="不收费的写 0 [元]")
    fee_note: Text | None = Field(default=None, title="费用说明", description="什么情况下收费")
    where: Text | None = Field(default=None, title="在哪办", description="哪个窗口;警务室能代办的也写")
    online: WebPage | None = Field(default=None, title="网上办", description="能在网上办的,写网址")
    basis: Text | None = Field(default=None, title="法律依据", description="法律、法规的名称和条款")

    def _contradictions(self) -> Contradictions:
        if self.fee is not None and self.fee < 0:
            yield contradiction(f"费用 {self.fee} 元少于 0", "不收费的写 0。", ("fee",))


class Service(Record):
    """One of the seven services of the scheme (方案三(三)); posts name it by its id."""

    id: Identifier = Field(title="编号", description="定下后不再改动", examples=["report"])
    title: Text = Field(title="服务", description="今天的叫法")
    original: Text = Field(title="原文", description="方案里的说法")
    clause: Clause | None = Field(default=None, title="条目", description="方案的条目")
    what: Prose = Field(title="说明", description="一两句话说清能办什么")
    items: tuple[ServiceItem, ...] = Field(
        min_length=1, title="事项", description="这项服务今天办的事,逐项写"
    )


class Services(Record):
    """data/services.yml."""

    services: tuple[Service, ...] = Field(min_length=1, title="服务事项", description="方案的七项,逐项写")

    @property
    def items(self) -> tuple[tuple[str, ServiceItem], ...]:
        """Every item with the id of its service."""
        return tuple((service.id, item) for service in self.services for item in service.items)

    def _contradictions(self) -> Contradictions:
        yield from duplicates("编号", self, "services", "id")
        yield from duplicates("编号", self, "services", "items", "id")
        known = {service.id for service in self.services}
        for keys, id_ in values_at(self, "services", "items", "id"):
            if id_ in known:
                yield contradiction(f"事项的编号 {id_} 已经是一项服务的编号", "请换一个编号。", keys)


class SitePage(Labelled):
    """A page on which a duty shows; the value is its address."""

    BRANDS = "brands", "示范社区"
    COMMUNITIES = "communities", "各社区的页面"
    MEETINGS = "meetings", "代表会"
    ON_SITE = "on-site", "驻社区承诺"
    PREVENTION = "prevention", "一起防范"
    RANKING = "ranking", "每月得分"
    SERVICES = "services", "办事"
    STATIONS = "stations", "派出所"
    WORK_RECORDS = "work-records", "图表、台帐和月报"

    @property
    def url(self) -> str:
        """Relative to the site's root."""
        return f"{self.value}/"


class Duty(Based):
    """One duty, in plain words, with the words of the scheme."""

    id: Identifier = Field(title="编号", description="定下后不再改动", examples=["urban-information"])
    plain: Text = Field(title="通俗说法", description="居民看得懂的一句话")
    original: Prose = Field(title="原文", description="方案里的说法")
    shown_on: tuple[SitePage, ...] = Field(
        default=(), title="在哪里看", description="这一条做得怎样,居民在本站哪几页看得到"
    )


class DutyList(Record):
    """The duties in one kind of area, and how the work there is organised."""

    kind: AreaKind = Field(title="类别", description="urban、town、rural")
    mode: DutyMode = Field(title="勤务方式", description="方案三给这一类派出所的方式")
    mode_plain: Prose = Field(title="勤务方式说明", description="居民看得懂的说法")
    duties: tuple[Duty, ...] = Field(min_length=1, title="职责", description="逐条写")


class CommitteeWork(Record):
    """What every residents' safety committee (治保会) does, and how many members it has at least."""

    duties: tuple[Duty, ...] = Field(min_length=1, title="职责", description="逐条写,各社区的治保会一样")
    members: Standard | None = Field(
        default=None,
        title="治保会委员",
        description="委员至少要几名才算;不写就不核对,不影响得分",
    )

    def _contradictions(self) -> Contradictions:
        yield from duplicates("编号", self, "duties", "id")


class SignItem(Based):
    """Something that the sign of every post must show (统一标识, 方案二(二))."""

    id: Identifier = Field(title="编号", description="定下后不再改动", examples=["phone"])
    title: Text = Field(title="标识上要有", description="居民站在门口要看得到什么")


class Elsewhere(Record):
    """Something that is not for the police, and who to call."""

    need: Text = Field(title="什么事", description="居民会遇到的事")
    call: Text = Field(title="找谁", description="单位")
    phone: Phone = Field(title="电话", description="电话")


class Duties(Record):
    """data/duties.yml."""

    kinds: tuple[DutyList, ...] = Field(min_length=1, title="各类社区", description="三类各一份")
    committee: CommitteeWork | None = Field(
        default=None, title="治保会", description="治保会的职责和委员人数;没有定的不写"
    )
    sign: tuple[SignItem, ...] = Field(
        default=(), max_length=20, title="统一标识", description="警务室的统一标识要写明什么,逐项写"
    )
    elsewhere: tuple[Elsewhere, ...] = Field(default=(), title="不归公安管的事", description="告诉居民该找谁")

    @property
    def every(self) -> tuple[tuple[AreaKind, Duty], ...]:
        """Every duty with the kind of area."""
        return tuple((listed.kind, duty) for listed in self.kinds for duty in listed.duties)

    @property
    def of_committees(self) -> tuple[Duty, ...]:
        """What every committee does; empty if that is not written."""
        return self.committee.duties if self.committee is not None else ()

    def mode_of(self, station: Station) -> DutyMode | None:
        """The mode that the station chose, else the document's for its kind; None if that is not written."""
        of_kind = (listed.mode for listed in self.kinds if listed.kind.value == station.kind.value)
        return station.duty_mode or next(of_kind, None)

    def _contradictions(self) -> Contradictions:
        yield from duplicates("类别", self, "kinds", "kind")
        yield from duplicates("勤务方式", self, "kinds", "mode")
        yield from duplicates("编号", self, "kinds", "duties", "id")
        yield from duplicates("编号", self, "sign", "id")


class Holiday(Record):
    """A day off."""

    date: Day = Field(title="日期", description="放假的日子")
    name: Text = Field(title="名称", description="节日名称")


class HolidayYear(Record):
    """One year as the State Council announces it."""

    year: Count = Field(title="年份", description="年份", examples=[2027])
    source: Text = Field(title="来源", description="通知的文号,或“未公布,暂按惯例”")
    holidays: tuple[Holiday, ...] = Field(default=(), title="放假", description="逐日写")
    workdays: tuple[Day, ...] = Field(default=(), title="调休上班", description="要上班的周末")

    def _contradictions(self) -> Contradictions:
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            yield contradiction(
                f"年份 {self.year} 应为 {FIRST_YEAR} 至 {LAST_YEAR} 之间的四位年份", "例如 2027。", ("year",)
            )
        holidays, workdays = [*values_at(self, "holidays", "date")], [*values_at(self, "workdays")]
        for keys, day in (*holidays, *workdays):
            if day.year != self.year:
                hint = f"请改日期;是别的年份的,移到 year: {day.year} 下面。"
                yield contradiction(f"日期 {day} 不在 {self.year} 年", hint, keys)
        off = {day for _, day in holidays}
        for keys, day in workdays:
            if day in off:
                yield contradiction(f"{day} 既是放假日,又是要上班的日子", "请照通知删去其中一处。", keys)
        yield from duplicates("调休上班的日期", self, "workdays")


class Holidays(Record):
    """data/holidays.yml."""

    years: tuple[HolidayYear, ...] = Field(title="年份", description="逐年写")

    @cached_property
    def names(self) -> Mapping[dt.date, str]:
        """Every day off with its name."""
        return {day.date: day.name for year in self.years for day in year.holidays}

    @cached_property
    def workdays(self) -> frozenset[dt.date]:
        """The weekends on which people work."""
        return frozenset(day for year in self.years for day in year.workdays)

    def is_workday(self, day: dt.date) -> bool:
        """Do offices work on that day? In a year without holidays written down, only weekends are days off."""
        return day in self.workdays or (day.isoweekday() < _SATURDAY and day not in self.names)

    def workday_from(self, day: dt.date) -> dt.date:
        """That day, or the next one on which offices work."""
        while not self.is_workday(day):
            day += dt.timedelta(days=1)
        return day

    def obstacle(self, day: dt.date) -> str | None:
        """What keeps a meeting from that day, or None: a holiday, or a weekend on which people work."""
        if day in self.names:
            return f"{self.names[day]}放假"
        return "调休上班" if day.isoweekday() >= _SATURDAY and day in self.workdays else None

    def _contradictions(self) -> Contradictions:
        yield from duplicates("年份", self, "years", "year")
        yield from duplicates("日期", self, "years", "holidays", "date")
