"""The indicators of every version of the method as a table: one row for each part, with the item it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.feeds.tables import Cell, Column, Dataset
from generator.memo import remembered
from generator.model.policy import IndicatorRule, Policy

_COLUMNS = (
    Column(key="version", title="办法版本"),
    Column(key="version_since", title="这一版的施行日期"),
    Column(key="item", title="项目"),
    Column(key="item_title", title="项目名称"),
    Column(key="formula", title="算法"),
    Column(key="exclusions", title="不计入"),
    Column(key="target", title="目标 [%]", decimal=True),
    Column(key="scored", title="是否计分", types=("boolean",)),
    Column(key="item_weight", title="项目权重", types=("integer",)),
    Column(key="since", title="这样算的起始日期"),
    Column(key="clause", title="方案条目"),
    Column(key="interpretation", title="本站解释"),
    Column(key="part", title="组成部分"),
    Column(key="part_title", title="部分名称"),
    Column(key="numerator", title="分子"),
    Column(key="denominator", title="分母"),
    Column(key="part_weight", title="部分权重", types=("integer",)),
)


@remembered()
def indicators_dataset(policies: Iterable[Policy]) -> Dataset:
    """The table of these versions, in their order."""
    return Dataset(
        id="indicators",
        title="排名指标",
        what="每行一版办法里的一个组成部分;项目的算法、权重在每行重复",
        columns=_COLUMNS,
        rows=tuple(row for policy in policies for row in _rows(policy)),
    )


def _rows(policy: Policy) -> Iterator[tuple[Cell, ...]]:
    for rule in policy.ranking.indicators:
        about = (policy.version, policy.since.isoformat(), *_item_cells(rule))
        for part in rule.parts:
            yield (*about, part.id.value, part.id.label, part.numerator, part.denominator, part.weight)


def _item_cells(rule: IndicatorRule) -> tuple[Cell, ...]:
    return (
        rule.id.value,
        rule.id.label,
        rule.formula,
        rule.exclusions,
        None if rule.target is None else f"{rule.target.normalize():f}",
        rule.scored,
        rule.weight,
        rule.since.isoformat(),
        rule.clause,
        rule.interpretation,
    )
