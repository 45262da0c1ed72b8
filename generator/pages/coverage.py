"""警力与警务室覆盖: the staffing standard compared with officers in post, the posts, and the gaps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from generator.model.post import Post
from generator.pages.charts import LineChart, Point
from generator.pages.page import Page, written_page
from generator.staffing import Coverage
from generator.wording import month_label


@dataclass(frozen=True, kw_only=True)
class CoveragePage:
    """The bureau's coverage in one figure, by station, and every gap."""

    template: ClassVar[str] = "coverage.html"
    coverage: Coverage

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


def coverage_pages(coverage: Coverage) -> tuple[Page, ...]:
    """The coverage page."""
    return (written_page("coverage/", CoveragePage(coverage=coverage)),)
