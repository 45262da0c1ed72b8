"""Charts, ledgers, work records and the report of the latest published month, as the ranking counts them."""

from __future__ import annotations

from hypothesis import given

from generator.completeness import AreaCompleteness, CompletenessSum, Filing, completeness
from generator.model.public import PublicBureau
from generator.model.report import Chart, Ledger
from generator.ranking import standards
from generator.ranking.station_month import month_dates, station_month, station_records
from tests.bureaus import MONTH, area, bureau, day, released, report, row, station
from tests.drawn_bureaus import LAW
from tests.drawn_bureaus import bureaus as drawn


def test_before_anything_is_published_there_is_no_month() -> None:
    """A report that was filed is not public by itself."""
    assert completeness(bureau(reports=[report()])) is None


def test_each_community_says_what_is_up_to_date() -> None:
    """By hand: what was reported, what was left out, who has no row; a new community owes nothing yet."""
    rows = [
        row("gulou-a", charts=(Chart.SHOPS, Chart.FIREARMS), on_site_days={"2026-W36": 0, "2026-W39": 3}),
        row("gulou-b", ledgers=(), charts=None, on_site_days=None),
    ]
    listed = [area(f"gulou-{letter}") for letter in "abc"]
    new = area("gulou-d", since=day("2026-09-02"))
    world = released(bureau(areas=[*listed, new], reports=[report(rows=rows, filed_on="2026-10-05")]))
    found = completeness(world)
    assert found is not None
    assert (found.month, found.due_on) == (MONTH, day("2026-10-05"))
    assert found.weeks == ("2026-W36", "2026-W37", "2026-W38", "2026-W39")
    (gulou,) = found.stations
    assert gulou.filed_on == day("2026-10-05")
    assert gulou.areas == (
        AreaCompleteness(
            area=listed[0],
            charts=frozenset({Chart.SHOPS, Chart.FIREARMS}),
            ledgers=frozenset(Ledger),
            weeks=("2026-W36", "2026-W39"),
            filing=Filing.ON_TIME,
        ),
        AreaCompleteness(area=listed[1], charts=None, ledgers=frozenset(), weeks=None, filing=Filing.ON_TIME),
        AreaCompleteness(area=listed[2], charts=None, ledgers=None, weeks=None, filing=Filing.NOT_FILED),
    )
    assert (
        found.total
        == gulou.total
        == CompletenessSum(
            areas=3,
            charts=2,
            charts_due=27,
            ledgers=4,
            ledgers_due=12,
            weeks=2,
            weeks_due=12,
            on_time=2,
            complete=0,
            unreported=2,
        )
    )


def test_a_day_late_is_late() -> None:
    """Reports are due on the fifth; a community with everything else is then not complete."""
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
def test_sums_are_those_of_the_ranking(world: PublicBureau) -> None:
    """Numerators and denominators of charts, ledgers, work records; the report in time, station by station."""
    world = released(world)
    found = completeness(world)
    if found is None:
        assert not world.releases
        return
    rules = world.policy.standards
    records = {own.station.id: own for own in station_records(world, world.policy)}
    for one in found.stations:
        month = station_month(records[one.station.id], month_dates(found.month, rules), rules)
        total = one.total
        for attained, due, measure in (
            (total.charts, total.charts_due, standards.charts(month)),
            (total.ledgers, total.ledgers_due, standards.ledgers(month)),
            (total.weeks, total.weeks_due, standards.work_records(month)),
        ):
            assert (attained, due) == (measure.attained, measure.due)
        if one.areas:
            filed_in_time = bool(standards.report_on_time(month).attained)
            assert {area.filing is Filing.ON_TIME for area in one.areas} == {filed_in_time}
    assert found.total.areas == sum(one.total.areas for one in found.stations)
    assert found.total.complete == sum(one.total.complete for one in found.stations)
