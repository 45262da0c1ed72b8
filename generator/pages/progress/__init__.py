"""建设进度: the round that is under way, the five 到位 of every area, the acceptances, the archive of 2002."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from generator.model.policy import Standards
from generator.model.public import PublicBureau
from generator.model.rollout import ConditionId, Goal
from generator.pages.page import Page, written_page
from generator.pages.progress.areas import StationProgressBlock, station_block
from generator.pages.progress.rounds import CycleBlock, cycle_block
from generator.progress import GoalCount, Progress
from generator.ranking.words import standard_text
from generator.wording import ClauseLink, clause_link, long_day, month_text


@dataclass(frozen=True, kw_only=True)
class GoalLine:
    """One goal over the bureau: its number of areas in each state, what is asked of an area, and on what ground."""

    id: str
    title: str
    in_place: int
    lacking: int
    unknown: int
    conditions: tuple[str, ...]
    clause: ClauseLink | None
    interpretation: str | None


@dataclass(frozen=True, kw_only=True)
class ProgressPage:
    """Everything of the rollout."""

    template: ClassVar[str] = "progress.html"
    as_of: str
    month: str | None
    areas: int
    complete: int
    goals: tuple[GoalLine, ...]
    stations: tuple[StationProgressBlock, ...]
    current: tuple[CycleBlock, ...]
    archive: tuple[CycleBlock, ...]


# The number of the policy that a condition is held against, where it is a single one.
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


def progress_pages(bureau: PublicBureau, progress: Progress) -> tuple[Page, ...]:
    """The page of the rollout."""
    cycles = {cycle.cycle.id: cycle_block(bureau, progress, cycle) for cycle in progress.cycles}
    archived = {cycle.cycle.id for cycle in progress.cycles if cycle.cycle.archive}
    view = ProgressPage(
        as_of=long_day(progress.as_of),
        month=month_text(progress.month) if progress.month else None,
        areas=progress.areas,
        complete=progress.complete,
        goals=tuple(
            _goal_line(goal, count, bureau.policy.standards)
            for goal, count in zip(progress.goals, progress.counts, strict=True)
        ),
        stations=tuple(station_block(station) for station in progress.stations if station.areas),
        current=tuple(block for id_, block in cycles.items() if id_ not in archived),
        archive=tuple(block for id_, block in cycles.items() if id_ in archived),
    )
    return (written_page("progress/", view),)


def _goal_line(goal: Goal, count: GoalCount, standards: Standards) -> GoalLine:
    return GoalLine(
        id=goal.id.value,
        title=goal.id.label,
        in_place=count.in_place,
        lacking=count.lacking,
        unknown=count.unknown,
        conditions=tuple(_condition_text(condition, standards) for condition in goal.conditions),
        clause=clause_link(goal.clause) if goal.clause else None,
        interpretation=goal.interpretation,
    )


def _condition_text(condition: ConditionId, standards: Standards) -> str:
    """业务台帐全部更新（标准：4 本）."""
    if condition not in _STANDARDS:
        return condition.label
    return f"{condition.label}（标准：{standard_text(getattr(standards, _STANDARDS[condition]))}）"
