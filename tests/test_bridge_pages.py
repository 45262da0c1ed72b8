"""Tests of how a station's working and a month's page explain a change of score, and that printed points add up."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given

from generator.model.station import StationKind
from generator.pages.ranking.audit import StationConfirmation
from generator.pages.ranking.month import RankingMonth, standing_of
from generator.pages.ranking.station import StationWorking, before_of
from generator.ranking.published import PublishedMonth
from generator.ranking.results import StationMonthResult
from generator.ranking.words import score_change
from generator.render import Templates
from tests.bureaus import AS_OF, bureau, policy, report, row, standards, station
from tests.small_sites import pages_of
from tests.test_bridge import MONTHS
from tests.years import MISSING, Part, month_of, year_policy

TOWN: Final = StationKind.TOWN
TEMPLATES: Final = Templates()
AUGUST: Final = month_of("2026-08", {"gulou": {"on_site": (90, 100), "services_offered": (7, 7)}})
LINK: Final = "2026年8月的算法"


def later(
    parts: Mapping[str, Part], before: PublishedMonth | None = AUGUST, **changes: Any
) -> PublishedMonth:
    return month_of("2026-09", {"gulou": parts}, before=before, **changes)


def working(now: PublishedMonth, before: PublishedMonth | None = AUGUST) -> StationWorking:
    (group,) = now.ranking.groups
    (result,) = group.members
    return StationWorking(
        has_ranks=True,
        name="古楼派出所",
        group=group.kind,
        result=result,
        policy=now.latest.policy,
        standing=standing_of(now),
        before=before_of(before, result.station),
        filed_on=None,
        areas=(),
        peers={},
        confirmation=StationConfirmation(station=result.station, parts={}, policy=now.latest.policy),
        around=(None, None),
    )


def lines(html: str, starts: str, ends: str) -> list[str]:
    """The text of a section's paragraphs, items and rows, with ` | ` between two cells."""
    section = html[html.index(starts) :]
    section = re.sub(r"</t[hd]><td[^>]*>", " | ", section[: section.index(ends)])
    section = re.sub(r"</(?:p|h2|tr|li)>", "\n", section)
    return [line for text in re.sub(r"<[^>]+>", "", section).splitlines() if (line := text.strip())][1:]


def said(view: StationWorking) -> list[str]:
    """The lines of the page's section on the change, without the table's head."""
    found = lines(
        TEMPLATES.block(view, ""), '<h2 id="change">', '<section class="jw-section" aria-labelledby="sum">'
    )
    return [line for line in found if not line.startswith("部分上月")]


def view(now: PublishedMonth, before: PublishedMonth | None = AUGUST) -> list[str]:
    return said(working(now, before))


def test_parts_are_listed_by_effect_with_both_months_numbers() -> None:
    """Parts are listed by effect, and rounding has a line of its own.

    on_site 90/100 -> 60/100 weighs a half: -15; offered 7/7 -> 6/7: -100/14 = -7.142…; 95 -> 72.857… = 72.9.
    Printed -15.00, -7.14, and a rounding remainder of +0.04: together -22.1 = 72.9 - 95.0.
    """
    sentence, *rows, added_up, unchanged, link = view(
        later({"on_site": (60, 100), "services_offered": (6, 7)})
    )
    assert sentence == (
        "总分比上月降 22.1 分，主要是“驻社区兑现”：上月 90/100（90 分），本月 60/100（60 分），总分因此降 15.00 分。"
    )
    assert rows == [
        "驻社区兑现 | 90/100（90 分） | 60/100（60 分） | 降 15.00",
        "服务事项开办 | 7/7（100 分） | 6/7（85.7 分） | 降 7.14",
        "四舍五入的零头 | 升 0.04",
        "总分 | 95.0 → 72.9，降 22.1",
    ]
    assert "各部分的升降加上四舍五入的零头，正好是总分的升降。" in added_up
    assert (unchanged, link) == ("没有变的：按时办结。", LINK)


def test_a_working_names_who_is_clearly_better_or_worse() -> None:
    """The page lists the stations that are clearly better, like it, or clearly worse, in order of rank, with a link."""
    shares = {"a": (900, 1000), "d": (500, 1000), "c": (400, 1000), "gulou": (1, 2)}
    (group,) = month_of(
        "2026-09", {name: {"on_site": share} for name, share in shares.items()}
    ).ranking.groups
    result = next(one for one in group.ranked if one.station == "gulou")
    alone = working(later({"on_site": (1, 2)}))
    html = TEMPLATES.block(
        dataclasses.replace(alone, result=result, peers={one.station: one.station for one in group.ranked}),
        "",
    )
    found = lines(html, '<h2 id="range">', '<section class="jw-section" aria-labelledby="sum">')
    assert "名次靠得住吗：第 1–4 名之间，中段" in html
    assert found[0] == "明显比它好没有"
    better = next(one for one in group.ranked if one.station == "c")
    html = TEMPLATES.block(
        dataclasses.replace(alone, result=better, peers={one.station: one.station for one in group.ranked}),
        "",
    )
    section = html[html.index('<h2 id="range">') : html.index('aria-labelledby="sum"')]
    cells = [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<dd>(.*?)</dd>", section)]
    assert cells == ["a、d", "gulou", "没有"]
    assert '<a href="ranking/2026-09/d/">d</a>' in section


def test_nothing_changed() -> None:
    """If nothing changed, the section says so and has no empty table."""
    found = view(later({"on_site": (90, 100), "services_offered": (7, 7)}))
    assert found == ["总分比上月持平。", "每一部分的数字都和上月一样。", LINK]


def test_no_month_before() -> None:
    """The section says whether the month before was not published or did not include the station."""
    now = later({"on_site": (90, 100)}, before=None)
    assert view(now, None) == ["2026年8月没有公布，没有可比的。"]
    others = month_of("2026-08", {"xishan": {"on_site": (1, 1)}})
    assert view(now, others) == ["2026年8月还没有这个派出所的数字，没有可比的。"]


def test_unranked_before_or_now() -> None:
    """Without a score in either month, numbers are shown without points, and a missing figure is never 0."""
    scored: dict[str, Part] = {"on_site": (90, 100), "services_offered": (7, 7)}
    gap: dict[str, Part] = {"on_site": MISSING, "services_offered": (7, 7)}
    before = month_of("2026-08", {"gulou": gap})
    unchanged = "没有变的：服务事项开办、按时办结。"
    assert view(later(scored, before=before), before) == [
        "2026年8月没有得分（缺数），算不出升降。",
        "驻社区兑现 | 未报送 | 90/100（90 分） | —",
        unchanged,
        LINK,
    ]
    assert view(later(gap)) == [
        "2026年9月没有得分，算不出升降。",
        "驻社区兑现 | 90/100（90 分） | 未报送 | —",
        unchanged,
        LINK,
    ]


def test_another_method() -> None:
    """After a change of method the section names both methods and blames no part."""
    now = later(
        {"on_site": (60, 100), "services_offered": (7, 7)},
        rules=year_policy({"services_offered": 1}, version="2026-2"),
    )
    found = view(now)
    assert found[:3] == [
        "总分比上月降 15.0 分。",
        "2026年8月按排名办法 2024-1 计算，2026年9月按 2026-2：升降里有办法改动的成分，不全是工作做得好了或者差了。",
        "排名办法 2024-1、排名办法 2026-2",
    ]
    assert "总分 | 95.0 → 80.0，降 15.0" in found


def test_another_peer_group_and_a_revised_month() -> None:
    """Scores compare across groups, ranks do not; the numbers before are those of the latest revision."""
    before = month_of("2026-08", {"gulou": {"on_site": (90, 100)}}, kinds={"gulou": TOWN}, number=2)
    found = view(later({"on_site": (80, 100)}, before=before), before)
    assert found[1:3] == [
        "2026年8月在集镇组，2026年9月在城区组：分数能比，名次不能比。",
        "2026年8月的数字修订过，这里用修订后的第2版。",
    ]
    assert "总分 | 90.0 → 80.0，降 10.0" in found


@given(MONTHS, MONTHS)
def test_what_is_printed_adds_up(before: StationMonthResult, now: StationMonthResult) -> None:
    """The printed points and the remainder add up to the difference of the two printed scores."""
    if before.score is None or now.score is None:
        return
    usual = working(later({"on_site": (90, 100)}))
    assert usual.before is not None
    changed = dataclasses.replace(now, change_score=now.score - before.score)
    found = said(
        dataclasses.replace(usual, result=changed, before=dataclasses.replace(usual.before, result=before))
    )
    *points, total = [line.rpartition(" | ")[2] for line in found if " | " in line] or ["持平"]
    assert total.rpartition("，")[2] == score_change(now.score - before.score)
    assert sum(map(signed, points), Decimal(0)) == now.score - before.score


def signed(text: str) -> Decimal:
    """Parse printed points: 降 3.21 is -3.21."""
    if text in ("0", "持平"):
        return Decimal(0)
    word, number = text.split(" ")
    return Decimal(number) * (1 if word == "升" else -1)


# Month page

TOLD: Final = year_policy(standards=standards(notable_change=5))


def moves(september: PublishedMonth, august: PublishedMonth | None) -> list[str] | None:
    """The lines of the month page's section on stations that moved; None if there is no such section."""
    names = {"gulou": "古楼派出所", "xishan": "西山派出所"}
    view = RankingMonth(names=names, published=september, before=august, around=(None, None))
    html = TEMPLATES.block(view, "")
    if 'id="moves"' not in html:
        return None
    return lines(html, '<h2 id="moves">', "</section>")


def moved(on_site: int, before: int = 90, rules: Any = TOLD, earlier: Any = TOLD) -> list[str] | None:
    august = month_of("2026-08", {"gulou": {"on_site": (before, 100)}}, rules=earlier)
    september = month_of("2026-09", {"gulou": {"on_site": (on_site, 100)}}, before=august, rules=rules)
    return moves(september, august)


@pytest.mark.parametrize(("on_site", "is_told"), [(85, True), (86, False), (94, False), (95, True)])
def test_a_station_that_changed_by_the_margin_gets_a_sentence(on_site: int, is_told: bool) -> None:
    """The margin applies to rises and falls, and a change of exactly the margin counts."""
    found = moved(on_site)
    assert found is not None
    if is_told:
        assert found[0] == "总分比上月升降 5 分以上的，主要是哪一部分变了："
        assert found[1].startswith("古楼派出所总分比上月")
        assert "“驻社区兑现”：上月 90/100（90 分）" in found[1]
    else:
        assert found == ["没有派出所的总分比上月升降 5 分以上。"]


def test_largest_change_first() -> None:
    """Stations are sorted by the size of the change, whether up or down."""
    august = month_of(
        "2026-08", {"gulou": {"on_site": (50, 100)}, "xishan": {"on_site": (90, 100)}}, rules=TOLD
    )
    september = month_of(
        "2026-09",
        {"gulou": {"on_site": (60, 100)}, "xishan": {"on_site": (70, 100)}},
        before=august,
        rules=TOLD,
    )
    assert [line[:5] for line in moves(september, august) or []][1:] == ["西山派出所", "古楼派出所"]


def test_no_margin_no_month_before_another_method() -> None:
    """Without a margin or a month before there is no section; after a change of method it has one sentence."""
    assert moved(50, rules=year_policy(), earlier=year_policy()) is None
    assert moves(month_of("2026-08", {"gulou": {"on_site": (50, 100)}}, rules=TOLD), None) is None
    other = year_policy(standards=standards(notable_change=5), version="2026-2")
    assert moved(50, rules=other) == [
        "这个月起按排名办法 2026-2 计算，比上月的升降里有办法改动的成分，不逐个说明。"
    ]


def test_the_pages_show_the_change(content: Path) -> None:
    """After a month without patrols the station's working starts with the change, and the month's page names it."""
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
