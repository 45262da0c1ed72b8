"""Talks (宣传, 方案四(二)) by theme, of each month and station that keeps work records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from generator.model.public import PublicBureau
from generator.model.work_record import TalkTheme, WorkKind


@dataclass(frozen=True, kw_only=True)
class StationTalks:
    """A station's talks of a month: by theme in the order of the list, and those of which none was told [talks]."""

    station: str
    month: str
    themes: Mapping[TalkTheme, int]
    untold: int


def station_talks(bureau: PublicBureau) -> tuple[StationTalks, ...]:
    """Every released month and station with at least one talk on record, by month, then station.

    Talks are scored, so that those of a month are told together with its ranking, not before.
    """
    return tuple(one for one in _every(bureau) if one.month in bureau.releases and (one.themes or one.untold))


def _every(bureau: PublicBureau) -> tuple[StationTalks, ...]:
    found = []
    for (month, station), record in sorted(bureau.work_records.items()):
        told, all_talks = Counter[TalkTheme](), 0
        for work in record.areas.values():
            told.update(work.themes)
            talks = work.kinds.get(WorkKind.TALK)
            all_talks += talks.times if talks is not None and isinstance(talks.times, int) else 0
        themes = {theme: told[theme] for theme in TalkTheme if told[theme]}
        untold = max(0, all_talks - told.total())
        found.append(StationTalks(station=station, month=month, themes=themes, untold=untold))
    return tuple(found)
