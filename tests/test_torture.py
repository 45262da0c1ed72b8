"""The quick part of the torture: small publications whose every change of the disk is killed or fails in turn."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from benchmarks.torture.fuzzing import LONGEST, Target, altered, seeds
from benchmarks.torture.killing import ERRORS, KILLED, each_change
from benchmarks.torture.power import losses
from benchmarks.torture.publishing import PUBLICATIONS, Publication
from benchmarks.torture.serving import PATHS, Served, page_of, switched


@pytest.mark.parametrize("publication", PUBLICATIONS, ids=lambda one: one.name)
def test_killed_at_each_change_of_the_disk(publication: Publication, tmp_path: Path) -> None:
    """Readers see the old or the new site; without links it may be missing at one change; the next leaves nothing."""
    blows = list(each_change(publication, tmp_path, KILLED))
    assert len(blows) > 10
    missing = [one for one in blows if one.is_missing and publication.old is not None]
    assert len(missing) <= (0 if publication.has_links else 1)
    assert [one for one in blows if one.faults or not (one.is_whole or one.is_missing)] == []


@pytest.mark.parametrize(
    ("name", "error"), [*(("second", error) for error in ERRORS), ("second, no links", ERRORS[0])]
)
def test_a_failure_of_each_change_of_the_disk_is_told(name: str, error: int, tmp_path: Path) -> None:
    """A Chinese sentence, and failure and success are what they say."""
    publication = next(one for one in PUBLICATIONS if one.name == name)
    blows = list(each_change(publication, tmp_path, error))
    assert len(blows) > 10
    assert [one for one in blows if one.faults or not one.is_whole] == []


@pytest.mark.parametrize("publication", PUBLICATIONS, ids=lambda one: one.name)
def test_the_power_may_fail_at_any_moment(publication: Publication, tmp_path: Path) -> None:
    """What was not synced may be lost: readers see wholly the old or the new site, after success the new one."""
    tried, broken, missing = losses(publication, tmp_path, drawn=2)
    assert tried > 40
    assert broken == 0
    assert not (missing and publication.has_links)


def test_no_altered_file_gives_a_traceback(tmp_path: Path) -> None:
    """Each file of the tests' bureaus, altered by what YAML treats specially, is read or refused in time."""
    random, target = Random(0), Target(tmp_path)
    for seed in [*seeds()][::3]:
        target(altered(seed, random))
    assert (target.counts.tracebacks, target.counts.slow) == ({}, 0), LONGEST


def test_pages_under_switches_are_whole(tmp_path: Path) -> None:
    """nginx answers each request with a page of one deployment."""
    found = switched(10, 200, tmp_path)
    assert found.requests >= 200
    assert (found.statuses, found.mixed) == ({200: found.requests}, [])
    assert found.deployments


def test_a_page_of_two_deployments_is_counted() -> None:
    """Half of the old and half of the new page, a page cut off, another address's page, an error."""
    one, two = (page_of(number, PATHS[0]) for number in (1, 2))
    found = Served()
    for body in (one, one[:9000] + two[9000:], two[: len(one)], one[:-1], b"", page_of(1, PATHS[1])):
        found.count(PATHS[0], 200, body)
    found.count(PATHS[0], 404, b"")
    assert (len(found.mixed), found.statuses, found.deployments) == (5, {200: 6, 404: 1}, {1})
