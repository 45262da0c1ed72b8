"""`jingwu release --dry-run`: a publication worked out and not written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.build import read_bureau
from generator.build.chain import refuse_unlike
from generator.build.releasing import Asked, Published, made_release, obstacles, with_receipts
from generator.ranking.published import PublishedMonth, as_published


@dataclass(frozen=True, kw_only=True)
class Rehearsal:
    """What a publication would do, the month as readers would see it, and what would stop it now, in Chinese.

    `names` are those of the stations, by id.
    """

    published: Published
    shown: PublishedMonth
    names: Mapping[str, str]
    obstacles: tuple[str, ...]


def rehearse_month(root: Path, asked: Asked, moment: dt.datetime, *, site: Path | None = None) -> Rehearsal:
    """Work a publication out. Raises ProblemsFound, except for what time or the stations may still mend.

    The data folder is not locked, since a lock is a file and nothing is written.
    """
    read = read_bureau(root, moment.date())
    refuse_unlike(site, read.load.bureau)
    checked, _ = with_receipts(read, asked.month, moment)
    published = made_release(checked, asked, moment)
    return Rehearsal(
        published=published,
        shown=as_published(checked.public, published.release),
        names=checked.public.station_names,
        obstacles=tuple(f"{found}。{hint}。" for found, hint in obstacles(checked, asked, moment)),
    )
