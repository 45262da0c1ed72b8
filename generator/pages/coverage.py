"""警力与警务室覆盖: the staffing standard against officers in post, the posts, and the gaps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Final

from generator.model.post import Facilities, PostStatus
from generator.pages.charts import LineChart, Point
from generator.pages.links import Link, area_link, station_link
from generator.pages.page import Page, written_page
from generator.staffing import AreaCoverage, Coverage, MonthCoverage, StationCoverage
from generator.wording import ClauseLink, clause_link, long_day, month_label, month_text, percent

_FACILITIES: Final = Facilities.model_fields


@dataclass(frozen=True, kw_only=True)
class AreaGap:
    """An area below the standard, with the arithmetic."""

    area: Link
    station: Link
    arithmetic: str
    in_post: int
    gap: int
    reason: str
    acting: bool


@dataclass(frozen=True, kw_only=True)
class AreaCheck:
    """An area against the standard and its post against the checklist, point by point: what, and whether it is so."""

    area: Link
    arithmetic: str
    clause: ClauseLink | None
    in_post: int
    seconded: int
    acting: int
    post: str
    points: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, kw_only=True)
class StationLine:
    """A station's sums, and its areas one by one. `width` is the bar's, of 100."""

    id: str
    station: Link
    areas: int
    required: int
    in_post: int
    seconded: int
    gap: int
    width: Fraction
    posts_in_use: int
    checks: tuple[AreaCheck, ...]


@dataclass(frozen=True, kw_only=True)
class CoveragePage:
    """The bureau's coverage in one figure, by station, and every gap."""

    template: ClassVar[str] = "coverage.html"
    as_of: str
    areas: int
    covered: int
    required: int
    in_post: int
    gap: int
    width: Fraction
    share: str
    history: LineChart | None
    months: tuple[tuple[str, int, int, int], ...]
    seconded: int
    acting: int
    stations: tuple[StationLine, ...]
    gaps: tuple[AreaGap, ...]
    posts: tuple[tuple[str, int], ...]
    facilities: tuple[tuple[str, str], ...]
    clauses: tuple[ClauseLink, ...]


def coverage_pages(coverage: Coverage) -> tuple[Page, ...]:
    """The page of coverage."""
    total, posts = coverage.total, coverage.posts
    view = CoveragePage(
        as_of=long_day(coverage.as_of),
        areas=total.areas,
        covered=total.covered,
        required=total.required,
        in_post=total.in_post,
        gap=total.gap,
        width=_share(total.required - total.gap, total.required),
        share=percent(total.required - total.gap, total.required),
        history=_history(coverage.history),
        months=tuple((month_text(m.month), m.required, m.in_post, m.gap) for m in reversed(coverage.history)),
        seconded=total.seconded,
        acting=total.acting,
        stations=tuple(_station_line(station, coverage.as_of) for station in coverage.stations),
        gaps=tuple(
            _gap(area, station) for station in coverage.stations for area in station.areas if area.gap
        ),
        posts=(
            *((status.label, posts.by_status[status]) for status in PostStatus),
            ("未设置", posts.without),
        ),
        facilities=tuple(
            (facility.title, f"{facility.present}/{posts.areas - posts.without}")
            for facility in posts.facilities
        ),
        clauses=(clause_link("一(社区设置)"), clause_link("二(二)"), clause_link("二(三)")),
    )
    return (written_page("coverage/", view),)


def _history(months: Sequence[MonthCoverage]) -> LineChart | None:
    """The gap month by month; nothing to draw of a single month."""
    if len(months) <= 1:
        return None
    points = tuple(Point(label=month_label(m.month), value=Fraction(m.gap)) for m in months)
    return LineChart(id="gap", title="各月月末还缺的民警", unit="名", points=points)


def _station_line(covered: StationCoverage, as_of: dt.date) -> StationLine:
    total = covered.total
    return StationLine(
        id=covered.station.id,
        checks=tuple(_check(area, as_of) for area in covered.areas),
        station=station_link(covered.station.id, covered.station.name),
        areas=total.areas,
        required=total.required,
        in_post=total.in_post,
        seconded=total.seconded,
        gap=total.gap,
        width=_share(total.required - total.gap, total.required),
        posts_in_use=covered.posts.in_use,
    )


def _check(covered: AreaCoverage, as_of: dt.date) -> AreaCheck:
    post = covered.area.post
    points: tuple[tuple[str, bool], ...] = ()
    if post is not None:
        held = ((field.title or name, getattr(post.facilities, name)) for name, field in _FACILITIES.items())
        points = (*held, ("公布开放时间", bool(post.hours)), ("公布电话", post.phone is not None))
    return AreaCheck(
        area=area_link(covered.area.id, covered.area.name),
        arithmetic=covered.arithmetic,
        clause=clause_link(covered.rule.clause) if covered.rule.clause else None,
        in_post=covered.in_post,
        seconded=covered.seconded,
        acting=covered.acting,
        post="没有设警务室" if post is None else post.status_on(as_of).label,
        points=points,
    )


def _gap(area: AreaCoverage, station: StationCoverage) -> AreaGap:
    return AreaGap(
        area=area_link(area.area.id, area.area.name),
        station=station_link(station.station.id, station.station.name),
        arithmetic=area.arithmetic,
        in_post=area.in_post,
        gap=area.gap,
        reason=area.vacancy.reason if area.vacancy else "未说明",
        acting=area.acting > 0,
    )


def _share(part: int, whole: int) -> Fraction:
    return Fraction(100 * part, whole) if whole else Fraction(100)
