"""Pages about the on-site promise: weeks in words, the chart, shares, and weeks not yet published."""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction
from pathlib import Path

import pytest

from generator.model.officer import Role
from generator.model.public import PublicBureau
from generator.model.public_people import Tenure
from generator.model.report import OnSiteReason
from generator.pages.on_site import OnSitePage, StationOnSite, Strip, on_site_pages, on_site_terms
from generator.promise import PromisedWeek, WeekState, promises
from generator.render import Templates
from generator.wording import percent, weeks_text
from tests.bureaus import area, bureau, day, on_site_on, released, report, row, tenure
from tests.small_sites import pages_of
from tests.test_promise import days_off


def week(
    state: WeekState = WeekState.KEPT,
    promised: int = 3,
    days: int | None = 3,
    reason: OnSiteReason | None = None,
    *,
    id_: str = "2026-W41",
    vacant: bool = False,
) -> PromisedWeek:
    return PromisedWeek(week=id_, state=state, promised=promised, days=days, reason=reason, vacant=vacant)


def section(world: PublicBureau, content: Path) -> str:
    """The HTML of that section of the first area's page, without times and spans."""
    html = pages_of(world, content)["communities/gulou-a/index.html"]
    (found,) = re.findall(r'<section[^>]* aria-labelledby="on-site".*?</section>', html, re.DOTALL)
    return re.sub(r"</?(?:time|span)[^>]*>", "", str(found))


@pytest.mark.parametrize(
    ("weeks", "year", "text"),
    [
        (["2026-W41"], 2026, "10月5日至11日"),
        (["2026-W40"], 2026, "9月28日至10月4日"),
        (["2026-W33", "2026-W44"], 2026, "8月10日至11月1日"),
        (["2026-W53"], 2027, "2026年12月28日至2027年1月3日"),
        (["2026-W53"], 2026, "2026年12月28日至2027年1月3日"),
        (["2025-W50", "2025-W51"], 2026, "2025年12月8日至21日"),
    ],
)
def test_weeks_are_written_by_their_days(weeks: list[str], year: int, text: str) -> None:
    """Weeks are written from Monday to Sunday, with the year where it is not the current one."""
    assert weeks_text(weeks, year=year) == text


@pytest.mark.parametrize(
    ("days", "reasons", "tenures", "said"),
    [
        (3, {}, (tenure(promised=3),), ("3", "3", "兑现")),
        (1, {"2026-W39": OnSiteReason.CASE}, (tenure(promised=4),), ("4", "1", "办案")),
        (0, {}, (), ("3", "0", "社区民警空缺")),
        (2, {}, (tenure(promised=3),), ("3", "2", "没有写原因")),
        (None, {}, (tenure(promised=3),), ("3", "—", "没有工作纪实")),
    ],
)
def test_every_state_of_a_week_has_its_words(
    content: Path,
    days: int | None,
    reasons: dict[str, OnSiteReason],
    tenures: tuple[Tenure, ...],
    said: tuple[str, str, str],
) -> None:
    """Each state of a week has its words; an unknown number is a dash, not a zero."""
    reported = {"2026-W36": 3} | ({} if days is None else {"2026-W39": days})
    found = row(on_site_days=reported, on_site_reasons=reasons)
    world = released(bureau(areas=[area(tenures=tenures)], reports=[report(rows=[found])]))
    (line,) = re.findall(r"<tr><th scope=\"row\">9月21日</th>.*?</tr>", section(world, content))
    assert tuple(re.findall(r"<td[^>]*>([^<]*)</td>", line)) == said


def test_a_week_without_a_report_or_a_community_is_a_dash(content: Path) -> None:
    """A week without a report, or before the community existed, shows a dash."""
    world = released(
        bureau(areas=[area(since=day("2026-08-15"))], reports=[report(rows=[row(on_site_days=None)])])
    )
    lines = re.findall(
        r"<tr><th scope=\"row\">([^<]*)</th><td[^>]*>(.)</td><td[^>]*>(.)</td><td>([^<]*)</td>",
        section(world, content),
    )
    assert [line for line in lines if line[0] in ("9月21日", "7月6日")] == [
        ("9月21日", "3", "—", "没有报"),
        ("7月6日", "—", "—", "社区还没有设立"),
    ]


def test_the_picture_has_a_square_for_each_day() -> None:
    """The chart has one square a day, from below: kept, then more or still open; none without figures."""
    weeks = (week(days=5), week(WeekState.SHORT, days=1), week(WeekState.UNREPORTED, days=None))
    drawn = Strip(id="s", weeks=weeks)
    assert [[kind for kind, _ in drawn.squares(one)] for one in weeks] == [
        ["kept", "kept", "kept", "more", "more"],
        ["kept", "open", "open"],
        [],
    ]
    ((_, lowest), *_, highest) = drawn.squares(weeks[0])
    assert (lowest - highest[1], highest) == (4 * 16, ("more", 6))
    assert [(left, middle) for _, left, middle in drawn.columns] == [
        (middle - Fraction(13, 2), middle) for middle in map(Fraction, (60, 180, 300))
    ]


@pytest.mark.parametrize(
    ("kept", "promised", "said"),
    [
        (5879, 5880, "99.9%"),
        (1, 5880, "0.1%"),
        (36, 36, "100%"),
        (0, 36, "0%"),
        (0, 0, "—"),
        (2853, 3004, "95%"),
        (529, 579, "91.4%"),
    ],
)
def test_a_percentage_is_rounded_but_whole_only_of_the_whole(kept: int, promised: int, said: str) -> None:
    """Percentages are rounded to one decimal; 100% and 0% say that nothing, or everything, is lacking."""
    assert percent(kept, promised) == said


def test_without_reported_weeks_there_is_no_share(content: Path) -> None:
    """Without reported weeks the page shows a dash and no bar."""
    world = released(bureau(reports=[report(rows=[row(on_site_days=None)])]))
    html = pages_of(world, content)["on-site/index.html"]
    assert "没有可以公布的数字" in html
    assert '<span class="jw-figure">—</span></span>' in html
    assert "jw-meter" not in html


@pytest.mark.parametrize(
    ("as_of", "later"),
    [
        ("2026-10-04", None),
        ("2026-10-12", "9月28日至10月11日这 2 周还没有公布，随2026年10月的排名公布（预定11月10日）。"),
        ("2026-11-10", "9月28日至11月8日这 6 周还没有公布，要等每月排名公布。"),
        ("2026-11-02", "9月28日至11月1日这 5 周还没有公布，随2026年10月的排名公布（预定11月10日）。"),
    ],
)
def test_the_weeks_since_say_when_they_will_be_published(
    content: Path, as_of: str, later: str | None
) -> None:
    """Weeks since the last published month name their release, and its day if it is the same for all and not past."""
    world = released(bureau(reports=[report()], as_of=day(as_of)))
    html = pages_of(world, content)["on-site/index.html"]
    assert re.findall(r"<p>([^<]*还没有公布，[^<]*)</p>", html) == ([] if later is None else [later])


def test_a_time_on_site_names_cover_and_holiday(content: Path) -> None:
    """A time on site names who covers and which holiday it is, but not the community's own officer."""
    tenures = (
        tenure(on_site=on_site_on("周一")),
        tenure(role=Role.ACTING, on_site=on_site_on("周二", "周四", hours="08:30-12:00")),
    )
    world = released(
        bureau(
            areas=[area(tenures=tenures)],
            reports=[report()],
            as_of=day("2026-10-12"),
            holidays=days_off(("2026-10-13", "重阳节")),
        )
    )
    html = section(world, content)
    assert re.findall(r'<dd data-date="([^"]+)">(.*?)</dd>', html) == [
        ("2026-10-12", "周一（12日） 9:00–17:00"),
        ("2026-10-13", "周二（13日） 8:30–12:00（代管；重阳节放假，以派出所值班为准）"),
        ("2026-10-15", "周四（15日） 8:30–12:00（代管）"),
    ]
    assert "<dt>下一次</dt><dd>10月15日（周四） 8:30–12:00（代管）</dd>" in html
    assert on_site_terms(promises(world), world).holidays == (day("2026-10-13"),)


def test_a_community_sums_up_what_is_known(content: Path) -> None:
    """A community's sum leaves out weeks without figures and says so; without any figures there is no chart."""
    days = {"2026-W36": 3, "2026-W37": 1, "2026-W38": 2, "2026-W39": 3}
    reasons = {"2026-W37": OnSiteReason.DUTY}
    html = section(
        released(bureau(reports=[report(rows=[row(on_site_days=days, on_site_reasons=reasons)])])), content
    )
    assert "，有数字的 4 周承诺 12 天，兑现 9 天，2 周少了：抽调执勤 1 周、没有写原因 1 周。</p>" in html
    assert '<desc id="onsite-gulou-a-d">12 周里 2 周少于承诺；每一周的数字和原因见下表。</desc>' in html
    assert re.findall(r"(\d/\d|—)</text>", html) == ["—"] * 8 + ["3/3", "1/3", "2/3", "3/3"]
    assert re.findall(r'<th scope="row">([^<]+)<', html)[:2] == ["9月21日", "9月14日"]
    silent = section(released(bureau(reports=[report(rows=[row(on_site_days=None)])])), content)
    assert "这 12 周没有可以公布的数字。" in silent
    assert "<svg" not in silent
    unpublished = section(bureau(), content)
    assert "还没有公布过月份，兑现了多少还不知道。" in unpublished
    assert "<svg" not in unpublished
    assert "<table" not in unpublished


def test_short_communities_are_listed_with_the_most_weeks_first() -> None:
    """A station's communities that fell short come in the order of their weeks, the most first, with the reasons."""
    listed = [
        area("gulou-a", tenures=(tenure(promised=3),)),
        area("gulou-b"),
        area("gulou-c", tenures=()),
    ]
    short = {"2026-W36": 2, "2026-W37": 3, "2026-W38": 3, "2026-W39": 3}
    rows = [
        row("gulou-a", on_site_days=short),
        row("gulou-b"),
        row("gulou-c", on_site_days=dict.fromkeys(short, 1)),
    ]
    world = released(bureau(areas=listed, reports=[report(rows=rows)]))
    page, part = on_site_pages(world, promises(world))
    view, own = page.blocks["main"], part.blocks["main"]
    assert isinstance(view, OnSitePage)
    assert isinstance(own, StationOnSite)
    assert [
        (found.promise.area, len(found.short), found.lacking, dict(found.reasons)) for found in own.short
    ] == [
        ("gulou-c", 4, 8, {"社区民警空缺": 4}),
        ("gulou-a", 1, 1, {"没有写原因": 1}),
    ]
    assert view.total.why == (("社区民警空缺", 4), ("没有写原因", 1))
    assert (view.total.kept, view.total.promised, view.total.full) == (27, 36, 1)
    html = Templates().block(view, "./")
    assert "共有 5 周少于承诺" in html
    assert "另有 2 个社区还没有公布时间表" in html
    assert re.findall(r">(gulou-.社区)</a>：([^<]+)<", Templates().block(own, "./")) == [
        ("gulou-b社区", "民警没有写时间"),
        ("gulou-c社区", "民警空缺"),
    ]
    assert view.terms.as_of == dt.date(2026, 10, 12)
