"""Reviews of a year: decisions about stations, never persons, public from their day."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from pydantic import ValidationError

from generator.model.bureau import Bureau
from generator.model.year_review import OutcomeKind, StationOutcome, YearReview
from generator.privacy import publish
from generator.problems import Place
from tests import bureaus
from tests.bureaus import station


def outcome(**changes: Any) -> dict[str, Any]:
    """A commendation of gulou, with changes."""
    fields = {
        "station": "gulou",
        "outcome": "commended",
        "document": "鄂州公治〔2026〕12号",
        "decided_on": "2026-02-20",
        "clause": "四(五)",
    }
    return fields | changes


def review(*outcomes: dict[str, Any], **changes: Any) -> YearReview:
    """The review of 2025, published in March 2026."""
    fields: dict[str, Any] = {"year": "2025", "published_on": "2026-03-02", "outcomes": list(outcomes)}
    return YearReview.model_validate(fields | changes)


def test_a_review_has_no_field_for_a_person() -> None:
    """A review has only known keys, and none of those about stations holds running text."""
    assert set(YearReview.model_fields) == {"year", "published_on", "projects", "examinations", "outcomes"}
    assert set(StationOutcome.model_fields) == {"station", "outcome", "document", "decided_on", "clause"}
    for key in ("name", "person", "note", "reason", "badge"):
        with pytest.raises(ValidationError):
            review(outcome(**{key: "王建国"}))
        with pytest.raises(ValidationError):
            review(outcome(), **{key: "王建国"})


@pytest.mark.parametrize(
    ("document", "fits"),
    [
        ("鄂州公治〔2026〕12号", True),
        ("鄂州政办发[2002]69号", True),
        ("示例公治〔2026〕1号", True),
        ("王建国", False),
        ("鄂州公治〔2026〕12号 王建国", False),
        ("12号", False),
        ("鄂州公治〔26〕12号", False),
        ("", False),
    ],
)
def test_a_document_is_named_by_its_number_alone(document: str, fits: bool) -> None:
    """A document is its number alone, so that no name is beside it."""
    if fits:
        assert review(outcome(document=document)).outcomes[0].document == document
    else:
        with pytest.raises(ValidationError):
            review(outcome(document=document))


@pytest.mark.parametrize(
    ("changes", "outcomes"),
    [
        ({"published_on": "2025-12-31"}, []),
        ({}, [outcome(decided_on="2026-03-03")]),
        ({}, [outcome(decided_on="2024-12-31")]),
        ({}, [outcome(), outcome(outcome="reminded")]),
        ({}, [outcome(outcome="fired")]),
        ({"year": "25"}, []),
    ],
)
def test_a_review_that_contradicts_itself_is_refused(
    changes: dict[str, Any], outcomes: list[dict[str, Any]]
) -> None:
    """A review with dates out of order, a repeated station or an unknown word is refused."""
    with pytest.raises(ValidationError):
        review(*outcomes, **changes)


def test_a_decision_may_fall_into_the_last_days_of_its_year() -> None:
    """A decision may be made in the last days of its year."""
    assert review(outcome(decided_on="2025-12-28")).outcomes[0].outcome is OutcomeKind.COMMENDED


@pytest.mark.parametrize(("as_of", "shown"), [("2026-03-01", False), ("2026-03-02", True)])
def test_a_review_is_public_from_the_day_it_says(as_of: str, shown: bool) -> None:
    """A review is public from its day of publication."""
    shared = bureaus.bureau(stations=[station()])
    own = Bureau(
        info=shared.info,
        policy=shared.policy,
        earlier_policies={},
        services=shared.services,
        duties=shared.duties,
        milestones=shared.milestones,
        holidays=shared.holidays,
        stations=shared.stations,
        areas={},
        meetings={},
        reports={},
        releases={},
        year_reviews={"2025": review(outcome())},
        place=lambda path, *_: Place(path=path),
    )
    assert ("2025" in publish(own, dt.date.fromisoformat(as_of)).year_reviews) is shown
