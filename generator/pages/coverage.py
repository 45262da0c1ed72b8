"""警力与警务室覆盖: the staffing standard against officers in post, the posts, and the gaps."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from generator.model.post import PostStatus
from generator.pages.charts import meter_width
from generator.pages.page import Link, Page
from generator.pages.wording import ClauseLink, clause_link, long_day
from generator.staffing import AreaCoverage, Coverage, StationCoverage


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
class StationLine:
    """A station's sums. `width` is the bar's, of 100."""

    station: Link
    areas: int
    required: int
    in_post: int
    seconded: int
    gap: int
    width: str
    posts_in_use: int


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
    width: str
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
        stations=tuple(_station_line(station) for station in coverage.stations),
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
    return (
        Page(url="coverage/", frame="coverage/", origin="content/coverage/index.md", blocks={"main": view}),
    )


def _station_line(covered: StationCoverage) -> StationLine:
    total = covered.total
    return StationLine(
        station=Link(url=f"stations/{covered.station.id}/", text=covered.station.name),
        areas=total.areas,
        required=total.required,
        in_post=total.in_post,
        seconded=total.seconded,
        gap=total.gap,
        width=_share(total.required - total.gap, total.required),
        posts_in_use=covered.posts.in_use,
    )


def _gap(area: AreaCoverage, station: StationCoverage) -> AreaGap:
    return AreaGap(
        area=Link(url=f"communities/{area.area.id}/", text=area.area.name),
        station=Link(url=f"stations/{station.station.id}/", text=station.station.name),
        arithmetic=area.arithmetic,
        in_post=area.in_post,
        gap=area.gap,
        reason=area.vacancy.reason if area.vacancy else "未说明",
        acting=area.acting > 0,
    )


def _share(part: int, whole: int) -> str:
    return meter_width(Fraction(100 * part, whole)) if whole else "100"
