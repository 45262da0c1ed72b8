"""Two tables of what the ranking leads to: examinations of projects at years' ends, and what stations have to mend."""

from __future__ import annotations

import datetime as dt
from typing import Final, NamedTuple

from generator.feeds.tables import Column, Dataset, Table, fields
from generator.model.examination import Examination
from generator.model.follow_up import FollowUp
from generator.model.public import PublicBureau


class _Told(NamedTuple):
    station: str
    told: FollowUp
    as_of: dt.date


def _examination(row: tuple[str, Examination]) -> Examination:
    return row[1]


def _criteria(row: tuple[str, Examination], *, met: bool) -> tuple[str, ...]:
    return tuple(found.criterion for found in row[1].findings if found.met is met)


_EXAMINATIONS: Final = Table[tuple[str, Examination]](
    "每行一个示范项目的一次年终考核",
    Column("year", "年份", str, lambda row: row[0]),
    *fields(Examination, "area kind units examined_on", _examination, area="社区编号"),
    Column("met", "达到的标准", tuple, lambda row: _criteria(row, met=True)),
    Column("unmet", "没达到的标准", tuple, lambda row: _criteria(row, met=False)),
    Column("by_rule", "按规则:commended 表彰、failed 不合格", str, lambda row: row[1].by_rule),
    *fields(Examination, "result reason document", _examination),
)


_FOLLOW_UPS: Final = Table[_Told](
    "每行一件要求派出所整改的事",
    Column("station", "派出所编号", str, lambda row: row.station),
    *fields(FollowUp, "after items document assigned_on due", lambda row: row.told),
    Column("due_on", "延期以后的期限", str, lambda row: row.told.due_on),
    Column(
        "state",
        "结果:done 完成、not_done 未完成;没有办完的为空",
        str,
        lambda row: row.told.closing and row.told.closing.state,
    ),
    Column("closed_on", "哪天复查出结果", str, lambda row: row.told.closing and row.told.closing.on),
    Column("evidence", "依据", str, lambda row: row.told.closing and row.told.closing.evidence),
    Column("overdue", "过了期限没有结果", bool, lambda row: row.told.is_overdue(row.as_of)),
)


def year_end_datasets(bureau: PublicBureau) -> tuple[Dataset, ...]:
    """Both tables, the oldest year and the first station first."""
    examined = ((year, one) for year, review in bureau.year_reviews.items() for one in review.examinations)
    told = (
        _Told(station=id_, told=one, as_of=bureau.as_of)
        for id_, station in bureau.stations.items()
        for one in station.follow_ups
    )
    return (
        _EXAMINATIONS.of("examinations", "示范项目年终考核", examined),
        _FOLLOW_UPS.of("follow_ups", "整改", told),
    )
