"""公开数据, the list of files, and the data format for staff, generated from the model's titles."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from generator.memo import remembered
from generator.model.annotations import alternatives, classes_in, fields_of, leaves
from generator.model.hours import Hours
from generator.model.public import Setting
from generator.model.spelling import Spelling
from generator.model.values import Labelled
from generator.pages.links import LEDGER, RECOMPUTE, VERIFY
from generator.pages.page import Page, written_page
from generator.ranking.form import has_ranks

# Of a table in more parts (of hundreds of stations) the page shows only their list as a file: three years of months.
MOST_LISTED: Final = 36
# Records in memory that files write as one value: 09:00-17:00.
_WRITTEN_AS_TEXT: Final[frozenset[type]] = frozenset({Hours})


@dataclass(frozen=True, kw_only=True)
class DataPart:
    """A month or a station of a large table: data/<id>.xlsx and so on."""

    id: str
    label: str


@dataclass(frozen=True, kw_only=True)
class DataFile:
    """One dataset as a workbook, CSV and JSON, with its schema: data/<id>.xlsx and so on. `rows` [records].

    `size` is that of the CSV [bytes]; with `parts`, of all of them, and data/<id>.xlsx is the list of the parts.
    """

    id: str
    title: str
    what: str
    rows: int
    size: int
    parts: tuple[DataPart, ...] = ()

    @property
    def listed(self) -> tuple[DataPart, ...]:
        """The parts to list on the page, the latest first; a list of all stations is too long for it."""
        return self.parts[::-1] if len(self.parts) <= MOST_LISTED else ()


@dataclass(frozen=True, kw_only=True)
class Downloads:
    """Every download: `months` and `areas` of rankings, the latest first, `policies` are versions."""

    template: ClassVar[str] = "data.html"
    recompute: ClassVar[str] = RECOMPUTE
    verify: ClassVar[str] = VERIFY
    ledger: ClassVar[str] = f"{LEDGER}.csv"
    setting: Setting
    package: str
    files: tuple[DataFile, ...]
    months: tuple[DataFile, ...]
    histories: tuple[DataFile, ...]
    areas: tuple[DataFile, ...]
    policies: tuple[str, ...]

    @property
    def is_parted(self) -> bool:
        """Is a table so large that it comes in parts?"""
        return any(file.parts for file in (*self.files, *self.histories, *self.areas))

    @property
    def has_ranks(self) -> bool:
        """Do the tables have ranks to recompute?"""
        return has_ranks(self.setting.policy, by=self.setting.policy)


@dataclass(frozen=True, kw_only=True)
class KeyLine:
    """One key of a record, as the model declares it."""

    key: str
    info: FieldInfo

    @property
    def choices(self) -> tuple[Labelled, ...]:
        """The words to choose from; empty if the value is free."""
        return tuple(next(self._inside(Labelled), ()))

    @property
    def shape(self) -> str:
        """What to write, in Chinese: a word, a value, a list or a table."""
        if self._is_a(tuple):
            return "列表，每项若干“键: 值”" if list(self._inside(BaseModel)) else "列表"
        if self._is_a(dict) or self._is_table:
            return "若干“键: 值”"
        if self.choices:
            return "选一个词"
        return "值" if self.example is not None else "文字"

    @property
    def example(self) -> str | None:
        """A value as written in a file: a list in brackets, a mapping with its first entry; None for a table."""
        if self._is_table:
            return None
        written = [str(example) for example in self.info.examples or ()]
        written = written or [spelling.example for spelling in self._spellings()]
        if self._is_a(tuple):
            written = [choice.value for choice in self.choices] or written
            return f"[{', '.join(written[:2] or ('甲', '乙'))}]"
        if not written:
            return None
        return f"{{{written[0]}: ……}}" if self._is_a(dict) else written[0]

    def _inside(self, kind: type) -> Iterator[Any]:
        return classes_in(leaves(self.info.annotation), kind)

    def _is_a(self, origin: type) -> bool:
        return origin in {typing.get_origin(part) for part in alternatives(self.info.annotation)}

    @property
    def _is_table(self) -> bool:
        return bool(set(self._inside(BaseModel)) - _WRITTEN_AS_TEXT)

    def _spellings(self) -> Iterator[Spelling]:
        yield from (part for part in self.info.metadata if isinstance(part, Spelling))
        yield from _spellings_in(self.info.annotation)


def _spellings_in(annotation: Any) -> Iterator[Spelling]:
    """The spellings inside lists, mappings and alternatives, keys before values."""
    if typing.get_origin(annotation) is typing.Annotated:
        yield from (part for part in annotation.__metadata__ if isinstance(part, Spelling))
    for inner in typing.get_args(annotation):
        if typing.get_origin(inner) is not None:
            yield from _spellings_in(inner)


@dataclass(frozen=True, kw_only=True)
class RecordTable:
    """One record, or part of a record; a part has no `file` of its own."""

    id: str
    title: str
    file: str | None
    model: type[BaseModel]

    @property
    def keys(self) -> tuple[KeyLine, ...]:
        """The keys in the model's order."""
        return tuple(KeyLine(key=key, info=info) for key, info in fields_of(self.model).items())

    @property
    def parts(self) -> tuple[RecordTable, ...]:
        """The nested records, outer before inner, each once, titled by the first key that contains it."""
        names: dict[type[BaseModel], str] = {}
        for part, name in _inside(self.model, _WRITTEN_AS_TEXT):
            names.setdefault(part, name)
        return tuple(
            RecordTable(id=f"{self.id}-{part.__name__.lower()}", title=name, file=None, model=part)
            for part, name in names.items()
        )


def _inside(model: type[BaseModel], above: frozenset[type]) -> Iterator[tuple[type[BaseModel], str]]:
    for key, info in fields_of(model).items():
        for part in classes_in(leaves(info.annotation), BaseModel):
            if part not in above:
                own = f"：{title}" if (title := part.model_config.get("title")) else ""
                yield part, f"{info.title}（{key}）{own}"
                yield from _inside(part, above | {part})


@dataclass(frozen=True, kw_only=True)
class DataFormat:
    """Every record with its parts."""

    template: ClassVar[str] = "data_format.html"
    records: tuple[RecordTable, ...]


def downloads_page(view: Downloads) -> Page:
    """The page of downloads."""
    return written_page("data/", view)


@remembered()
def data_format_page(records: tuple[RecordTable, ...]) -> Page:
    """The staff page, with the records in this order."""
    return written_page("staff/data-format/", DataFormat(records=records), "content/staff/data-format.md")
