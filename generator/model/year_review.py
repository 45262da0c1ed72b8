"""What was decided when a year had ended (年终总结, 方案四(五)): data/year_reviews/<yyyy>.yml.

An outcome is a station, a document, a day and a clause only: there is no key into which a person's name would fit.
"""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from generator.model.clause import Clause
from generator.model.duplicates import duplicates
from generator.model.examination import Examination, ExaminationResult
from generator.model.spelling import Contradictions, contradiction
from generator.model.values import Day, DocumentNumber, Identifier, Labelled, Record, Year


class OutcomeKind(Labelled):
    """What a station's year led to."""

    COMMENDED = "commended", "表彰"
    REMINDED = "reminded", "提醒"
    FOLLOW_UP = "follow_up", "限期整改"
    CRITICISED = "criticised", "通报批评"


class StationOutcome(Record):
    """What was decided about one station, and the document that says so."""

    station: Identifier = Field(title="派出所", description="派出所的编号", examples=["gulou"])
    outcome: OutcomeKind = Field(title="结果", description=OutcomeKind.listed())
    document: DocumentNumber = Field(title="文号", description="决定的发文文号")
    decided_on: Day = Field(title="决定日期", description="文件的日期")
    clause: Clause | None = Field(default=None, title="条目", description="依据方案的哪一条,例如 四(五)")


class YearReview(Record):
    """One year's outcomes, by station; a station that is not listed had none.

    `projects` are the areas whose demonstration project passed the year-end examination; None where the review does
    not say, and the areas' own records count. Those that were commended after an examination are among them, those that
    failed are not.
    """

    year: Year = Field(title="年份", description="与文件名相同")
    published_on: Day = Field(title="公布日期", description="年终结果公布的日期,在这一年结束以后")
    projects: tuple[Identifier, ...] | None = Field(
        default=None, title="示范项目", description="示范项目通过年终考核的社区,写社区编号"
    )
    examinations: tuple[Examination, ...] = Field(
        default=(), title="年终考核", description="示范项目的综合检查考核,一个项目一条;没有考核的不写"
    )
    outcomes: tuple[StationOutcome, ...] = Field(
        default=(), title="各派出所", description="每个派出所最多一条,没有结果的不写"
    )

    @property
    def path(self) -> str:
        """The record's file, relative to the root."""
        return f"data/year_reviews/{self.year}.yml"

    def _contradictions(self) -> Contradictions:
        if self.published_on <= dt.date(int(self.year), 12, 31):
            yield contradiction("这一年还没有结束就公布了年终结果", "请核对 year 和 published_on。")
        if any(outcome.decided_on > self.published_on for outcome in self.outcomes):
            yield contradiction("决定日期晚于公布日期", "请核对 decided_on 和 published_on。")
        if any(outcome.decided_on.year < int(self.year) for outcome in self.outcomes):
            yield contradiction("决定日期早于这一年", "请核对 decided_on。")
        yield from duplicates("派出所", self, "outcomes", "station")
        yield from self._examined()

    def _examined(self) -> Contradictions:
        commended = {one.area for one in self.examinations if one.result is ExaminationResult.COMMENDED}
        projects = [(one.area, one.kind) for one in self.examinations]
        for at, one in enumerate(self.examinations):
            keys = ("examinations", at, "area")
            if (one.area, one.kind) in projects[:at]:
                yield contradiction(
                    f"{one.area} 的{one.kind.label}写了两条考核", "同一个项目一年只写一条,请合成一条。", keys
                )
            if not dt.date(int(self.year), 1, 1) <= one.examined_on <= self.published_on:
                yield contradiction(
                    f"考核日期 {one.examined_on} 不在 {self.year} 年 1 月 1 日到公布日期之间",
                    "请核对 examined_on 和 published_on。",
                    ("examinations", at, "examined_on"),
                )
            if self.projects is None:
                yield contradiction("写了考核,没有写示范项目(projects)", "没有通过的,写 projects: []。", keys)
            is_commended = one.area in commended
            if is_commended != (one.area in (self.projects or ())):
                said, there, mend = ("表彰", "没有", "加上") if is_commended else ("不合格", "却有", "删去")
                message = f"{one.area} 的考核是{said},示范项目(projects)里{there}它"
                yield contradiction(message, f"请在 projects 里{mend}它。", keys)
