"""Of whom a committee or a patrol team consists, by age and schooling (方案四(二)): headcounts, for staff alone."""

from __future__ import annotations

from pydantic import Field

from generator.model.spelling import Contradictions, contradiction
from generator.model.values import Count, Day, Labelled, Record


class Trait(Labelled):
    """By what people are told apart: the key of the headcounts and its title."""

    AGE = "age", "年龄"
    SCHOOLING = "schooling", "文化程度"


class ByAge(Record):
    """People by age [persons]; the document names no bands."""

    under_40: Count = Field(title="不到 40 岁", description="[人]")
    from_40: Count = Field(title="40 至 59 岁", description="[人]")
    from_60: Count = Field(title="60 岁以上", description="[人]")


class BySchooling(Record):
    """People by the highest school that they finished [persons]; the document names no levels."""

    middle: Count = Field(title="初中及以下", description="[人]")
    high: Count = Field(title="高中、中专", description="[人]")
    college: Count = Field(title="大专以上", description="[人]")


class Composition(Record):
    """Headcounts of one group. Never public: only rounded shares of large groups are."""

    as_of: Day = Field(title="统计日期", description="哪一天数的;一年数一次就够")
    age: ByAge | None = Field(default=None, title="年龄", description="各年龄段的人数,加起来等于总人数")
    schooling: BySchooling | None = Field(
        default=None, title="文化程度", description="各文化程度的人数,加起来等于总人数"
    )

    def of(self, trait: Trait) -> tuple[int, ...] | None:
        """The headcounts in the order of the bands; None where they were not written."""
        bands = getattr(self, trait)
        return tuple(dict(bands).values()) if bands is not None else None


def bands_of(trait: Trait) -> tuple[str, ...]:
    """The titles of the bands, in order."""
    kind = ByAge if trait is Trait.AGE else BySchooling
    return tuple(str(info.title) for info in kind.model_fields.values())


def miscounted(composition: Composition | None, members: int) -> Contradictions:
    """A contradiction for each trait whose headcounts do not add up to the members."""
    for trait in Trait if composition is not None else ():
        counts = composition.of(trait) if composition is not None else None
        if counts is not None and sum(counts) != members:
            yield contradiction(
                f"按{trait.label}数共 {sum(counts)} 人,总人数(members)写的是 {members} 人",
                "请核对各段的人数;换了人的,重新数一遍。",
                ("composition", trait.value),
            )
