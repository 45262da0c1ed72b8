"""Tests of what a station's working and a month's page say of the change: each state, and that the print adds up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given

from generator.model.station import StationKind
from generator.pages.ranking.bridge import BridgeView, before_of, bridge_view, month_moves
from generator.pages.ranking.words import RankingNames
from generator.ranking.published import PublishedMonth
from generator.ranking.results import StationMonthResult
from tests.bureaus import AS_OF, bureau, policy, report, row, standards, station
from tests.small_sites import pages_of
from tests.test_bridge import MONTHS
from tests.years import MISSING, Part, month_of, year_policy

URBAN, TOWN = StationKind.URBAN, StationKind.TOWN
NAMES: Final = RankingNames(
    stations={"gulou": "古楼派出所", "xishan": "西山派出所"}, areas={}, former=frozenset()
)
AUGUST: Final = month_of("2026-08", {"gulou": {"on_site": (90, 100), "services_offered": (7, 7)}})


def later(
    parts: Mapping[str, Part], before: PublishedMonth | None = AUGUST, **changes: Any
) -> PublishedMonth:
    return month_of("2026-09", {"gulou": parts}, before=before, **changes)


def view(now: PublishedMonth, before: PublishedMonth | None = AUGUST) -> BridgeView:
    (group,) = now.ranking.groups
    (result,) = group.members
    return bridge_view(now.month, now.latest.policy, group.kind, result, before_of(before, result.station))


def test_largest_first_with_both_months_beside() -> None:
    """on_site 90/100 -> 60/100 weighs a half: -15; offered 7/7 -> 6/7: -100/14 = -7.142…; 95 -> 72.857… = 72.9.

    Printed -15.00, -7.14, and +0.04 that rounding leaves: together -22.1 = 72.9 - 95.0.
    """
    found = view(later({"on_site": (60, 100), "services_offered": (6, 7)}))
    assert [(line.title, line.before, line.now, line.points) for line in found.lines] == [
        ("驻社区兑现", "90/100（90 分）", "60/100（60 分）", "降 15.00"),
        ("服务事项开办", "7/7（100 分）", "6/7（85.7 分）", "降 7.14"),
    ]
    assert (found.remainder, found.total, found.scores) == ("升 0.04", "降 22.1", "95.0 → 72.9")
    assert found.sentence == (
        "总分比上月降 22.1 分，主要是“驻社区兑现”：上月 90/100（90 分），本月 60/100（60 分），总分因此降 15.00 分。"
    )
    assert found.unchanged == ("按时办结",)
    assert found.notes == ()


def test_nothing_changed() -> None:
    """It says so, and shows no empty table."""
    found = view(later({"on_site": (90, 100), "services_offered": (7, 7)}))
    assert (found.sentence, found.lines, found.notes) == ("总分比上月持平。", (), ())


def test_no_month_before() -> None:
    """Neither where nothing was published for the month before, nor where the station was not in it."""
    now = later({"on_site": (90, 100)}, before=None)
    assert view(now, None).notes == ("2026年8月没有公布排名，没有可比的。",)
    others = month_of("2026-08", {"xishan": {"on_site": (1, 1)}})
    assert view(now, others).notes == ("2026年8月还没有这个派出所的数字，没有可比的。",)
    assert not view(now, others).lines


def test_unranked_before_or_now() -> None:
    """Numbers stand side by side, no points are made up, and what was not reported is never 0."""
    scored: dict[str, Part] = {"on_site": (90, 100), "services_offered": (7, 7)}
    gap: dict[str, Part] = {"on_site": MISSING, "services_offered": (7, 7)}
    before = month_of("2026-08", {"gulou": gap})
    found = view(later(scored, before=before), before)
    assert found.notes[0].startswith("2026年8月没有得分（")
    assert [(line.before, line.now, line.points) for line in found.lines] == [
        ("未报送", "90/100（90 分）", "—")
    ]
    assert (found.total, found.remainder, found.sentence) == (None, None, "")
    found = view(later(gap))
    assert found.notes == ("2026年9月没有得分，算不出升降。",)
    assert [line.now for line in found.lines] == ["未报送"]


def test_another_method() -> None:
    """The change holds what the method changed: said, with both methods, and no part is blamed for it."""
    now = later(
        {"on_site": (60, 100), "services_offered": (7, 7)},
        rules=year_policy({"services_offered": 1}, version="2026-2"),
    )
    found = view(now)
    assert found.notes == (
        "2026年8月按排名办法 2024-1 计算，2026年9月按 2026-2：升降里有办法改动的成分，不全是工作做得好了或者差了。",
    )
    assert found.sentence == "总分比上月降 15.0 分。"
    assert [link.text for link in found.methods] == ["2024-1", "2026-2"]
    assert found.total == "降 15.0"


def test_another_peer_group_and_a_revised_month() -> None:
    """Scores compare across groups, ranks do not; the numbers before are those of the last revision."""
    before = month_of("2026-08", {"gulou": {"on_site": (90, 100)}}, kinds={"gulou": TOWN}, number=2)
    found = view(later({"on_site": (80, 100)}, before=before), before)
    assert found.notes == (
        "2026年8月在集镇组，2026年9月在城区组：分数能比，名次不能比。",
        "2026年8月的数字修订过，这里用修订后的第2版。",
    )
    assert found.total == "降 10.0"


@given(MONTHS, MONTHS)
def test_what_is_printed_adds_up(before: StationMonthResult, now: StationMonthResult) -> None:
    """The printed points and the remainder are exactly the difference of the two printed scores."""
    if before.score is None or now.score is None:
        return
    changed = StationMonthResult(**{**vars(now), "change_score": now.score - before.score})
    earlier = before_of(AUGUST, "gulou")
    assert earlier is not None
    then = type(earlier)(**{**vars(earlier), "result": before})
    found = bridge_view("2026-09", AUGUST.latest.policy, URBAN, changed, then)
    printed = [*(line.points for line in found.lines), found.remainder or "0"]
    assert sum(map(signed, printed), Decimal(0)) == now.score - before.score == signed(found.total or "")


def signed(text: str) -> Decimal:
    """降 3.21 is -3.21."""
    if text in ("0", "持平"):
        return Decimal(0)
    word, number = text.split(" ")
    return Decimal(number) * (1 if word == "升" else -1)


# The month's page

TOLD: Final = year_policy(standards=standards(notable_change=5))


def moved(on_site: int, before: int = 90, rules: Any = TOLD, earlier: Any = TOLD) -> Any:
    august = month_of("2026-08", {"gulou": {"on_site": (before, 100)}}, rules=earlier)
    september = month_of("2026-09", {"gulou": {"on_site": (on_site, 100)}}, before=august, rules=rules)
    return month_moves(NAMES, september, august)


@pytest.mark.parametrize(("on_site", "is_told"), [(85, True), (86, False), (94, False), (95, True)])
def test_who_moved_by_the_margin_gets_a_sentence(on_site: int, is_told: bool) -> None:
    """Up and down alike, from the very margin on."""
    lines = moved(on_site).lines
    assert len(lines) == is_told
    if is_told:
        ((link, sentence),) = lines
        assert link.url == "ranking/2026-09/gulou/"
        assert "“驻社区兑现”：上月 90/100（90 分）" in sentence


def test_largest_change_first() -> None:
    """Whichever way it went."""
    august = month_of(
        "2026-08", {"gulou": {"on_site": (50, 100)}, "xishan": {"on_site": (90, 100)}}, rules=TOLD
    )
    september = month_of(
        "2026-09",
        {"gulou": {"on_site": (60, 100)}, "xishan": {"on_site": (70, 100)}},
        before=august,
        rules=TOLD,
    )
    found = month_moves(NAMES, september, august)
    assert found is not None
    assert [link.text for link, _ in found.lines] == ["西山派出所", "古楼派出所"]


def test_no_margin_no_month_before_another_method() -> None:
    """A version without the margin says nothing, nor does a first month; another method is said instead."""
    assert moved(50, rules=year_policy(), earlier=year_policy()) is None
    assert month_moves(NAMES, AUGUST, None) is None
    other = year_policy(standards=standards(notable_change=5), version="2026-2")
    found = moved(50, rules=other)
    assert found.lines == ()
    assert found.note == "这个月起按排名办法 2026-2 计算，比上月的升降里有办法改动的成分，不逐个说明。"


def test_the_pages_show_it(content: Path) -> None:
    """A patrol that did not take place: the working opens with it, and the month's page names it."""
    reports = [
        report(month="2026-08", rows=[row(month="2026-08")]),
        report(month="2026-09", rows=[row(month="2026-09", patrol_shifts=0)]),
    ]
    world = bureau(
        stations=[station()],
        reports=reports,
        policy=policy(standards=standards(notable_change=5)),
        as_of=AS_OF,
    )
    pages = pages_of(world, content)
    working, month = pages["ranking/2026-09/gulou/index.html"], pages["ranking/2026-09/index.html"]
    assert working.index('id="change"') < working.index('id="sum"')
    moves = month[month.index('id="moves"') : month.index('id="group-urban"')]
    said = "主要是“巡逻开展”：上月 1/1（100 分），本月 0/1（0 分），总分因此降 5.00 分。"
    assert said in re.sub(r"<[^>]+>", "", moves)
