"""Each month's ranking as a table in long form: one row for each station and part, with all that went into it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from generator.feeds.tables import Cell, Column, Dataset
from generator.pages.wording import month_text
from generator.ranking.results import GroupRanking, Item, MonthRanking, Part, StationMonthResult

_COLUMNS = (
    Column(key="month", title="月份"),
    Column(key="group", title="分组"),
    Column(key="station", title="派出所编号"),
    Column(key="name", title="派出所"),
    Column(key="rank", title="名次", types=("integer",)),
    Column(key="score", title="总分 [0–100,一位小数]"),
    Column(key="item", title="项目"),
    Column(key="item_weight", title="项目权重", types=("integer",)),
    Column(key="part", title="组成部分"),
    Column(key="part_weight", title="部分权重", types=("integer",)),
    Column(key="numerator", title="分子(整数或分数 a/b)"),
    Column(key="denominator", title="分母(整数或分数 a/b)"),
    Column(key="state", title="状态:ok 计算、z 不适用、x 未报送、u 数目过小不计(数字不写)"),
    Column(key="reason", title="未排名的原因"),
)


def ranking_dataset(stations: Mapping[str, str], ranking: MonthRanking) -> Dataset:
    """The month's table; `stations` are the names by id."""
    return Dataset(
        id=f"ranking/{ranking.month}",
        title=f"{month_text(ranking.month)}派出所社区警务排名",
        what="每行一个派出所的一个组成部分;总分和名次在每行重复",
        columns=_COLUMNS,
        rows=tuple(_rows(stations, ranking)),
    )


def _rows(stations: Mapping[str, str], ranking: MonthRanking) -> Iterator[tuple[Cell, ...]]:
    for group in ranking.groups:
        for result in group.members:
            parts = [(item, part) for item in result.items for part in item.parts]
            if not parts:
                yield (
                    *_station_cells(stations, ranking, group, result),
                    None,
                    None,
                    None,
                    None,
                    None,
                    None,
                    None,
                    _why(result),
                )
            for item, part in parts:
                cells = _station_cells(stations, ranking, group, result)
                yield (*cells, *_part_cells(item, part), _why(result))


def _station_cells(
    stations: Mapping[str, str], ranking: MonthRanking, group: GroupRanking, result: StationMonthResult
) -> tuple[Cell, ...]:
    score = None if result.score is None else f"{result.score:.1f}"
    return ranking.month, group.kind.value, result.station, stations[result.station], result.rank, score


def _part_cells(item: Item, part: Part) -> tuple[Cell, ...]:
    return (
        item.id.value,
        item.rule.weight,
        part.id.value,
        part.rule.weight,
        _exact(part.numerator),
        _exact(part.denominator),
        part.state.value,
    )


def _why(result: StationMonthResult) -> str | None:
    return ";".join(result.reasons) or None


def _exact(value: Fraction | None) -> str | None:
    if value is None:
        return None
    return str(value.numerator) if value.denominator == 1 else f"{value.numerator}/{value.denominator}"
