"""What a station has to mend (整改) after a year's decision or a month of 重点督导, and the outcome (方案四(五))."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Final

from pydantic import Field

from generator.model.duplicates import written_twice
from generator.model.policy import IndicatorId
from generator.model.spelling import DIGITS, Contradictions, Spelling, contradiction
from generator.model.values import Day, DocumentNumber, Labelled, Record, Text

_PERIOD: Final = Spelling(
    r"(19|20)[0-9]{2}(-(0[1-9]|1[0-2]))?", "年份或月份,写成“2025”或“2026-09”", "2026-09", str, DIGITS
)
Period = Annotated[str, _PERIOD]


class FollowUpState(Labelled):
    """What a review of the mending found."""

    DONE = "done", "完成"
    EXTENDED = "extended", "延期"
    NOT_DONE = "not_done", "未完成"


class FollowUpReview(Record):
    """One review (复查) of what was to be mended."""

    on: Day = Field(title="日期", description="复查的日期")
    state: FollowUpState = Field(title="结果", description=FollowUpState.listed())
    evidence: Text = Field(title="依据", description="文号,或看了什么,一句话,不写姓名")
    due: Day | None = Field(default=None, title="新的期限", description="延期的写新的期限,别的不写")

    def _contradictions(self) -> Contradictions:
        if (self.state is FollowUpState.EXTENDED) != (self.due is not None):
            yield contradiction(
                "延期没有写新的期限" if self.due is None else "没有延期,却写了新的期限",
                "延期的写 state: extended 和 due(新的期限);完成、未完成的不写 due。",
            )
        if self.due is not None and self.due <= self.on:
            yield contradiction(f"新的期限 {self.due} 不晚于复查的 {self.on}", "请核对 due 和 on。", ("due",))


class FollowUp(Record):
    """What a station was told to mend, by when; `reviews` in order of time."""

    after: Period = Field(title="由何而来", description="哪一年的限期整改写年份,哪个月的重点督导写月份")
    items: tuple[IndicatorId, ...] = Field(min_length=1, title="整改什么", description=IndicatorId.listed())
    document: DocumentNumber = Field(title="文号", description="要求整改的文件")
    assigned_on: Day = Field(title="要求日期", description="文件的日期")
    due: Day = Field(title="期限", description="最初定的期限;延期的写在 reviews 里,这里不改")
    reviews: tuple[FollowUpReview, ...] = Field(
        default=(), title="复查", description="每次复查加一条,以前的不删"
    )

    @property
    def is_of_a_year(self) -> bool:
        """Was it ordered at a year's end, not after a month?"""
        return "-" not in self.after

    @property
    def due_on(self) -> dt.date:
        """The day by which it is due, after the last extension."""
        return next((one.due for one in reversed(self.reviews) if one.due is not None), self.due)

    @property
    def closing(self) -> FollowUpReview | None:
        """The review that ended it; None while it is open."""
        last = self.reviews[-1] if self.reviews else None
        return last if last is not None and last.state is not FollowUpState.EXTENDED else None

    def is_overdue(self, day: dt.date) -> bool:
        """Is it past its due day and still open?"""
        return self.closing is None and self.due_on < day

    def up_to(self, day: dt.date) -> FollowUp:
        """The follow-up with the reviews made by that day."""
        return self.model_copy(update={"reviews": tuple(one for one in self.reviews if one.on <= day)})

    def _contradictions(self) -> Contradictions:
        yield from written_twice("整改的同一项", self.items)
        if self.due <= self.assigned_on:
            yield contradiction(
                f"期限 {self.due} 不晚于要求整改的 {self.assigned_on}",
                "请核对 due 和 assigned_on。",
                ("due",),
            )
        days = [self.assigned_on, *(one.on for one in self.reviews)]
        if days != sorted(set(days)):
            yield contradiction(
                "复查没有按先后排列,或早于要求整改的日期", "请按日期从早到晚各写一条。", ("reviews",)
            )
        if any(one.state is not FollowUpState.EXTENDED for one in self.reviews[:-1]):
            yield contradiction(
                "已经完成或未完成的,后面又写了复查",
                "完成、未完成只写在最后一条;还要再改的,另立一条整改。",
                ("reviews",),
            )
