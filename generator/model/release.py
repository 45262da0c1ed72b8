"""A published ranking, frozen: data/releases/<yyyy-mm>.yml."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from generator.model.policy import IndicatorId
from generator.model.values import Amount, Count, Day, Identifier, Labelled, Month, Prose, Record, Text


class ReleaseStatus(Labelled):
    """Whether figures may still change in the ordinary way."""

    PROVISIONAL = "provisional", "初步"
    FINAL = "final", "正式"


class ReleaseRow(Record):
    """One station's published figures. Without `score` the station was not ranked, and `reason` says why."""

    station: Identifier = Field(title="派出所", description="派出所的编号")
    score: Amount | None = Field(default=None, title="总分", description="[0–100]")
    rank: Count | None = Field(default=None, title="名次", description="在本组的名次")
    items: dict[IndicatorId, Amount] = Field(default_factory=dict, title="各项得分", description="[0–100]")
    reason: Text | None = Field(default=None, title="未排名原因", description="未排名时写原因")


class Release(Record):
    """One published month. Written by a command, never by hand."""

    month: Month = Field(title="月份", description="与文件名相同")
    revision: Annotated[Count, Field(ge=1)] = Field(title="版次", description="第一次公布为 1")
    status: ReleaseStatus = Field(title="状态", description="provisional 初步、final 正式")
    published_on: Day = Field(title="公布日期", description="公布日期")
    policy_version: Text = Field(title="办法版本", description="policy.yml 的版本")
    inputs: Text = Field(title="输入摘要", description="数据的摘要值")
    reason: Prose | None = Field(default=None, title="修订原因", description="修订版写原因")
    rows: tuple[ReleaseRow, ...] = Field(title="各派出所", description="公布的数字")

    @property
    def path(self) -> str:
        """The record's file, relative to the root."""
        return f"data/releases/{self.month}.yml"
