"""/progress/ and its tables: the answer first, every state by sign and word, 2002 in the document's words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import Any, Final

import pytest

from generator.feeds.progress_tables import progress_datasets
from generator.model.public import PublicBureau
from generator.pages.progress import ProgressPage, progress_pages
from generator.progress import progress
from generator.render import Templates
from tests.bureaus import (
    area,
    bureau,
    day,
    facilities,
    meeting,
    milestones,
    post,
    released,
    report,
    row,
    station,
)
from tests.small_sites import ezhou, pages_of

STEPS: Final[list[dict[str, Any]]] = [
    {"id": "s1", "title": "核对", "starts": "2026-01-12", "ends": "2026-03-31", "done_on": "2026-04-02"},
    {"id": "s2", "title": "警务室", "goal": "posts", "starts": "2026-03-01", "ends": "2026-09-30"},
    {"id": "s3", "title": "服务", "goal": "services", "starts": "2026-04-01", "ends": "2026-12-15"},
    {
        "id": "s4",
        "title": "验收",
        "starts": "2026-12-16",
        "ends": "2026-12-31",
        "pilots": [
            {"place": "古楼街办", "area": "gulou-b", "found": "晚上也有人"},
            {"place": "华容区"},
        ],
    },
]
ACCEPTANCE: Final = [
    {
        "area": "gulou-a",
        "result": "failed",
        "on": "2026-10-06",
        "evidence": "验收0号",
        "again_by": "2026-10-08",
    },
    {
        "area": "gulou-a",
        "result": "conditional",
        "on": "2026-10-08",
        "evidence": "验收1号",
        "goals": [
            {"goal": "posts", "result": "conditional", "found": "标识小"},
            *({"goal": goal, "result": "passed"} for goal in ("officers", "standards", "work", "services")),
        ],
    },
    {"station": "gulou", "result": "conditional", "on": "2026-10-09", "evidence": "验收2号"},
    {"result": "failed", "on": "2026-10-10", "evidence": "验收3号"},
]


def world(**changes: Any) -> PublicBureau:
    """Two areas of one station, one of them without a facility; 2002 as in the bureau's data."""
    (archive,) = (cycle for cycle in ezhou().bureau.milestones.cycles if cycle.archive)
    now = {
        "id": "now",
        "title": "本轮",
        "archive": "false",
        "milestones": [{"clause": "二(进度)", **step} for step in STEPS],
        "acceptance": ACCEPTANCE,
    }
    fields: dict[str, Any] = {
        "stations": [station("gulou"), station("empty")],
        "areas": [area("gulou-a"), area("gulou-b", post=post(facilities=facilities(3)))],
        "reports": [report(rows=[row("gulou-a"), row("gulou-b", charts=None)])],
        "meetings": [meeting("gulou-a"), meeting("gulou-b")],
        "milestones": milestones([archive.model_dump(), now]),
    }
    return released(bureau(**(fields | changes)))


def view_of(records: PublicBureau) -> ProgressPage:
    page, *_ = progress_pages(records, progress(records))
    view = page.blocks["main"]
    assert isinstance(view, ProgressPage)
    return view


@pytest.fixture(scope="module")
def pages(content: Path) -> Mapping[str, str]:
    return pages_of(world(), content)


def text(html: str) -> str:
    """The text of the page's main part."""
    (main,) = re.findall(r"<main .*?</main>", html, re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", main)))


def test_the_answer_comes_first(pages: Mapping[str, str]) -> None:
    """The page gives first the number of areas with all five in place, then goals, steps, results and rules."""
    found = text(pages["progress/index.html"])
    order = [
        "2026年10月12日：2 个社区和警务区中，1 个五项全部到位。",
        "警务室建设到位 1 个 1 个 0 个",
        "警务规范化建设到位 1 个 0 个 1 个",
        "已公布的2026年9月的",
        "本轮：到了哪一步",
        "本轮：验收结果",
        "五项全到位 1/2 警务室 1/2 警力 2/2 规范化 1/2 工作 2/2 服务 2/2",
        "怎样才算到位",
        "存档：2002 年首轮建设",
        "验收结果没有留下记录。",
    ]
    places = [found.index(words) for words in order]
    assert places == sorted(places)
    assert "⟦" not in found


def test_every_state_has_a_sign_and_a_word(pages: Mapping[str, str]) -> None:
    """Every state has a sign and a word, and what is lacking or unknown follows in words."""
    found = text(pages["progress/index.html"]) + text(pages["progress/gulou/index.html"])
    for words in (
        "√ 到位",
        "× 未到位 警务室缺通讯设施",
        "？ 未知 9月没有报图表更新",
        "核对 √ 完成 比期限晚 2 天 1月12日 至 3月31日 ， 4月2日 完成",
        "警务室 ！ 逾期 已超过期限 12 天 3月1日 至 9月30日 。今天2 个社区中 1 个到位",
        "服务 → 进行中 4月1日 至 12月15日 。今天2 个社区中 2 个到位",
        "验收 ○ 未到 12月16日 至 12月31日",
        "全市 × 不合格 10月10日 验收3号",
        "gulou派出所 △ 基本合格 10月9日 验收2号",
        "1 个社区和警务区验收过，按最近一次的结果：基本合格 1 个；1 个还没有验收。",
        "复查 △ 基本合格 10月8日 ，验收1号 × 不合格 10月6日 ，验收0号",
        "√ 到位 验收 △ 基本合格 标识小",
        "gulou-b社区 × 未到位 警务室缺通讯设施",
        "古楼街办 gulou-b社区 城区社区 晚上也有人 华容区 没有写 没有写 没有留下记录",
    ):
        assert words in found, words


def test_an_overdue_step_that_all_have_lacks_only_its_entry() -> None:
    """An overdue step that all areas have reached says that only its date is not recorded."""
    areas = [area("gulou-a"), area("gulou-b")]
    found = Templates().block(view_of(world(areas=areas)), "./")
    assert re.findall(r"。今天([^<]*)<br>", found) == [
        "2 个社区中 2 个到位，都到位了，只是还没有登记完成的日期",
        "2 个社区中 2 个到位",
    ]


def test_the_archive_quotes_the_document(pages: Mapping[str, str]) -> None:
    """The archive quotes the document with its dates, and records only the document's own issue."""
    found = text(pages["progress/index.html"]).split("存档：")[1]
    five = "警务室建设到位 、 警力到位 、 警务规范化建设到位 、 工作到位 、 服务到位"
    for words in (
        "各选择一个不同类别的社区先行试点” 2002年6月11日 至 2002年7月10日",
        "“7月下旬召开全市社区警务工作会议,并全面展开” 2002年7月21日 至 2002年7月31日",
        f"{five} “2002年10月底前,全市社区警务建设基本做到",
        "2002年7月21日 至 2002年10月31日",
        "“年底组织检查验收” 2002年12月1日 至 2002年12月31日",
    ):
        assert words in found, words
    assert found.count("？ 没有留下记录") == 4
    assert found.count("√ 完成 2002年6月28日 ，鄂州政办发[2002]69号") == 1
    assert "逾期" not in found


def test_each_goal_says_what_is_asked_of_an_area(pages: Mapping[str, str]) -> None:
    """Each goal names its conditions, their standards and their basis."""
    found = text(pages["progress/index.html"]).split("怎样才算到位")[1]
    assert "业务台帐全部更新（标准：4 个）" in found
    assert "联系信息按期核实（标准：90 个）" in found
    assert found.count("依据 方案二（进度） 。") >= 5


def test_a_bureau_without_records_has_an_empty_view() -> None:
    """Without areas or a published month the view has empty values, not errors."""
    records = bureau(areas=[], as_of=day("2026-10-12"))
    found = view_of(records).progress
    assert (found.month, found.areas) == (None, 0)
    (archive,) = found.cycles
    assert (archive.cycle.archive, archive.acceptance) == (True, ())


def test_the_empty_sentences_are_on_the_page(content: Path) -> None:
    """The page has a sentence for every empty case."""
    found = text(pages_of(bureau(areas=[]), content)["progress/index.html"])
    for words in (
        "0 个社区和警务区中，0 个五项全部到位。",
        "还没有公布过月份",
        "没有登记正在进行的一轮建设。",
        "还没有登记社区。",
        "验收结果没有留下记录。",
    ):
        assert words in found, words


def test_the_tables_say_what_the_page_says() -> None:
    """The tables have one row for each area and goal, step, pilot and acceptance; unknown values are empty."""
    states, steps, pilots, acceptance = progress_datasets(progress(world()))
    assert [row for row in states.rows if row[4] != "in_place"] == [
        ("gulou-b", "gulou", "posts", "警务室建设到位", "lacking", ("警务室缺通讯设施",), (), "2026-09"),
        (
            "gulou-b",
            "gulou",
            "standards",
            "警务规范化建设到位",
            "unknown",
            (),
            ("9月没有报图表更新",),
            "2026-09",
        ),
    ]
    assert len(states.rows) == 10
    assert [(row[0], row[2], row[7], row[8], row[9]) for row in steps.rows if row[0] == "now"] == [
        ("now", "s1", "done", 2, "2026-04-02"),
        ("now", "s2", "overdue", 12, None),
        ("now", "s3", "under_way", 0, None),
        ("now", "s4", "ahead", 0, None),
    ]
    assert [row[4] for row in pilots.rows[:6]] == [
        "古楼街办",
        "凤凰街办",
        "西山街办",
        "华容区",
        "葛店开发区",
        "梁子湖区",
    ]
    assert pilots.rows[6:] == (
        ("now", "s4", "2026-12-16", "2026-12-31", "古楼街办", "gulou-b", "urban", "晚上也有人"),
        ("now", "s4", "2026-12-16", "2026-12-31", "华容区", None, None, None),
    )
    nothing = (None,) * 5
    found = ("conditional", *("passed",) * 4)
    assert acceptance.rows == (
        ("now", None, None, "failed", "2026-10-10", "验收3号", *nothing, (), None),
        ("now", None, "gulou", "conditional", "2026-10-09", "验收2号", *nothing, (), None),
        ("now", "gulou-a", None, "conditional", "2026-10-08", "验收1号", *found, ("标识小",), None),
        ("now", "gulou-a", None, "failed", "2026-10-06", "验收0号", *nothing, (), "2026-10-08"),
    )


def test_a_community_shows_its_acceptance_beside_todays_records(pages: Mapping[str, str]) -> None:
    """A community's page has its last acceptance, the one before, and each goal then and today; or no such section."""
    found = text(pages["communities/gulou-a/index.html"]).split("五个到位的验收")[1]
    for words in (
        "本轮：复查 △ 基本合格 10月8日 ，验收1号 × 不合格 10月6日 ，验收0号",
        "警务室建设到位 △ 基本合格 标识小 √ 到位",
        "服务到位 √ 合格 √ 到位",
    ):
        assert words in found, words
    found = text(pages["communities/gulou-b/index.html"]).split("五个到位的验收")[1]
    assert "本轮的试点（验收， 12月16日 至 12月31日 ）：晚上也有人" in found
    assert "合格" not in found
    assert "五个到位的验收" not in text(pages["communities/gulou-a/index.html"]).split("五个到位的验收")[0]


def test_other_pages_link_to_the_progress_page(pages: Mapping[str, str]) -> None:
    """The footer of every page and the coverage page link to the progress page."""
    assert 'href="../progress/">建设进度</a>' in pages["services/index.html"]
    assert 'href="../progress/">建设进度</a>' in pages["coverage/index.html"].split("<footer")[0]
