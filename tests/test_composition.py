"""Who the committees and patrols are: headcounts stay inside, and nobody can work them out from what is shown."""

from __future__ import annotations

import dataclasses
import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from generator.model.composition import ByAge, BySchooling, Composition, Trait, bands_of
from generator.model.prevention import Committee, Patrol, Prevention
from generator.model.public_prevention import GroupKind, PublicComposition
from generator.privacy import publish
from generator.privacy.composition import public_compositions, shown_steps
from tests.bureaus import day, standards
from tests.small_sites import ezhou

LEAST, STEP, SPREAD = 40, 20, 5
NUMBERS: Final = standards(composition_base=LEAST, composition_step=STEP)
Counts = tuple[int, ...]


def every_composition(members: int, bands: int = 3) -> Iterator[Counts]:
    """Every way of dividing so many people into bands."""
    for cuts in itertools.combinations(range(members + bands - 1), bands - 1):
        ends = (-1, *cuts, members + bands - 1)
        yield tuple(after - before - 1 for before, after in itertools.pairwise(ends))


@pytest.mark.parametrize(
    ("members", "step"),
    [
        *((members, 20) for members in (*range(40, 66), 75, 99, 100, 101)),
        *((members, 10) for members in (80, 81, 85, 89, 90)),
        *((members, 5) for members in (160, 165)),
    ],
)
def test_no_headcount_follows_from_what_is_shown(members: int, step: int) -> None:
    """A reader who knows the size, the rule and the answer, even "not told", has five values for every headcount.

    Of every answer that can be given, all compositions that lead to it are listed.
    """
    possible: dict[Counts | None, list[set[int]]] = defaultdict(lambda: [set() for _ in range(3)])
    for counts in every_composition(members):
        for at, count in enumerate(counts):
            possible[shown_steps(counts, 800 // step, step)][at].add(count)
    assert {min(map(len, values)) for values in possible.values() if min(map(len, values)) < SPREAD} == set()
    assert len(possible) > 3


def test_steps_alone_would_give_headcounts_away() -> None:
    """Exactly 20, 20 and 60 % of 50 people are not told: their lower bounds leave no other headcounts.

    Nor are 18, 18 and 64 % in steps of ten: all are near the ends of their steps.
    """
    assert shown_steps((10, 10, 30), LEAST, STEP) is None
    assert shown_steps((10, 11, 29), LEAST, STEP) == (20, 20, 40)
    assert shown_steps((9, 9, 32), LEAST, 10) is None
    assert shown_steps((0, 0, 50), LEAST, STEP) == (0, 0, 80)


@given(st.lists(st.integers(0, 400), min_size=2, max_size=6).map(tuple))
def test_true_shares_lie_in_their_steps(counts: Counts) -> None:
    """Each share lies in the step that is shown; a group below the least size has none."""
    members = sum(counts)
    steps = shown_steps(counts, LEAST, STEP)
    if steps is None:
        return
    assert members >= LEAST
    for count, low in zip(counts, steps, strict=True):
        assert low * members <= 100 * count
        assert 100 * count < (low + STEP) * members or low + STEP >= 100


@pytest.mark.parametrize(
    ("base", "step", "key"), [(39, 20, "base"), (79, 10, "base"), (400, 25, "step"), (90, 9, "step")]
)
def test_numbers_that_would_tell_headcounts_are_refused(base: int, step: int, key: str) -> None:
    """A policy with other steps, or with steps of fewer than eight people, is refused."""
    with pytest.raises(ValidationError, match=f"composition_{key}"):
        standards(composition_base=base, composition_step=step)


def people(*counts: int) -> Composition:
    young, middle, old = counts
    return Composition(as_of=day("2026-09-30"), age=ByAge(under_40=young, from_40=middle, from_60=old))


def committees(**sizes: Counts) -> tuple[PublicComposition, ...]:
    """The public compositions of committees with these headcounts, of communities of one station."""
    (kind,) = {area.kind for area in ezhou().bureau.areas.values() if area.id == "gulou-guanliu"}
    model = ezhou().bureau.areas["gulou-guanliu"]
    areas = [
        model.model_copy(
            update={
                "id": id_,
                "kind": kind,
                "prevention": None,
                "committee": Committee(members=sum(counts), composition=people(*counts)),
            }
        )
        for id_, counts in sizes.items()
    ]
    return public_compositions(areas, NUMBERS, day("2026-11-24"))


def test_a_large_committee_stands_alone_and_small_ones_together() -> None:
    """A committee of 40 is shown alone, smaller ones are pooled by station, and nobody is in both."""
    alone, pooled = committees(a=(10, 20, 11), b=(7, 7, 7), c=(3, 9, 9))
    assert (alone.areas, alone.members) == (("a",), 41)
    assert (pooled.areas, pooled.members) == (("b", "c"), 42)
    assert [(one.band, one.at_least, one.below) for one in alone.shares or ()] == [
        ("不到 40 岁", 20, 40),
        ("40 至 59 岁", 40, 60),
        ("60 岁以上", 20, 40),
    ]
    assert pooled.shares is not None


def test_a_small_pool_is_not_told() -> None:
    """Where even the station's committees together are small, only their number is said."""
    (pooled,) = committees(b=(7, 7, 7), c=(3, 9, 6))
    assert (pooled.members, pooled.shares) == (39, None)


def test_nothing_is_told_without_the_policys_numbers() -> None:
    """A policy without either number tells no composition."""
    area = ezhou().bureau.areas["gulou-guanliu"]
    area = area.model_copy(update={"committee": Committee(members=60, composition=people(20, 20, 20))})
    for numbers in (standards(), standards(composition_base=40), standards(composition_step=20)):
        assert public_compositions([area], numbers, day("2026-11-24")) == ()
    assert public_compositions([area], NUMBERS, day("2026-11-24")) != ()
    assert public_compositions([area], NUMBERS, day("2026-09-29")) == ()


def values_in(record: object) -> Iterator[object]:
    """Everything that a public record holds."""
    yield record
    if isinstance(record, BaseModel):
        record = dict(record)
    elif dataclasses.is_dataclass(record) and not isinstance(record, type):
        record = {one.name: getattr(record, one.name) for one in dataclasses.fields(record)}
    if isinstance(record, Mapping):
        record = tuple(record.values())
    if isinstance(record, tuple | list | frozenset):
        for one in record:
            yield from values_in(one)


def test_no_public_record_holds_a_headcount() -> None:
    """The sample's public records hold no headcounts by band, although its records do."""
    bureau = ezhou().bureau
    inside = [one for area in bureau.areas.values() for one in values_in(area)]
    assert any(isinstance(one, Composition) for one in inside)
    public = publish(bureau, day("2026-11-24"))
    for one in values_in(public):
        assert not isinstance(one, Composition | ByAge | BySchooling)
        assert not isinstance(one, Committee | Patrol | Prevention)
    assert any(isinstance(one, PublicComposition) for one in values_in(public))


def test_the_sample_holds_its_groups_apart() -> None:
    """In the sample no community is in two groups of a kind and trait, and every trait has its bands."""
    seen = set()
    for one in publish(ezhou().bureau, day("2026-11-24")).compositions:
        for area in one.areas:
            assert (one.group, one.trait, area) not in seen
            seen.add((one.group, one.trait, area))
        if one.shares is not None:
            assert tuple(share.band for share in one.shares) == bands_of(one.trait)
    assert {(group, trait) for group, trait, _ in seen} == {(g, t) for g in GroupKind for t in Trait}
