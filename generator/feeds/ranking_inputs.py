"""What a published ranking was worked out from: each community's numbers by month, and every version of the method."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

import orjson

from generator.feeds.tables import Column, Dataset, Table
from generator.memo import remembered
from generator.model.policy import IndicatorId, PartId, Policy
from generator.model.release import ReleaseRow, Revision
from generator.ranking.published import PublishedMonth
from generator.ranking.results import PartState
from generator.wording import month_text


class _AreaPart(NamedTuple):
    """One part of one community, as published; the numbers are None where they are withheld or not reported."""

    month: str
    revision: int
    station: str
    area: str
    item: IndicatorId
    part: PartId
    numerator: int | None
    denominator: int | None
    state: PartState


def _of(key: str, title: str, type_: type = str) -> Column[_AreaPart]:
    return Column(key, title, type_, lambda row: getattr(row, key))


_AREAS: Final = Table[_AreaPart](
    "每行一个社区的一个组成部分,各社区相加得派出所的数;月报、案件和按时办结另按派出所算",
    _of("month", "月份"),
    _of("revision", "版次", int),
    _of("station", "派出所编号"),
    _of("area", "社区编号"),
    _of("item", "项目"),
    _of("part", "组成部分"),
    _of("numerator", "分子;没有报送、不写出的为空", int),
    _of("denominator", "分母;不写出的为空", int),
    _of("state", "状态:ok 计算、z 没有要做的、x 未报送、u 数目过小"),
)


@remembered("published.month")
def areas_dataset(published: PublishedMonth) -> Dataset:
    """The communities of the month's latest revision."""
    return _AREAS.of(
        f"ranking/{published.month}-areas",
        f"{month_text(published.month)}各社区的分子、分母",
        _rows(published.month, published.latest.revision, published.latest.policy),
    )


def _rows(month: str, revision: Revision, policy: Policy) -> Iterator[_AreaPart]:
    items = {part.id: item.id for item in policy.ranking.indicators for part in item.parts}
    for row in revision.rows:
        for area, cells in _in_order(row):
            for part, cell in zip(revision.parts, cells, strict=True):
                numbers = _numbers(cell)
                yield _AreaPart(
                    month, revision.number, row.station, area, items[part], part, *numbers, _state(cell)
                )


def _in_order(row: ReleaseRow) -> list[tuple[str, tuple[str, ...]]]:
    return sorted(row.areas.items())


def _numbers(cell: str) -> tuple[int | None, int | None]:
    """Parse 12/14, u:12/14, x/14, u."""
    attained, _, due = cell.removeprefix("u:").partition("@")[0].partition("/")
    return (int(attained) if attained.isdecimal() else None), (int(due) if due else None)


def _state(cell: str) -> PartState:
    if cell.startswith("x"):
        return PartState.NOT_REPORTED
    if cell.startswith("u"):
        return PartState.TOO_SMALL
    return PartState.NOT_APPLICABLE if _numbers(cell)[1] == 0 else PartState.OK


def policy_files(policies: Iterable[Policy]) -> dict[str, bytes]:
    """Each version of the method in full, by path."""
    return {
        f"data/policies/{policy.version}.json": orjson.dumps(
            policy.model_dump(mode="json"), option=orjson.OPT_INDENT_2
        )
        for policy in policies
    }
