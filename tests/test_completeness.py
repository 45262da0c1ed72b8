"""Tests of charts, ledgers, work records and reports of the latest published month, as the ranking counts them."""

from __future__ import annotations

from hypothesis import given

from generator.completeness import CompletenessSum, completeness
from generator.facts.area_month import Filing
from generator.facts.measure import Measure, total
from generator.model.public import PublicBureau
from generator.model.report import Chart, Ledger
from tests.bureaus import MONTH, area, bureau, day, released, report, row, station
from tests.drawn_bureaus import LAW
from tests.drawn_bureaus import bureaus as drawn


def test_there_is_no_month_before_the_first_release() -> None:
    """A filed report alone is not public."""
    assert completeness(bureau(reports=[report()])) is None


def test_each_communitys_records_are_counted() -> None:
    """Counted by hand: reported, left out, and without a row; a new community owes nothing yet."""
    rows = [
        row("gulou-a", charts=(Chart.SHOPS, Chart.FIREARMS), on_site_days={"2026-W36": 0, "2026-W39": 3}),
        row("gulou-b", ledgers=(), charts=None, on_site_days=None),
    ]
    listed = [area(f"gulou-{letter}") for letter in "abc"]
    new = area("gulou-d", since=day("2026-09-02"))
    world = released(bureau(areas=[*listed, new], reports=[report(rows=rows, filed_on="2026-10-05")]))
    found = completeness(world)
    assert found is not None
    assert (found.month.name, found.month.report_due) == (MONTH, day("2026-10-05"))
    assert found.month.weeks == ("2026-W36", "2026-W37", "2026-W38", "2026-W39")
    (gulou,) = found.stations
    assert gulou.filed_on == day("2026-10-05")
    assert [(own.area, own.charts, own.ledgers, own.recorded_weeks, own.filing) for own in gulou.areas] == [
        (
            listed[0],
            (Chart.SHOPS, Chart.FIREARMS),
            tuple(Ledger),
            ("2026-W36", "2026-W39"),
            Filing.ON_TIME,
        ),
        (listed[1], None, (), None, Filing.ON_TIME),
        (listed[2], None, None, None, Filing.NOT_FILED),
    ]
    assert (
        found.total
        == gulou.total
        == CompletenessSum(
            areas=3,
            charts=Measure(attained=2, due=27, missing=("gulou-b", "gulou-c")),
            ledgers=Measure(attained=4, due=12, missing=("gulou-c",)),
            weeks=Measure(attained=2, due=12, missing=("gulou-b", "gulou-c")),
            on_time=2,
            complete=0,
        )
    )
    assert found.total.unreported == 2


def test_a_day_late_is_late() -> None:
    """Reports are due on the 5th; with a late report a community is not complete."""
    areas = [area("gulou-a"), area("ximen-a", "ximen")]
    reports = [report("gulou", filed_on="2026-10-06"), report("ximen")]
    found = completeness(
        released(bureau(stations=[station("gulou"), station("ximen")], areas=areas, reports=reports))
    )
    assert found is not None
    assert [one.areas[0].filing for one in found.stations] == [Filing.LATE, Filing.ON_TIME]
    assert [one.total.complete for one in found.stations] == [0, 1]


@LAW
@given(drawn())
def test_stations_add_up_to_the_bureau(world: PublicBureau) -> None:
    """The bureau's totals are the sums of its stations' totals."""
    found = completeness(released(world))
    if found is None:
        return
    totals = [one.total for one in found.stations]
    for name in ("areas", "on_time", "complete", "unreported"):
        assert getattr(found.total, name) == sum(getattr(one, name) for one in totals)
    assert found.total.charts == total(one.charts for one in totals)
    assert found.total.ledgers == total(one.ledgers for one in totals)
    assert found.total.weeks == total(one.weeks for one in totals)
