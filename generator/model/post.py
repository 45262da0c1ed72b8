"""The police post (社区警务室) of an area: where, when open, what it has, what can be done there (方案二(二))."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from generator.model.duplicates import duplicates
from generator.model.history import Earlier, History, earlier_on
from generator.model.hours import ClosingTime, Hours, no_time
from generator.model.naming import Name
from generator.model.phone import DutyPhone
from generator.model.post_parts import FacilitiesSeen, Facility, Premises, PremisesState, VillageDay
from generator.model.since import Since
from generator.model.spelling import Contradictions, contradiction
from generator.model.values import ClockTime, Day, Flag, Identifier, Labelled, Record, Text, Weekday


class PostStatus(Labelled):
    """Whether a post works."""

    OPEN = "open", "已启用"
    REPAIR = "repair", "维修中"
    PLANNED = "planned", "筹建中"
    CLOSED = "closed", "已撤销"


class OpeningHours(Record):
    """Opening times that repeat every week."""

    days: tuple[Weekday, ...] = Field(
        min_length=1, max_length=7, title="星期", description="周一至周日,逐一列出"
    )
    opens: ClockTime = Field(title="开门", description="24 小时制")
    closes: ClosingTime = Field(
        title="关门", description="24 小时制;到半夜写 24:00,比 opens 早的算到第二天(18:00 至 02:00)"
    )

    @property
    def hours(self) -> Hours:
        """From when until when."""
        return Hours(opens=self.opens, closes=self.closes)

    def _contradictions(self) -> Contradictions:
        yield from no_time(self.opens, self.closes)


class OpeningException(Record):
    """One day that differs from the weekly hours."""

    date: Day = Field(title="日期", description="哪一天")
    closed: Flag = Field(default=False, title="不开放", description="true 表示当天不开放")
    opens: ClockTime | None = Field(default=None, title="开门", description="当天的开门时间")
    closes: ClosingTime | None = Field(
        default=None, title="关门", description="当天的关门时间,写法和每周的一样"
    )
    note: Text | None = Field(default=None, title="说明", description="原因")

    def _contradictions(self) -> Contradictions:
        has_hours = self.opens is not None and self.closes is not None
        if self.closed == has_hours or (self.opens is None) != (self.closes is None):
            yield contradiction(
                "当天既要么不开放,要么写全开门和关门时间", "请写 closed: true,或同时写 opens 和 closes。"
            )
        yield from no_time(self.opens, self.closes)

    @property
    def hours(self) -> Hours | None:
        """From when until when, beginning on that day; None where it is closed."""
        if self.opens is None or self.closes is None:
            return None
        return Hours(opens=self.opens, closes=self.closes)


class Facilities(Record):
    """The four things the scheme asks of a post (方案二(二))."""

    unified_sign: Flag = Field(title=Facility.UNIFIED_SIGN.label, description="true 有、false 没有")
    unified_rules: Flag = Field(title=Facility.UNIFIED_RULES.label, description="true 有、false 没有")
    office_equipment: Flag = Field(title=Facility.OFFICE_EQUIPMENT.label, description="true 有、false 没有")
    communications: Flag = Field(title=Facility.COMMUNICATIONS.label, description="true 有、false 没有")

    @property
    def listed(self) -> tuple[tuple[str, bool], ...]:
        """Each with its title."""
        fields = type(self).model_fields.items()
        return tuple((str(info.title), getattr(self, name)) for name, info in fields)

    def has(self, facility: Facility) -> bool:
        """Is it there?"""
        return bool(getattr(self, facility.value))

    @property
    def present(self) -> int:
        """How many of the four are there."""
        return sum(is_there for _, is_there in self.listed)


class EarlierPost(Earlier):
    """How a post stood; what is not written was as it was afterwards."""

    status: PostStatus | None = Field(default=None, title="状态", description="那时的状态")
    facilities: Facilities | None = Field(default=None, title="设施", description="那时的四项设施")
    services: tuple[Identifier, ...] | None = Field(
        default=None, title="能办事项", description="那时能办的事项", examples=["report", "residence"]
    )


class Post(Record):
    """A police post."""

    name: Name = Field(title="名称", description="警务室的名称")
    address: Text = Field(title="地址", description="街道门牌,居民找得到的写法")
    phone: DutyPhone = Field(title="电话", description="警务室电话;是手机的要先审批")
    hours: tuple[OpeningHours, ...] = Field(default=(), title="开放时间", description="每周固定的开放时间")
    exceptions: tuple[OpeningException, ...] = Field(
        default=(), title="临时调整", description="个别日子的变化"
    )
    opened: Since | None = Field(
        default=None,
        title="启用日期",
        description="警务室启用的日期;只知道月份的写 2024-03,不知道的写 不详;还没有启用的不写",
    )
    facilities: Facilities = Field(title="设施", description="方案要求的四项")
    facilities_seen: tuple[FacilitiesSeen, ...] = Field(
        default=(),
        max_length=200,
        title="谁看过设施",
        description="抽查以外去看过的,写哪天、谁、看到了哪几项;抽查看到的不用写,网页自己列出",
    )
    sign_shows: tuple[Identifier, ...] = Field(
        default=(),
        title="标识上有",
        description="统一标识上写了哪几项,写 duties.yml 的 sign 里的编号",
        examples=["post-name", "phone"],
    )
    premises: Premises | None = Field(
        default=None, title="用房", description="用房怎样来的,随哪个项目统筹解决"
    )
    village_days: tuple[VillageDay, ...] = Field(
        default=(), max_length=100, title="在各村的日子", description="农村警务区:民警星期几在哪个村"
    )
    step_free: Flag | None = Field(default=None, title="无障碍", description="轮椅能不能进门")
    services: tuple[Identifier, ...] = Field(
        default=(),
        title="能办事项",
        description="services.yml 里的编号",
        examples=["report", "residence"],
    )
    status: PostStatus = Field(
        title="状态", description="open 已启用、repair 维修中、planned 筹建中、closed 已撤销"
    )
    status_since: Since | None = Field(
        default=None,
        title="状态开始",
        description="维修或撤销从哪天起,只知道月份的写 2026-10;之前按已启用计算",
    )
    status_note: Text | None = Field(
        default=None, title="状态说明", description="例如预计恢复的日期、暂到何处办理"
    )

    earlier: History[EarlierPost] = Field(
        default=(),
        title="以前的情况",
        description="状态、设施或能办事项改变时,写原来怎样、到哪天为止,以前的月份按它计算",
    )

    def _contradictions(self) -> Contradictions:
        yield from duplicates("临时调整的日期", self, "exceptions", "date")
        if self.status in (PostStatus.REPAIR, PostStatus.CLOSED) and self.status_since is None:
            yield contradiction(f"状态为“{self.status.label}”,却没有开始的日期", "请写 status_since。")
        yield from self._unlike_the_facilities()
        if self.status is PostStatus.OPEN and self.premises and self.premises.state is PremisesState.PLANNED:
            yield contradiction(
                "警务室已启用,用房却写着还在落实(planned)",
                "请写现在的用房怎样来的:own、community、lent 或 rented。",
                ("premises", "state"),
            )

    def _unlike_the_facilities(self) -> Contradictions:
        """What was seen there, although the record says that the post has not got it."""
        if self.sign_shows and not self.facilities.unified_sign:
            yield contradiction(
                "写了标识上有什么,设施里却没有统一标识",
                "请核对 facilities 的 unified_sign;没有标识的,删去 sign_shows。",
                ("sign_shows",),
            )
        for at, visit in enumerate(self.facilities_seen):
            then = self.facilities_there_on(visit.on)
            for number, facility in enumerate(visit.seen):
                if then is not None and not then.has(facility):
                    yield contradiction(
                        f"{visit.on} 看到了{facility.label},那天的设施却写着没有",
                        "请核对 facilities;后来才没有的,在 earlier 里写原来的 facilities 和 until。",
                        ("facilities_seen", at, "seen", number),
                    )

    def status_on(self, day: dt.date) -> PostStatus:
        """As `earlier` states; otherwise planned before it opened, and open before a repair or closure."""
        if self._opened_after(day):
            return PostStatus.PLANNED
        then = earlier_on((one for one in self.earlier if one.status is not None), day)
        if then is not None and then.status is not None:
            return then.status
        is_out_of_use = self.status in (PostStatus.REPAIR, PostStatus.CLOSED)
        if is_out_of_use and self.status_since is not None and self.status_since <= day:
            return self.status
        is_opened = self.opened is not None and self.status is not PostStatus.PLANNED
        return PostStatus.OPEN if is_opened else PostStatus.PLANNED

    def is_in_use_on(self, day: dt.date) -> bool:
        """Was the post open on that day, neither under repair nor closed?"""
        return self.status_on(day) is PostStatus.OPEN

    def receives_on(self, day: dt.date) -> bool:
        """May residents be sent there on that day? Unlike for the ranking, the opening day may be unknown."""
        return self.is_in_use_on(day) or (self.status is PostStatus.OPEN and self.opened is None)

    def facilities_there_on(self, day: dt.date) -> Facilities | None:
        """The facilities of that day; None before a known opening day."""
        then = earlier_on((one for one in self.earlier if one.facilities is not None), day)
        if then is not None and then.facilities is not None:
            return then.facilities
        return None if self._opened_after(day) else self.facilities

    def facilities_on(self, day: dt.date) -> int:
        """How many of the four it had on that day; 0 before a known opening day."""
        there = self.facilities_there_on(day)
        return there.present if there is not None else 0

    def services_on(self, day: dt.date) -> frozenset[str]:
        """The services offered on that day; none before a known opening day."""
        then = earlier_on((one for one in self.earlier if one.services is not None), day)
        if then is not None and then.services is not None:
            return frozenset(then.services)
        return frozenset(() if self._opened_after(day) else self.services)

    def _opened_after(self, day: dt.date) -> bool:
        return self.opened is not None and day < self.opened
