"""Gaps in what the ranking leads to (方案四(五)): the last year's review, examinations, what is to be mended."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from generator.model.follow_up import FollowUp
from generator.model.months import last_day
from generator.model.public import PublicBureau
from generator.model.year_review import OutcomeKind
from generator.pages.today import Today, some

_MONTHS: Final = 12  # the published months that are looked back on


def year_end_gaps(today: Today) -> Iterator[str]:
    """What the last year that is over lacks, in Chinese."""
    bureau = today.bureau
    if not bureau.examination.criteria:
        yield "没有登记示范项目年终考核的标准"
    over = {month[:4] for month in bureau.releases if month[:4] < f"{bureau.as_of.year}"}
    for year in sorted(over)[-1:]:
        review = bureau.year_reviews.get(year)
        if review is None:
            yield f"没有登记{year}年的年终结果"
            continue
        unexamined = {*(review.projects or ())} - {one.area for one in review.examinations}
        yield from some(len(unexamined), f"个{year}年通过考核的示范项目没有登记逐条的结果")


def follow_up_gaps(today: Today) -> Iterator[str]:
    """What stations should have been told to mend, and what is overdue, in Chinese."""
    bureau = today.bureau
    told = [(id_, one) for id_, station in bureau.stations.items() for one in station.follow_ups]
    known = {(id_, one.after) for id_, one in told}
    ordered = {
        (outcome.station, year)
        for year, review in bureau.year_reviews.items()
        for outcome in review.outcomes
        if outcome.outcome is OutcomeKind.FOLLOW_UP
    }
    yield from some(len(ordered - known), "个派出所年终限期整改，没有登记整改什么")
    months = sorted(bureau.releases)[-_MONTHS:]
    untold = [
        id_
        for month in months
        for id_ in _lowest(bureau, month)
        if not any(_covers(one, month) for one in bureau.stations[id_].follow_ups)
    ]
    yield from some(
        len(set(untold)),
        f"个派出所在最近 {len(months)} 个公布的月份里重点督导 {len(untold)} 次，没有登记整改什么",
    )
    yield from some(
        sum(one.is_overdue(bureau.as_of) for id_, one in told if id_ in bureau.standing_stations),
        "件整改过了期限没有登记结果",
    )


def _lowest(bureau: PublicBureau, month: str) -> Iterator[str]:
    """The stations of today that were in the lowest band (重点督导) in the month."""
    rules = bureau.policy_for(month).ranking
    for row in bureau.releases[month].latest.rows:
        if row.station in bureau.standing_stations and row.score is not None and rules.is_lowest(row.score):
            yield row.station


def _covers(told: FollowUp, month: str) -> bool:
    """Was it ordered for the month, or after it?"""
    return told.after == month or told.assigned_on > last_day(month)
