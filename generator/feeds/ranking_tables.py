"""Each month's ranking as a table in long form: one row for each station and part, with all that went into it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from generator.feeds.tables import Cell, Column, Dataset
from generator.memo import remembered
from generator.model.release import ReleaseStatus
from generator.ranking.published import PublishedMonth, PublishedRevision
from generator.ranking.results import GroupRanking, Item, Part, StationMonthResult
from generator.ranking.scoring import rounded
from generator.wording import month_text

RANKING_COLUMNS = (
    Column(key="month", title="月份"),
    Column(key="revision", title="版次", types=("integer",)),
    Column(key="published", title="公布时间"),
    Column(key="policy", title="办法版本"),
    Column(key="flags", title="标志:p 初步、r 修订过"),
    Column(key="group", title="分组"),
    Column(key="station", title="派出所编号"),
    Column(key="name", title="派出所"),
    Column(key="rank", title="名次", types=("integer",)),
    Column(key="score", title="总分 [0–100,一位小数]", decimal=True),
    Column(key="group_q1", title="本组总分的下四分位数", decimal=True),
    Column(key="group_median", title="本组总分的中位数", decimal=True),
    Column(key="group_q3", title="本组总分的上四分位数", decimal=True),
    Column(key="item", title="项目"),
    Column(key="item_weight", title="项目权重", types=("integer",)),
    Column(key="part", title="组成部分"),
    Column(key="part_weight", title="部分权重", types=("integer",)),
    Column(key="numerator", title="分子(整数或分数 a/b);没有报全、不写出的为空", decimal=True),
    Column(key="denominator", title="分母(整数或分数 a/b);没有报全、不写出的为空", decimal=True),
    Column(key="state", title="状态:ok 计算、z 不适用、x 未报送、u 数目过小不计"),
    Column(key="reason", title="未排名的原因"),
)


@remembered("published.month", "at")
def ranking_dataset(stations: Mapping[str, str], published: PublishedMonth, at: int) -> Dataset:
    """The table of the month's revision at that position; the latest has the month's own name.

    `stations` are the names by id.
    """
    ranking = published.revisions[at].ranking
    is_latest = at == len(published.revisions) - 1
    old = "" if is_latest else f"-r{at + 1}"
    return Dataset(
        id=f"ranking/{ranking.month}{old}",
        title=f"{month_text(ranking.month)}派出所社区警务排名"
        + ("" if is_latest else f"（第{at + 1}版，已修订）"),
        what="每行一个派出所的一个组成部分;总分和名次在每行重复",
        columns=RANKING_COLUMNS,
        rows=tuple(_rows(stations, published, published.revisions[at])),
    )


def _rows(
    stations: Mapping[str, str], published: PublishedMonth, one: PublishedRevision
) -> Iterator[tuple[Cell, ...]]:
    revision = one.revision
    flags = ("p" if published.status is ReleaseStatus.PROVISIONAL else "") + (
        "r" if revision.number > 1 else ""
    )
    about = (published.month, revision.number, f"{revision.published:%Y-%m-%d %H:%M}", revision.policy, flags)
    for group in one.ranking.groups:
        for _, _, cells in group_rows(stations, group, about):
            yield cells


def group_rows(
    stations: Mapping[str, str], group: GroupRanking, about: tuple[Cell, ...]
) -> Iterator[tuple[StationMonthResult, Part, tuple[Cell, ...]]]:
    """A row for each station and part of a peer group; `about` fills the first five columns."""
    spread = _quartiles(group)
    for result in group.members:
        cells = (*about, *_station_cells(stations, group, result), *spread)
        for item in result.items:
            for part in item.parts:
                yield result, part, (*cells, *_part_cells(item, part), _why(result))


def _station_cells(
    stations: Mapping[str, str], group: GroupRanking, result: StationMonthResult
) -> tuple[Cell, ...]:
    score = None if result.score is None else f"{result.score:.1f}"
    return group.kind.value, result.station, stations[result.station], result.rank, score


def _quartiles(group: GroupRanking) -> tuple[Cell, ...]:
    """Lower quartile, median and upper quartile of the group's scores, between neighbours in proportion."""
    scores = sorted(Fraction(result.score) for result in group.members if result.score is not None)
    if not scores:
        return None, None, None
    return tuple(f"{rounded(_quantile(scores, Fraction(quarter, 4))):.1f}" for quarter in (1, 2, 3))


def _quantile(ordered: Sequence[Fraction], share: Fraction) -> Fraction:
    place = share * (len(ordered) - 1)
    low = ordered[int(place)]
    high = ordered[min(int(place) + 1, len(ordered) - 1)]
    return low + (high - low) * (place - int(place))


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
