"""Changes between two versions of the method: each difference is reported once, and nothing else."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

import pytest

from generator.model.policy import Policy
from generator.pages.ranking.policy_changes import policy_changes
from tests.bureaus import policy, standards

# What distinguishes versions without changing the method, and the keys by which entries are matched.
NOT_COMPARED: Final = {"version", "since", "note"}
KEYS: Final = {"id", "kind"}
BEFORE: Final = policy(
    staffing=[
        {
            "kind": kind,
            "basis": "actual",
            "clause": "一(社区设置)",
            "interpretation": "取中点",
            "steps": [{"over": "0", "officers": "1"}, {"over": "6500", "officers": "2"}],
        }
        for kind in ("urban", "town", "rural")
    ],
    standards=standards(notable_change=5),
)

Path = tuple[str | int, ...]


def written(one: Policy) -> dict[str, Any]:
    """The policy as plain data, with every optional key filled in."""
    found: dict[str, Any] = one.model_dump(mode="json")
    for rule in found["ranking"]["indicators"]:
        rule["interpretation"] = "本站这样看"
    for name, standard in found["standards"].items():
        number = standard or {
            "value": 80 if name == "composition_base" else 20,
            "unit": "个",
            "interpretation": "测试",
        }
        found["standards"][name] = number | {"clause": "二(四)"}
    found["ranking"]["clause"] = "四(五)"
    return found


def leaves(value: Any, path: Path = ()) -> Iterator[Path]:
    """Paths of all single values."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from leaves(inner, (*path, at))
    else:
        yield path


def at(value: Any, path: Path) -> Any:
    for step in path:
        value = value[step]
    return value


def edited(path: Path, new: Any) -> Policy:
    """The policy with one value replaced."""
    found = copy.deepcopy(WRITTEN)
    at(found, path[:-1])[path[-1]] = new
    return Policy.model_validate(found)


WRITTEN: Final = written(BEFORE)
OLD: Final = Policy.model_validate(WRITTEN)

ANOTHER: Final = {
    "clause": "三(三)",
    "basis": "permanent",
    "since": "2023-05-06",
    "issued_on": "2023-05-06",
    "target": "95",
    "publish": "bands",
}


def another(key: str | int, value: Any) -> Any:
    """Another valid value of the same kind."""
    if key in ANOTHER:
        return ANOTHER[key]
    if key == "at_least":
        return str(Decimal(value) + Decimal("0.5"))
    return value + 1 if isinstance(value, int) else f"{value}另写"


SINGLE: Final = [
    path
    for path in leaves(WRITTEN)
    if path[0] not in NOT_COMPARED
    and path[-1] not in KEYS | {"scored"}
    # Not compared: a weight of 0 means not scored, and the lowest band and step stay at 0.
    and at(WRITTEN, path) not in (0, "0", None)
]


@pytest.mark.parametrize("path", SINGLE, ids=lambda path: ".".join(map(str, path)))
def test_every_changed_value_is_reported(path: Path) -> None:
    """Every changed value is reported in exactly one subject, in both directions."""
    is_step = path == ("standards", "composition_step", "value")  # 5, 10 or 20
    new = edited(path, 10 if is_step else another(path[-1], at(WRITTEN, path)))
    assert new != OLD
    assert len(policy_changes(OLD, new)) == 1
    assert len(policy_changes(new, OLD)) == 1


def test_every_kind_of_value_is_tried() -> None:
    """Every kind of value in items, parts, bands, staffing, standards and the document is tried."""
    assert {path[-1] for path in SINGLE} == {
        "number", "title", "issued_by", "issued_on", "basis", "over", "officers", "clause", "interpretation",
        "value", "unit", "formula", "exclusions", "target", "since", "numerator", "denominator", "weight",
        "at_least", "valid_days", "edition", "publish",
    }  # fmt: skip


def test_the_same_method_under_another_name_changes_nothing() -> None:
    """Version, day and note alone are no change."""
    other = OLD.model_copy(update={"version": "2030-1", "note": "什么也没改"})
    assert policy_changes(OLD, other) == {}


def said(new: Policy, old: Policy = OLD) -> dict[str, list[str]]:
    """The sentences of the changes, by subject."""
    return {
        subject: [change.sentence for change in found] for subject, found in policy_changes(old, new).items()
    }


def rules(*changes: tuple[int, dict[str, Any]]) -> Policy:
    """The policy with keys of some items replaced."""
    found = copy.deepcopy(WRITTEN)
    for number, keys in changes:
        found["ranking"]["indicators"][number] |= keys
    return Policy.model_validate(found)


OFFICERS, POSTS, SAFETY = 0, 1, 5


def parts(number: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = copy.deepcopy(WRITTEN["ranking"]["indicators"][number]["parts"])
    return found


def test_weights_of_items_and_parts() -> None:
    """A changed weight is reported with both numbers, under its item."""
    changed = parts(POSTS)
    changed[0]["weight"], changed[1]["weight"] = 30, 50
    assert said(rules((OFFICERS, {"weight": 25}), (POSTS, {"parts": changed}))) == {
        "社区民警到位": ["权重由 20 改为 25。"],
        "警务室设置": ["“警务室启用”的权重由 40 改为 30。", "“警务室设施”的权重由 40 改为 50。"],
    }


def test_parts_added_and_dropped() -> None:
    """A new part is reported with numerator and denominator, a dropped one with its former weight."""
    less = rules((POSTS, {"parts": parts(POSTS)[:2]}))
    assert said(OLD, less) == {"警务室设置": ["加上“信息核实”，权重 20：分子是分子，分母是分母。"]}
    assert said(less) == {"警务室设置": ["去掉“信息核实”（原来权重 20）。"]}


def test_items_added_and_dropped() -> None:
    """Dropped items come last, and an added or dropped item causes no other changes."""
    found = copy.deepcopy(WRITTEN)
    del found["ranking"]["indicators"][SAFETY], found["ranking"]["indicators"][OFFICERS]
    less = Policy.model_validate(found)
    assert said(less) == {
        "社区民警到位": ["不再公布这一项（原来计分，权重 20）。"],
        "主要治安情况": ["不再公布这一项（原来只公布、不计分）。"],
    }
    assert said(OLD, less) == {
        "社区民警到位": ["新加的一项，计分，权重 20。"],
        "主要治安情况": ["新加的一项，只公布、不计分。"],
    }


def test_scored_or_not() -> None:
    """One sentence reports that an item is scored or no longer scored, together with its weight."""
    shown = rules((POSTS, {"scored": False, "weight": 0, "target": None}))
    assert said(shown) == {"警务室设置": ["原来计分，权重 20，现在只公布、不计分。"]}
    assert said(OLD, shown) == {"警务室设置": ["原来只公布、不计分，现在计分，权重 20。"]}


def test_targets_days_and_clauses() -> None:
    """Targets, clauses and first days are reported with both values."""
    new = rules((OFFICERS, {"target": "97.5", "since": "2026-01-01", "clause": "二(四)"}))
    assert said(new) == {
        "社区民警到位": [
            "目标由 100% 改为 97.5%。",
            "依据由条目四（五）改为条目二（四）。",
            "这样算的起始日期由 2024年1月1日 改为 2026年1月1日。",
        ]
    }


def test_reworded_texts_are_reported_whole() -> None:
    """A reworded text is reported with the whole of both texts."""
    changed = parts(OFFICERS)
    changed[1] |= {"numerator": "实际天数", "denominator": "承诺天数"}
    new = rules(
        (
            OFFICERS,
            {"parts": changed, "formula": "新算法", "exclusions": "病假", "interpretation": "另一种看法"},
        )
    )
    (only,) = policy_changes(OLD, new).values()
    assert [(change.sentence, change.wording) for change in only] == [
        ("“驻社区兑现”的分子改了措辞。", ("分子", "实际天数")),
        ("“驻社区兑现”的分母改了措辞。", ("分母", "承诺天数")),
        ("算法改了措辞。", ("算法", "新算法")),
        ("“不计入”改了措辞。", ("没有", "病假")),
        ("本站解释改了措辞。", ("本站这样看", "另一种看法")),
    ]


def test_an_interpretation_added_or_removed() -> None:
    """An interpretation that was added or removed is reported in full."""
    without = rules((OFFICERS, {"interpretation": None}))
    assert said(without) == {"社区民警到位": ["本站解释删去了，原来写的是：本站这样看"]}
    assert said(OLD, without) == {"社区民警到位": ["本站解释是新加的：本站这样看"]}


def test_bands() -> None:
    """Bands are reported as moved, new or dropped."""
    found = copy.deepcopy(WRITTEN)
    found["ranking"]["bands"] = [
        {"at_least": "95", "title": "好"},
        {"at_least": "75", "title": "达标"},
        {"at_least": "50", "title": "一般"},
        {"at_least": "0", "title": "重点督导"},
    ]
    assert said(Policy.model_validate(found)) == {
        "档次": [
            "“好”由 90 分以上 改为 95 分以上。",
            "新设“一般”：50 分以上。",
            "取消“待改进”（原来 60 分以上）。",
        ]
    }


def test_standards_and_staffing() -> None:
    """Standards are reported with their units, staffing steps as one sentence for each kind."""
    found = copy.deepcopy(WRITTEN)
    found["standards"]["on_site_days"] |= {"value": 4, "unit": "天/周"}
    found["standards"]["rural_residents"] |= {"clause": None}
    found["staffing"][0]["steps"] = [
        {"over": 0, "officers": 1},
        {"over": 5000, "officers": 2},
        {"over": 10000, "officers": 3},
    ]
    found["staffing"][1]["steps"] = [{"over": 0, "officers": 1}]
    two = "实有人口不超过 6,500 人的配 1 名；超过 6,500 人的配 2 名"
    three = (
        "实有人口不超过 5,000 人的配 1 名；超过 5,000 人、不超过 10,000 人的配 2 名；超过 10,000 人的配 3 名"
    )
    assert said(Policy.model_validate(found)) == {
        "警力配备标准": [
            f"城区社区由“{two}”改为“{three}”。",
            f"集镇社区由“{two}”改为“不论实有人口多少，都配 1 名”。",
        ],
        "各个标准": [
            "“驻社区最低天数”由 3 个 改为 4 天/周。",
            "“农村警务区规模”的依据由条目二（四）改为“没有写条目”。",
        ],
    }


def test_a_number_that_only_one_version_has() -> None:
    """A standard that only one version has is reported as added or dropped."""
    without = OLD.model_copy(update={"standards": OLD.standards.model_copy(update={"notable_change": None})})
    assert said(OLD, without) == {"各个标准": ["加上“升降说明”：5 个。"]}
    assert said(without, OLD) == {"各个标准": ["去掉“升降说明”（原来 5 个）。"]}
