"""Tests of earlier values in records: counts, verifications, posts, committees and kinds."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from pydantic import ValidationError

from generator.model.area import AreaKind, EarlierKind, Population, Verified
from generator.model.prevention import Committee, EarlierCommittee
from tests.bureaus import area, committee, day, facilities, post, station


@pytest.mark.parametrize(
    ("on", "residents"),
    [
        ("2020-01-01", 80),  # before the first count, the first count applies
        ("2025-06-30", 80),
        ("2025-12-30", 80),
        ("2025-12-31", 90),
        ("2026-06-29", 90),
        ("2026-06-30", 100),
        ("2027-01-01", 100),
    ],
)
def test_a_count_applies_until_the_next(on: str, residents: int) -> None:
    """The order of the entries in the file does not matter."""
    earlier = [{"actual": "90", "as_of": "2025-12-31"}, {"permanent": "80", "as_of": "2025-06-30"}]
    for listed in (earlier, earlier[::-1]):
        counts = Population.model_validate({"actual": "100", "as_of": "2026-06-30", "earlier": listed})
        assert counts.on(day(on)).residents == residents


@pytest.mark.parametrize(
    ("by", "last"),
    [
        ("2026-04-14", None),
        ("2026-04-15", "2026-04-15"),
        ("2026-09-30", "2026-07-08"),
        ("2026-10-01", "2026-10-01"),
    ],
)
def test_the_last_verification_by_a_day(by: str, last: str | None) -> None:
    """A later verification does not count for earlier days."""
    verified = Verified(on=day("2026-10-01"), by="所", earlier=(day("2026-04-15"), day("2026-07-08")))
    assert verified.last_by(day(by)) == (day(last) if last else None)


REPAIRED = [{"until": "2026-05-10", "status": "repair"}, {"until": "2026-03-01", "status": "open"}]


@pytest.mark.parametrize(
    ("fields", "on", "status"),
    [
        ({"earlier": REPAIRED}, "2018-12-31", "planned"),
        ({"earlier": REPAIRED}, "2019-01-01", "open"),
        ({"earlier": REPAIRED}, "2026-03-01", "open"),
        ({"earlier": REPAIRED}, "2026-03-02", "repair"),
        ({"earlier": REPAIRED}, "2026-05-10", "repair"),
        ({"earlier": REPAIRED}, "2026-05-11", "open"),
        ({"earlier": REPAIRED, "status": "closed", "status_since": "2026-08-01"}, "2026-05-11", "open"),
        ({"earlier": REPAIRED, "status": "closed", "status_since": "2026-08-01"}, "2026-08-01", "closed"),
        ({"opened": None, "status": "repair", "status_since": "2026-08-01"}, "2026-08-01", "repair"),
        ({"opened": None, "status": "repair", "status_since": "2026-08-01"}, "2026-07-31", "planned"),
        ({"opened": None, "status": "planned"}, "2026-08-01", "planned"),
        ({"opened": None}, "2026-08-01", "planned"),
    ],
)
def test_a_posts_status_on_a_day(fields: dict[str, Any], on: str, status: str) -> None:
    """Entries apply up to their last day, in any order; on other days the current status applies."""
    found = post(**fields).status_on(day(on))
    assert found == status
    assert post(**fields).is_in_use_on(day(on)) is (status == "open")


def test_an_unstated_earlier_value_equals_the_later_one() -> None:
    """Facilities came on 1 March, a service on 1 June; before its opening a post has neither."""
    found = post(
        opened="2025-01-01",
        services=["report", "help"],
        earlier=[
            {"until": "2026-02-28", "facilities": facilities(2)},
            {"until": "2026-05-31", "services": ["report"]},
        ],
    )
    days = [day(on) for on in ("2026-02-28", "2026-03-01", "2026-05-31", "2026-06-01")]
    assert [found.facilities_on(on) for on in days] == [2, 4, 4, 4]
    assert [sorted(found.services_on(on)) for on in days] == [["report"]] * 3 + [["help", "report"]]
    new = post(opened="2026-03-01")
    assert [(new.facilities_on(on), len(new.services_on(on))) for on in days[:2]] == [(0, 0), (4, 7)]


def test_a_committee_works_with_its_director_and_a_member() -> None:
    """A committee needs a director and a member on that day."""
    entry = EarlierCommittee(until=day("2026-02-28"), director=False, members=5)
    before = EarlierCommittee(until=day("2025-06-30"), director=True, members=0)
    found = committee(earlier=(entry, before))
    days = ("2025-06-30", "2026-02-28", "2026-03-01")
    assert [found.works_on(day(on)) for on in days] == [False, False, True]
    assert not committee(members=0).works_on(day("2026-03-01"))


def test_earlier_kinds_and_peer_groups() -> None:
    """An earlier kind or peer group applies up to its last day."""
    found = area(earlier_kinds=(EarlierKind(until=day("2026-02-28"), kind=AreaKind.TOWN),))
    assert [found.kind_on(day(on)) for on in ("2026-02-28", "2026-03-01")] == [AreaKind.TOWN, AreaKind.URBAN]
    moved = station(earlier_groups=[{"until": "2026-02-28", "peer_group": "rural"}])
    assert [moved.peer_group_on(day(on)) for on in ("2026-02-28", "2026-03-01")] == ["rural", "urban"]


TWICE = [{"until": "2026-02-28"}, {"until": "2026-02-28"}]


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (
            lambda: Population.model_validate(
                {"actual": 1, "as_of": "2026-06-30", "earlier": [{"actual": 2, "as_of": "2026-06-30"}]}
            ),
            "人口(population)里 2026-06-30 写了两次",
        ),
        (
            lambda: Population.model_validate(
                {"actual": 1, "as_of": "2026-06-30", "earlier": [{"actual": 2, "as_of": "2026-07-01"}]}
            ),
            "以前的人口比现在的统计日期还晚",
        ),
        (
            lambda: Verified(on=dt.date(2026, 1, 1), by="所", earlier=(dt.date(2026, 1, 1),)),
            "核实(verified)里 2026-01-01 写了两次",
        ),
        (
            lambda: Verified(on=dt.date(2026, 1, 1), by="所", earlier=(dt.date(2026, 1, 2),)),
            "以前核实的日期比最近一次还晚",
        ),
        (lambda: post(earlier=TWICE), "until 里 2026-02-28 写了两次"),
        (
            lambda: Committee.model_validate(
                {"members": 5, "earlier": [{**one, "director": "true", "members": 3} for one in TWICE]}
            ),
            "until 里 2026-02-28 写了两次",
        ),
        (
            lambda: station(earlier_groups=[{**one, "peer_group": "rural"} for one in TWICE]),
            "until 里 2026-02-28 写了两次",
        ),
    ],
    ids=[
        "population twice",
        "population later",
        "verified twice",
        "verified later",
        "post twice",
        "committee twice",
        "group twice",
    ],
)
def test_an_impossible_history_is_refused(make: Any, said: str) -> None:
    """Two entries for one day, or an earlier entry later than the current one, are refused."""
    with pytest.raises(ValidationError, match=re.escape(said)):
        make()
