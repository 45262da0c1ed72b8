"""Words of the scheme that have changed since, and what people say today."""

from __future__ import annotations

from pydantic import Field

from generator.model.duplicates import duplicates
from generator.model.since import UNKNOWN, RoughDay, Since
from generator.model.spelling import Contradictions, contradiction
from generator.model.values import Record, Text


class Term(Record):
    """One word of the scheme, and today's."""

    old: Text = Field(title="方案的说法", description="照方案原文写")
    today: Text = Field(title="今天的说法", description="居民今天的叫法;页面上用它")
    since: Since = Field(
        default_factory=lambda: RoughDay(UNKNOWN),
        title="从何时起",
        description="今天的叫法从哪天起;只知道月份的写 2014-07,不知道的不写",
    )
    source: Text = Field(title="出处", description="法规、文件的名称;没有的写明是本站解释")
    note: Text | None = Field(default=None, title="说明", description="一句话,有什么不同")

    def _contradictions(self) -> Contradictions:
        if self.old == self.today:
            yield contradiction(f"两种说法都是“{self.old}”", "没有变的不用写,请删去这一条。", ("today",))


class Terms(Record):
    """data/terms.yml."""

    terms: tuple[Term, ...] = Field(default=(), title="用语", description="变了的说法,逐条写")

    def reworded(self, text: str) -> str:
        """The text in today's words."""
        for term in sorted(self.terms, key=lambda term: -len(term.old)):
            text = text.replace(term.old, term.today)
        return text

    def _contradictions(self) -> Contradictions:
        yield from duplicates("方案的说法", self, "terms", "old")
