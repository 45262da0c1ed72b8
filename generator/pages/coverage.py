"""警力与警务室覆盖: the staffing standard compared with officers in post, the posts, and the gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from generator.facts.sightings import Sighting
from generator.model.post import Post
from generator.model.post_parts import Facility, PremisesState
from generator.model.public import PublicBureau
from generator.model.reference import SignItem
from generator.pages.charts import LineChart, Point
from generator.pages.page import Figures, Page, written_page
from generator.staffing import Coverage
from generator.wording import month_label


@dataclass(frozen=True, kw_only=True)
class CoveragePage:
    """The bureau's coverage in one figure, by station, and every gap."""

    template: ClassVar[str] = "coverage.html"
    coverage: Coverage
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

    def points(self, post: Post) -> tuple[tuple[str, bool], ...]:
        """The checklist of a post: each requirement of the scheme, and whether it is met."""
        return (
            *post.facilities.listed,
            ("公布开放时间", bool(post.hours)),
            ("公布电话", post.phone is not None),
        )


def coverage_pages(bureau: PublicBureau, figures: Figures) -> tuple[Page, ...]:
    """The coverage page."""
    view = CoveragePage(coverage=figures.coverage, sightings=figures.sightings, sign=bureau.duties.sign)
    return (written_page("coverage/", view),)
