"""What was decided when a year had ended (年终总结, 方案四(五)): data/year_reviews/<yyyy>.yml.

Stations, documents, days and clauses only: there is no key into which a person's name would fit.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Final

from pydantic import Field

from generator.model.clause import Clause
from generator.model.duplicates import duplicates
from generator.model.spelling import DIGITS, TEXT, Contradictions, Spelling, contradiction
from generator.model.values import Day, Identifier, Labelled, Record


class OutcomeKind(Labelled):
    """What a station's year led to."""

    COMMENDED = "commended", "表彰"
    REMINDED = "reminded", "提醒"
    FOLLOW_UP = "follow_up", "限期整改"
    CRITICISED = "criticised", "通报批评"


_YEAR: Final = Spelling(r"(19|20)[0-9]{2}", "四位的年份", "2025", str, DIGITS)
# 发文机关代字〔年份〕序号号, GB/T 9704; square brackets, as in the scheme's own number, are taken too.
_DOCUMENT: Final = Spelling(
    r"[\u4e00-\u9fff]{2,20}[〔\[](19|20)[0-9]{2}[〕\]][0-9]{1,4}号",
    "文号,写成“机关代字〔年份〕序号号”",
    "鄂州公治〔2026〕12号",
    types=TEXT,
)
Year = Annotated[str, _YEAR]
DocumentNumber = Annotated[str, _DOCUMENT]


class StationOutcome(Record):
    """What was decided about one station, and the document that says so."""

    station: Identifier = Field(title="派出所", description="派出所的编号", examples=["gulou"])
    outcome: OutcomeKind = Field(
        title="结果", description="commended 表彰、reminded 提醒、follow_up 限期整改、criticised 通报批评"
    )
    document: DocumentNumber = Field(title="文号", description="决定的发文文号")
    decided_on: Day = Field(title="决定日期", description="文件的日期")
    clause: Clause = Field(title="条目", description="依据方案的哪一条,例如 四(五)")


class YearReview(Record):
    """One year's outcomes, by station; a station that is not listed had none.

    `projects` are the areas whose demonstration project passed the year-end examination; None where the review does
    not say, and the areas' own records count.
    """

    year: Year = Field(title="年份", description="与文件名相同")
    published_on: Day = Field(title="公布日期", description="年终结果公布的日期,在这一年结束以后")
    projects: tuple[Identifier, ...] | None = Field(
        default=None, title="示范项目", description="示范项目通过年终考核的社区,写社区编号"
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
