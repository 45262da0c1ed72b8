"""The sample's ledger and chain of seals, as if every report had been received and every revision published in time."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from typing import Final

from generator.build.ledger import publication, receipt
from generator.build.releasing import with_revision
from generator.load import Load
from generator.model.ledger import LedgerEntry, LedgerEvent, ReleaseLedger
from generator.model.release import Release

# Reports are received towards the end of their day.
_RECEIVED_AT: Final = dt.time(17)


def chained(releases: Iterable[Release], loaded: Load) -> tuple[tuple[Release, ...], ReleaseLedger]:
    """The releases with every revision sealed behind the one published before it, and the ledger of it all.

    Ranks, scores and numbers stay. The same releases and reports give the same bytes.
    """
    every = [
        (revision.published, release.month, revision)
        for release in releases
        for revision in release.revisions
    ]
    made: dict[str, Release] = {}
    entries = [*_receipts(loaded)]
    previous = None
    for moment, month, revision in sorted(every, key=lambda one: (one[0], one[1], one[2].number)):
        linked = revision.model_copy(update={"previous": previous})
        made[month] = with_revision(made.get(month), month, linked)
        previous = made[month].latest.seal
        what = LedgerEvent.RELEASED if revision.number == 1 else LedgerEvent.REVISED
        entries.append(publication(made[month], what, moment, revision.number))
    in_order = sorted(entries, key=lambda entry: entry.moment)
    return tuple(made[month] for month in sorted(made)), ReleaseLedger().with_entries(*in_order)


def _receipts(loaded: Load) -> Iterator[LedgerEntry]:
    for report in loaded.bureau.reports.values():
        if report.filed_on is not None:
            salt = hashlib.sha256(f"{report.month} {report.station}".encode()).hexdigest()[:32]
            content = loaded.files[report.path].source.content
            yield receipt(report, content, dt.datetime.combine(report.filed_on, _RECEIVED_AT), salt)
