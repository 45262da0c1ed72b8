"""Pages about meetings: rules in words, the lists by status, and the attributes that the script reads."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.figures import figures_of
from generator.meetings import schedule
from generator.model.audit import AuditItem
from generator.model.meeting import MeetingStatus, Tally
from generator.model.meeting_rule import MeetingRule
from generator.model.reference import Holiday, Holidays, HolidayYear
from generator.pages import all_pages, by_station
from generator.pages.meeting_months import meeting_month_pages
from generator.pages.meetings import meeting_pages
from generator.render import Templates
from generator.wording import meeting_rule_text
from tests.bureaus import area, bureau, meeting, station
from tests.small_sites import pages_of

CONFIRMED = MeetingStatus.CONFIRMED


def rule(**changes: Any) -> MeetingRule:
    fields = {
        "every": "quarter",
        "month": "2",
        "week": "3",
        "weekday": "周四",
        "starts": "19:00",
        "ends": "20:30",
        "place": "居委会二楼",
    }
    return MeetingRule.model_validate(
        {key: value for key, value in (fields | changes).items() if value is not None}
    )


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "每季度第2个月（2、5、8、11月）的第3个周四 19:00–20:30"),
        ({"every": "month", "month": None, "week": "last"}, "每月最后一个周四 19:00–20:30"),
        (
            {"every": "half_year", "month": "6", "week": "1"},
            "每半年第6个月（6、12月）的第1个周四 19:00–20:30",
        ),
    ],
)
def test_a_rule_in_words(changes: dict[str, Any], text: str) -> None:
    """A rule is written in words, with the months that it applies to."""
    assert meeting_rule_text(rule(**changes)) == text


@pytest.fixture(scope="module")
def site(content: Path) -> Mapping[str, str]:
    """Two stations on 12 October 2026 with meetings of every status: before, on and after the day."""
    records = [
        meeting("gulou-a", "2026-08-20", confirmed={AuditItem.PATROL: Tally(as_declared=18, of=20)}),
        meeting("gulou-a", "2026-10-20", status=MeetingStatus.CANCELLED, status_note="停电", revision=1),
        meeting("gulou-a", "2026-11-19", status=MeetingStatus.TENTATIVE),
        meeting("gulou-b", "2026-10-05", status=CONFIRMED),
        meeting(
            "gulou-b",
            "2026-11-05",
            status=MeetingStatus.RESCHEDULED,
            previous_date="2026-10-29",
            status_note="换届",
            revision=1,
        ),
        meeting("ximen-a", "2026-10-12", status=CONFIRMED),
    ]
    days = [Holiday(date=dt.date(2026, 10, day), name="国庆节") for day in (1, 2)]
    year = HolidayYear(year=2026, source="通知", holidays=tuple(days), workdays=(dt.date(2026, 10, 10),))
    world = bureau(
        stations=[station("gulou"), station("ximen"), station("empty")],
        areas=[
            area("gulou-a", meeting_rule=rule()),
            area("gulou-b"),
            area("ximen-a", "ximen", meeting_rule=rule(every="month", month=None)),
        ],
        meetings=records,
        holidays=Holidays(years=(year,)),
    )
    return pages_of(world, content)


def text_of(html: str) -> str:
    """The text without markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def part(html: str, id_: str) -> str:
    """The section that the heading of this id labels."""
    (found,) = re.findall(rf'<section[^>]* aria-labelledby="{id_}".*?</section>', html, re.DOTALL)
    return str(found)


def test_a_cancelled_meeting_says_so_in_title_and_heading(site: Mapping[str, str]) -> None:
    """A cancelled meeting says so in its title and heading, and every list shows it struck through."""
    page = site["meetings/gulou-a-2026-10-20/index.html"]
    assert re.search(r"<title>已取消：gulou-a社区群众代表会", page)
    assert '<h1 id="top">已取消：gulou-a社区群众代表会</h1>' in page
    struck = r'class="jw-cancelled" href="[^"]*meetings/gulou-a-2026-10-20/"'
    lists = {
        "meetings/2026-10/index.html": None,
        "meetings/stations/gulou/index.html": "coming",
        "communities/gulou-a/index.html": "meetings",
    }
    for path, id_ in lists.items():
        html = site[path] if id_ is None else part(site[path], id_)
        assert re.search(struck, html), path
        assert "已取消" in html, path
    assert "停电" in part(site["communities/gulou-a/index.html"], "meetings")


def test_counts_by_representatives_are_told(site: Mapping[str, str]) -> None:
    """A held meeting shows how many representatives saw what as declared; others have no such section."""
    told = text_of(part(site["meetings/gulou-a-2026-08-20/index.html"], "confirmed"))
    assert "开展过巡逻：20 人表态，18 人说属实" in told
    assert 'id="confirmed"' not in site["meetings/gulou-b-2026-10-05/index.html"]


def test_other_meetings_are_not_called_cancelled(site: Mapping[str, str]) -> None:
    """Only a cancelled meeting has the mark, and only a tentative one the note about its date."""
    page = site["meetings/gulou-a-2026-11-19/index.html"]
    assert '<h1 id="top">gulou-a社区群众代表会</h1>' in page
    assert "日子还没有最后定" in page
    assert "日子还没有最后定" not in site["meetings/gulou-b-2026-10-29/index.html"]


def test_a_community_shows_its_rule_and_its_dates(site: Mapping[str, str]) -> None:
    """A community's page shows its rule, or that it has none, and each date once, those to come first."""
    with_rule, without = site["communities/gulou-a/index.html"], site["communities/gulou-b/index.html"]
    assert with_rule.count("每季度第2个月（2、5、8、11月）的第3个周四 19:00–20:30") == 2
    assert "开会没有固定的日子" in part(without, "meetings")
    listed = re.findall(r'<li data-date="([^"]+)"', part(with_rule, "meetings"))
    assert listed == ["2026-10-20", "2026-11-19", "2026-08-20"]


def test_a_station_lists_its_communities_and_their_meetings(site: Mapping[str, str]) -> None:
    """A station's page lists its own communities with rule and next date, and no other station's."""
    page = site["meetings/stations/gulou/index.html"]
    areas = text_of(part(page, "areas"))
    assert "gulou-a社区 每季度第2个月（2、5、8、11月）的第3个周四 19:00–20:30 定在 11月19日（周四）" in areas
    assert "gulou-b社区 最近 3 个月没有开会 没有固定的日子，每次另行通知 定在 11月5日（周四）" in areas
    dates = {id_: re.findall(r'<li data-date="([^"]+)"', part(page, id_)) for id_ in ("coming", "past")}
    assert dates == {
        "coming": ["2026-10-20", "2026-11-05", "2026-11-19"],
        "past": ["2026-10-05", "2026-08-20"],
    }
    assert "ximen" not in page
    assert "还没有登记社区" in site["meetings/stations/empty/index.html"]


def test_only_coming_meetings_have_an_end_for_the_script(site: Mapping[str, str]) -> None:
    """Only a meeting that is still to come has an end for the script, and only on its new day if it was moved."""
    month = site["meetings/2026-10/index.html"]
    ends = re.findall(r'data-ends="([^"]+)"><a[^>]* href="[^"]*meetings/([^/"]+)/"', month)
    assert ends == [("2026-10-12 20:00", "ximen-a-2026-10-12")]
    november = site["meetings/2026-11/index.html"]
    assert re.findall(r'data-ends="([^"]+)"', november) == ["2026-11-05 20:00", "2026-11-19 20:00"]


def test_the_month_names_days_off_and_every_day_once(site: Mapping[str, str]) -> None:
    """A month lists each of its days once, and names holidays and working weekends."""
    month = site["meetings/2026-10/index.html"]
    days = re.findall(
        r'<li class="jw-month__day[^"]*" data-date="([^"]+)">(.*?)(?=<li class="jw-month|</ol>)',
        month,
        re.DOTALL,
    )
    assert [day for day, _ in days] == [f"2026-10-{day:02d}" for day in range(1, 32)]
    off = {day: re.findall(r'jw-month__off">([^<]+)<', html) for day, html in days}
    assert {day: words for day, words in off.items() if words} == {
        "2026-10-01": ["国庆节放假"],
        "2026-10-02": ["国庆节放假"],
        "2026-10-10": ["调休上班"],
    }
    assert "jw-month__day--from-4" in month
    moved = dict(days)["2026-10-29"]
    assert "改到11月5日（周四）" in text_of(moved)


def test_a_large_citys_month_counts_by_day_and_station(monkeypatch: pytest.MonkeyPatch) -> None:
    """It lists no meeting: each day has a number, in which a moved meeting counts once, and stations have theirs."""
    monkeypatch.setattr(by_station, "MOST_MEETINGS", 2)
    held = [
        meeting("gulou-a", "2026-10-05"),
        meeting("gulou-b", "2026-10-05"),
        meeting("ximen-a", "2026-10-06"),
    ]
    moved = meeting(
        "ximen-a", "2026-10-20", previous_date="2026-10-19", status=MeetingStatus.RESCHEDULED, revision=1
    )
    world = bureau(
        stations=[station("gulou"), station("ximen")],
        areas=[area("gulou-a"), area("gulou-b"), area("ximen-a", "ximen")],
        meetings=[*held, moved],
    )
    (page,) = meeting_month_pages(world, schedule(world))
    html = Templates().block(page.blocks["main"], "./")
    days = re.findall(r'data-date="[\d-]+-(\d\d)"><h2>.*?</h2>\s*<p>(\d+ 次)</p>', html)
    assert days == [("05", "2 次"), ("06", "1 次"), ("19", "0 次"), ("20", "1 次")]
    assert re.findall(r'href="\./meetings/([^"]+)">\w+</a> <span[^>]*>(\d+) 次', html) == [
        ("stations/gulou/", "2"),
        ("stations/ximen/", "2"),
    ]


def test_a_large_city_counts_its_next_meetings_by_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Home and overview say how many meetings each day has: a list of the next ones would be over in a day."""
    dates = ["2026-11-25", "2026-11-25", "2026-12-01"]
    monkeypatch.setattr(by_station, "NEXT_SHOWN", 2)
    coming = [meeting(f"gulou-{at}", on, status=CONFIRMED) for at, on in enumerate(dates)]
    world = bureau(
        as_of=dt.date(2026, 11, 24),
        areas=[area(f"gulou-{at}", meeting_rule=rule()) for at in range(len(dates))],
        meetings=coming,
    )
    for page in all_pages(world, figures_of(world)):
        if page.url in {"", "meetings/"}:
            html = Templates().block(page.blocks["meetings" if not page.url else "main"], "./")
            days = re.findall(r'<li data-date="([^"]+)" data-ends="([^"]+)">.*?(\d+ 次)</span></li>', html)
            assert days == [
                ("2026-11-25", "2026-11-25 23:59", "2 次"),
                ("2026-12-01", "2026-12-01 23:59", "1 次"),
            ]
            assert "meetings/gulou-0-2026-11-25/" not in html
            # 12 MB in Beijing, which a phone would read every day; stations have their own.
            assert "all.ics" not in html


def test_a_station_folds_all_but_its_latest_meetings() -> None:
    """All past meetings are there: ten, and the earlier ones by year."""
    dates = [f"{year}-{month:02d}-15" for year in (2024, 2025) for month in range(1, 10)]
    world = bureau(areas=[area("gulou-a")], meetings=[meeting("gulou-a", date) for date in dates])
    (page,) = (page for page in meeting_pages(world, figures_of(world)) if "stations" in page.url)
    past = part(Templates().block(page.blocks["main"], "./"), "past")
    assert re.findall(r'<li data-date="([^"]+)"', past) == dates[::-1]
    assert re.findall(r"<summary>(.*?)</summary>", past) == ["2024年更早的 8 次"]


def test_communities_that_have_not_met_are_counted_and_marked(site: Mapping[str, str]) -> None:
    """The overview counts them by station; the station's page marks each."""
    stations = text_of(part(site["meetings/index.html"], "areas"))
    assert stations.count("1 个社区最近 3 个月还没有开会") == 2
    own = text_of(site["meetings/stations/gulou/index.html"])
    assert "gulou-b社区 最近 3 个月没有开会" in own
    assert "gulou-a社区 最近" not in own


def test_the_overview_names_the_day_of_its_data(site: Mapping[str, str]) -> None:
    """A list of coming meetings names the day of its data, for readers without the script."""
    for path, id_ in (("meetings/index.html", "upcoming"), ("index.html", None)):
        html = part(site[path], id_) if id_ else site[path]
        assert "本页是 10月12日（周一） 的信息。" in text_of(html), path
