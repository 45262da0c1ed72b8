"""The ledger of publications, data/releases/ledger.yml: an append-only list in which every entry seals those before it.

It says when each report was received and when each revision was published or withdrawn, in that order.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated

from pydantic import Field

from generator.model.release import Digest
from generator.model.spelling import TEXT, Contradictions, Spelling, contradiction
from generator.model.values import ClockTime, Count, Day, Identifier, Labelled, Month, Record

Salt = Annotated[str, Spelling(r"[0-9a-f]{32}", "32 位的随机数", "0" * 32, str, TEXT)]


class LedgerEvent(Labelled):
    """What an entry records."""

    RECEIVED = "received", "收到月报"
    RELEASED = "released", "公布"
    REVISED = "revised", "修订"
    WITHDRAWN = "withdrawn", "撤回"


class LedgerEntry(Record):
    """One event. `digest` is the revision's seal; of a report it is a commitment that `salt` opens.

    Reports contain small counts, which a plain digest of the file would let anybody guess; the salt stays inside.
    """

    day: Day = Field(title="日期", description="哪一天")
    hour: ClockTime = Field(title="时间", description="几点几分")
    what: LedgerEvent = Field(title="事项", description="发生了什么")
    month: Month = Field(title="月份", description="月报或排名的月份")
    station: Identifier | None = Field(default=None, title="派出所", description="收到月报时写派出所的编号")
    revision: Count | None = Field(default=None, title="版次", description="公布、修订、撤回时写第几版")
    digest: Digest = Field(title="摘要", description="这一版的封存码;收到月报时是文件和随机数的摘要")
    salt: Salt | None = Field(default=None, title="随机数", description="收到月报时写,不公开")
    link: Digest = Field(title="链值", description="上一条的链值和这一条内容的 SHA-256 摘要")

    @property
    def moment(self) -> dt.datetime:
        """Day and hour, in China."""
        return dt.datetime.combine(self.day, self.hour)

    @property
    def title(self) -> str:
        """2026-04 第 2 版, or 2026-04 gulou."""
        return f"{self.month} {self.station or f'第 {self.revision} 版'}"

    def link_after(self, link: str | None) -> str:
        """The link of this entry behind the one with that link; None for the first.

        SHA-256 of a JSON list: the link before, day, hour, event, month, station, revision, digest.
        """
        told = [f"{self.day}", f"{self.hour:%H:%M}", self.what, self.month, self.station, self.revision]
        text = json.dumps([link, *told, self.digest], separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def is_of(self, content: bytes) -> bool:
        """Was it this content that was received?"""
        return self.salt is not None and self.digest == commitment(self.salt, content)

    def _contradictions(self) -> Contradictions:
        is_receipt = self.what is LedgerEvent.RECEIVED
        if not is_receipt == (self.station is not None) == (self.salt is not None) == (self.revision is None):
            yield contradiction("收到月报的一条写派出所和随机数,其他的写版次", "请从备份恢复这个文件。")


def commitment(salt: str, content: bytes) -> str:
    """SHA-256 of the salt followed by the SHA-256 of the file, both in hexadecimal."""
    return hashlib.sha256(f"{salt}{hashlib.sha256(content).hexdigest()}".encode()).hexdigest()


class ReleaseLedger(Record):
    """Every event since the ledger began, the first first. Written by commands, never by hand."""

    entries: tuple[LedgerEntry, ...] = Field(default=(), title="各条", description="只添加,不改动")

    @property
    def path(self) -> str:
        """The record's file, relative to the root."""
        return "data/releases/ledger.yml"

    @cached_property
    def publications(self) -> tuple[LedgerEntry, ...]:
        """The revisions that were published and not withdrawn, in order: the links of the chain of seals."""
        standing: list[LedgerEntry] = []
        for entry in self.entries:
            if entry.what in (LedgerEvent.RELEASED, LedgerEvent.REVISED):
                standing.append(entry)
            elif standing and entry.what is LedgerEvent.WITHDRAWN:
                standing.pop()
        return tuple(standing)

    @cached_property
    def arrivals(self) -> Mapping[tuple[str, str], LedgerEntry]:
        """When the report of a month and station was first received."""
        found: dict[tuple[str, str], LedgerEntry] = {}
        for entry in self.entries:
            if entry.station is not None:
                found.setdefault((entry.month, entry.station), entry)
        return found

    def before(self, day: dt.date) -> ReleaseLedger:
        """The ledger as it was at the end of that day."""
        return ReleaseLedger(entries=tuple(entry for entry in self.entries if entry.day <= day))

    def with_entries(self, *made: LedgerEntry) -> ReleaseLedger:
        """The ledger with these entries appended; their links are computed here."""
        entries = list(self.entries)
        for entry in made:
            link = entry.link_after(entries[-1].link if entries else None)
            entries.append(entry.model_copy(update={"link": link}))
        return ReleaseLedger(entries=tuple(entries))


@dataclass(frozen=True, kw_only=True)
class PublicEntry:
    """An entry of the ledger of publications, without the salt that would let a report be guessed."""

    day: dt.date
    hour: dt.time
    what: LedgerEvent
    month: str
    station: str | None
    revision: int | None
    digest: str
    link: str


@dataclass(frozen=True, kw_only=True)
class LatestSeal:
    """The seal of the last publication, which fixes every publication before it."""

    month: str
    revision: int
    seal: str
