"""Tests of the table of indicators with the sample's policies."""

from __future__ import annotations

from generator.feeds.indicators import indicators_dataset
from tests.small_sites import ezhou


def test_the_table_of_indicators_has_a_row_for_each_part_and_version() -> None:
    """A row has the whole definition of a part; an indicator that is not scored has no target."""
    records = ezhou().bureau
    versions = (*records.earlier_policies.values(), records.policy)
    table = indicators_dataset(versions)
    keys = [column.key for column in table.columns]
    rows = [dict(zip(keys, row, strict=True)) for row in table.rows]
    assert [(row["version"], row["part"]) for row in rows] == [
        (version.version, part.id.value)
        for version in versions
        for rule in version.ranking.indicators
        for part in rule.parts
    ]
    (verified,) = [row for row in rows if (row["version"], row["part"]) == ("2026-1", "contact_verified")]
    assert {key: verified[key] for key in keys if key not in {"formula", "exclusions", "interpretation"}} == {
        "version": "2026-1",
        "version_since": "2026-01-01",
        "item": "posts",
        "item_title": "警务室设置",
        "target": "100",
        "scored": True,
        "item_weight": 20,
        "since": "2026-01-01",
        "clause": "四(五)",
        "part": "contact_verified",
        "part_title": "信息核实",
        "numerator": "月末联系信息在核实期限内的社区数",
        "denominator": "社区数",
        "part_weight": 20,
    }
    assert {(row["item"], row["scored"]) for row in rows if row["target"] is None} == {("safety", False)}
