"""What is missing in the reports of a month that is due and not released: one warning for each station."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from generator.facts.area_month import CountedMonth, Filing
from generator.model.bureau import Bureau
from generator.model.months import previous_month
from generator.model.public import PublicBureau
from generator.problems import Place, Problem
from generator.ranking import months_to_rank
from generator.ranking.reporting import MonthReporting, StationReporting, month_reporting

# How many communities a message names.
_NAMED: Final = 3


def missing_reports(bureau: Bureau, public: PublicBureau) -> Iterator[Problem]:
    """W390 for the latest month whose deadline is over, until it is released.

    Before the first release only the last reported month counts.
    """
    month = _latest_due(public)
    if month <= max(bureau.releases, default="") or not (
        bureau.releases or month in months_to_rank(public)[-1:]
    ):
        return
    reporting = month_reporting(public, month)
    for one in reporting.stations:
        report = bureau.reports.get((month, one.station))
        is_waiting = report is not None and report.filed_on is None
        if not one.is_complete and not is_waiting:  # a report that waits to be received is W360
            yield _missing(bureau, reporting, one)


def _latest_due(public: PublicBureau) -> str:
    month = previous_month(f"{public.as_of:%Y-%m}")
    due = CountedMonth(name=month, policy=public.policy_for(month)).report_due
    return month if due < public.as_of else previous_month(month)


def _missing(bureau: Bureau, reporting: MonthReporting, one: StationReporting) -> Problem:
    month, name = reporting.month.name, bureau.stations[one.station].name
    path = f"data/reports/{month}/{one.station}.yml"
    if one.filing is Filing.NOT_FILED:
        return Place(path=path).problem(
            "W390",
            f"{name}还没有报送 {month} 的月报,期限 {reporting.month.report_due} 已过,这个月不排名。",
            f"请催报;收到后放进 data/reports/{month}/,运行 make receive month={month}。",
        )
    lacking = [f"缺整行的社区有 {_named(bureau, one.rows)}"] if one.rows else []
    lacking += [f"没有写“{gap.part.label}”的社区有 {_named(bureau, gap.areas)}" for gap in one.gaps]
    cost = "因此不排名" if one.reasons else "不影响得分,但公布的数字不全"
    return bureau.place(path, "rows").problem(
        "W390",
        f"{name} {month} 的月报{';'.join(lacking)}。{cost}。",
        f"请让派出所补上,没有发生的写 0;补好后运行 make receive month={month}。"
        f"全部派出所的情况:make status month={month}。",
    )


def _named(bureau: Bureau, ids: Sequence[str]) -> str:
    """2 个(甲社区、乙社区): how many, and the names of the first."""
    named = "、".join(bureau.areas[id_].name for id_ in ids[:_NAMED])
    return f"{len(ids)} 个({named}{'等' if len(ids) > _NAMED else ''})"
