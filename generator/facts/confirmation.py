"""How much of what was declared was confirmed: by spot checks, and by the counts of residents' representatives.

A count by representatives is one observation of its community and item: as declared if more than half of them say so.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.facts.measure import Measure
from generator.model.audit import Audit, AuditItem, Seen
from generator.model.meeting import Meeting
from generator.model.months import first_day, last_day, months_ending_with
from generator.model.policy import PartId, Policy, policy_on
from generator.model.public import PublicBureau
from generator.model.standards import Standards

WINDOW = 12


@dataclass(frozen=True, kw_only=True)
class Observation:
    """One declared thing of a community, looked at on a day; `item` is None for a service, which `service` names."""

    area: str
    item: AuditItem | None
    service: str | None
    on: dt.date
    seen: Seen
    by_representatives: bool

    @property
    def part(self) -> PartId:
        """The part of the ranking that it supports."""
        return self.item.part if self.item is not None else PartId.SERVICES_OFFERED


def observations(audits: Iterable[Audit], meetings: Iterable[Meeting]) -> tuple[Observation, ...]:
    """All observations: those of spot checks by month and draw, then those of meetings."""
    return (*_of_audits(audits), *_of_meetings(meetings))


def _of_audits(audits: Iterable[Audit]) -> Iterator[Observation]:
    for audit in audits:
        for draw in audit.draws:
            for found in draw.findings:
                things: list[tuple[AuditItem | None, str | None]] = [(item, None) for item in found.items]
                things += [(None, service) for service in found.services]
                for item, service in things:
                    yield Observation(
                        area=draw.area,
                        item=item,
                        service=service,
                        on=found.on,
                        seen=found.seen,
                        by_representatives=False,
                    )


def _of_meetings(meetings: Iterable[Meeting]) -> Iterator[Observation]:
    for meeting in meetings:
        for item, tally in (meeting.confirmed or {}).items():
            is_confirmed = 2 * tally.as_declared > tally.of
            yield Observation(
                area=meeting.area,
                item=item,
                service=None,
                on=meeting.date,
                seen=Seen.AS_DECLARED if is_confirmed else Seen.NOT_AS_DECLARED,
                by_representatives=True,
            )


def in_window(found: Iterable[Observation], month: str) -> tuple[Observation, ...]:
    """The observations made in the twelve months that end with this one."""
    first, last = first_day(months_ending_with(month, WINDOW)[-1]), last_day(month)
    return tuple(one for one in found if first <= one.on <= last)


def confirmed(found: Iterable[Observation]) -> Measure:
    """Things seen as declared, of those that could be seen."""
    seen = [one.seen for one in found if one.seen is not Seen.NOT_SEEN]
    return Measure(attained=sum(one is Seen.AS_DECLARED for one in seen), due=len(seen))


def confirmed_by_part(found: Iterable[Observation]) -> Mapping[PartId, Measure]:
    """The confirmation of each part that was looked at, in the order of the parts."""
    by_part: dict[PartId, list[Observation]] = defaultdict(list)
    for one in found:
        by_part[one.part].append(one)
    return {part: confirmed(by_part[part]) for part in PartId if part in by_part}


@dataclass(frozen=True, kw_only=True)
class Confirmations:
    """All observations by station, ascending by id, and the policy whose base and share judge them."""

    by_station: Mapping[str, tuple[Observation, ...]]
    policy: Policy

    def in_window(self, month: str) -> tuple[Observation, ...]:
        """The observations of the bureau in the twelve months that end with this one."""
        return in_window((one for own in self.by_station.values() for one in own), month)

    def of(self, station: str, month: str) -> Mapping[PartId, Measure]:
        """The station's confirmation by part in the twelve months that end with this one."""
        return confirmed_by_part(in_window(self.by_station.get(station, ()), month))


def confirmations(bureau: PublicBureau) -> Confirmations:
    """The observations of a bureau; a policy without a base yields to the next version that sets one."""
    by_station: dict[str, list[Observation]] = defaultdict(list)
    areas = bureau.every_area
    for one in observations(bureau.audits.values(), bureau.meetings.values()):
        if one.area in areas:
            by_station[areas[one.area].station_on(one.on)].append(one)
    in_force = policy_on(bureau.policies, bureau.as_of)
    later = (policy for policy in bureau.policies if policy.since > in_force.since)
    judging = next((one for one in (in_force, *later) if one.standards.audit_base is not None), in_force)
    return Confirmations(
        by_station={station: tuple(found) for station, found in sorted(by_station.items())}, policy=judging
    )


def is_doubtful(measure: Measure, standards: Standards) -> bool:
    """Is the confirmation below the policy's share, on a base that the policy finds large enough?"""
    base, share = standards.audit_base, standards.audit_share
    if base is None or share is None or measure.due < max(base.value, 1):
        return False
    return 100 * measure.attained < share.value * measure.due
