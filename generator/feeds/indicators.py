"""The indicators of every version of the method as a table: one row for each part, with the item it belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from generator.feeds.tables import Column, Dataset, Table, fields
from generator.model.policy import IndicatorRule, PartRule, Policy


class _Indicator(NamedTuple):
    policy: Policy
    item: IndicatorRule
    part: PartRule


_INDICATORS: Final = Table[_Indicator](
    "每行一版办法里的一个组成部分;项目的算法、权重在每行重复",
    Column("version", "办法版本", str, lambda row: row.policy.version),
    Column("version_since", "这一版的施行日期", str, lambda row: row.policy.since),
    Column("item", "项目", str, lambda row: row.item.id),
    Column("item_title", "项目名称", str, lambda row: row.item.id.label),
    *fields(IndicatorRule, "formula exclusions target", lambda row: row.item, target="目标 [%]"),
    Column("scored", "是否计分", bool, lambda row: row.item.scored),
    Column("item_weight", "项目权重", int, lambda row: row.item.weight),
    Column("since", "这样算的起始日期", str, lambda row: row.item.since),
    *fields(IndicatorRule, "clause interpretation", lambda row: row.item, clause="文件条目"),
    Column("part", "组成部分", str, lambda row: row.part.id),
    Column("part_title", "部分名称", str, lambda row: row.part.id.label),
    *fields(PartRule, "numerator denominator", lambda row: row.part),
    Column("part_weight", "部分权重", int, lambda row: row.part.weight),
)


def indicators_dataset(policies: Iterable[Policy]) -> Dataset:
    """The table of these versions, in their order."""
    rows = (
        _Indicator(policy, item, part)
        for policy in policies
        for item in policy.ranking.indicators
        for part in item.parts
    )
    return _INDICATORS.of("indicators", "指标", rows)
