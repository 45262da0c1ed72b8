"""Promised and kept days week by week: a picture of squares, and the same in words for the table beneath."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from generator.model.months import thursday_of
from generator.pages.charts import ORDINARY
from generator.promise import PromisedWeek, WeekState
from generator.wording import date_range, decimal_text, list_days

_SQUARE, _STEP, _TOP, _BELOW = 13, 16, 6, 44
_DASH: Final = "—"


@dataclass(frozen=True, kw_only=True)
class Square:
    """One day in the picture; `kind` is a CSS class suffix: kept, open (promised, not kept), more (not promised)."""

    y: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class WeekColumn:
    """One week: `text` is kept/promised, or a dash where nothing is known."""

    x: str
    middle: str
    text: str
    squares: tuple[Square, ...]


@dataclass(frozen=True, kw_only=True)
class Strip:
    """The picture of some weeks, drawn for 360 units of width."""

    id: str
    title: str
    description: str
    height: int
    size: int
    columns: tuple[WeekColumn, ...]
    first: str
    last: str


@dataclass(frozen=True, kw_only=True)
class WeekLine:
    """One week in words. `note` says why it fell short, or why nothing is known."""

    begins: str
    promised: str
    days: str
    note: str


def weeks_text(weeks: Sequence[str], *, year: int) -> str:
    """From the Monday of the first week to the Sunday of the last."""
    monday = thursday_of(weeks[0]) - dt.timedelta(days=3)
    return date_range(monday, thursday_of(weeks[-1]) + dt.timedelta(days=3), year=year)


def reasons_text(weeks: Sequence[PromisedWeek]) -> str:
    """培训 2 周、没有写原因 1 周: why weeks fell short, in the order in which it came up."""
    reasons = [week.why for week in weeks if week.why is not None]
    return "、".join(f"{reason} {reasons.count(reason)} 周" for reason in dict.fromkeys(reasons))


def week_lines(weeks: Sequence[PromisedWeek], *, year: int) -> tuple[WeekLine, ...]:
    """The rows of the table."""
    begins = _begin([week.week for week in weeks], year)
    return tuple(_week_line(week, day) for week, day in zip(weeks, begins, strict=True))


def _week_line(week: PromisedWeek, begins: str) -> WeekLine:
    return WeekLine(
        begins=begins,
        promised=_DASH if week.state is WeekState.ABSENT else str(week.promised),
        days=_DASH if week.days is None else str(week.days),
        note=week.why or week.state.label,
    )


def strip(id: str, weeks: Sequence[PromisedWeek], *, year: int) -> Strip:
    """The picture: a column for each week, a square for each day; heights fit the fullest week."""
    most = max((max(week.promised, week.days or 0) for week in weeks), default=0)
    height = _TOP + most * _STEP + _BELOW
    begins = _begin([week.week for week in weeks], year)
    step = Fraction(ORDINARY.width, len(weeks))
    short = sum(week.why is not None for week in weeks)
    return Strip(
        id=id,
        title="每周到社区的天数",
        description=f"{len(weeks)} 周里 {short} 周少于承诺；每一周的数字和原因见下表。",
        height=height,
        size=_SQUARE,
        columns=tuple(
            WeekColumn(
                x=decimal_text(step * at + (step - _SQUARE) / 2),
                middle=decimal_text(step * at + step / 2),
                text=f"{week.kept}/{week.promised}" if week.counts else _DASH,
                squares=tuple(_squares(week, height)) if week.counts else (),
            )
            for at, week in enumerate(weeks)
        ),
        first=begins[0],
        last=begins[-1],
    )


def _begin(weeks: Iterable[str], year: int) -> tuple[str, ...]:
    return list_days([thursday_of(week) - dt.timedelta(days=3) for week in weeks], year=year)


def _squares(week: PromisedWeek, height: int) -> list[Square]:
    """From below: the days kept, then those still promised, or those beyond the promise."""
    days = week.days or 0
    kinds = ["kept"] * week.kept + ["open"] * (week.promised - week.kept) + ["more"] * (days - week.kept)
    return [Square(y=str(height - _BELOW - (at + 1) * _STEP), kind=kind) for at, kind in enumerate(kinds)]
