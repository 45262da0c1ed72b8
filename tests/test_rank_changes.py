"""Changes of rank: a station that enters or leaves the ranking moves no other, and ranks name the size of the group."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from generator.model.policy import Band
from generator.model.public import PublicBureau
from generator.model.station import StationKind
from generator.ranking.order import rank_group
from generator.ranking.results import GroupRanking, MonthRanking, RankChange, Robustness, StationMonthResult
from generator.ranking.words import hides_weakness, place_text, rank_change
from tests.bureaus import bureau, day, policy, ranking_rules, report, standards, station
from tests.small_sites import pages_of
from tests.test_robustness import result

URBAN, TOWN = StationKind.URBAN, StationKind.TOWN
Scores = Mapping[str, int | None]


def ranked(
    scores: Scores, before: MonthRanking | None = None, kind: StationKind = URBAN, due: int = 1000
) -> GroupRanking:
    results = [
        result(name, [None if score is None else Fraction(score)], due=due) for name, score in scores.items()
    ]
    return rank_group(kind, results, policy(standards=standards(peer_minimum=1)), before)


def month(*groups: GroupRanking) -> MonthRanking:
    return MonthRanking(month="2026-09", groups=groups, reported=1, stations=1)


def changes(group: GroupRanking) -> dict[str, tuple[int, int, int]]:
    return {
        found.station: (change.before, change.now, change.among)
        for found in group.ranked
        if (change := found.change_rank) is not None
    }


def test_a_station_that_leaves_the_ranking_moves_no_other() -> None:
    """A station that leaves the ranking changes no other's rank among those in both months."""
    before = month(ranked({"a": 90, "b": 80, "c": 70}))
    now = ranked({"a": None, "b": 80, "c": 70}, before)
    assert [(found.station, found.rank, found.peers) for found in now.ranked] == [("b", 1, 2), ("c", 2, 2)]
    assert changes(now) == {"b": (1, 1, 2), "c": (2, 2, 2)}


def test_a_station_that_enters_the_ranking_moves_no_other() -> None:
    """A station that enters the ranking changes no other's rank and has no change itself."""
    before = month(ranked({"a": 90, "b": 80, "c": 70}))
    now = ranked({"a": 90, "b": 80, "c": 70, "d": 95}, before)
    assert [(found.station, found.rank, found.peers) for found in now.ranked] == [
        ("d", 1, 4), ("a", 2, 4), ("b", 3, 4), ("c", 4, 4),
    ]  # fmt: skip
    assert changes(now) == {"a": (1, 1, 3), "b": (2, 2, 3), "c": (3, 3, 3)}


def test_a_station_that_changed_its_group_has_no_change_of_rank() -> None:
    """A station that changed its group has no change of rank, but a change of score."""
    before = month(ranked({"a": 90, "b": 80}), ranked({"c": 70, "d": 60}, kind=TOWN))
    now = ranked({"a": 90, "b": 80, "c": 85}, before)
    assert changes(now) == {"a": (1, 1, 2), "b": (2, 2, 2)}
    assert {found.station: found.change_score for found in now.ranked} == {
        "a": Decimal("0.0"), "b": Decimal("0.0"), "c": Decimal("15.0"),
    }  # fmt: skip


SCORED = st.dictionaries(st.sampled_from("abcdef"), st.none() | st.integers(0, 9), min_size=1)


@given(SCORED, SCORED)
def test_places_are_those_of_the_stations_in_both_months(before: Scores, now: Scores) -> None:
    """Changes of rank are those of a ranking of only the stations in both months."""
    both = {name for name in before if before[name] is not None and now.get(name) is not None}
    alone = [{name: scores[name] for name in sorted(both)} for scores in (before, now)]
    expected = changes(ranked(alone[1], month(ranked(alone[0]))))
    assert changes(ranked(now, month(ranked(before)))) == expected
    assert expected.keys() == both
    assert {of for _, _, of in expected.values()} <= {len(both)}


def test_a_change_within_last_months_range_is_not_clear() -> None:
    """Last month's range is counted among the stations in both months, and a rank within it is no clear change."""
    before = month(ranked({"a": 90, "b": 80, "c": 70}))
    now = ranked({"b": 70, "c": 71, "d": 99}, before)
    found = {result.station: result.change_rank for result in now.ranked}
    assert found == {
        "d": None,
        "c": RankChange(before=2, now=1, among=2, best=2, worst=2),
        "b": RankChange(before=1, now=2, among=2, best=1, worst=1),
    }
    assert [change is not None and change.is_clear for change in found.values()] == [False, True, True]
    few = month(ranked({"b": 80, "c": 70}, due=1))
    unclear = {result.station: result.change_rank for result in ranked({"b": 70, "c": 71}, few).ranked}
    assert unclear == {
        "c": RankChange(before=2, now=1, among=2, best=1, worst=2),
        "b": RankChange(before=1, now=2, among=2, best=1, worst=2),
    }


def test_words() -> None:
    """A rank and its change name the number of stations; a station alone has no words for a change."""
    first, second = ranked({"a": 9, "b": 9, "c": 1}).ranked[:2]
    assert [place_text(first), place_text(ranked({"a": 9, "b": 8}).ranked[1])] == [
        "并列第1名/共3个",
        "第2名/共2个",
    ]
    assert place_text(ranked({"a": None}).unranked[0]) == "—"
    assert second.tied
    assert [
        rank_change(RankChange(before=before, now=now, among=among, best=4, worst=6))
        for before, now, among in ((5, 3, 11), (5, 7, 11), (5, 4, 11), (5, 5, 11), (5, 5, 1))
    ] == ["前进 2 名（11个中）", "后退 2 名（11个中）", "名次没有明显变化", "名次没有明显变化", ""]
    assert rank_change(None) == ""


def weak(geometric_rank: int) -> StationMonthResult:
    robust = Robustness(better=(), worse=(), peers=9, geometric_rank=geometric_rank)
    return StationMonthResult(
        station="a", items=(), safety=result("a", []).safety, score=None, rank=5, robustness=robust
    )


def test_only_a_fall_is_a_weakness() -> None:
    """A fall of more than one place by the geometric mean is a weakness, a rise is not."""
    assert [hides_weakness(weak(rank)) for rank in (3, 4, 6, 7)] == [False, False, False, True]


def test_a_station_shows_the_group_that_each_month_was_published_in(content: Path) -> None:
    """A station's page names the group in which each month was published."""
    moved = station(earlier_groups=[{"peer_group": "town", "until": "2026-09-30"}])
    world = bureau(
        stations=[moved],
        reports=[report(month=month) for month in ("2026-09", "2026-10")],
        as_of=day("2026-11-24"),
    )
    page = pages_of(world, content)["stations/gulou/index.html"]
    cells = re.findall(r">(\d+年\d+月)</a></th><td[^>]*>(..组)<", page)
    assert cells == [("2026年10月", "城区组"), ("2026年9月", "集镇组")]


def test_a_months_band_is_that_of_its_own_method(content: Path) -> None:
    """A month keeps the band of its own method, and the page marks where the method changed."""
    other = ranking_rules().model_copy(update={"bands": (Band(at_least=Decimal(0), title="一般"),)})
    world = bureau(
        reports=[report(month=month) for month in ("2026-08", "2026-09", "2026-10")],
        policy=policy(version="2026-2", since="2026-10-01", ranking=other),
        other_policies={"2026-1": policy()},
        as_of=day("2026-11-24"),
    )
    page = pages_of(world, content)["stations/gulou/index.html"]
    changes = re.findall(r'data-label="变化">([^<]*)<', page)
    assert [change.endswith("（换了排名办法）") for change in changes] == [True, False, False]
    before = dataclasses.replace(world, as_of=day("2026-10-20"), reports=dict([*world.reports.items()][:2]))
    earlier = pages_of(PublicBureau(before), content)["stations/gulou/index.html"]
    bands = "好|达标|待改进|重点督导"
    assert re.search(rf"2026年9月：[0-9.]+ 分，({bands})。", earlier)
