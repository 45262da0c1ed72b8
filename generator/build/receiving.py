"""`jingwu month receive`: stamp the day of receipt into reports, and enter them in the ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from generator.build import find_problems
from generator.build.data_files import data_to_itself, write_together
from generator.build.ledger import Receipts, changes_to, is_entered, receive, refuse_an_earlier_moment
from generator.load import Load, NotAllRead, load
from generator.model.months import last_day
from generator.model.report import Report
from generator.problems import Place, ProblemsFound, Severity

# Without these nobody can say which reports are to be received.
_NEEDED: Final = ("data/releases/", "data/policy.yml", "data/policies/")


def receive_reports(root: Path, moment: dt.datetime, month: str | None = None) -> Receipts:
    """Receive the reports that have not been, and those changed since, of one month or of every month that is over.

    A report with an error is left out and told; other files may have errors, since a station must not wait for them.
    Raises ProblemsFound, and writes nothing, if the ledger or the policies cannot be read, or the month is not over.
    """
    if month is not None and last_day(month) >= moment.date():
        hint = "当月过完才能报送,请核对月份。"
        raise ProblemsFound(
            [Place(path=f"data/reports/{month}/").problem("E512", f"{month} 还没有过完。", hint)]
        )
    with data_to_itself(root):
        found = reversed(find_problems(root, moment.date()))
        faults = {problem.place.path: problem for problem in found if problem.severity is Severity.ERROR}
        if stopping := [problem for path, problem in faults.items() if path.startswith(_NEEDED)]:
            raise ProblemsFound(stopping)
        loaded = _sound(root)
        refuse_an_earlier_moment(loaded.bureau.ledger, moment)
        reports = _to_receive(loaded, moment.date(), month)
        received = receive(loaded, (report for report in reports if report.path not in faults), moment)
        if received.reports:
            changes = changes_to(loaded, dict(received.files), received.load.bureau.ledger)
            write_together(root, changes.files, changes.before)
    refused = [problem for path, problem in faults.items() if _is_of(path, month)]
    return replace(received, refused=(*received.refused, *refused))


def _sound(root: Path) -> Load:
    try:
        return load(root)
    except NotAllRead as found:
        return found.sound


def _to_receive(loaded: Load, today: dt.date, month: str | None) -> Iterator[Report]:
    """The reports of months that are over which nobody received, or whose files changed since."""
    bureau = loaded.bureau
    for key, report in bureau.reports.items():
        if month not in (None, report.month) or last_day(report.month) >= today:
            continue
        is_known = key in bureau.ledger.arrivals
        is_missing = bureau.must_be_received(report.month) or report.filed_on is None
        if (is_known and not is_entered(loaded, report)) or (not is_known and is_missing):
            yield report


def _is_of(path: str, month: str | None) -> bool:
    return path.startswith(f"data/reports/{month or ''}")
