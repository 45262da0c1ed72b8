"""What is published on a day is public on that day and not on the day before."""

from __future__ import annotations

import dataclasses
import datetime as dt

from generator.model.bureau import Bureau
from generator.model.public import PublicBureau
from generator.privacy import publish
from tests.small_sites import ezhou

DAY = dt.timedelta(days=1)


def seen_on(day: dt.date) -> PublicBureau:
    """What is public of the repository's own data on that day."""
    return publish(ezhou().bureau, day)


def records() -> Bureau:
    """The repository's own data."""
    return ezhou().bureau


def test_a_release_is_public_from_the_day_of_its_publication() -> None:
    """The month's first revision appears with its day; before it the month is not there."""
    month, release = max(records().releases.items())
    day = release.revisions[0].published_on
    assert month not in seen_on(day - DAY).releases
    assert seen_on(day).releases[month].revisions[:1] == release.revisions[:1]


def test_a_revision_is_public_from_its_day() -> None:
    """A corrected month shows its first revision alone until the day of the second."""
    month, release = max((m, one) for m, one in records().releases.items() if one.revisions[1:])
    day = release.revisions[1].published_on
    assert [len(seen_on(on).releases[month].revisions) for on in (day - DAY, day)] == [1, 2]


def test_a_spot_check_is_public_from_the_day_of_its_draw() -> None:
    """So are its findings, each from its own day."""
    month, audit = max(records().audits.items())
    assert month not in seen_on(audit.drawn_on - DAY).audits
    assert month in seen_on(audit.drawn_on).audits
    first = min(found.on for draw in audit.draws for found in draw.findings)
    shown = [
        sum(len(draw.findings) for draw in seen_on(on).audits[month].draws) for on in (first - DAY, first)
    ]
    assert shown[0] == 0 < shown[1]


def test_a_year_is_reviewed_from_the_day_of_its_publication() -> None:
    """The outcomes of a year appear with their day."""
    year, review = max(records().year_reviews.items())
    assert [year in seen_on(on).year_reviews for on in (review.published_on - DAY, review.published_on)] == [
        False,
        True,
    ]


def test_steps_and_acceptances_are_public_from_their_day() -> None:
    """A step of the rollout is done, and a community accepted, from the day on that the records give."""
    cycles = records().milestones.cycles
    done = max(step.done_on for cycle in cycles for step in cycle.milestones if step.done_on)
    accepted = max(one.on for cycle in cycles for one in cycle.acceptance)

    def steps(on: dt.date) -> int:
        found = seen_on(on).milestones.cycles
        return sum(step.done_on is not None for cycle in found for step in cycle.milestones)

    def acceptances(on: dt.date) -> int:
        return sum(len(cycle.acceptance) for cycle in seen_on(on).milestones.cycles)

    every = sum(len(cycle.acceptance) for cycle in cycles)
    assert steps(done - DAY) < steps(done)
    assert acceptances(accepted - DAY) < acceptances(accepted) == every


def test_the_latest_seal_is_that_of_the_last_publication_up_to_the_day() -> None:
    """The seal changes with the day of a publication."""
    month, release = max(records().releases.items())
    day = release.revisions[0].published_on
    before, now = seen_on(day - DAY).latest_seal, seen_on(day).latest_seal
    assert before is not None
    assert now is not None
    assert before.month < now.month == month


def test_the_ledger_is_public_up_to_the_day() -> None:
    """Every entry made by the end of the day, and none of a later one."""
    entries = records().ledger.entries
    day = entries[len(entries) // 2].day
    assert len(seen_on(day).ledger) == sum(entry.day <= day for entry in entries)


def test_a_report_of_the_second_edition_counts_from_its_receipt() -> None:
    """Its own day does not count if the ledger received it later."""
    edition_2 = records().policy.model_copy(update={"since": dt.date(2026, 10, 1)})
    bureau = dataclasses.replace(records(), policy=edition_2)
    found = publish(bureau, dt.date(2026, 11, 24)).reports_of("2026-10")
    assert len(found) == 27
    for station, report in found.items():
        assert report.filed_on >= bureau.ledger.arrivals["2026-10", station].day
