"""When each facility of a police post was last seen, and by whom: by spot checks and other visits on record."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from generator.model.audit import AuditFinding, Seen
from generator.model.post_parts import Facility
from generator.model.public import PublicBureau


@dataclass(frozen=True, kw_only=True)
class Sighting:
    """A visit to a post: was the facility there? `audit` is the month of its spot check; None for another visit."""

    on: dt.date
    by: str
    is_there: bool
    audit: str | None


def last_sightings(bureau: PublicBureau) -> Mapping[str, Mapping[Facility, Sighting]]:
    """By community with a post: the last visit to each of its facilities; one that nobody saw is absent.

    What a visitor could not see counts neither way. Of two visits on a day the spot check comes last.
    """
    found: dict[str, dict[Facility, list[Sighting]]] = defaultdict(lambda: defaultdict(list))
    for id_, area in bureau.areas.items():
        for visit in area.post.facilities_seen if area.post else ():
            for facility in visit.seen:
                found[id_][facility].append(Sighting(on=visit.on, by=visit.by, is_there=True, audit=None))
    for month, audit in bureau.audits.items():
        for draw in audit.draws:
            for finding in draw.findings:
                for facility in _seen(finding):
                    is_there = finding.seen is Seen.AS_DECLARED
                    one = Sighting(on=finding.on, by=finding.by, is_there=is_there, audit=month)
                    found[draw.area][facility].append(one)
    return {
        id_: {
            facility: max(found[id_][facility], key=lambda one: (one.on, one.audit or ""))
            for facility in Facility
            if facility in found[id_]
        }
        for id_, area in bureau.areas.items()
        if area.post is not None
    }


def _seen(finding: AuditFinding) -> tuple[Facility, ...]:
    """The facilities of which the finding says whether they were there."""
    if finding.seen is Seen.NOT_SEEN:
        return ()
    named = {item.value for item in finding.items}
    return tuple(facility for facility in Facility if facility.value in named)
