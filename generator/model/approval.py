"""What may be published although it names or reaches somebody: which text or number, why, who approved it and when."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field

from generator.model.spelling import Contradictions, Spelling, contradiction
from generator.model.values import Day, Record, Text

_DIGEST = Spelling(r"[0-9a-f]{16}", "检查时给出的 16 位摘要", "0f3a9c5b7d21e846")
Digest = Annotated[str, _DIGEST]


class Approval(Record):
    """One text or mobile number that was approved as it stands: another wording has another digest."""

    place: Text = Field(
        title="位置",
        description="文字或号码所在的文件,照检查的提示写",
        examples=["data/meetings/2026/gulou-guanliu-2026-10-12.yml"],
    )
    digest: Digest = Field(title="摘要", description="照检查的提示写;文字或号码一改,摘要就变,要重新审批")
    purpose: Text = Field(
        title="用途", description="为什么要公开,写给审批的人;不公开", examples=["警务室没有固定电话"]
    )
    approver: Text = Field(title="审批人", description="谁审批的,写姓名或职务;不公开")
    on: Day = Field(title="审批日期", description="哪天审批的")
    until: Day | None = Field(default=None, title="公开到", description="公开到哪天为止,没有期限的不写")

    def is_valid_on(self, day: dt.date) -> bool:
        """Has it been given by that day, and not expired?"""
        return self.on <= day and (self.until is None or day <= self.until)

    def _contradictions(self) -> Contradictions:
        if self.purpose == "用途" or self.approver == "审批人":
            yield contradiction("“用途”“审批人”没有换成真的", "请写为什么要公开、谁审批的。", ("purpose",))
        if self.until is not None and self.until < self.on:
            yield contradiction(
                f"公开到 {self.until} 早于审批日期 {self.on}", "请核对 on 和 until。", ("until",)
            )


class Approvals(Record):
    """All approvals of a bureau."""

    approvals: tuple[Approval, ...] = Field(title="审批", description="逐条写;没有了就删去整个文件")
