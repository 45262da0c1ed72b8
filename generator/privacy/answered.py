"""How many of a station's requests and opinions of twelve months were answered in time: from exact counts, rounded.

Scores must not depend on what is withheld from the public, so the share is taken here, inside the gate. What leaves is
a percent of fives or tens, and a base of tens counted from published totals alone, so that a row of bases tells no
hidden one. The percent of a few months would tell the counts of one of them: there is none before all twelve.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from generator.model.area import Area
from generator.model.bureau import Bureau
from generator.model.meeting import MeetingStatus, Opinion
from generator.model.months import first_day, last_day, month_of, months_between, months_ending_with
from generator.model.public import AnsweredShare, PublicReport
from generator.model.report import Report

_STEP: Final = 10  # requests; a percent of fewer would tell them


@dataclass(frozen=True, kw_only=True)
class AnsweredMonth:
    """A station's exact month; `told` is what the public may know of `due`. Not `full`: a community did not report.

    `lone`: the station had one community, so that its counts are those of the community.
    """

    due: int
    on_time: int
    told: int
    full: bool
    lone: bool = False


def answered_shares(
    bureau: Bureau, reports: Mapping[tuple[str, str], PublicReport], as_of: dt.date
) -> dict[tuple[str, str], AnsweredShare]:
    """The share by month and station, for every past month from the first with a report; absent without a request.

    It has no percent while the station has had fewer months than the method adds up. `reports` are the public ones,
    filed by `as_of`.
    """
    if not reports:
        return {}
    months = [month for month in months_between(min(reports)[0], month_of(as_of)) if last_day(month) < as_of]
    opinions = _opinions(bureau)
    found: dict[tuple[str, str], AnsweredShare] = {}
    for station in bureau.stations:
        known: dict[str, AnsweredMonth] = {}
        for month in months:
            key = (month, station)
            report = bureau.reports[key] if key in reports else None
            own = [area for area in bureau.areas_in(station, month) if area.exists_all_of(month)]
            if own:
                due = [o for area in own for o in opinions[area.id] if month_of(o.due) == month]
                known[month] = _month(own, report, reports.get(key), due)
            rolling = bureau.policy_on(first_day(month)).standards.rolling_months.value
            window = [known[m] for m in months_ending_with(month, rolling) if m in known]
            share = share_of(window)
            if share is not None:
                found[key] = share if len(window) == rolling else replace(share, percent=None)
    return found


def _opinions(bureau: Bureau) -> Mapping[str, list[Opinion]]:
    """The opinions of meetings that were held, by community."""
    found: dict[str, list[Opinion]] = defaultdict(list)
    for meeting in bureau.meetings.values():
        if meeting.status is MeetingStatus.HELD:
            found[meeting.area].extend(meeting.opinions)
    return found


def _month(
    areas: Iterable[Area], report: Report | None, public: PublicReport | None, opinions: list[Opinion]
) -> AnsweredMonth:
    rows = {row.area: row.services for row in report.rows} if report is not None else {}
    counts = [rows.get(area.id) for area in areas]
    closed = sum(opinion.closed_on is not None and opinion.closed_on <= opinion.due for opinion in opinions)
    reported = [count for count in counts if count is not None]
    told = public.totals.services_accepted if public is not None else None
    return AnsweredMonth(
        due=sum(count.accepted for count in reported) + len(opinions),
        on_time=sum(min(count.on_time, count.accepted) for count in reported) + closed,
        told=(told if isinstance(told, int) else 0) + len(opinions),
        full=len(reported) == len(counts),
        lone=len(counts) == 1,
    )


def share_of(months: Iterable[AnsweredMonth]) -> AnsweredShare | None:
    """The share of these months; None without a request in any that was reported in full.

    A month that was not counts as the largest of the others with nothing answered in time, so that it never pays to
    leave out a month. The percent is rounded to fives, since a finer one tells a request where there are few; below
    ten requests and with one community alone to tens.
    """
    listed = tuple(months)
    full = [month for month in listed if month.full]
    largest = max((month.due for month in full), default=0)
    due = sum(month.due for month in full) + largest * (len(listed) - len(full))
    if not due:
        return None
    step = _STEP if due < _STEP or any(month.lone for month in listed) else _STEP // 2
    on_time = sum(month.on_time for month in full)
    percent = (200 * on_time + step * due) // (2 * step * due) * step
    return AnsweredShare(percent=percent, base=sum(month.told for month in full) // _STEP * _STEP)
