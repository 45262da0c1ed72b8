"""What may be published although it names or describes somebody: who approved which text, and when."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from generator.model.spelling import Spelling
from generator.model.values import Day, Record, Text

_DIGEST = Spelling(r"[0-9a-f]{16}", "检查时给出的 16 位摘要", "0f3a9c5b7d21e846")
Digest = Annotated[str, _DIGEST]


class Approval(Record):
    """One text that was approved as it stands: another wording has another digest."""

    place: Text = Field(
        title="位置",
        description="文字所在的文件,照检查的提示写",
        examples=["data/meetings/2026/gulou-guanliu-2026-10-12.yml"],
    )
    digest: Digest = Field(title="摘要", description="照检查的提示写;文字一改,摘要就变,要重新审批")
    approver: Text = Field(title="审批人", description="谁审批的,写姓名或职务;不公开")
    on: Day = Field(title="审批日期", description="哪天审批的")


class Approvals(Record):
    """All approvals of a bureau."""

    approvals: tuple[Approval, ...] = Field(title="审批", description="逐条写;没有了就删去整个文件")
