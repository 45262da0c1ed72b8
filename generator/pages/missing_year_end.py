"""Gaps in what the ranking leads to (方案四(五)): the last year's review, examinations, what is to be mended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.model.public import PublicBureau
from generator.model.release import ReleaseRow
from generator.model.year_review import OutcomeKind
from generator.pages.today import some
from generator.wording import month_text


def missing_at_year_end(bureau: PublicBureau) -> Iterator[str]:
    """What the last year that is over lacks, in Chinese."""
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


def missing_follow_ups(bureau: PublicBureau, rows: Iterable[ReleaseRow], month: str | None) -> Iterator[str]:
    """What stations should have been told to mend, and what is overdue, in Chinese; `rows`: the last month's."""
    told = [(id_, one) for id_, station in bureau.stations.items() for one in station.follow_ups]
    known = {(id_, one.after) for id_, one in told}
    ordered = {
        (outcome.station, year)
        for year, review in bureau.year_reviews.items()
        for outcome in review.outcomes
        if outcome.outcome is OutcomeKind.FOLLOW_UP
    }
    yield from some(len(ordered - known), "个派出所年终限期整改，没有登记整改什么")
    if month is not None:
        rules = bureau.policy_for(month).ranking
        low = {(row.station, month) for row in rows if row.score is not None and rules.is_lowest(row.score)}
        yield from some(len(low - known), f"个派出所{month_text(month)}重点督导，没有登记整改什么")
    yield from some(
        sum(one.is_overdue(bureau.as_of) for id_, one in told if id_ in bureau.standing_stations),
        "件整改过了期限没有登记结果",
    )
