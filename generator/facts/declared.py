"""What a community declares for a month that a visitor can look at, and which communities a seed draws."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from typing import Final

from generator.facts.area_month import AreaMonth
from generator.model.audit import AuditItem
from generator.model.meeting import Meeting
from generator.model.post import Facilities

_FACILITIES: Final = {item.value: item for item in AuditItem if item.value in Facilities.model_fields}


def digest_in_draw(seed: str, area: str) -> str:
    """The number, as hexadecimal text, that orders a community in the draw: SHA-256 of the seed and its id."""
    return hashlib.sha256(f"{seed}{area}".encode()).hexdigest()


def drawn_of(seed: str, areas: Iterable[str], number: int) -> tuple[str, ...]:
    """The `number` communities of a station with the smallest digests, smallest first."""
    return tuple(sorted(sorted(areas), key=lambda area: digest_in_draw(seed, area))[:number])


def declared_items(own: AreaMonth, meetings: Iterable[Meeting]) -> tuple[AuditItem, ...]:
    """What the community had, or reported as done, at the month's end, in the order of the closed list."""
    found = {*_of_the_post(own), *_of_the_record(own), *_of_the_report(own)}
    if any(_has_minutes(own, meeting) for meeting in meetings):
        found.add(AuditItem.MINUTES)
    return tuple(item for item in AuditItem if item in found)


def declared_services(own: AreaMonth) -> tuple[str, ...]:
    """The services that its post offered at the month's end, by id."""
    post, last = own.area.post, own.month.last
    return tuple(sorted(post.services_on(last))) if post is not None and post.is_in_use_on(last) else ()


def _of_the_post(own: AreaMonth) -> Iterator[AuditItem]:
    post, last = own.area.post, own.month.last
    if post is None:
        return
    if post.is_in_use_on(last):
        yield AuditItem.POST_IN_USE
    there = post.facilities_there_on(last)
    yield from (item for name, item in _FACILITIES.items() if there is not None and getattr(there, name))


def _of_the_record(own: AreaMonth) -> Iterator[AuditItem]:
    area, last = own.area, own.month.last
    verified = area.verified.last_by(last)
    if verified and verified >= last - dt.timedelta(days=own.month.standards.verification_days.value):
        yield AuditItem.CONTACT
    if area.committee is not None and area.committee.works_on(last):
        yield AuditItem.DIRECTOR
    places = area.prevention.safe_places if area.prevention is not None else ()
    if any(place.awarded_on <= last <= place.expires_on for place in places):
        yield AuditItem.SAFE_PLACE


def _of_the_report(own: AreaMonth) -> Iterator[AuditItem]:
    reported = {
        AuditItem.PATROL: own.row.patrol_shifts if own.row is not None else None,
        AuditItem.TALK: own.row.talks if own.row is not None else None,
        AuditItem.CHARTS: own.charts,
        AuditItem.LEDGERS: own.ledgers,
        AuditItem.WORK_RECORD: own.recorded_weeks,
    }
    yield from (item for item, value in reported.items() if value)


def _has_minutes(own: AreaMonth, meeting: Meeting) -> bool:
    """Were its minutes published in the cycle that ends with the month?"""
    return (
        meeting.area == own.area.id
        and meeting.minutes is not None
        and own.month.cycle_begins <= meeting.minutes.published_on <= own.month.last
    )
