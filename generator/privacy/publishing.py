"""Bureau -> PublicBureau: the one place where records become public, field by field.

What is copied and what is worked out here; a field that model/public.py does not name stays inside.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from generator.memo import remembered
from generator.model.area import Area
from generator.model.audit import Audit, AuditDraw
from generator.model.bureau import Bureau
from generator.model.examination import Examination
from generator.model.history import as_it_stood
from generator.model.ledger import LatestSeal, PublicEntry, ReleaseLedger
from generator.model.meeting import Meeting, MeetingStatus, Opinion, OpinionStatus
from generator.model.officer import Officer, Role
from generator.model.post import Post
from generator.model.public import PublicArea, PublicBureau, PublicCount, PublicRecords, PublicReport
from generator.model.public_people import PostChange, PublicOfficer, Tenure
from generator.model.release import Release
from generator.model.report import Report
from generator.model.representation import Representation
from generator.model.rollout import Milestone, Milestones
from generator.model.since import certain_from
from generator.model.standards import Standard
from generator.model.station import Station
from generator.model.year_review import YearReview
from generator.privacy.allowing import allowed
from generator.privacy.answered import answered_shares
from generator.privacy.composition import public_compositions
from generator.privacy.posts_held import tenures
from generator.privacy.prevention import public_committee, public_prevention
from generator.privacy.projects import public_brand
from generator.privacy.suppression import public_report
from generator.privacy.work import public_work_records, with_recorded_weeks


def publish(bureau: Bureau, as_of: dt.date) -> PublicBureau:
    """What the public may see on the day `as_of`; the records themselves are not changed."""
    in_force = bureau.policy_on(as_of)
    filed, below = _public_reports(bureau, as_of), in_force.standards.suppressed_below.value
    work_records = public_work_records(bureau, filed, as_of, below)
    reports = with_recorded_weeks(filed, work_records)
    held = tenures(bureau.areas.values())
    bounds = _Bounds(in_force.standards.predecessor_days, below)
    areas = {
        key: _public_area(area, as_of, bureau.photos, _cases_of(area, reports), bounds, held[key])
        for key, area in bureau.areas.items()
    }
    former = {key: area for key, area in areas.items() if area.until is not None and area.until < as_of}
    releases = (_public_release(release, as_of) for release in bureau.releases.values())
    ledger = bureau.ledger.before(as_of)
    return PublicBureau(
        allowed(
            PublicRecords,
            bureau,
            as_of=as_of,
            policy=in_force,
            other_policies={one.version: one for one in bureau.policies if one is not in_force},
            leadership=bureau.leadership.up_to(as_of),
            milestones=_public_milestones(bureau.milestones, as_of),
            stations={key: _public_station(station, as_of) for key, station in bureau.stations.items()},
            areas={key: area for key, area in areas.items() if key not in former},
            former=former,
            meetings={key: _public_meeting(meeting, as_of) for key, meeting in bureau.meetings.items()},
            reports=reports,
            work_records=work_records,
            targets={key: one for key, one in bureau.targets.items() if one.decided_on <= as_of},
            answered=answered_shares(bureau, reports, as_of),
            releases={release.month: release for release in releases if release is not None},
            year_reviews={
                year: _public_review(review)
                for year, review in bureau.year_reviews.items()
                if review.published_on <= as_of
            },
            compositions=public_compositions(bureau.areas.values(), in_force.standards, as_of),
            audits={
                month: _public_audit(audit, as_of)
                for month, audit in bureau.audits.items()
                if audit.drawn_on <= as_of
            },
            ledger=tuple(allowed(PublicEntry, entry) for entry in ledger.entries),
            latest_seal=_latest_seal(ledger),
        )
    )


def _public_station(station: Station, as_of: dt.date) -> Station:
    """The station as it stood, with what it was told to mend by that day."""
    told = tuple(one.up_to(as_of) for one in station.follow_ups if one.assigned_on <= as_of)
    stood = as_it_stood(station, as_of)
    return stood if told == station.follow_ups else stood.model_copy(update={"follow_ups": told})


def _public_review(review: YearReview) -> YearReview:
    """The review without what was found in projects whose figures count supervised persons or weapons."""
    if not any(one.kind.is_without_figures for one in review.examinations):
        return review
    return review.model_copy(update={"examinations": tuple(map(_public_examination, review.examinations))})


def _public_examination(examination: Examination) -> Examination:
    if not examination.kind.is_without_figures:
        return examination
    kept = tuple(one.model_copy(update={"found": None}) for one in examination.findings)
    return examination.model_copy(update={"findings": kept})


def _public_release(release: Release, as_of: dt.date) -> Release | None:
    """The release with the revisions published by that day; None if there are none."""
    shown = tuple(revision for revision in release.revisions if revision.published_on <= as_of)
    if len(shown) == len(release.revisions):
        return release
    return release.model_copy(update={"revisions": shown}) if shown else None


@remembered("audit.month")
def _public_audit(audit: Audit, as_of: dt.date) -> Audit:
    """Keep the findings made by that day."""

    def until(draw: AuditDraw) -> AuditDraw:
        return draw.model_copy(
            update={"findings": tuple(found for found in draw.findings if found.on <= as_of)}
        )

    return audit.model_copy(update={"draws": tuple(map(until, audit.draws))})


def _latest_seal(ledger: ReleaseLedger) -> LatestSeal | None:
    if not ledger.publications:
        return None
    last = ledger.publications[-1]
    return LatestSeal(month=last.month, revision=last.revision or 0, seal=last.digest)


@remembered()
def _public_milestones(milestones: Milestones, as_of: dt.date) -> Milestones:
    """Keep the steps done and the acceptances made by that day."""
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
    if step.starts > as_of and step.pilots:
        pilots = tuple(one.model_copy(update={"found": None}) for one in step.pilots)
        step = step.model_copy(update={"pilots": pilots})
    if step.done_on is None or step.done_on <= as_of:
        return step
    return step.model_copy(update={"done_on": None, "evidence": None})


class _Bounds(NamedTuple):
    """What of the policy decides on a public area: no other change of it makes areas anew."""

    predecessor_days: Standard | None
    suppressed_below: int


@remembered("area.id")
def _public_area(
    area: Area,
    as_of: dt.date,
    photos: frozenset[str],
    cases: Mapping[str, PublicCount],
    bounds: _Bounds,
    held: tuple[Tenure, ...],
) -> PublicArea:
    return allowed(
        PublicArea,
        as_it_stood(area, as_of),
        officers=tuple(
            _public_officer(officer, as_of, photos)
            for officer in area.officers_on(as_of)
            if officer.purged is None
        ),
        **_post_changes(area, as_of, bounds.predecessor_days),
        vacancy=area.vacancy_on(as_of),
        population=area.population.up_to(as_of),
        tenures=held,
        post=_public_post(area.post, as_of),
        committee=public_committee(area.committee, as_of),
        representatives=_chosen_by(area.representatives, as_of),
        prevention=public_prevention(area.prevention, as_of),
        brands=tuple(public_brand(one, cases, bounds.suppressed_below) for one in area.brands),
    )


def _post_changes(area: Area, as_of: dt.date, days: Standard | None) -> Mapping[str, tuple[PostChange, ...]]:
    """Who is announced as community officer, and who left within these days and is not in post there."""
    here = {officer.named for officer in area.officers_on(as_of)}
    named = [o for o in area.officers if o.role is Role.COMMUNITY_OFFICER and o.purged is None]
    others = [o for o in named if o.named not in here]
    since = as_of - dt.timedelta(days=days.value) if days is not None else as_of
    return {
        "coming": tuple(PostChange(name=o.name, day=o.since) for o in others if o.since > as_of),
        "recent": tuple(
            PostChange(name=o.name, day=o.until)
            for o in others
            if o.until is not None and since <= o.until < as_of
        ),
    }


def _cases_of(area: Area, reports: Mapping[tuple[str, str], PublicReport]) -> Mapping[str, PublicCount]:
    """Public cases by month; for areas with a project that has figures."""
    if not any(brand.series for brand in area.brands):
        return {}
    rows = {
        month: found.rows.get(area.id)
        for (month, id_), found in reports.items()
        if id_ == area.station_in(month)
    }
    return {month: row.cases for month, row in rows.items() if row is not None and row.cases is not None}


def _public_officer(officer: Officer, as_of: dt.date, photos: frozenset[str]) -> PublicOfficer:
    photo = officer.photo
    is_shown = photo is not None and photo.consent_on <= as_of and photo.file in photos
    return allowed(
        PublicOfficer,
        officer,
        photo=photo.file if photo is not None and is_shown else None,
        seconded_since=certain_from(officer.since) if officer.seconded_from is not None else None,
    )


def _public_post(post: Post | None, as_of: dt.date) -> Post | None:
    """The post with the visits made by that day."""
    if post is None or all(visit.on <= as_of for visit in post.facilities_seen):
        return post
    made = tuple(visit for visit in post.facilities_seen if visit.on <= as_of)
    return post.model_copy(update={"facilities_seen": made})


def _chosen_by(found: Representation | None, as_of: dt.date) -> Representation | None:
    """The representatives, once they have been chosen."""
    return found if found is not None and found.chosen_on <= as_of else None


def _public_meeting(meeting: Meeting, as_of: dt.date) -> Meeting:
    """Leave out what is dated later than `as_of`; a meeting on a later day has not been held."""
    if meeting.status is MeetingStatus.HELD and meeting.date > as_of:
        came = meeting.representatives and meeting.representatives.model_copy(update={"present": None})
        kept_back = {
            "report": None,
            "minutes": None,
            "opinions": (),
            "representatives": came,
            "confirmed": None,
        }
        return meeting.model_copy(update={"status": MeetingStatus.CONFIRMED, **kept_back})
    minutes = meeting.minutes if meeting.minutes and meeting.minutes.published_on <= as_of else None
    opinions = tuple(_public_opinion(opinion, as_of) for opinion in meeting.opinions)
    if minutes is meeting.minutes and opinions == meeting.opinions:
        return meeting
    return meeting.model_copy(update={"minutes": minutes, "opinions": opinions})


def _public_opinion(opinion: Opinion, as_of: dt.date) -> Opinion:
    """Leave out an answer and read-backs that are dated later than `as_of`."""
    read = tuple(day for day in opinion.read_back_on if day <= as_of)
    if opinion.closed_on is not None and opinion.closed_on > as_of:
        pending = {"status": OpinionStatus.IN_PROGRESS, "outcome": None, "closed_on": None}
        return opinion.model_copy(update={**pending, "read_back_on": read})
    return opinion if read == opinion.read_back_on else opinion.model_copy(update={"read_back_on": read})


def _public_reports(bureau: Bureau, as_of: dt.date) -> dict[tuple[str, str], PublicReport]:
    below = bureau.policy_on(as_of).standards.suppressed_below.value
    filed = ((key, _as_filed(bureau, report, as_of)) for key, report in sorted(bureau.reports.items()))
    return {
        key: public_report(report, _due(bureau.areas_in(report.station, report.month), report.month), below)
        for key, report in filed
        if report.filed_on is not None and report.filed_on <= as_of
    }


def _as_filed(bureau: Bureau, report: Report, as_of: dt.date) -> Report:
    """The report with the day on which it counts as filed."""
    filed_on = bureau.filing_day(report, as_of)
    return report if filed_on == report.filed_on else report.model_copy(update={"filed_on": filed_on})


def _due(areas: Iterable[Area], month: str) -> frozenset[str]:
    """The areas that must have a row: those that existed all month."""
    return frozenset(area.id for area in areas if area.exists_all_of(month))
