"""The indicators of every version of the method as a table: one row for each part, with the item it belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from generator.feeds.tables import Column, Dataset, table
from generator.memo import remembered
from generator.model.policy import Policy


@remembered()
def indicators_dataset(policies: Iterable[Policy]) -> Dataset:
    """The table of these versions, in their order."""
    return table(
        "indicators",
        "排名指标",
        "每行一版办法里的一个组成部分;项目的算法、权重在每行重复",
        (
            (policy, item, part)
            for policy in policies
            for item in policy.ranking.indicators
            for part in item.parts
        ),
        Column("version", "办法版本", str, lambda row: row[0].version),
        Column("version_since", "这一版的施行日期", str, lambda row: row[0].since),
        Column("item", "项目", str, lambda row: row[1].id),
        Column("item_title", "项目名称", str, lambda row: row[1].id.label),
        Column("formula", "算法", str, lambda row: row[1].formula),
        Column("exclusions", "不计入", str, lambda row: row[1].exclusions),
        Column("target", "目标 [%]", Decimal, lambda row: row[1].target),
        Column("scored", "是否计分", bool, lambda row: row[1].scored),
        Column("item_weight", "项目权重", int, lambda row: row[1].weight),
        Column("since", "这样算的起始日期", str, lambda row: row[1].since),
        Column("clause", "方案条目", str, lambda row: row[1].clause),
        Column("interpretation", "本站解释", str, lambda row: row[1].interpretation),
        Column("part", "组成部分", str, lambda row: row[2].id),
        Column("part_title", "部分名称", str, lambda row: row[2].id.label),
        Column("numerator", "分子", str, lambda row: row[2].numerator),
        Column("denominator", "分母", str, lambda row: row[2].denominator),
        Column("part_weight", "部分权重", int, lambda row: row[2].weight),
    )
