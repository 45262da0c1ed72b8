"""Gaps in how the scheme is led: reports and resolutions, the ranking, the year's end, what is to be mended."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from generator.gaps.today import Today, some
from generator.model.follow_up import FollowUp
from generator.model.months import last_day
from generator.model.public import PublicBureau
from generator.model.year_review import OutcomeKind
from generator.ranking import months_to_rank

_MONTHS: Final = 12  # the published months that are looked back on


def leadership_gaps(today: Today) -> Iterator[str]:
    """Responsible bodies, reports to party committee and government, resolutions."""
    led, day = today.bureau.leadership, today.bureau.as_of
    standard = led.yearly_briefings
    if not led.bodies:
        yield "没有登记负责社区警务的机构"
    if standard is not None:
        recent = led.briefed_in_year_to(day)
        if recent < standard.value:
            yield f"最近一年向党委、政府汇报 {recent} 次，不到 {standard.value} 次"
    if not led.resolutions:
        yield "没有登记党委、政府决定的警务保障"
    yield from some(sum(one.is_overdue(day) for one in led.resolutions), "件决定的事过了期限还没有落实")


def ranking_gaps(today: Today) -> Iterator[str]:
    """Months that are not published, and stations without a score."""
    bureau, last = today.bureau, today.progress.month
    if last is None:
        yield "还没有公布过月份"
    over = months_to_rank(bureau)
    due = [month for month in over if month > last] if last is not None else over[-1:]
    late = sum(bureau.info.release.moment(month, bureau.holidays).date() < bureau.as_of for month in due)
    yield from some(late, "个月份过了公布日期还没有公布")
    unranked = sum(bool(row.reasons) for row in today.rows)
    yield from some(unranked, f"个派出所{today.month}没有得分，因为资料没有报全")


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
