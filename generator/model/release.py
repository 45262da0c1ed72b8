"""A published ranking, frozen: data/releases/<yyyy-mm>.yml. Only what is public stands in it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Annotated, Final

from pydantic import Field

from generator.model.months import last_day
from generator.model.policy import PartId
from generator.model.spelling import TEXT, Contradictions, Spelling, contradiction
from generator.model.station import StationKind
from generator.model.values import (
    Amount,
    ClockTime,
    Count,
    Day,
    Identifier,
    Labelled,
    Month,
    Prose,
    Record,
)


class ReleaseStatus(Labelled):
    """Whether figures may still change in the ordinary way."""

    PROVISIONAL = "provisional", "初步"
    FINAL = "final", "正式"


# 12/14 attained of due; x/14 not reported; u:12/14 too few to count; u not written out; 97/100@420 a share of 420.
_RESTORE: Final = "这个文件由命令写入,请从备份恢复。"
_CELL: Final = "(u|(u:)?[0-9]{1,12}/[0-9]{1,12}(@[0-9]{1,12})?|x/[0-9]{1,12})"


def _cells(written: str) -> tuple[str, ...]:
    return tuple(written.split(" "))


CELLS: Final = Spelling(f"{_CELL}( {_CELL})*", "用空格隔开的“分子/分母”", "155/155 61/72", _cells, TEXT)
_DIGEST: Final = Spelling(r"[0-9a-f]{64}", "64 位的摘要值", "0" * 64)
# One for each part of the revision, in its order.
Cells = Annotated[tuple[str, ...], CELLS]
Digest = Annotated[str, _DIGEST]


class ReleaseRow(Record):
    """One station's published figures. Without `score` the station was not ranked, and `reasons` say why.

    `numbers` are the station's, `areas` those of each of its communities, from which they came.
    """

    station: Identifier = Field(title="派出所", description="派出所的编号")
    group: StationKind = Field(title="分组", description="当月所在的组")
    score: Amount | None = Field(default=None, title="总分", description="[0–100]")
    rank: Count | None = Field(default=None, title="名次", description="在本组的名次")
    numbers: Cells = Field(title="各部分", description="每个组成部分的分子/分母,按 parts 的顺序")
    cases: Count | None = Field(
        default=None, title="案件", description="最近 12 个月的案件数;会说出小数目的不写"
    )
    residents: Count = Field(title="人口", description="算案件率用的人口 [人]")
    months: Count = Field(title="月数", description="最近 12 个月里有案件数的月数")
    filed_on: Day | None = Field(
        default=None, title="报送日期", description="当月月报哪天报送;没有报送的不写"
    )
    reasons: tuple[Prose, ...] = Field(default=(), title="未排名原因", description="未排名时写原因")
    areas: dict[Identifier, Cells] = Field(
        default_factory=dict, title="各社区", description="每个社区的分子/分母,顺序同上"
    )


class Revision(Record):
    """One publication of a month: the first, or a numbered correction with its reason."""

    number: Count = Field(ge=1, title="版次", description="第一次公布为 1")
    status: ReleaseStatus = Field(title="状态", description="公布时的状态:provisional 初步、final 正式")
    published_on: Day = Field(title="公布日期", description="公布日期")
    published_at: ClockTime = Field(title="公布时间", description="公布时间")
    policy: Identifier = Field(title="办法版本", description="排名办法的版本号")
    inputs: Digest = Field(title="输入摘要", description="公布时全部数据文件的 SHA-256 摘要")
    previous: Digest | None = Field(
        default=None,
        title="上一个封存码",
        description="在它之前公布的那一版(不论哪个月)的封存码;最早的一版不写",
    )
    seal: Digest | None = Field(
        default=None, title="封存码", description="本版其余内容的 SHA-256 摘要;内容手改过就对不上"
    )
    reason: Prose | None = Field(default=None, title="原因", description="修订版和补公布的写原因")
    incomplete: Prose | None = Field(
        default=None, title="没有报齐的原因", description="派出所没有报齐就公布的,写为什么"
    )
    parts: tuple[PartId, ...] = Field(title="组成部分", description="各行数字的顺序")
    rows: tuple[ReleaseRow, ...] = Field(title="各派出所", description="公布的数字")

    @property
    def published(self) -> dt.datetime:
        """Day and hour, in China."""
        return dt.datetime.combine(self.published_on, self.published_at)

    def is_as_sealed(self, month: str) -> bool:
        """Is it unchanged since its publication? Without a seal it counts as unchanged."""
        return self.seal is None or self.seal == seal_of(month, self)

    def _contradictions(self) -> Contradictions:
        lists = [cells for row in self.rows for cells in (row.numbers, *row.areas.values())]
        if any(len(cells) != len(self.parts) for cells in lists):
            yield contradiction("数字的个数与组成部分的个数不同", _RESTORE)
        if self.number > 1 and self.reason is None:
            yield contradiction("修订版要写原因", "请用 make revise 修订。")
        stations = [row.station for row in self.rows]
        if len(set(stations)) != len(stations):
            yield contradiction("同一个派出所写了两行", _RESTORE)


def sealed_text(month: str, revision: Revision) -> bytes:
    """The month and the revision without its seal, as JSON with sorted keys and no defaults."""
    said = revision.model_dump(mode="json", exclude={"seal"}, exclude_defaults=True)
    return json.dumps([month, said], ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def seal_of(month: str, revision: Revision) -> str:
    """SHA-256 of the sealed text."""
    return hashlib.sha256(sealed_text(month, revision)).hexdigest()


def seal_in(release: Release, number: int) -> str:
    """The seal of a revision, computed for one of before there were seals."""
    revision = release.revisions[number - 1]
    return revision.seal or seal_of(release.month, revision)


class Release(Record):
    """One published month with all its revisions, the first first. Written by a command, never by hand."""

    month: Month = Field(title="月份", description="与文件名相同")
    revisions: tuple[Revision, ...] = Field(
        min_length=1, title="各版", description="从第一版起,只添加,不改动"
    )

    @property
    def path(self) -> str:
        """The record's file, relative to the root."""
        return f"data/releases/{self.month}.yml"

    @property
    def latest(self) -> Revision:
        """The revision that counts."""
        return self.revisions[-1]

    def _contradictions(self) -> Contradictions:
        if [revision.number for revision in self.revisions] != list(range(1, len(self.revisions) + 1)):
            yield contradiction("版次没有从 1 起依次编号", _RESTORE)
        moments = [revision.published for revision in self.revisions]
        if moments != sorted(moments) or moments[0].date() <= last_day(self.month):
            yield contradiction("公布时间早于当月月末,或后一版早于前一版", _RESTORE)
