"""One station's month worked out: every score as an equation, every number by community, with its records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from generator.memo import remembered
from generator.model.months import next_month, previous_month
from generator.model.policy import PartId, Policy
from generator.model.public import Setting
from generator.model.release import ReleaseRow
from generator.model.station import StationKind
from generator.pages.links import (
    RECOMPUTE,
    Link,
    method_link,
    method_url,
    month_link,
    station_link,
    working_link,
    working_url,
)
from generator.pages.page import Head, Page, record_page
from generator.pages.ranking.bridge import Before, BridgeView, bridge_view
from generator.pages.ranking.by_area import AreaNumbers, area_numbers
from generator.pages.ranking.revisions import Standing
from generator.pages.ranking.words import (
    RankingNames,
    interval_text,
    part_result,
    place_text,
    safety_note,
    safety_rate,
    score_text,
    tone_of,
)
from generator.ranking.published import PublishedRevision
from generator.ranking.results import Item, Part, PartState, StationMonthResult
from generator.wording import ClauseLink, clause_link, decimal_text, long_day, month_text

# What the numbers were read from.
_ARCHIVE, _REPORT, _MEETINGS = "社区档案", "工作月报", "代表会记录"
_SOURCES: Final[Mapping[PartId, str]] = {
    PartId.OFFICER_DAYS: _ARCHIVE,
    PartId.ON_SITE: _REPORT,
    PartId.POST_IN_USE: _ARCHIVE,
    PartId.POST_FACILITIES: _ARCHIVE,
    PartId.CONTACT_VERIFIED: _ARCHIVE,
    PartId.COMMITTEE: _ARCHIVE,
    PartId.PATROLS: _REPORT,
    PartId.SAFE_PLACES: _ARCHIVE,
    PartId.TALKS: _REPORT,
    PartId.SERVICES_OFFERED: _ARCHIVE,
    PartId.ANSWERED_ON_TIME: f"{_REPORT}、{_MEETINGS}",
    PartId.CHARTS: _REPORT,
    PartId.LEDGERS: _REPORT,
    PartId.WORK_RECORDS: _REPORT,
    PartId.REPORT_ON_TIME: _REPORT,
    PartId.MEETING_IN_CYCLE: _MEETINGS,
    PartId.MINUTES_ON_TIME: _MEETINGS,
    PartId.CASE_RATE: _REPORT,
    PartId.CASES_IN_LIMITS: _REPORT,
}


@dataclass(frozen=True, kw_only=True)
class PartSum:
    """One part: the station's numbers, what they give, where they come from, and the weight inside the item."""

    id: str
    title: str
    numerator: str
    numerator_name: str
    denominator: str
    denominator_name: str
    result: str
    is_counted: bool
    source: str
    weight: int


@dataclass(frozen=True, kw_only=True)
class ItemSum:
    """One item: how it is worked out, its parts, the numbers by community, and who fell short of something."""

    id: str
    title: str
    clause: ClauseLink | None
    method: Link
    formula: str
    exclusions: str
    score: str
    weight: str
    equation: str
    parts: tuple[PartSum, ...]
    areas: tuple[AreaNumbers, ...]
    short: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class StationSum:
    """A station's month."""

    template: ClassVar[str] = "ranking_station.html"
    title: str
    station: Link
    month: Link
    group: str
    score: str
    rank: str
    interval: str
    band: str
    tone: str
    standing: Standing
    reasons: tuple[str, ...]
    bridge: BridgeView
    equation: str
    items: tuple[ItemSum, ...]
    safety: str
    safety_note: str
    policy: Link
    filed_on: str | None
    before: Link | None
    after: Link | None
    downloads: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class MonthPlace:
    """Whose month it is, how it stands, the month before, and which months around it have this station too."""

    month: str
    group: StationKind
    standing: Standing
    before: Before | None
    months: frozenset[str]


@remembered("place.month", "row.station")
def station_sum_page(
    setting: Setting,
    names: RankingNames,
    place: MonthPlace,
    row: ReleaseRow,
    result: StationMonthResult,
    published: PublishedRevision,
) -> Page:
    """The page of one station's month, from the row that was published and what it gives."""
    view = _view(names, place, row, result, published)
    url = working_url(place.month, row.station)
    return record_page(
        setting,
        url=url,
        frame="ranking/station/_month/",
        origin=f"data/releases/{place.month}.yml",
        head=Head(
            title=view.title,
            description=f"{view.title}：每一项怎样算出来，数字来自哪些社区。",
            published=published.revision.published,
            source=setting.info.name,
        ),
        main=view,
    )


def _view(
    names: RankingNames,
    place: MonthPlace,
    row: ReleaseRow,
    result: StationMonthResult,
    published: PublishedRevision,
) -> StationSum:
    month, policy, name = place.month, published.policy, names.stations[row.station]
    around = (
        working_link(other, row.station, month_text(other)) if other in place.months else None
        for other in (previous_month(month), next_month(month))
    )
    before, after = around
    return StationSum(
        title=f"{name}{month_text(month)}得分的算法",
        station=station_link(row.station, name),
        month=month_link(month),
        group=f"{place.group.label}组",
        score=score_text(result),
        rank=place_text(result),
        interval=interval_text(result),
        band=result.band.title if result.band else "",
        tone=tone_of(result.band, policy.ranking.bands),
        standing=place.standing,
        reasons=result.reasons,
        bridge=bridge_view(month, policy, place.group, result, place.before),
        equation=_total(result),
        items=tuple(_item(names, policy, row, item, published.revision.parts) for item in result.items),
        safety=safety_rate(result.safety),
        safety_note=safety_note(result.safety),
        policy=method_link(policy.version),
        filed_on=long_day(row.filed_on) if row.filed_on else None,
        before=before,
        after=after,
        downloads=(
            Link(url=f"data/ranking/{month}.csv", text="本月全部数字（CSV）"),
            Link(url="data/reports.csv", text="各社区工作月报（CSV）"),
            Link(url=RECOMPUTE, text="重算程序（Python）"),
        ),
    )


def _total(result: StationMonthResult) -> str:
    """(96.1×20 + 90×20) ÷ 40 = 93.1; empty without a score."""
    scored = [(item.score, item.rule.weight) for item in result.items if item.score is not None]
    if result.score is None:
        return ""
    terms = " + ".join(f"{decimal_text(score, 2)}×{weight}" for score, weight in scored)
    return f"（{terms}）÷ {sum(weight for _, weight in scored)} = {result.score:.1f}"


def _item(
    names: RankingNames, policy: Policy, row: ReleaseRow, item: Item, order: Sequence[PartId]
) -> ItemSum:
    rule, parts, areas = item.rule, item.parts, tuple(area_numbers(names, row, item, order))
    return ItemSum(
        id=rule.id.value,
        title=rule.id.label,
        clause=clause_link(rule.clause) if rule.clause else None,
        method=Link(url=method_url(policy.version, f"#item-{rule.id.value}"), text="办法里的说明"),
        formula=rule.formula,
        exclusions=rule.exclusions,
        score="—" if item.score is None else decimal_text(item.score, 2),
        weight=f"权重 {rule.weight}" if rule.scored else "不计分",
        equation=_equation(item),
        parts=tuple(map(_part, parts)),
        areas=areas,
        short=tuple(area.name for area in areas if area.is_short),
    )


def _equation(item: Item) -> str:
    """(100×50 + 84.72×50) ÷ 100 = 92.36; empty where the item has no score, or one part alone."""
    counted = [(part.attainment, part.rule.weight) for part in item.parts if part.attainment is not None]
    if item.score is None or len(counted) == 1:
        return ""
    terms = " + ".join(f"{decimal_text(score, 2)}×{weight}" for score, weight in counted)
    return f"（{terms}）÷ {sum(weight for _, weight in counted)} = {decimal_text(item.score, 2)}"


def _part(part: Part) -> PartSum:
    unwritten = "" if part.numerator is not None else "未报全" if part.missing else "不写"
    return PartSum(
        id=part.id.value,
        title=part.id.label,
        numerator=unwritten or f"{part.measure.attained:,}",
        numerator_name=part.rule.numerator,
        denominator=unwritten or f"{part.measure.due:,}",
        denominator_name=part.rule.denominator,
        result=part_result(part) if part.attainment is None else decimal_text(part.attainment, 2),
        is_counted=part.state is PartState.OK and part.attainment is not None,
        source=_SOURCES[part.id],
        weight=part.rule.weight,
    )
