"""Pages of the opinion ledgers and the sheet for the next meeting, on 2026-10-12."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.meetings import schedule
from generator.model.meeting import MeetingStatus, Opinion, OpinionStatus
from generator.model.public import PublicBureau
from generator.opinions import RaisedOpinion, opinion_ledgers
from generator.pages.opinions import ANSWERS_SHOWN, OpinionRoll, opinion_pages
from generator.pages.page import Page, View
from generator.render import Templates
from tests.bureaus import area, bureau, day, meeting, opinion, station
from tests.small_sites import bureau_in, pages_of, published, tree_in

TEMPLATES = Templates()


def views(world: PublicBureau) -> Mapping[str, View]:
    """The view of each page, by its URL."""
    pages: tuple[Page, ...] = opinion_pages(world, schedule(world), opinion_ledgers(world))
    return {page.url: page.blocks["main"] for page in pages}


def item(said: Opinion, held: str = "2026-09-10") -> str:
    """The opinion's entry in its community's ledger, as HTML."""
    found = views(bureau(meetings=[meeting(date=held, opinions=(said,))]))
    (html,) = re.findall(
        r"<li>\n<p class=\"jw-opinion.*?</li>",
        TEMPLATES.block(found["meetings/opinions/gulou-a/"], "./"),
        re.DOTALL,
    )
    return str(html)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"due": "2026-10-12"}, ("plain", "待办", "已等 32 天")),
        ({"due": "2026-10-10"}, ("bad", "待办，已逾期", "已等 32 天，超过期限 2 天")),
        (
            {"due": "2026-10-10", "status": OpinionStatus.IN_PROGRESS},
            ("bad", "办理中，已逾期", "已等 32 天，超过期限 2 天"),
        ),
        ({"due": "2026-10-10", "closed_on": "2026-10-10"}, ("ok", "已办结", "用了 30 天")),
        ({"due": "2026-10-10", "closed_on": "2026-10-11"}, ("ok", "已办结", "用了 31 天，超过期限 1 天")),
        ({"due": "2026-10-10", "closed_on": "2026-09-10"}, ("ok", "已办结", "当天答复")),
        (
            {"due": "2026-10-10", "closed_on": "2026-09-20", "status": OpinionStatus.DECLINED},
            ("plain", "不能采纳", "用了 10 天"),
        ),
    ],
)
def test_the_state_is_written_in_words(fields: dict[str, Any], words: tuple[str, str, str]) -> None:
    """An opinion raised on 10 September, 32 days ago, shows its state and how long the answer took or is awaited."""
    html = item(opinion(**fields))
    assert re.findall(r'jw-tag--(\w+)">([^<]+)</span>', html) == [words[:2]]
    assert re.findall(
        r"[。，]([^。，>]*(?:已等|用了|当天答复)[^。]*)。<br>", html.replace("</time>", "")
    ) == [words[2]]


@pytest.mark.parametrize(
    ("closed_on", "read", "words"),
    [
        (None, (), "下次会上回报"),
        ("2026-01-20", (), "下次会上回报"),
        (None, ("2026-04-01",), "4月1日的会上回报过，进展下次会上再报"),
        ("2026-05-01", ("2026-04-01",), "4月1日的会上回报过，结果下次会上再报"),
        ("2026-05-01", ("2026-07-01", "2026-04-01"), "4月1日、7月1日的会上已回报"),
        ("2025-12-10", ("2025-12-30",), "2025年12月30日的会上已回报"),
    ],
)
def test_an_opinion_names_where_it_was_read_back(
    closed_on: str | None, read: tuple[str, ...], words: str
) -> None:
    """An opinion names the meetings where it was read back, or says that the next one will hear of it."""
    said = opinion(closed_on=closed_on, due="2026-02-01").model_copy(
        update={"read_back_on": tuple(map(day, read))}
    )
    assert f"。<br>\n{words}。</p>" in item(said, "2025-12-01")


@pytest.mark.parametrize(
    ("taken", "words"),
    [
        ((), "还没有答复过"),
        ((4,), "从提出到答复：4 天。没有答复的不算在内"),
        ((4, 12, 12, 25), "从提出到答复：4、12、12、25 天。没有答复的不算在内"),
        ((4, 12, 12, 25, 40), "从提出到答复：一半在 12 天以内，九成在 40 天以内。没有答复的不算在内"),
    ],
)
def test_how_long_answers_took_is_never_an_average(taken: tuple[int, ...], words: str) -> None:
    """Under five answers every duration is shown, from five on the median and the ninth decile."""
    held = dt.date(2026, 8, 1)
    answered = [
        opinion(f"o{at}", closed_on=str(held + dt.timedelta(days=days))) for at, days in enumerate(taken)
    ]
    found = views(bureau(meetings=[meeting(date=str(held), opinions=(*answered, opinion("open")))]))
    html = TEMPLATES.block(found["meetings/opinions/gulou-a/"], "./")
    assert re.findall(r"<dt>用了多久</dt><dd>(.*?)</dd>", html) == [words]


def places(opinions: Iterable[RaisedOpinion]) -> list[str]:
    """Community and id of each opinion."""
    return [f"{raised.meeting.area} {raised.opinion.id}" for raised in opinions]


def test_ledgers_list_the_longest_waiting_first() -> None:
    """Overdue opinions come apart from those in time, both earliest first; answers come latest first."""
    world = bureau(
        stations=[station("gulou"), station("ximen")],
        areas=[area("gulou-a"), area("gulou-b"), area("ximen-a", "ximen")],
        meetings=[
            meeting(
                "gulou-a",
                "2026-08-03",
                opinions=(
                    opinion("o1", due="2026-09-01"),
                    opinion("o2", due="2026-09-01", closed_on="2026-09-30"),
                    opinion("o3", due="2026-12-01"),
                ),
            ),
            meeting("gulou-b", "2026-09-01", opinions=(opinion("o1", due="2026-12-01"),)),
            meeting(
                "ximen-a",
                "2026-07-01",
                opinions=(
                    opinion("o1", due="2026-08-01"),
                    opinion("o2", due="2026-09-01", closed_on="2026-10-01"),
                ),
            ),
        ],
    )
    found = views(world)
    overview, gulou = found["meetings/opinions/"], found["meetings/opinions/stations/gulou/"]
    assert isinstance(overview, OpinionRoll)
    assert isinstance(gulou, OpinionRoll)
    assert places(overview.overdue) == ["ximen-a o1", "gulou-a o1"]
    assert places(overview.in_time) == ["gulou-a o3", "gulou-b o1"]
    assert places(overview.answers) == ["ximen-a o2", "gulou-a o2"]
    told = [entry for group in overview.groups for _, entry in group.stations]
    assert [(link.text, row.total, row.overdue) for link, row in told] == [
        ("gulou派出所", 4, 1),
        ("ximen派出所", 2, 1),
    ]
    assert places(gulou.overdue) == ["gulou-a o1"]
    assert [(link.url, row.total) for link, row in gulou.rows] == [
        ("meetings/opinions/gulou-a/", 3),
        ("meetings/opinions/gulou-b/", 1),
    ]


def test_of_many_answers_the_latest_are_shown() -> None:
    """Only the twenty latest answers are shown, with a note that there are more."""

    def answered(count: int) -> tuple[list[str], bool]:
        opinions = tuple(
            opinion(f"o{n}", due="2026-10-10", closed_on=f"2026-09-{n:02d}") for n in range(1, count + 1)
        )
        view = views(bureau(meetings=[meeting(date="2026-09-01", opinions=opinions)]))["meetings/opinions/"]
        assert isinstance(view, OpinionRoll)
        return [raised.opinion.id for raised in view.answers], "更早的答复" in TEMPLATES.block(view, "./")

    assert (len(answered(20)[0]), answered(20)[1]) == (ANSWERS_SHOWN, False)
    assert answered(21) == ([f"o{n}" for n in range(21, 1, -1)], True)


def test_the_sheet_holds_what_has_to_be_read_back() -> None:
    """The sheet lists opinions not answered, or answered and not read back since, and names the next meeting."""
    read = opinion("o1", closed_on="2026-02-01").model_copy(update={"read_back_on": (day("2026-04-01"),)})
    world = bureau(
        meetings=[
            meeting(date="2026-01-02", opinions=(read, opinion("o2"), opinion("o3", closed_on="2026-05-01"))),
            meeting(date="2026-04-01", opinions=(opinion("o4"),)),
            meeting(date="2026-10-20", status=MeetingStatus.CONFIRMED, place="二楼会议室"),
        ]
    )
    html = re.sub(r"</?time[^>]*>", "", TEMPLATES.block(views(world)["meetings/report-back/gulou-a/"], "./"))
    assert re.findall(r"编号 (o\d)<", html) == ["o2", "o3", "o4"]
    assert re.findall(r"<dd>(.*?)</dd>", html) == [
        "10月20日（周二） 19:00–20:00",
        "二楼会议室",
        "2026年10月12日（gulou派出所）",
    ]


def test_a_community_ledger_loses_no_opinion() -> None:
    """The ledger lists each opinion once, unanswered ones first, with a link to its meeting."""
    world = bureau(
        meetings=[
            meeting(date="2026-01-02", opinions=(opinion("o1", closed_on="2026-02-01"), opinion("o2"))),
            meeting(date="2026-04-01", opinions=(opinion("o1"), opinion("o2", closed_on="2026-05-01"))),
        ]
    )
    html = TEMPLATES.block(views(world)["meetings/opinions/gulou-a/"], "./")
    assert re.findall(r'href="\./(meetings/gulou-a[^"]+)"', html) == [
        "meetings/gulou-a-2026-01-02/#o2",
        "meetings/gulou-a-2026-04-01/#o1",
        "meetings/gulou-a-2026-04-01/#o2",
        "meetings/gulou-a-2026-01-02/#o1",
    ]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, content: Path) -> Mapping[str, str]:
    """Every page of the ordinary bureau by its URL."""
    root = bureau_in(tmp_path_factory.mktemp("opinions") / "root")
    published(root, content, root.parent / "site")
    return {
        path.removesuffix("index.html"): body.decode()
        for path, body in tree_in(root.parent / "site").items()
        if path.endswith("index.html")
    }


def test_related_pages_link_to_the_ledger(site: Mapping[str, str]) -> None:
    """Pages of a community, a meeting, a station and all meetings link to their ledgers."""
    for url, link in (
        ("communities/gulou-binhu/", "../../meetings/opinions/gulou-binhu/"),
        ("communities/gulou-binhu/", "../../meetings/report-back/gulou-binhu/"),
        ("meetings/gulou-binhu-2026-09-15/", "../../meetings/opinions/gulou-binhu/"),
        ("stations/gulou/", "../../meetings/opinions/stations/gulou/"),
        ("meetings/", "../meetings/opinions/"),
    ):
        assert f'href="{link}"' in site[url], (url, link)


def test_a_community_page_lists_what_is_not_answered(site: Mapping[str, str]) -> None:
    """A community's page lists its unanswered opinions, or says that none was recorded."""
    html = site["communities/gulou-binhu/"]
    assert "电动车乱停。" in html
    assert "路灯不亮。" not in html
    assert "办理中，已逾期" in html
    assert "还没有记录到意见" in site["communities/gulou-qiaotou/"]


def test_a_ledger_shows_every_field_of_an_opinion(site: Mapping[str, str]) -> None:
    """A ledger shows an opinion's text, owner, due date, state, outcome, duration and read-back."""
    html = re.sub(r"<[^>]+>", "", site["meetings/opinions/gulou-binhu/"])
    for words in (
        "办理中，已逾期 电动车乱停。",
        "编号 o2，承办：鼓楼派出所。",
        "答复期限：11月10日。已等 70 天，超过期限 14 天。",  # from 15 September to 24 November: 15 + 31 + 24
        "结果：已修好。",
        "答复期限：10月10日。10月1日答复，用了 16 天。",
        "下次会上回报。",
    ):
        assert words in html, words


def test_pages_without_opinions_say_so(site: Mapping[str, str]) -> None:
    """Without opinions the ledgers and the sheet say so in a sentence."""
    for url in ("meetings/opinions/gulou-qiaotou/", "meetings/opinions/stations/xishan/"):
        assert "还没有记录到意见" in site[url], url
    assert "没有要回报的意见" in site["meetings/report-back/gulou-qiaotou/"]


def test_waiting_opinions_show_number_and_owner(content: Path) -> None:
    """Every list of waiting opinions shows their number and their owner."""
    said = [
        opinion("o7", due="2026-10-01"),
        opinion("o8", due="2026-12-01"),
    ]
    world = bureau(areas=[area("gulou-a")], meetings=[meeting("gulou-a", "2026-09-10", opinions=tuple(said))])
    site = pages_of(world, content)
    for path in ("meetings/opinions/stations/gulou/", "communities/gulou-a/"):
        html = site[f"{path}index.html"]
        assert "编号 o7，承办：街道办。" in html, path
        assert "编号 o8，承办：街道办。" in html, path
