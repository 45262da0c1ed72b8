"""When a community's representatives meet, as a rule (方案四(三): 定期召开); the dates are generator.recurrence's."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, WithJsonSchema

from generator.model.spelling import Contradictions, contradiction
from generator.model.values import ClockTime, Count, Labelled, Record, Text, Weekday


class Every(Labelled):
    """How often."""

    MONTH = "month", "每月"
    QUARTER = "quarter", "每季度"
    HALF_YEAR = "half_year", "每半年"

    @property
    def months(self) -> int:
        """The length of a cycle [months]; cycles begin with the year."""
        return {Every.MONTH: 1, Every.QUARTER: 3, Every.HALF_YEAR: 6}[self]


class Week(Labelled):
    """Which of a month's Mondays, Tuesdays and so on; a fifth is not in every month, a last one is."""

    FIRST = "1", "第1个"
    SECOND = "2", "第2个"
    THIRD = "3", "第3个"
    FOURTH = "4", "第4个"
    LAST = "last", "最后一个"


# An editor that follows YAML 1.2 reads 3 as a number, so the schema lists figures where the model has words.
_WORDS = [week.label for week in Week]
_Week = Annotated[
    Week,
    WithJsonSchema(
        {"enum": [1, 2, 3, 4, "last"], "enumDescriptions": _WORDS, "markdownEnumDescriptions": _WORDS}
    ),
]


class MeetingRule(Record):
    """One meeting in every cycle: 每季度第2个月的第3个周四 19:00–20:30, and where."""

    every: Every = Field(
        title="多久一次", description="month 每月、quarter 每季度、half_year 每半年(上半年、下半年)"
    )
    month: Annotated[Count, Field(ge=1, le=6)] | None = Field(
        default=None, title="第几个月", description="每季度的写 1 至 3,每半年的写 1 至 6,每月的不写"
    )
    week: _Week = Field(title="第几个", description="这个月的第几个周几:1、2、3、4,最后一个写 last")
    weekday: Weekday = Field(title="周几", description="周一至周日")
    starts: ClockTime = Field(title="开始", description="24 小时制")
    ends: ClockTime | None = Field(
        default=None, title="结束", description="24 小时制;每次不一样、另行通知的不写"
    )
    place: Text | None = Field(
        default=None, title="地点", description="居民找得到的写法;每次不一样、另行通知的不写"
    )

    def _contradictions(self) -> Contradictions:
        if self.ends is not None and self.starts >= self.ends:
            yield contradiction("结束时间不晚于开始时间", "请核对 starts 和 ends。")
        if self.every is Every.MONTH and self.month is not None:
            yield contradiction("每月都开,却写了第几个月", "请删去 month,或改 every。")
        if self.every is not Every.MONTH and self.month is None:
            yield contradiction(
                f"{self.every.label}开一次,却没有写在第几个月", f"请写 month(1 至 {self.every.months})。"
            )
        if self.month is not None and self.month > self.every.months:
            yield contradiction(
                f"{self.every.label}只有 {self.every.months} 个月,没有第 {self.month} 个月", "请改 month。"
            )

    @property
    def months_of_year(self) -> tuple[int, ...]:
        """The months in which it meets, 1 to 12, ascending."""
        return tuple(range(self.month or 1, 13, self.every.months))
