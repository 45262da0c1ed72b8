"""Convert a month's ranking to the rows of a release, and the rows back to the same scores and ranks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from generator.facts.area_month import CountedMonth
from generator.facts.measure import Measure
from generator.model.policy import PartId, Policy
from generator.model.public import PublicBureau
from generator.model.release import ReleaseRow, Revision
from generator.ranking.order import rank_groups
from generator.ranking.parts import measures_of
from generator.ranking.results import MonthRanking, StationMonthResult
from generator.ranking.safety import safety_of
from generator.ranking.scoring import items_of, result_of
from generator.ranking.station_month import StationRecords, station_records


def freeze(bureau: PublicBureau, ranking: MonthRanking, policy: Policy) -> tuple[ReleaseRow, ...]:
    """One row per station, ordered by id, with the numbers of each of its communities."""
    month = CountedMonth(name=ranking.month, policy=policy)
    records = station_records(bureau)
    groups = {result.station: group.kind for group in ranking.groups for result in group.members}
    return tuple(
        ReleaseRow(
            station=result.station,
            group=groups[result.station],
            score=result.score,
            rank=result.rank,
            numbers=tuple(cell_text(part.measure) for part in result.parts),
            cases=result.safety.cases,
            residents=result.safety.residents,
            months=result.safety.months_reported,
            filed_on=report.filed_on if report is not None else None,
            reasons=result.reasons,
            areas=_cells_of_areas(records[result.station], month),
        )
        for result in sorted(ranking.results, key=lambda result: result.station)
        for report in [bureau.reports.get((ranking.month, result.station))]
    )


def differing_areas(
    own: StationRecords, row: ReleaseRow, month: CountedMonth, parts: Iterable[PartId]
) -> tuple[str, ...]:
    """Ids of communities whose published numbers for `parts` differ from today's records, ordered.

    A community that only the row or only the records contain differs.
    """
    now = _cells_of_areas(own, month)
    places = [month.policy.ranking.parts.index(part) for part in parts]

    def cells(of: Mapping[str, Sequence[str]], id_: str) -> list[str]:
        return [of[id_][at] for at in places] if id_ in of else []

    return tuple(id_ for id_ in sorted({*row.areas, *now}) if cells(row.areas, id_) != cells(now, id_))


def _cells_of_areas(own: StationRecords, month: CountedMonth) -> dict[str, tuple[str, ...]]:
    return {
        each.area.id: tuple(
            f"x/{measure.due}" if measure.missing else cell_text(measure)
            for measure in measures_of(own.of_area(each.area).in_month(month)).values()
        )
        for each in own.in_month(month).areas
    }


def cell_text(measure: Measure) -> str:
    """Write a measure as 12/14, as u if withheld, as u:12/14 if of too few events, as 97/100@420 with its base."""
    if measure.withheld:
        return "u"
    base = "" if measure.base is None else f"@{measure.base}"
    return f"{'u:' if measure.few else ''}{measure.attained}/{measure.due}{base}"


@lru_cache(maxsize=4096)
def measure_in(cell: str, missing: tuple[str, ...] = ()) -> Measure:
    """Parse a cell; x/14 (not reported) gives 0 attained."""
    if cell == "u":
        return Measure(attained=0, due=0, missing=missing, withheld=True)
    share, _, base = cell.removeprefix("u:").partition("@")
    attained, _, due = share.partition("/")
    return Measure(
        attained=0 if attained == "x" else int(attained),
        due=int(due),
        missing=missing,
        few=cell.startswith("u:"),
        base=int(base) if base else None,
    )


def measures_in(row: ReleaseRow, parts: Sequence[PartId]) -> Mapping[PartId, Measure]:
    """The station's published measures; areas with an x cell are missing."""
    unreported = (
        tuple(id_ for id_, cells in row.areas.items() if cells[at].startswith("x"))
        for at in range(len(parts))
    )
    return {
        part: measure_in(cell, missing)
        for part, cell, missing in zip(parts, row.numbers, unreported, strict=True)
    }


def thaw(month: str, revision: Revision, policy: Policy, before: MonthRanking | None) -> MonthRanking:
    """Rebuild the published ranking from its rows, with the change against the month before."""
    placed = [(row.group, _result(row, revision.parts, policy)) for row in revision.rows]
    return MonthRanking(
        month=month,
        groups=rank_groups(placed, policy, before),
        reported=sum(row.filed_on is not None for row in revision.rows),
        stations=len(revision.rows),
    )


def _result(row: ReleaseRow, parts: Sequence[PartId], policy: Policy) -> StationMonthResult:
    items = items_of(policy.ranking, measures_in(row, parts))
    shown = safety_of(row.cases, row.residents, row.months, policy.standards)
    return result_of(row.station, items, shown, row.reasons, policy.ranking)


def contradictions(revision: Revision, ranking: MonthRanking) -> Iterable[tuple[int, str]]:
    """Find rows whose score or rank does not follow from their numbers: index, and the correct values in Chinese.

    A revision without any rank was published in bands; then only scores are compared.
    """
    placed = {result.station: result for result in ranking.results}
    is_ranked = any(row.rank is not None for row in revision.rows)
    for at, row in enumerate(revision.rows):
        result = placed[row.station]
        rank = result.rank if is_ranked else None
        if (result.score, rank) != (row.score, row.rank):
            yield at, f"{_text(result.score)} 分" + (f"、第 {_text(rank)} 名" if is_ranked else "")


def _text(value: Decimal | int | None) -> str:
    return "—" if value is None else str(value)
