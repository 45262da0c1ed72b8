"""The rounds of the rollout: their steps, and what the acceptance found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from generator.model.public import PublicBureau
from generator.model.rollout import Acceptance, AcceptanceResult, GoalId
from generator.pages.links import Link, area_link, station_link
from generator.pages.progress.mark import StateMark
from generator.progress import Progress
from generator.progress.steps import CycleProgress, StepProgress, StepState
from generator.wording import ClauseLink, When, clause_link, dated, list_days


@dataclass(frozen=True, kw_only=True)
class StepName:
    """A step's anchor and title."""

    id: str
    title: str


@dataclass(frozen=True, kw_only=True)
class StepLine:
    """A step of a round, or several that the document names in one breath.

    `days` are its first and last, one where they are the same; `today` says how many areas have its goal in place.
    """

    names: tuple[StepName, ...]
    original: str | None
    days: tuple[When, ...]
    mark: StateMark
    late: str
    done_on: When | None
    evidence: str | None
    today: str
    clause: ClauseLink | None
    interpretation: str | None


@dataclass(frozen=True, kw_only=True)
class AcceptanceLine:
    """What an inspection found."""

    subject: Link | None
    mark: StateMark
    on: When
    evidence: str


@dataclass(frozen=True, kw_only=True)
class CycleBlock:
    """A round with its steps and what its acceptance found."""

    id: str
    title: str
    steps: tuple[StepLine, ...]
    acceptance: tuple[AcceptanceLine, ...]


_STEPS: Final[Mapping[StepState, tuple[str, str]]] = {
    StepState.DONE: ("√", "ok"),
    StepState.UNDER_WAY: ("→", "plain"),
    StepState.OVERDUE: ("！", "bad"),
    StepState.AHEAD: ("○", "plain"),
    StepState.UNRECORDED: ("？", "plain"),
}
_RESULTS: Final[Mapping[AcceptanceResult, tuple[str, str]]] = {
    AcceptanceResult.PASSED: ("√", "ok"),
    AcceptanceResult.CONDITIONAL: ("△", "warn"),
    AcceptanceResult.FAILED: ("×", "warn"),
}


def cycle_block(bureau: PublicBureau, progress: Progress, cycle: CycleProgress) -> CycleBlock:
    """The round as of the bureau's day."""
    in_place = {} if cycle.cycle.archive else {count.goal: count.in_place for count in progress.counts}
    return CycleBlock(
        id=cycle.cycle.id,
        title=cycle.cycle.title,
        steps=tuple(_together(_step_line(progress, step, in_place) for step in cycle.steps)),
        acceptance=tuple(_acceptance_line(bureau, made) for made in cycle.acceptance),
    )


def _step_line(progress: Progress, step: StepProgress, in_place: Mapping[GoalId, int]) -> StepLine:
    stone, (sign, tone) = step.step, _STEPS[step.state]
    there = in_place.get(stone.goal) if stone.goal is not None else None
    late = "比期限晚" if step.state is StepState.DONE else "已超过期限"
    return StepLine(
        names=(StepName(id=stone.id, title=stone.title),),
        original=stone.original,
        days=_days(tuple(dict.fromkeys((stone.starts, stone.ends))), progress.as_of),
        mark=StateMark(sign=sign, word=step.state.label, tone=tone),
        late=f"{late} {step.days_late} 天" if step.days_late else "",
        done_on=dated(stone.done_on, as_of=progress.as_of) if stone.done_on is not None else None,
        evidence=stone.evidence,
        today="" if there is None else _today(step, there, progress.areas),
        clause=clause_link(stone.clause) if stone.clause else None,
        interpretation=stone.interpretation,
    )


def _today(step: StepProgress, there: int, areas: int) -> str:
    """How many communities have it; where all do and the step is overdue, what is missing is the entry."""
    is_entry_missing = step.state is StepState.OVERDUE and there == areas > 0
    return f"{areas} 个社区中 {there} 个到位" + (
        "，都到位了，只是还没有登记完成的日期" if is_entry_missing else ""
    )


def _together(lines: Iterable[StepLine]) -> Iterator[StepLine]:
    """Steps that follow one another and differ in nothing but their names become one line."""
    for _, alike in groupby(lines, key=lambda line: replace(line, names=())):
        same = tuple(alike)
        yield replace(same[0], names=tuple(name for line in same for name in line.names))


def _days(days: Sequence[dt.date], as_of: dt.date) -> tuple[When, ...]:
    """Months lie between the first and the last: no weekday."""
    texts = list_days(days, year=as_of.year)
    return tuple(When(iso=day.isoformat(), text=text) for day, text in zip(days, texts, strict=True))


def _acceptance_line(bureau: PublicBureau, made: Acceptance) -> AcceptanceLine:
    sign, tone = _RESULTS[made.result]
    return AcceptanceLine(
        subject=_subject(bureau, made),
        mark=StateMark(sign=sign, word=made.result.label, tone=tone),
        on=dated(made.on, as_of=bureau.as_of),
        evidence=made.evidence,
    )


def _subject(bureau: PublicBureau, made: Acceptance) -> Link | None:
    """None where the whole bureau was inspected."""
    if made.area is not None:
        return area_link(made.area, bureau.every_area[made.area].name)
    if made.station is not None:
        return station_link(made.station, bureau.stations[made.station].name)
    return None
