"""警力与警务室覆盖: the staffing standard compared with officers in post, the posts, and the gaps."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from generator.facts.sightings import Sighting
from generator.figures import Figures
from generator.model.post import Post
from generator.model.post_parts import Facility, PremisesState
from generator.model.public import PublicBureau
from generator.model.reference import SignItem
from generator.pages.by_station import Section, StationGroup, grouped, part_pages
from generator.pages.charts import LineChart, Point
from generator.pages.page import Page, written_page
from generator.staffing import AreaCoverage, Coverage, StationCoverage
from generator.wording import month_label

_SECTION: Final = Section(
    url="coverage/",
    title="警力与警务室覆盖",
    told="每个社区应配几名民警、实有几名，警务室有什么，还缺什么",
)


@dataclass(frozen=True, kw_only=True)
class CoveragePage:
    """The bureau's coverage in one figure, and by station."""

    template: ClassVar[str] = "coverage.html"
    coverage: Coverage
    groups: tuple[StationGroup[StationCoverage], ...]
    sightings: Mapping[str, Mapping[Facility, Sighting]]
    sign: tuple[SignItem, ...]

    @property
    def _posts(self) -> tuple[Post, ...]:
        return tuple(one.area.post for one in self.coverage.by_area.values() if one.area.post)

    @property
    def seen(self) -> Mapping[Facility, int]:
        """Of each facility, the posts that somebody visited for it."""
        return {one: sum(one in seen for seen in self.sightings.values()) for one in Facility}

    @property
    def premises(self) -> Mapping[PremisesState, int]:
        """The posts by the ground on which they use their rooms, in the model's order; those on record alone."""
        found = Counter(post.premises.state for post in self._posts if post.premises)
        return {state: found[state] for state in PremisesState if state in found}

    @property
    def sign_shown(self) -> Mapping[str, int]:
        """By item of the sign, the posts whose sign shows it."""
        found = Counter(item for post in self._posts for item in post.sign_shows)
        return {item.id: found[item.id] for item in self.sign}

    @property
    def signs(self) -> int:
        """The posts of which it is on record what the sign shows."""
        return sum(bool(post.sign_shows) for post in self._posts)

    @property
    def history(self) -> LineChart | None:
        """The gap month by month; None for fewer than two months."""
        months = self.coverage.history
        if len(months) <= 1:
            return None
        points = tuple(Point(label=month_label(one.month), value=one.gap) for one in months)
        return LineChart(id="gap", title="各月月末还缺的民警", unit="名", points=points)


@dataclass(frozen=True, kw_only=True)
class StationCoveragePage:
    """A station's gaps, and how every community of it stands."""

    template: ClassVar[str] = "coverage_station.html"
    found: StationCoverage
    as_of: dt.date
    beyond_size: tuple[AreaCoverage, ...]

    def points(self, post: Post) -> tuple[tuple[str, bool], ...]:
        """The checklist of a post: each requirement of the scheme, and whether it is met."""
        return (
            *post.facilities.listed,
            ("公布开放时间", bool(post.hours)),
            ("公布电话", post.phone is not None),
        )


def coverage_pages(bureau: PublicBureau, figures: Figures) -> tuple[Page, ...]:
    """The bureau's page, and a page for each station that has communities."""
    found = figures.coverage
    stations = {one.station.id: one for one in found.stations}
    view = CoveragePage(
        coverage=found,
        groups=grouped(bureau, stations),
        sightings=figures.sightings,
        sign=bureau.duties.sign,
    )
    beyond = {one.area.id for one in found.beyond_size}
    parts = (
        (
            one.station,
            StationCoveragePage(
                found=one,
                as_of=found.as_of,
                beyond_size=tuple(own for own in one.areas if own.area.id in beyond),
            ),
        )
        for one in stations.values()
    )
    return (written_page(_SECTION.url, view), *part_pages(_SECTION, parts))
