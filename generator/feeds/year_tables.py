"""Each year's ranking as a table with the columns of a month's: `month` holds the year, the numbers are the sums.

So whatever reads a month, the program that recomputes it too, reads a year.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.feeds.ranking_tables import RANKING_COLUMNS, group_rows
from generator.feeds.tables import Cell, Column, Dataset
from generator.memo import remembered
from generator.model.public import PublicBureau
from generator.model.release import ReleaseStatus
from generator.pages.ranking.words import ranking_names
from generator.ranking.year import YearRanking

_COLUMNS = (
    *RANKING_COLUMNS,
    Column(key="months", title="派出所计分的月数", types=("integer",)),
    Column(key="months_owed", title="派出所应计分的月数", types=("integer",)),
    Column(key="part_months", title="这一部分合计了几个月", types=("integer",)),
    Column(key="part_months_missing", title="这一部分几个月没有报送,没有合计", types=("integer",)),
    Column(key="part_months_withheld", title="这一部分几个月数目过小不写出,没有合计", types=("integer",)),
)


def year_datasets(bureau: PublicBureau, years: Mapping[str, YearRanking]) -> tuple[Dataset, ...]:
    """One table for each year, ascending."""
    stations = ranking_names(bureau).stations
    return tuple(year_dataset(stations, ranking) for year, ranking in years.items())


@remembered("ranking.year")
def year_dataset(stations: Mapping[str, str], ranking: YearRanking) -> Dataset:
    """The table of one year; `stations` are the names by id."""
    return Dataset(
        id=f"ranking/{ranking.year}",
        title=f"{ranking.year}年派出所社区警务排名（{len(ranking.months)}个月合计）",
        what="每行一个派出所的一个组成部分;分子、分母是各月之和,总分和名次在每行重复",
        columns=_COLUMNS,
        rows=tuple(_rows(stations, ranking)),
    )


def _rows(stations: Mapping[str, str], ranking: YearRanking) -> Iterator[tuple[Cell, ...]]:
    about = _about(ranking)
    for group in ranking.groups:
        for result, part, cells in group_rows(stations, group, about):
            own = ranking.stations[result.station]
            months = own.parts[part.id]
            yield (*cells, own.counted, own.owed, months.added, months.missing, months.withheld)


def _about(ranking: YearRanking) -> tuple[Cell, ...]:
    """A year has no revision of its own: it follows those of its months, the last of which dates it."""
    latest = [month.latest.revision for month in ranking.months]
    is_provisional = any(month.status is ReleaseStatus.PROVISIONAL for month in ranking.months)
    flags = "p" * is_provisional + "r" * any(revision.number > 1 for revision in latest)
    published = max(revision.published for revision in latest)
    return ranking.year, None, f"{published:%Y-%m-%d %H:%M}", ranking.policy.version, flags
