"""What commands append to the ledger of publications, and the days of receipt that they write into reports."""

from __future__ import annotations

import codecs
import datetime as dt
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from generator.build.yaml_text import YamlStyle
from generator.load import Load
from generator.load.document import Refused, read_document
from generator.load.files import Source
from generator.load.records import Loaded, typed_record
from generator.model.bureau import Bureau
from generator.model.ledger import LedgerEntry, LedgerEvent, ReleaseLedger, commitment
from generator.model.release import Release, seal_in
from generator.model.report import Report
from generator.problems import Place, Problem, ProblemsFound

_STYLE: Final = YamlStyle(spread={LedgerEntry})
_UNLINKED: Final = "0" * 64
_SALT_BYTES: Final = 16


@dataclass(frozen=True, kw_only=True)
class FileChanges:
    """Files to be written (None: removed), with what they contained when they were read (None: a new one)."""

    files: Mapping[str, bytes | None]
    before: Mapping[str, bytes | None]


def ledger_text(ledger: ReleaseLedger) -> str:
    """The text of the file; an appended entry adds lines and changes none."""
    note = "由 jingwu 的命令写入,请不要手改;只添加,不改动。网站公布的是同样的内容,少了随机数(salt)。"
    return _STYLE.file_text(ledger.path, "ledger", note, ledger)


def changes_to(loaded: Load, files: Mapping[str, bytes | None], ledger: ReleaseLedger) -> FileChanges:
    """These files and the ledger, to be written together."""
    every = {**files, ledger.path: ledger_text(ledger).encode()}
    known = {path: loaded.files[path].source.content for path in every if path in loaded.files}
    return FileChanges(files=every, before={path: known.get(path) for path in every})


def publication(release: Release, what: LedgerEvent, moment: dt.datetime, number: int) -> LedgerEntry:
    """An entry about a revision; it has no link yet."""
    return LedgerEntry(
        day=moment.date(),
        hour=moment.time().replace(second=0, microsecond=0),
        what=what,
        month=release.month,
        revision=number,
        digest=seal_in(release, number),
        link=_UNLINKED,
    )


def receipt(report: Report, content: bytes, moment: dt.datetime, salt: str) -> LedgerEntry:
    """An entry about a report that was received; it has no link yet."""
    return LedgerEntry(
        day=moment.date(),
        hour=moment.time().replace(second=0, microsecond=0),
        what=LedgerEvent.RECEIVED,
        month=report.month,
        station=report.station,
        digest=commitment(salt, content),
        salt=salt,
        link=_UNLINKED,
    )


def publications_in(releases: Iterable[Release]) -> Iterator[LedgerEntry]:
    """Entries about all revisions, in the order of their publication."""
    every = [
        (revision.published, release, revision) for release in releases for revision in release.revisions
    ]
    for moment, release, revision in sorted(every, key=lambda one: (one[0], one[1].month, one[2].number)):
        what = LedgerEvent.RELEASED if revision.number == 1 else LedgerEvent.REVISED
        yield publication(release, what, moment, revision.number)


def begun_ledger(bureau: Bureau) -> ReleaseLedger:
    """The bureau's ledger; where it has none, one that begins with the releases of before there were ledgers."""
    if bureau.ledger.entries:
        return bureau.ledger
    return ReleaseLedger().with_entries(*publications_in(bureau.releases.values()))


def refuse_an_earlier_moment(ledger: ReleaseLedger, moment: dt.datetime) -> None:
    """Raise ProblemsFound for a moment before the last entry: nothing is entered behind what follows it."""
    if ledger.entries and moment.replace(second=0, microsecond=0) < (last := ledger.entries[-1].moment):
        found = f"现在的时间 {moment:%Y-%m-%d %H:%M} 早于登记簿最后一条的时间 {last:%Y-%m-%d %H:%M}。"
        hint = "登记簿只能往后记:请核对这台电脑的日期和时间。"
        raise ProblemsFound([Place(path=ledger.path).problem("E506", found, hint)])


@dataclass(frozen=True, kw_only=True)
class Receipts:
    """What was received: the data as they are then, the new files of the reports, and reports left as they are."""

    load: Load
    files: Mapping[str, bytes]
    reports: tuple[Report, ...]
    refused: tuple[Problem, ...]


def receive(loaded: Load, reports: Iterable[Report], moment: dt.datetime) -> Receipts:
    """Stamp the reports with the day of receipt, and enter them in the ledger; nothing is written yet.

    One that the ledger knows already keeps its day, and is entered again if its file has changed.
    """
    ledger, files, refused = begun_ledger(loaded.bureau), dict(loaded.files), list[Problem]()
    records, written = dict(loaded.bureau.reports), dict[str, bytes]()
    entries, received = [], []
    for report in reports:
        known = loaded.files[report.path]
        arrival = ledger.arrivals.get((report.month, report.station))
        if arrival is None or report.filed_on is None:
            day = moment.date() if arrival is None else arrival.day
            stamped = _stamped(known, report, day)
            if isinstance(stamped, Problem):
                refused.append(stamped)
                continue
            files[report.path] = stamped.file
            written[report.path] = stamped.file.source.content
            records[report.month, report.station] = stamped.record
        entries.append(
            receipt(report, files[report.path].source.content, moment, secrets.token_hex(_SALT_BYTES))
        )
        received.append(report)
    bureau = replace(loaded.bureau, reports=records, ledger=ledger.with_entries(*entries))
    return Receipts(
        load=Load(bureau=bureau, files=files),
        files=written,
        reports=tuple(received),
        refused=tuple(refused),
    )


def is_entered(loaded: Load, report: Report) -> bool:
    """Does the ledger know the report's file as it is now?"""
    content = loaded.files[report.path].source.content
    return any(
        entry.is_of(content)
        for entry in loaded.bureau.ledger.entries
        if (entry.month, entry.station) == (report.month, report.station)
    )


@dataclass(frozen=True, kw_only=True)
class _Stamped:
    """A report's file with its day of receipt."""

    file: Loaded
    record: Report


def _stamped(known: Loaded, report: Report, day: dt.date) -> _Stamped | Problem:
    """The file with the day of receipt on a line of its own; all other lines stay."""
    lines = known.text.splitlines(keepends=True)
    if report.filed_on is None:
        at = known.place("month").line
        ending = lines[at - 1][len(lines[at - 1].rstrip("\r\n")) :] or "\n"
        lines[at - 1 : at] = [lines[at - 1].rstrip("\r\n") + ending, f"filed_on: {day}{ending}"]
    else:
        at = known.place("filed_on").line
        lines[at - 1] = re.sub(r"^(filed_on:\s*)\S+", rf"\g<1>{day}", lines[at - 1])
    text, path = "".join(lines), known.source.path
    try:
        document = read_document(path, text)
        record = typed_record(Report, document.plain, path, text)
    except Refused:
        record = None
    if record != report.model_copy(update={"filed_on": day}) or not isinstance(record, Report):
        found, hint = "写不进收到的日期:这个文件不是一行一个“键: 值”。", "请照数据格式说明里的例子分行写。"
        return Place(path=path).problem("E512", found, hint)
    mark = codecs.BOM_UTF8 if known.source.content.startswith(codecs.BOM_UTF8) else b""
    source = Source(path=path, content=mark + text.encode())
    file = Loaded(source=source, record=record, scalars=document.scalars, lists=document.lists)
    return _Stamped(file=file, record=record)
