"""A release cannot go wrong: what the reports lack, a release tried out, one with few reports, the draft of a month."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner, Result

from generator.build import build, find_problems
from generator.build.preview import Preview
from generator.build.releasing import release_month
from generator.cli import main
from generator.facts.area_month import Filing
from generator.feeds.ranking_tables import ranking_dataset
from generator.load import load
from generator.model.policy import PartId
from generator.model.release import seal_of
from generator.ranking.published import published_months
from generator.ranking.reporting import ReportGap, month_reporting
from generator.text.columns import columns, folded
from tests.bureaus import AS_OF as MADE
from tests.bureaus import MONTH, area, bureau, released, report, row, station, totals
from tests.small_sites import AS_OF, edit, pages_of, tree_in
from tests.test_releasing import ANNOUNCED, LATER, REPORT, one_answer_late, refusal

EARLY: Final = dt.datetime.fromisoformat("2026-11-06 08:00")
XISHAN: Final = "data/reports/2026-10/xishan.yml"
DRAFT: Final = "ranking/2026-10/index.html"
LAST: Final = "这是试算，什么也没有写。"


@pytest.fixture
def unreleased(root: Path) -> Path:
    """The ordinary bureau with September released and October reported."""
    shutil.rmtree(root / "data/releases")
    release_month(root, "2026-09", dt.datetime.fromisoformat("2026-10-10 09:30"))
    return root


def run(*arguments: object, now: dt.datetime = ANNOUNCED) -> Result:
    """Run the command line at a moment."""
    with pytest.MonkeyPatch.context() as clock:
        clock.setattr("generator.cli.options.now", lambda: now)
        clock.setattr("generator.cli.publishing.now", lambda: now)
        return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


def words_of(html: str) -> str:
    """The text of a page, from its content on."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", html[html.index("<main") :])).strip()


def with_share(root: Path, share: int) -> None:
    """The policy asks for that share of stations [%]."""
    standard = f"  filed_share: {{value: {share}, unit: '%', interpretation: 太少时排名没有意义。}}\nranking:"
    edit(root, "data/policy.yml", "\nranking:", f"\n{standard}")


def incomplete(root: Path) -> None:
    """Xishan has not filed, gulou leaves out one row and the services of the other."""
    (root / XISHAN).unlink()
    text = (root / REPORT).read_text("utf-8")
    kept = text[: text.index("  - area: gulou-qiaotou")].replace(
        "    services: {accepted: 20, on_time: 19}\n", ""
    )
    (root / REPORT).write_text(kept, "utf-8")


# Status


def test_what_is_missing_and_what_it_costs() -> None:
    """Rows and parts with their communities, why there is no score, and the points that filing late costs."""
    ids = ("gulou", "huarong", "liangzi", "zelin")
    rows = (row("gulou-a", talks=None), row("gulou-b"))
    whole = bureau(
        as_of=MADE,
        stations=[station(id_) for id_ in ids],
        areas=[area(f"{id_}-a", id_) for id_ in ids] + [area(f"gulou-{key}") for key in "bc"],
        reports=[
            report("gulou", rows=rows, summed=totals(rows)),
            report("huarong", filed_on="2026-10-06"),
            report("zelin", filed_on="2026-10-05"),
        ],
    )
    gulou, huarong, liangzi, zelin = month_reporting(whole, MONTH).stations
    assert (gulou.filing, gulou.rows) == (Filing.ON_TIME, ("gulou-c",))
    assert gulou.gaps == (ReportGap(part=PartId.TALKS, is_scored=True, areas=("gulou-a",)),)
    assert (gulou.score, gulou.is_complete) == (None, False)
    assert (huarong.filing, huarong.is_complete, huarong.gaps) == (Filing.LATE, True, ())
    assert (zelin.score, huarong.score, huarong.lost) == (Decimal("96.0"), Decimal("92.0"), Decimal("4.0"))
    assert (zelin.lost, zelin.is_complete) == (None, True)
    assert (liangzi.filing, liangzi.reasons, liangzi.gaps) == (Filing.NOT_FILED, ("本月未报送月报",), ())
    assert month_reporting(whole, MONTH).missing == ("liangzi",)


def test_status_tells_each_station(unreleased: Path) -> None:
    """In 80 columns, with exit code 0; nothing is written; as JSON too."""
    incomplete(unreleased)
    before = tree_in(unreleased)
    seen = run("month", "status", "2026-10", "--root", unreleased, now=EARLY)
    assert (seen.exit_code, seen.stderr) == (0, "")
    assert max(map(columns, seen.stdout.splitlines())) <= 80
    assert seen.stdout.splitlines() == [
        "2026-10 月报：3 个派出所，按时 1 个，晚报 0 个，没有报 2 个；齐全的 0 个。",
        "报送期限 2026-11-05，已过；排名预告在 2026-11-10 09:30 公布。",
        "",
        "鼓楼派出所  11月4日报，按时",
        "    缺整行：桥头社区",
        "    没有写“按时办结”：滨湖社区",
        "    → 这个月不排名",
        "沙头派出所  没有报",
        "    → 这个月不排名",
        "西山派出所  没有报",
        "    → 这个月不排名",
    ]
    told = json.loads(run("month", "status", "2026-10", "--root", unreleased, "--format", "json").stdout)
    assert [(one["station"], one["filing"], one["missing_rows"]) for one in told["stations"]] == [
        ("gulou", "on_time", ["gulou-qiaotou"]),
        ("shatou", "late", []),
        ("xishan", "not_filed", []),
    ]
    assert tree_in(unreleased) == before


def test_long_lines_are_folded() -> None:
    """No line is wider than the terminal, none begins with a closing mark, and nothing is lost."""
    text = "甲社区，" * 60
    lines = list(folded(text, "  "))
    assert max(map(columns, lines)) <= 80
    assert not any(line.strip().startswith("，") for line in lines)
    assert "".join(line.strip() for line in lines) == text


# The check


def test_the_check_is_silent_until_the_deadline_and_after_the_release(unreleased: Path) -> None:
    """One warning a station from the day after the deadline until the month is released."""
    incomplete(unreleased)

    def said(day: str) -> list[str]:
        problems = find_problems(unreleased, dt.date.fromisoformat(day))
        return [problem.place.path for problem in problems if problem.code == "W390"]

    late = "data/reports/2026-10/shatou.yml"
    assert said("2026-11-05") == []
    assert said("2026-11-06") == [REPORT, late, XISHAN]
    assert said("2026-11-09") == [REPORT, XISHAN]  # shatou filed
    release_month(unreleased, "2026-10", ANNOUNCED)
    assert said("2026-11-10") == []


# Dry run


def test_a_dry_run_shows_the_release_and_writes_nothing(unreleased: Path) -> None:
    """Ranks, changes, who is unranked and why; the last sentence says that nothing was written."""
    (unreleased / XISHAN).unlink()
    before = tree_in(unreleased)
    done = run("release", "2026-10", "--dry-run", "--root", unreleased)
    assert (done.exit_code, done.stderr, tree_in(unreleased)) == (0, "", before)
    lines = done.stdout.splitlines()
    assert lines[0].startswith("2026-10 第 1 版（初步），办法 2026-1：3 个派出所，2 个已报送，")
    assert any("鼓楼派出所   55.0 分" in line for line in lines)
    assert any(line.endswith("西山派出所  不排名：本月未报送月报") for line in lines)
    assert lines[-1] == LAST
    assert max(map(columns, lines)) <= 80
    release_month(unreleased, "2026-10", ANNOUNCED)
    assert "55.0" in (unreleased / "data/releases/2026-10.yml").read_text("utf-8")


def test_a_dry_run_before_its_day_says_what_would_stop_it(unreleased: Path) -> None:
    """It is there to look before the moment; what can never be published is refused as by the release."""
    with_share(unreleased, 90)
    done = run("release", "2026-10", "--dry-run", "--root", unreleased, now=EARLY)
    told = "".join(line.strip() for line in done.stdout.splitlines())
    assert "现在公布会被拒绝：2026-10 的排名预告在 2026-11-10 09:30 公布,现在还没到。" in told
    assert "只有 2 个报送了 2026-10 的月报,不到办法要求的 90%" in told
    assert done.stdout.endswith(f"{LAST}\n")
    over = run("release", "2026-11", "--dry-run", "--root", unreleased, now=EARLY)
    assert (over.exit_code, "2026-11 还没有结束" in over.stderr) == (1, True)


def test_a_dry_run_of_a_revision_shows_what_it_changes(unreleased: Path) -> None:
    """Both scores and the part that differs; the published revision stays the last."""
    release_month(unreleased, "2026-10", ANNOUNCED)
    one_answer_late(unreleased)
    before = tree_in(unreleased)
    how = ("--revise", "--reason", "漏看一件", "--dry-run", "--root", unreleased)
    done = run("release", "2026-10", *how, now=LATER)
    assert (done.exit_code, tree_in(unreleased)) == (0, before)
    told = "".join(line.strip() for line in done.stdout.splitlines())
    assert "与第 1 版相比，1 个派出所有变：" in told
    assert "鼓楼派出所  55.0 → 54.1 分，— → —，按时办结 28/29 → 27/29" in told
    assert done.stdout.endswith(f"{LAST}\n")


# Few reports


def test_a_release_with_few_reports_needs_a_reason(unreleased: Path) -> None:
    """Two of three stations are less than 70 %: refused, until it is said why, and that stays with the month."""
    (unreleased / XISHAN).unlink()
    with_share(unreleased, 70)
    (said,) = refusal(unreleased, "2026-10", ANNOUNCED)
    assert "E506 3 个派出所只有 2 个报送了 2026-10 的月报,不到办法要求的 70%。" in said
    (secret,) = refusal(unreleased, "2026-10", ANNOUNCED, incomplete="西山所 13800000217 断网")
    assert "没有报齐的原因会公开" in secret
    done = release_month(unreleased, "2026-10", ANNOUNCED, incomplete="西山所断网。").release.latest
    assert done.incomplete == "西山所断网。"
    read = load(unreleased).bureau.releases["2026-10"].latest
    assert (read.incomplete, read.seal) == (done.incomplete, seal_of("2026-10", done))
    one_answer_late(unreleased)
    again = release_month(unreleased, "2026-10", LATER, reason="漏看一件").release.latest
    assert again.incomplete == "西山所断网。"


def test_enough_reports_need_no_reason(unreleased: Path) -> None:
    """Two of three are 66 % or more; without a share one report is enough; a reason for nothing is refused."""
    (said,) = refusal(unreleased, "2026-10", ANNOUNCED, incomplete="断网")
    assert "月报已经报齐" in said
    (unreleased / XISHAN).unlink()
    with_share(unreleased, 66)
    done = release_month(unreleased, "2026-10", ANNOUNCED).release.latest
    assert done.incomplete is None
    assert "incomplete" not in (unreleased / "data/releases/2026-10.yml").read_text("utf-8")


def test_the_reason_stands_on_the_page_and_in_the_table(content: Path) -> None:
    """How many of how many filed and why; the flag i in every row."""
    whole = bureau(
        stations=[station(id_) for id_ in ("gulou", "huarong")], reports=[report("gulou")], as_of=MADE
    )
    public = released(whole)
    release = public.releases[MONTH]
    told = release.latest.model_copy(update={"incomplete": "断网三天", "seal": None})
    public = replace(public, releases={MONTH: release.model_copy(update={"revisions": (told,)})})
    page = words_of(pages_of(public, content)[f"ranking/{MONTH}/index.html"])
    assert "没有报齐 只有 1/2 个派出所报送，因为：断网三天。" in page
    table = ranking_dataset(public.station_names, published_months(public)[MONTH], 0)
    assert table.title.endswith("（只有 1/2 个派出所报送，因为：断网三天）")


# The draft


@pytest.fixture
def preview(unreleased: Path, tmp_path: Path, content: Path) -> Iterator[Path]:
    """The folder of a preview of the bureau with an unreleased month."""
    shown = Preview(root=unreleased, out=tmp_path / "shown")
    shown.take_content(content)
    shown.update(AS_OF)
    yield tmp_path / "shown"
    shown.close()


def test_the_preview_shows_a_draft(preview: Path) -> None:
    """The month and its workings, marked at the top and for no search engine; the list of months links to it."""
    for path in (DRAFT, "ranking/2026-10/gulou/index.html"):
        html = (preview / path).read_text("utf-8")
        assert '<meta name="robots" content="noindex">' in html
        assert words_of(html).startswith("草稿，没有公布 2026年10月的排名还没有公布")
    assert "55.0" in words_of((preview / DRAFT).read_text("utf-8"))
    assert 'href="../ranking/2026-10/"' in (preview / "ranking/index.html").read_text("utf-8")


def test_a_draft_is_in_the_preview_alone(preview: Path, unreleased: Path, out: Path) -> None:
    """No page, file, feed or list of the site has it; in the preview no file for programs has it either."""
    build(unreleased, out, AS_OF)
    site, shown = tree_in(out), tree_in(preview)
    drafts = {path for path in shown if path.startswith("ranking/2026-10/")}
    assert len(drafts) == 4
    assert shown.keys() - site.keys() == drafts
    assert {path for path in site if shown.get(path) != site[path]} == {"ranking/index.html"}
    assert not any(b"ranking/2026-10" in content for content in (*site.values(), shown["sitemap.xml"]))
