"""A station's numbers community by community, as they were published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from generator.model.policy import IndicatorId, PartId
from generator.model.release import ReleaseRow
from generator.pages.ranking.words import RankingNames
from generator.ranking.frozen import measure_in
from generator.ranking.results import Item

# Where on a community's page the records of an item stand.
_ANCHORS: Final[Mapping[IndicatorId, str]] = {
    IndicatorId.OFFICERS: "",
    IndicatorId.POSTS: "",
    IndicatorId.PREVENTION: "#prevention",
    IndicatorId.SERVICES: "#year",
    IndicatorId.STANDARDS: "#meetings",
    IndicatorId.SAFETY: "#year",
}
# What is counted for the station alone, and what stands with each community instead.
_OF_THE_STATION: Final[Mapping[PartId, str]] = {
    PartId.REPORT_ON_TIME: "全所一份",
    PartId.CASES_IN_LIMITS: "全所合计",
}


@dataclass(frozen=True, kw_only=True)
class AreaNumbers:
    """A community's numbers, in the order of the item's parts; without a page it is named only."""

    name: str
    url: str | None
    cells: tuple[str, ...]
    is_short: bool


def area_numbers(
    names: RankingNames, row: ReleaseRow, item: Item, order: Sequence[PartId]
) -> Iterator[AreaNumbers]:
    """Of one item; `order` is that of the numbers in the row."""
    places = [order.index(part.id) for part in item.parts]
    for area, cells in row.areas.items():
        anchor = "" if area in names.former else _ANCHORS[item.id]
        yield AreaNumbers(
            name=names.areas.get(area, area),
            url=f"communities/{area}/{anchor}" if area in names.areas else None,
            cells=tuple(_cell(order[at], cells[at]) for at in places),
            is_short=any(_is_short(order[at], cells[at]) for at in places),
        )


@lru_cache(maxsize=4096)
def _is_short(part: PartId, cell: str) -> bool:
    """Less than was due, or not reported; a rate has no due."""
    measure = measure_in(cell)
    is_attainment = part is not PartId.CASE_RATE and part not in _OF_THE_STATION
    return is_attainment and (cell.startswith("x") or measure.attained < measure.due)


@lru_cache(maxsize=4096)
def _cell(part: PartId, cell: str) -> str:
    """31/31 as written; in words where there is nothing to write."""
    if part in _OF_THE_STATION:
        return _OF_THE_STATION[part]
    if cell.startswith("x"):
        return "未报送"
    measure = measure_in(cell)
    if measure.withheld:
        return "数目小，不写"
    return f"{measure.attained:,}/{measure.due:,}" if measure.due else "本月没有"
