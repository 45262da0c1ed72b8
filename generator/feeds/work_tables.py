"""Two tables of the work records of published months: what was done, by community and kind, and the sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from generator.feeds.tables import Column, Dataset, Table, fields
from generator.model.public import PublicBureau, Suppressed
from generator.model.public_work import KindOfWork, PublicWork, WorkSentence
from generator.model.work_record import WorkEntry, WorkKind, WorkRecord


class _Own(NamedTuple):
    """A community's work in a published month."""

    month: str
    station: str
    area: str
    work: PublicWork


def _of_kind(row: tuple[_Own, WorkKind, KindOfWork]) -> KindOfWork:
    return row[2]


def _themes(row: tuple[_Own, WorkKind, KindOfWork]) -> tuple[str, ...]:
    counted = row[0].work.themes if row[1] is WorkKind.TALK else {}
    return tuple(f"{theme} {times}" for theme, times in counted.items())


_WORK_DONE: Final = Table[tuple[_Own, WorkKind, KindOfWork]](
    "每行一个社区在公布的一个月里的一类事;小的次数写成“<5”,会说出月报里小数目的为空",
    *fields(WorkRecord, "month", lambda row: row[0]),
    *fields(WorkEntry, "area", lambda row: row[0], area="社区编号"),
    *fields(WorkRecord, "station", lambda row: row[0], station="派出所编号"),
    Column("kind", "做了什么", str, lambda row: row[1]),
    Column("times", "次数", Suppressed, lambda row: _of_kind(row).times),
    Column("minutes", "用时 [分钟];只公开次数的为空", int, lambda row: _of_kind(row).minutes),
    Column("themes", "宣传的内容:场数", tuple, _themes),
)


_SENTENCES: Final = Table[tuple[_Own, WorkSentence]](
    "每行工作纪实里写给居民看的一句话",
    *fields(WorkRecord, "month", lambda row: row[0]),
    *fields(WorkEntry, "area", lambda row: row[0], area="社区编号"),
    *fields(WorkEntry, "on kind theme sentence", lambda row: row[1]),
)


def work_datasets(bureau: PublicBureau) -> tuple[Dataset, ...]:
    """The published months in order, by station and community."""
    own = list(_published(bureau))
    kinds = ((each, kind, done) for each in own for kind, done in each.work.kinds.items())
    sentences = ((each, said) for each in own for said in each.work.sentences)
    return (
        _WORK_DONE.of("work_done", "工作纪实：做了什么", kinds),
        _SENTENCES.of("work_sentences", "工作纪实：一句话", sentences),
    )


def _published(bureau: PublicBureau) -> Iterator[_Own]:
    for (month, station), record in sorted(bureau.work_records.items()):
        if month in bureau.releases:
            yield from (_Own(month, station, area, work) for area, work in record.areas.items())
