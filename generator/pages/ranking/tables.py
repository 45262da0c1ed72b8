"""A month's tables by peer group; every cell with the numbers it was made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from generator.model.months import last_day
from generator.model.policy import Policy
from generator.model.public import PublicBureau
from generator.model.release import Release, ReleaseStatus
from generator.pages.charts import meter_width
from generator.pages.downloads import RECOMPUTE
from generator.pages.page import Link, Setting
from generator.pages.ranking.dots import DotPlot, dot_plot
from generator.pages.wording import ClauseLink, clause_link, decimal_text, long_day, month_text
from generator.ranking.results import (
    GroupRanking,
    Item,
    MonthRanking,
    Part,
    PartState,
    Safety,
    StationMonthResult,
)


@dataclass(frozen=True, kw_only=True)
class PartLine:
    """One part with the numbers that went into it."""

    title: str
    numerator_name: str
    denominator_name: str
    numerator: str
    denominator: str
    result: str
    weight: int
    missing: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class ItemCell:
    """One of the published items for one station. `width` is the bar's, of 100."""

    id: str
    title: str
    score: str
    width: str | None
    parts: tuple[PartLine, ...]
    is_scored: bool
    weight: int


@dataclass(frozen=True, kw_only=True)
class StationRow:
    """One station in the table."""

    id: str
    link: Link
    rank: str
    interval: str
    hides_weakness: bool
    score: str
    width: str
    band: str
    tone: str
    change: str
    rank_change: str
    items: tuple[ItemCell, ...]
    safety: str
    safety_note: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class GroupTable:
    """One peer group: ranked (or listed, with the reason), and apart those without a score."""

    id: str
    title: str
    rows: tuple[StationRow, ...]
    unranked: tuple[StationRow, ...]
    reason: str | None
    item_titles: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RankingMonth:
    """A month's ranking."""

    template: ClassVar[str] = "ranking_month.html"
    title: str
    sentence: str
    status: str
    dots: DotPlot | None
    groups: tuple[GroupTable, ...]
    before: Link | None
    after: Link | None
    policy_version: str
    as_of: str
    downloads: tuple[Link, ...]
    clause: ClauseLink
    peer_minimum: int


# A rank that moves by one between the two means tells nothing; by this many it does.
TELLING = 2
_TONES = ("ok", "plain", "warn", "bad")
_NOT_COUNTED = {
    PartState.OK: "不计分",
    PartState.NOT_APPLICABLE: "本月没有，不计",
    PartState.NOT_REPORTED: "未报送",
    PartState.TOO_SMALL: "数目过小，不计",
}


@dataclass(frozen=True, kw_only=True)
class Names:
    """Names of stations and areas by id."""

    stations: Mapping[str, str]
    areas: Mapping[str, str]


def ranking_names(bureau: PublicBureau) -> Names:
    """The names that the tables of a ranking use."""
    return Names(
        stations={station.id: station.name for station in bureau.stations.values()},
        areas={area.id: area.name for area in bureau.areas.values()},
    )


def ranking_month(
    setting: Setting,
    names: Names,
    ranking: MonthRanking,
    release: Release | None,
    around: tuple[Link | None, Link | None],
) -> RankingMonth:
    """The view of one month; `around` are the links to the months before and after."""
    month = ranking.month
    return RankingMonth(
        title=f"{month_text(month)}派出所社区警务排名",
        sentence=_sentence(ranking),
        status=(release.status if release else ReleaseStatus.PROVISIONAL).label,
        dots=dot_plot(ranking, setting.policy.ranking.bands, dict(names.stations)),
        groups=tuple(_group_table(names, setting.policy, group) for group in ranking.groups),
        before=around[0],
        after=around[1],
        policy_version=setting.policy.version,
        as_of=long_day(last_day(month)),
        downloads=(
            Link(url=f"data/ranking/{month}.csv", text="CSV 表格"),
            Link(url=f"data/ranking/{month}.json", text="JSON 数据"),
            Link(url=RECOMPUTE, text="重算程序（Python）"),
        ),
        clause=clause_link("四(五)"),
        peer_minimum=setting.policy.standards.peer_minimum.value,
    )


def _sentence(ranking: MonthRanking) -> str:
    ranked = sum(len(group.ranked) for group in ranking.groups)
    unranked = sum(len(group.unranked) for group in ranking.groups)
    reported = f"{ranking.stations}个派出所中{ranking.reported}个已报送月报"
    text = f"{month_text(ranking.month)}，{reported}，{ranked}个参加排名"
    return text + (f"，{unranked}个因缺少数据不排名。" if unranked else "。")


def _group_table(names: Names, policy: Policy, group: GroupRanking) -> GroupTable:
    scored = [rule for rule in policy.ranking.indicators if rule.scored]
    return GroupTable(
        id=f"group-{group.kind.value}",
        title=f"{group.kind.label}组",
        rows=tuple(ranking_row(names, policy, result) for result in (*group.ranked, *group.listed)),
        unranked=tuple(ranking_row(names, policy, result) for result in group.unranked),
        reason=group.reason,
        item_titles=tuple(rule.id.label for rule in scored),
    )


def ranking_row(names: Names, policy: Policy, result: StationMonthResult) -> StationRow:
    """One station's month as the table shows it."""
    safety = result.safety
    bands = [band.title for band in policy.ranking.bands]
    return StationRow(
        id=result.station,
        link=Link(url=f"stations/{result.station}/", text=names.stations[result.station]),
        rank=rank_text(result),
        interval=interval_text(result),
        hides_weakness=_hides_weakness(result),
        score=score_text(result),
        width=meter_width(Fraction(result.score or 0)),
        band=result.band.title if result.band else "",
        tone=_TONES[min(bands.index(result.band.title), len(_TONES) - 1)] if result.band else "plain",
        change=score_change(result.change_score),
        rank_change=rank_change(result.change_rank),
        items=tuple(_cell(names, item) for item in result.items if item.rule.scored),
        safety="—" if safety.rate is None else f"{decimal_text(safety.rate)}",
        safety_note=_safety_note(safety),
        reasons=result.reasons,
    )


def _safety_note(safety: Safety) -> str:
    if not safety.months_reported or not safety.residents:
        return "还没有数据"
    residents = f"人口{safety.residents:,}"
    if safety.cases is None:
        return f"{safety.months_reported}个月中有的月份数目过小，合计不写，{residents}"
    note = f"{safety.months_reported}个月共{safety.cases}起，{residents}"
    return note + ("，基数小、波动大" if safety.is_unstable else "")


def rank_text(result: StationMonthResult) -> str:
    """3（并列）; a dash where there is no rank."""
    return "—" if result.rank is None else f"{result.rank}" + ("（并列）" if result.tied else "")


def interval_text(result: StationMonthResult) -> str:
    """2–5: the best and the worst rank under other weights; nothing where no weights would change it."""
    found = result.robustness
    return "" if found is None or found.best == found.worst else f"{found.best}–{found.worst}"


def _hides_weakness(result: StationMonthResult) -> bool:
    """Does the rank move by two or more where no strength makes up for a weakness (geometric mean)?"""
    found = result.robustness
    return (
        found is not None and result.rank is not None and abs(found.geometric_rank - result.rank) >= TELLING
    )


def score_text(result: StationMonthResult) -> str:
    """91.5; a dash where there is no score."""
    return "—" if result.score is None else f"{result.score:.1f}"


def score_change(change: Decimal | None) -> str:
    """升 1.2, in points."""
    if change is None:
        return "无上月可比"
    return "持平" if change == 0 else f"升 {change:.1f}" if change > 0 else f"降 {-change:.1f}"


def rank_change(change: int | None) -> str:
    """前进 2 名; nothing where there is nothing to compare."""
    if change is None:
        return ""
    return "名次不变" if change == 0 else f"前进 {-change} 名" if change < 0 else f"后退 {change} 名"


def _cell(names: Names, item: Item) -> ItemCell:
    return ItemCell(
        id=item.id.value,
        title=item.id.label,
        score="—" if item.score is None else decimal_text(item.score),
        width=None if item.score is None else meter_width(item.score),
        parts=tuple(_part_line(names, part) for part in item.parts),
        is_scored=item.rule.scored,
        weight=item.rule.weight,
    )


def _part_line(names: Names, part: Part) -> PartLine:
    return PartLine(
        title=part.id.label,
        numerator_name=part.rule.numerator,
        denominator_name=part.rule.denominator,
        numerator=_number(part.numerator),
        denominator=_number(part.denominator),
        result=_NOT_COUNTED[part.state] if part.attainment is None else decimal_text(part.attainment),
        weight=part.rule.weight,
        missing=tuple(Link(url=f"communities/{id}/", text=names.areas[id]) for id in part.missing),
    )


def _number(value: Fraction | None) -> str:
    """A dash where the number is not written out."""
    return "—" if value is None else decimal_text(value, 2)
