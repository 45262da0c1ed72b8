"""Rankings as tables in long form: one row for each station and part, with all that went into it.

A year's table has the columns of a month's and a few more: `month` contains the year, the numbers are sums. So every
program that reads a month, tools/recompute.py too, can read a year.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from statistics import quantiles
from typing import Final, NamedTuple

from generator.feeds.tables import Column, Dataset, Table
from generator.memo import remembered
from generator.model.release import ReleaseStatus
from generator.ranking.published import PublishedMonth
from generator.ranking.results import GroupRanking, Item, Part, StationMonthResult, Tier
from generator.ranking.scoring import rounded
from generator.ranking.words import incomplete_sentence, title_of
from generator.ranking.year import PartMonths, StationYear, YearRanking
from generator.wording import month_text


@dataclass(frozen=True, kw_only=True)
class Publication:
    """What every row states of the table's publication. `flags`: p provisional, r revised, i incomplete."""

    period: str
    revision: int | None
    published: str
    policy: str
    flags: str


class PartRow(NamedTuple):
    """One part of a station's result; `name` is the station's, `quartiles` are those of its group's scores."""

    publication: Publication
    group: GroupRanking
    quartiles: tuple[str | None, ...]
    name: str
    result: StationMonthResult
    item: Item
    part: Part

    @property
    def range(self) -> tuple[int, int, Tier] | tuple[None, None, None]:
        """The best and the worst rank beyond chance and weights, and the tier; nothing without a rank."""
        found = self.result.robustness
        return (None, None, None) if found is None else (found.best, found.worst, found.tier)


_EXACT: Final = "(整数或分数 a/b);没有报全、不写出的为空"
_RANKING: Final = Table[PartRow](
    "每行一个派出所的一个组成部分;总分和名次在每行重复",
    Column("month", "月份", str, lambda row: row.publication.period),
    Column("revision", "版次", int, lambda row: row.publication.revision),
    Column("published", "公布时间", str, lambda row: row.publication.published),
    Column("policy", "办法版本", str, lambda row: row.publication.policy),
    Column("flags", "标志:p 初步、r 修订过、i 没有报齐就公布", str, lambda row: row.publication.flags),
    Column("group", "分组", str, lambda row: row.group.kind),
    Column("station", "派出所编号", str, lambda row: row.result.station),
    Column("name", "派出所", str, lambda row: row.name),
    Column("rank", "名次", int, lambda row: row.result.rank),
    Column("rank_best", "名次范围:最好", int, lambda row: row.range[0]),
    Column("rank_worst", "名次范围:最差", int, lambda row: row.range[1]),
    Column("tier", "段:front 前段、middle 中段、back 后段", str, lambda row: row.range[2]),
    Column("score", "总分 [0–100,一位小数]", Decimal, lambda row: _one_decimal(row.result.score)),
    Column("group_q1", "本组总分的下四分位数", Decimal, lambda row: row.quartiles[0]),
    Column("group_median", "本组总分的中位数", Decimal, lambda row: row.quartiles[1]),
    Column("group_q3", "本组总分的上四分位数", Decimal, lambda row: row.quartiles[2]),
    Column("item", "项目", str, lambda row: row.item.id),
    Column("item_weight", "项目权重", int, lambda row: row.item.rule.weight),
    Column("part", "组成部分", str, lambda row: row.part.id),
    Column("part_weight", "部分权重", int, lambda row: row.part.rule.weight),
    Column("numerator", f"分子{_EXACT}", Decimal, lambda row: _exact(row.part.numerator)),
    Column("denominator", f"分母{_EXACT}", Decimal, lambda row: _exact(row.part.denominator)),
    Column("base", "底数:分子是百分比的,取自多少件,去尾到十", int, lambda row: row.part.measure.base),
    Column("state", "状态:ok 计算、z 不适用、x 未报送、u 数目过小不计", str, lambda row: row.part.state),
    Column("reason", "没有得分的原因", str, lambda row: ";".join(row.result.reasons) or None),
)
# Without ranks the table names each station's band in their place.
_RANKS: Final = frozenset({"rank", "rank_best", "rank_worst", "tier"})
_BANDED: Final = Table[PartRow](
    "每行一个派出所的一个组成部分;总分和档次在每行重复",
    *(column for column in _RANKING.columns if column.key not in _RANKS),
    Column("band", "档次", str, lambda row: row.result.band.title if row.result.band is not None else None),
)


@remembered("published.month", "at")
def ranking_dataset(stations: Mapping[str, str], published: PublishedMonth, at: int) -> Dataset:
    """The table of the month's revision at that position; the latest has the month's own name.

    `stations` are the names by id.
    """
    one = published.revisions[at]
    is_latest = at == len(published.revisions) - 1
    publication = Publication(
        period=published.month,
        revision=one.revision.number,
        published=f"{one.revision.published:%Y-%m-%d %H:%M}",
        policy=one.revision.policy,
        flags=_flags(
            is_provisional=published.status is ReleaseStatus.PROVISIONAL,
            is_revised=one.revision.number > 1,
            is_incomplete=one.revision.incomplete is not None,
        ),
    )
    incomplete = incomplete_sentence(one.revision, one.ranking)
    table = _BANDED if one.ranking.is_banded else _RANKING
    return table.of(
        f"ranking/{published.month}" + ("" if is_latest else f"-r{at + 1}"),
        f"{month_text(published.month)}{title_of(one.ranking)}"
        + ("" if is_latest else f"（第{at + 1}版，已修订）")
        + (f"（{incomplete.rstrip('。')}）" if incomplete else ""),
        _rows(stations, publication, one.ranking.groups),
        one.revision.seal,
    )


@remembered("ranking.year")
def year_dataset(stations: Mapping[str, str], ranking: YearRanking) -> Dataset:
    """The table of one year; `stations` are the names by id.

    A year has no revision of its own; the latest revision of its months dates it.
    """
    latest = [month.latest.revision for month in ranking.months]
    publication = Publication(
        period=ranking.year,
        revision=None,
        published=f"{max(revision.published for revision in latest):%Y-%m-%d %H:%M}",
        policy=ranking.policy.version,
        flags=_flags(
            is_provisional=any(month.status is ReleaseStatus.PROVISIONAL for month in ranking.months),
            is_revised=any(revision.number > 1 for revision in latest),
            is_incomplete=any(revision.incomplete is not None for revision in latest),
        ),
    )
    return _year_table(ranking).of(
        f"ranking/{ranking.year}",
        f"{ranking.year}年{title_of(ranking)}（{len(ranking.months)}个月合计）",
        _rows(stations, publication, ranking.groups),
    )


def _year_table(ranking: YearRanking) -> Table[PartRow]:
    def own(row: PartRow) -> StationYear:
        return ranking.stations[row.result.station]

    def months(row: PartRow) -> PartMonths:
        return own(row).parts[row.part.id]

    return Table(
        "每行一个派出所的一个组成部分;分子、分母是各月之和,"
        + ("总分和档次在每行重复" if ranking.is_banded else "总分和名次在每行重复"),
        *(_BANDED if ranking.is_banded else _RANKING).columns,
        Column("months", "派出所计分的月数", int, lambda row: own(row).counted),
        Column("months_owed", "派出所应计分的月数", int, lambda row: own(row).owed),
        Column("part_months", "这一部分合计了几个月", int, lambda row: months(row).added),
        Column(
            "part_months_missing", "这一部分几个月没有报送,没有合计", int, lambda row: months(row).missing
        ),
        Column(
            "part_months_withheld",
            "这一部分几个月数目过小不写出,没有合计",
            int,
            lambda row: months(row).withheld,
        ),
    )


def _flags(*, is_provisional: bool, is_revised: bool, is_incomplete: bool) -> str:
    return "p" * is_provisional + "r" * is_revised + "i" * is_incomplete


def _rows(
    stations: Mapping[str, str], publication: Publication, groups: Iterable[GroupRanking]
) -> Iterator[PartRow]:
    for group in groups:
        quartiles = _quartiles(group)
        for result in group.members:
            for item in result.items:
                for part in item.parts:
                    name = stations[result.station]
                    yield PartRow(publication, group, quartiles, name, result, item, part)


def _quartiles(group: GroupRanking) -> tuple[str | None, ...]:
    """Lower quartile, median and upper quartile of the group's scores, interpolated linearly."""
    scores = [Fraction(result.score) for result in group.members if result.score is not None]
    if not scores:
        return None, None, None
    # `quantiles` needs two values; the quartiles of a single score are that score.
    found = quantiles(scores if len(scores) > 1 else scores * 2, n=4, method="inclusive")
    return tuple(_one_decimal(rounded(quartile)) for quartile in found)


def _one_decimal(score: Decimal | None) -> str | None:
    return None if score is None else f"{score:.1f}"


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else str(value)
