"""建设进度: the current round, the five 到位 of every area, the acceptances, the archive of earlier rounds."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar, Final

from generator.model.public import PublicBureau
from generator.model.rollout import Acceptance, AcceptanceResult, ConditionId, Cycle
from generator.model.standards import Standard, Standards
from generator.pages.by_station import Section, StationGroup, grouped, part_pages
from generator.pages.links import Link, area_link, station_link
from generator.pages.page import Page, written_page
from generator.progress import AreaProgress, Progress, StationProgress
from generator.progress.steps import CycleProgress, StepProgress

_SECTION: Final = Section(
    url="progress/", title="建设进度", told="每个社区的五个“到位”，还差什么，验收查到什么"
)
# The policy's standard for a condition that has exactly one.
_STANDARDS: Final[Mapping[ConditionId, str]] = {
    ConditionId.POST_FACILITIES: "facilities",
    ConditionId.CHARTS: "basic_charts",
    ConditionId.LEDGERS: "ledgers",
    ConditionId.ON_SITE: "on_site_days",
    ConditionId.COMMITTEE: "committee_directors",
    ConditionId.MEETING_IN_CYCLE: "meeting_cycle",
    ConditionId.SERVICES_OFFERED: "services",
    ConditionId.CONTACT_VERIFIED: "verification_days",
}


@dataclass(frozen=True, kw_only=True)
class ProgressPage:
    """The whole rollout; `names` are area names by id, including former areas."""

    template: ClassVar[str] = "progress.html"
    progress: Progress
    groups: tuple[StationGroup[StationProgress], ...]
    standards: Standards
    names: Mapping[str, str]

    def standard(self, condition: ConditionId) -> Standard | None:
        """The standard for the condition; None unless it has exactly one."""
        return getattr(self.standards, _STANDARDS[condition]) if condition in _STANDARDS else None

    def in_place(self, step: StepProgress) -> int | None:
        """The number of areas that have reached the step's goal today; None for a step without a goal."""
        found = (count.in_place for count in self.progress.counts if count.goal is step.step.goal)
        return next(found, None)

    def steps(self, cycle: CycleProgress) -> list[tuple[StepProgress, ...]]:
        """StationGroup consecutive steps that would be described in the same words."""

        def told(step: StepProgress) -> object:
            unnamed = step.step.model_copy(update={"id": "", "title": "", "goal": None})
            return unnamed, step.state, step.days_late, None if cycle.cycle.archive else self.in_place(step)

        return [tuple(alike) for _, alike in groupby(cycle.steps, key=told)]

    @property
    def has_acceptance(self) -> bool:
        """Was any area of today inspected in a round that is not archived?"""
        return not self.progress.accepted.keys().isdisjoint(self.progress.by_area)

    def last_results(self, areas: Iterable[AreaProgress]) -> Counter[AcceptanceResult]:
        """How many of these areas have each result in their last inspection; those without one are not counted."""
        made = self.progress.accepted
        return Counter(made[area.area][0][1].result for area in areas if area.area in made)

    def not_in_matrix(self, cycle: CycleProgress) -> tuple[Acceptance, ...]:
        """The acceptances that no row of an area of today shows."""
        return tuple(made for made in cycle.acceptance if made.area not in self.progress.by_area)

    def subject(self, made: Acceptance) -> Link | None:
        """The area or station that was inspected; None for the whole bureau."""
        if made.area is not None:
            return area_link(made.area, self.names[made.area])
        stations = (one.station for one in self.progress.stations)
        return next((station_link(s.id, s.name) for s in stations if s.id == made.station), None)


@dataclass(frozen=True, kw_only=True)
class StationProgressPage:
    """A station's communities: what each of the five lacks, and its inspections by area id, the latest first."""

    template: ClassVar[str] = "progress_station.html"
    found: StationProgress
    as_of: dt.date
    month: str | None
    accepted: Mapping[str, tuple[tuple[Cycle, Acceptance], ...]]
    names: Mapping[str, str]


def progress_pages(bureau: PublicBureau, progress: Progress) -> tuple[Page, ...]:
    """The page of the rollout, and a page for each station that has communities."""
    stations = {one.station.id: one for one in progress.stations if one.areas}
    view = ProgressPage(
        progress=progress,
        groups=grouped(bureau, stations),
        standards=bureau.policy.standards,
        names={area.id: area.name for area in bureau.every_area.values()},
    )
    parts = ((one.station, _part(bureau, progress, one)) for one in stations.values())
    return (written_page(_SECTION.url, view), *part_pages(_SECTION, parts))


def _part(bureau: PublicBureau, progress: Progress, found: StationProgress) -> StationProgressPage:
    ids = [one.area for one in found.areas]
    return StationProgressPage(
        found=found,
        as_of=progress.as_of,
        month=progress.month,
        accepted={id_: progress.accepted[id_] for id_ in ids if id_ in progress.accepted},
        names={id_: bureau.areas[id_].name for id_ in ids},
    )
