"""What a reader can infer of hidden counts, and that nothing published lets one follow."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.public import PublicCount, PublicReport, Suppressed
from generator.model.report import Report
from generator.privacy.inference import Totals, inferred
from generator.privacy.suppression import public_report

BELOW = 5
PAIRS = (("disputes", "mediated"), ("services_accepted", "services_on_time"))


@st.composite
def pairs(draw: st.DrawFn, most: int) -> tuple[int, int]:
    whole = draw(st.integers(0, most))
    return whole, draw(st.integers(0, whole))


@st.composite
def shown_counts(draw: st.DrawFn, count: int) -> PublicCount:
    """The count itself, or a true bound of it."""
    if count and draw(st.booleans()):
        return Suppressed(below=draw(st.integers(count + 1, 6)))
    return count


def possible(count: PublicCount) -> Sequence[int]:
    return range(1, count.below) if isinstance(count, Suppressed) else [count]


@settings(max_examples=200)
@given(st.lists(pairs(4), min_size=1, max_size=3), st.data())
def test_what_is_inferred_is_what_trying_everything_leaves(
    counts: list[tuple[int, int]], data: st.DataObject
) -> None:
    """Both ends of each inferred range are those found by trying all values, whichever totals are known."""
    wholes = [data.draw(shown_counts(whole)) for whole, _ in counts]
    parts = [data.draw(shown_counts(part)) for _, part in counts]
    known = [data.draw(st.sampled_from([total, None])) for total in map(sum, zip(*counts, strict=True))]
    each = [
        [(w, p) for w in possible(whole) for p in possible(part) if p <= w]
        for whole, part in zip(wholes, parts, strict=True)
    ]
    solutions = [
        chosen
        for chosen in itertools.product(*each)
        if all(
            total in (None, found)
            for total, found in zip(known, map(sum, zip(*chosen, strict=True)), strict=True)
        )
    ]
    found = inferred(wholes, parts, Totals(*known))
    for at in range(len(counts)):
        for place, ends in enumerate((found.wholes, found.parts)):
            values = {chosen[at][place] for chosen in solutions}
            assert ends[at] == (min(values), max(values))


def report_of(rows: Sequence[Sequence[int | None]]) -> Report:
    """A report whose rows give calls, cases, then the two pairs of each community."""
    return Report.model_validate(
        {
            "station": "gulou",
            "month": "2026-09",
            "filed_on": "2026-10-01",
            "rows": [
                {
                    "area": f"a{at}",
                    "calls": calls,
                    "cases": cases,
                    "disputes": disputes,
                    "mediated": mediated,
                    "services": None if accepted is None else {"accepted": accepted, "on_time": on_time},
                }
                for at, (calls, cases, disputes, mediated, accepted, on_time) in enumerate(rows)
            ],
        }
    )


def published(rows: Sequence[Sequence[int | None]]) -> PublicReport:
    return public_report(report_of(rows), frozenset(f"a{at}" for at in range(len(rows))), BELOW)


def exact(public: PublicReport) -> list[tuple[str, str]]:
    """The hidden counts that follow from the report's rows and totals."""
    rows, totals = public.rows.values(), public.totals
    found = []
    for whole, part in (("calls", None), ("cases", None), *PAIRS):
        told = [
            known if isinstance(known := getattr(totals, str(item), None), int) else None
            for item in (whole, part)
        ]
        wholes, parts = ([getattr(row, str(item), None) for row in rows] for item in (whole, part))
        ends = inferred(wholes, parts, Totals(*told))
        for item, shown, possible_ in ((whole, wholes, ends.wholes), (part, parts, ends.parts)):
            found += [
                (row.area, str(item))
                for row, count, (low, high) in zip(rows, shown, possible_, strict=True)
                if isinstance(count, Suppressed) and low == high
            ]
    return found


# Most counts are small or zero, as they are in a village.
COUNT = st.one_of(st.integers(0, 8), st.integers(0, 40))
PAIR = st.one_of(pairs(8), pairs(8), pairs(40))
ROW = st.tuples(COUNT, COUNT, PAIR, PAIR).map(lambda row: (row[0], row[1], *row[2], *row[3]))
PARTLY = st.tuples(ROW, st.sets(st.integers(0, 3))).map(
    lambda drawn: tuple(
        None if group in drawn[1] else count
        for count, group in zip(drawn[0], (0, 1, 2, 2, 3, 3), strict=True)
    )
)


@settings(max_examples=400)
@given(st.lists(ROW, min_size=1, max_size=8))
def test_no_hidden_count_follows_from_a_report(rows: list[tuple[int, ...]]) -> None:
    """Of any report filed in full, no hidden count follows from rows, totals, and parts of wholes."""
    assert exact(published(rows)) == []


@given(st.lists(PARTLY, min_size=1, max_size=8))
def test_no_hidden_count_follows_from_an_incomplete_report(rows: list[tuple[int | None, ...]]) -> None:
    """The same holds where some counts were not reported."""
    assert exact(published(rows)) == []


def test_two_totals_together_do_not_reveal_a_part() -> None:
    """Two communities hide their wholes, three their parts; more is hidden, so that no part follows from both sums.

    Otherwise the two hidden wholes must have been in time in full, so that the third had 4 of 5 in time.
    """
    services = ((3, 3), (5, 4), (7, 5), (11, 11), (5, 5), (18, 13), (4, 4))
    public = published([(9, 9, 9, 9, *pair) for pair in services])
    assert (public.totals.services_accepted, public.totals.services_on_time) == (53, 45)
    assert [str(row.services_on_time) for row in public.rows.values()] == [
        "<25", "<25", "<25", "11", "<25", "13", "<25",
    ]  # fmt: skip
