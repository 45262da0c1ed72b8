"""A station's work record of a month (社区警务工作纪实, 方案二(五)): one entry for each thing that was done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from pydantic import Field

from generator.model.duplicates import values_at
from generator.model.spelling import Contradictions, contradiction
from generator.model.values import Count, Day, Identifier, Labelled, Month, Record, Text

DAY_MINUTES: Final = 24 * 60


class WorkKind(Labelled):
    """What was done in the community: a closed list, so that nothing is said of a person."""

    VISIT = "visit", "入户走访"
    REGISTRATION = "registration", "人口和房屋登记"
    PATROL = "patrol", "巡逻防控"
    TALK = "talk", "防范宣传"
    PREMISES = "premises", "检查行业场所"
    MEDIATION = "mediation", "纠纷调解"
    SERVICE = "service", "受理群众事项"
    HELP = "help", "群众求助"
    MEETING = "meeting", "会议"
    JOINT_ACTION = "joint_action", "联合行动"

    @property
    def is_only_counted(self) -> bool:
        """Could an entry point at a person? Then only the number of entries is public."""
        return self in (WorkKind.MEDIATION, WorkKind.SERVICE, WorkKind.HELP)


class TalkTheme(Labelled):
    """What a talk was about."""

    FRAUD = "fraud", "反诈"
    THEFT = "theft", "防盗"
    FIRE = "fire", "消防"
    TRAFFIC = "traffic", "交通安全"
    DRUGS = "drugs", "禁毒"
    MINORS = "minors", "未成年人保护"
    RENTALS = "rentals", "出租屋"
    OTHER = "other", "其他"


class WorkEntry(Record):
    """One thing done in a community on a day."""

    area: Identifier = Field(title="社区", description="社区的编号")
    on: Day = Field(title="日期", description="哪一天做的")
    kind: WorkKind = Field(title="做了什么", description=WorkKind.listed())
    minutes: Count = Field(ge=1, le=DAY_MINUTES, title="用时", description="[分钟]")
    theme: TalkTheme | None = Field(
        default=None, title="宣传的内容", description=f"只有宣传写:{TalkTheme.listed()}"
    )
    sentence: Text | None = Field(
        default=None,
        title="一句话",
        description="会公开,写做了什么,不写任何人;调解、受理、求助不写",
    )

    def _contradictions(self) -> Contradictions:
        if self.theme is not None and self.kind is not WorkKind.TALK:
            yield contradiction(
                f"{self.kind.label}({self.kind})写了宣传的内容(theme)",
                "是宣传的,kind 写 talk;不是的,删去 theme。",
                ("theme",),
            )
        if self.sentence is not None and self.kind.is_only_counted:
            yield contradiction(
                f"{self.kind.label}({self.kind})写了一句话(sentence)",
                "这一类容易让人认出是谁,只公开次数:请删去 sentence。",
                ("sentence",),
            )


class WorkRecord(Record):
    """One station's month; one file, data/work_records/<yyyy-mm>/<station>.yml.

    It has the days of the ISO weeks that count for the month, as its report has (2026-10: 28 September to 1 November).
    """

    station: Identifier = Field(title="派出所", description="派出所的编号,与文件名相同", examples=["gulou"])
    month: Month = Field(title="月份", description="与文件夹名相同")
    entries: tuple[WorkEntry, ...] = Field(
        title="纪实", description="做一件事写一条;写了这个文件的月份,哪一周有工作纪实就看这里"
    )

    @property
    def path(self) -> str:
        """The record's file, relative to the root."""
        return f"data/work_records/{self.month}/{self.station}.yml"

    @property
    def areas(self) -> tuple[str, ...]:
        """The ids that its entries name, known or not, each once in the file's order."""
        return tuple(dict.fromkeys(entry.area for entry in self.entries))

    def _contradictions(self) -> Contradictions:
        seen = set[WorkEntry]()
        for keys, entry in values_at(self, "entries"):
            if entry in seen:
                found = f"{entry.area} {entry.on} 的{entry.kind.label}写了两次,一样的"
                yield contradiction(
                    found, "多写的一条请删去;真的做了两次的合成一条,minutes 写两次的和。", keys
                )
            seen.add(entry)


def entries_by_area(records: Iterable[WorkRecord]) -> Mapping[tuple[str, str], tuple[WorkEntry, ...]]:
    """The entries of each month (yyyy-mm) and community, whichever station's file has them: one that moves has two."""
    found: dict[tuple[str, str], list[WorkEntry]] = defaultdict(list)
    for record in records:
        for entry in record.entries:
            found[record.month, entry.area].append(entry)
    return {key: tuple(entries) for key, entries in found.items()}
