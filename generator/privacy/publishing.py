"""Bureau -> PublicBureau: the one place where records become public, field by field.

A field that is not named here stays inside; a new one becomes public by a change of this file alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final

from generator.memo import remembered
from generator.model.area import Area
from generator.model.brand import Brand, BrandKind
from generator.model.bureau import Bureau
from generator.model.meeting import Meeting, MeetingStatus, Opinion, OpinionStatus
from generator.model.officer import Officer
from generator.model.prevention import Committee
from generator.model.public import (
    PublicArea,
    PublicBureau,
    PublicCommittee,
    PublicOfficer,
    PublicRecords,
    PublicReport,
    Tenure,
)
from generator.model.release import Release
from generator.model.report import Report
from generator.model.rollout import Milestone, Milestones
from generator.privacy.suppression import public_report

# Their measure counts persons under control or weapons; that a project exists is public, its figures are not.
_WITHOUT_FIGURES: Final = frozenset({BrandKind.KEY_POPULATION, BrandKind.FIREARMS})


def publish(bureau: Bureau, as_of: dt.date) -> PublicBureau:
    """What the public may see on the day `as_of`; the records themselves are not changed."""
    areas = {key: _public_area(area, as_of, bureau.photos) for key, area in bureau.areas.items()}
    former = {key: area for key, area in areas.items() if area.until is not None and area.until < as_of}
    return PublicBureau(
        PublicRecords(
            as_of=as_of,
            info=bureau.info,
            policy=bureau.policy,
            earlier_policies=bureau.earlier_policies,
            services=bureau.services,
            duties=bureau.duties,
            milestones=_public_milestones(bureau.milestones, as_of),
            holidays=bureau.holidays,
            stations=bureau.stations,
            areas={key: area for key, area in areas.items() if key not in former},
            former=former,
            meetings={key: _public_meeting(meeting, as_of) for key, meeting in bureau.meetings.items()},
            reports=_public_reports(bureau, as_of),
            releases={
                month: release
                for month, every in bureau.releases.items()
                if (release := _public_release(every, as_of)) is not None
            },
            year_reviews={
                year: review for year, review in bureau.year_reviews.items() if review.published_on <= as_of
            },
        )
    )


def _public_release(release: Release, as_of: dt.date) -> Release | None:
    """The revisions published by that day."""
    shown = tuple(revision for revision in release.revisions if revision.published_on <= as_of)
    if len(shown) == len(release.revisions):
        return release
    return release.model_copy(update={"revisions": shown}) if shown else None


def _public_milestones(milestones: Milestones, as_of: dt.date) -> Milestones:
    """Steps done and acceptances made by that day."""
    cycles = tuple(
        cycle.model_copy(
            update={
                "milestones": tuple(_public_step(step, as_of) for step in cycle.milestones),
                "acceptance": tuple(made for made in cycle.acceptance if made.on <= as_of),
            }
        )
        for cycle in milestones.cycles
    )
    return milestones.model_copy(update={"cycles": cycles})


def _public_step(step: Milestone, as_of: dt.date) -> Milestone:
    if step.done_on is None or step.done_on <= as_of:
        return step
    return step.model_copy(update={"done_on": None, "evidence": None})


@remembered("area.id")
def _public_area(area: Area, as_of: dt.date, photos: frozenset[str]) -> PublicArea:
    return PublicArea(
        id=area.id,
        station=area.station,
        name=area.name,
        kind=area.kind,
        earlier_kinds=area.earlier_kinds,
        since=area.since,
        until=area.until,
        merged_into=area.merged_into,
        aliases=area.aliases,
        divisions=area.divisions,
        villages=area.villages,
        population=area.population,
        households=area.households,
        institutions=area.institutions,
        shops=area.shops,
        covers=area.covers,
        verified=area.verified,
        officers=tuple(_public_officer(officer, as_of, photos) for officer in area.officers_on(as_of)),
        vacancy=area.vacancy_on(as_of),
        tenures=tuple(_tenure(officer) for officer in area.officers),
        post=area.post,
        committee=_public_committee(area.committee),
        prevention=area.prevention,
        brand=_public_brand(area.brand),
        linkage=area.linkage,
        meeting_rule=area.meeting_rule,
    )


def _public_officer(officer: Officer, as_of: dt.date, photos: frozenset[str]) -> PublicOfficer:
    photo = officer.photo
    shown = photo is not None and photo.consent_on <= as_of and photo.file in photos
    return PublicOfficer(
        name=officer.name,
        badge=officer.badge,
        role=officer.role,
        phone=officer.phone,
        on_site=officer.on_site,
        photo=photo.file if photo is not None and shown else None,
    )


def _tenure(officer: Officer) -> Tenure:
    return Tenure(
        role=officer.role,
        since=officer.since,
        until=officer.until,
        on_site=officer.on_site,
        seconded=officer.seconded_from is not None,
    )


def _public_committee(committee: Committee | None) -> PublicCommittee | None:
    if committee is None:
        return None
    director = committee.director
    return PublicCommittee(
        has_director=director is not None,
        director_name=director.name if director is not None and director.publish_name else None,
        members=committee.members,
        phone=committee.phone,
        earlier=committee.earlier,
    )


def _public_brand(brand: Brand | None) -> Brand | None:
    if brand is None or brand.kind not in _WITHOUT_FIGURES:
        return brand
    return brand.model_copy(update={"baseline": None, "target": None, "series": ()})


def _public_meeting(meeting: Meeting, as_of: dt.date) -> Meeting:
    """A meeting of a later day has not been held yet; what is dated later has not happened there yet."""
    if meeting.status is MeetingStatus.HELD and meeting.date > as_of:
        came = meeting.representatives and meeting.representatives.model_copy(update={"present": None})
        kept_back = {"report": None, "minutes": None, "opinions": (), "representatives": came}
        return meeting.model_copy(update={"status": MeetingStatus.CONFIRMED, **kept_back})
    minutes = meeting.minutes if meeting.minutes and meeting.minutes.published_on <= as_of else None
    opinions = tuple(_public_opinion(opinion, as_of) for opinion in meeting.opinions)
    if minutes is meeting.minutes and opinions == meeting.opinions:
        return meeting
    return meeting.model_copy(update={"minutes": minutes, "opinions": opinions})


def _public_opinion(opinion: Opinion, as_of: dt.date) -> Opinion:
    """An answer of a later day has not been given yet, and nothing was read back at a later meeting."""
    read = tuple(day for day in opinion.read_back_on if day <= as_of)
    if opinion.closed_on is not None and opinion.closed_on > as_of:
        pending = {"status": OpinionStatus.IN_PROGRESS, "outcome": None, "closed_on": None}
        return opinion.model_copy(update={**pending, "read_back_on": read})
    return opinion if read == opinion.read_back_on else opinion.model_copy(update={"read_back_on": read})


def _public_reports(bureau: Bureau, as_of: dt.date) -> dict[tuple[str, str], PublicReport]:
    below = bureau.policy.standards.suppressed_below.value
    own = _areas_by_station(bureau.areas.values())
    return {
        key: public_report(report, _due(own.get(report.station, ()), report.month), below)
        for key, report in _in_order(bureau.reports.items())
        if report.filed_on <= as_of
    }


def _in_order(
    reports: Iterable[tuple[tuple[str, str], Report]],
) -> list[tuple[tuple[str, str], Report]]:
    return sorted(reports, key=lambda item: item[0])


def _areas_by_station(areas: Iterable[Area]) -> dict[str, list[Area]]:
    found: dict[str, list[Area]] = {}
    for area in areas:
        found.setdefault(area.station, []).append(area)
    return found


def _due(areas: Iterable[Area], month: str) -> frozenset[str]:
    """The areas that owe a row: those that were there all month."""
    return frozenset(area.id for area in areas if area.exists_all_of(month))
