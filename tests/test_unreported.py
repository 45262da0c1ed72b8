"""Unreported figures are never 0: not in sums, tables, downloads or sentences."""

from __future__ import annotations

from fractions import Fraction

from generator.facts.measure import Measure
from generator.feeds.datasets import datasets
from generator.figures import figures_of
from generator.model.meeting import MeetingStatus
from generator.model.policy import PartId
from generator.promise import promises
from generator.ranking.results import Part, Safety
from generator.ranking.words import safety_months
from generator.staffing import coverage
from tests.bureaus import area, bureau, day, meeting, policy, released, report, row, station, tenure
from tests.test_year_pages import working_2025
from tests.years import MISSING, month_of


def part(id_: PartId, measure: Measure) -> Part:
    rule = next(p for item in policy().ranking.indicators for p in item.parts if p.id is id_)
    return Part(rule=rule, measure=measure)


def test_a_part_that_lacks_a_community_has_no_number() -> None:
    """A part that lacks a community's figures has no numbers, whatever the others reported."""
    for attained in (0, 2):
        found = part(PartId.ON_SITE, Measure(attained=attained, due=3, missing=("gulou-a",)))
        assert (found.numerator, found.denominator) == (None, None)
    known = part(PartId.ON_SITE, Measure(attained=0, due=3))
    assert (known.numerator, known.denominator) == (Fraction(0), Fraction(3))


def test_a_case_rate_keeps_the_known_months() -> None:
    """A case rate keeps the sum of the known months, but has none if no case is known."""
    found = part(PartId.CASE_RATE, Measure(attained=10, due=5000, missing=("gulou-a",)))
    assert (found.numerator, found.denominator) == (Fraction(10), Fraction(5000))
    assert part(PartId.CASE_RATE, Measure(attained=0, due=5000, missing=("gulou-a",))).numerator is None


def test_a_rate_that_lacks_months_says_so() -> None:
    """A case rate of fewer than twelve months says of how many."""

    def safety(months: int, rate: int | None = 9) -> Safety:
        known = None if rate is None else Fraction(rate)
        return Safety(cases=9, residents=1, months_reported=months, months=12, rate=known, is_unstable=False)

    assert [safety_months(safety(11)), safety_months(safety(12)), safety_months(safety(0, None))] == [
        "11个月", "", "",
    ]  # fmt: skip


def test_a_years_sum_of_nothing_is_a_dash() -> None:
    """A year's sum without any reported month is a dash."""
    months = [month_of(f"2025-0{at}", {"a": {"on_site": MISSING}}) for at in (1, 2)]
    text = working_2025("a", months, stations=[station("a")], areas=[])
    assert "驻社区兑现 — — 未报送 1 0个月，2个月未报送" in text.splitlines()


def test_an_unreported_promise_is_undecided() -> None:
    """A community without any short week but with unreported ones is undecided."""
    rows = {
        "2026-08": [
            row("gulou-a", "2026-08", on_site_days=None),
            row("gulou-b", "2026-08", on_site_days=None),
        ],
        "2026-09": [row("gulou-a", "2026-09"), row("gulou-b", "2026-09", on_site_days={"2026-W36": 0})],
    }
    areas = [area(id_, tenures=(tenure(promised=3),)) for id_ in ("gulou-a", "gulou-b")]
    reports = [report(month=month, rows=found) for month, found in rows.items()]
    figures = promises(released(bureau(areas=areas, reports=reports))).total
    assert (figures.areas, figures.full, figures.undecided) == (2, 0, 1)


def test_a_meeting_that_was_not_held_brought_no_number_of_opinions() -> None:
    """Only a meeting that was held has a number of opinions, zero included."""
    meetings = [
        meeting(date="2026-09-10"),
        meeting(date="2026-12-10", status=MeetingStatus.CONFIRMED, minutes=None, representatives=None),
    ]
    world = bureau(meetings=meetings)
    (table,) = [t for t in datasets(world, figures_of(world)) if t.id == "meetings"]
    at = [column.key for column in table.columns].index("opinions")
    assert [found[at] for found in table.rows] == [0, None]


def test_a_month_without_an_officer_is_a_gap() -> None:
    """Months without an officer are gaps, from the first month with one on."""
    officer = tenure("2026-06-01", "2026-06-30")
    history = coverage(bureau(areas=[area(tenures=(officer,))], as_of=day("2026-09-10"))).history
    assert [(month.month, month.in_post, month.gap) for month in history] == [
        ("2026-06", 1, 0),
        ("2026-07", 0, 1),
        ("2026-08", 0, 1),
    ]
