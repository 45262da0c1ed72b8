"""The attacker's integer program finds what follows from published numbers; of drawn reports nothing does."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.public import PublicCount, Suppressed
from generator.model.report import Report
from generator.privacy.answered import AnsweredMonth, share_of
from generator.privacy.suppression import ITEMS, public_report
from tools.disclosure.program import blocks
from tools.disclosure.published import ANSWERED, CASES, Cell, Key, Published, Reading
from tools.disclosure.reading import Bound, Count, months_ending_with, table_cells
from tools.disclosure.solving import Range, consistent, ranges
from tools.disclosure.statements import statements

MONTH = "2026-09"


def attacked(
    counts: Mapping[Key, Count],
    *,
    answered: tuple[int, int] | None = None,
    rolling: tuple[int, int] | None = None,
    readings: tuple[Reading, ...] = (),
) -> list[Range]:
    """What follows for each suppressed count of one station's month."""
    areas = tuple(dict.fromkeys(key.area for key in counts))
    told = {ANSWERED: (answered, None), CASES: (rolling and (rolling[1], 1), rolling and rolling[0])}
    cells = [
        Cell(
            source="table",
            station="gulou",
            area=None,
            part=part,
            edition=1,
            months=(MONTH,),
            told=numbers,
            reported=reported,
        )
        for part, (numbers, reported) in told.items()
        if numbers is not None
    ]
    found = Published(
        areas={("gulou", MONTH): areas},
        owing={},
        counts=counts,
        cells=tuple(cells),
        opinions={},
        readings=readings,
    )
    parts = [consistent(block, 5)[0] if block.sums else block for block in blocks(found)]
    return [one for block in parts for one in ranges(block, 5)]


def counts_of(**columns: Sequence[Count]) -> dict[Key, Count]:
    """A month's counts by item, one for each community."""
    return {
        Key(f"a{at}", MONTH, item): count
        for item, column in columns.items()
        for at, count in enumerate(column)
    }


def test_both_totals_together_reveal_a_part() -> None:
    """The program finds the count that accepted and on-time totals reveal only together."""
    few = Bound(5)
    counts = counts_of(
        services_accepted=(few, 5, 7, 11, 5, 18, few), services_on_time=(few, few, 5, 11, 5, 13, few)
    )
    found = attacked(counts, answered=(45, 53))
    assert [(one.key.area, one.key.item, one.low) for one in found if one.low == one.high] == [
        ("a1", "services_on_time", 4)
    ]


def test_a_count_of_a_project_bounds_the_cases() -> None:
    """A project's 4 thefts leave one value for cases below 5; one that is itself hidden leaves all."""
    shown = Reading(area="a0", months=(MONTH,), value=4)
    hidden = Reading(area="a0", months=(MONTH,), value=Bound(5))
    counts = counts_of(cases=(Bound(5), Bound(5)))
    least = [
        {one.key.area: (one.low, one.high) for one in attacked(counts, readings=(reading,))}
        for reading in (shown, hidden)
    ]
    assert least == [{"a0": (4, 4), "a1": (1, 4)}, {"a0": (1, 4), "a1": (1, 4)}]


def test_a_rolling_sum_is_the_total_of_its_months() -> None:
    """The sum of one month's cases, 2, leaves one value for each of two hidden counts."""
    found = attacked(counts_of(cases=(Bound(5), Bound(5), 9)), rolling=(1, 11))
    assert [(one.low, one.high, one.proved) for one in found] == [(1, 1, True)] * 2


def test_what_contradicts_is_left_out() -> None:
    """A total that no longer fits the rows, since they were corrected, is not used."""
    assert [(one.low, one.high) for one in attacked(counts_of(cases=(Bound(5),)), rolling=(1, 30))] == [
        (1, 4)
    ]


def test_cells_of_a_table_are_read_with_their_row() -> None:
    """A cell comes with its row's link, or head, and its label."""
    linked = '<tr><th><a href="../x/">甲</a></th><td data-label="数">1/2</td></tr>'
    page = f"{linked}<tr><th>25年11月</th><td>&lt;5</td></tr>"
    assert list(table_cells(page)) == [("../x/", "数", "1/2"), ("25年11月", "", "<5")]


@st.composite
def pairs(draw: st.DrawFn) -> tuple[int, int]:
    whole = draw(st.one_of(st.integers(0, 8), st.integers(0, 40)))
    return whole, draw(st.integers(0, whole))


def published(count: PublicCount | None) -> Count:
    return Bound(count.below) if isinstance(count, Suppressed) else count


@settings(max_examples=50)
@given(st.lists(st.tuples(st.integers(0, 12), pairs()), min_size=1, max_size=7))
def test_no_count_of_a_drawn_report_follows(rows: list[tuple[int, tuple[int, int]]]) -> None:
    """The solver leaves two values at least for every count that the gate hides."""
    drawn = [
        {"area": f"a{at}", "cases": cases, "services": {"accepted": accepted, "on_time": on_time}}
        for at, (cases, (accepted, on_time)) in enumerate(rows)
    ]
    report = Report.model_validate(
        {"station": "gulou", "month": MONTH, "filed_on": "2026-10-01", "rows": drawn}
    )
    public = public_report(report, frozenset(str(row["area"]) for row in drawn), 5)
    counts = {
        Key(area, MONTH, item): published(getattr(row, item))
        for item in ITEMS
        for area, row in public.rows.items()
    }
    accepted, on_time = (public.totals.services_accepted, public.totals.services_on_time)
    both = (on_time, accepted) if isinstance(accepted, int) and isinstance(on_time, int) else None
    cases = (1, public.totals.cases) if isinstance(public.totals.cases, int) else None
    assert [one for one in attacked(counts, answered=both, rolling=cases) if one.low == one.high] == []


def test_what_is_stated_is_true_of_drawn_months() -> None:
    """Every statement on a drawn bureau's shares holds for its own counts, with silent months and few requests too."""
    draw = random.Random(12)
    months = months_ending_with(MONTH, 14)
    for size in (1, 1, 2, 3, 5):
        areas = tuple(f"a{at}" for at in range(size))
        truth = {
            (area, month): drawn_requests(draw, 2 * size)
            for month in months
            for area in areas
            if draw.randrange(40)
        }
        counts = {
            Key(*of, item): Bound(5) if 0 < number < 5 else number
            for of, numbers in truth.items()
            for item, number in zip(("services_accepted", "services_on_time"), numbers, strict=True)
        }
        found = Published(
            areas={("gulou", month): tuple(a for a in areas if (a, month) in truth) for month in months},
            owing={"gulou": dict.fromkeys(areas, ("", "9999"))},
            counts=counts,
            cells=tuple(cells_of(truth, areas, months)),
            opinions={},
            ranked=frozenset(months),
        )
        bounds = {
            key: (1, 4) if isinstance(count, Bound) else (count, count) for key, count in counts.items()
        }
        stated = [one for one in statements(found, bounds) if "share" in one.source]
        assert stated
        for one in stated:
            value = sum(
                factor * truth[key.area, key.month][key.item == "services_on_time"]
                for key, factor in one.terms.items()
            )
            assert one.low <= value <= one.high


def drawn_requests(draw: random.Random, most: int) -> tuple[int, int]:
    accepted = draw.randint(0, most)
    return accepted, draw.randint(0, accepted)


def cells_of(
    truth: Mapping[tuple[str, str], tuple[int, int]], areas: Sequence[str], months: Sequence[str]
) -> list[Cell]:
    """The shares of twelve months as the gate gives them."""
    known = {}
    for month in months:
        own = [truth[area, month] for area in areas if (area, month) in truth]
        known[month] = AnsweredMonth(
            due=sum(accepted for accepted, _ in own),
            on_time=sum(on_time for _, on_time in own),
            told=0,
            full=len(own) == len(areas),
            lone=len(areas) == 1,
        )
    windows = {month: months_ending_with(month, 12) for month in months}
    shares = {m: share_of(known[one] for one in window if one in known) for m, window in windows.items()}
    return [
        Cell(
            source="table",
            station="gulou",
            area=None,
            part=ANSWERED,
            edition=2,
            months=windows[month],
            told=(share.percent, 100),
        )
        for month, share in shares.items()
        if share is not None and share.percent is not None
    ]
