"""A file and the record it holds; whether the record's id agrees with the file's name and folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pydantic import BaseModel

from generator.load.document import Marks, read_document
from generator.load.files import Source
from generator.load.records import place_in
from generator.model.area import Area
from generator.model.meeting import Meeting
from generator.model.release import Release
from generator.model.report import Report
from generator.model.year_review import YearReview
from generator.problems import Place, Problem

# The keys that a file's name and folder repeat; elsewhere it is the id alone.
_FILED_BY: Final[Mapping[type[BaseModel], tuple[str, ...]]] = {
    Area: ("id", "station"),
    Report: ("station", "month"),
    Release: ("month",),
    YearReview: ("year",),
}


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """One file that was read, and its record; kept so that the next load reads only what changed."""

    source: Source
    record: BaseModel
    scalars: tuple[str, ...]
    lists: tuple[range, ...] = ()

    @property
    def text(self) -> str:
        """The file as people see it."""
        return self.source.content.decode("utf-8-sig")

    @cached_property
    def marks(self) -> Marks:
        """Every position; the file is read once more when the first problem asks."""
        marks = Marks()
        read_document(self.source.path, self.text, marks)
        return marks

    def place(self, *keys: str | int) -> Place:
        """Where the value at these keys stands."""
        return place_in(self.source.path, self.marks, keys)


def misfiled(files: Mapping[str, Loaded]) -> Iterator[Problem]:
    """编号要与文件名相同,也不能重复。"""
    seen: dict[tuple[type[BaseModel], str], str] = {}
    for path, loaded in files.items():
        record = loaded.record
        expected = str(getattr(record, "path", path))
        if expected != path:
            yield _named_otherwise(loaded, expected, is_taken=expected in files)
        if expected != path and expected in files:
            continue
        key = getattr(record, "id", None)
        if key is None:
            continue
        if (type(record), key) in seen:
            other = seen[type(record), key]
            place = loaded.place("id")
            yield Problem(
                code="E302",
                place=place,
                message=f"编号“{key}”已用在 {other}。",
                hint="请给这个文件换一个没有用过的编号,并同时改文件名;"
                "社区改归这个派出所的,还要在这里写 since,民警的 since 写同一天,"
                "原来的文件不删,写 until(前一天)和 merged_into,民警也写 until。"
                if isinstance(record, Area)
                else "请换一个没有用过的编号,并同时改文件名。",
            )
        seen.setdefault((type(record), key), path)
    yield from _misnamed_meetings(files)


def _named_otherwise(loaded: Loaded, expected: str, *, is_taken: bool) -> Problem:
    """Where another file lies at the expected path, nobody is told to move this one over it."""
    path, record = loaded.source.path, loaded.record
    keys = _FILED_BY.get(type(record), ("id",))
    stem = expected.removesuffix(".yml").split("/")
    actual = path.removesuffix(".yml").split("/")
    key = keys[0] if stem[-1] != actual[-1] else keys[-1]
    if is_taken:
        hint = f"该处已有文件:如果这是它的副本,请删去(或移出 data/);如果是另一条记录,请改 {key}。"
    elif key == "id":  # other records name it, so the file's name is likelier wrong
        hint = "请把文件改名、移到该处;编号写错了,才改 id。"
    elif key == "station" and isinstance(record, Area):
        hint = (
            "请把文件移回该处。社区改归别的派出所的,不移文件:原文件写 until 和 merged_into,"
            "在新的派出所另建文件,用新编号,写 since。"
        )
    else:
        hint = f"请改 {key},或把文件改名、移到该处。"
    return Problem(
        code="E301",
        place=loaded.place(key),
        message=f"文件里写的 {key} 与所在的文件夹或文件名不一致:按内容应放在 {expected}。",
        hint=hint,
    )


def _misnamed_meetings(files: Mapping[str, Loaded]) -> Iterator[Problem]:
    """An area that there is not is the fault itself (E303) where the id, which fits the file's name, has the date."""
    areas = {loaded.record.id for loaded in files.values() if isinstance(loaded.record, Area)}
    for loaded in files.values():
        meeting = loaded.record
        if not isinstance(meeting, Meeting) or (
            meeting.area not in areas and meeting.id.endswith(f"-{meeting.first_date}")
        ):
            continue
        if meeting.id != f"{meeting.area}-{meeting.first_date}":
            yield Problem(
                code="E301",
                place=loaded.place("id"),
                message=f"会议编号“{meeting.id}”应为“{meeting.area}-{meeting.first_date}”(社区编号-最初的日期)。",
                hint="改期时编号不变:新日期写在 date,最初的日期写在 previous_date。",
            )
