"""公开数据: the list of files with their schema."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from generator.model.public import Setting
from generator.pages.links import RECOMPUTE, Link
from generator.pages.meetings.feeds import CalendarFeed, bureau_feed
from generator.pages.page import Page, written_page
from generator.wording import long_day


@dataclass(frozen=True, kw_only=True)
class DataFile:
    """One set of data as a workbook, CSV and JSON, with its schema. `rows` [records]."""

    title: str
    what: str
    xlsx: Link
    csv: Link
    json: Link
    schema: Link
    rows: int


@dataclass(frozen=True, kw_only=True)
class Downloads:
    """Every download."""

    template: ClassVar[str] = "data.html"
    files: tuple[DataFile, ...]
    months: tuple[DataFile, ...]
    calendar: CalendarFeed
    recompute: str
    as_of: str


def downloads_page(setting: Setting, files: Sequence[DataFile], months: Sequence[DataFile]) -> Page:
    """The page of downloads."""
    view = Downloads(
        files=tuple(files),
        months=tuple(months),
        calendar=bureau_feed(setting),
        recompute=RECOMPUTE,
        as_of=long_day(setting.as_of),
    )
    return written_page("data/", view)
