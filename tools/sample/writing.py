"""How the sample's files are written: a record on one line where it fits, and the notice that all of it is invented."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pydantic import BaseModel

from generator.build.yaml_text import YamlStyle, schema_line
from generator.model.meeting import Opinion
from generator.model.post import EarlierPost
from generator.model.prevention import Committee, EarlierCommittee
from generator.model.year_review import StationOutcome

NOTICE: Final = "示例数据:人名、电话、数字均为虚构"
_STYLE: Final = YamlStyle(spread={Committee, EarlierCommittee, EarlierPost, Opinion, StationOutcome})


def record_text(path: str, record: str, value: BaseModel) -> str:
    """A whole file of invented data."""
    return _STYLE.file_text(path, record, NOTICE, value)


def reference_text(path: str, record: str, text: str) -> str:
    """A whole file of the texts that are kept beside this tool."""
    return f"{schema_line(path, record)}\n{text}"


def with_list(text: str, key: str, records: Sequence[BaseModel], indent: str) -> str:
    """The text with one more list at its end, under a key at that indent; no records, no key."""
    return text + (_STYLE.entry_text(key, tuple(records), indent) if records else "")
