"""Make work records public: entries by kind, and the sentences that were written for readers."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Final

from generator.memo import remembered
from generator.model.bureau import Bureau
from generator.model.months import week_of
from generator.model.public import PublicCount, PublicReport, PublicRow, Suppressed
from generator.model.public_work import KindOfWork, PublicWork, PublicWorkRecord, WorkSentence
from generator.model.work_record import WorkEntry, WorkKind, entries_by_area
from generator.privacy.allowing import allowed

# The counts of a report beside which an exact number of entries would tell a hidden one.
_BESIDE: Final[Mapping[WorkKind, tuple[str, ...]]] = {
    WorkKind.MEDIATION: ("disputes", "mediated"),
    WorkKind.SERVICE: ("services_accepted", "services_on_time"),
    WorkKind.HELP: ("calls", "services_accepted"),
}


def public_work_records(
    bureau: Bureau, reports: Mapping[tuple[str, str], PublicReport], as_of: dt.date, below: int
) -> dict[tuple[str, str], PublicWorkRecord]:
    """Every station's months, without entries of later days; `reports` are the public ones.

    A community that changed its station in the month brings along what the other one recorded.
    """
    entries = entries_by_area(bureau.work_records.values())
    return {
        (month, station): _public_record(
            month,
            station,
            {
                area.id: tuple(one for one in entries.get((month, area.id), ()) if one.on <= as_of)
                for area in bureau.areas_in(station, month)
            },
            reports.get((month, station)),
            below,
        )
        for month, station in bureau.work_records
    }


def with_recorded_weeks(
    reports: Mapping[tuple[str, str], PublicReport], records: Mapping[tuple[str, str], PublicWorkRecord]
) -> dict[tuple[str, str], PublicReport]:
    """The reports, whose rows name the weeks with an entry where the station keeps work records of the month."""
    return {
        key: report if (record := records.get(key)) is None else _with_weeks(report, record)
        for key, report in reports.items()
    }


@remembered("report.month", "report.station")
def _with_weeks(report: PublicReport, record: PublicWorkRecord) -> PublicReport:
    rows = {
        id_: replace(row, work_weeks=record.areas[id_].weeks) if id_ in record.areas else row
        for id_, row in report.rows.items()
    }
    return replace(report, rows=rows)


@remembered("month", "station")
def _public_record(
    month: str,
    station: str,
    entries: Mapping[str, tuple[WorkEntry, ...]],
    report: PublicReport | None,
    below: int,
) -> PublicWorkRecord:
    rows = report.rows if report is not None else {}
    areas = {id_: _public_work(own, rows.get(id_), below) for id_, own in entries.items()}
    return PublicWorkRecord(station=station, month=month, areas=areas)


def _public_work(entries: Collection[WorkEntry], row: PublicRow | None, below: int) -> PublicWork:
    told = [entry for entry in entries if entry.sentence is not None]
    return PublicWork(
        weeks=tuple(sorted(_weeks(entries))),
        kinds=dict(_kinds(entries, row, below)),
        themes=Counter(entry.theme for entry in entries if entry.theme is not None),
        sentences=tuple(allowed(WorkSentence, entry) for entry in sorted(told, key=lambda entry: entry.on)),
    )


def _weeks(entries: Collection[WorkEntry]) -> set[str]:
    return {week_of(entry.on) for entry in entries}


def _kinds(
    entries: Collection[WorkEntry], row: PublicRow | None, below: int
) -> Iterator[tuple[WorkKind, KindOfWork]]:
    times = Counter(entry.kind for entry in entries)
    shown = [entry for entry in entries if not entry.kind.is_only_counted]
    alone = len(_weeks(entries) - _weeks(shown))
    for kind in WorkKind:
        if kind.is_only_counted:
            if times[kind] or _is_hidden(kind, row):
                count = None if _is_hidden(kind, row) else _count(times[kind], alone, below)
                yield kind, KindOfWork(times=count, minutes=None)
        elif times[kind]:
            minutes = sum(entry.minutes for entry in entries if entry.kind is kind)
            yield kind, KindOfWork(times=times[kind], minutes=minutes)


def _count(times: int, alone: int, below: int) -> PublicCount | None:
    """The number, its bound, or None; `alone` are the weeks that have entries of such kinds only.

    A reader who counts these weeks knows that there were as many entries. Nothing is told of a number
    that is among the `below` - 1 values from there on, so that hiding it tells no more than a bound does.
    """
    if alone > 1:
        return None if times < alone + below - 1 else times
    return Suppressed(below=below) if 0 < times < below else times


def _is_hidden(kind: WorkKind, row: PublicRow | None) -> bool:
    """Does the report hide, or not have, a count that this one would tell?"""
    return row is None or any(not isinstance(getattr(row, item), int) for item in _BESIDE[kind])
