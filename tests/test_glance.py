"""The city at a glance: the figures of the pages that it leads to, and nothing where nothing is on record."""

from __future__ import annotations

from generator.model.public import PublicBureau
from generator.pages.glance import Glance, GlanceLine
from generator.pages.links import Link
from tests.bureaus import area, bureau, meeting, opinion, report, row, tenure
from tests.small_sites import site_of_public


def lines_of(world: PublicBureau) -> dict[str, GlanceLine]:
    """The lines of the home page by where they lead."""
    (home,) = (page for page in site_of_public(world).pages if page.url == "")
    view = home.blocks["glance"]
    assert isinstance(view, Glance)
    return {line.link.url: line for line in view.lines}


def test_each_line_has_its_figure_and_what_is_owed() -> None:
    """Two officers needed and one there; a month of three days a week, one week a day short; an opinion overdue."""
    raised = (opinion("o1", due="2026-09-20"), opinion("o2", due="2026-09-20", closed_on="2026-09-19"))
    short = {"2026-W36": 2, "2026-W37": 3, "2026-W38": 3, "2026-W39": 3}

    world = bureau(
        areas=[area("gulou-a"), area("gulou-b", tenures=(tenure("2020-01-01", "2026-10-01"),))],
        reports=[report(rows=[row("gulou-a", on_site_days=short), row("gulou-b")])],
        meetings=[meeting(opinions=raised)],
    )
    lines = lines_of(world)
    assert lines["coverage/"] == GlanceLine(
        link=Link(url="coverage/", text="社区民警"), text="2 个社区应配 2 名，在岗 1 名", lacks="缺 1 名"
    )
    assert lines["on-site/"].lacks == "少 1 天"
    assert (lines["meetings/opinions/"].text, lines["meetings/opinions/"].lacks) == (
        "提了 2 条，没有答复的 1 条",
        "逾期 1 条",
    )
    assert lines["progress/"].text.startswith("2 个社区中 ")


def test_a_bureau_without_records_promises_nothing() -> None:
    """No line is made up."""
    assert lines_of(bureau(areas=[])) == {}
