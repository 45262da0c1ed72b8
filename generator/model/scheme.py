"""data/scheme/: the documents that a bureau carries out, each clause with what it asks and what carries it out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Final, NamedTuple, Self

from pydantic import Field

from generator.model.duplicates import duplicates
from generator.model.mechanism import Mechanism
from generator.model.spelling import TEXT, Contradictions, Spelling, contradiction
from generator.model.values import Day, Flag, Identifier, Labelled, Prose, Record, Text

ClauseId = Annotated[str, Spelling(r"[^\s:：]{1,40}", "条目的编号,没有空格和冒号", "二(四)", types=TEXT)]
Anchor = Annotated[str, Spelling(r"c[0-9]+(-[0-9]+)*", "字母 c 加数字和连字符", "c2-4", types=TEXT)]


class Level(Labelled):
    """Who issued a document."""

    MINISTRY = "ministry", "部"
    PROVINCE = "province", "省"
    CITY = "city", "市"


class HeadingBy(Labelled):
    """Whose words the heading of a clause is."""

    DOCUMENT = "document", "文件自己的"
    SITE = "site", "本站加的"


class Forwarding(Record):
    """The letter with which a document was sent out, printed before it."""

    to: Prose = Field(title="主送", description="照原文写")
    text: tuple[Prose, ...] = Field(min_length=1, title="正文", description="逐段写,照原文一字不改")
    signed: Text = Field(title="落款", description="照原文写")


class SchemeClause(Record):
    """One clause: its very text, and what of the site carries it out."""

    id: ClauseId = Field(title="条目", description="别的记录用它引用这一条")
    anchor: Anchor = Field(title="锚点", description="这一条在网页上的位置,定下后不再改动")
    heading: Text = Field(title="标题", description="这一条的标题;原文没有标题的,写这一条讲什么")
    heading_by: HeadingBy = Field(
        default=HeadingBy.DOCUMENT, title="谁的标题", description=f"{HeadingBy.listed()};不写按 document"
    )
    line: Text | None = Field(
        default=None, title="标题行", description="标题在原文里自成一行的,照原文写这一行"
    )
    text: tuple[Prose, ...] = Field(default=(), title="原文", description="逐段写,照原文一字不改")
    under: ClauseId | None = Field(default=None, title="属于", description="属于哪一条,写那一条的编号")
    asks: Prose | None = Field(default=None, title="要求", description="这一条要求什么,一句话")
    carried_out_by: tuple[Mechanism, ...] = Field(
        default=(), title="由什么落实", description=f"{Mechanism.listed()};本站没有落实的不写"
    )

    @property
    def lead(self) -> str:
        """The beginning of the first paragraph that is the document's own heading; empty if there is none."""
        if self.line is not None or self.heading_by is HeadingBy.SITE:
            return ""
        before, heading, after = self.text[0].partition(self.heading)
        return before + heading + after[:1]

    def _contradictions(self) -> Contradictions:
        if self.line is None and not self.text:
            yield contradiction("没有写原文", "请写 line(标题行)或 text(原文)。")
        elif self.heading_by is HeadingBy.DOCUMENT and self.heading not in (self.line or self.text[0]):
            yield contradiction(
                f"原文里没有标题“{self.heading}”",
                "请照原文写;原文没有标题的,写 heading_by: site。",
                ("heading",),
            )


class SchemeDocument(Record):
    """data/scheme/<id>.yml."""

    id: Identifier = Field(title="编号", description="与文件名相同", examples=["fangan-2026-1"])
    primary: Flag = Field(
        default=False,
        title="主方案",
        description="记录里只写条目的,是这份文件的;只能有一份,另一份写“编号:条目”",
    )
    level: Level = Field(title="层级", description=Level.listed())
    short: Text = Field(title="简称", description="网页上怎样称呼它,例如 方案、意见")
    title: Text = Field(title="标题", description="照原文写")
    number: Text = Field(title="文号", description="照原文写")
    issuer: Text = Field(title="发布机关", description="全称")
    issued_on: Day = Field(title="发布日期", description="文件上的日期")
    since: Day | None = Field(default=None, title="施行", description="从哪天起施行;不写就是发布那天")
    until: Day | None = Field(default=None, title="失效", description="有效到哪天;还有效的不写")
    source: Text = Field(title="出处", description="文本从哪里来")
    forwarding: Forwarding | None = Field(default=None, title="印发通知", description="没有的不写")
    opening: tuple[Prose, ...] = Field(default=(), title="开头", description="第一条以前的话,逐段写,照原文")
    clauses: tuple[SchemeClause, ...] = Field(min_length=1, title="条目", description="照原文的顺序")

    @property
    def path(self) -> str:
        """The record's file, relative to the root."""
        return f"data/scheme/{self.id}.yml"

    @property
    def url(self) -> str:
        """Its page."""
        return "policy/" if self.primary else f"policy/{self.id}/"

    def under(self, chapter: SchemeClause) -> tuple[SchemeClause, ...]:
        """The clauses of a chapter."""
        return tuple(one for one in self.clauses if one.under == chapter.id)

    def naming(self, mechanism: str) -> tuple[SchemeClause, ...]:
        """The clauses that it carries out; chapters only where no other clause names it."""
        named = [one for one in self.clauses if mechanism in one.carried_out_by]
        return tuple(one for one in named if not self.under(one)) or tuple(named)

    def _contradictions(self) -> Contradictions:
        yield from duplicates("条目", self, "clauses", "id")
        yield from duplicates("锚点", self, "clauses", "anchor")
        if self.until is not None and self.until < (self.since or self.issued_on):
            yield contradiction("失效的日期早于施行的日期", "请核对 since 和 until。", ("until",))
        known: set[str] = set()
        for at, clause in enumerate(self.clauses):
            if clause.under is not None and clause.under not in known:
                yield contradiction(
                    f"前面没有条目“{clause.under}”", "请写前面一条的编号。", ("clauses", at, "under")
                )
            known.add(clause.id)


class Cited(NamedTuple):
    """A clause and the document in which it stands."""

    document: SchemeDocument
    clause: SchemeClause


@dataclass(frozen=True)
class Scheme:
    """The documents of a bureau, the primary first; empty where a bureau has published none."""

    documents: tuple[SchemeDocument, ...] = ()

    @classmethod
    def of(cls, documents: Mapping[str, SchemeDocument]) -> Self:
        """The scheme of these documents by id."""
        return cls(tuple(sorted(documents.values(), key=lambda one: not one.primary)))

    @property
    def primary(self) -> SchemeDocument | None:
        """The document that a bare clause means."""
        return next((one for one in self.documents if one.primary), None)

    @property
    def word(self) -> str:
        """What the site calls what it carries out."""
        return self.primary.short if self.primary is not None else "标准"

    @cached_property
    def cited(self) -> dict[str, Cited]:
        """Every clause by the words with which a record cites it."""
        return {
            clause.id if document.primary else f"{document.id}:{clause.id}": Cited(document, clause)
            for document in self.documents
            for clause in document.clauses
        }

    def asking_for(self, *mechanisms: str) -> tuple[str, ...]:
        """The clauses that these carry out, as cited; a chapter only for what none of its document's clauses names."""
        found = {one for document in self.documents for name in mechanisms for one in document.naming(name)}
        return tuple(words for words, cited in self.cited.items() if cited.clause in found)


NO_SCHEME: Final = Scheme()
