"""What residents do for their own safety: the committee (治保会) and the prevention system (方案二(一), 四(二))."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from pydantic import Field

from generator.model.history import Earlier, History
from generator.model.naming import Name, PersonName
from generator.model.phone import Phone
from generator.model.spelling import Contradictions, contradiction
from generator.model.values import Amount, Count, Day, Flag, Labelled, Record, Text
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


class PatrolKind(Labelled):
    """Who patrols."""

    FULL_TIME = "full_time", "专职巡逻队"
    PART_TIME = "part_time", "兼职巡逻队"
    VOLUNTEER = "volunteer", "义务巡逻队"
    GUARD = "guard", "社区保安"


class Patrol(Record):
    """A patrol team. `shift` says when in words; routes are never published."""

    kind: PatrolKind = Field(
        title="类别", description="full_time 专职、part_time 兼职、volunteer 义务、guard 社区保安"
    )
    members: Count = Field(title="人数", description="[人]")
    shift: Text = Field(title="班次", description="什么时候巡逻,例如“每晚 19 时至 22 时”")


class SafePlaceKind(Labelled):
    """The two titles of 方案四(二)."""

    SAFE_ESTATE = "safe_estate", "安全小区"
    SAFE_VILLAGE = "safe_village", "安全村居"


class SafePlace(Record):
    """An estate or village that was awarded the title for a time."""

    kind: SafePlaceKind = Field(title="类别", description="safe_estate 安全小区、safe_village 安全村居")
    name: Name = Field(title="名称", description="小区或村的名称")
    awarded_on: Day = Field(title="授予日期", description="授予的日期")
    expires_on: Day = Field(title="有效期至", description="最后有效的一天")
    homes: Count | None = Field(
        default=None, title="户数", description="这个小区、这个村有多少户 [户];不知道的不写"
    )

    def _contradictions(self) -> Contradictions:
        if self.expires_on < self.awarded_on:
            yield contradiction("有效期早于授予日期", "请核对 awarded_on 和 expires_on。")


def standing_places(places: Sequence[SafePlace], as_of: dt.date) -> tuple[SafePlace, ...]:
    """Leave out awards that a later award of the same place renewed; they count for earlier months only."""
    last: dict[tuple[SafePlaceKind, str], dt.date] = defaultdict(lambda: dt.date.min)
    keys = [(place.kind, comparable(place.name)) for place in places]
    for key, place in zip(keys, places, strict=True):
        if place.awarded_on <= as_of:
            last[key] = max(last[key], place.expires_on)
    return tuple(place for key, place in zip(keys, places, strict=True) if place.expires_on >= last[key])


class Fund(Record):
    """Money of the prevention system in a period [CNY]."""

    period: Text = Field(title="时段", description="例如 2026 年上半年")
    income: Amount = Field(title="收入", description="[元]")
    spending: Amount = Field(title="支出", description="[元]")


class Prevention(Record):
    """群防群治."""

    patrols: tuple[Patrol, ...] = Field(
        default=(), title="巡逻队", description="专兼职、义务巡逻队和社区保安"
    )
    safe_places: tuple[SafePlace, ...] = Field(default=(), title="安全小区、安全村居", description="已授予的")
    funds: tuple[Fund, ...] = Field(default=(), title="经费", description="群防群治经费的收支 [元]")

    def standing_places(self, as_of: dt.date) -> tuple[SafePlace, ...]:
        """Titles without those that a later award of the same place took over."""
        return standing_places(self.safe_places, as_of)
