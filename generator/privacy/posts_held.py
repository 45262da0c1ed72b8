"""Times in post without names, in which a badge counts once: nobody fills two places on one day."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from generator.model.area import Area
from generator.model.officer import Officer, Role
from generator.model.public_people import Tenure
from generator.model.since import certain_from
from generator.privacy.allowing import allowed


def tenures(areas: Iterable[Area]) -> Mapping[str, tuple[Tenure, ...]]:
    """By community: the times in post of its officers, in the file's order.

    Where one badge is a community officer's in two places on the same day, in one community or in two, it counts in
    the one where it has been longer (by `since`, then the community's id): whoever was there first stays, and a second
    entry adds nothing. It counts there from the day after the first one ends. Days that are not certain do not clash.
    """
    listed = tuple(areas)
    begins = _begins(listed)
    return {
        area.id: tuple(
            replace(_tenure(officer), since=begins.get((area.id, at), officer.since))
            for at, officer in enumerate(area.officers)
            if officer.until is None or begins.get((area.id, at), officer.since) <= officer.until
        )
        for area in listed
    }


def _tenure(officer: Officer) -> Tenure:
    return allowed(Tenure, officer, seconded=officer.seconded_from is not None)


def _begins(areas: Iterable[Area]) -> Mapping[tuple[str, int], dt.date]:
    """The first day that counts of each time in post that another one with the same badge shortens."""
    worn: dict[str, list[tuple[dt.date, str, int, dt.date]]] = defaultdict(list)
    for area in areas:
        for at, officer in enumerate(area.officers):
            since = certain_from(officer.since)
            if officer.badge and officer.role is Role.COMMUNITY_OFFICER and since is not None:
                worn[officer.badge].append((since, area.id, at, officer.until or dt.date.max))
    later: dict[tuple[str, int], dt.date] = {}
    for times in worn.values():
        reached = dt.date.min
        for since, area_id, at, until in sorted(times):
            if since <= reached:
                later[area_id, at] = reached + dt.timedelta(days=1) if reached < dt.date.max else dt.date.max
            reached = max(reached, until)
    return later
