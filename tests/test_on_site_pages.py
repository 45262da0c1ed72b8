"""What the pages say of the on-site promise: weeks in words, the picture, shares, what is still to be published."""

from __future__ import annotations

import datetime as dt

import pytest

from generator.model.officer import Role
from generator.model.public import PublicBureau
from generator.model.report import OnSiteReason
from generator.pages.on_site import OnSitePage, on_site_pages, promise_figures
from generator.pages.on_site.section import OnSiteSection, on_site_section, on_site_terms
from generator.pages.on_site.weeks import Square, Strip, strip, week_lines, weeks_text
from generator.promise import PromisedWeek, PromiseSum, WeekState, promises
from generator.wording import decimal_text
from tests.bureaus import area, bureau, day, on_site_on, released, report, row, tenure
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


def section(world: PublicBureau) -> OnSiteSection:
    """That of the first area."""
    found = promises(world)
    return on_site_section("gulou-a", found.by_area["gulou-a"], on_site_terms(found, world.info.release))


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
def test_weeks_are_said_by_their_days(weeks: list[str], year: int, text: str) -> None:
    """From Monday to Sunday; a year is named where it is not the current one."""
    assert weeks_text(weeks, year=year) == text


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (week(), ("3", "3", "兑现")),
        (week(WeekState.SHORT, 4, 1, OnSiteReason.CASE), ("4", "1", "办案")),
        (week(WeekState.SHORT, 3, 0, vacant=True), ("3", "0", "社区民警空缺")),
        (week(WeekState.SHORT, 3, 2), ("3", "2", "没有写原因")),
        (week(WeekState.UNRECORDED, 3, None), ("3", "—", "没有工作纪实")),
        (week(WeekState.UNREPORTED, 3, None), ("3", "—", "没有报")),
        (week(WeekState.UNPUBLISHED, 3, None), ("3", "—", "还没有公布")),
        (week(WeekState.ABSENT, 3, None), ("—", "—", "社区还没有设立")),
    ],
)
def test_every_state_of_a_week_has_its_words(given: PromisedWeek, said: tuple[str, str, str]) -> None:
    """What is not known is a dash, never a zero; the week is named by its Monday."""
    (line,) = week_lines((given,), year=2026)
    assert (line.promised, line.days, line.note) == said
    assert line.begins == "10月5日"


def test_the_picture_has_a_square_for_each_day() -> None:
    """Kept, still open, beyond the promise, from below; a week without figures has none."""
    drawn = strip(
        "s", [week(days=5), week(WeekState.SHORT, days=1), week(WeekState.UNREPORTED, days=None)], year=2026
    )
    assert isinstance(drawn, Strip)
    assert [[square.kind for square in column.squares] for column in drawn.columns] == [
        ["kept", "kept", "kept", "more", "more"],
        ["kept", "open", "open"],
        [],
    ]
    assert [column.text for column in drawn.columns] == ["3/3", "1/3", "—"]
    (lowest, *_, highest) = drawn.columns[0].squares
    assert (int(lowest.y) - int(highest.y), highest) == (4 * 16, Square(y="6", kind="more"))
    assert drawn.description == "3 周里 1 周少于承诺；每一周的数字和原因见下表。"


@pytest.mark.parametrize(
    ("kept", "promised", "share", "width"),
    [(5879, 5880, "99.9%", "99.9"), (36, 36, "100%", "100"), (0, 36, "0%", "0"), (0, 0, None, "0")],
)
def test_a_share_is_a_hundred_only_where_all_was_kept(
    kept: int, promised: int, share: str | None, width: str
) -> None:
    """One day short of thousands is not 100%; without a week there is no share."""
    total = PromiseSum(areas=1, full=0, undecided=0, promised=promised, kept=kept, unreported=0, why=())
    figures = promise_figures(total)
    assert (figures.share, decimal_text(figures.width)) == (share, width)


@pytest.mark.parametrize(
    ("as_of", "later"),
    [
        ("2026-10-04", None),
        ("2026-10-12", "9月28日至10月11日这 2 周还没有公布，随2026年10月的排名公布（预定11月10日）。"),
        ("2026-11-10", "9月28日至11月8日这 6 周还没有公布，要等每月排名公布。"),
        ("2026-11-02", "9月28日至11月1日这 5 周还没有公布，随2026年10月的排名公布（预定11月10日）。"),
    ],
)
def test_the_weeks_since_say_when_they_will_be_published(as_of: str, later: str | None) -> None:
    """With the ranking of their month; no day is promised that has gone by, or that is not one day for all."""
    world = released(bureau(reports=[report()], as_of=day(as_of)))
    assert on_site_terms(promises(world), world.info.release).later == later


def test_a_time_says_who_comes_and_what_holiday_it_is() -> None:
    """Nothing of the community's own officer, who is named above it."""
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
    found = section(world)
    assert [(line.day.iso, line.day.text, line.hours, line.note) for line in found.this_week] == [
        ("2026-10-12", "周一（12日）", "9:00–17:00", None),
        ("2026-10-13", "周二（13日）", "8:30–12:00", "代管；重阳节放假，以派出所值班为准"),
        ("2026-10-15", "周四（15日）", "8:30–12:00", "代管"),
    ]
    assert found.next is not None
    assert (found.next.day.text, found.next.note) == ("10月15日（周四）", "代管")
    assert found.terms.holidays_code == "2026-10-13"


def test_a_community_sums_up_what_is_known() -> None:
    """Weeks without figures are left out of the sum and said to be; without any there is no picture."""
    days = {"2026-W36": 3, "2026-W37": 1, "2026-W38": 2, "2026-W39": 3}
    reasons = {"2026-W37": OnSiteReason.DUTY}
    world = released(bureau(reports=[report(rows=[row(on_site_days=days, on_site_reasons=reasons)])]))
    found = section(world)
    assert found.sentence == "有数字的 4 周承诺 12 天，兑现 9 天，2 周少了：抽调执勤 1 周、没有写原因 1 周。"
    assert [line.begins for line in found.weeks][:2] == ["9月21日", "9月14日"]
    silent = section(released(bureau(reports=[report(rows=[row(on_site_days=None)])])))
    assert (silent.sentence, silent.strip) == ("这 12 周没有可以公布的数字。", None)
    unpublished = section(bureau(reports=[report()]))
    assert (unpublished.sentence, unpublished.strip, unpublished.weeks) == (None, None, ())


def test_the_bureau_lists_who_fell_short_the_most_first() -> None:
    """By station, with the reasons; those without a timetable and why."""
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
    (page,) = on_site_pages(world, promises(world))
    view = page.blocks["main"]
    assert isinstance(view, OnSitePage)
    (station,) = view.stations
    assert [(found.area.url, found.weeks, found.lacking, found.why) for found in station.short] == [
        ("communities/gulou-c/", 4, 8, "社区民警空缺 4 周"),
        ("communities/gulou-a/", 1, 1, "没有写原因 1 周"),
    ]
    assert (view.why, view.short_weeks) == ((("社区民警空缺", 4), ("没有写原因", 1)), 5)
    assert (view.figures.kept, view.figures.promised, view.figures.full) == (27, 36, 1)
    assert [(found.area.text, found.why) for found in view.without] == [
        ("gulou-b社区", "民警没有写时间"),
        ("gulou-c社区", "民警空缺"),
    ]
    assert view.terms.as_of == dt.date(2026, 10, 12)
