"""Tests of the dot plot of a month: every scored station is a dot at its score."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from generator.model.policy import Band
from generator.model.station import StationKind
from generator.pages.charts import BREAK, ChartMark, scale_of
from generator.pages.ranking.dots import DotPlot, dot_plot
from generator.ranking.results import GroupRanking, MonthRanking, Safety, StationMonthResult

SAFETY = Safety(cases=0, residents=1, months_reported=0, months=12, rate=None, is_unstable=True)
BANDS = (Band(at_least=Decimal(60), title="达标"), Band(at_least=Decimal(0), title="待改进"))
LEFT, WIDTH, TOP = 46, 296, 26
TENTHS = st.integers(0, 1000).map(lambda tenths: Decimal(tenths).scaleb(-1))


def month(scores: list[Decimal | None]) -> MonthRanking:
    """One peer group whose stations are named by their index."""
    results = tuple(
        StationMonthResult(station=str(at), items=(), safety=SAFETY, score=score)
        for at, score in enumerate(scores)
    )
    group = GroupRanking(kind=StationKind.URBAN, ranked=results, listed=(), unranked=(), reason=None)
    return MonthRanking(month="2026-10", groups=(group,), reported=len(scores), stations=len(scores))


def dots_of(plot: DotPlot) -> tuple[ChartMark, ...]:
    ((_, _, dots),) = plot.rows
    return dots


def test_a_tall_stack_stays_in_its_row() -> None:
    """The dots of a hundred equal stations do not reach the row above."""
    plot = dot_plot(month([Decimal(100)] * 100), BANDS, {str(at): f"所{at}" for at in range(100)})
    assert plot is not None
    assert min(dot.y for dot in dots_of(plot)) >= TOP


@given(st.lists(TENTHS | st.none(), max_size=40))
def test_every_scored_station_is_one_dot_at_its_score(scores: list[Decimal | None]) -> None:
    """There is one dot for each score, no two dots share a place, and each is within 0.001 units of its score."""
    plot = dot_plot(month(scores), BANDS, {str(at): f"所{at}" for at in range(len(scores))})
    known = sorted(score for score in scores if score is not None)
    if plot is None:
        assert known == []
        return
    dots = dots_of(plot)
    assert len({(dot.x, dot.y) for dot in dots}) == len(dots) == len(known)
    low, high = scale_of(map(Fraction, known), ceiling=Fraction(100))
    left = LEFT + (BREAK if low else 0)
    places = [left + float((Fraction(score) - low) / (high - low)) * (LEFT + WIDTH - left) for score in known]
    assert all(abs(float(dot.x) - place) <= 0.001 for dot, place in zip(dots, places, strict=True))


def test_the_bands_fill_the_scale() -> None:
    """The bands fill the scale from 0 to 100 in ascending order, each with its title."""
    plot = dot_plot(month([Decimal(20)]), BANDS, {"0": "所"})
    assert plot is not None
    assert [(zone.title, float(zone.x), float(zone.width)) for zone in plot.zones] == [
        ("待改进", LEFT, WIDTH * 0.6),
        ("达标", LEFT + WIDTH * 0.6, WIDTH * 0.4),
    ]


def test_a_broken_scale_states_its_range() -> None:
    """With all scores above 80 the scale shows 80 to 100 after a break, and lower bands are left out."""
    plot = dot_plot(month([Decimal(81), Decimal(99)]), BANDS, {"0": "所", "1": "所"})
    assert plot is not None
    assert plot.scale == "横轴从 80 到 100"
    assert [(float(x), text) for x, text in plot.marks] == [(46, "0"), (68, "80"), (205, "90"), (342, "100")]
    assert plot.is_broken
    assert [(zone.title, float(zone.x), float(zone.width)) for zone in plot.zones] == [("达标", 68, 274)]
