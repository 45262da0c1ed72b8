"""A year's tables by peer group: each station with its sums, and of how many months they are."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from generator.pages.links import Link, station_link
from generator.pages.ranking.words import RankingNames, interval_text, rank_text, score_text
from generator.ranking.results import GroupRanking, Item, Part, PartState, StationMonthResult
from generator.ranking.year import PartMonths, StationYear, YearRanking
from generator.wording import decimal_text


@dataclass(frozen=True, kw_only=True)
class YearPart:
    """One part with its sums, and the months that they are of."""

    title: str
    numerator: str
    denominator: str
    result: str
    weight: int
    months: str


@dataclass(frozen=True, kw_only=True)
class YearItem:
    """One of the published items for one station."""

    title: str
    score: str
    weight: int
    parts: tuple[YearPart, ...]


@dataclass(frozen=True, kw_only=True)
class YearRow:
    """One station. `months` are those counted of those that it owed: 10/12; `width` is the bar's, of 100."""

    id: str
    link: Link
    rank: str
    interval: str
    score: str
    width: Fraction
    band: str
    months: str
    items: tuple[YearItem, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class YearGroup:
    """One peer group: ranked (or listed, with the reason), and apart those without a score."""

    id: str
    title: str
    ranked: int
    rows: tuple[YearRow, ...]
    unranked: tuple[YearRow, ...]
    reason: str | None
    item_titles: tuple[str, ...]


_NOT_COUNTED = {
    PartState.OK: "不计分",
    PartState.NOT_APPLICABLE: "没有发生，不计",
    PartState.NOT_REPORTED: "未报送",
    PartState.TOO_SMALL: "数目过小，不计",
}


def year_groups(names: RankingNames, ranking: YearRanking) -> tuple[YearGroup, ...]:
    """Every peer group of the year."""
    return tuple(_group(names, ranking, group) for group in ranking.groups)


def _group(names: RankingNames, ranking: YearRanking, group: GroupRanking) -> YearGroup:
    scored = [rule for rule in ranking.policy.ranking.indicators if rule.scored]
    return YearGroup(
        id=f"group-{group.kind.value}",
        title=f"{group.kind.label}组",
        ranked=len(group.ranked),
        rows=tuple(_row(names, ranking, result) for result in (*group.ranked, *group.listed)),
        unranked=tuple(_row(names, ranking, result) for result in group.unranked),
        reason=group.reason,
        item_titles=tuple(rule.id.label for rule in scored),
    )


def _row(names: RankingNames, ranking: YearRanking, result: StationMonthResult) -> YearRow:
    year = ranking.stations[result.station]
    return YearRow(
        id=result.station,
        link=station_link(result.station, names.stations[result.station]),
        rank=rank_text(result),
        interval=interval_text(result),
        score=score_text(result),
        width=Fraction(result.score or 0),
        band=result.band.title if result.band else "",
        months=f"{year.counted}/{year.owed}",
        items=tuple(_item(item, year) for item in result.items if item.rule.scored),
        reasons=result.reasons,
    )


def _item(item: Item, year: StationYear) -> YearItem:
    return YearItem(
        title=item.id.label,
        score="—" if item.score is None else decimal_text(item.score),
        weight=item.rule.weight,
        parts=tuple(_part(part, year.parts[part.id]) for part in item.parts),
    )


def _part(part: Part, months: PartMonths) -> YearPart:
    return YearPart(
        title=part.id.label,
        numerator=_number(part.numerator),
        denominator=_number(part.denominator),
        result=_NOT_COUNTED[part.state] if part.attainment is None else decimal_text(part.attainment),
        weight=part.rule.weight,
        months=_months(months),
    )


def _months(months: PartMonths) -> str:
    left_out = [
        f"{count}个月{why}"
        for count, why in ((months.missing, "未报送"), (months.withheld, "数目过小不写出"))
        if count
    ]
    return "，".join([f"{months.added}个月", *left_out])


def _number(value: Fraction | None) -> str:
    """A dash where the number is not written out."""
    return "—" if value is None else decimal_text(value, 2)
