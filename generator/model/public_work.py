"""What of the work records may be public: how often and how long, by community and month, and sentences for readers.

Kinds that could point at a person are only counted. Small counts, and counts beside a hidden one of the monthly report,
are not told.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.model.work_record import TalkTheme, WorkKind

if TYPE_CHECKING:
    from generator.model.public import PublicCount


@dataclass(frozen=True, kw_only=True)
class KindOfWork:
    """What was done of a kind. `times` is None where it may not be told, `minutes` of all that is only counted."""

    times: PublicCount | None
    minutes: int | None


@dataclass(frozen=True, kw_only=True)
class WorkSentence:
    """One entry's sentence."""

    on: dt.date
    kind: WorkKind
    sentence: str
    theme: TalkTheme | None


@dataclass(frozen=True, kw_only=True)
class PublicWork:
    """One community's work in a month.

    `weeks` are the ISO weeks that have an entry, `kinds` those that occurred or may not be told, `themes` the talks by
    theme, where one was given; `sentences` are in order of the day.
    """

    weeks: tuple[str, ...] = ()
    kinds: Mapping[WorkKind, KindOfWork] = field(default_factory=dict)
    themes: Mapping[TalkTheme, int] = field(default_factory=dict)
    sentences: tuple[WorkSentence, ...] = ()

    @property
    def joint_actions(self) -> int:
        """How often the post took part in an action with other branches (方案二(四))."""
        found = self.kinds.get(WorkKind.JOINT_ACTION)
        return found.times if found is not None and isinstance(found.times, int) else 0


@dataclass(frozen=True, kw_only=True)
class PublicWorkRecord:
    """A station's month by community; one without an entry has an empty record. Entries of later days are left out."""

    station: str
    month: str
    areas: Mapping[str, PublicWork]
