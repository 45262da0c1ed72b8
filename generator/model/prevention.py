"""What residents do for their own safety: the committee (治保会) and the prevention system (方案二(一), 四(二))."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from pydantic import Field

from generator.model.composition import Composition, miscounted
from generator.model.duplicates import same_days, written_twice
from generator.model.history import Earlier, History
from generator.model.naming import Name, PersonName
from generator.model.phone import Phone
from generator.model.spelling import Contradictions, contradiction
from generator.model.values import Amount, Count, Day, Flag, Identifier, Labelled, Record, Text
from generator.text.comparing import comparable


class Director(Record):
    """The committee's one director. The name is public only where the committee publishes it."""

    name: PersonName = Field(title="姓名", description="治保主任姓名")
    publish_name: Flag = Field(default=False, title="公开姓名", description="治保会同意公开姓名时写 true")


class EarlierCommittee(Earlier):
    """How a committee stood, without names; before it was set up it had no director and no members."""

    director: Flag = Field(title="有主任", description="那时有没有治保主任,true 有、false 没有")
    members: Count = Field(title="委员", description="那时的委员人数 [人];还没有治保会就写 0")


class Committee(Record):
    """治安保卫委员会."""

    director: Director | None = Field(default=None, title="治保主任", description="一名")
    members: Count = Field(title="委员", description="委员人数 [人]")
    composition: Composition | None = Field(
        default=None, title="构成", description="委员的年龄和文化程度;人数不公开,只公开大群体的约数"
    )
    phone: Phone | None = Field(default=None, title="电话", description="公布的电话")
    elected_on: Day | None = Field(
        default=None, title="改选日期", description="最近一次选举、推选的日期;不知道的不写"
    )
    term_until: Day | None = Field(
        default=None, title="任期到", description="这一届任期的最后一天;没有定任期的不写"
    )
    earlier: History[EarlierCommittee] = Field(
        default=(), title="以前的情况", description="主任到位、空缺或委员人数改变时,写原来怎样、到哪天为止"
    )

    def _contradictions(self) -> Contradictions:
        if self.elected_on and self.term_until and self.term_until < self.elected_on:
            yield contradiction(
                f"任期到 {self.term_until},早于改选的 {self.elected_on}", "请核对 elected_on 和 term_until。"
            )
        yield from miscounted(self.composition, self.members)


class PatrolKind(Labelled):
    """Who patrols."""

    FULL_TIME = "full_time", "专职巡逻队"
    PART_TIME = "part_time", "兼职巡逻队"
    VOLUNTEER = "volunteer", "义务巡逻队"
    GUARD = "guard", "社区保安"


class Patrol(Record):
    """A patrol team. `shift` says when in words; routes are never published."""

    kind: PatrolKind = Field(title="类别", description=PatrolKind.listed())
    members: Count = Field(title="人数", description="[人]")
    shift: Text = Field(title="班次", description="什么时候巡逻,例如“每晚 19 时至 22 时”")
    composition: Composition | None = Field(
        default=None, title="构成", description="队员的年龄和文化程度;人数不公开,只公开大群体的约数"
    )

    def _contradictions(self) -> Contradictions:
        yield from miscounted(self.composition, self.members)


class Volunteers(Record):
    """Residents who registered to help (平安志愿者)."""

    registered: Count = Field(title="登记人数", description="[人]")
    as_of: Day = Field(title="统计日期", description="人数是哪一天的")
    does: Text = Field(title="做什么", description="写给居民看,例如“巡楼、劝导停车、认门送通知”")
    join: Text = Field(title="怎样参加", description="找谁、到哪里登记")
    phone: Phone | None = Field(default=None, title="电话", description="报名的电话")


class SafePlaceKind(Labelled):
    """The two titles of 方案四(二)."""

    SAFE_ESTATE = "safe_estate", "安全小区"
    SAFE_VILLAGE = "safe_village", "安全村居"


class ReviewResult(Labelled):
    """What became of a title when it was reviewed."""

    KEPT = "kept", "保留"
    MEND = "mend", "限期整改"
    WITHDRAWN = "withdrawn", "取消"


class SafePlaceReview(Record):
    """A review of a title: by which unit, against the criteria of data/prevention.yml."""

    on: Day = Field(title="日期", description="复核的日期")
    by: Text = Field(title="单位", description="由哪个单位复核")
    result: ReviewResult = Field(title="结果", description=ReviewResult.listed())
    unmet: tuple[Identifier, ...] = Field(
        default=(), title="没有做到的条件", description="data/prevention.yml 里条件的编号"
    )


class SafePlace(Record):
    """An estate or village that was awarded the title for a time."""

    kind: SafePlaceKind = Field(title="类别", description=SafePlaceKind.listed())
    name: Name = Field(title="名称", description="小区或村的名称")
    awarded_on: Day = Field(title="授予日期", description="授予的日期")
    expires_on: Day = Field(title="有效期至", description="最后有效的一天")
    homes: Count | None = Field(
        default=None, title="户数", description="这个小区、这个村有多少户 [户];不知道的不写"
    )
    reviews: tuple[SafePlaceReview, ...] = Field(
        default=(), title="复核", description="授予以后每次复核写一条;重新授予的另写一个称号"
    )

    def holds_on(self, day: dt.date) -> bool:
        """Is the title valid on that day?"""
        return self.awarded_on <= day <= self.expires_on

    def last_review(self, as_of: dt.date) -> SafePlaceReview | None:
        """The latest review up to that day."""
        return max((one for one in self.reviews if one.on <= as_of), key=lambda one: one.on, default=None)

    def _contradictions(self) -> Contradictions:
        if self.expires_on < self.awarded_on:
            yield contradiction("有效期早于授予日期", "请核对 awarded_on 和 expires_on。")
        yield from same_days("复核(reviews)", (one.on for one in self.reviews))
        for at, one in enumerate(self.reviews):
            if one.on < self.awarded_on:
                yield contradiction("复核早于授予日期", "请核对 on 和 awarded_on。", ("reviews", at, "on"))
            if one.result is ReviewResult.WITHDRAWN and self.expires_on > one.on:
                yield contradiction(
                    f"{one.on} 复核取消了,有效期却到 {self.expires_on}",
                    f"请把 expires_on 改为 {one.on}。",
                    ("reviews", at, "result"),
                )


def standing_places(places: Sequence[SafePlace], as_of: dt.date) -> tuple[SafePlace, ...]:
    """Leave out awards that a later award of the same place renewed; they count for earlier months only."""
    last: dict[tuple[SafePlaceKind, str], dt.date] = defaultdict(lambda: dt.date.min)
    keys = [(place.kind, comparable(place.name)) for place in places]
    for key, place in zip(keys, places, strict=True):
        if place.awarded_on <= as_of:
            last[key] = max(last[key], place.expires_on)
    return tuple(place for key, place in zip(keys, places, strict=True) if place.expires_on >= last[key])


class Payer(Labelled):
    """Who pays: 受益单位 and 受益个人 are the document's (谁受益谁出资), the others are named by this site."""

    UNIT = "unit", "受益单位"
    RESIDENT = "resident", "受益个人"
    GOVERNMENT = "government", "政府"
    COLLECTIVE = "collective", "村（社区）集体"
    OTHER = "other", "其他"


class Purpose(Labelled):
    """For what money is spent (用之于民); the document names no purposes."""

    PATROLS = "patrols", "巡逻人员报酬"
    EQUIPMENT = "equipment", "装备器材"
    DEVICES = "devices", "技防设施"
    TALKS = "talks", "宣传培训"
    INSURANCE = "insurance", "人身保险"
    OTHER = "other", "其他"


class Contribution(Record):
    """What one kind of payer gave in a period."""

    payer: Payer = Field(title="谁出的", description=Payer.listed())
    amount: Amount = Field(ge=0, title="金额", description="[元]")


class Expense(Record):
    """What was spent for one purpose in a period."""

    purpose: Purpose = Field(title="用在哪里", description=Purpose.listed())
    amount: Amount = Field(ge=0, title="金额", description="[元]")


class Fund(Record):
    """Money of the prevention system in a period [CNY]."""

    period: Text = Field(title="时段", description="例如 2026 年上半年")
    opening: Amount | None = Field(
        default=None, title="上期结余", description="期初的余额 [元];等于上一段算出的结余,不知道的不写"
    )
    income: Amount = Field(title="收入", description="[元]")
    spending: Amount = Field(title="支出", description="[元]")
    received: tuple[Contribution, ...] = Field(
        default=(), title="谁出的钱", description="每一类写一条,加起来等于收入;没有分类的不写"
    )
    spent: tuple[Expense, ...] = Field(
        default=(), title="用在哪里", description="每一类写一条,加起来等于支出;没有分类的不写"
    )

    @property
    def paid(self) -> Mapping[Payer, Decimal]:
        """What each kind of payer gave, as written [CNY]."""
        return {one.payer: one.amount for one in self.received}

    @property
    def used(self) -> Mapping[Purpose, Decimal]:
        """What was spent for each purpose, as written [CNY]."""
        return {one.purpose: one.amount for one in self.spent}

    @property
    def closing(self) -> Decimal | None:
        """What is left at the end of the period [CNY]; None where the opening balance is not known."""
        return self.opening + self.income - self.spending if self.opening is not None else None

    def _contradictions(self) -> Contradictions:
        yield from written_twice("同一类出钱的(payer)", (one.payer for one in self.received))
        yield from written_twice("同一类用处(purpose)", (one.purpose for one in self.spent))
        parts = (
            ("received", self.received, self.income, "收入"),
            ("spent", self.spent, self.spending, "支出"),
        )
        for key, listed, total, title in parts:
            found = sum((one.amount for one in listed), Decimal(0))
            if listed and found != total:
                yield contradiction(
                    f"{title}写的是 {total:f} 元,各类加起来是 {found:f} 元",
                    f"请核对 {key} 里的各类。",
                    (key,),
                )


class Prevention(Record):
    """群防群治."""

    patrols: tuple[Patrol, ...] = Field(
        default=(), title="巡逻队", description="专兼职、义务巡逻队和社区保安"
    )
    safe_places: tuple[SafePlace, ...] = Field(default=(), title="安全小区、安全村居", description="已授予的")
    volunteers: Volunteers | None = Field(
        default=None, title="志愿者", description="登记了多少人、做什么、怎样参加"
    )
    funds: tuple[Fund, ...] = Field(
        default=(), title="经费", description="群防群治经费的收支 [元],按时间先后写"
    )

    def _contradictions(self) -> Contradictions:
        yield from written_twice("同一个时段(period)", (one.period for one in self.funds), "请合成一条。")
        for at, (before, fund) in enumerate(itertools.pairwise(self.funds), start=1):
            if before.closing is not None and fund.opening is not None and fund.opening != before.closing:
                yield contradiction(
                    f"{fund.period}的上期结余写的是 {fund.opening:f} 元,"
                    f"{before.period}算出的结余是 {before.closing:f} 元",
                    "请核对两段的收支;没有按时间先后写的,请改先后。",
                    ("funds", at, "opening"),
                )
