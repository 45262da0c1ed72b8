"""组织领导: who leads, what was reported to party committee and government, and what they decided."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from generator.model.leadership import Briefing, Leadership, Resolution
from generator.model.public import PublicBureau
from generator.model.station import SubBureau
from generator.pages.page import Page, written_page


@dataclass(frozen=True, kw_only=True)
class LeadershipPage:
    """The bodies, then the reports and what was decided, the latest first."""

    template: ClassVar[str] = "leadership.html"
    as_of: dt.date
    leadership: Leadership
    sub_bureaus: tuple[SubBureau, ...]

    @property
    def briefings(self) -> list[Briefing]:
        """The latest first."""
        return sorted(self.leadership.briefings, key=lambda one: one.on, reverse=True)

    @property
    def resolutions(self) -> list[Resolution]:
        """The latest first."""
        return sorted(self.leadership.resolutions, key=lambda one: one.on, reverse=True)

    @property
    def done(self) -> int:
        """How many decisions were carried out."""
        return sum(one.done_on is not None for one in self.leadership.resolutions)

    @property
    def overdue(self) -> int:
        """How many are past their day and not carried out."""
        return sum(one.is_overdue(self.as_of) for one in self.leadership.resolutions)

    def resolved(self, briefing: Briefing) -> list[Resolution]:
        """What was decided after the report, the latest first."""
        return [one for one in self.resolutions if one.briefing == briefing.id]


def leadership_pages(bureau: PublicBureau) -> tuple[Page, ...]:
    """The one page."""
    view = LeadershipPage(
        as_of=bureau.as_of,
        leadership=bureau.leadership,
        sub_bureaus=tuple(bureau.sub_bureaus.values()),
    )
    return (written_page("leadership/", view),)
