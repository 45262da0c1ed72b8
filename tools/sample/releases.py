"""The months' rankings as they would have been published: on time, once with a slip, once with a late report."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from generator.build import Checked
from generator.build.releasing import make_release
from generator.load import Load, load
from generator.memo import Memo
from generator.model.bureau import Bureau
from generator.model.release import Release
from generator.model.report import Report
from generator.privacy import publish
from generator.ranking import months_to_rank

# Counted back from the last month: one was published with a slip in a report, and corrected a fortnight later.
_SLIP: Final = 7
_CORRECTED_AFTER: Final = dt.timedelta(days=11, hours=5, minutes=15)


def releases_of(root: Path, as_of: dt.date) -> Iterator[tuple[str, str]]:
    """Path and text of every release that was due by the day, from the data in `root`."""
    loaded, memo = load(root), Memo()
    known: dict[str, Release] = {}
    months = months_to_rank(publish(loaded.bureau, as_of))
    for back, month in zip(range(len(months), 0, -1), months, strict=True):
        moment = loaded.bureau.info.release.moment(month)
        if moment.date() > as_of:
            return
        slip = _slipped(loaded.bureau, month) if back == _SLIP else None
        text = _made(loaded, known, month, moment, slip or {}, memo)
        if slip:
            station = loaded.bureau.stations[next(iter(slip))].name
            reason = f"{station}把一个社区的驻社区天数少报了一周，核对工作纪实后改正。"
            text = _made(loaded, known, month, moment + _CORRECTED_AFTER, {}, memo, reason)
        late = _late(loaded.bureau, month, moment.date())
        later = max((r.filed_on for r in late), default=as_of) + dt.timedelta(days=1)
        if later <= as_of:
            named = "、".join(f"{loaded.bureau.stations[r.station].name}（{_day(r.filed_on)}）" for r in late)
            reason = f"{named}在公布以后才报送月报，补算后公布。"
            text = _made(loaded, known, month, dt.datetime.combine(later, moment.time()), {}, memo, reason)
        yield known[month].path, text


def _made(
    loaded: Load,
    known: dict[str, Release],
    month: str,
    moment: dt.datetime,
    slips: Mapping[str, Report],
    memo: Memo,
    reason: str | None = None,
) -> str:
    """The file's text after one publication; `slips` are reports as they were first filed, by station."""
    slipped = {(month, station): report for station, report in slips.items()}
    reports = {**loaded.bureau.reports, **slipped}
    bureau = dataclasses.replace(loaded.bureau, releases=dict(known), reports=reports)
    with memo:
        public = publish(bureau, moment.date())
    memo.turn()
    checked = Checked(load=dataclasses.replace(loaded, bureau=bureau), public=public, content=(), warnings=())
    made = make_release(checked, month, moment, reason=reason)
    known[month] = made.release
    return made.text


def _late(bureau: Bureau, month: str, published: dt.date) -> tuple[Report, ...]:
    """The reports that came after the month had been published."""
    reports = (report for (reported, _), report in bureau.reports.items() if reported == month)
    return tuple(report for report in reports if report.filed_on > published)


def _slipped(bureau: Bureau, month: str) -> dict[str, Report]:
    """The first report of the month that has a week to lose: one day less in the first area's first week."""
    for (reported, station), report in bureau.reports.items():
        first = report.rows[0]
        weeks = first.on_site_days or {}
        week = next((week for week, days in weeks.items() if days), None)
        if reported == month and week is not None:
            row = first.model_copy(update={"on_site_days": {**weeks, week: 0}})
            return {station: report.model_copy(update={"rows": (row, *report.rows[1:])})}
    return {}


def _day(day: dt.date) -> str:
    return f"{day.month}月{day.day}日"
