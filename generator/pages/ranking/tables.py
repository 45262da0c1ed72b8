"""A month's tables by peer group; every score leads to the page where it is worked out."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Final

from generator.memo import remembered
from generator.model.months import last_day
from generator.model.policy import Policy
from generator.pages.links import Link, method_link, ranking_downloads, station_link, working_url
from generator.pages.ranking.bridge import Moves, month_moves
from generator.pages.ranking.dots import DotPlot, dot_plot
from generator.pages.ranking.revisions import RevisionNote, Standing, revision_notes, standing_of
from generator.pages.ranking.words import (
    RankingNames,
    hides_weakness,
    interval_text,
    rank_change,
    rank_text,
    safety_months,
    safety_note,
    safety_rate,
    score_change,
    score_text,
    tone_of,
)
from generator.ranking.published import PublishedMonth
from generator.ranking.results import GroupRanking, Item, MonthRanking, StationMonthResult
from generator.wording import ClauseLink, clause_link, decimal_text, long_day, month_text

# The rows of a short table.
SHORT: Final = 3


@dataclass(frozen=True, kw_only=True)
class ItemCell:
    """One of the scored items for one station, and where it is worked out."""

    title: str
    score: str
    url: str


@dataclass(frozen=True, kw_only=True)
class StationRow:
    """One station in the table; `url` is where its score is worked out, `width` the bar's, of 100."""

    id: str
    link: Link
    url: str
    rank: str
    interval: str
    hides_weakness: bool
    score: str
    width: Fraction
    band: str
    tone: str
    change: str
    rank_change: str
    items: tuple[ItemCell, ...]
    safety: str
    safety_months: str
    safety_note: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class GroupTable:
    """One peer group: ranked (or listed, with the reason), and apart those without a score.

    `ranked` is how many are ranked; `first_tied` says how many share a place with the third row and stand below it.
    """

    id: str
    title: str
    ranked: int
    rows: tuple[StationRow, ...]
    first_tied: str
    unranked: tuple[StationRow, ...]
    reason: str | None
    item_titles: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RankingMonth:
    """A month's ranking as it was published."""

    template: ClassVar[str] = "ranking_month.html"
    title: str
    sentence: str
    standing: Standing
    revisions: tuple[RevisionNote, ...]
    moves: Moves | None
    dots: DotPlot | None
    groups: tuple[GroupTable, ...]
    before: Link | None
    after: Link | None
    policy: Link
    as_of: str
    downloads: tuple[Link, ...]
    clause: ClauseLink
    peer_minimum: int
    few: int


@remembered("published.month")
def ranking_month(
    names: RankingNames,
    published: PublishedMonth,
    before: PublishedMonth | None,
    around: tuple[Link | None, Link | None],
) -> RankingMonth:
    """The view of one month; `before` is the calendar's month before, `around` the links to its neighbours."""
    month, policy, ranking = published.month, published.latest.policy, published.ranking
    return RankingMonth(
        title=f"{month_text(month)}派出所社区警务排名",
        sentence=_sentence(ranking),
        standing=standing_of(published),
        revisions=revision_notes(names, published),
        moves=month_moves(names, published, before),
        dots=dot_plot(ranking, policy.ranking.bands, dict(names.stations)),
        groups=tuple(_group_table(names, policy, month, group) for group in ranking.groups),
        before=around[0],
        after=around[1],
        policy=method_link(policy.version),
        as_of=long_day(last_day(month)),
        downloads=ranking_downloads(month),
        clause=clause_link("四(五)"),
        peer_minimum=policy.standards.peer_minimum.value,
        few=policy.standards.unstable_base.value,
    )


def _sentence(ranking: MonthRanking) -> str:
    ranked = sum(len(group.ranked) for group in ranking.groups)
    unranked = sum(len(group.unranked) for group in ranking.groups)
    reported = f"{ranking.stations}个派出所中{ranking.reported}个已报送月报"
    text = f"{month_text(ranking.month)}，{reported}，{ranked}个参加排名"
    return text + (f"，{unranked}个因缺少数据不排名。" if unranked else "。")


def _group_table(names: RankingNames, policy: Policy, month: str, group: GroupRanking) -> GroupTable:
    scored = [rule for rule in policy.ranking.indicators if rule.scored]
    return GroupTable(
        id=f"group-{group.kind.value}",
        title=f"{group.kind.label}组",
        ranked=len(group.ranked),
        first_tied=_tied_beyond(group.ranked),
        rows=tuple(ranking_row(names, policy, month, result) for result in (*group.ranked, *group.listed)),
        unranked=tuple(ranking_row(names, policy, month, result) for result in group.unranked),
        reason=group.reason,
        item_titles=tuple(rule.id.label for rule in scored),
    )


def _tied_beyond(ranked: tuple[StationMonthResult, ...]) -> str:
    """并列第3名的还有2个; nothing where the first three rows hold all that share their places."""
    more = sum(result.rank == ranked[SHORT - 1].rank for result in ranked[SHORT:])
    return f"并列第{ranked[SHORT - 1].rank}名的还有{more}个" if more else ""


def ranking_row(names: RankingNames, policy: Policy, month: str, result: StationMonthResult) -> StationRow:
    """One station's month as the table shows it."""
    url = working_url(month, result.station)
    return StationRow(
        id=result.station,
        link=station_link(result.station, names.stations[result.station]),
        url=url,
        rank=rank_text(result),
        interval=interval_text(result),
        hides_weakness=hides_weakness(result),
        score=score_text(result),
        width=Fraction(result.score or 0),
        band=result.band.title if result.band else "",
        tone=tone_of(result.band, policy.ranking.bands),
        change=score_change(result.change_score),
        rank_change=rank_change(result.change_rank),
        items=tuple(_cell(item, url) for item in result.items if item.rule.scored),
        safety=safety_rate(result.safety),
        safety_months=safety_months(result.safety),
        safety_note=safety_note(result.safety),
        reasons=result.reasons,
    )


def _cell(item: Item, url: str) -> ItemCell:
    return ItemCell(
        title=item.id.label,
        score="—" if item.score is None else decimal_text(item.score),
        url=f"{url}#{item.id.value}",
    )
