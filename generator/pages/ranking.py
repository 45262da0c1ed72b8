"""排名: the months, each month's tables by peer group, every cell with its arithmetic, and the method."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from generator.model.months import last_day, next_month, previous_month
from generator.model.policy import IndicatorRule, Standards
from generator.model.public import PublicBureau
from generator.model.release import ReleaseStatus
from generator.pages.charts import LineChart, line_chart, meter_width
from generator.pages.page import Link, Page, record_texts
from generator.pages.wording import ClauseLink, clause_link, decimal_text, long_day, month_text, short_month
from generator.ranking.results import GroupRanking, Item, MonthRanking, Part, PartState, StationMonthResult


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
    groups: tuple[GroupTable, ...]
    before: Link | None
    after: Link | None
    policy_version: str
    as_of: str
    downloads: tuple[Link, ...]
    clause: ClauseLink
    peer_minimum: int


@dataclass(frozen=True, kw_only=True)
class MonthEntry:
    """A month in the list of months."""

    link: Link
    reported: str
    leaders: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class RankingOverview:
    """The latest month in short, the bureau's trend, and every month."""

    template: ClassVar[str] = "ranking.html"
    latest: RankingMonth | None
    latest_link: Link | None
    months: tuple[MonthEntry, ...]
    trend: LineChart | None
    release_text: str


@dataclass(frozen=True, kw_only=True)
class StandardLine:
    """One number of the policy with what it rests on."""

    title: str
    value: str
    clause: ClauseLink | None
    interpretation: str | None


@dataclass(frozen=True, kw_only=True)
class IndicatorLine:
    """One item of the method."""

    title: str
    weight: str
    clause: ClauseLink | None
    interpretation: str | None
    parts: tuple[tuple[str, str, str, int], ...]


@dataclass(frozen=True, kw_only=True)
class Method:
    """The method as policy.yml states it."""

    template: ClassVar[str] = "ranking_method.html"
    version: str
    since: str
    note: str | None
    indicators: tuple[IndicatorLine, ...]
    bands: tuple[tuple[str, str], ...]
    standards: tuple[StandardLine, ...]
    staffing: tuple[StandardLine, ...]
    interpretation: str | None


_TONES = ("ok", "plain", "warn", "bad")


def ranking_pages(bureau: PublicBureau, rankings: Mapping[str, MonthRanking]) -> tuple[Page, ...]:
    """The overview, one page for every month, the method."""
    months = tuple(rankings)
    views = {month: ranking_month(bureau, rankings[month], months) for month in months}
    return (
        Page(
            url="ranking/",
            frame="ranking/",
            origin="content/ranking/index.md",
            blocks={"main": _overview(bureau, rankings, views)},
        ),
        *(_month_page(bureau, month, view) for month, view in views.items()),
        Page(
            url="ranking/method/",
            frame="ranking/method/",
            origin="data/policy.yml",
            blocks={"main": _method(bureau)},
        ),
    )


def _month_page(bureau: PublicBureau, month: str, view: RankingMonth) -> Page:
    url = f"ranking/{month}/"
    release = bureau.info.release
    return Page(
        url=url,
        frame="ranking/_month/",
        origin="content/ranking/_month.md",
        texts=record_texts(
            title=view.title,
            description=view.sentence,
            published=f"{next_month(month)}-{release.day:02d} {release.at:%H:%M}",
            source=bureau.info.name,
            url=url,
            address=bureau.info.site.address,
        ),
        blocks={"main": view},
    )


def ranking_month(bureau: PublicBureau, ranking: MonthRanking, months: tuple[str, ...]) -> RankingMonth:
    """The view of one month."""
    month = ranking.month
    release = bureau.releases.get(month)

    def link(other: str) -> Link | None:
        return Link(url=f"ranking/{other}/", text=month_text(other)) if other in months else None

    return RankingMonth(
        title=f"{month_text(month)}派出所社区警务排名",
        sentence=_sentence(ranking),
        status=(release.status if release else ReleaseStatus.PROVISIONAL).label,
        groups=tuple(_group_table(bureau, group) for group in ranking.groups),
        before=link(previous_month(month)),
        after=link(next_month(month)),
        policy_version=bureau.policy.version,
        as_of=long_day(last_day(month)),
        downloads=(
            Link(url=f"data/ranking/{month}.csv", text="CSV 表格"),
            Link(url=f"data/ranking/{month}.json", text="JSON 数据"),
        ),
        clause=clause_link("四(五)"),
        peer_minimum=bureau.policy.standards.peer_minimum.value,
    )


def _sentence(ranking: MonthRanking) -> str:
    ranked = sum(len(group.ranked) for group in ranking.groups)
    unranked = sum(len(group.unranked) for group in ranking.groups)
    text = f"{month_text(ranking.month)},{ranking.stations}个派出所中{ranking.reported}个已报送月报,{ranked}个参加排名"
    return text + (f",{unranked}个因缺少数据不排名。" if unranked else "。")


def _group_table(bureau: PublicBureau, group: GroupRanking) -> GroupTable:
    scored = [rule for rule in bureau.policy.ranking.indicators if rule.scored]
    return GroupTable(
        id=f"group-{group.kind.value}",
        title=f"{group.kind.label}组",
        rows=tuple(ranking_row(bureau, result) for result in (*group.ranked, *group.listed)),
        unranked=tuple(ranking_row(bureau, result) for result in group.unranked),
        reason=group.reason,
        item_titles=tuple(rule.id.label for rule in scored),
    )


def ranking_row(bureau: PublicBureau, result: StationMonthResult) -> StationRow:
    """One station's month as the table shows it."""
    station = bureau.stations[result.station]
    safety = result.safety
    bands = [band.title for band in bureau.policy.ranking.bands]
    return StationRow(
        id=station.id,
        link=Link(url=f"stations/{station.id}/", text=station.name),
        rank="—" if result.rank is None else f"{result.rank}" + ("(并列)" if result.tied else ""),
        score="—" if result.score is None else f"{result.score:.1f}",
        width=meter_width(Fraction(result.score or 0)),
        band=result.band.title if result.band else "",
        tone=_TONES[min(bands.index(result.band.title), len(_TONES) - 1)] if result.band else "plain",
        change=_score_change(result.change_score),
        rank_change=_rank_change(result.change_rank),
        items=tuple(_cell(bureau, item) for item in result.items if item.rule.scored),
        safety="—" if safety.rate is None else f"{decimal_text(safety.rate)}",
        safety_note=f"{safety.months_reported}个月共{safety.cases}起,人口{safety.residents:,}"
        + (",基数小、波动大" if safety.is_unstable else ""),
        reasons=result.reasons,
    )


def _score_change(change: Decimal | None) -> str:
    if change is None:
        return "无上月可比"
    return "持平" if change == 0 else f"升 {change:.1f}" if change > 0 else f"降 {-change:.1f}"


def _rank_change(change: int | None) -> str:
    if change is None:
        return ""
    return "名次不变" if change == 0 else f"前进 {-change} 名" if change < 0 else f"后退 {change} 名"


def _cell(bureau: PublicBureau, item: Item) -> ItemCell:
    return ItemCell(
        id=item.id.value,
        title=item.id.label,
        score="—" if item.score is None else decimal_text(item.score),
        width=None if item.score is None else meter_width(item.score),
        parts=tuple(_part_line(bureau, part) for part in item.parts),
        is_scored=item.rule.scored,
        weight=item.rule.weight,
    )


def _part_line(bureau: PublicBureau, part: Part) -> PartLine:
    if part.attainment is not None:
        result = decimal_text(part.attainment)
    else:
        result = "未报送" if part.state is PartState.NOT_REPORTED else "本月没有,不计"
    return PartLine(
        title=part.id.label,
        numerator_name=part.rule.numerator,
        denominator_name=part.rule.denominator,
        numerator=decimal_text(part.numerator, 2),
        denominator=decimal_text(part.denominator, 2),
        result=result,
        weight=part.rule.weight,
        missing=tuple(Link(url=f"communities/{id}/", text=bureau.areas[id].name) for id in part.missing),
    )


def _overview(
    bureau: PublicBureau, rankings: Mapping[str, MonthRanking], views: Mapping[str, RankingMonth]
) -> RankingOverview:
    months = tuple(rankings)
    last = months[-1] if months else None
    release = bureau.info.release
    return RankingOverview(
        latest=views[last] if last else None,
        latest_link=Link(url=f"ranking/{last}/", text=month_text(last)) if last else None,
        months=tuple(_entry(views[month], rankings[month]) for month in reversed(months)),
        trend=_trend(rankings) if len(months) > 1 else None,
        release_text=f"每月{release.day}日{release.at.hour}:{release.at.minute:02d}公布上月排名",
    )


def _entry(view: RankingMonth, ranking: MonthRanking) -> MonthEntry:
    leaders = tuple(
        (table.title, "、".join(f"{row.link.text} {row.score}" for row in table.rows[:3]))
        for table, group in zip(view.groups, ranking.groups, strict=True)
        if group.ranked
    )
    return MonthEntry(
        link=Link(url=f"ranking/{ranking.month}/", text=month_text(ranking.month)),
        reported=f"{ranking.reported}/{ranking.stations}",
        leaders=leaders,
    )


def _trend(rankings: Mapping[str, MonthRanking]) -> LineChart:
    """The middle station's score month by month: a median is not moved by one station that fails to report."""
    points = []
    for month, ranking in rankings.items():
        scores = sorted(
            Fraction(result.score) for group in ranking.groups for result in group.members if result.score is not None
        )
        points.append((f"{month[2:4]}年{short_month(month)}", _median(scores)))
    return line_chart(
        "trend", "全市派出所得分的中位数", "分", points, bounds=(Fraction(0), Fraction(100)),
        text=["—" if value is None else decimal_text(value) for _, value in points],
    )


def _median(ordered: list[Fraction]) -> Fraction | None:
    if not ordered:
        return None
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def station_trend(station: str, rankings: Mapping[str, MonthRanking]) -> LineChart | None:
    """A station's score over the months, with gaps where it was not scored; None without any score."""
    points: list[tuple[str, Fraction | None]] = []
    for month, ranking in rankings.items():
        result = ranking.result(station)
        score = result.score if result else None
        points.append((f"{month[2:4]}年{short_month(month)}", None if score is None else Fraction(score)))
    if not any(value is not None for _, value in points):
        return None
    return line_chart(
        f"trend-{station}", "各月得分", "分", points, bounds=(Fraction(0), Fraction(100)),
        text=["未计分" if value is None else decimal_text(value) for _, value in points],
    )


def _method(bureau: PublicBureau) -> Method:
    policy = bureau.policy
    return Method(
        version=policy.version,
        since=long_day(policy.since),
        note=policy.note,
        indicators=tuple(_indicator_line(rule) for rule in policy.ranking.indicators),
        bands=tuple((f"{band.at_least} 分以上", band.title) for band in policy.ranking.bands),
        standards=tuple(
            StandardLine(
                title=str(info.title),
                value=f"{standard.value} {standard.unit}",
                clause=clause_link(standard.clause) if standard.clause else None,
                interpretation=standard.interpretation,
            )
            for name, info in Standards.model_fields.items()
            for standard in [getattr(policy.standards, name)]
        ),
        staffing=tuple(
            StandardLine(
                title=rule.kind.label,
                value=";".join(
                    (f"{rule.basis.label}超过 {step.over:,} 人" if step.over else rule.basis.label + "不限")
                    + f":{step.officers} 名"
                    for step in rule.steps
                ),
                clause=clause_link(rule.clause) if rule.clause else None,
                interpretation=rule.interpretation,
            )
            for rule in policy.staffing
        ),
        interpretation=policy.ranking.interpretation,
    )


def _indicator_line(rule: IndicatorRule) -> IndicatorLine:
    return IndicatorLine(
        title=rule.id.label,
        weight=f"权重 {rule.weight}" if rule.scored else "只公布,不计分",
        clause=clause_link(rule.clause) if rule.clause else None,
        interpretation=rule.interpretation,
        parts=tuple((part.id.label, part.numerator, part.denominator, part.weight) for part in rule.parts),
    )
