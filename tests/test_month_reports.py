"""The page of a station's monthly report (方案二(五)): what was done, and what is missing as it was released."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from generator.figures import figures_of
from generator.model.policy import PartId
from generator.model.public import PublicBureau, PublicRow, Suppressed
from generator.model.public_work import KindOfWork, PublicWork, PublicWorkRecord
from generator.model.report import Chart, Ledger, OnSiteReason
from generator.model.work_record import TalkTheme, WorkKind
from generator.pages.communities import community_pages
from generator.pages.month_reports import Gap, MonthReport, month_report_pages
from tests.bureaus import MONTH, area, bureau, kept, released, report, row, station, tenure, totals
from tests.reading import text_of

WEEKS = tuple(kept())
DONE = PublicWork(
    weeks=WEEKS,
    kinds={
        WorkKind.VISIT: KindOfWork(times=3, minutes=150),
        WorkKind.TALK: KindOfWork(times=2, minutes=45),
        WorkKind.MEDIATION: KindOfWork(times=Suppressed(below=5), minutes=None),
        WorkKind.SERVICE: KindOfWork(times=None, minutes=None),
    },
    themes={TalkTheme.FRAUD: 2},
)


def world_of(*rows: PublicRow, work: PublicWork | None = None, **changes: Any) -> PublicBureau:
    """September with these rows, released."""
    records = {
        (MONTH, "gulou"): PublicWorkRecord(station="gulou", month=MONTH, areas={"gulou-a": work or DONE})
    }
    filed = {"filed_on": changes.pop("filed_on", "2026-10-05"), "summed": changes.pop("summed", None)}
    reports = [report(rows=rows, **filed)] if rows else []
    fields = {"areas": [area("gulou-a", tenures=(tenure(),))], "work_records": records if work else {}}
    return released(bureau(reports=reports, **(fields | changes)))


def pages_of(world: PublicBureau) -> dict[str, MonthReport]:
    found = {}
    for page in month_report_pages(world, figures_of(world).published):
        view = page.blocks["main"]
        assert isinstance(view, MonthReport)
        found[page.url] = view
    return found


def view_of(*rows: PublicRow, **changes: Any) -> MonthReport:
    """The view of the only station's page."""
    (view,) = pages_of(world_of(*rows, **changes)).values()
    return view


def test_a_community_that_did_everything_lacks_nothing() -> None:
    """The page says when the report came, and what was done."""
    view = view_of(row())
    assert (view.title, view.is_late, view.short) == ("gulou派出所2026年9月的月报", False, ())
    said = text_of(view)
    assert "2026年10月5日报送。1 个社区里，1 个样样做到。" in said
    assert (
        "驻社区 12 天；巡逻 10 班次；防范宣传 1 场；受理服务 20 件，按时办结 20 件；更新图表 9 张；台帐 4 本。"
        in said
    )
    assert "接处警 30 起，案件 6 起，纠纷 8 起，调解成功 7 起。" in said
    assert "没有记工作纪实" in said


@pytest.mark.parametrize(
    ("changes", "expected", "text"),
    [
        (
            {"on_site_days": {**kept(), "2026-W37": 1}},
            Gap(part=PartId.ON_SITE, attained=10, due=12),
            "驻社区承诺 12 天，兑现 10 天",
        ),
        ({"patrol_shifts": 0}, Gap(part=PartId.PATROLS, attained=0, due=1, least=1), "巡逻不到每月 1 班次"),
        ({"talks": 0}, Gap(part=PartId.TALKS, attained=0, due=1, least=1), "防范宣传不到每月 1 场"),
        ({"talks": None}, Gap(part=PartId.TALKS, attained=None, due=1), "防范宣传没有报"),
        (
            {"charts": tuple(chart for chart in Chart if chart is not Chart.TEMPORARY_POPULATION)},
            Gap(part=PartId.CHARTS, attained=8, due=9, names=("暂住人口",)),
            "图表 1 张没有更新：暂住人口",
        ),
        (
            {"ledgers": (Ledger.CALLS, Ledger.CASES)},
            Gap(part=PartId.LEDGERS, attained=2, due=4, names=("纠纷", "打击处理")),
            "台帐 2 本没有更新：纠纷、打击处理",
        ),
        (
            {"work_weeks": WEEKS[:3]},
            Gap(part=PartId.WORK_RECORDS, attained=3, due=4, names=("9月21日",)),
            "4 周里 1 周没有工作纪实（9月21日起的一周）",
        ),
    ],
)
def test_what_is_missing_is_told_by_name(changes: dict[str, Any], expected: Gap, text: str) -> None:
    """One part falls short: the sentence has the released numbers, and the names that the report tells."""
    view = view_of(row(**changes))
    (own,) = view.short
    assert own.gaps == (expected,)
    assert f"还差 {text}。" in text_of(view)
    assert "1 个还差： gulou-a社区" in text_of(view)


def test_released_numbers_stay_when_the_report_changes() -> None:
    """The release lacks a chart; today's report has all: the gap stays, without a name that today's would give."""
    world = world_of(row(charts=tuple(Chart)[:8]))
    later = replace(world, reports={key: report(rows=[row()]) for key in world.reports})
    (view,) = pages_of(PublicBureau(later)).values()
    (own,) = view.short
    assert own.gaps == (Gap(part=PartId.CHARTS, attained=8, due=9),)


def test_hidden_counts_stay_hidden() -> None:
    """A suppressed count is written as less than its bound, of the report and of the work records alike."""
    hidden = row(calls=Suppressed(below=5), cases=None)
    said = text_of(view_of(hidden, work=DONE, summed=totals([row()])))
    assert "接处警 不到 5 起，纠纷 8 起" in said
    assert "入户走访 3 次（2 小时 30 分）、防范宣传 2 次（45 分钟）、纠纷调解 不到 5 次。" in said
    assert "受理群众事项的次数不写出，写出来可能猜到是谁。宣传的内容：反诈 2 场。" in said


def test_a_late_or_missing_report_is_said() -> None:
    """The day after the due day is late; without a report nothing is known, and nothing is called missing."""
    assert "2026年10月6日报送， 晚了 。" in text_of(view_of(row(), filed_on="2026-10-06"))
    other = report("ximen", rows=[row("ximen-a")])
    stations = [station("gulou"), station("ximen")]
    areas = [area("gulou-a", tenures=(tenure(),)), area("ximen-a", "ximen", tenures=(tenure(),))]
    views = pages_of(released(bureau(stations=stations, areas=areas, reports=[other])))
    said = text_of(views[f"work-records/{MONTH}/gulou/"])
    assert "这个月没有报送月报" in said
    assert "公布的月报里没有这个社区。" in said
    assert "还差" not in said.replace("“还差”", "")


def test_a_report_filed_after_the_release_is_not_taken_for_it() -> None:
    """The release has none; today there is one: the page says so, and tells nothing of its row."""
    other = report("ximen", rows=[row("ximen-a")])
    stations = [station("gulou"), station("ximen")]
    areas = [area("gulou-a", tenures=(tenure(),)), area("ximen-a", "ximen", tenures=(tenure(),))]
    world = released(bureau(stations=stations, areas=areas, reports=[other]))
    url = f"work-records/{MONTH}/gulou/"
    assert "补报" not in text_of(pages_of(world)[url])
    late = replace(world, reports={**world.reports, (MONTH, "gulou"): report(filed_on="2026-10-09")})
    view = pages_of(PublicBureau(late))[url]
    said = text_of(view)
    assert "公布的时候没有月报，公布以后才补报。补报的数，这个月修订了才写在这里。" in said
    assert "gulou-a社区 没有报 公布的月报里没有这个社区。" in said
    assert "做了 " not in said
    assert "发生了" not in said
    assert view.areas[0].row is None


@pytest.mark.parametrize(("changes", "tag"), [({}, "样样做到"), ({"talks": 0}, "还差 1 项")])
def test_a_community_that_only_the_release_has_keeps_its_numbers(changes: dict[str, Any], tag: str) -> None:
    """Today's report, or today's communities, lack it: lead and section both go by the released numbers."""
    both = [row(**changes), row("gulou-b")]
    areas = [area(one, tenures=(tenure(),)) for one in ("gulou-a", "gulou-b")]
    world = world_of(*both, areas=areas)
    without_row = replace(world, reports={key: report(rows=both[1:]) for key in world.reports})
    without_area = replace(world, areas={"gulou-b": areas[1]})
    for changed, name in ((without_row, "gulou-a社区"), (without_area, "gulou-a")):
        (view,) = pages_of(PublicBureau(changed)).values()
        said = text_of(view)
        done = 1 if changes else 2
        assert f"2 个社区里，{done} 个样样做到" in said
        assert [one.id for one in view.short] == (["gulou-a"] if changes else [])
        assert f"{name} {tag} " in said
        assert "公布的数里有这个社区，现在的月报里没有，做了什么写不出来。" in said
        assert "没有报" not in said


def test_a_community_without_a_row_falls_short() -> None:
    """The station reported, but not of this one: the lead counts it, and the section says that it is not there."""
    areas = [area(one, tenures=(tenure(),)) for one in ("gulou-a", "gulou-b")]
    view = view_of(row(), areas=areas)
    said = text_of(view)
    assert [one.id for one in view.short] == ["gulou-b"]
    assert "gulou-b社区 没有报 公布的月报里没有这个社区。" in said


def test_only_released_months_have_a_page() -> None:
    """Two months are released, and each leads to the other; one reported later has no page."""
    reports = [report(month=month, rows=[row(month=month)]) for month in ("2026-08", MONTH)]
    views = pages_of(released(bureau(areas=[area("gulou-a")], reports=reports)))
    first, second = (f"work-records/{month}/gulou/" for month in ("2026-08", MONTH))
    assert [*views] == [first, second]
    assert [link and link.url for link in views[first].around] == [None, second]
    assert [link and link.url for link in views[second].around] == [first, None]
    unpublished = bureau(areas=[area("gulou-a")], reports=reports)
    assert pages_of(unpublished) == {}


def test_the_communitys_page_tells_its_own_part() -> None:
    """The last published month's work; without work records, that there are none; before a month, nothing."""
    for work, text in ((DONE, "入户走访 3 次（2 小时 30 分）"), (None, "派出所这个月没有记工作纪实。")):
        world = world_of(row(), work=work)
        (page,) = community_pages(world, figures_of(world))
        said = text_of(page.blocks["main"])
        assert f"2026年9月做了什么 {text}" in said
    assert "做了什么" not in text_of(community_pages(bureau(), figures_of(bureau()))[0].blocks["main"])


def test_weeks_without_an_entry_are_told_by_their_mondays() -> None:
    """In the first edition a week away with a reason lacks an entry too; the days kept are another gap."""
    days = {**kept(), "2026-W38": 0}
    reasons = {"2026-W38": OnSiteReason.LEAVE}
    view = view_of(row(on_site_days=days, on_site_reasons=reasons, work_weeks=WEEKS[:2]))
    assert [gap.part for gap in view.short[0].gaps] == [PartId.ON_SITE, PartId.WORK_RECORDS]
    assert view.short[0].gaps[1].names == ("9月14日", "9月21日")
