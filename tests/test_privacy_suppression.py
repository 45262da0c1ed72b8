"""Small counts by community, and the counts that would reveal them."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.public import PublicCount, Suppressed
from generator.model.report import Report
from generator.privacy.suppression import ITEMS, protected, public_report

COUNTS = st.lists(
    st.tuples(*(st.one_of(st.none(), st.integers(0, 60)) for _ in ITEMS)), min_size=0, max_size=8
)


def shown(*counts: int | None, below: int = 5) -> list[str | int | None]:
    """One item by community, with hidden counts as a page writes them."""
    column = protected({"calls": counts}, below)["calls"]
    return [str(count) if isinstance(count, Suppressed) else count for count in column]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((), []),
        ((0, 5, None), [0, 5, None]),
        ((1, 4, 0, 5), ["<5", "<5", 0, 5]),
        ((3, 9, 7, 0), ["<15", 9, "<15", 0]),
        ((3, 7, 7, 20), ["<20", "<20", "<20", 20]),
        ((1, 1, 0, 9), ["<15", "<15", 0, "<15"]),
        ((4, 4, 0, 9), ["<20", "<20", 0, "<20"]),
        ((4, 46), ["<55", "<55"]),
        ((3, 0, 0), ["<5", 0, 0]),
        ((1, 1, 0), ["<5", "<5", 0]),
        ((3, 9, None), ["<15", "<15", None]),
    ],
    ids=[
        "nothing",
        "none-is-small",
        "two-hide-each-other",
        "one-needs-a-cover",
        "equal-covers-hide-together",
        "as-small-as-can-be",
        "as-large-as-can-be",
        "the-cover-may-be-large",
        "alone-there-is-no-cover",
        "as-small-as-can-be-without-cover",
        "what-is-missing-may-come-later",
    ],
)
def test_what_is_shown(counts: tuple[int | None, ...], expected: list[str | int | None]) -> None:
    """Counts from 1 to 4 are hidden, and so is a count from which subtraction would reveal one."""
    assert shown(*counts) == expected


@pytest.mark.parametrize("below", [0, 1])
def test_without_a_protected_size_nothing_is_hidden(below: int) -> None:
    """A policy without a protected size hides nothing."""
    assert shown(1, 2, 0, below=below) == [1, 2, 0]


def test_an_equal_part_of_a_hidden_count_is_hidden() -> None:
    """Where a hidden count has an equal part, the part is hidden too: 7 of 7 disputes mediated."""
    public = protected({"disputes": (2, 7, 30), "mediated": (0, 7, 28)}, 5)
    assert {item: [str(count) for count in column] for item, column in public.items()} == {
        "disputes": ["<40", "<40", "<40"],
        "mediated": ["0", "<40", "<40"],
    }


def test_a_small_part_of_a_large_whole_leaves_the_whole_shown() -> None:
    """A small part of a large whole is hidden alone."""
    public = protected({"disputes": (20, 30), "mediated": (3, 4)}, 5)
    assert public == {"disputes": (20, 30), "mediated": (Suppressed(below=5), Suppressed(below=5))}


@pytest.mark.parametrize(
    ("areas", "below", "most"), [(2, 3, 12), (3, 3, 9), (4, 3, 7), (2, 5, 24), (3, 5, 14)]
)
def test_no_hidden_count_follows_from_what_is_shown(areas: int, below: int, most: int) -> None:
    """Rule, total and shown counts together leave at least two values for each hidden count.

    All stations of that size are tried. The stated limit: where every other shown count is 0 nothing can cover it.
    """
    possible: dict[tuple[tuple[PublicCount | None, ...], int], list[tuple[int, ...]]] = defaultdict(list)
    for counts in itertools.product(range(most + 1), repeat=areas):
        possible[protected({"calls": counts}, below)["calls"], sum(counts)].append(counts)
    told = [
        (public, total)
        for (public, total), counts in possible.items()
        if any(isinstance(shown, int) and shown for shown in public)
        and any(
            isinstance(shown, Suppressed) and len({one[at] for one in counts}) == 1
            for at, shown in enumerate(public)
        )
    ]
    assert told == []


def totals(*pairs: tuple[int, int]) -> tuple[str, str]:
    """A station's services accepted and on time as a page writes them, from one pair for each community."""
    rows = [
        {"area": f"a{at}", "services": {"accepted": str(accepted), "on_time": str(on_time)}}
        for at, (accepted, on_time) in enumerate(pairs)
    ]
    report = Report.model_validate(
        {"station": "gulou", "month": "2026-09", "filed_on": "2026-10-01", "rows": rows}
    )
    public = public_report(report, frozenset(str(row["area"]) for row in rows), 5).totals
    return str(public.services_accepted), str(public.services_on_time)


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([(4, 2)], ("<5", "<5")),
        ([(4, 0)], ("<5", "0")),
        ([(20, 3)], ("20", "<25")),
        ([(20, 18)], ("20", "<25")),
        ([(6, 5)], ("6", "<10")),
        ([(20, 15)], ("20", "15")),
        ([(20, 20)], ("20", "20")),
        ([(4, 2), (0, 0)], ("<5", "<5")),
        ([(1, 1), (1, 1), (0, 0)], ("<10", "<10")),
        ([(4, 4), (4, 4), (0, 0)], ("<10", "<10")),
        ([(20, 3), (20, 0)], ("40", "<5")),
        ([(4, 2), (9, 9)], ("13", "11")),
        ([(3, 2), (2, 2)], ("5", "4")),
        ([(20, 18), (20, 20)], ("40", "38")),
    ],
    ids=[
        "few",
        "few-none-in-time",
        "few-in-time",
        "few-late",
        "six-of-which-five",
        "enough",
        "all",
        "the-other-has-none",
        "each-as-few-as-can-be",
        "each-as-many-as-can-be",
        "one-alone-answered",
        "covered",
        "few-but-two-ways",
        "late-in-one-of-two",
    ],
)
def test_a_total_that_would_tell_a_small_count_is_hidden(
    pairs: list[tuple[int, int]], expected: tuple[str, str]
) -> None:
    """A total is hidden if it reveals a community's count from 1 to 4, or that so few were late."""
    assert totals(*pairs) == expected


@pytest.mark.parametrize("most", [14])
def test_a_lone_pair_tells_neither_a_small_part_nor_a_small_rest(most: int) -> None:
    """What a lone community's pair shows never reveals a part, a whole or a rest from 1 to 4."""
    possible: dict[tuple[PublicCount | None, ...], set[tuple[int, int]]] = defaultdict(set)
    for whole in range(1, most + 1):
        for part in range(whole + 1):
            public = protected({"services_accepted": (whole,), "services_on_time": (part,)}, 5)
            possible[public["services_accepted"] + public["services_on_time"]].add((whole, part))
    for told in possible.values():
        if len(told) == 1:
            ((whole, part),) = told
            assert not any(0 < count < 5 for count in (whole, part, whole - part))


def columns(rows: Iterable[tuple[int | None, ...]]) -> dict[str, tuple[int | None, ...]]:
    listed = list(rows)
    return {item: tuple(row[at] for row in listed) for at, item in enumerate(ITEMS)}


@given(COUNTS, st.integers(2, 8))
def test_what_is_shown_is_true_and_no_small_count_is(rows: list[tuple[int | None, ...]], below: int) -> None:
    """A bound exceeds its count, other counts are unchanged, and no small count is shown."""
    given_columns = columns(rows)
    for item, public in protected(given_columns, below).items():
        for count, seen in zip(given_columns[item], public, strict=True):
            if isinstance(seen, Suppressed):
                assert count is not None
                assert 0 < count < seen.below
            else:
                assert seen == count
                assert not seen or seen >= below


@given(COUNTS, st.data())
def test_the_order_of_communities_does_not_matter(
    rows: list[tuple[int | None, ...]], data: st.DataObject
) -> None:
    """Which counts are hidden does not depend on the order of communities."""
    order = data.draw(st.permutations(range(len(rows))))
    straight = protected(columns(rows), 5)
    turned = protected(columns(rows[at] for at in order), 5)
    assert turned == {item: tuple(column[at] for at in order) for item, column in straight.items()}
