"""An opinion as lists show it, and what opinions come to, in words and figures."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from generator.model.meeting import OpinionStatus
from generator.opinions import OpinionLedger, OpinionStatistics, RaisedOpinion
from generator.pages.links import Link
from generator.wording import When, dated, list_days, number


@dataclass(frozen=True, kw_only=True)
class OpinionLine:
    """One opinion. `url` is its place on the meeting's page; `days` and `read_back` are sentences without an end."""

    id: str
    url: str
    area: Link
    text: str
    raised_on: When
    owner: str
    due: When
    status: str
    tone: str
    outcome: str | None
    closed_on: When | None
    days: str
    read_back: str


@dataclass(frozen=True, kw_only=True)
class OpinionCounts:
    """What became of the opinions raised."""

    total: int
    answered: int
    under_way: int
    overdue: int


@dataclass(frozen=True, kw_only=True)
class OpinionFigures:
    """The same at length. `took` says how long answers took, None without an answer; `oldest` [days]."""

    total: str
    answered: str
    done: str
    declined: str
    transferred: str
    answered_late: str
    waiting: str
    overdue: str
    took: str | None
    oldest: str | None
    to_read_back: str
    followed: str
    read_next: str


@dataclass(frozen=True, kw_only=True)
class AreaOpinionsBrief:
    """A community's opinions on its own page: counts, what is not answered, and where all stand."""

    counts: OpinionCounts
    waiting: tuple[OpinionLine, ...]
    ledger: str
    sheet: str


def opinion_line(as_of: dt.date, raised: RaisedOpinion, area: Link) -> OpinionLine:
    """The opinion as lists show it; `area` is where it was raised."""
    opinion, meeting = raised.opinion, raised.meeting
    tone = "bad" if raised.is_overdue else "ok" if opinion.status is OpinionStatus.DONE else "plain"
    return OpinionLine(
        id=opinion.id,
        url=f"meetings/{meeting.id}/#{opinion.id}",
        area=area,
        text=opinion.text,
        raised_on=dated(meeting.date, as_of=as_of),
        owner=opinion.owner,
        due=dated(opinion.due, as_of=as_of),
        status=f"{opinion.status.label}，已逾期" if raised.is_overdue else opinion.status.label,
        tone=tone,
        outcome=opinion.outcome,
        closed_on=dated(opinion.closed_on, as_of=as_of) if opinion.closed_on else None,
        days=_days(raised),
        read_back=_read_back(as_of, raised),
    )


def opinion_counts(statistics: OpinionStatistics) -> OpinionCounts:
    """Counts over opinions."""
    return OpinionCounts(
        total=statistics.total,
        answered=statistics.answered,
        under_way=statistics.waiting - statistics.overdue,
        overdue=statistics.overdue,
    )


def opinions_brief(as_of: dt.date, id: str, area: Link, ledger: OpinionLedger) -> AreaOpinionsBrief:
    """The opinions of the area with that id, those that wait longest first."""
    return AreaOpinionsBrief(
        counts=opinion_counts(ledger.statistics),
        waiting=tuple(
            opinion_line(as_of, raised, area)
            for raised in ledger.earliest_first
            if raised.waiting is not None
        ),
        ledger=f"meetings/opinions/{id}/",
        sheet=f"meetings/report-back/{id}/",
    )


def opinion_figures(statistics: OpinionStatistics) -> OpinionFigures:
    """The figures at length."""
    counts = statistics.counts
    return OpinionFigures(
        total=number(statistics.total),
        answered=number(statistics.answered),
        done=number(counts[OpinionStatus.DONE]),
        declined=number(counts[OpinionStatus.DECLINED]),
        transferred=number(counts[OpinionStatus.TRANSFERRED]),
        answered_late=number(statistics.answered_late),
        waiting=number(statistics.waiting),
        overdue=number(statistics.overdue),
        took=_took(statistics),
        oldest=None if statistics.oldest is None else number(statistics.oldest),
        to_read_back=number(statistics.to_read_back),
        followed=number(statistics.followed),
        read_next=number(statistics.read_next),
    )


def last_change(ledger: OpinionLedger, otherwise: dt.date) -> dt.date:
    """The day of the last entry: raised, answered or read back; `otherwise` without an opinion."""
    days = [
        day
        for raised in ledger.opinions
        for day in (raised.meeting.date, raised.opinion.closed_on, *raised.opinion.read_back_on)
        if day is not None
    ]
    return max(days, default=otherwise)


def _took(statistics: OpinionStatistics) -> str | None:
    """A median and a ninth decile, or the days themselves where answers are few."""
    if not statistics.taken:
        return None
    if statistics.half is None:
        return f"{'、'.join(map(str, statistics.taken))} 天"
    return f"一半在 {statistics.half} 天以内，九成在 {statistics.nine_tenths} 天以内"


def _days(raised: RaisedOpinion) -> str:
    late = f"，超过期限 {raised.late} 天" if raised.late else ""
    if raised.taken is None:
        return f"已等 {raised.waiting} 天{late}"
    return (f"用了 {raised.taken} 天" if raised.taken else "当天答复") + late


def _read_back(as_of: dt.date, raised: RaisedOpinion) -> str:
    days = "、".join(list_days(sorted(raised.opinion.read_back_on), year=as_of.year))
    if not days:
        return "下次会上回报"
    if not raised.to_read_back:
        return f"{days}的会上已回报"
    what = "进展" if raised.taken is None else "结果"
    return f"{days}的会上回报过，{what}下次会上再报"
